"""Dated entries of a log while they are read, and the log lines they become."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from netnotes.model.kinds import Kinds
from netnotes.model.note import Head, Line
from netnotes.notes.blocks import Block
from netnotes.notes.head import after_separator, has_separator, read_head
from netnotes.notes.links import find_links

_CELLS = re.compile(r"(?<!\\)\|(?![^\[\]]*\]\])")
_RULE = re.compile(r":?-+:?$")


@dataclass(slots=True)
class Entry:
    """A dated item, paragraph, row or heading, with the blocks that belong to it (*more*).

    An entry without a day only holds what is indented under it.
    """

    number: int
    day: date | None
    time: str
    words: str
    column: int = 1
    indent: int = 0
    item: bool = False
    level: int = 0
    more: list[Block] = field(default_factory=list)


def row_cells(text: str) -> list[str]:
    """The cells of a table row, empty for the rule under its head."""
    cells = [cell.strip().replace("\\|", "|") for cell in _CELLS.split(text.strip())]
    cells = cells[1:] if cells and not cells[0] else cells
    while cells and not cells[-1]:
        cells.pop()
    return [] if all(_RULE.match(cell) for cell in cells) else cells


def read_entry(words: str, kinds: Kinds, *, names: bool, line: int = 0, column: int = 1) -> Head:
    """Read the head of an entry, whose first line alone can hold it; the other lines are text."""
    first, newline, rest = words.partition("\n")
    head = read_head(first, kinds, names=names, line=line, column=column)
    if not newline:
        return head
    text = f"{head.text}\n{rest}" if head.text else rest
    mentions = tuple(link for link in find_links(rest, line) if link not in head.mentions)
    taking_part = {link.target for link in head.people}
    more = tuple(link for link in mentions if link.target not in taking_part)
    return replace(head, text=text, mentions=head.mentions + more)


def as_lines(entries: Sequence[Entry], kinds: Kinds) -> tuple[Line, ...]:
    """The log lines of *entries*, which stand in the order of the file."""
    dated = [(entry, entry.day) for entry in entries if entry.day is not None]
    newest_first = is_newest_first([day for _, day in dated])
    lines = []
    for entry, day in dated:
        skipped = after_separator(entry.words)
        words = _joined(entry, entry.words[skipped:].rstrip())
        head = read_entry(words, kinds, names=True, line=entry.number, column=entry.column + skipped)
        order = -entry.number if newest_first else entry.number
        lines.append(Line(entry.number, day, entry.time, words, head, order))
    return tuple(lines)


def _joined(entry: Entry, first: str) -> str:
    """An entry's words: its first line and those below it; a heading without a separator is given one."""
    more = [block.text.strip() for block in entry.more]
    if entry.level and more and first and not has_separator(first):
        first, more = f"{first}: {more[0]}", more[1:]
    return "\n".join([first, *more])


def is_newest_first(days: Sequence[date]) -> bool:
    """Whether a log runs newest first: it does unless its first two different days rise."""
    for earlier, later in pairwise(days):
        if earlier != later:
            return earlier > later
    return True
