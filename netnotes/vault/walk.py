"""Walking a vault: its folders, and the fingerprints of what ends in .md (LAWS 3, 5 and 6)."""

import contextlib
import os
import zlib
from array import array
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from netnotes.model.names import as_text
from netnotes.model.problem import ERROR, WARNING, Problem

MOST_DEPTH = 32
SITE_MARK = ".netnotes-site"
# The bytes of a fingerprint: four numbers of eight.
PRINT = 4 * 8
_AT_ONCE = 4096
_LARGEST = 0x7FFF_FFFF_FFFF_FFFF
_ENDINGS = frozenset({".md", ".MD", ".Md", ".mD"})
_BY_HANDLE = os.scandir in os.supports_fd and os.stat in os.supports_dir_fd and hasattr(os, "O_DIRECTORY")
_TYPE, _REGULAR, _FOLDER = 0o170000, 0o100000, 0o040000


Packed = bytes | bytearray


class Folder(NamedTuple):
    """What lies in one folder: its *path* in the vault, the names of what ends in .md, *packed*, and *prints*.

    *prints* holds PRINT bytes a name, which are four numbers: mtime_ns, ctime_ns, size, inode. Both are bytes, as
    they are kept in the index: a hundred thousand names and numbers of their own would be most of the memory.
    """

    path: str
    packed: Packed
    prints: Packed

    @property
    def names(self) -> list[str]:
        """The names, in the order of the prints."""
        return unpack_names(self.packed)


def pack_names(names: list[str]) -> bytes:
    """File names as one value, in the bytes that they have on the disk."""
    return os.fsencode("\0".join(names))


def unpack_names(packed: Packed) -> list[str]:
    """The file names in what `pack_names` made, as the system's calls take them whatever the locale."""
    return os.fsdecode(bytes(packed)).split("\0") if packed else []


def walk(root: str, ignore: tuple[str, ...], problems: list[Problem]) -> Iterator[Folder]:
    """Every folder of the vault that is not ignored; what keeps one from being read is added to *problems*."""
    return _Walk(root, ignore, problems).folders()


class _Walk:
    """One walk. `waiting` holds the folders still to be read, with their depth."""

    def __init__(self, root: str, ignore: tuple[str, ...], problems: list[Problem]) -> None:
        self.root = root
        self.problems = problems
        self.waiting = [("", 0)]
        self.spec: Any = None
        if ignore:
            from pathspec import GitIgnoreSpec

            self.spec = GitIgnoreSpec.from_lines(ignore)

    def folders(self) -> Iterator[Folder]:
        """Read folder after folder."""
        while self.waiting:
            path, depth = self.waiting.pop()
            if depth > MOST_DEPTH:
                message = f"folders nested over {MOST_DEPTH} deep are not read; move it up"
                self._report(path, ERROR, "too-deep-dir", message)
                continue
            try:
                yield self._open(path, depth)
            except OSError as error:
                message = f"this folder cannot be read ({error.strerror}); mend its permissions"
                self._report(path or ".", ERROR, "no-access", message)

    def _open(self, path: str, depth: int) -> Folder:
        full = os.path.join(self.root, path) if path else self.root
        if not _BY_HANDLE:
            with os.scandir(full) as entries:
                return self._folder(path, depth, entries)
        # Relative to an open folder, each stat is spared the way down to it.
        handle = os.open(full, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            with os.scandir(handle) as entries:
                return self._folder(path, depth, entries)
        finally:
            os.close(handle)

    def _folder(self, path: str, depth: int, entries: Iterable[os.DirEntry[str]]) -> Folder:
        packed, printed = bytearray(), bytearray()
        names: list[str] = []
        prints: list[int] = []
        spec, before = self.spec, len(self.waiting)
        for entry in entries:
            name = entry.name
            if name[-3:] not in _ENDINGS or name[0] == ".":
                if name[0] != ".":
                    if entry.is_dir():
                        self._enter(path, depth, entry)
                elif name == SITE_MARK:
                    # Pages that were built into the vault are no notes.
                    del self.waiting[before:]
                    return Folder(path, b"", b"")
                continue
            if spec is not None and spec.match_file(f"{path}/{name}" if path else name):
                continue
            try:
                found = entry.stat(follow_symlinks=False)
            except OSError:
                continue
            place = found.st_ino & _LARGEST
            if found.st_mode & _TYPE != _REGULAR:
                found, place = self._odd(path, depth, entry, found)
            names.append(name)
            prints += (found.st_mtime_ns, found.st_ctime_ns, found.st_size, place)
            if len(names) == _AT_ONCE:
                _pack(names, prints, packed, printed)
        _pack(names, prints, packed, printed)
        return Folder(path, packed, printed)

    def _odd(self, path: str, depth: int, entry: os.DirEntry[str], found: os.stat_result) -> tuple[os.stat_result, int]:
        """What is named like a note and is no file: a folder is entered, a link shows what it leads to, and where."""
        if found.st_mode & _TYPE == _FOLDER:
            self._enter(path, depth, entry)
            return found, found.st_ino & _LARGEST
        with contextlib.suppress(OSError):
            found = entry.stat()
        real = os.path.realpath(os.path.join(self.root, path, entry.name))
        return found, (found.st_ino ^ zlib.crc32(os.fsencode(real)) << 16) & _LARGEST

    def _enter(self, path: str, depth: int, entry: os.DirEntry[str]) -> None:
        """Take a folder up for reading; links to folders are not followed."""
        below = f"{path}/{entry.name}" if path else entry.name
        if entry.is_symlink():
            if not is_inside(os.path.realpath(os.path.join(self.root, below)), os.path.realpath(self.root)):
                message = "this link leads out of the vault and is not followed"
                self._report(below, WARNING, "symlink-outside", message)
        elif not _is_backup(below) and (self.spec is None or not self.spec.match_file(below + "/")):
            self.waiting.append((below, depth + 1))

    def _report(self, path: str, severity: str, code: str, message: str) -> None:
        self.problems.append(Problem(shown_path(path), None, None, severity, code, message))


def _pack(names: list[str], prints: list[int], packed: bytearray, printed: bytearray) -> None:
    """Move *names* and *prints* to the end of what is packed already."""
    if names:
        packed += (b"\0" if packed else b"") + pack_names(names)
        printed += array("q", prints).tobytes()
        names.clear()
        prints.clear()


def _is_backup(folder: str) -> bool:
    """Whether *folder* is where Logseq keeps older versions of notes."""
    return folder.endswith(("logseq/bak", "logseq/version-files"))


def print_of(path: str) -> bytes | None:
    """The fingerprint of the note at *path* as the walk takes it; None where that is no plain file."""
    try:
        found = os.stat(path, follow_symlinks=False)
    except OSError:
        return None
    if found.st_mode & _TYPE != _REGULAR:
        return None
    numbers = (found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino & _LARGEST)
    return array("q", numbers).tobytes()


def why_unseen(root: str, path: str, ignore: tuple[str, ...]) -> str:
    """Why the file at *path* is never looked at, in words; empty where it is, or is no file of the vault."""
    full = os.path.join(root, path)
    if os.path.isabs(path) or path.startswith("../") or not (os.path.isfile(full) or os.path.islink(full)):
        return ""
    parts = path.split("/")
    hidden = next((part for part in parts if part.startswith(".")), "")
    if hidden:
        return f'"{shown_path(hidden)}" begins with a dot'
    if any(_is_backup("/".join(parts[:count])) for count in range(1, len(parts))):
        return "Logseq keeps older versions there"
    if ignore:
        from pathspec import GitIgnoreSpec

        spec = GitIgnoreSpec.from_lines(ignore)
        folders = ["/".join(parts[:count]) + "/" for count in range(1, len(parts))]
        if any(spec.match_file(place) for place in (path, *folders)):
            return "the setting ignore names it"
    return "" if path[-3:] in _ENDINGS else "its name does not end in .md"


def is_inside(path: str, root: str) -> bool:
    """Whether the real *path* lies in the real *root*."""
    return path == root or path.startswith(root.rstrip(os.sep) + os.sep)


def shown_path(path: str) -> str:
    r"""*path* as text that can be stored and printed; two different paths never look alike.

    Bytes that are no UTF-8 stand as escapes, and a name that looks like such an escape has its \\ doubled.
    """
    return as_text(path.replace("\\", "\\\\")) if "\\x" in path else as_text(path)
