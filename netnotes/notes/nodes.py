"""The values of a note's fields, as texts with their places, and what is said where they cannot be read."""

from __future__ import annotations

from typing import Any


class Node:
    """One value with its place: characters *start* to *end* of the fields, *line* and *column* of the file.

    *value* is a text, a list of nodes, or a list of pairs of nodes. *plain* is a scalar without quotes, or a list
    or table without brackets; *tagged* one with a YAML anchor or tag.
    """

    __slots__ = ("column", "end", "line", "plain", "start", "tagged", "value")

    def __init__(
        self, value: Any, start: int, end: int, line: int, column: int, *, plain: bool = True, tagged: bool = False
    ) -> None:
        """*line* and *column* count from 1."""
        self.value = value
        self.start = start
        self.end = end
        self.line = line
        self.column = column
        self.plain = plain
        self.tagged = tagged

    def shape(self) -> tuple[object, ...]:
        """All that there is to say of this node and those in it: two that say the same are alike."""
        return type(self), _shapes(self.value), *(getattr(self, slot) for slot in Node.__slots__ if slot != "value")


def _shapes(value: object) -> object:
    if isinstance(value, Node):
        return value.shape()
    return [_shapes(item) for item in value] if isinstance(value, (list, tuple)) else value


class Text(Node):
    """A scalar, as the text that was written."""

    __slots__ = ()

    @classmethod
    def at(cls, value: str, line: int, column: int) -> Text:
        """A text from outside the fields: from the body of a note, at *line* and *column*."""
        return cls(value, 0, 0, line, column)


class Items(Node):
    """A list of nodes."""

    __slots__ = ()

    @classmethod
    def at(cls, nodes: list[Node], line: int, column: int) -> Items:
        """A list from outside the fields, at *line* and *column*."""
        return cls(nodes, 0, 0, line, column)


class Table(Node):
    """A table: a list of pairs of nodes, in the order of the file."""

    __slots__ = ()


class Unreadable(Exception):
    """The fields cannot be read. *line* and *column* count from 1 in the file."""

    def __init__(self, code: str, message: str, line: int = 1, column: int | None = 1) -> None:
        """*message* says what is wrong and what to write."""
        super().__init__(message)
        self.code, self.message, self.line, self.column = code, message, line, column
