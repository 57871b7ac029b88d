"""What lines say about people, looked for by a word (part of `vault/tending`)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date

from netnotes.model.everybody import Saying
from netnotes.vault.schema import HEAD_ROLE, OWN_ROLE, PROBABLE_ROLE

_WORDS = "coalesce(l.said_words, l.words)"
# What is not plain ASCII is folded where it is read; the rest can be compared here.
_OTHER = f"{_WORDS} GLOB '*[^' || char(1) || '-' || char(127) || ']*'"


def sayings(connection: sqlite3.Connection, word: str, today: date) -> Iterator[Saying]:
    """See `model.everybody.Everybody.sayings`."""
    rows = connection.execute(
        f"SELECT p.person, p.day, {_WORDS}, l.ledger, n.path, l.number FROM line l JOIN part p ON p.line = l.id "
        f"JOIN note n ON n.id = l.note WHERE (instr(lower({_WORDS}), ?) OR {_OTHER}) AND l.day <= ? "
        "AND l.shape NOT IN ('key', 'quote') AND (p.role IN (?, ?, ?) OR NOT n.person) "
        "ORDER BY p.day DESC, l.time DESC, n.path DESC, l.rank DESC",
        (word, today.toordinal(), OWN_ROLE, HEAD_ROLE, PROBABLE_ROLE),
    )
    for person, day, words, ledger, path, number in rows.fetchall():
        yield Saying(person, date.fromordinal(day), words, ledger, path, number)
