"""What a process that builds pages again and again keeps in between."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

_Made = TypeVar("_Made")


class Memory:
    """What was made in the last build and this one, each thing by all that it was made from.

    So what is taken out of it is what would be made anew. It never holds more than two builds ask for.
    """

    def __init__(self) -> None:
        """Remember nothing yet."""
        self._key = ""
        self._before: dict[Hashable, Any] = {}
        self._now: dict[Hashable, Any] = {}

    def begin(self, key: str) -> None:
        """Begin a build; *key* stands for what everything in it is made from, such as the day and the settings."""
        self._before, self._now = (self._now if key == self._key else {}), {}
        self._key = key

    def made(self, source: Hashable, make: Callable[[], _Made]) -> _Made:
        """What *make* makes of *source*, and of nothing else but what the key stands for."""
        if source in self._now:
            found: _Made = self._now[source]
        elif source in self._before:
            found = self._before[source]
        else:
            found = make()
        self._now[source] = found
        return found
