"""What can be asked of a note, and what comes of it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Refused(Exception):
    """The edit is refused and nothing is changed; *line* is where it fails, None for nowhere in particular."""

    def __init__(self, code: str, message: str, line: int | None = None) -> None:
        """*message* says what stands in the way and what to do."""
        super().__init__(message)
        self.code, self.message, self.line = code, message, line


class SetKey(NamedTuple):
    """One text for a key: in place of the one that is there, or on a line of its own."""

    key: str
    value: str


class SetList(NamedTuple):
    """A list for a key that is not there yet."""

    key: str
    values: tuple[str, ...]


class Unset(NamedTuple):
    """A key and what stands for it, taken out."""

    key: str


class Append(NamedTuple):
    """One more text in a list; a single text becomes a list."""

    key: str
    value: str


class Remove(NamedTuple):
    """One text taken out of a list."""

    key: str
    value: str


class AddEntry(NamedTuple):
    """A log line: *head* as FORMAT has it, or empty; *text* may have several lines, or be empty beside a head."""

    day: date
    head: str
    text: str


class AddTask(NamedTuple):
    """An open task; *text* is what stands after the box."""

    text: str


class Tick(NamedTuple):
    """The open task on line *number* of the file, done on *day*; *words* are the line, to know it again."""

    number: int
    day: date
    words: str = ""


class Relink(NamedTuple):
    """Links to each of *targets* lead to its new target instead."""

    targets: tuple[tuple[str, str], ...]


class Retitle(NamedTuple):
    """Another text for the heading that names the note."""

    text: str


FieldChange = SetKey | SetList | Unset | Append | Remove
Change = FieldChange | AddEntry | AddTask | Tick | Relink | Retitle


class Edited(NamedTuple):
    """A note after an edit: its bytes, the line (from 1) on which the last change stands, what one should know."""

    data: bytes
    line: int
    remarks: tuple[str, ...] = ()


class Splice(NamedTuple):
    """Characters *start* to *end* of a text give way to *new*; *line* counts the lines of *new* above what matters."""

    start: int
    end: int
    new: str
    line: int = 0

    def apply(self, text: str) -> str:
        """*text* with the splice made."""
        return text[: self.start] + self.new + text[self.end :]
