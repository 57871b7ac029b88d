"""Who is due, how late for their own rhythm, and households as one (docs/rules.md, Due)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from netnotes.model.clock import Clock, is_active
from netnotes.model.vault import Vault


class Late(NamedTuple):
    """Somebody due: *late* days after their due day; *household* are the others reached with them."""

    clock: Clock
    late: int
    household: tuple[str, ...] = ()

    @property
    def relative(self) -> float:
        """Late ÷ the cadence in days counted from last contact."""
        return self.late / self.clock.span


def due_people(vault: Vault, day: date) -> list[Clock]:
    """The active people due on *day* or earlier, as of that day."""
    ordinal = day.toordinal()
    return [c for c in vault.clocks(day) if is_active(c.status, c.paused_until, ordinal)]


def in_order(clocks: Iterable[Clock], day: date) -> list[Late]:
    """Highest relative lateness first, then inner circle first, then name and path."""
    ordinal = day.toordinal()
    # Division of whole numbers this small is exact enough: equal fractions give equal floats, others others.
    keyed = [((c.due - ordinal) / c.span, c.rank, c.sort, c.name, c.path, c) for c in clocks]
    keyed.sort()
    return [Late(row[5], ordinal - row[5].due) for row in keyed]


def as_households(vault: Vault, clocks: Sequence[Clock], day: date) -> list[Late]:
    """*clocks* in order, the people of one household as one line, led by the shortest cadence."""
    leaders: dict[str, Clock] = {}
    alone: list[Clock] = []
    for clock in clocks:
        if not clock.household:
            alone.append(clock)
            continue
        leader = leaders.get(clock.household)
        if leader is None or _leads(clock) < _leads(leader):
            leaders[clock.household] = clock
    rows = in_order([*alone, *leaders.values()], day)
    return [Late(row.clock, row.late, others_of(vault, row.clock, day)) if row.clock.household else row for row in rows]


def _leads(clock: Clock) -> tuple[bool, int, int, str, str, str]:
    return (not clock.has_cadence, clock.span, clock.rank, clock.sort, clock.name, clock.path)


def others_of(vault: Vault, clock: Clock, day: date) -> tuple[str, ...]:
    """The names of the other active people in somebody's household, in name order."""
    others = [
        (member.sort, member.name, member.path)
        for member in vault.members(clock.household)
        if member.person != clock.person and is_active(member.status, member.paused_until, day.toordinal())
    ]
    return tuple(name for _, name, _ in sorted(others))
