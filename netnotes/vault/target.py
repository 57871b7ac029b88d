"""The note that is to be edited: where it really lies, whether it may be edited, its bytes once it is still."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import time
from typing import NamedTuple

from netnotes.errors import DiskSaidNo, EditRefused
from netnotes.vault.opening import MOST_BYTES
from netnotes.vault.walk import is_inside, shown_path

STILL = 0.15
FRESH = 1.0
PATIENCE = 3.0
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOFOLLOW", 0)
)
_ADVICE = {
    errno.ENOSPC: "the disk is full; make room and try again",
    getattr(errno, "EDQUOT", -1): "your share of the disk is used up; make room and try again",
    errno.EROFS: "the disk can only be read; make it writable",
    errno.EACCES: "it may not be written here; mend the permissions of the folder",
    errno.EPERM: "the system does not permit it; mend the permissions or attributes of note and folder",
    errno.ENAMETOOLONG: "the name is too long for this disk; take a shorter one",
}


class Target(NamedTuple):
    """A note by its *path* in the vault, and by the *real* one, all links followed; *shown* is for people."""

    path: str
    shown: str
    real: str

    @property
    def folder(self) -> str:
        """The folder that it really lies in."""
        return os.path.dirname(self.real)


class Look(NamedTuple):
    """The bytes of a file, and what the system said of it just before they were read."""

    data: bytes
    found: os.stat_result


def refused(path: str, reason: str, code: str) -> EditRefused:
    """An EditRefused about the note at *path*; *reason* says what is wrong and what to do."""
    return EditRefused(shown_path(path), reason, code)


def disk_said_no(path: str, error: OSError) -> DiskSaidNo:
    """The disk's refusal about the note at *path*, as one line."""
    said = error.strerror or str(error)
    advice = _ADVICE.get(error.errno or 0, f"the disk said no ({said}); look at the disk and try again")
    return DiskSaidNo(f"{shown_path(path)}: {advice}")


def check_path(path: str) -> None:
    """Refuse a *path* that is not one in a vault."""
    parts = path.replace(os.sep, "/").split("/")
    if not path or os.path.isabs(path) or "\0" in path or os.path.splitdrive(path)[0]:
        raise refused(path, "this is no path in the vault; write it as people/ada.md", "outside")
    if any(part in ("", ".", "..") for part in parts) or parts[0] == ".netnotes":
        raise refused(path, "this path leads out of the notes; write it as people/ada.md", "outside")


def resolve(root: str, path: str) -> Target:
    """Where the note at *path* really lies; *root* must be real. Raises EditRefused where that is outside."""
    check_path(path)
    full = os.path.join(root, path)
    real = os.path.realpath(full)
    if os.path.islink(full) and not os.path.exists(real):
        raise refused(path, "this link leads nowhere; mend it or delete it", "symlink-broken")
    if not is_inside(real, root) or is_inside(real, os.path.join(root, ".netnotes")):
        raise refused(path, "this link leads out of the vault; edit the note where it lies", "symlink-outside")
    return Target(path, shown_path(path), real)


def look(path: str) -> Look:
    """The bytes of the regular file at *path*, at most one more than a note may have; raises OSError."""
    handle = os.open(path, _FLAGS)
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, "not a regular file", path)
        chunks, length = [], 0
        while length <= MOST_BYTES and (chunk := os.read(handle, max(found.st_size - length, 0) + 1)):
            chunks.append(chunk)
            length += len(chunk)
        return Look(b"".join(chunks), found)
    finally:
        os.close(handle)


def look_or_none(path: str) -> Look | None:
    """The same, None where there is no such file or it cannot be read."""
    try:
        return look(path)
    except OSError:
        return None


def fingerprint(found: os.stat_result) -> tuple[int, int, int]:
    """What tells one state of a file from another without reading it: inode, mtime, size."""
    return found.st_ino, found.st_mtime_ns, found.st_size


def read_still(target: Target, own: tuple[int, ...] | None) -> Look:
    """The note's bytes once nobody seems to be saving it: it is 150 ms old, or stood still for that long.

    *own* is the fingerprint of what netnotes itself wrote last; that is not waited for. Raises EditRefused
    where the note may not be edited, is gone, or is being saved for over three seconds; DiskSaidNo.
    """
    end = time.monotonic() + PATIENCE
    seen: tuple[int, ...] = ()
    since = 0.0
    while True:
        now = time.monotonic()
        try:
            found = os.lstat(target.real)
            check(target, found)
            if fingerprint(found) != seen:
                seen, since = fingerprint(found), now
            wait = 0.0 if seen == own else _wait(found, now - since)
            if not wait:
                read = look(target.real)
                if fingerprint(read.found) == seen and len(read.data) == read.found.st_size:
                    check(target, read.found)
                    return read
        except (FileNotFoundError, NotADirectoryError):
            wait = _wait_for_missing(target)
        except OSError as error:
            raise disk_said_no(target.path, error) from None
        if now > end:
            reason = "another program is saving this note; try again when it is done"
            raise refused(target.path, reason, "being-saved")
        time.sleep(wait or 0.005)


def _wait(found: os.stat_result, stood: float) -> float:
    """How long a note must be left alone yet; an empty one may be in the middle of a save for longer."""
    enough = STILL if found.st_size else FRESH
    age = time.time() - found.st_mtime
    # A time in the future says nothing: then it counts how long the note stood still under our eyes.
    old = max(age, stood) if age >= 0 else stood
    return 0.0 if old >= enough else min(enough - old + 0.001, 0.05 if not found.st_size else STILL)


def _wait_for_missing(target: Target) -> float:
    """How long to wait for a note that is not there: some programs delete it and write it anew."""
    with contextlib.suppress(OSError):
        if abs(time.time() - os.stat(target.folder).st_mtime) < FRESH:
            return 0.02
    raise refused(target.path, "this note is gone; look where it went", "gone")


def check(target: Target, found: os.stat_result) -> None:
    """Refuse what may not be edited, whatever root could do."""
    path = target.path
    if not stat.S_ISREG(found.st_mode):
        raise refused(path, "this is no regular file and is not edited; move it out of the vault", "not-a-file")
    if found.st_nlink > 1:
        reason = f"this file has {found.st_nlink} names (hard links) and an edit would part them; make it a copy"
        raise refused(path, reason, "hard-link")
    if not found.st_mode & stat.S_IWUSR or not os.access(target.real, os.W_OK):
        raise refused(path, "this note is read-only; make it writable first", "read-only")
    if found.st_size > MOST_BYTES:
        raise refused(path, "this note is over 5 MB and is not edited; split it", "too-big")
