"""Reading fields as YAML, event by event, so that depth and size are known before anything is built.

The only importer of python-frontmatter and yaml (LAWS 2, 3 and 4). No value is ever resolved: `no` stays `no`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeVar

import frontmatter
import yaml
from frontmatter.default_handlers import BaseHandler

from netnotes.notes.nodes import Items, Node, Table, Text, Unreadable
from netnotes.notes.plain import read_plain
from netnotes.patterns import lazy_pattern

MOST_BYTES = 64 * 1024
MOST_DEPTH = 20
MOST_NODES = 5_000

_Kind = TypeVar("_Kind", bound=Node)
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_SCALAR, _END = yaml.ScalarEvent, yaml.CollectionEndEvent
_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]"
_ODD_BREAK = "[\x85\u2028\u2029]"
_CONFLICT = r"^(?:<{7}|>{7}|\|{7})(?: |\r?$)"
_DOCUMENT = r"^(?:---|\.\.\.)(?=\s)"
# Where none of these stands, none of the four above is found, and they need not be compiled.
_SUSPECT = lazy_pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]|<{7}|>{7}|\\|{7}|---|\\.\\.\\.")


def compose(text: str, line: int) -> Table | None:
    """The table that YAML *text* holds, None for no text; it begins on *line* of its file.

    Raises Unreadable, and nothing else, whatever the text is.
    """
    _check_signs(text, line)
    handler = _Handler(text, line)
    frontmatter.parse("", handler=handler)
    return handler.root


class _Handler(BaseHandler):
    """What python-frontmatter is given: fields that we have found, and our own reading of them."""

    def __init__(self, text: str, line: int) -> None:
        self.text, self.line = text, line
        self.root: Table | None = None

    def detect(self, text: str) -> bool:
        """Say yes: the fence has been found already."""
        return True

    def split(self, text: str) -> tuple[str, str]:
        """Give the fields byte for byte; python-frontmatter's own *text* has been stripped."""
        return self.text, ""

    def load(self, fm: str, **_: object) -> dict[str, Any]:
        """Read the fields; the tree is kept in `root`, as keys of any kind may stand in it."""
        self.root = _read_table(fm, self.line)
        return {}


def _read_table(text: str, line: int) -> Table | None:
    try:
        # What yaml.parse gives, without a question of its own before each event.
        root = _Composer(iter(_Loader(text).get_event, None), line).document()
    except yaml.MarkedYAMLError as error:
        if "nesting depth" in str(error.problem):
            # A libyaml that has a limit of its own says so before we have seen as many events.
            mark = error.problem_mark
            raise _too_deep(line + (mark.line if mark else 0), mark.column + 1 if mark else 1) from None
        raise _explain(error, text, line) from None
    except (yaml.YAMLError, ValueError, UnicodeError) as error:
        raise Unreadable("yaml", f"cannot read the fields ({_first_line(error)}); mend them", line) from None
    if root is None or (isinstance(root, Text) and not root.value):
        return None
    if not isinstance(root, Table):
        raise Unreadable(
            "fm-not-mapping", "the fields are not of the form key: value; write one key: value a line", root.line
        )
    return root


def readers_agree(fields: str) -> bool:
    """Whether libyaml, the parser written in Python, and `plain` read *fields* alike (LAW 10)."""

    def events(loader: Any) -> list[tuple[object, ...]]:
        return [
            (type(event), getattr(event, "value", None), getattr(event, "anchor", None), getattr(event, "tag", None))
            for event in yaml.parse(fields, Loader=loader)
        ]

    try:
        if _Loader is not yaml.BaseLoader and events(_Loader) != events(yaml.BaseLoader):
            return False
        plain = read_plain(fields, 1)
        return plain is None or ((table := compose(fields, 1)) is not None and table.shape() == plain.shape())
    except (yaml.YAMLError, ValueError, RecursionError, Unreadable):
        return False


def _check_signs(text: str, line: int) -> None:
    def place(at: int) -> tuple[int, int]:
        return line + text.count("\n", 0, at), at - text.rfind("\n", 0, at)

    if len(text) > MOST_BYTES // 4 and len(text.encode("utf-8", "replace")) > MOST_BYTES:
        raise Unreadable("fm-too-big", "the fields are over 64 KB; move the long ones into the note", line)
    if not _SUSPECT.search(text):
        return
    for pattern, code, message in (
        (_CONFLICT, "merge-conflict", "an unresolved git conflict stands in the fields; choose a side"),
        (_CONTROL, "control-char", "the character {} stands in the fields; delete it"),
        (_ODD_BREAK, "odd-linebreak", "the line break {}, which no editor shows, stands in the fields; delete it"),
        (_DOCUMENT, "yaml-directive", "a line in the fields begins with dashes or dots of its own; put it in quotes"),
    ):
        found = re.search(pattern, text, re.MULTILINE)
        if found:
            sign = f"U+{ord(found[0][0]):04X}"
            raise Unreadable(code, message.format(sign), *place(found.start()))


class _Composer:
    """Builds nodes from events, with an eye on depth, size, aliases and keys that stand twice."""

    def __init__(self, events: Iterator[Any], line: int) -> None:
        self.events = events
        self.line = line
        self.anchors: dict[str, tuple[Node | None, int]] = {}
        self.nodes = 0

    def document(self) -> Node | None:
        """The root of the one document, None for an empty one."""
        root = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if event.explicit or event.version or root is not None:
                    raise Unreadable(
                        "yaml-directive",
                        "a second document begins here; put the line in quotes",
                        self.line + (event.start_mark.line if event.start_mark else 0),
                    )
            elif isinstance(event, yaml.NodeEvent):
                root = self.node(event, 0)
        return root

    def node(self, event: Any, depth: int) -> Node:
        """The node that *event* begins."""
        self._count(1, event, depth)
        anchor = event.anchor
        if not anchor and isinstance(event, _SCALAR):
            return self._text(event)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        if anchor:
            self.anchors[anchor] = (None, 0)
        before = self.nodes
        node = self._text(event) if isinstance(event, _SCALAR) else self._collection(event, depth)
        if anchor:
            self.anchors[anchor] = (node, self.nodes - before + 1)
        return node

    def _count(self, nodes: int, event: Any, depth: int) -> None:
        self.nodes += nodes
        if depth <= MOST_DEPTH and self.nodes <= MOST_NODES:
            return
        line, column = self.line + event.start_mark.line, event.start_mark.column + 1
        if depth > MOST_DEPTH:
            raise _too_deep(line, column)
        raise Unreadable("too-many-nodes", f"over {MOST_NODES:,} values in the fields; shorten them", line, column)

    def _alias(self, event: Any) -> Node:
        line, column = self.line + event.start_mark.line, event.start_mark.column + 1
        if event.anchor not in self.anchors:
            raise Unreadable(
                "yaml", f'put "*{event.anchor}" in quotes: a * at the start means something else', line, column
            )
        node, size = self.anchors[event.anchor]
        if node is None:
            raise Unreadable("alias-loop", f"*{event.anchor} stands inside itself; write it out", line, column)
        self._count(size, event, 0)
        return self._node(type(node), node.value, event.start_mark, event.end_mark, plain=node.plain, tagged=True)

    def _text(self, event: Any) -> Text:
        start, end = event.start_mark, event.end_mark
        return Text(
            event.value, start.index, end.index, self.line + start.line, start.column + 1,
            plain=not event.style, tagged=bool(event.anchor or event.tag),
        )  # fmt: skip

    def _collection(self, event: Any, depth: int) -> Node:
        flow, tagged = event.flow_style, bool(event.anchor or event.tag)
        items: list[Any] = []
        end = event
        table = isinstance(event, yaml.MappingStartEvent)
        for end in self.events:
            if isinstance(end, _END):
                break
            item = self.node(end, depth + 1)
            items.append((item, self.node(next(self.events), depth + 1)) if table else item)
        if table:
            self._no_key_twice(items)
        kind = Table if table else Items
        return self._node(kind, items, event.start_mark, end.end_mark, plain=not flow, tagged=tagged)

    def _node(self, kind: type[_Kind], value: Any, start: Any, end: Any, *, plain: bool, tagged: bool) -> _Kind:
        """A node that stands from the mark *start* to the mark *end*."""
        line, column = self.line + start.line, start.column + 1
        return kind(value, start.index, end.index, line, column, plain=plain, tagged=tagged)

    def _no_key_twice(self, pairs: list[tuple[Node, Node]]) -> None:
        seen: dict[str, int] = {}
        for key, _ in pairs:
            if not isinstance(key, Text):
                continue
            if key.value in seen:
                raise Unreadable(
                    "dup-key",
                    f'"{key.value[:40]}" stands on line {seen[key.value]} too; keep one of them',
                    key.line,
                    key.column,
                )
            seen[key.value] = key.line


def _too_deep(line: int, column: int) -> Unreadable:
    return Unreadable("too-deep", f"lists nested over {MOST_DEPTH} deep; write it flatter", line, column)


def _explain(error: yaml.MarkedYAMLError, text: str, line: int) -> Unreadable:
    mark = error.problem_mark or error.context_mark
    problem = str(error.problem or error.context or "")
    if "<document start>" in problem and (directive := re.search(r"^%", text, re.MULTILINE)):
        message = "a line of the fields begins with %; put it in quotes or delete it"
        return Unreadable("yaml", message, line + text.count("\n", 0, directive.start()), 1)
    if error.context_mark and "quoted scalar" in str(error.context):
        mark = error.context_mark
    at, column = (mark.line, mark.column + 1) if mark else (0, 1)
    lines = text.split("\n")
    here = lines[at] if at < len(lines) else ""
    sign = here[column - 1 : column]
    if "\t" in here[: len(here) - len(here.lstrip())] or sign == "\t":
        message = "a tab is used for indentation; use spaces"
    elif sign in ("@", "`", "%", "&", "*"):
        message = f'put the value in quotes: "{here[column - 1 :].strip()[:40]}"'
    elif "mapping values are not allowed" in problem:
        message = "put the value in quotes: it holds a colon and a space"
    elif "escape" in problem:
        message = "a \\ in double quotes means something else; use single quotes '…'"
    elif "quoted scalar" in str(error.context):
        message = "a quote is opened here and never closed; close it"
    elif "flow sequence" in str(error.context) or "flow mapping" in str(error.context):
        message = "a bracket is opened and never closed; close it or put the value in quotes"
    else:
        message = f"cannot read the fields here ({problem or 'not key: value'}); put the value in quotes"
    return Unreadable("yaml", message, line + at, column)


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:80]
