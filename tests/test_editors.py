"""With a note open in an editor: `log` writes and says so, and the editor notices before it saves over the line."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import process_environment
from pseudo_terminal import plain

TODAY = "2026-11-24"
NOTE = "---\nname: Ada\n---\n\n## Log\n\n- 2026-11-14 lunch\n"


class Editor(NamedTuple):
    """How to open an editor and type into it: *typed* changes its buffer, *save* saves, *leave* quits without."""

    command: list[str]
    typed: str
    save: str
    asks: str
    leave: str
    sees: str = ""


EDITORS = {
    "vim": Editor(
        ["vim", "-u", "NONE", "-N"], "Gomy own words\x1b", ":w\r", "changed since reading it", "n\r:q!\r",
        "(.Ada.md.swp)",
    ),
    "nano": Editor(
        ["nano", "--ignorercfiles", "--locking"], "my own words", "\x0f\r", "File on disk has changed", "n\x18n",
        "(.Ada.md.swp)",
    ),
    "emacs": Editor(
        ["emacs", "-nw", "-Q", "--eval", "(setq inhibit-startup-screen t)"], "my own words", "\x18\x13",
        "has changed since visited", "n\r\x18\x03nyes\r", "(.#Ada.md)",
    ),
}  # fmt: skip


class Sitting:
    """Somebody at an editor in a terminal."""

    def __init__(self, command: list[str], home: Path) -> None:
        """Start *command*."""
        self.terminal, theirs = pty.openpty()
        variables = process_environment({"HOME": str(home), "TERM": "xterm", "LANG": "C.UTF-8"})
        self.process = subprocess.Popen(
            # A session's leader that opens a terminal gets it as its own, which emacs asks for.
            ["/bin/sh", "-c", 'exec < "$0"; stty rows 24 cols 80; exec "$@"', os.ttyname(theirs), *command],
            stdout=theirs, stderr=theirs, env=variables, start_new_session=True,
        )  # fmt: skip
        os.close(theirs)
        self.seen, self.heard = "", 0

    def wait_for(self, text: str, seconds: float = 20) -> None:
        """Read what the editor shows until *text* has been seen since the last time."""
        until = time.monotonic() + seconds
        while text not in plain(self.seen[self.heard :]):
            assert time.monotonic() < until, f"{text!r} was never shown; the last was {plain(self.seen)[-600:]!r}"
            self.look(0.2)
        self.heard = len(self.seen)

    def look(self, seconds: float) -> None:
        """Read what comes within *seconds*."""
        until = time.monotonic() + seconds
        while select.select([self.terminal], [], [], max(until - time.monotonic(), 0))[0]:
            try:
                self.seen += os.read(self.terminal, 65536).decode("utf-8", "replace")
            except OSError:
                return

    def type(self, keys: str) -> None:
        """Type *keys*, a little slowly, as a person does."""
        for key in keys:
            os.write(self.terminal, key.encode())
            self.look(0.03)

    def end(self) -> None:
        """Close the terminal."""
        self.process.kill()
        self.process.wait()
        os.close(self.terminal)


@pytest.fixture(params=EDITORS)
def editor(request: pytest.FixtureRequest) -> Editor:
    """One of the editors; skipped where it is not installed."""
    found: Editor = EDITORS[request.param]
    if not shutil.which(found.command[0]):
        pytest.skip(f"{found.command[0]} is not installed here")
    return found


@pytest.fixture
def sit_down(tmp_path: Path) -> Iterator[object]:
    """Open an editor on a note; it is closed in the end."""
    sittings: list[Sitting] = []

    def open_note(editor: Editor, note: Path) -> Sitting:
        sitting = Sitting([*editor.command, str(note)], tmp_path)
        sittings.append(sitting)
        sitting.wait_for("Ada")
        sitting.look(0.5)
        return sitting

    yield open_note
    for sitting in sittings:
        with suppress(OSError):
            sitting.end()


def test_the_editor_notices_and_the_line_survives(editor, sit_down, vault, run_process) -> None:
    """With unsaved words in the editor: the line is written, one line says that the note is open, and saving asks."""
    note = vault.write("people/Ada.md", NOTE)
    sitting = sit_down(editor, note)
    sitting.type(editor.typed)
    sitting.look(0.5)
    answer = run_process("log", "ada", "called", "--today", TODAY)
    assert answer.exit_code == 0
    assert "open in an editor" in answer.stderr
    assert editor.sees in answer.stderr
    assert "- 2026-11-24: called\n- 2026-11-14 lunch\n" in note.read_text(encoding="utf-8")
    time.sleep(1.1)  # some editors tell times by the second
    sitting.type(editor.save)
    sitting.wait_for(editor.asks)
    sitting.type(editor.leave)
    sitting.look(1)
    assert "- 2026-11-24: called\n" in note.read_text(encoding="utf-8")
