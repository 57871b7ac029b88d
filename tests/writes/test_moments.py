"""What happens at the worst moment: another program saves just before the two files are exchanged (LAW 13).

The exchange is handed in here: it saves first, in the note or over it, and then does what the system's does.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import process_environment

from netnotes.errors import EditRefused
from netnotes.vault.exchange import exchange
from netnotes.vault.leftovers import leftovers
from netnotes.vault.undo import history
from netnotes.vault.write import Writing

from .workers import MOMENT, SAVERS, line

WORKERS = Path(__file__).with_name("workers.py")


@pytest.fixture
def note(vault) -> Path:
    """Ada's note, which nobody has touched for a while."""
    path = vault.write("people/ada.md", "one\n")
    os.utime(path, (1_700_000_000, 1_700_000_000))
    return path


class Saving:
    """An exchange before which a program saves the note, at those calls that *moments* name, counted from 0."""

    def __init__(self, note: Path, how: str, moments: set[int], swap: bool = True) -> None:
        """Save *how* (a key of SAVERS)."""
        self.note, self.how, self.moments, self.swap, self.calls = note, how, moments, swap, 0

    def __call__(self, one: str, two: str) -> bool:
        """Save, and exchange."""
        if self.calls in self.moments:
            SAVERS[self.how](str(self.note), f"saved at {self.calls}\n".encode())
        self.calls += 1
        return self.swap and exchange(one, two)


def kept_texts(vault) -> set[str]:
    """What the files beside the records hold."""
    return {path.read_text() for path in Path(vault, ".netnotes", "undo").glob("*/*") if path.name != "edit.json"}


@pytest.mark.parametrize("how", ["rename", "in-place"])
def test_a_save_just_before_the_exchange_stands_and_is_edited(vault, note, how) -> None:
    """It is given back its place, waited for, and the line is added to it."""
    with Writing(vault.path, "log ada", MOMENT, Saving(note, how, {0})) as desk:
        assert desk.change("people/ada.md", lambda data: line(data, "two"))
    assert note.read_text() == "saved at 0\ntwo\n"
    assert kept_texts(vault) == {"one\ntwo\n", "saved at 0\n"}
    assert not desk.told
    assert leftovers(str(vault)) == []


@pytest.mark.parametrize("how", ["rename", "in-place"])
def test_a_second_save_while_the_first_is_given_back(vault, note, how) -> None:
    """The later one stands; the earlier one is kept, and told of."""
    with Writing(vault.path, "log ada", MOMENT, Saving(note, how, {0, 1})) as desk:
        assert desk.change("people/ada.md", lambda data: line(data, "two"))
    assert note.read_text() == "saved at 1\ntwo\n"
    assert "saved at 0\n" in kept_texts(vault)
    assert desk.told == [
        "people/ada.md was saved twice while netnotes wrote; the first is in .netnotes/undo/000001/0.saved"
    ]


def test_three_saves_one_after_the_other(vault, note) -> None:
    """The last one stands."""
    with Writing(vault.path, "log ada", MOMENT, Saving(note, "rename", {0, 1, 2})) as desk:
        assert desk.change("people/ada.md", lambda data: line(data, "two"))
    assert note.read_text() == "saved at 2\ntwo\n"
    assert {"saved at 1\n"} < kept_texts(vault)


def test_a_note_that_is_saved_all_the_time_is_left_alone(vault, note) -> None:
    """After twenty tries it is refused; what was saved last stands."""
    saving = Saving(note, "rename", set(range(0, 200, 2)))
    with pytest.raises(EditRefused, match=r"people/ada\.md: .* \[busy\]$"), \
            Writing(vault.path, "log ada", MOMENT, saving) as desk:  # fmt: skip
        desk.change("people/ada.md", lambda data: line(data, "two"))
    assert note.read_text() == "saved at 38\n"
    assert history(str(vault)) == []


def test_a_save_in_place_where_files_cannot_be_exchanged(vault, note) -> None:
    """It is not yet too late when we look for the last time."""
    with Writing(vault.path, "log ada", MOMENT, Saving(note, "in-place", {0}, swap=False)) as desk:
        assert desk.change("people/ada.md", lambda data: line(data, "two"))
    assert note.read_text() == "saved at 0\ntwo\n"


def test_a_save_when_the_edit_is_taken_back(vault, note) -> None:
    """The command fails later on, and meanwhile the note was saved: that stands, and it is said."""
    desk = Writing(vault.path, "log ada", MOMENT, Saving(note, "rename", {1}))
    with contextlib.suppress(ZeroDivisionError), desk:
        desk.change("people/ada.md", lambda data: line(data, "two"))
        raise ZeroDivisionError
    assert note.read_text() == "saved at 1\n"
    assert "one\n" in kept_texts(vault)
    assert [words.split(",")[0] for words in desk.told] == ["people/ada.md could not be taken back"]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no such signal")
@pytest.mark.parametrize(
    ("at", "saves", "stands", "said", "beside"),
    [
        (0, "", "one\ntwo\n", "the note is whole, with the new line", {"one\n"}),
        (1, "", "one\n", "that is taken back", {"one\ntwo\n"}),
        (0, "saves", "saved\n", "another program saved it just then, and that stands, without the new line",
         {"one\ntwo\n"}),
        (1, "saves", "saved\n", "the note was changed since by another program; what lay beside it is now "
         ".netnotes/undo/000001/0.rest", {"one\ntwo\n"}),
    ],
)  # fmt: skip
def test_killed_at_the_worst_moment(vault, note, at, saves, stands, said, beside) -> None:
    """After an exchange, before anything else: the next run knows what lies where, and throws nothing away."""
    died = subprocess.run(
        [sys.executable, WORKERS, "die", vault, str(at), saves], env=process_environment(), check=False
    )
    assert died.returncode == -signal.SIGKILL
    problems = leftovers(str(vault))
    assert {problem.code for problem in problems} <= {"unfinished-edit"}
    with Writing(vault.path, "log ada", MOMENT) as desk:
        pass
    assert desk.told == [f"an earlier netnotes was interrupted while it wrote people/ada.md: {said}"]
    assert note.read_text() == stands
    assert kept_texts(vault) == beside
    assert os.listdir(note.parent) == ["ada.md"]
    assert leftovers(str(vault)) == []
    assert len(history(str(vault))) == (stands == "one\ntwo\n")


def test_a_program_that_writes_late_writes_into_what_is_kept(vault, note) -> None:
    """It is found when the command ends, told once, and undo does not give back what is no longer there."""
    with note.open("r+b") as opened, Writing(vault.path, "log ada", MOMENT) as desk:
        desk.change("people/ada.md", lambda data: line(data, "two"))
        opened.truncate()
        opened.write(b"late\n")
        opened.flush()
    assert note.read_text() == "one\ntwo\n"
    place = ".netnotes/undo/000001/0.before"
    told = f"a program saved an older copy of people/ada.md while netnotes wrote; what it saved is in {place}"
    assert desk.told == [told]
    assert (vault.path / place).read_text() == "late\n"
    with Writing(vault.path, "log ada", MOMENT) as again:
        pass
    assert again.told == []
    (problem,) = leftovers(str(vault))
    assert (problem.path, problem.code) == ("people/ada.md", "late-save")
    assert place in problem.message
    with pytest.raises(EditRefused, match="late-save"), Writing(vault.path, "undo", MOMENT) as undo:
        undo.take_back(history(str(vault))[0])
    assert note.read_text() == "one\ntwo\n"


@pytest.mark.parametrize("between", [0, 5])
def test_a_program_that_writes_even_later_is_told_of_by_the_next_command(vault, note, between) -> None:
    """Also where other commands came between."""
    with note.open("r+b") as opened:
        for number in range(between + 1):
            with Writing(vault.path, "log ada", MOMENT) as desk:
                desk.change("people/ada.md", lambda data, number=number: line(data, str(number)))
            assert desk.told == []
        opened.truncate()
        opened.write(b"late\n")
    assert [problem.code for problem in leftovers(str(vault))] == ["late-save"]
    with Writing(vault.path, "log ada", MOMENT) as desk:
        pass
    assert [words.rpartition(" ")[2] for words in desk.told] == [".netnotes/undo/000001/0.before"]
