"""The facts of one note, as they were read from its text alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from netnotes.model.problem import Problem

FIRST_OF_DAY = -1_000_000_000


class Link(NamedTuple):
    """A link, or a plain name in a head (*plain*). *line* and *column* count from 1."""

    target: str
    shown: str
    plain: bool = False
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Head:
    """What a log line says before its separator (FORMAT, Log lines); *text* is the rest.

    *direction* is ``in``, ``out`` or empty; *people* took part, *mentions* are linked in the text.
    """

    kind: str
    text: str
    ledger: str = ""
    direction: str = ""
    people: tuple[Link, ...] = ()
    mentions: tuple[Link, ...] = ()
    place: str = ""
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A log line: its *number* in the file, its day, and what it says.

    *words* is all that stands after the date. *order* is higher for what came later on the same day,
    FIRST_OF_DAY for the key `met`.
    """

    number: int
    day: date
    time: str
    words: str
    head: Head
    order: int

    @property
    def hangs_on_names(self) -> bool:
        """Whether the head holds plain names, so that other notes decide if it is one."""
        return any(link.plain for link in self.head.people)


@dataclass(frozen=True, slots=True)
class Task:
    """A task: *mine* to do or theirs; *made* is the day of the line or heading it stands in, *dropped* given up."""

    number: int
    text: str
    mine: bool
    open: bool
    due: date | None
    made: date | None
    done: date | None
    dropped: bool = False
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Called:
    """A name that a note goes by, and where it stands."""

    text: str
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """The facts of one note.

    *says* is the verdict of the note alone: ``person``, ``folder`` (a person unless its folder is
    somebody's), ``broken`` (a person whose fields cannot be read) or ``other``; *rule* is the number of
    the rule in FORMAT that decided. *facts* are its fields by canonical key, typed, as plain JSON values.
    """

    says: str
    rule: int
    name: Called
    aliases: tuple[Called, ...] = ()
    facts: dict[str, object] = field(default_factory=dict)
    body: str = ""
    lines: tuple[Line, ...] = ()
    tasks: tuple[Task, ...] = ()
    problems: tuple[Problem, ...] = ()
