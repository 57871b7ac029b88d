"""The balance: hours promised by the cadences, hours there are, and hours spent, week by week."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from math import ceil
from typing import NamedTuple

from netnotes.dates import MONTHS
from netnotes.views.charts.lettering import SIZE, width_of
from netnotes.views.charts.svg import escaped, label, number, picture

NARROW_WEEKS = 13
_MOST_LINES = 4
_LINE = 1.5 * SIZE


class Week(NamedTuple):
    """Hours of the week that begins on *monday*: *spent*, *promised* by the cadences, and those there are to *have*.

    *have* is None where it is not set. It is one value for all weeks: the latest counts.
    """

    monday: date
    spent: float
    promised: float
    have: float | None


def hours(value: float) -> str:
    """``4.9 h``, ``3 h``."""
    return f"{number(value)} h"


def balance(weeks: Sequence[Week], uid: str, *, narrow: bool) -> str:
    """Bars for the hours spent, a dashed line for those promised, a plain one for those there are.

    *weeks* are in order, oldest first. Narrow it is 344 units wide and shows the last 13, else 940. Empty for no weeks.
    """
    if not weeks:
        return ""
    weeks = weeks[-NARROW_WEEKS:] if narrow else weeks
    plot = _Plot(weeks, narrow=narrow)
    parts = [*plot.axis(), *plot.bars(), *plot.lines(), *plot.ends()]
    return picture(plot.width, plot.height, "Hours a week: promised, there are, spent", parts, uid)


def balance_words(weeks: Sequence[Week]) -> str:
    """The last week in a sentence; empty for no weeks."""
    if not weeks:
        return ""
    last = weeks[-1]
    promised = f"The rhythms promise {_count(last.promised)} a week"
    have = "" if last.have is None else f"; there {'is' if number(last.have) == '1' else 'are'} {number(last.have)}"
    return f"{promised}{have}. This week {_count(last.spent)} {'was' if number(last.spent) == '1' else 'were'} spent."


def _count(value: float) -> str:
    return f"{number(value)} hour{'' if number(value) == '1' else 's'}"


def step_of(highest: float) -> int:
    """The hours between two lines of the axis: 1, 2 or 5, or ten, a hundred … times that, so that the lines are few."""
    step = 1
    while True:
        for factor in (1, 2, 5):
            if highest <= step * factor * _MOST_LINES:
                return step * factor
        step *= 10


class _Plot:
    """The measures of one drawing, in units; hours grow upward from `base` to `top`."""

    def __init__(self, weeks: Sequence[Week], *, narrow: bool) -> None:
        self.weeks = weeks
        self.narrow = narrow
        self.width, self.height = (344.0, 200.0) if narrow else (940.0, 230.0)
        self.have = weeks[-1].have
        highest = max(max(week.spent, week.promised) for week in weeks)
        highest = max(highest, self.have or 0)
        self.step = step_of(highest)
        self.highest = max(ceil(highest / self.step), 1) * self.step
        self.top, self.base = 18.0, self.height - 26
        self.left = max(26.0, width_of(f"{self.highest}") + 10)
        self.right = self.width - max(width_of(words) for _, words, _ in self.said()) - 14
        self.broad = (self.right - self.left) / len(weeks)

    def height_of(self, value: float) -> float:
        """The y of so many hours."""
        return self.base - value / self.highest * (self.base - self.top)

    def said(self) -> list[tuple[float, str, str]]:
        """What is said at the right end: hours, words, class."""
        last = self.weeks[-1]
        rows = [(last.promised, f"{hours(last.promised)} {'asked' if self.narrow else 'promised'}", "t-late")]
        if self.have is not None:
            rows.append((self.have, f"{hours(self.have)} {'there' if self.narrow else 'there are'}", "t-ink"))
        return [*rows, (last.spent, f"{hours(last.spent)} spent", "t-calm")]

    def axis(self) -> Iterator[str]:
        """The lines of the axis with their hours, and the months below."""
        for value in range(0, self.highest + 1, self.step):
            y = self.height_of(value)
            style = "grid" if value else "base"
            yield f'<path class="{style}" d="M{number(self.left)} {number(y)}H{number(self.right)}"/>'
            yield label(self.left - 7, y + 4, f"{value}", anchor="end")
        seen, free = 0, 0.0
        for at, week in enumerate(self.weeks):
            x = self.left + (at + 0.26) * self.broad
            name = MONTHS[week.monday.month - 1][:3]
            begins = week.monday.month != seen and (at or week.monday.day < 15)
            seen = week.monday.month
            if begins and x >= free and x + width_of(name) <= self.right + 8:
                free = x + width_of(name) + 6
                yield label(x, self.height - 8, name)

    def bars(self) -> Iterator[str]:
        """The hours spent, each week with its tooltip."""
        for at, week in enumerate(self.weeks):
            if week.spent <= 0:
                continue
            x, y = self.left + (at + 0.26) * self.broad, self.height_of(week.spent)
            day = f"{week.monday.day} {MONTHS[week.monday.month - 1][:3]}"
            words = f"week of {day}: {hours(week.spent)} spent, {hours(week.promised)} promised"
            words += f", {hours(self.have)} there are" if self.have is not None else ""
            size = f'width="{number(self.broad * 0.48)}" height="{number(self.base - y)}"'
            yield (
                f'<rect class="bar" x="{number(x)}" y="{number(y)}" {size} rx="1.5">'
                f"<title>{escaped(words)}</title></rect>"
            )

    def lines(self) -> Iterator[str]:
        """What there is and what is promised."""
        if self.have is not None:
            y = number(self.height_of(self.have))
            yield f'<path class="have" d="M{number(self.left)} {y}H{number(self.right)}"/>'
        steps = "".join(
            f"V{number(self.height_of(week.promised))}H{number(self.left + (at + 1) * self.broad)}"
            for at, week in enumerate(self.weeks)
        )
        start = number(self.height_of(self.weeks[0].promised))
        yield f'<path class="ask" d="M{number(self.left)} {start}{steps}"/>'

    def ends(self) -> Iterator[str]:
        """The words at the right, by height, pushed apart until none touches another."""
        rows = sorted((self.height_of(value), words, style) for value, words, style in self.said())
        heights = [row[0] for row in rows]
        for at in range(1, len(heights)):
            heights[at] = max(heights[at], heights[at - 1] + _LINE)
        heights[-1] = min(heights[-1], self.base)
        for at in range(len(heights) - 2, -1, -1):
            heights[at] = min(heights[at], heights[at + 1] - _LINE)
        for y, (_, words, style) in zip(heights, rows, strict=True):
            yield label(self.right + 8, y + 4, words, style=style)
