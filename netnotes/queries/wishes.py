"""Whom I would like to know, why, and who could be asked about them (PRODUCT, Commands; docs/rules.md)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from netnotes.model.everybody import Bond
from netnotes.model.person import Person
from netnotes.model.vault import MENTION, Vault
from netnotes.queries.evidence import said
from netnotes.queries.paths import Web
from netnotes.queries.ties import Tie
from netnotes.queries.topic import without_links

WISH = "wish"


class Through(StrEnum):
    """Why somebody can be asked: why they know the next one on the way, or a mere mention."""

    KNOWS = "knows"
    MET_THROUGH = "met-through"
    HOUSEHOLD = "household"
    INTRODUCED = "introduced"
    TOGETHER = "together"
    MENTION = "mention"


class Acquaintance(NamedTuple):
    """Somebody to ask about whom I wish to know: how things stand with them, why, and where that is written.

    *between* are those on the way from them to the wish, none where the two know each other. *words* are those of a
    line that speaks of one of the two, empty for a bond.
    """

    tie: Tie
    through: Through
    words: str
    path: str
    number: int
    between: Sequence[Person] = ()


class Wish(NamedTuple):
    """Somebody I would like to know, and who could be asked: the cheapest way first, those who may know them last."""

    person: Person
    why: str
    known_by: Sequence[Acquaintance]


class Wishes(NamedTuple):
    """The wishes, by name, and how many new people at once the settings leave room for."""

    rows: Sequence[Wish]
    at_once: int


def wishes(vault: Vault, today: date) -> Wishes:
    """Everyone of status `wish`, with the first ones on the ways to them and those whose lines speak of them."""
    at_once = vault.settings.agenda.new_people
    web = Web(vault, today)
    wanted = {id for id, person in web.people.items() if person.status == WISH}
    mentions: dict[int, dict[int, Acquaintance]] = {id: {} for id in wanted}
    for wish, other, words, path, number in _mentions(vault, web.people, wanted, today) if wanted else ():
        if other not in mentions[wish] and _can_be_asked(web, other):
            mentions[wish][other] = Acquaintance(web.tie(other), Through.MENTION, words, path, number)
    rows = []
    for id, person in web.people.items():
        if id in wanted:
            ways = _ways(web, id)
            may_know = [row for other, row in mentions[id].items() if other not in ways]
            may_know.sort(key=lambda row: (-row.tie.warmth, web.places[row.tie.person.id]))
            rows.append(Wish(person, _why(person), [*ways.values(), *may_know]))
    return Wishes(rows, at_once)


def _can_be_asked(web: Web, who: int) -> bool:
    return web.people[who].status != WISH and web.is_known(who)


def _ways(web: Web, wish: int) -> dict[int, Acquaintance]:
    """Whom the ways that `path` shows begin with, and behind them the others who know the wish, the cheapest first."""
    found = {}
    for way in web.ways([wish]):
        first, second = way.hops[:2]
        between = [hop.person for hop in way.hops[1:-1]]
        if second.bond and _can_be_asked(web, first.person.id):
            found[first.person.id] = _bound(web, first.person.id, second.bond, between)
    steps = web.steps.get(wish, {})
    others = [who for who in steps if who not in found and _can_be_asked(web, who)]
    for who in sorted(others, key=lambda who: ((web.start(who) or 0) + steps[who], web.places[who])):
        found[who] = _bound(web, who, web.bonds[who, wish], ())
    return found


def _bound(web: Web, who: int, bond: Bond, between: Sequence[Person]) -> Acquaintance:
    return Acquaintance(web.tie(who), Through(bond.why), "", bond.path, bond.number, between)


def _mentions(
    vault: Vault, people: Mapping[int, Person], wanted: set[int], today: date
) -> Iterator[tuple[int, int, str, str, int]]:
    """(wish, somebody else, words, where) of all that speaks of the one in a note of the other."""
    for mention in vault.everybody.spoken_of(wanted):
        for wish, other in ((mention.one, mention.other), (mention.other, mention.one)):
            if wish in wanted:
                yield wish, other, mention.words, mention.path, mention.number
    for wish in wanted:
        for line in vault.interactions(wish):
            if line.role == MENTION and line.day <= today:
                present = [line.owner] if line.owner_name else []
                for other in (*present, *(id for id in line.company_ids if id is not None)):
                    if other != wish:
                        yield wish, other, said(line.words, line.ledger, [people[other]]), line.path, line.number


def _why(person: Person) -> str:
    """Why: the key, else the hook, else the first line of the free text that is no heading and no task.

    Links are said as they show.
    """
    lines = (line.strip() for line in person.body.split("\n"))
    first = next((line for line in lines if line and not line.startswith(("#", "- [", "* [", "```", "---"))), "")
    return without_links(person.why or person.hook or first)
