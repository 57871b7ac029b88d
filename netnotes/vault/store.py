"""The facts of notes as rows of the index; it remembers what a change can reach."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date

from netnotes.model.kinds import Kinds
from netnotes.model.names import fold
from netnotes.model.note import Called, Line, Note
from netnotes.model.problem import Problem
from netnotes.model.settings import Settings
from netnotes.notes.dated import WHOLE, bare_name
from netnotes.notes.links import find_links, plain_target
from netnotes.notes.note import NoteReader
from netnotes.vault.linking import Linking
from netnotes.vault.resolve import lookup_keys, parts_of_name
from netnotes.vault.rows import Rows
from netnotes.vault.schema import ALIAS, FILE, NAME, PATH

# What is kept back is written when it comes from notes of so many bytes; an empty note has its rows too.
_MOST_BYTES, _ROWS_OF_A_NOTE = 512 * 1024, 512
_FORGET_NOTE = "DELETE FROM problem WHERE owner = ? AND stage IN ('note', 'link', 'quiet')"
_FORGET_STAGE = "DELETE FROM problem WHERE owner = ? AND stage = ?"
_FORGET_NAMES = "DELETE FROM called WHERE note = ?"
_ADD_NOTE = (
    "INSERT INTO note (name, sort, says, rule, hash, facts, body, haystack, because, because_line, spelled, loose, "
    "person, path, folder, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_SET_NOTE = (
    "UPDATE note SET name = ?, sort = ?, says = ?, rule = ?, hash = ?, facts = ?, body = ?, haystack = ?, "
    "because = ?, because_line = ?, spelled = ?, loose = ?, "
    "person = CASE ? WHEN 'person' THEN 1 WHEN 'folder' THEN coalesce(person, 1) ELSE 0 END WHERE id = ?"
)
_ADD_NAME = "INSERT INTO called VALUES (?, ?, ?, ?, ?, ?)"
_ADD_PROBLEM = "INSERT INTO problem VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_ADD_LINE = (
    "INSERT INTO line (note, number, day, time, rank, words, text, kind, ledger, direction, place, minutes, "
    "counts, tried, names, shape, under, via, links, lead) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_ADD_TASK = (
    "INSERT INTO task (note, number, text, mine, open, due, made, done, dropped, links) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_ADD_WANT = "INSERT OR IGNORE INTO wants VALUES (?, ?)"
_IN_ORDER = (
    _FORGET_NOTE, _FORGET_STAGE, _FORGET_NAMES, _ADD_NOTE, _SET_NOTE, _ADD_NAME, _ADD_PROBLEM, _ADD_LINE, _ADD_TASK,
    _ADD_WANT,
)  # fmt: skip
try:
    # What hashlib would give; but hashlib brings OpenSSL with it, which costs more than to read a note.
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

_as_json = json.JSONEncoder(ensure_ascii=False).encode


class Store:
    """Puts notes into the index and takes them out, then links what that changed.

    It is told of each path once. Rows are kept back and written for many notes at once, all of them by `link`.
    """

    def __init__(self, connection: sqlite3.Connection, settings: Settings, linking: Linking) -> None:
        """Write through *connection*, inside the caller's transaction."""
        self.connection = connection
        self.reader = NoteReader(settings)
        self.linking = linking
        self.notes: set[int] = set()
        self.keys: set[str] = set()
        self.people: set[int] = set()
        self.structure = False
        self._rows = Rows(connection, _IN_ORDER)
        self._weight = 0
        self._last: int = connection.execute("SELECT coalesce(max(id), 0) FROM note").fetchone()[0]
        self.was_empty = self._last == 0

    def put(self, path: str, data: bytes) -> None:
        """Store the note at *path* that holds *data*; nothing happens if it held that already."""
        digest = blake2b(data, digest_size=16).digest()
        row = self._row_of(path)
        if row and row[1] == digest:
            return
        note = self.reader.read(path, data)
        names = _names(path, note)
        if row is None:
            self.unopened(path, [])
            self._last = id = self._last + 1
            self._rows.add(_ADD_NOTE, (*_columns(note, digest), note.may_be_person, path, path.rpartition("/")[0], id))
            self.structure = True
        else:
            id = row[0]
            if row[2] != note.says:
                # Whether it is a person may turn without a change of its names: links to it are settled anew.
                self.structure = True
                self.keys |= self.linking.keys_of(id)
            self._forget(id)
            self._rows.add(_SET_NOTE, (*_columns(note, digest), note.says, id))
        self._set_names(id, names, is_new=row is None)
        self._set_contents(id, path, note, is_new=row is None)
        self.notes.add(id)
        self._weight += len(data) + _ROWS_OF_A_NOTE
        if self._weight > _MOST_BYTES:
            self.write()

    def write(self) -> None:
        """Write what is kept back."""
        self._rows.write()
        self._weight = 0

    def _row_of(self, path: str) -> tuple[int, bytes, str] | None:
        """The id, the digest and the verdict of the note at *path* as it was."""
        if self.was_empty:
            return None
        found: tuple[int, bytes, str] | None = self.connection.execute(
            "SELECT id, hash, says FROM note WHERE path = ?", (path,)
        ).fetchone()
        return found

    def remove(self, path: str) -> None:
        """Take the note at *path* out, if there is one."""
        self.unopened(path, [])
        row = self._row_of(path)
        if row is None:
            return
        id = row[0]
        self.keys |= self.linking.keys_of(id)
        self._forget(id)
        for table, column in (("note", "id"), ("called", "note"), ("wants", "note")):
            self.connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (id,))
        self.connection.execute("DELETE FROM part WHERE person = ?", (id,))
        self.people.add(id)
        self.structure = True

    def unopened(self, path: str, problems: list[Problem]) -> None:
        """Note why the note at *path* could not be opened, or that it has no problems yet."""
        self._rows.add(_FORGET_NOTE, (path,))
        self._add_problems(path, "note", problems)

    def folder_problems(self, path: str, problems: list[Problem]) -> None:
        """Note what is wrong with the names in the folder at *path*."""
        self._rows.add(_FORGET_STAGE, (path, "folder"))
        self._add_problems(path, "folder", problems)

    def link(self, *, everything: bool) -> None:
        """Bring what follows from the changes up to date."""
        self.write()
        if everything:
            self.linking.run_all(self.people)
        else:
            self.linking.run(self.notes, self.keys, self.people, structure=self.structure)

    def _add_problems(self, owner: str, stage: str, problems: Iterable[Problem]) -> None:
        self._rows.extend(_ADD_PROBLEM, ((owner, stage, *problem) for problem in problems))

    def _forget(self, id: int) -> None:
        """Take out the lines and tasks of a note; who had a part in them is remembered."""
        self.people |= self.linking.people_in([id])
        execute = self.connection.execute
        execute("DELETE FROM part WHERE line IN (SELECT id FROM line WHERE note = ?)", (id,))
        execute("DELETE FROM errand WHERE task IN (SELECT id FROM task WHERE note = ?)", (id,))
        for table in ("line", "task", "wants"):
            execute(f"DELETE FROM {table} WHERE note = ?", (id,))

    def _set_names(self, id: int, names: list[tuple[int, Called]], *, is_new: bool) -> None:
        rows = [(level, fold(name.text), _storable(name.text), name.line, name.column) for level, name in names]
        before = (
            []
            if is_new
            else self.connection.execute(
                "SELECT level, key, text, line, col FROM called WHERE note = ? ORDER BY rowid", (id,)
            ).fetchall()
        )
        if before == rows:
            return
        if [row[:3] for row in before] != [row[:3] for row in rows]:
            self.keys.update(row[1] for row in before + rows)
        if before:
            self._rows.add(_FORGET_NAMES, (id,))
        self._rows.extend(_ADD_NAME, ((id, *row) for row in rows))

    def _set_contents(self, id: int, path: str, note: Note, *, is_new: bool) -> None:
        if not is_new:
            self._rows.add(_FORGET_STAGE, (path, "note"))
        self._add_problems(path, "note", note.problems)
        self._rows.extend(_ADD_LINE, (_line_row(id, line, self.reader.kinds) for line in note.lines))
        self._rows.extend(
            _ADD_TASK,
            (
                (
                    id, task.number, task.text, task.mine, task.open, _ordinal(task.due), _ordinal(task.made),
                    _ordinal(task.done), task.dropped,
                    _as_json(task.links) if task.links else None,
                )
                for task in note.tasks
            ),
        )  # fmt: skip
        heads = [head for line in note.lines for head in (line.head, line.nameless) if head]
        links = [link for head in heads if head.people or head.mentions for link in (*head.people, *head.mentions)]
        links.extend(link for task in note.tasks for link in task.links)
        # A title's links are said by name, those of free text and fields lead to pages, and mean nothing else.
        said = [line.words for line in note.lines if line.shape == WHOLE]
        said += [note.body, *_texts(note.facts)] if note.may_be_person else []
        links.extend(link for text in said for link in find_links(text, embeds=True))
        folder = path.rpartition("/")[0]
        keys = {key for link in links for key in lookup_keys(link, folder)}
        if any(line.shape == WHOLE and not line.head.people for line in note.lines):
            keys.update(key for _, _, key in parts_of_name(bare_name(path)) if key)
        self._rows.extend(_ADD_WANT, ((id, key) for key in keys))


def _line_row(id: int, line: Line, kinds: Kinds) -> tuple[object, ...]:
    kind, text, ledger, direction, people, mentions, place, minutes, by = line.head
    return (
        id, line.number, line.day.toordinal(), line.time, line.order, line.words.strip(), text, kind, ledger, direction,
        place, minutes, kinds.counts(kind), kinds.is_try(kind), line.hangs_on_names, line.shape, line.under, by,
        _links(line) if people or mentions else None, id,
    )  # fmt: skip


def _columns(note: Note, digest: bytes) -> tuple[object, ...]:
    """What is kept of a note itself, `name` to `loose`."""
    name, facts = _storable(note.name.text), _as_json(note.facts)
    # Past the cache of names: nobody asks for this twice.
    haystack = fold.__wrapped__(f"{name} {facts}") if note.facts else fold(name)
    return (
        name, fold(name), note.says, note.rule, digest, facts, note.body, haystack, note.because, note.because_line,
        _as_json(note.spelled) if note.spelled else None, _as_json(note.loose) if note.loose else None,
    )  # fmt: skip


def _texts(value: object) -> Iterator[str]:
    """Every text in the facts of a note that can hold a link."""
    if isinstance(value, str):
        if "[" in value:
            yield value
    elif isinstance(value, (list, tuple, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)


def _names(path: str, note: Note) -> list[tuple[int, Called]]:
    """What the note at *path* is called: by its path, its file, its name and its aliases."""
    plain = plain_target(path)
    names = [(PATH, Called(plain)), (FILE, Called(plain.rpartition("/")[2]))]
    if note.may_be_person:
        names.append((NAME, note.name))
        names.extend((ALIAS, alias) for alias in note.aliases)
    return names


def _links(line: Line) -> str:
    if line.nameless is None:
        return _as_json((line.head.people, line.head.mentions))
    return _as_json((line.head.people, line.head.mentions, line.head, line.nameless))


def _ordinal(day: date | None) -> int | None:
    return day.toordinal() if day else None


def _storable(text: str) -> str:
    """*text* as SQLite can keep it: without halves of characters."""
    return text.encode("utf-8", "replace").decode("utf-8")
