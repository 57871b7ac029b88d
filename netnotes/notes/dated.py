"""Dated notes: a daily note, a note on one meeting, one file an interaction (FORMAT, Dated notes)."""

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from netnotes.dates import BadDate, parse_day
from netnotes.model.kinds import Kinds
from netnotes.model.names import stem_of
from netnotes.model.note import Head, Line, Link
from netnotes.model.problem import WARNING, Problem
from netnotes.model.settings import Settings
from netnotes.notes import blocks, keys
from netnotes.notes.blocks import Block
from netnotes.notes.body import Body
from netnotes.notes.head import plain_words
from netnotes.notes.inline import Inline, find_inline
from netnotes.notes.kinship import ISO_IN_NAME
from netnotes.notes.links import find_links
from netnotes.notes.nodes import Items, Node, Table, Text
from netnotes.notes.tasks import task_mark
from netnotes.notes.written import Written, all_texts
from netnotes.patterns import lazy_pattern

WHOLE = "note"
_IN = frozenset({"them", "they", "him", "her", "inbound", "incoming", "in", "received"})
_OUT = frozenset({"me", "i", "self", "outbound", "outgoing", "out", "sent"})
_JOINED = lazy_pattern(r"\s*(?:,|;|&|\+|\band\b)\s*", re.IGNORECASE)


def bare_name(path: str) -> str:
    """The name of a dated note's file without its date: ``Call Ada`` for ``2026-03-01 Call Ada.md``."""
    # Dendron writes folders as words with dots: daily.journal.2026.11.14.
    stem = re.sub(r"^(?:[\w-]+\.)+(?=\d{4}[-_.])", "", stem_of(path))
    plain = re.sub(r"^[\s._–—-]+|[\s._–—-]+$", "", " ".join(ISO_IN_NAME.sub(" ", stem, count=1).split()))
    return plain if " " in plain else re.sub(r"[-_]", " ", plain)


def _whole_fields(body: Body) -> list[Inline]:
    """The fields that are all of their line, and the lines that say who was there."""
    from netnotes.notes.judging import people_field

    found: list[Inline] = []
    for block in body.blocks:
        if block.what not in (blocks.TEXT, blocks.ITEM) or ":" not in block.text or block.text.startswith(">"):
            continue
        if task_mark(block.text) is None:
            at = block.number, block.column
            people = people_field(block.text, *at)
            found.extend(people or [field for field in find_inline(block.text, *at) if field.whole])
    return found


def _is_prose(block: Block) -> bool:
    """Whether a line can stand for what a note is about: no task, and nothing with links, which is a line itself."""
    return (
        block.what in (blocks.TEXT, blocks.ITEM)
        and task_mark(block.text) is None
        and not find_links(block.text, embeds=True)
        and not find_inline(block.text)
        and block.text.strip(" -–—*_") != ""
    )


class Dated(NamedTuple):
    """What makes a note a dated one: its *day*, what that was read from, and where that stands (0 for no line)."""

    day: date
    time: str
    because: str
    line: int


class DatedFields(Written):
    """The fields of a note that may be a dated one."""

    known = keys.DATED

    def __init__(self, root: Table | None, path: str, settings: Settings, kinds: Kinds, body: Body) -> None:
        """An inline field counts only where it is all of its line: `(person:: …)` in a line is that line's."""
        super().__init__(root, path, settings, _whole_fields(body))
        self.kinds = kinds

    @property
    def is_meant(self) -> bool:
        """Whether the note means to be a dated one, be there such a day or not: by its name, or its people."""
        return bool(ISO_IN_NAME.search(self.stem)) or {"date", "people"} <= self._named.keys()

    def find(self) -> Dated | None:
        """The day of the note, by its name or its fields; None where it is no dated note.

        A name that holds no real day, and two days that disagree, are problems.
        """
        named = ISO_IN_NAME.search(self.stem)
        by_name, by_field = None, self._day()
        if named:
            try:
                by_name = parse_day("-".join(named.group(1, 3, 4)))
            except BadDate as error:
                self.problems.append(
                    Problem(self.path, None, None, WARNING, "bad-date", f"in the note's name: {error}")
                )
        if by_name:
            if by_field and by_field[0] != by_name:
                node = self._named["date"]
                self._warn(
                    node, "dates-disagree",
                    f"the note's name says {by_name} and this says {by_field[0]}; the name counts; mend one of them",
                )  # fmt: skip
            time = by_field[1] if by_field and by_field[0] == by_name else ""
            return Dated(by_name, time, "a date stands in its name", 0)
        if not by_field:
            return None
        if "people" in self._named:
            what = f'it has a date and "{self._spelling["people"]}"'
        elif kind := self._kind_key():
            what = f'it has a date and the type "{kind}"'
        else:
            return None
        return Dated(*by_field, what, self._key_lines["date"])

    def _day(self) -> tuple[date, str] | None:
        node = self._named.get("date")
        found: date | None = self._typed("date", "bad-date", parse_day)
        if found is None or node is None:
            return None
        time = re.search(r"[T ](\d{2}:\d{2})", node.value) if isinstance(node, Text) else None
        return found, time[1] if time else ""

    def _kind_key(self) -> str:
        """The `type` or `kind` that says the note is an interaction, as it is written."""
        for key in ("type", "kind"):
            for text in self._texts_of(key):
                if text.lower() == "interaction" or self.kinds.named(text):
                    return text
        return ""

    def _texts_of(self, key: str) -> list[str]:
        node = self._named.get(key)
        return [node.value.strip()] if isinstance(node, Text) else []

    def kind(self, tags: Iterable[str]) -> str:
        """The kind of the whole note as one interaction, empty for none; *tags* are those of its body."""
        for key in ("mode", "interaction-type", "kind", "type"):
            for text in self._texts_of(key):
                if named := self.kinds.named(text):
                    return named
        for tag in (*self._tags(), *tags):
            if named := self.kinds.named(tag):
                return named
        return self.kinds.first(plain_words(bare_name(self.path), 20))

    def direction(self) -> str:
        """``in``, ``out`` or empty."""
        for key in ("initiated-by", "direction"):
            for text in self._texts_of(key):
                if text.lower() in _IN | _OUT:
                    return "in" if text.lower() in _IN else "out"
        return ""

    def people_key(self) -> str:
        """The key that names the people, as it is written; empty for none."""
        return self._spelling.get("people", "")

    def participants(self) -> tuple[Link, ...]:
        """Who took part, as links: a plain name is looked for like the name in one."""
        found: list[Link] = []
        for node in self._nodes("people"):
            for item in node.value if isinstance(node, Items) else [node]:
                found.extend(self._people_in(item))
        return tuple(dict.fromkeys(found))

    def _people_in(self, item: Node) -> list[Link]:
        if isinstance(item, Table) and item.value:
            # A person as a table of their own, `- name: Ada`: the first value is who.
            item = item.value[0][1]
        if not isinstance(item, Text):
            text = ", ".join(all_texts(item))
            if text:
                self._warn(item, "unquoted-link", f'put the link in quotes: "[[{text}]]"')
            return [Link(text, text, False, item.line, item.column)] if text else []
        links = find_links(item.value, item.line, item.column)
        if links:
            return [link._replace(column=item.column) for link in links]
        names = [name.strip().lstrip("@") for name in _JOINED.split(item.value)]
        return [Link(name, name, False, item.line, item.column) for name in names if name]

    def title(self, body: Body) -> str:
        """What a whole note is about: `title`, its first heading, its name without the date, or its first line."""
        for text in self._texts_of("title"):
            if not ISO_IN_NAME.fullmatch(text):
                return text
        if body.title and body.title[0] and not ISO_IN_NAME.fullmatch(body.title[0]):
            return body.title[0]
        if bare_name(self.path):
            return bare_name(self.path)
        return next((block.text.strip() for block in body.blocks if _is_prose(block)), "")

    def whole(self, dated: Dated, body: Body) -> Line:
        """The note as one interaction; where no key names its people, that is left to its folder or name."""
        people = self.participants()
        number = self._key_lines.get("people", 1)
        title = self.title(body)
        kind = self.kind(body.tags)
        head = Head(kind or "meeting", title, "", self.direction(), people, by="whole note" if kind else "")
        return Line(number, dated.day, dated.time, title or head.kind, head, 0, WHOLE)
