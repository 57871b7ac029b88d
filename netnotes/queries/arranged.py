"""Who is in which circle and meets at which rhythm: tried otherwise, to see what it would save."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from netnotes.dates import Cadence
from netnotes.model.everybody import Rhythm
from netnotes.model.settings import Circle, Settings
from netnotes.queries.balance import Meeting, circle_minutes, days_of, together

# The rhythms that people say; the longest is the longest that is ever proposed.
_SAID = ((1, "week"), (2, "week"), (3, "week"), (1, "month"), (6, "week"), (2, "month"), (3, "month"), (4, "month"),
         (6, "month"), (9, "month"), (1, "year"), (18, "month"), (2, "year"))  # fmt: skip
SPANS = tuple(Cadence(number, unit) for number, unit in _SAID)
NOTHING = 1e-9


class Place(NamedTuple):
    """Where somebody active stands: their *circle*, and their *rhythm* where they have one."""

    circle: str | None
    rhythm: Rhythm | None


class Option(NamedTuple):
    """Places that some people could have instead, and the hours a week that this *saves*."""

    places: Mapping[int, Place]
    saves: float


class Arranged:
    """Everyone active, their circles and rhythms. *hours* are what it all asks for in a week."""

    def __init__(self, settings: Settings, meetings: Iterable[Meeting], circles: Mapping[int, str | None]) -> None:
        """Begin with the *circles* of everyone active, and those who meet."""
        self.settings = settings
        self.minutes = circle_minutes(settings)
        self.rank = {circle.name: rank for rank, circle in enumerate(settings.circles)}
        self.fits = {circle.name: circle.people for circle in settings.circles}
        self.longest = max((days_of(circle.cadence) for circle in settings.circles if circle.cadence), default=0.0)
        # A limit that `longest` is lifted to, in days.
        self.lifted = 0.0
        self.places = {person: Place(circle, None) for person, circle in circles.items()}
        self.homes: list[tuple[int, ...]] = []
        self.home_of: dict[int, tuple[int, ...]] = {}
        self.hours = 0.0
        for meeting in meetings:
            home = tuple(row.person for row in meeting.people)
            self.homes.append(home)
            self.home_of.update(dict.fromkeys(home, home))
            self.places.update({row.person: Place(row.circle, row) for row in meeting.people})
            self.hours += meeting.hours
        self.crowds = dict.fromkeys(self.rank, 0)
        for place in self.places.values():
            if place.circle:
                self.crowds[place.circle] += 1

    def room(self, circle: str) -> float:
        """How many more people fit into *circle*; below 0 where there are too many."""
        fits = self.fits[circle]
        return float("inf") if fits is None else fits - self.crowds[circle]

    def outside(self, circle: str | None) -> Sequence[Circle]:
        """The circles further out than *circle*, nearest first."""
        return self.settings.circles[self.rank[circle] + 1 :] if circle in self.rank else ()

    def has_clock(self, circle: str) -> bool:
        """Whether *circle* has a rhythm of its own."""
        clock = self.settings.circles[self.rank[circle]].cadence
        return clock is not None and clock.number > 0

    def is_clockless(self, person: int) -> bool:
        """Whether *person* may have no rhythm because their circle has none."""
        circle, rhythm = self.places[person]
        return rhythm is None and circle is not None and not self.has_clock(circle)

    def put(self, places: Mapping[int, Place]) -> dict[int, Place]:
        """Give people other *places*; what they had, to put it back."""
        before = {person: self.places[person] for person in places}
        homes = {self.home_of[person] for person in places if person in self.home_of}
        self.hours -= sum(self.hours_at(home) for home in homes)
        for person, place in places.items():
            for circle, change in ((before[person].circle, -1), (place.circle, 1)):
                if circle:
                    self.crowds[circle] += change
            self.places[person] = place
        self.hours += sum(self.hours_at(home) for home in homes)
        return before

    def hours_at(self, home: tuple[int, ...], instead: Mapping[int, Place] | None = None) -> float:
        """What the people of *home* ask for in a week, some of them with the places *instead*."""
        rows = [row for person in home if (row := (instead or {}).get(person, self.places[person]).rhythm)]
        return together(rows, self.minutes).hours if rows else 0.0

    def moved(self, person: int, circle: Circle) -> Place:
        """The place of *person* in *circle*: its rhythm, unless they have their own."""
        row = self.places[person].rhythm
        if row is None or row.own:
            return Place(circle.name, row and row._replace(circle=circle.name))
        clock = circle.cadence
        return Place(circle.name, row._replace(circle=circle.name, cadence=clock) if clock and clock.number else None)

    def slowed(self, person: int, cadence: Cadence) -> Place:
        """The place of *person* at a rhythm of their own."""
        place = self.places[person]
        return place._replace(rhythm=place.rhythm and place.rhythm._replace(cadence=cadence, own=True))

    def usual(self, home: tuple[int, ...]) -> Option | None:
        """The next circle out with room, for whoever has its rhythm; else a rhythm twice as long, or nearly."""
        first = self._first(home)
        if first is None:
            return None
        move = next(self._moves(home, first), None)
        if move:
            return move
        spans = self._spans(first)
        twice = [span for span in spans if days_of(span) >= 2 * days_of(first.cadence) - NOTHING]
        return next(filter(None, (self._slower(home, span) for span in (twice or spans[-1:]))), None)

    def farthest(self, home: tuple[int, ...]) -> Option | None:
        """What saves most."""
        first = self._first(home)
        if first is None:
            return None
        slower = [self._slower(home, span) for span in self._spans(first)[-1:]]
        found = [*self._moves(home, first), *filter(None, slower)]
        return max(found, key=lambda option: option.saves, default=None)

    def at_most(self, home: tuple[int, ...]) -> float:
        """What no step saves more than, whatever room there is."""
        first = self._first(home)
        if first is None:
            return 0.0
        found = [self._out(home, first, circle, crowded=True) for circle in self.outside(first.circle)]
        found += [self._slower(home, span) for span in self._spans(first)[-1:]]
        return max((option.saves for option in found if option), default=0.0)

    def options(self, home: tuple[int, ...]) -> list[Option]:
        """All that saves anything, the mildest first."""
        first = self._first(home)
        if first is None:
            return []
        slower = filter(None, (self._slower(home, span) for span in self._spans(first)))
        return sorted([*self._moves(home, first), *slower], key=lambda option: option.saves)

    def _first(self, home: tuple[int, ...]) -> Rhythm | None:
        rows = [row for person in home if (row := self.places[person].rhythm)]
        return together(rows, self.minutes).first if rows else None

    def _moves(self, home: tuple[int, ...], first: Rhythm) -> Iterator[Option]:
        return filter(None, (self._out(home, first, circle) for circle in self.outside(first.circle)))

    def _spans(self, first: Rhythm) -> list[Cadence]:
        """Longer rhythms, up to the outermost circle's, for who has that already up to twice their own; or *lifted*."""
        days = days_of(first.cadence)
        longest = max(self.longest if days < self.longest - NOTHING else 2 * days, self.lifted)
        return [span for span in SPANS if days + NOTHING < days_of(span) <= longest + NOTHING]

    def _out(self, home: tuple[int, ...], first: Rhythm, circle: Circle, *, crowded: bool = False) -> Option | None:
        """*first* in *circle*, and with them all who are met more often than it asks for; *crowded*: without room."""
        if first.own or not circle.cadence or not self.has_clock(circle.name):
            return None
        places = {}
        for person, row in self._faster(home, circle.cadence, first):
            inside = not row.own and self.rank.get(row.circle or "", -1) < self.rank[circle.name]
            places[person] = (
                self.moved(person, circle) if inside and row.circle else self.slowed(person, circle.cadence)
            )
        coming = sum(place.circle == circle.name != self.places[person].circle for person, place in places.items())
        return self._option(home, places) if crowded or self.room(circle.name) >= coming else None

    def _slower(self, home: tuple[int, ...], span: Cadence) -> Option | None:
        """All whose rhythm is shorter than *span* at that."""
        return self._option(home, {person: self.slowed(person, span) for person, _ in self._faster(home, span)})

    def _faster(
        self, home: tuple[int, ...], span: Cadence, first: Rhythm | None = None
    ) -> Iterator[tuple[int, Rhythm]]:
        """The people of *home* whose rhythm is shorter than *span*, and *first* in any case."""
        for person in home:
            row = self.places[person].rhythm
            if row and (row == first or days_of(row.cadence) < days_of(span) - NOTHING):
                yield person, row

    def _option(self, home: tuple[int, ...], places: Mapping[int, Place]) -> Option | None:
        saves = self.hours_at(home) - self.hours_at(home, places)
        return Option(places, saves) if saves > NOTHING else None
