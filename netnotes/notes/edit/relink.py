"""Edits for a new name: the links that lead to it, and the heading that says it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import NamedTuple

from netnotes.notes.edit.changes import Refused, Relink, Retitle, Splice
from netnotes.notes.edit.opened import OpenNote
from netnotes.notes.links import LINK, address_of, link_target, without_code


class _Spot(NamedTuple):
    """A link's target in the text, *start* to *end*; *address* for that of a Markdown link."""

    start: int
    end: int
    target: str
    address: bool


def relink(note: OpenNote, change: Relink) -> Splice | None:
    """Other targets for links, the same words shown: one splice from the first of them to the last."""
    targets = dict(change.targets)
    spots = [spot for spot in _spots(note) if spot.target in targets]
    if not spots:
        return None
    parts, place = [], spots[0].start
    for spot in spots:
        new = targets[spot.target]
        parts += [note.text[place : spot.start], address_of(new) if spot.address else new]
        place = spot.end
    return Splice(spots[0].start, place, "".join(parts))


def retitle(note: OpenNote, change: Retitle) -> Splice | None:
    """Another text for the heading that names the note."""
    if not note.body.title:
        raise Refused("no-title", "the note has no heading that names it any more; look at it")
    text, number = note.body.title
    start = note.start_of(number) + note.line(number).find(text)
    return None if text == change.text else Splice(start, start + len(text), change.text)


def _spots(note: OpenNote) -> Iterator[_Spot]:
    """Every link in the fields, and in the lines of the body that are no code."""
    if note.fence.text:
        yield from _in_span(note.text, note.fields_start, note.fields_start + len(note.fields))
    for block in note.body.blocks:
        yield from _in_span(note.text, note.start_of(block.number), note.end_of(block.number))


def _in_span(text: str, start: int, end: int) -> Iterator[_Spot]:
    part = text[start:end]
    if "[" not in part:
        return
    for found in LINK.finditer(without_code(part)):
        target = link_target(found)
        if not target:
            continue
        group = "wiki" if found["wiki"] is not None else "href"
        raw = found[group]
        at, length = start + found.start(group), len(raw)
        if group == "wiki":
            at, length = at + len(raw) - len(raw.lstrip()), len(raw.strip())
        else:
            length = len(raw.partition("#")[0]) if not raw.startswith("<") else length
        yield _Spot(at, at + length, target, group == "href")


def with_new_end(target: str, stem: str) -> str:
    """*target*, a path or a file's name with or without ``.md``, with *stem* for its last part."""
    folder, file = posixpath.split(target)
    ending = file[-3:] if file[-3:].lower() == ".md" else ""
    return f"{folder}/{stem}{ending}" if folder or target.startswith("/") else f"{stem}{ending}"
