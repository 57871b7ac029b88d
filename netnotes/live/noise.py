"""How long something has been going on, and since when there is silence."""

from __future__ import annotations

import threading
from time import monotonic

MANY = 200
LONGER = 12


class Noise:
    """Told of changes by any thread; says to one when there has been silence.

    A program that writes to the same few notes for ever is waited for only so long. One that goes through many (git,
    a sync program) is twelve times as long: it will come to an end, and half of what it does is of no use.
    `folders` is set where folders came or were moved: the new ones have to be watched, too.
    """

    def __init__(self) -> None:
        """Begin in silence."""
        self._lock = threading.Lock()
        self._heard = threading.Event()
        self._first = self._last = 0.0
        self._paths: set[str] = set()
        self.folders = False

    def hear(self, path: str = "", *, folder: bool = False) -> None:
        """Something has changed, at *path* if that is known."""
        with self._lock:
            self._last = monotonic()
            if not self._heard.is_set():
                self._first = self._last
                self._heard.set()
            self.folders |= folder
            if len(self._paths) < MANY:
                self._paths.add(path)

    def forget(self) -> None:
        """What was heard so far is seen to."""
        with self._lock:
            self._heard.clear()
            self._paths.clear()
            self.folders = False

    def due(self, quiet: float, most: float) -> float | None:
        """The seconds until there have been *quiet* of silence, or *most* of noise; None where nothing was heard."""
        with self._lock:
            if not self._heard.is_set():
                return None
            return min(self._last + quiet, self._end(most)) - monotonic()

    def lasts(self, most: float) -> bool:
        """Whether the noise has gone on for *most* seconds."""
        with self._lock:
            return self._heard.is_set() and monotonic() >= self._end(most)

    def _end(self, most: float) -> float:
        return self._first + (most if len(self._paths) < MANY else most * LONGER)

    def wait(self, seconds: float) -> None:
        """Wait until something is heard, at most *seconds*."""
        self._heard.wait(seconds)
