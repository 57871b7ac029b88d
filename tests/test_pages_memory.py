"""A process that builds again and again writes what a new one would: what it remembers is never in the way."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from conftest import Answer, VaultFolder
from test_pages_follow import TODAY, VAULTS, edit, pages, people_in

from netnotes.commands.context import Context
from netnotes.commands.pages import Built, build
from netnotes.model.memory import Memory
from netnotes.vault.site import Site

EDITS = 60 if os.environ.get("NETNOTES_LONG") else 9


def built(vault: VaultFolder, out: Path, memory: Memory, today: str = TODAY) -> Built:
    """What a build of *vault* came to."""
    context = Context(date.fromisoformat(today))
    context.vault, context.quiet = str(vault.path), True
    return build(context, Site(str(out)), context.today, memory, private=False)


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CACHE", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))


@pytest.mark.parametrize("kind", VAULTS)
def test_memory_follows_every_edit(
    kind: str, vault: VaultFolder, netnotes: Callable[..., Answer], tmp_path: Path
) -> None:
    """One process builds after every edit, another one the whole: the pages are the same."""
    shutil.copytree(VAULTS[kind], vault.path, dirs_exist_ok=True)
    chance, memory = random.Random(f"memory of {kind}"), Memory()
    done: list[str] = []
    for number in range(EDITS):
        built(vault, tmp_path / "site", memory)
        whole = tmp_path / f"whole{number}"
        built(vault, whole, Memory())
        assert pages(tmp_path / "site") == pages(whole), done
        shutil.rmtree(whole)
        people = people_in(vault, netnotes)
        if not people:
            break
        done.append(edit(chance, vault, people))


def test_memory_and_the_day(vault: VaultFolder, tmp_path: Path) -> None:
    """What was made on another day, or with other settings, is not taken for today's."""
    vault.person("Ada", circle="close", log=[f"2026-{month:02}-02 tea (90 min): x" for month in range(1, 12)])
    memory = Memory()
    for day in ("2026-11-23", "2026-11-24", "2027-03-01", "2026-11-24"):
        for circle in ("minutes = 60", "minutes = 30"):
            vault.write("netnotes.toml", f"[circles.close]\nevery = '1 month'\n{circle}\n")
            built(vault, tmp_path / "site", memory, day)
            built(vault, tmp_path / "whole", Memory(), day)
            assert pages(tmp_path / "site") == pages(tmp_path / "whole")
            shutil.rmtree(tmp_path / "whole")


def test_nothing_changed_is_looked_at(vault: VaultFolder, tmp_path: Path) -> None:
    """Where nothing changed, nothing is written; what somebody did to the pages meanwhile is put right."""
    ada = vault.person("Ada", circle="close", log=["2026-11-02 tea: x"])
    site, memory = tmp_path / "site", Memory()
    assert built(vault, site, memory).written
    before, page = pages(site), next((site / "people").iterdir())
    assert built(vault, site, memory)._replace(folder="") == Built("", 2, [], 0, [], 0)
    for spoil in (
        lambda: (site / "index.html").write_text("other", encoding="utf-8"),
        lambda: (site / "page.js").unlink(),
        page.unlink,
    ):
        spoil()
        assert len(built(vault, site, memory).written) == 1
        assert pages(site) == before
    ada.write_text(ada.read_text(encoding="utf-8") + "- 2026-11-03 call: y\n", encoding="utf-8")
    assert len(built(vault, site, memory).written) == 2
