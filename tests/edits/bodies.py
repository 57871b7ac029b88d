"""What an edit has to leave behind in a body, judged by markdown-it: the new item, in its place, and nothing else.

See `oracle` for where two readings pass.
"""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from .oracle import difference, split

LOG_TITLES = {
    "log", "interactions", "interaction log", "contact log", "communication log", "conversations", "history",
    "timeline",
}  # fmt: skip
NOT_LOG_TITLES = {
    "life events", "biography", "career", "positions", "education", "milestones", "important dates", "references",
}  # fmt: skip
_DATED = re.compile(r"(?P<open>\*\*|\[\[|)(?P<day>\d{4}-\d{2}-\d{2})(?P<close>\*\*|\]\]|)")
_ENTRY = re.compile(r"(?P<indent>[ \t]*)(?P<bullet>[-*+]|\d+[.)])(?P<gap>[ \t]+)" + _DATED.pattern)
_TITLE = re.compile(r"#* *\[*\d{4}-\d{2}-\d{2}(?! *:)")
_MARKDOWN = MarkdownIt("commonmark").enable("table")


class Piece(NamedTuple):
    """One step of a walk over the body's blocks; lists themselves are left out, so that two may become one."""

    kind: str
    text: str = ""
    level: int = 0


def title(heading: str) -> str:
    """What a heading is compared by: its words, without case and the signs around them."""
    return re.sub(r"^\W+|\W+$", "", heading).casefold()


def pieces(body: bytes) -> tuple[list[Piece], list[int]]:
    """The body's blocks in order, and the line (from 0) on which each begins."""
    found: list[Piece] = []
    lines: list[int] = []
    opened: list[Token] = []
    for token in _MARKDOWN.parse(re.sub(r"(?m)^([ >\t*+-]*)<(?!!--)", r"\1‹", body.decode())):
        if token.nesting > 0:
            opened.append(token)
        if token.type in ("bullet_list_open", "bullet_list_close", "ordered_list_open", "ordered_list_close"):
            opened = opened[:-1] if token.nesting < 0 else opened
            continue
        heading = bool(opened) and opened[-1].type == "heading_open"
        if token.type == "inline" and heading:
            piece = Piece("heading", token.content, int(opened[-1].tag[1]))
        else:
            piece = Piece(token.type, "" if token.nesting else token.info + "\0" + token.content.rstrip("\n"))
        if token.nesting < 0:
            opened.pop()
        if token.type not in ("heading_open", "heading_close"):
            found.append(piece)
            lines.append(token.map[0] if token.map else lines[-1] if lines else 0)
    return found, lines


def item_of(text: str) -> list[Piece]:
    """A list item that is one paragraph of *text*."""
    return [
        Piece("list_item_open"), Piece("paragraph_open"), Piece("inline", "\0" + text), Piece("paragraph_close"),
        Piece("list_item_close"),
    ]  # fmt: skip


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


class Body(NamedTuple):
    """The walk over a body, with the lines it was made of."""

    walk: list[Piece]
    begins: list[int]
    lines: list[str]

    def day(self, at: int) -> str | None:
        """The day with which the item or paragraph at *at* begins, that is in no other; None for all else."""
        ahead = {"list_item_open": 2, "paragraph_open": 1}.get(self.walk[at].kind)
        if not ahead or self.depth(at) or len(self.walk) <= at + ahead or self.walk[at + ahead].kind != "inline":
            return None
        found = _DATED.match(self.walk[at + ahead].text[1:])
        return found["day"] if found and _is_day(found["day"]) else None

    def depth(self, at: int) -> int:
        """How many items and quotes are open at *at*."""
        kinds = [piece.kind for piece in self.walk[:at] if piece.kind.startswith(("list_item", "blockquote"))]
        return sum(1 if kind.endswith("open") else -1 for kind in kinds)

    def headings(self) -> list[int]:
        """Where the headings stand that are in no list and no quote."""
        return [at for at, piece in enumerate(self.walk) if piece.kind == "heading" and not self.depth(at)]

    def section(self, at: int) -> range:
        """What stands under the heading at *at*, to the next one that is as high."""
        level = self.walk[at].level
        after = [other for other in self.headings() if other > at and self.walk[other].level <= level]
        return range(at + 1, after[0] if after else len(self.walk))

    def logs(self) -> list[int]:
        """The log headings."""
        return [at for at in self.headings() if title(self.walk[at].text) in LOG_TITLES]

    def dated(self) -> list[int]:
        """Where log lines stand: under log headings; in a note without, anywhere but under those of other things."""
        days = [at for at in range(len(self.walk)) if self.day(at)]
        if self.logs():
            return [at for at in days if any(at in self.section(log) for log in self.logs())]
        never = [at for at in self.headings() if title(self.walk[at].text) in NOT_LOG_TITLES]
        return [at for at in days if not any(at in self.section(heading) for heading in never)]


def body_of(data: bytes) -> Body:
    """The body of a note, walked."""
    text = split(data).body
    return Body(*pieces(text), text.decode().split("\n"))


def _check_rest(before: bytes, after: bytes) -> None:
    """A line was put into the body; the rest, the line endings and the end of the note are as they were."""
    old, new = split(before), split(after)
    assert (old.bom, old.fence, old.fields, old.closing.strip()) == (
        new.bom,
        new.fence,
        new.fields,
        new.closing.strip(),
    )
    gone = difference(before, after)[1]
    assert not gone, f"{gone!r} was taken out"
    if b"\r" in old.body.replace(b"\r\n", b""):
        return
    whole = before.count(b"\r\n") == before.count(b"\n")
    assert not before.count(b"\n") or not whole or after.count(b"\r\n") == after.count(b"\n"), "a line ends in LF alone"
    assert b"\r\n" in before or b"\r\n" not in after, "a line ends in CRLF"
    if old.body:
        assert after.endswith(b"\n") == before.endswith(b"\n"), "the end of the note changed"


def _put_in(old: Body, new: Body, line: int, text: str) -> int | None:
    """Where in *new* the item of *text* stands that begins on *line*; without it *new* must be *old*.

    None for a body that netnotes and markdown-it part into blocks otherwise: one with old Mac line ends, with a comment
    that begins within a line, a row that is in no table, or a numbered line that CommonMark leaves in its paragraph.
    """
    items = {begin for piece, begin in zip(old.walk, old.begins, strict=True) if piece.kind == "list_item_open"}
    if any(re.match(r" *\d+[.)]\s", row) and at not in items for at, row in enumerate(old.lines)):
        return None

    rows = sum(row.lstrip().startswith("|") for row in old.lines)
    tables = sum(piece.kind == "tr_open" for piece in old.walk) + sum(p.kind == "tbody_open" for p in old.walk)
    odd = re.compile(r"\r(?!$)|\S.*<!--|^ *[-*+>] *<!--")
    if rows > tables or any(odd.search(row) for row in new.lines):
        return None
    wanted = item_of(text)
    if new.lines[line].startswith("|"):
        return _put_in_a_table(old, new, line)
    if not re.match(r"[ \t]*([-*+]|\d+[.)])[ \t]", new.lines[line]):
        wanted = wanted[1:-1]
        assert any(piece.kind == "inline" and _DATED.match(piece.text[1:]) for piece in old.walk), "an entry is an item"
    places = [
        at for at, begin in enumerate(new.begins)
        if begin == line and new.walk[at : at + len(wanted)] == wanted
    ]  # fmt: skip
    assert places, f"no list item that is just {text!r} begins on the line told"
    at = places[0]
    rest = new.walk[:at] + new.walk[at + len(wanted) :]
    heading = Piece("heading", "Log", 2)
    if rest != old.walk and at and new.walk[at - 1] == heading:
        rest = new.walk[: at - 1] + new.walk[at + len(wanted) :]
        assert not old.logs(), "a second log was begun"
        assert at + len(wanted) == len(new.walk), "a new log stands at the end"
    assert rest == old.walk, "another block of the body differs"
    return at


def _put_in_a_heading(before: bytes, after: bytes, day: str) -> None:
    """A heading of *day* and one paragraph came to a note of dated headings, or a paragraph to its day's heading."""
    old, new = body_of(before), body_of(after)
    assert any(piece.kind == "heading" and _TITLE.match(piece.text) for piece in old.walk), "no heading is dated"
    added = [at for at in range(len(new.walk)) if new.walk[:at] + new.walk[at + 4 :] == old.walk]
    assert added, "another block of the body differs"
    kinds = [piece.kind for at in added for piece in new.walk[at : at + 4] if day in piece.text]
    assert "heading" in kinds, "no heading of the day"


def _put_in_a_table(old: Body, new: Body, line: int) -> None:
    """A row of a table begins on *line*; without it *new* must be *old*."""
    row = next((at for at, begin in enumerate(new.begins) if begin == line and new.walk[at].kind == "tr_open"), None)
    assert row is not None, "no row of a table begins on the line told"
    end = next(at for at in range(row, len(new.walk)) if new.walk[at].kind == "tr_close") + 1
    assert new.walk[:row] + new.walk[end:] == old.walk, "another block of the body differs"


def check_entry(before: bytes, after: bytes, day: str, words: str, line: int) -> None:
    """An entry of *day* stands in the log, in its order and style; *words* are what follows the day."""
    _check_rest(before, after)
    told = after.decode("utf-8-sig").split("\n")[line - 1].rstrip("\r")
    if told.startswith("#"):
        _put_in_a_heading(before, after, day)
        return
    form = _ENTRY.match(told) or re.compile(r"(?:\| *)?" + _DATED.pattern).match(told)
    assert form, f"on the line told stands {told!r}"
    assert form["day"] == day, f"the entry's day is {form['day']}"
    if told.startswith("|"):
        number = line - 1 - after[: split(after).body_start].count(b"\n")
        _put_in(body_of(before), body_of(after), number, told)
        return
    text = told[form.start("open") :].strip(" \t\r")
    assert text in {f"{form['open']}{day}{form['close']}{said}".strip(" \t") for said in (words, _trimmed(words))}, text
    old, new = body_of(before), body_of(after)
    number = line - 1 - after[: split(after).body_start].count(b"\n")
    at = _put_in(old, new, number, text)
    if at is None:
        return
    if old.logs():
        first = old.logs()[0]
        assert at in new.section(first), f"it does not stand under the heading {old.walk[first].text!r}"
        below = [other for other in new.headings() if other < at][-1:]
        whole = [other for other in new.dated() if other in new.section(first)]
        mine = [other for other in whole if other > below[0]]
        mine = [other for other in mine if not any(at < heading < other for heading in new.headings())]
    elif old.dated():
        mine = whole = new.dated()
        assert at in mine, "it does not stand among the dated lines"
        assert len(mine) == len(old.dated()) + 1, "an entry counts no more"
    else:
        assert new.walk[at - 1] == Piece("heading", "Log", 2), "a new log has a heading"
        return
    assert _in_order(new, mine, at) or _in_order(new, whole, at), f"the days run {[new.day(other) for other in mine]}"
    _check_style(new, mine, at)


def _trimmed(words: str) -> str:
    head, colon, text = words.partition(": ")
    return head + colon + text.strip()


def check_long_entry(before: bytes, after: bytes, line: int) -> None:
    """An item begins on *line* that holds all that is new, but a heading for a new log."""
    _check_rest(before, after)
    old, new = body_of(before), body_of(after)
    number = line - 1 - after[: split(after).body_start].count(b"\n")
    heading = Piece("heading", "Log", 2)
    for at, begin in enumerate(new.begins):
        if begin == number and new.walk[at].kind == "list_item_open":
            end = next(end for end in range(at + 1, len(new.walk) + 1) if new.depth(end) == new.depth(at))
            rest = new.walk[:at] + new.walk[end:]
            if old.walk in (rest, rest[:-1] if rest[-1:] == [heading] else rest):
                return
    raise AssertionError("the lines of the entry are not one item, or another block differs")


def _in_order(new: Body, entries: list[int], at: int) -> bool:
    """Whether *entries* stand in their order with the one at *at*, as they did without it, if they did."""
    days = [str(new.day(other)) for other in entries if other != at]
    first = next((pair for pair in pairwise(days) if pair[0] != pair[1]), None)
    rising = first is not None and first[0] < first[1]
    whole = [str(new.day(other)) for other in entries]
    return whole == sorted(whole, reverse=not rising) or days != sorted(days, reverse=not rising)


def _check_style(new: Body, mine: list[int], at: int) -> None:
    rows = [new.begins[other] for other in mine]
    forms = {row: _ENTRY.match(new.lines[row].replace("\r", "")) for row in rows}
    own = new.begins[at]
    if not all(forms.values()):
        return
    for part in ("indent", "bullet", "open"):
        styles = {_style(form, part) for row, form in forms.items() if form and row != own}
        if len(styles) == 1:
            assert _style(forms[own], part) in styles, f"the {part} is not the one of the other entries"
    blanks = {row: _blanks(new.lines, row) for row in rows[1:]}
    where = rows.index(own)
    between = {blanks[row] for row in rows[1:] if row != own and rows.index(row) != where + 1}
    if len(between) == 1 and _alone(new, mine):
        assert {blanks[row] for row in rows[max(where, 1) : where + 2]} <= between, (
            "blank lines are not those between others"
        )


def _style(form: re.Match[str] | None, part: str) -> str:
    """A part of an entry; the number of a numbered one does not matter."""
    return re.sub(r"^\d+", "1", form[part]) if form else "none"


def _blanks(lines: list[str], row: int) -> int:
    count = 0
    while row - count > 0 and not lines[row - count - 1].strip():
        count += 1
    return count


def _alone(new: Body, mine: list[int]) -> bool:
    """Whether nothing but the entries themselves stands between them."""
    between = range(mine[0], mine[-1])
    return not any(
        not new.depth(at) and new.walk[at].kind not in ("list_item_close",) and at not in mine for at in between
    )


def check_task(before: bytes, after: bytes, text: str, line: int) -> None:
    """An open task of *text* is a list item of the body, outside every log."""
    _check_rest(before, after)
    told = after.decode("utf-8-sig").split("\n")[line - 1].rstrip("\r")
    assert re.fullmatch(r"[ \t]*([-*+]|\d+[.)])[ \t]+" + re.escape(f"[ ] {text}"), told), f"on the line is {told!r}"
    new = body_of(after)
    number = line - 1 - after[: split(after).body_start].count(b"\n")
    _put_in(body_of(before), new, number, f"[ ] {text}")


def check_tick(before: bytes, after: bytes, number: int, day: str) -> None:
    """The box on line *number* is ticked, the day stands at the line's end, and that is all."""
    old, new = before.decode().split("\n"), after.decode().split("\n")
    assert len(old) == len(new), "a line came or went"
    assert [line for at, line in enumerate(old, 1) if at != number] == [
        line for at, line in enumerate(new, 1) if at != number
    ], "another line differs"
    was, now = old[number - 1], new[number - 1]
    found = re.search(r"\[ \]", was)
    assert found, f"no open box on {was!r}"
    words = was[found.end() :].rstrip()
    space = was[found.end() + len(words) :]
    allowed = {f"{was[: found.start()]}[x]{words} ✅ {day}{space}", f"{was[: found.start()]}[x]{words}{space} ✅ {day}"}
    carriage = "\r" if was.endswith("\r") else ""
    allowed |= {f"{was[: found.start()]}[x]{words}{space[: len(space) - len(carriage)]} ✅ {day}{carriage}"}
    assert now in allowed, f"{was!r} became {now!r}"
