"""The front page before there is much to show: what to do first, and no pictures of nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Answer, VaultFolder
from test_pages import Tags

TODAY = "2026-11-24"
Front = Callable[[], str]


@pytest.fixture
def front(netnotes: Callable[..., Answer], tmp_path: Path) -> Front:
    """Build, and read the front page."""

    def read() -> str:
        assert netnotes("build", "--out", str(tmp_path / "site"), "--today", TODAY).exit_code == 0
        return (tmp_path / "site" / "index.html").read_text(encoding="utf-8")

    return read


def parts(page: str) -> list[str]:
    """The headings of the parts that stand on a page."""
    return re.findall(r"<h2[^>]*>(.*?)</h2>", page)


def agenda_ends(netnotes: Callable[..., Answer]) -> str:
    """What the agenda in a terminal says last, in one line."""
    return netnotes(f"agenda --today {TODAY}").stdout.rpartition("\n\n")[2].replace("\n", " ").strip()


@pytest.mark.parametrize("notes", [[], ["Journal/2026-11-01.md", "ideas.md"]], ids=["nothing", "notes of other things"])
def test_a_vault_of_nobody_says_how_to_begin(
    vault: VaultFolder, netnotes: Callable[..., Answer], front: Front, notes: list[str]
) -> None:
    """In the terminal's words, and with the command; there is no picture and no part without anything in it."""
    for note in notes:
        vault.write(note, "figs\n")
    page = front()
    assert parts(page) == ["To begin"]
    text = Tags(page).text
    assert agenda_ends(netnotes) in text
    assert "No people here yet." in text
    assert 'netnotes new "Ada Lovelace"' in text
    assert "<svg" not in page
    assert "<table" not in page
    assert re.findall('href="#([^"]*)"', page) == ["main"]
    assert netnotes("new", "Ada Lovelace").exit_code == 0
    assert "Everyone" in parts(front())


def test_people_without_a_rhythm_are_told_of(vault: VaultFolder, netnotes: Callable[..., Answer], front: Front) -> None:
    """As in the terminal; pictures of nobody and of no hours are left out, and nothing leads to them."""
    vault.person("Ada")
    vault.person("Bob")
    page = front()
    said = "2 people, no contact on record yet, none with a rhythm yet."
    assert agenda_ends(netnotes).startswith(said)
    assert agenda_ends(netnotes) in Tags(page).text
    assert parts(page) == ["Today", "Promises", "New people", "The weeks ahead", "Everyone", "Overdue"]
    assert 'href="#circles"' not in page
    vault.person("Bob", circle="inner", log=["2026-11-20 tea (1h)"])
    page = front()
    assert {"Circles", "Balance"} < set(parts(page))
    assert 'href="#circles"' in page
    assert "none with a rhythm yet" not in page
