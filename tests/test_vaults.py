"""Vaults of the kinds that people have: what is read from each, against a table that was written by hand first."""

from __future__ import annotations

import csv
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

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


# A link as it can be written, in a note as plain text: this test has its own eyes.
_LINK = re.compile(r"\[\[([^\[\]|#]+)[^\[\]]*\]\]|\]\((?!https?:)([^()]+)\)")
_UNREAD = re.compile(
    r"^```.*?^```|<!--.*?-->|%%.*?%%|`[^`\n]*`|^-----BEGIN.*?^-----END[^\n]*|[^\n]*🔐[^\n]*", re.MULTILINE | re.DOTALL
)


def links(text: str) -> Iterator[tuple[int, list[str]]]:
    """The lines of *text* with what they link to, but for links in code, in comments and in encrypted text."""
    bare = _UNREAD.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    for number, line in enumerate(bare.split("\n"), 1):
        if found := [one or unquote(other) for one, other in _LINK.findall(line)]:
            yield number, found


def test_explain_accounts_for_every_line(kind: str, netnotes: Callable[..., Answer], vault: VaultFolder) -> None:
    """Every line that links to a person is counted or left out by a rule, and the sum is that of the timeline."""
    people = table(kind, "PEOPLE.tsv")
    told: dict[str, set[tuple[str, int]]] = {}
    for row in people:
        explained = netnotes("explain", row["path"], "--today", TODAY, "--format", "json").json()
        events = netnotes("timeline", row["path"], "--today", TODAY, "--format", "json").json()["events"]
        key = "date", "kind", "counts", "path", "line"
        counted = Counter(tuple(line[word] for word in key) for line in explained["counted"])
        assert counted == Counter(tuple(e[word] for word in key) for e in events if e["counts"] != "no"), row
        left = {(line["path"], line["line"]) for line in explained["not_counted"]}
        # A done task is no line, and a first meeting of which no day is known is a key.
        shown = {(e["path"], e["line"]) for e in events if e["counts"] == "no" and e["kind"] != "task" and e["date"]}
        assert shown <= left
        lines = (*explained["counted"], *explained["not_counted"])
        assert all(line["rule"] for line in lines)
        done = {(e["path"], e["line"]) for e in events if e["kind"] == "task"}
        told[row["path"]] = {(line["path"], line["line"]) for line in lines} | done
    for note in sorted(vault.path.rglob("*.md")):
        path = note.relative_to(vault.path).as_posix()
        explained = netnotes("explain", path, "--today", TODAY, "--format", "json").json()
        if explained["rule"] == 1 or "template" in (explained["why"] or "").lower():
            continue
        text = note.read_text(encoding="utf-8")
        fields = text.partition("\n---\n")[0].count("\n") if text.startswith("---\n") else -1
        for number, targets in links(text):
            for person in meant(targets, people, path):
                # What stands under a log line or a dated heading is part of it, and the people of a key of the key.
                assert any(where == path and at <= number for where, at in told[person]), (path, number, person)
                exact = (path, number) in told[person]
                assert exact or explained["person"] or number <= fields + 1, (path, number, person)
            if not explained["person"] and number > fields + 1:
                assert number in {line["line"] for line in explained["lines"]}, (path, number)


def meant(targets: list[str], people: list[dict[str, str]], here: str) -> Iterator[str]:
    """The paths of the people whom links mean by their full name or their file's, others than of the note at hand."""
    for target in targets:
        word = target.rpartition("/")[2].removesuffix(".md").strip().lower()
        found = [row["path"] for row in people if word in (row["name"].lower(), Path(row["path"]).stem.lower())]
        if len(found) == 1 and found[0] != here:
            yield found[0]
