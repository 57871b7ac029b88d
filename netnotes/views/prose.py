"""A note's words as HTML: Markdown with nothing live in it but links that we know (LAW 18)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from urllib.parse import unquote

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from netnotes.patterns import lazy_pattern

Lookup = Callable[[str, str], str]
_WIKI = lazy_pattern(r"!?\[\[([^\[\]|#^\n]+?)(?:[#^][^\[\]|\n]*?)?(?:\\?\|([^\[\]\n]*))?\]\]")
_LIVE = lazy_pattern(
    r"https?://[^\s/?#][^\s]*"
    r"|mailto:[^\s:@<>\"'?%]+@[^\s:@<>\"'?%]+(?:\?[^\s:<>\"']*)?"
    r"|tel:\+?\(?\d(?:[\d()./\-]|%20)*(?:(?:x|ext\.?)\d+)?",
    re.IGNORECASE,
)
_SCHEME = lazy_pattern(r"[A-Za-z][A-Za-z0-9+.-]*:")
# A sign that may mean something in Markdown or HTML.
_SIGN = lazy_pattern(r"_|[^\w ,.;:?()/'+-]")
# Paragraphs of lines that begin with a letter, end with no space and hold no sign: there is nothing to read in them.
_MOST_PLAIN = 2_000
_WORDS = lazy_pattern(r"\n*[^\W\d_](?:[^\W_ ]|[,.;:?()/'+-]| (?![ \n]|\Z)|\n+[^\W\d_])*\n*")
_FILE = lazy_pattern(r"\.(?!md$)\w{1,5}$", re.IGNORECASE)
_SIZE = lazy_pattern(r"\d+(?:x\d+)?")
_TAGS = {
    "p", "br", "em", "strong", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
_HIDDEN = lazy_pattern("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def is_live(address: str) -> bool:
    """Whether *address* may be followed: a page on the web, somebody's mail, a number; nothing else, and no less."""
    return _LIVE.fullmatch(address) is not None


class Prose:
    """Renders words of notes.

    *address* gives the page that a link in the note at a path leads to, *name* whose it is; both empty for nobody.
    """

    def __init__(self, address: Lookup, name: Lookup) -> None:
        """Links to people become links to their pages; any other link to a note becomes its words."""
        self.address, self.name = address, name
        self.reader = MarkdownIt("commonmark", {"html": False}).enable(["strikethrough", "table"])
        self.reader.disable(["html_inline", "html_block", "lheading", "hr"])
        self.reader.inline.ruler.before("link", "wikilink", self._wikilink)

    def line(self, text: str, path: str) -> Markup:
        """*text* of one line, as it can stand within a line."""
        flat = _flat(text)
        if not _SIGN.search(flat):
            return Markup(flat)
        return self._html(self.reader.parseInline(flat, {"path": path}), path)

    def words(self, text: str, path: str) -> str:
        """*text* of one line in the note at *path* as plain words: no marks, of a link what it shows."""
        flat = _flat(text)
        if not _SIGN.search(flat):
            return flat
        return "".join(_said(token.children or []) for token in self.reader.parseInline(flat, {"path": path}))

    def block(self, text: str, path: str) -> Markup:
        """*text* with its paragraphs and lists."""
        if len(text) <= _MOST_PLAIN and _WORDS.fullmatch(text):
            return Markup("\n".join(f"<p>{words}</p>" for words in re.split(r"\n{2,}", text.strip("\n"))))
        tokens = self.reader.parse(_HIDDEN.sub("", text), {"path": path})
        return self._html(tokens, path)

    def _html(self, tokens: Sequence[Any], path: str) -> Markup:
        for token in tokens:
            if token.children:
                token.children = list(self._only_live(token.children, path))
            if token.type in ("heading_open", "heading_close"):
                # The page has headings of its own.
                token.tag = "strong"
        html = self.reader.renderer.render(tokens, self.reader.options, {})
        # The second wall: whatever the first let through, no more than this stands on the page.
        return Markup(
            nh3.clean(
                html, tags=_TAGS, attributes={"*": set(), "a": {"href"}}, link_rel="noreferrer noopener",
                url_schemes={"http", "https", "mailto", "tel"},
            ).strip()
        )  # fmt: skip

    def _only_live(self, children: Sequence[Any], path: str) -> Iterator[Any]:
        """*children* without the links that lead nowhere we know, and with words for the pictures."""
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
            yield _text(_picture(token)) if token.type == "image" else token

    def _href(self, href: str, path: str, *, own: bool) -> str:
        if own or is_live(href):
            return href
        target = href.partition("#")[0]
        if not target or _SCHEME.match(target) or target.startswith(("//", "\\", "%5C")):
            return ""
        return self.address(unquote(target).removesuffix(".md"), path)

    def _wikilink(self, state: Any, silent: bool) -> bool:
        """``[[Ada]]`` and ``[[people/ada|her]]``: a link to a person's page, or the words; of a file its name."""
        found = _WIKI.match(state.src, state.pos)
        if not found:
            return False
        if not silent:
            target, shown, path = found[1].strip(), (found[2] or "").strip(), str(state.env.get("path", ""))
            is_file = found[0].startswith("!") and _FILE.search(target)
            href = "" if is_file else self.address(target, path)
            if href:
                token = state.push("link_open", "a", 1)
                token.attrSet("href", href)
                token.meta = {"own": True}
            said = shown or self.name(target, path) or target.rpartition("/")[2].removesuffix(".md") or target
            if is_file:
                said = _of_picture("" if _SIZE.fullmatch(shown) else shown, target)
            state.push("text", "", 0).content = said
            if href:
                state.push("link_close", "a", -1)
        state.pos = found.end()
        return True


def _flat(text: str) -> str:
    return " ".join(_HIDDEN.sub("", text).split())


def _text(words: str) -> Token:
    return Token("text", "", 0, content=words)


def _said(children: Sequence[Any]) -> str:
    """The words of *children* without their marks."""
    return "".join(_picture(token) if token.type == "image" else token.content for token in children)


def _picture(token: Any) -> str:
    return _of_picture(_said(token.children or []), unquote(str(token.attrGet("src") or "")))


def _of_picture(alt: str, source: str) -> str:
    """What stands for a picture, which no page asks for: its words, else the file's name."""
    name = "" if source.startswith("data:") else re.split("[?#]", source)[0].rpartition("/")[2]
    said = alt.strip() or name
    return f"[picture: {said}]" if said else "[picture]"
