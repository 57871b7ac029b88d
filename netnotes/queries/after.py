"""Where somebody stands once a line is written: last contact, and when they are next."""

from datetime import date
from typing import NamedTuple

from netnotes.dates import later
from netnotes.model.clock import is_active
from netnotes.model.person import Person
from netnotes.model.vault import Vault


class After(NamedTuple):
    """A person, their last contact and the day they are due by, None where there is none.

    *follow_up* is the day a new person is to be heard of by, until it is time to decide about them; where the meeting
    itself was just written, until they are new no more.
    """

    person: Person
    last_contact: date | None
    due: date | None
    follow_up: date | None


def after(vault: Vault, path: str, today: date, *, met: bool = False) -> After | None:
    """The person whose note lies at *path*, as of *today*; None where it is nobody's. *met*: that was just written."""
    found = vault.at_path(path)
    if found is None:
        return None
    person = vault.person(found)
    clock = vault.clock(found, today)
    active = is_active(clock.status, clock.paused_until, today.toordinal())
    last = date.fromordinal(clock.last) if clock.last else None
    due = date.fromordinal(clock.due) if clock.due and active else None
    return After(person, last, due, _follow_up(vault, person, today, met=met) if active else None)


def _follow_up(vault: Vault, person: Person, today: date, *, met: bool) -> date | None:
    """When to follow up with somebody new: after the meeting, unless there was contact since."""
    new = next((who for who in vault.newcomers() if who.person == person.id), None)
    if new is None:
        return None
    day, settings = date.fromordinal(new.met), vault.settings.agenda
    named = later(day, settings.forget if met else settings.decide) >= today
    return (
        later(day, settings.follow_up) if named and vault.first_contact_after(person.id, day, today) is None else None
    )
