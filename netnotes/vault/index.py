"""The index: one SQLite file for each vault in the user's cache, the only way to the answers (ARCHITECTURE).

It can be deleted at any time. A file that is broken, foreign, of another version or not writable is
replaced, or done without, and nobody is told: the answer is the same.
"""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
import zlib
from collections.abc import Callable, Collection, Iterator
from typing import TypeVar

from netnotes.model.problem import Problem
from netnotes.model.settings import Settings
from netnotes.vault.answers import Answers
from netnotes.vault.refresh import Progress, Refresh
from netnotes.vault.schema import APPLICATION, FEW_PAGES, FORMAT, TABLES

BUSY_SECONDS = 20.0
_Answer = TypeVar("_Answer")


def index_file(root: str, cache: str) -> str:
    """Where the index of the vault at *root* lies under *cache*."""
    return os.path.join(cache, f"{vault_key(root)}.sqlite")


def vault_key(root: str) -> str:
    """A name for the vault at *root* that no other one has: that of its folder, and a key."""
    real = os.path.realpath(root)
    plain = re.sub(r"[^\w-]+", "-", os.path.basename(real))[:40]
    # Two checksums tell paths apart as well as a hash does, and cost no import.
    raw = os.fsencode(real)
    key = f"{zlib.crc32(raw):08x}{zlib.crc32(raw[::-1]):08x}"
    return f"{plain}-{key}"


def clear(file: str) -> None:
    """Delete an index and what SQLite keeps beside it."""
    for ending in ("", "-wal", "-shm"):
        with contextlib.suppress(FileNotFoundError):
            os.unlink(file + ending)


def ask(
    root: str,
    settings: Settings,
    problems: list[Problem],
    file: str | None,
    question: Callable[[Answers], _Answer],
    progress: Progress | None = None,
    written: Collection[str] = (),
) -> _Answer:
    """Bring the index of *root* up to date and put *question* to it.

    *problems* are those of the settings. *file* is where the index is kept, None for in memory only.
    With *written*, this process has asked before, and has replaced these notes since (`refresh.Refresh.run`).
    A file that turns out to be broken is made anew once; after that the index lives in memory.
    """
    for place in (file, file):
        if place is None:
            break
        try:
            return _ask_at(place, root, settings, problems, question, progress, written)
        except (sqlite3.Error, OSError, ValueError, TypeError, LookupError) as error:
            if not _is_broken(error):
                break
            with contextlib.suppress(OSError):
                clear(place)
    # In memory nothing but the vault itself can fail, and that is for the caller to hear.
    return _ask_at(None, root, settings, problems, question, progress, ())


def _ask_at(
    place: str | None,
    root: str,
    settings: Settings,
    problems: list[Problem],
    question: Callable[[Answers], _Answer],
    progress: Progress | None,
    written: Collection[str],
) -> _Answer:
    """Ask the index at *place*, or one in memory."""
    with _opened(place) as connection:
        refresh = Refresh(connection, root, settings, progress)
        refresh.run(written)
        return question(Answers(connection, settings, [*problems, *refresh.problems]))


def _is_broken(error: Exception) -> bool:
    """Whether the file itself is at fault; a busy, full or read-only disk is no reason to delete it.

    Rows that hold nonsense (a day in the year 273791) show as errors of other kinds in the answer.
    """
    if isinstance(error, sqlite3.OperationalError):
        return "no such" in str(error) or "has no column" in str(error)
    return not isinstance(error, OSError)


@contextlib.contextmanager
def _opened(file: str | None) -> Iterator[sqlite3.Connection]:
    """A connection to an index with our tables, empty if need be."""
    if file is not None:
        _prepare(file)
    connection = sqlite3.connect(file or ":memory:", timeout=BUSY_SECONDS, isolation_level=None)
    try:
        connection.execute(FEW_PAGES)
        if not _is_ours(connection):
            _create(connection, file is not None)
        yield connection
    finally:
        connection.close()


def _prepare(file: str) -> None:
    """Make the folder and the file so that only their owner can read them."""
    if not os.path.exists(file):
        os.makedirs(os.path.dirname(file), exist_ok=True, mode=0o700)
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))


def _is_ours(connection: sqlite3.Connection) -> bool:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
        return False
    row = connection.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
    return bool(row) and row[0] == FORMAT


def _create(connection: sqlite3.Connection, kept: bool) -> None:
    """Make the tables, in place of whatever is there; two processes may try this at once."""
    if kept:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("BEGIN IMMEDIATE")
    if not _is_ours(connection):
        found = connection.execute(
            "SELECT type, name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
        for kind, name in found:
            quoted = name.replace('"', '""')
            connection.execute(f'DROP {kind} "{quoted}"')
        for statement in TABLES.split(";"):
            if statement.strip():
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute("INSERT INTO meta VALUES ('format', ?), ('born', ?)", (FORMAT, os.urandom(8).hex()))
    connection.execute("COMMIT")
