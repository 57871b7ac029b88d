"""How wide a text will be, and how it is shortened. No font is known when a page is built: widths are generous."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

# The page sets the text of pictures in so many units; a text stands so far above and below its baseline.
SIZE = 12.0
ASCENT, DESCENT = 1.0, 0.28
MOST_NAME_SIGNS = 60

# Advance widths in em, of the widest of the usual sans serifs (DejaVu, Noto, Helvetica, Segoe), rounded up.
_WIDTHS = {
    **dict.fromkeys("mMW@%—…", 1.02),
    **dict.fromkeys("w+#<=>~^", 0.86),
    **dict.fromkeys("CDGHNOQU&", 0.80),
    **dict.fromkeys('frtJ()*[]"!-–“”|`', 0.56),
    **dict.fromkeys("ijlI.,'’‘:;/\\ ·", 0.38),
}


@lru_cache(maxsize=4096)
def _em(sign: str) -> float:
    """The width of one character in em."""
    if sign in _WIDTHS:
        return _WIDTHS[sign]
    if sign < "\x80":
        return 0.72 if sign.isupper() else 0.65
    kind = unicodedata.category(sign)
    if kind in ("Mn", "Me", "Cf"):
        return 0.0
    if kind == "So" or sign >= "\U0001f000":
        return 1.35
    if unicodedata.east_asian_width(sign) in "WF":
        return 1.08
    base = unicodedata.normalize("NFD", sign)[0]
    if base < "\x80":
        return _em(base) + 0.12
    if sign < "\u0590":
        return 1.1 if sign.isupper() else 1.0
    return 1.15 if sign >= "\u0900" else 0.95


@lru_cache(maxsize=8192)
def width_of(text: str, size: float = SIZE) -> float:
    """A safe width of *text* in units, at a font of *size* units."""
    return sum(map(_em, text)) * size


def shorten(text: str, limit: float, size: float = SIZE) -> str:
    """*text* in at most *limit* units, cut with ``…`` between whole signs where it is longer; empty if none fits."""
    if len(text) <= MOST_NAME_SIGNS and width_of(text, size) <= limit:
        return text
    room = limit / size - _em("…")
    used, kept = 0.0, 0
    for at, sign in enumerate(text[:MOST_NAME_SIGNS]):
        if not _goes_on(text, at):
            kept = at
        used += _em(sign)
        if used > room:
            break
    else:
        kept = MOST_NAME_SIGNS
    short = text[:kept].rstrip(" ,;:-–")
    return f"{short}…" if short else ""


def _goes_on(text: str, at: int) -> bool:
    """Whether the sign at *at* belongs to the one before it: an accent, a joiner, what a joiner joins."""
    return at > 0 and (unicodedata.category(text[at]) in ("Mn", "Me", "Mc", "Cf") or text[at - 1] == "\u200d")


def is_leftward(text: str) -> bool:
    """Whether *text* holds letters that are read from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in text)


def apart(text: str) -> str:
    """*text*, kept apart from the words around it where it is read from right to left."""
    return f"\u2068{text}\u2069" if is_leftward(text) else text


def short_names(names: Sequence[str]) -> dict[str, str]:
    """For each name its shortest form that nobody else's could be: ``Ada``, ``Mary A.``, or the whole."""
    forms = {name: _forms(name) for name in names}
    count = Counter(form for name in names for form in set(forms[name]))
    return {name: next((form for form in forms[name] if count[form] == 1), name) for name in names}


def _forms(name: str) -> tuple[str, ...]:
    words = name.split()
    if len(words) < 2:
        return (name,)
    return words[0], f"{words[0]} {words[-1][0]}.", name
