"""Whom one could introduce to whom: what somebody needs, and who offers it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from heapq import nsmallest
from typing import NamedTuple

from netnotes.model.everybody import Bond
from netnotes.model.person import Person
from netnotes.model.vault import Vault
from netnotes.queries.introducing import Beginnings, beside
from netnotes.queries.people import status_on
from netnotes.queries.ties import ties
from netnotes.queries.topic import FIELDS, LEAST, alike, telling, texts_of
from netnotes.queries.who import to_type

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
    matching = _Matching(people, vault.everybody.bonds(today))
    among = [person for person in people if who in (None, person.id)]
    count = matching.count(among, alone=who is not None)
    standing = ties(vault, today, people) if count else {}
    warmth = {id: tie.warmth for id, tie in standing.items()}
    # Only what can be shown is looked at closely: the warmest of the pairs of a large vault.
    close = matching.pairs(among, warmth, None if everyone else MOST * 4, alone=who is not None) if count else []
    begun = Beginnings(vault, today)
    fresh = [pair for pair in close if not begun.has(*pair)]
    ordered = fresh if everyone else fresh[:MOST]
    by_id = {person.id: person for person in people}
    asked = next((person for person in everybody if person.id == who), None)
    return Introductions(
        rows=_rows(vault, [matching.meetings(by_id[one], by_id[other]) for one, other in ordered]),
        left=count - (len(close) - len(fresh)) - len(ordered),
        who=asked,
        status=status_on(asked.status, asked.paused_until, today) if asked else "active",
        needing=sum(bool(person.needs) for person in people),
        offering=sum(bool(person.offers) for person in people),
    )


class _Matching:
    """Who needs what whom offers, as sets of people: in a large vault there are a million pairs, of which few show."""

    def __init__(self, people: Sequence[Person], bonds: Iterable[Bond]) -> None:
        """*people* are in the order of names; those whom *bonds* bind are no pair."""
        self._places = {person.id: place for place, person in enumerate(people)}
        self._strangers = _Strangers(bonds)
        self._needs = {person.id: frozenset(telling(person.needs)) for person in people}
        texts = {person.id: [text for field in FIELDS for text in texts_of(person, field)] for person in people}
        self._offers = {id: frozenset(telling(found)) for id, found in texts.items()}
        needing, offering = _by_word(self._needs), _by_word(self._offers)
        by_start: dict[str, list[str]] = {}
        for word in offering:
            by_start.setdefault(word[:LEAST], []).append(word)
        self._meets = {
            word: frozenset(other for other in by_start.get(word[:LEAST], ()) if alike(word, other)) for word in needing
        }
        self._helping: dict[str, set[int]] = {}
        self._needers: dict[str, set[int]] = {}
        for word, others in self._meets.items():
            for other in others:
                self._helping.setdefault(word, set()).update(offering[other])
                self._needers.setdefault(other, set()).update(needing[word])
        self._said: dict[str, list[str]] = {}

    def _sides(self, id: int) -> tuple[set[int], set[int]]:
        """Who offers what somebody needs, and who needs what they offer."""
        helpers: set[int] = set().union(*(self._helping.get(word, ()) for word in self._needs[id]))
        needers: set[int] = set().union(*(self._needers.get(word, ()) for word in self._offers[id]))
        known = self._strangers.known(id)
        return helpers - known, needers - known

    def meetings(self, one: Person, other: Person) -> list[Meeting]:
        """Each need of either with each text of the other that shares a telling word with it."""
        found = []
        for needer, helper in ((one, other), (other, one)):
            offers = [(field, text) for field in FIELDS for text in texts_of(helper, field)] if needer.needs else []
            for need in needer.needs:
                sought = [(word, met) for word in self._words(need) if (met := self._meets[word])]
                for field, text in offers if sought else ():
                    told = self._words(text)
                    words = [(word, offered) for word, met in sought for offered in told if offered in met]
                    if words:
                        found.append(Meeting(needer, helper, need, field, text, words))
        return found

    def _words(self, text: str) -> list[str]:
        if text not in self._said:
            self._said[text] = telling([text])
        return self._said[text]

    def count(self, among: Sequence[Person], *, alone: bool) -> int:
        """How many pairs there are; with *alone* those of one person."""
        if alone:
            return sum(len(helpers | needers) for helpers, needers in (self._sides(person.id) for person in among))
        needed, both = 0, 0
        for person in among:
            helpers, needers = self._sides(person.id)
            needed += len(helpers)
            both += len(helpers & needers)
        return needed - both // 2

    def pairs(
        self, among: Sequence[Person], warmth: Mapping[int, float], most: int | None, *, alone: bool
    ) -> list[tuple[int, int]]:
        """The *most* warmest pairs, or all, as (who needs, who offers): of two who both need, the first by name."""
        found: list[tuple[float, float, int, int, int, int]] = []
        ranked = sorted(among, key=lambda person: -warmth[person.id])
        rank = {person.id: place for place, person in enumerate(ranked)}
        for person, after in zip(ranked, [*ranked[1:], None], strict=True):
            id = person.id
            helpers, needers = self._sides(id)
            for other in helpers | needers:
                if alone or rank[other] < rank[id]:
                    needs = other not in needers or (other in helpers and self._places[id] < self._places[other])
                    one, two = (id, other) if needs else (other, id)
                    heat = warmth[id], warmth[other]
                    found.append((-min(heat), -max(heat), self._places[one], self._places[two], one, two))
            # Whoever comes next is the cooler one of all their pairs.
            if most and after and len(found) >= most and warmth[after.id] < warmth[id]:
                break
        ordered = nsmallest(most, found) if most else sorted(found)
        return [(row[-2], row[-1]) for row in ordered]


class _Strangers:
    """Who knows whom by any bond; nobody is a stranger to themselves."""

    def __init__(self, bonds: Iterable[Bond]) -> None:
        self._known: dict[int, set[int]] = {}
        for bond in bonds:
            self._known.setdefault(bond.one, set()).add(bond.other)
            self._known.setdefault(bond.other, set()).add(bond.one)

    def known(self, id: int) -> set[int]:
        """Those who are no strangers to somebody, themselves among them."""
        return self._known.get(id, set()) | {id}


def _by_word(words: Mapping[int, Iterable[str]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for id, said in words.items():
        for word in said:
            found.setdefault(word, []).append(id)
    return found


def _rows(vault: Vault, found: Sequence[list[Meeting]]) -> list[Introduction]:
    """The pairs that are shown, with the lines of their fields and what to call them on the command line."""
    shown = {side.id: side for meetings in found for one in meetings for side in (one.needer, one.helper)}
    lines = vault.everybody.field_lines(shown)
    typed = {id: to_type(vault, id, person.name, person.path) for id, person in shown.items()}
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
        rows.append(Introduction(one, other, beside(vault, (one, other), (typed[one.id], typed[other.id])), placed))
    return rows
