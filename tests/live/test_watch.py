"""Watching a vault: what makes work, what makes none, and that nothing is missed (LAW 21)."""

from __future__ import annotations

import mmap
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from netnotes.errors import DiskSaidNo
from netnotes.live.looking import Look
from netnotes.live.wanted import wants_in

from .conftest import Watched, wait_until

Watch = Callable[..., Watched]


def test_a_change_makes_one_work(vault: Any, watched: Watch) -> None:
    """A new note, another text, another name, and its end: each is seen, and each once."""
    one = watched()
    vault.write("people/Ada.md", "one")
    one.wait(2)
    vault.write("people/Ada.md", "two")
    one.wait(3)
    (vault.path / "people/Ada.md").rename(vault.path / "people/Lovelace.md")
    one.wait(4)
    (vault.path / "people/Lovelace.md").unlink()
    one.wait(5)
    assert one.count_after() == 5
    assert one.works == [{}, {"Ada.md": "one"}, {"Ada.md": "two"}, {"Lovelace.md": "two"}, {}]


@pytest.mark.parametrize("poll", [None, 0.1])
def test_a_burst_makes_one_work(vault: Any, watched: Watch, poll: float | None) -> None:
    """However many notes are written without a pause, the work is done after the last of them."""
    one = watched(quiet=0.5, poll=poll)
    for number in range(300):
        vault.write(f"people/{number % 7}/{number}.md", "text")
        time.sleep(0.003)
    one.wait(2)
    assert one.count_after(1.2) == 2
    assert len(one.works[-1]) == 300


def test_a_note_is_not_read_half_written(vault: Any, watched: Watch) -> None:
    """A program that writes in place, piece by piece, is waited for."""
    one = watched(quiet=0.4)
    with open(vault.path / "Ada.md", "w") as note:
        for piece in ("half,", "more,", "whole"):
            note.write(f"{piece} ")
            note.flush()
            time.sleep(0.15)
    one.wait(2)
    assert one.count_after() == 2
    assert one.works[-1] == {"Ada.md": "half, more, whole "}


def test_reading_makes_no_work(vault: Any, watched: Watch) -> None:
    """Notes are opened, read and listed, and nothing happens."""
    note = vault.write("people/Ada.md", "text")
    one = watched()
    for _ in range(200):
        note.read_bytes()
        list(vault.path.rglob("*"))
    with open(note, "rb+"):
        pass
    assert one.count_after() == 1


def test_what_nobody_wants_makes_no_work(vault: Any, watched: Watch) -> None:
    """Our own temporary files and undo, a page in the vault, git, editors' litter, and what is no note."""
    vault.write("people/Ada.md", "text")
    one = watched(wants=wants_in(str(vault), [str(vault.path / "site"), "/elsewhere"]))
    for path in (
        "people/.netnotes-abc.tmp", ".netnotes/undo/7/Ada.md", ".git/objects/ab/cd.md", "people/.Ada.md.swp",
        "people/Ada.md~", "people/#Ada.md#", "people/4913", "people/photo.jpg", "site/index.html", "site/x/note.md",
    ):  # fmt: skip
        vault.write(path, "text").unlink()
        vault.write(path, "text").touch()
    shutil.rmtree(vault.path / "site")
    shutil.rmtree(vault.path / ".git")
    # Making .netnotes itself may be heard: that folder may have templates in it.
    count = one.count_after()
    assert count <= 2
    vault.write(".netnotes/undo/8/Bo.md", "text")
    vault.write(".netnotes/lock", "")
    assert one.count_after() == count


@pytest.mark.parametrize("poll", [None, 0.1])
def test_what_a_page_depends_on_makes_work(vault: Any, watched: Watch, tmp_path: Path, poll: float | None) -> None:
    """The settings, the vault's own templates, and a folder of templates elsewhere."""
    also = tmp_path / "my templates"
    also.mkdir()
    vault.write(".netnotes/templates/deep/person.html", "one")
    one = watched(also=(also,), poll=poll)
    for count, path in enumerate(
        (
            vault.path / "netnotes.toml",
            vault.path / ".netnotes/templates/page.html",
            vault.path / ".netnotes/templates/deep/person.html",
            also / "page.html",
        ),
        2,
    ):
        path.write_text("another text")
        one.wait(count)
    assert one.count_after() == count


def test_a_rename_over_a_note_is_heard(vault: Any, watched: Watch) -> None:
    """As most editors save, and as we do."""
    note = vault.write("people/Ada.md", "one")
    one = watched()
    temporary = vault.write("people/.netnotes-abc.tmp", "two")
    temporary.rename(note)
    one.wait(2)
    assert one.count_after() == 2
    assert one.works[-1] == {"Ada.md": "two"}


def test_a_change_during_the_work_leads_to_another(vault: Any, watched: Watch) -> None:
    """What was written too late for one work is seen by the next."""
    one = watched()
    late = iter(["late", "later"])

    def write_late() -> None:
        for text in late:
            vault.write("Late.md", text)
            break

    one.during = write_late
    vault.write("Ada.md", "text")
    one.wait_for(lambda notes: notes.get("Late.md") == "later")
    assert one.count_after() == 4


def test_noise_without_end_does_not_hold_it_off(vault: Any, watched: Watch) -> None:
    """A program that never stops writing is not waited for for ever."""
    one = watched(quiet=1.0, most_noise=2.0)
    begun = time.monotonic()
    while len(one.works) < 2:
        vault.write("Ada.md", str(time.monotonic()))
        time.sleep(0.05)
        assert time.monotonic() < begun + 20
    assert time.monotonic() - begun >= 1.5


def test_folders_come_and_go_at_depth(vault: Any, watched: Watch, tmp_path: Path) -> None:
    """Notes in new folders are seen, and in ones that are moved in, moved about, moved out and deleted."""
    one = watched()
    vault.write("a/b/c/d/e/Ada.md", "1")
    one.wait_for(lambda notes: notes == {"Ada.md": "1"})
    vault.write("a/b/c/d/e/Ada.md", "2")
    one.wait_for(lambda notes: notes == {"Ada.md": "2"})
    outside = tmp_path / "outside"
    (outside / "x/y").mkdir(parents=True)
    (outside / "x/y/Bo.md").write_text("1")
    (outside / "x").rename(vault.path / "a/b/x")
    one.wait_for(lambda notes: len(notes) == 2)
    (vault.path / "a/b").rename(vault.path / "z")
    one.wait_for(lambda notes: len(notes) == 2)
    vault.write("z/x/y/Bo.md", "2")
    one.wait_for(lambda notes: notes.get("Bo.md") == "2")
    (vault.path / "z/x").rename(outside / "x")
    one.wait_for(lambda notes: notes == {"Ada.md": "2"})
    shutil.rmtree(vault.path / "z")
    one.wait_for(lambda notes: notes == {})


def test_the_vault_may_be_renamed_away_and_come_back(vault: Any, watched: Watch) -> None:
    """While it is away there is nothing to do, and one line says so; what changed meanwhile is seen."""
    vault.write("Ada.md", "1")
    one = watched()
    away = vault.path.with_name("away")
    vault.path.rename(away)
    wait_until(lambda: bool(one.told), "a line")
    (away / "Ada.md").write_text("2")
    assert one.count_after(1.3) == 1
    away.rename(vault.path)
    one.wait(2)
    assert one.works[-1] == {"Ada.md": "2"}
    assert one.told == [f"{vault} is gone; netnotes waits for it to come back"]
    vault.write("Ada.md", "3")
    one.wait_for(lambda notes: notes == {"Ada.md": "3"})


@pytest.mark.parametrize("how", ["swapped", "made anew"])
def test_another_folder_in_the_vaults_place(vault: Any, watched: Watch, how: str) -> None:
    """A folder that replaces the vault is watched in its stead, also one that has got the same inode."""
    vault.write("people/Ada.md", "1")
    one = watched()
    if how == "swapped":
        other = vault.path.with_name("other")
        shutil.copytree(vault.path, other)
        (other / "people/Ada.md").write_text("2")
        vault.path.rename(vault.path.with_name("old"))
        other.rename(vault.path)
    else:
        shutil.rmtree(vault.path)
        vault.write("people/Ada.md", "2")
    one.wait_for(lambda notes: notes == {"Ada.md": "2"})
    time.sleep(1.5)
    vault.write("people/Ada.md", "3")
    one.wait_for(lambda notes: notes == {"Ada.md": "3"})


@pytest.mark.parametrize(("count", "poll"), [(1_000, None), (1_000, 0.3), (10_000, None)])
def test_a_checkout_makes_one_work(vault: Any, watched: Watch, count: int, poll: float | None) -> None:
    """``git checkout`` changes, adds and removes files by the thousand: one work, which sees everything.

    A second is allowed: on a busy machine git itself may pause for longer than the silence.
    """
    git = ["git", "-C", str(vault)]
    vault.write("start.md").unlink()
    subprocess.run([*git, "init", "-q", "-b", "main"], check=True)
    subprocess.run([*git, "fast-import", "--quiet"], input=_history(count), text=True, check=True)
    subprocess.run([*git, "checkout", "-q", "new"], check=True)
    one = watched(poll=poll)
    assert set(one.works[0].values()) == {"new"}
    subprocess.run([*git, "checkout", "-q", "old"], check=True)
    one.wait_for(lambda notes: len(notes) == count and set(notes.values()) == {"old"})
    assert one.count_after(1.5) in (2, 3)
    assert len(one.works[-1]) == count


def _history(count: int) -> str:
    """Two branches of *count* notes each, for git: all of them differ, and a tenth has another name."""
    lines = []
    for mark, (branch, first) in enumerate((("old", 0), ("new", count // 10)), 1):
        lines += [f"blob\nmark :{mark}\ndata 3\n{branch}"]
        lines += [f"commit refs/heads/{branch}\ncommitter A <a@example.org> 0 +0000\ndata 0\ndeleteall"]
        lines += [f"M 100644 :{mark} people/{number % 50}/{number}.md" for number in range(first, first + count)]
    return "\n".join([*lines, ""])


def test_polling_sees_what_events_would(vault: Any, watched: Watch) -> None:
    """New notes, another text of the same length, another name, the end of one; and reading is nothing."""
    one = watched(poll=0.1)
    note = vault.write("people/Ada.md", "one")
    one.wait(2)
    note.write_text("two")
    one.wait(3)
    note.rename(vault.path / "people/Lovelace.md")
    one.wait(4)
    (vault.path / "people/Lovelace.md").read_bytes()
    vault.write("people/.x.md", "text")
    assert one.count_after() == 4
    shutil.rmtree(vault.path / "people")
    one.wait(5)
    assert one.works == [{}, {"Ada.md": "one"}, {"Ada.md": "two"}, {"Lovelace.md": "two"}, {}]


def test_polling_is_not_deceived_by_a_coarse_clock(vault: Any) -> None:
    """A second writing within the tick of the clock can look the same from outside, and is seen.

    So it is on Linux before 6.13 and on FAT; where the clock is finer, this shows only that nothing is seen twice.
    """
    note = vault.write("Ada.md", "0000")
    wants = wants_in(str(vault))
    for number in range(500):
        before = Look(str(vault), (), wants, careful=True)
        with open(note, "r+") as opened:
            opened.write(f"{number + 1:04}")
        after = Look(str(vault), (), wants, careful=True)
        assert before.differs(after)
        assert not after.differs(Look(str(vault), (), wants, careful=True))


def test_what_no_event_tells_of_is_found_in_time(vault: Any, watched: Watch) -> None:
    """A text changed through a memory map makes no event; the scan finds it."""
    note = vault.write("Ada.md", "one")
    one = watched(scan=1.0)
    with open(note, "r+b") as opened, mmap.mmap(opened.fileno(), 3) as memory:
        memory[:] = b"two"
        memory.flush()
    one.wait_for(lambda notes: notes == {"Ada.md": "two"})
    assert one.count_after(1.5) == 2


def test_at_midnight_the_day_turns(vault: Any, watched: Watch) -> None:
    """The work is done once more, and once only."""
    one = watched()
    assert one.count_after(1.1) == 1
    one.tomorrow()
    one.wait(2)
    assert one.count_after(1.1) == 2


def test_work_that_fails_is_told_in_one_line_and_tried_again(vault: Any, watched: Watch) -> None:
    """Neither a full disk nor an error in the settings ends the watch; the same line is not told with every try."""
    one = watched(scan=0.3)
    trouble: list[Exception] = [OSError(28, "No space left on device", "/site/index.html")]

    def fail() -> None:
        for error in trouble:
            raise error

    one.during = fail
    vault.write("Ada.md", "1")
    one.wait(4)
    assert one.told == ["/site/index.html: No space left on device"]
    trouble[:] = [DiskSaidNo("two\nlines")]
    wait_until(lambda: len(one.told) == 2, "another line")
    assert one.told[1] == "two lines"
    trouble.clear()
    count = len(one.works)
    one.wait(count + 1)
    assert one.count_after() <= count + 2


def test_a_mistake_in_the_work_is_not_hidden(vault: Any, watched: Watch) -> None:
    """Any other error ends the watch, with its threads."""
    one = watched()

    def fail() -> None:
        raise ZeroDivisionError

    one.during = fail
    vault.write("Ada.md", "1")
    one.thread.join(30)
    assert [type(error) for error in one.errors] == [ZeroDivisionError]
    one.errors.clear()
