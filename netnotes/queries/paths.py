"""The warmest ways to somebody: from you to those you are in touch with, and on to those whom they know.

The rule is in docs/rules.md (Ways to somebody). `ways` knows nothing of notes, so that it can be tried on any graph.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from heapq import heapify, heappop, heappush
from itertools import pairwise
from typing import NamedTuple

from netnotes.dates import years_before
from netnotes.model.everybody import Bond, Contact
from netnotes.model.person import SILENT, Person
from netnotes.model.vault import MENTION, Interaction, Vault
from netnotes.queries.people import is_to_meet
from netnotes.queries.ties import COLD, COOL, FRIENDLY, WARM, Tie, tie, ties

MOST_WAYS = 3
OF_TIES = {WARM: 1, FRIENDLY: 2, COOL: 4, COLD: 8}
TOGETHER, NAMED, LONG_AGO = 1, 2, 3
TOGETHER_YEARS = 2
# How things stand with so many is asked one by one, and with everybody at once where there are more.
AT_ONCE = 500
ANY = 1 << 40
# Of two reasons that cost the same, the one that is shown.
_SHOWN = ("together", "household", "introduced", "knows", "met-through")


class Graph(NamedTuple):
    """What a way can be made of: numbers of people, and what a step costs.

    *starts* are those you can turn to yourself; *steps* lead from somebody to those they know; *places* are
    everybody's place in the order of names.
    """

    starts: Mapping[int, int]
    steps: Mapping[int, Mapping[int, int]]
    places: Mapping[int, int]


class Route(NamedTuple):
    """A way in a graph: what it costs, and whom it leads to, one after the other."""

    cost: int
    people: tuple[int, ...]


# Cost, number of steps, places in the order of names, people.
_Label = tuple[int, int, tuple[int, ...], tuple[int, ...]]


def ways(graph: Graph, targets: Collection[int], most: int = MOST_WAYS, *, through_others: bool = False) -> list[Route]:
    """The *most* cheapest routes to any of *targets*, each by another first person.

    Fewest cost first, then fewest steps, then names. A route ends at the first of *targets* that it comes to, and
    comes to nobody whom you can turn to yourself for no more than it has cost so far. *through_others* leaves out
    turning to one of *targets* yourself.
    """
    near = _reaching(graph, targets)
    begin = near.difference(targets) if through_others else near
    heap: list[_Label] = [(cost, 1, (graph.places[who],), (who,)) for who, cost in graph.starts.items() if who in begin]
    heapify(heap)
    found: list[Route] = []
    used: set[int] = set()
    # More than so many first people at one person cannot be among those wanted: the others go on as cheaply.
    seen: dict[int, set[int]] = {}
    while heap and len(found) < most:
        cost, count, places, people = heappop(heap)
        first, at = people[0], people[-1]
        firsts = seen.setdefault(at, set())
        if first in used or first in firsts or len(firsts) >= most:
            continue
        if count > 1 and graph.starts.get(at, cost + 1) <= cost:
            continue
        firsts.add(first)
        if at in targets:
            found.append(Route(cost, people))
            used.add(first)
            continue
        for other, step in graph.steps.get(at, {}).items():
            if other in near and first not in seen.get(other, ()):
                heappush(heap, (cost + step, count + 1, (*places, graph.places[other]), (*people, other)))
    return found


def _reaching(graph: Graph, targets: Iterable[int]) -> set[int]:
    """Everybody from whom there is a way to one of *targets*, and these; steps lead both ways."""
    near = set(targets)
    left = list(near)
    while left:
        for other in graph.steps.get(left.pop(), ()):
            if other not in near:
                near.add(other)
                left.append(other)
    return near


class Hop(NamedTuple):
    """One step of a way: whom it leads to, what it costs, and what it rests on.

    The first one rests on how things stand with them (*why* is a word of `queries.ties`), the others on a *bond*.
    """

    person: Person
    cost: int
    why: str
    bond: Bond | None


class Way(NamedTuple):
    """The steps from you to somebody; *cost* is their sum."""

    cost: int
    hops: tuple[Hop, ...]


class Web:
    """Who knows whom, as of one day, and how things stand with those who are asked for; to be kept for many ways."""

    def __init__(self, vault: Vault, today: date) -> None:
        """Ask *vault* for people and bonds; the people are in the order of names."""
        self.vault, self.today = vault, today
        self.people = {person.id: person for person in vault.everybody.people()}
        self.places = {who: place for place, who in enumerate(self.people)}
        self.bonds: dict[tuple[int, int], Bond] = {}
        self.steps: dict[int, dict[int, int]] = {}
        self._ties: dict[int, Tie] = {}
        self._starts: dict[int, int | None] = {}
        recent = years_before(today, TOGETHER_YEARS)
        for bond in sorted(vault.everybody.bonds(today), key=lambda bond: _rank(bond, recent)):
            one, other = bond.one, bond.other
            if one != other and not self.is_silent(one) and not self.is_silent(other):
                for here, there in ((one, other), (other, one)):
                    self.bonds.setdefault((here, there), bond)
                    self.steps.setdefault(here, {}).setdefault(there, bond_cost(bond, recent))

    def is_silent(self, who: int) -> bool:
        """Whether somebody is not to be turned to."""
        return who not in self.people or self.people[who].status in SILENT

    def tie(self, who: int) -> Tie:
        """How things stand with somebody."""
        if who not in self._ties:
            self._ties[who] = _tie_of(self.vault, self.people[who], self.today)
        return self._ties[who]

    def is_known(self, who: int) -> bool:
        """Whether there is any contact with somebody who is no wish, and they may be turned to."""
        person, first = self.people[who], self.tie(who).first
        if self.is_silent(who) or is_to_meet(person, first, self.today):
            return False
        return bool(first or (person.last_contact and person.last_contact <= self.today))

    def start(self, who: int) -> int | None:
        """What it costs to turn to somebody yourself; None where you cannot."""
        if who not in self._starts:
            if len(self._starts) == AT_ONCE:
                self._ties = ties(self.vault, self.today)
            self._starts[who] = OF_TIES[self.tie(who).word] if self.is_known(who) else None
        return self._starts[who]

    def ways(self, targets: Collection[int], most: int = MOST_WAYS) -> list[Way]:
        """The warmest ways to any of *targets* through others, at most *most*, each by another first person."""
        near = self._near(targets)
        starts = {who: cost for who in near if (cost := self.start(who)) is not None}
        steps = {who: {other: cost for other, cost in self.steps.get(who, {}).items() if other in near} for who in near}
        return [
            self._way(route) for route in ways(Graph(starts, steps, self.places), targets, most, through_others=True)
        ]

    def _near(self, targets: Collection[int]) -> set[int]:
        """Everybody who can stand on a way to *targets*, and these, so that nobody else need be asked for.

        Backwards from its end, a way may have cost so much: less than turning to any of those on it yourself.
        """
        left = {who: self._less_than(who) for who in targets}
        heap = [(-cost, who) for who, cost in left.items()]
        heapify(heap)
        near = set(targets)
        while heap:
            cost, at = heappop(heap)
            if -cost < left[at]:
                continue
            for other, step in self.steps.get(at, {}).items():
                before = -cost - step
                if before < 1 or other in targets:
                    continue
                near.add(other)
                before = min(before, self._less_than(other))
                if before > left.get(other, 1):
                    left[other] = before
                    heappush(heap, (-before, other))
        return near

    def _less_than(self, who: int) -> int:
        start = self.start(who)
        return ANY if start is None else start - 1

    def _way(self, route: Route) -> Way:
        first = self.tie(route.people[0])
        hops = [Hop(first.person, OF_TIES[first.word], first.word, None)]
        for one, other in pairwise(route.people):
            bond = self.bonds[one, other]
            hops.append(Hop(self.people[other], self.steps[one][other], bond.why, bond))
        return Way(route.cost, tuple(hops))


def bond_cost(bond: Bond, recent: date) -> int:
    """What a step over *bond* costs; *recent* is the day from which on being together was not long ago."""
    if bond.why == "household":
        return TOGETHER
    if bond.why != "together":
        return NAMED
    return TOGETHER if bond.day and bond.day >= recent else LONG_AGO


def _rank(bond: Bond, recent: date) -> tuple[int, int, int, str, int]:
    """What bonds are sorted by: the cheapest first, of these the latest."""
    day = -bond.day.toordinal() if bond.day else 0
    return bond_cost(bond, recent), _SHOWN.index(bond.why), day, bond.path, bond.number


def _tie_of(vault: Vault, person: Person, today: date) -> Tie:
    """How things stand with one person, where not everybody is asked for."""
    contacts = [
        Contact(
            person.id, line.day, line.kind, line.ledger, line.direction, line.minutes, False, 0, line.path, line.number
        )
        for line in contacts_of(vault, person.id, today)
    ]
    return tie(person, contacts[0].day if contacts else None, contacts, vault.settings.kinds(), today)


def contacts_of(vault: Vault, person_id: int, today: date) -> list[Interaction]:
    """The lines that count as contact with somebody by *today*, oldest first."""
    lines = vault.interactions(person_id)
    return [line for line in lines if line.counts and line.role != MENTION and line.day <= today]
