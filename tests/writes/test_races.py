"""Nobody's save is lost: not another netnotes's, not an editor's, and not when we are killed (LAWS 12 and 13).

`NETNOTES_LONG=1` looks longer.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import process_environment

from netnotes.vault.leftovers import leftovers
from netnotes.vault.undo import history

from .workers import line, writing

LONG = bool(os.environ.get("NETNOTES_LONG"))
WORKERS = Path(__file__).with_name("workers.py")
EXCHANGES = ["swap", "never"]
# Where files cannot be exchanged there is a moment, between the last look and the rename, that nobody can guard.
_UNGUARDED = {("rename", "never"): 2}


@pytest.fixture
def note(vault) -> Path:
    """Ada's note, empty."""
    return vault.write("people/ada.md")


def start(*words: object) -> subprocess.Popen[str]:
    """Start one of the workers."""
    return subprocess.Popen(
        [sys.executable, WORKERS, *map(str, words)],
        env=process_environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the rounds are forked")
@pytest.mark.parametrize("exchange", EXCHANGES)
def test_killed_at_any_moment_the_note_is_whole(vault, note, exchange) -> None:
    """Old or new, every line that was done is there; the next run says what came of it and leaves no litter."""
    rounds = 500 if LONG else 60
    with start("kill", vault, rounds, 20261125, exchange) as worker:
        said = Counter(worker.communicate()[0].splitlines())
    assert {words for words in said if not words.startswith("ok ")} == set()
    assert sum(said.values()) == rounds
    assert said["ok line temp"] > rounds / 50
    assert said["ok nothing clean"] > 0


def test_killed_while_notes_are_made_and_renamed(vault) -> None:
    """Each note is there once, under its old name or its new one, whole; no file lies about."""
    randomly, made = random.Random(4), 0
    for _ in range(100 if LONG else 10):
        with start("make", vault) as worker:
            time.sleep(0.15 + randomly.random() * 0.1)
            worker.kill()
        with writing(vault, "the next") as desk:
            pass
        assert all("interrupted" in words for words in desk.told)
        found = [path for path in vault.path.rglob("*") if path.is_file() and ".netnotes" not in path.parts]
        made += len(found)
        assert {path.suffix for path in found} <= {".md"}
        assert len({path.name for path in found}) == len(found)
        whole = {b"made\n" * 100, b"made\n" * 100 + b"edited\n"}
        assert {path.read_bytes() for path in found} <= whole
        assert {path.stat().st_nlink for path in found} <= {1}
        assert leftovers(str(vault)) == []
        for done in [done for done in history(str(vault)) if not done.undone and not done.undo_of]:
            with writing(vault, "undo") as desk:
                desk.take_back(done)
        assert not [path for path in vault.path.rglob("*.md") if ".netnotes" not in path.parts]
    assert made


@pytest.mark.parametrize("exchange", EXCHANGES)
def test_two_netnotes_never_race(vault, note, exchange) -> None:
    """Every line of every process is in the note, once."""
    processes, lines = (8, 25) if LONG else (4, 10)
    workers = [start("append", vault, f"p{number}", lines, exchange) for number in range(processes)]
    for worker in workers:
        with worker:
            assert worker.wait() == 0
    wanted = {f"p{process}-{number}" for process in range(processes) for number in range(lines)}
    found = note.read_text().splitlines()
    assert len(found) == processes * lines
    assert set(found) == wanted


@pytest.fixture
def editor(note, request) -> Iterator[subprocess.Popen[str]]:
    """A program that saves the note in the way that the test names."""
    with start("editor", note, request.getfixturevalue("how")) as process:
        yield process
        assert process.stdin
        process.stdin.close()


@pytest.mark.parametrize("exchange", EXCHANGES)
@pytest.mark.parametrize("how", ["rename", "in-place", "late"])
def test_what_an_editor_saves_is_never_lost(vault, note, editor, how, exchange) -> None:
    """It is in the note, or kept and told of; and the note is never a mixture of the two."""
    rounds = 500 if LONG else 60
    randomly = random.Random(how)
    lost = [number for number in range(rounds) if not _race(vault, note, editor, number, randomly, exchange == "swap")]
    assert len(lost) <= _UNGUARDED.get((how, exchange), 0) * rounds / 50, lost


def _race(vault, note, editor, number, randomly, swap) -> bool:
    """One save against one edit; whether what was saved is still somewhere, and not in silence."""
    old = time.time() - 10
    os.utime(note, (old, old))
    orders = [f"{randomly.random() * 0.006} save-{number:03d}\n"]

    def edit(data: bytes) -> bytes:
        if orders:
            editor.stdin.write(orders.pop())
            editor.stdin.flush()
        return line(data, f"line-{number:03d}")

    with writing(vault, swap=swap) as desk:
        desk.change("people/ada.md", edit)
    assert editor.stdout.readline() == "saved\n"
    data = note.read_text()
    assert re.fullmatch(r"((line|save)-\d{3}\n)*", data)
    assert f"line-{number:03d}" in data or f"save-{number:03d}" in data
    with writing(vault, "the next", swap=swap) as after:
        pass
    if f"save-{number:03d}" in data:
        return True
    kept = [path for path in Path(vault, ".netnotes/undo").rglob("*.*") if f"save-{number:03d}" in path.read_text()]
    told = desk.told + after.told
    assert not kept or any(".netnotes/undo/" in words for words in told)
    assert not kept or {problem.code for problem in leftovers(str(vault))} == {"late-save"}
    return bool(kept)
