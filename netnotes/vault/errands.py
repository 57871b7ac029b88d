"""What the index answers about tasks (part of `vault/answers`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from netnotes.model.vault import Errand
from netnotes.vault.lines import Connected

_TASK = (
    "SELECT c.person, c.name, c.status, n.path, t.number, coalesce(t.said_text, t.text), t.mine, t.open, t.due, "
    "t.made, t.done, t.dropped, t.text FROM task t JOIN note n ON n.id = t.note "
)
ERRAND = _TASK + "JOIN errand e ON e.task = t.id JOIN clock c ON c.person = e.person "
ERRAND_ORDER = "ORDER BY n.path, t.number"
# A task as it stands on the agenda: once, under its lead.
_OPEN = _TASK + "JOIN clock c ON c.person = t.lead "
_OPEN_DATED = _OPEN.replace("FROM task t", "FROM task t INDEXED BY task_due")
_DATED = "t.open AND t.due > 0 AND t.lead > 0"
_UNDATED = "t.open AND t.due IS NULL AND t.made > 0 AND t.mine AND t.lead > 0"
_GONE = "c.status IN ('let-go', 'do-not-contact', 'deceased')"


class Errands(Connected):
    """The questions about tasks."""

    def open_tasks(self, first: date, last: date, made_first: date, made_last: date) -> list[Errand]:
        """See `model.vault.Vault`."""
        days = (first.toordinal(), last.toordinal())
        due = self._rows(_OPEN_DATED + f"WHERE {_DATED} AND t.mine IN (0, 1) AND t.due BETWEEN ? AND ?", days)
        undated = self._rows(
            _OPEN + f"WHERE {_UNDATED} AND t.made BETWEEN ? AND ?", (made_first.toordinal(), made_last.toordinal())
        )
        return [as_errand(row) for row in due + undated]

    def old_tasks(self, until: date, made_until: date, most: int | None, *, mine: bool) -> tuple[list[Errand], int]:
        """See `model.vault.Vault`."""
        found: list[Errand] = []
        count = 0
        kinds = [("due", f"{_DATED} AND t.mine = {int(mine)}", until.toordinal())]
        if mine:
            kinds.append(("made", _UNDATED, made_until.toordinal()))
        for column, which, last in kinds:
            since = 1
            if most is not None:
                rows = self._rows(
                    f"SELECT t.{column} FROM task t WHERE {which} AND t.{column} <= ? "
                    f"ORDER BY t.{column} DESC LIMIT 1 OFFSET ?", (last, most - 1),
                )  # fmt: skip
                since = rows[0][0] if rows else 1
            rows = self._rows(_OPEN + f"WHERE {which} AND t.{column} BETWEEN ? AND ?", (since, last))
            found.extend(as_errand(row) for row in rows)
            # Those who are gone are few, and counted apart: the many are counted in the index alone.
            count += self._rows(f"SELECT count(*) FROM task t WHERE {which} AND t.{column} <= ?", (last,))[0][0]
            count -= self._rows(
                f"SELECT count(*) FROM clock c JOIN task t ON t.lead = c.person WHERE {_GONE} AND {which} "
                f"AND t.{column} <= ?", (last,),
            )[0][0]  # fmt: skip
        return found, count

    def all_open_tasks(self) -> list[Errand]:
        """See `model.vault.Vault`."""
        return [as_errand(row) for row in self._rows(_OPEN + "WHERE t.open AND t.lead > 0")]

    def tasks_of(self, person: int) -> list[Errand]:
        """See `model.vault.Vault`."""
        return [as_errand(row) for row in self._rows(ERRAND + "WHERE e.person = ? " + ERRAND_ORDER, (person,))]

    def tasks_in(self, note: int) -> list[Errand]:
        """See `model.vault.Vault`."""
        return [as_errand(row) for row in self._rows(ERRAND + "WHERE t.note = ? ORDER BY t.number", (note,))]


def as_errand(row: Sequence[Any]) -> Errand:
    """A task from its columns."""
    return Errand(
        row[0], row[1], row[2], row[3], row[4], row[5], bool(row[6]), bool(row[7]),
        _day(row[8]), _day(row[9]), _day(row[10]), bool(row[11]), row[12],
    )  # fmt: skip


def _day(ordinal: int | None) -> date | None:
    return date.fromordinal(ordinal) if ordinal else None
