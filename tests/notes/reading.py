"""One note from its text: what the tests of this folder ask of it."""

from __future__ import annotations

from typing import Any

from netnotes.model.note import Head, Line, Note, Task
from netnotes.model.settings import Settings
from netnotes.notes.note import NoteReader
from netnotes.vault.settings import parse_settings

PATH = "people/ada.md"


def read(text: str, path: str = PATH, settings: str = "") -> Note:
    """The note at *path* that holds *text*, under the *settings* of a netnotes.toml."""
    return NoteReader(parse_settings(settings)[0] if settings else Settings()).read(path, text.encode())


def fields(yaml: str, path: str = PATH, settings: str = "") -> Note:
    """A note that holds nothing but the fields *yaml*."""
    return read(f"---\n{yaml}\n---\n", path, settings)


def facts(yaml: str, settings: str = "") -> dict[str, Any]:
    """What the fields *yaml* come to, by canonical key."""
    return fields(yaml, settings=settings).facts


def lines(body: str, settings: str = "") -> tuple[Line, ...]:
    """The log lines of a person's note."""
    return read(body, settings=settings).lines


def days(body: str, settings: str = "") -> list[str]:
    """The days of the log lines, in the order of the note."""
    return [str(line.day) for line in lines(body, settings)]


def tasks(body: str) -> tuple[Task, ...]:
    """The tasks of a person's note."""
    return read(body).tasks


def codes(note: Note) -> list[tuple[int | None, str]]:
    """Line and code of each problem, by line."""
    return sorted((problem.line, problem.code) for problem in note.problems)


def said(head: Head) -> dict[str, Any]:
    """What a head says, without what it leaves out; people and mentions as the names linked to."""
    everything = {
        "kind": head.kind,
        "ledger": head.ledger,
        "direction": head.direction,
        "people": [link.target for link in head.people],
        "place": head.place,
        "minutes": head.minutes,
        "text": head.text,
        "mentions": [link.target for link in head.mentions],
    }
    return {what: value for what, value in everything.items() if value or what == "kind"}
