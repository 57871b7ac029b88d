"""Which notes are people (FORMAT, Which notes are people: rules 2 to 6)."""

from __future__ import annotations

import re
from collections.abc import Container
from pathlib import PurePosixPath

from netnotes.model.settings import Settings
from netnotes.notes.body import Body
from netnotes.notes.fields import Fields
from netnotes.notes.frontmatter import Node, Table, Text

_ISO_IN_NAME = re.compile(r"(?<!\d)\d{4}[-_]\d{2}[-_]\d{2}(?!\d)")
_TEMPLATES = re.compile(r"(?:\d+[\s._-]*)?_?templates?$", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\{\{.*?\}\}|<%.*?%>")
_PLACEHOLDER_BYTES = re.compile(rb"\{\{.*?\}\}|<%.*?%>")
_PEOPLE_FOLDERS = frozenset({"people", "contacts"})
_PERSON = frozenset({"person", "contact"})
_PERSON_TAGS = frozenset({"person", "people", "contact"})
_GROUPS = frozenset({
    "org", "organisation", "organization", "company", "group", "institution", "business", "team", "club",
})  # fmt: skip
_PLAIN_LINE = re.compile(
    rb"^\s*(?:(?:type|kind)\s*:\s*[\"']?(?:person|contact)\b|tags?\s*:.*\b(?:person|people|contact)\b)",
    re.IGNORECASE | re.MULTILINE,
)


class Kinship:
    """Says whether a note is a person's, by the settings of one vault."""

    def __init__(self, settings: Settings) -> None:
        """Prepare the globs of *settings*."""
        self._globs = None
        if settings.people:
            from pathspec import GitIgnoreSpec

            self._globs = GitIgnoreSpec.from_lines(settings.people)

    def verdict(self, path: str, fields: Fields, body: Body, root: Table | None) -> tuple[int, str, bool]:
        """The rule that decides, ``person``, ``folder`` or ``other``, and whether its problems are told."""
        if self._globs is not None:
            chosen = self._globs.match_file(path)
            return 2, "person" if chosen else "other", chosen
        pure = PurePosixPath(path)
        in_templates = any(_TEMPLATES.match(part) for part in pure.parts[:-1])
        types, groups = fields.says()
        says_person = self._says_person(types, groups, body)
        in_people = any(part.lower() in _PEOPLE_FOLDERS for part in pure.parts[:-1])
        if in_templates:
            return 3, "other", False
        if body.template or (root is not None and _has_placeholder(root)):
            return 3, "other", says_person or in_people
        if any(kind in _GROUPS for kind in types):
            return 3, "other", False
        if says_person:
            return 4, "person", True
        if _ISO_IN_NAME.search(pure.stem):
            return 5, "other", False
        if not in_people or pure.stem.lower() in _indexes(pure):
            return 0, "other", False
        return 6, "folder", True

    def _says_person(self, types: list[str], groups: list[str], body: Body) -> bool:
        if any(kind in _PERSON for kind in types) or "[[people]]" in groups:
            return True
        tags = [*groups, *(tag.lower() for tag in body.tags)]
        return any(tag.partition("/")[0] in _PERSON_TAGS for tag in tags)

    def broken_rule(self, path: str, data: bytes) -> int:
        """The rule by which a note that cannot be read is a person's, 0 if it is nobody's."""
        if self._globs is not None:
            return 2 if self._globs.match_file(path) else 0
        parts = PurePosixPath(path).parts[:-1]
        if any(_TEMPLATES.match(part) for part in parts):
            return 0
        if _PLACEHOLDER_BYTES.search(data[:65_536].partition(b"\n---")[0]):
            return 0
        plain = data.replace(b"\0", b"") if b"\0" in data[:200] else data
        if _PLAIN_LINE.search(plain[:65_536]):
            return 4
        if _ISO_IN_NAME.search(PurePosixPath(path).stem):
            return 0
        return 6 if any(part.lower() in _PEOPLE_FOLDERS for part in parts) else 0


def _indexes(path: PurePosixPath) -> tuple[str, ...]:
    """The names that mean the list of all people, in a folder of people itself."""
    folder = path.parent.name.lower()
    return ("index", "readme", folder) if folder in _PEOPLE_FOLDERS else ()


def owner_of(path: str, people: Container[str]) -> str | None:
    """The note of the person whose folder *path* lies in, or below which it lies (rule 5).

    *people* are the paths of people's notes. Of the notes that could own a folder the first one does.
    """
    pure = PurePosixPath(path)
    for folder in pure.parents:
        if not folder.name or folder.name.lower() in _PEOPLE_FOLDERS:
            return None
        owners = (folder.parent / f"{folder.name}.md", folder / f"{folder.name}.md", folder / "index.md")
        owner = next((owner for owner in owners if str(owner) in people), None)
        if owner is not None and owner != pure:
            return str(owner)
    return None


def _has_placeholder(node: Node) -> bool:
    """Whether a value holds ``{{…}}`` or ``<%…%>``; unquoted braces are a table in a table to YAML."""
    if isinstance(node, Text):
        return bool(_PLACEHOLDER.search(node.value))
    if isinstance(node, Table):
        braces = not node.plain and any(isinstance(key, Table) for key, _ in node.value)
        return braces or any(_has_placeholder(part) for pair in node.value for part in pair)
    return any(_has_placeholder(item) for item in node.value)
