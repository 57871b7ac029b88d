"""`benchmarks/make_vault.py`: the same arguments, the same notes; all can be read but those asked to be broken."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Answer, VaultFolder

MAKER = Path(__file__).resolve().parents[1] / "benchmarks" / "make_vault.py"
WAYS = ["120", "120 20", "120 20 --bonds --folders 3", "120 --broken 5"]


def make(folder: Path, words: str) -> dict[str, bytes]:
    """Make a vault in *folder*: the bytes of each note by its path."""
    subprocess.run([sys.executable, str(MAKER), str(folder), *words.split()], check=True, timeout=60)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.md")}


@pytest.mark.parametrize("words", WAYS)
def test_the_same_arguments_give_the_same_bytes(tmp_path: Path, words: str) -> None:
    """Twice, in two folders."""
    one = make(tmp_path / "one", words)
    assert one == make(tmp_path / "two", words)
    assert len(one) == 120 + (20 if " 20" in words else 0)


@pytest.mark.parametrize("words", WAYS)
def test_no_note_has_a_problem_but_those_asked_for(
    vault: VaultFolder, netnotes: Callable[..., Answer], words: str
) -> None:
    """`check` tells of one problem in each note that is broken on purpose, and of nothing else."""
    notes = make(vault.path, words)
    problems = netnotes("check --format json").json()
    assert len({problem["path"] for problem in problems}) == len(problems) == (6 if "--broken" in words else 0)
    assert {problem["code"] for problem in problems} == ({"yaml", "fm-toml"} if problems else set())
    assert {problem["path"] for problem in problems} <= set(notes)
    if not problems:
        assert len(netnotes("list --format json").json()) == 120


def test_odd_notes_are_among_them(tmp_path: Path) -> None:
    """CRLF, names whose accents are signs of their own, and every unusual form of frontmatter."""
    notes = make(tmp_path / "vault", "400")
    assert sum(b"\r\n" in note for note in notes.values()) == 40
    assert any(path != unicodedata.normalize("NFC", path) for path in notes)
    every = b"\n".join(notes.values())
    for form in (b'name: "', b"name: '", b"  - person\n", b"\nabout: |\n", b"\nx-29: 29\n", b"\ncircle:: ", b"&home"):
        assert form in every


def test_folders_share_the_people(tmp_path: Path) -> None:
    """Each of them gets as many."""
    notes = make(tmp_path / "vault", "120 --folders 3")
    folders = [path.rpartition("/")[0] for path in notes]
    assert {folder: folders.count(folder) for folder in folders} == {f"people/00{n}": 40 for n in range(3)}
