"""One person whole: what their page of the dashboard shows."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from netnotes.model.person import Person
from netnotes.model.vault import MENTION, Errand, Interaction, Vault
from netnotes.queries.people import status_on
from netnotes.queries.rhythm import recent_gaps
from netnotes.queries.show import Show, show_from

AT_ONCE = 100


class Entry(NamedTuple):
    """A line, or a task that was done (*task*)."""

    day: date
    line: Interaction | None = None
    task: Errand | None = None


class Companion(NamedTuple):
    """Somebody met together with the person: their note (None for a mere name), how often, and the last day."""

    note: int | None
    name: str
    times: int
    last: date


class Portrait(NamedTuple):
    """A person as of *day*: the `show` screen, every entry newest first, the days of contact.

    *gaps* are the days between contacts of the last two years. *ledger* are the lines of favours, newest first.
    """

    day: date
    show: Show
    status: str
    entries: list[Entry]
    contacts: list[Interaction]
    mentions: list[Interaction]
    ledger: list[Interaction]
    company: list[Companion]
    gaps: list[int]
    counts: dict[date, int]

    @property
    def person(self) -> Person:
        """Whose page it is."""
        return self.show.person


def portraits(vault: Vault, people: Sequence[int], today: date) -> Iterator[Portrait]:
    """All that is known of each of *people*, in their order, some of them at a time."""
    for start in range(0, len(people), AT_ONCE):
        some = people[start : start + AT_ONCE]
        lines, tasks = vault.everybody.lines_with(some), vault.everybody.tasks_with(some)
        for person in vault.persons(some):
            yield _portrait(vault, person, lines.get(person.id, ()), tasks.get(person.id, ()), today)


def _portrait(
    vault: Vault, person: Person, lines: Sequence[Interaction], tasks: Sequence[Errand], today: date
) -> Portrait:
    row = show_from(vault, person, lines, tasks, today)
    past = [line for line in lines if line.day <= today]
    contacts = [line for line in past if line.counts and line.role != MENTION]
    entries = [Entry(line.day, line=line) for line in lines]
    entries += [Entry(task.done, task=task) for task in tasks if task.done and not task.dropped]
    entries.sort(key=lambda entry: entry.day)
    return Portrait(
        day=today,
        show=row,
        status=status_on(row.person.status, row.person.paused_until, today),
        entries=entries[::-1],
        contacts=contacts,
        mentions=[line for line in past if line.role == MENTION][::-1],
        ledger=[line for line in past if line.ledger and line.role != MENTION][::-1] if row.person.reciprocity else [],
        company=_company(contacts),
        gaps=recent_gaps([line.day for line in contacts], today),
        counts=dict(Counter(line.day for line in contacts)),
    )


def _company(contacts: list[Interaction]) -> list[Companion]:
    """Who was there too, the most often first."""
    found: dict[tuple[int | None, str], list[date]] = {}
    for line in contacts:
        for note, name in zip(line.company_ids, line.company, strict=True):
            found.setdefault((note, name), []).append(line.day)
    rows = [Companion(note, name, len(days), max(days)) for (note, name), days in found.items()]
    return sorted(rows, key=lambda row: (-row.times, -row.last.toordinal(), row.name))
