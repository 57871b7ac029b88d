"""What the index answers about everybody's rhythm, and about its own state (part of `vault/answers`)."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TYPE_CHECKING

from netnotes.model.clock import as_cadence
from netnotes.model.everybody import Rhythm, Spent, Turn
from netnotes.model.settings import Settings
from netnotes.vault.lines import Connected

if TYPE_CHECKING:
    from netnotes.vault.resolve import Resolver


class Tended(Connected):
    """The questions about rhythms, links and turns."""

    def __init__(self, connection: sqlite3.Connection, settings: Settings) -> None:
        """Answer from *connection*."""
        self._connection, self.settings = connection, settings
        self._resolver: Resolver | None = None

    def spent(self, first: date, last: date) -> list[Spent]:
        """See `model.vault.Vault`."""
        rows = self._rows(
            "SELECT day, lead, minutes FROM line WHERE day BETWEEN ? AND ? AND counts AND lead > 0 AND EXISTS "
            "(SELECT 1 FROM part p WHERE p.line = line.id AND p.person = line.lead AND p.counts)",
            (first.toordinal(), last.toordinal()),
        )
        return [Spent(date.fromordinal(day), person, minutes or 0) for day, person, minutes in rows]

    def rhythms(self) -> list[Rhythm]:
        """See `model.vault.Vault`."""
        circles = [circle.name for circle in self.settings.circles]
        minutes = self._own_minutes()
        rows = self._rows(
            "SELECT c.person, c.rank, c.cadence, c.unit, c.household, c.status, c.paused_until, c.floor, "
            "(SELECT min(p.day) FROM part p WHERE p.person = c.person AND p.counts = 1) "
            "FROM clock c WHERE c.cadence > 0"
        )
        found = []
        for person, rank, number, unit, household, status, paused_until, floor, first in rows:
            cadence = as_cadence(number, unit)
            if cadence is None:
                continue
            circle = circles[rank] if rank < len(circles) else None
            days = [day for day in (floor, first) if day]
            found.append(
                Rhythm(
                    person, circle, cadence, minutes.get(person, 0), household, status, paused_until,
                    date.fromordinal(min(days)) if days else None,
                )
            )  # fmt: skip
        return found

    def _own_minutes(self) -> dict[int, int]:
        """The minutes that people's own notes give them."""
        import json

        rows = self._rows("SELECT id, facts FROM note WHERE person AND facts LIKE '%\"minutes\"%'")
        found = {person: json.loads(facts).get("minutes") for person, facts in rows}
        return {person: int(minutes) for person, minutes in found.items() if minutes}

    def turn(self) -> Turn:
        """See `model.vault.Vault`."""
        values = dict(self._rows("SELECT key, value FROM meta WHERE key IN ('born', 'turn')"))
        return Turn(values.get("born", ""), int(values.get("turn", 0)))

    def changed_since(self, number: int) -> set[int]:
        """See `model.vault.Vault`."""
        return {row[0] for row in self._rows("SELECT person FROM changed WHERE turn > ?", (number,))}

    def leads_to(self, target: str, path: str) -> int | None:
        """See `model.vault.Vault`."""
        from netnotes.model.note import Link
        from netnotes.vault.resolve import Resolver

        if self._resolver is None:
            self._resolver = Resolver(self._connection)
        return self._resolver.resolve(Link(target, target), path.rpartition("/")[0]).person
