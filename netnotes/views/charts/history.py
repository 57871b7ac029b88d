"""The timeline of one person: one strip, or a strip a year where it is long."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from netnotes.dates import days_in_month, days_later, years_before
from netnotes.views.charts.story import Mark, Story, story
from netnotes.views.charts.strip import strip

MOST_STRIPS = 12
MOST_YEARS = 3


class Timeline(NamedTuple):
    """The strips of one history, to be shown one below the other, and how many earlier years have no strip."""

    svgs: list[str]
    left_out_years: int

    @property
    def left_out_words(self) -> str:
        """``3 earlier years are left out.``, empty for none."""
        count = self.left_out_years
        if not count:
            return ""
        return f"{count:,} earlier year{' is' if count == 1 else 's are'} left out."


def timeline(
    marks: Sequence[Mark],
    cadence_days: int | None,
    met: date | None,
    birthdays: tuple[int, int] | None,
    today: date,
    due: date | None,
    uid: str,
    *,
    narrow: bool,
) -> Timeline:
    """The contacts up to *today*, with the *cadence_days* that each covers, the day they *met* and the *birthdays*.

    Wide (1184 units) it is one strip where the history spans up to three years. Otherwise, and always narrow (344
    units), it is a strip for each year with a contact or the meeting and for the current year, newest first, at most
    twelve. *birthdays* is (month, day). The last contact covers the days up to *due*. No strips without a contact or
    a meeting.
    """
    told = story(marks, cadence_days, met, birthdays, today, due)
    if told.first is None:
        return Timeline([], 0)
    if not narrow and told.first >= years_before(today, MOST_YEARS):
        start, end = _whole(told, told.first, due)
        return Timeline([strip(told, start, end, uid, narrow=False)], 0)
    years = {mark.day.year for mark in told.marks} | {today.year} | ({told.met.year} if told.met else set())
    shown = sorted(years, reverse=True)[:MOST_STRIPS]
    svgs = [
        strip(told, date(year, 1, 1), date(year, 12, 31), f"{uid}-{year}", narrow=narrow, year=year) for year in shown
    ]
    return Timeline(svgs, len(years) - len(shown))


def _whole(told: Story, first: date, due: date | None) -> tuple[date, date]:
    """The months of a whole history: at least a year back, and on to the day they are due, within a year."""
    start = min(days_later(first, -10), years_before(told.today, 1)).replace(day=1)
    ahead = min(due or told.today, days_later(told.today, 366))
    end = days_later(max(told.today, ahead), 3)
    return start, end.replace(day=days_in_month(end.year, end.month))
