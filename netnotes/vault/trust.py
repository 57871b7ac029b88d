"""Which of a vault's own templates are trusted: those whose bytes are what the user said yes to (LAW 19)."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Mapping
from typing import NamedTuple

from netnotes.errors import DiskSaidNo
from netnotes.vault.discover import TEMPLATES
from netnotes.vault.temporary import put_whole
from netnotes.vault.walk import is_inside

MOST_BYTES = 1024 * 1024
MOST_OF_ALL = 16 * MOST_BYTES
_RUN = (".html", ".md", ".css", ".js")
# The template of a new note is filled in and never run.
_NOT_RUN = frozenset({"person.md"})
_LINK = "is a link; put the file itself there"


class Own(NamedTuple):
    """A vault's own templates, by path in `TEMPLATES`: their bytes, and why those that are refused are."""

    files: Mapping[str, bytes]
    refused: Mapping[str, str]

    def hashes(self) -> dict[str, str]:
        """The hash of each file's bytes, by its path."""
        return {path: hashlib.sha256(data).hexdigest() for path, data in self.files.items()}

    def refusal(self) -> str:
        """Which file cannot be trusted, why, and what to do; empty where all can be."""
        return next((f"{TEMPLATES}{path and '/'}{path} {why}" for path, why in self.refused.items()), "")


def own_templates(root: str) -> Own:
    """The vault's own templates that would be run, each read once. Hidden ones are none; links are not followed."""
    files: dict[str, bytes] = {}
    refused: dict[str, str] = {}
    top = os.path.join(root, *TEMPLATES.split("/"))
    if os.path.isdir(top) and not is_inside(os.path.realpath(top), os.path.realpath(root)):
        return Own({}, {"": "leads out of the vault; put the folder itself there"})

    def path_of(place: str) -> str:
        path = os.path.relpath(place, top).replace(os.sep, "/")
        return "" if path == "." else path

    def unread(error: OSError) -> None:
        if os.path.isdir(str(error.filename)):
            refused[path_of(str(error.filename))] = _unreadable(error)

    room = MOST_OF_ALL
    for folder, folders, names in os.walk(top, onerror=unread):
        folders[:] = [name for name in folders if not name.startswith(".")]
        links = [name for name in folders if os.path.islink(os.path.join(folder, name))]
        for name in [*links, *(name for name in names if not name.startswith("."))]:
            place = os.path.join(folder, name)
            path = path_of(place)
            if path in _NOT_RUN or not (os.path.islink(place) or name.endswith(_RUN)):
                continue
            read = _read_template(place, room)
            if isinstance(read, bytes):
                files[path] = read
                room -= len(read)
            else:
                refused[path] = read
    return Own(dict(sorted(files.items())), dict(sorted(refused.items())))


def _read_template(place: str, room: int) -> bytes | str:
    """The bytes of the file at *place*, or why it is no template; *room* is left for all together."""
    if os.path.islink(place):
        return _LINK
    try:
        # Neither a pipe nor a link that was put there this moment is waited for or followed.
        with open(place, "rb", opener=_open) as opened:
            if not stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
                return "is no regular file; take it away"
            data = opened.read(MOST_BYTES + 1)
    except OSError as error:
        return _unreadable(error)
    if len(data) > MOST_BYTES:
        return "is over 1 MB; it should be a template only"
    return data if len(data) <= room else "is too much: all templates together are over 16 MB; take some away"


def _open(place: str, flags: int) -> int:
    return os.open(place, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0))


def _unreadable(error: OSError) -> str:
    return f"cannot be read ({error.strerror or error}); mend its permissions"


def trusted_file(config: str) -> str:
    """Where the hashes are kept, under the user's *config* folder: never in the vault, which comes from anyone."""
    return os.path.join(config, "trusted.json")


def trusted(root: str, config: str) -> dict[str, str]:
    """What is trusted of the vault at *root*: path to hash."""
    known = _read(trusted_file(config)).get(os.path.realpath(root), {})
    return {str(path): str(sha) for path, sha in known.items()} if isinstance(known, dict) else {}


def trust(root: str, config: str, hashes: Mapping[str, str]) -> None:
    """Trust the templates with these *hashes*, and no others any more; raises DiskSaidNo."""
    file = trusted_file(config)
    known = _read(file)
    known[os.path.realpath(root)] = dict(hashes)
    if not hashes:
        del known[os.path.realpath(root)]
    try:
        os.makedirs(os.path.dirname(file), exist_ok=True)
        put_whole(file, (json.dumps(known, indent=1, sort_keys=True) + "\n").encode())
    except OSError as error:
        raise DiskSaidNo(f"{file}: {error.strerror or error}") from None


def _read(file: str) -> dict[str, object]:
    try:
        with open(file, encoding="utf-8") as opened:
            found = json.loads(opened.read())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
