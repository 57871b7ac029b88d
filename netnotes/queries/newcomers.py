"""New people: whom to follow up with, and whom to decide about (PRODUCT, New; docs/rules.md)."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from netnotes.dates import later
from netnotes.model.clock import is_active
from netnotes.model.names import by_name
from netnotes.model.person import Person
from netnotes.model.vault import Newcomer, Vault


class Stage(StrEnum):
    """What a new person waits for."""

    FOLLOW_UP = "follow-up"
    DECIDE = "decide"


class NewRow(NamedTuple):
    """A new person: *met* on a day, and *stage* fell due on *day*."""

    stage: Stage
    person: Person
    met: date
    day: date


class New(NamedTuple):
    """The new people of one day, how many more there are, and how many are no longer asked about."""

    shown: list[NewRow]
    left: dict[Stage, int]
    forgotten: int


def newcomers(vault: Vault, day: date, placed: set[int], *, everything: bool = False) -> New:
    """The new people on *day* without *placed*; those shown are added to it."""
    settings = vault.settings.agenda
    found: dict[Stage, list[tuple[tuple[object, ...], Newcomer, date]]] = {stage: [] for stage in Stage}
    shown: list[NewRow] = []
    left: dict[Stage, int] = {}
    forgotten = 0
    for who, met in met_by(vault, day):
        if who.person in placed:
            continue
        if day > later(met, settings.forget):
            forgotten += 1
            continue
        waits = _stage(vault, who, met, day)
        if waits:
            found[waits[0]].append(((who.met, by_name(who.name), who.path), who, waits[1]))
    for stage, rows in found.items():
        rows.sort(key=lambda row: row[0])
        chosen = rows if everything else rows[: settings.new_people]
        left[stage] = len(rows) - len(chosen)
        placed.update(who.person for _, who, _ in chosen)
        shown.extend(NewRow(stage, vault.person(who.person), date.fromordinal(who.met), due) for _, who, due in chosen)
    return New(shown, left, forgotten)


def stage_of(vault: Vault, person: int, day: date) -> Stage | None:
    """What one new *person* waits for on *day*, whatever the caps; None for nothing, or somebody who is not new."""
    forget = vault.settings.agenda.forget
    found = next(((who, met) for who, met in met_by(vault, day) if who.person == person), None)
    waits = _stage(vault, *found, day) if found and day <= later(found[1], forget) else None
    return waits[0] if waits else None


def met_by(vault: Vault, day: date) -> Iterator[tuple[Newcomer, date]]:
    """Everyone new who was met by *day* and is not put off, with the day of the meeting, however long ago."""
    ordinal = day.toordinal()
    for who in vault.newcomers():
        if who.met <= ordinal and who.snooze <= ordinal and is_active(who.status, who.paused_until, ordinal):
            yield who, date.fromordinal(who.met)


def _stage(vault: Vault, who: Newcomer, met: date, day: date) -> tuple[Stage, date] | None:
    """What somebody met on *met* waits for on *day*, and since when."""
    settings = vault.settings.agenda
    decide, follow_up = later(met, settings.decide), later(met, settings.follow_up)
    again = vault.first_contact_after(who.person, met, day)
    if again or day >= decide:
        return Stage.DECIDE, min(again or decide, decide)
    return (Stage.FOLLOW_UP, follow_up) if day >= follow_up else None
