"""What an interrupted run left is put right by the next one, and saves that came too late are found (LAW 12)."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from typing import NamedTuple

from netnotes.vault import records
from netnotes.vault.exchange import exchange, sync_folder
from netnotes.vault.records import (
    BACK,
    BEGUN,
    CHANGE,
    COMPLETE,
    CREATE,
    CUT,
    DONE,
    MOVE,
    NOT_DONE,
    OPEN,
    TAKEN_BACK,
    Record,
    Row,
    digest,
)
from netnotes.vault.replacing import MINE
from netnotes.vault.target import Look, look_or_none
from netnotes.vault.walk import shown_path

REST = "rest"
_LOOKED_AT = 50
_START = "an earlier netnotes was interrupted while it wrote {}: "
_SAID = {
    (CHANGE, DONE): "the note is whole, with the new line",
    (CHANGE, NOT_DONE): "the note is whole, without the new line",
    (CREATE, DONE): "the new note is there, whole",
    (CREATE, NOT_DONE): "the new note is not there",
    (MOVE, DONE): "the note is whole, under its new name",
    (MOVE, NOT_DONE): "the note is whole, under its old name",
    (records.REMOVE, DONE): "the note is taken away",
    (records.REMOVE, NOT_DONE): "the note is still there, whole",
}


class Late(NamedTuple):
    """A kept file that a program wrote to after all: whose note it is, and where it lies as people see it."""

    path: str
    place: str


def recover(root: str, there: list[str], told: list[str]) -> Record | None:
    """Put right what interrupted runs left, and tell; the newest of the records *there*, if any. Needs the lock."""
    newest = records.load(root, there[-1]) if there else None
    for number in reversed(there):
        record = newest if number == there[-1] else records.load(root, number)
        if record is None:
            continue
        if record.state not in (OPEN, BACK):
            break
        for row in record.rows:
            if row.state == BEGUN:
                _recover(record, row, told)
            elif row.state == DONE and record.state == BACK and _is_back(record, row):
                row.state = TAKEN_BACK
                record.kept = [kept for kept in record.kept if kept.file != row.kept]
                # What is kept there now is what this row had written.
                _watch_kept(record, row, row.after)
                told.append(_START.format(shown_path(row.path)) + "that is taken back")
        record.state = COMPLETE if any(row.state == DONE for row in record.rows) else CUT
        with contextlib.suppress(OSError):
            record.save()
    return newest


def _recover(record: Record, row: Row, told: list[str]) -> None:
    start = _START.format(shown_path(row.path))
    try:
        told.append(start + settle(record, row))
    except OSError as error:
        told.append(f"{start}it cannot be put right ({error.strerror}); netnotes check shows what is left")


def _is_back(record: Record, row: Row) -> bool:
    """Whether what the row did was already taken back when the run that took it back was interrupted."""
    if row.kind == CHANGE:
        note = look_or_none(record.full(row.real))
        return note is not None and digest(note.data) == row.before
    there = _is_listed(record.full(row.real))
    return not there if row.kind == CREATE else there


def settle(record: Record, row: Row) -> str:
    """Find out whether the row was done, and keep all that lies about; what came of it, in words. Raises OSError.

    A temporary file is never deleted: once it was exchanged, it is the old note.
    """
    by_kind: dict[str, Callable[[Record, Row], str]] = {
        CHANGE: _settle_change, CREATE: _settle_create, MOVE: _settle_move
    }  # fmt: skip
    said = by_kind.get(row.kind, _settle_remove)(record, row)
    sync_folder(os.path.dirname(record.full(row.real)))
    return said or _SAID[row.kind, row.state]


def _settle_change(record: Record, row: Row) -> str:
    real, temp = record.full(row.real), record.full(row.temp)
    note, rest = look_or_none(real), look_or_none(temp)
    stands = digest(note.data) if note else ""
    if rest and stands == row.after and digest(rest.data) != row.before:
        # Another program's save was swapped out, and there was no time to give it back.
        exchange(temp, real)
        _keep(record, row, temp, MINE)
        row.state = NOT_DONE
        return "another program saved it just then, and that stands, without the new line"
    if rest and digest(rest.data) == row.before:
        record.stow(temp, row, row.kept, rest)
        rest = None
    if stands == row.before:
        _drop_second_name(record, row, real)
    file = _keep(record, row, temp, REST) if rest else ""
    kept = os.path.lexists(record.place(row.kept))
    row.state = DONE if stands == row.after or (kept and stands != row.before) else NOT_DONE
    _watch_kept(record, row, row.before)
    if stands in (row.before, row.after):
        return ""
    beside = f"; what lay beside it is now {record.shown(file or row.kept)}" if file or row.kept else ""
    return f"the note was changed since by another program{beside}"


def _drop_second_name(record: Record, row: Row, real: str) -> None:
    """Where files cannot be exchanged the old note has a second name for a moment; one is enough."""
    place = record.place(row.kept)
    if os.path.lexists(place) and os.path.samefile(place, real):
        os.unlink(place)


def _watch_kept(record: Record, row: Row, sha: str) -> None:
    """Watch the kept file, if it is there and not watched yet; nobody knows its time when it was whole."""
    if not row.kept or not os.path.lexists(record.place(row.kept)):
        row.kept = ""
    elif all(kept.file != row.kept for kept in record.kept):
        record.kept.append(records.Kept(row.kept, row.path, sha, -1, -1))


def _keep(record: Record, row: Row, temp: str, what: str) -> str:
    file = record.free(row, what)
    found = look_or_none(temp)
    if found is not None:
        record.stow(temp, row, file, found)
    return file


def _settle_create(record: Record, row: Row) -> str:
    real, temp = record.full(row.real), record.full(row.temp)
    if os.path.lexists(temp) and os.path.lexists(real) and os.path.samefile(temp, real):
        os.unlink(temp)
    waiting = os.path.lexists(temp)
    note = look_or_none(real)
    row.state = DONE if note is not None and not waiting and digest(note.data) == row.after else NOT_DONE
    if waiting:
        _keep(record, row, temp, REST)
    return ""


def _settle_move(record: Record, row: Row) -> str:
    old, new = record.full(row.real), record.full(row.new)
    arrived = _is_listed(new)
    if arrived and _is_listed(old) and os.path.samefile(old, new) and os.lstat(old).st_nlink > 1:
        os.unlink(old)
    row.state = DONE if arrived and not _is_listed(old) else NOT_DONE
    return ""


def _is_listed(path: str) -> bool:
    """Whether the name stands in its folder just so; a disk that is blind to case would find others too."""
    try:
        return os.path.basename(path) in os.listdir(os.path.dirname(path))
    except OSError:
        return False


def _settle_remove(record: Record, row: Row) -> str:
    row.state = DONE if not os.path.lexists(record.full(row.real)) and row.kept else NOT_DONE
    _watch_kept(record, row, row.before)
    return ""


def late_saves(root: str) -> list[Late]:
    """All kept files that are not what they were when they were kept, oldest first. Read-only."""
    found: list[Late] = []
    for number in records.numbers(root):
        record = records.load(root, number, to_show=True)
        if record is not None and record.state not in (OPEN, BACK):
            found.extend(Late(kept.path, record.shown(kept.file)) for kept in late_in(record, thoroughly=True))
    return found


def late_in(record: Record, *, thoroughly: bool = False) -> list[records.Kept]:
    """The kept files of one record that a program wrote to; *thoroughly* reads those whose time and size agree."""
    found = []
    for kept in record.kept:
        try:
            state = os.lstat(record.place(kept.file))
        except OSError:
            continue
        if not thoroughly and (state.st_size, state.st_mtime_ns) == (kept.size, kept.mtime_ns):
            continue
        now: Look | None = look_or_none(record.place(kept.file))
        if now is not None and digest(now.data) != kept.sha:
            found.append(kept)
    return found


def tell_late(record: Record, told: list[str]) -> bool:
    """Tell of each late save once; whether there was one, so that the record must be saved."""
    news = [kept for kept in late_in(record) if not kept.told]
    for kept in news:
        kept.told = True
        told.append(
            f"a program saved an older copy of {shown_path(kept.path)} while netnotes wrote; "
            f"what it saved is in {record.shown(kept.file)}"
        )
    return bool(news)


def tell_all_late(root: str, there: list[str], newest: Record | None, told: list[str]) -> None:
    """Tell of late saves in the last fifty records; `late_saves` looks at all. Needs the lock."""
    for number in reversed(there[-_LOOKED_AT:]):
        record: Record | None = newest if newest is not None and number == newest.number else None
        if record is None and _is_younger(root, number):
            record = records.load(root, number)
        if record is not None and tell_late(record, told):
            with contextlib.suppress(OSError):
                record.save()


def _is_younger(root: str, number: str) -> bool:
    """Whether anything was written to in this record's folder after the record itself."""
    try:
        with os.scandir(os.path.join(records.undo_folder(root), number)) as entries:
            times = {entry.name: entry.stat(follow_symlinks=False).st_mtime_ns for entry in entries}
    except OSError:
        return False
    written = times.pop("edit.json", 0)
    return any(time > written for time in times.values())
