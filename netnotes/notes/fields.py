"""The fields of a person's note: a tree of texts in, typed facts and problems out (FORMAT, Keys).

Facts are plain JSON values by canonical key. A bad value is a problem of that field alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Any

from netnotes.dates import BadDate, parse_cadence, parse_day, parse_partial, parse_yearly
from netnotes.model.note import Called
from netnotes.model.person import STATUSES
from netnotes.model.problem import WARNING, Problem
from netnotes.model.settings import Settings
from netnotes.notes import keys
from netnotes.notes.frontmatter import Items, Node, Table, Text

LONGEST = 200
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ud800-\udfff]")
_STATUS = {"target": "wish", "collected": "card"}
_YES = frozenset({"true", "yes", "1", "on", "y"})
_NO = frozenset({"false", "no", "0", "off", "n"})


class Fields:
    """Reads one note's fields. `facts`, `problems`, `name` and `aliases` hold what was found."""

    def __init__(self, root: Table | None, path: str, settings: Settings) -> None:
        """*root* is what `frontmatter.read_fields` gave; *path* is the note's path in the vault."""
        self.path = path
        self.settings = settings
        self.stem = PurePosixPath(path).stem
        self.facts: dict[str, Any] = {}
        self.problems: list[Problem] = []
        self.name: Called | None = None
        self.aliases: list[Called] = []
        self.interactions: Items | None = None
        self._named: dict[str, Node] = {}
        self._spelling: dict[str, str] = {}
        self._more: dict[str, list[Node]] = {}
        self._other: dict[str, Node] = {}
        self._own = {keys.fold_key(key): meaning for key, meaning in settings.keys.items()}
        for key, value in root.value if root else ():
            self._sort(key, value)

    def _warn(self, node: Node, code: str, message: str) -> None:
        self.problems.append(Problem(self.path, node.line, node.column, WARNING, code, message))

    def _sort(self, key: Node, value: Node) -> None:
        """Put a key's value where it belongs: among the known ones, or among the user's own."""
        if not isinstance(key, Text):
            self._warn(key, "key-not-text", "this key is not a text; write one key: value a line")
            return
        canonical = keys.canonical_key(key.value, self._own)
        if canonical == "tier" and not (isinstance(value, Text) and self._circle_called(value.value)):
            canonical = None
        if canonical is None:
            self._other[key.value] = value
        elif not self._absent(value, canonical):
            self._settle(key.value, canonical, value)

    def _settle(self, key: str, canonical: str, value: Node) -> None:
        """Keep *value*, or the one that stood for the same key before it: the canonical spelling wins."""
        earlier = self._named.get(canonical)
        if earlier is None:
            self._named[canonical], self._spelling[canonical] = value, key
            return
        if keys.adds_up(key) or keys.adds_up(self._spelling[canonical]):
            self._more.setdefault(canonical, []).append(value)
            return
        self._tell_disagreement(key, canonical, earlier, value)
        if keys.closeness(key, canonical) > keys.closeness(self._spelling[canonical], canonical):
            self._named[canonical], self._spelling[canonical] = value, key

    def _tell_disagreement(self, key: str, canonical: str, one: Node, two: Node) -> None:
        if _plain(one) != _plain(two):
            self._warn(
                two, "synonyms-disagree",
                f'"{key[:40]}" and another key for "{canonical}" (line {one.line}) disagree; keep one',
            )  # fmt: skip

    def read(self) -> None:
        """Type every field of a person."""
        self._read_names()
        for key in keys.TEXTS:
            self._put(key, self._text(key))
        for key in keys.TEXTS_OR_LISTS:
            texts = self._texts(key)
            self._put(key, texts[0] if len(texts) == 1 else texts)
        for key in keys.LISTS:
            self._put(key, self._texts(key))
        for key in keys.LINKS:
            self._put(key, self._links(key))
        for key in keys.DAYS:
            self._put(key, self._typed(key, "bad-date", lambda text: parse_day(text).isoformat()))
        self._put("met", self._typed("met", "bad-date", lambda text: str(parse_partial(text))))
        if "met" in self.facts:
            self.facts["met-line"] = self._named["met"].line
        self._put("birthday", self._typed("birthday", "bad-date", lambda text: str(parse_yearly(text))))
        self._put("cadence", self._typed("cadence", "bad-cadence", _cadence_text))
        self._put("minutes", self._typed("minutes", "bad-number", _minutes))
        self._put("tags", [tag.lstrip("#") for tag in self._tags()])
        self._read_circle()
        self._read_status()
        self._read_dates()
        reciprocity = self._text("reciprocity")
        if reciprocity:
            self.facts["reciprocity"] = reciprocity.lower() not in _NO
        interactions = self._named.get("interactions")
        if isinstance(interactions, Items):
            self.interactions = interactions
        other = {key: _plain(value) for key, value in self._other.items()}
        self._put("other", {key: value for key, value in other.items() if value not in ("", [])})

    def says(self) -> tuple[list[str], list[str]]:
        """What ``type`` and ``kind`` say, and ``categories`` and ``tags``, lower case."""
        types = [text.lower() for key in ("type", "kind") for text in self._loose(key)]
        groups = [f"[[{text}]]" for text in self._loose("categories")]
        return types, [text.lower() for text in groups + self._tags(quiet=True)]

    def _loose(self, key: str) -> list[str]:
        """Every text under *key*, however deep, without a word about its shape."""
        node = self._named.get(key)
        return [text.strip("[]") for text in _all_texts(node)] if node else []

    def _put(self, key: str, value: object) -> None:
        if value not in (None, "", [], {}):
            self.facts[key] = value

    def _read_names(self) -> None:
        self.name = self._called("name")
        if self.name is None:
            parts = [part for key in ("first-name", "last-name") if (part := self._called(key))]
            if parts:
                self.name = Called(" ".join(part.text for part in parts), parts[0].line, parts[0].column)
        title = self._called("title")
        if title and title.text == self.stem:
            self.name = self.name or title
        elif title and "role" not in self._named:
            self.facts["role"] = title.text
        elif title:
            self._tell_disagreement("title", "role", self._named["role"], self._named["title"])
        for text in self._text_nodes("aliases"):
            self.aliases.append(Called(text.value.strip(), text.line, text.column))

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
        if UNSAFE.search(text):
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

    def _tags(self, *, quiet: bool = False) -> list[str]:
        found = len(self.problems)
        nodes = self._text_nodes("tags")
        if quiet:
            del self.problems[found:]
        texts = [node.value.strip() for node in nodes]
        if isinstance(self._named.get("tags"), Text) and texts:
            texts = texts[0].split(",") if "," in texts[0] else texts[0].split()
        return [text.strip().lstrip("#") for text in texts if text.strip()]

    def _links(self, key: str) -> list[str]:
        found = []
        for node in self._nodes(key):
            for item in node.value if isinstance(node, Items) else [node]:
                if isinstance(item, Text):
                    found.append(self._clean(item))
                elif text := ", ".join(_all_texts(item)):
                    self._warn(item, "unquoted-link", f'put the link in quotes: "[[{text}]]"')
                    found.append(f"[[{text}]]")
        return [text for text in found if text]

    def _typed(self, key: str, code: str, read: Callable[[str], Any]) -> Any:
        node = self._named.get(key)
        if node is None:
            return None
        if not isinstance(node, Text):
            self._warn(node, "not-text", f'"{key}" holds more than one text; write one')
            return None
        try:
            return read(node.value.strip())
        except (BadDate, ValueError) as error:
            self._warn(node, code, str(error))
            return None

    def _circle_called(self, text: str) -> str | None:
        folded = text.strip().lower()
        return next((c.name for c in self.settings.circles if c.name.lower() == folded), None)

    def _read_circle(self) -> None:
        if "circle" in self._named and "tier" in self._named:
            self._tell_disagreement("tier", "circle", self._named["circle"], self._named["tier"])
        text = self._text("circle") or self._text("tier")
        if not text:
            return
        circle = self._circle_called(text)
        if circle:
            self.facts["circle"] = circle
            return
        known = ", ".join(circle.name for circle in self.settings.circles)
        self._warn(self._named["circle"], "unknown-circle", f'there is no circle "{text[:40]}"; write one of: {known}')

    def _read_status(self) -> None:
        status = self._text("status")
        if status:
            plain = re.sub(r"[\s_-]+", "-", status.lower())
            plain = _STATUS.get(plain, plain)
            if plain in STATUSES:
                self.facts["status"] = plain
                self._compare_flags(plain)
            else:
                self._warn(
                    self._named["status"], "unknown-status",
                    f'there is no status "{status[:40]}"; write one of: {", ".join(STATUSES)}',
                )  # fmt: skip
        elif self._flag("do-not-contact") is True:
            self.facts["status"] = "do-not-contact"
        elif self._flag("prm-paused") is True or self._flag("active") is False:
            self.facts["status"] = "paused"
        if "died" in self._named and self._flag("died") is not False:
            self.facts["status"] = "deceased"

    def _compare_flags(self, status: str) -> None:
        """Tell where a flag says otherwise than *status*, which wins."""
        awake = {"active": True, "paused": False}.get(status)
        meant = {
            "do-not-contact": None if status == "deceased" else status == "do-not-contact",
            "prm-paused": None if awake is None else not awake,
            "active": awake,
        }
        for key, wanted in meant.items():
            flag = self._flag(key)
            if flag is not None and wanted is not None and flag != wanted:
                self._tell_disagreement(key, "status", self._named["status"], self._named[key])

    def _flag(self, key: str) -> bool | None:
        node = self._named.get(key)
        if not isinstance(node, Text):
            return None if node is None else True
        text = node.value.strip().lower()
        return True if text in _YES else False if text in _NO else None

    def _read_dates(self) -> None:
        dates: dict[str, str] = {}
        node = self._named.get("dates")
        pairs = list(node.value) if isinstance(node, Table) else []
        if node is not None and not pairs:
            self._warn(
                node, "not-table", '"dates" is a table; write each on a line of its own, like   wedding: 2014-06-12'
            )
        if "anniversary" in self._named:
            pairs.append((None, self._named["anniversary"]))
        for name, value in pairs:
            called = name.value if isinstance(name, Text) else "anniversary"
            if self._absent(value, "dates"):
                continue
            try:
                dates[called] = str(parse_yearly(value.value if isinstance(value, Text) else ""))
            except BadDate as error:
                self._warn(value, "bad-date", str(error))
        self._put("dates", dates)


def _cadence_text(text: str) -> str:
    parse_cadence(text)
    return text


def _minutes(text: str) -> int:
    found = re.fullmatch(r"(\d{1,4})\s*(?:m|min|minutes)?", text)
    if not found or not int(found[1]):
        raise ValueError(f'cannot read "{text[:40]}" as minutes; write a number, like 45')
    return int(found[1])


def _all_texts(node: Node) -> Iterator[str]:
    if isinstance(node, Text):
        yield node.value
    elif isinstance(node, Items):
        for item in node.value:
            yield from _all_texts(item)
    else:
        for key, value in node.value:
            yield from _all_texts(key)
            yield from _all_texts(value)


def _plain(node: Node) -> Any:
    """A node as a plain JSON value: a text, a list or a table of them."""
    if isinstance(node, Text):
        return node.value.strip().encode("utf-8", "replace").decode("utf-8")
    if isinstance(node, Items):
        return [_plain(item) for item in node.value]
    return {key.value if isinstance(key, Text) else "…": _plain(value) for key, value in node.value}
