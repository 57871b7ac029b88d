"""Adding a log entry in the note's own order and style (FORMAT, what netnotes itself writes)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from netnotes.model.note import Line
from netnotes.notes import blocks
from netnotes.notes.blocks import Block
from netnotes.notes.edit.changes import AddEntry, Refused, Splice
from netnotes.notes.edit.opened import OpenNote
from netnotes.notes.edit.text import check_body, check_words, end_of_entry, gap_at_end, own_section
from netnotes.notes.entries import date_first, is_newest_first, row_cells
from netnotes.patterns import lazy_pattern

_DAY = lazy_pattern(r"(?P<before>[*_(\[]*(?:(?<=\[\[)[^\]|\n]*/)?)\d{4}-\d{1,2}-\d{1,2}")
_BULLET = lazy_pattern(r"([ \t]*)(\d+)([.)][ \t]+)$")
_IN_LINES = ("item", "paragraph")
_SHAPES = (_IN_LINES, ("row",), ("heading",), ("callout",))


_READ_AS = (
    (lazy_pattern(r"<!--|%%"), ", but as the beginning of a comment"),
    (lazy_pattern(r"\s*(?:```|~~~)"), ", but as the edge of a code block"),
    (lazy_pattern(r"\s*(?:[-*+]\s+)?\[.\]\s"), ", but as a task"),
    (lazy_pattern(r"\s*#{1,6}\s"), ", but as a heading"),
    (lazy_pattern(r"\s*(?:[-*+]\s+)?[*_(\[]*\d{4}-\d{2}-\d{2}"), ", but as a log line of its own"),
    (lazy_pattern(r"<{7}|={7}|>{7}"), ", but as the mark of a conflict"),
)


def why_not(words: str) -> str:
    """As what *words*, a line of an entry's text, are likely to be read instead; empty where that is not known."""
    return next((why for pattern, why in _READ_AS if pattern.search(words)), "")


class _Anchor(NamedTuple):
    """A dated line that a new one can stand beside."""

    line: Line
    block: Block


def add_entry(note: OpenNote, change: AddEntry) -> Splice:
    """A log line under the first log heading, among the dated lines, or under a new heading at the end."""
    check_body(note)
    check_words(change.text or change.head)
    dated = [line for line in note.body.lines if line.shape not in ("key", "entry")]
    by_number = {block.number: block for block in note.body.blocks}
    heading = _log_heading(note)
    if heading:
        last = own_section(note, heading)
        dated = [line for line in dated if heading.number < line.number <= last]
    anchors = _anchors(note, dated, by_number)
    if anchors:
        return _beside(note, change, anchors)
    if heading:
        return _under(note, change, heading)
    return _new_section(note, change)


def _log_heading(note: OpenNote) -> Block | None:
    """The first heading of a log; raises Refused where two say the same."""
    titles = note.reader.bodies.headings
    found = [block for block in note.body.blocks if block.what == blocks.HEADING and titles.is_log(block.text)]
    if not found:
        return None
    said = titles.bare(found[0].text)
    for other in found[1:]:
        if titles.bare(other.text) == said:
            raise Refused(
                "two-logs", f'a second heading "{other.text[:40]}" stands here; make the two into one', other.number
            )
    return found[0]


def _anchors(note: OpenNote, lines: Sequence[Line], by_number: dict[int, Block]) -> list[_Anchor]:
    """The dated lines of the first way of writing that is used here, those that are not nested in others."""
    for shapes in _SHAPES:
        found = [
            _Anchor(line, by_number[line.number])
            for line in lines
            if line.shape in shapes and not (line.shape == "row" and _is_rule(by_number.get(line.number + 1)))
        ]
        if found:
            return _side_by_side(note, found)
    return []


def _side_by_side(note: OpenNote, found: list[_Anchor]) -> list[_Anchor]:
    """*found* without those that are nested in an item, unless all of them are, and in one another."""
    kept: list[_Anchor] = []
    last = 0
    for anchor in [anchor for anchor in found if not _is_nested(note, anchor.block)] or found:
        if anchor.line.number > last:
            kept.append(anchor)
            last = 0 if anchor.line.shape == "heading" else end_of_entry(note, anchor.block)
    return kept


def _is_nested(note: OpenNote, block: Block) -> bool:
    """Whether *block* stands in a list item: whether what it is indented below begins with a bullet."""
    if not block.indent:
        return False
    for above in reversed([other for other in note.body.blocks if other.number < block.number]):
        if above.what == blocks.HEADING:
            return False
        if above.what != blocks.BLANK and above.indent < block.indent:
            return above.what == blocks.ITEM
    return False


def _beside(note: OpenNote, change: AddEntry, anchors: list[_Anchor]) -> Splice:
    """The new line before or after one of *anchors*, by its day and their order."""
    newest_first = is_newest_first([anchor.line.day for anchor in anchors])
    if newest_first:
        place = next((at for at, anchor in enumerate(anchors) if anchor.line.day <= change.day), len(anchors))
    else:
        place = next((at for at in range(len(anchors), 0, -1) if anchors[at - 1].line.day <= change.day), 0)
    # A line goes before the one that it pushes down; at the end of a log, and in one that grows downward, after one.
    before = place == 0 or (newest_first and place < len(anchors))
    anchor = anchors[place if before else place - 1]
    loose = _is_loose(note, anchors, place if before else place - 1)
    new = _like(note, change, anchor, before=before)
    if anchor.line.shape == "callout":
        loose = True
    gap = note.eol * (2 if loose else 1)
    if before:
        start = note.start_of(anchor.line.number)
        return Splice(start, start, new + gap)
    end = note.end_of(_end(note, anchor))
    return Splice(end, end, gap + new, 2 if loose else 1)


def _end(note: OpenNote, anchor: _Anchor) -> int:
    """The number of the last line that belongs to *anchor*."""
    if anchor.line.shape == "heading":
        last = own_section(note, anchor.block)
        while last > anchor.block.number and blocks.is_blank(note.line(last)):
            last -= 1
        return last
    return end_of_entry(note, anchor.block)


def _is_loose(note: OpenNote, anchors: list[_Anchor], at: int) -> bool:
    """Whether a blank line stands between the line at place *at* and a neighbour in the same list."""
    if anchors[at].line.shape == "heading":
        return True
    for above, below in ((at, at + 1), (at - 1, at)):
        if above < 0 or below >= len(anchors):
            continue
        start, end = end_of_entry(note, anchors[above].block) + 1, anchors[below].line.number
        if all(blocks.is_blank(note.line(number)) for number in range(start, end)):
            return start < end
    return anchors[at].line.shape == "paragraph"


def _like(note: OpenNote, change: AddEntry, anchor: _Anchor, *, before: bool) -> str:
    """The new line as *anchor* is written."""
    shape, block = anchor.line.shape, anchor.block
    raw = note.line(block.number)
    day = _day_like(block.text, change.day)
    if shape == "row":
        return _row(note, change, block, day)
    if shape == "heading":
        return _heading(note, change, raw, day)
    if shape == "callout":
        return _item(note, change, "- ", change.day.isoformat())
    prefix = raw[: block.column - 1]
    numbered = _BULLET.match(prefix)
    if numbered and not before:
        prefix = f"{numbered[1]}{int(numbered[2]) + 1}{numbered[3]}"
    return _item(note, change, prefix, day, item=shape == "item")


def _day_like(text: str, day: date) -> str:
    """*day* in the form of the date that *text* begins with: bold, in parentheses, as a link."""
    found = _DAY.match(text)
    before = found["before"] if found else ""
    marks = before.partition("[[")[0]
    if before.count("[") == 1 or not re.fullmatch(r"(?:\*{0,2}|_{0,2})\(?", marks):
        return day.isoformat()
    closing = "]]" * ("[[" in before) + ")" * ("(" in marks) + marks.rstrip("(")
    return f"{before}{day.isoformat()}{closing}"


def _item(note: OpenNote, change: AddEntry, prefix: str, day: str, *, item: bool = True) -> str:
    """A list item, or a line of a paragraph; further lines of the text belong to it by their indent."""
    first, *more = change.text.strip().split("\n")
    head = f" {change.head}" if change.head else ""
    line = f"{prefix}{day}{head}: {first.strip()}" if first.strip() else f"{prefix}{day}{head}"
    indent = re.sub(r"[^\t]", " ", prefix) if item else ""
    rest = [f"{indent}{text.rstrip()}" if text.strip() else "" for text in more if item or text.strip()]
    return note.eol.join([line, *rest])


def _heading(note: OpenNote, change: AddEntry, raw: str, day: str) -> str:
    """A heading with the day and the head, and the text below it."""
    marks = re.match(r"[ ]{0,3}#{1,6}[ \t]+", raw)
    if not marks:
        raise Refused("odd-heading", "the log has headings that are underlined; add this line in an editor")
    title = f"{marks[0]}{day}{' ' + change.head if change.head else ''}"
    text = [line.strip() for line in change.text.strip().split("\n")]
    return note.eol.join([title, "", *text]) if any(text) else title


def _row(note: OpenNote, change: AddEntry, block: Block, day: str) -> str:
    """A row of the table that *block* stands in."""
    raw = note.line(block.number)
    cells = row_cells(raw)
    above = [other for other in note.body.blocks if other.number < block.number]
    width = max(len(cells), raw.count("|") - raw.count("\\|") - 1)
    head = next((row_cells(b.text) for b, rule in reversed(list(pairwise(above))) if _is_rule(rule)), [])
    named = date_first(head)
    order = named or list(range(width))
    what, text = change.head.replace("|", "\\|"), " ".join(change.text.split()).replace("|", "\\|")
    # A cell for the kind may stay empty where a title says which it is; by place alone it would part the line.
    if len(order) > 2 and (what or named):
        order, said = [*order[:2], order[-1]], [day, what, text]
    else:
        said = [day, f"{what}: {text}".removeprefix(": ").removesuffix(": ")]
    row = [""] * max(width, len(head))
    for place, words in zip(order, said, strict=False):
        row[place] = words
    return f"{raw[: len(raw) - len(raw.lstrip())]}| {' | '.join(row)} |"


def _is_rule(block: Block | None) -> bool:
    """Whether *block* is the rule under the head of a table."""
    return block is not None and block.what == blocks.ROW and not row_cells(block.text)


def _under(note: OpenNote, change: AddEntry, heading: Block) -> Splice:
    """The first line of a log that has none yet."""
    number = heading.number + (1 if note.line(heading.number).strip().startswith("#") else 0)
    new = _item(note, change, "- ", change.day.isoformat())
    # An underlined heading is known by the line of its title; the rule below it is part of it.
    last = number - 1 if number > heading.number else number + 1
    if last >= len(note.lines):
        end = note.end_of(last)
        return Splice(end, end, note.eol * 2 + new, 2)
    blank = last + 1
    if blank < len(note.lines) and blocks.is_blank(note.line(blank)):
        start = note.start_of(blank + 1)
        below = not blocks.is_blank(note.line(blank + 1))
        return Splice(start, start, new + note.eol * (2 if below else 1))
    start = note.start_of(last + 1)
    below = not blocks.is_blank(note.line(last + 1))
    return Splice(start, start, note.eol + new + note.eol * (2 if below else 1), 1)


def _new_section(note: OpenNote, change: AddEntry) -> Splice:
    """A heading of its own at the end of the note, which ends as it ended before."""
    text, eol = note.text, note.eol
    ends = text.endswith("\n")
    body = text[note.fence.body_start :]
    gap = gap_at_end(note)
    if not body.strip() and ends and note.fence.text is None:
        gap = ""
    new = f"{gap}## Log{eol}{eol}{_item(note, change, '- ', change.day.isoformat())}"
    if ends or not text:
        new += eol
    return Splice(len(text), len(text), new, new.count("\n", 0, new.index("- ")))
