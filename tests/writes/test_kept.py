"""What a note has beside its bytes survives an edit (LAW 14)."""

from __future__ import annotations

import os

import pytest
from conftest import NOBODY

from .workers import add

AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def test_mode_owner_and_times(vault, note, desk) -> None:
    """What the note had, it has; the temporary file was never open to others."""
    note.chmod(0o640)
    if AS_ROOT:
        os.chown(note, NOBODY, NOBODY)
    before = note.stat()
    with desk:
        desk.change("people/ada.md", add)
    after = note.stat()
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)
    assert after.st_ino != before.st_ino


@pytest.fixture
def attributes(note) -> None:
    """Skips where the file system has no extended attributes."""
    if not hasattr(os, "setxattr"):
        pytest.skip("this system has no os.setxattr")
    try:
        os.setxattr(note, "user.probe", b"")
        os.removexattr(note, "user.probe")
    except OSError as error:
        pytest.skip(f"this file system has no extended attributes: {error}")


# Version 2; user 0 may write, user 65534 and the group read, the mask allows both, others nothing.
ACCESS_LIST = bytes.fromhex(
    "02000000" "01000600ffffffff" "02000600feff0000" "04000400ffffffff" "10000600ffffffff" "20000000ffffffff"
)  # fmt: skip


@pytest.mark.usefixtures("attributes")
def test_attributes_and_access_lists_survive(vault, note, desk) -> None:
    """Byte for byte, and the mode that goes with them."""
    os.setxattr(note, "user.tag", b"friend\0\xff")
    os.setxattr(note, "user.empty", b"")
    try:
        os.setxattr(note, "system.posix_acl_access", ACCESS_LIST)
    except OSError as error:
        pytest.skip(f"this file system has no access lists: {error}")
    before = {name: os.getxattr(note, name) for name in os.listxattr(note)}, note.stat().st_mode
    with desk:
        desk.change("people/ada.md", add)
    assert ({name: os.getxattr(note, name) for name in os.listxattr(note)}, note.stat().st_mode) == before
    assert before[0].keys() == {"user.tag", "user.empty", "system.posix_acl_access"}


@pytest.mark.usefixtures("attributes")
def test_a_default_access_list_of_the_folder_is_not_put_on_the_note(vault, note, desk) -> None:
    """A note that has none has none afterwards."""
    try:
        os.setxattr(note.parent, "system.posix_acl_default", ACCESS_LIST)
    except OSError as error:
        pytest.skip(f"this file system has no access lists: {error}")
    mode = note.stat().st_mode
    with desk:
        desk.change("people/ada.md", add)
    assert (os.listxattr(note), note.stat().st_mode) == ([], mode)
