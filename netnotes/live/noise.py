"""How long something has been going on, and since when there is silence."""

from __future__ import annotations

import threading
from time import monotonic


class Noise:
    """Told of changes by any thread; says to one when there has been silence.

    `folders` is set where folders came or were moved: the new ones have to be watched, too.
    """

    def __init__(self) -> None:
        """Begin in silence."""
        self._lock = threading.Lock()
        self._heard = threading.Event()
        self._first = self._last = 0.0
        self.folders = False

    def hear(self, *, folder: bool = False) -> None:
        """Something has changed."""
        with self._lock:
            self._last = monotonic()
            if not self._heard.is_set():
                self._first = self._last
                self._heard.set()
            self.folders |= folder

    def forget(self) -> None:
        """What was heard so far is seen to."""
        with self._lock:
            self._heard.clear()
            self.folders = False

    def due(self, quiet: float, most: float) -> float | None:
        """The seconds until there have been *quiet* of silence, or *most* of noise; None where nothing was heard."""
        with self._lock:
            if not self._heard.is_set():
                return None
            return min(self._last + quiet, self._first + most) - monotonic()

    def lasts(self, most: float) -> bool:
        """Whether the noise has gone on for *most* seconds."""
        with self._lock:
            return self._heard.is_set() and monotonic() >= self._first + most

    def wait(self, seconds: float) -> None:
        """Wait until something is heard, at most *seconds*."""
        self._heard.wait(seconds)
