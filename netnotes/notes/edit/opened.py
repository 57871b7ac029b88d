"""A note opened for an edit: its text, its fields with their places, its lines."""

from __future__ import annotations

import re
from functools import cached_property

from netnotes.notes import frontmatter
from netnotes.notes.body import Body
from netnotes.notes.edit.changes import Refused
from netnotes.notes.nodes import Table, Unreadable
from netnotes.notes.note import NoteReader, decode

BOM = b"\xef\xbb\xbf"


class OpenNote:
    """The text of one note without its byte order mark, and what an edit must know of it.

    Raises Refused where the note cannot be read.
    """

    def __init__(self, reader: NoteReader, path: str, data: bytes) -> None:
        """Read *data*, the bytes of the note at *path*."""
        self.reader, self.path = reader, path
        self.mark = BOM if data.startswith(BOM) else b""
        try:
            self.text = decode(data)
            self.fence = frontmatter.split(self.text)
            self.root: Table | None = frontmatter.read_fields(self.fence)
        except Unreadable as error:
            raise Refused(error.code, error.message, error.line) from None

    def encode(self) -> bytes:
        """The note's bytes."""
        return self.mark + self.text.encode("utf-8")

    @property
    def fields_start(self) -> int:
        """Where the text of the fields begins in the note's text."""
        return self.text.index("\n") + 1

    @property
    def fields(self) -> str:
        """The text between the dashes, empty where there are none."""
        return self.fence.text or ""

    @cached_property
    def body(self) -> Body:
        """What the body holds."""
        return self.reader.bodies.read(self.path, self.text[self.fence.body_start :], self.fence.body_line)

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the file, without their ends; line *n* of the file is ``lines[n - 1]``."""
        return self.text.split("\n")

    @cached_property
    def starts(self) -> list[int]:
        """Where each of `lines` begins in the text."""
        starts, place = [], 0
        for line in self.lines:
            starts.append(place)
            place += len(line) + 1
        return starts

    @cached_property
    def eol(self) -> str:
        """How the lines of this note end: as its first one does."""
        found = re.search(r"\r?\n", self.text)
        return found[0] if found else "\n"

    def line(self, number: int) -> str:
        """Line *number* without its end, empty past the last one: a body can begin where the file ends."""
        return self.lines[number - 1].removesuffix("\r") if number <= len(self.lines) else ""

    def start_of(self, number: int) -> int:
        """Where line *number* begins."""
        return self.starts[number - 1] if number <= len(self.starts) else len(self.text)

    def end_of(self, number: int) -> int:
        """Where the words of line *number* end, before its line end."""
        return self.start_of(number) + len(self.line(number))

    def whole_line(self, number: int) -> tuple[int, int]:
        """Where line *number* begins, and where the next one does."""
        end = self.starts[number] if number < len(self.starts) else len(self.text)
        return self.start_of(number), end
