"""All that happened with one person."""

from datetime import date
from typing import NamedTuple

from netnotes.dates import full_day
from netnotes.model.person import Person
from netnotes.model.vault import MENTION, Errand, Interaction, Vault
from netnotes.queries.rhythm import Silence, own_rhythm, silences

YES, PROBABLY, NO = "yes", "probably", "no"


class Event(NamedTuple):
    """One thing that happened; *day* is None for the undated. *words* are the line's own, head and all.

    *counts* is ``yes``, ``probably`` or ``no``; *company* are the others who took part; *own* says that it
    stands in the person's own note, at *path* and *line*.
    """

    day: date | None
    kind: str
    direction: str | None
    text: str | None
    words: str
    company: tuple[str, ...]
    path: str
    line: int
    counts: str
    own: bool


class Timeline(NamedTuple):
    """The events of *person*, oldest first, the undated last; *rhythm* is in days."""

    person: Person
    events: list[Event]
    silences: list[Silence]
    rhythm: int | None


def timeline(vault: Vault, person_id: int, today: date) -> Timeline:
    """Log lines, lines of others that name the person, first meeting and done tasks (docs/rules.md)."""
    person = vault.person(person_id)
    lines = vault.interactions(person_id)
    dated = [(line.day, 0, _event(line, person, today)) for line in lines]
    undated = _partly_dated_meeting(person)
    for task in vault.tasks_of(person_id):
        if task.open or task.dropped:
            continue
        event = _done(task, person)
        if event.day:
            dated.append((event.day, 1, event))
        else:
            undated.append(event)
    dated.sort(key=lambda row: row[:2])
    days = [line.day for line in lines if line.counts]
    rhythm = own_rhythm(days, today)
    return Timeline(
        person=person,
        events=[event for _, _, event in dated] + undated,
        silences=silences(days, rhythm, person.cadence, today),
        rhythm=rhythm,
    )


def counts_on(line: Interaction, today: date) -> str:
    """Whether *line* is contact for its person on *today*: ``yes``, ``probably`` or ``no``."""
    if line.day > today or line.role == MENTION:
        return NO
    return YES if line.counts else PROBABLY if line.probably else NO


def _event(line: Interaction, person: Person, today: date) -> Event:
    return Event(
        day=line.day,
        kind=line.kind,
        direction=line.direction or None,
        text=line.text or None,
        words=line.words,
        company=line.company,
        path=line.path,
        line=line.number,
        counts=counts_on(line, today),
        own=line.path == person.path,
    )


def _partly_dated_meeting(person: Person) -> list[Event]:
    """`met` with a month or a year alone: shown, and no interaction."""
    if not person.met or full_day(person.met):
        return []
    words = f"met {person.met}" + (f" at {person.met_at}" if person.met_at else "")
    return [Event(None, "met", None, None, words, (), person.path, person.met_line, NO, own=True)]


def _done(task: Errand, person: Person) -> Event:
    return Event(
        task.done, "task", None, task.text, f"done: {task.text}", (), task.path, task.number, NO,
        task.path == person.path,
    )  # fmt: skip
