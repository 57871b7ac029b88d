"""Text for a terminal: made safe, measured, cut and painted (LAWS 17 and 22)."""

from __future__ import annotations

import re
from typing import NamedTuple

# Control characters, bidirectional marks, line separators and halves of characters; U+200D is kept, emoji need it.
_UNSAFE = "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ud800-\udfff]"
_SENTENCE = r"(?<=[.!?…])\s+(?=\S)"
WIDEST = 100
NARROW = 60


def safe(text: str) -> str:
    """*text* on one line, with nothing in it that a terminal would obey."""
    if text.isascii() and text.isprintable():
        return text
    return re.sub(_UNSAFE, _escaped, " ".join(text.split()) if "\n" in text or "\t" in text else text)


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"


def width_of(text: str) -> int:
    """How many columns *text* takes."""
    # Below U+0300 every letter takes one column, so most names need no table.
    if text.isascii() or max(text) < "\u0300":
        return len(text)
    from wcwidth import wcswidth

    width = wcswidth(text)
    return width if width >= 0 else len(text)


def cut(text: str, width: int) -> str:
    """*text* in at most *width* columns, cut at a word with ``…`` where it is longer."""
    if width_of(text) <= width:
        return text
    if width < 2:
        return "…"[:width]
    kept, used = 0, 0
    for sign in text:
        used += max(width_of(sign), 0)
        if used > width - 1:
            break
        kept += 1
    short = text[:kept]
    at_word = short.rpartition(" ")[0] if text[kept : kept + 1] not in ("", " ") else short
    if len(at_word) * 2 > len(short):
        short = at_word
    return short.rstrip(" ,;:–—-&") + "…"


def pad(text: str, width: int) -> str:
    """*text* filled up to *width* columns."""
    return text + " " * max(width - width_of(text), 0)


def wrap(text: str, width: int | None, indent: str = "") -> list[str]:
    """*text* in lines of at most *width* columns, the later ones behind *indent*; one line for None."""
    if width is None or width_of(text) <= width:
        return [text]
    lines: list[str] = []
    words = text.split(" ")
    line = ""
    begun = False
    for word in words:
        longer = f"{line} {word}" if line or begun else word
        if begun and word and width_of(longer) > width:
            lines.append(line.rstrip())
            longer = f"{indent}{word}"
        elif not begun and not word:
            longer = f"{line} "
        elif not begun:
            longer = f"{line}{word}"
        begun = begun or bool(word)
        line = longer
    return [*lines, line.rstrip()]


class Screen(NamedTuple):
    """What is printed on: its *width* in columns (None: lines are never cut), with or without *color*."""

    width: int | None = 80
    color: bool = False

    @property
    def columns(self) -> int:
        """The width to lay a page out for."""
        return max(min(self.width or 80, WIDEST), 20)

    @property
    def is_narrow(self) -> bool:
        """Whether columns must stand below each other."""
        return self.columns < NARROW

    def fit(self, text: str, used: int) -> str:
        """*text* cut to what is left of a line after *used* columns."""
        return text if self.width is None else cut(text, max(self.columns - used, 8))

    def bold(self, text: str) -> str:
        """*text* in bold."""
        return f"\x1b[1m{text}\x1b[0m" if self.color and text else text

    def dim(self, text: str) -> str:
        """*text* in dim letters."""
        return f"\x1b[2m{text}\x1b[0m" if self.color and text else text

    def hook(self, text: str, used: int) -> str:
        """A hook after *used* columns: all of it with the first sentence plain, else that sentence, else cut."""
        first, rest = (*re.split(_SENTENCE, text, maxsplit=1), "")[:2]
        if self.width is None or width_of(text) <= self.columns - used:
            return f"{first} {self.dim(rest)}" if rest else text
        return self.fit(first.rstrip(".") if rest else text, used)
