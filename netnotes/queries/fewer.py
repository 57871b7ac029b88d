"""Whether few steps would do in place of many: tried one after another, in any order (docs/rules.md, Capacity)."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence

from netnotes.queries.arranged import NOTHING, Arranged, Option, Place

# So many steps at most, of so many homes: those that could save most.
FEW = 3
MOST_HOMES = 24

Home = tuple[int, ...]
Steps = list[tuple[Home, Mapping[int, Place]]]


class Fewer:
    """Looks for steps of *homes* that save *need* hours with as few people changed as can be.

    Those who are *changed* already do not count. *step* says what somebody's step is while things are as they are.
    """

    def __init__(
        self, arranged: Arranged, need: float, homes: Sequence[Home], changed: Container[int],
        step: Callable[[Home], Option | None],
    ) -> None:  # fmt: skip
        self.arranged, self.need, self.changed, self.step = arranged, need, changed, step
        self.homes = self._homes(homes)

    def than(self, most: int) -> Steps | None:
        """The steps, fewer people than *most* and at most FEW; of several sets that whose members stand first.

        None where there are none. Everything is left as it was.
        """
        place = {home: number for number, home in enumerate(self.homes)}
        for limit in range(min(FEW, most - 1) + 1):
            found: list[Steps] = []
            self._search([], limit, self.need, found)
            if found:
                return min(found, key=lambda steps: (sum(map(_several, steps)), sorted(place[row[0]] for row in steps)))
        return None

    def _homes(self, homes: Sequence[Home]) -> dict[Home, float]:
        """Whom to try, with what each could save at most: of those who are quite alike, no more than FEW."""
        kinds: dict[object, float] = {}
        seen: dict[object, int] = {}
        could: dict[Home, float] = {}
        for home in homes:
            kind = tuple(self._kind(person) for person in home)
            seen[kind] = seen.get(kind, 0) + 1
            if seen[kind] <= FEW:
                if kind not in kinds:
                    kinds[kind] = self.arranged.at_most(home)
                could[home] = kinds[kind]
        best = sorted(could, key=lambda home: -could[home])[:MOST_HOMES]
        return {home: could[home] for home in homes if home in set(best)}

    def _kind(self, person: int) -> object:
        circle, row = self.arranged.places[person]
        return circle, row and (row.cadence, row.minutes, row.own), person in self.changed

    def _search(self, steps: Steps, limit: int, need: float, found: list[Steps]) -> None:
        """Put into *found* what begins with *steps*, which were taken, and saves *need* with *limit* more people."""
        taken = {home for home, _ in steps}
        others = FEW - len(steps) - 1
        rest = sum(sorted((save for home, save in self.homes.items() if home not in taken), reverse=True)[:others])
        for home, most in self.homes.items():
            if home in taken or most + rest < need - NOTHING or not (option := self.step(home)):
                continue
            left = limit - sum(person not in self.changed for person in option.places)
            if left >= 0 and option.saves >= need - NOTHING:
                found.append([*steps, (home, option.places)])
            elif left >= 0 and others:
                before = self.arranged.put(option.places)
                self._search([*steps, (home, option.places)], left, need - option.saves, found)
                self.arranged.put(before)


def _several(step: tuple[Home, Mapping[int, Place]]) -> bool:
    return len(step[0]) > 1
