"""What was written, and how it is taken back (PRODUCT, undo)."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import NamedTuple, Protocol

from netnotes.errors import EditRefused
from netnotes.model.made import Made
from netnotes.vault import records
from netnotes.vault.placing import changed_since
from netnotes.vault.records import BACK, CHANGE, CREATE, DONE, MOVE, OPEN, Record, Row, digest
from netnotes.vault.replacing import remove_folders
from netnotes.vault.target import look_or_none, refused, resolve
from netnotes.vault.walk import shown_path


class DoneEdit(NamedTuple):
    """One note of a command: *kind* is change, create, move or remove, *new* the path of one that was moved.

    The paths are as they can be shown.
    """

    kind: str
    path: str
    new: str = ""


class Done(NamedTuple):
    """What one command wrote. *undo_of* is the number of the one that it took back, empty for any other command."""

    number: str
    said: str
    moment: str
    edits: tuple[DoneEdit, ...]
    undone: bool
    undo_of: str


class Desk(Protocol):
    """Where edits are made (`vault.write.Writing`)."""

    def change(self, path: str, edit: Callable[[bytes], bytes]) -> bool:
        """Edit a note."""
        ...

    def create(self, path: str, data: bytes) -> None:
        """Make a note."""
        ...

    def move(self, path: str, new: str) -> None:
        """Rename a note."""
        ...

    def remove(self, path: str, sha: str) -> None:
        """Take a note away."""
        ...


def history(root: str) -> list[Done]:
    """What the commands wrote in the vault at *root*, newest first; a record that cannot be read is left out."""
    found: list[Done] = []
    taken_back: set[str] = set()
    for number in reversed(records.numbers(root)):
        record = records.load(root, number, to_show=True)
        rows = [row for row in record.rows if row.state == DONE] if record else []
        if record is None or record.state in (OPEN, BACK) or not rows:
            continue
        # An undo that was itself taken back counts no more.
        undone = number in taken_back
        if record.undo_of and not undone:
            taken_back.add(record.undo_of)
        edits = tuple(DoneEdit(row.kind, shown_path(row.path), shown_path(row.new)) for row in rows)
        found.append(Done(number, record.said, record.moment, edits, undone, record.undo_of))
    return found


def unreadable(root: str) -> list[str]:
    """The places of the records that cannot be read, and so cannot be taken back; a new one may be just being made."""
    numbers = records.numbers(root)
    return [f".netnotes/undo/{number}" for number in numbers if records.load(root, number, to_show=True) is None]


def check(root: str, done: Done) -> Record:
    """The record of *done*, if all that it wrote can be taken back; raises EditRefused."""
    record = records.load(root, done.number)
    if record is None:
        raise EditRefused(f"{done.said} ({done.moment})", "what it wrote is no longer kept; edit by hand", "gone")
    if any(row.undone for row in history(root) if row.number == done.number):
        raise EditRefused(f"{done.said} ({done.moment})", "this is taken back already", "undone")
    seen: set[str] = set()
    for row in reversed([row for row in record.rows if row.state == DONE]):
        _check_kept(record, row)
        path = row.new or row.path
        if path not in seen and not _stands(root, row, path):
            raise changed_since(path)
        seen.update({row.path, path})
    return record


def _stands(root: str, row: Row, path: str) -> bool:
    """Whether the note is as the command left it."""
    if row.kind == records.REMOVE:
        return True
    now = look_or_none(resolve(root, path).real)
    return now is not None and digest(now.data) == row.after


def _check_kept(record: Record, row: Row) -> None:
    if row.kind in (CREATE, MOVE):
        return
    kept = look_or_none(record.place(row.kept)) if row.kept else None
    if kept is None:
        raise refused(row.path, "what the note was before is no longer kept; edit it by hand", "gone")
    if digest(kept.data) != row.before:
        reason = f"a program saved into what was kept for undo, {record.shown(row.kept)}; edit the note by hand"
        raise refused(row.path, reason, "late-save")


def rehearse(root: str, done: Done) -> list[Made]:
    """What taking back *done* would change; nothing is written. Raises EditRefused as `check` does."""
    record = check(root, done)
    made: list[Made] = []
    held: dict[str, bytes | None] = {}
    for row in reversed([row for row in record.rows if row.state == DONE]):
        path, now = shown_path(row.path), look_or_none(os.path.join(root, row.new or row.path))
        before = held.get(row.path, now.data if now else None)
        after: bytes | None = before
        if row.kind == CREATE:
            after = None
        elif row.kind != MOVE:
            kept = look_or_none(record.place(row.kept))
            after = kept.data if kept else None
        held[row.path] = after
        made.append(Made(shown_path(row.new), 1, b"", b"", path) if row.kind == MOVE else Made(path, 1, before, after))
    return made


def take_back(desk: Desk, record: Record, row: Row) -> None:
    """Take back one row of the record; raises EditRefused where the note is not as it was left, DiskSaidNo."""
    try:
        _take_back(desk, record, row)
    except EditRefused as error:
        if error.code != "exists":
            raise
        raise refused(
            row.path, "there is another note of this name now; give that one another name first", "exists"
        ) from None


def _take_back(desk: Desk, record: Record, row: Row) -> None:
    if row.kind == MOVE:
        desk.move(row.new, row.path)
        remove_folders(record, row.made)
    elif row.kind == CREATE:
        desk.remove(row.path, row.after)
        remove_folders(record, row.made)
    else:
        kept = look_or_none(record.place(row.kept))
        if kept is None or digest(kept.data) != row.before:
            raise changed_since(row.path)
        before = kept.data
        if row.kind == CHANGE:
            desk.change(row.path, lambda now: before if digest(now) == row.after else _changed(row.path))
        else:
            desk.create(row.path, before)


def _changed(path: str) -> bytes:
    raise changed_since(path)
