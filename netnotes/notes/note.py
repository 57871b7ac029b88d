"""One note, from its bytes to its facts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath

from netnotes.dates import BadDate
from netnotes.model.note import FIRST_OF_DAY, Called, Head, Line, Note
from netnotes.model.problem import ERROR, WARNING, Problem
from netnotes.model.settings import Settings
from netnotes.notes import frontmatter
from netnotes.notes.body import Body, BodyReader
from netnotes.notes.entries import read_entry
from netnotes.notes.fields import Fields
from netnotes.notes.frontmatter import Fence, Node, Table, Text, Unreadable
from netnotes.notes.head import after_separator
from netnotes.notes.kinship import Kinship
from netnotes.notes.links import replace_links
from netnotes.notes.stamps import read_stamp

_HINTS = {
    "fm-dashes": "the first line is not three plain dashes; write ---",
    "fm-not-first": "the fields begin below an empty line; move --- to the first line",
    "fm-toml": "these fields are TOML; write them as YAML between lines of ---",
    "fm-json": "these fields are JSON; write them as YAML between lines of ---",
}
_PREFIX = re.compile(r"@|Person - ")


class NoteReader:
    """Reads notes by the settings of one vault."""

    def __init__(self, settings: Settings) -> None:
        """Prepare the words that *settings* add."""
        self.settings = settings
        self.kinds = settings.kinds()
        self.kinship = Kinship(settings)
        self.bodies = BodyReader(self.kinds, settings.log_headings, settings.not_log)

    def read(self, path: str, data: bytes) -> Note:
        """The facts of the note at *path* (relative, with ``/``) that holds *data*."""
        try:
            text = decode(data)
            fence = frontmatter.split(text)
            root = frontmatter.read_fields(fence)
        except Unreadable as error:
            return self._broken(path, data, error)
        body = self.bodies.read(path, text[fence.body_start :], fence.body_line)
        fields = Fields(root, path, self.settings)
        rule, says, reported = self.kinship.verdict(path, fields, body, root)
        if not reported:
            return Note(says, rule, self._file_name(path))
        fields.read()
        problems = [*fields.problems, *self._hints(path, fence), *body.problems]
        if says == "other":
            return Note(says, rule, self._file_name(path), problems=tuple(problems))
        lines = (*self._dated_fields(path, fields, problems), *body.lines)
        lines = (*_first_meeting(fields, lines), *lines)
        facts = fields.facts
        tags = dict.fromkeys([*facts.get("tags", ()), *body.tags])
        if tags:
            facts["tags"] = list(tags)
        if fields.aliases:
            facts["aliases"] = [alias.text for alias in fields.aliases]
        return Note(
            says=says,
            rule=rule,
            name=self._name(path, fields, body),
            aliases=tuple(fields.aliases),
            facts=facts,
            body=body.free,
            lines=lines,
            tasks=tuple(body.tasks),
            problems=tuple(problems),
        )

    def _broken(self, path: str, data: bytes, error: Unreadable) -> Note:
        """A note that cannot be read: a person's if its folder or a plain line says so."""
        rule = self.kinship.broken_rule(path, data)
        if not rule:
            return Note("other", 0, self._file_name(path))
        problem = Problem(path, error.line, error.column, ERROR, error.code, error.message)
        return Note("broken", rule, self._file_name(path), problems=(problem,))

    def _file_name(self, path: str) -> Called:
        stem = PurePosixPath(path).stem
        if stem.lower() == "index":
            stem = PurePosixPath(path).parent.name or stem
        return Called(_PREFIX.sub("", stem, count=1) if _PREFIX.match(stem) else stem)

    def _name(self, path: str, fields: Fields, body: Body) -> Called:
        name = fields.name
        if name is None and body.title and body.title[0]:
            name = Called(body.title[0], body.title[1], 3)
        if name is None:
            return self._file_name(path)
        bare = _PREFIX.sub("", name.text, count=1) if _PREFIX.match(name.text) else name.text
        return replace(name, text=bare.strip() or name.text)

    def _hints(self, path: str, fence: Fence) -> list[Problem]:
        if not fence.hint:
            return []
        return [Problem(path, 1, 1, WARNING, fence.hint, _HINTS[fence.hint])]

    def _dated_fields(self, path: str, fields: Fields, problems: list[Problem]) -> list[Line]:
        """The entries of an ``interactions:`` list, as log lines."""
        lines = []
        for place, item in enumerate(fields.interactions.value if fields.interactions else ()):
            words = _entry_words(item)
            try:
                stamp = read_stamp(words)
            except BadDate as error:
                problems.append(Problem(path, item.line, item.column, WARNING, "log-bad-date", str(error)))
                continue
            if stamp is None:
                problems.append(
                    Problem(
                        path,
                        item.line,
                        item.column,
                        WARNING,
                        "log-no-date",
                        "this entry has no date; begin it with one, like 2026-11-20",
                    )
                )
                continue
            rest = words[stamp.end :]
            rest = rest[after_separator(rest) :]
            head = read_entry(rest, self.kinds, names=True, line=item.line, column=item.column)
            lines.append(Line(item.line, stamp.day, stamp.time, rest, head, -place))
        return lines


def _first_meeting(fields: Fields, lines: tuple[Line, ...]) -> list[Line]:
    """`met` with a full date as a line of kind ``met``, unless the log has one of that day."""
    facts = fields.facts
    if len(facts.get("met", "")) != len("2026-11-20"):
        return []
    day = date.fromisoformat(facts["met"])
    if any(line.day == day and line.head.kind == "met" for line in lines):
        return []
    through = ", ".join(replace_links(text, lambda link: link.shown) for text in facts.get("met-through", ()))
    words = "".join((
        f" at {facts['met-at']}" if "met-at" in facts else "", f", through {through}" if through else "",
    ))  # fmt: skip
    return [Line(facts["met-line"], day, "", f"met{words}", Head("met", ""), FIRST_OF_DAY)]


def _entry_words(node: Node) -> str:
    """An entry of ``interactions:`` as a log line would say it."""
    if isinstance(node, Text):
        return str(node.value).strip()
    if not isinstance(node, Table):
        return ""
    if len(node.value) == 1 and isinstance(node.value[0][0], Text) and isinstance(node.value[0][1], Text):
        # YAML takes the unquoted text `2026-11-14 call: plums` for a table of one.
        return f"{node.value[0][0].value}: {node.value[0][1].value}".strip()
    cells = {key.value.lower(): value.value for key, value in node.value if isinstance(value, Text)}
    kind, note = cells.get("kind") or cells.get("type"), cells.get("note") or cells.get("text")
    head = f" {kind}:" if kind else ":"
    return f"{cells.get('date', '')}{head} {note or ''}".rstrip()


def decode(data: bytes) -> str:
    """*data* as text without its byte order mark; raises Unreadable with what to save it as."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or (len(data) > 3 and data[1:4:2] == b"\0\0"):
        raise Unreadable("utf16", "this note is saved as UTF-16; save it again as UTF-8")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        raise Unreadable(
            "not-utf8", f"the byte 0x{data[error.start]:02x} is not UTF-8; save the note again as UTF-8", line, column
        ) from None
    if text.startswith("\ufeff"):
        text = text[1:]
    if "\r" in text and "\n" not in text:
        raise Unreadable("cr-only", "the lines end in CR alone, as on an old Mac; save the note with LF or CRLF")
    return text
