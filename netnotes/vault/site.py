"""A folder of built pages: each file whole, what did not change left alone, what belongs to others never touched."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from netnotes.errors import DiskSaidNo, Usage
from netnotes.patterns import lazy_pattern
from netnotes.vault.index import vault_key
from netnotes.vault.temporary import put_whole
from netnotes.vault.walk import SITE_MARK

PEOPLE = "people"
INDEX, STYLE, SCRIPT = "index.html", "style.css", "page.js"
# All that is ever ours, and may be taken away, whatever the mark says.
_OURS = lazy_pattern(rf"index\.html|style\.css|page\.js|{PEOPLE}/[a-z0-9-]+\.html")


def site_folder(root: str, state: str, *, private: bool) -> str:
    """Where the pages of the vault at *root* lie under the user's *state* folder; *private* ones lie by themselves."""
    return os.path.join(state, vault_key(root), "site-private" if private else "site")


class Site:
    """The pages in one folder. `state` is what `finish` was given when they were last built, `files` are ours there."""

    def __init__(self, folder: str) -> None:
        """Take *folder*, which is made if need be; raises Usage where it holds other files, DiskSaidNo."""
        self.folder = os.path.abspath(folder)
        self._keep({})
        self.written: list[str] = []
        mark = os.path.join(self.folder, SITE_MARK)
        if os.path.lexists(self.folder) and not os.path.isdir(self.folder):
            is_lost = os.path.islink(self.folder) and not os.path.exists(self.folder)
            raise Usage(f"{folder} is a {'link that leads nowhere; mend it, or' if is_lost else 'file;'} name a folder")
        try:
            os.makedirs(self.folder, exist_ok=True)
            if not os.path.isfile(mark):
                if os.listdir(self.folder):
                    raise Usage(f"{folder} holds other files; name an empty folder, or one that is not there yet")
                put_whole(mark, b"{}\n")
            with open(mark, "rb") as opened, suppress(ValueError, RecursionError):
                self._keep(json.loads(opened.read()))
            people = os.path.join(self.folder, PEOPLE)
            if os.path.islink(people):
                raise Usage(f"{people} is a link; take it away, so that nothing is written elsewhere")
            if os.path.exists(people) and not os.path.isdir(people):
                raise Usage(f"{people} is a file, and the folder of people's pages goes there; move it away")
            os.makedirs(people, exist_ok=True)
        except OSError as error:
            raise DiskSaidNo(f"{folder}: {error.strerror or error}") from None

    def _keep(self, state: Any) -> None:
        """Take *state* for what the mark says, out of a file that anybody may have changed."""
        self.state: Mapping[str, Any] = state if isinstance(state, dict) else {}
        names = self.state.get("files")
        self.files = frozenset(filter(_OURS.fullmatch, map(str, names if isinstance(names, list) else ())))

    def missing(self) -> frozenset[str]:
        """Those of our files that are not there any more."""
        found: set[str] = set()
        for folder, start in ((self.folder, ""), (os.path.join(self.folder, PEOPLE), f"{PEOPLE}/")):
            with suppress(OSError), os.scandir(folder) as entries:
                found.update(start + entry.name for entry in entries if entry.is_file())
        return self.files - found

    def read(self, name: str) -> bytes | None:
        """The bytes of one file, None where it is not there."""
        try:
            with open(os.path.join(self.folder, name), "rb") as opened:
                return opened.read()
        except OSError:
            return None

    def write(self, name: str, data: bytes) -> bool:
        """Write one file whole, unless it holds *data* already; whether it was written. Raises DiskSaidNo."""
        try:
            with suppress(FileNotFoundError), open(os.path.join(self.folder, name), "rb") as opened:
                if opened.read() == data:
                    return False
            put_whole(os.path.join(self.folder, name), data)
        except OSError as error:
            raise DiskSaidNo(f"{os.path.join(self.folder, name)}: {error.strerror or error}") from None
        if name != SITE_MARK:
            self.written.append(name)
        return True

    def begin(self, names: Iterable[str], *, anew: bool) -> None:
        """Say in the mark that *names* may be written now: cut short, a later build knows them for ours.

        Where all of them are made *anew*, of another day or from other settings, what was there is forgotten.
        """
        names = self.files.union(names)
        if names == self.files and not anew:
            return
        kept = {**({} if anew else self.state), "files": sorted(names)}
        self.write(SITE_MARK, (json.dumps(kept) + "\n").encode())
        self._keep(kept)

    def finish(self, state: Mapping[str, Any], names: Iterable[str]) -> int:
        """Keep *state* and the *names* of all files; those of ours that are not among them go. How many these are."""
        kept = {**state, "files": sorted(names)}
        gone = self.files - set(kept["files"])
        for name in gone:
            with suppress(OSError):
                os.unlink(os.path.join(self.folder, name))
        self.write(SITE_MARK, (json.dumps(kept) + "\n").encode())
        self._keep(kept)
        return len(gone)
