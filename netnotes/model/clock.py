"""When somebody is due: the one rule, for the index and for the questions (PRODUCT, Due)."""

from datetime import date
from typing import NamedTuple

from netnotes.dates import NEVER, Cadence, add


class Clock(NamedTuple):
    """The few columns behind a due date. Days are ordinals (``date.toordinal``), 0 for none.

    *rank* is the circle's place, innermost 0; *sort* is the folded name.
    *last* and *due* are as of the day that was asked for.
    """

    person: int
    name: str
    path: str
    rank: int
    status: str
    paused_until: int
    last: int
    due: int
    span: int
    household: str
    has_cadence: bool
    sort: str


def due_day(last: int, cadence: Cadence | None, next_contact: int, snooze: int) -> int:
    """The ordinal of the day somebody falls due, 0 for no clock (PRODUCT, Due; docs/rules.md)."""
    if next_contact and last < next_contact:
        due = next_contact
    elif last and cadence is not None and cadence.number:
        day = add(date.fromordinal(last), cadence)
        due = day.toordinal() if day else 0
    else:
        return 0
    return max(due, snooze)


def span_days(last: int, cadence: Cadence | None, next_contact: int) -> int:
    """The cadence in days counted from last contact; 30 where there is none."""
    start = last or next_contact
    if cadence is None or not cadence.number or not start:
        return 30
    day = add(date.fromordinal(start), cadence)
    return day.toordinal() - start if day else 30


def is_active(status: str, paused_until: int, today: int) -> bool:
    """Whether somebody of *status* is active on *today* (an ordinal)."""
    if status not in ("active", "paused"):
        return False
    if paused_until:
        return today >= paused_until
    return status == "active"


def as_cadence(count: int, unit: str) -> Cadence | None:
    """A cadence from its columns; a *count* of -1 stands for none, 0 for never."""
    if count < 0:
        return None
    return Cadence(count, unit) if count else NEVER
