"""Fields that can be read without a reader of YAML: ``key: text``, flat lists, quotes without escapes, comments.

Most notes have no others, and importing yaml takes longer than reading a note. Whatever is not written in just these
ways is left to `composing`, also where nothing is wrong with it; what is taken here gives the tree that `composing`
would give, place by place (tests/notes/test_plain.py).
"""

from __future__ import annotations

import re

from netnotes.notes.nodes import Items, Node, Table, Text
from netnotes.patterns import lazy_pattern

# So few characters cannot hold more values than a note may have: two take three, as in `a:` and the end of its line.
MOST_CHARACTERS = 7_000
# YAML takes no key of over 1,024 characters.
LONGEST_KEY = 100

# A text without quotes begins with no sign that means something; within it, no # and no colon before a blank.
_FIRST = r"[^ \r\n\-?:,\[\]{}#&*!|>'\"%@`]"
_BARE = rf"(?P<bare>{_FIRST}(?:[^\r\n#:]|:(?=[^\r\n ]))*)"
_QUOTED = r"'(?P<single>[^\r\n']*)'|\"(?P<double>[^\r\n\"\\]*)\""
_END = r"(?:(?<= )#[^\r\n]*)?\r?\n"
_REST_OF_LINE = lazy_pattern(rf"(?: +(?:{_BARE}|(?:{_QUOTED}|\[(?P<flow>[^\r\n\\]*?)\]) *)| *){_END}")
# Of a list in brackets.
_ENTRY = lazy_pattern(rf" *(?:(?P<bare>{_FIRST}[^,\[\]{{}}:#?]*)|(?:{_QUOTED}) *)(?:,|$)")


class _Left(Exception):
    """These fields are left to `composing`."""


def read_plain(text: str, line: int) -> Table | None:
    """The table that *text* holds, which begins on *line* of its file; None if it is left to `composing`."""
    if len(text) > MOST_CHARACTERS or not text.replace("\r\n", "").replace("\n", "").isprintable():
        return None
    try:
        return _Reading(text, line).table()
    except _Left:
        return None


class _Reading:
    """Where the reading of some fields stands: at the character *at*, where a *line* of the file begins."""

    def __init__(self, text: str, line: int) -> None:
        self.text, self.line, self.at = text, line, 0
        self._pass_space()

    def table(self) -> Table:
        """All of the fields."""
        text, start, first = self.text, self.at, self.line
        pairs: list[tuple[Node, Node]] = []
        keys = set()
        while (at := self.at) < len(text):
            line, end = self.line, text.find(":", at)
            key = text[at:end]
            if end < 0 or key in keys or not _is_key(key):
                raise _Left
            keys.add(key)
            value = self._value(end + 1) or self._items() or Text("", end + 1, end + 1, line, end + 2 - at)
            pairs.append((Text(key, at, end, line, 1), value))
        if not pairs:
            raise _Left
        return Table(pairs, start, len(text), first, 1)

    def _value(self, start: int) -> Node | None:
        """What stands from *start* on to the end of the line, None for nothing; the next line is gone to."""
        found, line, before = _REST_OF_LINE.match(self.text, start), self.line, self.at - 1
        if not found:
            raise _Left
        self.at, self.line = found.end(), line + 1
        self._pass_space()
        if found.lastgroup == "flow":
            return _flow(found["flow"], found.start("flow"), line, found.start("flow") - before)
        return _scalar(found, 0, line, before) if found.lastgroup else None

    def _items(self) -> Items | None:
        """A list, an item a line, if one begins here."""
        text, start, first = self.text, self.at, self.line
        indent = 0
        nodes: list[Node] = []
        while text.startswith((" ", "-"), self.at):
            dash = text.find("-", self.at)
            if dash < 0 or text[self.at : dash].strip(" ") or (nodes and dash - self.at != indent):
                raise _Left
            indent = dash - self.at
            node = self._value(dash + 1)
            if node is None:
                raise _Left
            nodes.append(node)
        return Items(nodes, start + indent, self.at, first, indent + 1) if nodes else None

    def _pass_space(self) -> None:
        """Go on behind empty lines and comments."""
        text = self.text
        while text.startswith((" ", "#", "\r", "\n"), self.at):
            end = text.find("\n", self.at) + 1
            words = text[self.at : end].strip(" \r\n")
            if not end or (words and words[0] != "#"):
                return
            self.at, self.line = end, self.line + 1


def _is_key(key: str) -> bool:
    """Whether *key* is words of letters, digits, dashes and underscores."""
    bare = key.replace("-", "").replace("_", "").replace(" ", "")
    return bare.isalnum() and len(key) <= LONGEST_KEY and key[0] not in " -" and key[-1] != " "


def _scalar(found: re.Match[str], offset: int, line: int, before: int) -> Text:
    """The text that was *found* with what stands *offset* into the fields; its line begins behind *before*."""
    group = found.lastgroup or ""
    text, start = found[group], found.start(group) + offset
    if group == "bare":
        text = text.rstrip(" ")
        return Text(text, start, start + len(text), line, start - before)
    return Text(text, start - 1, start + len(text) + 1, line, start - before - 1, plain=False)


def _flow(text: str, start: int, line: int, column: int) -> Items:
    """The list in brackets that holds *text*, which begins at *start*, in *column*."""
    nodes: list[Node] = []
    at, goes_on = 0, bool(text.strip(" "))
    while goes_on:
        found = _ENTRY.match(text, at)
        if not found:
            raise _Left
        nodes.append(_scalar(found, start, line, start - column))
        at, goes_on = found.end(), found[0].endswith(",")
    return Items(nodes, start - 1, start + len(text) + 1, line, column - 1, plain=False)
