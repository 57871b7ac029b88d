"""The log lines and tasks of a person's note, read line by line (FORMAT, Log lines and Tasks)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from netnotes.dates import BadDate
from netnotes.model.kinds import Kinds
from netnotes.model.problem import WARNING, Problem
from netnotes.notes import blocks
from netnotes.notes.blocks import Block
from netnotes.notes.entries import Entry, as_lines, as_loose, date_first, row_cells
from netnotes.notes.headings import Headings
from netnotes.notes.inline import find_inline, is_for_a_machine
from netnotes.notes.stamps import bad_stamp, read_loose, read_stamp
from netnotes.notes.tasks import read_task, task_mark
from netnotes.patterns import lazy_pattern

if TYPE_CHECKING:
    from netnotes.notes.body import Body

_SHAPES = {blocks.ITEM: "item", blocks.ROW: "row", blocks.HEADING: "heading"}
_CALLOUT = lazy_pattern(r">\s*\[!(?P<type>[\w -]+)\][+-]?\s*(?P<title>.*)$")
_BEFORE_PARAGRAPHS = (blocks.BLANK, blocks.HEADING, blocks.ROW)
_TAG = lazy_pattern(r"(?<![\w/&#\[(])#([\w/-]*[^\W\d][\w/-]*)")
_TEMPLATE = lazy_pattern(r"\{\{.*?\}\}|<%.*?%>")


class _Section:
    """The lines between two headings: what its headings say, and what may be wrong in it."""

    __slots__ = ("dated", "level", "log", "misdated", "not_log", "undated")

    def __init__(self, level: int, *, log: bool, not_log: bool) -> None:
        self.level, self.log, self.not_log = level, log, not_log
        self.dated = 0
        self.undated: list[Problem] = []
        self.misdated: list[Problem] = []


class LogReading:
    """The state of reading one body, block by block."""

    def __init__(self, body: Body, kinds: Kinds, titles: Headings, path: str, found: list[Block]) -> None:
        """Read *found*, the blocks of the note at *path*, into *body*."""
        self.kinds = kinds
        self.titles = titles
        self.path = path
        self.body = body
        self.has_log = any(b.what == blocks.HEADING and titles.is_log(b.text) for b in found)
        self.section = _Section(0, log=False, not_log=False)
        self._above: list[_Section] = []
        self.entries: list[Entry] = []
        self.entry: Entry | None = None
        self.heading: Entry | None = None
        self.before = blocks.BLANK
        self.headings = 0
        self.columns: list[int] | None = None
        self.table_head: list[str] = []
        self.in_list = False
        self.used: set[int] = set()

    def in_log(self) -> bool:
        """Whether a dated line here is a log line."""
        return self.section.log if self.has_log else not self.section.not_log

    def take(self, block: Block) -> None:
        """Read the next block."""
        if "#" in block.text:
            for tag in _TAG.findall(block.text):
                self.body.tags.append(tag)
                self.body.tag_lines.setdefault(tag.lower(), block.number)
        if block.what != blocks.ROW:
            self.columns, self.table_head = None, []
        if block.what == blocks.HEADING:
            self._take_heading(block)
        elif block.what == blocks.BLANK:
            if self.entry and not self.entry.item:
                self.entry = None
        elif self.entry and self._belongs(self.entry, block):
            self._continue(block)
        else:
            after_entry = self.entry is not None and not self.entry.item
            self.entry = None
            if "::" in block.text and self._take_fields(block):
                pass
            elif block.what == blocks.ITEM:
                self._take_item(block)
                self.in_list = True
            elif block.what == blocks.ROW:
                self._take_row(block)
            elif block.what == blocks.QUOTE:
                self._take_callout(block)
            else:
                self._take_text(block, begins=after_entry or self.before in _BEFORE_PARAGRAPHS)
            self.in_list = self.in_list and (block.indent > 0 or block.what == blocks.ITEM)
        self.before = block.what

    def _belongs(self, entry: Entry, block: Block) -> bool:
        """Whether *block* is part of the *entry* before it."""
        if entry.item and block.indent > entry.indent:
            return True
        if entry.shape == "callout":
            return block.what == blocks.QUOTE and self.before == blocks.QUOTE and not _CALLOUT.match(block.text)
        return block.what == blocks.TEXT and self.before != blocks.BLANK and self._stamp(block) is None

    def _continue(self, block: Block) -> None:
        if self.entry is None:
            return
        self.used.add(block.number)
        mark = task_mark(block.text) if block.what == blocks.ITEM else None
        if mark:
            self._add_task(block, self.entry.day)
        elif not is_for_a_machine(block.text):
            self.entry.more.append(block)

    def _take_fields(self, block: Block) -> bool:
        """Read the inline fields of a line that is no dated one, of a note that is; whether they are all of it."""
        if self.heading or block.what not in (blocks.ITEM, blocks.TEXT):
            return False
        if task_mark(block.text) or self._stamp(block) is not None:
            return False
        found = find_inline(block.text, block.number, block.column)
        self.body.inline.extend(found)
        if not any(field.whole for field in found):
            return False
        self.used.add(block.number)
        return True

    def _stamp(self, block: Block) -> object:
        """The stamp of *block*, or the BadDate it begins with; None where there is no date."""
        try:
            return read_stamp(block.text)
        except BadDate as error:
            return error

    def _take_heading(self, block: Block) -> None:
        self.entry = None
        self.in_list = False
        self.headings += 1
        if self.headings == 1 and block.level == 1:
            self.body.title = (block.text, block.number)
            self.used.add(block.number)
        if ("{{" in block.text or "<%" in block.text) and _TEMPLATE.search(block.text):
            self.body.template = True
        self._close_section()
        while self._above and self.section.level >= block.level:
            self.section = self._above.pop()
        if self.heading and self.heading.level >= block.level:
            self.heading = None
        parent = self.section
        section = _Section(
            block.level,
            log=self.titles.is_log(block.text) or parent.log,
            not_log=self.titles.is_not_log(block.text) or parent.not_log,
        )
        self._above.append(parent)
        self.section = section
        if section.log:
            self.used.add(block.number)
        try:
            stamp = read_stamp(block.text)
        except BadDate as error:
            stamp = None
            if section.log:
                section.misdated.append(self._problem(block, "log-bad-date", str(error)))
        if stamp and not section.not_log:
            self.heading = self._open(block, stamp.day, stamp.time, block.text[stamp.end :], stamp.end)
            self.heading.level, self.heading.titled = block.level, True
            self.entry = None

    def _open(self, block: Block, day: date, time: str, words: str, skipped: int) -> Entry:
        item, shape = block.what == blocks.ITEM, _SHAPES.get(block.what, "paragraph")
        entry = Entry(block, day, time, words, skipped, item=item, shape=shape)
        self.used.add(block.number)
        self.entries.append(entry)
        self.entry = entry
        self.section.dated += 1
        return entry

    def _take_item(self, block: Block) -> None:
        mark = task_mark(block.text)
        if mark:
            self._add_task(block, self.heading.day if self.heading else None)
            self.entry = Entry(block, None, "", "", 0, item=True, shape="item")
            return
        if self._take_dated(block):
            return
        if self.heading:
            self.heading.more.append(block)
            self.used.add(block.number)
        elif self.in_log() and block.indent == 0 and block.text.strip():
            self.section.undated.append(
                self._problem(block, "log-no-date", "this log line has no date; begin it with one, like 2026-11-20")
            )
            if self.section.log:
                self.used.add(block.number)

    def _take_dated(self, block: Block, *, loose: bool = True) -> bool:
        """Open an entry if *block* begins with a date; note a date that cannot be read."""
        if not self.in_log() or (block.indent >= 4 and not self.in_list):
            return False
        try:
            stamp = read_stamp(block.text)
        except BadDate as error:
            self._misdated(block, error)
            return True
        if stamp:
            self._open(block, stamp.day, stamp.time, block.text[stamp.end :], stamp.end)
            return True
        text = read_loose(block.text) if loose else None
        if text:
            self._misdated(block, bad_stamp(text))
        return bool(text)

    def _misdated(self, block: Block, error: BadDate) -> None:
        """A log line whose date cannot be read: `check` tells of it, and under a log heading it is no free text."""
        self.section.misdated.append(self._problem(block, "log-bad-date", str(error)))
        if self.section.log:
            self.used.add(block.number)

    def _take_callout(self, block: Block) -> None:
        """Read ``> [!note] 2026-03-01 call`` under a log heading; the lines of the quotation below it are its text."""
        found = _CALLOUT.match(block.text)
        if not found or not self.section.log:
            self._take_text(block, begins=False)
            return
        title = block._replace(text=found["title"], column=block.column + found.start("title"))
        if self._take_dated(title) and self.entry:
            self.entry.shape, self.entry.titled = "callout", True
            # [!note] is what every callout is called by itself, and says nothing.
            kind = self.kinds.named(found["type"])
            self.entry.kind = kind if kind != "note" else ""

    def _take_row(self, block: Block) -> None:
        cells = row_cells(block.text)
        if not cells:
            self.columns = date_first(self.table_head)
            return
        self.table_head = cells
        if self.columns:
            cells = [cells[place] for place in self.columns if place < len(cells) and cells[place]]
            if not cells:
                return
        words = " | ".join(cells[1:])
        row = block._replace(text=f"{cells[0]} | {words}" if words else cells[0])
        if not self._take_dated(row) and self.heading:
            self.heading.more.append(block)

    def _take_text(self, block: Block, *, begins: bool) -> None:
        """Read a line of text; one that begins a paragraph, or follows a dated one in it, may be a log line."""
        if block.what == blocks.TEXT and begins and self._take_dated(block, loose=self.section.log):
            return
        if self.heading:
            self.heading.more.append(block)
            self.used.add(block.number)

    def _add_task(self, block: Block, made: date | None) -> None:
        mark = task_mark(block.text)
        if mark is None:
            return
        self.used.add(block.number)
        bad: list[BadDate] = []
        self.body.tasks.append(read_task(block.text, mark, block.number, block.column, made, bad))
        for error in bad:
            self.body.problems.append(self._problem(block, "bad-date", str(error)))

    def _problem(self, block: Block, code: str, message: str) -> Problem:
        return Problem(self.path, block.number, block.column, WARNING, code, message)

    def _close_section(self) -> None:
        section = self.section
        if section.dated or section.log:
            self.body.problems.extend(section.misdated)
        if section.dated:
            self.body.problems.extend(section.undated)
        section.misdated, section.undated = [], []

    def finish(self) -> Body:
        """All that was found, lines in the order of the file."""
        self._close_section()
        self.body.lines = as_lines(self.entries, self.kinds)
        taken = {line.number for entry in self.entries for line in entry.more} | {e.number for e in self.entries}
        taken.update(task.number for task in self.body.tasks)
        self.body.loose = [
            loose for block in self.body.blocks if block.number not in taken and (loose := as_loose(block))
        ]
        return self.body
