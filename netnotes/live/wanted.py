"""Which paths of a vault a page depends on, and which are only passing by (LAWS 5 and 21)."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from netnotes.vault.discover import OWN_FOLDER, SETTINGS_FILE, TEMPLATES

_OWN, _TEMPLATES = f"{OWN_FOLDER}/", f"{TEMPLATES}/"


def wants_in(root: str, leave_out: Sequence[str] = ()) -> Callable[[str], bool]:
    """What `watch` asks of every path it hears of in the vault at *root*: does a page depend on it?

    The paths asked about are relative to the root, with ``/`` on every system, and those of folders end in ``/``.
    Wanted are notes, folders, ``netnotes.toml`` and ``.netnotes/templates/``; not what begins with a dot (which our
    own temporary files do) and the folders *leave_out* (a page that is built inside the vault), given as full paths.
    """
    folders = tuple(place for folder in leave_out if (place := inside(folder, root)))

    def wants(path: str) -> bool:
        if path.startswith(_OWN):
            return path == _OWN or (path.startswith(_TEMPLATES) and is_kept(path[len(_TEMPLATES) :]))
        if path.startswith(".") or "/." in path or path.startswith(folders):
            return False
        return path.endswith("/") or path == SETTINGS_FILE or path[-3:].lower() == ".md"

    return wants


def is_kept(path: str) -> bool:
    """Whether *path*, in a folder of templates, is no litter of an editor."""
    name = path.rstrip("/").rpartition("/")[2]
    return not (path.startswith(".") or "/." in path or name.endswith("~") or name[:1] == "#" or name == "4913")


def inside(folder: str, root: str) -> str:
    """The path of *folder* in *root*, with ``/`` at its end; empty where it does not lie in it."""
    start, full = os.path.realpath(root).rstrip(os.sep) + os.sep, os.path.realpath(folder)
    return full[len(start) :].replace(os.sep, "/") + "/" if full.startswith(start) else ""
