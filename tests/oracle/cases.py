"""The cases that the random worlds must hold, and which of them a world shows on a day."""

from __future__ import annotations

from datetime import date, timedelta

from .agenda import agenda, held_back, is_unsettled, met_day, next_step
from .facts import World
from .rules import (
    TRIES,
    Day,
    all_lines,
    cadence,
    days_late,
    due,
    fold,
    in_lines,
    last_contact,
    members,
    relative_lateness,
    status,
    takes_part,
    will_count,
)

STATUSES = ("wish", "card", "active", "paused", "let-go", "do-not-contact", "deceased")
CASES = (
    *(f"status {status}" for status in STATUSES),
    *("paused until later", "back from a pause", "snooze moves due", "month end", "leap day"),
    *("next-contact open", "next-contact reached", "next-contact without a clock"),
    *("no contact", "last contact from a key", "last contact by the household", "names alike"),
    *("tied lateness", "household line", "household with paused", "household with deceased"),
    *("held by a plan", "tried lately", "met twice on a day", "line of another's note"),
    *("mention", "same day twice", "plan in --days", "new and snoozed", "nothing yet"),
    *("plan", "birthday", "date", "promise", "waiting", "reach-out", "follow-up", "decide"),
    *("decide by contact", "turn_to left out", "new left out", "29 February on the 28th"),
)


def cases(world: World, today: date) -> set[str]:
    """Everything of CASES that this world shows on this day."""
    day = Day(world, all_lines(world), today)
    found = of_the_answer(world, today) | of_the_lists(day) | of_the_lines(day)
    for number in range(len(world.people)):
        found |= of_a_person(day, number)
        found |= of_a_new_person(day, number)
    if (today + timedelta(days=1)).day == 1:
        found.add("month end")
    if (today.month, today.day) == (2, 29):
        found.add("leap day")
    return found


def of_the_answer(world: World, today: date) -> set[str]:
    """What the agenda itself shows."""
    now = agenda(world, today)
    assert isinstance(now, dict)
    rows = [row for section in now.values() if isinstance(section, list) for row in section]
    found = {row["what"] for row in rows}
    found |= {f"{section} left out" for section, count in now["left_out"].items() if count}
    return found | ({"no contact"} if now["no_contact"] else set())


def of_a_person(day: Day, number: int) -> set[str]:
    """Standing, clock and household of one person."""
    person = day.world.people[number]
    standing, late = status(day, person), days_late(day, number)
    last, topic = last_contact(day, number)
    alone = [x for x in day.lines if takes_part(x, number) and will_count(day.world, x)]
    found = {f"status {standing}"}
    if person.paused_until is not None and person.status in ("active", "paused"):
        found.add("back from a pause" if standing == "active" else "paused until later")
    if person.next_contact is not None and standing == "active":
        reached = last is not None and last >= person.next_contact
        found.add("next-contact reached" if reached else "next-contact open")
        if cadence(day.world, person) is None:
            found.add("next-contact without a clock")
    if late is not None and person.snooze is not None and person.snooze == due(day, number):
        found.add("snooze moves due")
    if late is not None and last is not None and topic is None:
        found.add("last contact from a key")
    if late is not None and last is not None and all(x.day != last for x in alone) and topic:
        found.add("last contact by the household")
    if late is not None and late >= 0 and held_back(day, number):
        found.add("held by a plan")
    born = person.birthday
    if born and (born.month, born.day, day.today.month, day.today.day) == (2, 29, 2, 28):
        found.add("29 February on the 28th")
    names = [fold(other.name) for other in day.world.people]
    if names.count(fold(person.name)) > 1:
        found.add("names alike")
    return found


def of_a_new_person(day: Day, number: int) -> set[str]:
    """The stage of somebody without circle and cadence."""
    person, met = day.world.people[number], met_day(day, number)
    if met is None or person.circle or person.cadence or status(day, person) != "active":
        return set()
    if not is_unsettled(day, person):
        return {"new and snoozed"}
    what, when = next_step(day, number, met)
    if met <= day.today and what is None:
        return {"nothing yet"}
    by_contact = what == "decide" and any(
        x.day == when and takes_part(x, number) and will_count(day.world, x) for x in day.lines
    )
    return {"decide by contact"} if by_contact else set()


def of_the_lists(day: Day) -> set[str]:
    """Ties and households among the late."""
    late = [n for n in range(len(day.world.people)) if (days_late(day, n) or 0) >= 1]
    lines = in_lines(day, late)
    ratios = [relative_lateness(day, line.leader) for line in lines]
    found = {"tied lateness"} if len(set(ratios)) < len(ratios) else set()
    for line in lines:
        household = [day.world.people[n] for n in members(day.world, line.leader)]
        if line.others:
            found.add("household line")
        found |= {f"household with {status(day, person)}" for person in household}
    return found


def of_the_lines(day: Day) -> set[str]:
    """What stands in the logs around this day."""
    found = set()
    for line in day.lines:
        if line.kind in TRIES and 0 <= (day.today - line.day).days <= 2:
            found.add("tried lately")
        if line.people and line.day <= day.today:
            found.add("line of another's note")
        if line.mentioned:
            found.add("mention")
        if will_count(day.world, line) and 1 <= (line.day - day.today).days <= 6:
            found.add("plan in --days")
        beside = [x for x in day.lines if x.author == line.author and x.day == line.day]
        if len(beside) > 1:
            found.add("same day twice")
        if line.kind == "met" and line.day == day.world.people[line.author].met and line.order >= 0:
            found.add("met twice on a day")
    return found
