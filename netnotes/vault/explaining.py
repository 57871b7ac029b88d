"""What `explain` asks of the index: what a note was read as, and its lines that are nothing (`model/vault`)."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import Any

from netnotes.model.names import fold
from netnotes.model.note import Link
from netnotes.model.reading import About, Aside
from netnotes.notes.kinship import Owners
from netnotes.notes.links import replace_links
from netnotes.vault.resolve import Resolver, lookup_keys


def about(connection: sqlite3.Connection, note: int) -> About:
    """What *note* was read as."""
    path, name, says, person, rule, because, line, spelled = connection.execute(
        "SELECT path, name, says, person, rule, because, because_line, spelled FROM note WHERE id = ?", (note,)
    ).fetchone()
    keys = {key: (written, at) for key, (written, at) in json.loads(spelled or "{}").items()}
    owner = _owner(connection, path)
    if owner and not person and rule in (0, 6):
        rule, because, line = 5, f"its folder belongs to {owner}", 0
    row = connection.execute("SELECT day FROM line WHERE note = ? AND shape = 'note'", (note,)).fetchone()
    day = date.fromordinal(row[0]) if row else None
    return About(path, name, says, bool(person), rule, because or "", line or 0, owner, keys, day)


def _owner(connection: sqlite3.Connection, path: str) -> str:
    """The note of the person whose folder *path* lies in, empty for none (rule 5)."""
    rows = connection.execute("SELECT path FROM note WHERE says IN ('person', 'folder', 'broken')")
    return Owners(row[0] for row in rows).of(path) or ""


def asides(connection: sqlite3.Connection, note: int, *, on: bool) -> list[Aside]:
    """The lines with links that are neither log lines nor tasks: those in *note*, or with *on* those about it."""
    resolver = Resolver(connection)
    if not on:
        return [_aside(resolver, path, folder, line) for path, folder, line in _loose(connection, note)]
    keys = {row[0] for row in connection.execute("SELECT key FROM called WHERE note = ?", (note,))}
    # A link can mean a person only by one of their own keys, which is cheap to see.
    return [
        _aside(resolver, path, folder, line)
        for path, folder, line in _loose(connection)
        if any(_means(resolver, Link(*link), folder, note, keys) for link in line[2])
    ]


def _loose(connection: sqlite3.Connection, note: int | None = None) -> Iterator[tuple[str, str, list[Any]]]:
    """The path and folder of *note*, or of every note, with each of its lines that are nothing.

    Those of a note that would be a person's, were its folder not somebody else's, are among them.
    """
    which, values = ("AND n.id = ?", (note,)) if note is not None else ("", ())
    for path, folder, loose in connection.execute(
        f"SELECT n.path, n.folder, n.loose FROM note n WHERE n.loose IS NOT NULL {which}", values
    ):
        for line in json.loads(loose):
            yield path, folder, line
    for path, folder, number, words, links in connection.execute(
        "SELECT n.path, n.folder, l.number, l.words, l.links FROM line l JOIN note n ON n.id = l.note "
        f"WHERE n.says = 'folder' AND NOT n.person AND l.links IS NOT NULL {which}", values,
    ):  # fmt: skip
        people, mentions = json.loads(links)[:2]
        yield path, folder, [number, words, [*people, *mentions], "elsewhere"]


def _means(resolver: Resolver, link: Link, folder: str, note: int, keys: set[str]) -> bool:
    if fold(link.target.rpartition("/")[2].removesuffix(".md")) not in keys and not keys.intersection(
        lookup_keys(link, folder)
    ):
        return False
    return resolver.resolve(link, folder).person == note


def _aside(resolver: Resolver, path: str, folder: str, line: list[Any]) -> Aside:
    number, words, links, why = line
    targets = [resolver.resolve(Link(*link), folder) for link in links]
    embedded = all(Link(*link).why == "embed" for link in links)
    names = tuple(dict.fromkeys(target.name for target in targets if target.person is not None))

    def say(link: Link) -> str:
        return link.shown if link.shown != link.target else resolver.resolve(link, folder).name or link.shown

    return Aside(path, number, replace_links(words, say), names, "embed" if embedded else why)
