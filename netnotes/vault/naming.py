"""The file that a new note gets: a name that every file system keeps, and no other place than is meant."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from netnotes.errors import Usage
from netnotes.model.names import fold
from netnotes.patterns import lazy_pattern

MOST_SIGNS = 120
MOST_BYTES = 240
_CONTROL = lazy_pattern("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ud800-\udfff\ufeff]")
_RESERVED = lazy_pattern(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
# What Windows does not keep in a file's name, and what ends a wikilink.
_UNKEPT = lazy_pattern(r'[<>:"|?*\[\]#^]+')
_SLUG = lazy_pattern(r"[^\W_A-Z]+(?:[-_][^\W_A-Z]+)*$")


def check_name(name: str) -> str:
    """*name*, its spaces folded, if a person can be called so; raises Usage with what to write instead."""
    found = _CONTROL.search(name)
    if found:
        raise Usage(f"an invisible sign (U+{ord(found[0]):04X}) stands in the name; write it without")
    name = unicodedata.normalize("NFC", " ".join(name.split()))
    if not name:
        raise Usage("the name is empty; write one, like netnotes new 'Ada Lovelace'")
    if "/" in name or "\\" in name:
        instead = " ".join(re.sub(r"[/\\]+", " ", name).split())[:60]
        raise Usage(f'a name holds no / or \\; write "{instead}"')
    if name.startswith((".", "-")):
        why = "files like that are not seen" if name[0] == "." else "programs take files like that for options"
        raise Usage(f'"{name[:60]}" begins with "{name[0]}", and {why}; write it without')
    if len(name) > MOST_SIGNS or len(name.encode()) > MOST_BYTES:
        raise Usage(f"this name has {len(name):,} signs; write one of at most {MOST_SIGNS}, and the rest in the note")
    if _RESERVED.match(name):
        raise Usage(f'Windows cannot keep a file called "{name[:20]}"; write the whole name, like "{name[:20]} Smith"')
    if not any(sign.isalnum() for sign in name):
        raise Usage(f'"{name[:60]}" holds no letter; write a name')
    return name


def file_stem(name: str, *, slug: bool) -> str:
    """The name of the file for *name*, without ``.md``: as it is, or as a slug."""
    stem = _UNKEPT.sub(" ", name)
    if slug:
        stem = re.sub(r"[\W_]+", "-", fold(stem)).strip("-")
    return " ".join(stem.split()).strip(" .") or "person"


def is_slug(stem: str) -> bool:
    """Whether *stem* is written like ``ada-lovelace``."""
    return bool(_SLUG.match(stem))


def home_of(paths: Iterable[str]) -> tuple[str, bool]:
    """Where people's notes lie, by those at *paths*: the folder of most of them, and whether theirs are slugs.

    ``people`` where there are none yet; where each has a folder, the one that these lie in.
    """
    folders: Counter[str] = Counter()
    stems: dict[str, list[str]] = {}
    for path in paths:
        folder, file = posixpath.split(path)
        stem = file[:-3]
        if stem.lower() == "index" or fold(stem) == fold(posixpath.basename(folder)):
            folder, stem = posixpath.split(folder)
        folders[folder] += 1
        stems.setdefault(folder, []).append(stem)
    if not folders:
        return "people", False
    folder = min(folders, key=lambda name: (-folders[name], name.count("/"), name))
    slugs = sum(is_slug(stem) for stem in stems[folder])
    return folder, slugs * 2 > len(stems[folder])
