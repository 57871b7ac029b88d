"""The year: twelve small calendars, a mark on each day with contact."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from netnotes.dates import MONTHS, days_in_month
from netnotes.views.charts.svg import number, points

_CELL = 16
# The side of a day's square with no, one, two, three or more contacts.
_SIDES = (0, 7, 10, 13)


class Month(NamedTuple):
    """A month by its *first* day: how many *contacts* it had, on how many *days*, and its calendar."""

    first: date
    contacts: int
    days: int
    svg: str


def months(counts: Mapping[date, int], today: date) -> list[Month]:
    """The twelve months up to today's, oldest first. *counts* gives each day its contacts; coming days are left out.

    Each calendar is 114 by 98 units, Monday first; its title says the month and the counts.
    """
    ends = today.year * 12 + today.month - 1
    firsts = [divmod(month, 12) for month in range(max(ends - 11, 12), ends + 1)]
    met: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for day, count in counts.items():
        if count > 0 and day <= today:
            met.setdefault((day.year, day.month - 1), []).append((day.day, count))
    return [_month(year, month, met.get((year, month)), today) for year, month in firsts]


def _month(year: int, month: int, met: list[tuple[int, int]] | None, today: date) -> Month:
    """A month from the days of it that have contacts, and how many."""
    sheet = _sheet(year, month, today)
    if not met:
        return sheet.bare
    return _drawn(sheet, dict(sorted(met)))


class _Sheet(NamedTuple):
    """What a month looks like for everybody: the points of its *days* up to today, today's frame, all of it *bare*."""

    first: date
    days: dict[int, str]
    today: list[str]
    bare: Month


@lru_cache(maxsize=24)
def _sheet(year: int, month: int, today: date) -> _Sheet:
    first = date(year, month + 1, 1)
    dates = [first.replace(day=at) for at in range(1, days_in_month(year, month + 1) + 1)]
    days = {day.day: points([_middle(day, first)]) for day in dates if day <= today}
    frame = []
    if today in dates:
        x, y = _middle(today, first)
        frame.append(f'<rect class="today" x="{number(x - 8)}" y="{number(y - 8)}" width="16" height="16" rx="4"/>')
    sheet = _Sheet(first, days, frame, Month(first, 0, 0, ""))
    return sheet._replace(bare=_drawn(sheet, {}))


def _drawn(sheet: _Sheet, met: Mapping[int, int]) -> Month:
    first = sheet.first
    empty = "".join([point for day, point in sheet.days.items() if day not in met])
    parts = []
    if empty:
        parts.append(f'<path d="{empty}" stroke="var(--seat)" stroke-width="2.6" stroke-linecap="round"/>')
    parts += [_day(first.replace(day=day), first, count) for day, count in met.items()]
    parts += sheet.today
    contacts = sum(met.values())
    title = f"{MONTHS[first.month - 1]} {first.year}: {_contacts(contacts)} on {len(met)} day{'s' * (len(met) != 1)}"
    svg = f'<svg viewBox="-1 -1 114 98" role="img"><title>{title}</title>{"".join(parts)}</svg>'
    return Month(first, contacts, len(met), svg)


def _contacts(count: int) -> str:
    return f"{count:,} contact{'' if count == 1 else 's'}"


def _middle(day: date, first: date) -> tuple[float, float]:
    """Where a day stands: its weekday across, its week down."""
    week = (day.day - 1 + first.weekday()) // 7
    return day.weekday() * _CELL + _CELL / 2, week * _CELL + _CELL / 2


def _day(day: date, first: date, count: int) -> str:
    x, y = _middle(day, first)
    step = min(count, len(_SIDES) - 1)
    side = _SIDES[step]
    corner, size = f'x="{number(x - side / 2)}" y="{number(y - side / 2)}"', f'width="{side}" height="{side}"'
    title = f"{day.day} {MONTHS[day.month - 1][:3]}: {_contacts(count)}"
    return f'<rect class="d{step}" {corner} {size} rx="2.5"><title>{title}</title></rect>'
