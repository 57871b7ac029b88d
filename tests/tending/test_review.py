"""Who is in the weekly review and why: cases by hand, and random worlds against plain loops (docs/rules.md, Review)."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
from conftest import Answer, VaultFolder
from oracle.agenda import held_back, new_people
from oracle.rules import (
    Day,
    all_lines,
    by_name,
    circle_place,
    contacts,
    days_late,
    in_lines,
    last_contact,
    members,
    minus,
    moment,
    status,
    takes_part,
)  # fmt: skip
from oracle.test_oracle import ask
from oracle.world import Entry, Span, World, random_world, write

TODAY = "2026-11-24"
SILENT = ["2025-09-01 call"]
WEEKLY = [f"2026-0{month}-{day} tea" for month in (6, 7) for day in ("02", "09", "16", "23")]
MONTHLY = [f"2026-0{month}-01 tea" for month in range(1, 10)]

# What stands in the notes, and who is in the review, why, in which order.
CASES: dict[str, tuple[dict[str, dict[str, Any]], list[tuple[str, str]]]] = {
    "the most late for their own rhythm first": (
        {"A": {"cadence": "1 year", "log": ["2025-10-24 tea"]}, "B": {"cadence": "2 weeks", "log": ["2026-10-24 tea"]}},
        [("B", "due"), ("A", "due")],
    ),
    "nobody with a plan ahead, or a try just made": (
        {
            "A": {"cadence": "2 weeks", "log": ["2026-09-01 tea", "2026-11-28 dinner"]},
            "B": {"cadence": "2 weeks", "log": ["2026-09-01 tea", "2026-11-23 voicemail"]},
        },
        [],
    ),
    "nobody who is put off, paused or let go": (
        {
            "A": {"cadence": "2 weeks", "log": ["2026-09-01 tea"], "snooze": "2026-12-01"},
            "B": {"cadence": "2 weeks", "log": ["2026-09-01 tea"], "status": "paused"},
            "C": {"cadence": "2 weeks", "log": ["2026-09-01 tea"], "status": "let-go"},
            "D": {"log": SILENT, "snooze": "2026-12-01"},
            "E": {"log": SILENT, "status": "deceased"},
        },
        [],
    ),
    "new people: follow-ups, then decisions": (
        {"A": {"log": ["2026-11-01 met"]}, "B": {"log": ["2026-11-18 met"]}, "C": {"log": ["2026-11-23 met"]}},
        [("B", "follow-up"), ("A", "decide")],
    ),
    "a letter from the fourth day on, then thanks": (
        {
            "A": {"log": ["2026-11-10 got: a lamp"]},
            "B": {"log": ["2026-11-20 letter in: news"]},
            "C": {"log": ["2026-11-21 letter in: news"]},
            "D": {"log": ["2026-11-10 got: a lamp", "2026-11-12 thanked"]},
        },
        [("B", "reply"), ("A", "thanks")],
    ),
    "nothing owed where it is off, as in the innermost circle": (
        {
            "A": {"circle": "inner", "log": ["2026-11-18 letter in: news"]},
            "B": {"reciprocity": "off", "log": ["2026-11-18 letter in: news"]},
        },
        [],
    ),
    "drifting: silent for over twice the own rhythm, not overdue": (
        {"A": {"cadence": "1 year", "log": WEEKLY}, "B": {"cadence": "1 year", "log": WEEKLY[:3]}},
        [("A", "drifting")],
    ),
    "each once: the first reason holds": (
        {"A": {"cadence": "2 weeks", "log": ["2026-10-10 letter in: news", "2026-10-10 got: a lamp"]}},
        [("A", "due")],
    ),
    "a household is one": (
        {
            "A": {"cadence": "6 weeks", "household": "Mill", "log": ["2026-01-01 tea"]},
            "B": {"cadence": "2 weeks", "household": "Mill", "log": WEEKLY},
        },
        [("B", "due")],
    ),
    "one name not heard of for a year, at the end": (
        {
            "A": {"log": SILENT},
            "B": {"cadence": "2 weeks", "log": ["2026-09-01 tea"]},
            "C": {"log": ["2026-01-01 tea"]},
        },
        [("B", "due"), ("A", "year")],
    ),
    "no more than seven, and each kind has its place": (
        {f"Due {n}": {"cadence": "2 weeks", "log": [f"2026-09-0{n} tea"]} for n in range(1, 9)}
        | {"Met": {"log": ["2026-11-18 met"]}, "Owed": {"log": ["2026-11-18 letter in: news"]}},
        [(f"Due {n}", "due") for n in range(1, 6)] + [("Met", "follow-up"), ("Owed", "reply")],
    ),
    "nobody at all": ({}, []),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_who_is_in_it(case: str, vault: VaultFolder, netnotes: Callable[..., Answer]) -> None:
    """Each case of the table, in the order of the screens."""
    people, expected = CASES[case]
    for name, keys in people.items():
        vault.person(name, **keys)
    document = netnotes(f"review --today {TODAY} --format json").json()
    assert [(row["name"], row["what"]) for row in document["rows"]] == expected


def test_the_name_of_the_year_is_not_among_those_who_wait(vault: VaultFolder, netnotes: Callable[..., Answer]) -> None:
    """Whoever is shown waits no longer: seven who are due, and of two more one as the name of the year."""
    for number in range(1, 8):
        vault.person(f"Due {number}", cadence="1 week", log=[f"2026-09-0{number} tea"])
    vault.person("Old", cadence="1 year", log=SILENT)
    vault.person("Wait", cadence="3 weeks", log=["2026-11-01 tea"])
    document = netnotes(f"review --today {TODAY} --format json").json()
    assert [row["name"] for row in document["rows"]] == [*(f"Due {number}" for number in range(1, 8)), "Old"]
    assert document["left_out"] == 1


QUESTIONS: dict[str, tuple[dict[str, Any], str]] = {
    "a need": ({"needs": ["a tenant. Soon"], "hook": "the bees"}, "Who could help with a tenant?"),
    "a hook": ({"hook": "the bees, all of them"}, 'What became of "the bees, all of them"?'),
    "the last topic": ({"log": ["2026-01-01 call: the lease. He was glad"]}, 'What became of "the lease"?'),
    "a line without a head": ({"log": ["2026-01-01 coffee in the rain"]}, "What would they be glad to hear?"),
    "a kind alone": ({"log": ["2026-01-01 coffee"]}, "What would they be glad to hear?"),
    "a topic of one word": ({"log": ["2026-01-01 chess: lost. He hummed"]}, "What would they be glad to hear?"),
    "a hook of one word": (
        {"hook": "bees", "log": ["2026-01-01 call: the lease. Soon"]}, 'What became of "the lease"?',
    ),
    "one word where none are parted": ({"log": ["2026-01-01 call: 京都の桜"]}, 'What became of "京都の桜"?'),
    "not what is of today": (
        {"reciprocity": "on", "log": ["2026-11-24 got: a new lease", "2026-01-01 call: the old one"]},
        'What became of "the old one"?',
    ),
    "of today alone": ({"reciprocity": "on", "log": ["2026-11-24 got: a new lease"]},
                       "What would they be glad to hear?"),
}  # fmt: skip


@pytest.mark.parametrize("case", QUESTIONS)
def test_a_question_worth_asking(case: str, vault: VaultFolder, netnotes: Callable[..., Answer]) -> None:
    """A need, else what was last spoken of, else what they would be glad to hear."""
    keys, expected = QUESTIONS[case]
    vault.person("A", cadence="2 weeks", **{"log": ["2026-01-01 tea"], **keys})
    assert netnotes(f"review --today {TODAY} --format json").json()["rows"][0]["question"] == expected


REASONS: dict[str, tuple[dict[str, Any], str]] = {
    "own rhythm": ({"log": [*WEEKLY, "2026-09-14 tea"], "cadence": "6 weeks"}, "10 weeks; usually every 7 days."),
    "own rhythm in the same unit": ({"log": MONTHLY, "cadence": "6 weeks"}, "12 weeks; usually every 4."),
    "no rhythm of their own": ({"log": ["2026-09-14 tea"], "cadence": "6 weeks"}, "10 weeks; every 6 weeks."),
    "a try": (
        {"log": ["2026-09-14 tea", "2026-11-20 left vm"], "cadence": "6 weeks"},
        "10 weeks; every 6 weeks. You tried on Friday (vm).",
    ),
    "a day set by hand": ({"next_contact": "2026-11-20"}, "Due 20 Nov."),
    "new": ({"log": ["2026-11-18 met"], "met_at": "the fair"}, "Met 18 Nov at the fair."),
    "to decide": ({"log": ["2026-11-01 met"]}, "Met 1 Nov. Keep, later or let go?"),
    "a reply": ({"log": ["2026-11-10 letter in: news"]}, "2 weeks. Their letter of 10 Nov waits for an answer."),
    "thanks": ({"log": ["2026-11-10 got: a lamp. Red"]}, '2 weeks. Thanks are open for "a lamp" (10 Nov).'),
    "thanks for two": (
        {"log": ["2026-11-10 got: a lamp. Red", "2026-10-30 got: soup", "2026-10-01 got: old"]},
        '2 weeks. Thanks are open for "a lamp" (10 Nov) and "soup" (30 Oct).',
    ),
    "drifting": ({"log": WEEKLY, "cadence": "1 year"}, "4 months; usually every 7 days. Quieter than usual."),
    "a year": ({"log": SILENT}, "Not heard of since 1 Sep 2025."),
}  # fmt: skip


@pytest.mark.parametrize("case", REASONS)
def test_why_they_are_here(case: str, vault: VaultFolder, netnotes: Callable[..., Answer]) -> None:
    """The reason in words, without a count of days late."""
    keys, expected = REASONS[case]
    vault.person("A", **keys)
    assert netnotes(f"review --today {TODAY} --format json").json()["rows"][0]["reason"] == expected


# The oracle: plain loops over the worlds of tests/oracle.


def expected_review(world: World, today: date) -> tuple[list[tuple[str, str]], int]:
    """Who is in the review of *today*, as (name, why), and how many more wait."""
    day = Day(world, all_lines(world), today)
    numbers = range(len(world.people))
    late = [n for n in numbers if (days := days_late(day, n)) is not None and days >= 0]
    due = [line.leader for line in in_lines(day, [n for n in late if not held_back(day, n)])]
    paths = {person.path: n for n, person in enumerate(world.people)}
    new = [(paths[row["path"]], row["what"]) for row in new_people(day, set(), False)[0]]
    kinds: list[list[tuple[int, str]]] = [[(n, "due") for n in due], [], [], []]
    kinds[1] = [(n, what) for n, what in new if n not in due]
    before = {n for n, _ in kinds[0] + kinds[1]}
    awake = [n for n in by_names(world) if is_awake(day, n)]
    reply = [(owed, n) for n in awake if (owed := reply_since(day, n))]
    thanks = [(owed, n) for n in awake if (owed := thanks_since(day, n)) and not reply_since(day, n)]
    kinds[2] = [(n, "reply") for _, n in sorted(reply, key=first)] + [
        (n, "thanks") for _, n in sorted(thanks, key=first)
    ]
    kinds[2] = [row for row in kinds[2] if row[0] not in before]
    before |= {n for n, _ in kinds[2]}
    at_home = {m for n, _ in kinds[0] for m in members(world, n)}
    drifting = [(n, "drifting") for n in drifters(day, awake) if n not in before and n not in at_home]
    kinds[3] = drifting
    turns = [kind[place] for place in range(len(numbers)) for kind in kinds if place < len(kind)]
    rows = [row for kind in kinds for row in kind if row in turns[:7]]
    here = {m for n, _ in rows for m in members(world, n)}
    year = [n for n in awake if n not in here and not held_back(day, n) and is_a_year_ago(day, n)]
    rows += [(year[today.toordinal() % len(year)], "year")] if year else []
    shown = [n for n, _ in rows]
    return [(world.people[n].name, why) for n, why in rows], len([n for n, _ in turns if n not in shown])


def first(row: tuple[date, int]) -> date:
    """The day of a row."""
    return row[0]


def by_names(world: World) -> list[int]:
    """Everyone in the order of their names."""
    return sorted(range(len(world.people)), key=lambda n: by_name(world.people[n]))


def is_awake(day: Day, number: int) -> bool:
    """Whether somebody is active, and not put off."""
    person = day.world.people[number]
    return status(day, person) == "active" and (person.snooze is None or person.snooze <= day.today)


def counts_gifts(day: Day, number: int) -> bool:
    """Whether given and got are spoken of: not in the innermost circle."""
    return day.world.people[number].circle != next(iter(day.world.settings.circles))


def ledger_of(day: Day, number: int) -> list[tuple[date, str]]:
    """The ledger lines that somebody takes part in, by *today*, in their order."""
    found = []
    for line in sorted(day.lines, key=moment):
        if takes_part(line, number) and line.day <= day.today and line.order >= 0:
            entry = day.world.people[line.author].log[line.order]
            if entry.ledger:
                found.append((line.day, entry.ledger))
    return found


def reply_since(day: Day, number: int) -> date | None:
    """The day of a letter that waits, from the fourth day to the sixtieth."""
    lines = contacts(day, number)
    if not lines or not counts_gifts(day, number):
        return None
    line = lines[-1]
    entry = day.world.people[line.author].log[line.order] if line.order >= 0 else None
    is_letter = line.direction == "in" and line.kind in ("letter", "email", "mail") and not (entry and entry.ledger)
    return line.day if is_letter and 4 <= (day.today - line.day).days <= 60 else None


def thanks_since(day: Day, number: int) -> date | None:
    """The day of the first gift of the last thirty days that is still without thanks."""
    owed: list[date] = []
    for when, what in ledger_of(day, number):
        owed = [] if what == "thanked" else [*owed, when] if what == "got" else owed
    fresh = [when for when in owed if (day.today - when).days <= 30]
    return fresh[0] if fresh and counts_gifts(day, number) else None


def drifters(day: Day, awake: list[int]) -> list[int]:
    """Those silent for more than twice their own rhythm and not overdue, the inner circles first."""
    found = []
    for number in awake:
        since = minus(day.today, Span(2, "year", ""))
        days = sorted({line.day for line in contacts(day, number) if since < line.day})
        last = last_contact(day, number)[0]
        late = days_late(day, number)
        if len(days) < 4 or last is None or held_back(day, number) or (late is not None and late > 0):
            continue
        gaps = [(after - before).days for before, after in pairwise(days)]
        rhythm = int(statistics.median(gaps) + 0.5)
        silence = (day.today - last).days
        if silence > 2 * rhythm:
            found.append((circle_place(day.world, day.world.people[number]), -silence / rhythm, number))
    return [number for *_, number in sorted(found, key=lambda row: row[:2])]


def is_a_year_ago(day: Day, number: int) -> bool:
    """Whether the last contact is over a year ago."""
    last = last_contact(day, number)[0]
    return last is not None and last < minus(day.today, Span(1, "year", ""))


def world_with_letters(seed: int) -> World:
    """A random world in which some people wrote of late, some gave something, some fell silent."""
    rng = Random(seed)
    world = random_world(rng)
    for person in world.people:
        entry = Entry(world.todays[0] - timedelta(days=rng.randint(0, 70)))
        if rng.random() < 0.3 and all(line.day < entry.day for line in person.log):
            entry.kind, entry.direction, entry.text = rng.choice(["letter", "email", "call"]), "in", ["news"]
            if rng.random() < 0.4:
                entry.kind, entry.direction, entry.ledger = None, None, rng.choice(["got", "thanked"])
            person.log.append(entry)
        elif rng.random() < 0.4 and not (person.log or person.tasks or person.met):
            ago = rng.choice([60, 120, 400])
            days = [world.todays[0] - timedelta(days=ago + 9 * place) for place in range(6)]
            person.log = [Entry(day, kind="call") for day in sorted(days)]
    return world


@pytest.mark.parametrize("chunk", range(4))
def test_the_review_is_as_the_rules_say(chunk: int, tmp_path: Path) -> None:
    """On random worlds plain loops name the same people, for the same reasons, in the same order."""
    for seed in range(chunk * 15, chunk * 15 + 15):
        world = world_with_letters(seed)
        folder = tmp_path / str(seed)
        folder.mkdir()
        write(world, folder / "vault")
        for today in world.todays[:3]:
            document = ask(folder, today, ["review"])
            found = [(row["name"], row["what"]) for row in document["rows"]], document["left_out"]
            assert found == expected_review(world, today), (seed, today)


def test_every_reason_occurs_in_the_worlds() -> None:
    """The worlds hold all seven reasons, so that the test above is about something."""
    seen: Counter[str] = Counter()
    for seed in range(60):
        world = world_with_letters(seed)
        for today in world.todays[:3]:
            seen.update(why for _, why in expected_review(world, today)[0])
    assert seen.keys() == {"due", "follow-up", "decide", "reply", "thanks", "drifting", "year"}
    assert min(seen.values()) > 3


def test_a_household_is_asked_about_once_a_week(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On random worlds: whoever lives with somebody seen as due is not due, drifting or of a year in that week."""
    from click.testing import CliRunner

    from netnotes.cli import main

    asked = 0
    for seed in range(60):
        world = world_with_letters(seed)
        today = world.todays[0]
        rows, _ = expected_review(world, today)
        names = [person.name for person in world.people]
        if not rows or rows[0][1] != "due" or names.count(rows[0][0]) > 1:
            continue
        leader = names.index(rows[0][0])
        at_home = {names[number] for number in members(world, leader) if number != leader}
        if not at_home or any(names.count(name) > 1 for name in at_home):
            continue
        folder = tmp_path / str(seed)
        folder.mkdir()
        write(world, folder / "vault")
        monkeypatch.setenv("XDG_STATE_HOME", str(folder / "state"))
        monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        words = ["--vault", str(folder / "vault"), "--today", str(today), "review", "--plain"]
        assert CliRunner().invoke(main, words, input="s\n\nq\n").exit_code == 0
        document = ask(folder, today, ["review"])
        assert document["seen"] == 1, seed
        found = {row["name"] for row in document["rows"] if row["what"] in ("due", "drifting", "year")}
        assert not found & {*at_home, names[leader]}, seed
        asked += 1
    assert asked > 3
