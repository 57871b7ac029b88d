"""The date a log line begins with, and the dates that only look like one (FORMAT, Log lines)."""

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from netnotes.dates import BadDate, parse_day
from netnotes.patterns import lazy_pattern

_TIME = r"(?P<{}>\d{{1,2}}:\d{{2}})(?::\d{{2}})?(?:Z|[+-]\d{{2}}:?\d{{2}})?"
_STAMP = lazy_pattern(
    r"(?P<bold>\*\*|__|\*|_)?(?P<paren>\()?"
    r"(?:(?P<wiki>\[\[)(?:[^\]|\n]*/)?|(?P<md>\[))?"
    r"(?P<day>\d{4}-\d{1,2}-\d{1,2})(?!\d)"
    r"(?P<range>/\d[\d-]*)?"
    r"(?:T" + _TIME.format("t1") + r")?"
    r"(?(wiki)[^\]\n]*\]\])(?(md)[^\]\n]*\]\([^)\n]*\))"
    r"(?:[ \t]+" + _TIME.format("t2") + r"(?=[\s:,*_)—–-]|$))?"
    r"(?(paren)\))(?(bold):?(?P=bold))"
    r"(?=[\s:：,;.—–|-]|$)"
    r"(?:[ \t]+" + _TIME.format("t3") + r"(?=[\s:,;—–-]|$))?"
)  # fmt: skip
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_LOOSE = lazy_pattern(
    r"[*_\[(]*("
    r"\d{1,2}([./])\s?\d{1,2}\2\s?(?:\d{4}|\d{2})"
    r"|\d{4}([./_])\d{1,2}\3\d{1,2}"
    r"|\d{4}-\d{2}(?!-?\d)"
    rf"|\d{{1,2}}\.?\s{_MONTH},?\s\d{{4}}|{_MONTH}\s\d{{1,2}},?\s\d{{4}}"
    r")(?!\d)(?=[\s:,;.*_\])|—–-]|$)",
    re.IGNORECASE,
)


# The same days stand in the notes of many.
_day = lru_cache(maxsize=4_096)(parse_day)


class Stamp(NamedTuple):
    """The date and time a line begins with, and where in the text the rest begins."""

    day: date
    time: str
    end: int


def read_stamp(text: str) -> Stamp | None:
    """The stamp *text* begins with, None where there is none; raises BadDate for one that is no day."""
    # The cheap look first: most lines begin with a letter.
    if not text or text[0] not in "0123456789*_[(":
        return None
    if _is_day_alone(text):
        return Stamp(_day(text[:10]), "", 10)
    found = _STAMP.match(text)
    if not found:
        return None
    day, before, inside, after = found.group("day", "t1", "t2", "t3")
    time = before or inside or after or ""
    return Stamp(_day(day), time.zfill(5) if time else "", found.end())


def _is_day_alone(text: str) -> bool:
    """Whether *text* begins with a day and a blank, and no time: nearly every line does, and needs no pattern."""
    day = text[:10]
    if text[10:11] != " " or not day.isascii() or day[4] != "-" or day[7] != "-":
        return False
    return (day[:4] + day[5:7] + day[8:]).isdigit() and not text[11:].lstrip(" \t")[:1].isdigit()


def read_loose(text: str) -> str | None:
    """A date in another form that *text* begins with, as it is written."""
    found = _LOOSE.match(text)
    return found[1] if found else None


def bad_stamp(text: str) -> BadDate:
    """What is wrong with the date *text*."""
    try:
        parse_day(text)
    except BadDate as error:
        return error
    return BadDate(f'cannot read the date "{text}"; write it like 2026-11-20')
