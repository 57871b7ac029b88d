"""Making the pages that may have to be other than they are (`commands/pages`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from netnotes.commands.context import Context
from netnotes.commands.pages import WHOLE, Basis, Built, sums
from netnotes.errors import Usage
from netnotes.model.everybody import Summary
from netnotes.model.memory import Memory
from netnotes.model.vault import Vault
from netnotes.queries.front import Front, front
from netnotes.queries.portrait import Portrait, portraits
from netnotes.vault.discover import TEMPLATES
from netnotes.vault.site import INDEX, PEOPLE, SCRIPT, STYLE, Site
from netnotes.views.front_page import front_page
from netnotes.views.page import Look, Pages, asset, with_trouble
from netnotes.views.portrait_page import portrait_page
from netnotes.views.private import private_front, private_portrait
from netnotes.views.slugs import alike, slugs, stem


class Making:
    """One build."""

    def __init__(
        self, context: Context, vault: Vault, site: Site, basis: Basis, today: date, own: Mapping[str, bytes],
        memory: Memory, *, private: bool,
    ) -> None:  # fmt: skip
        """Bring the pages in *site* to *basis*; *own* are the vault's own templates, by path."""
        # A template of the vault's own may keep something in mind itself.
        memory = Memory() if any(path.endswith(".html") for path in own) else memory
        memory.begin(f"{basis.key} {basis.turn.born}")
        self.vault, self.site, self.today = vault, site, today
        self.settings = context.settings
        self.private, self.kinds = private, self.settings.kinds()
        self.row = front(vault, today, memory)
        everyone = self.row.everyone
        self.ids = {one.person: one.path for one in everyone}
        self.slugs = slugs((one.path for one in everyone), plain=private)
        self.alike = alike(self.slugs.values())
        called = {one.path: one.name for one in everyone}
        look = Look(context.root(), today, self.settings.opener, self.slugs, self.ids, called)
        self.own = own
        # What is wrong with the templates, by the page that says so.
        self.troubles: dict[str, str] = {}
        self.pages = Pages(look, self._lead(), own, memory)
        # For pages that there is no good one of yet, where a template of the vault's own is wrong.
        self.shipped = Pages(look, self._lead(), {}, Memory()) if own else self.pages
        self.basis = basis

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
        stale = self._stale()
        files = [*WHOLE, *(self._file(one) for one in row.everyone)]
        self.site.begin(files, anew=not self._is_of_this())
        for name in (STYLE, SCRIPT):
            self.site.write(name, asset(name, self.own))
        drawn = [one for one in row.everyone if stale(one)]
        rows = portraits(self.vault, [one.person for one in drawn], self.today)
        written = [one.name for one, its in zip(drawn, rows, strict=True) if self._write(one, its)]
        troubles = {name: self.troubles[name] for name in files if name in self.troubles}
        # The front comes last: it says what is wrong with the others, in this build or since an earlier one.
        trouble = next(iter(troubles.values()), "")
        self._put(INDEX, lambda pages: _said(front_page(row, self.settings, pages), trouble))
        state = {
            **self.basis.said(), "troubles": troubles, "alike": self.alike, "sums": sums(self.site),
            "problems": len(row.problems),
        }  # fmt: skip
        removed = self.site.finish(state, files)
        count, written_files = len(row.everyone) + 1, self.site.written
        trouble = self.troubles.get(INDEX, trouble)
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

    def _is_of_this(self) -> bool:
        """Whether what lies there was made of this day, with these settings and templates, from this index."""
        state = self.site.state
        return (state.get("key"), state.get("born")) == (self.basis.key, self.basis.turn.born)

    def _stale(self) -> Callable[[Summary], bool]:
        """Whose pages may have to be other than they are."""
        state, there = self.site.state, self.site.files - self.site.missing()
        if not self._is_of_this():
            return lambda one: True
        troubles = state.get("troubles")
        self.troubles = {str(name): str(said) for name, said in troubles.items()} if isinstance(troubles, dict) else {}
        last = state.get("turn")
        changed = self.vault.everybody.changed_since(last if isinstance(last, int) else 0)
        # Whose page is whose can change hands among these.
        before = state.get("alike")
        unsure = {*self.alike, *(map(str, before) if isinstance(before, list) else ())}

        def stale(one: Summary) -> bool:
            is_unsure = bool(unsure) and stem(self.slugs[one.path]) in unsure
            return one.person in changed or is_unsure or self._file(one) not in there

        return stale

    def _write(self, one: Summary, row: Portrait) -> bool:
        row = private_portrait(row, self.kinds) if self.private else row
        return self._put(self._file(one), lambda pages: portrait_page(row, self.settings, pages))


def _said(page: bytes, trouble: str) -> bytes:
    return with_trouble(page, trouble) if trouble else page
