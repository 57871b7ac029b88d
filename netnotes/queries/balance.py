"""Hours a week: those that the rhythms promise, those there are, those that were spent (docs/rules.md, Capacity)."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from netnotes.dates import Cadence, days_later
from netnotes.model.clock import is_active
from netnotes.model.everybody import Rhythm
from netnotes.model.settings import Settings
from netnotes.model.vault import Vault

_DAYS = {"day": 1.0, "week": 7.0, "month": 365.25 / 12, "year": 365.25}


class Hours(NamedTuple):
    """One week from *monday* on: hours *spent*, hours *promised*."""

    monday: date
    spent: float
    promised: float


def hours_by_week(vault: Vault, today: date, weeks: int) -> list[Hours]:
    """The last *weeks* weeks, that of *today* last.

    A contact takes the minutes on its line, else those of the person or of their circle; one of several people
    counts once. What was promised in a week is what the rhythms of today ask of those who were known by then.
    """
    first = days_later(today, -(today.weekday() + 7 * (weeks - 1)))
    rhythms = vault.everybody.rhythms()
    usual = {row.person: _minutes(row, vault.settings) for row in rhythms}
    spent = [0] * weeks
    for contact in vault.everybody.spent(first, today):
        spent[(contact.day - first).days // 7] += contact.minutes or usual.get(contact.person, 0)
    asked = _promised(rhythms, vault.settings, today)
    found = []
    for week in range(weeks):
        monday = days_later(first, 7 * week)
        known = [hours for since, hours in asked if since is None or since <= days_later(monday, 6)]
        found.append(Hours(monday, spent[week] / 60, sum(known)))
    return found


def _promised(rhythms: Sequence[Rhythm], settings: Settings, today: date) -> list[tuple[date | None, float]]:
    """Since when each rhythm asks for how many hours a week; a household is met together, at its shortest rhythm."""
    asked: list[tuple[date | None, float]] = []
    together: dict[str, tuple[date | None, float]] = {}
    for row in rhythms:
        if not is_active(row.status, row.paused_until, today.toordinal()):
            continue
        hours = _minutes(row, settings) / 60 * 7 / days_of(row.cadence)
        if not row.household:
            asked.append((row.first, hours))
        elif row.household not in together or together[row.household][1] < hours:
            together[row.household] = (row.first, hours)
    return asked + list(together.values())


def _minutes(row: Rhythm, settings: Settings) -> int:
    circle = next((circle for circle in settings.circles if circle.name == row.circle), None)
    return row.minutes or (circle.minutes if circle and circle.minutes else 0)


def days_of(cadence: Cadence) -> float:
    """A cadence in days; a month is a twelfth of a year."""
    return cadence.number * _DAYS[cadence.unit]
