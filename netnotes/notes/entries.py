"""Dated entries of a log while they are read, and the log lines they become."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from netnotes.model.kinds import Kinds
from netnotes.model.names import fold
from netnotes.model.note import Head, Line, Loose
from netnotes.notes.blocks import QUOTE, Block
from netnotes.notes.head import after_separator, has_separator, read_head
from netnotes.notes.links import find_links
from netnotes.patterns import lazy_pattern

_CELLS = lazy_pattern(r"(?<!\\)\|")
_WIKI = lazy_pattern(r"\[\[[^\[\]]*\]\]")
_DAY_TITLES = frozenset({"date", "day", "when", "datum", "fecha"})
_KIND_TITLES = frozenset({"type", "kind", "mode", "how", "method", "via", "channel"})
LONGEST_LOOSE = 300
_RULE = lazy_pattern(r":?-+:?$")


class Entry:
    """A dated item, paragraph, row or heading, with the blocks that belong to it (*more*).

    An entry without a day only holds what is indented under it. *titled* says that the first line is a title:
    where it is a head, what is below is its text. *shape* is that of `model.note.Line`, *kind* the callout's.
    """

    __slots__ = (
        "column", "day", "indent", "item", "kind", "level", "more", "number", "shape", "time", "titled", "words",
    )  # fmt: skip

    def __init__(
        self, block: Block, day: date | None, time: str, words: str, skipped: int, *, item: bool, shape: str
    ) -> None:
        """An entry that begins with *block*; its *words* begin after the first *skipped* characters of it."""
        self.number, self.column, self.indent = block.number, block.column + skipped, block.indent
        self.day, self.time, self.words = day, time, words
        self.item, self.shape, self.kind = item, shape, ""
        self.level, self.titled = 0, False
        self.more: list[Block] = []


def row_cells(text: str) -> list[str]:
    """The cells of a table row, empty for the rule under its head."""
    # A bar inside a link parts no cells.
    text = _WIKI.sub(lambda found: found[0].replace("|", "\0"), text.strip())
    cells = [cell.strip().replace("\\|", "|").replace("\\\0", "|").replace("\0", "|") for cell in _CELLS.split(text)]
    cells = cells[1:] if cells and not cells[0] else cells
    while cells and not cells[-1]:
        cells.pop()
    return [] if all(_RULE.match(cell) for cell in cells) else cells


def read_entry(words: str, kinds: Kinds, *, names: bool, line: int = 0, column: int = 1) -> Head:
    """Read the head of an entry, whose first line alone can hold it; the other lines are text."""
    if "\n" not in words:
        return read_head(words, kinds, names=names, line=line, column=column)
    first, _, rest = words.partition("\n")
    head = read_head(first, kinds, names=names, line=line, column=column)
    text = f"{head.text}\n{rest}" if head.text else rest
    mentions = tuple(link for link in find_links(rest, line) if link not in head.mentions)
    taking_part = {link.target for link in head.people}
    more = tuple(link for link in mentions if link.target not in taking_part)
    return head._replace(text=text, mentions=head.mentions + more)


def as_lines(entries: Sequence[Entry], kinds: Kinds) -> tuple[Line, ...]:
    """The log lines of *entries*, which stand in the order of the file."""
    dated = [(entry, entry.day) for entry in entries if entry.day is not None]
    newest_first = is_newest_first([day for _, day in dated])
    lines = []
    for entry, day in dated:
        skipped = after_separator(entry.words)
        words = entry.words[skipped:].rstrip()
        if entry.more:
            words = _joined(entry, words, kinds)
        head = read_entry(words, kinds, names=True, line=entry.number, column=entry.column + skipped)
        if entry.kind and not head.by:
            head = head._replace(kind=entry.kind, by=f"word {entry.kind}")
        order = -entry.number if newest_first else entry.number
        lines.append(Line(entry.number, day, entry.time, words, head, order, entry.shape))
    return tuple(lines)


def _joined(entry: Entry, first: str, kinds: Kinds) -> str:
    """The words of an entry of several lines; a title that is a head by itself is given a separator."""
    more = [_bare(block) for block in entry.more]
    if entry.titled and not first:
        return "\n".join(more)
    if entry.titled and not has_separator(first) and read_head(first, kinds).by == "head":
        first, more = f"{first}: {more[0]}", more[1:]
    return "\n".join([first, *more])


def _bare(block: Block) -> str:
    """A line as it reads by itself: without the sign of a quotation."""
    return block.text.lstrip("> ").strip() if block.what == QUOTE else block.text.strip()


def as_loose(block: Block, why: str = "undated") -> Loose | None:
    """A line that is neither log line nor task, where it has links; *why* is the rule that leaves it out."""
    if "[" not in block.text or not (links := find_links(block.text, block.number, block.column, embeds=True)):
        return None
    return Loose(block.number, block.text.strip()[:LONGEST_LOOSE], links, "quote" if block.what == QUOTE else why)


def date_first(head: Sequence[str]) -> list[int] | None:
    """The order in which to read the cells of a table with *head*: the date, what it was, the rest.

    None where the date stands first anyway, or there is none.
    """
    titles = [fold(title.strip("*_ ")) for title in head]
    day = next((place for place, title in enumerate(titles) if title in _DAY_TITLES), None)
    kind = next((place for place, title in enumerate(titles) if title in _KIND_TITLES), None)
    if day is None or (day == 0 and kind in (None, 1)):
        return None
    first = [day] if kind is None else [day, kind]
    return first + [place for place in range(len(titles)) if place not in first]


def is_newest_first(days: Sequence[date]) -> bool:
    """Whether a log runs newest first: it does unless its first two different days rise."""
    for earlier, later in pairwise(days):
        if earlier != later:
            return earlier > later
    return True
