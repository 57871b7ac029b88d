"""Whom the time of the last twelve months went to (docs/rules.md, The network)."""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from netnotes.dates import years_before
from netnotes.model.everybody import Contact
from netnotes.model.person import Person
from netnotes.model.settings import Settings


class Part(NamedTuple):
    """One person's part in the time of a contact, in *minutes*: a fraction where they were several."""

    contact: Contact
    minutes: int | Fraction


def time_given(
    contacts: Sequence[Contact], people: Iterable[Person], settings: Settings, today: date
) -> dict[int, list[Part]]:
    """Everyone's parts in the contacts of the year up to *today*, by day.

    A contact takes the minutes on its line, else the usual ones of the person under whom it stands, and is shared
    equally among all who took part. A person counts once a day, by the deepest kind, of equals by the longest.
    """
    circles = {circle.name: circle.minutes or 0 for circle in settings.circles}
    usual = {person.id: person.minutes or circles.get(person.circle or "", 0) for person in people}
    since, kinds = years_before(today, 1), settings.kinds()
    company: dict[int, int] = {}
    whole: dict[int, int] = {}
    year = [contact for contact in contacts if contact.day > since]
    for contact in year:
        company[contact.line] = company.get(contact.line, 0) + 1
        if contact.leads or contact.line not in whole:
            whole[contact.line] = contact.minutes or usual.get(contact.person, 0)
    deepest: dict[tuple[int, date], tuple[int, Part]] = {}
    for contact in year:
        minutes, several = whole[contact.line], company[contact.line]
        part = Part(contact, minutes if several == 1 else Fraction(minutes, several))
        depth, other = kinds.depth(contact.kind), deepest.get((contact.person, contact.day))
        if other is None or (depth, part.minutes) > (other[0], other[1].minutes):
            deepest[contact.person, contact.day] = depth, part
    found: dict[int, list[Part]] = {}
    for (person, _), (_, part) in deepest.items():
        if part.minutes:
            found.setdefault(person, []).append(part)
    return found
