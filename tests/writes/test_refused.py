"""What cannot be edited safely is refused in one line, and every byte stays (LAWS 11, 14 and 22)."""

from __future__ import annotations

import os
import socket
import subprocess

import pytest

from netnotes.errors import DiskSaidNo, EditRefused

from .workers import BYTES, add, files

AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def hard_link(vault, note) -> None:
    """A second name."""
    os.link(note, vault.path / "second.md")


def read_only(vault, note) -> None:
    """Nobody may write it, root neither."""
    note.chmod(0o444)


def dangling(vault, note) -> None:
    """A link to nowhere."""
    note.rename(vault.path / "elsewhere.md")
    note.symlink_to("nowhere.md")


def outwards(vault, note) -> None:
    """A link out of the vault."""
    note.rename(vault.path.parent / "outside.md")
    note.symlink_to("../../outside.md")


def loop(vault, note) -> None:
    """A link to itself."""
    note.rename(vault.path / "elsewhere.md")
    note.symlink_to("ada.md")


def folder(vault, note) -> None:
    """A folder of this name."""
    note.rename(vault.path / "elsewhere.md")
    note.mkdir()


def fifo(vault, note) -> None:
    """A pipe."""
    note.rename(vault.path / "elsewhere.md")
    os.mkfifo(note)


def a_socket(vault, note) -> None:
    """A socket."""
    note.rename(vault.path / "elsewhere.md")
    with socket.socket(socket.AF_UNIX) as opened:
        opened.bind(os.path.relpath(note))


def big(vault, note) -> None:
    """Over five megabytes."""
    with note.open("r+b") as opened:
        opened.truncate(5 * 1024 * 1024 + 1)


def gone(vault, note) -> None:
    """Not there, and not since just now."""
    note.rename(vault.path / "elsewhere.md")
    os.utime(note.parent, (1_700_000_000, 1_700_000_000))


def no_folder(vault, note) -> None:
    """Nor its folder."""
    note.rename(vault.path / "elsewhere.md")
    note.parent.rmdir()


REFUSED = [
    (hard_link, "hard-link"), (read_only, "read-only"), (dangling, "symlink-broken"), (outwards, "symlink-outside"),
    (loop, "symlink-broken"), (folder, "not-a-file"), (fifo, "not-a-file"), (a_socket, "not-a-file"),
    (big, "too-big"), (gone, "gone"), (no_folder, "gone"),
]  # fmt: skip


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no such files")
@pytest.mark.parametrize(("make", "code"), REFUSED)
@pytest.mark.parametrize("what", ["change", "move"])
def test_refused(vault, note, desk, make, code, what) -> None:
    """In one line: where, what, what to do; and every byte and name is as it was."""
    make(vault, note)
    before = {path: os.lstat(vault.path / path)[:9] for path in files(vault)}
    with pytest.raises(EditRefused) as refusal, desk:
        desk.change("people/ada.md", add) if what == "change" else desk.move("people/ada.md", "people/new.md")
    assert refusal.value.code == code
    assert refusal.value.exit_code == 5
    assert refusal.value.message.startswith("people/ada.md: ")
    assert refusal.value.message.endswith(f" [{code}]")
    assert "; " in refusal.value.message
    assert {path: os.lstat(vault.path / path)[:9] for path in files(vault)} == before
    assert not (vault.path / ".netnotes" / "undo").exists()


@pytest.mark.parametrize(
    "path", ["../x.md", "/etc/x.md", "a/../../x.md", "", ".", "a//b.md", ".netnotes/lock", "a\0.md"]
)
@pytest.mark.parametrize("what", ["change", "create", "move"])
def test_no_path_leads_out_of_the_notes(vault, note, desk, path, what) -> None:
    """Whoever made it up."""
    write = {
        "change": lambda: desk.change(path, add),
        "create": lambda: desk.create(path, b"x"),
        "move": lambda: desk.move("people/ada.md", path),
    }
    with pytest.raises(EditRefused, match=r"\[outside\]$"), desk:
        write[what]()
    assert files(vault) == ["people/ada.md"]


def test_a_folder_of_ours_that_is_a_link_is_not_used(vault, note, tmp_path, desk) -> None:
    """A vault can come from anyone."""
    (tmp_path / "elsewhere").mkdir()
    (vault.path / ".netnotes").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(DiskSaidNo, match=r"^\.netnotes: "), desk:
        desk.change("people/ada.md", add)
    assert os.listdir(tmp_path / "elsewhere") == []


@pytest.mark.parametrize("what", ["create", "move"])
def test_no_new_note_outside_the_vault(vault, note, tmp_path, desk, what) -> None:
    """Over a folder that leads there."""
    (vault.path / "out").symlink_to(tmp_path)
    with pytest.raises(EditRefused, match=r"\[symlink-outside\]$"), desk:
        desk.create("out/x/bo.md", b"") if what == "create" else desk.move("people/ada.md", "out/ada.md")
    assert not (tmp_path / "x").exists()
    assert note.exists()


def test_a_note_of_another_user_is_refused(nobody) -> None:
    """An edit would make it ours; root can keep it as it is."""
    people = nobody.folder / "vault" / "people"
    people.mkdir(parents=True)
    nobody.take_over()
    note = people / "Ada.md"
    note.write_bytes(BYTES)
    note.chmod(0o666)
    answer = nobody("--vault", people.parent, "--today", "2026-11-24", "log", "people/Ada.md", "tea")
    assert answer.exit_code == 5, answer
    assert "people/Ada.md: this note belongs to another user" in answer.stderr
    assert note.read_bytes() == BYTES
    assert note.stat().st_uid == 0
    assert os.listdir(people) == ["Ada.md"]
    assert os.listdir(people.parent / ".netnotes" / "undo") == []


def test_a_folder_that_may_not_be_written_to(nobody) -> None:
    """The disk says no, and the note is as it was."""
    people = nobody.folder / "vault" / "people"
    people.mkdir(parents=True)
    (people / "Ada.md").write_bytes(BYTES)
    nobody.take_over()
    people.chmod(0o555)
    answer = nobody("--vault", people.parent, "--today", "2026-11-24", "log", "people/Ada.md", "tea")
    assert (answer.exit_code, answer.stdout) == (6, "")
    assert "people/Ada.md: it may not be written here; mend the permissions of the folder" in answer.stderr
    assert (people / "Ada.md").read_bytes() == BYTES
    people.parent.chmod(0o555)
    (people.parent / ".netnotes" / "lock").unlink()
    (people.parent / ".netnotes").chmod(0o555)
    answer = nobody("--vault", people.parent, "--today", "2026-11-24", "log", "people/Ada.md", "tea")
    assert answer.exit_code == 6
    assert ".netnotes/lock: " in answer.stderr


@pytest.mark.skipif(not AS_ROOT, reason="only root can make a file immutable")
def test_an_immutable_note(vault, note, desk) -> None:
    """Not even root may."""
    done = subprocess.run(["chattr", "+i", note], check=False, capture_output=True)
    if done.returncode:
        pytest.skip("this file system has no such attribute")
    try:
        with pytest.raises(EditRefused, match=r"\[read-only\]$"), desk:
            desk.change("people/ada.md", add)
    finally:
        subprocess.run(["chattr", "-i", note], check=True)
    assert files(vault) == ["people/ada.md"]
