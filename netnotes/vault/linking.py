"""The second step after reading: what follows from the notes together.

Links are resolved, heads give their people a part in the line, and each person's clock is set. It is done
for the notes and people that a change can reach, and for all of them on a cold start.
"""

from __future__ import annotations

import json
import posixpath
import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from netnotes.dates import parse_yearly
from netnotes.model.clock import as_cadence, due_day, span_days
from netnotes.model.note import Head, Link
from netnotes.model.person import effective_cadence
from netnotes.model.problem import WARNING
from netnotes.model.settings import Settings
from netnotes.notes.entries import read_entry
from netnotes.notes.kinship import owner_of
from netnotes.notes.links import replace_links
from netnotes.vault.resolve import Resolver, Target
from netnotes.vault.schema import HEAD_ROLE, MENTION_ROLE, OWN_ROLE


class Linking:
    """Brings what depends on several notes up to date, inside the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection, settings: Settings) -> None:
        """Work on the index behind *connection* by *settings*."""
        self.connection = connection
        self.settings = settings
        self.kinds = settings.kinds()
        self.resolver = Resolver(connection)

    def run(self, notes: set[int], keys: set[str], people: set[int], *, structure: bool) -> None:
        """Follow a change: of *notes*, of the names *keys*, in lines that concerned *people*.

        *structure* says that a note came, went or changed what it says it is.
        """
        if structure:
            self._settle_kinship(notes, keys)
        notes = notes | self._wanting(keys)
        touched = set(people)
        for note in sorted(notes):
            touched |= self._relink(note)
        self._set_clocks(touched)

    def run_all(self) -> None:
        """Do it for every note."""
        notes = {row[0] for row in self.connection.execute("SELECT id FROM note")}
        self.run(notes, set(), notes, structure=True)

    def _settle_kinship(self, notes: set[int], keys: set[str]) -> None:
        """Decide about the people by folder: their folder may belong to one person (rule 5)."""
        rows = self.connection.execute(
            "SELECT id, path, says, person FROM note WHERE says IN ('person', 'folder', 'broken')"
        ).fetchall()
        owners = {path for _, path, _, _ in rows}
        for id, path, says, person in rows:
            is_person = says == "person" or (says == "folder" and owner_of(path, owners) is None)
            if bool(person) != is_person:
                self.connection.execute("UPDATE note SET person = ? WHERE id = ?", (is_person, id))
                notes.add(id)
                keys.update(self.keys_of(id))

    def keys_of(self, note: int) -> set[str]:
        """The folded names that *note* goes by."""
        return {row[0] for row in self.connection.execute("SELECT key FROM called WHERE note = ?", (note,))}

    def _wanting(self, keys: Iterable[str]) -> set[int]:
        found: set[int] = set()
        for key in keys:
            found.update(row[0] for row in self.connection.execute("SELECT note FROM wants WHERE key = ?", (key,)))
        return found

    def people_in(self, note: int) -> set[int]:
        """Everyone who has a part in a line of *note*."""
        return {
            row[0]
            for row in self.connection.execute(
                "SELECT DISTINCT p.person FROM line l JOIN part p ON p.line = l.id WHERE l.note = ?", (note,)
            )
        }

    def _relink(self, note: int) -> set[int]:
        """Resolve the links of one note; the people whose clock this may move."""
        found = self.connection.execute("SELECT path, folder, name, person FROM note WHERE id = ?", (note,)).fetchone()
        touched = self.people_in(note) | {note}
        execute = self.connection.execute
        execute("DELETE FROM part WHERE line IN (SELECT id FROM line WHERE note = ?)", (note,))
        execute("DELETE FROM errand WHERE task IN (SELECT id FROM task WHERE note = ?)", (note,))
        execute("DELETE FROM problem WHERE owner = ? AND stage = 'link'", (found[0] if found else "",))
        if not found:
            return touched
        path, folder, name, person = found
        place = _Place(note, path, folder, name)
        rows = execute(
            "SELECT id, number, day, words, text, kind, counts, tried, names, links FROM line WHERE note = ?",
            (note,),
        ).fetchall() if person else []  # fmt: skip
        parts: list[tuple[object, ...]] = []
        for row in rows:
            parts.extend(self._link_line(place, *row))
        self.connection.executemany("INSERT INTO part VALUES (?, ?, ?, ?, ?, ?)", parts)
        for task, text, links in execute("SELECT id, text, links FROM task WHERE note = ?", (note,)).fetchall():
            if links:
                said = self._said(text, folder)
                execute("UPDATE task SET said_text = ? WHERE id = ?", (None if said == text else said, task))
            if person:
                execute("INSERT INTO errand VALUES (?, ?)", (note, task))
        return touched | {part[0] for part in parts if isinstance(part[0], int)}

    def _link_line(
        self, place: _Place, line: int, number: int, day: int, words: str, text: str, kind: str,
        counts: int, tried: int, names: int, links: str | None,
    ) -> list[tuple[object, ...]]:  # fmt: skip
        """Resolve the links of one line; its rows of `part`."""
        if not links:
            return [(place.note, day, line, OWN_ROLE, counts, tried)]
        head = _head_of(kind, text, links)
        if names:
            head = self._settle_names(place, line, number, words, head)
            counts, tried = self.kinds.counts(head.kind), self.kinds.is_try(head.kind)
        roles: dict[int, int] = {place.note: OWN_ROLE}
        company: list[tuple[int | None, str]] = []
        for role, group in ((HEAD_ROLE, head.people), (MENTION_ROLE, head.mentions)):
            for link in group:
                target = self.resolver.resolve(link, place.folder)
                if target.rivals:
                    self._tell_rivals(place, link, target)
                if target.person is not None:
                    roles.setdefault(target.person, role)
                if role == HEAD_ROLE and target.person != place.note:
                    company.append((target.person, target.name or link.shown))
        said_words, said_text = self._said(words, place.folder), self._said(head.text, place.folder)
        self.connection.execute(
            "UPDATE line SET said_words = ?, said_text = ?, company = ? WHERE id = ?",
            (
                None if said_words == words else said_words, None if said_text == head.text else said_text,
                json.dumps(company, ensure_ascii=False) if company else None, line,
            ),
        )  # fmt: skip
        return [
            (person, day, line, role, counts and role != MENTION_ROLE, tried and role != MENTION_ROLE)
            for person, role in roles.items()
        ]

    def _settle_names(self, place: _Place, line: int, number: int, words: str, stored: Head) -> Head:
        """Read a head with plain names again, now that it can be seen whether they are anybody's.

        *stored* is as it was first read, with names, and knows where each stands.
        """
        if all(self.resolver.is_somebody(link, place.folder) for link in stored.people if link.plain):
            head = read_entry(words, self.kinds, names=True, line=number)
            head = replace(head, people=stored.people, mentions=stored.mentions)
        else:
            head = read_entry(words, self.kinds, names=False, line=number)
        self.connection.execute(
            "UPDATE line SET kind = ?, ledger = ?, direction = ?, place = ?, minutes = ?, text = ?, "
            "counts = ?, tried = ? WHERE id = ?",
            (
                head.kind, head.ledger, head.direction, head.place, head.minutes, head.text,
                self.kinds.counts(head.kind), self.kinds.is_try(head.kind), line,
            ),
        )  # fmt: skip
        return head

    def _said(self, text: str, folder: str) -> str:
        """*text* with its links as a person would say them: the words shown, else the person's name."""

        def say(link: Link) -> str:
            if link.shown != link.target:
                return link.shown
            target = self.resolver.resolve(link, folder)
            return target.name or posixpath.basename(link.shown).removesuffix(".md")

        return replace_links(text, say)

    def _tell_rivals(self, place: _Place, link: Link, target: Target) -> None:
        shown = link.target if link.plain else f"[[{link.target}]]"
        self.connection.execute(
            "INSERT INTO problem VALUES (?, 'link', ?, ?, ?, ?, 'ambiguous-link', ?)",
            (
                place.path, place.path, link.line, link.column, WARNING,
                f'"{shown}" can be {" or ".join(target.rivals)}; it counts for neither; write the full path or name',
            ),
        )  # fmt: skip

    def _set_clocks(self, people: set[int]) -> None:
        """Set the clocks of *people* and of all in their households, as they were and as they are."""
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
                "SELECT person, latest FROM clock WHERE household = ?", (household,)
            ).fetchall()
            latest = max((row[1] for row in members), default=0)
            for person, _ in members:
                self._set_due(person, latest)

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
        latest, met = self.connection.execute(
            "SELECT max(p.day), min(CASE WHEN l.kind = 'met' THEN p.day END) "
            "FROM part p JOIN line l ON l.id = p.line WHERE p.person = ? AND p.counts", (person,),
        ).fetchone()  # fmt: skip
        if len(facts.get("met", "")) == len("2026-11-20"):
            met = _ordinal(facts, "met")
        latest = max(latest or 0, floor)
        loose = cadence is None and "circle" not in facts
        count, unit = cadence or (-1, "")
        self.connection.execute(
            "INSERT OR REPLACE INTO clock VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?, ?, ?, ?)",
            (
                person, *names, "\n".join(facts.get("tags", ())),
                self.settings.circle_rank(facts.get("circle")), facts.get("status", "active"),
                _ordinal(facts, "paused-until"), count, unit, _ordinal(facts, "next-contact"),
                _ordinal(facts, "snooze"), floor, latest, latest, facts.get("household", ""), loose, met or 0,
                every,
            ),
        )  # fmt: skip
        self._set_due(person, latest)

    def _set_due(self, person: int, latest: int) -> None:
        """Set when somebody falls due, seen from a day on which *latest* has come."""
        row = self.connection.execute(
            "SELECT cadence, unit, next, snooze FROM clock WHERE person = ?", (person,)
        ).fetchone()
        cadence = as_cadence(row[0], row[1])
        self.connection.execute(
            "UPDATE clock SET last = ?, latest = ?, due = ?, span = ? WHERE person = ?",
            (latest, latest, due_day(latest, cadence, row[2], row[3]), span_days(latest, cadence, row[2]), person),
        )

    def _set_yearly(self, person: int, facts: dict[str, Any]) -> None:
        self.connection.execute("DELETE FROM yearly WHERE person = ?", (person,))
        days = dict(facts.get("dates", {}))
        if "birthday" in facts:
            days["birthday"] = facts["birthday"]
        for what, text in days.items():
            day = parse_yearly(text)
            self.connection.execute("INSERT INTO yearly VALUES (?, ?, ?, ?, ?)", (person, what, *day))


class _Place(NamedTuple):
    """The note whose links are being resolved."""

    note: int
    path: str
    folder: str
    name: str


def _ordinal(facts: dict[str, Any], key: str) -> int:
    return date.fromisoformat(facts[key]).toordinal() if key in facts else 0


def _head_of(kind: str, text: str, links: str | None) -> Head:
    head = Head(kind, text)
    if not links:
        return head
    people, mentions = json.loads(links)
    return replace(head, people=tuple(Link(*link) for link in people), mentions=tuple(Link(*link) for link in mentions))
