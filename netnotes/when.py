"""Days as people type them: ``yesterday``, ``last friday``, ``2 weeks ago``, ``3 nov``, ``3.11.``, ``2026-11-03``.

What can be two days is refused with both. Nothing here asks the clock.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from netnotes import dates
from netnotes.dates import BadDate, Cadence


class _Asked(NamedTuple):
    """What was typed, as messages show it; the day it is seen from; and whether it is to come."""

    shown: str
    today: date
    ahead: bool


_WORDS = {
    "today": Cadence(0, "day"),
    "yesterday": Cadence(-1, "day"),
    "tomorrow": Cadence(1, "day"),
    "day before yesterday": Cadence(-2, "day"),
    "the day before yesterday": Cadence(-2, "day"),
    "day after tomorrow": Cadence(2, "day"),
    "the day after tomorrow": Cadence(2, "day"),
    "next week": Cadence(1, "week"),
    "next month": Cadence(1, "month"),
    "next year": Cadence(1, "year"),
}
_UNITS = {"d": "day", "w": "week", "m": "month", "y": "year"}
_WEEKDAYS = {
    **{short: index for index, name in enumerate(dates.WEEKDAYS) for short in (name[:3].lower(), name.lower())},
    **{"tues": 1, "weds": 2, "thur": 3, "thurs": 3},
}
_MONTHS = {
    **{short: index for index, name in enumerate(dates.MONTHS, 1) for short in (name[:3].lower(), name.lower())},
    "sept": 9,
}
_EXAMPLES = {
    False: "2026-11-20, yesterday, last friday or 2 weeks ago",
    True: "2026-11-20, tomorrow, friday or in 2 weeks",
}


def parse_when(text: str, today: date, *, ahead: bool) -> date:
    """The day that *text* names, seen from *today*; raises BadDate with what to write.

    Args:
        text: As it was typed; case, extra spaces and a dot or comma at the end do not count.
        today: The day it is seen from.
        ahead: Whether a text that could lie on either side, like ``2 weeks``, is to come or has been.
    """
    typed = " ".join(text.split())
    shown = typed if len(typed) <= 40 else typed[:39] + "…"
    plain = re.sub(r"^(?:on|until|till) ", "", typed.lower().rstrip(" .,"))
    asked = _Asked(shown, today, ahead)
    if plain in _WORDS:
        return _away(asked, _WORDS[plain])
    for pattern, read in _FORMS:
        if found := re.fullmatch(pattern, plain):
            return read(asked, found)
    raise BadDate(f'cannot read the day "{shown}"; write it like {_EXAMPLES[ahead]}')


def _away(asked: _Asked, far: Cadence) -> date:
    """Today plus *far*, of which a number below 0 goes back."""
    try:
        day = dates.add(asked.today, far)
    except (ValueError, OverflowError):  # Months that end before the year 1; too many for a date to count.
        day = None
    return _there(asked, day)


def _there(asked: _Asked, day: date | None) -> date:
    if day is None:
        raise BadDate(f'"{asked.shown}" lies outside the years 1 to 9999; write a nearer day')
    return day


def _two(asked: _Asked, *readings: str) -> BadDate:
    return BadDate(f'"{asked.shown}" can be two days; write {" or ".join(readings)}')


def _no_day(asked: _Asked, _: re.Match[str]) -> date:
    raise BadDate(f'"{asked.shown}" names no day; write which one, like 2026-11-20')


def _span(asked: _Asked, found: re.Match[str]) -> date:
    """``3d``, ``a week ago``, ``in 2 months``, ``1 year from now``."""
    count = int(found["count"] or 1)
    if not count:
        raise BadDate(f'"{asked.shown}" is no span of time; write today if that is meant')
    coming = asked.ahead if not found["side"] else found["side"] != "ago"
    return _away(asked, Cadence(count if coming else -count, _UNITS[found["unit"][0]]))


def _weekday(asked: _Asked, found: re.Match[str]) -> date:
    """``last friday``, ``this friday``, ``next friday``, ``friday``."""
    weekday = _WEEKDAYS[found["weekday"]]
    this = (weekday - asked.today.weekday()) % 7
    days = {"last": this - 7, "this": this, "next": this or 7, None: this or 7}[found["which"]]
    day = _away(asked, Cadence(days, "day"))
    if found["which"] == "next" and asked.today.weekday() + days < 7:
        later = _away(asked, Cadence(days + 7, "day"))
        raise _two(asked, day.isoformat(), later.isoformat())
    if found["which"] or asked.ahead:
        return day
    name = dates.WEEKDAYS[weekday].lower()
    last = f'"last {name}" for {_said(asked, this - 7)}'
    if not this:
        raise _two(asked, f'"today" for {_said(asked, 0)}', last)
    raise _two(asked, last, f'"this {name}" for {_said(asked, this)}')


def _said(asked: _Asked, days: int) -> str:
    """``20 November``, with the year only when it is not this one."""
    day = _away(asked, Cadence(days, "day"))
    said = f"{day.day} {dates.MONTHS[day.month - 1]}"
    return said if day.year == asked.today.year else f"{said} {day.year:04}"


def _in_order(asked: _Asked, found: re.Match[str]) -> date:
    """A form that says which number is the day: ``2026-11-03``, ``3.11.``, ``3 nov 2026``."""
    month = _MONTHS.get(found["month"]) or int(found["month"])
    return _day(asked, _year(asked, found["year"]), month, int(found["day"]))


def _either_order(asked: _Asked, found: re.Match[str]) -> date:
    """``25/11/2026``, ``11/25``, ``25-11``: the day first or the month first, as long as only one is a day."""
    first, second, year = int(found["first"]), int(found["second"]), _year(asked, found["year"])
    orders = list(dict.fromkeys([(second, first), (first, second)]))
    possible = [order for order in orders if _is_day(year, *order)]
    if len(possible) == 2:
        days = sorted(_likely(asked, year, *order) for order in possible)
        raise _two(asked, *(day.isoformat() for day in days))
    # Where neither is a day, the message is about the one that has a month.
    month, day = next(iter(possible), None) or next((order for order in orders if 1 <= order[0] <= 12), orders[0])
    return _day(asked, year, month, day)


def _year(asked: _Asked, text: str | None) -> int | None:
    if text is None:
        return None
    if len(text) == 2:
        raise BadDate(f'"{asked.shown}" has a year of two digits; write the whole year, like 2026-11-20')
    if not int(text):
        raise BadDate("there is no year 0000; write the whole year, like 2026-11-20")
    return int(text)


def _is_day(year: int | None, month: int, day: int) -> bool:
    """Whether there is such a day, in some year if *year* is None."""
    return 1 <= month <= 12 and 1 <= day <= dates.days_in_month(2000 if year is None else year, month)


def _day(asked: _Asked, year: int | None, month: int, day: int) -> date:
    """The day of that year or, if *year* is None, of the year that is meant."""
    if year and (month, day) == (2, 29) and not _is_day(year, month, day):
        raise BadDate(f"{year:04} had no 29 February; write {year:04}-02-28 or mend the year")
    # Its messages for what is no day hold here too, in a leap year that of the month alone.
    read = dates.parse_day(f"{year or 2000:04}-{month:02}-{day:02}")
    return read if year else _yearly(asked, month, day)


def _yearly(asked: _Asked, month: int, day: int) -> date:
    """The next one ahead; else the last one, unless the next is nearer."""
    last, coming = _around(asked.today, month, day)
    if asked.ahead:
        return _there(asked, coming)
    if last and coming and coming - asked.today < asked.today - last:
        raise _two(asked, last.isoformat(), coming.isoformat())
    return _there(asked, last)


def _likely(asked: _Asked, year: int | None, month: int, day: int) -> date:
    """A reading to show: the one of that year or, if *year* is None, on the side that is asked for."""
    if year:
        return date(year, month, day)
    last, coming = _around(asked.today, month, day)
    return _there(asked, (coming or last) if asked.ahead else (last or coming))


def _around(today: date, month: int, day: int) -> tuple[date | None, date | None]:
    """The last and the next time such a day comes round, each today if it is today; 29 February in leap years only."""
    # From one 29 February to the next it can be 8 years.
    years = range(max(today.year - 8, 1), min(today.year + 8, 9999) + 1)
    days = [date(year, month, day) for year in years if _is_day(year, month, day)]
    last = max((found for found in days if found <= today), default=None)
    return last, min((found for found in days if found >= today), default=None)


_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})"
_NTH = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4}|\d{2})"
_COUNT = r"(?:(?P<count>\d{1,20}) ?|an? )"
_UNIT = r"(?P<unit>d|days?|w|weeks?|m|months?|y|years?)"
# The time of an ISO date-time says nothing about its day.
_TIME = r"(?:[t ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)? ?(?:z|[+-]\d{2}:?\d{2})?)?"

# Each form that a day is written in, and how it is read; no text fits two of them. They are compiled when they are
# first needed.
_FORMS: tuple[tuple[str, Callable[[_Asked, re.Match[str]], date]], ...] = (
    (r"\d{4}(?:[-/.]\d{1,2})?|\d{1,2}[-/.]\d{4}", _no_day),
    (rf"(?:(?:last|this|next) )?(?:week|month|year|{_MONTH}(?: \d{{4}})?)", _no_day),
    (rf"{_COUNT}{_UNIT}(?: (?P<side>ago|from now))?", _span),
    (rf"(?P<side>in) {_COUNT}{_UNIT}", _span),
    (rf"(?:(?P<which>last|this|next) )?(?P<weekday>{'|'.join(_WEEKDAYS)})", _weekday),
    (rf"{_MONTH}\.? {_NTH}(?:(?:, ?| ){_YEAR})?", _in_order),
    (rf"(?:the )?{_NTH}\.? (?:of )?{_MONTH}(?:(?:[.,] ?| ){_YEAR})?", _in_order),
    (rf"(?P<year>\d{{4}})([-/.]) ?(?P<month>\d{{1,2}})\2 ?(?P<day>\d{{1,2}}){_TIME}", _in_order),
    (rf"(?P<day>\d{{1,2}})\. ?(?P<month>\d{{1,2}})(?:\. ?{_YEAR})?", _in_order),
    (rf"(?P<first>\d{{1,2}})([-/])(?P<second>\d{{1,2}})(?:\2{_YEAR})?", _either_order),
)
