"""How much is promised, in two numbers: what a command that adds to it compares."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from netnotes.model.vault import Vault
from netnotes.queries.balance import meetings


class Load(NamedTuple):
    """*hours* a week that are asked for, those there are to *have*, active *people* by circle, how many it *fits*."""

    hours: float
    have: float
    people: Mapping[str, int]
    fits: Mapping[str, int]


def load(vault: Vault, today: date, before: Load | None = None) -> Load:
    """The load as of *today*. Where *before* asked for too much already, its hours are taken as they are."""
    have = vault.settings.hours_per_week
    fits = {circle.name: circle.people for circle in vault.settings.circles if circle.people is not None}
    if before and before.hours > have:
        hours = before.hours
    else:
        hours = sum(meeting.hours for meeting in meetings(vault.everybody.rhythms(), vault.settings, today))
    return Load(hours, have, vault.everybody.crowds(today), fits)
