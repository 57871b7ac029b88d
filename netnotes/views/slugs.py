"""The names of people's pages: stable, unique, and safe as files everywhere."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable

from netnotes.model.names import fold

MOST = 60
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d|index)$")


def slugs(paths: Iterable[str]) -> dict[str, str]:
    """A slug for the note at each of *paths*: letters, digits and ``-``.

    It is made of the file's name; where that says too little, or another has it already, of the path's checksum too.
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for path in sorted(paths):
        stem = path.removesuffix(".md").rpartition("/")[2]
        if stem.lower() == "index":
            stem = path.removesuffix(".md").rpartition("/")[0].rpartition("/")[2] or stem
        slug = re.sub(r"[^a-z0-9]+", "-", fold(stem).encode("ascii", "ignore").decode()).strip("-")[:MOST].strip("-")
        whole = len(slug) >= len(re.sub(r"[\W_]", "", fold(stem))) / 2
        if not slug or not whole or slug in taken or _RESERVED.match(slug):
            slug = f"{slug}-{zlib.crc32(path.encode('utf-8', 'replace')):08x}".strip("-")
        while slug in taken:
            slug += "x"
        taken.add(slug)
        found[path] = slug
    return found
