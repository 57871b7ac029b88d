"""What a command wrote is taken back byte for byte, or not at all (LAW 12; PRODUCT, undo)."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from netnotes.errors import EditRefused
from netnotes.vault import records
from netnotes.vault.exchange import exchange
from netnotes.vault.leftovers import leftovers
from netnotes.vault.undo import Done, history
from netnotes.vault.write import Writing

from .workers import MOMENT, never

ODD = b"\xef\xbb\xbf---\r\nname:  Ada\r\n---\n\x00\xff last line without an end"


@pytest.fixture(params=[exchange, never], ids=["swap", "never"])
def desk(vault, request):
    """Begin a command, on a system with and without the exchange of files."""

    def begin(said: str) -> Writing:
        return Writing(os.fspath(vault), said, MOMENT, request.param)

    return begin


@pytest.fixture
def last(vault):
    """The last command that stands and is no undo."""

    def find() -> Done:
        return next(done for done in history(str(vault)) if not done.undone and not done.undo_of)

    return find


def snapshot(vault) -> dict[str, bytes | None]:
    """All that lies in the vault, apart from our own folder; None for a folder."""
    found = {}
    for path in sorted(vault.path.rglob("*")):
        if ".netnotes" not in path.parts:
            found[path.relative_to(vault.path).as_posix()] = path.read_bytes() if path.is_file() else None
    return found


def replace(data: bytes):
    """An edit that puts *data* in place of whatever there is."""
    return lambda _: data


def write_all_kinds(begin) -> None:
    """One command that edits, makes and renames."""
    with begin("rename ada") as command:
        command.change("people/ada.md", replace(b"edited\n"))
        command.create("new/deep/bo.md", b"bo\n")
        command.move("people/ada.md", "friends/Ada King.md")
        command.change("friends/Ada King.md", replace(b"edited again\n"))
        command.change("grace.md", replace(b""))


def test_everything_a_command_wrote_goes_back_at_once(vault, desk, last) -> None:
    """Edits, new notes and their folders, new names; and an undo can be taken back too."""
    vault.write("people/ada.md", ODD)
    vault.write("grace.md", ODD[::-1])
    before = snapshot(vault)
    write_all_kinds(desk)
    after = snapshot(vault)
    assert after == {
        "friends": None, "friends/Ada King.md": b"edited again\n", "grace.md": b"", "new": None, "new/deep": None,
        "new/deep/bo.md": b"bo\n", "people": None,
    }  # fmt: skip
    with desk("undo rename ada") as undo:
        undo.take_back(last())
    assert snapshot(vault) == before
    undone, done = history(str(vault))
    assert (done.undone, undone.undone, undone.undo_of) == (True, False, done.number)
    with desk("undo undo") as redo:
        redo.take_back(undone)
    assert snapshot(vault) == after
    assert [row.undone for row in history(str(vault))] == [False, True, False]


def test_the_history_says_what_was_written(vault, desk) -> None:
    """Newest first, with every note and what became of it; what cannot be read is left out."""
    vault.write("people/ada.md", ODD)
    vault.write("grace.md", "g")
    write_all_kinds(desk)
    with desk("log \udcff grace") as command:
        command.change("grace.md", replace(b"x"))
    last, first = history(str(vault))
    assert (last.said, last.moment, last.edits) == ("log \udcff grace", MOMENT, (("change", "grace.md", ""),))
    assert [edit.kind for edit in first.edits] == ["change", "create", "move", "change", "change"]
    Path(vault, ".netnotes/undo/000001/edit.json").write_text("{")
    assert history(str(vault)) == [last]


def test_two_undos_go_back_two_commands(vault, desk, last) -> None:
    """The undo before is not what is undone."""
    note = vault.write("ada.md", "0")
    for number in ("1", "2", "3"):
        with desk(f"log {number}") as command:
            command.change("ada.md", replace(number.encode()))
    for wanted in ("2", "1", "0"):
        with desk("undo") as undo:
            undo.take_back(last())
        assert note.read_text() == wanted
    assert [done.said for done in history(str(vault)) if not done.undone and not done.undo_of] == []


@pytest.mark.parametrize("changed", ["people/ada.md", "bo.md", "Grace.md"])
def test_a_note_that_changed_since_keeps_all_as_it_is(vault, desk, last, changed) -> None:
    """All notes of the command or none, whichever of them it is; edited, made or renamed."""
    vault.write("people/ada.md", "a")
    vault.write("grace.md", "g")
    with desk("several") as command:
        command.change("people/ada.md", replace(b"b"))
        command.create("bo.md", b"bo")
        command.move("grace.md", "Grace.md")
    vault.write(changed, "by hand")
    before = snapshot(vault)
    inodes = {path: (vault.path / path).stat().st_ino for path in before}
    with pytest.raises(EditRefused, match=r"has changed since.*\[changed-since\]$") as refusal, desk("undo") as undo:
        undo.take_back(last())
    assert refusal.value.code == "changed-since"
    assert refusal.value.message.startswith(f"{changed}: ")
    assert snapshot(vault) == before
    assert {path: (vault.path / path).stat().st_ino for path in before} == inodes
    assert [done.undone for done in history(str(vault))] == [False]


def test_an_undo_that_fails_half_way_is_taken_back(vault, desk, last) -> None:
    """The old name is taken meanwhile: what was already undone is done again."""
    vault.write("people/ada.md", "a")
    vault.write("grace.md", "g")
    with desk("several") as command:
        command.move("people/ada.md", "friends/ada.md")
        command.change("grace.md", replace(b"changed"))
        command.create("bo.md", b"bo")
    vault.write("people/Ada.md", "another Ada")
    before = snapshot(vault)
    with pytest.raises(EditRefused, match=r"\[exists\]"), desk("undo") as undo:
        undo.take_back(last())
    assert snapshot(vault) == before
    assert undo.told == []
    assert [done.said for done in history(str(vault)) if not done.undone] == ["several"]


def test_what_is_undone_is_not_undone_again(vault, desk, last) -> None:
    """Nor what is no longer kept."""
    vault.write("ada.md", "a")
    with desk("log") as command:
        command.change("ada.md", replace(b"b"))
    done = last()
    with desk("undo") as undo:
        undo.take_back(done)
    with pytest.raises(EditRefused, match="taken back already"), desk("undo") as undo:
        undo.take_back(done)
    with pytest.raises(EditRefused, match="no longer kept"), desk("undo") as undo:
        undo.take_back(done._replace(number="000099"))


@pytest.mark.parametrize("fails", [ZeroDivisionError, KeyboardInterrupt])
def test_a_command_that_fails_has_written_nothing(vault, desk, fails) -> None:
    """What it wrote is taken back, folders too, and the very file stands there again."""
    note = vault.write("people/ada.md", ODD)
    vault.write("grace.md", "g")
    before, inode, mtime = snapshot(vault), note.stat().st_ino, note.stat().st_mtime_ns

    def fail() -> None:
        with desk("several") as command:
            command.change("people/ada.md", replace(b"b"))
            command.create("new/bo.md", b"bo")
            command.move("grace.md", "moved/grace.md")
            command.change("moved/grace.md", replace(b"again"))
            raise fails

    with pytest.raises(fails):
        fail()
    assert snapshot(vault) == before
    assert (note.stat().st_ino, note.stat().st_mtime_ns) == (inode, mtime)
    assert history(str(vault)) == []
    assert leftovers(str(vault)) == []


def test_old_records_are_dropped(vault, desk) -> None:
    """Over thirty days, or over a thousand commands."""
    vault.write("ada.md", "0")
    undo = vault.path / ".netnotes" / "undo"
    for number in range(1, 1003):
        (undo / f"{number:06d}").mkdir(parents=True)
        (undo / f"{number:06d}" / "edit.json").write_text("{}")
    old = time.time() - 31 * 86_400
    for number in (1, 2, 3, 4, 5):
        os.utime(undo / f"{number:06d}", (old, old))
    (undo / "mine").mkdir()
    with desk("log") as command:
        command.change("ada.md", replace(b"1"))
    there = sorted(os.listdir(undo))
    assert (there[0], there[-2], there[-1], len(there)) == ("000006", "001003", "mine", 999)
    for number in range(1004, 1012):
        (undo / f"{number:06d}").mkdir()
    with desk("log") as command:
        command.change("ada.md", replace(b"2"))
    assert records.numbers(str(vault))[0] == "000013"
    assert len(records.numbers(str(vault))) == 1000


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("real", "../outside.md"), ("temp", "../.netnotes-00.tmp"), ("temp", "outside.md"), ("kept", "../../../ada.md"),
        ("path", "/etc/passwd"), ("real", "link/outside.md"), ("made", ["../../x"]),
    ],
)  # fmt: skip
def test_a_record_from_anyone_leads_nowhere(vault, tmp_path, field, value) -> None:
    """A vault can be a clone: a record that names files outside it, or that are not ours, is no record."""
    outside = tmp_path / "outside.md"
    outside.write_bytes(b"mine")
    (vault.path / "link").symlink_to(tmp_path)
    note = vault.write("ada.md", "a")
    with Writing(os.fspath(vault), "log", MOMENT) as desk:
        desk.change("ada.md", replace(b"b"))
    record = vault.path / ".netnotes/undo/000001/edit.json"
    values = json.loads(record.read_text())
    values["state"], values["edits"][0]["state"], values["edits"][0][field] = "open", "begun", value
    record.write_text(json.dumps(values))
    with Writing(os.fspath(vault), "log", MOMENT) as desk:
        pass
    assert (outside.read_bytes(), note.read_bytes(), desk.told) == (b"mine", b"b", [])
    values["state"], values["edits"][0]["state"] = "complete", "done"
    record.write_text(json.dumps(values))
    with pytest.raises(EditRefused, match="no longer kept"), Writing(os.fspath(vault), "undo", MOMENT) as desk:
        desk.take_back(history(str(vault))[0])
    assert (outside.read_bytes(), note.read_bytes()) == (b"mine", b"b")
