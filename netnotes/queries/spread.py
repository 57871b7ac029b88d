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

    *days_late* is as of today; *household* are the others who are reached with them. *paths* are the notes of all
    of them who are due.
    """

    name: str
    path: str
    paths: tuple[str, ...]
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
    a_day = vault.settings.agenda.reach_out
    if a_day <= 0:
        return Spread(today, [], 0)
    held = held_back(vault, today)
    due = [
        clock
        for clock in due_people(vault, today)
        if clock.person not in held.people and not (clock.household and clock.household in held.households)
    ]
    waiting = as_households(vault, due, today)
    paths: dict[str, list[str]] = {}
    for clock in due:
        paths.setdefault(clock.household or clock.path, []).append(clock.path)
    coming = _falling_due(vault, today, days_later(today, MOST_DAYS)) if len(waiting) > a_day else {}
    turns: list[Turn] = []
    day, place = today, 0
    while place < len(waiting):
        free = a_day if day == today else max(a_day - coming.get(day.toordinal(), 0), 1)
        if day == date.max:
            free = len(waiting)  # there is no later day
        for row in waiting[place : place + free]:
            turns.append(_turn(row, day, paths[row.clock.household or row.clock.path]))
        place += free
        day = days_later(day, 1)
    return Spread(today, turns, a_day)


def _turn(row: Late, day: date, paths: list[str]) -> Turn:
    clock = row.clock
    due = date.fromordinal(clock.due)
    return Turn(clock.name, clock.path, tuple(sorted(paths)), due, row.late, row.household, day)


def _falling_due(vault: Vault, today: date, until: date) -> dict[int, int]:
    """How many people, a household as one, fall due on each day after today while they are active, by its ordinal."""
    found: dict[int, set[str]] = {}
    for clock in vault.clocks(until):
        if clock.due > today.toordinal() and is_active(clock.status, clock.paused_until, clock.due):
            found.setdefault(clock.due, set()).add(clock.household or clock.path)
    return {day: len(people) for day, people in found.items()}
