"""Many notes, read by several processes at once.

A process of ours reads some of the notes and says what they hold; this one stores it, in the order it would have
gone itself. So the index is the same, whoever read.
"""

from __future__ import annotations

import gc
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import NamedTuple

from netnotes.model.settings import Settings
from netnotes.notes.note import NoteReader
from netnotes.vault.contents import Contents, contents_of
from netnotes.vault.opening import open_note
from netnotes.vault.store import digest_of
from netnotes.vault.walk import shown_path

MOST_HELPERS = 4
# Each helper in turn reads so many notes, and hands them over when they come from so many bytes.
_CHUNK, _MOST_BYTES = 32, 1 << 19
_PIPE = 1 << 20
# In a Python that looks at no settings of the user's and finds modules where this one does.
_CODE = "import sys; sys.path[:] = sys.argv[1:]; from netnotes.vault.helping import help; help()"


class Reading(NamedTuple):
    """What a helper found in a note of *size* bytes; without *contents* where it could not be opened."""

    contents: Contents | None = None
    digest: bytes = b""
    size: int = 0


def read_together(root: str, settings: Settings, paths: Sequence[str]) -> Iterator[Reading]:
    """The notes at *paths* of the vault at *root*, in that order, read by helpers.

    It ends early where there can be no helpers, or one is lost: the rest is left to whoever asks.
    """
    helpers: list[_Helper] = []
    try:
        for _ in range(_how_many()):
            helpers.append(_Helper())
        for place, helper in enumerate(helpers):
            helper.tell(root, settings, _share(paths, place, len(helpers)))
        for chunk, start in enumerate(range(0, len(paths), _CHUNK) if helpers else ()):
            yield from helpers[chunk % len(helpers)].said(min(_CHUNK, len(paths) - start))
    except (OSError, EOFError, pickle.UnpicklingError):
        return
    finally:
        for helper in helpers:
            helper.stop()


def help() -> None:
    """Be a helper: read what the standard input names, and say on the standard output what was found."""
    # One note leaves few cycles, as in `netnotes.__main__`.
    gc.set_threshold(50_000, 20, 100)
    encoding, root, settings, paths = pickle.load(sys.stdin.buffer)
    if encoding != sys.getfilesystemencoding():
        # The names would be those of other files.
        return
    reader = NoteReader(settings)
    for start in range(0, len(paths), _CHUNK):
        found, weight = [], 0
        for path in paths[start : start + _CHUNK]:
            found.append(_read(reader, root, path))
            weight += found[-1].size
            if weight > _MOST_BYTES:
                _say(found)
                found, weight = [], 0
        if found:
            _say(found)


def _say(found: list[Reading]) -> None:
    pickle.dump(found, sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)
    sys.stdout.buffer.flush()


def _read(reader: NoteReader, root: str, path: str) -> Reading:
    opened = open_note(root, path)
    if opened.problem or opened.data is None:
        return Reading()
    data, shown = opened.data, shown_path(path)
    return Reading(contents_of(shown, reader.read(shown, data), reader.kinds), digest_of(data), len(data))


def _how_many() -> int:
    """How many helpers there may be: as many as processors, none where there is but one."""
    if not sys.executable or getattr(sys, "frozen", False):
        return 0
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(processors, MOST_HELPERS) if processors > 1 else 0


def _share(paths: Sequence[str], place: int, helpers: int) -> list[str]:
    """What the helper at *place* reads: every so many chunks one."""
    starts = range(place * _CHUNK, len(paths), helpers * _CHUNK)
    return [path for start in starts for path in paths[start : start + _CHUNK]]


class _Helper:
    """A process that runs `help`."""

    def __init__(self) -> None:
        folders = [folder for folder in sys.path if isinstance(folder, str)]
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-S", *_as_this_one(), "-c", _CODE, *folders],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, pipesize=_PIPE,
        )  # fmt: skip

    def tell(self, root: str, settings: Settings, paths: list[str]) -> None:
        """Say what there is to read. All of it is taken before a word is said, so neither waits for the other."""
        assert self.process.stdin
        with self.process.stdin as pipe:
            pickle.dump((sys.getfilesystemencoding(), root, settings, paths), pipe, pickle.HIGHEST_PROTOCOL)

    def said(self, notes: int) -> Iterator[Reading]:
        """What was found in the next so many *notes*."""
        assert self.process.stdout
        while notes > 0:
            found: list[Reading] = pickle.load(self.process.stdout)
            notes -= len(found)
            yield from found

    def stop(self) -> None:
        """End the process, if it has not ended."""
        self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                if pipe:
                    pipe.close()
        self.process.wait()


def _as_this_one() -> list[str]:
    """The options by which a helper names files, and keeps compiled modules, as this process does."""
    options = ["-X", f"utf8={sys.flags.utf8_mode}"]
    if sys.dont_write_bytecode:
        options.append("-B")
    if sys.pycache_prefix:
        options += ["-X", f"pycache_prefix={sys.pycache_prefix}"]
    return options
