"""Building the pages of a vault: what `build`, `watch` and `serve` do alike."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from netnotes import __version__
from netnotes.commands.context import Context
from netnotes.model.everybody import Turn
from netnotes.model.memory import Memory
from netnotes.model.vault import Vault
from netnotes.resources import templates
from netnotes.vault.site import INDEX, SCRIPT, STYLE, Site

# What a build compares with what is on disk; of people's pages it asks only whether they are there.
WHOLE = (INDEX, STYLE, SCRIPT)


class Built(NamedTuple):
    """What a build came to: pages there are, files written and removed, the people whose pages were written."""

    folder: str
    pages: int
    written: list[str]
    removed: int
    names: list[str]
    problems: int
    trouble: str = ""


class Basis(NamedTuple):
    """What the pages are made from: *key* stands for settings, day and templates, *turn* for the notes.

    *passing* stands for what is wrong outside any note just now.
    """

    key: str
    turn: Turn
    passing: str

    def said(self) -> dict[str, str | int]:
        """The same as the mark of the pages keeps it."""
        return {"key": self.key, "born": self.turn.born, "turn": self.turn.number, "passing": self.passing}


def build(context: Context, site: Site, today: date, memory: Memory, *, private: bool) -> Built:
    """Bring the pages in *site* up to date: only those are made anew that a change since the last build can reach.

    *memory* is given again where this process has built before.
    """
    own = context.own_templates()
    key = _digest(
        __version__, today.isoformat(), repr(context.settings), str(private), context.root(),
        _templates(_shipped()), _templates(own),
    )  # fmt: skip

    def bring(vault: Vault) -> Built:
        everybody = vault.everybody
        basis = Basis(key, everybody.turn(), _digest(*map(repr, everybody.passing_problems())))
        if built := _current(site, basis):
            return built
        # What draws pages takes as long to import as to see that there is nothing to draw.
        from netnotes.commands.page_making import Making

        return Making(context, vault, site, basis, today, own, memory, private=private).run()

    built = context.ask(bring)
    if built.trouble:
        context.tell(built.trouble)
    return built


def _current(site: Site, basis: Basis) -> Built | None:
    """What a build would come to where the pages are those of *basis* already; None where they may not be."""
    state = site.state
    problems = state.get("problems")
    if any(state.get(name) != said for name, said in basis.said().items()) or state.get("troubles") != {}:
        return None
    if not isinstance(problems, int) or not site.files.issuperset(WHOLE) or site.missing():
        return None
    if state.get("sums") != sums(site):
        return None
    return Built(site.folder, len(site.files) - len(WHOLE) + 1, [], 0, [], problems)


def sums(site: Site) -> dict[str, str]:
    """Checksums of the files in *site* that are compared whole: all but people's pages."""
    return {name: hashlib.sha256(site.read(name) or b"").hexdigest() for name in WHOLE}


def _shipped() -> dict[str, bytes]:
    """The shipped templates of pages, by path."""
    return {f"page/{path.name}": path.read_bytes() for path in (templates() / "page").iterdir() if path.is_file()}


def _templates(files: Mapping[str, bytes]) -> str:
    """The templates of pages among *files*, as one short text."""
    pages = sorted((path, data) for path, data in files.items() if path.startswith("page/"))
    return _digest(*(f"{path}\0{hashlib.sha256(data).hexdigest()}" for path, data in pages))


def _digest(*texts: str) -> str:
    return hashlib.sha256("\1".join(texts).encode("utf-8", "surrogateescape")).hexdigest()[:32]
