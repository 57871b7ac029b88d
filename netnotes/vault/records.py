"""What a command wrote, kept in ``.netnotes/undo/NNNNNN/``: the record ``edit.json``, and the bytes of before.

The record is written before the note is touched, so that the next run knows where to look after a crash.
"""

from __future__ import annotations

import contextlib
import os
import time
from typing import Any

from netnotes.patterns import lazy_pattern
from netnotes.vault.target import Look
from netnotes.vault.temporary import is_temporary, move_away

CHANGE, CREATE, MOVE, REMOVE = "change", "create", "move", "remove"
BEGUN, DONE, NOT_DONE, TAKEN_BACK = "begun", "done", "not done", "taken back"
OPEN, BACK, COMPLETE, CUT = "open", "taking back", "complete", "cut"
MOST_COMMANDS, MOST_DAYS = 1000, 30
_FILE, _NEW_FILE = "edit.json", "edit.json.new"
_NUMBER = lazy_pattern(r"\d{6,}\Z")
_KEPT = lazy_pattern(r"\d+\.[a-z]+\d*\Z")
_TEXTS = ("kind", "path", "new", "real", "temp", "kept", "before", "after", "state")


class Row:
    """One note of a command. *real* and *temp* are paths in the vault, *kept* is a file beside the record.

    *before* and *after* are SHA-256 of the bytes, empty where there was or is no note. *made* are the folders
    that were made for it, *left* the fingerprint of what was written.
    """

    __slots__ = (*_TEXTS, "left", "made")

    def __init__(self, kind: str, path: str, **texts: str) -> None:
        self.kind, self.path, self.state = kind, path, BEGUN
        self.new = self.real = self.temp = self.kept = self.before = self.after = ""
        for name, text in texts.items():
            setattr(self, name, text)
        self.made: list[str] = []
        self.left: tuple[int, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {name: getattr(self, name) for name in self.__slots__}


class Kept:
    """A file that programs may still have open: its size and mtime_ns when its bytes had the hash *sha*."""

    __slots__ = ("file", "mtime_ns", "path", "sha", "size", "told")

    def __init__(self, file: str, path: str, sha: str, size: int, mtime_ns: int, told: bool = False) -> None:
        self.file, self.path, self.sha = file, path, sha
        self.size, self.mtime_ns, self.told = size, mtime_ns, told

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {name: getattr(self, name) for name in self.__slots__}


class Record:
    """What one command wrote or is about to write."""

    def __init__(self, root: str, number: str, said: str, moment: str) -> None:
        self.root, self.number, self.said, self.moment = root, number, said, moment
        self.state, self.undo_of = OPEN, ""
        self.rows: list[Row] = []
        self.kept: list[Kept] = []

    @property
    def folder(self) -> str:
        """Where it lies."""
        return os.path.join(undo_folder(self.root), self.number)

    def place(self, file: str) -> str:
        """The full path of a file beside the record."""
        return os.path.join(self.folder, file)

    def shown(self, file: str) -> str:
        """The same as people see it."""
        return f".netnotes/undo/{self.number}/{file}"

    def full(self, path: str) -> str:
        """The full path of one in the vault."""
        return os.path.join(self.root, path)

    def free(self, row: Row, what: str) -> str:
        """A name for one more file beside the record, like ``0.before``."""
        stem = f"{self.rows.index(row)}.{what}"
        names = (f"{stem}{count or ''}" for count in range(10_000))
        return next(name for name in names if not os.path.lexists(self.place(name)))

    def stow(self, source: str, row: Row, file: str, look: Look) -> None:
        """Move the very file at *source* beside the record and watch it; *look* is what it held. Raises OSError."""
        move_away(source, self.place(file))
        self.watch(file, row, look)

    def watch(self, file: str, row: Row, look: Look) -> None:
        """From now on *file* should hold what *look* says; other bytes in it are a late save."""
        self.kept = [kept for kept in self.kept if kept.file != file]
        self.kept.append(Kept(file, row.path, digest(look.data), look.found.st_size, look.found.st_mtime_ns))

    def save(self) -> None:
        """Write the record, old or new; raises OSError."""
        import json

        values = {
            "version": 1, "said": self.said, "moment": self.moment, "state": self.state, "undo_of": self.undo_of,
            "edits": [row.as_dict() for row in self.rows], "kept": [kept.as_dict() for kept in self.kept],
        }  # fmt: skip
        data = json.dumps(values, indent=1).encode("ascii")
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
        handle = os.open(self.place(_NEW_FILE), flags, 0o666)
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(handle, rest) :]
        except OSError:
            with contextlib.suppress(OSError):
                os.unlink(self.place(_NEW_FILE))
            raise
        finally:
            os.close(handle)
        os.replace(self.place(_NEW_FILE), self.place(_FILE))

    def vanish(self) -> None:
        """Take it away, where nothing is kept in it."""
        for file in (_NEW_FILE, _FILE):
            with contextlib.suppress(OSError):
                os.unlink(self.place(file))
        with contextlib.suppress(OSError):
            os.rmdir(self.folder)


def undo_folder(root: str) -> str:
    """Where the records of the vault at *root* lie."""
    return os.path.join(root, ".netnotes", "undo")


def numbers(root: str) -> list[str]:
    """The records there are, oldest first; empty where the folder cannot be read."""
    try:
        names = os.listdir(undo_folder(root))
    except OSError:
        return []
    return sorted((name for name in names if _NUMBER.match(name)), key=lambda name: (len(name), name))


def begin(root: str, there: list[str], said: str, moment: str) -> Record:
    """A new record, after those that are *there*, with a folder of its own; raises OSError."""
    folder = undo_folder(root)
    with contextlib.suppress(FileExistsError):
        os.mkdir(folder)
    number = int(there[-1]) + 1 if there else 1
    record = Record(root, f"{number:06d}", said, moment)
    os.mkdir(record.folder)
    return record


def load(root: str, number: str, *, to_show: bool = False) -> Record | None:
    """The record of this number; None where it cannot be read, or names what no record of ours would.

    Only one that is *to_show* may name any path.
    """
    import json

    record = Record(root, number, "", "")
    try:
        if not _NUMBER.match(number) or os.path.islink(record.folder):
            return None
        with open(record.place(_FILE), "rb") as opened:
            values = json.loads(opened.read())
        record.said, record.moment = str(values["said"]), str(values["moment"])
        record.state, record.undo_of = str(values["state"]), str(values["undo_of"])
        record.rows = [_row(found) for found in values["edits"]]
        record.kept = [_kept(found) for found in values["kept"]]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return record if to_show or all(_is_ours(root, row) for row in record.rows) else None


def _row(found: Any) -> Row:
    row = Row(**{name: str(found[name]) for name in _TEXTS})
    row.made = [str(path) for path in found["made"]]
    row.left = tuple(int(number) for number in found["left"])
    return row


def _kept(found: Any) -> Kept:
    kept = Kept(
        str(found["file"]), str(found["path"]), str(found["sha"]), int(found["size"]), int(found["mtime_ns"]),
        bool(found["told"]),
    )  # fmt: skip
    if not _KEPT.match(kept.file):
        raise ValueError(kept.file)
    return kept


def _is_ours(root: str, row: Row) -> bool:
    """Whether all that the row names lies in the vault: a record can come with a vault from anyone."""
    from netnotes.vault.walk import is_inside

    paths = [row.path, row.new, row.real, row.temp, *row.made]
    for path in filter(None, paths):
        if os.path.isabs(path) or "\0" in path or ".." in path.split("/") or ".netnotes" in path.split("/"):
            return False
        if not is_inside(os.path.realpath(os.path.dirname(os.path.join(root, path))), root):
            return False
    return (not row.temp or is_temporary(os.path.basename(row.temp))) and (not row.kept or bool(_KEPT.match(row.kept)))


def prune(root: str, there: list[str]) -> None:
    """Drop of the records that were *there* those over the age that is kept, or the number, with one that is new."""
    over = max(len(there) + 1 - MOST_COMMANDS, 0)
    oldest = time.time() - MOST_DAYS * 86_400
    for count, number in enumerate(there):
        folder = os.path.join(undo_folder(root), number)
        with contextlib.suppress(OSError):
            # They are in order of time: behind one that stays, all stay.
            if count >= over and os.lstat(folder).st_mtime > oldest:
                return
            for name in os.listdir(folder):
                os.unlink(os.path.join(folder, name))
            os.rmdir(folder)


def digest(data: bytes) -> str:
    """The SHA-256 of *data*."""
    import hashlib

    return hashlib.sha256(data).hexdigest()
