"""The lines of a dated note that link to people, read by the grammar of log lines (FORMAT, Dated notes)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from netnotes.dates import BadDate
from netnotes.model.kinds import Kinds
from netnotes.model.note import Head, Line, Link, Task
from netnotes.model.problem import WARNING, Problem
from netnotes.notes import blocks
from netnotes.notes.blocks import Block
from netnotes.notes.entries import row_cells
from netnotes.notes.head import after_separator, plain_words, read_head
from netnotes.notes.headings import Headings
from netnotes.notes.inline import Inline, find_inline
from netnotes.notes.keys import DATED, fold_key
from netnotes.notes.links import LINK, find_links
from netnotes.notes.stamps import bad_stamp, read_loose, read_stamp
from netnotes.notes.tasks import DONE, Mark, read_task, task_mark

_TIME = re.compile(
    r"(?P<mark>\*\*|__|\*|_)?(?P<time>[01]?\d:[0-5]\d|2[0-3]:[0-5]\d)"
    r"(?:\s*[-–—]\s*\d{1,2}:\d{2})?(?(mark)(?P=mark))(?=[\s:,;—–-]|$)"
)
_AWAY = re.compile(r"\b(about|of|re)[:.]?\s+$", re.IGNORECASE)
_INTENT = re.compile(r"\b(should|must|need to|ask|idea|plan|tomorrow|next)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s,;&+/·|.]|\band\b", re.IGNORECASE)
_JOINS = re.compile(r"\s*(?:,|&|\+|\band\b|\bor\b)\s*(?:and\s+)?$", re.IGNORECASE)
LONGEST_GAP = 40
_NEVER = frozenset({"appointment", "due"})


@dataclass(slots=True)
class _Found:
    """A line while it is read: *more* is the text below it that belongs to it."""

    line: Line
    indent: int
    more: list[str] = field(default_factory=list)

    def done(self) -> Line:
        """The line with all of its text."""
        if not self.more:
            return self.line
        head = self.line.head
        text = "\n".join([*([head.text] if head.text else []), *self.more])
        return replace(self.line, words="\n".join([self.line.words, *self.more]), head=replace(head, text=text))


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
        self._headings: list[tuple[int, str, date | None]] = []
        self._items: list[_Open] = []
        self._below: _Found | None = None

    def read(self, found: list[Block]) -> list[Line]:
        """The lines of *found* with links or a `(person:: …)`, in the order of the file."""
        before = blocks.BLANK
        for block in found:
            if block.what == blocks.HEADING:
                self._take_heading(block)
            elif block.what == blocks.ITEM:
                self._take_item(block)
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
        return next((day for _, _, day in reversed(self._headings) if day), self.note_day)

    def _day_at(self, block: Block) -> date:
        """The day of *block*: that of the item it is indented under, else that of its heading or the note."""
        above = (item.found.line.day for item in reversed(self._items) if item.found and item.indent < block.indent)
        return next(above, self.day)

    def _take_heading(self, block: Block) -> None:
        self._items, self._below = [], None
        while self._headings and self._headings[-1][0] >= block.level:
            self._headings.pop()
        day = None
        try:
            stamp = read_stamp(block.text)
            day = stamp.day if stamp else None
        except BadDate:
            stamp = None
        self._headings.append((block.level, block.text, day))
        self._below = self._line(block, block.text, "heading")

    def _take_item(self, block: Block) -> None:
        while self._items and self._items[-1].indent >= block.indent:
            self._items.pop()
        if block.indent >= 4 and not self._items:
            return  # indented that far without an item above it, it is code
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
        self.tasks.append(replace(task, links=(*named, *task.links)))
        self.problems.extend(
            Problem(self.path, block.number, block.column, WARNING, "bad-date", str(error)) for error in bad
        )

    def _ticked(self, block: Block, mark: Mark) -> _Found | None:
        """A task that is done is a line like any other; with ✅ and its day it must be a head to count."""
        text = block.text[mark.start :]
        done = DONE.search(text)
        task = read_task(block.text, mark, block.number, block.column, self._day_at(block), [])
        return self._line(block, DONE.sub("", text).strip(), "task", day=task.done, needs_head="task" if done else "")

    def _take_text(self, block: Block, before: str) -> None:
        if block.what == blocks.QUOTE:
            self._line(block, block.text.lstrip("> "), "quote", never="quote")
            return
        if block.indent == 0 and before != blocks.ITEM:
            self._items = []
        while self._items and self._items[-1].indent >= block.indent and block.indent > 0:
            self._items.pop()
        if block.indent < 4 or self._items:
            self._line(block, block.text, "paragraph")

    def _never(self, text: str) -> str:
        """The rule by which no line with this text is contact, empty for none."""
        if any(self.titles.is_not_log(title) for _, title, _ in self._headings):
            return "not-log"
        for inline in find_inline(text):
            if fold_key(inline.key) in _NEVER:
                return f"field {fold_key(inline.key)}"
        return ""

    def _line(
        self, block: Block, text: str, shape: str, *, day: date | None = None, needs_head: str = "", never: str = ""
    ) -> _Found | None:
        """Read one line; None where it names nobody and is text of the line that it stands under."""
        if any(field.whole and _is_people(field) for field in find_inline(text)):
            return None
        text, explicit = _take_people(text, block)
        if not explicit and not find_links(text, embeds=True):
            self._belongs(block, text)
            return None
        never = never or self._never(text)
        own_day, time, words = self._stamped(block, text)
        if own_day is None:
            own_day, never = self._day_at(block), never or "bad-date"
        head, nameless = self._head(words, block, explicit, needs_head), None
        if never:
            head = replace(head, people=(), mentions=_with_rule((*head.people, *head.mentions), never))
        elif any(link.plain for link in head.people):
            nameless = self._head(words, block, explicit, needs_head, names=False)
        above = (item.number for item in reversed(self._items) if item.indent < block.indent and item.links)
        under = next(above, 0)
        line = Line(block.number, day or own_day, time, words, head, block.number, shape, under, nameless)
        found = _Found(line, block.indent)
        self.found.append(found)
        return found

    def _belongs(self, block: Block, text: str) -> None:
        """Add a line that names nobody to the text of the item it is indented under, or the heading above it."""
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
            self.problems.append(Problem(self.path, block.number, block.column, WARNING, "log-bad-date", str(error)))
            return None, "", text
        loose = read_loose(text) if stamp is None else None
        if loose:
            message = str(bad_stamp(loose))
            self.problems.append(Problem(self.path, block.number, block.column, WARNING, "log-bad-date", message))
            return None, "", text
        if stamp:
            rest = text[stamp.end :]
            return stamp.day, stamp.time, rest[after_separator(rest) :].strip()
        time = _TIME.match(text)
        rest = text[time.end() :] if time else text
        return self._day_at(block), time["time"].zfill(5) if time else "", rest[after_separator(rest) :].strip()

    def _head(
        self, words: str, block: Block, explicit: tuple[Link, ...], needs_head: str, *, names: bool = True
    ) -> Head:
        column = block.column + max(block.text.find(words), 0)
        head = read_head(words, self.kinds, names=names, line=block.number, column=column)
        found = find_links(words, block.number, column, embeds=True)
        embeds = tuple(link for link in found if link.why)
        if explicit:
            people = (*_with_rule(explicit, "field"), *(head.people if head.by == "head" else ()))
            return replace(head, people=people, mentions=(*_with_rule(head.mentions, "text"), *embeds))
        if head.by == "head":
            return replace(head, mentions=(*_with_rule(head.mentions, "text"), *embeds))
        links = tuple(link for link in found if not link.why)
        kind = self._kind_of_heading() if links and not _BETWEEN.sub("", _without_links(words)) else ""
        if kind:
            return replace(head, kind=kind, text="", people=links, mentions=embeds, by="heading")
        if needs_head:
            return replace(head, mentions=(*_with_rule(links, needs_head), *embeds))
        return replace(head, mentions=(*_judged(words, links, column), *embeds))

    def _kind_of_heading(self) -> str:
        """The kind that the nearest heading names, whatever number it is in: ``Calls`` names a call."""
        title = self._headings[-1][1] if self._headings else ""
        words = plain_words(title, 12)
        for place, word in enumerate(words):
            rest = words[place:]
            known = self.kinds.known(rest) or self.kinds.known([word.removesuffix("s"), *rest[1:]])
            if known and self.kinds.counts(known.kind):
                return known.kind
        return ""


def _is_people(field: Inline) -> bool:
    return DATED.get(fold_key(field.key)) == "people"


def _take_people(text: str, block: Block) -> tuple[str, tuple[Link, ...]]:
    """*text* without its `(person:: …)`, and whom that names."""
    people: list[Link] = []
    parts, end = [], 0
    for inline in find_inline(text, block.number, block.column):
        if _is_people(inline) and not inline.whole:
            people.extend(_people_of(inline))
            parts.append(text[end : inline.start].strip())
            end = inline.end
    parts.append(text[end:].strip() if parts else text)
    return " ".join(part for part in parts if part), tuple(people)


def _people_of(field: Inline) -> tuple[Link, ...]:
    """Whom `(person:: [[Ada]])` or `(person:: Ada)` names."""
    links = find_links(field.value, field.line, field.column)
    return links or (Link(field.value, field.value, False, field.line, field.column),)


def _with_rule(links: tuple[Link, ...], rule: str) -> tuple[Link, ...]:
    return tuple(link._replace(why=link.why or rule) for link in links)


def _without_links(text: str) -> str:
    return LINK.sub("", text)


def _judged(words: str, links: tuple[Link, ...], column: int) -> tuple[Link, ...]:
    """The links of a line without a head, each with the rule that makes it a mention only, where one does."""
    intent = _INTENT.search(LINK.sub(lambda found: "\0" * len(found[0]), words))
    judged: list[Link] = []
    end = 0
    for link in links:
        start = link.column - column
        away = _AWAY.search(words[max(start - LONGEST_GAP, end) : start])
        joined = judged and judged[-1].why and start - end < LONGEST_GAP and _JOINS.fullmatch(words[end:start])
        why = f"after {away[1].lower()}" if away else ""
        if not away and intent and intent.start() < start:
            why = f"intent {intent[1].lower()}"
        judged.append(link._replace(why=why or (judged[-1].why if joined else "")))
        end = _end_of_link(words, start)
    return tuple(judged)


def _end_of_link(words: str, start: int) -> int:
    found = LINK.match(words, start)
    return found.end() if found else start
