"""One person on one screen, for the minute before a call."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from netnotes.dates import next_yearly
from netnotes.model.person import Person
from netnotes.model.vault import MENTION, Errand, Interaction, Vault
from netnotes.queries.owed import GIVEN, GOT, favours_of, owes_reply, thanks_owed
from netnotes.queries.rhythm import is_drifting, own_rhythm

LAST_LINES = 3
HEARD_WITHIN = 60


class Show(NamedTuple):
    """What to know of somebody. *reply_owed* and *thanks_owed* are the lines they are owed for, newest first.

    *last* are the latest contacts, newest first, probable ones where there are no others; *heard* is a mention, or
    a probable contact, newer than the oldest of them. *probably* is as in `model.clock.Clock`.
    *given* and *received* count ledger lines of the last twelve months.
    """

    person: Person
    last: list[Interaction]
    heard: Interaction | None
    tried: Interaction | None
    ahead: list[Interaction]
    mine: list[Errand]
    theirs: list[Errand]
    reply_owed: Interaction | None
    thanks_owed: Sequence[Interaction]
    rhythm: int | None
    last_contact: date | None
    due: date | None
    probably: str
    drifting: bool
    birthday: date | None
    given: int
    received: int


def show(vault: Vault, person_id: int, today: date) -> Show:
    """Everything about one person that a person wants to know before meeting them."""
    lines, tasks = vault.interactions(person_id), vault.tasks_of(person_id)
    return show_from(vault, vault.person(person_id), lines, tasks, today)


def show_from(
    vault: Vault, person: Person, lines: Sequence[Interaction], all_tasks: Sequence[Errand], today: date
) -> Show:
    """The same, where their *lines* and *all_tasks* are known already."""
    past = [line for line in lines if line.day <= today]
    contacts = [line for line in past if line.counts and line.role != MENTION]
    clock = vault.clock(person.id, today)
    last_contact = date.fromordinal(clock.last) if clock.last else None
    due = date.fromordinal(clock.due) if clock.due else None
    rhythm = own_rhythm([line.day for line in contacts], today)
    # Who has nothing better is last heard of by what is only probable.
    known = contacts or [line for line in past if line.probably]
    last = known[-LAST_LINES:][::-1]
    untold = [line for line in past if last_contact is None or line.day > last_contact]
    tries = [line for line in reversed(untold) if line.tried and not line.counts]
    tasks = [task for task in all_tasks if task.open]
    favours = favours_of(past, today) if person.reciprocity else []
    return Show(
        person=person,
        last=last,
        heard=_heard(past, last, today),
        tried=tries[0] if tries else None,
        ahead=[line for line in lines if line.day > today and line.counts],
        mine=[task for task in tasks if task.mine],
        theirs=[task for task in tasks if not task.mine],
        reply_owed=contacts[-1] if person.reciprocity and contacts and owes_reply(contacts[-1], today) else None,
        thanks_owed=sorted(
            thanks_owed(favours, today), key=lambda line: (-line.day.toordinal(), line.path, line.number)
        ),
        rhythm=rhythm,
        last_contact=last_contact,
        due=due,
        probably=clock.probably,
        drifting=is_drifting(rhythm, last_contact, due, today),
        birthday=next_yearly(person.birthday, today) if person.birthday else None,
        given=sum(line.ledger in GIVEN for line in favours),
        received=sum(line.ledger == GOT for line in favours),
    )


def _heard(past: list[Interaction], last: list[Interaction], today: date) -> Interaction | None:
    """The latest mention or probable contact, where it is recent and newer than the oldest contact shown."""
    mentions = [line for line in past if line not in last and (line.role == MENTION or line.probably)]
    if not mentions or (today - mentions[-1].day).days > HEARD_WITHIN:
        return None
    return mentions[-1] if not last or mentions[-1].day >= last[-1].day else None
