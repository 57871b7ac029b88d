"""A note's body: its log lines, tasks, tags and inline fields."""

from __future__ import annotations

from collections.abc import Iterable

from netnotes.model.kinds import Kinds
from netnotes.model.note import Line, Loose, Task
from netnotes.model.problem import ERROR, WARNING, Problem
from netnotes.notes.blocks import Block, Broken, read_blocks
from netnotes.notes.headings import Headings
from netnotes.notes.inline import Inline
from netnotes.notes.log import LogReading

_SAY = {
    "open-fence": "a code block or comment is opened here and never closed; close it",
    "merge-conflict": "an unresolved git conflict begins here; both sides are read; choose one",
}


class Body:
    """What a body holds. *free* is its text without log, tasks and title.

    *tag_lines* are the tags, lower case, with the line each first stands on. *blocks* are all lines that can
    be read; *loose* those with links that are neither log line nor task.
    """

    __slots__ = (
        "blocks", "free", "inline", "lines", "loose", "problems", "tag_lines", "tags", "tasks", "template", "title",
    )  # fmt: skip

    def __init__(self, found: list[Block]) -> None:
        """*found* are the blocks, of which nothing has been read yet."""
        self.lines: tuple[Line, ...] = ()
        self.tasks: list[Task] = []
        self.tags: list[str] = []
        self.tag_lines: dict[str, int] = {}
        self.inline: list[Inline] = []
        self.blocks = found
        self.loose: list[Loose] = []
        self.problems: list[Problem] = []
        self.title: tuple[str, int] | None = None
        self.template = False
        self.free = ""


class BodyReader:
    """Reads bodies by the headings and kinds of one vault's settings."""

    def __init__(self, kinds: Kinds, log_headings: Iterable[str], not_log: Iterable[str]) -> None:
        """*log_headings* and *not_log* are added to the known ones."""
        self.kinds = kinds
        self.headings = Headings(log_headings, not_log)

    def read(self, path: str, text: str, first: int) -> Body:
        """Read *text*, whose first line has the number *first* in the file of *path*."""
        raw = text.split("\n")
        broken: list[Broken] = []
        found = list(read_blocks(raw, first, broken))
        reading = LogReading(Body(found), self.kinds, self.headings, path, found)
        for block in found:
            reading.take(block)
        body = reading.finish()
        for code, number in broken:
            severity = ERROR if code == "merge-conflict" else WARNING
            body.problems.append(Problem(path, number, 1, severity, code, _SAY[code]))
        body.free = _free_text(raw, first, found, reading.used)
        return body


def _free_text(raw: list[str], first: int, found: list[Block], used: set[int]) -> str:
    """The lines that are nothing to netnotes, as they were written, blank ones folded."""
    kept: list[str] = []
    for block in found:
        if block.number in used:
            continue
        line = raw[block.number - first].rstrip()
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip("\n")
