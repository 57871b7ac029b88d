"""Where a new note, or one under a new name, may be placed: inside the vault, over nothing (LAW 13)."""

from __future__ import annotations

import os
import unicodedata

from netnotes.errors import EditRefused
from netnotes.vault.target import Target, check_path, disk_said_no, refused, resolve
from netnotes.vault.walk import is_inside, shown_path


def place_new(root: str, path: str, instead: str = "") -> Target:
    """Where a new note at *path* is to lie; *instead* is the note that gets this name, if it is not a new one.

    Raises EditRefused where something has that name, or one that macOS or Windows take for the same, or where
    the place is outside the vault; DiskSaidNo.
    """
    check_path(path)
    parent, name = os.path.split(os.path.join(root, path))
    folder = os.path.realpath(parent)
    if not is_inside(folder, root) or is_inside(folder, os.path.join(root, ".netnotes")):
        raise refused(path, "this folder leads out of the vault; take another one", "symlink-outside")
    real = os.path.join(folder, name)
    own = os.path.basename(instead) if os.path.dirname(instead) == folder else ""
    twin = _twin(path, folder, name, own)
    if twin == name:
        raise refused(path, "there is such a note already; take another name", "exists")
    if twin:
        reason = f'"{shown_path(twin)}" there is the same name on macOS and Windows; take another name'
        raise refused(path, reason, "exists")
    return Target(path, shown_path(path), real)


def _twin(path: str, folder: str, name: str, own: str) -> str:
    """What lies in *folder* under this name or one that is equal to it on some systems, apart from *own*."""
    try:
        names = os.listdir(folder)
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise disk_said_no(path, error) from None
    key = _key(name)
    twins = [other for other in names if other != own and (other == name or _key(other) == key)]
    return name if name in twins else min(twins, default="")


def _key(name: str) -> str:
    return name.lower() if name.isascii() else unicodedata.normalize("NFC", name).casefold()


def make_folders(root: str, target: Target, made: list[str]) -> None:
    """Make the folders that *target* lies in; their paths in the vault are added to *made* beforehand."""
    missing = []
    folder = target.folder
    while not os.path.isdir(folder):
        missing.append(folder)
        folder = os.path.dirname(folder)
    for folder in reversed(missing):
        made.append(os.path.relpath(folder, root).replace(os.sep, "/"))
        os.mkdir(folder)


def movable(root: str, path: str, new: str) -> Target:
    """The note at *path*, by its own name, if it may be renamed to *new*; raises EditRefused.

    A link goes on as a link, but not to another folder: what it says may be meant from where it lies.
    """
    target = resolve(root, path)
    full = os.path.join(os.path.realpath(os.path.dirname(os.path.join(root, path))), os.path.basename(path))
    if os.path.islink(full) and os.path.dirname(path) != os.path.dirname(new):
        reason = "this is a link, and would lead elsewhere from another folder; move it yourself"
        raise refused(path, reason, "symlink-moved")
    return target._replace(real=full)


def changed_since(path: str) -> EditRefused:
    """The refusal to take back what is not as it was left."""
    reason = "this note has changed since, so it is not taken back; edit it by hand"
    return refused(path, reason, "changed-since")
