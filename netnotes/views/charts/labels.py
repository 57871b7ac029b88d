"""Who is named in the circles, and where: a label touches no dot, no tail and no other label, or it is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import cos, hypot, sin
from typing import NamedTuple

from netnotes.views.charts.field import Box, Disc, Field, box_of
from netnotes.views.charts.lettering import SIZE, shorten
from netnotes.views.charts.places import Frame, Seat, Seating
from netnotes.views.charts.svg import plain

# A ring with more people than this names only those who are late.
CROWD = 40
LONGEST = 15 * SIZE


class Spot(NamedTuple):
    """Where a label would stand: its baseline at y, its start, middle or end at x."""

    x: float
    y: float
    anchor: str


class Label(NamedTuple):
    """A name and where it stands."""

    words: str
    spot: Spot


class Ground(NamedTuple):
    """What a label must keep off (*field*) and what it had better not cover: open places and the rings' lines."""

    field: Field
    open: Field
    seating: Seating
    frame: Frame

    def cost(self, box: Box) -> float:
        """What a free place still covers: 0.8 an open place, 0.7 a ring's line."""
        across, down = self.frame.middle
        far = [
            hypot(x - across, y - down)
            for x in (box.left, (box.left + box.right) / 2, box.right)
            for y in (box.top, box.bottom)
        ]
        lines = sum(min(far) < orbit.radius < max(far) for orbit in self.seating.orbits)
        return 0.8 * self.open.covered(box) + 0.7 * lines


def named(ground: Ground, short: Mapping[str, str]) -> dict[Seat, Label]:
    """The labels that find room: inner rings first, in a ring the latest first. *short* gives each short name."""
    crowded = {
        ring
        for ring in range(len(ground.seating.orbits))
        if sum(seat.ring == ring for seat in ground.seating.seats) > CROWD
    }
    labels: dict[Seat, Label] = {}
    order = sorted(ground.seating.seats, key=lambda seat: (seat.ring, -seat.lateness, seat.people[0].name, seat.angle))
    for seat in order:
        if len(seat.people) > 1 or (seat.ring in crowded and not seat.drift):
            continue
        label = _label(seat, ground, short)
        if label:
            ground.field.take(box_of(label.words, *label.spot))
            labels[seat] = label
    return labels


def _label(seat: Seat, ground: Ground, short: Mapping[str, str]) -> Label | None:
    """The whole name where it fits, else the short one; narrow only the short one."""
    name = plain(seat.people[0].name)
    forms = [short[name]] if ground.frame.narrow else [name, short[name]]
    dot = ground.seating.orbits[seat.ring].dot
    own = Disc(seat.x, seat.y, dot)
    for form in dict.fromkeys(forms):
        words = shorten(form, LONGEST / 2 if ground.frame.narrow else LONGEST)
        best: tuple[float, Spot] | None = None
        for rank, spot in enumerate(_spots(seat, dot)):
            box = box_of(words, *spot)
            if words and ground.field.is_free(box, own):
                cost = rank * 0.3 + ground.cost(box)
                if best is None or cost < best[0]:
                    best = cost, spot
        if best:
            return Label(words, best[1])
    return None


def _spots(seat: Seat, dot: float) -> Iterator[Spot]:
    """Eight places for a label, the best first: outer side, below or above, inner side, tilted."""
    off, middle = dot + 4, seat.y + 0.35 * SIZE
    sides = [Spot(seat.x + off, middle, "start"), Spot(seat.x - off, middle, "end")]
    heights = [
        Spot(seat.x, seat.y + dot + 1 + SIZE, "middle"),
        Spot(seat.x, seat.y - dot - 5, "middle"),
    ]
    if cos(seat.angle) < 0:
        sides.reverse()
    if sin(seat.angle) <= 0:
        heights.reverse()
    yield sides[0]
    yield from heights
    yield sides[1]
    for tilt in (-0.8 * SIZE, 0.8 * SIZE):
        yield from (Spot(side.x, side.y + tilt, side.anchor) for side in sides)
