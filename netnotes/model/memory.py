"""What a process that builds pages again and again keeps in between."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
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
        self._each: dict[str, dict[int, tuple[int, Any]]] = {}

    def begin(self, key: str) -> None:
        """Begin a build; *key* stands for what everything in it is made from, such as the day and the settings."""
        self._before, self._now = (self._now if key == self._key else {}), {}
        if key != self._key:
            self._each = {}
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

    def each(
        self, what: str, turns: Mapping[int, int], ask: Callable[[list[int]], Mapping[int, _Made]]
    ) -> dict[int, _Made | None]:
        """*what* follows, for everyone in *turns*, from nothing but what is known of them (and the key).

        *turns* says in which turn of the index anything about each last changed; *ask* gives it for some of them, and
        leaves out those for whom it is nothing.
        """
        before = self._each.get(what, {})
        known = {one: found for one, turn in turns.items() if (found := before.get(one)) and found[0] == turn}
        if len(known) < len(turns):
            asked = ask([one for one in turns if one not in known])
            known |= {one: (turn, asked.get(one)) for one, turn in turns.items() if one not in known}
        self._each[what] = known
        return {one: found for one, (_, found) in known.items()}
