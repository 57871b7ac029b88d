"""The names of people's pages: stable, unique, and safe as files everywhere."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterable
from functools import lru_cache

from netnotes.model.names import fold

MOST = 60


def slugs(paths: Iterable[str], *, plain: bool = False) -> dict[str, str]:
    """A slug for the note at each of *paths*: letters, digits and ``-``; with *plain* nothing of the file's name.

    It is made of the note's own path alone: the file's name to read, a checksum to tell files of one name apart.
    So no other note, whether it comes, goes or moves, ever makes an address lead to somebody else.
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for path in sorted(paths):
        slug = _slug(path, plain=plain)
        while slug in taken:  # Two paths of one name and one checksum: hardly ever.
            slug += "x"
        taken.add(slug)
        found[path] = slug
    return found


def stem(slug: str) -> str:
    """A slug without what tells it from another of the same name and checksum."""
    return slug.rstrip("x")


def alike(all_slugs: Iterable[str]) -> list[str]:
    """The stems that more than one of *all_slugs* have: two spellings of one name, hardly ever two names."""
    return sorted({stem(slug) for slug in all_slugs if slug.endswith("x")})


@lru_cache(maxsize=65_536)
def _slug(path: str, *, plain: bool) -> str:
    folder, _, stem = path.removesuffix(".md").rpartition("/")
    if stem.lower() == "index":
        stem = folder.rpartition("/")[2] or stem
    # macOS may write a name's accents apart from their letters; the vault is the same.
    composed = unicodedata.normalize("NFC", path).encode("utf-8", "replace")
    words = "person" if plain else re.sub(r"[^a-z0-9]+", "-", fold(stem).encode("ascii", "ignore").decode())
    return f"{words.strip('-')[:MOST].strip('-')}-{zlib.crc32(composed):08x}".strip("-")
