"""Hours a week: those that the rhythms promise, those there are, those that were spent (docs/rules.md, Capacity)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from netnotes.dates import Cadence, days_later
from netnotes.model.clock import is_active
from netnotes.model.everybody import Rhythm, Spent
from netnotes.model.memory import Memory
from netnotes.model.settings import Settings
from netnotes.model.vault import Vault
from netnotes.queries.time_given import once_a_day

_DAYS = {"day": 1.0, "week": 7.0, "month": 365.25 / 12, "year": 365.25}


class Hours(NamedTuple):
    """One week from *monday* on: hours *spent*, hours *promised*."""

    monday: date
    spent: float
    promised: float


class Meeting(NamedTuple):
    """Those who are met together, one person or a household: *first* is whose rhythm and minutes count."""

    first: Rhythm
    people: tuple[Rhythm, ...]
    minutes: int

    @property
    def hours(self) -> float:
        """The hours a week that it asks for."""
        return self.minutes / 60 * 7 / days_of(self.first.cadence)


def hours_by_week(vault: Vault, today: date, weeks: int, memory: Memory | None = None) -> list[Hours]:
    """The last *weeks* weeks, that of *today* last.

    What was spent follows `time_given.once_a_day`. What was promised in a week is what the rhythms of today ask of
    those who were known by then.
    """
    first = days_later(today, -(today.weekday() + 7 * (weeks - 1)))
    spent = _spent(vault, first, today, weeks, memory or Memory())
    asked = _promised(meetings(vault.everybody.rhythms(), vault.settings, today), vault.settings, today)
    found = []
    for week in range(weeks):
        monday = days_later(first, 7 * week)
        found.append(Hours(monday, float(spent[week] / 60), asked(days_later(monday, 6))))
    return found


class _Given(NamedTuple):
    """What somebody's contacts took, in minutes by week; *shared* are all of their parts where some are with others."""

    weeks: Mapping[int, int | Fraction]
    shared: Sequence[Spent]


def _spent(vault: Vault, first: date, today: date, weeks: int, memory: Memory) -> list[int | Fraction]:
    """The minutes of each week; what each person had alone is reckoned once."""
    everybody, kinds = vault.everybody, vault.settings.kinds()
    usual = everybody.usual_minutes()

    def by_week(rows: Sequence[Spent]) -> dict[int, int | Fraction]:
        found: dict[int, int | Fraction] = {}
        for contact, minutes in once_a_day(rows, usual, kinds):
            week = (contact.day - first).days // 7
            found[week] = found.get(week, 0) + minutes
        return found

    def ask(people: list[int]) -> dict[int, _Given]:
        parts: dict[int, list[Spent]] = {}
        for row in everybody.spent(first, today, people):
            parts.setdefault(row.person, []).append(row)
        return {
            person: _Given({}, rows) if any(row.several > 1 for row in rows) else _Given(by_week(rows), ())
            for person, rows in parts.items()
        }

    given = [some for some in memory.each("spent", everybody.last_changes(), ask).values() if some]
    found: list[int | Fraction] = [0] * weeks
    for part in (by_week([row for some in given for row in some.shared]), *(some.weeks for some in given)):
        for week, minutes in part.items():
            found[week] += minutes
    return found


def _promised(asking: Iterable[Meeting], settings: Settings, today: date) -> Callable[[date], float]:
    """What those ask for who were known on a day, in hours; whoever has no contact by *today* always was."""
    minutes = circle_minutes(settings)
    alone: list[tuple[int, float]] = []
    homes: list[Meeting] = []
    for meeting in asking:
        if len(meeting.people) == 1:
            alone.append((_known(meeting.first, today).toordinal(), meeting.hours))
        else:
            homes.append(meeting)

    def by(day: date) -> float:
        last = day.toordinal()
        hours = [hours for known, hours in alone if known <= last]
        for home in homes:
            rows = [row for row in home.people if _known(row, today) <= day]
            hours += [together(rows, minutes).hours] if rows else []
        return sum(hours)

    return by


def _known(row: Rhythm, today: date) -> date:
    return row.first if row.first and row.first <= today else date.min


def meetings(rhythms: Iterable[Rhythm], settings: Settings, today: date) -> list[Meeting]:
    """Everyone active who has a rhythm, a household as one."""
    minutes = circle_minutes(settings)
    homes: dict[object, list[Rhythm]] = {}
    for row in rhythms:
        if is_active(row.status, row.paused_until, today.toordinal()):
            homes.setdefault(row.household or row.person, []).append(row)
    return [together(rows, minutes) for rows in homes.values()]


def together(rows: Sequence[Rhythm], minutes: Mapping[str, int]) -> Meeting:
    """The people of *rows*, met together at the shortest rhythm.

    Of several with it, whoever takes longest leads, then the first. *minutes* are those of the circles.
    """
    ranked = tuple(rows)
    if len(ranked) > 1:
        ranked = tuple(sorted(rows, key=lambda row: (days_of(row.cadence), -_minutes(row, minutes))))
    return Meeting(ranked[0], ranked, _minutes(ranked[0], minutes))


def circle_minutes(settings: Settings) -> dict[str, int]:
    """How long a usual meeting takes, by circle."""
    return {circle.name: circle.minutes or 0 for circle in settings.circles}


def _minutes(row: Rhythm, minutes: Mapping[str, int]) -> int:
    return row.minutes or minutes.get(row.circle or "", 0)


def days_of(cadence: Cadence) -> float:
    """A cadence in days; a month is a twelfth of a year."""
    return cadence.number * _DAYS[cadence.unit]
