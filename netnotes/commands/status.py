"""What `keep`, `let-go`, `pause`, `resume` and `snooze` may do to somebody's status, and how they do it."""

from __future__ import annotations

from netnotes.errors import Usage
from netnotes.model.person import Person
from netnotes.model.vault import Vault
from netnotes.notes.edit import Change, SetKey, Unset

_FLAGS = ("prm-paused", "active")
_ASLEEP = {"let-go": "is let go", "card": "is a card", "wish": "is a wish"}


def check_reachable(person: Person) -> None:
    """Raise Usage for somebody who is to be left alone: that is taken back by hand, not by the way."""
    if person.status in ("do-not-contact", "deceased"):
        raise Usage(f"{person.name} is {person.status}; if that is wrong, write netnotes set first")


def check_due(person: Person) -> None:
    """The same, and for somebody from whom nothing is due anyway."""
    check_reachable(person)
    if person.status in _ASLEEP:
        raise Usage(
            f"{person.name} {_ASLEEP[person.status]}, and nothing is due from them; netnotes keep makes them active"
        )


def waking(vault: Vault, person: Person) -> list[Change]:
    """What makes somebody active who is not; raises Usage for those who are to be left alone."""
    check_reachable(person)
    changes: list[Change] = [Unset("paused-until")] if person.paused_until else []
    return [*changes, *waking_status(vault, person)]


def waking_status(vault: Vault, person: Person) -> list[Change]:
    """The same without the day that a pause ends on.

    A flag of another tool that says so is taken out, since nobody knows how that tool writes its opposite.
    """
    if person.status == "active":
        return []
    keys = vault.about(person.id).keys
    flags: list[Change] = [Unset(keys[flag][0]) for flag in _FLAGS if flag in keys]
    if "status" not in keys:
        return flags
    agreeing = person.status == "paused" and not any(
        problem.path == person.path and problem.code == "synonyms-disagree" for problem in vault.problems()
    )
    return [SetKey("status", "active"), *(flags if agreeing else [])]
