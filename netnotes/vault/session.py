"""The frame of one command's edits: the lock, the record, what is done when one of them fails (LAWS 12 and 13)."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator

from netnotes.errors import NetnotesError
from netnotes.vault import records
from netnotes.vault.exchange import Exchange, rename_new, sync_folder
from netnotes.vault.lock import VaultLock
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
from netnotes.vault.recovery import recover, settle, tell_all_late, tell_late
from netnotes.vault.replacing import BEFORE, put_back, remove_folders, take_away
from netnotes.vault.target import Target, disk_said_no, fingerprint, look_or_none, refused
from netnotes.vault.walk import shown_path


class Session:
    """One command's edits. *own* holds what netnotes itself wrote last, by real path: its fingerprint."""

    def __init__(self, root: str, said: str, moment: str, exchange: Exchange) -> None:
        self.root, self.exchange = root, exchange
        self.told: list[str] = []
        self.own: dict[str, tuple[int, ...]] = {}
        self.undo_of = ""
        self._said, self._moment = said, moment
        self._lock = VaultLock(root)
        self._record: Record | None = None
        self._there: list[str] = []

    @property
    def record(self) -> Record:
        """The record of this command; its folder is made when the first note is about to be written."""
        if self._record is None:
            self._record = records.begin(self.root, self._there, self._said, self._moment)
        self._record.undo_of = self.undo_of
        return self._record

    def enter(self) -> None:
        """Take the lock and put right what an interrupted run left; raises DiskSaidNo."""
        self._lock.take()
        try:
            self._there = records.numbers(self.root)
            newest = recover(self.root, self._there, self.told)
            tell_all_late(self.root, self._there, newest, self.told)
            for row in newest.rows if newest else ():
                self.own[os.path.join(self.root, row.new or row.real)] = row.left
        except BaseException:
            self._lock.release()
            raise

    def leave(self, *, failed: bool) -> None:
        """Complete the record; where the command *failed*, take back first what it wrote."""
        try:
            if self._record is not None:
                if failed:
                    self.roll_back(0)
                self._complete(self._record)
        finally:
            self._record, self.undo_of = None, ""
            self._lock.release()

    @contextlib.contextmanager
    def attempt(self, kind: str, target: Target, temp: str = "") -> Iterator[Row]:
        """One row of the record, for as long as it is being done.

        An error on the way leaves the note whole and no temporary file; raises DiskSaidNo for one of the disk,
        EditRefused where a name was taken meanwhile.
        """
        row = Row(kind, target.path, real=self._in_vault(target.real), temp=self._in_vault(temp))
        try:
            self.record.rows.append(row)
            yield row
        except BaseException as error:
            if self._record is not None:
                self._give_up(self._record, row)
            if isinstance(error, FileExistsError):
                reason = "there is such a note already; take another name"
                raise refused(row.new or target.path, reason, "exists") from None
            if isinstance(error, OSError):
                raise disk_said_no(target.path, error) from None
            raise

    def settled(self, row: Row, real: str = "", done: bool = True) -> None:
        """The row is done, and what it wrote lies at *real*; or it is to be tried anew."""
        if not done:
            self.record.rows.remove(row)
            return
        row.state = DONE
        with contextlib.suppress(OSError):
            if real:
                row.left = self.own[real] = fingerprint(os.lstat(real))

    def count(self) -> int:
        """How many rows there are."""
        return len(self._record.rows) if self._record else 0

    def _in_vault(self, full: str) -> str:
        return os.path.relpath(full, self.root).replace(os.sep, "/") if full else ""

    def _give_up(self, record: Record, row: Row) -> None:
        """Leave a failed row behind as if it had not been begun, or as done where it had come so far."""
        real, temp = record.full(row.real), record.full(row.temp)
        ready = look_or_none(temp) if row.temp else None
        if ready is not None and digest(ready.data) == row.after:
            now = look_or_none(real)
            if row.kind == CREATE or (now is not None and digest(now.data) == row.before):
                # It has never been anybody's note.
                with contextlib.suppress(OSError):
                    os.unlink(temp)
                    row.state, row.kept = NOT_DONE, ""
        if row.state == BEGUN:
            with contextlib.suppress(OSError):
                settle(record, row)
        if row.state not in (BEGUN, DONE):
            remove_folders(record, row.made)

    def roll_back(self, count: int) -> None:
        """Take back what was done since there were *count* rows, the last first; tell of what cannot be."""
        if self._record is None or all(row.state != DONE for row in self._record.rows[count:]):
            return
        self._record.state = BACK
        with contextlib.suppress(OSError):
            self._record.save()
        for row in reversed(self._record.rows[count:]):
            if row.state != DONE:
                continue
            try:
                back = self._roll_back(self._record, row)
            except (OSError, NetnotesError):
                back = False
            if back:
                row.state = TAKEN_BACK
                continue
            path = shown_path(row.new or row.path)
            self.told.append(
                f"{path} could not be taken back, because it has changed since; netnotes undo --list shows it"
            )

    def _roll_back(self, record: Record, row: Row) -> bool:
        real = record.full(row.real)
        if row.kind == CHANGE:
            back = put_back(record, row, self.exchange)
        elif row.kind == CREATE:
            row.kept = record.free(row, BEFORE)
            back = take_away(record, row)
        else:
            os.makedirs(os.path.dirname(real), exist_ok=True)
            rename_new(record.full(row.new) if row.kind == MOVE else record.place(row.kept), real)
            back = True
            remove_folders(record, row.made)
        sync_folder(os.path.dirname(real))
        return back

    def _complete(self, record: Record) -> None:
        states = {row.state for row in record.rows}
        if not states & {DONE, BEGUN} and not record.kept:
            record.vanish()
            return
        record.state = OPEN if BEGUN in states else COMPLETE if DONE in states else CUT
        tell_late(record, self.told)
        # Where the disk has no room even for this, the record of before the edit stands, and the next run ends it.
        with contextlib.suppress(OSError):
            record.save()
        records.prune(self.root, self._there)
