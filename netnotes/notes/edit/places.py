"""Where the value of a key stands in a note: among the fields, or in an inline field of the body."""

from __future__ import annotations

from typing import Any, NamedTuple

from netnotes.notes import keys
from netnotes.notes.edit.changes import Refused
from netnotes.notes.edit.opened import OpenNote
from netnotes.notes.fields import Fields
from netnotes.notes.inline import Inline
from netnotes.notes.nodes import Items, Node, Table, Text

# A key that stands for another where that one is missing.
_STAND_INS = {"circle": ("tier",), "name": ("title",)}


class Pair(NamedTuple):
    """A key among the fields, and what stands for it."""

    key: Text
    value: Node

    @property
    def line(self) -> int:
        """The line of the key."""
        return self.key.line


def place_of(note: OpenNote, key: str) -> Pair | Inline | None:
    """Where the value that counts for *key* stands, None where it stands nowhere.

    A known key is found by any of its synonyms, as in reading; a key of the user's own by its exact spelling,
    else by case, ``_``, ``-`` and spaces. A key that stands beside others for the same is found by its own
    spelling alone (``slug`` is one address to other programs), unless it is the only one. Raises Refused where
    several of them are there.
    """
    settings = note.reader.settings
    own = keys.own_keys(settings.keys)
    canonical = keys.canonical_key(key, own)
    pairs = [Pair(at, value) for at, value in (note.root.value if note.root else ()) if isinstance(at, Text)]
    if canonical is None or keys.adds_up(key):
        return _own_place(note, pairs, key)
    written = Fields(note.root, note.path, settings, note.body.inline)
    for name in (canonical, *_STAND_INS.get(canonical, ())):
        value = written.node(name)
        if value is None or (name == "title" and not written.is_file_name(str(value.value))):
            continue
        found = next((pair for pair in pairs if pair.value is value), None)
        if found is None:
            return _inline_at(note, value)
        if not _is_address(found):
            return found if not keys.adds_up(found.key.value) else _only_part(pairs, found, canonical, own)
    # Nothing counts yet; a key that is there without a value is filled rather than written twice.
    known = [pair for pair in pairs if keys.canonical_key(pair.key.value, own) == canonical and not _is_address(pair)]
    return max(known, key=lambda pair: keys.closeness(pair.key.value, canonical), default=None)


def _only_part(pairs: list[Pair], found: Pair, canonical: str, own: dict[str, str]) -> Pair:
    """*found* where no other key adds to it; raises Refused where there are several."""
    parts = [pair.key.value for pair in pairs if keys.canonical_key(pair.key.value, own) == canonical]
    if len(parts) > 1:
        message = f'"{canonical}" stands there several times ({", ".join(parts)}); name the one that is meant'
        raise Refused("several-keys", message, found.line)
    return found


def _is_address(pair: Pair) -> bool:
    """Whether this is ``slug``."""
    return keys.adds_up(pair.key.value) and not pair.key.value.endswith("]")


def _own_place(note: OpenNote, pairs: list[Pair], key: str) -> Pair | Inline | None:
    folded = keys.fold_key(key)
    exact = next((pair for pair in pairs if pair.key.value == key), None)
    if exact is None and key.endswith("]"):
        return next((pair for pair in pairs if pair.key.value.lower() == key.lower()), None)
    return (
        exact
        or next((pair for pair in pairs if keys.fold_key(pair.key.value) == folded), None)
        or next((field for field in note.body.inline if keys.fold_key(field.key) == folded), None)
    )


def _inline_at(note: OpenNote, value: Node) -> Inline:
    """The inline field that *value* was read from."""
    for field in note.body.inline:
        if (field.line, field.column) == (value.line, value.column):
            return field
    raise Refused("inline-field", "this stands in the text of the note; change it in an editor", value.line)


def end_of(node: Node) -> int:
    """Where *node* ends for the eye: a list or table in lines where its last value does."""
    if isinstance(node, Text) or not node.plain or not node.value:
        return node.end
    last: Any = node.value[-1]
    if isinstance(node, Table):
        key, value = last
        return max(int(key.end), end_of(value))
    return end_of(last)


def check_editable(node: Node, key: str, raw: str) -> None:
    """Raise Refused for a value that cannot be replaced safely."""
    if node.tagged:
        raise Refused(
            "anchor-or-tag", f'"{key}" has an anchor, an alias or a tag (&, * or !); change it in an editor', node.line
        )
    if raw[:1] in ("|", ">") and isinstance(node, Text) and not node.plain:
        raise Refused("block-scalar", f'"{key}" holds a text of several lines; change it in an editor', node.line)


def check_one_text(node: Node, key: str) -> None:
    """Raise Refused where *node* is a list or a table."""
    if isinstance(node, Items):
        more = f"add to it with {key}+=… or take out with {key}-=…"
        raise Refused("not-scalar", f'"{key}" holds a list; {more}', node.line)
    if not isinstance(node, Text):
        raise Refused("not-scalar", f'"{key}" holds a table; change it in an editor', node.line)
