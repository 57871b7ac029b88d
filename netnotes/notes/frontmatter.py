"""The fields at the top of a note: finding the fence, and reading what it holds as texts (LAWS 2, 3 and 4)."""

import re
from typing import NamedTuple

from netnotes.notes.nodes import Table, Unreadable
from netnotes.notes.plain import read_plain
from netnotes.patterns import lazy_pattern

_OPENING = lazy_pattern(r"---[ \t]*\r?(?:\n|$)")
_CLOSING = lazy_pattern(r"^---[ \t]*\r?$", re.MULTILINE)


class Fence(NamedTuple):
    """Where the fields stand: *text* between the dashes, the *line* it begins on, where the body begins.

    *text* is None for a note without fields; *hint* is then the code of what looks like fields and is not.
    """

    text: str | None
    line: int
    body_start: int
    body_line: int
    hint: str = ""


def split(text: str) -> Fence:
    """Find the fence of *text* (without a byte order mark); raises Unreadable for an open one."""
    opening = _OPENING.match(text)
    if not opening:
        return Fence(None, 1, 0, 1, _hint(text))
    closing = _CLOSING.search(text, opening.end())
    if not closing or (opening.end() == len(text) and not text.endswith("\n")):
        raise Unreadable("fm-unclosed", "the fields are never closed; put a line --- after the last of them")
    block = text[opening.end() : closing.start()]
    after = closing.end() + 1 if text[closing.end() : closing.end() + 1] == "\n" else closing.end()
    return Fence(block, 2, after, 3 + block.count("\n"))


def _hint(text: str) -> str:
    first = text[:200].lstrip("\r\n \t").partition("\n")[0].rstrip()
    if re.fullmatch(r"-{4,}|[—–]-?", first) and re.search(r"^\s*[\w -]+:", text[:2_000], re.MULTILINE):
        return "fm-dashes"
    if re.match(r"---[ \t]*$", first) and re.search(r"^---[ \t]*\r?$", text.lstrip()[4:], re.MULTILINE):
        return "fm-not-first"
    if first == "+++":
        return "fm-toml"
    return "fm-json" if first in ("{", ";;;") or first.startswith('{"') else ""


def read_fields(fence: Fence) -> Table | None:
    """The fields of a note as a tree of texts, None where there are none; raises Unreadable."""
    if fence.text is None:
        return None
    table = read_plain(fence.text, fence.line)
    if table is None:
        # Importing yaml takes longer than reading a note.
        from netnotes.notes.composing import compose

        table = compose(fence.text, fence.line)
    return table
