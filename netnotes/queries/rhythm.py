"""Somebody's own rhythm, and the silences that are long for it (PRODUCT, Own rhythm)."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from netnotes.dates import Cadence, later, years_before

LEAST_DAYS = 4


class Silence(NamedTuple):
    """No contact after *start* and before *end*."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """How long it was, in days."""
        return (self.end - self.start).days


def own_rhythm(days: Sequence[date], today: date) -> int | None:
    """The median gap in days between distinct *days* of contact in the last two years, rounded half up.

    None with fewer than four such days.
    """
    gaps = recent_gaps(days, today)
    return median_of(gaps) if len(gaps) >= LEAST_DAYS - 1 else None


def median_of(gaps: Sequence[int]) -> int:
    """The median of *gaps*, of which there is at least one, rounded half up."""
    ordered = sorted(gaps)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle] + 1) // 2


def recent_gaps(days: Iterable[date], today: date) -> list[int]:
    """The gaps in days between distinct *days* of contact in the last two years, in their order."""
    since = years_before(today, 2)
    recent = sorted({day for day in days if since < day <= today})
    return [(after - before).days for before, after in pairwise(recent)]


def is_drifting(rhythm: int | None, last_contact: date | None, due: date | None, today: date) -> bool:
    """Whether somebody who is not overdue has been silent for more than twice their own *rhythm* in days."""
    if not rhythm or last_contact is None or (due is not None and due < today):
        return False
    return (today - last_contact).days > 2 * rhythm


def silences(days: Sequence[date], rhythm: int | None, cadence: Cadence | None, today: date) -> list[Silence]:
    """The gaps longer than twice the own rhythm, else twice the cadence; the one up to *today* included."""
    known = sorted({day for day in days if day <= today})
    found = []
    for start, end in zip(known, [*known[1:], today], strict=False):
        if rhythm is not None:
            most = 2 * rhythm
        elif cadence is not None and cadence.number:
            most = 2 * (later(start, cadence) - start).days
        else:
            return []
        if (end - start).days > most:
            found.append(Silence(start, end))
    return found
