"""What notes were read as: rows for `explain`, and for the first look at a folder of notes."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple


class About(NamedTuple):
    """What a note was read as: *says*, *rule*, *because* and *line* are those of `model.note.Note`.

    *person* tells whether it is somebody's in the end; *owner* is the note of the person whose folder it lies
    in, empty for none. *keys* are its known keys: canonical name to (as written, line). *day* is a dated note's.
    """

    path: str
    name: str
    says: str
    person: bool
    rule: int
    because: str
    line: int
    owner: str
    keys: Mapping[str, tuple[str, int]]
    day: date | None = None


class Aside(NamedTuple):
    """A line with a link that is neither log line nor task; *names* are the people it links to, *why* the rule."""

    path: str
    number: int
    words: str
    names: tuple[str, ...]
    why: str


class Tally(NamedTuple):
    """What a vault holds, counted. Pairs are (what, how many), the most first.

    *people* are counted by what makes them one, *shapes* are the counting log lines of people's own notes by how
    they are written, *loggers* the people with such lines. Of the lines of dated notes *sure* and *probable*
    are contact. *last* is what people's last contact comes from: ``log``, ``dated``, ``probable``, or a key as it
    is written, *rhythm* likewise what gives them a cadence. *keys* are known keys as written, *other* the unknown
    ones with their values. *folders* are folders of notes that are nobody's and yet have keys that tell of people.
    """

    notes: int
    people: Sequence[tuple[str, int]]
    dated: int
    dated_with_people: int
    sure: int
    probable: int
    loggers: int
    shapes: Sequence[tuple[str, int]]
    last: Sequence[tuple[str, int]]
    rhythm: Sequence[tuple[str, int]]
    keys: Sequence[tuple[str, int]]
    other: Mapping[str, Sequence[str]]
    folders: Sequence[tuple[str, int]]
    unreadable: int
