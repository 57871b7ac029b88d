"""Bringing the index up to date: walk, compare fingerprints, parse what changed, one transaction (LAW 7)."""

from __future__ import annotations

import os
import sqlite3
import time
from array import array
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from netnotes.model.problem import Problem
from netnotes.model.settings import Settings
from netnotes.vault.schema import EMPTIED, FORMAT
from netnotes.vault.walk import NUMBERS, Folder, shown_path, walk

if TYPE_CHECKING:
    from netnotes.vault.store import Store

# A note changed within one tick of the file system's clock after it was read would show the same
# fingerprint. Two seconds is the coarsest clock in use (FAT).
TICK_NS = 2_000_000_000
Progress = Callable[[int, int], None]
_Work = tuple[Folder, str, list[str], list[str]]


class Refresh:
    """One pass over the vault. `problems` holds what kept folders from being read."""

    def __init__(
        self, connection: sqlite3.Connection, root: str, settings: Settings, progress: Progress | None
    ) -> None:
        """Bring the index behind *connection* up to the notes under *root*."""
        self.connection = connection
        self.root = root
        self.settings = settings
        self.progress = progress
        self.problems: list[Problem] = []
        self.started = time.time_ns()

    def run(self) -> None:
        """Write what changed, all of it or nothing."""
        folders = list(walk(self.root, self.settings.ignore, self.problems))
        if not self._is_stale(folders):
            return
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            # Another process may have brought the index up to date while this one waited.
            self._update(folders)
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def _meta(self, key: str) -> str | None:
        row = self.connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def _is_stale(self, folders: list[Folder]) -> bool:
        keys = (self.settings.reading_key(), self.settings.linking_key())
        if (self._meta("reading"), self._meta("linking")) != keys:
            return True
        stored = {row[0]: row[1:] for row in self.connection.execute("SELECT path, names, prints FROM folder")}
        return len(stored) != len(folders) or any(
            stored.get(shown_path(folder.path)) != (pack_names(folder.names), folder.prints.tobytes())
            for folder in folders
        )

    def _update(self, folders: list[Folder]) -> None:
        from netnotes.vault.linking import Linking
        from netnotes.vault.store import Store

        execute = self.connection.execute
        reading, linking = self.settings.reading_key(), self.settings.linking_key()
        if self._meta("reading") != reading:
            for table in EMPTIED:
                execute(f"DELETE FROM {table}")
        store = Store(self.connection, self.settings, Linking(self.connection, self.settings))
        stored = {row[0]: row[1:] for row in execute("SELECT path, names, prints FROM folder")}
        seen = _RealPaths(self.root, folders)
        vanished = stored.keys() - {shown_path(folder.path) for folder in folders}
        named = {path: names for path, (names, _) in stored.items()}
        self._read(store, seen, self._work(folders, stored, any_vanished=bool(vanished)), named)
        for path in vanished:
            for name in unpack_names(stored[path][0]):
                store.remove(_join(path, shown_path(name)))
            store.folder_problems(path, [])
            execute("DELETE FROM folder WHERE path = ?", (path,))
        store.link(everything=(self._meta("reading"), self._meta("linking")) != (reading, linking))
        links = "\n".join(
            sorted(link for link in seen.links | self._links() if os.path.islink(os.path.join(self.root, link)))
        )
        for key, value in (("reading", reading), ("linking", linking), ("format", FORMAT), ("links", links)):
            execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def _work(
        self, folders: list[Folder], stored: dict[str, tuple[bytes, bytes]], *, any_vanished: bool
    ) -> list[_Work]:
        """What is to be read: folder, its path as shown, the names to read and the names that are gone."""
        changed = [
            (folder, path, before)
            for folder in folders
            if (before := stored.get(path := shown_path(folder.path)))
            != (pack_names(folder.names), folder.prints.tobytes())
        ]
        work = [(folder, path, *self._differences(folder, before)) for folder, path, before in changed]
        if any_vanished or any(
            before is None or before[0] != pack_names(folder.names) for folder, _, before in changed
        ):
            self._add_links(work, folders)
        return work

    def _read(self, store: Store, seen: _RealPaths, work: list[_Work], named: dict[str, bytes]) -> None:
        """Store what is new and take out what is gone, folder by folder; *named* are the names of before."""
        from netnotes.vault.opening import name_problems

        total, done = sum(len(item[2]) for item in work), 0
        for folder, path, names, gone in work:
            for name in gone:
                store.remove(_join(path, shown_path(name)))
            if named.get(path) != pack_names(folder.names):
                store.folder_problems(path, name_problems(folder.path, folder.names))
            for name in names:
                self._take(store, seen, folder, name)
                done += 1
                if self.progress:
                    self.progress(done, total)
            self._keep_prints(folder, path)

    def _links(self) -> set[str]:
        """The notes that were links to others when the index was last brought up to date."""
        return set((self._meta("links") or "").split("\n")) - {""}

    def _add_links(self, work: list[_Work], folders: list[Folder]) -> None:
        """Add the notes that are links to *work*: what they lead to may be seen no longer, or only now."""
        links = self._links()
        at_work = {path: names for _, path, names, _ in work}
        for folder in folders:
            path = shown_path(folder.path)
            names = [name for name in folder.names if _join(path, shown_path(name)) in links]
            if path in at_work:
                at_work[path] += [name for name in names if name not in at_work[path]]
            elif names:
                work.append((folder, path, names, []))

    def _differences(self, folder: Folder, before: tuple[bytes, bytes] | None) -> tuple[list[str], list[str]]:
        """The names in *folder* whose fingerprint is another than *before*, and those that are gone."""
        if before is None:
            return folder.names, []
        size = NUMBERS * 8
        old = {name: before[1][i * size : (i + 1) * size] for i, name in enumerate(unpack_names(before[0]))}
        prints = folder.prints.tobytes()
        names = [name for i, name in enumerate(folder.names) if old.get(name) != prints[i * size : (i + 1) * size]]
        return names, list(old.keys() - set(folder.names))

    def _take(self, store: Store, seen: _RealPaths, folder: Folder, name: str) -> None:
        """Read one note and store it, if its bytes are others than before."""
        from netnotes.vault.opening import open_note

        path = _join(folder.path, name)
        if seen.is_double(path):
            store.remove(shown_path(path))
            return
        opened = open_note(self.root, path)
        if opened.problem or opened.data is None:
            store.remove(shown_path(path))
            store.unopened(shown_path(path), [opened.problem] if opened.problem else [])
            return
        store.put(shown_path(path), opened.data)

    def _keep_prints(self, folder: Folder, path: str) -> None:
        """Keep the fingerprints of *folder*; those too young to be trusted are made to differ."""
        prints = array("q", folder.prints)
        for start in range(0, len(prints), NUMBERS):
            changed = max(prints[start], prints[start + 1]) if os.name == "nt" else prints[start + 1]
            if changed >= self.started - TICK_NS:
                prints[start + 1] = -1
        self.connection.execute(
            "INSERT OR REPLACE INTO folder VALUES (?, ?, ?)", (path, pack_names(folder.names), prints.tobytes())
        )


class _RealPaths:
    """Which links lead to notes that are seen anyway: one person once (LAW 6)."""

    def __init__(self, root: str, folders: Iterable[Folder]) -> None:
        self.root = root
        self.real_root = os.path.realpath(root)
        self.folders = folders
        self.links: set[str] = set()
        self._paths: set[str] | None = None

    def is_double(self, path: str) -> bool:
        """Whether the note at *path* is a link to another that is seen."""
        full = os.path.join(self.root, path)
        if not os.path.islink(full):
            return False
        self.links.add(shown_path(path))
        if self._paths is None:
            self._paths = {_join(folder.path, name) for folder in self.folders for name in folder.names}
        real = os.path.relpath(os.path.realpath(full), self.real_root).replace(os.sep, "/")
        return real in self._paths and not os.path.islink(os.path.join(self.root, real))


def _join(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def pack_names(names: list[str]) -> bytes:
    """File names as one value, whatever bytes they hold."""
    return "\0".join(names).encode("utf-8", "surrogateescape")


def unpack_names(packed: bytes) -> list[str]:
    """The file names in what `pack_names` made."""
    return packed.decode("utf-8", "surrogateescape").split("\0") if packed else []
