"""The words of SVG: numbers, safe text, and the frame that every picture stands in.

Whatever comes from a note reaches a picture through `escaped`, here and nowhere else.
"""

from __future__ import annotations

from functools import lru_cache
from html import escape

from netnotes.patterns import lazy_pattern

# XML 1.0 forbids most control characters; bidirectional marks could turn the words around them.
_UNFIT = lazy_pattern(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066\u2067"
    r"\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
# These keep a text apart from its neighbours. A note may not bring its own; see `lettering.apart`.
_ISOLATES = "\u2068\u2069"
_NO_ISOLATES = dict.fromkeys(map(ord, _ISOLATES), " ")
MOST_SIGNS = 160


def plain(text: str) -> str:
    """*text* on one line, without what XML forbids or what turns text around, at most `MOST_SIGNS` long."""
    # Cut first: a name may be as long as a note.
    text = text[: MOST_SIGNS * 4]
    text = _fit(text if text.isascii() else text.translate(_NO_ISOLATES))
    return text if len(text) <= MOST_SIGNS else text[: MOST_SIGNS - 1].rstrip() + "…"


def _fit(text: str) -> str:
    # Nothing that is taken out counts as printable; most texts hold none of it.
    if text.isprintable() and "  " not in text and text.strip(" ") == text:
        return text
    return " ".join(_UNFIT.sub(" ", text).split())


def escaped(text: str) -> str:
    """*text* as it may stand in an element or a quoted attribute."""
    return escape(_fit(text), quote=True)


@lru_cache(maxsize=32_768)
def number(value: float) -> str:
    """A coordinate: one decimal at most, no ``-0``."""
    text = f"{value:.1f}"
    text = text.removesuffix(".0")
    return "0" if text == "-0" else text


def points(places: list[tuple[float, float]]) -> str:
    """A path of points without length: each is drawn as a disc where the stroke's ends are round."""
    return "".join(f"M{number(x)} {number(y)}h0" for x, y in places)


def label(x: float, y: float, words: str, *, style: str = "", anchor: str = "start") -> str:
    """A text at (x, y) of its baseline; *style* is a class, *anchor* says what of the text stands at x."""
    kind = f' class="{style}"' if style else ""
    held = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text{kind} x="{number(x)}" y="{number(y)}"{held}>{escaped(words)}</text>'


def picture(width: float, height: float, title: str, parts: list[str], uid: str, *, role: str = "img") -> str:
    """A whole drawing of *width* by *height* units, named by its title. *uid* is unique in the page."""
    name = escaped(uid)
    return (
        f'<svg viewBox="0 0 {number(width)} {number(height)}" role="{role}" aria-labelledby="{name}">'
        f'<title id="{name}">{escaped(title)}</title>{"".join(parts)}</svg>'
    )
