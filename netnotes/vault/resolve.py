"""Which person a link or a name means (FORMAT, Links)."""

import posixpath
import re
import sqlite3
from typing import NamedTuple

from netnotes.model.names import fold
from netnotes.model.note import Link
from netnotes.notes.links import plain_target
from netnotes.vault.schema import ALIAS, FILE, NAME, PATH


class Target(NamedTuple):
    """What a link leads to: a person's id and name; or *rivals* (paths), where it could be several.

    *note* says that it leads to a note that is nobody's; *path* is the person's note.
    """

    person: int | None
    name: str = ""
    rivals: tuple[str, ...] = ()
    note: bool = False
    path: str = ""


NOBODY = Target(None)
NO_PERSON = Target(None, note=True)
MOST_WORDS = 6


class _Called(NamedTuple):
    level: int
    text: str
    note: int
    person: int
    path: str
    name: str


def lookup_keys(link: Link, folder: str) -> tuple[str, ...]:
    """The folded keys under which the note that *link* means is looked for, from a note in *folder*.

    `Resolver` asks for these and no others, and a note is linked anew when something of these names comes or goes.
    """
    if link.plain:
        return (fold(link.target),)
    target = plain_target(link.target)
    return (*(fold(path) for path in _paths(target, folder)), fold(target))


def _paths(target: str, folder: str) -> tuple[str, str]:
    """The paths that *target* may stand for: from the note, then from the root, where a leading ``/`` begins."""
    if target.startswith("/"):
        folder, target = "", target.lstrip("/")
    return posixpath.normpath(posixpath.join(folder, target)), posixpath.normpath(target)


def parts_of_name(text: str) -> list[tuple[int, int, str]]:
    """Every run of words in a file's name that may be somebody's, longest first: first word, end, folded text."""
    words = re.split(r"[\s,;&+_]+", text)
    return [
        (start, start + length, fold(" ".join(words[start : start + length])))
        for length in range(min(MOST_WORDS, len(words)), 0, -1)
        for start in range(len(words) - length + 1)
    ]


class Resolver:
    """Resolves links by the names in the index; answers are kept for as long as it lives."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Look names up through *connection*."""
        self.connection = connection
        self._known: dict[tuple[str, str, bool], Target] = {}
        self._keyed: dict[str, list[_Called]] = {}

    def resolve(self, link: Link, folder: str) -> Target:
        """What *link*, in a note in *folder*, leads to."""
        asked = (folder, link.target, link.plain)
        found = self._known.get(asked)
        if found is None:
            found = self._plain(link.target) if link.plain else self._linked(plain_target(link.target), folder)
            self._known[asked] = found
        return found

    def at(self, path: str) -> Target:
        """The person whose note lies at *path*."""
        row = self.connection.execute("SELECT id, name FROM note WHERE path = ? AND person", (path,)).fetchone()
        return Target(row[0], row[1], path=path) if row else NOBODY

    def is_somebody(self, link: Link, folder: str) -> bool:
        """Whether a plain name is somebody's, be it several people's."""
        target = self.resolve(link, folder)
        return target.person is not None or bool(target.rivals)

    def named_in(self, text: str) -> list[tuple[str, Target]]:
        """The people whose full name or alias stands in a file's name, in the order of the name, longest first."""
        taken: set[int] = set()
        found: list[tuple[int, str, Target]] = []
        for start, end, key in parts_of_name(text):
            rows = [row for row in self._rows(key) if row.person and row.level in (NAME, ALIAS)] if key else []
            if rows and not taken & set(range(start, end)):
                taken |= set(range(start, end))
                found.append((start, key, _decide(rows) or NOBODY))
        return [(key, target) for _, key, target in sorted(found, key=lambda row: row[0])]

    def _rows(self, key: str) -> list[_Called]:
        rows = self._keyed.get(key)
        if rows is None:
            found = self.connection.execute(
                "SELECT c.level, c.text, n.id, n.person, n.path, n.name FROM called c "
                "JOIN note n ON n.id = c.note WHERE c.key = ?", (key,),
            )  # fmt: skip
            rows = self._keyed[key] = [_Called(*row) for row in found]
        return rows

    def _plain(self, name: str) -> Target:
        rows = [row for row in self._rows(fold(name)) if row.person and row.text == name]
        for level in (NAME, ALIAS):
            target = _decide([row for row in rows if row.level == level])
            if target:
                return target
        return NOBODY

    def _linked(self, target: str, folder: str) -> Target:
        *path_keys, name_key = lookup_keys(Link(target, target), folder)
        by_path = [
            [row for row in self._rows(key) if row.level == PATH and (row.text == path or not exact)]
            for exact in (True, False)
            for path, key in zip(_paths(target, folder), path_keys, strict=True)
        ]
        rows = self._rows(name_key)
        by_name: list[list[_Called]] = []
        for level in (FILE, NAME, ALIAS):
            at_level = [row for row in rows if row.level == level and (level == FILE or row.person)]
            by_name += [row for row in at_level if row.text == target], at_level
        for candidates in (*by_path, *by_name):
            decided = _decide(candidates)
            if decided:
                return decided
        return NOBODY


def _decide(rows: list[_Called]) -> Target | None:
    """What the candidates of one level come to, None where there are none.

    A note that is nobody's ends the search too: the link leads there.
    """
    if not rows:
        return None
    people = {row.note: row for row in rows if row.person}
    if not people:
        return NO_PERSON
    if len(people) == 1:
        row = next(iter(people.values()))
        return Target(row.note, row.name, path=row.path)
    return Target(None, "", tuple(sorted(row.path for row in people.values())))
