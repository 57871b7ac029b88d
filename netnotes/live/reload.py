"""Making a page live: the script that swaps it when it has changed, and its place in the page.

A page that is built works from a file and knows of no server. It has ``<!--live-->`` where the script goes, and its
Content-Security-Policy in a ``<meta>``. Nothing from a note can look like either, for pages are autoescaped (LAW 18).
"""

from __future__ import annotations

import html as escaping
import os
import re

from netnotes.patterns import lazy_pattern

PLACE = b"<!--live-->"
SCRIPT_PATH = "/reload.js"
_META = lazy_pattern(rb"<meta\b[^>]*\bhttp-equiv\s*=\s*[\"']?content-security-policy\b[^>]*>", re.IGNORECASE)
_CONTENT = lazy_pattern(rb"(\bcontent\s*=\s*)(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_SEEN = lazy_pattern(r"[0-9a-f-]{0,60}")


def _script() -> str:
    with open(os.path.join(os.path.dirname(__file__), "reload.js"), encoding="utf-8") as opened:
        return opened.read()


RELOAD_SCRIPT = _script()


def inject(html: bytes, seen: str = "") -> bytes:
    """The page *html* with the reload script in it, and leave for that in its Content-Security-Policy.

    The script stands at ``<!--live-->``, else (a template of somebody's own) before the last ``</body>``, else at the
    end; a page that has it already stays as it is. *seen* is the state of the server that the page is of.
    """
    if not _SEEN.fullmatch(seen):
        raise ValueError(f"no state of a server: {seen!r}")
    name = SCRIPT_PATH.encode()
    if b'<script src="' + name in html:
        return html
    script = b'<script src="%b" data-seen="%b"></script>' % (name, seen.encode())
    place, length = html.rfind(PLACE), len(PLACE)
    if place < 0:
        # Lower case changes no length: only ASCII letters of bytes have one.
        place, length = html.lower().rfind(b"</body>"), 0
    if place < 0:
        place = len(html)
    return _META.sub(_amended_meta, html[:place]) + script + html[place + length :]


def amend(policy: str) -> str:
    """The Content-Security-Policy *policy*, which may now load scripts from and connect to its own server as well.

    Nothing else in it changes. A directive that it lacks begins as `default-src`, which stood for it until now.
    """
    directives: dict[str, list[str]] = {}
    for directive in policy.split(";"):
        name, *sources = directive.split() or [""]
        # As in browsers, the first of two counts.
        directives.setdefault(name.lower(), sources)
    directives.pop("", None)
    for name in ("script-src", "connect-src"):
        stood = directives.get(name, directives.get("default-src"))
        # Where neither stands everything is allowed, and must stay so.
        if stood is not None and "'self'" not in stood:
            directives[name] = ["'self'", *(source for source in stood if source != "'none'")]
    return "; ".join(" ".join([name, *sources]) for name, sources in directives.items())


def _amended_meta(meta: re.Match[bytes]) -> bytes:
    return _CONTENT.sub(_amended_content, meta[0], count=1)


def _amended_content(content: re.Match[bytes]) -> bytes:
    # Between quotes of either kind the policy's own may stand escaped.
    policy = escaping.unescape((content[2] if content[2] is not None else content[3]).decode("utf-8"))
    shown = amend(policy).replace("&", "&amp;").replace('"', "&quot;")
    return content[1] + b'"' + shown.encode() + b'"'
