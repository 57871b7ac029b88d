"""A backlog spread over the coming weeks: which snoozes would bring it within what a day takes."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from netnotes.dates import days_later
from netnotes.model.clock import is_active
from netnotes.model.vault import Vault
from netnotes.queries.agenda import held_back
from netnotes.queries.lateness import Late, as_households, due_people

MOST_DAYS = 3_660


class Turn(NamedTuple):
    """Somebody of the backlog: asked for on *day*, which is today for those who stay as they are.

    *days_late* is as of today; *household* are the others who are reached with them.
    """

    person: int
    name: str
    path: str
    due: date
    days_late: int
    household: tuple[str, ...]
    day: date


class Spread(NamedTuple):
    """The turns from *today* on, in the order of their days, and how many people a day takes."""

    today: date
    turns: Sequence[Turn]
    a_day: int


def spread(vault: Vault, today: date) -> Spread:
    """Who is due today or earlier, each with a day: the latest for their own rhythm first, so many a day.

    Those who fall due on a later day by themselves take their places on it first, but never the last one, so that
    the backlog grows smaller each day. Nobody with a plan ahead is asked for.
    """
    a_day = max(vault.settings.agenda.reach_out, 1)
    held = held_back(vault, today)
    waiting = as_households(
        vault,
        [
            clock
            for clock in due_people(vault, today)
            if clock.person not in held.people and not (clock.household and clock.household in held.households)
        ],
        today,
    )
    coming = _falling_due(vault, today, days_later(today, MOST_DAYS)) if len(waiting) > a_day else {}
    turns: list[Turn] = []
    day, place = today, 0
    while place < len(waiting) and day < date.max:
        free = a_day if day == today else max(a_day - coming.get(day.toordinal(), 0), 1)
        turns.extend(_turn(row, day) for row in waiting[place : place + free])
        place += free
        day = days_later(day, 1)
    return Spread(today, turns, a_day)


def _turn(row: Late, day: date) -> Turn:
    clock = row.clock
    return Turn(clock.person, clock.name, clock.path, date.fromordinal(clock.due), row.late, row.household, day)


def _falling_due(vault: Vault, today: date, until: date) -> dict[int, int]:
    """How many people fall due on each day after today while they are active, by the day's ordinal."""
    found: dict[int, int] = {}
    for clock in vault.clocks(until):
        if clock.due > today.toordinal() and is_active(clock.status, clock.paused_until, clock.due):
            found[clock.due] = found.get(clock.due, 0) + 1
    return found
