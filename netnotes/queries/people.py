"""People, filtered and sorted: the base for scripts."""

from collections.abc import Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple

from netnotes.model.clock import LAST, is_active
from netnotes.model.everybody import Summary
from netnotes.model.names import fold
from netnotes.model.person import Person
from netnotes.model.vault import Vault

SORTS = ("name", "circle", "last", "due")


class Filter(NamedTuple):
    """Which people to list; an empty filter lists everyone.

    *since* keeps those in contact on that day or later; *tag* also takes the tags nested in it.
    """

    circle: str | None = None
    tag: str | None = None
    status: str | None = None
    since: date | None = None
    no_contact: bool = False
    words: Sequence[str] = ()


def people(vault: Vault, today: date, wanted: Filter, sort: str = "name", limit: int | None = None) -> list[Summary]:
    """The people that *wanted* describes, in the order of *sort* (one of SORTS), at most *limit*."""
    called = vault.matching([fold(word) for word in wanted.words]) if wanted.words else None
    everyone = vault.summaries(today, wanted.since)
    fitting = (row for summary in everyone if _fits(row := _as_of(summary, today), wanted))
    found = (row for row in fitting if called is None or row.person in called)
    # Everyone comes by name already: the first of them are enough.
    rows = list(islice(found, limit) if sort == "name" else found)
    if sort == "last":
        rows.sort(key=lambda row: -(row.last_contact.toordinal() if row.last_contact else 0))
    elif sort == "due":
        rows.sort(key=lambda row: row.due or date.max)
    elif sort == "circle":
        rows.sort(key=lambda row: vault.settings.circle_rank(row.circle))
    return rows if limit is None else rows[:limit]


def _as_of(row: Summary, today: date) -> Summary:
    """*row* with the status that holds on *today*; only active people are due."""
    paused_until = date.fromordinal(row.paused_until) if row.paused_until else None
    status = status_on(row.status, paused_until, today)
    if status == "active":
        return row if row.status == status else row._replace(status=status)
    return row._replace(status=status, due=None, probably=row.probably if row.probably == LAST else "")


def status_on(status: str, paused_until: date | None, today: date) -> str:
    """The status that holds on a day: `paused-until` pauses and wakes."""
    if status in ("active", "paused"):
        paused = paused_until.toordinal() if paused_until else 0
        return "active" if is_active(status, paused, today.toordinal()) else "paused"
    return status


def is_to_meet(person: Person, first: date | None, today: date) -> bool:
    """Whether somebody is still to be met: a wish, or a card with whom no contact is on record (*first*, or a key)."""
    if person.status != "card":
        return person.status == "wish"
    return not first and not (person.last_contact and person.last_contact <= today)


def _fits(row: Summary, wanted: Filter) -> bool:
    if wanted.circle is not None and fold(row.circle or "none") != fold(wanted.circle):
        return False
    if wanted.status is not None and row.status != wanted.status:
        return False
    if wanted.no_contact and row.last_contact is not None:
        return False
    if wanted.since is not None and (row.last_contact is None or row.last_contact < wanted.since):
        return False
    if wanted.tag is not None:
        tag = fold(wanted.tag.lstrip("#"))
        return any(fold(own) == tag or fold(own).startswith(f"{tag}/") for own in row.tags)
    return True
