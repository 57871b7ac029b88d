"""A note's words as HTML: Markdown with nothing live in it but links that we know (LAW 18)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

Address = Callable[[str, str], str]
_WIKI = re.compile(r"\[\[([^\[\]|#^\n]+)(?:[#^][^\[\]|\n]*)?(?:\|([^\[\]\n]*))?\]\]")
_LIVE = ("http:", "https:", "mailto:", "tel:")
_TAGS = {"p", "br", "em", "strong", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a"}
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Prose:
    """Renders words of notes. *address* gives the page that a link in the note at a path leads to, empty for none."""

    def __init__(self, address: Address) -> None:
        """Links to people become links to their pages; any other link to a note becomes its words."""
        self.address = address
        self.reader = MarkdownIt("commonmark", {"html": False}).enable("strikethrough")
        self.reader.disable(["image", "html_inline", "html_block", "heading", "lheading", "hr"])
        self.reader.inline.ruler.before("link", "wikilink", self._wikilink)

    def line(self, text: str, path: str) -> Markup:
        """*text* of one line, as it can stand within a line."""
        flat = " ".join(text.split())
        tokens = self.reader.parseInline(_HIDDEN.sub("", flat), {"path": path})
        return self._html(tokens, path)

    def block(self, text: str, path: str) -> Markup:
        """*text* with its paragraphs and lists."""
        tokens = self.reader.parse(_HIDDEN.sub("", text), {"path": path})
        return self._html(tokens, path)

    def _html(self, tokens: Sequence[Any], path: str) -> Markup:
        for token in tokens:
            if token.children:
                token.children = self._only_live(token.children, path)
        html = self.reader.renderer.render(tokens, self.reader.options, {})
        # The second wall: whatever the first let through, no more than this stands on the page.
        return Markup(
            nh3.clean(
                html, tags=_TAGS, attributes={"a": {"href"}}, link_rel="noreferrer noopener",
                url_schemes={"http", "https", "mailto", "tel"},
            ).strip()
        )  # fmt: skip

    def _only_live(self, children: Sequence[Any], path: str) -> list[Any]:
        """*children* without the links that lead nowhere we know."""
        kept: list[Any] = []
        dropped: list[bool] = []
        for token in children:
            if token.type == "link_open":
                href = self._href(str(token.attrGet("href") or ""), path, own=bool(token.meta.get("own")))
                token.attrSet("href", href)
                dropped.append(not href)
                if not href:
                    continue
            elif token.type == "link_close" and dropped.pop():
                continue
            kept.append(token)
        return kept

    def _href(self, href: str, path: str, *, own: bool) -> str:
        if own or href.lower().startswith(_LIVE):
            return href
        if ":" in href or href.startswith(("/", "\\", "#")):
            return ""
        from urllib.parse import unquote

        return self.address(unquote(href).removesuffix(".md"), path)

    def _wikilink(self, state: Any, silent: bool) -> bool:
        """``[[Ada]]`` and ``[[people/ada|her]]``: a link to a person's page, or the words."""
        found = _WIKI.match(state.src, state.pos)
        if not found:
            return False
        if not silent:
            target = found[1].strip()
            href = self.address(target, str(state.env.get("path", "")))
            if href:
                token = state.push("link_open", "a", 1)
                token.attrSet("href", href)
                token.meta = {"own": True}
            state.push("text", "", 0).content = (found[2] or "").strip() or target
            if href:
                state.push("link_close", "a", -1)
        state.pos = found.end()
        return True
