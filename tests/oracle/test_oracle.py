"""The program against the oracle: a thousand days over random worlds, answer by answer.

A failure names the seed, the day, the command, the first differences and the vault's folder.
To see one world again: `check_world(SEED, Path("/tmp/somewhere"))`.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner

from .answers import agenda, overdue, timeline
from .cases import CASES, cases
from .words import DEFAULTS
from .world import Entry, Person, Span, World, random_world, write

WORLDS = 250
CHUNK = 25
HORIZONS = (1, 2, 3, 7, 20, 40)
OVERDUE_KEYS = (
    *("name", "path", "circle", "last_contact", "cadence"),
    *("due", "days_late", "relative_lateness", "last_topic"),
)
ROW = ("name", "path", "what", "date")
SECTIONS = ("today", "turn_to", "promises", "waiting", "new", "coming_up")
PLAIN = ("day", "left_out", "no_contact")
TASK_MARKS = re.compile(r"^(waiting|they):\s*|,?\s*(\(due[: ]+[\d-]+\)|\[due::[^\]]*\]|due[: ]+[\d-]+|[📅✅]\s*[\d-]+)")


@pytest.mark.parametrize("chunk", range(WORLDS // CHUNK))
def test_the_program_answers_as_the_rules_do(chunk: int, tmp_path: Path) -> None:
    """Overdue, agenda and timeline are what plain loops over the same world give."""
    for seed in range(chunk * CHUNK, (chunk + 1) * CHUNK):
        check_world(seed, tmp_path / str(seed))


def check_world(seed: int, folder: Path) -> None:
    """Write the world of this seed and compare every answer on each of its days."""
    rng = Random(seed)
    world = random_world(rng)
    folder.mkdir(parents=True, exist_ok=True)
    vault = folder / "vault"
    write(world, vault)
    for today in world.todays:
        for command, expected, read in questions(rng, world, today):
            answer = read(ask(folder, today, command))
            wrong = differences(read(expected), answer)
            if wrong:
                asked = f"seed {seed}, --today {today}, {' '.join(command)}\nvault: {vault}\n"
                pytest.fail(asked + "\n".join(wrong[:12]), pytrace=False)


def questions(rng: Random, world: World, today: date) -> list[tuple[list[str], Any, Callable[[Any], Any]]]:
    """Three commands, the answer expected of each, and what of an answer is compared."""
    days = rng.choice([None, None, rng.choice(HORIZONS)])
    everything = rng.random() < 0.3
    flags = (["--days", str(days)] if days else []) + (["--all"] if everything else [])
    who = rng.randrange(len(world.people))
    about = ["timeline", world.people[who].path]
    return [
        (["overdue"], overdue(world, today), overdue_rows),
        (["agenda", *flags], agenda(world, today, days, everything), agenda_days),
        (about, timeline(world, today, who), timeline_parts),
    ]


def ask(folder: Path, today: date, command: list[str]) -> Any:
    """The program's JSON; one index serves all days of a world."""
    from netnotes.cli import main

    own = {"XDG_CACHE_HOME": str(folder / "cache"), "XDG_CONFIG_HOME": str(folder / "config")}
    shared = ["--vault", str(folder / "vault"), "--today", str(today), "--format", "json"]
    result = CliRunner().invoke(main, [*shared, *command], env=own)
    if result.exit_code != 0:
        raised = f"{result.exception!r}\n{result.stderr}"
        pytest.fail(f"{shared} {command}: exit {result.exit_code}\n{raised}", pytrace=False)
    return json.loads(result.stdout)


def overdue_rows(rows: Any) -> Any:
    """The rows with lateness to four decimals, and the household only where there is one."""
    kept = []
    for row in rows:
        # The exact ratio may lie on the edge between two roundings; a float may fall either way.
        ratio = float(row["relative_lateness"])
        known = {key: value for key, value in row.items() if key in OVERDUE_KEYS}
        household = {"household": row["household"]} if row.get("household") else {}
        kept.append(known | household | {"relative_lateness": Near(ratio)})
    return kept


class Near(float):
    """A number that equals another one within one rounding to four decimals."""

    def __eq__(self, other: object) -> bool:
        """Equal as far as four decimals can tell."""
        return isinstance(other, float) and abs(self - other) < 0.000_051

    def __hash__(self) -> int:
        """Never needed."""
        raise TypeError


def agenda_days(answer: Any) -> Any:
    """Each day's sections as rows of name, path, what and date, with the hooks of Turn to."""
    if isinstance(answer, list):
        return [agenda_days(one) for one in answer]
    kept = {key: answer[key] for key in PLAIN}
    for section in SECTIONS:
        hook = ("hook",) if section == "turn_to" else ()
        kept[section] = [
            {key: without_marks(row[key]) if key == "hook" else row[key] for key in ROW + hook}
            for row in answer[section]
        ]
    return kept


def timeline_parts(answer: Any) -> Any:
    """The events in order, done tasks apart: no rule says where in their day they stand."""
    keys = ("date", "kind", "direction", "text", "with", "path", "line", "counts")
    events = [{key: event[key] for key in keys} for event in answer["events"]]
    tasks = [e | {"text": without_marks(e["text"])} for e in events if e["kind"] == "task"]
    return {
        "name": answer["name"],
        "path": answer["path"],
        "days": [event["date"] for event in events],
        "events": [event for event in events if event["kind"] != "task"],
        "tasks": sorted(tasks, key=lambda event: event["line"]),
    }


def without_marks(text: str | None) -> str | None:
    """A task's text without its day and `waiting:`, which the rules do not speak of."""
    return text and TASK_MARKS.sub("", text).strip()


def differences(expected: Any, answer: Any, where: str = "") -> list[str]:
    """Where two answers differ, one line each."""
    if isinstance(expected, dict) and isinstance(answer, dict):
        keys = list(expected) + [key for key in answer if key not in expected]
        pairs = [(f"{where}.{key}", expected.get(key), answer.get(key)) for key in keys]
    elif isinstance(expected, list) and isinstance(answer, list) and len(expected) == len(answer):
        both = enumerate(zip(expected, answer, strict=True))
        pairs = [(f"{where}[{i}]", one, other) for i, (one, other) in both]
    else:
        same = expected == answer
        return [] if same else [f"{where}:\n  expected {expected}\n  answered {answer}"]
    return [line for place, one, other in pairs for line in differences(one, other, place)]


def test_every_case_occurs_often() -> None:
    """A world without the hard cases proves nothing: each is in at least 20 of the 250 worlds."""
    seen: Counter[str] = Counter()
    for seed in range(WORLDS):
        world = random_world(Random(seed))
        seen.update({case for today in world.todays for case in cases(world, today)})
    assert {case: seen[case] for case in CASES if seen[case] < 20} == {}


def test_every_line_knows_its_number(tmp_path: Path) -> None:
    """The written line that an answer names holds the day or the task that it should."""
    for seed in range(40):
        world = random_world(Random(seed))
        write(world, tmp_path / str(seed))
        for person in world.people:
            lines = (tmp_path / str(seed) / person.path).read_text(encoding="utf-8").split("\n")
            named = [(entry.line, str(entry.day)) for entry in person.log]
            named += [(task.line, task.text) for task in person.tasks]
            met = str(person.met or person.met_partial or "")
            named += [(person.met_line, met)] if met else []
            assert [text for line, text in named if text not in lines[line - 1]] == []


def hand_made(**people: Person) -> World:
    """A small world of the default settings, everybody in `people/`."""
    return World(list(people.values()), DEFAULTS, [], style=1, default_settings=True)


def test_overdue_by_hand() -> None:
    """Last on 14 September: due on 26 October by six weeks, on 14 December by three months."""
    lunch = Entry(date(2026, 9, 14), kind="lunch", people=[1], text=["plums with ", 1])
    ada = Person("Ada", "people/Ada.md", circle="close", log=[lunch])
    bo = Person("Bo", "people/Bo.md", cadence=Span(3, "month", "3m"), household="h")
    cy = Person("Cy", "people/Cy.md", circle="close", status="paused", household="h")
    rows = overdue(hand_made(ada=ada, bo=bo, cy=cy), date(2026, 12, 20))
    assert [(r["name"], r["due"], r["days_late"], r["last_topic"]) for r in rows] == [
        ("Ada", "2026-10-26", 55, "plums with Bo"),
        ("Bo", "2026-12-14", 6, "plums with Bo"),
    ]
    assert [r["relative_lateness"] for r in rows] == [Fraction(55, 42), Fraction(6, 91)]
    assert rows[1]["household"] == []


def test_the_rotation_by_hand() -> None:
    """Of four others two are taken; day 739_945 times 2 is 2 in fours, so the last two."""
    people = {
        name: Person(name, f"people/{name}.md", next_contact=date(2026, 11, 1 + place))
        for place, name in enumerate("abcde")
    }
    today = date.fromordinal(739_945)
    now = agenda(hand_made(**people), today)
    assert isinstance(now, dict)
    assert [row["name"] for row in now["turn_to"]] == ["a", "d", "e"]
    assert now["left_out"] == {"turn_to": 2, "new": 0, "promises": 0, "waiting": 0}


def test_new_people_by_hand() -> None:
    """Met on the 1st: followed up from the 4th, decided from the 15th or the day of a contact."""
    met, again = date(2026, 11, 1), Entry(date(2026, 11, 9), kind="call")
    plain = Person("Plain", "people/Plain.md", met=met)
    called = Person("Called", "people/Called.md", met=met, log=[again])
    asked = {}
    for day in (3, 4, 9, 15):
        now = agenda(hand_made(plain=plain, called=called), date(2026, 11, day))
        assert isinstance(now, dict)
        asked[day] = [(row["name"], row["what"], row["date"][8:]) for row in now["new"]]
    assert asked == {
        3: [],
        4: [("Called", "follow-up", "04"), ("Plain", "follow-up", "04")],
        9: [("Plain", "follow-up", "04"), ("Called", "decide", "09")],
        15: [("Called", "decide", "09"), ("Plain", "decide", "15")],
    }
