"""Everybody at a glance: what the front page of the dashboard shows (PRODUCT; docs/rules.md, The page)."""

from datetime import date
from typing import NamedTuple

from netnotes.dates import days_later, later
from netnotes.model.everybody import Size, Summary
from netnotes.model.memory import Memory
from netnotes.model.names import by_name
from netnotes.model.person import SILENT, Person
from netnotes.model.problem import Problem
from netnotes.model.vault import Errand, Vault
from netnotes.queries.agenda import Agenda, Hook, agenda, find_hook
from netnotes.queries.balance import Hours, hours_by_week
from netnotes.queries.days import Occasion, occasions
from netnotes.queries.drifting import Drifting, drifting
from netnotes.queries.newcomers import met_by
from netnotes.queries.overdue import Overdue, overdue
from netnotes.queries.people import Filter, people

WEEKS_AHEAD = 4
WEEKS_BACK = 26
MOST_PROMISES = 8
MOST_NEW = 8
MOST_OVERDUE = 50
MOST_DRIFTING = 12


class Promised(NamedTuple):
    """Open promises of one side, those due first at the top, and how many more there are."""

    shown: list[Errand]
    left: int


class Newcomer(NamedTuple):
    """Somebody new: *met*, when to follow up and decide, whether there was contact since, what was spoken of."""

    person: Person
    met: date
    follow_up: date
    decide: date
    done: bool
    hook: Hook | None


class Ahead(NamedTuple):
    """Something on a *day*: an occasion, a promise of mine, or somebody who falls due."""

    day: date
    occasion: Occasion | None = None
    task: Errand | None = None
    due: Summary | None = None


class Week(NamedTuple):
    """What stands ahead in the week from *monday* on, by day."""

    monday: date
    rows: list[Ahead]


class Late(NamedTuple):
    """The people of one *circle* (None for none) who are late, the most late first, and how many more there are."""

    circle: str | None
    shown: list[Overdue]
    left: int


class Front(NamedTuple):
    """The front page as of *day*; *everyone* is by name, with the status that holds on the day.

    *size* is given where nobody has a rhythm yet.
    """

    day: date
    agenda: Agenda
    mine: Promised
    theirs: Promised
    new: list[Newcomer]
    is_new: frozenset[str]
    new_left: int
    weeks: list[Week]
    hours: list[Hours]
    everyone: list[Summary]
    late: list[Late]
    drifting: list[Drifting]
    drifting_left: int
    problems: list[Problem]
    size: Size | None


def front(vault: Vault, today: date, memory: Memory | None = None) -> Front:
    """All that the front page shows; *memory* is that of the pages, where they are made again and again."""
    everyone = people(vault, today, Filter())
    promised = _open_promises(vault)
    new = _newcomers(vault, today)
    quiet = drifting(vault, today, [one for one in everyone if one.status == "active"], memory)
    return Front(
        day=today,
        agenda=agenda(vault, today)[0],
        mine=_side(promised, mine=True),
        theirs=_side(promised, mine=False),
        new=new[:MOST_NEW],
        is_new=frozenset(row.person.path for row in new),
        new_left=max(len(new) - MOST_NEW, 0),
        weeks=_weeks(vault, today, promised, everyone),
        hours=hours_by_week(vault, today, WEEKS_BACK, memory),
        everyone=everyone,
        late=_late(vault, today),
        drifting=quiet[:MOST_DRIFTING],
        drifting_left=max(len(quiet) - MOST_DRIFTING, 0),
        problems=list(vault.problems()),
        size=None if vault.has_rhythms() else vault.size(),
    )


def _open_promises(vault: Vault) -> list[Errand]:
    """Every open task with somebody who is not gone, the dated first, by day; the undated by age."""
    found = [task for task in vault.all_open_tasks() if task.status not in SILENT]
    return sorted(
        found,
        key=lambda task: (
            task.due is None,
            task.due or task.made or date.max,
            by_name(task.name),
            task.path,
            task.number,
        ),
    )


def _side(promised: list[Errand], *, mine: bool) -> Promised:
    rows = [task for task in promised if task.mine == mine]
    return Promised(rows[:MOST_PROMISES], max(len(rows) - MOST_PROMISES, 0))


def _newcomers(vault: Vault, today: date) -> list[Newcomer]:
    """Everyone new who is not put off, the longest known first."""
    settings = vault.settings.agenda
    found = []
    for who, met in met_by(vault, today):
        if today > later(met, settings.forget):
            continue
        person = vault.person(who.person)
        done = vault.first_contact_after(who.person, met, today) is not None
        follow_up, decide = later(met, settings.follow_up), later(met, settings.decide)
        found.append(Newcomer(person, met, follow_up, decide, done, find_hook(vault, person, today)))
    return sorted(found, key=lambda row: (row.met, by_name(row.person.name), row.person.path))


def _weeks(vault: Vault, today: date, promised: list[Errand], everyone: list[Summary]) -> list[Week]:
    """Four weeks from that of *today*: occasions, my promises, and who falls due, from tomorrow on."""
    monday = days_later(today, -today.weekday())
    end = days_later(monday, 7 * WEEKS_AHEAD - 1)
    rows = [Ahead(row.day, occasion=row) for row in occasions(vault, today, end)]
    rows += [Ahead(task.due, task=task) for task in promised if task.mine and task.due and today <= task.due <= end]
    rows += [Ahead(row.due, due=row) for row in everyone if row.due and today < row.due <= end]
    rows.sort(key=lambda row: row.day)
    weeks = dict.fromkeys(days_later(monday, 7 * week) for week in range(WEEKS_AHEAD))
    return [Week(first, [row for row in rows if 0 <= (row.day - first).days < 7]) for first in weeks]


def _late(vault: Vault, today: date) -> list[Late]:
    """Everyone late, by circle, the inner ones first."""
    rows = overdue(vault, today)
    rank = vault.settings.circle_rank
    circles = sorted({row.circle for row in rows}, key=lambda name: (rank(name), name or ""))
    found = []
    for circle in circles:
        mine = [row for row in rows if row.circle == circle]
        found.append(Late(circle, mine[:MOST_OVERDUE], max(len(mine) - MOST_OVERDUE, 0)))
    return found
