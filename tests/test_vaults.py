"""Vaults of the kinds that people have: what is read from each, against a table that was written by hand first."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Answer, VaultFolder

VAULTS = Path(__file__).parent / "vaults"
KINDS = sorted(path.name for path in VAULTS.iterdir() if path.is_dir())
TODAY = "2026-11-24"


def table(kind: str, name: str) -> list[dict[str, str]]:
    """The rows of a table beside the notes."""
    with (VAULTS / kind / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest, vault: VaultFolder) -> str:
    """One vault after the other, copied to where the program asks."""
    shutil.copytree(VAULTS / request.param, vault.path, dirs_exist_ok=True)
    return str(request.param)


def test_who_is_a_person(kind: str, netnotes: Callable[..., Answer]) -> None:
    """Everyone in the table and nobody else, with last contact, due day and status."""
    listed = [
        {key: row[key] or "" for key in ("name", "path", "last_contact", "due", "status")}
        for row in netnotes(f"list --today {TODAY} --format json").json()
    ]
    expected = sorted(table(kind, "PEOPLE.tsv"), key=lambda row: row["path"])
    assert sorted(listed, key=lambda row: row["path"]) == expected


def test_every_interaction(kind: str, netnotes: Callable[..., Answer]) -> None:
    """Every line that must be read, and no other, with its kind, its direction and whether it counts."""
    expected: dict[str, list[tuple[str, ...]]] = {row["name"]: [] for row in table(kind, "PEOPLE.tsv")}
    for row in table(kind, "EXPECTED.tsv"):
        cells = ("date", "kind", "direction", "counts", "path", "line")
        expected[row["person"]].append(tuple(row[cell] for cell in cells))
    found = {}
    for row in table(kind, "PEOPLE.tsv"):
        events = netnotes("timeline", row["path"], "--today", TODAY, "--format", "json").json()["events"]
        found[row["name"]] = sorted(
            (e["date"] or "", e["kind"], e["direction"] or "", e["counts"], e["path"], str(e["line"])) for e in events
        )
    assert found == {name: sorted(rows) for name, rows in expected.items()}
