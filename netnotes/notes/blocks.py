"""The lines of a note's body, each with what it is: code and comments set apart, headings nested.

A Markdown reader of just the shapes that can hold a log line, a task or a tag.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from netnotes.patterns import lazy_pattern

HEADING = "heading"
ITEM = "item"
ROW = "row"
TEXT = "text"
BLANK = "blank"
QUOTE = "quote"

_HEADING = lazy_pattern(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_NUMBERED = lazy_pattern(r"[ \t]*\d{1,9}[.)](?:[ \t]+|$)(.*)$")
_FENCE = lazy_pattern(r"[ \t]*(?:[-*+][ \t]+)?(`{3,}(?=[^`]*$)|~{3,})")
_SETEXT = lazy_pattern(r" {0,3}(=+|-+)[ \t]*$")
_CONFLICT = lazy_pattern(r"(?:<{7}|>{7}|\|{7})(?: |$)|={7}$")
_SEALED, _BEGIN, _END = (
    "\N{CLOSED LOCK WITH KEY}",
    "-----BEGIN ",
    "-----END ",
)  # around what a plugin, or gpg, has encrypted
_SEALS = (_SEALED, _END)
_INLINE_SEALED = lazy_pattern(f"{_SEALED}[^{_SEALED}\n]*{_SEALED}")
_INLINE_COMMENT = lazy_pattern(r"<!--.*?-->|%%.*?%%")


class Block(NamedTuple):
    """One line of the body: its *number* in the file, what it is, and its text.

    *level* is a heading's level. *indent* counts columns; *column* is where *text* begins, from 1.
    """

    number: int
    what: str
    text: str
    indent: int = 0
    level: int = 0
    column: int = 1


class Broken(NamedTuple):
    """Something that keeps part of the body from being read: code, line."""

    code: str
    number: int


def read_blocks(lines: Sequence[str], first: int, broken: list[Broken]) -> Iterator[Block]:
    """The lines that are neither code nor comment nor encrypted; *first* is the number of the first one.

    What is wrong is added to *broken*: ``open-fence`` and ``merge-conflict``.
    """
    fence, opened, comment = "", 0, ""
    before: Block | None = None
    conflict = False
    for number, line in _unsealed(lines, first):
        if fence:
            stripped = line.strip()
            if stripped.startswith(fence) and not stripped.strip(fence[0]):
                fence = ""
            continue
        if comment:
            if comment not in line:
                continue
            line = " " * (line.index(comment) + len(comment)) + line.partition(comment)[2]
            comment = ""
        if line[:1] in "<>|=" and _CONFLICT.match(line):
            if not line.startswith("="):
                if not conflict:
                    broken.append(Broken("merge-conflict", number))
                conflict = True
                continue
            if conflict:
                continue
        found = _FENCE.match(line) if "``" in line or "~~" in line else None
        if found:
            fence, opened = found[1], number
            continue
        if "<!--" in line or "%%" in line:
            line, comment = _without_comments(line)
            opened = number
            if comment and not line.strip():
                continue
        if before:
            if before.what == TEXT and before.indent < 4 and _SETEXT.match(line):
                yield before._replace(what=HEADING, level=1 if "=" in line else 2, text=before.text.strip())
                before = None
                continue
            yield before
        before = _block(number, line)
    if before:
        yield before
    if fence or comment:
        broken.append(Broken("open-fence", opened))


def _unsealed(lines: Sequence[str], first: int) -> Iterable[tuple[int, str]]:
    """The lines that are not encrypted, with their numbers; what is encrypted inside a line is blanked."""
    if any(_SEALED in line or _BEGIN in line for line in lines):
        return _without_sealed(lines, first)
    return enumerate([line.rstrip("\r") for line in lines], first)


def _without_sealed(lines: Sequence[str], first: int) -> Iterator[tuple[int, str]]:
    closings = {mark: max((n for n, text in enumerate(lines, first) if mark in text), default=0) for mark in _SEALS}
    sealed = ""
    for number, raw in enumerate(lines, first):
        line = raw.rstrip("\r")
        if sealed:
            sealed = "" if sealed in line else sealed
            continue
        if _SEALED in line:
            line = _INLINE_SEALED.sub(lambda found: " " * len(found[0]), line)
        sealed = _opens_sealed(line, number, closings)
        if not sealed:
            yield number, line


def _opens_sealed(line: str, number: int, closings: dict[str, int]) -> str:
    """What ends the encrypted text that begins with *line*, empty where it begins none that ends further down."""
    start = line.lstrip(" \t>")
    mark = _END if start.startswith(_BEGIN) else _SEALED if start.lstrip("-*+ ").startswith(_SEALED) else ""
    return mark if mark and closings[mark] > number else ""


def _without_comments(line: str) -> tuple[str, str]:
    """*line* with its comments blanked, and what will close one left open."""
    line = _INLINE_COMMENT.sub(lambda found: " " * len(found[0]), line)
    for opening, closing in (("<!--", "-->"), ("%%", "%%")):
        if opening in line:
            return line[: line.index(opening)], closing
    return line, ""


def indent_of(line: str) -> int:
    """How many columns *line* is indented by; a tab goes to the next fourth."""
    return len(line[: len(line) - len(line.lstrip(" \t"))].expandtabs(4))


def is_blank(line: str) -> bool:
    """Whether nothing stands on *line*, as Markdown has it: other spaces than these are text."""
    return not line.strip(" \t\r")


def _block(number: int, line: str) -> Block:
    start = line.lstrip(" \t")
    if not start:
        return Block(number, BLANK, "")
    sign = start[0]
    indent, column = (indent_of(line), len(line) - len(start) + 1) if sign != line[0] else (0, 1)
    if sign in "-*+":
        if start[1:2] in " \t":
            text = start[1:].lstrip(" \t")
            return Block(number, ITEM, text, indent, 0, len(line) - len(text) + 1)
    elif sign == "#" and indent < 4:
        heading = _HEADING.match(line)
        if heading:
            return Block(number, HEADING, (heading[2] or "").strip(), indent, len(heading[1]), column)
    elif sign in "0123456789":
        item = _NUMBERED.match(line)
        if item:
            return Block(number, ITEM, item[1], indent, 0, item.start(1) + 1)
    if sign == "|":
        return Block(number, ROW, start, indent, 0, column)
    if sign == ">":
        return Block(number, QUOTE, start, indent, 0, column)
    return Block(number, TEXT, start, indent, 0, column)
