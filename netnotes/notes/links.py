"""Links in a text: ``[[Name]]``, ``[[path/Name|shown]]``, ``[text](people/ada.md)`` (FORMAT, Links)."""

from __future__ import annotations

import re
from collections.abc import Callable

from netnotes.model.note import Link
from netnotes.patterns import lazy_pattern

# In a table the bar is written \| and parts no cells.
LINK = lazy_pattern(
    r"(?P<embed>!?)(?:\[\[(?P<wiki>[^\[\]|#^\n]+?)(?:[#^][^\[\]|\n]*?)?(?:\\?\|(?P<shown>[^\[\]\n]*))?\]\]"
    r"|\[(?P<text>[^\[\]\n]*)\]\((?P<href><[^<>\n]*>|[^()\s]+)\))"
)
_CODE = lazy_pattern(r"(?<!`)(`+)(?!`)[^\n]{0,200}?(?<!`)\1(?!`)")
_MACRO = lazy_pattern(r"\{\{[^{}\n]*\}\}")
_NO_ADDRESS = lazy_pattern(r"[^\w./'&,;@!$*+=~-]")
_SCHEME = lazy_pattern(r"[A-Za-z][A-Za-z0-9+.-]*:")


def find_links(text: str, line: int = 0, column: int = 1, *, embeds: bool = False) -> tuple[Link, ...]:
    """The links of *text* that can name a note; *text* begins at *line*, *column*.

    What stands in code is no link. *embeds* are left out, or else found with the rule ``embed``.
    """
    if "[" not in text:
        return ()
    links = (_as_link(found, line, column, embeds=embeds) for found in LINK.finditer(without_code(text)))
    return tuple(link for link in links if link is not None)


def without_code(text: str) -> str:
    """*text* with what stands in backticks, or in Logseq's ``{{…}}``, blanked; every sign keeps its place."""
    if "{{" in text:
        text = _MACRO.sub(lambda found: "\0" * len(found[0]), text)
    return _CODE.sub(lambda found: "\0" * len(found[0]), text) if "`" in text else text


def link_target(found: re.Match[str]) -> str:
    """The note that a match of LINK names, empty for an address on the web."""
    return found["wiki"].strip() if found["wiki"] is not None else _from_href(found["href"])


def _as_link(found: re.Match[str], line: int, column: int, *, embeds: bool = False) -> Link | None:
    if found["embed"] and not embeds:
        return None
    target = link_target(found)
    shown = found["text"].strip() if found["wiki"] is None else (found["shown"] or "").strip() or target
    if not target:
        return None
    return Link(target, shown, False, line, column + found.start(), "embed" if found["embed"] else "")


def _from_href(href: str) -> str:
    """The note that an address names, or nothing: a web address names none. A leading ``/`` is the vault's root."""
    href = href.strip("<>").partition("#")[0]
    if _SCHEME.match(href) or href.startswith(("//", "\\")):
        return ""
    if "%" in href:
        from urllib.parse import unquote

        href = unquote(href)
    return href if href.lower().endswith(".md") or "." not in href.rpartition("/")[2] else ""


def address_of(target: str) -> str:
    """*target*, a path, as the address of a Markdown link, which `link_target` reads back."""
    if not _NO_ADDRESS.search(target):
        return target
    from urllib.parse import quote

    return quote(target)


def replace_links(text: str, say: Callable[[Link], str]) -> str:
    """*text* with every link replaced by what *say* makes of it; embeds and web links keep their words."""
    if "[" not in text:
        return text

    parts: list[str] = []
    end = 0
    for found in LINK.finditer(without_code(text)):
        link = _as_link(found, 0, 1)
        shown = say(link) if link else (found["text"] or found["shown"] or found[0])
        parts += (text[end : found.start()], shown)
        end = found.end()
    return "".join((*parts, text[end:]))


def plain_target(target: str) -> str:
    """A link's target without ``.md``."""
    return target[:-3] if target[-3:].lower() == ".md" else target
