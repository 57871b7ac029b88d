"""Writing one note: only what is meant changes, and nobody is disturbed in the middle of a save (LAWS 9, 12 and 13)."""

from __future__ import annotations

import os
import threading
import time

import pytest

from netnotes.errors import EditRefused
from netnotes.vault.leftovers import leftovers
from netnotes.vault.lock import VaultLock
from netnotes.vault.write import Writing

from .workers import BYTES, MOMENT, add, files


def test_one_line_more(vault, note, desk) -> None:
    """The bytes are what the edit returned, no file lies beside the note, git is told what to leave out."""
    with desk:
        assert desk.change("people/ada.md", add)
        assert desk.change("people/ada.md", add)
    assert note.read_bytes() == BYTES + b"- tea\n- tea\n"
    assert files(vault) == ["people/ada.md"]
    assert desk.told == []
    assert (vault.path / ".netnotes" / ".gitignore").read_text() == "lock\nundo/\n"
    assert leftovers(str(vault)) == []


def test_an_own_gitignore_stays(vault, note, desk) -> None:
    """Whoever keeps the way back in git may do so."""
    vault.write(".netnotes/.gitignore", "lock\n")
    with desk:
        desk.change("people/ada.md", add)
    assert (vault.path / ".netnotes" / ".gitignore").read_text() == "lock\n"


def test_what_changes_nothing_writes_nothing(vault, note, desk) -> None:
    """Not the note, not its time, and nothing into the list of undo."""
    before = note.stat()
    with desk:
        assert not desk.change("people/ada.md", lambda data: bytes(data))
    after = note.stat()
    assert (after.st_ino, after.st_mtime_ns, after.st_ctime_ns) == (
        before.st_ino,
        before.st_mtime_ns,
        before.st_ctime_ns,
    )
    assert not (vault.path / ".netnotes" / "undo").exists()


def test_what_the_edit_raises_passes_through(vault, note, desk) -> None:
    """And nothing is changed."""

    def refuse(data: bytes) -> bytes:
        raise EditRefused("people/ada.md:3", "two logs", "two-logs")

    with pytest.raises(EditRefused, match="two logs"), desk:
        desk.change("people/ada.md", refuse)
    assert note.read_bytes() == BYTES
    assert not (vault.path / ".netnotes" / "undo").exists()


def test_a_link_stays_and_its_note_is_edited(vault, note, desk) -> None:
    """Also one over a linked folder."""
    (vault.path / "ada.md").symlink_to("people/ada.md")
    (vault.path / "linked").symlink_to("people")
    with desk:
        desk.change("ada.md", add)
        desk.change("linked/ada.md", add)
    assert os.readlink(vault.path / "ada.md") == "people/ada.md"
    assert note.read_bytes() == BYTES + b"- tea\n- tea\n"
    assert not note.is_symlink()


@pytest.mark.parametrize("sign", [".ada.md.swp", ".#ada.md", ".~lock.ada.md#"])
def test_an_editor_that_has_the_note_open_is_named(vault, note, desk, sign) -> None:
    """Once; the line is written all the same."""
    os.symlink("you@here.123", note.with_name(sign))
    with desk:
        desk.change("people/ada.md", add)
        desk.change("people/ada.md", add)
    assert desk.told == [f"people/ada.md is open in an editor ({sign}); load it again there before you go on"]
    assert note.read_bytes().endswith(b"- tea\n- tea\n")


def test_a_young_note_is_waited_for(vault, note, desk) -> None:
    """Somebody may be in the middle of saving it; our own line a moment ago is no reason to wait."""
    os.utime(note)
    start = time.monotonic()
    with desk:
        desk.change("people/ada.md", add)
    first = time.monotonic() - start
    with Writing(os.fspath(vault), "log ada", MOMENT) as again:
        again.change("people/ada.md", add)
    assert first >= 0.15
    assert time.monotonic() - start - first < 0.14


def test_a_time_in_the_future_is_no_reason_to_wait_for_it(vault, note, desk) -> None:
    """Clocks differ."""
    ahead = time.time() + 3600
    os.utime(note, (ahead, ahead))
    start = time.monotonic()
    with desk:
        assert desk.change("people/ada.md", add)
    assert time.monotonic() - start < 1


def test_a_note_that_is_being_saved_is_waited_for_and_then_refused(vault, note, desk) -> None:
    """A program that writes all the time is left alone."""
    done = threading.Event()

    def save() -> None:
        with note.open("ab", buffering=0) as opened:
            while not done.wait(0.02):
                opened.write(b"x")

    saver = threading.Thread(target=save)
    saver.start()
    time.sleep(0.05)
    try:
        with pytest.raises(EditRefused, match=r"\[being-saved\]$"), desk:
            desk.change("people/ada.md", add)
    finally:
        done.set()
        saver.join()
    assert set(note.read_bytes()[len(BYTES) :]) == {ord("x")}


@pytest.mark.parametrize("between", ["missing", "empty"])
def test_a_note_in_the_middle_of_a_save_is_waited_for(vault, note, desk, between) -> None:
    """Some programs delete it first, some empty it."""
    note.unlink() if between == "missing" else note.write_bytes(b"")
    saver = threading.Timer(0.4, note.write_bytes, [b"saved\n"])
    saver.start()
    with desk:
        assert desk.change("people/ada.md", add)
    saver.join()
    assert note.read_bytes() == b"saved\n- tea\n"


def test_an_empty_note_is_a_note(vault, note, desk) -> None:
    """Once it has been empty for a second."""
    note.write_bytes(b"")
    with desk:
        assert desk.change("people/ada.md", add)
    assert note.read_bytes() == b"- tea\n"


def test_the_lock_is_waited_for(vault, note, desk) -> None:
    """And `git clean` may take its file away meanwhile."""
    other = VaultLock(os.fspath(vault))
    other.take()
    (vault.path / ".netnotes" / "lock").unlink()
    other.release()
    other.take()
    assert VaultLock(os.fspath(vault)).is_held()
    threading.Timer(0.3, other.release).start()
    start = time.monotonic()
    with desk:
        desk.change("people/ada.md", add)
    assert time.monotonic() - start >= 0.25
    assert not VaultLock(os.fspath(vault)).is_held()
