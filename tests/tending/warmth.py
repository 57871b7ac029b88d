"""PRODUCT, The network, and docs/warmth.md over a random world, by plain loops; nothing of netnotes is imported."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import NamedTuple

from oracle.rules import Day, Line, all_lines, cadence, contacts, plus
from oracle.world import Span, World

DEPTHS = {
    **dict.fromkeys(("met", "lunch", "dinner", "coffee", "walk", "visit", "event"), 5),
    **dict.fromkeys(("call", "video"), 4),
    **dict.fromkeys(("letter", "email", "mail"), 3),
    "ping": 1,
}


class Standing(NamedTuple):
    """How things stand with one person of a world."""

    first: date | None
    within: bool
    both_ways: bool
    warmth: float


def standings(world: World, today: date) -> list[Standing]:
    """How things stand with everyone, in the order of the world."""
    day = Day(world, all_lines(world), today)
    return [standing(day, number) for number in range(len(world.people))]


def standing(day: Day, number: int) -> Standing:
    """How things stand with one person."""
    lines = contacts(day, number)
    first = first_meeting(day, number, lines)
    rhythm = cadence(day.world, day.world.people[number])
    limit = Span(rhythm.count * 2, rhythm.unit, "") if rhythm and rhythm.count else Span(1, "year", "1 year")
    recent = [line for line in lines if plus(line.day, limit) >= day.today]
    after, ways = set(), set()
    for line in recent:
        way = line.direction or ("undirected" if not ledger(day.world, line) else "ledger")
        ways.add(way)
        if first is not None and line.day > first:
            after.add(way)
    both = "undirected" in after or ({"in", "out"} <= ways and bool(after & {"in", "out"}))
    return Standing(first, bool(recent), both, warmth(day, lines, both))


def first_meeting(day: Day, number: int, lines: list[Line]) -> date | None:
    """The day of `met`, where it has come; else of the first contact, or the last of a month or year before it."""
    person = day.world.people[number]
    if person.met is not None and person.met <= day.today:
        return person.met
    if not lines:
        return None
    days = [line.day for line in lines]
    if person.met_partial:
        year, month = (*map(int, person.met_partial.split("-")), 12)[:2]
        days.append(date(year, month, monthrange(year, month)[1]))
    return min(days)


def ledger(world: World, line: Line) -> str | None:
    """The ledger word of a line."""
    return world.people[line.author].log[line.order].ledger if line.order >= 0 else None


def warmth(day: Day, lines: list[Line], both: bool) -> float:
    """The deepest contact of each of the last 24 months, times three, two or one; half of it where it is one way."""
    total = 0
    year, month = day.today.year, day.today.month
    for back in range(24):
        depths = [depth(day.world, line) for line in lines if (line.day.year, line.day.month) == (year, month)]
        total += max(depths, default=0) * (3 if back < 3 else 2 if back < 12 else 1)
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return total if both else total / 2


def depth(world: World, line: Line) -> int:
    """How deep a line goes: as the settings say, else as the table, else 2."""
    return world.settings.kinds.get(line.kind, DEPTHS.get(line.kind, 2))
