"""`benchmarks/run.py`: every figure can be taken, and lands in the results and in the page. No test looks at a time."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import process_environment

ROOT = Path(__file__).resolve().parents[1]
TABLE = "| what | people | ratio |"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The benchmarks and their page, to be written to."""
    shutil.copytree(ROOT / "benchmarks", tmp_path / "checkout" / "benchmarks")
    (tmp_path / "checkout" / "benchmarks" / "results.json").unlink(missing_ok=True)
    (tmp_path / "checkout" / "docs").mkdir()
    shutil.copy(ROOT / "docs" / "performance.md", tmp_path / "checkout" / "docs")
    return tmp_path / "checkout"


def bench(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the benchmarks of the checkout at *root*."""
    command = [sys.executable, str(root / "benchmarks" / "run.py"), *words]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=300, env=process_environment({})
    )


@pytest.mark.slow
def test_every_figure_is_taken_and_written_down(checkout: Path) -> None:
    """Over a few people, a pair each; a program that is not there has a row that says so."""
    said = bench(
        checkout, "--quick", "--sizes", "20", "--dated", "10x30", "--pairs", "1", "--date", "2026-11-24", "--write",
        "--only", "start,warm,changed,cold,broken,memory,pages,yardsticks",
    )  # fmt: skip
    assert said.returncode == 0, said.stdout + said.stderr
    results = json.loads((checkout / "benchmarks" / "results.json").read_text(encoding="utf-8"))
    taken = {(row["what"], row["people"]) for row in results["figures"]}
    whats = ("`agenda`", "`overdue`", "`list --limit 20`", "`show NAME`", "completion of a name", "`log NAME`, whole")
    assert {(what, 20) for what in whats} <= taken
    assert {("`--help`", 0), ("`agenda`", 10), ("`agenda` with no index", 20), ("`build` after one save", 20)} <= taken
    assert {row["day"] for row in results["figures"]} == {"2026-11-24"}
    page = (checkout / "docs" / "performance.md").read_text(encoding="utf-8")
    assert page.count(TABLE) == 1
    assert "Taken 2026-11-24 on " in page
    assert "No figures have been taken yet" not in page
    assert said.stdout.count("\n| ") == len(results["figures"])


def test_rows_that_were_not_taken_again_stay(checkout: Path) -> None:
    """Each has the day on which it was taken, and the table is put in place of the one before."""
    for day, only in (("2026-11-23", "start"), ("2026-11-24", "peers")):
        words = ("--sizes", "5", "--dated", "", "--pairs", "1", "--date", day, "--only", only, "--write")
        assert bench(checkout, "--quick", *words).returncode == 0
    results = json.loads((checkout / "benchmarks" / "results.json").read_text(encoding="utf-8"))
    days = {row["what"]: row["day"] for row in results["figures"]}
    assert days["`--help`"] == "2026-11-23"
    assert days["`khard list`"] == "2026-11-24"
    page = (checkout / "docs" / "performance.md").read_text(encoding="utf-8")
    assert page.count(TABLE) == 1
    assert "Taken 2026-11-23 to 2026-11-24 on " in page


def test_a_quick_look_writes_nothing(checkout: Path) -> None:
    """Without --write the committed figures are safe."""
    before = (checkout / "docs" / "performance.md").read_bytes()
    said = bench(checkout, "--quick", "--sizes", "5", "--dated", "", "--pairs", "1", "--only", "start")
    assert TABLE in said.stdout
    assert not (checkout / "benchmarks" / "results.json").exists()
    assert (checkout / "docs" / "performance.md").read_bytes() == before


def test_one_command_over_a_vault_that_is_there() -> None:
    """Any command, over any vault, against the floor."""
    said = bench(ROOT, "--vault", str(ROOT / "example-vault"), "--pairs", "1", "timeline", "ada")
    assert said.returncode == 0, said.stderr
    assert "| `timeline ada` |" in said.stdout


def test_a_group_that_is_not_known_is_refused() -> None:
    """It names those that are."""
    said = bench(ROOT, "--only", "dance")
    assert said.returncode == 2
    assert "--only dance: not one of start, warm, changed" in said.stderr
