"""The pages as HTML: a parser that forgives nothing reads them, and the pictures are XML."""

from __future__ import annotations

import re
import shutil
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path

import html5lib
import pytest
from conftest import EXAMPLE, Answer, VaultFolder, page_of
from hostile import write_hostile

VAULTS = Path(__file__).parent / "vaults"


@pytest.mark.parametrize("name", ["example", "hostile", "dataview", "slugs", "daily-links", "empty"])
def test_every_page_is_html(vault: VaultFolder, netnotes: Callable[..., Answer], tmp_path: Path, name: str) -> None:
    """Of the example, of hostile notes, of vaults of other kinds and of nobody."""
    if name == "hostile":
        write_hostile(vault)
    elif name != "empty":
        shutil.copytree(EXAMPLE if name == "example" else VAULTS / name, vault.path, dirs_exist_ok=True)
    site = tmp_path / "site"
    for words in ([], ["--private"]):
        answer = netnotes("build", "--out", str(site), "--today", "2026-11-24", *words)
        assert answer.exit_code == 0, answer.stderr
        pages = list(site.rglob("*.html"))
        assert len(pages) > 1 or name == "empty"
        for path in pages:
            text = path.read_text(encoding="utf-8")
            html5lib.HTMLParser(strict=True).parse(text)
            for drawing in re.findall(r"<svg.*?</svg>", text, re.DOTALL):
                ElementTree.fromstring(drawing)


def test_every_mark_of_a_picture_is_in_its_key(
    vault: VaultFolder, netnotes: Callable[..., Answer], tmp_path: Path
) -> None:
    """What a dot or a hatch means is said under the picture."""
    shutil.copytree(EXAMPLE, vault.path, dirs_exist_ok=True)
    site = tmp_path / "site"
    assert netnotes("build", "--out", str(site), "--today", "2026-11-24").exit_code == 0
    for path, part in ((site / "index.html", "circles"), (page_of(site, "ada-lovelace"), "timeline")):
        section = path.read_text(encoding="utf-8").partition(f'id="{part}"')[2].partition("</section>")[0]
        section = section.replace('stroke="var(--seat)"', 'class="seat"')
        picture, _, key = section.partition('<ul class="key">')
        marks = set(re.findall(r'class="(on|off|seat|new-mark|in|out|both|band|hatchline)"', picture))
        marks |= set(re.findall(r"<rect[^>]*(rx=\"2.6\")", picture))
        assert len(marks) == 5
        assert all(f'class="{mark}"' in key or mark in key for mark in marks), marks
