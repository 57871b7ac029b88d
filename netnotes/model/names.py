"""Comparing names as people do: without case, accents and Unicode form (FORMAT, Links)."""

from __future__ import annotations

from functools import lru_cache


def as_text(text: str) -> str:
    """*text* as it can be stored and printed: bytes that came in as halves of characters are made whole again.

    Those that are no UTF-8 stand as escapes.
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        try:
            raw = text.encode("utf-8", "surrogateescape")
        except UnicodeEncodeError:
            raw = text.encode("utf-8", "backslashreplace")
        return raw.decode("utf-8", "backslashreplace")
    return text


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """*text* without case, accents, Unicode form and doubled spaces: what two equal names share."""
    if text.isascii():
        return " ".join(text.lower().split())
    import unicodedata

    plain = unicodedata.normalize("NFKD", as_text(text).casefold())
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(unicodedata.normalize("NFC", plain).casefold().split())


def stem_of(path: str) -> str:
    """The name of the file at *path* (with ``/``) without its ending."""
    name = path.rpartition("/")[2]
    dot = name.rfind(".")
    return name[:dot] if 0 < dot < len(name) - 1 else name


def by_name(name: str) -> tuple[str, str]:
    """What names are sorted by: folded, then as written."""
    return fold(name), name
