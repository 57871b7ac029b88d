"""What an edit has to leave behind, judged without netnotes: YAML by three readers, bytes by hand.

Fields are composed by PyYAML's pure string-only reader, whose marks are trustworthy. What was written must also be
the very text asked for to PyYAML's typed readers (YAML 1.1, C and pure) and to ruamel.yaml (YAML 1.2).
Every `check_…` raises an AssertionError that says what is wrong.

Where the laws leave two readings, both pass:

- a no-op may keep a plain `no` that is already the wanted text;
- an empty list may stay as `[]`, as an empty value, or go with its key; an empty value may be filled by a new list;
- taking out a text that is there twice may take one or both; a quoted text that becomes a list may change its quotes;
- a text of many lines may be replaced; what is unreadable to PyYAML's pure reader alone is judged by libyaml;
- a key that stands in the body (`key:: value`) and not in the fields may be changed there;
- an entry of a day that is there may stand on either side of that day's entries; a numbered one may have any number;
  a log that is in no order takes it anywhere; a log with headings in it may be one log or several; blanks around the
  entry's text may go; where dated lines are paragraphs, rows or headings, an entry may be one;
- ✅ may stand before or after spaces at the line's end;
- HTML tags are taken for text, as FORMAT knows of no HTML but comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import yaml
from ruamel.yaml import YAML

BOM = b"\xef\xbb\xbf"
TEXT_TAG = "tag:yaml.org,2002:str"

Value = str | list[Any] | dict[str, Any]


class Split(NamedTuple):
    """A note in its parts; put together they are the note. *fence* and *closing* are b"" where there are no fields."""

    bom: bytes
    fence: bytes
    fields: bytes
    closing: bytes
    body: bytes

    @property
    def fields_start(self) -> int:
        """The offset of the fields in the note."""
        return len(self.bom) + len(self.fence)

    @property
    def body_start(self) -> int:
        """The offset of the body in the note."""
        return self.fields_start + len(self.fields) + len(self.closing)


class Field(NamedTuple):
    """A key of the root, its value as texts, and where the value stands, in bytes of the note.

    *kind* is text, empty, long (a text of many lines), flow, block, table or odd (anchor, tag, alias, block scalar).
    *ends* are those of a list's items, and a list is *simple* whose items are texts of one line.
    """

    key: str
    kind: str
    value: Value
    key_start: int
    start: int
    end: int
    ends: tuple[int, ...] = ()
    simple: bool = False


def split(data: bytes) -> Split:
    """Part a note at its byte order mark and its two lines of dashes."""
    bom = BOM if data.startswith(BOM) else b""
    lines = data[len(bom) :].split(b"\n")
    lines = [*(line + b"\n" for line in lines[:-1]), lines[-1]]
    if not _is_fence(lines[0]) or not lines[0].endswith(b"\n"):
        return Split(bom, b"", b"", b"", data[len(bom) :])
    for at, line in enumerate(lines[1:], 1):
        if _is_fence(line):
            return Split(bom, lines[0], b"".join(lines[1:at]), line, b"".join(lines[at + 1 :]))
    raise ValueError("the fields are never closed")


def _is_fence(line: bytes) -> bool:
    return line.rstrip(b" \t\r\n") == b"---"


def ending(data: bytes) -> bytes:
    """The line ending of a note: that of its first line."""
    return b"\r\n" if data[: data.find(b"\n") + 1].endswith(b"\r\n") else b"\n"


@lru_cache(maxsize=16)
def fields(data: bytes) -> list[Field]:
    """The root's fields, in order; raises yaml.YAMLError or ValueError where they cannot be read."""
    parts = split(data)
    text = parts.fields.decode()
    try:
        root = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError:  # libyaml knows tabs that the pure reader refuses; marks are right without byte order mark
        root = yaml.compose(text, Loader=yaml.CBaseLoader)
    if root is None:
        return []
    if not isinstance(root, yaml.MappingNode):
        raise ValueError("the root is no table")

    def place(index: int) -> int:
        return parts.fields_start + len(text[:index].encode())

    found = []
    for key, value in root.value:
        raw = text[value.start_mark.index : value.end_mark.index]
        ends = tuple(place(item.end_mark.index) for item in value.value) if _is_list(value) else ()
        alias = value.start_mark.index < key.end_mark.index
        simple = _is_list(value) and all(
            isinstance(item, yaml.ScalarNode)
            and "\n" not in text[item.start_mark.index : item.end_mark.index]
            and text[item.start_mark.index : item.start_mark.index + 1] not in set("&!*|>")
            and item.start_mark.index >= value.start_mark.index
            for item in value.value
        )
        found.append(
            Field(
                str(as_value(key)), _kind(value, raw, alias), as_value(value), place(key.start_mark.index),
                place(value.start_mark.index), place(_end(value)), ends, simple,
            )
        )  # fmt: skip
    return found


def _end(node: yaml.Node) -> int:
    """Where a value ends. PyYAML's mark of a block list or table stands before what comes next, comments between."""
    if isinstance(node, yaml.ScalarNode) or node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    last = last[1] if isinstance(last, tuple) else last
    return _end(last) if last.start_mark.index > node.start_mark.index else int(last.end_mark.index)


def _is_list(node: yaml.Node) -> bool:
    return isinstance(node, yaml.SequenceNode)


def _kind(node: yaml.Node, raw: str, alias: bool) -> str:
    if alias or raw.startswith(("&", "!", "*")):
        return "odd"
    if isinstance(node, yaml.ScalarNode):
        if raw.startswith(("|", ">")):
            return "odd"
        return "long" if "\n" in raw else "text" if raw else "empty"
    if isinstance(node, yaml.SequenceNode):
        return "flow" if node.flow_style else "block"
    return "table"


def as_value(node: yaml.Node) -> Value:
    """A node as texts, lists and tables."""
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    if isinstance(node, yaml.SequenceNode):
        return [as_value(item) for item in node.value]
    return {repr(as_value(key)): as_value(value) for key, value in node.value}


def values(data: bytes) -> list[tuple[str, Value]]:
    """The root's keys and values, in order."""
    return [(field.key, field.value) for field in fields(data)]


def field(data: bytes, key: str) -> Field | None:
    """The field *key*, spelt so."""
    return next((found for found in fields(data) if found.key == key), None)


def typed(data: bytes) -> Iterator[tuple[str, list[tuple[Any, Any]]]]:
    """The root as each typed reader resolves it, keys and values with their tags; nothing where one cannot read it."""
    text = split(data).fields.decode()
    for name, loader in (("PyYAML", yaml.SafeLoader), ("libyaml", yaml.CSafeLoader)):
        try:
            yield name, _tagged(yaml.compose(text, Loader=loader))
        except yaml.YAMLError:
            yield name, []
    try:
        yield "ruamel", _tagged(YAML(typ="safe", pure=True).compose(text))
    except Exception:  # ruamel raises more than its own errors on odd notes
        yield "ruamel", []


def _tagged(node: Any) -> Any:
    """A node as pairs of tag and text: two such are equal where a typed reader makes the same of both."""
    if node is None:
        return []
    seen = str(node.tag)
    if isinstance(node.value, str):
        return seen, node.value
    if node.value and isinstance(node.value[0], tuple):
        return [(_tagged(key), _tagged(value)) for key, value in node.value]
    return [_tagged(item) for item in node.value]


def difference(before: bytes, after: bytes) -> tuple[int, bytes, bytes]:
    """The one splice between two notes: where, what it took out and what it put in."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return start, before[start : len(before) - end], after[start : len(after) - end]


def _same_outside(before: bytes, after: bytes, start: int, end: int) -> bytes:
    """What stands in *after* where *before* has the bytes from *start* to *end*; all else must be the same."""
    rest = len(before) - end
    assert len(after) >= start + rest, "more than the place of the value is gone"
    assert after[:start] == before[:start], "bytes before the value differ"
    assert after[len(after) - rest :] == before[end:], "bytes after the value differ"
    return after[start : len(after) - rest]


def _check_fields(before: bytes, after: bytes, wanted: Sequence[tuple[str, Value]], key: str, fresh: set[str]) -> None:
    """The fields are *wanted* to all readers; the texts *fresh* in *key* are texts; all else is typed as before."""
    assert values(after) == list(wanted), f"the fields are {values(after)}, not {list(wanted)}"
    assert split(after).body == split(before).body, "the body differs"
    for (reader, old), (_, new) in zip(typed(before), typed(after), strict=True):
        if not old and values(before):
            continue
        names = [name for name, _ in wanted]
        assert len(new) == len(names), f"{reader} cannot read what was written"
        found = new[names.index(key)][1] if key in names else []
        for tag, text in _scalars(found):
            assert text not in fresh or tag == TEXT_TAG or _was_so(old, tag, text), f"{reader} reads {text!r} as {tag}"
        others = [pair for name, pair in zip(names, new, strict=True) if name != key]
        before_names = [name for name, _ in values(before)]
        assert others == [pair for name, pair in zip(before_names, old, strict=True) if name != key], (
            f"{reader} reads another key otherwise"
        )


def _scalars(node: Any) -> Iterator[tuple[str, str]]:
    """The scalars of a value, or of a list's items."""
    for item in node if isinstance(node, list) else [node]:
        if item and isinstance(item[0], str):
            yield item


def _was_so(old: Any, tag: str, text: str) -> bool:
    """Whether the very scalar was there before: a list may hold the text that is added, as somebody else wrote it."""
    return any(item == (tag, text) for _, value in old if isinstance(value, list) for item in value)


def _with(before: bytes, key: str, value: Value) -> list[tuple[str, Value]]:
    old = values(before)
    if key in dict(old):
        return [(name, value if name == key else held) for name, held in old]
    return [*old, (key, value)]


def _check_new_line(before: bytes, after: bytes, key: str) -> None:
    """A new key is one line before the closing dashes, or a block of three on top."""
    parts = split(before)
    eol = ending(before)
    if not parts.fence:
        put = _same_outside(before, after, len(parts.bom), len(parts.bom))
        assert put.startswith(b"---" + eol), "a new block begins with dashes"
        assert put.endswith(eol + b"---" + eol) or (not parts.body and put.endswith(eol + b"---")), (
            "it ends with dashes"
        )
        assert put.rstrip().count(b"\n") == 2, "a new block has three lines"
        return
    place = parts.fields_start + len(parts.fields)
    put = _same_outside(before, after, place, place)
    assert put.endswith(eol), "the line ends as the others do"
    assert put.count(b"\n") == 1, "a new key is one line"
    old = fields(before)
    line = before[before.rfind(b"\n", 0, old[0].key_start) + 1 : old[0].key_start] if old else b""
    indent = line if not line.strip() else b""
    assert re.match(re.escape(indent) + rb"(['\"]?)" + re.escape(key.encode()) + rb"\1: \S", put) or "'" in key or (
        not key.isprintable() or '"' in key or "\\" in key
    ), f"the new line is {put!r}"  # fmt: skip


def in_the_body(before: bytes, after: bytes, key: str, value: str) -> bool:
    """Whether not a field but a line `KEY:: …` of the body was changed: it becomes *value*, or goes."""
    old, new = split(before), split(after)
    if old.body == new.body:
        return False
    assert before[: old.body_start] == after[: new.body_start], "fields and body were both changed"
    first, gone, put = difference(before, after)
    start, end = before.rfind(b"\n", 0, first) + 1, (before + b"\n").find(b"\n", first + len(gone))
    was = before[start:end].decode()
    now = after[start : first + len(put)] + before[first + len(gone) : end]
    assert fold(key) + "::" in fold(was), f"{was!r} was changed"
    assert not value or value in now.decode().partition("::")[2], f"it became {now!r}"
    return True


def fold(key: str) -> str:
    """A key without case, dashes, spaces and signs of emphasis."""
    return re.sub(r"[\s_*-]", "", key.lower())


def check_set(before: bytes, after: bytes, key: str, value: str, line: int | None = None) -> None:
    """*key* holds *value*, and only the characters of the old value, or one new line, differ."""
    old = field(before, key)
    if after == before:
        inline = [line.partition("::") for line in before.decode().splitlines() if "::" in line]
        if old is None and any(fold(key) in fold(name) and held.strip() == value.strip() for name, _, held in inline):
            return
        assert old, f"nothing was changed and {key} is not there"
        assert old.value == value, f"nothing was changed, and the value is {old.value!r}"
        return
    if old is None and in_the_body(before, after, key, value):
        return
    _check_fields(before, after, _with(before, key, value), key, {value})
    if old is None:
        _check_new_line(before, after, key)
    elif old.kind == "empty":
        _, gone, put = difference(before, after)
        assert not gone, "an empty value has nothing to take out"
        assert b"\n" not in put, "the value is put on the key's line"
    else:
        assert old.kind in ("text", "long"), f"a value of kind {old.kind} was replaced"
        put = _same_outside(before, after, old.start, old.end)
        quote = before[old.start : old.start + 1]
        assert quote not in (b"'", b'"') or put[:1] == quote, f"the quotes were {quote!r} and became {put!r}"
    _check_line(before, after, key, line)


def _check_line(before: bytes, after: bytes, key: str, line: int | None) -> None:
    new = field(after, key)
    if new and line is not None:
        first, last = (after[:place].count(b"\n") + 1 for place in (new.key_start, new.end))
        assert first <= line <= last, f"the line told is {line}"


def check_unset(before: bytes, after: bytes, key: str) -> None:
    """*key* is gone, with the whole of its lines and nothing more."""
    old = field(before, key)
    if old is None:
        assert after == before or in_the_body(before, after, key, ""), "there was nothing to take out"
        return
    _check_fields(before, after, [pair for pair in values(before) if pair[0] != key], key, set())
    start = before.rfind(b"\n", 0, old.key_start) + 1
    if old.kind in ("block", "table") and not old.simple:
        return
    held = before[old.key_start : old.end].rstrip()
    end = before.find(b"\n", old.key_start + len(held)) + 1
    assert not _same_outside(before, after, start, end), "something was put in"


def check_list(before: bytes, after: bytes, key: str, items: Sequence[str], line: int | None = None) -> None:
    """*key*, which was not there, is a flow list of *items*."""
    old = field(before, key)
    _check_fields(before, after, _with(before, key, list(items)), key, set(items))
    if old is None:
        _check_new_line(before, after, key)
    else:
        assert old.value == "", "a value that was there was replaced"
    new = field(after, key)
    assert new is not None and new.kind == "flow", "the new list is no flow list"  # noqa: PT018
    _check_line(before, after, key, line)


def check_append(before: bytes, after: bytes, key: str, item: str, line: int | None = None) -> None:
    """*item* is the last of the list *key*, and nothing was taken out."""
    old = field(before, key)
    if old is None:
        if not in_the_body(before, after, key, item):
            check_list(before, after, key, [item], line)
        return
    if after == before:
        held = old.value if isinstance(old.value, list) else [old.value]
        assert item in held, "nothing was added"
        return
    assert old.kind in ("text", "long", "empty", "flow", "block"), f"a value of kind {old.kind} was added to"
    items = list(old.value) if isinstance(old.value, list) else [old.value] if old.value else []
    if key == "tags" and old.kind in ("text", "long"):
        items = _tags(str(old.value))
    _check_fields(before, after, _with(before, key, [*items, item]), key, {item})
    _, gone, put = difference(before, after)
    if old.kind == "long" or (old.kind == "text" and (not old.value or items != [old.value])):
        _same_outside(before, after, old.start, old.end)
        return
    if old.kind == "text":
        raw = before[old.start : old.end]
        put = _same_outside(before, after, old.start, old.end)
        quoted = raw[:1] in (b"'", b'"')
        assert put.startswith((b"[" + raw + b", ", b"['" + raw + b"', ", b'["' + raw + b'", ')) or quoted, (
            f"it became {put!r}"
        )
        return
    assert not gone, f"{gone!r} was taken out"
    if old.kind == "block":
        _check_block_line(before, after, old)
    elif old.kind == "flow" and old.ends:
        put = _same_outside(before, after, old.ends[-1], old.ends[-1])
        assert put.startswith(b", "), f"after the last item stands {put!r}"
    else:
        assert b"\n" not in put, "the list is put on the key's line"


def _tags(text: str) -> list[str]:
    """One text of tags is split at commas, or else at spaces (FORMAT, Keys)."""
    return [tag.strip() for tag in text.split(",") if tag.strip()] if "," in text else text.split()


def _check_block_line(before: bytes, after: bytes, old: Field) -> None:
    """A new item of a block list is a line below the last item, as that is written."""
    end = before.find(b"\n", old.ends[-1]) + 1
    put = _same_outside(before, after, end, end)
    assert put.count(b"\n") == 1, "a new item is one line"
    assert put.endswith(ending(before)), "it ends as other lines do"
    last = before[before.rfind(b"\n", 0, old.ends[-1]) + 1 : end]
    dash = re.match(rb"[ \t]*-[ \t]+", last)
    assert dash is None or re.match(re.escape(dash[0]) + rb"\S", put), f"{put!r} is not written like {last!r}"


def check_remove(before: bytes, after: bytes, key: str, item: str) -> None:
    """*item* is not in the list *key* any more, all others are, and nothing was put in."""
    old = field(before, key)
    held = [] if old is None or old.kind == "empty" else list(old.value) if isinstance(old.value, list) else [old.value]
    if item not in held:
        assert after == before, "there was nothing to take out"
        return
    once = [*held[: held.index(item)], *held[held.index(item) + 1 :]]
    every = [text for text in held if text != item]
    others = [pair for pair in values(before) if pair[0] != key]
    left = dict(values(after)).get(key, "")
    allowed = [once, every] + (["", []] if not once or not every else [])
    assert left in allowed, f"what is left is {left!r}"
    wanted = _with(before, key, left) if key in dict(values(after)) else others
    _check_fields(before, after, wanted, key, set())
    _, gone, put = difference(before, after)
    assert not put or not left, f"{put!r} was put in"
    assert gone, "nothing was taken out"
