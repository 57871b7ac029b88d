"""The folder of built pages: what is ours there, and what is said where a folder will not do."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Answer, VaultFolder, page_of

Ask = Callable[..., Answer]
FOREIGN = [
    "people/notes.html.bak", "people/My Notes.html", "people/Ada.html", "people/.html", "people/sub/x.html",
    "README.md", "photo.jpg", "mine.html", "INDEX.html", ".netnotes-site.bak", "people/page.js",
    "people/../mine.html", "people/a.html\n", "./index.htm", "people//x.html",
]  # fmt: skip


@pytest.fixture
def build(vault: VaultFolder, netnotes: Ask) -> Callable[[Path], Answer]:
    """Build the pages of a vault with one person into a folder."""
    vault.person("Ada", circle="close")
    return lambda out: netnotes("build", "--out", str(out), "--today", "2026-11-24")


def test_a_mark_that_was_edited_costs_nobody_a_file(build, tmp_path: Path) -> None:
    """Whatever the mark says is ours, only what has the name of a page is ever taken away."""
    site = tmp_path / "site"
    assert build(site).exit_code == 0
    for name in ["people/gone.html", "people/王-1a2bx.html", "people/ann-lee-0f3e2d1cxx.html", *FOREIGN]:
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text("words", encoding="utf-8")
    mark = json.loads((site / ".netnotes-site").read_text(encoding="utf-8"))
    mark["files"] += [*FOREIGN, "people/gone.html", "people/ann-lee-0f3e2d1cxx.html", "people/王-1a2bx.html", "people"]
    mark["files"] += ["people/../index.html", str(site / "photo.jpg"), 1, None, "style.css", "page.js", "index.html"]
    (site / ".netnotes-site").write_text(json.dumps(mark), encoding="utf-8")
    answer = build(site)
    assert answer.exit_code == 0
    assert [name for name in FOREIGN if not (site / name).exists()] == []
    assert (site / "people/王-1a2bx.html").exists()
    assert not (site / "people/gone.html").exists()
    assert not (site / "people/ann-lee-0f3e2d1cxx.html").exists()
    assert all((site / name).is_file() for name in ("index.html", "style.css", "page.js"))
    assert page_of(site, "ada").is_file()


@pytest.mark.parametrize("words", ["[" * 100_000, "{}", "[1]", '{"files": 1, "troubles": [1]}', "\x00"])
def test_a_mark_that_is_nonsense(build, tmp_path: Path, words: str) -> None:
    """The pages are all made anew."""
    site = tmp_path / "site"
    build(site)
    (site / ".netnotes-site").write_text(words, encoding="utf-8")
    assert build(site).exit_code == 0


def test_how_many_files_were_written(build, vault: VaultFolder, tmp_path: Path) -> None:
    """One is a file."""
    assert build(tmp_path / "site").lines[0] == "2 pages, 4 files written."
    (tmp_path / "site" / "style.css").unlink()
    assert build(tmp_path / "site").lines[0] == "2 pages, 1 file written."
    assert build(tmp_path / "site").lines[0] == "2 pages, 0 files written."


@pytest.mark.skipif(os.name == "nt", reason="no links there without more")
def test_folders_that_will_not_do(build, tmp_path: Path) -> None:
    """What stands in the way is named, and what to do."""
    out = tmp_path / "out"
    out.symlink_to(tmp_path / "nowhere")
    answer = build(out)
    assert answer.exit_code == 2
    assert answer.stderr == f"netnotes: {out} is a link that leads nowhere; mend it, or name a folder\n"
    site = tmp_path / "site"
    build(site)
    for path in (site / "people").iterdir():
        path.unlink()
    (site / "people").rmdir()
    (site / "people").write_text("words", encoding="utf-8")
    answer = build(site)
    assert answer.exit_code == 2
    assert answer.stderr == (
        f"netnotes: {site}/people is a file, and the folder of people's pages goes there; move it away\n"
    )
    assert (site / "people").read_text(encoding="utf-8") == "words"
    assert re.fullmatch(r"netnotes: .*/people is a file; name a folder\n", build(site / "people").stderr)
