"""What edits of a note's body share: where a section and an entry end, and what may not be written."""

from __future__ import annotations

import re

from netnotes.notes import blocks
from netnotes.notes.blocks import Block
from netnotes.notes.edit.changes import Refused
from netnotes.notes.edit.opened import OpenNote
from netnotes.notes.written import UNSAFE
from netnotes.patterns import lazy_pattern

MOST_SIGNS = 50_000
_FENCE_IN_ITEM = lazy_pattern(r"([ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+)(`{3,}(?=[^`]*$)|~{3,})")
_FENCE = lazy_pattern(r"[ \t]*(`{3,}(?=[^`]*$)|~{3,})")
_SAY = {
    "open-fence": "a code block or comment is opened here and never closed; close it first",
    "merge-conflict": "an unresolved git conflict begins here; choose a side first",
}


def check_body(note: OpenNote) -> None:
    """Raise Refused where the body cannot be read to its end."""
    for problem in note.body.problems:
        if problem.code in _SAY:
            raise Refused(problem.code, _SAY[problem.code], problem.line)
    _check_fences(note)


def _check_fences(note: OpenNote) -> None:
    """Raise Refused for code that begins in a list item and does not end in it: Markdown readers part ways there."""
    opened, inside, mark = 0, 0, ""
    for number in range(note.fence.body_line, len(note.lines) + 1):
        raw = note.line(number)
        if mark:
            stripped = raw.strip()
            if stripped.startswith(mark) and not stripped.strip(mark[0]):
                mark = ""
            elif stripped and blocks.indent_of(raw) < inside:
                raise Refused(
                    "open-fence", "this code block begins in a list item and does not end in it; close it there", opened
                )
        elif found := _FENCE_IN_ITEM.match(raw):
            opened, inside, mark = number, len(found[1].expandtabs(4)), found[2]
        elif found := _FENCE.match(raw):
            inside, mark = 0, found[1]


def check_words(text: str) -> None:
    """Raise Refused for a text that cannot stand in a note."""
    if not text.strip():
        raise Refused("empty", "nothing is given to write; write what happened")
    found = UNSAFE.search(text.replace("\r\n", "\n").replace("\n", " ").replace("\t", " "))
    if found:
        raise Refused("control-char", f"the invisible sign U+{ord(found[0]):04X} stands in the text; leave it out")
    if len(text) > MOST_SIGNS:
        raise Refused("too-long", f"this text has {len(text):,} signs; write so much in an editor")


def own_section(note: OpenNote, heading: Block) -> int:
    """The number of the last line under *heading*, with the sections nested in it."""
    for block in note.body.blocks:
        if block.what == blocks.HEADING and block.number > heading.number and block.level <= heading.level:
            return block.number - 1
    return _last_line(note)


def _last_line(note: OpenNote) -> int:
    """The number of the last line; what follows the last line end is none."""
    return len(note.lines) - (not note.lines[-1])


def end_of_entry(note: OpenNote, entry: Block) -> int:
    """The number of the last line of the item or paragraph that begins with *entry*."""
    known = {block.number: block for block in note.body.blocks}
    last = entry.number
    item = entry.what == blocks.ITEM
    for number in range(entry.number + 1, _last_line(note) + 1):
        raw = note.line(number)
        block = known.get(number)
        if blocks.is_blank(raw):
            if not item:
                break
            continue
        indented = (blocks.indent_of(raw) > entry.indent and item) or (
            entry.what == blocks.QUOTE and raw.lstrip()[:1] == ">"
        )
        lazy = number == last + 1 and block is not None and block.what == blocks.TEXT and number not in _dated(note)
        if entry.what == blocks.ROW or not (indented or lazy):
            break
        last = number
    return last


def _dated(note: OpenNote) -> set[int]:
    """The numbers of the dated lines."""
    return {line.number for line in note.body.lines}


def gap_at_end(note: OpenNote) -> str:
    """What parts something new at the end of the note from what is there: a blank line, if there is none."""
    text = note.text
    if not text or re.search(r"\n\r?\n$", text):
        return ""
    return note.eol if text.endswith("\n") else note.eol * 2
