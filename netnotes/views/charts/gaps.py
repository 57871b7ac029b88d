"""The rhythm: the gaps between contacts as dots on an axis of days, beside the cadence and the gap up to now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from netnotes.queries.rhythm import median_of
from netnotes.views.charts.lettering import width_of
from netnotes.views.charts.svg import label, number, picture, points

LEAST_GAPS = 4
_DOT = 3.8
_APART = 2.1 * _DOT
_TALLEST = 96.0
_EDGE = 8.0


def rhythm(gaps: Sequence[int], cadence_days: int | None, now: int | None, uid: str, *, narrow: bool = False) -> str:
    """Each of *gaps* (days) a dot, stacked where they are alike; empty for fewer than four.

    The band reaches to the cadence, the tall line is the median, the triangle is *now*, days since the last contact.
    Wide it is 940 units across, narrow 344.
    """
    if len(gaps) < LEAST_GAPS:
        return ""
    plot = _Plot(sorted(gaps), cadence_days, now, 344 if narrow else 940)
    known = [f"own rhythm {plot.own}"]
    known += [f"cadence {cadence_days}"] if cadence_days is not None else []
    known += [f"now {now}"] if now is not None else []
    title = f"Days between contacts: {', '.join(known)}"
    return picture(plot.width, plot.line + 34, title, list(plot.parts()), uid)


def _days(count: int) -> str:
    return f"{count:,} day{'' if count == 1 else 's'}"


class _Note(NamedTuple):
    """Words under the axis, with their middle at x."""

    x: float
    words: str
    style: str

    @property
    def half(self) -> float:
        return width_of(self.words) / 2


class _Plot:
    """The measures of one drawing: `line` is the y of the axis, `tall` the height of the piles, in units."""

    def __init__(self, gaps: list[int], cadence: int | None, now: int | None, width: int) -> None:
        self.cadence, self.now, self.width = cadence, now, width
        self.own = median_of(gaps)
        self.most = max(gaps[-1], (cadence or 0) * 1.3, now or 0, 1) * 1.04
        self.dots = list(self._piled(gaps))
        if max(level for _, level in self.dots) * _APART > _TALLEST - _APART:
            self.dots = list(self._columns(gaps))
        levels = max(level for _, level in self.dots)
        # A pile of many equal gaps stays as tall as it may be: its dots move together.
        self.step = min(_APART, (_TALLEST - _APART) / max(levels, 1))
        self.tall = max((levels * self.step) + _APART + 6, 30)
        self.line = 24 + self.tall

    def x(self, days: float) -> float:
        """The x of so many days."""
        return _EDGE + (self.width - 2 * _EDGE) * days / self.most

    def _piled(self, gaps: list[int]) -> Iterator[tuple[float, int]]:
        """The x of each gap, and its level: the lowest where it touches no other."""
        last: list[float] = []
        for gap in gaps:
            x = self.x(gap)
            level = next((at for at, other in enumerate(last) if x - other >= _APART), len(last))
            last[level : level + 1] = [x]
            yield x, level

    def _columns(self, gaps: list[int]) -> Iterator[tuple[float, int]]:
        """The same for a crowd, in columns as wide as a dot: beside a tall pile a short one stands on the axis too."""
        heights: Counter[int] = Counter()
        for gap in gaps:
            column = int((self.x(gap) - _EDGE) // _APART)
            yield _EDGE + (column + 0.5) * _APART, heights[column]
            heights[column] += 1

    def parts(self) -> Iterator[str]:
        """The band, the axis, the dots, the three marks and their words."""
        left, line, tall = number(_EDGE), self.line, self.tall
        if self.cadence is not None:
            broad = number(self.x(self.cadence) - _EDGE)
            size = f'width="{broad}" height="{number(tall)}"'
            yield f'<rect class="band" x="{left}" y="{number(line - tall)}" {size}/>'
        yield f'<path class="axis" d="M{left} {number(line)}H{number(self.width - _EDGE)}"/>'
        # The dots are the points of one line, and those of a tall pile fall together: a thousand gaps stay small.
        whole = self.step < _APART
        heights = ((x, line - _DOT - 2 - level * self.step) for x, level in self.dots)
        places = list(dict.fromkeys((x, round(y) if whole else y) for x, y in heights))
        stroke = f'stroke="var(--calm)" stroke-width="{number(2 * _DOT)}" stroke-linecap="round"'
        yield f'<path d="{points(places)}" {stroke}/>'
        words, own = f"own rhythm, {_days(self.own)}", self.x(self.own)
        half = width_of(words) / 2 + 2
        down = f"M{number(own)} {number(line - tall - 8)}v{number(tall + 8)}"
        yield f'<path class="mark" stroke="var(--ink)" d="{down}"/>'
        at = min(max(own, half), self.width - half)
        yield label(at, line - tall - 12, words, style="t-ink", anchor="middle")
        if self.cadence is not None:
            x = number(self.x(self.cadence))
            yield f'<path class="mark" d="M{x} {number(line - tall)}v{number(tall + 8)}"/>'
        if self.now is not None:
            yield f'<path d="M{number(self.x(self.now))} {number(line + 2)}l-4.5 8h9z" fill="var(--ink)"/>'
        for note in self._notes():
            yield label(note.x, line + 24, note.words, style=note.style, anchor="middle")

    def _notes(self) -> list[_Note]:
        """The words under the axis, inside the picture and off one another."""
        notes = []
        if self.now is not None:
            notes.append(_Note(self.x(self.now), f"now {self.now:,}", "t-ink"))
        if self.cadence is not None:
            notes.append(_Note(self.x(self.cadence), f"every {_days(self.cadence)}", ""))
        notes = [self._inside(note, 0, self.width) for note in sorted(notes)]
        if len(notes) < 2:
            return notes
        first, second = notes
        second = self._inside(second, first.x + first.half + 8, self.width)
        first = self._inside(first, 0, second.x - second.half - 8)
        return [first, second]

    @staticmethod
    def _inside(note: _Note, low: float, high: float) -> _Note:
        """*note* between *low* and *high*; the right edge decides where it does not fit."""
        return note._replace(x=min(max(note.x, low + note.half + 2), high - note.half - 2))
