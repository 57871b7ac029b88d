"""Rows about everybody, which the questions of a list or a page ask for, and a morning's agenda does not."""

from datetime import date
from typing import NamedTuple

from netnotes.dates import Cadence


class Summary(NamedTuple):
    """One person in a list. *status* is as written until `people` says what holds on the day; then *due* too.

    *probably* says which of last contact and due a contact decides that is only probable (`clock.LAST`, `DUE`).
    *span* is the cadence in days counted from last contact, as in `clock.Clock`.
    """

    person: int
    name: str
    path: str
    circle: str | None
    status: str
    paused_until: int
    cadence: str | None
    last_contact: date | None
    due: date | None
    tags: tuple[str, ...]
    probably: str = ""
    span: int = 0


class Candidate(NamedTuple):
    """One way in which a person is called: *level* is ``name``, ``alias`` or ``file``; *key* is folded."""

    person: int
    name: str
    path: str
    level: str
    text: str
    key: str


class Size(NamedTuple):
    """How big a vault is: notes that were read, people, people with contact on record, with a clock.

    *innermost* is the name of the innermost circle.
    """

    notes: int
    people: int
    with_contact: int
    with_cadence: int
    unreadable: int
    innermost: str


class Spent(NamedTuple):
    """Contact on a *day*, once for all who took part: *person* is whom it stands under, *minutes* 0 if not said."""

    day: date
    person: int
    minutes: int


class Rhythm(NamedTuple):
    """Somebody with a cadence: their own *minutes* (0 for none), the first day on record, None for none."""

    person: int
    circle: str | None
    cadence: Cadence
    minutes: int
    household: str
    status: str
    paused_until: int
    first: date | None


class Turn(NamedTuple):
    """A state of the index: which one it is (*born*), and how often it was brought up to date."""

    born: str
    number: int
