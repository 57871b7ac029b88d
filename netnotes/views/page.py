"""The dashboard as HTML, through the templates in `templates/page/`: autoescaped, nothing undefined (LAW 18)."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, quote_from_bytes

from markupsafe import Markup

from netnotes.dates import MONTHS, WEEKDAYS, short_day
from netnotes.model.memory import Memory
from netnotes.patterns import lazy_pattern
from netnotes.resources import templates
from netnotes.views.engine import environment, render
from netnotes.views.prose import Prose

# What HTML forbids or nobody can see; the pictures' own marks of direction stay.
_HIDDEN = lazy_pattern("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066\u2067]")
_TROUBLE = lazy_pattern(rb'<aside class="notice trouble">.*?</aside>\n?', re.DOTALL)
_BODY = lazy_pattern(rb"<body[^>]*>")


Lead = Callable[[str, str], str | None]


class Look(NamedTuple):
    """How pages are made: the vault's *root*, as of which day, how a note is opened.

    *slugs* and *ids* lead from the path and the number of a person's note to their page, *names* from its path to
    what they are called.
    """

    root: str
    today: date
    opener: str
    slugs: Mapping[str, str]
    ids: Mapping[int, str]
    names: Mapping[str, str]


class Pages:
    """Renders pages. *lead* gives the path of the person's note that a link in the note at a path leads to."""

    def __init__(self, look: Look, lead: Lead, own: Mapping[str, bytes], memory: Memory) -> None:
        """Use the shipped templates, before them the vault's *own*; `trouble` is said at the top of every page."""
        self.look = look
        self.prose = Prose(self._address, self._name)
        self._lead = lead
        self.trouble = ""
        self.memory = memory
        self.environment = memory.made(("engine", bool(own)), lambda: environment("page", own, autoescape=True))
        self._root = Path(look.root).as_uri().rstrip("/") if os.path.isabs(look.root) else ""
        self._days: dict[tuple[date, str], Markup] = {}

    def page_of(self, path: str) -> str:
        """The page of the person whose note lies at *path*, as seen from other people's; empty where it is nobody's."""
        slug = self.look.slugs.get(path)
        return f"{slug}.html" if slug else ""

    def _address(self, target: str, path: str) -> str:
        """The page that a link leads to, seen from another person's page."""
        return self.page_of(self._lead(target, path) or "")

    def _name(self, target: str, path: str) -> str:
        """Whom a link leads to."""
        return self.look.names.get(self._lead(target, path) or "", "")

    def day(self, day: date, form: str = "") -> Markup:
        """A day as people say it, for machines too; *form* is ``week`` (``Fri 27``) or ``year``, where that is said."""
        found = self._days.get((day, form))
        if found is None:
            said = short_day(day, self.look.today)
            if form:
                said = f"{WEEKDAYS[day.weekday()][:3]} {day.day}" if form == "week" else short_day(day, day)
            found = Markup('<time datetime="{}">{}</time>').format(day.isoformat(), said)
            self._days[day, form] = found
        return found

    def render(self, template: str, **values: Any) -> bytes:
        """The page that *template* makes of *values*; raises Usage where the template is wrong."""
        today = self.look.today
        made = f"{today.day} {MONTHS[today.month - 1]} {today.year}"
        text = render(self.environment, template, made=made, trouble=self.trouble, **values)
        return f"{_HIDDEN.sub('', text).rstrip()}\n".encode("utf-8", "replace")

    def part(self, template: str, **values: Any) -> Markup:
        """A part of a page, as *template* makes it of *values*; raises Usage where the template is wrong."""
        return Markup(render(self.environment, template, **values).removesuffix("\n"))

    def opener(self, path: str, line: int = 0) -> str:
        """The address that opens a note in the user's program, empty where none is wanted."""
        if self.look.opener == "file" and self._root:
            return f"{self._root}/{quote_from_bytes(os.fsencode(path))}"
        file = Path(self.look.root, path)
        if self.look.opener == "obsidian":
            return f"obsidian://open?path={quote(str(file), safe='')}"
        if self.look.opener == "vscode":
            return f"vscode://file/{quote(file.as_posix().lstrip('/'))}" + (f":{line}" if line else "")
        return file.as_uri() if self.look.opener == "file" and file.is_absolute() else ""


def asset(name: str, own: Mapping[str, bytes]) -> bytes:
    """The style or the script of the pages, the vault's own one before ours."""
    mine = own.get(f"page/{name}")
    return (templates() / "page" / name).read_bytes() if mine is None else mine


def with_trouble(page: bytes, trouble: str) -> bytes:
    """A page that was built before, with *trouble* at its top in place of what was said there."""
    said = Markup('<aside class="notice trouble"><p>{}</p></aside>').format(trouble).encode()
    bare = _TROUBLE.sub(b"", page)
    return _BODY.sub(lambda found: found[0] + said, bare, count=1)
