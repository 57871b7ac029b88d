"""What the index answers: the Vault that the questions see (`model/vault`)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from netnotes.model.clock import LAST, Clock, as_cadence, settle
from netnotes.model.names import as_text
from netnotes.model.person import Person
from netnotes.model.problem import Problem
from netnotes.model.settings import Settings
from netnotes.model.vault import Newcomer, Yearly
from netnotes.vault.errands import Errands
from netnotes.vault.lines import Lines
from netnotes.vault.problems import all_problems
from netnotes.vault.schema import MANY_PAGES
from netnotes.vault.walk import shown_path

if TYPE_CHECKING:
    from netnotes.model.everybody import Candidate, Size, Summary
    from netnotes.model.reading import About, Aside, Tally
    from netnotes.vault.tending import Tended

_CLOCK = (
    "SELECT c.person, c.name, c.path, c.rank, c.status, c.paused_until, c.last, c.due, c.span, c.household, "
    "c.sort, c.probably, c.every, c.cadence, c.unit, c.next, c.snooze, c.latest FROM clock c "
)
_LEVELS = {1: "file", 2: "name", 3: "alias"}


class Answers(Lines, Errands):
    """A vault brought up to date. It holds for as long as its connection is open."""

    def __init__(self, connection: sqlite3.Connection, settings: Settings, live: Sequence[Problem]) -> None:
        """Answer from *connection*; *live* are the problems found on the way, outside any note."""
        self.settings = settings
        self._connection = connection
        self._live = live
        self._tended: Tended | None = None

    def clocks(self, today: date) -> list[Clock]:
        """See `model.vault.Vault`."""
        now = today.toordinal()
        # Left alone, SQLite takes the index on latest, which nearly everybody fits.
        rows = self._rows(_CLOCK + "INDEXED BY clock_due WHERE c.due > 0 AND c.due <= ? AND c.latest <= ?", (now, now))
        found = [_clock(row) for row in rows]
        found.extend(clock for clock in self._seen_before(today) if 0 < clock.due <= now)
        return found

    def _seen_before(self, today: date) -> list[Clock]:
        """The clocks of those who have a counting line after *today*, as they stood on it."""
        rows = self._rows(_CLOCK + "WHERE c.latest > ?", (today.toordinal(),))
        return [self._as_of(row, today) for row in rows]

    def _as_of(self, row: Sequence[Any], today: date) -> Clock:
        clock = _clock(row)
        sure, guess = self._last(clock.person, clock.household, today)
        return clock._replace(**settle(sure, guess, clock.cadence, row[15], row[16])._asdict())

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

    def members(self, household: str) -> list[Clock]:
        """See `model.vault.Vault`."""
        return [_clock(row) for row in self._rows(_CLOCK + "WHERE c.household = ?", (household,))]

    def households(self, people: Iterable[int]) -> set[str]:
        """See `model.vault.Vault`."""
        return {self._household(person) for person in people} - {""}

    def note_at(self, path: str) -> int | None:
        """See `model.vault.Vault`."""
        rows = self._rows("SELECT id FROM note WHERE path IN (?, ?)", (shown_path(path), as_text(path)))
        return rows[0][0] if rows else None

    def about(self, note: int) -> About:
        """See `model.vault.Vault`."""
        from netnotes.vault import explaining

        return explaining.about(self._connection, note)

    def asides(self, note: int, *, about: bool) -> list[Aside]:
        """See `model.vault.Vault`."""
        from netnotes.vault import explaining

        return explaining.asides(self._connection, note, on=about)

    def tally(self, today: date) -> Tally:
        """See `model.vault.Vault`."""
        from netnotes.vault.surveying import tally

        known = {row.person: row.probably == LAST for row in self.summaries(today) if row.last_contact}
        return tally(self._connection, today, known, self.unreadable())

    def person(self, person: int) -> Person:
        """See `model.vault.Vault`."""
        return self.persons([person])[0]

    def persons(self, people: Sequence[int]) -> list[Person]:
        """See `model.vault.Vault`."""
        import json

        found = {
            id: Person.from_facts(id, path, name, json.loads(facts), self.settings, body)
            for id, path, name, facts, body in self._rows_of(
                "SELECT id, path, name, facts, body FROM note WHERE id IN (?)", people
            )
        }
        return [found[person] for person in people]

    def clock(self, person: int, today: date) -> Clock:
        """See `model.vault.Vault`."""
        (row,) = self._rows(_CLOCK + "WHERE c.person = ?", (person,))
        return _clock(row) if row[17] <= today.toordinal() else self._as_of(row, today)

    def summaries(self, today: date, since: date | None = None) -> Iterator[Summary]:
        """See `model.vault.Vault`."""
        from netnotes.model.everybody import Summary

        circles = [circle.name for circle in self.settings.circles]
        ahead = {clock.person: clock for clock in self._seen_before(today)}
        # One after another, so that a short list makes no row that it does not show.
        rows = self._connection.execute(
            "SELECT person, name, path, rank, status, paused_until, every, last, due, tags, probably, span "
            "FROM clock INDEXED BY clock_name WHERE last >= ? ORDER BY sort, name, path",
            (since.toordinal() if since else 0,),
        )
        for row in rows:
            person, name, path, rank, status, paused_until, every, last, due, tags, probably, days = row
            if person in ahead:
                clock = ahead[person]
                last, due, probably, days = clock.last, clock.due, clock.probably, clock.span
            circle = circles[rank] if rank < len(circles) else None
            yield Summary(
                person, name, path, circle, status, paused_until, every, _day(last), _day(due),
                tuple(tags.split("\n")) if tags else (), probably, days,
            )  # fmt: skip

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

    @property
    def everybody(self) -> Tended:
        """See `model.vault.Vault`; imported only for those who ask."""
        if self._tended is None:
            from netnotes.vault.tending import Tended

            self._connection.execute(MANY_PAGES)
            self._tended = Tended(self._connection, self.settings, self._live)
        return self._tended

    def link_to(self, person: int, path: str) -> str:
        """See `model.vault.Vault`."""
        from netnotes.vault.linkmaking import link_to

        return link_to(self._connection, person, path)

    def links_to_rename(self, root: str, person: int, stem: str, name: str) -> dict[str, dict[str, str]]:
        """See `model.vault.Vault`."""
        from netnotes.vault.linkmaking import links_to_rename

        return links_to_rename(self._connection, root, person, stem, name)

    def owners_moved(self, path: str, new: str) -> list[tuple[str, bool]]:
        """See `model.vault.Vault`."""
        from netnotes.vault.linkmaking import owners_moved

        return owners_moved(self._connection, path, new)

    def called(self, part: str, *, exact: bool) -> list[Candidate]:
        """See `model.vault.Vault`."""
        from netnotes.model.everybody import Candidate

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
        from netnotes.model.everybody import Size

        ((notes,),) = self._rows("SELECT count(*) FROM note")
        ((people, contact, cadence),) = self._rows(
            "SELECT count(*), coalesce(sum(last > 0), 0), coalesce(sum(cadence >= 0), 0) FROM clock"
        )
        return Size(notes, people, contact, cadence, self.unreadable(), self.settings.circles[0].name)

    def unreadable(self) -> int:
        """How many notes and folders could not be read."""
        ((stored,),) = self._rows("SELECT count(DISTINCT path) FROM problem WHERE severity = 'error'")
        return int(stored) + len({problem.path for problem in self._live if problem.severity == "error"})

    def problems(self, *, quiet: bool = False) -> list[Problem]:
        """See `model.vault.Vault`."""
        return all_problems(self._connection, self._live, quiet=quiet)


def _clock(row: Sequence[Any]) -> Clock:
    return Clock._make((*row[:13], as_cadence(row[13], row[14])))


def _day(ordinal: int | None) -> date | None:
    return date.fromordinal(ordinal) if ordinal else None
