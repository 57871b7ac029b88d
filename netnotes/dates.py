"""Days, cadences and yearly dates: reading them, counting with them, saying them.

Every function takes the day it counts from as an argument. Nothing here asks the clock.
"""

from datetime import date, timedelta
from typing import NamedTuple

from netnotes.patterns import lazy_pattern

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_ISO = lazy_pattern(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s?(?:Z|[+-]\d{2}:?\d{2})?)?$")
_PARTIAL = lazy_pattern(r"(\d{4})(?:-(\d{2}))?$")
_YEARLY = lazy_pattern(r"(?:(\d{4})-|--)?(\d{2})-(\d{2})$")
_LOOSE = lazy_pattern(r"(\d{1,2})([./])\s?(\d{1,2})\2\s?(\d{4}|\d{2})$")
_LOOSE_ISO = lazy_pattern(r"(\d{4})([-./_])(\d{1,2})\2(\d{1,2})$")


def days_in_month(year: int, month: int) -> int:
    """How many days a month has. The standard library's answer costs the import of locales."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


class BadDate(ValueError):
    """A text that is no day; the message says what to write instead."""


class YearlyDate(NamedTuple):
    """A day that comes round each year; *year* is None where it is not known."""

    month: int
    day: int
    year: int | None = None

    def __str__(self) -> str:
        """As it is written in a note."""
        day = f"{self.month:02}-{self.day:02}"
        return day if self.year is None else f"{self.year:04}-{day}"


class Cadence(NamedTuple):
    """How often: *number* of *unit* (``day``, ``week``, ``month`` or ``year``); 0 means never."""

    number: int
    unit: str

    def __str__(self) -> str:
        """``6 weeks``, ``1 year`` or ``never``."""
        if not self.number:
            return "never"
        return f"{self.number} {self.unit}{'' if self.number == 1 else 's'}"


NEVER = Cadence(0, "day")


def parse_day(text: str) -> date:
    """The day that an ISO date or date-time names; raises BadDate with what to write."""
    text = text.strip()
    found = _ISO.match(text)
    if found:
        try:
            return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            raise BadDate(_why_no_such_day(int(found[1]), int(found[2]), int(found[3]))) from None
    raise BadDate(_instead_of(text))


def parse_partial(text: str) -> date | str:
    """A full date, or the text of a partial one (``2024-05``, ``2024``); raises BadDate."""
    text = text.strip()
    found = _PARTIAL.match(text)
    if found and 1 <= int(found[2] or 1) <= 12 and int(found[1]):
        return text
    return parse_day(text)


def full_day(text: str | None) -> date | None:
    """The day of what `parse_partial` has read, None for a month or a year alone and for nothing."""
    return date.fromisoformat(text) if text and len(text) == len("2026-11-20") else None


def span_of(text: str) -> tuple[date, date]:
    """The first and the last day of a date that may be partial (``2024-05``, ``2024``), as `parse_partial` read it."""
    year, month, day = (*(int(part) for part in text.split("-")), 0, 0)[:3]
    first, last = month or 1, month or 12
    return date(year, first, day or 1), date(year, last, day or days_in_month(year, last))


def parse_yearly(text: str) -> YearlyDate:
    """``1990-05-12``, ``05-12`` or ``--05-12``; 1604 stands for an unknown year. Raises BadDate."""
    text = text.strip()
    found = _YEARLY.match(text)
    if not found:
        day = parse_day(text)
        return YearlyDate(day.month, day.day, day.year)
    year = None if found[1] in (None, "1604") else int(found[1])
    month, day_of_month = int(found[2]), int(found[3])
    try:
        date(2000 if year is None else year, month, day_of_month)
    except ValueError:
        raise BadDate(_why_no_such_day(year, month, day_of_month)) from None
    return YearlyDate(month, day_of_month, year)


def _why_no_such_day(year: int | None, month: int, day: int) -> str:
    if year == 0:
        return "there is no year 0000; write 05-12 if the year is not known"
    if not 1 <= month <= 12:
        return f"there is no month {month:02}; write it as year-month-day, like 2026-11-20"
    if (month, day) == (2, 29):
        return f"{year} had no 29 February; write 02-29 or mend the year"
    return f"{MONTHS[month - 1]} has no day {day:02}; mend the day"


def _instead_of(text: str) -> str:
    shown = text if len(text) <= 40 else text[:39] + "…"
    partial = _PARTIAL.match(text)
    if partial and partial[2] and 1 <= int(partial[2]) <= 12:
        return f'"{shown}" has no day; not counted; write {text}-15, any day will do'
    return f'cannot read the date "{shown}"; write {guess_iso(text) or "it like 2026-11-20"}'


def guess_iso(text: str) -> str | None:
    """What a date in another form most likely means, to show and never to use.

    A day and a month that could change places are not guessed.
    """
    found = _LOOSE_ISO.match(text)
    if found:
        parts = int(found[1]), int(found[3]), int(found[4])
    else:
        found = _LOOSE.match(text)
        if not found:
            return None
        first, second = int(found[1]), int(found[3])
        if found[2] == "/" and first <= 12 and second <= 12 and first != second:
            return None
        if found[2] == "/" and second > 12:
            first, second = second, first
        parts = int(found[4]) + (2000 if len(found[4]) == 2 else 0), second, first
    try:
        return date(*parts).isoformat()
    except ValueError:
        return None


_CADENCE = lazy_pattern(r"(?:every\s+)?(\d{1,20})?\s*(days?|d|weeks?|w|months?|m|years?|y)?$")
_WORDS = {
    "daily": Cadence(1, "day"),
    "weekly": Cadence(1, "week"),
    "fortnightly": Cadence(2, "week"),
    "monthly": Cadence(1, "month"),
    "quarterly": Cadence(3, "month"),
    "yearly": Cadence(1, "year"),
    "annually": Cadence(1, "year"),
    "never": NEVER,
}
_UNITS = {"d": "day", "w": "week", "m": "month", "y": "year"}
_MOST = {"day": 18_300, "week": 2_610, "month": 600, "year": 50}


def parse_cadence(text: str) -> Cadence:
    """``2 weeks``, ``6w``, ``every 10 days``, ``monthly``, ``never``; raises ValueError with what to write."""
    plain = " ".join(text.lower().split())
    if plain in _WORDS:
        return _WORDS[plain]
    if plain in ("biweekly", "bimonthly"):
        unit = "week" if plain == "biweekly" else "month"
        raise ValueError(f'"{plain}" can mean two things; write "2 {unit}s" or twice a {unit} in days')
    found = _CADENCE.match(plain)
    if not found or not (found[1] or (found[2] and plain.startswith("every "))):
        shown = text if len(text) <= 40 else text[:39] + "…"
        raise ValueError(f'cannot read the cadence "{shown}"; write it as "1 month" or "30 days"')
    count, unit = int(found[1] or 1), _UNITS[(found[2] or "d")[0]]
    if not 1 <= count <= _MOST[unit]:
        raise ValueError('a cadence lies between 1 day and 50 years; write it as "1 month" or "30 days"')
    return Cadence(count, unit)


def add(day: date, cadence: Cadence) -> date | None:
    """*day* plus *cadence*, calendar months kept to the month's end; None after the year 9999."""
    count, unit = cadence
    if unit in ("day", "week"):
        try:
            return day + timedelta(days=count * (7 if unit == "week" else 1))
        except OverflowError:
            return None
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    if year > 9999:
        return None
    return date(year, month + 1, min(day.day, days_in_month(year, month + 1)))


def later(day: date, cadence: Cadence) -> date:
    """*day* plus *cadence*; the last day there is for never, and where there is none so late."""
    return (add(day, cadence) if cadence.number else None) or date.max


def days_later(day: date, days: int) -> date:
    """*day* plus *days*, kept within the days there are."""
    ordinal = min(max(day.toordinal() + days, 1), date.max.toordinal())
    return date.fromordinal(ordinal)


def years_before(day: date, years: int) -> date:
    """The same day *years* earlier; 29 February becomes the 28th."""
    year = max(day.year - years, 1)
    return date(year, day.month, min(day.day, days_in_month(year, day.month)))


def first_of_years(today: date, years: int) -> date:
    """The first day of the *years* up to *today*: the one after the same day so many years ago."""
    return days_later(years_before(today, years), 1) if today.year > years else date.min


def next_yearly(yearly: YearlyDate, today: date) -> date | None:
    """The next time *yearly* comes round, today included; 29 February falls on the 28th in other years."""
    for year in (today.year, today.year + 1):
        if year > 9999:
            return None
        # date.replace() raises for 29 February in a common year, so it cannot be used alone.
        day = date(year, yearly.month, min(yearly.day, days_in_month(year, yearly.month)))
        if day >= today and (yearly.year is None or year >= yearly.year):
            return day
    return None


def span(days: int) -> str:
    """A span as people say it: ``9 days``, ``10 weeks``, ``5 months``, ``3 years``."""
    if days < 14:
        count, unit = days, "day"
    elif days < 98:
        count, unit = int(days / 7 + 0.5), "week"
    elif int(days / 30.44 + 0.5) < 23:
        count, unit = int(days / 30.44 + 0.5), "month"
    else:
        count, unit = int(days / 365.25 + 0.5), "year"
    return f"{count} {unit}{'' if count == 1 else 's'}"


def short_day(day: date, today: date) -> str:
    """``14 Sep``, with the year only when it is not this one."""
    text = f"{day.day} {MONTHS[day.month - 1][:3]}"
    return text if day.year == today.year else f"{text} {day.year}"


def short_written(text: str, today: date) -> str:
    """``14 Sep`` as `short_day`, ``May 2024``, ``2024``: a date that may be partial, as `parse_partial` read it."""
    if day := full_day(text):
        return short_day(day, today)
    year, _, month = text.partition("-")
    return f"{MONTHS[int(month) - 1][:3]} {year}" if month else text


def coming_day(day: date, today: date) -> str:
    """``today``, ``tomorrow`` or ``Fri 27 Nov``."""
    ahead = (day - today).days
    if ahead in (0, 1):
        return ("today", "tomorrow")[ahead]
    return named_day(day, today)


def named_day(day: date, today: date) -> str:
    """``Fri 27 Nov``, with the year only when it is not this one."""
    return f"{WEEKDAYS[day.weekday()][:3]} {short_day(day, today)}"


def past_day(day: date, today: date) -> str:
    """``today``, ``yesterday``, ``on Friday`` (within a week) or ``on 20 Nov``."""
    ago = (today - day).days
    if ago in (0, 1):
        return ("today", "yesterday")[ago]
    return f"on {WEEKDAYS[day.weekday()]}" if 0 < ago < 7 else f"on {short_day(day, today)}"


def long_day(day: date) -> str:
    """``Tuesday 24 November``."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def every(cadence: Cadence) -> str:
    """``every 6 weeks``, ``every year``, ``no rhythm`` for never."""
    if not cadence.number:
        return "no rhythm"
    return f"every {cadence.unit}" if cadence.number == 1 else f"every {cadence}"
