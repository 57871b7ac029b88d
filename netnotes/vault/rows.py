"""Rows of the index that are kept back, to be written many at once: one note alone is some thirty statements."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from netnotes.vault.schema import indexes_of

# From so many notes on, an index is made at the end rather than row by row.
MANY_NOTES = 1_000


class Rows:
    """Rows for a few statements, done in the order of *statements* by `write`, and not before.

    Nothing that is kept back is seen by a question: it is for rows that nobody asks for until they are written.
    """

    def __init__(self, connection: sqlite3.Connection, statements: Sequence[str]) -> None:
        """Write through *connection*, inside the caller's transaction."""
        self.connection = connection
        self._kept: dict[str, list[Sequence[Any]]] = {statement: [] for statement in statements}

    def add(self, statement: str, row: Sequence[Any]) -> None:
        """Keep one *row* back for one of the statements."""
        self._kept[statement].append(row)

    def extend(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        """Keep several *rows* back for one of the statements."""
        self._kept[statement].extend(rows)

    def write(self) -> None:
        """Do the statements, each for all of its rows."""
        for statement, rows in self._kept.items():
            if rows:
                self.connection.executemany(statement, rows)
                rows.clear()


@contextlib.contextmanager
def unindexed(connection: sqlite3.Connection, table: str, *, when: bool) -> Iterator[None]:
    """Without the indexes of *table*, *when* so many rows come that to make them at the end is cheaper.

    Inside the caller's transaction, which brings them back where an error ends it.
    """
    indexes = indexes_of(table) if when else {}
    for name in indexes:
        connection.execute(f"DROP INDEX {name}")
    yield
    for statement in indexes.values():
        connection.execute(statement)
