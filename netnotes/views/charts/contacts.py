"""Where the contacts of a strip stand: together on the line, in above it, out below it, none over another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from math import hypot
from typing import NamedTuple

from netnotes.views.charts.story import IN, OUT, Mark

# More marks than this stand in slots, without stepping aside.
MOST_ALONE = 60
_AIR = 1.2


class Sheet(NamedTuple):
    """The measures of a strip in units: the *line* of contacts, the half height of its *band*, the *axis* of months.

    A contact of depth d has the radius *least* + d · *more*. In a crowd each slot is *slot* wide.
    """

    width: float
    line: float
    band: float
    least: float
    more: float
    slot: float
    narrow: bool
    pad: float = 9.0
    top: float = 34.0

    @property
    def height(self) -> float:
        """The height of the whole strip."""
        return self.line + 88

    @property
    def axis(self) -> float:
        """The y of the line of months."""
        return self.height - 26

    def lane(self, direction: str) -> float:
        """The y of a contact that does not step aside."""
        return self.line + {IN: -1, OUT: 1}.get(direction, 0) * (self.band + 5)


WIDE = Sheet(1184, 100, 22, 1.8, 1.25, 9, narrow=False)
NARROW = Sheet(344, 88, 18, 1.6, 0.95, 8, narrow=True)


class Placed(NamedTuple):
    """A contact's disc, with its mark; in a crowd one disc stands for all marks of its slot and has none."""

    x: float
    y: float
    radius: float
    direction: str
    mark: Mark | None


def placed(marks: Sequence[Mark], sheet: Sheet, across: Callable[[date], float]) -> list[Placed]:
    """The discs of *marks*; *across* gives a day its x. Where they do not fit one by one, they stand in slots."""
    found = _one_by_one(marks, sheet, across) if len(marks) <= MOST_ALONE else None
    return found if found is not None else _in_slots(marks, sheet, across)


def _one_by_one(marks: Sequence[Mark], sheet: Sheet, across: Callable[[date], float]) -> list[Placed] | None:
    """Deep contacts keep their place, shallow ones step away from the line; None where one would step too far."""
    found: list[Placed] = []
    for mark in sorted(marks, key=lambda mark: (-mark.depth, mark)):
        radius = sheet.least + _depth(mark) * sheet.more
        x, y = across(mark.day), sheet.lane(mark.direction)
        step = 2 if mark.direction == OUT else -2
        while any(hypot(x - other.x, y - other.y) < radius + other.radius + _AIR for other in found):
            y += step
        if y - radius < sheet.top + 4 or y + radius > sheet.axis - 4:
            return None
        found.append(Placed(x, y, radius, mark.direction, mark))
    return found


def _in_slots(marks: Sequence[Mark], sheet: Sheet, across: Callable[[date], float]) -> list[Placed]:
    """One disc a slot and direction, as deep as its deepest mark, small enough for the slot."""
    count = int((sheet.width - 2 * sheet.pad) // sheet.slot)
    deepest: dict[tuple[int, str], int] = {}
    for mark in marks:
        slot = min(int((across(mark.day) - sheet.pad) // sheet.slot), count - 1)
        direction = mark.direction if mark.direction in (IN, OUT) else ""
        deepest[slot, direction] = max(_depth(mark), deepest.get((slot, direction), 0))
    return [
        Placed(sheet.pad + (slot + 0.5) * sheet.slot, sheet.lane(direction), 1 + 0.56 * depth, direction, None)
        for (slot, direction), depth in sorted(deepest.items())
    ]


def _depth(mark: Mark) -> int:
    return min(max(mark.depth, 1), 5)
