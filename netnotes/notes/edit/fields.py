"""Edits of the fields of a note. Each gives one splice, None where nothing is to be done; raises Refused."""

from __future__ import annotations

from collections.abc import Sequence

from netnotes.notes.edit.changes import Append, Refused, Remove, SetKey, SetList, Splice, Unset
from netnotes.notes.edit.opened import OpenNote
from netnotes.notes.edit.places import Pair, check_editable, check_one_text, end_of, place_of
from netnotes.notes.edit.quoting import check_text, is_plain, write_text
from netnotes.notes.inline import Inline
from netnotes.notes.nodes import Items, Node, Text
from netnotes.notes.written import all_texts
from netnotes.patterns import lazy_pattern

_DASH = lazy_pattern(r"[ ]*-(?:[ ]+|$)")


def set_key(note: OpenNote, change: SetKey) -> Splice | None:
    """Put one text in place of the value of a key, or add the key."""
    place = place_of(note, change.key)
    check_text(change.value)
    if place is None:
        return _new_key(note, change.key, write_text(change.value))
    if isinstance(place, Inline):
        return _set_inline(note, place, change.value)
    node, raw = _editable(note, place)
    check_one_text(node, change.key)
    if node.value == change.value and raw:
        return None
    return _replace(note, node, write_text(change.value, raw[:1] if raw[:1] in ("'", '"') else ""))


def set_list(note: OpenNote, change: SetList) -> Splice | None:
    """Add a key with a list, or fill one that is there without a value."""
    place = place_of(note, change.key)
    new = _flow(change.values)
    if place is None:
        return _new_key(note, change.key, new)
    if isinstance(place, Pair):
        node, raw = _editable(note, place)
        if not raw:
            return _replace(note, node, new)
    raise Refused("not-scalar", f'"{change.key}" is there already; add to it with {change.key}+=…', place.line)


def unset(note: OpenNote, change: Unset) -> Splice | None:
    """Take a key and its value out, with the lines they stand on."""
    place = place_of(note, change.key)
    if place is None:
        return None
    if isinstance(place, Inline):
        return _unset_inline(note, place)
    node, _ = _editable(note, place)
    start = note.fields.rfind("\n", 0, place.key.start) + 1
    end = max(end_of(node), place.key.end)
    before = note.fields[start : place.key.start]
    if before.strip():
        raise Refused(
            "odd-key", f'"{change.key}" shares its line with something else; change it in an editor', node.line
        )
    while end > start and note.fields[end - 1] in "\r\n":
        end -= 1
    end = (note.fields.find("\n", end) + 1) or len(note.fields)
    return _in_fields(note, start, end, "")


def append(note: OpenNote, change: Append) -> Splice | None:
    """Add a text to the list of a key; a single text becomes a list of two, a missing key a list of one."""
    check_text(change.value)
    place = place_of(note, change.key)
    if place is None:
        return _new_key(note, change.key, _flow([change.value]))
    if isinstance(place, Inline):
        return _append_inline(note, place, change.value)
    node, raw = _editable(note, place)
    if isinstance(node, Text):
        texts = _texts_in(change.key, node)
        if change.value in texts:
            return None
        # The one text stays as it is written, where it can stand in brackets so.
        kept = (
            len(texts) == 1 and texts[0] == node.value and (is_plain(raw) or raw[:1] in ("'", '"')) and "\n" not in raw
        )
        new = f"[{raw}, {write_text(change.value)}]" if kept else _flow([*texts, change.value])
        return _replace(note, node, new)
    items = _as_list(node, change.key)
    if any(isinstance(item, Text) and item.value == change.value for item in items.value):
        return None
    if not items.plain:
        return _append_to_flow(note, items, change.value)
    return _append_to_block(note, items, change)


def remove(note: OpenNote, change: Remove) -> Splice | None:
    """Take a text out of the list of a key, with the line or the comma that belongs to it."""
    place = place_of(note, change.key)
    if place is None:
        return None
    if isinstance(place, Inline):
        raise Refused("inline-field", f'"{change.key}" stands in the text; change it in an editor', place.line)
    node, _ = _editable(note, place)
    if isinstance(node, Text):
        texts = _texts_in(change.key, node)
        if change.value not in texts:
            return None
        return _replace(note, node, _flow([text for text in texts if text != change.value]))
    items = _as_list(node, change.key)
    found = [index for index, item in enumerate(items.value) if isinstance(item, Text) and item.value == change.value]
    if not found:
        bare = change.value.strip("[]")
        if nested := [item for item in items.value if isinstance(item, Items) and bare in all_texts(item)]:
            raise Refused("unquoted-link", f'put the link in quotes first: "[[{bare}]]"', nested[0].line)
        return None
    item = items.value[found[0]]
    check_editable(item, change.key, note.fields[item.start : item.end])
    return _remove_from_block(note, item, change.key) if items.plain else _remove_from_flow(note, items, found[0])


def _as_list(node: Node, key: str) -> Items:
    if isinstance(node, Items):
        return node
    raise Refused("not-scalar", f'"{key}" holds a table; change it in an editor', node.line)


def _editable(note: OpenNote, pair: Pair) -> tuple[Node, str]:
    """The value of *pair* and how it is written; raises Refused for one that cannot be edited."""
    key, node = pair
    raw = note.fields[node.start : node.end]
    if key.tagged:
        raise Refused(
            "anchor-or-tag", f'the key "{key.value}" has an anchor or a tag; change it in an editor', key.line
        )
    check_editable(node, key.value, raw)
    _refuse_braces(note)
    return node, raw


def _refuse_braces(note: OpenNote) -> None:
    if note.root is not None and not note.root.plain:
        raise Refused(
            "flow-root", "the fields stand in braces { }; write one key: value a line, then this can be edited",
            note.root.line,
        )  # fmt: skip


def _in_fields(note: OpenNote, start: int, end: int, new: str, line: int = 0) -> Splice:
    return Splice(note.fields_start + start, note.fields_start + end, new, line)


def _replace(note: OpenNote, node: Node, new: str) -> Splice:
    """*new* in place of *node*; after a key without a value a space stands before it."""
    before = note.fields[node.start - 1 : node.start]
    space = " " if node.start == node.end and before not in (" ", "\t") else ""
    return _in_fields(note, node.start, node.end, space + new)


def _new_key(note: OpenNote, key: str, value: str) -> Splice:
    """A line of its own for a new key, after the last one; with the dashes around it where there are no fields."""
    _refuse_braces(note)
    line = f"{write_text(key)}: {value}{note.eol}"
    if note.fence.text is None:
        return Splice(0, 0, f"---{note.eol}{line}---{note.eol}", 1)
    indent = ""
    if note.root is not None and note.root.value:
        first = note.root.value[0][0]
        start, _ = _line_of(note, first)
        indent = note.fields[start : first.start]
        if indent.strip():
            raise Refused("odd-key", "the first key has an unusual form; add this one in an editor", first.line)
    return _in_fields(note, len(note.fields), len(note.fields), indent + line)


def _line_of(note: OpenNote, node: Node) -> tuple[int, int]:
    """Where the line that *node* begins on starts and ends, in the fields."""
    start = note.fields.rfind("\n", 0, node.start) + 1
    end = note.fields.find("\n", node.start)
    return start, len(note.fields) if end < 0 else end


def _flow(values: Sequence[str]) -> str:
    return f"[{', '.join(write_text(value) for value in values)}]"


def _texts_in(key: str, node: Text) -> list[str]:
    """The texts that a single text is read as: tags may stand in one, with commas or spaces between them."""
    text = node.value
    if not text.strip():
        return []
    if key != "tags":
        return [text]
    return [part.strip() for part in (text.split(",") if "," in text else text.split()) if part.strip()]


def _append_to_flow(note: OpenNote, node: Items, value: str) -> Splice:
    new = write_text(value)
    if not node.value:
        return _in_fields(note, node.start + 1, node.start + 1, new)
    last = node.value[-1]
    end = last.end
    return _in_fields(note, end, end, f", {new}")


def _append_to_block(note: OpenNote, node: Items, change: Append) -> Splice:
    """A line like that of the last item, under it."""
    last = node.value[-1]
    start, end = _line_of(note, last)
    dash = note.fields[start : last.start]
    if not _DASH.fullmatch(dash) or not isinstance(last, Text) or "\n" in note.fields[last.start : last.end]:
        raise Refused(
            "nested-list", f'the last item of "{change.key}" is more than one text; add this in an editor', last.line
        )
    if last.tagged:
        raise Refused("anchor-or-tag", f'the last item of "{change.key}" has an anchor or a tag', last.line)
    end -= note.fields[end - 1 : end] == "\r"
    dash = dash if dash.endswith(" ") else dash + " "
    return _in_fields(note, end, end, f"{note.eol}{dash}{write_text(change.value)}", 1)


def _remove_from_block(note: OpenNote, item: Text, key: str) -> Splice:
    start, _ = _line_of(note, item)
    if not _DASH.fullmatch(note.fields[start : item.start]):
        raise Refused("odd-list", f'this item of "{key}" shares its line; change it in an editor', item.line)
    end = note.fields.find("\n", item.end) + 1
    return _in_fields(note, start, end or len(note.fields), "")


def _remove_from_flow(note: OpenNote, node: Items, index: int) -> Splice:
    item = node.value[index]
    if len(node.value) == 1:
        return _in_fields(note, item.start, item.end, "")
    if index == 0:
        return _in_fields(note, item.start, node.value[1].start, "")
    return _in_fields(note, node.value[index - 1].end, item.end, "")


def _inline_span(note: OpenNote, field: Inline) -> tuple[int, int]:
    """Where the value of an inline field stands in the note's text."""
    start = note.start_of(field.line) + field.column - 1
    if note.text[start : start + len(field.value)] != field.value:
        raise Refused("inline-field", f'"{field.key}" stands in the text; change it in an editor', field.line)
    return start, start + len(field.value)


def _set_inline(note: OpenNote, field: Inline, value: str) -> Splice | None:
    start, end = _inline_span(note, field)
    return None if note.text[start:end] == value else Splice(start, end, value)


def _append_inline(note: OpenNote, field: Inline, value: str) -> Splice | None:
    start, end = _inline_span(note, field)
    parts = [part.strip() for part in note.text[start:end].split(",")]
    return None if value in parts else Splice(end, end, f", {value}")


def _unset_inline(note: OpenNote, field: Inline) -> Splice:
    if not field.whole:
        raise Refused("inline-field", f'"{field.key}" stands within a line; change it in an editor', field.line)
    return Splice(*note.whole_line(field.line), "")
