"""`spread`: a backlog, so many a day; and that the agendas to come are as proposed once the days are written down."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from conftest import Answer, VaultFolder
from hypothesis import given, settings
from hypothesis import strategies as st
from notes.vaults import Vault
from pseudo_terminal import Terminal, width

LONG = bool(os.environ.get("NETNOTES_LONG"))
TODAY = "2026-11-24"
LETTERS = "ABCDEFGHIJKL"


def many(vault: VaultFolder, count: int, **keys: str) -> None:
    """Write A, B, C … who are late, A most."""
    for place, name in enumerate(LETTERS[:count]):
        vault.person(name, circle="close", log=[f"{date(2026, 1, 1) + timedelta(7 * place)} call"], **keys)


def falling_due(vault: VaultFolder, *days: str, **keys: str) -> None:
    """Write people who fall due on *days* by themselves."""
    for place, day in enumerate(days):
        last = date.fromisoformat(day) - timedelta(10)
        vault.person(f"later {place}", cadence="10 days", log=[f"{last} call"], **keys)


def reach_out(vault: VaultFolder, number: int) -> None:
    """Set how many people a day takes."""
    vault.write("netnotes.toml", f"[agenda]\nreach-out = {number}\n")


def by_day(answer: Mapping[str, Any], today: str = TODAY) -> list[str]:
    """Whose turn it is, a text a day: ``ABC`` is A, B and C. Every day from today to the last must have somebody."""
    days = [(day, list(turns)) for day, turns in groupby(answer["turns"], lambda turn: turn["snooze"] or today)]
    first = date.fromisoformat(today)
    assert [day for day, _ in days] == [str(first + timedelta(place)) for place in range(len(days))]
    return ["".join(turn["name"] for turn in turns) for _, turns in days]


@pytest.fixture
def spread(netnotes: Callable[..., Answer]) -> Callable[..., list[str]]:
    """The proposal, a text a day."""

    def ask(today: str = TODAY) -> list[str]:
        return by_day(netnotes(f"spread --today {today} --format json").json(), today)

    return ask


def test_json(netnotes: Callable[..., Answer], vault: VaultFolder) -> None:
    """The keys of docs/json.md, in their order; no snooze for those whose turn is today."""
    reach_out(vault, 1)
    vault.person("Ada", circle="close", log=["2026-09-01 call"], household="M")
    vault.person("Bo", status="paused", household="M")
    vault.person("Cy", household="M")
    vault.person("Di", next_contact=TODAY, path="x/people/di.md")
    answer = netnotes(f"spread --today {TODAY} --format json")
    assert answer.json() == {"a_day": 1, "turns": [
        {"name": "Ada", "path": "people/Ada.md", "due": "2026-10-13", "days_late": 42, "snooze": None,
         "household": ["Cy"], "paths": ["people/Ada.md"]},
        {"name": "Di", "path": "x/people/di.md", "due": TODAY, "days_late": 0, "snooze": "2026-11-25", "household": [],
         "paths": ["x/people/di.md"]},
    ], "written": []}  # fmt: skip
    assert list(answer.json()["turns"][0]) == ["name", "path", "due", "days_late", "snooze", "household", "paths"]


@pytest.mark.parametrize(("number", "expected"), [
    (1, list("ABCDEFGH")), (2, ["AB", "CD", "EF", "GH"]), (3, ["ABC", "DEF", "GH"]), (7, ["ABCDEFG", "H"]),
    (8, ["ABCDEFGH"]), (50, ["ABCDEFGH"]),
])  # fmt: skip
def test_so_many_a_day(spread: Callable[..., list[str]], vault: VaultFolder, number: int, expected: list[str]) -> None:
    """The latest for their own rhythm first, `reach-out` of them a day."""
    many(vault, 8)
    reach_out(vault, number)
    assert spread() == expected


def test_the_order_is_that_of_overdue(netnotes: Callable[..., Answer], vault: VaultFolder) -> None:
    """By relative lateness, then the inner circle, then the name."""
    vault.person("Ada", cadence="1 year", log=["2025-01-01 call"])
    vault.person("Bo", cadence="2 weeks", log=["2026-10-01 call"])
    for name, circle in (("Di", "steady"), ("Cy", "inner"), ("Ély", "inner"), ("Eve", "inner")):
        vault.person(name, circle=circle, cadence="10 days", log=["2026-11-01 call"])
    rows = netnotes(f"overdue --today {TODAY} --format json").json()
    turns = netnotes(f"spread --today {TODAY} --format json").json()["turns"]
    assert [turn["name"] for turn in turns] == ["Bo", "Cy", "Ély", "Eve", "Di", "Ada"]
    assert [turn["name"] for turn in turns] == [row["name"] for row in rows]
    assert [turn["days_late"] for turn in turns] == [row["days_late"] for row in rows]


def test_nobody_a_day(netnotes: Callable[..., Answer], vault: VaultFolder) -> None:
    """Where the agenda asks for nobody there is nothing to propose, and that is said."""
    many(vault, 4)
    reach_out(vault, 0)
    answer = netnotes(f"spread --today {TODAY} --format json").json()
    assert answer == {"a_day": 0, "turns": [], "written": []}
    assert netnotes(f"spread --today {TODAY}").stdout == "The setting reach-out is 0, so nobody is asked for.\n"


LATER: list[tuple[int, Sequence[str], list[str]]] = [
    (3, ["2026-11-25"], ["ABC", "DE", "FGH"]),
    (3, ["2026-11-25"] * 2, ["ABC", "D", "EFG", "H"]),
    (3, ["2026-11-25"] * 6, ["ABC", "D", "EFG", "H"]),
    (3, ["2026-11-26", "2026-11-27", "2026-11-27"], ["ABC", "DEF", "GH"]),
    (3, [TODAY], ["ABC", "DEF", "GHlater 0"]),
    (2, ["2026-11-25", "2026-11-25", "2026-11-26"], ["AB", "C", "D", "EF", "GH"]),
    (1, ["2026-11-25", "2026-11-26"], list("ABCDEFGH")),
    (3, ["2027-11-26"], ["ABC", "DEF", "GH"]),
]


@pytest.mark.parametrize(("number", "days", "expected"), LATER)
def test_who_falls_due_on_a_coming_day(
    spread: Callable[..., list[str]], vault: VaultFolder, number: int, days: Sequence[str], expected: list[str]
) -> None:
    """They take places on it, but never the last; who is due today is one of the backlog."""
    many(vault, 8)
    falling_due(vault, *days)
    reach_out(vault, number)
    assert spread() == expected


@pytest.mark.parametrize(("keys", "expected"), [
    ({}, ["ABC", "D", "E"]), ({"household": "M"}, ["ABC", "DE"]), ({"status": "paused"}, ["ABC", "DE"]),
    ({"paused_until": "2026-12-24"}, ["ABC", "DE"]), ({"snooze": "2026-11-26"}, ["ABC", "DE"]),
])  # fmt: skip
def test_places_that_are_taken(
    spread: Callable[..., list[str]], vault: VaultFolder, keys: Mapping[str, str], expected: list[str]
) -> None:
    """Two who fall due on a day take two places, as one household they take one; paused or snoozed people none."""
    many(vault, 5)
    falling_due(vault, "2026-11-25", "2026-11-25", **keys)
    assert spread() == expected


LEFT_OUT: list[tuple[str, Mapping[str, str], str, str]] = [
    ("plan", {}, "2026-11-27 dinner", "BC"),
    ("plan of today", {}, f"{TODAY} dinner", "BC"),
    ("try of yesterday", {}, "2026-11-23 vm", "BC"),
    ("try of the day before", {}, "2026-11-22 vm", "BC"),
    ("older try", {}, "2026-11-21 vm", "ABC"),
    ("plan beyond what is seen to come", {}, "2026-12-24 dinner", "ABC"),
    *((status, {"status": status}, "2026-01-02 call", "BC")
      for status in ("wish", "card", "paused", "let-go", "do-not-contact", "deceased")),
    ("paused until", {"paused_until": "2026-12-01"}, "2026-01-02 call", "BC"),
    ("no longer paused", {"paused_until": TODAY}, "2026-01-02 call", "ABC"),
    ("snoozed", {"snooze": "2026-11-25"}, "2026-01-02 call", "BC"),
    ("never", {"cadence": "never"}, "2026-01-02 call", "BC"),
]  # fmt: skip


@pytest.mark.parametrize(("keys", "line", "expected"), [pytest.param(*row, id=name) for name, *row in LEFT_OUT])
def test_who_is_left_out(
    spread: Callable[..., list[str]], vault: VaultFolder, keys: Mapping[str, str], line: str, expected: str
) -> None:
    """Whom the agenda would not ask for today: a plan ahead, a try, whoever is not active or not due."""
    many(vault, 3)
    vault.person("A", circle="close", log=["2026-01-01 call", line], **keys)
    assert spread() == [expected]


def test_a_household_is_one_place(netnotes: Callable[..., Answer], vault: VaultFolder) -> None:
    """One line with both names; a plan or a try of one holds both."""
    many(vault, 4)
    for name, circle in (("Ida", "close"), ("Jo", "inner")):
        vault.person(name, circle=circle, household="M", log=["2025-06-01 call"])
    vault.person("K", household="N", circle="close", log=["2025-06-01 call"])
    vault.person("L", household="N", log=["2026-11-23 vm"])
    assert netnotes(f"spread --today {TODAY}").stdout == (
        "6 people are due, and a day takes 3. By tomorrow everyone has had a turn.\n\n"
        "  today            Jo & Ida, A, B\n  tomorrow         C, D\n\n"
        "Nothing is written. To snooze everyone until their day: netnotes spread --write\n"
    )


@pytest.mark.parametrize(("count", "said"), [
    (0, "Nobody is due."), (1, "1 person is due, and a day takes 3: there is nothing to spread."),
    (3, "3 people are due, and a day takes 3: there is nothing to spread."),
])  # fmt: skip
def test_nothing_to_spread(netnotes: Callable[..., Answer], vault: VaultFolder, count: int, said: str) -> None:
    """Who can all be asked for today have no need of it."""
    vault.person("Zoe", circle="close")
    many(vault, count)
    assert netnotes(f"spread --today {TODAY}") == Answer(f"{said}\n", "", 0)
    assert all(turn["snooze"] is None for turn in netnotes(f"spread --today {TODAY} --format json").json()["turns"])


@pytest.mark.parametrize(("today", "expected"), [
    ("9999-12-31", ["ABCDE"]), ("9999-12-30", ["ABC", "DE"]), ("9999-12-29", ["ABC", "DE"]),
])  # fmt: skip
def test_the_last_days_of_the_calendar(
    spread: Callable[..., list[str]], vault: VaultFolder, today: str, expected: list[str]
) -> None:
    """Each day that there is takes its people, and the very last one all who are left."""
    many(vault, 5)
    assert spread(today) == expected


@pytest.mark.parametrize("columns", [40, 80])
def test_on_a_terminal(environment: dict[str, str], tmp_path: Path, vault: VaultFolder, columns: int) -> None:
    """Every line fits, a name gives no orders, and nothing is written."""
    many(vault, 12)
    vault.person("Zoe\x1b[31m\u202e of the very long name indeed", circle="inner", log=["2026-01-01 call"])
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in vault.path.rglob("*.*")}
    shown = Terminal(environment, tmp_path)("spread", columns=columns)
    assert (shown.exit_code, shown.codes & {"31"}, "\u202e" in shown.raw) == (0, set(), False)
    assert [line for line in shown.lines if width(line) > columns] == []
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in vault.path.rglob("*.*")} == before


PERSON = st.tuples(
    st.sampled_from(["inner", "close", "steady"]), st.dates(date(2026, 1, 1), date(2026, 11, 20)),
    st.sampled_from(["", "", "", "household: M\n", "household: N\n"]),
)  # fmt: skip


@settings(max_examples=1000 if LONG else 25, deadline=None)
@given(people=st.lists(PERSON, min_size=4, max_size=9), number=st.integers(1, 3))
def test_the_agendas_to_come_are_as_proposed(people: Sequence[tuple[str, date, str]], number: int) -> None:
    """With the days written down, each agenda asks for those proposed, and for those who fall due by themselves."""
    with tempfile.TemporaryDirectory() as folder:
        vault = Vault(Path(folder))
        notes = {f"people/{name}.md": f"---\ncircle: {circle}\n{home}---\n- {last} call\n"
                 for name, (circle, last, home) in zip(LETTERS, people, strict=False)}  # fmt: skip
        vault.write({**notes, "netnotes.toml": f"[agenda]\nreach-out = {number}\n"})
        turns = vault.ask("spread")["turns"]
        first = date.fromisoformat(TODAY)
        for turn in turns:
            for name in (turn["name"], *turn["household"]) if turn["snooze"] else ():
                path = f"people/{name}.md"
                vault.write({path: notes[path].replace("---\n", f"---\nsnooze: {turn['snooze']}\n", 1)})
        late = {name for turn in turns for name in (turn["name"], *turn["household"])}
        days = [str(first + timedelta(place)) for place in range(max(len(turns), 2))]
        expected = {day: {turn["name"] for turn in turns if (turn["snooze"] or TODAY) == day} for day in days}
        whole, capped = (vault.ask("agenda", "--days", str(len(days)), *more) for more in (["--all"], []))
        asked = {day["day"]: {row["name"] for row in day["turn_to"]} for day in whole}
        assert {day: names & late for day, names in asked.items()} == expected
        if not set().union(*asked.values()) - late:
            assert {day["day"]: {row["name"] for row in day["turn_to"]} for day in capped} == expected
