"""What the index answers about lines: who took part in what, and when (part of `vault/answers`)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from netnotes.model.clock import LAST, Clock
from netnotes.model.vault import HEAD, MENTION, OWN, PROBABLE, Interaction
from netnotes.vault.schema import HEAD_ROLE, MENTION_ROLE, OWN_ROLE, PROBABLE_ROLE

_COLUMNS = (
    "SELECT l.day, l.time, l.kind, l.ledger, l.direction, coalesce(l.said_text, l.text), "
    "coalesce(l.said_words, l.words), p.counts, p.tried, p.role, l.company, n.id, n.name, n.path, "
    "l.number, p.person, l.shape, p.maybe, n.person, l.via, p.why, l.text, l.place, l.words, "
    "l.minutes "
)
LINE = _COLUMNS + "FROM part p JOIN line l ON l.id = p.line JOIN note n ON n.id = l.note "
_ANY_LINE = _COLUMNS + "FROM line l LEFT JOIN part p ON p.line = l.id JOIN note n ON n.id = l.note "
ORDER = "ORDER BY p.day, l.time, n.path, l.rank"
_REVERSED = "ORDER BY p.day DESC, l.time DESC, n.path DESC, l.rank DESC"
_ROLES = {OWN_ROLE: OWN, HEAD_ROLE: HEAD, MENTION_ROLE: MENTION, PROBABLE_ROLE: PROBABLE}
KEY = "key"
# Which column of a line says whose part it is.
PERSON = 15
# The least that any SQLite takes in one statement is 999.
MOST_VALUES = 900
_WHICH = {True: "p.counts = 1", False: "p.maybe"}
_HOUSEHOLD = "(SELECT person FROM clock WHERE household = ?)"


def in_pieces(values: Iterable[int], most: int = MOST_VALUES) -> Iterator[list[int]]:
    """All of *values*, at most so many at once."""
    every = list(values)
    for start in range(0, len(every), most):
        yield every[start : start + most]


def ask_for(connection: sqlite3.Connection, sql: str, values: Sequence[int]) -> sqlite3.Cursor:
    """The rows of *sql*, whose ``(?)`` stands for all of *values*, of which there are at most MOST_VALUES."""
    return connection.execute(sql.replace("(?)", f"({', '.join('?' * len(values))})"), values)


class Connected:
    """Something that asks the index."""

    _connection: sqlite3.Connection

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list[Any]:
        return self._connection.execute(sql, values).fetchall()

    def _rows_of(self, sql: str, wanted: Iterable[int]) -> Iterator[Any]:
        """The rows of *sql*, whose ``(?)`` stands for all that is *wanted*, so many at once as SQLite takes."""
        for some in in_pieces(wanted):
            yield from ask_for(self._connection, sql, some).fetchall()


class Lines(Connected):
    """The questions about lines."""

    def plans(self, first: date, last: date) -> list[tuple[str, Interaction]]:
        """See `model.vault.Vault`."""
        rows = self._rows(
            LINE + f"WHERE l.day BETWEEN ? AND ? AND l.counts AND p.person = l.lead {ORDER}",
            (first.toordinal(), last.toordinal()),
        )
        return [(row[12] if row[18] else self._name(row[15]), self._interaction(row)) for row in rows]

    def _name(self, person: int) -> str:
        return str(self._rows("SELECT name FROM note WHERE id = ?", (person,))[0][0])

    def busy(self, first: date, last: date, *, tried: bool) -> list[tuple[int, date]]:
        """See `model.vault.Vault`."""
        what = "tried" if tried else "counts"
        rows = self._rows(
            f"SELECT person, day FROM part INDEXED BY part_{what} WHERE day BETWEEN ? AND ? AND {what}",
            (first.toordinal(), last.toordinal()),
        )
        return [(person, date.fromordinal(day)) for person, day in rows]

    def latest(self, person: int, today: date) -> Interaction | None:
        """See `model.vault.Vault`."""
        sure, guess = self._last(person, household := self._household(person), today)
        return self._latest_on(sure or guess, person, household, is_sure=bool(sure))

    def latest_of(self, clocks: Iterable[Clock]) -> dict[int, Interaction]:
        """See `model.vault.Vault`."""
        found: dict[int, Interaction] = {}
        alone: dict[bool, list[int]] = {True: [], False: []}
        for clock in clocks:
            is_sure = clock.probably != LAST
            if not clock.household:
                alone[is_sure] += (clock.person, clock.last)
            elif line := self._latest_on(clock.last, clock.person, clock.household, is_sure=is_sure):
                found[clock.person] = line
        for is_sure, days in alone.items():
            found.update(self._latest_on_days(days, is_sure=is_sure))
        return found

    def _latest_on_days(self, days: Sequence[int], *, is_sure: bool) -> dict[int, Interaction]:
        """The same as `_latest_on` for several without a household; *days* are person and day in turn."""
        found: dict[int, Any] = {}
        for some in in_pieces(days):
            wanted = f"WITH wanted (who, at) AS (VALUES {', '.join(['(?, ?)'] * (len(some) // 2))}) "
            # In this order and by this index: left alone, SQLite may look through every line there is.
            part = f"FROM wanted CROSS JOIN part p INDEXED BY part_{'person' if is_sure else 'maybe'}"
            lines = LINE.replace("FROM part p", f"{part} ON p.person = who AND p.day = at")
            rows = self._rows(f"{wanted}{lines}WHERE {_WHICH[is_sure]} {_REVERSED}", some)
            for row in rows:
                found.setdefault(row[15], row)
        return {person: self._interaction(row) for person, row in found.items() if row[16] != KEY}

    def _latest_on(self, day: int, person: int, household: str, *, is_sure: bool) -> Interaction | None:
        """The latest line of a *day*, an ordinal, on which the last contact was, if any."""
        who, values = self._people(person, household)
        # Of a line that several of a household have a part in, their own part comes first.
        order = f"{_REVERSED}, p.person <> ?, (SELECT path FROM note WHERE id = p.person)"
        rows = self._rows(
            LINE + f"WHERE p.person {who} AND {_WHICH[is_sure]} AND p.day = ? {order} LIMIT 1", (*values, day, person)
        )
        if not rows or rows[0][16] == KEY:
            return None
        return self._interaction(rows[0])

    def first_contact_after(self, person: int, day: date, today: date) -> date | None:
        """See `model.vault.Vault`."""
        values = (person, day.toordinal() + 1, today.toordinal())
        rows = self._rows("SELECT min(day) FROM part WHERE person = ? AND counts = 1 AND day BETWEEN ? AND ?", values)
        rows += self._rows("SELECT floor FROM clock WHERE person = ? AND floor BETWEEN ? AND ?", values)
        days = [row[0] for row in rows if row[0]]
        return date.fromordinal(min(days)) if days else None

    def tries_since(self, person: int, day: date | None, today: date) -> list[Interaction]:
        """See `model.vault.Vault`."""
        rows = self._rows(
            LINE + f"WHERE p.person = ? AND p.counts = 0 AND p.tried AND p.day > ? AND p.day <= ? {_REVERSED}",
            (person, day.toordinal() if day else 0, today.toordinal()),
        )
        return [self._interaction(row) for row in rows]

    def interactions(self, person: int) -> list[Interaction]:
        """See `model.vault.Vault`."""
        return [self._interaction(row) for row in self._rows(LINE + f"WHERE p.person = ? {ORDER}", (person,))]

    def _parts(
        self, which: str, first: date, last: date, values: Sequence[object] = ()
    ) -> list[tuple[int, Interaction]]:
        """The parts of lines from *first* to *last* that hold *which*, with whose they are, by day."""
        rows = self._rows(
            LINE + f"WHERE {which} AND p.day BETWEEN ? AND ? {ORDER}, p.person",
            (*values, first.toordinal(), last.toordinal()),
        )
        return [(row[15], self._interaction(row)) for row in rows]

    def lines_of(self, note: int) -> list[tuple[str, Interaction]]:
        """See `model.vault.Vault`."""
        rows = self._rows(
            _ANY_LINE + "WHERE l.note = ? AND (n.person OR n.says = 'dated') "
            "AND (p.person IS NOT NULL OR l.links IS NOT NULL) ORDER BY l.number, p.role", (note,)
        )  # fmt: skip
        names = dict(self._rows("SELECT id, name FROM note WHERE id IN (SELECT p.person FROM part p JOIN line l "
                                "ON l.id = p.line WHERE l.note = ?)", (note,)))  # fmt: skip
        return [(names.get(row[15], ""), self._interaction(row)) for row in rows]

    def _interaction(self, row: Sequence[Any]) -> Interaction:
        role, company, owner, owner_name, person = row[9], row[10], row[11], row[12], row[15]
        others: list[tuple[int | None, str]] = [(owner, owner_name)] if row[18] else []
        if company:
            import json

            others.extend((id, name) for id, name in json.loads(company))
        others = [(id, name) for id, name in others if id != person]
        return Interaction(
            day=date.fromordinal(row[0]),
            time=row[1],
            kind=row[2],
            ledger=row[3],
            direction=row[4],
            text=row[5],
            words=row[6],
            counts=bool(row[7]),
            tried=bool(row[8]),
            role=_ROLES.get(role, MENTION),
            company=tuple(name for _, name in others),
            owner=owner,
            owner_name=owner_name if row[18] else "",
            path=row[13],
            number=row[14],
            probably=bool(row[17]),
            shape=row[16],
            via=row[19],
            why=row[20] or "",
            raw=row[21] or "",
            place=row[22] or "",
            company_ids=tuple(id for id, _ in others),
            written=row[23] or "",
            minutes=row[24] or 0,
        )

    def _people(self, person: int, household: str) -> tuple[str, tuple[object, ...]]:
        """A condition on `person` that holds for somebody and all in their household."""
        return (f"IN {_HOUSEHOLD}", (household,)) if household else ("= ?", (person,))

    def _last(self, person: int, household: str, today: date) -> tuple[int, int]:
        """The days of the latest sure and the latest probable contact by *today*, 0 for none."""
        who, values = self._people(person, household)
        now = today.toordinal()
        line = self._rows(f"SELECT max(day) FROM part WHERE person {who} AND counts = 1 AND day <= ?", (*values, now))
        floor = self._rows(f"SELECT max(floor) FROM clock WHERE person {who} AND floor <= ?", (*values, now))
        guess = self._rows(f"SELECT max(day) FROM part WHERE person {who} AND maybe AND day <= ?", (*values, now))
        return max(line[0][0] or 0, floor[0][0] or 0), guess[0][0] or 0

    def _household(self, person: int) -> str:
        rows = self._rows("SELECT household FROM clock WHERE person = ?", (person,))
        return rows[0][0] if rows else ""
