"""What the system tells of changes: the only importer of watchdog, imported where something is watched (LAW 21)."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import tempfile
import warnings
from collections.abc import Callable, Sequence

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

from netnotes.live.noise import Noise
from netnotes.live.wanted import is_kept

# Not that a folder was modified: what was made, moved or deleted in it tells of itself, a temporary file as well.
KINDS: list[type[FileSystemEvent]] = [
    FileCreatedEvent, FileModifiedEvent, FileMovedEvent, FileDeletedEvent,
    DirCreatedEvent, DirMovedEvent, DirDeletedEvent,
]  # fmt: skip
JOIN_SECONDS = 2.0


class Events:
    """The watch over a vault and the folders *also*; what is wanted makes *noise*."""

    def __init__(self, root: str, also: Sequence[str], wants: Callable[[str], bool], noise: Noise) -> None:
        """Begin to watch; raises OSError where the system refuses (ENOSPC or EMFILE where its limit is reached)."""
        self._handler = _Handler(os.path.realpath(root), [os.path.realpath(folder) for folder in also], wants, noise)
        self._overheard = _Overheard(noise)
        logging.getLogger("watchdog").addHandler(self._overheard)
        # A folder in a new folder is met twice, and watched once all the same.
        warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning)
        try:
            self._observer = Observer()
            try:
                self._start()
            except BaseException:
                self.end()
                raise
        except BaseException:
            logging.getLogger("watchdog").removeHandler(self._overheard)
            raise

    def _start(self) -> None:
        for folder in self._handler.folders():
            self._observer.schedule(self._handler, folder, recursive=True, event_filter=KINDS)
        self._observer.start()
        self.check_room()

    def alive(self) -> bool:
        """Whether every folder is still watched; a watch ends with its folder."""
        emitters = list(self._observer.emitters)
        return self._observer.is_alive() and bool(emitters) and all(emitter.is_alive() for emitter in emitters)

    def check_room(self) -> None:
        """Raise OSError (ENOSPC or EMFILE) where the system lets no more folders be watched.

        watchdog says so of the topmost folder alone, and leaves those below it unwatched in silence. So one more
        is tried: a new, empty one. Where there is no room left for it, there may have been none for others.
        """
        if not sys.platform.startswith("linux"):
            return
        try:
            folder = tempfile.mkdtemp(prefix="netnotes-room-")
        except OSError:
            # A full disk says nothing of watches.
            return
        try:
            self._observer.unschedule(self._observer.schedule(FileSystemEventHandler(), folder, event_filter=KINDS))
        finally:
            with contextlib.suppress(OSError):
                os.rmdir(folder)

    def end(self) -> None:
        """Stop watching, and wait for the threads to end."""
        self._observer.stop()
        # One that was never started cannot be waited for.
        with contextlib.suppress(RuntimeError):
            self._observer.join(JOIN_SECONDS)
        logging.getLogger("watchdog").removeHandler(self._overheard)


class _Handler(FileSystemEventHandler):
    """Hears every event and passes on that there was a wanted one."""

    def __init__(self, root: str, also: Sequence[str], wants: Callable[[str], bool], noise: Noise) -> None:
        self._root, self._start = root, root.rstrip(os.sep) + os.sep
        self._also = [folder.rstrip(os.sep) + os.sep for folder in also]
        self._wants, self._noise = wants, noise

    def folders(self) -> list[str]:
        """The folders to watch: those that are there, without those that lie in another."""
        places = {self._start, *(folder for folder in self._also if os.path.isdir(folder))}
        tops = [place for place in places if not any(place != top and place.startswith(top) for top in places)]
        return [place.rstrip(os.sep) or os.sep for place in sorted(tops)]

    def dispatch(self, event: FileSystemEvent) -> None:
        """Called by watchdog's thread."""
        if not isinstance(event, tuple(KINDS)):
            return
        for path in (event.src_path, event.dest_path):
            if path and self._is_wanted(os.fsdecode(path), event.is_directory):
                came = event.is_directory and not isinstance(event, DirDeletedEvent)
                self._noise.hear(os.fsdecode(path), folder=came)
                return

    def _is_wanted(self, path: str, is_folder: bool) -> bool:
        for folder in self._also:
            if path.startswith(folder):
                return is_kept(path[len(folder) :].replace(os.sep, "/"))
        if not path.startswith(self._start):
            return path == self._root
        relative = path[len(self._start) :].replace(os.sep, "/")
        return self._wants(f"{relative}/" if is_folder else relative)


class _Overheard(logging.Handler):
    """What watchdog warns of (its queue overflowed) is a reason to look, and nothing to print."""

    def __init__(self, noise: Noise) -> None:
        super().__init__(logging.WARNING)
        self._noise = noise

    def emit(self, record: logging.LogRecord) -> None:
        """Take note of a warning."""
        self._noise.hear()
