"""Building the pages of a vault: what `build`, `watch` and `serve` do alike."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from netnotes import __version__
from netnotes.commands.context import Context
from netnotes.errors import Usage
from netnotes.model.everybody import Summary, Turn
from netnotes.model.vault import Vault
from netnotes.queries.front import Front, front
from netnotes.queries.portrait import portrait
from netnotes.resources import templates
from netnotes.vault.discover import TEMPLATES
from netnotes.vault.site import PEOPLE, Site
from netnotes.views.front_page import front_page
from netnotes.views.page import SCRIPT, STYLE, Look, Pages, asset, with_trouble
from netnotes.views.portrait_page import portrait_page
from netnotes.views.private import private_front, private_portrait
from netnotes.views.slugs import alike, slugs, stem


class Built(NamedTuple):
    """What a build came to: pages there are, files written and removed, the people whose pages were written."""

    folder: str
    pages: int
    written: list[str]
    removed: int
    names: list[str]
    problems: int
    trouble: str = ""


def build(context: Context, site: Site, today: date, *, private: bool) -> Built:
    """Bring the pages in *site* up to date: only those are made anew that a change since the last build can reach."""
    own = context.own_templates()
    built = context.ask(lambda vault: _Build(context, vault, site, today, own, private=private).run())
    if built.trouble:
        context.tell(built.trouble)
    return built


class _Build:
    def __init__(
        self, context: Context, vault: Vault, site: Site, today: date, own: Mapping[str, bytes], *, private: bool
    ) -> None:
        self.vault, self.site, self.today = vault, site, today
        self.settings = context.settings
        self.private, self.kinds = private, self.settings.kinds()
        self.row = front(vault, today)
        everyone = self.row.everyone
        self.ids = {one.person: one.path for one in everyone}
        self.slugs = slugs((one.path for one in everyone), plain=private)
        self.alike = alike(self.slugs.values())
        called = {one.path: one.name for one in everyone}
        look = Look(context.root(), today, self.settings.opener, self.slugs, self.ids, called)
        self.own = own
        # What is wrong with the templates, by the page that says so.
        self.troubles: dict[str, str] = {}
        self.pages = Pages(look, self._lead(), own)
        # For pages that there is no good one of yet, where a template of the vault's own is wrong.
        self.shipped = Pages(look, self._lead(), {}) if own else self.pages
        self.key = _digest(
            __version__, today.isoformat(), repr(self.settings), str(private), context.root(),
            _templates(_shipped()), _templates(own),
        )  # fmt: skip

    def _lead(self) -> Callable[[str, str], str | None]:
        known: dict[tuple[str, str], str | None] = {}

        def lead(target: str, path: str) -> str | None:
            asked = (target, path)
            if asked not in known:
                found = self.vault.everybody.leads_to(target, path)
                known[asked] = self.ids.get(found) if found else None
            return known[asked]

        return lead

    def run(self) -> Built:
        """Write what is to be written."""
        row: Front = private_front(self.row, self.kinds) if self.private else self.row
        turn = self.vault.everybody.turn()
        stale = self._stale(turn)
        files = ["index.html", STYLE, SCRIPT, *(self._file(one) for one in row.everyone)]
        self.site.begin(files)
        for name in (STYLE, SCRIPT):
            self.site.write(name, asset(name, self.own))
        written = [one.name for one in row.everyone if stale(one) and self._write(one)]
        troubles = {name: self.troubles[name] for name in files if name in self.troubles}
        state = {"key": self.key, "born": turn.born, "turn": turn.number, "troubles": troubles, "alike": self.alike}
        # The front comes last: it says what is wrong with the others, in this build or since an earlier one.
        trouble = next(iter(troubles.values()), "")
        self._put("index.html", lambda pages: _said(front_page(row, self.settings, pages), trouble))
        removed = self.site.finish(state, files)
        count, written_files = len(row.everyone) + 1, self.site.written
        trouble = self.troubles.get("index.html", trouble)
        return Built(self.site.folder, count, written_files, removed, written, len(row.problems), trouble)

    def _put(self, name: str, draw: Callable[[Pages], bytes]) -> bool:
        """Write a page. Where a template of the vault's own is wrong, the last good page stays, and says so."""
        self.troubles.pop(name, None)
        try:
            return self.site.write(name, draw(self.pages))
        except Usage as error:
            if not self.own:
                raise
            self.troubles[name] = trouble = f"{TEMPLATES}/page: {error.message}"
        last = self.site.read(name)
        if last is not None:
            return self.site.write(name, with_trouble(last, trouble))
        self.shipped.trouble = trouble
        return self.site.write(name, draw(self.shipped))

    def _file(self, one: Summary) -> str:
        return f"{PEOPLE}/{self.slugs[one.path]}.html"

    def _stale(self, turn: Turn) -> Callable[[Summary], bool]:
        """Whose pages may have to be other than they are, now that the index is at *turn*."""
        state, known = self.site.state, self.site.files
        if (state.get("key"), state.get("born")) != (self.key, turn.born):
            return lambda one: True
        troubles = state.get("troubles")
        self.troubles = {str(name): str(said) for name, said in troubles.items()} if isinstance(troubles, dict) else {}
        last = state.get("turn")
        changed = self.vault.everybody.changed_since(last if isinstance(last, int) else 0)
        # Whose page is whose can change hands among these.
        before = state.get("alike")
        unsure = {*self.alike, *(map(str, before) if isinstance(before, list) else ())}

        def stale(one: Summary) -> bool:
            file = self._file(one)
            is_unsure = bool(unsure) and stem(self.slugs[one.path]) in unsure
            return one.person in changed or is_unsure or file not in known or not self.site.has(file)

        return stale

    def _write(self, one: Summary) -> bool:
        row = portrait(self.vault, one.person, self.today)
        row = private_portrait(row, self.kinds) if self.private else row
        return self._put(self._file(one), lambda pages: portrait_page(row, self.settings, pages))


def _said(page: bytes, trouble: str) -> bytes:
    return with_trouble(page, trouble) if trouble else page


def _shipped() -> dict[str, bytes]:
    """The shipped templates of pages, by path."""
    return {f"page/{path.name}": path.read_bytes() for path in (templates() / "page").iterdir() if path.is_file()}


def _templates(files: Mapping[str, bytes]) -> str:
    """The templates of pages among *files*, as one short text."""
    pages = sorted((path, data) for path, data in files.items() if path.startswith("page/"))
    return _digest(*(f"{path}\0{hashlib.sha256(data).hexdigest()}" for path, data in pages))


def _digest(*texts: str) -> str:
    return hashlib.sha256("\1".join(texts).encode("utf-8", "surrogateescape")).hexdigest()[:32]
