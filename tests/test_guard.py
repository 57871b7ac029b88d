"""`benchmarks/guard.py`: what commands import, open and ask of the database is held to a budget, and time is not."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import process_environment

ROOT = Path(__file__).resolve().parents[1]
READS_A_NOTE = """
_answered = agenda.callback

def _reading(*arguments, **named):
    import pathlib
    note = min(pathlib.Path(click.get_current_context().obj.root()).rglob("*.md"))
    note.read_bytes()
    return _answered(*arguments, **named)

agenda.callback = _reading
"""


def guard(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the guard of the checkout at *root* over that checkout."""
    command = [sys.executable, str(root / "benchmarks" / "guard.py"), *words]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=300, env=process_environment({})
    )


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what the guard needs of the checkout."""
    for folder in ("netnotes", "benchmarks", "templates", "example-vault"):
        shutil.copytree(ROOT / folder, tmp_path / "checkout" / folder)
    return tmp_path / "checkout"


@pytest.mark.slow
def test_the_checkout_is_within_the_budget() -> None:
    """Every command, with no index, with one, and with one note changed."""
    said = guard(ROOT)
    assert said.returncode == 0, said.stdout + said.stderr
    assert "within the budget" in said.stdout


def test_an_import_too_many_is_told(checkout: Path) -> None:
    """A template engine in `agenda` fails with its name and who asks for it; what it brings is named too."""
    with (checkout / "netnotes/commands/agenda.py").open("a", encoding="utf-8") as file:
        file.write("import jinja2\n")
    said = guard(checkout, "agenda", "overdue")
    assert said.returncode == 1, said.stdout + said.stderr
    lines = said.stdout.splitlines()
    assert "over the budget: agenda, warm: imports jinja2, which netnotes.commands.agenda asks for" in lines
    assert any(line.startswith("over the budget: agenda, warm: imports markupsafe, which jinja2") for line in lines)
    assert not any("overdue" in line for line in lines)
    assert "python benchmarks/guard.py --write" in said.stdout


def test_a_note_too_many_is_told(checkout: Path) -> None:
    """A note that is opened where none need be, or twice where once is enough, fails with the counts."""
    with (checkout / "netnotes/commands/agenda.py").open("a", encoding="utf-8") as file:
        file.write(READS_A_NOTE)
    said = guard(checkout, "agenda")
    assert said.returncode == 1, said.stdout + said.stderr
    note = "2026-09-25.md"
    assert f"over the budget: agenda, warm: notes opened: 1, the budget is 0 (such as {note})" in said.stdout
    assert "over the budget: agenda, changed: notes opened: 2, the budget is 1 (such as " in said.stdout
    assert f"over the budget: agenda, cold: notes opened: 361, the budget is 360 (such as {note}, " in said.stdout


def test_a_new_budget_is_what_was_counted(checkout: Path) -> None:
    """After ``--write`` the same checkout is within its budget, whatever it does."""
    with (checkout / "netnotes/commands/agenda.py").open("a", encoding="utf-8") as file:
        file.write("import jinja2\n")
    assert guard(checkout, "--write").returncode == 0
    said = guard(checkout, "agenda")
    assert said.returncode == 0, said.stdout + said.stderr


def test_a_command_that_is_not_known_is_refused() -> None:
    """It names those that are."""
    said = guard(ROOT, "agenda", "dance")
    assert said.returncode == 2
    assert "dance: not one of --help, --version, agenda" in said.stderr
