"""Which notes are people (FORMAT, Which notes are people: rules 2 to 6)."""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from netnotes.model.names import stem_of
from netnotes.model.settings import Settings
from netnotes.notes.body import Body
from netnotes.notes.fields import Fields
from netnotes.notes.nodes import Node, Table, Text
from netnotes.notes.written import Evidence
from netnotes.patterns import lazy_pattern

# Daily notes are called 2026-11-14, 2026_11_14 (Logseq) or 2026.11.14 (Dendron).
ISO_IN_NAME = lazy_pattern(r"(?<!\d)(\d{4})([-_.])(\d{2})\2(\d{2})(?!\d)")
_ONLY_A_DATE = lazy_pattern(r"(?:[\w-]+\.)*" + ISO_IN_NAME.pattern.replace(r"\2", r"[-_.]"))
_TEMPLATES = lazy_pattern(r"(?:\d+[\s._-]*)?_?templates?$", re.IGNORECASE)
_PLACEHOLDER = lazy_pattern(r"\{\{.*?\}\}|<%.*?%>")
# These two are for notes that cannot be read.
_PLACEHOLDER_BYTES = lazy_pattern(rb"\{\{.*?\}\}|<%.*?%>")
_PLAIN_LINE = lazy_pattern(
    rb"^\s*(?:(?:type|kind)\s*:\s*[\"']?(?:person|contact)\b|tags?\s*:.*\b(?:person|people|contact)\b)",
    re.IGNORECASE | re.MULTILINE,
)
_PEOPLE_FOLDERS = frozenset({"people", "contacts"})
_PERSON = frozenset({"person", "contact"})
_PERSON_TAGS = frozenset({"person", "people", "contact"})
_GROUPS = frozenset({
    "org", "organisation", "organization", "company", "group", "institution", "business", "team", "club",
})  # fmt: skip


class Verdict(NamedTuple):
    """What one note says of itself: the *rule* of FORMAT that decides, and ``person``, ``folder`` or ``other``.

    *because* is what the rule went by, in words, *line* where it stands (0 for no line). *reported* says
    whether the mistakes in its fields are told; a *template* is nothing to anybody.
    """

    rule: int
    says: str
    because: str
    line: int = 0
    reported: bool = True
    template: bool = False


class Kinship:
    """Says whether a note is a person's, by the settings of one vault."""

    def __init__(self, settings: Settings) -> None:
        """Prepare the globs of *settings*."""
        self._globs = None
        if settings.people:
            from pathspec import GitIgnoreSpec

            self._globs = GitIgnoreSpec.from_lines(settings.people)

    def verdict(self, path: str, fields: Fields, body: Body, root: Table | None) -> Verdict:
        """What the note at *path* is, by itself: rule 5 needs the others, too, where it is about a folder."""
        stem, folders = stem_of(path), path.split("/")[:-1]
        template = next((part for part in folders if _TEMPLATES.match(part)), "")
        holds = body.template or (root is not None and _has_placeholder(root))
        if self._globs is not None:
            chosen = self._globs.match_file(path)
            says, words = ("person", "the setting people") if chosen else ("other", "the setting people leaves it out")
            return Verdict(2, says, words, 0, chosen, bool(template or holds))
        dated = ISO_IN_NAME.search(stem) is not None
        evidence = fields.evidence()
        if not _ONLY_A_DATE.fullmatch(stem):
            # A line of a daily note may well be tagged #people; that makes no person of the day.
            evidence += [Evidence("tag", tag, line) for tag, line in body.tag_lines.items()]
        person = next((found for found in evidence if _says_person(found)), None)
        folder = next((part for part in folders if part.lower() in _PEOPLE_FOLDERS), "")
        if template:
            return Verdict(3, "other", f'it lies in the folder "{template}"', 0, reported=False, template=True)
        if holds:
            words = "it is a template: a placeholder stands in it"
            return Verdict(3, "other", words, 0, bool(person or folder), template=True)
        group = next((found for found in evidence if found.what == "type" and found.text in _GROUPS), None)
        if group:
            return Verdict(3, "other", f'the type "{group.text}"', group.line, reported=False)
        if person:
            return Verdict(4, "person", _by(person), person.line)
        if dated:
            return Verdict(5, "other", "a date stands in its name", reported=False)
        if folder and stem.lower() in _indexes(folders[-1]):
            return Verdict(0, "other", f'it is the list of the folder "{folders[-1]}"', reported=False)
        if folder:
            return Verdict(6, "folder", f'the folder "{folder}"')
        return Verdict(0, "other", "nothing in it, and no folder, says so", reported=False)

    def broken_verdict(self, path: str, data: bytes) -> Verdict:
        """What a note is that cannot be read: ``broken`` for a person's, ``dated``, or ``other``."""
        rule, words = self._broken_rule(path, data)
        if rule:
            return Verdict(rule, "broken", words)
        parts = path.split("/")[:-1]
        template = any(_TEMPLATES.match(part) for part in parts) or _has_placeholder_bytes(data)
        if not template and ISO_IN_NAME.search(stem_of(path)):
            return Verdict(5, "dated", "a date stands in its name")
        return Verdict(0, "other", "its fields cannot be read, and nothing else says so")

    def _broken_rule(self, path: str, data: bytes) -> tuple[int, str]:
        """The rule by which a note that cannot be read is a person's, and what it went by; 0 if it is nobody's."""
        if self._globs is not None:
            return (2, "the setting people") if self._globs.match_file(path) else (0, "")
        parts = path.split("/")[:-1]
        if any(_TEMPLATES.match(part) for part in parts) or _has_placeholder_bytes(data):
            return 0, ""
        plain = data.replace(b"\0", b"") if b"\0" in data[:200] else data
        if _PLAIN_LINE.search(plain[:65_536]):
            return 4, "a line of its fields"
        if ISO_IN_NAME.search(stem_of(path)):
            return 0, ""
        folder = next((part for part in parts if part.lower() in _PEOPLE_FOLDERS), "")
        return (6, f'the folder "{folder}"') if folder else (0, "")


def _says_person(found: Evidence) -> bool:
    if found.what == "tag":
        return found.text.partition("/")[0] in _PERSON_TAGS
    return found.text in (_PERSON if found.what == "type" else ("people",))


def _by(found: Evidence) -> str:
    return f'the {found.what} "{found.text}"'


def _indexes(folder: str) -> tuple[str, ...]:
    """The names that mean the list of all people in *folder*, a folder of people itself or one in it."""
    folder = folder.lower()
    return ("index", "readme", "_index", folder) if folder in _PEOPLE_FOLDERS else ("readme", "_index")


def _has_placeholder_bytes(data: bytes) -> bool:
    return bool(_PLACEHOLDER_BYTES.search(data[:65_536].partition(b"\n---")[0]))


def _alike(path: str) -> str:
    return path.lower() if path.isascii() else unicodedata.normalize("NFC", path).casefold()


class Owners:
    """Which folders belong to one person (rule 5): `ada/` beside `ada.md`, or with `ada/ada.md` or `ada/index.md`."""

    def __init__(self, people: Iterable[str]) -> None:
        """*people* are the paths of people's notes, those that cannot be read included."""
        # macOS writes names in another Unicode form, and neither it nor Windows tells cases apart.
        self._people = {_alike(path): path for path in sorted(people, reverse=True)}
        self._found: dict[str, str | None] = {}

    def of(self, path: str) -> str | None:
        """The note of another person whose folder *path* lies in, or below which it lies."""
        owner = self.of_folder(path.rpartition("/")[0])
        if owner != path:
            return owner
        # Somebody's own note may lie in the folder of somebody else.
        return self._above(path, skip=path)

    def of_folder(self, folder: str) -> str | None:
        """The note of the person whose folder *folder* is, or lies in; the first of the notes that could own it."""
        if folder not in self._found:
            self._found[folder] = self._above(f"{folder}/x" if folder else "x")
        return self._found[folder]

    def _above(self, path: str, skip: str = "") -> str | None:
        folder = path.rpartition("/")[0]
        while folder:
            above, _, name = folder.rpartition("/")
            if name.lower() in _PEOPLE_FOLDERS:
                return None
            owners = (f"{folder}.md", f"{folder}/{name}.md", f"{folder}/index.md")
            found = (self._people.get(_alike(owner)) for owner in owners)
            owner = next((path for path in found if path is not None), None)
            if owner is not None and owner != skip:
                return owner
            folder = above
        return None


def _has_placeholder(node: Node) -> bool:
    """Whether a value holds ``{{…}}`` or ``<%…%>``; unquoted braces are a table in a table to YAML."""
    if isinstance(node, Text):
        return ("{{" in node.value or "<%" in node.value) and bool(_PLACEHOLDER.search(node.value))
    if isinstance(node, Table):
        braces = not node.plain and any(isinstance(key, Table) for key, _ in node.value)
        return braces or any(_has_placeholder(part) for pair in node.value for part in pair)
    return any(_has_placeholder(item) for item in node.value)
