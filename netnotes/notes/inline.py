"""Inline fields as Dataview writes them: ``key:: value``, ``**Key**:: value``, ``(key:: value)``, ``[key:: value]``."""

import re
from typing import NamedTuple

from netnotes.notes.links import without_code
from netnotes.patterns import lazy_pattern

_KEY = r"[^\W\d_](?:[\w /.-]{0,38}[\w.])?"
_WHOLE = lazy_pattern(rf"(?P<mark>\*\*|__|\*|_)?(?P<key>{_KEY})(?(mark)(?P=mark))::(?!:)[ \t]*(?P<value>.*)$")
_INSIDE = lazy_pattern(
    rf"(?P<open>[\[(])(?P<key>{_KEY})::(?!:)[ \t]*"
    r"(?P<value>(?:\[\[[^\[\]\n]*\]\]|\[[^\[\]\n]*\]\([^()\n]*\)|[^\[\]()\n])*)(?P<close>[\])])"
)


# What Logseq keeps among the lines of an outline for itself.
_MACHINE = lazy_pattern(
    r"(?:id|collapsed|heading|background-color|(?:created|updated)-at|logseq\.[\w.-]+)::(?!:)", re.ASCII
)


def is_for_a_machine(text: str) -> bool:
    """Whether a line is a property that an outliner keeps for itself."""
    return "::" in text and _MACHINE.match(text.strip()) is not None


class Inline(NamedTuple):
    """One inline field: *whole* when it is all that stands on its line. *start* and *end* are places in the text.

    *line* and *column* say where its value begins.
    """

    key: str
    value: str
    line: int
    column: int
    whole: bool
    start: int = 0
    end: int = 0


def find_inline(text: str, line: int = 0, column: int = 1) -> list[Inline]:
    """The inline fields of *text*, which begins at *line*, *column*; those without a value are left out."""
    if "::" not in text:
        return []
    bare = without_code(text)
    whole = _WHOLE.match(bare)
    found = (
        [whole] if whole else [m for m in _INSIDE.finditer(bare) if (m["open"], m["close"]) in (("[", "]"), ("(", ")"))]
    )
    fields = (
        Inline(
            m["key"].strip(), text[m.start("value") : m.end("value")].strip(), line, column + m.start("value"),
            m is whole, m.start(), m.end(),
        )
        for m in found
    )  # fmt: skip
    return [field for field in fields if field.value]
