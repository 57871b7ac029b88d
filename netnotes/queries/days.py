"""What stands on a day by itself: plans, birthdays and yearly dates."""

from datetime import date
from typing import NamedTuple

from netnotes.dates import YearlyDate, next_yearly
from netnotes.model.names import by_name
from netnotes.model.person import SILENT
from netnotes.model.vault import Interaction, Vault, Yearly

PLAN, BIRTHDAY, DATE = "plan", "birthday", "date"
_ORDER = {PLAN: 0, BIRTHDAY: 1, DATE: 2}


class Occasion(NamedTuple):
    """A plan, a birthday or a yearly date on *day*.

    *label* is the name of a yearly date; *years* how many it has been, None where the year is not known.
    """

    what: str
    name: str
    path: str
    day: date
    plan: Interaction | None = None
    label: str = ""
    years: int | None = None


def occasions(vault: Vault, first: date, last: date) -> list[Occasion]:
    """What stands on the days from *first* to *last*, by day, then plans, birthdays, dates, by name."""
    found = [Occasion(PLAN, name, plan.path, plan.day, plan) for name, plan in vault.plans(first, last)]
    for yearly in vault.yearly(first, last):
        if yearly.status not in SILENT:
            found.extend(_coming(yearly, first, last))
    found.sort(key=_key)
    return found


def _coming(yearly: Yearly, first: date, last: date) -> list[Occasion]:
    day = next_yearly(YearlyDate(yearly.month, yearly.day, yearly.year), first)
    if day is None or day > last:
        return []
    is_birthday = yearly.what == BIRTHDAY
    years = day.year - yearly.year if yearly.year is not None else None
    label = "" if is_birthday else yearly.what
    return [Occasion(BIRTHDAY if is_birthday else DATE, yearly.name, yearly.path, day, label=label, years=years)]


def _key(row: Occasion) -> tuple[object, ...]:
    time = row.plan.time if row.plan else ""
    number = row.plan.number if row.plan else 0
    return row.day, _ORDER[row.what], time, by_name(row.name), row.path, number, row.label
