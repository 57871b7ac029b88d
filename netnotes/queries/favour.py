"""Whom one could ask for something: those whose notes say so, the warmest first."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from netnotes.dates import years_before
from netnotes.errors import Usage
from netnotes.model.clock import LAST
from netnotes.model.everybody import Saying
from netnotes.model.names import by_name, fold
from netnotes.model.person import SILENT, Person
from netnotes.model.vault import Interaction, Vault
from netnotes.queries.evidence import Evidence, of_contacts
from netnotes.queries.owed import ASKED, GIVEN, TAKEN, THANKED, is_fresh
from netnotes.queries.people import is_to_meet, status_on
from netnotes.queries.rhythm import own_rhythm
from netnotes.queries.ties import Tie, ties
from netnotes.queries.topic import FIELDS, OFFERS, holds, may_hold, texts_of, without_links, words_of

MOST = 7
NOTES, LOG = "notes", "log"
_SINCE = (*GIVEN, THANKED)
_Text = TypeVar("_Text")


class Match(NamedTuple):
    """Where somebody's note speaks of the topic.

    *field* is ``offers``, ``role``, ``org``, ``tags``, ``notes`` (the free text, of which no line is known: *number*
    is 0) or ``log`` (a line of *day*).
    """

    field: str
    text: str
    path: str
    number: int
    day: date | None = None


class Favour(NamedTuple):
    """Somebody who could be asked.

    *last* is their last contact, *probably* whether it is only probable, *rhythm* the days between contacts.
    *asked* is the line of the last time they were asked, *since* what was given after it; *taken* the last line of
    something asked or got that nothing was given after, all of the last two years; empty for `reciprocity: off`.
    """

    person: Person
    status: str
    tie: Tie
    matches: Sequence[Match]
    last: date | None
    probably: bool
    rhythm: int | None
    asked: Interaction | None
    since: Sequence[Interaction]
    taken: Interaction | None
    months: Sequence[Evidence]


class Favours(NamedTuple):
    """An answer: *left* is how many more there are, *not_yet* the matches who are still to be met."""

    topic: str
    words: Sequence[str]
    rows: Sequence[Favour]
    left: int
    not_yet: Sequence[tuple[Person, Sequence[Match]]]


def favour(vault: Vault, topic: str, today: date, *, everyone: bool = False) -> Favours:
    """The people whose notes hold every word of *topic*, the warmest first; at most MOST without *everyone*.

    Where there are more, those whose `offers` say so stay before those whose role, organisation or tags do, and
    these before the rest. Raises Usage for a topic without words.
    """
    words = words_of(topic)
    if not words:
        raise Usage("what do you need? Write it in words: netnotes favour translation")
    people = [person for person in vault.everybody.people() if person.status not in SILENT]
    search = _Search(vault, people, words, today)
    firsts = vault.everybody.first_days(today)
    waiting = {person.id for person in search.found if is_to_meet(person, firsts.get(person.id), today)}
    known = [person for person in search.found if person.id not in waiting]
    standing = ties(vault, today, known)
    rank = vault.settings.circle_rank
    known.sort(key=lambda one: (-standing[one.id].warmth, rank(one.circle), by_name(one.name), one.path))
    kept = known if everyone else sorted(known, key=search.strength)[:MOST]
    shown = {person.id for person in kept}
    ledgers = _ledgers(vault, {person.id for person in kept if person.reciprocity}, today)
    rows = [
        _row(vault, standing[person.id], search.matches(person), ledgers.get(person.id, ()), today)
        for person in known
        if person.id in shown
    ]
    not_yet = [(person, search.matches(person)) for person in search.found if person.id in waiting]
    return Favours(topic, words, rows, len(known) - len(rows), not_yet)


def _row(vault: Vault, tie: Tie, matches: Sequence[Match], ledger: Sequence[Interaction], today: date) -> Favour:
    person = tie.person
    clock = vault.clock(person.id, today)
    asked = max((at for at, line in enumerate(ledger) if line.ledger == ASKED), default=-1)
    taken = max((at for at, line in enumerate(ledger) if line.ledger in TAKEN), default=-1)
    is_even = taken < 0 or any(line.ledger in GIVEN for line in ledger[taken + 1 :])
    return Favour(
        person=person,
        status=status_on(person.status, person.paused_until, today),
        tie=tie,
        matches=matches,
        last=date.fromordinal(clock.last) if clock.last else None,
        probably=clock.probably == LAST,
        rhythm=own_rhythm([contact.day for contact in tie.contacts], today),
        asked=ledger[asked] if asked >= 0 else None,
        since=[line for line in ledger[asked + 1 :] if line.ledger in _SINCE] if asked >= 0 else [],
        taken=None if is_even else ledger[taken],
        months=_months(vault, tie),
    )


def _ledgers(vault: Vault, people: set[int], today: date) -> dict[int, list[Interaction]]:
    """The ledger lines of *people* of the last two years, each one's in the order of their days."""
    found: dict[int, list[Interaction]] = {}
    for person, line in vault.everybody.favours(years_before(today, 2), today):
        if person in people and is_fresh(line.day, today):
            found.setdefault(person, []).append(line)
    return found


def _months(vault: Vault, tie: Tie) -> list[Evidence]:
    """The line of each month that the warmth is made of, with what it adds."""
    return of_contacts(vault, [(month.contact, "", [tie.person], month.depth * month.weight) for month in tie.months])


class _Search:
    """Who speaks of all *words*, and where. *found* are the people, by name."""

    def __init__(self, vault: Vault, people: Sequence[Person], words: Sequence[str], today: date) -> None:
        self.words = words
        self._vault = vault
        self._lines: dict[str, dict[int, list[Saying]]] = {}
        for word in words:
            lines = self._lines[word] = {}
            for saying in vault.everybody.sayings(word, today):
                if may_hold(saying.words, word) and holds(fold(saying.words), word):
                    lines.setdefault(saying.person, []).append(saying)
        self._places = {person.id: self._fields(person) for person in people}
        self.found = [person for person in people if all(self._place(person, word) for word in words)]

    def _fields(self, person: Person) -> dict[str, str]:
        """For each word the first field that holds it."""
        found = {}
        for word in self.words:
            for field in FIELDS:
                if any(holds(fold(text), word) for text in texts_of(person, field)):
                    found[word] = field
                    break
            else:
                if may_hold(person.body, word) and holds(fold(without_links(person.body)), word):
                    found[word] = NOTES
        return found

    def _place(self, person: Person, word: str) -> str:
        """The first place that speaks of *word*, empty for none."""
        return self._places[person.id].get(word, "") or (LOG if self._said(person, word) else "")

    def _said(self, person: Person, word: str) -> list[Saying]:
        """The lines about *person* that hold *word*, the latest first; none of the ledger where that is off."""
        lines = self._lines[word].get(person.id, [])
        return lines if person.reciprocity else [line for line in lines if not line.ledger]

    def strength(self, person: Person) -> int:
        """0 where `offers` say all, 1 where it takes the other fields, 2 where it takes notes."""
        places = {self._place(person, word) for word in self.words}
        return 2 if places & {NOTES, LOG} else 1 if places - {OFFERS} else 0

    def matches(self, person: Person) -> list[Match]:
        """Where *person*'s note and lines speak of the topic: each word once, at its first place."""
        places = {word: self._place(person, word) for word in self.words}
        (lines,) = self._vault.everybody.field_lines([person.id]).values()
        found = []
        for field in FIELDS:
            words = [word for word in self.words if places[word] == field]
            said = [text for text in texts_of(person, field) if any(holds(fold(text), word) for word in words)]
            if words:
                found.append(Match(field, ", ".join(said), person.path, lines.get(field, 0)))
        noted = [word for word in self.words if places[word] == NOTES]
        texts = [(line, line) for line in without_links(person.body).split("\n")]
        found += [Match(NOTES, text.strip(), person.path, 0) for text in _covering(texts, noted)]
        logged = [word for word in self.words if places[word] == LOG]
        sayings = dict.fromkeys(line for word in logged for line in self._said(person, word))
        latest = sorted(sayings, key=lambda line: line.day, reverse=True)
        chosen = _covering([(line, line.words) for line in latest], logged)
        return found + [Match(LOG, line.words, line.path, line.number, line.day) for line in chosen]


def _covering(texts: Iterable[tuple[_Text, str]], words: Sequence[str]) -> list[_Text]:
    """As few of *texts* as hold all *words*: each time the first of those that hold most of what is left."""
    held = [(key, {word for word in words if holds(fold(text), word)}) for key, text in texts]
    left = set(words)
    found: list[_Text] = []
    while held and left:
        key, most = max(held, key=lambda one: len(one[1] & left))
        if not most & left:
            break
        found.append(key)
        left -= most
    return found
