"""The lines of a dated note that link to people, read by the grammar of log lines (FORMAT, Dated notes)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from netnotes.dates import BadDate
from netnotes.model.kinds import Kinds
from netnotes.model.note import Line, Link, Task
from netnotes.model.problem import WARNING, Problem
from netnotes.notes import blocks
from netnotes.notes.blocks import Block
from netnotes.notes.entries import row_cells
from netnotes.notes.head import after_separator
from netnotes.notes.headings import Headings
from netnotes.notes.inline import Inline, find_inline, is_for_a_machine
from netnotes.notes.judging import Asked, Judge, is_people, never_under, people_field
from netnotes.notes.keys import fold_key
from netnotes.notes.links import find_links
from netnotes.notes.stamps import bad_stamp, read_loose, read_stamp
from netnotes.notes.tasks import DONE, Mark, read_task, task_mark, without_marks
from netnotes.patterns import lazy_pattern

_TIME = lazy_pattern(
    r"(?P<mark>\*\*|__|\*|_)?(?:(?P<time>(?:[01]?\d|2[0-3]):[0-5]\d|(?:1[0-2]|0?[1-9])(?=\s?[ap]m\b))(?:\s?(?P<half>[ap]m)\b)?)"
    r"(?:\s*[-–—]\s*\d{1,2}(?::\d{2}|(?=\s?[ap]m\b))(?:\s?[ap]m\b)?)?(?(mark)(?P=mark))(?=[\s:,;—–-]|$)",
    re.IGNORECASE,
)
_NEVER = frozenset({"appointment", "due"})


class _Found:
    """A line while it is read: *more* is the text below it that belongs to it."""

    __slots__ = ("indent", "line", "more")

    def __init__(self, line: Line, indent: int) -> None:
        self.line, self.indent = line, indent
        self.more: list[str] = []

    def done(self) -> Line:
        """The line with all of its text."""
        if not self.more:
            return self.line
        head = self.line.head
        text = "\n".join([*([head.text] if head.text else []), *self.more])
        return self.line._replace(words="\n".join([self.line.words, *self.more]), head=head._replace(text=text))


class _Heading(NamedTuple):
    """A heading: its day where it has one, the rule by which nothing under it counts, the kind that it names."""

    level: int
    day: date | None
    never: str
    kind: str


class _Open(NamedTuple):
    """An item that more may be indented under: where it stands, its line where it is one, whether it has links."""

    indent: int
    number: int
    found: _Found | None
    links: bool


class Journal:
    """Reads the lines and tasks of one dated note."""

    def __init__(self, path: str, day: date, kinds: Kinds, titles: Headings) -> None:
        """The note at *path* is that of *day*."""
        self.path = path
        self.note_day = day
        self.kinds = kinds
        self.titles = titles
        self.found: list[_Found] = []
        self.tasks: list[Task] = []
        self.problems: list[Problem] = []
        self.judge = Judge(kinds)
        self._headings: list[_Heading] = []
        self._items: list[_Open] = []
        self._below: _Found | None = None

    def read(self, found: list[Block]) -> list[Line]:
        """The lines of *found* with links or a `(person:: …)`, in the order of the file."""
        before = blocks.BLANK
        for block in found:
            if block.what == blocks.HEADING:
                self._take_heading(block)
            elif block.what == blocks.ITEM:
                self._take_item(block, before)
            elif block.what == blocks.ROW:
                self._items = []
                cells = row_cells(block.text)
                self._line(block, " | ".join(cells), "row")
            elif block.what != blocks.BLANK:
                self._take_text(block, before)
            before = block.what
        return [line.done() for line in self.found]

    @property
    def day(self) -> date:
        """The day of the lines here: that of the nearest heading with one, else the note's."""
        return next((heading.day for heading in reversed(self._headings) if heading.day), self.note_day)

    def _day_at(self, block: Block) -> date:
        """The day of *block*: that of the item it is indented under, else that of its heading or the note."""
        above = (item.found.line.day for item in reversed(self._items) if item.found and item.indent < block.indent)
        return next(above, self.day)

    def _take_heading(self, block: Block) -> None:
        self._items, self._below = [], None
        while self._headings and self._headings[-1].level >= block.level:
            self._headings.pop()
        day = None
        try:
            stamp = read_stamp(block.text)
            day = stamp.day if stamp else None
        except BadDate:
            stamp = None
        never = "not-log" if self.titles.is_not_log(block.text) else never_under(block.text)
        if not never and self._headings:
            never = self._headings[-1].never
        self._headings.append(_Heading(block.level, day, never, self.judge.kind_of_title(block.text)))
        self._below = self._line(block, block.text, "heading")

    def _take_item(self, block: Block, before: str) -> None:
        while self._items and self._items[-1].indent >= block.indent:
            self._items.pop()
        if self._is_code(block, before):
            return
        mark = task_mark(block.text)
        if mark and mark.sign not in "xX":
            self._take_task(block, mark)
            self._items.append(_Open(block.indent, block.number, None, bool(self.tasks[-1].links)))
            return
        if mark:
            found = self._ticked(block, mark)
        elif block.text.startswith(">"):
            found = self._line(block, block.text.lstrip("> "), "quote", never="quote")
        else:
            found = self._line(block, block.text, "item")
        self._items.append(_Open(block.indent, block.number, found, found is not None))

    def _take_task(self, block: Block, mark: Mark) -> None:
        bad: list[BadDate] = []
        text, named = _take_people(block.text, block)
        task = read_task(text, mark, block.number, block.column, self._day_at(block), bad)
        self.tasks.append(task._replace(links=(*named, *task.links)))
        self._tell(block, "bad-date", bad)

    def _tell(self, block: Block, code: str, bad: Iterable[BadDate]) -> None:
        self.problems.extend(Problem(self.path, block.number, block.column, WARNING, code, str(error)) for error in bad)

    def _ticked(self, block: Block, mark: Mark) -> _Found | None:
        """A task that is done is a line like any other; with ✅ and its day it must be a head to count."""
        bad: list[BadDate] = []
        task = read_task(block.text, mark, block.number, block.column, self._day_at(block), bad)
        self._tell(block, "bad-date", bad)
        done = "task" if DONE.search(block.text) else ""
        return self._line(block, without_marks(block.text[mark.start :]), "task", day=task.done, needs_head=done)

    def _take_text(self, block: Block, before: str) -> None:
        if block.what == blocks.QUOTE:
            self._line(block, block.text.lstrip("> "), "quote", never="quote")
            return
        if block.indent == 0 and before != blocks.ITEM:
            self._items = []
        while self._items and self._items[-1].indent >= block.indent and block.indent > 0:
            self._items.pop()
        if not self._is_code(block, before):
            self._line(block, block.text, "paragraph")

    def _is_code(self, block: Block, before: str) -> bool:
        """Whether a line is code: indented by four, below a blank line, and under no item."""
        return block.indent >= 4 and not self._items and before == blocks.BLANK

    def _never(self, text: str) -> str:
        """The rule by which no line with this text is contact, empty for none."""
        if self._headings and self._headings[-1].never:
            return self._headings[-1].never
        if text.startswith("~~") and text.rstrip(" .").endswith("~~"):
            return "struck"
        for inline in find_inline(text):
            if fold_key(inline.key) in _NEVER:
                return f"field {fold_key(inline.key)}"
        return ""

    def _line(
        self, block: Block, text: str, shape: str, *, day: date | None = None, needs_head: str = "", never: str = ""
    ) -> _Found | None:
        """Read one line; None where it names nobody and is text of the line that it stands under."""
        if shape in ("item", "paragraph") and people_field(text):
            return None
        text, explicit = _take_people(text, block)
        if not explicit and not find_links(text, embeds=True):
            self._belongs(block, text)
            return None
        never = never or self._never(text)
        own_day, time, words = self._stamped(block, text)
        if own_day is None:
            own_day, never = self._day_at(block), never or "bad-date"
        column = block.column + max(block.text.find(words), 0)
        above_it = self._headings[-1].kind if self._headings else ""
        asked = Asked(words, block.number, column, explicit, needs_head, above_it)
        head, nameless = self.judge.read(asked), None
        if never:
            everybody = (link._replace(why=never) for link in (*head.people, *head.mentions))
            head = head._replace(people=(), mentions=tuple(everybody))
        elif any(link.plain for link in head.people):
            nameless = self.judge.read(asked, names=False)
        above = (item.number for item in reversed(self._items) if item.indent < block.indent and item.links)
        under = next(above, 0)
        line = Line(block.number, day or own_day, time, words, head, block.number, shape, under, nameless)
        found = _Found(line, block.indent)
        self.found.append(found)
        return found

    def _belongs(self, block: Block, text: str) -> None:
        """Add a line that names nobody to the text of the item it is indented under, or the heading above it."""
        if is_for_a_machine(text):
            return
        for item in reversed(self._items):
            if item.indent < block.indent and item.found:
                item.found.more.append(text.strip())
                return
        if self._below:
            self._below.more.append(text.strip())

    def _stamped(self, block: Block, text: str) -> tuple[date | None, str, str]:
        """The day and time that a line begins with, and its words; no day where it has a date that is none."""
        try:
            stamp = read_stamp(text)
        except BadDate as error:
            self._tell(block, "log-bad-date", [error])
            return None, "", text
        loose = read_loose(text) if stamp is None else None
        if loose:
            self._tell(block, "log-bad-date", [bad_stamp(loose)])
            return None, "", text
        if stamp:
            rest = text[stamp.end :]
            return stamp.day, stamp.time, rest[after_separator(rest) :].strip()
        time = _TIME.match(text)
        rest = text[time.end() :] if time else text
        return self._day_at(block), _clock(time) if time else "", rest[after_separator(rest) :].strip()


def _clock(time: re.Match[str]) -> str:
    """``09:30`` for 9:30, 9:30am and ``21:30`` for 9:30pm."""
    hour, _, minute = time["time"].partition(":")
    half = (time["half"] or "").lower()
    hours = int(hour) % 12 + (12 if half == "pm" else 0) if half else int(hour)
    return f"{hours:02}:{minute or '00'}"


def _take_people(text: str, block: Block) -> tuple[str, tuple[Link, ...]]:
    """*text* without its `(person:: …)`, and whom that names."""
    people: list[Link] = []
    parts, end = [], 0
    for inline in find_inline(text, block.number, block.column):
        if is_people(inline) and not inline.whole:
            people.extend(_people_of(inline))
            parts.append(text[end : inline.start].strip())
            end = inline.end
    parts.append(text[end:].strip() if parts else text)
    return " ".join(part for part in parts if part), tuple(people)


def _people_of(field: Inline) -> tuple[Link, ...]:
    """Whom `(person:: [[Ada]])` or `(person:: Ada)` names."""
    links = find_links(field.value, field.line, field.column)
    return links or (Link(field.value, field.value, False, field.line, field.column),)
