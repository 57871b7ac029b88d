"""Walking a vault: its folders, and the fingerprints of what ends in .md (LAWS 3, 5 and 6)."""

from __future__ import annotations

import contextlib
import os
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from netnotes.model.problem import ERROR, WARNING, Problem

MOST_DEPTH = 32
NUMBERS = 4
_LARGEST = 0x7FFF_FFFF_FFFF_FFFF


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
        prints: list[int] = []
        with entries:
            for entry in entries:
                name = entry.name
                if name[0] == ".":
                    continue
                below = f"{path}/{name}" if path else name
                if name[-3:] in (".md", ".MD", ".Md", ".mD"):
                    if spec is not None and spec.match_file(below):
                        continue
                    if not _take_print(entry, names, prints):
                        continue
                elif not entry.is_dir():
                    continue
                if entry.is_symlink():
                    if not is_inside(os.path.realpath(entry.path), real_root):
                        problems.append(_problem(below, WARNING, "symlink-outside", "this link leads out of the vault and is not followed"))
                elif spec is None or not spec.match_file(below + "/"):
                    waiting.append((below, depth + 1))
        yield Folder(path, names, array("q", prints))


def _take_print(entry: os.DirEntry[str], names: list[str], prints: list[int]) -> bool:
    """Add the fingerprint of *entry*, that of what it leads to if it is a link; whether it is a folder."""
    try:
        found = entry.stat(follow_symlinks=False)
        if found.st_mode & 0o170000 == 0o120000:
            with contextlib.suppress(OSError):
                found = entry.stat()
            is_folder = False
        else:
            is_folder = found.st_mode & 0o170000 == 0o040000
    except OSError:
        return False
    names.append(entry.name)
    prints += (found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino & _LARGEST)
    return is_folder


def is_inside(path: str, root: str) -> bool:
    """Whether the real *path* lies in the real *root*."""
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
