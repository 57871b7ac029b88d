"""What the index answers about everybody's rhythm, and about its own state (part of `vault/answers`)."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Container, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from netnotes.dates import full_day, span_of
from netnotes.model.clock import as_cadence, is_active
from netnotes.model.everybody import Bond, Contact, Mention, Rhythm, Saying, Spent, Turn
from netnotes.model.person import Person
from netnotes.model.problem import Problem
from netnotes.model.settings import Settings
from netnotes.model.vault import Errand, Interaction
from netnotes.vault.errands import ERRAND, ERRAND_ORDER, as_errand
from netnotes.vault.lines import KEY, LINE, MOST_VALUES, ORDER, PERSON, Lines
from netnotes.vault.schema import HEAD_ROLE, OWN_ROLE

if TYPE_CHECKING:
    from netnotes.vault.resolve import Resolver


class Tended(Lines):
    """The questions about everybody."""

    def __init__(self, connection: sqlite3.Connection, settings: Settings, live: Sequence[Problem]) -> None:
        """Answer from *connection*; *live* are the problems found on the way, outside any note."""
        self._connection, self.settings, self._live = connection, settings, live
        self._resolver: Resolver | None = None

    def people(self) -> list[Person]:
        """See `model.everybody.Everybody`."""
        rows = self._rows("SELECT id, path, name, facts, body FROM note WHERE person ORDER BY sort, name, path")
        return [
            Person.from_facts(id, path, name, json.loads(facts), self.settings, body)
            for id, path, name, facts, body in rows
        ]

    def contacts(self, first: date, last: date, people: Collection[int] | None = None) -> list[Contact]:
        """See `model.everybody.Everybody`."""
        # Where many are asked for, everyone is, and the rest is left out below.
        asked = tuple(people) if people is not None and len(people) <= MOST_VALUES else ()
        marks = ", ".join("?" * len(asked))
        whose = f"AND p.person IN ({marks}) " if asked else ""
        rows = self._rows(
            "SELECT p.person, p.day, l.kind, l.ledger, l.direction, l.minutes, l.lead IS p.person, l.id, n.path, "
            "l.number, CASE WHEN n.person AND n.id <> p.person THEN n.name ELSE '' END "
            "FROM part p JOIN line l ON l.id = p.line JOIN note n ON n.id = l.note "
            f"WHERE p.counts AND p.day BETWEEN ? AND ? {whose}ORDER BY p.day, l.time, n.path, l.rank, p.person",
            (first.toordinal(), last.toordinal(), *asked),
        )
        return [
            Contact(who, date.fromordinal(day), kind, ledger, direction, minutes or 0, bool(leads), line, *where)
            for who, day, kind, ledger, direction, minutes, leads, line, *where in rows
            if people is None or who in people
        ]

    def lines_with(self, people: Iterable[int]) -> dict[int, list[Interaction]]:
        """See `model.everybody.Everybody`."""
        found: dict[int, list[Interaction]] = {}
        for row in self._rows_of(f"{LINE}WHERE p.person IN (?) {ORDER}", people):
            found.setdefault(row[PERSON], []).append(self._interaction(row))
        return found

    def tasks_with(self, people: Iterable[int]) -> dict[int, list[Errand]]:
        """See `model.everybody.Everybody`."""
        found: dict[int, list[Errand]] = {}
        for row in self._rows_of(f"{ERRAND}WHERE e.person IN (?) {ERRAND_ORDER}", people):
            found.setdefault(row[0], []).append(as_errand(row))
        return found

    def contact_days(self, people: Iterable[int], first: date, last: date) -> dict[int, list[date]]:
        """See `model.everybody.Everybody`."""
        found: dict[int, list[date]] = {}
        for person, day in self._rows_of(
            "SELECT person, day FROM part INDEXED BY part_person WHERE person IN (?) AND counts = 1 "
            f"AND day BETWEEN {first.toordinal()} AND {last.toordinal()} ORDER BY person, day", people,
        ):  # fmt: skip
            found.setdefault(person, []).append(date.fromordinal(day))
        return found

    def words_of(self, lines: Iterable[int]) -> dict[int, str]:
        """See `model.everybody.Everybody`."""
        return dict(self._rows_of("SELECT id, coalesce(said_words, words) FROM line WHERE id IN (?)", lines))

    def first_days(self, today: date) -> dict[int, date]:
        """See `model.everybody.Everybody`."""
        # A line that begins with "met" may tell of an old friend; the key says when it was first.
        rows = self._rows("SELECT id, facts FROM note WHERE person AND facts LIKE '%\"met\"%'")
        found = self._first_contacts(today)
        for id, facts in rows:
            met = json.loads(facts).get("met")
            if (day := full_day(met)) and day <= today:
                found[id] = day
            elif met and not day and id in found:
                found[id] = min(found[id], span_of(met)[1])
        return found

    def meeting_days(self, today: date) -> dict[int, date]:
        """See `model.everybody.Everybody`."""
        rows = self._rows("SELECT person, met FROM clock WHERE met BETWEEN 1 AND ?", (today.toordinal(),))
        return self._first_contacts(today) | {person: date.fromordinal(day) for person, day in rows}

    def _first_contacts(self, today: date) -> dict[int, date]:
        sql = "SELECT person, min(day) FROM part WHERE counts = 1 AND day <= ? GROUP BY person"
        return {person: date.fromordinal(day) for person, day in self._rows(sql, (today.toordinal(),))}

    def meeting_places(self, today: date) -> dict[int, tuple[date, str]]:
        """See `model.everybody.Everybody`."""
        rows = self._rows(
            "SELECT p.person, p.day, l.place FROM line l JOIN part p ON p.line = l.id JOIN note n ON n.id = l.note "
            "WHERE l.kind = 'met' AND l.shape <> ? AND p.counts = 1 AND p.day <= ? AND (p.role = ? OR p.day = "
            "(SELECT min(day) FROM part q WHERE q.person = p.person AND q.counts = 1)) "
            "ORDER BY p.day, l.time, n.path, l.rank",
            (KEY, today.toordinal(), OWN_ROLE),
        )
        found: dict[int, tuple[date, str]] = {}
        for person, day, place in rows:
            found.setdefault(person, (date.fromordinal(day), place or ""))
        return {person: row for person, row in found.items() if row[1]}

    def favours(self, first: date, last: date) -> list[tuple[int, Interaction]]:
        """See `model.everybody.Everybody`."""
        return self._parts("l.ledger <> '' AND p.role IN (?, ?)", first, last, (OWN_ROLE, HEAD_ROLE))

    def bonds(self, today: date) -> list[Bond]:
        """See `model.everybody.Everybody`."""
        from netnotes.vault.bonds import all_bonds

        return all_bonds(self._connection, self._links(), today)

    def spoken_of(self, people: Container[int]) -> list[Mention]:
        """See `model.everybody.Everybody`."""
        from netnotes.vault.bonds import all_mentions

        return all_mentions(self._connection, self._links(), people)

    def sayings(self, word: str, today: date) -> Iterable[Saying]:
        """See `model.everybody.Everybody`."""
        from netnotes.vault.sayings import sayings

        return sayings(self._connection, word, today)

    def field_lines(self, people: Iterable[int]) -> dict[int, dict[str, int]]:
        """See `model.everybody.Everybody`."""
        found: dict[int, dict[str, int]] = {}
        for person in people:
            ((spelled,),) = self._rows("SELECT spelled FROM note WHERE id = ?", (person,))
            found[person] = {key: line for key, (_, line) in json.loads(spelled or "{}").items()}
        return found

    def spent(self, first: date, last: date, people: Collection[int] | None = None) -> list[Spent]:
        """See `model.everybody.Everybody`."""
        some = None if people is None or len(people) > MOST_VALUES else tuple(people)
        whose = "NOT INDEXED" if some is None else "INDEXED BY part_person"
        which = "" if some is None else f" AND p.person IN ({', '.join('?' * len(some))}) AND p.counts = 1"
        # Lines lie in the order in which the parts do: going through all of both is faster than by day and then here
        # and there.
        rows = self._rows(
            "SELECT p.person, p.day, l.kind, l.minutes, l.lead IS p.person, p.line, "
            "CASE WHEN l.company IS NULL THEN 1 "
            f"ELSE (SELECT count(*) FROM part q WHERE q.line = l.id AND q.counts) END FROM part p {whose} "
            f"JOIN line l ON l.id = p.line WHERE p.counts AND p.day BETWEEN ? AND ?{which}",
            (first.toordinal(), last.toordinal(), *(some or ())),
        )
        return [
            Spent(person, date.fromordinal(day), kind, minutes or 0, bool(leads), line, several)
            for person, day, kind, minutes, leads, line, several in rows
        ]

    def rhythms(self) -> list[Rhythm]:
        """See `model.everybody.Everybody`."""
        circles = [circle.name for circle in self.settings.circles]
        minutes, own = self._own("minutes"), self._own("cadence")
        rows = self._rows(
            "SELECT c.person, c.rank, c.cadence, c.unit, c.household, c.status, c.paused_until, c.floor, "
            "(SELECT min(p.day) FROM part p WHERE p.person = c.person AND p.counts = 1) "
            "FROM clock c WHERE c.cadence > 0 ORDER BY c.sort, c.name, c.path"
        )
        cadences = {(row[2], row[3]): as_cadence(row[2], row[3]) for row in rows}
        found = []
        for person, rank, number, unit, household, status, paused_until, floor, first in rows:
            cadence = cadences[number, unit]
            if cadence is None:
                continue
            circle = circles[rank] if rank < len(circles) else None
            day = min(floor, first) if floor and first else floor or first
            found.append(
                Rhythm(
                    person, circle, cadence, int(minutes.get(person) or 0), household, status, paused_until,
                    date.fromordinal(day) if day else None, person in own,
                )
            )  # fmt: skip
        return found

    def usual_minutes(self) -> dict[int, int]:
        """See `model.everybody.Everybody`."""
        minutes = [circle.minutes or 0 for circle in self.settings.circles]
        rows = self._rows("SELECT person, rank FROM clock WHERE rank < ?", (len(minutes),))
        found = {person: minutes[rank] for person, rank in rows}
        found.update({person: int(own) for person, own in self._own("minutes").items() if own})
        return {person: many for person, many in found.items() if many}

    def crowds(self, today: date) -> dict[str, int]:
        """See `model.everybody.Everybody`."""
        circles = [circle.name for circle in self.settings.circles]
        found: dict[str, int] = {}
        for rank, status, paused_until, count in self._rows(
            "SELECT rank, status, paused_until, count(*) FROM clock WHERE rank < ? GROUP BY 1, 2, 3", (len(circles),)
        ):
            if is_active(status, paused_until, today.toordinal()):
                found[circles[rank]] = found.get(circles[rank], 0) + count
        return found

    def _own(self, key: str) -> dict[int, Any]:
        """What people's own notes say under *key*."""
        rows = self._rows("SELECT id, facts FROM note WHERE person AND instr(facts, ?)", (f'"{key}"',))
        found = {person: json.loads(facts) for person, facts in rows}
        return {person: facts[key] for person, facts in found.items() if key in facts}

    def turn(self) -> Turn:
        """See `model.everybody.Everybody`."""
        values = dict(self._rows("SELECT key, value FROM meta WHERE key IN ('born', 'turn')"))
        return Turn(values.get("born", ""), int(values.get("turn", 0)))

    def passing_problems(self) -> Sequence[Problem]:
        """See `model.everybody.Everybody`."""
        return self._live

    def last_changes(self) -> dict[int, int]:
        """See `model.everybody.Everybody`."""
        rows = self._rows("SELECT k.person, coalesce(c.turn, 0) FROM clock k LEFT JOIN changed c USING (person)")
        return dict(rows)

    def changed_since(self, number: int) -> set[int]:
        """See `model.everybody.Everybody`."""
        return {row[0] for row in self._rows("SELECT person FROM changed WHERE turn > ?", (number,))}

    def leads_to(self, target: str, path: str) -> int | None:
        """See `model.everybody.Everybody`."""
        from netnotes.model.note import Link
        from netnotes.vault.resolve import lookup_keys

        link, folder = Link(target, target), path.rpartition("/")[0]
        *_, key = lookup_keys(link, folder)
        # What the index does not follow would lead to the wrong person one day, or to nobody.
        if not self._rows(
            "SELECT 1 FROM wants w JOIN note n ON n.id = w.note WHERE w.key = ? AND n.path = ?", (key, path)
        ):
            return None
        return self._links().resolve(link, folder).person

    def linked_in(self, words: str, path: str) -> list[int | None]:
        """See `model.everybody.Everybody`."""
        from netnotes.notes.links import find_links

        return [self.leads_to(link.target, path) for link in find_links(words)]

    def _links(self) -> Resolver:
        from netnotes.vault.resolve import Resolver

        if self._resolver is None:
            self._resolver = Resolver(self._connection)
        return self._resolver
