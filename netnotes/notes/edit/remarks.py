"""What somebody should know of an edit that was made as asked: a sentence each, empty for most."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from netnotes.dates import MONTHS
from netnotes.notes import blocks
from netnotes.notes.edit.changes import AddEntry, Change, Refused, Tick, Unset
from netnotes.notes.edit.opened import OpenNote
from netnotes.notes.edit.places import Pair, place_of
from netnotes.patterns import lazy_pattern

_BELOW = {
    "fm-toml": "the TOML below", "fm-json": "the JSON below", "fm-not-first": "what stands between the dashes below",
    "fm-dashes": "what stands between the dashes below",
}  # fmt: skip
_MONTH = {name[: 3 if short else 12].lower(): n for n, name in enumerate(MONTHS, 1) for short in (False, True)}
_PERIOD = lazy_pattern(r"(?:(?P<year>\d{4})(?:-(?P<month>\d{2}))?|(?P<name>[A-Za-z]{3,9})\.?(?:\s+(?P<of>\d{4}))?)$")


def remark(old: OpenNote, new: OpenNote, change: Change, line: int) -> str:
    """The remark on *change*, which made *new* of *old* and stands on *line* now."""
    if isinstance(change, AddEntry):
        return _on_period(new, change.day, line)
    if isinstance(change, Tick):
        return "this task repeats (🔁), and the next one is not written" if "🔁" in new.line(line) else ""
    if old.fence.text is None and new.fence.text is not None and old.fence.hint in _BELOW:
        what = _BELOW[old.fence.hint]
        return f"{what} is no longer taken for the note's fields, now that there are some above; move it up to them"
    return _on_rest(new, change.key) if isinstance(change, Unset) else ""


def _on_rest(note: OpenNote, key: str) -> str:
    """Whether another place says *key* still."""
    place = None
    with suppress(Refused):
        place = place_of(note, key)
    if place is None:
        return ""
    name = place.key.value if isinstance(place, Pair) else place.key
    return f'"{name}" on line {place.line} counts now'


def _on_period(note: OpenNote, day: date, line: int) -> str:
    """Whether *line* stands under the heading of another year or month than that of *day*."""
    level = 7
    for block in reversed(note.body.blocks):
        if block.what != blocks.HEADING or block.number >= line or block.level >= level:
            continue
        level = block.level
        if not _may_hold(block.text.strip(), day):
            wanted = f"{MONTHS[day.month - 1]} {day.year}"
            return f'the line stands under the heading "{block.text.strip()}"; for {wanted} there is none that fits'
    return ""


def _may_hold(heading: str, day: date) -> bool:
    """Whether a day's line may stand under *heading*: it names no year and month, or those of the day."""
    found = _PERIOD.match(heading)
    if not found or (found["name"] and found["name"].lower() not in _MONTH):
        return True
    year, month = found["year"] or found["of"], found["month"] or _MONTH.get((found["name"] or "").lower())
    return (not year or int(year) == day.year) and (not month or int(month) == day.month)
