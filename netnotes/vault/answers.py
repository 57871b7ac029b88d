"""What the index answers: the Vault that the questions see (`model/vault`)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from netnotes.model.clock import Clock, as_cadence, settle
from netnotes.model.names import as_text
from netnotes.model.person import Person
from netnotes.model.problem import Problem
from netnotes.model.settings import Settings
from netnotes.model.vault import (
    HEAD,
    MENTION,
    OWN,
    PROBABLE,
    About,
    Aside,
    Candidate,
    Errand,
    Interaction,
    Newcomer,
    Size,
    Summary,
    Tally,
    Yearly,
)
from netnotes.vault.problems import all_problems
from netnotes.vault.schema import HEAD_ROLE, MENTION_ROLE, OWN_ROLE, PROBABLE_ROLE
from netnotes.vault.walk import shown_path

_CLOCK = (
    "SELECT c.person, c.name, c.path, c.rank, c.status, c.paused_until, c.last, c.due, c.span, c.household, "
    "c.cadence > 0, c.sort, c.probably, c.cadence, c.unit, c.next, c.snooze FROM clock c "
)
_LINE = (
    "SELECT p.day, l.time, l.kind, l.ledger, l.direction, coalesce(l.said_text, l.text), "
    "coalesce(l.said_words, l.words), p.counts, p.tried, p.role, l.company, n.id, n.name, n.path, "
    "l.number, p.person, l.shape, p.maybe, n.person, l.via, p.why "
    "FROM part p JOIN line l ON l.id = p.line JOIN note n ON n.id = l.note "
)
_ORDER = "ORDER BY p.day, l.time, n.path, l.rank"
_REVERSED = "ORDER BY p.day DESC, l.time DESC, n.path DESC, l.rank DESC"
_ERRAND = (
    "SELECT e.person, c.name, c.status, n.path, t.number, coalesce(t.said_text, t.text), t.mine, t.open, t.due, "
    "t.made, t.done, t.dropped FROM task t JOIN errand e ON e.task = t.id JOIN note n ON n.id = t.note "
    "JOIN clock c ON c.person = e.person "
)
_ROLES = {OWN_ROLE: OWN, HEAD_ROLE: HEAD, MENTION_ROLE: MENTION, PROBABLE_ROLE: PROBABLE}
KEY = "key"
_HOUSEHOLD = "(SELECT person FROM clock WHERE household = ?)"
# A task as it stands on the agenda: once, under its lead.
_OPEN = _ERRAND.replace("JOIN errand e ON e.task = t.id", "").replace("e.person", "t.lead")
_DATED = "t.open AND t.due > 0 AND t.lead > 0"
_UNDATED = "t.open AND t.due IS NULL AND t.made > 0 AND t.mine AND t.lead > 0"
_GONE = "c.status IN ('let-go', 'do-not-contact', 'deceased')"
_LEVELS = {1: "file", 2: "name", 3: "alias"}


class Answers:
    """A vault brought up to date. It holds for as long as its connection is open."""

    def __init__(self, connection: sqlite3.Connection, settings: Settings, live: Sequence[Problem]) -> None:
        """Answer from *connection*; *live* are the problems found on the way, outside any note."""
        self.settings = settings
        self._connection = connection
        self._live = live

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list[Any]:
        return self._connection.execute(sql, values).fetchall()

    def clocks(self, today: date) -> list[Clock]:
        """See `model.vault.Vault`."""
        now = today.toordinal()
        rows = self._rows(_CLOCK + "WHERE c.due BETWEEN 1 AND ? AND c.latest <= ?", (now, now))
        found = [Clock(*row[:13]) for row in rows]
        found.extend(clock for clock in self._seen_before(today) if 0 < clock.due <= now)
        return found

    def _seen_before(self, today: date) -> list[Clock]:
        """The clocks of those who have a counting line after *today*, as they stood on it."""
        rows = self._rows(_CLOCK + "WHERE c.latest > ?", (today.toordinal(),))
        return [self._as_of(row, today) for row in rows]

    def _as_of(self, row: Sequence[Any], today: date) -> Clock:
        clock, cadence = Clock(*row[:13]), as_cadence(row[13], row[14])
        sure, guess = self._last(clock.person, clock.household, today)
        return clock._replace(**settle(sure, guess, cadence, row[15], row[16])._asdict())

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

    def people_without_contact(self, today: date) -> list[tuple[str, int]]:
        """See `model.vault.Vault`."""
        rows = self._rows(
            "SELECT status, paused_until FROM clock INDEXED BY clock_silent "
            "WHERE last = 0 AND next = 0 AND latest <= ?",
            (today.toordinal(),),
        )
        found = [(row[0], row[1]) for row in rows]
        for row in self._rows(_CLOCK + "WHERE c.latest > ? AND c.next = 0", (today.toordinal(),)):
            if not any(self._last(row[0], row[9], today)):
                found.append((row[4], row[5]))
        return found

    def newcomers(self) -> list[Newcomer]:
        """See `model.vault.Vault`."""
        return [
            Newcomer(*row)
            for row in self._rows(
                "SELECT c.person, c.name, c.path, c.status, c.paused_until, c.snooze, c.met "
                "FROM clock c WHERE c.loose AND c.met > 0"
            )
        ]

    def plans(self, first: date, last: date) -> list[tuple[str, Interaction]]:
        """See `model.vault.Vault`."""
        rows = self._rows(
            _LINE + f"WHERE l.day BETWEEN ? AND ? AND l.counts AND p.person = l.lead {_ORDER}",
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

    def yearly(self, first: date, last: date) -> list[Yearly]:
        """See `model.vault.Vault`."""
        sql = (
            "SELECT y.person, c.name, c.path, c.status, y.what, y.month, y.day, y.year FROM yearly y "
            "JOIN clock c ON c.person = y.person "
        )
        days = (last - first).days
        if days >= 365:
            return [Yearly(*row) for row in self._rows(sql)]
        # 29 February may fall on the 28th, so the span begins or ends a day wider there.
        start = (first.month, first.day)
        end = (2, 29) if (last.month, last.day) == (2, 28) else (last.month, last.day)
        between = "(y.month, y.day) >= (?, ?) AND (y.month, y.day) <= (?, ?)"
        if start <= end:
            return [Yearly(*row) for row in self._rows(f"{sql} WHERE {between}", (*start, *end))]
        rows = self._rows(f"{sql} WHERE {between}", (*start, 12, 31)) + self._rows(
            f"{sql} WHERE {between}", (1, 1, *end)
        )
        return [Yearly(*row) for row in rows]

    def open_tasks(self, first: date, last: date, made_first: date, made_last: date) -> list[Errand]:
        """See `model.vault.Vault`."""
        due = self._rows(_OPEN + f"WHERE {_DATED} AND t.due BETWEEN ? AND ?", (first.toordinal(), last.toordinal()))
        undated = self._rows(
            _OPEN + f"WHERE {_UNDATED} AND t.made BETWEEN ? AND ?", (made_first.toordinal(), made_last.toordinal())
        )
        return [_errand(row) for row in due + undated]

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
            found.extend(_errand(row) for row in rows)
            # Those who are gone are few, and counted apart: the many are counted in the index alone.
            count += self._rows(f"SELECT count(*) FROM task t WHERE {which} AND t.{column} <= ?", (last,))[0][0]
            count -= self._rows(
                f"SELECT count(*) FROM clock c JOIN task t ON t.lead = c.person WHERE {_GONE} AND {which} "
                f"AND t.{column} <= ?", (last,),
            )[0][0]  # fmt: skip
        return found, count

    def tasks_of(self, person: int) -> list[Errand]:
        """See `model.vault.Vault`."""
        return [_errand(row) for row in self._rows(_ERRAND + "WHERE e.person = ? ORDER BY n.path, t.number", (person,))]

    def members(self, household: str) -> list[Clock]:
        """See `model.vault.Vault`."""
        return [Clock(*row[:13]) for row in self._rows(_CLOCK + "WHERE c.household = ?", (household,))]

    def households(self, people: Iterable[int]) -> set[str]:
        """See `model.vault.Vault`."""
        return {self._household(person) for person in people} - {""}

    def latest(self, person: int, today: date) -> Interaction | None:
        """See `model.vault.Vault`."""
        who, values = self._people(person, household := self._household(person))
        sure, guess = self._last(person, household, today)
        which, day = ("p.counts = 1", sure) if sure else ("p.maybe", guess)
        rows = self._rows(_LINE + f"WHERE p.person {who} AND {which} AND p.day = ? {_REVERSED} LIMIT 1", (*values, day))
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

    def _household(self, person: int) -> str:
        rows = self._rows("SELECT household FROM clock WHERE person = ?", (person,))
        return rows[0][0] if rows else ""

    def tries_since(self, person: int, day: date | None, today: date) -> list[Interaction]:
        """See `model.vault.Vault`."""
        rows = self._rows(
            _LINE + f"WHERE p.person = ? AND p.counts = 0 AND p.tried AND p.day > ? AND p.day <= ? {_REVERSED}",
            (person, day.toordinal() if day else 0, today.toordinal()),
        )
        return [self._interaction(row) for row in rows]

    def interactions(self, person: int) -> list[Interaction]:
        """See `model.vault.Vault`."""
        return [self._interaction(row) for row in self._rows(_LINE + f"WHERE p.person = ? {_ORDER}", (person,))]

    def _interaction(self, row: Sequence[Any]) -> Interaction:
        role, company, owner, owner_name, person = row[9], row[10], row[11], row[12], row[15]
        others: list[tuple[int | None, str]] = [(owner, owner_name)] if row[18] else []
        if company:
            import json

            others.extend((id, name) for id, name in json.loads(company))
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
            company=tuple(name for id, name in others if id != person),
            owner=owner,
            owner_name=owner_name if row[18] else "",
            path=row[13],
            number=row[14],
            from_key=row[16] == KEY,
            probably=bool(row[17]),
            shape=row[16],
            via=row[19],
            why=row[20] or "",
        )

    def note_at(self, path: str) -> int | None:
        """See `model.vault.Vault`."""
        rows = self._rows("SELECT id FROM note WHERE path IN (?, ?)", (shown_path(path), as_text(path)))
        return rows[0][0] if rows else None

    def about(self, note: int) -> About:
        """See `model.vault.Vault`."""
        from netnotes.vault import explaining

        return explaining.about(self._connection, note)

    def lines_of(self, note: int) -> list[tuple[str, Interaction]]:
        """See `model.vault.Vault`."""
        rows = self._rows(
            _LINE.replace("FROM part p JOIN line l ON l.id = p.line", "FROM line l LEFT JOIN part p ON p.line = l.id")
            .replace("SELECT p.day", "SELECT l.day")
            + "WHERE l.note = ? AND (p.person IS NOT NULL OR l.links IS NOT NULL) ORDER BY l.number, p.role", (note,)
        )  # fmt: skip
        names = dict(self._rows("SELECT id, name FROM note WHERE id IN (SELECT p.person FROM part p JOIN line l "
                                "ON l.id = p.line WHERE l.note = ?)", (note,)))  # fmt: skip
        return [(names.get(row[15], ""), self._interaction(row)) for row in rows]

    def tasks_in(self, note: int) -> list[Errand]:
        """See `model.vault.Vault`."""
        return [_errand(row) for row in self._rows(_ERRAND + "WHERE t.note = ? ORDER BY t.number", (note,))]

    def asides(self, note: int, *, about: bool) -> list[Aside]:
        """See `model.vault.Vault`."""
        from netnotes.vault import explaining

        return explaining.asides(self._connection, note, on=about)

    def tally(self) -> Tally:
        """See `model.vault.Vault`."""
        from netnotes.vault.surveying import tally

        return tally(self._connection, self.settings, self.unreadable())

    def person(self, person: int) -> Person:
        """See `model.vault.Vault`."""
        import json

        (row,) = self._rows("SELECT path, name, facts, body FROM note WHERE id = ?", (person,))
        return Person.from_facts(person, row[0], row[1], json.loads(row[2]), self.settings, row[3])

    def clock(self, person: int, today: date) -> Clock:
        """See `model.vault.Vault`."""
        (row,) = self._rows(_CLOCK + "WHERE c.person = ?", (person,))
        return self._as_of(row, today)

    def summaries(self, today: date) -> list[Summary]:
        """See `model.vault.Vault`."""
        circles = [circle.name for circle in self.settings.circles]
        ahead = {clock.person: clock for clock in self._seen_before(today)}
        found = []
        for row in self._rows(
            "SELECT person, name, path, rank, status, paused_until, every, last, due, tags, probably FROM clock "
            "ORDER BY sort, name, path"
        ):
            person, name, path, rank, status, paused_until, every, last, due, tags, probably = row
            if person in ahead:
                last, due, probably = ahead[person].last, ahead[person].due, ahead[person].probably
            circle = circles[rank] if rank < len(circles) else None
            found.append(
                Summary(
                    person,
                    name,
                    path,
                    circle,
                    status,
                    paused_until,
                    every,
                    _day(last),
                    _day(due),
                    tuple(tags.split("\n")) if tags else (),
                    probably,
                )
            )
        return found

    def matching(self, words: Sequence[str]) -> set[int]:
        """See `model.vault.Vault`."""
        found: set[int] | None = None
        for word in words:
            rows = self._rows("SELECT id FROM note WHERE person AND instr(haystack, ?)", (word,))
            found = {row[0] for row in rows} & (found if found is not None else {row[0] for row in rows})
        return found or set()

    def at_path(self, path: str) -> int | None:
        """See `model.vault.Vault`."""
        shown = shown_path(path)
        rows = self._rows(
            "SELECT id FROM note WHERE path IN (?, ? || '.md', ?) AND person", (shown, shown, as_text(path))
        )
        return rows[0][0] if rows else None

    def called(self, part: str, *, exact: bool) -> list[Candidate]:
        """See `model.vault.Vault`."""
        condition = "c.key = ?" if exact else "instr(c.key, ?)"
        rows = self._rows(
            "SELECT c.note, n.name, n.path, c.level, c.text, c.key FROM called c JOIN note n ON n.id = c.note "
            f"WHERE {condition} AND n.person AND c.level > 0 ORDER BY n.sort, n.name, n.path", (part,),
        )  # fmt: skip
        return [Candidate(row[0], row[1], row[2], _LEVELS[row[3]], row[4], row[5]) for row in rows]

    def every_call(self) -> list[Candidate]:
        """See `model.vault.Vault`."""
        return self.called("", exact=False)

    def broken_named(self, part: str) -> list[Problem]:
        """See `model.vault.Vault`."""
        rows = self._rows(
            "SELECT p.path, p.line, p.col, p.severity, p.code, p.message FROM problem p "
            "JOIN note n ON n.path = p.owner AND n.says = 'broken' WHERE instr(n.sort, ?) ORDER BY p.path", (part,),
        )  # fmt: skip
        return [Problem(*row) for row in rows]

    def has_rhythms(self) -> bool:
        """See `model.vault.Vault`."""
        return bool(self._rows("SELECT 1 FROM clock WHERE cadence >= 0 LIMIT 1"))

    def size(self) -> Size:
        """See `model.vault.Vault`."""
        ((notes,),) = self._rows("SELECT count(*) FROM note")
        ((people, contact, cadence),) = self._rows(
            "SELECT count(*), coalesce(sum(last > 0), 0), coalesce(sum(cadence >= 0), 0) FROM clock"
        )
        return Size(notes, people, contact, cadence, self.unreadable())

    def unreadable(self) -> int:
        """How many notes and folders could not be read."""
        ((stored,),) = self._rows("SELECT count(DISTINCT path) FROM problem WHERE severity = 'error'")
        return int(stored) + len({problem.path for problem in self._live if problem.severity == "error"})

    def problems(self, *, quiet: bool = False) -> list[Problem]:
        """See `model.vault.Vault`."""
        return all_problems(self._connection, self._live, quiet=quiet)


def _errand(row: Sequence[Any]) -> Errand:
    return Errand(
        row[0], row[1], row[2], row[3], row[4], row[5], bool(row[6]), bool(row[7]),
        _day(row[8]), _day(row[9]), _day(row[10]), bool(row[11]),
    )  # fmt: skip


def _day(ordinal: int | None) -> date | None:
    return date.fromordinal(ordinal) if ordinal else None
