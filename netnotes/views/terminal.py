"""Text for a terminal: made safe, measured, cut and painted (LAWS 17 and 22)."""

import re
from typing import NamedTuple

from netnotes.patterns import lazy_pattern

# Control characters, bidirectional marks, line separators and halves of characters; U+200D is kept, emoji need it.
_UNSAFE = lazy_pattern("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ud800-\udfff]")
_SENTENCE = lazy_pattern(r"(?<=[.!?…])\s+(?=\S)")
WIDEST = 100
NARROW = 60


def safe(text: str) -> str:
    """*text* on one line, with nothing in it that a terminal would obey."""
    if text.isascii() and text.isprintable():
        return text
    return _UNSAFE.sub(_escaped, " ".join(text.split()) if "\n" in text or "\t" in text else text)


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"


def shell(word: str) -> str:
    """*word* as it is typed in a shell; letters of every script need no quotes."""
    if re.fullmatch(r"[\w./-]+", word):
        return word
    from shlex import quote

    return quote(word)


def width_of(text: str) -> int:
    """How many columns *text* takes."""
    text = _unpainted(text)
    # Below U+0300 every letter takes one column, so most names need no table.
    if text.isascii() or max(text) < "\u0300":
        return len(text)
    from wcwidth import wcswidth

    width = wcswidth(text)
    return width if width >= 0 else len(text)


def _unpainted(text: str) -> str:
    """*text* without our own colours; no escape of a note's gets this far."""
    return re.sub(r"\x1b\[\d*m", "", text) if "\x1b" in text else text


def cut(text: str, width: int) -> str:
    """*text* in at most *width* columns, cut at a word with ``…`` where it is longer."""
    if width_of(text) <= width:
        return text
    if width < 2:
        return "…"[:width]
    kept = _fitting(text, width - 1)
    short = text[:kept]
    at_word = short.rpartition(" ")[0] if text[kept : kept + 1] not in ("", " ") else short
    if len(at_word) * 2 > len(short):
        short = at_word
    return short.rstrip(" ,;:–—-&") + "…"


def _fitting(text: str, width: int) -> int:
    """How many signs of *text* fit into *width* columns, none of them cut in two."""
    if text.isascii():
        return min(len(text), width)
    kept = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and _goes_on(text, end):
            continue
        if width_of(text[:end]) > width:
            break
        kept = end
    return kept


def _goes_on(text: str, at: int) -> bool:
    """Whether the sign at *at* belongs to the one before it: an accent, a joiner, what a joiner joins."""
    import unicodedata

    return bool(unicodedata.category(text[at])[0] == "M" or text[at] == "\u200d" or text[at - 1] == "\u200d")


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
        while width_of(line) > width and (at := _fitting(line, width)) > len(indent):
            # A word without end, or a script without spaces.
            lines.append(line[:at])
            line = indent + line[at:]
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
        first, rest = (*_SENTENCE.split(text, maxsplit=1), "")[:2]
        if self.width is None or width_of(text) <= self.columns - used:
            return f"{first} {self.dim(rest)}" if rest else text
        return self.fit(first.rstrip(".") if rest else text, used)
