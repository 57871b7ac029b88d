"""What is taken already: boxes of text and discs, found again quickly by where they are."""

from __future__ import annotations

from math import hypot
from typing import NamedTuple

from netnotes.views.charts.lettering import ASCENT, DESCENT, SIZE, width_of

_CELL = 32


class Box(NamedTuple):
    """A rectangle in units; y grows downward."""

    left: float
    top: float
    right: float
    bottom: float

    def grown(self, across: float, along: float) -> Box:
        """The box with *across* more on the left and right, *along* above and below."""
        return Box(self.left - across, self.top - along, self.right + across, self.bottom + along)

    def meets(self, other: Box) -> bool:
        """Whether the two have a point inside in common."""
        return (
            self.left < other.right and self.right > other.left and self.top < other.bottom and self.bottom > other.top
        )

    def reaches(self, disc: Disc, pad: float = 0.0) -> bool:
        """Whether the box comes nearer than *pad* to the disc."""
        across = max(self.left - disc.x, 0.0, disc.x - self.right)
        along = max(self.top - disc.y, 0.0, disc.y - self.bottom)
        return hypot(across, along) < disc.radius + pad


class Disc(NamedTuple):
    """A dot in units."""

    x: float
    y: float
    radius: float


def box_of(words: str, x: float, y: float, anchor: str = "start", size: float = SIZE) -> Box:
    """The room that a text takes whose baseline is at y and whose start, middle or end is at x."""
    width = width_of(words, size)
    left = x - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
    return Box(left, y - ASCENT * size, left + width, y + DESCENT * size)


class Field:
    """The room of one picture. Items are kept in square cells, so that a crowd is searched near by only."""

    def __init__(self, width: float, height: float) -> None:
        self.whole = Box(0, 0, width, height)
        self._boxes: dict[tuple[int, int], list[Box]] = {}
        self._discs: dict[tuple[int, int], list[Disc]] = {}

    def take(self, box: Box) -> None:
        """Keep *box* for a text."""
        for cell in _cells(box):
            self._boxes.setdefault(cell, []).append(box)

    def put(self, disc: Disc) -> None:
        """Keep *disc* for a dot."""
        around = Box(disc.x - disc.radius, disc.y - disc.radius, disc.x + disc.radius, disc.y + disc.radius)
        for cell in _cells(around):
            self._discs.setdefault(cell, []).append(disc)

    def is_free(self, box: Box, own: Disc | None = None) -> bool:
        """Whether a text may stand in *box*: inside the picture, off every text and every dot but its *own*."""
        whole, wide = self.whole.grown(-2, -1), box.grown(3, 1)
        if box.left < whole.left or box.top < whole.top or box.right > whole.right or box.bottom > whole.bottom:
            return False
        for cell in _cells(wide):
            for other in self._boxes.get(cell, ()):
                if wide.meets(other):
                    return False
            for disc in self._discs.get(cell, ()):
                if disc != own and box.reaches(disc, 2):
                    return False
        return True

    def covered(self, box: Box) -> int:
        """How many dots of this field have their middle within 2 units of *box*."""
        wide = box.grown(2, 2)
        found = {disc for cell in _cells(wide) for disc in self._discs.get(cell, ())}
        return sum(wide.left < disc.x < wide.right and wide.top < disc.y < wide.bottom for disc in found)


def _cells(box: Box) -> list[tuple[int, int]]:
    left, top, right, bottom = (int(side // _CELL) for side in box)
    if left == right and top == bottom:
        return [(left, top)]
    return [(column, row) for column in range(left, right + 1) for row in range(top, bottom + 1)]
