"""Whom I would like to know, why, and who could be asked about them (PRODUCT, Commands; docs/rules.md)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from netnotes.model.person import SILENT, Person
from netnotes.model.vault import MENTION, Vault
from netnotes.queries.evidence import said
from netnotes.queries.ties import Tie, ties

WISH = "wish"


class Through(StrEnum):
    """Why somebody can be asked, the plainest first."""

    KNOWS = "knows"
    MET_THROUGH = "met-through"
    HOUSEHOLD = "household"
    INTRODUCED = "introduced"
    TOGETHER = "together"
    MENTION = "mention"

    @property
    def plainness(self) -> int:
        """0 for the plainest."""
        return list(Through).index(self)


class Acquaintance(NamedTuple):
    """Somebody who may know whom I wish to know: how things stand with them, why, and where that is written.

    *words* are those of a line that speaks of one of the two, empty for a bond.
    """

    tie: Tie
    through: Through
    words: str
    path: str
    number: int


class Wish(NamedTuple):
    """Somebody I would like to know, and who could be asked, the warmest first."""

    person: Person
    why: str
    known_by: Sequence[Acquaintance]


class Wishes(NamedTuple):
    """The wishes, by name, and how many new people at once the settings leave room for."""

    rows: Sequence[Wish]
    at_once: int


def wishes(vault: Vault, today: date) -> Wishes:
    """Everyone of status `wish`, with those who are bound to them or whose lines speak of them."""
    at_once = vault.settings.agenda.new_people
    people = {person.id: person for person in vault.everybody.people()}
    wanted = {id for id, person in people.items() if person.status == WISH}
    if not wanted:
        return Wishes((), at_once)
    known: dict[tuple[int, int], tuple[Through, str, str, int]] = {}
    for wish, other, through, words, path, number in _ways(vault, people, wanted, today):
        # Of several ways the plainest counts, and of these the first.
        if (wish, other) not in known or through.plainness < known[wish, other][0].plainness:
            known[wish, other] = through, words, path, number
    asked = {other for _, other in known if people[other].status not in (*SILENT, WISH)}
    standing = ties(vault, today) if asked else {}
    by_wish: dict[int, list[Acquaintance]] = {}
    for (wish, other), way in known.items():
        if other in asked:
            by_wish.setdefault(wish, []).append(Acquaintance(standing[other], *way))
    # People stand by name already, and sorting keeps that order among the equally warm.
    order = {id: place for place, id in enumerate(people)}
    for rows in by_wish.values():
        rows.sort(key=lambda row: (-row.tie.warmth, order[row.tie.person.id]))
    return Wishes([Wish(people[id], _why(people[id]), by_wish.get(id, ())) for id in people if id in wanted], at_once)


def _ways(
    vault: Vault, people: Mapping[int, Person], wanted: set[int], today: date
) -> Iterator[tuple[int, int, Through, str, str, int]]:
    """(wish, somebody else, why, words, where) of everything that binds the two, other wishes among them."""
    for bond in vault.everybody.bonds(today):
        for wish, other in ((bond.one, bond.other), (bond.other, bond.one)):
            if wish in wanted:
                yield wish, other, Through(bond.why), "", bond.path, bond.number
    for mention in vault.everybody.spoken_of(wanted):
        for wish, other in ((mention.one, mention.other), (mention.other, mention.one)):
            if wish in wanted:
                yield wish, other, Through.MENTION, mention.words, mention.path, mention.number
    for wish in wanted:
        for line in vault.interactions(wish):
            if line.role == MENTION and line.day <= today:
                present = [line.owner] if line.owner_name else []
                for other in (*present, *(id for id in line.company_ids if id is not None)):
                    if other != wish:
                        yield (
                            wish,
                            other,
                            Through.MENTION,
                            said(line.words, line.ledger, [people[other]]),
                            line.path,
                            line.number,
                        )


def _why(person: Person) -> str:
    """Why: the key, else the hook, else the first line of the free text that is no heading and no task."""
    lines = (line.strip() for line in person.body.split("\n"))
    first = next((line for line in lines if line and not line.startswith(("#", "- [", "* [", "```", "---"))), "")
    return person.why or person.hook or first
