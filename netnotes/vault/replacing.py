"""Putting new bytes in a note's place: exchanged at once, and what was swapped out looked at (LAWS 12 and 13)."""

from __future__ import annotations

import contextlib
import os
from typing import NamedTuple

from netnotes.vault.exchange import Exchange
from netnotes.vault.records import Record, Row, digest
from netnotes.vault.target import Look, Target, look, look_or_none
from netnotes.vault.temporary import move_away, write_all

BEFORE, MINE, SAVED = "before", "mine", "saved"


class Put(NamedTuple):
    """One edit that is to be put in place: the note, what it held, what the file at *temp* holds."""

    target: Target
    old: Look
    new: bytes
    temp: str


def put(record: Record, row: Row, edit: Put, exchange: Exchange, told: list[str]) -> bool:
    """Put the edit in place and keep what was there as ``row.kept``; False where another program saved meanwhile.

    Then what that program saved stands. Raises OSError.
    """
    now = look_or_none(edit.target.real)
    if now is None or now.data != edit.old.data:
        os.unlink(edit.temp)
        return False
    if not exchange(edit.temp, edit.target.real):
        return _replace(record, row, edit)
    out = look(edit.temp)
    if out.data == edit.old.data:
        record.stow(edit.temp, row, row.kept, out)
        return True
    _give_back(record, row, edit, exchange, out, told)
    return False


def _give_back(record: Record, row: Row, edit: Put, exchange: Exchange, held: Look, told: list[str]) -> None:
    """Let the save that was swapped out, now at *temp*, stand again, and keep what stood there instead."""
    came = swap_back(edit.temp, edit.target.real, edit.new, held, exchange)
    what = MINE if came.data == edit.new else SAVED
    file = record.free(row, what)
    record.stow(edit.temp, row, file, came)
    if what == SAVED:
        told.append(f"{edit.target.shown} was saved twice while netnotes wrote; the first is in {record.shown(file)}")


def swap_back(place: str, real: str, standing: bytes, held: Look, exchange: Exchange) -> Look:
    """Exchange the two files until the newest save stands at *real*; what lies at *place* then.

    *held* is what lies at *place* now, *standing* what was last put at *real*. Raises OSError.
    """
    while True:
        exchange(place, real)
        came = look(place)
        if came.data == standing:
            return came
        # Saved over what we had put there: this is the newer one, so it goes back.
        standing, held = held.data, came


def _replace(record: Record, row: Row, edit: Put) -> bool:
    """The same where files cannot be exchanged: the old note gets a second name, and is looked at afterwards."""
    real, place = edit.target.real, record.place(row.kept)
    linked = _second_name(real, place, edit.old.data)
    second = os.stat(place)
    now = look_or_none(real)
    # The look at the inode stands last: between it and the rename nothing can be guarded.
    if now is None or now.data != edit.old.data or (linked and not _is_same(real, second)):
        _drop_second_name(record, row, real, place)
        os.unlink(edit.temp)
        return False
    os.replace(edit.temp, real)
    back = look(place)
    if back.data == edit.old.data:
        record.watch(row.kept, row, back)
        return True
    # Saved into the old file just before: that save stands again, and ours is kept for who may have it open.
    with contextlib.suppress(OSError):
        mine = record.free(row, MINE)
        os.link(real, record.place(mine))
        record.watch(mine, row, Look(edit.new, os.stat(real)))
    os.replace(place, real)
    return False


def _second_name(real: str, place: str, data: bytes) -> bool:
    """Keep the note at *place* too: the very file, or where that cannot be, a copy of its bytes."""
    try:
        os.link(real, place)
    except OSError:
        write_all(place, data)
        return False
    return True


def _is_same(path: str, found: os.stat_result) -> bool:
    try:
        return os.path.samestat(os.stat(path), found)
    except OSError:
        return False


def _drop_second_name(record: Record, row: Row, real: str, place: str) -> None:
    """Take the second name away where the note has it as its first; else keep the file, somebody may write to it."""
    found = look_or_none(place)
    if found is None or (os.path.exists(real) and os.path.samefile(real, place)):
        with contextlib.suppress(OSError):
            os.unlink(place)
        return
    record.watch(os.path.basename(place), row, found)


def put_back(record: Record, row: Row, exchange: Exchange) -> bool:
    """Let the note of before stand again, the very file; False where the note is not what we left. Raises OSError.

    Needs no room on the disk, so it works on a full one.
    """
    real, place = record.full(row.real), record.place(row.kept)
    now, kept = look_or_none(real), look_or_none(place)
    if now is None or kept is None or digest(now.data) != row.after or digest(kept.data) != row.before:
        return False
    if not exchange(place, real):
        os.replace(place, real)
        record.kept = [other for other in record.kept if other.file != row.kept]
        return True
    out = look(place)
    if out.data == now.data:
        record.watch(row.kept, row, out)
        return True
    record.watch(row.kept, row, swap_back(place, real, kept.data, out, exchange))
    return False


def take_away(record: Record, row: Row) -> bool:
    """Move a note that we made beside the record, as ``row.kept``; False where it is not what we left."""
    real = record.full(row.real)
    now = look_or_none(real)
    if now is None or digest(now.data) != row.after:
        return False
    place = record.place(row.kept)
    move_away(real, place)
    record.watch(row.kept, row, now)
    if look(place).data != now.data:
        # Saved into at that moment. If there is a new note by now, the kept one is told of as a late save.
        with contextlib.suppress(FileExistsError):
            move_away(place, real)
        return False
    remove_folders(record, row.made)
    return True


def remove_folders(record: Record, made: list[str]) -> None:
    """Remove the folders that were made for a note, as far as they are empty."""
    for folder in reversed(made):
        with contextlib.suppress(OSError):
            os.rmdir(record.full(folder))
