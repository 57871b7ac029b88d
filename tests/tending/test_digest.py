"""The day or the week for cron and a mail program (docs/rules.md, Digest)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from email import message_from_string
from email.policy import default
from pathlib import Path
from random import Random
from typing import Any

import pytest
from conftest import Answer, VaultFolder
from oracle.agenda import is_unsettled, met_day
from oracle.rules import SILENT, Day, all_lines, by_name, status
from oracle.test_oracle import ask
from oracle.world import random_world, write

TODAY = "2026-11-24"
SECTIONS = ("promises", "waiting", "coming_up")

# What stands in the notes, whether anything is waiting, and a line that is printed.
CASES: dict[str, tuple[dict[str, dict[str, Any]], bool, str]] = {
    "nobody": ({}, False, "No people here yet. A note in a folder called people is a person; so is one"),
    "somebody to turn to": ({"A": {"cadence": "2 weeks", "log": ["2026-11-01 tea"]}}, True, "Turn to"),
    "a promise": ({"A": {"circle": "wide", "body": "- [ ] call, due 2026-11-20"}}, True, "You said you would"),
    "one without a day": ({"A": {"circle": "wide", "body": "- [ ] call"}}, False, "You also said you would"),
    "one of theirs": ({"A": {"circle": "wide", "body": "- [ ] waiting: a call"}}, False, "They said they would"),
    "a birthday today": ({"A": {"circle": "wide", "birthday": "11-24"}}, True, "Today"),
    "one to come": (
        {"A": {"circle": "wide", "birthday": "11-27"}},
        False,
        "Nothing is waiting today. On Friday A's birthday.",
    ),
    "somebody new, not to be asked about yet": (
        {"A": {"circle": "wide"}, "B": {"log": ["2026-11-23 met"]}},
        False,
        "Met since Monday 23 November",
    ),
    "nobody whom one let go": (
        {"A": {"status": "let-go", "body": "- [ ] call", "log": ["2026-11-23 met"]}, "B": {"circle": "wide"}},
        False,
        "Nothing is waiting today.",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_waiting(case: str, vault: VaultFolder, netnotes: Callable[..., Answer]) -> None:
    """What is printed, and that --quiet-if-empty prints nothing where nothing waits."""
    people, waits, line = CASES[case]
    for name, keys in people.items():
        vault.person(name, **keys)
    assert line in netnotes(f"digest --today {TODAY}").lines
    quiet = netnotes(f"digest --quiet-if-empty --today {TODAY}")
    assert (quiet.exit_code, bool(quiet.stdout), quiet.stderr) == (0, waits, "")


def test_nothing_stands_twice(vault: VaultFolder, netnotes: Callable[..., Answer]) -> None:
    """A promise on the agenda, due or to come, is not told again below."""
    vault.person(
        "A", circle="wide", body="- [ ] one, due 2026-11-20\n- [ ] two, due 2026-11-30\n- [ ] three, due 2027-01-30"
    )
    lines = netnotes(f"digest --today {TODAY}").lines
    assert [sum(word in line for line in lines) for word in ("one", "two", "three")] == [1, 1, 1]


def test_a_mail_message(vault: VaultFolder, netnotes: Callable[..., Answer]) -> None:
    """It has a subject without names, a date, and the text as UTF-8; To only if it is given."""
    vault.person("Zoë 中村", cadence="2 weeks", log=["2026-11-01 tea: früh"])
    answer = netnotes(f"digest --mail you@example.org --today {TODAY}")
    message = message_from_string(answer.stdout, policy=default)
    assert message["Subject"] == "netnotes: Tuesday 24 November"
    assert message["Date"].datetime.date() == date(2026, 11, 24)
    assert (message["To"], message.get_content_charset()) == ("you@example.org", "utf-8")
    body = answer.stdout.partition("\n\n")[2]
    assert body.splitlines() == netnotes(f"digest --today {TODAY}").lines
    assert "  Zoë 中村           3 weeks    früh" in body.splitlines()
    assert not answer.stderr
    week = message_from_string(netnotes(f"digest --days 7 --today {TODAY} --mail").stdout, policy=default)
    assert (week["Subject"], week["To"]) == ("netnotes: 24 Nov to 30 Nov", None)


@pytest.mark.parametrize("to", ["a@b\nBcc: c@d", "a\rb", "\x00", "x" * 2000 + "\n"])
def test_a_header_cannot_be_smuggled_in(to: str, vault: VaultFolder, netnotes: Callable[..., Answer]) -> None:
    """An address of two lines is none."""
    vault.person("A")
    answer = netnotes("digest", "--mail", to)
    assert answer.exit_code == 2
    assert not answer.stdout


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ("z@é.example", "z@xn--9ca.example"),
        ("Zoë <z@é.example>, b@c.example", "=?utf-8?q?Zo=C3=AB?= <z@xn--9ca.example>, b@c.example"),
        ("zoé@example.org", None),
        (f"z@{'é' * 80}.example", None),
    ],
)
def test_an_address_is_written_as_mail_programs_read_it(
    to: str, said: str | None, vault: VaultFolder, netnotes: Callable[..., Answer]
) -> None:
    """A domain in its `xn--` form; what has none before the @ is refused, never an encoded word in an address."""
    vault.person("A")
    answer = netnotes("digest", "--mail", to, "--today", TODAY)
    assert answer.exit_code == (0 if said else 2)
    assert f"To: {said}" in answer.lines if said else "is no address" in answer.stderr


def test_words_that_do_not_go_together(vault: VaultFolder, netnotes: Callable[..., Answer]) -> None:
    """Exit code 2, in one line."""
    vault.person("A")
    for words in ("--mail --format json", "--format md", "--days 0", "--days 32"):
        assert netnotes(f"digest {words}").exit_code == 2, words


def test_a_page_at_most_and_unreadable_notes_within(vault: VaultFolder, netnotes: Callable[..., Answer]) -> None:
    """A big vault is cut in the agenda, not in what follows it; what could not be read stands in the text."""
    for number in range(60):
        body = "- [ ] someday\n- [ ] waiting: an answer\n" + f"- [ ] soon, due 2026-11-{24 + number % 7}\n"
        vault.person(
            f"P {number}", cadence="2 weeks", birthday=f"11-{24 + number % 7}", body=body, log=["2026-09-01 tea"]
        )
    vault.write("people/Bad.md", '---\nname: "x\n---\n')
    for days in (1, 7, 31):
        answer = netnotes(f"digest --days {days} --today {TODAY}")
        assert len(answer.lines) <= 60
        assert answer.stderr == ""
        assert answer.lines[-1] == "1 note could not be read in full: netnotes check"
        assert "They said they would" in answer.lines
    assert "More than a page: netnotes agenda --days 31" in answer.lines
    at = answer.lines.index("More than a page: netnotes agenda --days 31")
    assert answer.lines[at - 2].startswith("  "), "no heading stands there without what it is a heading of"


def test_every_day_there_is(vault: VaultFolder, netnotes: Callable[..., Answer]) -> None:
    """The first and the last, as text and as mail."""
    vault.person("A", cadence="2 weeks", log=["2026-11-01 tea"], birthday="01-01")
    for today in ("0001-01-01", "9999-12-31"):
        for words in ("", "--mail", "--days 31", "--format json"):
            assert netnotes(f"digest {words} --today {today}").exit_code == 0


def test_no_colour_where_it_is_plain_text(vault: VaultFolder, netnotes: Callable[..., Answer]) -> None:
    """Not even where colour is asked for; and nothing that a terminal would obey."""
    vault.person("A\x1b[31m", path="people/a.md", cadence="2 weeks", log=["2026-11-01 tea"])
    assert "\x1b" not in netnotes(f"digest --color always --today {TODAY}").stdout
    assert "\x1b" not in netnotes(f"digest --mail --today {TODAY}").stdout


def test_the_digest_is_as_plain_loops_say(tmp_path: Path) -> None:
    """On random worlds: the agenda is that of `agenda --days`, and who was met and what is open are counted by hand."""
    met = promised = 0
    for seed in range(25):
        world = random_world(Random(seed))
        folder = tmp_path / str(seed)
        folder.mkdir()
        write(world, folder / "vault")
        today, days = world.todays[0], 1 + seed % 9
        document = ask(folder, today, ["digest", "--days", str(days)])
        assert document["agenda"] == ask(folder, today, ["agenda", "--days", str(days)])
        day = Day(world, all_lines(world), today)
        since = today - timedelta(days=days)
        new = [
            (when, by_name(person), person.name)
            for number, person in enumerate(world.people)
            if (when := met_day(day, number)) and since <= when <= today and is_unsettled(day, person)
        ]
        assert [row["name"] for row in document["met"]] == [name for *_, name in sorted(new)], seed
        parts = [row for one in document["agenda"] for name in SECTIONS for row in one[name]]
        for mine, key, what in ((True, "promises", "promise"), (False, "waiting", "waiting")):
            tasks = [
                task
                for person in world.people
                if status(day, person) not in SILENT
                for task in person.tasks
                if task.state == "open" and task.mine == mine
            ]
            total = len(document[key]) + document["left_out"][key]
            assert total == len(tasks) - sum(row["what"] == what for row in parts), (seed, key)
            assert len(document[key]) <= 7
            promised += total
        met += len(new)
    assert met > 3
    assert promised > 10
