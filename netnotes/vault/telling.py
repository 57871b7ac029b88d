"""What is wrong with the links of a note, put among its problems while they are resolved."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from netnotes.model.note import Link
from netnotes.model.problem import WARNING
from netnotes.vault.resolve import Target


class Telling:
    """Tells of links that lead to several people, or to nobody; each once, though it may be looked at more often."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Write through *connection*, inside the caller's transaction."""
        self.connection = connection
        self._told: set[tuple[object, ...]] = set()

    def forget(self, paths: Iterable[str]) -> None:
        """Forget what was told of the links of the notes at *paths*."""
        self.connection.executemany(
            "DELETE FROM problem WHERE owner = ? AND stage IN ('link', 'quiet')", ((path,) for path in paths)
        )
        self._told.clear()

    def rivals(self, path: str, link: Link, target: Target) -> None:
        """Tell of a link that can be several people, if it can."""
        if not target.rivals:
            return
        shown = link.target if link.plain else f"[[{link.target}]]"
        problem = (
            path, path, *_place(link), WARNING,
            f'"{shown}" can be {" or ".join(target.rivals)}; it counts for neither; write the full path or name',
        )  # fmt: skip
        if problem not in self._told:
            self._told.add(problem)
            self.connection.execute("INSERT INTO problem VALUES (?, 'link', ?, ?, ?, ?, 'ambiguous-link', ?)", problem)

    def nobody(self, path: str, link: Link, target: Target, *, meant: bool) -> None:
        """Tell of a link that leads to nobody, if it does; quietly unless a person is *meant* and there is no note."""
        if target.person is not None or target.rivals:
            return
        leads = "leads to a note that is no person's" if target.note else "leads to no note"
        self.connection.execute(
            "INSERT INTO problem VALUES (?, ?, ?, ?, ?, ?, 'link-to-nobody', ?)",
            (
                path, "link" if meant and not target.note else "quiet", path, *_place(link), WARNING,
                f'"{link.target[:60]}" {leads}; it counts for nobody; mend the name, or write a note for them',
            ),
        )  # fmt: skip


def _place(link: Link) -> tuple[int | None, int | None]:
    return (link.line, link.column) if link.line else (None, None)
