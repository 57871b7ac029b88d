"""Tasks: what I said I would do, and what I wait for (FORMAT, Tasks)."""

import re
from datetime import date
from typing import NamedTuple

from netnotes.dates import BadDate, parse_day
from netnotes.model.note import Task
from netnotes.notes.links import find_links
from netnotes.patterns import lazy_pattern

_BOX = lazy_pattern(r"\[(.)\](?:[ \t]+|$)")
_LOGSEQ = lazy_pattern(r"(TODO|DOING|NOW|LATER|WAITING|DONE|CANCELL?ED)[ \t]+")
_LETTERS = frozenset("TDNLWC")
_SIGNS = {"WAITING": "w", "DONE": "x", "CANCELED": "-", "CANCELLED": "-"}
_DUE = lazy_pattern(
    r",?\s*(?:\(\s*due:{0,2}\s*(?P<a>\d{4}-\d{2}-\d{2})\s*\)|\[due::\s*(?P<b>\d{4}-\d{2}-\d{2})\s*\]"
    r"|📅\ufe0f?\s*(?P<c>\d{4}-\d{2}-\d{2})|\bdue:?\s+(?P<d>\d{4}-\d{2}-\d{2})|\bdue:(?P<e>\d{4}-\d{2}-\d{2}))"
)  # fmt: skip
DONE = lazy_pattern(r"\s*✅\ufe0f?\s*(\d{4}-\d{2}-\d{2})")
MADE = lazy_pattern(r"\s*➕\ufe0f?\s*(\d{4}-\d{2}-\d{2})")
_MARKS = lazy_pattern("\\s*[➕⏳🛫📅✅❌🔁⏫🔼🔽🔺⏬]\ufe0f?\\s*(?:\\d{4}-\\d{2}-\\d{2})?")
_THEIRS = lazy_pattern(r"(?:waiting|they)\s*:\s*", re.IGNORECASE)


class Mark(NamedTuple):
    """The mark of a task and where its text begins."""

    sign: str
    start: int


def task_mark(item: str) -> Mark | None:
    """The mark of the list item *item*, None if it is no task."""
    if item[:1] == "[":
        found = _BOX.match(item)
        return Mark(found[1], found.end()) if found else None
    found = _LOGSEQ.match(item) if item[:1] in _LETTERS else None
    return Mark(_SIGNS.get(found[1], " "), found.end()) if found else None


def without_marks(text: str) -> str:
    """A task's *text* without its days and the signs of the Tasks plugin."""
    return _MARKS.sub("", DONE.sub("", _DUE.sub("", text))).strip()


def read_task(item: str, mark: Mark, number: int, column: int, made: date | None, bad: list[BadDate]) -> Task:
    """Read the list item *item* as a task; a day that cannot be is added to *bad*.

    *made* is the day of what it stands in; the Tasks plugin's ``➕`` says it of the task itself.
    """
    text = item[mark.start :].strip()
    due = _take_day(_DUE.search(text), bad)
    done = _take_day(DONE.search(text), bad)
    made = _take_day(MADE.search(text), bad) or made
    text = MADE.sub("", DONE.sub("", _DUE.sub("", text))).strip()
    theirs = _THEIRS.match(text)
    if theirs:
        text = text[theirs.end() :]
    return Task(
        number=number,
        text=text,
        mine=not theirs and mark.sign != "w",
        open=mark.sign not in "xX-",
        due=due,
        made=made,
        done=(done or made) if mark.sign in "xX" else None,
        dropped=mark.sign == "-",
        links=find_links(text, number, column + mark.start),
    )


def _take_day(found: re.Match[str] | None, bad: list[BadDate]) -> date | None:
    if not found:
        return None
    try:
        return parse_day(next(group for group in found.groups() if group))
    except BadDate as error:
        bad.append(error)
        return None
