"""The dashboard as HTML, through the templates in `templates/page/`: autoescaped, nothing undefined (LAW 18)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from netnotes.dates import MONTHS, WEEKDAYS, short_day
from netnotes.resources import templates
from netnotes.views.prose import Prose

# What HTML forbids or nobody can see; the pictures' own marks of direction stay.
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e]")
STYLE, SCRIPT = "style.css", "page.js"


class Look(NamedTuple):
    """How pages are made: the vault's *root*, as of which day, *private* ones, how a note is opened.

    *slugs* and *ids* lead from the path and the number of a person's note to their page.
    """

    root: str
    today: date
    private: bool
    opener: str
    slugs: Mapping[str, str]
    ids: Mapping[int, str]


class Pages:
    """Renders pages. *lead* gives the path of the person's note that a link in the note at a path leads to."""

    def __init__(self, look: Look, lead: Any) -> None:
        """Use the shipped templates."""
        from jinja2 import Environment, FileSystemLoader, StrictUndefined

        self.look = look
        self.prose = Prose(self._address)
        self._lead = lead
        self.environment = Environment(
            loader=FileSystemLoader(templates() / "page", encoding="utf-8"),
            undefined=StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True,
        )  # fmt: skip
        self.environment.filters["day"] = self.day

    def _address(self, target: str, path: str) -> str:
        """The page that a link leads to, seen from another person's page."""
        found = self._lead(target, path)
        slug = self.look.slugs.get(found) if found else None
        return f"{slug}.html" if slug else ""

    def day(self, day: date, form: str = "") -> Markup:
        """A day as people say it, for machines too; *form* is ``week`` (``Fri 27``) or ``year``, where that is said."""
        said = short_day(day, self.look.today)
        if form:
            said = f"{WEEKDAYS[day.weekday()][:3]} {day.day}" if form == "week" else short_day(day, day)
        return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), said)

    def render(self, template: str, **values: Any) -> bytes:
        """The page that *template* makes of *values*."""
        look = self.look
        made = f"{look.today.day} {MONTHS[look.today.month - 1]} {look.today.year}"
        text = self.environment.get_template(template).render(made=made, private=look.private, **values)
        return f"{_HIDDEN.sub('', text).rstrip()}\n".encode("utf-8", "replace")

    def opener(self, path: str, line: int = 0) -> str:
        """The address that opens a note in the user's program, empty where none is wanted."""
        file = Path(self.look.root, path)
        if self.look.opener == "obsidian":
            return f"obsidian://open?path={quote(str(file), safe='')}"
        if self.look.opener == "vscode":
            return f"vscode://file/{quote(file.as_posix().lstrip('/'))}" + (f":{line}" if line else "")
        return file.as_uri() if self.look.opener == "file" and file.is_absolute() else ""


def asset(name: str) -> bytes:
    """The style or the script of the pages."""
    return (templates() / "page" / name).read_bytes()
