"""`netnotes ledger`: a table of cases written from PRODUCT, plain loops over random worlds, and its evidence."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner
from conftest import Answer, VaultFolder
from oracle.rules import Day, Line, all_lines, contacts, made_on, moment, takes_part
from oracle.world import World, random_world, write

from netnotes.cli import main

Run = Callable[..., Answer]
TODAY = "2026-11-24"
WORLDS = 42
NEVER_ASKED = "You have never asked them for anything, and people like to be asked."
NOT_GIVEN = "Nothing given is written down in these twelve months; what would they be glad of?"
NOTHING = "Nothing is owed or promised, and nothing given, got or asked is written down in these twelve months."


# What the log says, and the sections with the days in them, then the one sentence.
CASES = [
    ("thanks are owed", ["2026-11-08 got: soup"], "Thanks owed: 8 Nov | Got: 8 Nov", NOT_GIVEN),
    ("thanked later", ["2026-11-10 thanked: for it", "2026-11-08 got: soup"], "Got: 8 Nov", NOT_GIVEN),
    ("thanked later that day", ["2026-11-08 thanked: x", "2026-11-08 got: soup"], "Got: 8 Nov", NOT_GIVEN),
    ("thanked earlier that day", ["2026-11-08 got: soup", "2026-11-08 thanked: x"],
     "Thanks owed: 8 Nov | Got: 8 Nov", NOT_GIVEN),
    ("by the clock", ["2026-11-08 10:00 got: soup", "2026-11-08 18:00 thanked: x"], "Got: 8 Nov", NOT_GIVEN),
    ("thanked before", ["2026-11-08 got: soup", "2026-11-07 thanked: x"], "Thanks owed: 8 Nov | Got: 8 Nov", NOT_GIVEN),
    ("on the 30th day", ["2026-10-25 got: soup"], "Thanks owed: 25 Oct | Got: 25 Oct", NOT_GIVEN),
    ("on the 31st day", ["2026-10-24 got: soup"], "Got: 24 Oct", NOT_GIVEN),
    ("two gifts", ["2026-11-09 got", "2026-11-08 got"], "Thanks owed: 9 Nov, 8 Nov | Got: 9 Nov, 8 Nov", NOT_GIVEN),
    ("borrowed is got", ["2026-10-01 borrowed: a drill"], "Got: 1 Oct", NOT_GIVEN),
    ("a reply on the 4th day", ["2026-11-20 letter in: hm"], "Replies owed: 20 Nov", ""),
    ("not on the 3rd", ["2026-11-21 letter in: hm"], NOTHING, ""),
    ("on the 60th day", ["2026-09-25 email in: hm"], "Replies owed: 25 Sep", ""),
    ("not on the 61st", ["2026-09-24 email in: hm"], NOTHING, ""),
    ("answered", ["2026-11-12 letter out: yes", "2026-11-10 letter in: hm"], NOTHING, ""),
    ("met since", ["2026-11-12 tea", "2026-11-10 letter in: hm"], NOTHING, ""),
    ("a try is no answer", ["2026-11-12 voicemail", "2026-11-10 letter in: hm"], "Replies owed: 10 Nov", ""),
    ("a message needs none", ["2026-11-10 message in: hm"], NOTHING, ""),
    ("a letter that is a gift", ["2026-10-10 letter got in: seeds"], "Got: 10 Oct", NOT_GIVEN),
    ("given", ["2026-11-08 gave: a lamp"], "Given: 8 Nov", NEVER_ASKED),
    ("lent and helped", ["2026-11-08 lent: x", "2026-11-07 helped: y"], "Given: 8 Nov, 7 Nov", NEVER_ASKED),
    ("introduced is given", ["2026-11-08 introduced: to Jo"], "Given: 8 Nov", NEVER_ASKED),
    ("asked long ago", ["2026-11-08 gave: x", "2020-01-01 asked: y"], "Given: 8 Nov", ""),
    ("asked", ["2026-11-08 asked: for a lamp"], "Asked: 8 Nov", NOT_GIVEN),
    ("given and asked", ["2026-11-09 gave: x", "2026-11-08 asked: y"], "Given: 9 Nov | Asked: 8 Nov", ""),
    ("the day after, a year ago", ["2025-11-25 gave: x"], "Given: 25 Nov 2025", NEVER_ASKED),
    ("a year ago", ["2025-11-24 gave: x"], NOTHING, ""),
    ("a plan is not yet", ["2026-11-25 gave: x"], NOTHING, ""),
    ("nothing", [], NOTHING, ""),
]  # fmt: skip


@pytest.mark.parametrize(("log", "sections", "said"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_one_persons_ledger(vault: VaultFolder, netnotes: Run, log: list[str], sections: str, said: str) -> None:
    """Each rule of PRODUCT on one line or two: which sections stand there, with which days, and what is said."""
    vault.person("Ada", circle="close", log=log)
    shown = _sections(netnotes(f"ledger ada --today {TODAY}").stdout)
    assert shown == (sections, said)


def _sections(text: str) -> tuple[str, str]:
    """``Title: days | Title: days`` of a person's ledger, and the sentence below; a sentence alone is the first."""
    name, *blocks = text.strip("\n").split("\n\n")
    assert name == "Ada"
    found, said = [], ""
    for block in blocks:
        title, *lines = block.split("\n")
        if lines and lines[0].startswith("  "):
            found.append(f"{title}: {', '.join(line[2:].split('   ')[0] for line in lines)}")
        else:
            said = " ".join(block.split())
    return (" | ".join(found), said) if found else (said, "")


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"circle": "inner"}, "No ledger is kept in the innermost circle, inner. To keep one: netnotes set Ada "),
        ({"circle": "inner", "reciprocity": "on"}, "Got"),
        ({"circle": "close"}, "Got"),
        ({"circle": "close", "reciprocity": "off"}, "No ledger is kept, as the note says reciprocity: off."),
        ({"status": "let-go"}, "Got"),
    ],
)
def test_no_ledger_is_kept_with_everybody(vault: VaultFolder, netnotes: Run, keys: dict[str, str], said: str) -> None:
    """`reciprocity: off`, the default in the innermost circle, leaves one line that says why and how to change it."""
    vault.person("Ada", log=["2026-11-08 got: soup", "2026-11-07 gave: bread"], body="- [ ] a book", **keys)
    answer = netnotes(f"ledger ada --today {TODAY}").stdout
    assert said in " ".join(answer.split())
    assert ("soup" in answer) == (said == "Got")
    assert ("soup" in netnotes(f"ledger --today {TODAY}").stdout) == (said == "Got" and "status" not in keys)


def test_what_was_given_is_the_same_everywhere(vault: VaultFolder, netnotes: Run) -> None:
    """An introduction is given: `show` counts the lines that the ledger has."""
    vault.person("Ada", circle="close", log=["2026-11-08 introduced: to Jo", "2026-11-07 gave: x", "2026-11-06 got"])
    shown = netnotes(f"show ada --format json --today {TODAY}").json()
    listed = netnotes(f"ledger ada --format json --today {TODAY}").json()
    assert (shown["gave"], shown["got"]) == (len(listed["given"]), len(listed["got"])) == (2, 1)


def test_open_thanks_are_the_same_everywhere(vault: VaultFolder, netnotes: Run) -> None:
    """`show`, `prep` and `review` have all that the ledger lists, in its order, each on its line."""
    vault.person("Ada", circle="close", log=["2026-11-09 got: soup", "2026-11-08 got: bread", "2026-11-08 got: a key"])
    vault.person("Bo", log=["2026-11-10 tea"])
    owed = netnotes(f"ledger ada --format json --today {TODAY}").json()["thanks_owed"]
    days = [row["date"] for row in owed]
    assert days == ["2026-11-09", "2026-11-08", "2026-11-08"]
    lines = ["thanks   for: soup (9 Nov)", "thanks   for: bread (8 Nov)", "thanks   for: a key (8 Nov)"]
    assert [line.strip() for line in netnotes(f"show ada --today {TODAY}").lines if "thanks " in line] == lines
    met = netnotes(f"prep ada, bo --today {TODAY}").stdout.partition("Open between you")[2]
    said = ["thanks for: soup (9 Nov)", "thanks for: bread (8 Nov)", "thanks for: a key (8 Nov)"]
    assert [line.removeprefix("  Ada").strip() for line in met.split("\n") if "thanks " in line] == said
    shown = netnotes(f"show ada --format json --today {TODAY}").json()
    row = netnotes(f"review --format json --today {TODAY}").json()["rows"][0]
    assert [line["date"] for line in shown["thanks"]] == [line["date"] for line in row["thanks"]] == days
    assert shown["thanks_owed"] == row["thanks_owed"] == days[0]


@pytest.mark.parametrize("keys", [{"circle": "inner"}, {"circle": "close", "reciprocity": "off"}])
def test_a_promise_is_no_favour(vault: VaultFolder, netnotes: Run, keys: dict[str, str]) -> None:
    """What was promised to and by whoever has no ledger stands there all the same, in everybody's and in theirs."""
    vault.person("Ada", log=["2026-11-08 got: soup"], body="- [ ] a book, due 2026-11-20\n- [ ] waiting: a pan", **keys)
    assert netnotes(f"ledger --today {TODAY}").lines == [
        "You said you would",
        f"  {'Ada':19}{'a book':47}  due 20 Nov",
        "",
        "They said they would",
        f"  {'Ada':19}a pan",
    ]
    said = netnotes(f"ledger ada --today {TODAY}").stdout.split("\n\n")
    assert said[:-1] == [
        "Ada",
        "You said you would\n  due 20 Nov   a book",
        "They said they would\n               a pan",
    ]
    assert said[-1].startswith("No ledger is kept")
    row = netnotes(f"ledger ada --today {TODAY} --format json").json()
    assert [row["kept"], len(row["promises"]), len(row["waiting"]), row["got"]] == [False, 1, 1, []]
    evidence = netnotes(f"ledger ada --evidence --today {TODAY}").stdout
    assert "people/Ada.md:" in evidence
    assert "soup" not in evidence


@pytest.mark.parametrize(
    ("today", "since"),
    [(TODAY, "2025-11-25"), ("2028-02-29", "2027-03-01"), ("2027-02-28", "2026-03-01"), ("0001-05-01", "0001-01-01")],
)
def test_the_twelve_months_are_those_of_the_network(vault: VaultFolder, netnotes: Run, today: str, since: str) -> None:
    """They begin the day after the same day a year ago, for the ledger's lines and the network's time."""
    log = [f"{since} gave (1h): x"]
    if since > "0001-01-01":
        log.append(f"{date.fromisoformat(since) - timedelta(days=1)} gave (2h): y")
    vault.person("Ada", circle="close", log=log)
    listed = netnotes(f"ledger ada --format json --today {today}").json()
    assert listed["since"] == since
    assert {row["date"] for row in listed["given"]} == {since}
    assert netnotes(f"network --format json --today {today}").json()["time"]["minutes"] == 60


def test_the_way_to_keep_one_works(vault: VaultFolder, netnotes: Run) -> None:
    """The command that the line names gives the ledger."""
    vault.person("Ada King", circle="inner", log=["2026-11-08 got: soup"])
    told = " ".join(netnotes(f"ledger ada --today {TODAY}").stdout.split())
    assert netnotes(told.partition("To keep one: netnotes ")[2]).exit_code == 0
    assert "soup" in netnotes(f"ledger ada --today {TODAY}").stdout


def test_everybodys_ledger(vault: VaultFolder, netnotes: Run) -> None:
    """Names first, the newest line first, a line with two people once, and nobody who is gone."""
    vault.person("Ada", circle="close", log=["2026-11-08 got with [[Bo]]: soup", "2026-11-01 gave: a lamp"],
                 body="- [ ] send the book, due 2026-12-01\n- [ ] waiting: her table")  # fmt: skip
    vault.person("Bo", log=["2026-11-10 letter in: when", "2026-11-09 asked: for a key"])
    for status in ("let-go", "do-not-contact", "deceased"):
        vault.person(status.title(), status=status, log=["2026-11-08 got: x", "2026-11-10 letter in"], body="- [ ] x")
    assert netnotes(f"ledger --today {TODAY}").lines == [
        "Thanks owed",
        f"  {'Ada':19}{'soup':52}  8 Nov",
        f"  {'Bo':19}{'soup':52}  8 Nov",
        "",
        "Replies owed",
        f"  {'Bo':19}{'letter in: when':51}  10 Nov",
        "",
        "You said you would",
        f"  {'Ada':19}{'send the book':48}  due 1 Dec",
        "",
        "They said they would",
        f"  {'Ada':19}her table",
        "",
        "Given",
        f"  {'Ada':19}{'a lamp':52}  1 Nov",
        "",
        "Got",
        f"  {'Ada & Bo':19}{'soup':52}  8 Nov",
        "",
        "Asked",
        f"  {'Bo':19}{'for a key':52}  9 Nov",
    ]


def test_what_the_caps_leave_out_is_said(vault: VaultFolder, netnotes: Run) -> None:
    """Seven lines a section and how many more; `--all` and `--evidence` show them, and the numbers add up."""
    vault.person("Ada", log=[f"2026-11-{day:02} gave: thing {day}" for day in range(10, 0, -1)])
    capped = netnotes(f"ledger --today {TODAY}").lines
    assert capped[-1] == "  … 3 more (--all)"
    assert sum("thing" in line for line in capped) == 7
    assert "thing 10" in capped[1]
    everything = netnotes(f"ledger --all --today {TODAY}").lines
    assert sum("thing" in line for line in everything) == 10
    evidence = netnotes(f"ledger --evidence --today {TODAY}").lines
    assert [line.split()[-1] for line in evidence[1:]] == [f"people/Ada.md:{number}" for number in range(7, 17)]


def test_a_deceased_persons_ledger_has_no_advice(vault: VaultFolder, netnotes: Run) -> None:
    """Their lines are shown to whoever asks, and nothing is asked for."""
    vault.person("Ada", status="deceased", log=["2026-11-01 gave: a lamp"])
    assert netnotes(f"ledger ada --today {TODAY}").lines == ["Ada", "", "Given", "  1 Nov   a lamp"]


def test_what_they_need_and_offer_is_named(vault: VaultFolder, netnotes: Run) -> None:
    """The one sentence says what would help them, or what they could help with, where the note does."""
    vault.person("Ada", needs=["a printer"], log=["2026-11-01 asked: a tune"])
    vault.person("Bo", offers=["bread", "honesty"], log=["2026-11-01 gave: a tune"])
    assert netnotes(f"ledger ada --today {TODAY}").lines[-1].endswith("; they need a printer.")
    said = " ".join(netnotes(f"ledger bo --today {TODAY}").lines[-2:])
    assert said.endswith("people like to be asked; they offer bread, honesty.")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", TODAY])
def test_any_day_and_an_empty_vault(vault: VaultFolder, netnotes: Run, day: str) -> None:
    """No day is too early or too late, and where there is nothing the answer says how to begin."""
    said = " ".join(netnotes(f"ledger --today {day}").stdout.split())
    assert said == f"{NOTHING} A line for it: netnotes log WHO --gave 'the star atlas' (or --got, --asked)"
    vault.person("Ada", log=["2026-11-08 got: soup"])
    assert netnotes(f"ledger --today {day}").exit_code == 0
    assert netnotes(f"ledger ada --today {day}").exit_code == 0


def test_nothing_from_a_note_reaches_the_terminal_as_it_is(vault: VaultFolder, netnotes: Run) -> None:
    """Escapes in a name or a line are shown, not obeyed (LAW 17)."""
    vault.write("people/Ada\x1b[31m.md", "- 2026-11-08 got: so\x1b]0;up\x07\n")
    for words in ("ledger", "ledger ada", "ledger --evidence", "ledger --format json"):
        assert "\x1b" not in netnotes(f"{words} --today {TODAY}").stdout


# The oracle


def _ledgers(world: World, today: date, who: int | None) -> dict[str, list[tuple[Any, ...]]]:
    """The sections that are expected, each a list of (names, day, path, line), in no order."""
    innermost = next(iter(world.settings.circles))
    gone = ("let-go", "do-not-contact", "deceased")
    day = Day(world, all_lines(world), today)
    here = [n for n, person in enumerate(world.people) if n == who or (who is None and person.status not in gone)]
    kept = [number for number in here if world.people[number].circle != innermost]
    found: dict[str, list[tuple[Any, ...]]] = {key: [] for key in KEYS}
    a_year_ago = same_day(today, today.year - 1)
    for line in day.lines:
        those = [number for number in kept if takes_part(line, number)]
        word = _ledger(world, line)
        section = {"gave": "given", "introduced": "given", "got": "got", "asked": "asked"}.get(word)
        if those and section and a_year_ago < line.day <= today:
            found[section].append(_row(world, those, line.day, line.path, line.line))
    for number in kept:
        for line in _unthanked(day, number):
            found["thanks_owed"].append(_row(world, [number], line.day, line.path, line.line))
        for line in contacts(day, number)[-1:]:
            written = line.kind in ("letter", "email", "mail") and line.direction == "in" and not _ledger(world, line)
            if written and 4 <= (today - line.day).days <= 60:
                found["replies_owed"].append(_row(world, [number], line.day, line.path, line.line))
    for number in here:
        for task in world.people[number].tasks:
            made = made_on(world.people[number], task)
            if task.state == "open" and (made is None or made <= today):
                section = "promises" if task.mine else "waiting"
                found[section].append(_row(world, [number], task.due, world.people[number].path, task.line))
    return found


def same_day(day: date, year: int) -> date:
    """The same day in *year*; 29 February is the 28th there."""
    return date(year, day.month, 28) if (day.month, day.day) == (2, 29) else day.replace(year=year)


KEYS = ("thanks_owed", "replies_owed", "promises", "waiting", "given", "got", "asked")


def _ledger(world: World, line: Line) -> str:
    """The ledger's word on a line, empty for none."""
    return "" if line.order < 0 else world.people[line.author].log[line.order].ledger or ""


def _unthanked(day: Day, person: int) -> list[Line]:
    """Every `got` of the last 30 days after which no `thanked` comes."""
    lines = sorted((line for line in day.lines if takes_part(line, person) and line.day <= day.today), key=moment)
    return [
        line
        for place, line in enumerate(lines)
        if _ledger(day.world, line) == "got"
        and (day.today - line.day).days <= 30
        and not any(_ledger(day.world, later) == "thanked" for later in lines[place + 1 :])
    ]


def _row(world: World, people: list[int], day: date | None, path: str, line: int) -> tuple[Any, ...]:
    names = sorted(world.people[number].name for number in people)
    return names, day.isoformat() if day else None, path, line


@pytest.mark.parametrize("chunk", range(6))
def test_the_ledger_is_what_plain_loops_find(chunk: int, tmp_path: Path) -> None:
    """Every section of random worlds, everybody's and one person's, and its order: newest first."""
    filled: set[str] = set()
    for seed in range(chunk * WORLDS // 6, (chunk + 1) * WORLDS // 6):
        rng = Random(seed)
        world = random_world(rng)
        folder = tmp_path / str(seed)
        folder.mkdir()
        write(world, folder / "vault")
        for today in world.todays:
            who = rng.choice([None, rng.randrange(len(world.people))])
            answer = _ask(folder, today, ["ledger", *([world.people[who].path] if who is not None else [])])
            expected = _ledgers(world, today, who)
            for key in KEYS:
                rows = answer[key]
                day = "due" if key in ("promises", "waiting") else "date"
                found = [(sorted(row["names"]), row[day], row["path"], row["line"]) for row in rows]
                assert sorted(found, key=str) == sorted(expected[key], key=str), (seed, today, who, key)
                days = [row["due"] or row["date"] or "" for row in rows]
                assert days == sorted(days, reverse=True), (seed, today, who, key)
                filled |= {key} if rows else set()
    assert filled >= set(KEYS) - {"thanks_owed", "replies_owed"}


def _ask(folder: Path, today: date, command: list[str]) -> Any:
    """The program's JSON; one index serves all days of a world."""
    own = {"XDG_CACHE_HOME": str(folder / "cache"), "XDG_CONFIG_HOME": str(folder / "config")}
    shared = ["--vault", str(folder / "vault"), "--today", str(today), "--format", "json"]
    result = CliRunner().invoke(main, [*shared, *command], env=own, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)
