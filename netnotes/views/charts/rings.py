"""The circles: you in the middle, a ring a circle, each person a dot that drifts outward as they grow late."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import cos, pi, sin, sqrt
from typing import NamedTuple

from netnotes.dates import span
from netnotes.views.charts.field import Box, Disc, Field, box_of
from netnotes.views.charts.labels import Ground, Label, named
from netnotes.views.charts.lettering import SIZE, apart, short_names, shorten, width_of
from netnotes.views.charts.places import (
    NAME_BASELINE,
    NARROW,
    WIDE,
    Dot,
    Frame,
    Ring,
    Seat,
    Seating,
    name_box,
    seating,
)
from netnotes.views.charts.svg import escaped, label, number, picture, plain, points

_DOOR = "at the door"
_ROW = 1.55 * SIZE
_MOST_DOORS = 6


class Door(NamedTuple):
    """Somebody new, not in a circle yet."""

    name: str
    href: str | None


class Circles(NamedTuple):
    """The drawing, and for each ring (its index) whose dots speak for more than one person, for how many."""

    svg: str
    bundles: dict[int, int]


def circles(rings: Sequence[Ring], dots: Sequence[Dot], doors: Sequence[Door], uid: str, *, narrow: bool) -> Circles:
    """Draw *dots* on *rings*, innermost first, and *doors* in the corner.

    Wide it is 940 units across, narrow 344. Names that find no room are left out: they are each dot's tooltip.
    """
    frame = NARROW if narrow else WIDE
    seated = seating(rings, dots, frame)
    at_door = _at_door([door._replace(name=plain(door.name)) for door in doors], frame)
    height = max(2 * frame.reach + 32, at_door.box.bottom + 4 if doors else 0)
    ground = _ground(seated, frame, height)
    if doors:
        ground.field.take(at_door.box)
    names = _ring_names(seated, ground)
    labels = named(ground, _short_names(tuple(dot.name for dot in dots)))
    across, down = frame.middle
    parts = [
        '<g aria-hidden="true">',
        *_lines(seated, frame),
        *names,
        label(across, down + 5, "you", style="you", anchor="middle"),
        *_people(seated, labels),
        *(at_door.parts if doors else []),
        "</g>",
    ]
    title = "Your circles: who is near, who drifts outward"
    return Circles(picture(frame.width, height, title, parts, uid, role="group"), seated.bundles)


# Wide and narrow show the same people.
@lru_cache(maxsize=1)
def _short_names(names: tuple[str, ...]) -> dict[str, str]:
    return short_names([plain(name) for name in names])


def _ground(seated: Seating, frame: Frame, height: float) -> Ground:
    """What labels keep off: you, the dots, their tails. What they had better not cover: the open places."""
    field, open_places = Field(frame.width, height), Field(frame.width, height)
    across, down = frame.middle
    field.take(box_of("you", across, down + 5, "middle", 17))
    for seat in seated.seats:
        orbit = seated.orbits[seat.ring]
        field.put(Disc(seat.x, seat.y, orbit.dot))
        for step in range(int(seat.drift // 4)):
            back = seat.drift - step * 4
            field.put(Disc(seat.x - back * cos(seat.angle), seat.y - back * sin(seat.angle), 1))
    for places in seated.open:
        for x, y in places:
            open_places.put(Disc(x, y, 1))
    return Ground(field, open_places, seated, frame)


def _ring_names(seated: Seating, ground: Ground) -> list[str]:
    """The rings' names at twelve o'clock, each where it has room."""
    across, down = ground.frame.middle
    parts = []
    for orbit in seated.orbits:
        box = name_box(orbit, ground.frame)
        if ground.field.is_free(box.grown(-3, -1)):
            ground.field.take(box)
            style = "ringname l" if orbit.over else "ringname"
            y = down - orbit.radius + NAME_BASELINE
            parts.append(label(across, y, orbit.label, style=style, anchor="middle"))
    return parts


def _lines(seated: Seating, frame: Frame) -> list[str]:
    """The rings, their open places, and the tails that tie those who drift to their own."""
    across, down = (number(value) for value in frame.middle)
    parts = []
    for at, (orbit, places) in enumerate(zip(seated.orbits, seated.open, strict=True)):
        parts.append(f'<circle class="ring" cx="{across}" cy="{down}" r="{number(orbit.radius)}"/>')
        if places:
            count = len(places) + sum(seat.ring == at for seat in seated.seats)
            broad = min(orbit.dot * 0.95, max(2.0, 2 * (pi - orbit.half) * orbit.radius / count * 0.17))
            stroke = f'stroke="var(--seat)" stroke-width="{number(broad)}" stroke-linecap="round"'
            parts.append(f'<path d="{points(places)}" {stroke}/>')
    tails = "".join(_tail(seat, seated.orbits[seat.ring].dot) for seat in seated.seats if seat.drift)
    return [*parts, f'<path class="tail" d="{tails}"/>'] if tails else parts


def _tail(seat: Seat, dot: float) -> str:
    along, beside = cos(seat.angle), sin(seat.angle)
    start = number(seat.x - seat.drift * along), number(seat.y - seat.drift * beside)
    return f"M{' '.join(start)}L{number(seat.x - dot * along)} {number(seat.y - dot * beside)}"


def _people(seated: Seating, labels: Mapping[Seat, Label]) -> list[str]:
    """Every dot with its tooltip and label; dots of a bundle share the tooltip, which keeps ten thousand small."""
    parts = []
    shared: dict[tuple[int, str], list[str]] = {}
    for seat in seated.seats:
        mark = _mark(seat, seated.orbits[seat.ring].dot)
        if len(seat.people) > 1:
            state = "no contact on record" if seat.silent else "late" if seat.drift else "in time"
            shared.setdefault((seat.ring, state), []).append(mark)
            continue
        if seat in labels:
            words, spot = labels[seat]
            mark += label(spot.x, spot.y, words, style="lab", anchor=spot.anchor)
        dot = seat.people[0]
        parts.append(_linked(f"<title>{escaped(tooltip(dot))}</title>{mark}", dot.href))
    for (ring, state), marks in shared.items():
        words = f"each dot is {seated.bundles[ring]:,} people, {state}"
        parts.append(f"<g><title>{escaped(words)}</title>{''.join(marks)}</g>")
    return parts


def tooltip(dot: Dot) -> str:
    """``Ada Lovelace: 5 days late``."""
    if dot.silent:
        state = "no contact on record"
    elif dot.lateness > 0:
        state = f"{span(dot.late)} late" if dot.late > 0 else "late"
    else:
        state = "in time"
    return f"{apart(shorten(plain(dot.name), 60 * SIZE))}: {state}"


def _mark(seat: Seat, dot: float) -> str:
    """In time a full disc, late a hollow one, without a contact on record a hollow dash."""
    if seat.silent:
        tall = dot * 0.8
        return (
            f'<rect x="{number(seat.x - dot + 0.7)}" y="{number(seat.y - tall / 2)}" width="{number(2 * dot - 1.4)}" '
            f'height="{number(tall)}" rx="{number(tall / 2)}" fill="var(--paper)" stroke="var(--soft)"/>'
        )
    style, radius = ("off", max(dot - 1, 0.5)) if seat.drift else ("on", dot)
    return f'<circle class="{style}" cx="{number(seat.x)}" cy="{number(seat.y)}" r="{number(radius)}"/>'


def _linked(inner: str, href: str | None) -> str:
    """A dot that leads to a page, outside the tab order: the table of words is the keyboard's way."""
    return f'<a href="{escaped(href)}" tabindex="-1">{inner}</a>' if href else f"<g>{inner}</g>"


class _AtDoor(NamedTuple):
    box: Box
    parts: list[str]


def _at_door(doors: Sequence[Door], frame: Frame) -> _AtDoor:
    """Those who are new, in the lower left corner, beside the circles or, where there is no room, below them."""
    short = short_names([door.name for door in doors])
    shown = doors if len(doors) <= _MOST_DOORS else doors[: _MOST_DOORS - 1]
    limit = frame.width / 3 if frame.narrow else frame.width / 4
    rows = [shorten(short[door.name] if frame.narrow else door.name, limit) for door in shown]
    rest = f"and {len(doors) - len(shown):,} more" if len(shown) < len(doors) else ""
    right = 26 + max(map(width_of, [*rows, rest, _DOOR]))
    across, down = frame.middle
    aside = across - right
    top = down + (sqrt(frame.reach**2 - aside**2) if 0 < aside < frame.reach else 0 if aside > 0 else frame.reach)
    tall = _ROW * (len(rows) + (1 if rest else 0) + 1) + 3
    top = max(top, 2 * frame.reach + 28 - tall)
    y = top + SIZE
    parts = [label(4, y, _DOOR)]
    y += 3
    for door, words in zip(shown, rows, strict=True):
        y += _ROW
        mark = f'<path class="new-mark" d="M6 {number(y - 4)}l4.5-4.5 4.5 4.5-4.5 4.5z"/>'
        body = f"<title>{escaped(door.name)}</title>{mark}{label(22, y, words, style='lab')}"
        parts.append(_linked(body, door.href))
    if rest:
        parts.append(label(22, y + _ROW, rest))
        y += _ROW
    return _AtDoor(Box(0, top, right, box_of(_DOOR, 0, y).bottom), parts)
