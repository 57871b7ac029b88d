"""How things stand with everybody: contact both ways, and warmth (PRODUCT, The network; docs/warmth.md)."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from netnotes.dates import Cadence, days_later, later
from netnotes.model.everybody import Contact
from netnotes.model.kinds import Kinds
from netnotes.model.person import Person
from netnotes.model.vault import Vault

MONTHS = 24
# This month and the two before it, the nine before those, the twelve before those.
_WEIGHTS = (3,) * 3 + (2,) * 9 + (1,) * 12
WITHOUT_CADENCE = Cadence(1, "year")
_DAYS = {"day": 1, "week": 7, "month": 31, "year": 366}
WARM, FRIENDLY, COOL, COLD = "warm", "friendly", "cool", "cold"
_LEAST = ((WARM, 50), (FRIENDLY, 10), (COOL, 1))


class Month(NamedTuple):
    """The deepest contact of a month: *depth* times *weight* is what it adds to the warmth."""

    contact: Contact
    depth: int
    weight: int


class Tie(NamedTuple):
    """One person: when they were *first* met, their *contacts* of late by day, and what follows from these.

    *both_ways* is the rule of the network; *within* says whether a contact lies within twice the cadence at all.
    *months* are what the *warmth* is made of, the latest first.
    """

    person: Person
    first: date | None
    contacts: Sequence[Contact]
    within: bool
    both_ways: bool
    months: Sequence[Month]

    @property
    def warmth(self) -> float:
        """The sum over the months, half of it where contact does not go both ways."""
        whole = sum(month.depth * month.weight for month in self.months)
        return whole if self.both_ways else whole / 2

    @property
    def was_met(self) -> bool:
        """Whether a line or the key says that the first day was a meeting; else it is merely the first on record."""
        return any(contact.kind == "met" and contact.day == self.first for contact in self.contacts)

    @property
    def word(self) -> str:
        """The warmth as a word."""
        return next((word for word, least in _LEAST if self.warmth >= least), COLD)


def ties(vault: Vault, today: date, people: Sequence[Person] | None = None) -> dict[int, Tie]:
    """How things stand with *people*, else with everyone, by the number of their note, in the order of their names."""
    asked = None if people is None else {person.id for person in people}
    people = vault.everybody.people() if people is None else people
    contacts: dict[int, list[Contact]] = {}
    for contact in vault.everybody.contacts(reach_back(people, today), today, asked):
        contacts.setdefault(contact.person, []).append(contact)
    firsts = vault.everybody.first_days(today)
    kinds = vault.settings.kinds()
    return {
        person.id: tie(person, firsts.get(person.id), contacts.get(person.id, ()), kinds, today) for person in people
    }


def tie(person: Person, first: date | None, contacts: Sequence[Contact], kinds: Kinds, today: date) -> Tie:
    """How things stand with one person, whose *contacts* by *today* these are, in the order of their days."""
    recent = contacts[_first_within(person, contacts, today) :]
    both = bool(lines_both_ways(recent, first))
    return Tie(person, first, contacts, bool(recent), both, _months(contacts, kinds, today))


def is_within(person: Person, day: date, today: date) -> bool:
    """Whether contact on *day* is no longer ago than twice the cadence, or a year where there is none."""
    return later(day, window(person)) >= today


def window(person: Person) -> Cadence:
    """How far back contact of late goes: twice the rhythm, a year without one."""
    cadence = person.cadence
    return Cadence(cadence.number * 2, cadence.unit) if cadence and cadence.number else WITHOUT_CADENCE


def _first_within(person: Person, contacts: Sequence[Contact], today: date) -> int:
    """The place of the first of *contacts*, which are in the order of their days, that is within that time."""
    longest = window(person)
    return bisect_left(contacts, today, key=lambda contact: later(contact.day, longest))


def reach_back(people: Iterable[Person], today: date) -> date:
    """A day before which no contact decides anything here."""
    days = [cadence.number * 2 * _DAYS[cadence.unit] for person in people if (cadence := person.cadence)]
    return days_later(today, -max([*days, MONTHS * _DAYS["month"]]))


def lines_both_ways(recent: Sequence[Contact], first: date | None) -> list[Contact]:
    """The lines by which contact goes both ways on a day after the *first* meeting; none where it does not.

    That is the latest undirected one that is no ledger line; else the latest from them and the latest to them, of
    which the later must be after that day: a first letter and its answer are an exchange, the first letter is not.
    """
    if first is None:
        return []
    for contact in reversed(recent):
        if contact.day > first and not contact.direction and not contact.ledger:
            return [contact]
    latest = {contact.direction: contact for contact in recent if contact.direction}
    if len(latest) == 2 and any(contact.day > first for contact in latest.values()):
        return sorted(latest.values(), key=lambda contact: contact.day)
    return []


def _months(contacts: Sequence[Contact], kinds: Kinds, today: date) -> list[Month]:
    """The deepest contact of each of the last 24 calendar months, the latest of several; newest month first."""
    deepest: dict[int, Month] = {}
    for contact in contacts:
        back = (today.year - contact.day.year) * 12 + today.month - contact.day.month
        if 0 <= back < MONTHS:
            depth = kinds.depth(contact.kind)
            if back not in deepest or depth >= deepest[back].depth:
                deepest[back] = Month(contact, depth, _WEIGHTS[back])
    return [deepest[back] for back in sorted(deepest)]
