"""The commands that write, on a terminal: a choice where a name can be several people, and the editor for a text."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

TODAY = "2026-11-24"


@pytest.fixture
def editor(tmp_path: Path) -> str:
    """An editor that puts two lines above what it is given, and one that begins with #."""
    script = tmp_path / "editor.py"
    script.write_text(
        "import pathlib, sys\n"
        "file = pathlib.Path(sys.argv[-1])\n"
        "file.write_text('tea, and plums\\nshe laughed\\n# no words of mine\\n' + file.read_text('utf-8'), 'utf-8')\n",
        encoding="utf-8",
    )
    return f"{sys.executable} {script}"


def test_a_name_of_several_people_offers_a_choice(vault, terminal) -> None:
    """The candidates are numbered on standard error, and the one chosen is written about."""
    vault.person("Ann Lee")
    poe = vault.person("Ann Poe")
    shown = terminal("log", "ann", "tea", keys=[("Which one", "2\r")])
    assert shown.exit_code == 0
    assert "1  Ann Lee  people/Ann Lee.md" in shown.text
    assert "Ann Poe, today: tea" in shown.text
    assert "- 2026-11-24: tea" in poe.read_text(encoding="utf-8")


def test_a_task_of_several_offers_a_choice(vault, terminal) -> None:
    """So do tasks."""
    note = vault.person("Ann", body="- [ ] send it\n- [ ] fetch it")
    shown = terminal("done", "ann", keys=[("Which one", "2\r")])
    assert "Ann: done: fetch it" in shown.text
    assert "- [x] fetch it ✅ 2026-11-24" in note.read_text(encoding="utf-8")


def test_a_line_without_text_is_written_in_the_editor(vault, terminal, editor) -> None:
    """As git asks for a message: what is written above, without the lines that begin with #."""
    note = vault.person("Ann", log=["2026-11-01 call"])
    shown = terminal("log", "ann", env={"VISUAL": editor, "EDITOR": None})
    assert "Ann, today: tea, and plums" in shown.text
    text = note.read_text(encoding="utf-8")
    assert "- 2026-11-24: tea, and plums\n  she laughed\n- 2026-11-01 call\n" in text


def test_what_was_written_in_the_editor_is_kept_when_it_is_refused(vault, terminal, tmp_path) -> None:
    """Nobody types it twice: the file with the text stays, and is named."""
    note = vault.person("Ann")
    before = note.read_bytes()
    script = tmp_path / "comment.py"
    script.write_text(
        "import pathlib, sys\npathlib.Path(sys.argv[-1]).write_text('long thoughts\\n<!-- oops\\n', 'utf-8')\n",
        encoding="utf-8",
    )
    shown = terminal(
        "log", "ann", env={"VISUAL": f"{sys.executable} {script}", "EDITOR": None, "TMPDIR": str(tmp_path)}
    )
    assert shown.exit_code == 5
    kept = next(tmp_path.glob("netnotes-*.md"))
    assert f"What you wrote is kept in {kept}" in shown.text
    assert kept.read_text(encoding="utf-8") == "long thoughts\n<!-- oops\n"
    assert note.read_bytes() == before


def test_an_editor_that_cannot_be_started_is_named(vault, terminal) -> None:
    """In our words, with what to do."""
    vault.person("Ann")
    shown = terminal("log", "ann", env={"VISUAL": "/no/such/editor", "EDITOR": None})
    assert "$EDITOR: /no/such/editor cannot be started" in shown.text
    assert "false ended with 1, and nothing is written" in terminal("log", "ann", env={"VISUAL": "false"}).text


def test_edit_opens_a_note_that_cannot_be_read_where_it_cannot(vault, terminal, tmp_path) -> None:
    """Those need an editor most."""
    vault.write("people/Hypatia.md", '---\nname: Hypatia\nwhy: "open\n---\n')
    script = tmp_path / "vi"
    script.write_text('#!/bin/sh\necho "opened $*"\n', encoding="utf-8")
    script.chmod(0o755)
    for who in ("hypatia", "people/Hypatia.md"):
        shown = terminal("edit", who, env={"VISUAL": str(script)})
        assert "opened +3 " in shown.text, shown.text


def test_an_editor_that_writes_nothing_writes_nothing(vault, terminal) -> None:
    """Leaving the editor without a word changes nothing."""
    note = vault.person("Ann")
    before = note.read_bytes()
    shown = terminal("log", "ann", env={"VISUAL": "true", "EDITOR": None})
    assert shown.exit_code == 2
    assert "nothing is written" in shown.text
    assert note.read_bytes() == before


def test_edit_opens_the_note_at_its_latest_line(vault, run_process, tmp_path) -> None:
    """An editor that is known is told the line; the file is an absolute path, which is never taken for an option."""
    note = vault.person("Ann", log=["2026-11-01 call", "2026-10-01 call"])
    said = tmp_path / "said"
    for name, words in (("vim", "+7 {}"), ("hx", "{}:7"), ("strange", "{}"), ("code", "--wait --goto {}:7")):
        script = tmp_path / name
        script.write_text(f'#!/bin/sh\necho "$*" > {said}\n', encoding="utf-8")
        os.chmod(script, 0o755)
        assert run_process("edit", "ann", env={"VISUAL": None, "EDITOR": str(script)}).exit_code == 0
        assert said.read_text(encoding="utf-8").strip() == words.format(note)
    answer = run_process("edit", "ann", env={"VISUAL": "/nowhere/at/all", "EDITOR": None})
    assert answer.exit_code == 2
    assert "set it to your editor" in answer.stderr
