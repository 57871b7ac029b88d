"""The expected JSON of the agenda, section by section, worked out from docs/rules.md."""

from __future__ import annotations

import calendar
from datetime import date, time, timedelta
from typing import Any

from .facts import Person, Task, World, Yearly
from .rules import (
    SILENT,
    TRIES,
    Day,
    Late,
    all_lines,
    by_name,
    contacts,
    days_late,
    due,
    in_lines,
    iso,
    last_contact,
    made_on,
    members,
    minus,
    plus,
    status,
    takes_part,
    will_count,
)

Row = dict[str, Any]
AGE = 14  # an undated promise comes up when it is more than so many days old
PROMISES = 7  # of each side's promises so many stand on a day, the latest


def agenda(world: World, today: date, days: int | None = None, everything: bool = False) -> Row | list[Row]:
    """What is worth doing today; with *days* a list of so many days, each as it stands then."""
    day = Day(world, all_lines(world), today)
    nobody = sum(1 for n in range(len(world.people)) if no_contact(day, n))
    placed_out: set[int] = set()
    placed_new: set[int] = set()
    first, final = today, today + timedelta(days=(days or 1) - 1)
    answers = []
    for ahead in range(days or 1):
        that = day.on(today + timedelta(days=ahead))
        turn_to, left_out = people_to_turn_to(that, placed_out, everything)
        new, left_new = new_people(that, placed_new, everything)
        promises, waiting = (tasks_for(that, mine, first) for mine in (True, False))
        most = 0 if everything else PROMISES
        answers.append(
            {
                "day": iso(that.today),
                "today": stands_on(that, that.today, that.today),
                "turn_to": turn_to,
                "promises": promises[-most:],
                "waiting": waiting[-most:],
                "new": new,
                "coming_up": coming_up(that, final) if ahead == 0 else [],
                "left_out": {
                    "turn_to": left_out,
                    "new": left_new,
                    "promises": max(len(promises) - most, 0) if most else 0,
                    "waiting": max(len(waiting) - most, 0) if most else 0,
                },
                "no_contact": nobody,
            }
        )
    return answers[0] if days is None else answers


def no_contact(day: Day, number: int) -> bool:
    """Whether an active person has no contact on record and no day set by hand."""
    person = day.world.people[number]
    if status(day, person) != "active" or person.next_contact is not None:
        return False
    return last_contact(day, number)[0] is None


def held_back(day: Day, number: int) -> bool:
    """Whether somebody of the household has a plan ahead, or a try of the last days."""
    last = plus(day.today, day.world.settings.ahead)
    for line in day.lines:
        if not any(takes_part(line, m) for m in members(day.world, number)):
            continue
        if will_count(day.world, line) and day.today < line.day <= last:
            return True
        if line.kind in TRIES and 0 <= (day.today - line.day).days <= 2:
            return True
    return False


def people_to_turn_to(day: Day, placed: set[int], everything: bool) -> tuple[list[Row], int]:
    """The rows of Turn to and how many were left out; who is shown is added to *placed*."""
    candidates = []
    for number in range(len(day.world.people)):
        late = days_late(day, number)
        if late is None or late < 0 or number in placed or held_back(day, number):
            continue
        candidates.append(number)
    lines = in_lines(day, candidates)
    shown = lines if everything else capped(lines, day.world.settings.reach_out, day.today)
    rows = []
    for line in shown:
        placed.update(members(day.world, line.leader))
        person = day.world.people[line.leader]
        topic = last_contact(day, line.leader)[1]
        need = person.needs[0] if person.needs else None
        text = oldest_promise(person) or need or person.hook or topic
        rows.append(row(person, "reach-out", due(day, line.leader)) | {"hook": text})
    return rows, len(lines) - len(shown)


def capped(lines: list[Late], reach_out: int, today: date) -> list[Late]:
    """The first line, and the others in turn by the day's number."""
    if reach_out == 0 or not lines:
        return []
    others = lines[1:]
    k, n = reach_out - 1, len(others)
    if n <= k:
        return lines
    taken = [(today.toordinal() * k + i) % n for i in range(k)]
    return [lines[0]] + [line for place, line in enumerate(others) if place in taken]


def oldest_promise(person: Person) -> str | None:
    """My oldest open promise: by due day, then undated by age, then those of unknown age."""

    def age(task: Task) -> tuple[int, date, int]:
        if task.due is not None:
            return 0, task.due, task.line
        made = made_on(person, task)
        return (2, date.min, task.line) if made is None else (1, made, task.line)

    mine = [t for t in person.tasks if t.mine and t.state == "open"]
    return min(mine, key=age).text if mine else None


def tasks_for(day: Day, mine: bool, first: date) -> list[Row]:
    """The tasks that stand on this day: on the first also all that lie before it."""
    found = []
    for person in day.world.people:
        if status(day, person) in SILENT:
            continue
        for task in person.tasks:
            when, made = task.due, made_on(person, task)
            if when is None and mine and made is not None:
                when = made + timedelta(days=AGE + 1)
            if task.mine != mine or task.state != "open" or when is None:
                continue
            if when == day.today or (day.today == first and when < first):
                found.append((when, by_name(person), task.line, person))
    what = "promise" if mine else "waiting"
    return [row(person, what, when) for when, _, _, person in sorted(found, key=lambda f: f[:3])]


def new_people(day: Day, placed: set[int], everything: bool) -> tuple[list[Row], int]:
    """Follow-ups, then decisions, and how many were left out; the shown are added to *placed*."""
    settings = day.world.settings
    asked: dict[str, list[tuple[Any, ...]]] = {"follow-up": [], "decide": []}
    left_out = 0
    for number, person in enumerate(day.world.people):
        met = met_day(day, number)
        if number in placed or met is None or met > day.today or not is_unsettled(day, person):
            continue
        if met < minus(day.today, settings.forget):
            left_out += 1
            continue
        what, when = next_step(day, number, met)
        if what is not None:
            asked[what].append((met, by_name(person), number, when))
    rows = []
    for what, people in asked.items():
        people.sort(key=lambda p: p[:2])
        shown = people if everything else people[: settings.new_people]
        left_out += len(people) - len(shown)
        for _, _, number, when in shown:
            placed.add(number)
            rows.append(row(day.world.people[number], what, when))
    return rows, left_out


def is_unsettled(day: Day, person: Person) -> bool:
    """Whether an active person has neither circle nor cadence, and is not snoozed."""
    if status(day, person) != "active" or person.circle or person.cadence:
        return False
    return person.snooze is None or person.snooze <= day.today


def met_day(day: Day, number: int) -> date | None:
    """`met` if it is a full date, else the day of the earliest line of kind `met`."""
    key = day.world.people[number].met
    if key is not None:
        return key
    days = [x.day for x in day.lines if x.kind == "met" and takes_part(x, number)]
    return min(days, default=None)


def next_step(day: Day, number: int, met: date) -> tuple[str | None, date | None]:
    """Follow-up or decide, and its day; None while it is too early for either."""
    settings = day.world.settings
    later = [line.day for line in contacts(day, number) if line.day > met]
    key = day.world.people[number].last_contact
    if key is not None and met < key <= day.today:
        later.append(key)
    by_time = plus(met, settings.decide)
    if later or day.today >= by_time:
        return "decide", min([*later, by_time])
    if day.today >= plus(met, settings.follow_up):
        return "follow-up", plus(met, settings.follow_up)
    return None, None


def falls_on(yearly: Yearly, year: int) -> date:
    """The day of a yearly date in one year; 29 February falls on the 28th in other years."""
    last = calendar.monthrange(year, yearly.month)[1]
    return date(year, yearly.month, min(yearly.day, last))


def stands_on(day: Day, start: date, end: date, promises: bool = False) -> list[Row]:
    """Plans, birthdays, dates and, if asked, my dated promises from *start* to *end*."""
    found: list[tuple[Any, ...]] = []
    for line in day.lines:
        if will_count(day.world, line) and start <= line.day <= end:
            person = day.world.people[line.author]
            clock = (line.time is not None, line.time or time(0))
            found.append((line.day, 0, (clock, by_name(person)), person, "plan"))
    for person in day.world.people:
        if status(day, person) in SILENT:
            continue
        named = [(1, "birthday", person.birthday)] if person.birthday else []
        for place, what, yearly in named + [(2, "date", other) for other in person.dates]:
            for year in range(start.year, end.year + 1):
                when = falls_on(yearly, year)
                if start <= when <= end:
                    found.append((when, place, by_name(person), person, what))
        for task in person.tasks if promises else []:
            if task.mine and task.state == "open" and task.due and start <= task.due <= end:
                order = (by_name(person), task.line)
                found.append((task.due, 3, order, person, "promise"))
    found.sort(key=lambda f: f[:3])
    return [row(person, what, when) for when, _, _, person, what in found]


def coming_up(day: Day, final: date) -> list[Row]:
    """What lies after the last day asked about, up to `ahead` after today."""
    end = plus(day.today, day.world.settings.ahead)
    return stands_on(day, final + timedelta(days=1), end, promises=True)


def row(person: Person, what: str, when: date | None) -> Row:
    """One row of the agenda, without its reason."""
    return {"name": person.name, "path": person.path, "what": what, "date": iso(when)}
