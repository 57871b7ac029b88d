"""The smallest changes that bring hours and circles under what there is (docs/rules.md, Capacity)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Container, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from netnotes.dates import Cadence
from netnotes.queries.arranged import NOTHING, SPANS, Arranged, Option, Place
from netnotes.queries.balance import days_of
from netnotes.queries.fewer import Fewer

# A plan of more changes than this takes the greatest savings, and is not made milder.
MANY = 100


class Loosened(NamedTuple):
    """What came of it: *changed* people in the order in which to change them, those who go together in one group.

    *hours* and *circles* (names) are what nothing brings under; *least* is then how few hours it could be, else None.
    """

    changed: Sequence[Sequence[int]]
    hours: bool
    circles: Sequence[str]
    least: float | None


class Loosening:
    """Changes an arrangement until it asks for no more than there is, if that can be."""

    def __init__(self, arranged: Arranged, have: float, order: Sequence[int], innermost: str) -> None:
        """*order* is everyone, whom to ask first; the people of the circle *innermost* are the last."""
        self.arranged, self.have, self.order, self.innermost = arranged, have, order, innermost
        self.homes = list(dict.fromkeys(arranged.home_of[person] for person in order if person in arranged.home_of))
        self.touched: list[tuple[int, ...]] = []

    def run(self) -> Loosened:
        """Circles with more people than fit first, then the hours."""
        before = dict(self.arranged.places)
        full = [circle for circle in self.arranged.rank if not self._relieve(circle)]
        hours = self._is_over and not self._loosen()
        least = self._least(SPANS[-1]) if hours else None
        seen: set[int] = set()
        groups = []
        for group in self.touched:
            groups.append([who for who in group if who not in seen and self.arranged.places[who] != before[who]])
            seen.update(group)
        place = {who: number for number, who in enumerate(self.order)}
        return Loosened([sorted(group, key=lambda who: place[who]) for group in groups if group], hours, full, least)

    @property
    def _is_over(self) -> bool:
        return self.arranged.hours > self.have + NOTHING

    # Circles

    def _relieve(self, circle: str) -> bool:
        """Move as many people out of *circle* as are too many; whether there was room for them."""
        undo: dict[int, Place] = {}
        groups = self._groups(circle) if self.arranged.room(circle) < 0 else []
        moved = []
        while (surplus := -self.arranged.room(circle)) > 0:
            # A household goes whole: where it is more than is too many, others go before it.
            ordered = sorted(groups, key=lambda group: max(len(group) - surplus, 0))
            found = next(((group, places) for group in ordered if (places := self._outward(group, circle))), None)
            if found is None:
                self.arranged.put(undo)
                return False
            undo |= self.arranged.put(found[1])
            groups.remove(found[0])
            moved.append(found[0])
        self.touched += moved
        return True

    def _groups(self, circle: str) -> list[tuple[int, ...]]:
        """The people in *circle*, whom to ask first, those of a household together."""
        groups: dict[object, list[int]] = {}
        for person in self.order:
            if self.arranged.places[person].circle == circle:
                groups.setdefault(self.arranged.home_of.get(person, person), []).append(person)
        return [tuple(group) for group in groups.values()]

    def _outward(self, group: Sequence[int], circle: str) -> dict[int, Place] | None:
        """The places of *group* in the next circle out with room for them."""
        for outer in self.arranged.outside(circle):
            waking = self.arranged.has_clock(outer.name) and any(self.arranged.is_clockless(who) for who in group)
            if self.arranged.room(outer.name) >= len(group) and not waking:
                return {person: self.arranged.moved(person, outer) for person in group}
        return None

    # Hours

    def _loosen(self) -> bool:
        """Bring the hours under; whether that can be. The innermost circle is left alone while it can."""
        if self.have <= 0:
            return False
        if self._least() > self.have + NOTHING:
            limit = bisect_left(SPANS, True, key=lambda span: self._least(span) <= self.have + NOTHING)
            if limit == len(SPANS):
                return False
            self.arranged.lifted = days_of(SPANS[limit])
        return any(self._try(inner=inner, far=far) for inner in (False, True) for far in (False, True))

    def _least(self, limit: Cadence | None = None) -> float:
        """The hours that the longest steps of all leave; with rhythms up to *limit*, where that is longer."""
        self.arranged.lifted = days_of(limit) if limit else 0.0
        return self.arranged.hours - sum(
            option.saves for home in self.homes if (option := self.arranged.farthest(home))
        )

    def _try(self, *, inner: bool, far: bool) -> bool:
        """Take usual steps, or the *far* ones that save most, until it is under; whether it is."""
        start = dict(self.arranged.places)
        homes = [home for home in self.homes if inner or not self._is_innermost(home)]
        left = dict.fromkeys(homes)
        step = self.arranged.farthest if far else self.arranged.usual
        relieved = {person for home in self.touched for person in home}
        taken: list[tuple[int, ...]] = []
        while self._is_over:
            found = {home: option for home in left if (option := step(home))}
            chosen = self._choose(found)
            if not chosen:
                self.arranged.put({person: start[person] for home in taken for person in home})
                return False
            for home in chosen:
                del left[home]
                # What was chosen, or another step where the room for it is taken by now.
                if self._is_over and (self._put(found[home].places) or self._put_step(step(home))):
                    taken.append(home)
        taken = self._only_needed(taken, start)
        if len(taken) <= MANY:
            taken = self._fewer(taken, start, homes, relieved, step)
            for home in reversed(taken):
                self._make_milder(home, {person: start[person] for person in home})
        self.touched += taken
        return True

    def _put_step(self, option: Option | None) -> bool:
        return option is not None and self._put(option.places)

    def _put(self, places: Mapping[int, Place]) -> bool:
        """Give people these *places*, if no circle is fuller than it may be then; whether it was done."""
        rooms = {circle: min(self.arranged.room(circle), 0) for circle in self.arranged.rank}
        before = self.arranged.put(places)
        if all(self.arranged.room(circle) >= room for circle, room in rooms.items()):
            return True
        self.arranged.put(before)
        return False

    def _only_needed(self, taken: Sequence[tuple[int, ...]], start: Mapping[int, Place]) -> list[tuple[int, ...]]:
        """Those of *taken* without whose step it would be over, the last left out first; the others have *start*."""
        needed = list(taken)
        is_done = False
        while not is_done:
            # A place that somebody goes back to may have been taken by one who goes back, too.
            is_done = True
            for home in reversed(tuple(needed)):
                now = {person: self.arranged.places[person] for person in home}
                if self._put({person: start[person] for person in home}):
                    if self._is_over:
                        self.arranged.put(now)
                    else:
                        needed.remove(home)
                        is_done = False
        return needed

    def _fewer(
        self,
        taken: list[tuple[int, ...]],
        start: Mapping[int, Place],
        homes: Sequence[tuple[int, ...]],
        relieved: Container[int],
        step: Callable[[tuple[int, ...]], Option | None],
    ) -> list[tuple[int, ...]]:
        """Take few steps in place of those of *taken*, where few will do; whose they are then."""
        now = {person: self.arranged.places[person] for home in taken for person in home}
        most = sum(place != start[person] and person not in relieved for person, place in now.items())
        if not most:
            return taken
        self.arranged.put({person: start[person] for person in now})
        steps = Fewer(self.arranged, self.arranged.hours - self.have, homes, relieved, step).than(most)
        for places in [places for _, places in steps] if steps else [now]:
            self.arranged.put(places)
        return [home for home, _ in steps] if steps else taken

    def _is_innermost(self, home: Sequence[int]) -> bool:
        return any(self.arranged.places[person].circle == self.innermost for person in home)

    def _choose(self, found: Mapping[tuple[int, ...], Option]) -> list[tuple[int, ...]]:
        """The homes to change, as few as will do: those where one note changes, if that is enough."""
        need = self.arranged.hours - self.have
        alone = {home: option for home, option in found.items() if len(option.places) == 1}
        for some in (alone, found):
            chosen = fewest(need, [option.saves for option in some.values()])
            if chosen:
                homes = list(some)
                return [homes[place] for place in chosen]
        return []

    def _make_milder(self, home: tuple[int, ...], start: Mapping[int, Place]) -> None:
        """Change the people of *home*, who had the places *start*, as little as will do: not, or less seldom.

        A rhythm of their own must be worth it: in place of another circle, at most half as long as that asks for.
        """
        rooms = {circle: min(self.arranged.room(circle), 0) for circle in self.arranged.rank}
        now = self.arranged.put(start)
        moved = any(place.circle != start[person].circle for person, place in now.items())
        most = _longest(now) / 2 + NOTHING if moved else _longest(now) - NOTHING
        milder = [option.places for option in self.arranged.options(home) if _longest(option.places) <= most]
        for places in ({}, *milder):
            before = self.arranged.put(places)
            if not self._is_over and all(self.arranged.room(circle) >= room for circle, room in rooms.items()):
                return
            self.arranged.put(before)
        self.arranged.put(now)


def _longest(places: Mapping[int, Place]) -> float:
    """The longest rhythm in *places*, in days."""
    return max((days_of(place.rhythm.cadence) for place in places.values() if place.rhythm), default=0.0)


def fewest(need: float, saves: Sequence[float]) -> list[int]:
    """The places in *saves* of as few as add up to *need*; of several such sets the one whose first come first.

    Empty where all together do not.
    """
    rest = sorted(-save for save in saves)
    sums = list(accumulate(rest))
    count = next((number for number, total in enumerate(sums, 1) if -total >= need - NOTHING), 0)
    if count > MANY:
        return sorted(sorted(range(len(saves)), key=lambda place: -saves[place])[:count])
    chosen: list[int] = []
    for place, save in enumerate(saves):
        others = count - len(chosen) - 1
        if others < 0:
            break
        # The greatest of the others, beside this one.
        is_great = bisect_left(rest, -save) < others
        best = -sum(rest[: others + 1]) if is_great else save - sum(rest[:others])
        if best >= need - NOTHING:
            chosen.append(place)
            need -= save
            del rest[bisect_left(rest, -save)]
    return chosen
