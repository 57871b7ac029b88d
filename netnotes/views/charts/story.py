"""What a timeline tells: contacts, what the cadence covers, and the silences between."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from netnotes.dates import days_in_month, days_later

IN, OUT, TOGETHER = "in", "out", ""


class Mark(NamedTuple):
    """A contact: its *kind* of note (``letter``), its *direction* ("in", "out", or "" together), its *depth* (1 to 5).

    *label* says what it was about; with the day and the kind it is the tooltip.
    """

    day: date
    kind: str
    direction: str
    depth: int
    label: str


class Covered(NamedTuple):
    """Days within the cadence from *start* to *end*; *last* is the last contact in them."""

    start: date
    end: date
    last: date


class Silence(NamedTuple):
    """Days beyond the cadence from *start* to *end*; *weeks* counts from the contact before."""

    start: date
    end: date
    weeks: int

    @property
    def is_long(self) -> bool:
        """Whether it is worth a word."""
        return (self.end - self.start).days > 14


class Story(NamedTuple):
    """All that the strips of one person share. *marks* are in order and not after *today*."""

    marks: list[Mark]
    covered: list[Covered]
    silences: list[Silence]
    met: date | None
    birthday: tuple[int, int] | None
    today: date

    @property
    def first(self) -> date | None:
        """The first day there is something to tell of."""
        days = [self.met] if self.met else []
        days += [mark.day for mark in self.marks[:1]]
        return min(days, default=None)

    def birthday_in(self, year: int) -> date | None:
        """The birthday in *year*; 29 February falls on the 28th in other years."""
        if self.birthday is None:
            return None
        month, day = self.birthday
        return date(year, month, min(day, days_in_month(year, month)))


def story(
    marks: Sequence[Mark],
    cadence_days: int | None,
    met: date | None,
    birthday: tuple[int, int] | None,
    today: date,
    due: date | None,
) -> Story:
    """Put the contacts in order and find what the cadence covers; without one, nothing is covered or silent."""
    known = sorted(mark for mark in marks if mark.day <= today)
    covered = _covered([mark.day for mark in known], cadence_days, due) if cadence_days else []
    met = met if met and met <= today else None
    return Story(known, covered, _silences(covered, today), met, birthday, today)


def _covered(days: list[date], cadence: int, due: date | None) -> list[Covered]:
    """The days from each contact to a cadence later, joined where they meet; the last runs to the due day."""
    found: list[Covered] = []
    for at, day in enumerate(days):
        end = days_later(day, cadence)
        if at == len(days) - 1 and due is not None and due > day:
            end = due
        if found and day <= found[-1].end:
            before = found.pop()
            found.append(Covered(before.start, end if at == len(days) - 1 else max(end, before.end), day))
        else:
            found.append(Covered(day, end, day))
    return found


def _silences(covered: list[Covered], today: date) -> list[Silence]:
    """What lies between the covered days, and after them up to *today*."""
    ends = [*(part.start for part in covered[1:]), today][: len(covered)]
    return [
        Silence(part.end, end, (end - part.last).days // 7)
        for part, end in zip(covered, ends, strict=True)
        if part.end < end
    ]
