"""``rename`` in vaults of every kind: nobody's history changes, whoever gets a new name."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Answer, VaultFolder

VAULTS = Path(__file__).parent / "vaults"
KINDS = sorted(path.name for path in VAULTS.iterdir() if path.is_dir())
TODAY = "2026-11-24"
Ask = Callable[..., Answer]


def everyone(netnotes: Ask) -> dict[str, str]:
    """Everybody's name by the path of their note."""
    rows = netnotes(f"list --today {TODAY} --format json").json()
    return {row["path"]: row["name"] for row in rows}


def histories(netnotes: Ask, called: dict[str, str]) -> dict[str, Any]:
    """What happened with everybody: lines by day, kind, direction and place; *called* gives new paths old names."""
    found = {}
    for path in everyone(netnotes):
        events = netnotes("timeline", path, "--today", TODAY, "--format", "json").json()["events"]
        found[called.get(path, path)] = sorted(
            (e["date"] or "", e["kind"], e["direction"] or "", e["counts"], called.get(e["path"], e["path"]))
            for e in events
        )
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_loses_a_line_whoever_is_renamed(kind: str, netnotes: Ask, vault: VaultFolder) -> None:
    """Everybody is renamed in turn; the histories of all are what they were, and `check` finds nothing new."""
    shutil.copytree(VAULTS / kind, vault.path, dirs_exist_ok=True)
    before, problems, renamed = histories(netnotes, {}), codes(netnotes), 0
    for path, name in everyone(netnotes).items():
        answer = netnotes("rename", path, f"Zz {name}", "--today", TODAY, "--format", "json")
        if answer.exit_code:
            assert answer.exit_code == 5, answer.stderr
            continue
        renamed += 1
        now = answer.json()["path"]
        assert everyone(netnotes)[now] == f"Zz {name}"
        assert histories(netnotes, {now: path}) == before, f"{path}: {name}"
        assert codes(netnotes) == problems, f"{path}: {name}"
        assert netnotes("undo").exit_code == 0
    assert renamed > len(before) // 2


def codes(netnotes: Ask) -> list[str]:
    """The codes of what `check` finds."""
    return sorted(problem["code"] for problem in netnotes("check --format json").json())


def test_a_folder_that_goes_by_the_name_keeps_the_file_s_name(vault: VaultFolder, netnotes: Ask) -> None:
    """What lies in `people/Bea/` is hers by the file's name, so that name stays; the note gets the new one."""
    vault.person("Bea", log=["2026-10-01 tea"])
    vault.write("people/Bea/2026-11-01 call.md", "Long talk.\n")
    vault.write("people/Bea/ideas.md", "Things.\n")
    answer = netnotes("rename", "bea", "Beatrix", "--today", TODAY)
    assert answer.lines == [
        "Bea: now Beatrix",
        "  people/Bea.md:3. The file keeps its name: what lies in people/Bea goes by it.",
        "  Undo: netnotes undo",
    ]
    assert everyone(netnotes) == {"people/Bea.md": "Beatrix"}
    assert [e["date"] for e in netnotes("timeline beatrix --format json").json()["events"]] == [
        "2026-10-01", "2026-11-01",
    ]  # fmt: skip


@pytest.mark.parametrize("words", [("rename", "bo", "Work"), ("new", "Work"), ("met", "Work")])
def test_no_folder_of_people_becomes_one_person_s(words: tuple[str, ...], vault: VaultFolder, netnotes: Ask) -> None:
    """`people/Work.md` would make everyone in `people/Work` a part of that one person's notes."""
    vault.person("Bo Ek", path="people/Bo Ek.md")
    vault.person("Ann Lee", path="people/Work/Ann Lee.md")
    answer = netnotes(*words, "--today", TODAY)
    if words[0] == "rename":
        assert "The file keeps its name" in answer.stdout
    else:
        assert answer.exit_code == 2
        assert answer.stderr == (
            "netnotes: people/Work.md would make everyone in people/Work part of that one person's notes; "
            "take another name\n"
        )
    assert "Ann Lee" in everyone(netnotes).values()


def test_the_old_file_s_name_still_leads_to_the_note(vault: VaultFolder, netnotes: Ask) -> None:
    """A plain `ada-lovelace` in a list of people, which is no link that could be rewritten, is an alias now."""
    ada = vault.write("people/ada-lovelace.md", "---\nname: Ada Lovelace\nslug: ada-l\n---\n")
    vault.write("meetings/2026-11-02 standup.md", "---\nattendees: [ada-lovelace]\n---\n")
    assert netnotes("rename", "ada", "Ada King", "--today", TODAY).exit_code == 0
    text = ada.with_name("ada-king.md").read_text(encoding="utf-8")
    assert text == "---\nname: Ada King\nslug: ada-l\naliases: [Ada Lovelace, ada-lovelace]\n---\n"
    assert len(netnotes("timeline 'ada king' --format json").json()["events"]) == 1
    assert netnotes("check").exit_code == 0
