"""Commands that are printed work as they stand: on one line, whole, and for the person they are printed for."""

from __future__ import annotations

import shlex
from collections.abc import Callable

import pytest
from conftest import Answer, VaultFolder

Run = Callable[..., Answer]
DAY = "--today 2026-11-24"
LOG = ["2026-11-14 lunch"]
NAMES = [
    "-dash",
    "--sent",
    "people/cy.md",
    "cy.md",
    "Es\x1bcape",
    'O\'Neill "x" $HOME `w` \\',
    "Cy",
    "Bo Bi",
    "葛飾 北斎",
]


@pytest.fixture(params=NAMES)
def named(request: pytest.FixtureRequest, vault: VaultFolder) -> str:
    """The name of somebody whom a command is printed for, among others whom it must not mean."""
    vault.person("Cy", path="people/cy.md", log=LOG)
    vault.person("Cy", path="people/cy-2.md", log=LOG)
    vault.person("Bo", needs=["a kiln"], log=LOG)
    vault.person("Bo Bi", path="people/both.md", log=LOG)
    vault.person(request.param, path="people/meant.md", offers=["a kiln"], log=LOG)
    return str(request.param)


def commands(answer: Answer) -> list[str]:
    """The lines that are a command and nothing else."""
    assert answer.exit_code == 0, answer.stderr
    return [line.strip() for line in answer.lines if line.strip().startswith("netnotes ")]


@pytest.mark.parametrize("columns", ["20", "40", "80"])
def test_an_introduction_by_what_is_printed(named: str, columns: str, vault: VaultFolder, netnotes: Run) -> None:
    """From `introductions` on, each next command is the one that was printed last, until the two are introduced."""
    (command,) = commands(netnotes(f"introductions {DAY}", env={"COLUMNS": columns}))
    if not named.isprintable():
        # No link can be written of such a name, so the steps end here.
        assert command == "netnotes introduce Bo people/meant.md"
        return
    for _ in range(4):
        answer = netnotes(*shlex.split(command)[1:], *DAY.split(), env={"COLUMNS": columns})
        (command,) = commands(answer) or [""]
    assert not command
    assert "introduced: to" in (vault.path / "people/meant.md").read_text()


@pytest.mark.parametrize("columns", ["20", "40", "80"])
def test_a_way_by_what_is_printed(named: str, columns: str, vault: VaultFolder, netnotes: Run) -> None:
    """`path` to somebody whom nobody knows: once the printed line is written, there is a way."""
    meant = vault.path / "people/meant.md"
    meant.write_text(meant.read_text().replace("- 2026", "- note 2026"))
    (command,) = commands(netnotes(f"path people/meant.md {DAY}", env={"COLUMNS": columns}))
    assert netnotes(*shlex.split(command.replace("WHO", "people/Bo.md"))[1:], *DAY.split()).exit_code == 0
    ways = netnotes(f"path people/meant.md {DAY} --format json").json()["ways"]
    assert [hop["name"] for hop in ways[0]["hops"]] == ["Bo", named]


@pytest.mark.parametrize("columns", ["20", "40", "80"])
def test_what_explain_prints(named: str, columns: str, vault: VaultFolder, netnotes: Run) -> None:
    """Both decisions and the timeline, for the person who is explained."""
    vault.write("netnotes.toml", '[circles]\nin = {}\n"so so" = { cadence = "1 month" }\n')
    meant = vault.path / "people/meant.md"
    meant.write_text(meant.read_text().replace("- 2026", "- 2025"))
    found = commands(netnotes(f"explain people/meant.md {DAY}", env={"COLUMNS": columns}))
    assert [line.split()[1] for line in found] == ["keep", "let-go", "timeline"]
    for line in found[:2]:
        answer = netnotes(*shlex.split(line)[1:], *DAY.split(), "--format", "json")
        assert answer.json()["path"] == "people/meant.md"
    assert netnotes(*shlex.split(found[2])[1:], *DAY.split()).exit_code == 0


def test_what_was_typed_is_kept_where_it_means_them(vault: VaultFolder, netnotes: Run) -> None:
    """Short words stay short; a part of a name that is too little to write by becomes the name."""
    vault.person("Ada Lovelace", log=LOG)
    vault.person("Caroline Herschel", log=LOG)
    assert commands(netnotes(f"introduce lovelace 'caroline herschel' {DAY}")) == [
        "netnotes introduce lovelace 'caroline herschel' --asked lovelace"
    ]
