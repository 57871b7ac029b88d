"""The fields at the top of a note: finding the fence, and reading what it holds as texts (LAWS 2, 3 and 4)."""

from __future__ import annotations

import re
from typing import NamedTuple

from netnotes.notes.nodes import Table, Unreadable

MOST_BYTES = 64 * 1024

_FENCE = re.compile(r"---[ \t]*$")
_OPENING = re.compile(r"---[ \t]*\r?(?:\n|$)")
_CLOSING = re.compile(r"^---[ \t]*\r?$", re.MULTILINE)
_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]"
_ODD_BREAK = "[\x85\u2028\u2029]"
_CONFLICT = r"^(?:<{7}|>{7}|\|{7})(?: |\r?$)"
_DOCUMENT = r"^(?:---|\.\.\.)(?=\s)"
# Where none of these stands, none of the four above is found, and they need not be compiled.
_SUSPECT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]|<{7}|>{7}|\\|{7}|---|\\.\\.\\.")


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
    if _FENCE.match(first) and re.search(r"^---[ \t]*\r?$", text.lstrip()[4:], re.MULTILINE):
        return "fm-not-first"
    if first == "+++":
        return "fm-toml"
    return "fm-json" if first in ("{", ";;;") or first.startswith('{"') else ""


def read_fields(fence: Fence) -> Table | None:
    """The fields of a note as a tree of texts, None where there are none; raises Unreadable."""
    from netnotes.notes.composing import compose

    if fence.text is None:
        return None
    _check_signs(fence.text, fence.line)
    return compose(fence.text, fence.line)


def _check_signs(text: str, line: int) -> None:
    def place(at: int) -> tuple[int, int]:
        return line + text.count("\n", 0, at), at - text.rfind("\n", 0, at)

    if len(text) > MOST_BYTES // 4 and len(text.encode("utf-8", "replace")) > MOST_BYTES:
        raise Unreadable("fm-too-big", "the fields are over 64 KB; move the long ones into the note", line)
    if not _SUSPECT.search(text):
        return
    for pattern, code, message in (
        (_CONFLICT, "merge-conflict", "an unresolved git conflict stands in the fields; choose a side"),
        (_CONTROL, "control-char", "the character {} stands in the fields; delete it"),
        (_ODD_BREAK, "odd-linebreak", "the line break {}, which no editor shows, stands in the fields; delete it"),
        (_DOCUMENT, "yaml-directive", "a line in the fields begins with dashes or dots of its own; put it in quotes"),
    ):
        found = re.search(pattern, text, re.MULTILINE)
        if found:
            sign = f"U+{ord(found[0][0]):04X}"
            raise Unreadable(code, message.format(sign), *place(found.start()))
