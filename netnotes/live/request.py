"""Reading one HTTP request: as little of the protocol as a page in a browser needs, and nothing that is unclear.

Written by hand because so little is let through: GET and HEAD, no body, one request a connection.
"""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from netnotes.patterns import lazy_pattern

MOST_HEAD = 16 * 1024
MOST_HEADERS = 100
_LINE = lazy_pattern(rb"([A-Z][A-Z-]{0,19}) ([!-~]{1,8000}) HTTP/1\.[01]")
_HEADER = lazy_pattern(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}):[ \t]*([^\x00-\x08\x0a-\x1f\x7f]*)")
_BROKEN_ESCAPE = lazy_pattern(r"%(?![0-9A-Fa-f]{2})")
_NEVER = lazy_pattern(r"[\x00-\x1f\x7f\\]|//|(?:^|/)\.{1,2}(?:/|$)")


class Request(NamedTuple):
    """What was asked: the *method*, the *target* as it was sent, and the headers, their names in lower case."""

    method: str
    target: str
    headers: dict[str, str]


class NotUnderstood(Exception):
    """The head of a request is not HTTP as we read it."""


def read_request(head: bytes) -> Request:
    """Read the *head* of a request, up to and with its empty line; raises NotUnderstood."""
    first, *rest = head.removesuffix(b"\r\n\r\n").split(b"\r\n")
    line = _LINE.fullmatch(first)
    if line is None or len(rest) > MOST_HEADERS:
        raise NotUnderstood
    headers: dict[str, str] = {}
    for text in rest:
        header = _HEADER.fullmatch(text)
        if header is None:
            raise NotUnderstood
        name = header[1].decode("ascii").lower()
        if name == "host" and name in headers:
            raise NotUnderstood
        headers[name] = header[2].decode("latin-1").strip()
    return Request(line[1].decode("ascii"), line[2].decode("ascii"), headers)


def page_of(target: str) -> str | None:
    """The page that *target* names: its path decoded once, without the first ``/`` and the query; None for none.

    It is a key to look up and never a path: what has ``..``, ``.``, ``//``, a backslash, a control sign, a slash in
    disguise or broken UTF-8 in it names nothing.
    """
    path = target.partition("?")[0]
    if not path.startswith("/") or _BROKEN_ESCAPE.search(path) or "%2f" in path.lower():
        return None
    try:
        text = unquote_to_bytes(path).decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if _NEVER.search(text) else text[1:] or "index.html"


def is_own(headers: dict[str, str], port: int) -> bool:
    """Whether the request names this server as its host, so that no other name can be made to lead here."""
    host = headers.get("host", "").lower()
    names = ("127.0.0.1", "localhost")
    return host in {f"{name}:{port}" for name in names} or (port == 80 and host in names)


def is_foreign(headers: dict[str, str]) -> bool:
    """Whether a browser says that a page of another site asks, and not a person who follows a link.

    Such a page could see none of the answer, but whether there is one would tell it who stands in the vault.
    """
    if headers.get("sec-fetch-site", "none") in ("none", "same-origin"):
        return False
    return headers.get("sec-fetch-mode") != "navigate" or headers.get("sec-fetch-dest") != "document"
