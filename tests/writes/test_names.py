"""New notes, new names, and names of every kind (LAWS 12 and 13)."""

from __future__ import annotations

import os
import stat
import unicodedata

import pytest

from netnotes.errors import EditRefused
from netnotes.vault.undo import history
from netnotes.vault.write import Writing

from .workers import BYTES, MOMENT, add, files


@pytest.mark.parametrize("name", [b"x" * 252 + b".md", b"caf\xe9.md", "Zoë 🌱.md".encode(), b"-rf \n\\x.md", b".md"])
def test_names_of_every_kind(vault, desk, name) -> None:
    """Long ones, ones that are not UTF-8, odd ones: edited, made, renamed and taken back."""
    path = os.fsdecode(name)
    try:
        note = vault.write(path, BYTES)
    except OSError as error:
        pytest.skip(f"this file system keeps no such name: {error}")
    with desk:
        desk.change(path, add)
    assert note.read_bytes() == BYTES + b"- tea\n"
    for _ in range(2):
        with Writing(os.fspath(vault), "undo", MOMENT) as undo:
            undo.take_back(history(str(vault))[0])
    assert note.read_bytes() == BYTES + b"- tea\n"
    with Writing(os.fspath(vault), "rename", MOMENT) as rename:
        rename.move(path, "other/" + path)
        rename.create(path, b"new")
    assert (vault.path / "other" / path).read_bytes() == BYTES + b"- tea\n"
    assert note.read_bytes() == b"new"


def test_a_new_note(vault, desk) -> None:
    """With its folders, and the mode that new files have."""
    with desk:
        desk.create("friends/close/bo.md", BYTES)
    note = vault.path / "friends/close/bo.md"
    other = vault.write("other.md")
    assert note.read_bytes() == BYTES
    assert stat.S_IMODE(note.stat().st_mode) == stat.S_IMODE(other.stat().st_mode)
    assert note.stat().st_nlink == 1
    assert files(vault) == ["friends/close/bo.md", "other.md"]


TWINS = ["people/ada.md", "people/ADA.md", "people/zoë.md", f"people/{unicodedata.normalize('NFD', 'Zoë')}.md"]


@pytest.mark.parametrize("what", ["create", "move"])
@pytest.mark.parametrize("path", TWINS)
def test_a_new_name_replaces_nothing(vault, note, desk, path, what) -> None:
    """Nor is it one that macOS or Windows take for the same."""
    vault.write("people/Zoë.md", "zoë")
    vault.write("bo.md", "bo")
    before = files(vault)
    with pytest.raises(EditRefused, match=r"\[exists\]$"), desk:
        desk.create(path, b"new") if what == "create" else desk.move("bo.md", path)
    assert files(vault) == before
    assert note.read_bytes() == BYTES


def test_a_new_name_in_another_case(vault, note, desk) -> None:
    """The note is not in its own way."""
    with desk:
        desk.move("people/ada.md", "people/Ada.md")
        desk.move("people/Ada.md", "people/ADA Lovelace.md")
    assert files(vault) == ["people/ADA Lovelace.md"]


def test_a_link_is_renamed_as_a_link_but_not_carried_elsewhere(vault, note, desk) -> None:
    """What it says is meant from where it lies."""
    (vault.path / "people" / "link.md").symlink_to("ada.md")
    with desk:
        desk.move("people/link.md", "people/Ada.link.md")
    assert os.readlink(vault.path / "people" / "Ada.link.md") == "ada.md"
    with pytest.raises(EditRefused, match=r"\[symlink-moved\]$"), desk:
        desk.move("people/Ada.link.md", "link.md")
    assert files(vault) == ["people/Ada.link.md", "people/ada.md"]
