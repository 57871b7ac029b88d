"""Which paths wake a watch."""

from __future__ import annotations

from pathlib import Path

import pytest

from netnotes.live.wanted import wants_in

WANTED = """
Ada.md people/Ada.md people/Ada.MD people/ a/b/c/ netnotes.toml .netnotes/ .netnotes/templates/
.netnotes/templates/page.html .netnotes/templates/deep/ .netnotes/templates/deep/page.html sites/Ada.md people/~Ada.md
"""
UNWANTED = """
.netnotes/undo/ .netnotes/undo/1/Ada.md .netnotes/lock .netnotes/.gitignore .netnotes/templates/.page.html.swp
.netnotes/templates/page.html~ .netnotes/templates/4913 .git/ .git/x.md .obsidian/workspace.json people/.Ada.md.swp
people/.netnotes-1.tmp people/.#Ada.md .Ada.md people/Ada.md~ people/#Ada.md# 4913 photo.jpg people/netnotes.toml
site/ site/index.html site/people/ site/notes.md
"""


@pytest.mark.parametrize(("paths", "wanted"), [(WANTED, True), (UNWANTED, False)])
def test_what_wakes_a_watch(tmp_path: Path, paths: str, wanted: bool) -> None:
    """Notes, folders, the settings and the vault's own templates do; what is hidden, litter or our own does not."""
    wants = wants_in(str(tmp_path), [str(tmp_path / "site"), str(tmp_path.parent)])
    assert [path for path in paths.split() if wants(path) is not wanted] == []
