"""Opening notes safely, and what is wrong with their names (LAWS 3 and 5)."""

import os
import re
import stat
import time
from typing import NamedTuple

from netnotes.model.problem import ERROR, WARNING, Problem
from netnotes.patterns import lazy_pattern
from netnotes.vault.walk import is_inside, shown_path

MOST_BYTES = 5 * 1024 * 1024
SAVE_WAITS = (0.01, 0.02, 0.04)
_CONFLICT_COPY = lazy_pattern(r"\.sync-conflict-[^/]*\.md$|conflicted copy[^/]*\.md$", re.IGNORECASE)
_RESERVED = lazy_pattern(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)|.*[<>:\"|?*\\]", re.IGNORECASE)
_CONTROL = lazy_pattern("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069]")


class Opened(NamedTuple):
    """What came of opening a note: its bytes, or the problem that kept it closed, or neither (a copy)."""

    data: bytes | None
    problem: Problem | None = None


def open_note(root: str, path: str) -> Opened:
    """Read the note at *path*, if it is a regular file of the vault and not too big.

    A note that is gone or empty may be in the middle of another program's save: it is looked at again.
    """
    for wait in SAVE_WAITS:
        opened = _open_once(root, path)
        if opened.problem or opened.data or not _may_be_saving(root, path):
            return opened
        time.sleep(wait)
    return _open_once(root, path)


def _may_be_saving(root: str, path: str) -> bool:
    """Whether the note at *path* is missing, or was changed within the last second."""
    try:
        return abs(time.time() - os.stat(os.path.join(root, path)).st_mtime) < 1
    except OSError:
        return True


def _open_once(root: str, path: str) -> Opened:
    shown = shown_path(path)
    full = os.path.join(root, path)
    if _CONFLICT_COPY.search(path):
        return Opened(
            None,
            Problem(
                shown,
                None,
                None,
                WARNING,
                "conflict-copy",
                "a copy that a sync program made in a conflict; it is not read; merge it and delete it",
            ),
        )
    try:
        if os.path.islink(full):
            real = os.path.realpath(full)
            if not os.path.exists(real):
                return _closed(shown, "symlink-broken", "this link leads nowhere; mend it or delete it")
            if not is_inside(real, os.path.realpath(root)):
                return _closed(shown, "symlink-outside", "this link leads out of the vault and is not followed")
        handle = os.open(
            full, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
        )
    except OSError as error:
        if isinstance(error, (FileNotFoundError, IsADirectoryError)) and not os.path.isdir(full):
            return Opened(None)
        if os.path.isdir(full):
            return _closed(shown, "dir-named-md", "a folder is named like a note; rename it", WARNING)
        if not os.path.isfile(full):
            return _closed(shown, "not-a-file", "this is no regular file and is not opened; move it out of the vault")
        return _closed(shown, "no-access", f"this note cannot be opened ({error.strerror}); mend its permissions")
    try:
        found = os.fstat(handle)
        if stat.S_ISDIR(found.st_mode):
            return _closed(shown, "dir-named-md", "a folder is named like a note; rename it", WARNING)
        if not stat.S_ISREG(found.st_mode):
            return _closed(shown, "not-a-file", "this is no regular file and is not opened; move it out of the vault")
        if found.st_size > MOST_BYTES:
            return _closed(shown, "too-big", "this note is over 5 MB and is not read; split it")
        # One byte more than the size, so that the end is seen; a file that grows is read on.
        chunks, length = [], 0
        while chunk := os.read(handle, max(found.st_size - length, 0) + 1):
            chunks.append(chunk)
            length += len(chunk)
            if length > MOST_BYTES:
                return _closed(shown, "too-big", "this note is over 5 MB and is not read; split it")
            if length == found.st_size:
                break
        return Opened(b"".join(chunks))
    except OSError as error:
        return _closed(
            shown, "no-access", f"this note cannot be read ({error.strerror}); mend the disk or its permissions"
        )
    finally:
        os.close(handle)


def _closed(path: str, code: str, message: str, severity: str = ERROR) -> Opened:
    return Opened(None, Problem(path, None, None, severity, code, message))


def name_problems(folder: str, names: list[str]) -> list[Problem]:
    """What is wrong with the names in a folder: on other systems, in a terminal, to one another."""
    import unicodedata

    problems = []
    alike: dict[str, str] = {}
    for name in sorted(names):
        path = shown_path(f"{folder}/{name}" if folder else name)
        if path[-len(name) :] != name:
            problems.append(_named(path, "name-not-utf8", "the file's name is not UTF-8; rename it"))
            continue
        if _CONTROL.search(name):
            problems.append(_named(path, "name-control", "an invisible sign stands in the file's name; rename it"))
        elif _RESERVED.match(name):
            problems.append(_named(path, "reserved-name", "Windows cannot keep a file of this name; rename it"))
        key = unicodedata.normalize("NFC", name).casefold()
        other = alike.setdefault(key, name)
        if other != name:
            message = '"{}" is the same name on macOS and Windows; rename one of them'
            for one, two in ((name, other), (other, name)):
                at = f"{folder}/{one}" if folder else one
                problems.append(_named(at, "name-clash", message.format(two)))
    return problems


def _named(path: str, code: str, message: str) -> Problem:
    return Problem(path, None, None, WARNING, code, message)
