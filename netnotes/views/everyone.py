"""The table of everyone on the front page: who they are, when they are due, what to filter by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

from markupsafe import Markup, escape

from netnotes.dates import span
from netnotes.model.clock import DUE, LAST
from netnotes.model.everybody import Summary
from netnotes.queries.front import Front
from netnotes.views import words
from netnotes.views.page import Pages

# So many rows are drawn, and kept, as one.
ROWS_AT_ONCE = 100


def page_under(pages: Pages, path: str) -> str:
    """The page of the person whose note lies at *path*, as the front page links to it; empty where it is nobody's."""
    page = pages.page_of(path)
    return f"people/{page}" if page else ""


class _Row(NamedTuple):
    """Somebody among everyone: *state* is the word to filter by, *said* how it is said, *mark* how it is drawn."""

    page: str
    name: str
    circle: str
    last: str
    mark: str
    state: str
    said: str
    tags: list[str]


class _Rows(NamedTuple):
    """Some of the rows of everyone as they are drawn, with the states and tags that are among them."""

    html: Markup
    states: frozenset[str]
    tags: frozenset[str]


class _AsTables(Sequence[dict[str, Any]]):
    """Everyone for templates of the vault's own, which may draw the rows in their own way."""

    def __init__(self, people: Sequence[Summary], row: Callable[[Summary], _Row]) -> None:
        self._people, self._row = people, row

    def __len__(self) -> int:
        return len(self._people)

    def __getitem__(self, at: Any) -> Any:
        found = self._people[at]
        return [self._row(one)._asdict() for one in found] if isinstance(at, slice) else self._row(found)._asdict()


class Everyone:
    """The rows of everyone in *row*, with pages of *pages*."""

    def __init__(self, row: Front, pages: Pages) -> None:
        self.row, self.pages = row, pages

    def values(self) -> dict[str, Any]:
        """What the template is given."""
        rows = self._rows()
        return {
            "everyone": _AsTables(self.row.everyone, self._person),
            "everyone_rows": Markup("\n").join(some.html for some in rows),
            "states": sorted(frozenset().union(*(some.states for some in rows))),
            "tags": sorted(sorted(frozenset().union(*(some.tags for some in rows))), key=str.lower),
        }

    def _rows(self) -> list[_Rows]:
        """The rows of everyone, some at a time: of those of whom nothing has changed, they are drawn already."""
        found = []
        for start in range(0, len(self.row.everyone), ROWS_AT_ONCE):
            some = self.row.everyone[start : start + ROWS_AT_ONCE]
            source = tuple((one, page_under(self.pages, one.path), one.path in self.row.is_new) for one in some)
            found.append(self.pages.memory.made(("everyone", source), partial(self._drawn, some)))
        return found

    def _drawn(self, people: Sequence[Summary]) -> _Rows:
        rows = [self._person(one) for one in people]
        html = self.pages.part("everyone.html", rows=rows)
        return _Rows(html, frozenset(row.state for row in rows), frozenset(tag for row in rows for tag in row.tags))

    def _person(self, one: Summary) -> _Row:
        mark, state, said = self._state(one)
        last = "–"
        if one.last_contact:
            last = escape(words.probably(one.probably, LAST)) + self.pages.day(one.last_contact)
        page = page_under(self.pages, one.path)
        return _Row(page, one.name, one.circle or "–", last, mark, state, said, words.own_tags(one.tags))

    def _state(self, one: Summary) -> tuple[str, str, str]:
        """The mark, the word to filter by, and the words of somebody's state."""
        if one.status != "active":
            return "off", one.status, one.status.replace("-", " ")
        if one.path in self.row.is_new:
            return "new", "new", "new"
        if one.due is None:
            return "off", "no rhythm", "no contact yet" if one.last_contact is None else "no rhythm"
        late, perhaps = (self.row.day - one.due).days, words.probably(one.probably, LAST, DUE)
        if late > 0:
            return "late", "late", f"{perhaps}{span(late)} late"
        return "", "in time", f"due {perhaps}today" if late == 0 else f"due in {perhaps}{span(-late)}"
