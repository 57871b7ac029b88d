"""What a check finds of writing that went wrong: read-only, and without the lock (LAW 22)."""

from __future__ import annotations

import os
from collections.abc import Iterator

from netnotes.model.problem import WARNING, Problem
from netnotes.vault import records
from netnotes.vault.lock import VaultLock
from netnotes.vault.records import BEGUN, OPEN
from netnotes.vault.recovery import late_saves
from netnotes.vault.temporary import is_temporary
from netnotes.vault.walk import MOST_DEPTH, shown_path

_UNFINISHED = "netnotes was interrupted while it wrote this note; the next netnotes command that writes puts it right"
_TEMPORARY = (
    "a temporary file of a netnotes that was interrupted; it may be an older or a newer copy of a note beside it: "
    "compare them, then delete it"
)
_LATE = (
    "a program saved an older copy of this note while netnotes wrote; what it saved is in {}: "
    "put what you miss into the note, then delete that file"
)


def leftovers(root: str) -> list[Problem]:
    """What lies about in the vault at *root*: interrupted edits, their temporary files, saves that came too late.

    While a netnotes is writing, only the last are looked for.
    """
    root = os.path.realpath(root)
    found = []
    if not VaultLock(root).is_held():
        known: set[str] = set()
        found = list(_unfinished(root, known))
        found.extend(
            Problem(shown_path(path), None, None, WARNING, "unfinished-edit", _TEMPORARY)
            for path in sorted(_temporary_files(root))
            if path not in known
        )
    for late in late_saves(root):
        found.append(Problem(shown_path(late.path), None, None, WARNING, "late-save", _LATE.format(late.place)))
    return found


def _unfinished(root: str, known: set[str]) -> Iterator[Problem]:
    """The edits that were begun and neither done nor given up; *known* gets the temporary files that go with them."""
    for number in records.numbers(root):
        record = records.load(root, number, to_show=True)
        if record is None or record.state != OPEN:
            continue
        for row in record.rows:
            if row.state == BEGUN:
                known.add(row.temp)
                yield Problem(shown_path(row.path), None, None, WARNING, "unfinished-edit", _UNFINISHED)


def _temporary_files(root: str) -> Iterator[str]:
    waiting = [("", 0)]
    while waiting:
        folder, depth = waiting.pop()
        try:
            with os.scandir(os.path.join(root, folder)) as entries:
                for entry in entries:
                    path = f"{folder}/{entry.name}" if folder else entry.name
                    if is_temporary(entry.name):
                        yield path
                    elif depth < MOST_DEPTH and entry.name[0] != "." and entry.is_dir(follow_symlinks=False):
                        waiting.append((path, depth + 1))
        except OSError:
            continue
