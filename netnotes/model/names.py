"""Comparing names as people do: without case, accents and Unicode form (FORMAT, Links)."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """*text* without case, accents, Unicode form and doubled spaces: what two equal names share."""
    if text.isascii():
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(unicodedata.normalize("NFC", plain).casefold().split())


def by_name(name: str) -> tuple[str, str]:
    """What names are sorted by: folded, then as written."""
    return fold(name), name
