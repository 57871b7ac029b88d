"""One strip of a timeline: contacts, what the cadence covers, silences, and the marks of a life above."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from netnotes.dates import MONTHS
from netnotes.views.charts.contacts import NARROW, WIDE, Placed, Sheet, placed
from netnotes.views.charts.field import Box, Disc, Field, box_of
from netnotes.views.charts.lettering import SIZE, shorten, width_of
from netnotes.views.charts.story import IN, OUT, Mark, Story
from netnotes.views.charts.svg import escaped, label, number, picture, plain, points

# A longer history has no tooltips: the log beside it says what each contact was.
MOST_TOOLTIPS = 300
_STAR = "h9M{0} {1}v9M{2} {3}l6.4 6.4M{4} {3}l-6.4 6.4"


def strip(story: Story, start: date, end: date, uid: str, *, narrow: bool, year: int | None = None) -> str:
    """The days from *start* to *end*, 1184 units wide or, narrow, 344. A strip of one *year* says which."""
    return _Strip(story, start, end, uid, narrow=narrow, year=year).picture()


class _Scale:
    """Where the days from *start* to *end* stand on a sheet."""

    def __init__(self, sheet: Sheet, start: date, end: date) -> None:
        self._pad, self._broad = sheet.pad, sheet.width - 2 * sheet.pad
        self._first, self._last = start.toordinal(), end.toordinal()
        self._days = max(self._last - self._first, 1)

    def x(self, day: date) -> float:
        """The x of a day, kept within the strip."""
        at = min(max(day.toordinal(), self._first), self._last)
        return self._pad + self._broad * (at - self._first) / self._days


class _Strip:
    """Draws one strip. Texts are kept in a field, so that one that would touch another is left out."""

    def __init__(self, story: Story, start: date, end: date, uid: str, *, narrow: bool, year: int | None) -> None:
        self.story, self.start, self.end, self.uid, self.year = story, start, end, uid, year
        self.sheet = NARROW if narrow else WIDE
        self.x = _Scale(self.sheet, start, end).x
        self.marks = [mark for mark in story.marks if start <= mark.day <= end]
        self.contacts = placed(self.marks, self.sheet, self.x)
        self.field = Field(self.sheet.width, self.sheet.height)
        for spot in self.contacts:
            self.field.put(Disc(spot.x, spot.y, spot.radius))

    def picture(self) -> str:
        """The whole strip."""
        count = f"{len(self.marks):,} contact{'' if len(self.marks) == 1 else 's'}"
        said = f"{self.year}" if self.year is not None else f"Timeline, {_month(self.start)} to {_month(self.end)}"
        parts = [*self.this_day(), *self.life(), *self.silent_words(), *self.axis(), *self.discs()]
        parts = [*self.ground(), *self.line(), *parts]
        return picture(self.sheet.width, self.sheet.height, f"{said}: {count}", parts, self.uid)

    def ground(self) -> Iterator[str]:
        """Bands where the cadence covers, hatching where it does not."""
        sheet, hatch = self.sheet, f"{escaped(self.uid)}h"
        shown = [part for part in self.story.silences if part.end > self.start and part.start < self.end]
        if shown:
            yield (
                f'<defs><pattern id="{hatch}" width="6" height="6" patternUnits="userSpaceOnUse" '
                'patternTransform="rotate(45)"><path class="hatchline" d="M0 0V6"/></pattern></defs>'
            )
        rows = [(part.start, part.end, 'class="band"') for part in self.story.covered]
        rows += [(part.start, part.end, f'fill="url(#{hatch})"') for part in shown]
        for start, end, style in rows:
            left, right = self.x(start), self.x(end)
            if right > left:
                size = f'width="{number(right - left)}" height="{number(2 * sheet.band)}"'
                yield f'<rect {style} x="{number(left)}" y="{number(sheet.line - sheet.band)}" {size}/>'

    def line(self) -> Iterator[str]:
        """The line from the first contact on, and the stems of those beside it."""
        first, last = self.story.first, min(self.end, self.story.today)
        if first and first <= last:
            y = number(self.sheet.line)
            stems = "".join(f"M{number(spot.x)} {y}V{number(self._foot(spot))}" for spot in self._stepped())
            yield f'<path class="axis" d="M{number(self.x(first))} {y}H{number(self.x(last))}{stems}"/>'

    def _stepped(self) -> list[Placed]:
        return [spot for spot in self.contacts if abs(spot.y - self.sheet.line) > spot.radius]

    def _foot(self, spot: Placed) -> float:
        return spot.y - spot.radius if spot.y > self.sheet.line else spot.y + spot.radius

    def axis(self) -> Iterator[str]:
        """The months: a tick each, every third with its name, January with its year."""
        sheet = self.sheet
        if self.year is not None:
            box = box_of(f"{self.year}", sheet.pad, sheet.height - 5)
            self.field.take(box)
            yield label(sheet.pad, sheet.height - 5, f"{self.year}", style="t-ink")
        for day in _months(self.start, self.end):
            if day.month == 1 and self.year is None:
                yield from self._word(self.x(day), sheet.height - 5, f"{day.year}", "middle", "t-ink")
            elif day.month in (4, 7, 10):
                yield from self._word(self.x(day), sheet.height - 5, MONTHS[day.month - 1][:3], "middle", "")
        yield _ticks(sheet, self.start, self.end)

    def _word(self, x: float, y: float, words: str, anchor: str, style: str) -> Iterator[str]:
        """A text, where it has room."""
        box = box_of(words, x, y, anchor)
        if self.field.is_free(box):
            self.field.take(box)
            yield label(x, y, words, style=style, anchor=anchor)

    def silent_words(self) -> Iterator[str]:
        """How many weeks a long silence is, in the strip where it begins."""
        low = self.sheet.line + self.sheet.band
        for part in self.story.silences:
            if not part.is_long or not self.start <= part.start < self.end:
                continue
            left, right = self.x(part.start), self.x(part.end)
            long, short = f"{part.weeks:,} weeks silent", f"{part.weeks:,} weeks"
            tries = [(long, low + 27)] if right - left > width_of(long) * 0.8 else []
            tries += [(short, low + 27), (short, low + 33)] if right - left > 3 else []
            for words, y in tries:
                found = list(self._word((left + right) / 2, y, words, "middle", "t-late"))
                if found:
                    yield from found
                    break

    def this_day(self) -> Iterator[str]:
        """A tall line, and its word above everything else."""
        if not self.start <= self.story.today <= self.end:
            return
        x, bottom = self.x(self.story.today), self.sheet.line + self.sheet.band + 6
        half = width_of("today") / 2
        middle = min(max(x, half + 2), self.sheet.width - half - 2)
        self.field.take(box_of("today", middle, SIZE, "middle"))
        self.field.take(Box(x - 1, SIZE + 5, x + 1, bottom))
        yield f'<path d="M{number(x)} {number(SIZE + 5)}V{number(bottom)}" stroke="var(--ink)" stroke-width="1.25"/>'
        yield label(middle, SIZE, "today", style="t-ink", anchor="middle")

    def life(self) -> Iterator[str]:
        """The meeting and the birthdays: a mark each, with its word where it has room."""
        days = [(self.story.met, "met")] if self.story.met else []
        years = range(self.start.year, self.end.year + 1)
        days += [(day, "birthday") for day in map(self.story.birthday_in, years) if day]
        first = self.story.first or self.story.today
        used: list[float] = []
        for day, words in days:
            x, y = self.x(day), self.sheet.top - 8
            if not max(self.start, first) <= day <= self.end or any(abs(x - other) < 12 for other in used):
                continue
            used.append(x)
            down = self.sheet.line - self.sheet.band
            yield f'<path class="mark" d="M{number(x)} {number(y + 6)}V{number(down)}" stroke-dasharray="1.5 3"/>'
            yield _diamond(x, y) if words == "met" else _star(x, y)
            self.field.take(Box(x - 5, y - 5, x + 5, y + 5))
            found = list(self._word(x + 9, y + 4, words, "start", ""))
            yield from found or self._word(x - 9, y + 4, words, "end", "")

    def discs(self) -> Iterator[str]:
        """The contacts: one by one with their tooltips, or in a crowd as the points of a few lines."""
        crowd: dict[tuple[str, float], list[tuple[float, float]]] = {}
        for spot in self.contacts:
            if spot.mark is None:
                crowd.setdefault((spot.direction, spot.radius), []).append((spot.x, spot.y))
                continue
            style = spot.direction if spot.direction in (IN, OUT) else "both"
            inner = number(spot.radius - (0.8 if spot.direction == OUT else 0))
            title = f"<title>{_tooltip(spot.mark)}</title>" if len(self.story.marks) <= MOST_TOOLTIPS else ""
            yield f'<circle class="{style}" cx="{number(spot.x)}" cy="{number(spot.y)}" r="{inner}">{title}</circle>'
        for (direction, radius), places in sorted(crowd.items()):
            yield _dots(places, radius, "var(--calm)")
            if direction == OUT and radius > 1.75:
                yield _dots(places, radius - 1.25, "var(--paper)")


# A contact stands in a wide strip and in a narrow one.
@lru_cache(maxsize=MOST_TOOLTIPS)
def _tooltip(mark: Mark) -> str:
    day = f"{mark.day.day} {MONTHS[mark.day.month - 1][:3]} {mark.day.year}"
    kind = plain(f"{mark.kind} {mark.direction}")
    said = shorten(plain(mark.label), 60 * SIZE)
    return escaped(": ".join(part for part in (day, kind, said) if part))


def _dots(places: list[tuple[float, float]], radius: float, colour: str) -> str:
    return f'<path d="{points(places)}" stroke="{colour}" stroke-width="{number(2 * radius)}" stroke-linecap="round"/>'


def _diamond(x: float, y: float) -> str:
    return f'<path class="dia" d="M{number(x)} {number(y - 5)}l5 5-5 5-5-5z"/>'


def _star(x: float, y: float) -> str:
    arms = _STAR.format(number(x), number(y - 4.5), number(x - 3.2), number(y - 3.2), number(x + 3.2))
    return f'<path class="mark" stroke="var(--ink)" d="M{number(x - 4.5)} {number(y)}{arms}"/>'


@lru_cache(maxsize=256)
def _months(start: date, end: date) -> list[date]:
    """The firsts of the months from *start* to *end*."""
    months = range(start.year * 12 + start.month - 1, end.year * 12 + end.month)
    days = (date(month // 12, month % 12 + 1, 1) for month in months)
    return [day for day in days if day >= start]


@lru_cache(maxsize=256)
def _ticks(sheet: Sheet, start: date, end: date) -> str:
    """The line of months, the same for everybody whose strip shows these days."""
    x, y, ticks = _Scale(sheet, start, end).x, number(sheet.axis), []
    for day in _months(start, end):
        long = 8 if day.month == 1 else 5 if day.month % 3 == 1 else 3
        ticks.append(f"M{number(x(day))} {y}v{long}")
    line = f"M{number(sheet.pad)} {y}H{number(x(end))}"
    return f'<path class="axis" d="{line}{"".join(ticks)}"/>'


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"
