"""Links to people: one that leads where it should, and those in other notes when a name changes."""

from __future__ import annotations

import posixpath
import sqlite3

from netnotes.model.names import fold
from netnotes.model.note import Link
from netnotes.notes.edit.relink import with_new_end
from netnotes.notes.kinship import Owners
from netnotes.notes.links import LINK, address_of, link_target, plain_target
from netnotes.patterns import lazy_pattern
from netnotes.vault.opening import open_note
from netnotes.vault.resolve import Resolver

_UNLINKABLE = lazy_pattern(r"[\[\]|#^\n]")


def link_to(connection: sqlite3.Connection, person: int, path: str) -> str:
    """A link to *person* from the note at *path*: by the file's name if that is enough, else by name, else by path.

    A path with a sign that ends or parts a wiki link (``#``, ``|``, ``^``, brackets) is the address of a Markdown link.
    """
    row = connection.execute("SELECT path, name FROM note WHERE id = ?", (person,)).fetchone()
    folder = posixpath.dirname(path)
    resolver = Resolver(connection)
    whole = row[0][:-3]
    for target in (posixpath.basename(whole), row[1], whole):
        if _UNLINKABLE.search(target) or target.lower() == "index":
            continue
        if resolver.resolve(Link(target, target), folder).person == person:
            return _link(target, row[1])
    if not _UNLINKABLE.search(whole):
        return _link(whole, row[1])
    address = posixpath.relpath(row[0], folder or ".")
    if resolver.resolve(Link(address, address), folder).person != person:
        address = row[0]
    return f"[{' '.join(_UNLINKABLE.sub(' ', row[1]).split())}]({address_of(address)})"


def _link(target: str, name: str) -> str:
    if target == name or _UNLINKABLE.search(name):
        return f"[[{target}]]"
    return f"[[{target}]]" if fold(target) == fold(name) else f"[[{target}|{name}]]"


def links_to_rename(
    connection: sqlite3.Connection, root: str, person: int, stem: str, name: str
) -> dict[str, dict[str, str]]:
    """The links to *person* that change when the note is called *stem* and the person *name*: path to old to new.

    A link by the file's name or path gets the new one, a link by name the new name; one by an alias stays.
    """
    path, old_name = connection.execute("SELECT path, name FROM note WHERE id = ?", (person,)).fetchone()
    resolver = Resolver(connection)
    found: dict[str, dict[str, str]] = {}
    for (note,) in connection.execute("SELECT path FROM note ORDER BY path").fetchall():
        data = open_note(root, note).data or b""
        if b"[[" not in data and b"](" not in data:
            continue
        folder = posixpath.dirname(note)
        for match in LINK.finditer(data.decode("utf-8", "replace")):
            target = link_target(match)
            if not target or resolver.resolve(Link(target, target), folder).person != person:
                continue
            new = _renamed(target, path, old_name, stem, name)
            if new != target:
                found.setdefault(note, {})[target] = new
    return found


def _renamed(target: str, path: str, old_name: str, stem: str, name: str) -> str:
    """What a link's *target* is to be; the same where the file's name or an alias does."""
    old = posixpath.basename(path)[:-3]
    if fold(posixpath.basename(plain_target(target))) == fold(old):
        return target if stem == old else with_new_end(target, stem)
    return name if fold(target) == fold(old_name) else target


def owners_moved(connection: sqlite3.Connection, path: str, new: str) -> list[tuple[str, bool]]:
    """The notes that would be somebody else's, or nobody's any more, if the note at *path* lay at *new* (rule 5).

    An empty *path* is a note that is not there yet. Each is (path, whether it is a person's note now).
    """
    rows = connection.execute(
        "SELECT path, says, person FROM note WHERE says IN ('person', 'folder', 'broken', 'dated')"
    ).fetchall()
    people = [row[0] for row in rows if row[1] != "dated"]
    now, then = Owners(people), Owners([*(other for other in people if other != path), new])
    return [(other, bool(person)) for other, _, person in rows if other != path and _moves(now, then, other, path, new)]


def _moves(now: Owners, then: Owners, note: str, path: str, new: str) -> bool:
    was, is_then = now.of(note), then.of(note)
    return (new if was == path else was) != is_then
