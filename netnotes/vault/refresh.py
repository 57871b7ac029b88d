"""Bringing the index up to date: walk, compare fingerprints, parse what changed, one transaction (LAW 7)."""

from __future__ import annotations

import os
import sqlite3
import time
from array import array
from collections.abc import Callable, Collection, Generator, Iterable, Iterator
from contextlib import closing
from typing import TYPE_CHECKING

from netnotes.model.problem import Problem
from netnotes.model.settings import Settings
from netnotes.vault.schema import EMPTIED, FORMAT, MANY_PAGES
from netnotes.vault.walk import PRINT, Folder, Packed, print_of, shown_path, unpack_names, walk

if TYPE_CHECKING:
    from netnotes.vault.helping import Reading
    from netnotes.vault.store import Store

# A note changed within one tick of the file system's clock after it was read would show the same
# fingerprint. Two seconds is the coarsest clock in use (FAT).
TICK_NS = 2_000_000_000
_BLOCK = 256 * PRINT
# From so many bytes of notes on, a new index has helpers.
MANY_BYTES = 1 << 20
_PIECE = 1 << 16
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

    def run(self, written: Collection[str] = ()) -> None:
        """Write what changed, all of it or nothing.

        With *written*, the paths of notes that this process has just replaced, only those are looked at: whatever
        else has changed meanwhile is seen by the next answer.
        """
        folders = None if written else self._walked()
        if folders is not None and not self._is_stale(folders):
            return
        self.connection.execute(MANY_PAGES)
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            # Another process may have brought the index up to date while this one waited.
            if folders is None:
                folders = self._as_kept_but(written) or self._walked()
            self._update(folders)
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def _walked(self) -> list[Folder]:
        return list(walk(self.root, self.settings.ignore, self.problems))

    def _as_kept_but(self, written: Collection[str]) -> list[Folder]:
        """The folders as they were last seen, but for the notes *written*; none where that is not enough to know."""
        kept = {row[0]: Folder(*row) for row in self.connection.execute("SELECT path, names, prints FROM folder")}
        for path in written:
            place, _, name = path.rpartition("/")
            folder, found = kept.get(place), print_of(os.path.join(self.root, path))
            names = folder.names if folder else []
            if folder is None or found is None or name not in names or shown_path(path) != path:
                return []
            start = names.index(name) * PRINT
            prints = folder.prints[:start] + found + folder.prints[start + PRINT :]
            kept[place] = folder._replace(prints=prints)
        return list(kept.values())

    def _meta(self, key: str) -> str | None:
        row = self.connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def _is_stale(self, folders: list[Folder]) -> bool:
        keys = (self.settings.reading_key(), self.settings.linking_key())
        if (self._meta("reading"), self._meta("linking")) != keys:
            return True
        execute = self.connection.execute
        # One view of the folders, whoever else writes meanwhile.
        execute("BEGIN")
        try:
            kept = dict(execute("SELECT path, rowid FROM folder WHERE names NOTNULL AND prints NOTNULL"))
            return len(kept) != len(folders) or not all(
                (row := kept.get(shown_path(folder.path)))
                and self._is_kept(row, "names", folder.packed)
                and self._is_kept(row, "prints", folder.prints)
                for folder in folders
            )
        finally:
            execute("COMMIT")

    def _is_kept(self, row: int, column: str, found: Packed) -> bool:
        """Whether the index holds just what was *found*, read piece by piece: a large vault has megabytes of it."""
        with self.connection.blobopen("folder", column, row, readonly=True) as kept:
            if len(kept) != len(found):
                return False
            return all(kept.read(_PIECE) == found[start : start + _PIECE] for start in range(0, len(found), _PIECE))

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
        self._read(store, seen, self._work(folders, stored, any_vanished=bool(vanished)), stored)
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
            if (before := stored.get(path := shown_path(folder.path))) != (folder.packed, folder.prints)
        ]
        work = [(folder, path, *self._differences(folder, before)) for folder, path, before in changed]
        if any_vanished or any(before is None or before[0] != folder.packed for folder, _, before in changed):
            self._add_links(work, folders)
        return work

    def _read(self, store: Store, seen: _RealPaths, work: list[_Work], stored: dict[str, tuple[bytes, bytes]]) -> None:
        """Store what is new and take out what is gone, folder by folder; *stored* is how they were."""
        from netnotes.vault.opening import name_problems
        from netnotes.vault.rows import MANY_NOTES, unindexed

        total, done = sum(len(item[2]) for item in work), 0
        many = store.was_empty and total > MANY_NOTES
        with unindexed(self.connection, "line", when=many), closing(self._readings(store, work)) as readings:
            for folder, path, names, gone in work:
                for name in gone:
                    store.remove(_join(path, shown_path(name)))
                if path not in stored or stored[path][0] != folder.packed:
                    store.folder_problems(path, name_problems(folder.path, folder.names))
                for name in names:
                    self._take(store, seen, folder, name, readings)
                    done += 1
                    if self.progress:
                        self.progress(done, total)
                self._keep_prints(folder, path, stored.get(path))
            store.write()

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
        names = folder.names
        if before[0] == folder.packed:
            return [names[place] for place in _differing(before[1], folder.prints)], []
        old = {name: _print_at(before[1], place) for place, name in enumerate(unpack_names(before[0]))}
        changed = [name for place, name in enumerate(names) if old.get(name) != _print_at(folder.prints, place)]
        return changed, list(old.keys() - set(names))

    def _readings(self, store: Store, work: list[_Work]) -> Generator[Reading]:
        """What helpers read of the notes at *work*, in that order; it may end before them.

        It ends at once where one process has read them before others have begun, and where most may be known already.
        """
        sizes = (sum(array("q", folder.prints)[2::4]) for folder, _, names, _ in work if names)
        if store.was_empty and sum(sizes) > MANY_BYTES:
            from netnotes.vault.helping import read_together

            paths = [_join(folder.path, name) for folder, _, names, _ in work for name in names]
            yield from read_together(self.root, self.settings, paths)

    def _take(self, store: Store, seen: _RealPaths, folder: Folder, name: str, readings: Iterator[Reading]) -> None:
        """Read one note, unless it is the next of the *readings*, and store it, if its bytes are others than before."""
        path = _join(folder.path, name)
        shown = shown_path(path)
        reading = next(readings, None)
        if seen.is_double(path):
            store.remove(shown)
        elif reading and reading.contents:
            store.put_contents(shown, reading.contents, reading.digest, reading.size)
        else:
            self._open(store, path, shown)

    def _open(self, store: Store, path: str, shown: str) -> None:
        from netnotes.vault.opening import open_note

        opened = open_note(self.root, path)
        if opened.problem or opened.data is None:
            store.remove(shown)
            store.unopened(shown, [opened.problem] if opened.problem else [])
        else:
            store.put(shown, opened.data)

    def _keep_prints(self, folder: Folder, path: str, before: tuple[bytes, bytes] | None) -> None:
        """Keep the fingerprints of *folder*; those too young to be trusted are made to differ."""
        if before is None or before[0] != folder.packed:
            prints = b"".join(self._trusted(_print_at(folder.prints, place)) for place in range(_count(folder.prints)))
            row = (path, folder.packed, prints)
            self.connection.execute("INSERT OR REPLACE INTO folder VALUES (?, ?, ?)", row)
            return
        # One note that was saved is a few bytes of what may be megabytes.
        ((row_id,),) = self.connection.execute("SELECT rowid FROM folder WHERE path = ?", (path,)).fetchall()
        with self.connection.blobopen("folder", "prints", row_id) as kept:
            for place in _differing(before[1], folder.prints):
                kept.seek(place * PRINT)
                kept.write(self._trusted(_print_at(folder.prints, place)))

    def _trusted(self, found: bytes) -> bytes:
        """The fingerprint *found*, made to differ from itself where it is too young."""
        numbers = array("q", found)
        changed = max(numbers[0], numbers[1]) if os.name == "nt" else numbers[1]
        if changed < self.started - TICK_NS:
            return found
        numbers[1] = -1
        return numbers.tobytes()


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


def _differing(old: Packed, new: Packed) -> Iterator[int]:
    """The places at which the prints *old* and *new*, of the same names, are not the same."""
    for start in range(0, len(new), _BLOCK):
        if old[start : start + _BLOCK] != new[start : start + _BLOCK]:
            first = start // PRINT
            for place in range(first, min(first + _BLOCK // PRINT, _count(new))):
                if _print_at(old, place) != _print_at(new, place):
                    yield place


def _print_at(prints: Packed, place: int) -> bytes:
    return bytes(prints[place * PRINT : (place + 1) * PRINT])


def _count(prints: Packed) -> int:
    return len(prints) // PRINT


def _join(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name
