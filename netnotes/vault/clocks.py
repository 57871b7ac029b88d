"""Setting people's clocks in the index: last contact, due day, household, yearly days (PRODUCT, Due)."""

from __future__ import annotations

import json
import sqlite3
from datetime import date
from typing import Any

from netnotes.dates import full_day, parse_yearly
from netnotes.model.clock import as_cadence, settle
from netnotes.model.person import effective_cadence
from netnotes.model.settings import Settings


def set_clocks(connection: sqlite3.Connection, settings: Settings, people: set[int]) -> set[int]:
    """Set the clocks of *people* and of all in their households, inside the caller's transaction; whose they were."""
    return _Clocks(connection, settings).run(people)


class _Clocks:
    def __init__(self, connection: sqlite3.Connection, settings: Settings) -> None:
        self.connection = connection
        self.settings = settings

    def run(self, people: set[int]) -> set[int]:
        """Set the clocks of *people* and of all in their households, as they were and as they are; all of these."""
        households = {""}
        done: set[int] = set()
        waiting = people
        while waiting:
            for person in waiting:
                households |= self._set_own_clock(person)
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
                "SELECT person, sure, guess FROM clock WHERE household = ?", (household,)
            ).fetchall()
            sure = max((row[1] for row in members), default=0)
            guess = max((row[2] for row in members), default=0)
            for person, _, _ in members:
                self._set_due(person, sure, guess)
        return done

    def _set_own_clock(self, person: int) -> set[str]:
        """Set the clock of one person as if they lived alone; the households they were and are in."""
        execute = self.connection.execute
        before = execute("SELECT household FROM clock WHERE person = ?", (person,)).fetchone()
        households = {before[0]} if before else set()
        row = execute("SELECT name, sort, path, facts FROM note WHERE id = ? AND person", (person,)).fetchone()
        if row is None:
            execute("DELETE FROM clock WHERE person = ?", (person,))
            execute("DELETE FROM yearly WHERE person = ?", (person,))
            return households
        facts = json.loads(row[3])
        self._set_clock(person, row[:3], facts)
        self._set_yearly(person, facts)
        return households | {facts.get("household", "")}

    def _set_clock(self, person: int, names: tuple[str, str, str], facts: dict[str, Any]) -> None:
        cadence, every = effective_cadence(facts, self.settings)
        floor = _ordinal(facts, "last-contact")
        sure, guess, met = self.connection.execute(
            "SELECT max(CASE WHEN p.counts THEN p.day END), max(CASE WHEN p.maybe THEN p.day END), "
            "min(CASE WHEN p.counts AND l.kind = 'met' THEN p.day END) "
            "FROM part p JOIN line l ON l.id = p.line WHERE p.person = ? AND (p.counts OR p.maybe)", (person,),
        ).fetchone()  # fmt: skip
        if first := full_day(facts.get("met")):
            met = first.toordinal()
        sure, guess = max(sure or 0, floor), guess or 0
        loose = cadence is None and "circle" not in facts
        count, unit = cadence or (-1, "")
        self.connection.execute(
            "INSERT OR REPLACE INTO clock VALUES "
            "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, '', ?, ?, ?, ?)",
            (
                person, *names, "\n".join(facts.get("tags", ())),
                self.settings.circle_rank(facts.get("circle")), facts.get("status", "active"),
                _ordinal(facts, "paused-until"), count, unit, _ordinal(facts, "next-contact"),
                _ordinal(facts, "snooze"), floor, sure, guess, facts.get("household", ""), loose, met or 0, every,
            ),
        )  # fmt: skip
        self._set_due(person, sure, guess)

    def _set_due(self, person: int, sure: int, guess: int) -> None:
        """Set when somebody falls due, seen from a day on which *sure* and *guess* have come."""
        row = self.connection.execute(
            "SELECT cadence, unit, next, snooze FROM clock WHERE person = ?", (person,)
        ).fetchone()
        settled = settle(sure, guess, as_cadence(row[0], row[1]), row[2], row[3])
        self.connection.execute(
            "UPDATE clock SET last = ?, latest = ?, due = ?, span = ?, probably = ? WHERE person = ?",
            (settled.last, max(sure, guess), settled.due, settled.span, settled.probably, person),
        )

    def _set_yearly(self, person: int, facts: dict[str, Any]) -> None:
        self.connection.execute("DELETE FROM yearly WHERE person = ?", (person,))
        days = dict(facts.get("dates", {}))
        if "birthday" in facts:
            days["birthday"] = facts["birthday"]
        for what, text in days.items():
            day = parse_yearly(text)
            self.connection.execute("INSERT INTO yearly VALUES (?, ?, ?, ?, ?)", (person, what, *day))


def _ordinal(facts: dict[str, Any], key: str) -> int:
    return date.fromisoformat(facts[key]).toordinal() if key in facts else 0
