"""Everyone past their cadence, the most late for their own rhythm first."""

from datetime import date
from typing import NamedTuple

from netnotes.model.clock import Clock
from netnotes.model.vault import Interaction, Vault
from netnotes.queries.lateness import as_households, due_people


class Overdue(NamedTuple):
    """Somebody whose due day has passed by *days_late*; *latest* is None where a key says when.

    *clock* is theirs, *circle* the name of their circle; *probably* is as in `model.clock.Clock`.
    """

    clock: Clock
    circle: str | None
    last_contact: date | None
    due: date
    days_late: int
    relative_lateness: float
    latest: Interaction | None
    household: tuple[str, ...]
    probably: str = ""


def overdue(vault: Vault, today: date) -> list[Overdue]:
    """Everyone active who is late by a day or more (PRODUCT, Late), in the order of lateness."""
    late = [clock for clock in due_people(vault, today) if clock.due < today.toordinal()]
    rows = as_households(vault, late, today)
    circles = vault.settings.circles
    latest = vault.latest_of(row.clock for row in rows)
    return [
        Overdue(
            clock=row.clock,
            circle=circles[row.clock.rank].name if row.clock.rank < len(circles) else None,
            last_contact=date.fromordinal(row.clock.last) if row.clock.last else None,
            due=date.fromordinal(row.clock.due),
            days_late=row.late,
            relative_lateness=round(row.relative, 4),
            latest=latest.get(row.clock.person),
            household=row.household,
            probably=row.clock.probably,
        )
        for row in rows
    ]


def last_topic(latest: Interaction | None) -> str | None:
    """What was last spoken of: the text of the latest contact, else its kind."""
    if latest is None:
        return None
    return latest.text or latest.kind
