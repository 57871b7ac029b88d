"""What was written in the fields of a note, by canonical key: texts, lists and links, and what is wrong with them."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from netnotes.dates import BadDate
from netnotes.model.names import stem_of
from netnotes.model.note import Called
from netnotes.model.problem import WARNING, Problem
from netnotes.model.settings import Settings
from netnotes.notes import keys
from netnotes.notes.inline import Inline
from netnotes.notes.nodes import Items, Node, Table, Text
from netnotes.patterns import lazy_pattern

LONGEST = 200
UNSAFE = lazy_pattern("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ud800-\udfff]")


class Evidence(NamedTuple):
    """A text that says what a note is: *what* is ``type``, ``category`` or ``tag``; *line* is where it stands."""

    what: str
    text: str
    line: int


class Written:
    """The fields of one note as they were written. Their problems are added to `problems`."""

    known: Mapping[str, str] = keys.CANONICAL

    def __init__(self, root: Table | None, path: str, settings: Settings, inline: Iterable[Inline] = ()) -> None:
        """*root* is what `frontmatter.read_fields` gave; *path* is the note's path in the vault.

        *inline* are the inline fields of its body, which count for less.
        """
        self.path = path
        self.settings = settings
        self.stem = stem_of(path)
        self.problems: list[Problem] = []
        self._named: dict[str, Node] = {}
        self._spelling: dict[str, str] = {}
        self._key_lines: dict[str, int] = {}
        self._more: dict[str, list[Node]] = {}
        self._other: dict[str, Node] = {}
        self._own = keys.own_keys(settings.keys)
        for key, value in root.value if root else ():
            self._sort(key, value)
        self._written_above = frozenset(self._named)
        for field in inline:
            self._sort_inline(field)

    def _sort_inline(self, field: Inline) -> None:
        """Put an inline field beside the others; what stands above the body wins, a list may come bit by bit."""
        canonical = keys.canonical_key(field.key, self._own, self.known)
        value = field.value.strip('"') if field.value[:1] == field.value[-1:] == '"' else field.value
        node: Node = Text.at(value, field.line, field.column)
        if canonical in keys.LISTED and (canonical != "tags" or "," in value):
            parts = [Text.at(part, field.line, field.column) for part in listed(value)]
            node = Items.at([*parts], field.line, field.column)
        if canonical is None or (canonical == "tier" and not self.settings.circle_called(value)):
            self._other.setdefault(field.key, node)
        elif canonical in self._written_above:
            self._tell_disagreement(field.key, canonical, self._named[canonical], node)
        elif canonical in self._named and (canonical in keys.LISTED or canonical == "met"):
            self._more.setdefault(canonical, []).append(node)
        else:
            self._settle(field.key, canonical, node, field.line)

    def _warn(self, node: Node, code: str, message: str) -> None:
        self.problems.append(Problem(self.path, node.line, node.column, WARNING, code, message))

    def _sort(self, key: Node, value: Node) -> None:
        """Put a key's value where it belongs: among the known ones, or among the user's own."""
        if not isinstance(key, Text):
            self._warn(key, "key-not-text", "this key is not a text; write one key: value a line")
            return
        canonical = keys.canonical_key(key.value, self._own, self.known)
        if canonical == "tier" and not (isinstance(value, Text) and self.settings.circle_called(value.value)):
            canonical = None
        if canonical is None:
            self._other[key.value] = value
        elif not self._absent(value, canonical):
            self._settle(key.value, canonical, value, key.line)

    def _settle(self, key: str, canonical: str, value: Node, line: int) -> None:
        """Keep *value*, or the one that stood for the same key before it: the canonical spelling wins."""
        earlier = self._named.get(canonical)
        if earlier is None:
            self._keep(key, canonical, value, line)
            return
        if keys.adds_up(key) or keys.adds_up(self._spelling[canonical]):
            self._more.setdefault(canonical, []).append(value)
            return
        self._tell_disagreement(key, canonical, earlier, value)
        if keys.closeness(key, canonical) > keys.closeness(self._spelling[canonical], canonical):
            self._keep(key, canonical, value, line)

    def _keep(self, key: str, canonical: str, value: Node, line: int) -> None:
        self._named[canonical], self._spelling[canonical], self._key_lines[canonical] = value, key, line

    def _tell_disagreement(self, key: str, canonical: str, one: Node, two: Node) -> None:
        if plain_value(one) != plain_value(two):
            self._warn(
                two, "synonyms-disagree",
                f'"{key[:40]}" and another key for "{canonical}" (line {one.line}) disagree; keep one',
            )  # fmt: skip

    def node(self, key: str) -> Node | None:
        """What counts for the canonical *key*, as it was written."""
        return self._named.get(key)

    def spelled(self) -> dict[str, tuple[str, int]]:
        """The known keys of the note, each as it is written, with its line."""
        return {key: (spelling, self._key_lines[key]) for key, spelling in self._spelling.items()}

    def evidence(self) -> list[Evidence]:
        """What ``type``, ``kind``, ``categories`` and ``tags`` say the note is, lower case, in this order."""
        found = [
            Evidence("type", text.strip("[]").lower(), node.line)
            for key in ("type", "kind")
            if (node := self._named.get(key))
            for text in all_texts(node)
        ]
        categories = self._named.get("categories")
        for text in all_texts(categories) if categories else ():
            found.append(Evidence("category", text.strip("[]").lower(), categories.line if categories else 0))
        return found + [Evidence("tag", tag.lower(), line) for tag, line in self._tags_with_lines()]

    def _tags_with_lines(self) -> list[tuple[str, int]]:
        """The tags of the fields and where they stand, without a word about their shape."""
        found = len(self.problems)
        nodes = self._text_nodes("tags")
        del self.problems[found:]
        return [(tag, node.line) for node in nodes for tag in self._split_tags(node)]

    def _called(self, key: str) -> Called | None:
        node = self._named.get(key)
        text = self._text(key)
        return Called(text, node.line, node.column) if node and text else None

    def _text(self, key: str) -> str | None:
        node = self._named.get(key)
        if node is None:
            return None
        if not isinstance(node, Text):
            if isinstance(node, Items) and len(node.value) == 1 and isinstance(node.value[0], Text):
                return self._clean(node.value[0])
            self._warn(node, "not-text", f'"{key}" holds more than one text; write one, in quotes')
            return None
        return self._clean(node) or None

    def _clean(self, node: Text) -> str:
        text: str = node.value.strip()
        if not text.isprintable() and UNSAFE.search(text):
            self._warn(node, "control-char-value", "an invisible sign stands in this value; delete it")
            text = text.encode("utf-8", "replace").decode("utf-8")
        if len(text) > LONGEST and node is self._named.get("name"):
            self._warn(node, "too-long", f"this name has {len(text):,} signs; shorten it")
        return text

    def _absent(self, node: Node, key: str) -> bool:
        """Whether *node* holds nothing; ``null`` is nothing too, but for a key that is text."""
        if not isinstance(node, Text):
            return not node.value
        text = node.value.strip()
        return not text or (node.plain and key not in keys.TEXT_KEYS and text.lower() in ("null", "~"))

    def _nodes(self, key: str) -> list[Node]:
        """Everything that was written for *key*."""
        node = self._named.get(key)
        return [node, *self._more.get(key, ())] if node is not None else []

    def _text_nodes(self, key: str) -> list[Text]:
        texts = []
        for node in self._nodes(key):
            for item in node.value if isinstance(node, Items) else [node]:
                if not isinstance(item, Text):
                    self._warn(item, "not-text-list", f'"{key}" is a list of texts; put this one in quotes')
                elif not self._absent(item, key):
                    texts.append(item)
        return texts

    def _texts(self, key: str) -> list[str]:
        return [text for node in self._text_nodes(key) if (text := self._clean(node))]

    def _tags(self) -> list[str]:
        return [tag for node in self._text_nodes("tags") for tag in self._split_tags(node)]

    def _split_tags(self, node: Text) -> list[str]:
        """The tags in *node*; one text for all of them is split at its commas, or else at its spaces."""
        text: str = node.value.strip()
        texts = [text]
        if isinstance(self._named.get("tags"), Text):
            texts = text.split(",") if "," in text else text.split()
        return [part.strip("[] ").lstrip("#") for part in texts if part.strip("[] ")]

    def _links(self, key: str) -> list[str]:
        found = []
        for node in self._nodes(key):
            for item in node.value if isinstance(node, Items) else [node]:
                if isinstance(item, Text):
                    found.append(self._clean(item))
                elif text := ", ".join(all_texts(item)):
                    self._warn(item, "unquoted-link", f'put the link in quotes: "[[{text}]]"')
                    found.append(f"[[{text}]]")
        return [text for text in found if text]

    def _typed(self, key: str, code: str, read: Callable[[str], Any]) -> Any:
        node = self._named.get(key)
        if node is None:
            return None
        if not isinstance(node, Text):
            texts = list(all_texts(node))
            if code != "bad-date" or len(texts) != 1:
                self._warn(node, "not-text", f'"{key}" holds more than one text; write one')
                return None
            # An unquoted [[2026-03-01]] is a list in a list to YAML.
            node = Text.at(texts[0], node.line, node.column)
        try:
            return read(node.value.strip() if code != "bad-date" else bare_day(node.value))
        except (BadDate, ValueError) as error:
            self._warn(node, code, str(error))
            return None


def listed(text: str) -> list[str]:
    """The texts of a list that stands on one line: parted by commas, but not by those in a link."""
    return [part.strip() for part in re.split(r",(?![^\[\]]*\])", text) if part.strip()]


def bare_day(text: str) -> str:
    """A day that may be written as a link to its daily note: ``[[Daily/2026-03-01|1 March]]``."""
    found = re.fullmatch(r"\[\[(?:[^\[\]|]*/)?([^\[\]|#/]+)(?:[|#][^\[\]]*)?\]\]", text.strip())
    return found[1].strip() if found else text.strip()


def all_texts(node: Node) -> Iterator[str]:
    """Every text in a node, however deep."""
    if isinstance(node, Text):
        yield node.value
    elif isinstance(node, Items):
        for item in node.value:
            yield from all_texts(item)
    else:
        for key, value in node.value:
            yield from all_texts(key)
            yield from all_texts(value)


def plain_value(node: Node) -> Any:
    """A node as a plain JSON value: a text, a list or a table of them."""
    if isinstance(node, Text):
        return node.value.strip().encode("utf-8", "replace").decode("utf-8")
    if isinstance(node, Items):
        return [plain_value(item) for item in node.value]
    return {key.value if isinstance(key, Text) else "…": plain_value(value) for key, value in node.value}


def all_plain_texts(value: Any) -> list[str]:
    """Every text in what `plain_value` gave, however deep, keys left out."""
    if isinstance(value, str):
        return [value]
    items = value.values() if isinstance(value, dict) else value
    return [text for item in items for text in all_plain_texts(item)]
