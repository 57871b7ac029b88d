"""What is promised, by me and by others: what stands on a day (PRODUCT, You said you would; docs/rules.md)."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from netnotes.dates import days_later
from netnotes.model.names import by_name
from netnotes.model.person import SILENT
from netnotes.model.vault import Errand, Vault

UNDATED_AFTER = 15
MOST_PROMISES = 7


class Promise(NamedTuple):
    """A task and the *day* it stands on; *undated* ones stand there for their age."""

    task: Errand
    day: date
    undated: bool


class Promises(NamedTuple):
    """The open promises, mine (True) and theirs: those *due* by the first day, how many these are, those *ahead*."""

    due: dict[bool, list[Promise]]
    total: dict[bool, int]
    ahead: list[Promise]

    def on(self, day: date, *, mine: bool, first: bool, everything: bool) -> tuple[list[Promise], int]:
        """What stands on *day*, the latest of it unless *everything* is asked for, and how many more there are."""
        found = [row for row in self.ahead if row.day == day and row.task.mine == mine]
        count = len(found)
        if first:
            found, count = [*self.due[mine], *found], self.total[mine] + count
        shown = found if everything else found[-MOST_PROMISES:]
        return shown, count - len(shown)


def promises(vault: Vault, until: date, all_days: list[date], everything: bool) -> Promises:
    """The promises that an agenda of *all_days* needs, dated ones by *until*."""
    today = all_days[0]
    most = None if everything else MOST_PROMISES
    due, count = {}, {}
    for mine in (True, False):
        rows, count[mine] = vault.old_tasks(today, _made_for(today), most, mine=mine)
        due[mine] = _in_order(rows)
    ahead = vault.open_tasks(
        days_later(today, 1), until, days_later(_made_for(today), 1), _made_for(all_days[-1])
    ) if today < date.max else []  # fmt: skip
    return Promises(due, count, _in_order(ahead))


def _made_for(day: date) -> date:
    """The day on which an undated promise that comes up on *day* was made."""
    return day - timedelta(days=UNDATED_AFTER) if day.toordinal() > UNDATED_AFTER else date.min


def _in_order(tasks: Iterable[Errand]) -> list[Promise]:
    """Promises with their days, in the order in which they are shown; to those who are gone there are none."""
    found = []
    for task in tasks:
        day = task.due or (days_later(task.made, UNDATED_AFTER) if task.made else None)
        if day and task.status not in SILENT:
            found.append(Promise(task, day, task.due is None))
    return sorted(found, key=lambda row: (row.day, by_name(row.task.name), row.task.path, row.task.number))
