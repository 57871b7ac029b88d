"""The facts of notes as rows of the index; it remembers what a change can reach."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from netnotes.model.problem import Problem
from netnotes.model.settings import Settings
from netnotes.notes.note import NoteReader
from netnotes.vault.contents import Contents, contents_of
from netnotes.vault.linking import Linking
from netnotes.vault.rows import Rows

# What is kept back is written when it comes from notes of so many bytes; an empty note has its rows too.
_MOST_BYTES, _ROWS_OF_A_NOTE = 512 * 1024, 512
_FORGET_NOTE = "DELETE FROM problem WHERE owner = ? AND stage IN ('note', 'link', 'quiet')"
_FORGET_STAGE = "DELETE FROM problem WHERE owner = ? AND stage = ?"
_FORGET_NAMES = "DELETE FROM called WHERE note = ?"
_ADD_NOTE = (
    "INSERT INTO note (name, sort, says, rule, facts, body, haystack, because, because_line, spelled, loose, hash, "
    "person, path, folder, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_SET_NOTE = (
    "UPDATE note SET name = ?, sort = ?, says = ?, rule = ?, facts = ?, body = ?, haystack = ?, "
    "because = ?, because_line = ?, spelled = ?, loose = ?, hash = ?, "
    "person = CASE ? WHEN 'person' THEN 1 WHEN 'folder' THEN coalesce(person, 1) ELSE 0 END WHERE id = ?"
)
_ADD_NAME = "INSERT INTO called VALUES (?, ?, ?, ?, ?, ?)"
_ADD_PROBLEM = "INSERT INTO problem VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_ADD_LINE = (
    "INSERT INTO line (number, day, time, rank, words, text, kind, ledger, direction, place, minutes, "
    "counts, tried, names, shape, under, via, links, note, lead) "
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
        digest = digest_of(data)
        row = self._row_of(path)
        if row is None or row[1] != digest:
            self._put(path, row, contents_of(path, self.reader.read(path, data), self.reader.kinds), digest, len(data))

    def put_contents(self, path: str, contents: Contents, digest: bytes, size: int) -> None:
        """Store what was read at *path* from *size* bytes with that *digest*."""
        self._put(path, self._row_of(path), contents, digest, size)

    def _put(self, path: str, row: tuple[int, bytes, str] | None, contents: Contents, digest: bytes, size: int) -> None:
        """Store *contents*; *row* is what `_row_of` gives."""
        if row is None:
            self.unopened(path, [])
            self._last = id = self._last + 1
            place = (digest, contents.may_be_person, path, path.rpartition("/")[0], id)
            self._rows.add(_ADD_NOTE, (*contents.columns, *place))
            self.structure = True
        else:
            id = row[0]
            if row[2] != contents.says:
                # Whether it is a person may turn without a change of its names: links to it are settled anew.
                self.structure = True
                self.keys |= self.linking.keys_of(id)
            self._forget(id)
            self._rows.add(_FORGET_STAGE, (path, "note"))
            self._rows.add(_SET_NOTE, (*contents.columns, digest, contents.says, id))
        self._set_names(id, contents.names, is_new=row is None)
        self._add_problems(path, "note", contents.problems)
        self._rows.extend(_ADD_LINE, ((*line, id, id) for line in contents.lines))
        self._rows.extend(_ADD_TASK, ((id, *task) for task in contents.tasks))
        self._rows.extend(_ADD_WANT, ((id, key) for key in contents.wants))
        self.notes.add(id)
        self._weight += size + _ROWS_OF_A_NOTE
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

    def _set_names(self, id: int, rows: list[tuple[int, str, str, int | None, int | None]], *, is_new: bool) -> None:
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


def digest_of(data: bytes) -> bytes:
    """What tells the bytes of one note from those of another."""
    return blake2b(data, digest_size=16).digest()
