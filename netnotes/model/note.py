"""The facts of one note, as they were read from its text alone."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from netnotes.model.problem import Problem

FIRST_OF_DAY = -1_000_000_000


class Link(NamedTuple):
    """A link, or a plain name in a head (*plain*). *line* and *column* count from 1.

    *why* names the rule by which a link of a dated note is a mention only, empty where it may be more.
    """

    target: str
    shown: str
    plain: bool = False
    line: int = 0
    column: int = 0
    why: str = ""


class Head(NamedTuple):
    """What a log line says before its separator (FORMAT, Log lines); *text* is the rest.

    *direction* is ``in``, ``out`` or empty; *people* took part, *mentions* are linked in the text.
    *by* says what gave the kind: ``head``, ``word WORD`` for a word of the line, ``heading``, ``key`` or
    ``whole note``; empty where nothing did.
    """

    kind: str
    text: str
    ledger: str = ""
    direction: str = ""
    people: tuple[Link, ...] = ()
    mentions: tuple[Link, ...] = ()
    place: str = ""
    minutes: int | None = None
    by: str = ""


class Line(NamedTuple):
    """A log line: its *number* in the file, its day, and what it says.

    *words* is all that stands after the date. *order* is higher for what came later on the same day,
    FIRST_OF_DAY for the key `met`. *shape* is how it is written: ``item``, ``paragraph``, ``row``,
    ``heading``, ``callout``, ``entry`` (of a list among the fields), ``key``, ``quote``, or ``note`` for a
    whole note. *under* is the number of the line that it is indented under, 0 for none. *nameless* is the
    head of a line in a dated note if the plain names in it are nobody's.
    """

    number: int
    day: date
    time: str
    words: str
    head: Head
    order: int
    shape: str = "item"
    under: int = 0
    nameless: Head | None = None

    @property
    def hangs_on_names(self) -> bool:
        """Whether the head holds plain names, so that other notes decide if it is one."""
        return bool(self.head.people) and any(link.plain for link in self.head.people)


class Task(NamedTuple):
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


class Loose(NamedTuple):
    """A line with links that is neither log line nor task; *why* names the rule that leaves it out."""

    number: int
    words: str
    links: tuple[Link, ...]
    why: str


class Called(NamedTuple):
    """A name that a note goes by, and where it stands."""

    text: str
    line: int | None = None
    column: int | None = None


class Note(NamedTuple):
    """The facts of one note.

    *says* is the verdict of the note alone: ``person``, ``folder`` (a person unless its folder is
    somebody's), ``broken`` (a person whose fields cannot be read), ``dated`` (a dated note) or ``other``;
    *rule* is the number of the rule in FORMAT that decided, *because* and *because_line* what it went by
    and where that stands (0 for no line). *facts* are its fields by canonical key, typed, as plain JSON
    values; *spelled* are the known keys, each as it is written, with its line.
    """

    says: str
    rule: int
    name: Called
    aliases: tuple[Called, ...] = ()
    facts: Mapping[str, object] = {}
    body: str = ""
    lines: tuple[Line, ...] = ()
    tasks: tuple[Task, ...] = ()
    problems: tuple[Problem, ...] = ()
    because: str = ""
    because_line: int = 0
    spelled: Mapping[str, tuple[str, int]] = {}
    loose: tuple[Loose, ...] = ()

    @property
    def may_be_person(self) -> bool:
        """Whether the note alone says that it is a person's."""
        return self.says in ("person", "folder")
