"""One note, from its bytes to its facts."""

from collections.abc import Iterable
from typing import NamedTuple

from netnotes.dates import BadDate
from netnotes.model.names import stem_of
from netnotes.model.note import FIRST_OF_DAY, Called, Head, Line, Loose, Note
from netnotes.model.problem import ERROR, WARNING, Problem
from netnotes.model.settings import Settings
from netnotes.notes import frontmatter
from netnotes.notes.body import Body, BodyReader
from netnotes.notes.dated import Dated, DatedFields
from netnotes.notes.entries import LONGEST_LOOSE, as_loose, read_entry
from netnotes.notes.fields import Fields
from netnotes.notes.frontmatter import Fence
from netnotes.notes.head import after_separator
from netnotes.notes.keys import TELLING
from netnotes.notes.kinship import Kinship, Verdict
from netnotes.notes.links import find_links, replace_links
from netnotes.notes.nodes import Items, Node, Table, Text, Unreadable
from netnotes.notes.stamps import bad_stamp, read_loose, read_stamp
from netnotes.notes.written import all_texts
from netnotes.patterns import lazy_pattern

_HINTS = {
    "fm-dashes": "the first line is not three plain dashes; write ---",
    "fm-not-first": "the fields begin below an empty line; move --- to the first line",
    "fm-toml": "these fields are TOML; write them as YAML between lines of ---",
    "fm-json": "these fields are JSON; write them as YAML between lines of ---",
}
_PREFIX = lazy_pattern(r"@|Person - ")


class _Parts(NamedTuple):
    """A note in its parts, and what one can say of it; *hints* are about its fence."""

    path: str
    root: Table | None
    body: Body
    fields: Fields
    verdict: Verdict
    hints: list[Problem]

    @property
    def told(self) -> list[Problem]:
        """What is wrong beside the fields."""
        return [*self.hints, *self.body.problems]


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
        fields = Fields(root, path, self.settings, body.inline)
        verdict = self.kinship.verdict(path, fields, body, root)
        parts = _Parts(path, root, body, fields, verdict, self._hints(path, fence))
        says = parts.verdict.says
        problems: list[Problem] = []
        if says != "person" and not parts.verdict.template:
            dated = DatedFields(root, path, self.settings, self.kinds, body)
            if found := dated.find():
                return self._dated(parts, dated, found)
            problems = dated.problems if dated.is_meant and says == "other" else []
        if not parts.verdict.reported:
            return self._other(parts, problems)
        fields.read()
        return self._person(parts) if says != "other" else self._other(parts, [*fields.problems, *parts.told])

    def _person(self, parts: _Parts) -> Note:
        """A person's note, or one that is a person's unless its folder is somebody else's."""
        path, root, body, fields, verdict, _ = parts
        problems = [*fields.problems, *parts.told]
        lines = (*self._dated_fields(path, fields, problems), *body.lines)
        lines = (*_meetings(fields, lines), *lines)
        facts = fields.facts
        tags = dict.fromkeys([*facts.get("tags", ()), *body.tags])
        if tags:
            facts["tags"] = list(tags)
        if fields.aliases:
            facts["aliases"] = [alias.text for alias in fields.aliases]
        return Note(
            says=verdict.says,
            rule=verdict.rule,
            name=self._name(path, fields, body),
            aliases=tuple(fields.aliases),
            facts=facts,
            body=body.free,
            lines=lines,
            tasks=tuple(body.tasks),
            problems=tuple(problems),
            because=verdict.because,
            because_line=verdict.line,
            spelled=fields.spelled(),
            loose=(*_linked_keys(root), *body.loose),
        )

    def _dated(self, parts: _Parts, fields: DatedFields, dated: Dated) -> Note:
        """A dated note: the whole of it as an interaction, and its lines and tasks with links."""
        # With all that it needs, imported only where there is such a note among those that are read.
        from netnotes.notes.journal import Journal

        journal = Journal(parts.path, dated.day, self.kinds, self.bodies.headings)
        lines = journal.read(parts.body.blocks)
        said = [problem for problem in parts.told if problem.code not in ("log-bad-date", "log-no-date", "bad-date")]
        return Note(
            says="dated",
            rule=parts.verdict.rule or 5,
            name=self._file_name(parts.path),
            lines=(fields.whole(dated, parts.body), *lines),
            tasks=tuple(journal.tasks),
            problems=(*fields.problems, *said, *journal.problems),
            because=dated.because,
            because_line=dated.line,
            spelled=fields.spelled(),
            loose=tuple(_linked_keys(parts.root, besides=fields.people_key())),
        )

    def _other(self, parts: _Parts, problems: Iterable[Problem]) -> Note:
        """A note that is nobody's and of no day: only its tasks and lines with links may concern somebody."""
        verdict, body = parts.verdict, parts.body
        nothing = Note(
            verdict.says, verdict.rule, self._file_name(parts.path), problems=tuple(problems),
            because=verdict.because, because_line=verdict.line,
        )  # fmt: skip
        if verdict.template:
            return nothing
        tasks = tuple(task for task in body.tasks if task.links)
        numbers = {task.number for task in tasks}
        lines = (as_loose(block, "elsewhere") for block in body.blocks if block.number not in numbers)
        loose = (*_linked_keys(parts.root), *(line for line in lines if line))
        told = {key: word for key, word in parts.fields.spelled().items() if key in TELLING}
        return nothing._replace(tasks=tasks, loose=loose, spelled=told)

    def _broken(self, path: str, data: bytes, error: Unreadable) -> Note:
        """A note that cannot be read: a person's if its folder or a plain line says so."""
        verdict = self.kinship.broken_verdict(path, data)
        note = Note(verdict.says, verdict.rule, self._file_name(path), because=verdict.because)
        if verdict.says == "other":
            return note
        problem = Problem(path, error.line, error.column, ERROR, error.code, error.message)
        return note._replace(problems=(problem,))

    def _file_name(self, path: str) -> Called:
        stem = stem_of(path)
        if stem.lower() == "index":
            stem = path.rpartition("/")[0].rpartition("/")[2] or stem
        return Called(_PREFIX.sub("", stem, count=1) if _PREFIX.match(stem) else stem)

    def _name(self, path: str, fields: Fields, body: Body) -> Called:
        name = fields.name
        if name is None and body.title and body.title[0]:
            name = Called(body.title[0], body.title[1], 3)
        if name is None:
            return self._file_name(path)
        bare = _PREFIX.sub("", name.text, count=1) if _PREFIX.match(name.text) else name.text
        return name._replace(text=bare.strip() or name.text)

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
                if stamp is None and (loose := read_loose(words)):
                    raise bad_stamp(loose)
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
            lines.append(Line(item.line, stamp.day, stamp.time, rest, head, -place, "entry"))
        return lines


def _meetings(fields: Fields, lines: tuple[Line, ...]) -> list[Line]:
    """`met` with a full date as a line of kind ``met``, unless the log has one of that day."""
    facts = fields.facts
    through = ", ".join(replace_links(text, lambda link: link.shown) for text in facts.get("met-through", ()))
    words = "".join((
        f" at {facts['met-at']}" if "met-at" in facts else "", f", through {through}" if through else "",
    ))  # fmt: skip
    logged = {line.day for line in lines if line.head.kind == "met"}
    first = min(fields.meetings, default=None)
    return [
        Line(
            number, day, "", f"met{words if (day, number) == first else ''}", Head("met", "", by="key"),
            FIRST_OF_DAY, "key",
        )
        for day, number in sorted(fields.meetings)
        if day not in logged
    ]  # fmt: skip


def _linked_keys(root: Table | None, *, besides: str = "") -> list[Loose]:
    """The links in the fields of a note, *besides* those of a key: no lines, and no contact."""
    found = []
    for key, value in root.value if root else ():
        if not isinstance(key, Text) or key.value == besides:
            continue
        for item in value.value if isinstance(value, Items) else [value]:
            # An unquoted [[Ada]] is a list in a list to YAML, and its brackets are gone.
            words = item.value if isinstance(item, Text) else ", ".join(all_texts(item))
            words = f"[[{words}]]" if isinstance(item, Items) else words
            if links := find_links(words, item.line, item.column):
                found.append(Loose(item.line, f"{key.value}: {words}"[:LONGEST_LOOSE], links, f"key {key.value}"))
    return found


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
