"""Writing notes: all edits of one command, under the vault's lock, each whole or not at all (LAWS 9 and 12 to 14)."""

from __future__ import annotations

import os
from collections.abc import Callable
from types import TracebackType

from netnotes.vault import undo
from netnotes.vault.exchange import Exchange, exchange, rename_new, sync_folder
from netnotes.vault.opening import MOST_BYTES
from netnotes.vault.placing import changed_since, make_folders, movable, place_new
from netnotes.vault.records import CHANGE, CREATE, DONE, MOVE, REMOVE, digest
from netnotes.vault.replacing import BEFORE, Put, put, take_away
from netnotes.vault.session import Session
from netnotes.vault.target import Target, read_still, refused, resolve
from netnotes.vault.temporary import new_name, write_all, write_like

MOST_TRIES = 20
_EDITORS = (".{}.swp", ".{}.swo", ".#{}", ".~lock.{}#")


class Writing:
    """The edits of one command, all or nothing; recorded, so that they can be taken back.

    Use it as a context manager: entering waits for the vault's lock and puts right what an interrupted run left,
    leaving it with an exception takes back what was written. `told` are lines for standard error.
    """

    def __init__(self, root: str, said: str, moment: str, exchange: Exchange = exchange) -> None:
        """Write in the vault at *root*; *said* (the command in words) and *moment* are for the list of undo.

        *exchange* is the system's way to exchange two files.
        """
        self.root = os.path.realpath(root)
        self._session = Session(self.root, said, moment, exchange)
        self.told = self._session.told

    def __enter__(self) -> Writing:
        """Take the lock; raises DiskSaidNo."""
        self._session.enter()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Complete the record, or take back what was written."""
        self._session.leave(failed=error is not None)

    def change(self, path: str, edit: Callable[[bytes], bytes]) -> bool:
        """Edit the note at *path*; False where *edit* returns the same bytes, and nothing is written.

        *edit* may be called several times, with newer bytes, and what it raises passes through. Raises
        EditRefused where the note cannot be edited safely, DiskSaidNo.
        """
        for _ in range(MOST_TRIES):
            target = resolve(self.root, path)
            old = read_still(target, self._session.own.get(target.real))
            new = edit(old.data)
            if new == old.data:
                return False
            if len(new) > MOST_BYTES:
                raise refused(path, "with this edit the note would be over 5 MB; split it first", "too-big")
            if self._put(Put(target, old, new, os.path.join(target.folder, new_name()))):
                self._notice_editor(target)
                return True
        raise refused(path, "another program saves this note all the time; close it there first", "busy")

    def _put(self, edit: Put) -> bool:
        session = self._session
        with session.attempt(CHANGE, edit.target, edit.temp) as row:
            record = session.record
            row.before, row.after, row.kept = digest(edit.old.data), digest(edit.new), record.free(row, BEFORE)
            record.save()
            write_like(edit.temp, edit.new, edit.target, edit.old.found)
            done = put(record, row, edit, session.exchange, self.told)
            sync_folder(edit.target.folder)
            session.settled(row, edit.target.real if done else "", done)
        return done

    def create(self, path: str, data: bytes) -> None:
        """Make a new note, and the folders it lies in; raises EditRefused where there is one, DiskSaidNo."""
        target = place_new(self.root, path)
        if len(data) > MOST_BYTES:
            raise refused(path, "this note would be over 5 MB; split it", "too-big")
        temp = os.path.join(target.folder, new_name())
        with self._session.attempt(CREATE, target, temp) as row:
            row.after = digest(data)
            make_folders(self.root, target, row.made)
            self._session.record.save()
            write_all(temp, data)
            rename_new(temp, target.real)
            sync_folder(target.folder)
            self._session.settled(row, target.real)

    def move(self, path: str, new: str) -> None:
        """Give the note at *path* the path *new*; raises EditRefused where that is taken, DiskSaidNo."""
        target = movable(self.root, path, new)
        old = read_still(resolve(self.root, path), self._session.own.get(target.real))
        goal = place_new(self.root, new, instead=target.real)
        with self._session.attempt(MOVE, target) as row:
            row.before = row.after = digest(old.data)
            row.new = new
            make_folders(self.root, goal, row.made)
            self._session.record.save()
            if os.path.lexists(goal.real) and os.path.samefile(goal.real, target.real):
                # The same name but for case, on a disk that is blind to it.
                os.rename(target.real, goal.real)
            else:
                rename_new(target.real, goal.real)
            for folder in {goal.folder, target.folder}:
                sync_folder(folder)
            self._session.settled(row, goal.real)

    def remove(self, path: str, sha: str) -> None:
        """Move the note at *path* to what is kept for undo, if its bytes have the hash *sha*; raises EditRefused."""
        target = resolve(self.root, path)
        old = read_still(target, self._session.own.get(target.real))
        if digest(old.data) != sha:
            raise changed_since(path)
        with self._session.attempt(REMOVE, target) as row:
            row.before = row.after = sha
            row.kept = self._session.record.free(row, BEFORE)
            self._session.record.save()
            if not take_away(self._session.record, row):
                raise changed_since(path)
            sync_folder(target.folder)
            self._session.settled(row)

    def take_back(self, done: undo.Done) -> None:
        """Undo what a command wrote, byte for byte; raises EditRefused, and nothing is changed, where that is unsafe.

        It is unsafe where a note is not what the command left. The undo is recorded like any command.
        """
        count = self._session.count()
        taken = undo.check(self.root, done)
        self._session.undo_of = done.number
        try:
            for row in reversed(taken.rows):
                if row.state == DONE:
                    undo.take_back(self, taken, row)
        except BaseException:
            self._session.roll_back(count)
            raise

    def _notice_editor(self, target: Target) -> None:
        folder, name = os.path.split(target.real)
        for pattern in _EDITORS:
            sign = pattern.format(name)
            line = f"{target.shown} is open in an editor ({sign}); load it again there before you go on"
            if os.path.lexists(os.path.join(folder, sign)) and line not in self.told:
                self.told.append(line)
                return
