"""docs/rules.md, rule by rule, over a world: contact, status, due, lateness, households.

Every function goes through all lines anew; nothing is remembered between two questions.
"""

from __future__ import annotations

import calendar
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from fractions import Fraction

from .facts import Entry, Person, Span, Task, World

TRIES = {"tried", "voicemail", "no answer", "no reply", "missed", "cancelled", "postponed"}
GOING_OUT = {"gave", "asked", "thanked", "introduced"}
SILENT = {"let-go", "do-not-contact", "deceased"}


@dataclass
class Line:
    """Something that happened or will: a log line, or the key `met` (then `order` is -1)."""

    day: date
    time: time | None
    order: int
    path: str
    line: int
    kind: str
    direction: str | None
    text: str | None
    author: int
    people: list[int]
    mentioned: list[int]


@dataclass
class Day:
    """A world seen on one day."""

    world: World
    lines: list[Line]
    today: date

    def on(self, day: date) -> Day:
        """The same world as it stands on another day."""
        return replace(self, today=day)


def plus(day: date, span: Span, sign: int = 1) -> date:
    """The day that lies *span* later; a day that the month lacks becomes its last."""
    if span.unit in ("day", "week"):
        return day + timedelta(days=sign * span.count * (7 if span.unit == "week" else 1))
    months = day.year * 12 + day.month - 1 + sign * span.count * (12 if span.unit == "year" else 1)
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def minus(day: date, span: Span) -> date:
    """The day that lies *span* earlier."""
    return plus(day, span, -1)


def all_lines(world: World) -> list[Line]:
    """The lines of every note, and `met` where its own log has no line of that kind and day."""
    found = []
    for number, person in enumerate(world.people):
        logged = any(e.day == person.met and e.kind == "met" for e in person.log)
        if person.met is not None and not logged:
            place = (-1, person.path, person.met_line)
            found.append(Line(person.met, None, *place, "met", None, None, number, [], []))
        for order, entry in enumerate(person.log):
            found.append(log_line(world, number, order, entry))
    return found


def log_line(world: World, number: int, order: int, entry: Entry) -> Line:
    """One line of a log, with its kind and direction worked out."""
    direction = entry.direction
    if direction is None and entry.ledger is not None:
        direction = "out" if entry.ledger in GOING_OUT else "in"
    words = [world.people[p].name if isinstance(p, int) else p for p in entry.text]
    return Line(
        day=entry.day,
        time=entry.time,
        order=order,
        path=world.people[number].path,
        line=entry.line,
        kind=entry.kind or entry.ledger or "contact",
        direction=direction,
        text="".join(words) or None,
        author=number,
        people=entry.people,
        mentioned=[p for p in entry.text if isinstance(p, int)],
    )


def moment(line: Line) -> tuple[date, bool, time, str, int]:
    """Where a line stands in time: day, without a time first, time, note, the log's own order."""
    return line.day, line.time is not None, line.time or time(0), line.path, line.order


def will_count(world: World, line: Line) -> bool:
    """Whether the kind counts as contact once its day has come."""
    if line.kind in TRIES or line.kind in ("like", "note"):
        return False
    return world.settings.kinds.get(line.kind, 2) >= 1


def takes_part(line: Line, person: int) -> bool:
    """Whether it is the person's own line or has them in its head."""
    return person == line.author or person in line.people


def contacts(day: Day, person: int) -> list[Line]:
    """The lines that count for the person on or before today, earliest first."""
    found = []
    for line in day.lines:
        if takes_part(line, person) and will_count(day.world, line) and line.day <= day.today:
            found.append(line)
    return sorted(found, key=moment)


def members(world: World, person: int) -> list[int]:
    """Everyone of the person's household, themselves included."""
    household = world.people[person].household
    if household is None:
        return [person]
    return [n for n, other in enumerate(world.people) if other.household == household]


def last_contact(day: Day, person: int) -> tuple[date | None, str | None]:
    """The day of the household's last contact and what was spoken of; no topic from a key."""
    latest: Line | None = None
    floor: date | None = None
    for member in members(day.world, person):
        for line in contacts(day, member):
            if latest is None or moment(line) > moment(latest):
                latest = line
        key = day.world.people[member].last_contact
        if key is not None and key <= day.today and (floor is None or key > floor):
            floor = key
    if floor is not None and (latest is None or floor > latest.day):
        return floor, None
    if latest is None:
        return None, None
    return latest.day, None if latest.order == -1 else latest.text or latest.kind


def status(day: Day, person: Person) -> str:
    """The status as it stands today."""
    if person.status in ("active", "paused") and person.paused_until is not None:
        return "paused" if day.today < person.paused_until else "active"
    return person.status


def cadence(world: World, person: Person) -> Span | None:
    """The person's own cadence, else the circle's; it may be `never`."""
    if person.cadence is not None:
        return person.cadence
    return world.settings.circles[person.circle] if person.circle else None


def due(day: Day, number: int) -> date | None:
    """The day on which the person is due, whatever their status."""
    person = day.world.people[number]
    rhythm = cadence(day.world, person)
    last = last_contact(day, number)[0]
    if person.next_contact is not None and (last is None or last < person.next_contact):
        due = person.next_contact
    elif last is not None and rhythm is not None and rhythm.count > 0:
        due = plus(last, rhythm)
    else:
        return None
    if person.snooze is not None and person.snooze > due:
        return person.snooze
    return due


def cadence_days(day: Day, number: int) -> int | None:
    """How many days the cadence is, counted from last contact, else from next-contact."""
    person = day.world.people[number]
    rhythm = cadence(day.world, person)
    start = last_contact(day, number)[0] or person.next_contact
    if rhythm is None or rhythm.count == 0 or start is None:
        return None
    return (plus(start, rhythm) - start).days


def days_late(day: Day, number: int) -> int | None:
    """Today less due, for an active person with a due day."""
    if status(day, day.world.people[number]) != "active":
        return None
    when = due(day, number)
    return None if when is None else (day.today - when).days


def relative_lateness(day: Day, number: int) -> Fraction:
    """Days late by the cadence in days, 30 where there is none."""
    return Fraction(days_late(day, number) or 0, cadence_days(day, number) or 30)


def fold(text: str) -> str:
    """Text without accents and case."""
    plain = unicodedata.normalize("NFD", text)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def by_name(person: Person) -> tuple[str, str, str]:
    """The order of names: folded, then as written, then path."""
    return fold(person.name), person.name, person.path


def circle_place(world: World, person: Person) -> int:
    """Inner circle first, no circle last."""
    names = list(world.settings.circles)
    return names.index(person.circle) if person.circle else len(names)


@dataclass
class Late:
    """One line of a list of late people: who leads, and the others of the household."""

    leader: int
    others: list[str]


def in_lines(day: Day, people: list[int]) -> list[Late]:
    """The people as lines, a household as one, in the order of lateness."""
    world = day.world

    def leads(number: int) -> tuple[object, ...]:
        person, days = world.people[number], cadence_days(day, number)
        place = circle_place(world, person)
        return days is None, days or 0, place, by_name(person)

    def lateness(late: Late) -> tuple[object, ...]:
        person = world.people[late.leader]
        ratio = relative_lateness(day, late.leader)
        return -ratio, circle_place(world, person), by_name(person)

    lines = []
    for number in people:
        household = members(world, number)
        if min((m for m in household if m in people), key=leads) != number:
            continue
        others = [world.people[m] for m in household if m != number]
        beside = sorted((p for p in others if status(day, p) == "active"), key=by_name)
        lines.append(Late(number, [p.name for p in beside]))
    return sorted(lines, key=lateness)


def made_on(person: Person, task: Task) -> date | None:
    """The day of the dated line that the task stands in."""
    return None if task.under is None else person.log[task.under].day


def iso(day: date | None) -> str | None:
    """A day as JSON has it."""
    return None if day is None else day.isoformat()
