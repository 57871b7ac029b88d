"""How far an introduction of two people has come: each is asked first, then it is made (docs/commands/introduce.md)."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import NamedTuple

from netnotes.dates import BadDate, parse_day
from netnotes.model.everybody import Bond
from netnotes.model.kinds import is_introduction
from netnotes.model.names import fold
from netnotes.model.person import Person
from netnotes.model.vault import HEAD, OWN, Errand, Interaction, Vault
from netnotes.patterns import lazy_pattern
from netnotes.queries.people import is_to_meet
from netnotes.queries.who import to_type

# What stands before a link to the other one: in a task, in the log, and in the task that comes last.
ASK, WHETHER, SEND = "ask whether to introduce", "whether to introduce", "introduce to"
_ASKED = lazy_pattern(r"\basked\b[\s:|]+whether to introduce\b")
_DROPPED = lazy_pattern(r"(?:❌\ufe0f?|\[cancelled::) *(\d{4}-\d\d-\d\d)")
_Lines = Mapping[tuple[str, int], Interaction]


class Side(NamedTuple):
    """One of the two: the day they were *asked* on, and what is still open in their note: to *ask*, to *send* it.

    *dropped* is the task to ask them where it was dropped, and nothing came after that.
    """

    person: Person
    asked: date | None
    ask: Errand | None
    send: Errand | None
    dropped: Errand | None = None

    @property
    def is_asked(self) -> bool:
        """Whether they were asked, and nothing says that they are to be asked again."""
        return self.asked is not None and self.ask is None


class Introduction(NamedTuple):
    """Both sides, the line that says they were introduced already, and one that says they were together."""

    one: Side
    other: Side
    made: Interaction | None
    together: Interaction | None


def introducing(vault: Vault, one_id: int, other_id: int, today: date) -> Introduction:
    """How far the introduction of two people has come by *today*."""
    one, other = vault.person(one_id), vault.person(other_id)
    lines, others = (
        {(line.path, line.number): line for line in _past(vault, who, today)} for who in (one_id, other_id)
    )
    return Introduction(
        _side(vault, one, other, lines, others),
        _side(vault, other, one, others, lines),
        next((line for line in (*_shared(lines, others), *_shared(others, lines)) if _is_introduction(line)), None),
        next((line for line in reversed(_shared(lines, others)) if _were_there(line, others)), None),
    )


def dropped_on(task: Errand) -> date | None:
    """The day that a dropped task says it was dropped on, None where it says none."""
    found = _DROPPED.search(task.raw)
    with suppress(BadDate):
        return parse_day(found[1]) if found else None
    return None


def bond_in_keys(vault: Vault, one_id: int, other_id: int, today: date) -> Bond | None:
    """The bond of two people that a key of their notes writes down, None where there is none."""
    bonds = vault.everybody.bonds(today)
    return next((bond for bond in bonds if not bond.day and {bond.one, bond.other} == {one_id, other_id}), None)


def is_begun(vault: Vault, one_id: int, other_id: int, today: date) -> bool:
    """Whether a step of introducing the two was ever made, be it that one of them would rather not."""
    row = introducing(vault, one_id, other_id, today)
    if row.made or row.one.asked or row.other.asked:
        return True
    return any(
        _speaks_of(vault, task, words, other.person)
        for one, other in ((row.one, row.other), (row.other, row.one))
        for task in vault.tasks_of(one.person.id)
        for words in (ASK, SEND)
    )


class Beginnings:
    """Which introductions were begun, for many pairs: everybody's lines and tasks are read once."""

    def __init__(self, vault: Vault, today: date) -> None:
        self._vault, self._today = vault, today
        self._lines: dict[int, frozenset[tuple[str, int]]] = {}
        self._steps: dict[int, bool] = {}

    def has(self, one: int, other: int) -> bool:
        """The same as `is_begun`; where no line has both and no task is a step, that is plain without a closer look."""
        apart = self._lines_of(one).isdisjoint(self._lines_of(other))
        if apart and not self._has_steps(one) and not self._has_steps(other):
            return False
        return is_begun(self._vault, one, other, self._today)

    def _lines_of(self, person: int) -> frozenset[tuple[str, int]]:
        if person not in self._lines:
            lines = _past(self._vault, person, self._today)
            self._lines[person] = frozenset((line.path, line.number) for line in lines)
        return self._lines[person]

    def _has_steps(self, person: int) -> bool:
        if person not in self._steps:
            tasks = self._vault.tasks_of(person)
            self._steps[person] = any(fold(task.text).startswith((ASK, SEND)) for task in tasks)
        return self._steps[person]


def names_to_type(vault: Vault, one: Person, other: Person, said: tuple[str, str] = ("", "")) -> tuple[str, str]:
    """What means the two in a printed `introduce`; *said* is what was typed for them."""
    typed = (to_type(vault, who.id, who.name, who.path, word) for who, word in zip((one, other), said, strict=True))
    return beside(vault, (one, other), (next(typed), next(typed)))


def beside(vault: Vault, people: tuple[Person, Person], names: tuple[str, str]) -> tuple[str, str]:
    """The *names* that mean two people, or their paths where together they are what somebody else is called."""
    is_another = vault.called(fold(" ".join(names)), exact=True)
    return (people[0].path, people[1].path) if is_another else names


def _past(vault: Vault, person: int, today: date) -> list[Interaction]:
    return [line for line in vault.interactions(person) if line.day <= today]


def _shared(lines: _Lines, others: _Lines) -> list[Interaction]:
    """The lines that concern both, as the first one sees them, oldest first."""
    return [line for place, line in lines.items() if place in others]


def _is_introduction(line: Interaction) -> bool:
    return is_introduction(line.ledger, line.words) and line.role in (OWN, HEAD)


def _were_there(line: Interaction, others: _Lines) -> bool:
    there = others[line.path, line.number]
    return line.counts and there.counts and line.role in (OWN, HEAD) and there.role in (OWN, HEAD)


def _side(vault: Vault, person: Person, other: Person, lines: _Lines, others: _Lines) -> Side:
    own = [task for task in vault.tasks_of(person.id) if task.path == person.path]
    asks = [task for task in own if _speaks_of(vault, task, ASK, other)]
    sends = [task for task in own if task.open and _speaks_of(vault, task, SEND, other)]
    days = [line.day for line in _shared(lines, others) if line.path == person.path and _ASKED.search(line.words)]
    days += [task.done for task in asks if task.done and not task.dropped]
    ask = next((task for task in asks if task.open), None)
    dropped = None if ask or days else next((task for task in reversed(asks) if task.dropped), None)
    return Side(person, max(days, default=None), ask, sends[0] if sends else None, dropped)


def _speaks_of(vault: Vault, task: Errand, words: str, other: Person) -> bool:
    """Whether a task says *words* of *other*."""
    if not fold(task.text).startswith(words):
        return False
    linked = vault.everybody.linked_in(task.raw, task.path)
    return other.id in linked if linked else fold(task.text) == fold(f"{words} {other.name}")


def is_known(vault: Vault, person: Person, today: date) -> bool:
    """Whether somebody is known well enough to be introduced: no wish, and no card without contact."""
    lines = _past(vault, person.id, today)
    first = next((line.day for line in lines if line.counts and line.role in (OWN, HEAD)), None)
    return not is_to_meet(person, first, today)
