"""What a vault looks like from outside: the fingerprints of all that is wanted in it, and no note opened."""

from __future__ import annotations

import hashlib
import os
import struct
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from netnotes.live.wanted import is_kept
from netnotes.vault.discover import SETTINGS_FILE, TEMPLATES
from netnotes.vault.opening import open_note
from netnotes.vault.walk import PRINT, walk

TICK_NS = 2_000_000_000


class Look:
    """How a vault looked at one moment: a digest of every wanted file's (mtime, ctime, size, inode).

    A file that was written within the file system's tick may be written again and look the same (git's "racy" rule).
    A *careful* look keeps what stood in such files, for nothing else tells of the second writing.
    """

    def __init__(self, root: str, also: Sequence[str], wants: Callable[[str], bool], *, careful: bool = False) -> None:
        """Look at the vault at *root* and the folders *also*; what cannot be seen is not there, nothing is raised."""
        self.root = root
        self.young: dict[str, int] = {}
        digest = hashlib.blake2b(digest_size=16)
        now = time.time_ns()
        for seen in _notes(root, wants):
            digest.update(os.fsencode(seen.path) + b"\0" + seen.print)
            if careful and min(abs(now - at) for at in struct.unpack_from("2q", seen.print)) < TICK_NS:
                self.young[seen.path] = _content(root, seen.path)
        for folder in (os.path.join(root, SETTINGS_FILE), os.path.join(root, *TEMPLATES.split("/")), *also):
            for path, numbers in _files(folder):
                digest.update(os.fsencode(path) + b"\0" + repr(numbers).encode())
        self.digest = digest.digest()

    def differs(self, later: Look) -> bool:
        """Whether anything has changed by *later*."""
        if self.digest != later.digest:
            return True
        return any(content != later._content(path) for path, content in self.young.items())

    def _content(self, path: str) -> int:
        found = self.young.get(path)
        return _content(self.root, path) if found is None else found


class _Seen(NamedTuple):
    """A wanted note: its *path* in the vault, and its fingerprint (`walk.Folder`)."""

    path: str
    print: bytes


def _notes(root: str, wants: Callable[[str], bool]) -> Iterator[_Seen]:
    """Every wanted note, as the vault's own walk finds them."""
    for folder in walk(root, (), []):
        for place, name in enumerate(folder.names):
            path = f"{folder.path}/{name}" if folder.path else name
            if wants(path):
                yield _Seen(path, bytes(folder.prints[place * PRINT : (place + 1) * PRINT]))


def _content(root: str, path: str) -> int:
    return zlib.crc32(open_note(root, path).data or b"")


def _files(place: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The file at *place*, or those in the folder there, with what `os.stat` says of each."""
    if not os.path.isdir(place):
        yield place, _numbers(place)
        return
    for folder, folders, names in os.walk(place):
        folders[:] = [name for name in folders if is_kept(name)]
        for name in filter(is_kept, names):
            path = os.path.join(folder, name)
            yield path, _numbers(path)


def _numbers(path: str) -> tuple[int, ...]:
    try:
        found = os.stat(path)
    except OSError:
        return ()
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino
