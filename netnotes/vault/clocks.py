"""Setting people's clocks in the index: last contact, due day, household, yearly days (PRODUCT, Due)."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import Any

from netnotes.dates import full_day, parse_yearly
from netnotes.model.clock import as_cadence, settle
from netnotes.model.person import effective_cadence
from netnotes.model.settings import Settings
from netnotes.vault.lines import ask_for, in_pieces
from netnotes.vault.rows import Rows

_NO_CLOCK = "DELETE FROM clock WHERE person = ?"
_NO_YEARLY = "DELETE FROM yearly WHERE person = ?"
_SET_CLOCK = f"INSERT OR REPLACE INTO clock VALUES ({', '.join('?' * 24)})"
_SET_DUE = "UPDATE clock SET last = ?, latest = ?, due = ?, span = ?, probably = ? WHERE person = ?"
_ADD_YEARLY = "INSERT INTO yearly VALUES (?, ?, ?, ?, ?)"
_LATEST = (
    "SELECT p.person, max(CASE WHEN p.counts THEN p.day END), max(CASE WHEN p.maybe THEN p.day END), "
    "min(CASE WHEN p.counts AND l.kind = 'met' THEN p.day END) "
    "FROM part p JOIN line l ON l.id = p.line WHERE p.person IN (?) AND (p.counts OR p.maybe) GROUP BY p.person"
)


def set_clocks(connection: sqlite3.Connection, settings: Settings, people: set[int]) -> set[int]:
    """Set the clocks of *people* and of all in their households, inside the caller's transaction; whose they were."""
    return _Clocks(connection, settings).run(people)


class _Clocks:
    def __init__(self, connection: sqlite3.Connection, settings: Settings) -> None:
        self.connection = connection
        self.settings = settings
        self._rows = Rows(connection, (_NO_CLOCK, _NO_YEARLY, _SET_CLOCK, _SET_DUE, _ADD_YEARLY))

    def run(self, people: set[int]) -> set[int]:
        """Set the clocks of *people* and of all in their households, as they were and as they are; all of these."""
        households = {""}
        done: set[int] = set()
        waiting = people
        while waiting:
            for some in in_pieces(waiting):
                households |= self._set_own_clocks(some)
            done |= waiting
            waiting = {
                row[0]
                for household in households
                for row in self.connection.execute(
                    "SELECT person FROM clock WHERE household = ? AND household <> ''", (household,)
                )
            } - done
        for household in households - {""}:
            members = self.connection.execute(
                "SELECT person, sure, guess, cadence, unit, next, snooze FROM clock WHERE household = ?", (household,)
            ).fetchall()
            sure = max((row[1] for row in members), default=0)
            guess = max((row[2] for row in members), default=0)
            for person, _, _, *rhythm in members:
                self._rows.add(_SET_DUE, (*_due(sure, guess, *rhythm), person))
        self._rows.write()
        return done

    def _set_own_clocks(self, people: Sequence[int]) -> set[str]:
        """Set the clocks of *people* as if each lived alone; the households they were and are in."""
        connection = self.connection
        before = ask_for(connection, "SELECT DISTINCT household FROM clock WHERE person IN (?)", people)
        households = {row[0] for row in before}
        sql = "SELECT id, name, sort, path, facts FROM note WHERE id IN (?) AND person"
        found = {row[0]: row[1:] for row in ask_for(connection, sql, people)}
        latest = {row[0]: row[1:] for row in ask_for(connection, _LATEST, people)}
        for person in people:
            self._rows.add(_NO_YEARLY, (person,))
            if person not in found:
                self._rows.add(_NO_CLOCK, (person,))
                continue
            *names, stored = found[person]
            facts = json.loads(stored)
            self._rows.add(_SET_CLOCK, self._clock(person, names, facts, *latest.get(person, (None, None, None))))
            self._add_yearly(person, facts)
            households.add(facts.get("household", ""))
        self._rows.write()
        return households

    def _clock(
        self,
        person: int,
        names: Sequence[str],
        facts: dict[str, Any],
        sure: int | None,
        guess: int | None,
        met: int | None,
    ) -> tuple[object, ...]:
        """The clock of one person from the latest *sure* contact, the latest probable one and the first meeting."""
        cadence, every = effective_cadence(facts, self.settings)
        floor = _ordinal(facts, "last-contact")
        if first := full_day(facts.get("met")):
            met = first.toordinal()
        sure, guess = max(sure or 0, floor), guess or 0
        loose = cadence is None and "circle" not in facts
        rhythm = (*(cadence or (-1, "")), _ordinal(facts, "next-contact"), _ordinal(facts, "snooze"))
        return (
            person, *names, "\n".join(facts.get("tags", ())),
            self.settings.circle_rank(facts.get("circle")), facts.get("status", "active"),
            _ordinal(facts, "paused-until"), *rhythm, floor, sure, guess, *_due(sure, guess, *rhythm),
            facts.get("household", ""), loose, met or 0, every,
        )  # fmt: skip

    def _add_yearly(self, person: int, facts: dict[str, Any]) -> None:
        days = dict(facts.get("dates", {}))
        if "birthday" in facts:
            days["birthday"] = facts["birthday"]
        self._rows.extend(_ADD_YEARLY, ((person, what, *parse_yearly(text)) for what, text in days.items()))


def _due(sure: int, guess: int, count: int, unit: str, following: int, snooze: int) -> tuple[int, int, int, int, str]:
    """Last, latest, due, span and probably of a clock, seen from a day on which *sure* and *guess* have come."""
    settled = settle(sure, guess, as_cadence(count, unit), following, snooze)
    return settled.last, max(sure, guess), settled.due, settled.span, settled.probably


def _ordinal(facts: dict[str, Any], key: str) -> int:
    return date.fromisoformat(facts[key]).toordinal() if key in facts else 0
