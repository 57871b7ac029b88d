"""What the linking of notes asks the index for: where a note stands, its lines and tasks, heads and links."""

import json
from typing import Any, NamedTuple

from netnotes.model.note import Head, Link


class Place(NamedTuple):
    """The note whose links are being resolved; *owner* is the note of the person whose folder it lies in."""

    note: int
    path: str
    folder: str
    name: str
    person: int
    says: str
    owner: str | None


class Task(NamedTuple):
    """A stored task."""

    note: int
    id: int
    number: int
    text: str
    links: str | None


class Row(NamedTuple):
    """A stored line."""

    note: int
    id: int
    number: int
    day: int
    words: str
    text: str
    kind: str
    names: int
    shape: str
    under: int
    via: str
    links: str | None


def head_of(kind: str, text: str, via: str, links: str | None) -> Head:
    """The head of a stored line, but for what linking does not ask for."""
    head = Head(kind, text, by=via)
    if not links:
        return head
    people, mentions = json.loads(links)[:2]
    return head._replace(people=as_links(people), mentions=as_links(mentions))


def as_head(stored: list[Any]) -> Head:
    """A whole head, as it is stored where other notes decide which of two it is."""
    head = Head(*stored)
    return head._replace(people=as_links(stored[4]), mentions=as_links(stored[5]))


def as_links(stored: list[Any]) -> tuple[Link, ...]:
    """Links as they are stored."""
    return tuple(Link(*link) for link in stored)
