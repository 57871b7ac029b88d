"""Walking a vault and opening its notes safely (LAWS 3, 5 and 6)."""

from __future__ import annotations

import os
import re
import stat
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from netnotes.model.problem import ERROR, WARNING, Problem

MOST_BYTES = 5 * 1024 * 1024
MOST_DEPTH = 32
NUMBERS = 4
_CONFLICT_COPY = re.compile(r"\.sync-conflict-[^/]*\.md$|conflicted copy[^/]*\.md$", re.IGNORECASE)
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)|.*[<>:\"|?*\\]", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069]")


class Folder(NamedTuple):
    """What lies in one folder: its *path* in the vault, the *names* of what ends in .md, and *prints*.

    *prints* holds four numbers a name: mtime_ns, ctime_ns, size, inode.
    """

    path: str
    names: list[str]
    prints: array[int]


def walk(root: Path, ignore: tuple[str, ...], problems: list[Problem]) -> Iterator[Folder]:
    """Every folder of the vault that is not ignored; what keeps one from being read is added to *problems*."""
    spec: Any = None
    if ignore:
        from pathspec import GitIgnoreSpec

        spec = GitIgnoreSpec.from_lines(ignore)
    waiting = [("", 0)]
    real_root = os.path.realpath(root)
    while waiting:
        path, depth = waiting.pop()
        if depth > MOST_DEPTH:
            problems.append(_problem(path, ERROR, "too-deep-dir", f"folders nested over {MOST_DEPTH} deep are not read; move it up"))
            continue
        try:
            entries = os.scandir(os.path.join(root, path) if path else root)
        except OSError as error:
            problems.append(_problem(path or ".", ERROR, "no-access", f"this folder cannot be read ({error.strerror}); mend its permissions"))
            continue
        names: list[str] = []
        prints = array("q")
        with entries:
            for entry in entries:
                name = entry.name
                if name[0] == ".":
                    continue
                if name[-3:].lower() == ".md":
                    if spec is not None and spec.match_file(f"{path}/{name}" if path else name):
                        continue
                    print_of(entry, names, prints)
                    if not entry.is_dir(follow_symlinks=False):
                        continue
                if entry.is_dir(follow_symlinks=False):
                    below = f"{path}/{name}" if path else name
                    if spec is None or not spec.match_file(below + "/"):
                        waiting.append((below, depth + 1))
                elif entry.is_symlink() and entry.is_dir():
                    below = f"{path}/{name}" if path else name
                    if not _inside(os.path.realpath(entry.path), real_root):
                        problems.append(_problem(below, WARNING, "symlink-outside", "this link leads out of the vault and is not followed"))
        yield Folder(path, names, prints)


def print_of(entry: os.DirEntry[str], names: list[str], prints: array[int]) -> None:
    """Add the fingerprint of *entry*; that of what it leads to, where it is a link that leads somewhere."""
    try:
        found = entry.stat(follow_symlinks=False)
        if stat.S_ISLNK(found.st_mode):
            try:
                found = entry.stat()
            except OSError:
                pass
    except OSError:
        return
    names.append(entry.name)
    prints.extend((found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino & 0x7FFF_FFFF_FFFF_FFFF))


def _inside(path: str, root: str) -> bool:
    return path == root or path.startswith(root.rstrip(os.sep) + os.sep)


def _problem(path: str, severity: str, code: str, message: str) -> Problem:
    return Problem(shown_path(path), None, None, severity, code, message)


def shown_path(path: str) -> str:
    """*path* as text that can be stored and printed: bytes that are no UTF-8 stand as ``\\xe9``."""
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        raw = os.fsencode(path)
        return raw.decode("utf-8", "backslashreplace")
    return path


class Opened(NamedTuple):
    """What came of opening a note: its bytes, or the problem that kept it closed, or neither (a copy)."""

    data: bytes | None
    problem: Problem | None = None


def open_note(root: Path, path: str) -> Opened:
    """Read the note at *path*, if it is a regular file of the vault and not too big."""
    shown = shown_path(path)
    full = os.path.join(root, path)
    if _CONFLICT_COPY.search(path):
        return Opened(None, Problem(shown, None, None, WARNING, "conflict-copy", "a copy that a sync program made in a conflict; it is not read; merge it and delete it"))
    try:
        if os.path.islink(full):
            real = os.path.realpath(full)
            if not os.path.exists(real):
                return _closed(shown, "symlink-broken", "this link leads nowhere; mend it or delete it")
            if not _inside(real, os.path.realpath(root)):
                return _closed(shown, "symlink-outside", "this link leads out of the vault and is not followed")
        handle = os.open(full, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0))
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
        chunks = []
        while chunk := os.read(handle, MOST_BYTES + 1):
            chunks.append(chunk)
            if sum(map(len, chunks)) > MOST_BYTES:
                return _closed(shown, "too-big", "this note is over 5 MB and is not read; split it")
        return Opened(b"".join(chunks))
    except OSError as error:
        return _closed(shown, "no-access", f"this note cannot be read ({error.strerror}); mend the disk or its permissions")
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
            problems.append(_problem(path, WARNING, "name-not-utf8", "the file's name is not UTF-8; rename it"))
            continue
        if _CONTROL.search(name):
            problems.append(_problem(path, WARNING, "name-control", "an invisible sign stands in the file's name; rename it"))
        elif _RESERVED.match(name):
            problems.append(_problem(path, WARNING, "reserved-name", "Windows cannot keep a file of this name; rename it"))
        key = unicodedata.normalize("NFC", name).casefold()
        other = alike.setdefault(key, name)
        if other != name:
            message = '"{}" is the same name on macOS and Windows; rename one of them'
            for one, two in ((name, other), (other, name)):
                at = f"{folder}/{one}" if folder else one
                problems.append(_problem(at, WARNING, "name-clash", message.format(two)))
    return problems
