"""The day or the week in one piece, to be sent to oneself (PRODUCT, digest; docs/rules.md, Digest)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from netnotes.dates import days_later
from netnotes.model.everybody import Size
from netnotes.model.names import by_name
from netnotes.model.person import SILENT, Person
from netnotes.model.vault import Errand, Vault
from netnotes.queries.agenda import Agenda, agenda
from netnotes.queries.newcomers import met_by
from netnotes.queries.promises import Promise

MOST_PROMISES = 7


class Met(NamedTuple):
    """Somebody who was new on *day*."""

    person: Person
    day: date


class Digest(NamedTuple):
    """*days* agendas from *today* on; who was *met* in as many days before; open promises the agendas do not have.

    *promised* are mine (True) and theirs, at most seven a side, those due first, *promised_left* how many more.
    *size* is given where nobody has a rhythm yet.
    """

    today: date
    agendas: list[Agenda]
    since: date
    met: list[Met]
    promised: dict[bool, list[Errand]]
    promised_left: dict[bool, int]
    size: Size | None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is waiting: no plan or yearly day, nobody to turn to, no promise due, nobody new."""
        return all(one.is_quiet and not one.promises_left and not one.waiting_left for one in self.agendas)


def digest(vault: Vault, today: date, days: int = 1) -> Digest:
    """The digest of *days* days, at least one."""
    agendas = agenda(vault, today, days)
    since = days_later(today, -days)
    promised = {mine: _open(vault.all_open_tasks(), _shown(agendas), mine=mine) for mine in (True, False)}
    return Digest(
        today=today,
        agendas=agendas,
        since=since,
        met=_met(vault, since, today),
        promised={mine: rows[:MOST_PROMISES] for mine, rows in promised.items()},
        promised_left={mine: max(len(rows) - MOST_PROMISES, 0) for mine, rows in promised.items()},
        size=None if vault.has_rhythms() else vault.size(),
    )


def _met(vault: Vault, since: date, today: date) -> list[Met]:
    """The new people who were met from *since* to *today*, those met first at the top."""
    rows = [Met(vault.person(who.person), met) for who, met in met_by(vault, today) if met >= since]
    return sorted(rows, key=lambda row: (row.day, by_name(row.person.name), row.person.path))


def _shown(agendas: Iterable[Agenda]) -> set[tuple[str, int]]:
    """Where the promises stand that the agendas have."""
    found: set[tuple[str, int]] = set()
    for one in agendas:
        coming = [row for row in one.coming_up if isinstance(row, Promise)]
        found |= {(row.task.path, row.task.number) for row in (*one.promises, *one.waiting, *coming)}
    return found


def _open(tasks: Sequence[Errand], shown: set[tuple[str, int]], *, mine: bool) -> list[Errand]:
    """The open promises of one side that are not *shown*: the dated first, by day; the undated by age."""
    rows = [
        task
        for task in tasks
        if task.mine == mine and task.status not in SILENT and (task.path, task.number) not in shown
    ]
    return sorted(
        rows, key=lambda task: (task.due is None, task.due or task.made or date.max, by_name(task.name), task.number)
    )
