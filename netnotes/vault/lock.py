"""The lock under which a vault is written: one netnotes at a time (LAW 13)."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import time

from netnotes.errors import DiskSaidNo
from netnotes.vault.discover import OWN_FOLDER
from netnotes.vault.target import disk_said_no

PATIENCE = 20.0
_FIRST_SLEEP, _LONGEST_SLEEP = 0.001, 0.02
_IGNORED = b"lock\nundo/\n"
_BUSY = frozenset({errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK})
_READING = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
_FLAGS = _READING | os.O_RDWR


class VaultLock:
    """The lock of the vault at *root*. The system frees it when the process ends, however it ends."""

    def __init__(self, root: str) -> None:
        self._folder = os.path.join(root, OWN_FOLDER)
        self._path = os.path.join(self._folder, "lock")
        self._handle = -1

    def take(self) -> None:
        """Wait for the lock, and take it; makes ``.netnotes/`` where it is not there.

        Raises DiskSaidNo where the folder cannot be made, or where another netnotes holds the lock for too long.
        """
        try:
            self._make_folder()
            end = time.monotonic() + PATIENCE
            sleep = _FIRST_SLEEP
            while not self._try():
                if time.monotonic() > end:
                    raise DiskSaidNo(f"{OWN_FOLDER}/lock: another netnotes is writing; try again")
                time.sleep(sleep)
                sleep = min(sleep * 1.5, _LONGEST_SLEEP)
        except OSError as error:
            raise disk_said_no(f"{OWN_FOLDER}/lock", error) from None

    def release(self) -> None:
        """Give it back."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def is_held(self) -> bool:
        """Whether another process is writing right now; looks without waiting and leaves nothing behind."""
        try:
            handle = os.open(self._path, _READING)
        except OSError:
            return False
        try:
            return not _lock(handle)
        except OSError:
            return False
        finally:
            os.close(handle)

    def _make_folder(self) -> None:
        with contextlib.suppress(FileExistsError):
            os.mkdir(self._folder)
        for folder in (self._folder, os.path.join(self._folder, "undo")):
            # A vault can come from anyone: what is kept for undo must not be led out of it by a link.
            if os.path.lexists(folder) and not stat.S_ISDIR(os.lstat(folder).st_mode):
                name = os.path.relpath(folder, os.path.dirname(self._folder)).replace(os.sep, "/")
                raise DiskSaidNo(f"{name}: this must be a folder, and no link; move it out of the way")
        ignored = os.path.join(self._folder, ".gitignore")
        if not os.path.lexists(ignored):
            with contextlib.suppress(FileExistsError):
                handle = os.open(ignored, _FLAGS | os.O_CREAT | os.O_EXCL, 0o666)
                try:
                    os.write(handle, _IGNORED)
                finally:
                    os.close(handle)

    def _try(self) -> bool:
        handle = os.open(self._path, _FLAGS | os.O_CREAT, 0o666)
        try:
            if _lock(handle) and self._is_there(handle):
                self._handle, handle = handle, -1
                return True
            return False
        finally:
            if handle >= 0:
                os.close(handle)

    def _is_there(self, handle: int) -> bool:
        """Whether the file behind *handle* is still the lock: ``git clean`` may have taken it away meanwhile."""
        try:
            return os.path.samestat(os.fstat(handle), os.stat(self._path))
        except OSError:
            return False


def _lock(handle: int) -> bool:
    try:
        try:
            import fcntl
        except ImportError:
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _BUSY:
            return False
        raise
    return True
