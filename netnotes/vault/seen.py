"""Who was seen in this week's review: kept in the user's state folder, never in the vault."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from datetime import date

from netnotes.errors import DiskSaidNo
from netnotes.vault.index import vault_key
from netnotes.vault.temporary import put_whole

Pair = tuple[str, str]
_FILE = "review.json"


def week_of(day: date) -> str:
    """The ISO week of *day*: ``2026-W48``."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


class Seen:
    """The people seen in one week, as (path, why) pairs in the order in which they were seen."""

    def __init__(self, root: str, state: str, today: date) -> None:
        """Those of the vault at *root* in the week of *today*, kept under the folder *state*."""
        self.file = os.path.join(state, vault_key(root), _FILE)
        self.week = week_of(today)
        self.pairs: list[Pair] = _read(self.file, self.week)

    def mark(self, path: str, why: str) -> None:
        """They have been seen; raises DiskSaidNo where that cannot be kept (it holds for this run all the same)."""
        self.pairs = [*(pair for pair in self.pairs if pair[0] != path), (path, why)]
        self._keep()

    def unmark(self, path: str) -> None:
        """They are to be seen again; raises DiskSaidNo."""
        self.pairs = [pair for pair in self.pairs if pair[0] != path]
        self._keep()

    def forget(self) -> None:
        """Nobody has been seen this week; raises DiskSaidNo."""
        if self.pairs:
            self.pairs = []
            self._keep()

    def _keep(self) -> None:
        document = {"week": self.week, "seen": [list(pair) for pair in self.pairs]}
        try:
            os.makedirs(os.path.dirname(self.file), exist_ok=True)
            put_whole(self.file, (json.dumps(document, indent=1) + "\n").encode())
        except OSError as error:
            raise DiskSaidNo(f"{self.file}: {error.strerror or error}") from None


def _read(file: str, week: str) -> list[Pair]:
    """What *file* says of *week*; nothing where it says something else, or cannot be read."""
    try:
        with open(file, encoding="utf-8") as opened:
            found = json.loads(opened.read())
    except (OSError, ValueError, RecursionError):
        return []
    rows: Sequence[object] = found.get("seen", ()) if isinstance(found, dict) and found.get("week") == week else ()
    pairs = [row for row in rows if isinstance(row, list) and len(row) == 2] if isinstance(rows, list) else []
    return [(path, why) for path, why in pairs if isinstance(path, str) and isinstance(why, str)]
