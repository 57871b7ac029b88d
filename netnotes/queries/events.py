"""What came of the places where people were met: followed up or not, contact six months on or not (PRODUCT)."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from netnotes.dates import days_later, full_day, span_of
from netnotes.model.names import by_name, fold
from netnotes.model.person import SILENT, Person
from netnotes.model.vault import MENTION, Vault
from netnotes.queries.evidence import Evidence, of_line

SIX_MONTHS = 183


class Stage(StrEnum):
    """What came of a meeting so far."""

    LASTING = "six months on"
    FOLLOWED = "followed up"
    EARLY = "too early to say"
    MET = "met"


class Met(NamedTuple):
    """Somebody and the *day* they were met (None where nothing tells), *written* as the note has it.

    *followed* is the day of their first contact after it, *lasting* that of the first one at least six months
    (183 days) after it. *early* says that six months have not passed since, or that nobody knows.
    """

    person: Person
    day: date | None
    written: str | None
    followed: date | None
    lasting: date | None
    early: bool

    @property
    def stage(self) -> Stage:
        """How far it came; those whom nothing followed are `MET`, however long ago."""
        if self.lasting:
            return Stage.LASTING
        if not self.followed:
            return Stage.MET
        return Stage.EARLY if self.early else Stage.FOLLOWED


class Event(NamedTuple):
    """A place or occasion, as it was last written, and who was met there, by name."""

    place: str
    people: Sequence[Met]

    @property
    def days(self) -> list[date]:
        """The known days on which people were met there, earliest first."""
        return sorted({row.day for row in self.people if row.day})

    @property
    def times(self) -> list[str]:
        """The first and the last time that people were met there, as written: days, months, years.

        One alone, where there is no other, or where all others lie within it.
        """
        spans = {span_of(row.written): row.written for row in self.people if row.written}
        wide = [one for one in spans if not any(two != one and _lies_in(one, two) for two in spans)]
        return [spans[one] for one in dict.fromkeys((min(wide), max(wide)))] if wide else []


def events(vault: Vault, today: date) -> list[Event]:
    """Every place or event at which anybody was met, the latest meeting first, without those who are gone.

    It is `met-at`, else the place of the first line of kind `met`; case, accents and doubled spaces do not matter.
    """
    firsts, places = vault.everybody.meeting_days(today), vault.everybody.meeting_places(today)
    found: dict[str, list[tuple[str, Met]]] = {}
    for person in vault.everybody.people():
        met_line, place = places.get(person.id, (None, ""))
        if person.met_at:
            met_line, place = None, person.met_at
        day = _met_on(person, met_line or firsts.get(person.id), today)
        key = fold(place)
        if key and person.status not in SILENT and not _lies_ahead(person, today):
            found.setdefault(key, []).append((place, _met(vault, person, day, today)))
    return sorted((_event(rows) for rows in found.values()), key=_order)


def _lies_in(one: tuple[date, date], two: tuple[date, date]) -> bool:
    return two[0] <= one[0] and one[1] <= two[1]


def _event(rows: Sequence[tuple[str, Met]]) -> Event:
    latest = max(rows, key=lambda row: row[1].day or date.min)
    people = sorted((row for _, row in rows), key=lambda row: (*by_name(row.person.name), row.person.path))
    return Event(" ".join(latest[0].split()), people)


def _order(event: Event) -> tuple[object, ...]:
    days = event.days
    return -days[-1].toordinal() if days else 1, by_name(event.place)


def _lies_ahead(person: Person, today: date) -> bool:
    """Whether the note says that they are met later than *today*."""
    return bool(person.met) and span_of(person.met or "")[0] > today


def _met_on(person: Person, first: date | None, today: date) -> date | None:
    """The day of the meeting: `met`, else *first*.

    Of a month or a year alone it is the last day, or *first*, the first contact on record, where that is earlier.
    """
    if not person.met:
        return first
    day = full_day(person.met)
    return day or min(first or date.max, span_of(person.met)[1], today)


def _met(vault: Vault, person: Person, day: date | None, today: date) -> Met:
    if day is None:
        return Met(person, None, person.met, None, None, early=True)
    after = days_later(day, SIX_MONTHS - 1)
    return Met(
        person=person,
        day=day,
        written=person.met or day.isoformat(),
        followed=_contact_after(vault, person, day, today),
        lasting=_contact_after(vault, person, after, today) if after < today else None,
        early=(today - day).days < SIX_MONTHS,
    )


def _contact_after(vault: Vault, person: Person, day: date, today: date) -> date | None:
    """The first day after *day* of a contact of their own, or `last-contact` where that is what is known."""
    key = person.last_contact
    days = [vault.first_contact_after(person.id, day, today), key if key and day < key <= today else None]
    return min((day for day in days if day), default=None)


def evidence_of(vault: Vault, rows: Iterable[Met]) -> list[Evidence]:
    """The lines that say how far it came with each: the meeting, the first contact after it, that of six months on."""
    return [line for row in rows for line in _evidence(vault, row)]


def _evidence(vault: Vault, row: Met) -> list[Evidence]:
    name, found = row.person.name, []
    if row.person.met:
        at = f" at {row.person.met_at}" if row.person.met_at else ""
        found.append(Evidence(full_day(row.person.met), name, f"met {row.person.met}{at}", row.person.path,
                              row.person.met_line))  # fmt: skip
    lines = [line for line in vault.interactions(row.person.id) if line.counts and line.role != MENTION]
    days = ([] if row.person.met else [row.day]) + [row.followed, row.lasting]
    for day in dict.fromkeys(days):
        line = next((line for line in lines if line.day == day), None)
        if line:
            found.append(of_line(line, name, row.person))
        elif day:
            found.append(Evidence(day, name, f"last-contact {day.isoformat()}", row.person.path, 0))
    return found
