"""Whom one could introduce to whom: what somebody needs, and who offers it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from heapq import nsmallest
from typing import NamedTuple

from netnotes.model.person import Person
from netnotes.model.vault import Vault
from netnotes.queries.introducing import is_begun, names_to_type
from netnotes.queries.people import status_on
from netnotes.queries.ties import Tie, ties
from netnotes.queries.topic import FIELDS, LEAST, alike, telling, texts_of

MOST = 7
NEEDS = "needs"


class Meeting(NamedTuple):
    """What one needs and the other offers: *need* and *offer* as written, *field* of the other's note.

    *words* are pairs of words that met: the folded one of the need, and that of the offer.
    """

    needer: Person
    helper: Person
    need: str
    field: str
    offer: str
    words: Sequence[tuple[str, str]]
    need_line: int = 0
    offer_line: int = 0


class Introduction(NamedTuple):
    """Two people who do not know each other yet; *names* are what a command finds each by, the needing one first."""

    one: Person
    other: Person
    names: tuple[str, str]
    meetings: Sequence[Meeting]


class Introductions(NamedTuple):
    """An answer: *left* is how many more there are.

    *who* is the one who was asked about, *status* theirs. *needing* and *offering* count those with such fields.
    """

    rows: Sequence[Introduction]
    left: int
    who: Person | None
    status: str
    needing: int
    offering: int


def introductions(vault: Vault, today: date, who: int | None = None, *, everyone: bool = False) -> Introductions:
    """Pairs of active people, or of *who* and others, of whom one needs what the other offers, the warmest first.

    The cooler of the two decides, then the warmer. Left out are those who know each other by any bond, and
    those whose introduction was begun already. At most MOST without *everyone*.
    """
    everybody = vault.everybody.people()
    people = [person for person in everybody if status_on(person.status, person.paused_until, today) == "active"]
    known = {frozenset((bond.one, bond.other)) for bond in vault.everybody.bonds(today)}
    met: dict[frozenset[int], list[Meeting]] = {}
    for meeting in _meetings(people, who):
        pair = frozenset((meeting.needer.id, meeting.helper.id))
        if pair not in known:
            met.setdefault(pair, []).append(meeting)
    place = _places(ties(vault, today, people) if met else {}, people)

    def order(meetings: list[Meeting]) -> tuple[int, ...]:
        one, other = place[meetings[0].needer.id], place[meetings[0].helper.id]
        return -min(one[0], other[0]), -max(one[0], other[0]), one[1], other[1]

    # Only what can be shown is looked at closely: the warmest of the pairs of a large vault.
    close = sorted(met.values(), key=order) if everyone else nsmallest(MOST * 4, met.values(), order)
    fresh = [pair for pair in close if not is_begun(vault, pair[0].needer.id, pair[0].helper.id, today)]
    ordered = fresh if everyone else fresh[:MOST]
    asked = next((person for person in everybody if person.id == who), None)
    return Introductions(
        rows=_rows(vault, ordered),
        left=len(met) - (len(close) - len(fresh)) - len(ordered),
        who=asked,
        status=status_on(asked.status, asked.paused_until, today) if asked else "active",
        needing=sum(bool(person.needs) for person in people),
        offering=sum(bool(person.offers) for person in people),
    )


def _places(standing: Mapping[int, Tie], people: Sequence[Person]) -> dict[int, tuple[int, int]]:
    """Everyone's warmth, and their place by name."""
    return {person.id: (standing[person.id].warmth, at) for at, person in enumerate(people) if person.id in standing}


def _meetings(people: Sequence[Person], who: int | None) -> Iterable[Meeting]:
    """Each need with each text of others that shares a telling word with it, by the name of who needs it."""
    offers = [(helper, field, text) for helper in people for field in FIELDS for text in texts_of(helper, field)]
    by_start: dict[str, list[tuple[int, str]]] = {}
    for place, (_, _, text) in enumerate(offers):
        for word in telling([text]):
            by_start.setdefault(word[:LEAST], []).append((place, word))
    for needer in people:
        for need in needer.needs:
            met: dict[int, list[tuple[str, str]]] = {}
            for word in telling([need]):
                for place, other in by_start.get(word[:LEAST], ()):
                    asked_for = who is None or who in (needer.id, offers[place][0].id)
                    if asked_for and offers[place][0].id != needer.id and alike(word, other):
                        met.setdefault(place, []).append((word, other))
            for place in sorted(met):
                helper, field, text = offers[place]
                yield Meeting(needer, helper, need, field, text, met[place])


def _rows(vault: Vault, found: Sequence[list[Meeting]]) -> list[Introduction]:
    """The pairs that are shown, with the lines of their fields and what to call them on the command line."""
    shown = {person.id for meetings in found for meeting in meetings for person in (meeting.needer, meeting.helper)}
    lines = vault.everybody.field_lines(shown)
    rows = []
    for meetings in found:
        placed = [
            meeting._replace(
                need_line=lines[meeting.needer.id].get(NEEDS, 0),
                offer_line=lines[meeting.helper.id].get(meeting.field, 0),
            )
            for meeting in meetings
        ]
        one, other = placed[0].needer, placed[0].helper
        rows.append(Introduction(one, other, names_to_type(vault, one, other), placed))
    return rows
