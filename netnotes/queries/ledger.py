"""What was given, got and asked, what is owed, what was promised: twelve months, with the lines (PRODUCT)."""

from collections.abc import Container, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from netnotes.dates import days_later, first_of_years
from netnotes.model.everybody import Contact
from netnotes.model.names import by_name
from netnotes.model.person import SILENT, Person
from netnotes.model.vault import MENTION, OWN, Errand, Interaction, Vault
from netnotes.queries.owed import (
    ASKED,
    GIVEN,
    GOT,
    INTRODUCED,
    REPLY_TO,
    favours_of,
    owes_reply,
    thanks_owed,
)

TASK = "task"
GIVE, ASK = "give", "ask"


class Entry(NamedTuple):
    """A line of the ledger, or an open promise (*what* is ``task``): whose it is, its words, where it stands.

    *what* is else the ledger's word, or the kind of a letter. *day* is the line's, of a promise the day by which it
    is due; *made* is the day of a promise. *people* are the numbers of the notes of *names*.
    """

    what: str
    day: date | None
    people: tuple[int, ...]
    names: tuple[str, ...]
    text: str
    path: str
    number: int
    made: date | None = None


class Sides(NamedTuple):
    """The ledger lines themselves, newest first."""

    given: list[Entry]
    got: list[Entry]
    asked: list[Entry]


class Ledger(NamedTuple):
    """The ledger of *person* (None: of everybody) from *since* on; each list newest first.

    *kept* is False where `reciprocity` says that none is kept: then only what is promised is there. *nudge* is
    ``give`` where they were asked or helped and nothing was given, ``ask`` where they were given to and never asked,
    else empty.
    """

    person: Person | None
    since: date
    thanks: Sequence[Entry] = ()
    replies: Sequence[Entry] = ()
    mine: Sequence[Entry] = ()
    theirs: Sequence[Entry] = ()
    given: Sequence[Entry] = ()
    got: Sequence[Entry] = ()
    asked: Sequence[Entry] = ()
    kept: bool = True
    nudge: str = ""


def ledger_of(vault: Vault, person_id: int, today: date) -> Ledger:
    """One person's ledger, whatever their status."""
    person = vault.person(person_id)
    since = first_of_years(today, 1)
    tasks = vault.tasks_of(person_id)
    mine, theirs = (_promises(tasks, {person_id}, today, mine=side) for side in (True, False))
    if not person.reciprocity:
        return Ledger(person, since, mine=mine, theirs=theirs, kept=False)
    past = [line for line in vault.interactions(person_id) if line.day <= today and line.role != MENTION]
    contacts = [line for line in past if line.counts]
    favours = favours_of(past, today)
    replies = [line for line in contacts[-1:] if owes_reply(line, today)]
    names = {person_id: person.name}
    sides = _sides([(person_id, line) for line in favours], names)
    row = Ledger(
        person=person,
        since=since,
        thanks=_thanks({person_id: favours}, names, today),
        replies=[Entry(line.kind, line.day, (person_id,), (person.name,), line.words, line.path, line.number)
                 for line in replies],
        mine=mine,
        theirs=theirs,
        given=sides.given,
        got=sides.got,
        asked=sides.asked,
    )  # fmt: skip
    return row._replace(nudge=_nudge(row, past) if person.status not in SILENT else "")


def ledger(vault: Vault, today: date) -> Ledger:
    """Everybody's, without those who are gone; of those with whom no ledger is kept, what is promised."""
    since = first_of_years(today, 1)
    here = [person for person in vault.everybody.people() if person.status not in SILENT]
    kept = {person.id: person.name for person in here if person.reciprocity}
    everyone = {person.id for person in here}
    rows = [(person, line) for person, line in vault.everybody.favours(since, today) if person in kept]
    favours: dict[int, list[Interaction]] = {}
    for person, line in rows:
        favours.setdefault(person, []).append(line)
    tasks, sides = vault.all_open_tasks(), _sides(rows, kept)
    return Ledger(
        person=None,
        since=since,
        thanks=_thanks(favours, kept, today),
        replies=_replies(vault, kept, today),
        mine=_promises(tasks, everyone, today, mine=True),
        theirs=_promises(tasks, everyone, today, mine=False),
        given=sides.given,
        got=sides.got,
        asked=sides.asked,
    )


def _sides(rows: Iterable[tuple[int, Interaction]], names: dict[int, str]) -> Sides:
    """Given, got and asked: the ledger lines of people (oldest first), each line once for all who are in it."""
    lines: dict[tuple[str, int, date], tuple[Interaction, list[tuple[bool, tuple[str, str], int]]]] = {}
    for person, line in rows:
        people = lines.setdefault((line.path, line.number, line.day), (line, []))[1]
        # Whose note it is stands first.
        people.append((line.role != OWN, by_name(names[person]), person))
    entries = [
        _entry(line, [person for _, _, person in sorted(people)], names) for line, people in reversed(lines.values())
    ]
    return Sides(
        [entry for entry in entries if entry.what in GIVEN],
        [entry for entry in entries if entry.what == GOT],
        [entry for entry in entries if entry.what == ASKED],
    )


def _entry(line: Interaction, people: Sequence[int], names: dict[int, str]) -> Entry:
    """A ledger line in its own words; those of an introduction are nothing without the word itself."""
    text = line.words if line.ledger == INTRODUCED else line.text or line.words
    called = tuple(names[person] for person in people)
    return Entry(line.ledger, line.day, tuple(people), called, text, line.path, line.number)


def _thanks(favours: dict[int, list[Interaction]], names: dict[int, str], today: date) -> list[Entry]:
    """What each of these people is still to be thanked for, newest first."""
    owed = [_entry(line, [person], names) for person, lines in favours.items() for line in thanks_owed(lines, today)]
    return _newest_first(owed)


def _replies(vault: Vault, kept: dict[int, str], today: date) -> list[Entry]:
    """The letters and mails that wait for an answer, newest first."""
    latest: dict[int, Contact] = {}
    for contact in vault.everybody.contacts(days_later(today, -REPLY_TO), today):
        latest[contact.person] = contact
    owed = [row for person, row in latest.items() if person in kept and owes_reply(row, today)]
    words = vault.everybody.words_of({row.line for row in owed})
    return _newest_first(
        Entry(row.kind, row.day, (row.person,), (kept[row.person],), words[row.line], row.path, row.number)
        for row in owed
    )


def _promises(tasks: Iterable[Errand], people: Container[int], today: date, *, mine: bool) -> list[Entry]:
    """The open tasks of one side with *people*, made by *today*: newest first, those without any day last."""
    return _newest_first(
        Entry(TASK, task.due, (task.person,), (task.name,), task.text, task.path, task.number, task.made)
        for task in tasks
        if task.open and task.mine == mine and task.person in people and (task.made is None or task.made <= today)
    )


def _newest_first(entries: Iterable[Entry]) -> list[Entry]:
    """Latest day first, a promise by the day it is due or else was made; then by name, note and line."""

    def order(entry: Entry) -> tuple[object, ...]:
        day = entry.day or entry.made
        return -day.toordinal() if day else 1, by_name(entry.names[0]), entry.path, entry.number

    return sorted(entries, key=order)


def _nudge(row: Ledger, past: Iterable[Interaction]) -> str:
    """Whether there is something to say about giving or asking, looking back as far as there are lines."""
    if not row.given:
        return GIVE if row.got or row.asked else ""
    return "" if any(line.ledger == ASKED for line in past) else ASK
