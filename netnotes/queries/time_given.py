"""What time contact took, and whom that of the last twelve months went to (docs/rules.md, Capacity, The network)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple, TypeVar

from netnotes.dates import first_of_years
from netnotes.model.everybody import Contact, Spent
from netnotes.model.kinds import Kinds

_Row = TypeVar("_Row", Contact, Spent)


class Part(NamedTuple):
    """One person's part in the time of a contact, in *minutes*: a fraction where they were several."""

    contact: Contact
    minutes: int | Fraction


def once_a_day(rows: Sequence[_Row], usual: Mapping[int, int], kinds: Kinds) -> Iterable[tuple[_Row, int | Fraction]]:
    """Everyone's parts in contacts, with their minutes: a person once a day, by the deepest kind, then the longest.

    A contact takes the minutes on its line, else the *usual* ones of the person under whom it stands, and is shared
    equally among all who took part. *rows* hold the parts of all of them.
    """
    company: dict[int, int] = {}
    whole: dict[int, int] = {}
    for row in rows:
        company[row.line] = company.get(row.line, 0) + 1
        if row.leads or row.line not in whole:
            whole[row.line] = row.minutes or usual.get(row.person, 0)

    def share(row: _Row) -> int | Fraction:
        several = company[row.line]
        return whole[row.line] if several == 1 else Fraction(whole[row.line], several)

    deepest: dict[tuple[int, date], _Row] = {}
    for row in rows:
        day = (row.person, row.day)
        other = deepest.setdefault(day, row)
        if other is not row and (kinds.depth(row.kind), share(row)) > (kinds.depth(other.kind), share(other)):
            deepest[day] = row
    return ((row, share(row)) for row in deepest.values())


def time_given(
    contacts: Sequence[Contact], usual: Mapping[int, int], kinds: Kinds, today: date
) -> dict[int, list[Part]]:
    """Everyone's parts in the contacts of the year up to *today* (`once_a_day`) that took any time, by day."""
    first = first_of_years(today, 1)
    year = [contact for contact in contacts if contact.day >= first]
    found: dict[int, list[Part]] = {}
    for contact, minutes in once_a_day(year, usual, kinds):
        if minutes:
            found.setdefault(contact.person, []).append(Part(contact, minutes))
    return found
