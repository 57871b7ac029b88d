"""When somebody is due: the one rule, for the index and for the questions (PRODUCT, Due)."""

from datetime import date
from typing import NamedTuple

from netnotes.dates import NEVER, Cadence, add

LAST, DUE = "last_contact", "due"


class Clock(NamedTuple):
    """The few columns behind a due date. Days are ordinals (``date.toordinal``), 0 for none.

    *rank* is the circle's place, innermost 0; *sort* is the folded name.
    *last* and *due* are as of the day that was asked for; *probably* says which of them a contact decides that
    is only probable: LAST, DUE, or empty for neither. *cadence_text* is the cadence as written.
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
    sort: str
    probably: str = ""
    cadence_text: str | None = None
    cadence: Cadence | None = None

    @property
    def has_cadence(self) -> bool:
        """Whether there is a rhythm: none and never are not one."""
        return self.cadence is not None and self.cadence.number > 0


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


class Settled(NamedTuple):
    """What follows from somebody's contacts: ordinals of *last* contact and *due* day, and the *span* in days.

    *probably* is LAST where a probable contact is the last one, DUE where it has moved the due day, else empty.
    """

    last: int
    due: int
    span: int
    probably: str


def settle(sure: int, guess: int, cadence: Cadence | None, next_contact: int, snooze: int) -> Settled:
    """Last contact and due day from the latest *sure* contact and the latest probable one, 0 for none.

    The probable one is the last contact of somebody who has no other; else it moves due to at most its own day
    and half the cadence, and a *next_contact* set by hand only if it has come by then (PRODUCT, Due).
    """
    last = sure or guess
    due, span = due_day(last, cadence, next_contact, 0), span_days(last, cadence, next_contact)
    moved = 0
    if sure and guess > sure and due and cadence is not None and cadence.number:
        pending = next_contact if sure < next_contact else 0
        moved = min(guess + span_days(guess, cadence, 0) // 2, date.max.toordinal()) if guess >= pending else 0
    probably = LAST if guess and not sure else ""
    if moved > due and moved > snooze:
        due, probably = moved, DUE
    return Settled(last, max(due, snooze) if due else 0, span, probably)


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
