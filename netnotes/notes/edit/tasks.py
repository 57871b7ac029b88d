"""Edits of tasks: a new one, and one that is done."""

from __future__ import annotations

import re

from netnotes.notes import blocks
from netnotes.notes.blocks import Block
from netnotes.notes.edit.changes import AddTask, Refused, Splice, Tick
from netnotes.notes.edit.opened import OpenNote
from netnotes.notes.edit.text import check_body, check_words, end_of_entry, gap_at_end
from netnotes.notes.tasks import MADE, task_mark
from netnotes.patterns import lazy_pattern

_PROPERTY = r"[\w-]+::(?:[ \t]|$)"
_BLOCK_ID = lazy_pattern(r"[ \t]+\^[\w-]+[ \t]*$")


def add_task(note: OpenNote, change: AddTask) -> Splice:
    """An open task: under the last one of the note, else above its log, else at its end."""
    check_body(note)
    check_words(change.text)
    if "\n" in change.text:
        raise Refused("line-break", "a task is one line; write more in the note itself")
    eol = note.eol
    last = _last_task(note)
    if last:
        mark = "[ ] " if last.text.startswith("[") else "TODO "
        prefix = note.line(last.number)[: last.column - 1]
        end = note.end_of(end_of_entry(note, last))
        return Splice(end, end, f"{eol}{prefix}{mark}{change.text}", 1)
    outline = _is_outline(note)
    new = f"- TODO {change.text}" if outline else f"- [ ] {change.text}"
    below = _first_of_log(note)
    if below and outline:
        start = note.start_of(below)
        return Splice(start, start, f"{new}{eol}", 0)
    if below:
        start = note.start_of(below)
        above = below > note.fence.body_line and not blocks.is_blank(note.line(below - 1))
        return Splice(start, start, f"{eol if above else ''}{new}{eol}{eol}", 1 if above else 0)
    text = note.text
    gap = gap_at_end(note)
    if outline:
        gap = "" if text.endswith("\n") else eol
    tail = eol if text.endswith("\n") or not text else ""
    return Splice(len(text), len(text), f"{gap}{new}{tail}", gap.count("\n"))


def _is_outline(note: OpenNote) -> bool:
    """Whether the page is one of Logseq: bullets and ``key::`` lines, and nothing else."""
    lines = [line for line in note.lines if line.strip()]
    outline = [re.match(rf"[ \t]|[-*+][ \t]|{_PROPERTY}", line) for line in lines]
    return all(outline) and any(re.match(rf"[ \t]*(?:- )?{_PROPERTY}", line) for line in lines)


def _last_task(note: OpenNote) -> Block | None:
    """The last task that is nested in nothing and stands in no dated line."""
    loose = {task.number for task in note.body.tasks if task.made is None}
    found = [
        block
        for block in note.body.blocks
        if block.indent == 0 and (block.number in loose or (task_mark(block.text) and MADE.search(block.text)))
    ]
    return found[-1] if found else None


def _first_of_log(note: OpenNote) -> int:
    """The number of the line on which the log begins, 0 where there is none."""
    titles = note.reader.bodies.headings
    heading = next((b for b in note.body.blocks if b.what == blocks.HEADING and titles.is_log(b.text)), None)
    if heading:
        return heading.number
    first = next((line.number for line in note.body.lines if line.shape not in ("key", "entry")), 0)
    return _top_of(note, first) if first else 0


def _top_of(note: OpenNote, number: int) -> int:
    """Where all that line *number* is part of begins: its table with the head row, its quotation, its list item.

    0 where nothing above an indented line is known not to be: what is put above it would take it in.
    """
    known = {block.number: block for block in note.body.blocks}
    top = known[number]
    while block := known.get(number):
        number -= 1
        if block.what != blocks.BLANK:
            top = block
            begins = block.what == blocks.ITEM or _is_heading(note, block) or _is_heading(note, known.get(number))
            if block.indent == 0 and (begins or blocks.is_blank(note.line(number))):
                break
    return 0 if top.indent else top.number


def _is_heading(note: OpenNote, block: Block | None) -> bool:
    """Whether *block* is a heading of ``#`` signs; one that is underlined can be the last line of several."""
    return block is not None and block.what == blocks.HEADING and note.line(block.number).lstrip().startswith("#")


def tick(note: OpenNote, change: Tick) -> Splice:
    """The box of an open task ticked, and the day it was done at the end of its line."""
    number = _line_of(note, change)
    block = next((block for block in note.body.blocks if block.number == number), None)
    mark = task_mark(block.text) if block and block.what == blocks.ITEM else None
    task = next((task for task in note.body.tasks if task.number == number), None)
    if block is None or mark is None or (task is not None and not task.open):
        raise Refused("no-task", "there is no open task on this line any more; look at the note", change.number)
    start = note.start_of(block.number) + block.column - 1
    end = note.end_of(block.number)
    raw = note.text[start:end]
    if not raw.startswith("["):
        return Splice(start, start + len(raw.split(None, 1)[0]), "DONE")
    done = f" ✅ {change.day.isoformat()}"
    tail = _BLOCK_ID.search(raw)
    words = raw[: tail.start()] if tail else raw.rstrip()
    return Splice(start + 1, start + len(words), f"x{words[2:]}{done}")


def _line_of(note: OpenNote, change: Tick) -> int:
    """The line of the task, found by its words where the note has changed since it was read."""
    words = change.words.strip()
    if not words or (change.number > 0 and note.line(change.number).strip() == words):
        return change.number
    found = [number for number in range(1, len(note.lines) + 1) if note.line(number).strip() == words]
    if len(found) != 1:
        raise Refused("no-task", "the note changed meanwhile, and this task is not there any more; look at it")
    return found[0]
