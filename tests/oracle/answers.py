"""The expected JSON of overdue, agenda and timeline, worked out from docs/rules.md."""

from __future__ import annotations

from datetime import date
from typing import Any

from .agenda import agenda
from .facts import Person, World
from .rules import (
    Day,
    Line,
    all_lines,
    cadence,
    days_late,
    due,
    in_lines,
    iso,
    last_contact,
    made_on,
    moment,
    relative_lateness,
    takes_part,
    will_count,
)

__all__ = ["agenda", "overdue", "timeline"]

Row = dict[str, Any]


def overdue(world: World, today: date) -> list[Row]:
    """Everyone who is late by a day or more; relative_lateness is exact, not rounded."""
    day = Day(world, all_lines(world), today)
    late = [n for n in range(len(world.people)) if (days_late(day, n) or 0) >= 1]
    rows = []
    for line in in_lines(day, late):
        person = world.people[line.leader]
        last, topic = last_contact(day, line.leader)
        rhythm = cadence(world, person)
        rows.append(
            {
                "name": person.name,
                "path": person.path,
                "circle": person.circle,
                "last_contact": iso(last),
                "cadence": rhythm.text if rhythm else None,
                "due": iso(due(day, line.leader)),
                "days_late": days_late(day, line.leader),
                "relative_lateness": relative_lateness(day, line.leader),
                "last_topic": topic,
                "household": line.others,
            }
        )
    return rows


def timeline(world: World, today: date, who: int) -> Row:
    """All that happened with one person, oldest first, undated last."""
    person = world.people[who]
    events = [
        event(world, line, who, today)
        for line in sorted(all_lines(world), key=moment)
        if takes_part(line, who) or who in line.mentioned
    ]
    events += done_tasks(person)
    if person.met_partial is not None:
        events.append(plain_event(None, "met", None, person.path, person.met_line))
    events.sort(key=lambda e: (e["date"] is None, e["date"] or ""))
    return {"name": person.name, "path": person.path, "events": events}


def event(world: World, line: Line, who: int, today: date) -> Row:
    """A line as the person sees it."""
    others = [n for n in (line.author, *line.people) if n != who]
    yes = takes_part(line, who) and will_count(world, line) and line.day <= today
    return plain_event(line.day, line.kind, line.text, line.path, line.line) | {
        "direction": line.direction,
        "with": [world.people[n].name for n in others],
        "counts": "yes" if yes else "no",
    }


def done_tasks(person: Person) -> list[Row]:
    """The done tasks, on their done day, else the day of the line they stand in."""
    done = [task for task in person.tasks if task.state == "done"]
    return [plain_event(t.done or made_on(person, t), "task", t.text, person.path, t.line) for t in done]


def plain_event(day: date | None, kind: str, text: str | None, path: str, line: int) -> Row:
    """An event with nobody else in it that counts for nothing."""
    return {
        "date": iso(day),
        "kind": kind,
        "direction": None,
        "text": text,
        "with": [],
        "path": path,
        "line": line,
        "counts": "no",
    }
