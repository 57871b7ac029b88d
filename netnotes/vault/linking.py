"""The second step after reading: what follows from the notes together.

Links are resolved, heads give their people a part in the line, and each person's clock is set. It is done
for the notes and people that a change can reach, and for all of them on a cold start.
"""

from __future__ import annotations

import json
import posixpath
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from netnotes.model.names import fold
from netnotes.model.note import Head, Link
from netnotes.model.settings import Settings
from netnotes.notes.dated import WHOLE, bare_name
from netnotes.notes.entries import read_entry
from netnotes.notes.head import read_head
from netnotes.notes.kinship import Owners
from netnotes.notes.links import replace_links
from netnotes.vault.clocks import set_clocks
from netnotes.vault.lines import ask_for, in_pieces
from netnotes.vault.parts import GUESS, Parts, Sharer
from netnotes.vault.resolve import Resolver, Target
from netnotes.vault.rows import MANY_NOTES, Rows, unindexed
from netnotes.vault.stored import Place, Row, Task, as_head, as_links, head_of
from netnotes.vault.telling import Telling

BY_FOLDER, BY_NAME = "folder", "name"
# How many notes are linked at once: what follows is kept back, so that none is asked of or written alone.
_AT_ONCE = 100
_SETTLE_LINE = (
    "UPDATE line SET kind = ?, ledger = ?, direction = ?, place = ?, minutes = ?, text = ?, "
    "counts = ?, tried = ?, via = ? WHERE id = ?"
)
_SAY_LINE = "UPDATE line SET said_words = ?, said_text = ?, company = ?, lead = ? WHERE id = ?"
_SAY_TASK = "UPDATE task SET said_text = ? WHERE id = ?"
_LEAD_TASK = "UPDATE task SET lead = ? WHERE id = ?"
_ADD_ERRAND = "INSERT INTO errand VALUES (?, ?)"
_ADD_PART = "INSERT INTO part VALUES (?, ?, ?, ?, ?, ?, ?, ?)"


class Linking:
    """Brings what depends on several notes up to date, inside the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection, settings: Settings) -> None:
        """Work on the index behind *connection* by *settings*."""
        self.connection = connection
        self.settings = settings
        self.kinds = settings.kinds()
        self.resolver = Resolver(connection)
        self.telling = Telling(connection)
        self._rows = Rows(connection, (_SETTLE_LINE, _SAY_LINE, _SAY_TASK, _LEAD_TASK, _ADD_ERRAND, _ADD_PART))

    def run(self, notes: set[int], keys: set[str], people: set[int], *, structure: bool) -> None:
        """Follow a change: of *notes*, of the names *keys*, in lines that concerned *people*.

        *structure* says that a note came, went or changed what it says it is.
        """
        if structure:
            self._settle_kinship(notes, keys)
            notes |= self._owned_by(notes)
        notes = notes | self._wanting(keys)
        touched = people | notes
        anew = self.connection.execute("SELECT 1 FROM part UNION ALL SELECT 1 FROM errand LIMIT 1").fetchone() is None
        with unindexed(self.connection, "part", when=anew and len(notes) > MANY_NOTES):
            for some in in_pieces(sorted(notes), _AT_ONCE):
                if not anew:
                    touched |= self._unlink(some)
                touched |= self._relink(some)
        self._note_changed(set_clocks(self.connection, self.settings, touched) | notes)

    def _note_changed(self, people: set[int]) -> None:
        """Count a turn of the index, and note that something about *people* is different since."""
        execute = self.connection.execute
        row = execute("SELECT value FROM meta WHERE key = 'turn'").fetchone()
        turn = int(row[0]) + 1 if row else 1
        execute("INSERT OR REPLACE INTO meta VALUES ('turn', ?)", (str(turn),))
        self.connection.executemany("INSERT OR REPLACE INTO changed VALUES (?, ?)", ((one, turn) for one in people))

    def run_all(self, gone: set[int]) -> None:
        """Do it for every note, and for people who are *gone*."""
        notes = {row[0] for row in self.connection.execute("SELECT id FROM note")}
        self.run(notes, set(), notes | gone, structure=True)

    def _settle_kinship(self, notes: set[int], keys: set[str]) -> None:
        """Decide about the people by folder, and whose dated notes are whose: a folder may belong to one (rule 5)."""
        rows = self.connection.execute(
            "SELECT id, path, folder, says, person, owner FROM note "
            "WHERE says IN ('person', 'folder', 'broken', 'dated')"
        ).fetchall()
        owners = Owners(path for _, path, _, says, _, _ in rows if says != "dated")
        for id, path, folder, says, person, owner in rows:
            if says == "dated":
                found = owners.of_folder(folder)
                if found != owner:
                    self.connection.execute("UPDATE note SET owner = ? WHERE id = ?", (found, id))
                    notes.add(id)
                continue
            is_person = says == "person" or (says == "folder" and owners.of(path) is None)
            if bool(person) != is_person:
                self.connection.execute("UPDATE note SET person = ? WHERE id = ?", (is_person, id))
                notes.add(id)
                keys.update(self.keys_of(id))

    def _owned_by(self, notes: Iterable[int]) -> set[int]:
        """The dated notes in the folders of *notes*, which may be people now, or no longer."""
        sql = "SELECT d.id FROM note n JOIN note d ON d.owner = n.path WHERE n.id IN (?)"
        return {row[0] for some in in_pieces(notes) for row in ask_for(self.connection, sql, some)}

    def keys_of(self, note: int) -> set[str]:
        """The folded names that *note* goes by."""
        return {row[0] for row in self.connection.execute("SELECT key FROM called WHERE note = ?", (note,))}

    def _wanting(self, keys: Iterable[str]) -> set[int]:
        found: set[int] = set()
        for key in keys:
            found.update(row[0] for row in self.connection.execute("SELECT note FROM wants WHERE key = ?", (key,)))
        return found

    def people_in(self, notes: Sequence[int]) -> set[int]:
        """Everyone who has a part in a line of *notes*, or a task there; of at most `lines.MOST_VALUES` notes."""
        parts = "SELECT DISTINCT p.person FROM line l JOIN part p ON p.line = l.id WHERE l.note IN (?)"
        errands = "SELECT DISTINCT e.person FROM task t JOIN errand e ON e.task = t.id WHERE t.note IN (?)"
        return {row[0] for sql in (parts, errands) for row in ask_for(self.connection, sql, notes)}

    def _unlink(self, notes: Sequence[int]) -> set[int]:
        """Take out everyone's part in *notes*; whose they were."""
        touched = self.people_in(notes)
        ask_for(self.connection, "DELETE FROM part WHERE line IN (SELECT id FROM line WHERE note IN (?))", notes)
        ask_for(self.connection, "DELETE FROM errand WHERE task IN (SELECT id FROM task WHERE note IN (?))", notes)
        return touched

    def _relink(self, notes: Sequence[int]) -> set[int]:
        """Resolve the links of *notes*, in whose lines nobody has a part yet; the people whose clock this may move."""
        found = ask_for(
            self.connection, "SELECT id, path, folder, name, person, says, owner FROM note WHERE id IN (?) ORDER BY id",
            notes,
        )  # fmt: skip
        places = [Place(*row) for row in found]
        self.telling.forget(place.path for place in places)
        touched: set[int] = set()
        tasks, lines = self._tasks_of(notes), self._lines_of(places)
        of_note = next(lines, None)
        for place in places:
            naming = self._link_tasks(place, tasks.get(place.note, ()), touched)
            if of_note and of_note[0] == place.note:
                self._link_lines(place, of_note[1], naming, touched)
                of_note = next(lines, None)
        self._rows.write()
        return touched

    def _tasks_of(self, notes: Sequence[int]) -> dict[int, list[Task]]:
        found: dict[int, list[Task]] = {}
        sql = "SELECT note, id, number, text, links FROM task WHERE note IN (?) ORDER BY note, id"
        for row in ask_for(self.connection, sql, notes):
            found.setdefault(row[0], []).append(Task(*row))
        return found

    def _lines_of(self, places: Iterable[Place]) -> Iterator[tuple[int, Iterator[Row]]]:
        """The lines of each note that has any and whose lines can be somebody's, in the order of *places*."""
        notes = [place.note for place in places if place.person or place.says == "dated"]
        rows = ask_for(
            self.connection,
            "SELECT note, id, number, day, words, text, kind, names, shape, under, via, links FROM line "
            "WHERE note IN (?) ORDER BY note, number, id", notes,
        )  # fmt: skip
        return groupby(map(Row._make, rows), attrgetter("note"))

    def _link_lines(self, place: Place, lines: Iterable[Row], naming: set[int], touched: set[int]) -> None:
        """Share out the *lines* of one note; *naming* are the numbers of those that are, or hold, somebody's."""
        sharer = Sharer(self.kinds, self.settings.journal, lambda link: self._resolve(place, link))
        rows: list[tuple[Any, ...]] = []
        alone: dict[str, tuple[object, ...]] = {}
        for line in lines:
            if place.person and not line.links:
                if line.kind not in alone:
                    alone[line.kind] = sharer.alone(place.note, line.kind)[1:]
                rows.append((place.note, line.day, line.id, *alone[line.kind]))
                naming.add(line.number)
                continue
            parts = self._link_line(place, line, sharer, under=line.under in naming).rows
            if parts or line.under in naming:
                naming.add(line.number)
            rows += [(part[0], line.day, line.id, *part[1:]) for part in parts]
        touched.update(row[0] for row in rows)
        self._rows.extend(_ADD_PART, rows)

    def _link_tasks(self, place: Place, tasks: Iterable[Task], touched: set[int]) -> set[int]:
        """Say whose each task of a note is: a person's own, elsewhere every linked person's.

        The numbers of the lines of those that are somebody's; whose they are is added to *touched*.
        """
        naming: set[int] = set()
        for task in tasks:
            links = as_links(json.loads(task.links)) if task.links else ()
            if links:
                said = self._said(task.text, place.folder)
                self._rows.add(_SAY_TASK, (None if said == task.text else said, task.id))
            people = [place.note] if place.person else []
            if not place.person:
                targets = (self._resolve(place, link) for link in links)
                people = [target.person for target in targets if target.person is not None]
            self._rows.add(_LEAD_TASK, (people[0] if people else None, task.id))
            if people:
                naming.add(task.number)
            self._rows.extend(_ADD_ERRAND, ((person, task.id) for person in dict.fromkeys(people)))
            touched.update(people)
        return naming

    def _link_line(self, place: Place, line: Row, sharer: Sharer, *, under: bool) -> Parts:
        """Resolve the links of one line and share it out."""
        head = head_of(line.kind, line.text, line.via, line.links)
        if line.shape == WHOLE and not head.people:
            head = self._find_people(place, head)
        elif line.names:
            head = self._settle_names(place, line, head)
        shared = sharer.own(place.note, head) if place.person else sharer.dated(head, under=under)
        self._tell_nobody(place, line, head)
        said_words, said_text = self._said(line.words, place.folder), self._said(head.text, place.folder)
        self._rows.add(
            _SAY_LINE,
            (
                None if said_words == line.words else said_words, None if said_text == head.text else said_text,
                json.dumps(shared.company, ensure_ascii=False) if shared.company else None, shared.lead, line.id,
            ),
        )  # fmt: skip
        return shared

    def _resolve(self, place: Place, link: Link) -> Target:
        """What *link* leads to; where it can be several people, that is told."""
        if link.why in (BY_FOLDER, BY_NAME, GUESS):
            return self.resolver.at(link.target)
        target = self.resolver.resolve(link, place.folder)
        self.telling.rivals(place.path, link, target)
        return target

    def _find_people(self, place: Place, head: Head) -> Head:
        """Who took part in a whole note that does not say: whose folder it lies in, or whom its name names."""
        if place.owner:
            return head._replace(people=(Link(place.owner, "", why=BY_FOLDER),))
        name = bare_name(place.path)
        found = self.resolver.named_in(name)
        people = {target.person: (key, target) for key, target in found if target.person is not None}
        for key, target in found:
            self.telling.rivals(place.path, Link(key, key, plain=True), target)
        if len(people) > 1:
            # Several people are meant only where the name reads like a line of a log: Lunch with Ada and Bo.
            read = read_head(name, self.kinds)
            named = {fold(link.target) for link in read.people} if read.by == "head" else set()
            people = {person: found for person, found in people.items() if found[0] in named}
            if len(people) < 2:
                return head
        if not head.by and people and fold(name) not in {key for key, _ in people.values()}:
            # No kind is named, and the name says more: Gift for Jo. That need not be a meeting.
            return head._replace(mentions=tuple(Link(t.path, t.name, why=GUESS) for _, t in people.values()))
        return head._replace(people=tuple(Link(t.path, t.name, why=BY_NAME) for _, t in people.values()))

    def _tell_nobody(self, place: Place, line: Row, head: Head) -> None:
        """Tell of people in a head or a key that lead to nobody; quietly where no person need be meant."""
        for link in head.people:
            if not link.plain and link.why not in (BY_FOLDER, BY_NAME):
                target = self.resolver.resolve(link, place.folder)
                self.telling.nobody(place.path, link, target, meant=line.shape == WHOLE or link.why == "field")

    def _settle_names(self, place: Place, line: Row, stored: Head) -> Head:
        """Read a head with plain names again, now that it can be seen whether they are anybody's.

        *stored* is as it was first read, with names, and knows where each stands.
        """
        somebody = all(self.resolver.is_somebody(link, place.folder) for link in stored.people if link.plain)
        if not place.person:
            both = json.loads(line.links or "null")[2:]
            head = as_head(both[0] if somebody else both[1])
        elif somebody:
            head = read_entry(line.words, self.kinds, names=True, line=line.number)
            head = head._replace(people=stored.people, mentions=stored.mentions)
        else:
            head = read_entry(line.words, self.kinds, names=False, line=line.number)
        self._rows.add(
            _SETTLE_LINE,
            (
                head.kind, head.ledger, head.direction, head.place, head.minutes, head.text,
                self.kinds.counts(head.kind), self.kinds.is_try(head.kind), head.by, line.id,
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
