"""Who knows whom, by fields and by lines (part of `vault/tending`)."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Container, Iterator
from datetime import date

from netnotes.model.everybody import Bond, Mention
from netnotes.model.kinds import is_introduction
from netnotes.model.note import Link
from netnotes.notes.links import find_links, replace_links
from netnotes.vault.resolve import Resolver, lookup_keys
from netnotes.vault.schema import HEAD_ROLE, MENTION_ROLE, OWN_ROLE

_FIELDS = ("knows", "met-through")


def all_bonds(connection: sqlite3.Connection, resolver: Resolver, today: date) -> list[Bond]:
    """See `model.everybody.Everybody.bonds`."""
    return [
        *_written(connection, resolver),
        *_at_home(connection),
        *_introduced(connection, today),
        *_together(connection, today),
    ]


def _written(connection: sqlite3.Connection, resolver: Resolver) -> Iterator[Bond]:
    """The people whom fields name, by a link or by a plain name."""
    rows = connection.execute(
        "SELECT id, path, folder, facts, spelled FROM note WHERE person AND "
        "(facts LIKE '%\"knows\"%' OR facts LIKE '%\"met-through\"%') ORDER BY path"
    )
    for id, path, folder, stored, spelled in rows.fetchall():
        facts, lines = json.loads(stored), json.loads(spelled) if spelled else {}
        for key in _FIELDS:
            number = lines.get(key, ("", 0))[1]
            for text in facts.get(key, ()):
                for link in find_links(text) or (Link(text, text, plain=True),):
                    other = resolver.resolve(link, folder).person
                    if other is not None and other != id:
                        yield Bond(id, other, key, path, number)


def _at_home(connection: sqlite3.Connection) -> Iterator[Bond]:
    """Who lives together, by the key of the one whose note stands first."""
    rows = connection.execute(
        "SELECT a.person, b.person, n.path, n.spelled FROM clock a JOIN clock b ON b.household = a.household "
        "AND b.path > a.path JOIN note n ON n.id = a.person WHERE a.household <> '' ORDER BY n.path, b.path"
    )
    for one, other, path, spelled in rows.fetchall():
        number = json.loads(spelled).get("household", ("", 0))[1] if spelled else 0
        yield Bond(one, other, "household", path, number)


def _introduced(connection: sqlite3.Connection, today: date) -> Iterator[Bond]:
    """Who was introduced to whom by me: those of a line that says so, and those whom it mentions."""
    rows = connection.execute(
        "SELECT a.person, b.person, n.path, l.number, l.day, l.ledger, l.words FROM line l "
        "JOIN note n ON n.id = l.note "
        "JOIN part a ON a.line = l.id JOIN part b ON b.line = l.id AND b.person <> a.person "
        "WHERE (l.ledger = 'introduced' OR l.words LIKE 'out%introduced to%') AND l.day <= ? "
        "AND a.role IN (?, ?) AND b.role = ? "
        "ORDER BY l.day, n.path, l.number, a.person, b.person",
        (today.toordinal(), OWN_ROLE, HEAD_ROLE, MENTION_ROLE),
    )
    for one, other, path, number, day, ledger, words in rows.fetchall():
        if is_introduction(ledger, words or ""):
            yield Bond(one, other, "introduced", path, number, date.fromordinal(day))


def _together(connection: sqlite3.Connection, today: date) -> Iterator[Bond]:
    """Who took part in the same lines: how often, and the latest of these."""
    # Of two lines on one day the later by time, note and place in the log: an index made anew must say the same.
    rows = connection.execute(
        "SELECT one, other, day, times, number, path FROM (SELECT a.person one, b.person other, a.day, l.number, "
        "n.path, count(*) OVER (PARTITION BY a.person, b.person) times, "
        "row_number() OVER (PARTITION BY a.person, b.person ORDER BY a.day DESC, "
        "l.time DESC, n.path DESC, l.rank DESC) nth FROM part a "
        "JOIN part b ON b.line = a.line AND b.person > a.person AND b.counts = 1 "
        "JOIN line l ON l.id = a.line JOIN note n ON n.id = l.note "
        "WHERE a.counts = 1 AND a.day <= ?) WHERE nth = 1 ORDER BY one, other",
        (today.toordinal(),),
    )
    for one, other, day, times, number, path in rows.fetchall():
        yield Bond(one, other, "together", path, number, date.fromordinal(day), times)


def all_mentions(connection: sqlite3.Connection, resolver: Resolver, people: Container[int]) -> list[Mention]:
    """See `model.everybody.Everybody.spoken_of`."""
    keys: dict[str, set[int]] = {}
    for note, key in connection.execute("SELECT note, key FROM called"):
        if note in people:
            keys.setdefault(key, set()).add(note)
    found = []
    rows = connection.execute(
        "SELECT id, path, folder, loose FROM note WHERE person AND loose IS NOT NULL ORDER BY path"
    )
    for id, path, folder, loose in rows.fetchall():
        for number, words, links, _ in json.loads(loose):
            for link in (Link(*row) for row in links):
                # A link can mean one of these people only by one of their own keys, which is cheap to see.
                if link.why == "embed" or not (id in people or any(key in keys for key in lookup_keys(link, folder))):
                    continue
                other = resolver.resolve(link, folder).person
                if other is not None and other != id and (id in people or other in people):
                    said = replace_links(words, lambda link: _said(resolver, link, folder))  # noqa: B023 - at once
                    found.append(Mention(id, other, said, path, number))
    return found


def _said(resolver: Resolver, link: Link, folder: str) -> str:
    """A link as its own words, else as the name of whom it leads to."""
    return link.shown if link.shown != link.target else resolver.resolve(link, folder).name or link.shown
