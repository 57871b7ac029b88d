"""Where everybody sits in the circles: how far out each ring lies, how wide its mouth is, who sits at which place.

A ring lies open at twelve o'clock, where its name stands: its *mouth*. The rest of it is divided into places.
Somebody late drifts outward from their place, at most as far as the ring's *room*, so that nobody reaches the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import acos, asin, ceil, cos, pi, sin, sqrt
from statistics import median
from typing import NamedTuple

from netnotes.views.charts.field import Box, box_of
from netnotes.views.charts.lettering import SIZE, apart, shorten, width_of
from netnotes.views.charts.svg import plain

# A name stands so far above and below its ring; so much air is kept around it.
NAME_BASELINE, NAME_ABOVE, NAME_BELOW = 0.35 * SIZE, 0.65 * SIZE, 0.63 * SIZE
_AIR = 3.0


class Ring(NamedTuple):
    """A circle of people: its name, and for how many it is meant (None: any number)."""

    name: str
    capacity: int | None


class Dot(NamedTuple):
    """A person in a ring (its index, 0 is the innermost).

    *late* is days past due, zero or less in time; *lateness* is *late* over the days of the cadence.
    *href* leads to their page. *silent* says that no contact is on record.
    """

    name: str
    ring: int
    late: int
    lateness: float
    href: str | None
    silent: bool = False


class Frame(NamedTuple):
    """The size of the drawing in units: its *width*, the *reach* of the outermost ring's people, a dot's radius."""

    width: float
    reach: float
    dot: float
    narrow: bool

    @property
    def middle(self) -> tuple[float, float]:
        """Where you are."""
        return self.width / 2, self.reach + 16


WIDE = Frame(940, 376, 6.5, narrow=False)
NARROW = Frame(344, 166, 4, narrow=True)


class Orbit(NamedTuple):
    """A ring as it is drawn, in units: *room* is how far its people may drift, *dot* their radius.

    *half* is half of its mouth, in radians; *fit* says how many dots find a place side by side.
    """

    radius: float
    room: float
    dot: float
    label: str
    over: bool
    half: float = 0.0
    fit: int = 1

    def angle(self, place: int, places: int) -> float:
        """The direction of a place, in radians, clockwise from the right as y grows downward."""
        return -pi / 2 + self.half + (place + 0.5) * (2 * pi - 2 * self.half) / places


class Seat(NamedTuple):
    """Who sits where: one person, or the people that one dot speaks for. x and y are with the *drift*."""

    ring: int
    angle: float
    x: float
    y: float
    drift: float
    lateness: float
    people: tuple[Dot, ...]

    @property
    def silent(self) -> bool:
        """Whether nobody here has a contact on record."""
        return all(dot.silent for dot in self.people)


class Seating(NamedTuple):
    """The rings, who sits in them, and the (x, y) of the open places of each ring."""

    orbits: list[Orbit]
    seats: list[Seat]
    open: list[list[tuple[float, float]]]
    bundles: dict[int, int]


def seating(rings: Sequence[Ring], dots: Sequence[Dot], frame: Frame) -> Seating:
    """Give everybody their place. Where more people than dots fit, each dot speaks for as many as it must."""
    people = [
        sorted((dot for dot in dots if dot.ring == at), key=lambda dot: (dot.name.casefold(), dot.name, dot.lateness))
        for at in range(len(rings))
    ]
    each = [1] * len(rings)
    while True:
        orbits = _orbits(rings, people, each, frame)
        needed = [max(now, ceil(len(many) / orbit.fit)) for now, many, orbit in zip(each, people, orbits, strict=True)]
        # A larger bundle may have a longer name and so a wider mouth: ask again until it holds.
        if needed == each:
            break
        each = needed
    seats: list[Seat] = []
    left: list[list[tuple[float, float]]] = []
    for at, ring in enumerate(rings):
        taken, free = _seated(at, ring, orbits[at], _groups(people[at], each[at]), frame)
        seats.extend(taken)
        left.append(free)
    return Seating(orbits, seats, left, {at: many for at, many in enumerate(each) if many > 1})


def _groups(people: list[Dot], each: int) -> list[tuple[Dot, ...]]:
    """Who shares a dot: nobody, or neighbours in lateness, those without a contact last."""
    if each > 1:
        people = sorted(people, key=lambda dot: (dot.silent, dot.lateness))
    return [tuple(people[at : at + each]) for at in range(0, len(people), each)]


def _seated(
    at: int, ring: Ring, orbit: Orbit, groups: list[tuple[Dot, ...]], frame: Frame
) -> tuple[list[Seat], list[tuple[float, float]]]:
    """The seats of one ring, evenly spread over its places, and the places that stay open."""
    across, down = frame.middle
    places = max(min(ring.capacity or 0, orbit.fit), len(groups), 1)
    taken = {int((turn + 0.5) * places / len(groups)): group for turn, group in enumerate(groups)}
    seats, free = [], []
    for place in range(places if (ring.capacity or 0) > 0 or groups else 0):
        angle = orbit.angle(place, places)
        group = taken.get(place)
        lateness = median(0.0 if dot.silent else dot.lateness for dot in group) if group else 0.0
        drift = _drift(lateness, orbit)
        x, y = across + (orbit.radius + drift) * cos(angle), down + (orbit.radius + drift) * sin(angle)
        if group:
            seats.append(Seat(at, angle, x, y, drift, lateness, group))
        else:
            free.append((x, y))
    return seats, free


def _drift(lateness: float, orbit: Orbit) -> float:
    """How far out: half of the room at one whole cadence late, never all of it, and never too little to see."""
    if not lateness > 0:
        return 0.0
    return max(orbit.room * (1 - 2**-lateness), min(orbit.dot * 1.9, orbit.room))


def _orbits(rings: Sequence[Ring], people: list[list[Dot]], each: list[int], frame: Frame) -> list[Orbit]:
    """The rings at even distances, each with its name and the mouth that it needs."""
    pitch = frame.reach / (len(rings) + 0.9)
    dot = min(frame.dot, pitch / 5.5)
    orbits: list[Orbit] = []
    for at, ring in enumerate(rings):
        gap = pitch * (0.75 if at == len(rings) - 1 else 1)
        radius = pitch * (1.15 + at)
        # A dot stays off the next ring's dots, and off the next ring's name.
        room = max(gap - dot - max(dot + 3, NAME_BELOW + 1), gap * 0.3)
        words = ring_label(ring, len(people[at]), each[at], min(3.2 * radius, frame.width - 16), narrow=frame.narrow)
        over = ring.capacity is not None and len(people[at]) > ring.capacity
        orbits.append(Orbit(radius, room, dot, words, over))
    whole = []
    for at, orbit in enumerate(orbits):
        half = max(_mouth(orbit, inner) for inner in orbits[: at + 1])
        whole.append(orbit._replace(half=half, fit=max(int(2 * (pi - half) * orbit.radius / (2 * dot + 1)), 1)))
    return whole


def _mouth(orbit: Orbit, named: Orbit) -> float:
    """Half of the mouth that *orbit* needs so that no dot of it touches the name of *named*, itself or further in."""
    clear = width_of(named.label) / 2 + orbit.dot + _AIR
    top, bottom = named.radius + NAME_ABOVE + orbit.dot + _AIR, named.radius - NAME_BELOW - orbit.dot - _AIR
    if top < orbit.radius and sqrt(orbit.radius**2 - top**2) >= clear:
        return 0.0
    beside = asin(min(clear / orbit.radius, 1.0)) if clear < orbit.radius else pi
    below = acos(max(bottom, 0.0) / (orbit.radius + orbit.room))
    return min(beside, below)


def ring_label(ring: Ring, people: int, each: int, limit: float, *, narrow: bool) -> str:
    """``close · 9 of 15``, ``close 9/15`` narrow, with what is over and what a dot stands for; within *limit* units."""
    over = ring.capacity is not None and people > ring.capacity
    if narrow:
        places = f"/{ring.capacity}" if ring.capacity is not None else ""
        rest = f" {people:,}{places}{'!' if over else ''}"
    else:
        places = f" of {ring.capacity:,}" if ring.capacity is not None else ""
        rest = f" · {people:,}{places}{', over' if over else ''}{f' · a dot is {each}' if each > 1 else ''}"
    name = shorten(plain(ring.name), max(limit - width_of(rest), 3 * SIZE))
    return apart(name) + rest


def name_box(orbit: Orbit, frame: Frame) -> Box:
    """The room that a ring's name takes at twelve o'clock."""
    across, down = frame.middle
    return box_of(orbit.label, across, down - orbit.radius + NAME_BASELINE, "middle")
