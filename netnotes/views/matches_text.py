"""What a note or a line says, in a terminal: a label, the words around what was looked for, and where they stand."""

from __future__ import annotations

from collections.abc import Sequence

from netnotes.model.names import fold
from netnotes.queries.topic import holds
from netnotes.views.evidence_text import LEAST_WORDS, MOST_SOURCE, cut_source
from netnotes.views.terminal import Screen, cut, pad, safe, width_of

LABEL = 12
_BEFORE = 3


def source(path: str, number: int) -> str:
    """``people/Ada.md:12``, without a line where none is known."""
    return safe(f"{path}:{number}" if number else path)


def match_line(label: str, text: str, where: str, screen: Screen, words: Sequence[str] = ()) -> list[str]:
    """``  label    text    where``: the text cut so that the folded *words* are seen; on a narrow screen two lines."""
    begin = "  " + pad(label, LABEL - 1) + " "
    text = safe(text)
    if screen.width is None:
        return [f"{begin}{text}" + (f"  {where}" if where else "")]
    if screen.is_narrow or not where:
        lines = [begin + _around(text, words, screen.columns - width_of(begin))]
        return [*lines, " " * width_of(begin) + screen.dim(cut_source(where, screen.columns - width_of(begin)))][
            : 1 + bool(where)
        ]
    where = cut_source(where, min(MOST_SOURCE, screen.columns - width_of(begin) - LEAST_WORDS - 2))
    room = screen.columns - width_of(begin) - width_of(where) - 2
    return [f"{begin}{pad(_around(text, words, room), room)}  {screen.dim(where)}"]


def _around(text: str, words: Sequence[str], room: int) -> str:
    """*text* in *room* columns, begun later where the first of *words* would be cut off."""
    if not words or width_of(text) <= room:
        return cut(text, room)
    parts = text.split(" ")
    at = next((at for at, part in enumerate(parts) if any(holds(fold(part), word) for word in words)), 0)
    if width_of(" ".join(parts[: at + 1])) < room or at <= _BEFORE:
        return cut(text, room)
    for begin in range(at - _BEFORE, at + 1):
        if width_of("… " + " ".join(parts[begin : at + 1])) < room:
            return cut("… " + " ".join(parts[begin:]), room)
    return cut("… " + parts[at], room)
