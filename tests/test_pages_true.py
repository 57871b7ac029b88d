"""Every page is its own person's, and none is left as it was when something on it has changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Answer, VaultFolder

Build = Callable[[], dict[str, str]]
TODAY = "2026-11-24"


@pytest.fixture
def build(netnotes: Callable[..., Answer], tmp_path: Path) -> Build:
    """Bring the pages up to date; the text of each by what it is called without its checksum."""

    def run() -> dict[str, str]:
        site = tmp_path / "site"
        assert netnotes("build", "--out", str(site), "--today", TODAY).exit_code == 0
        return {path.stem: path.read_text(encoding="utf-8") for path in site.rglob("*.html")}

    return run


def page(pages: dict[str, str], stem: str) -> str:
    """The one page of somebody whose file is called so."""
    found = [text for name, text in pages.items() if name.startswith(f"{stem}-")]
    assert len(found) == 1, (stem, sorted(pages))
    return found[0]


def test_a_page_that_another_note_had_is_never_left_for_somebody_else(vault: VaultFolder, build: Build) -> None:
    """`people/Ann Lee.md` goes, `people/work/Ann Lee.md` is there: nobody finds the first Ann on the second's page."""
    first = vault.person("Ann Lee", why="the pianist")
    vault.person("Ann Lee", why="the lawyer", path="people/work/Ann Lee.md")
    before = build()
    first.unlink()
    after = build()
    assert "the lawyer" in page(after, "ann-lee")
    lawyer = next(name for name, text in before.items() if "the lawyer" in text)
    assert "the lawyer" in after[lawyer]


def test_somebody_new_takes_nobody_s_page_over(vault: VaultFolder, build: Build) -> None:
    """`Jo (work).md` sorts before `Jo work.md`, whose page stays where it is, with every link to it."""
    vault.person("Jo Work", why="of old", path="people/Jo work.md")
    vault.person("Bo", log=["2026-11-01 tea with [[Jo work]]"])
    before = build()
    vault.person("Jo", why="new here", path="people/Jo (work).md")
    after = build()
    assert all("of old" in after[name] for name, text in before.items() if "of old" in text)
    old = next(name for name, text in after.items() if "of old" in text and name != "index")
    assert f'href="{old}.html"' in page(after, "bo")


def test_two_spellings_of_one_path_have_one_page_name(vault: VaultFolder, build: Build) -> None:
    """An accent in one sign or in two: macOS may write the one for the other."""
    vault.person("Zoe", path="people/Zo\u00eb.md")
    first = set(build())
    (vault.path / "people" / "Zo\u00eb.md").rename(vault.path / "people" / "Zoe\u0308.md")
    assert set(build()) == first


def test_a_task_in_a_daily_note_shows_and_goes(vault: VaultFolder, build: Build) -> None:
    """Tasks of notes that are nobody's stand on the page of everyone they link to."""
    vault.person("Ada", circle="close")
    vault.write("daily/2026-11-20.md", "- [ ] send [[Ada]] the list\n")
    assert "the list" in page(build(), "ada")
    vault.write("daily/2026-11-20.md", "- [ ] send [[Ada]] the letter\n")
    assert "the letter" in page(build(), "ada")
    vault.write("daily/2026-11-20.md", "- nothing\n")
    assert "the letter" not in page(build(), "ada")


@pytest.mark.parametrize(
    "note",
    [
        "---\ntype: person\n---\nKnows [[Bobby]] from school.\n",
        "---\ntype: person\n---\nKnows [him](Bobby.md) from school.\n",
        "---\ntype: person\n---\n![[Bobby]]\n",
        '---\ntype: person\nneeds: "to meet [[Bobby]]"\n---\n',
        "---\ntype: person\n---\n- [ ] ask [[Bobby]]\n",
        '---\ntype: person\nknows: ["[[Bobby]]"]\n---\n',
        '---\ntype: person\nmet-through: "[[Bobby]]"\n---\n',
    ],
)
def test_links_in_text_and_fields_follow_who_comes_and_goes(vault: VaultFolder, build: Build, note: str) -> None:
    """A name, a file or an alias that a link leads to from now on, or no longer."""
    vault.write("people/Ada.md", note)
    vault.write("people/Bob Lee.md", "---\ntype: person\n---\n")
    assert 'href="bob' not in page(build(), "ada")
    vault.write("people/Bob Lee.md", "---\ntype: person\naliases: [Bobby]\n---\n")
    assert 'href="bob-lee-' in page(build(), "ada")
    vault.write("people/Bob Lee.md", "---\ntype: person\n---\n")
    assert 'href="bob' not in page(build(), "ada")
    vault.write("people/Bobby.md", "---\ntype: person\n---\n")
    assert 'href="bobby-' in page(build(), "ada")
    (vault.path / "people" / "Bobby.md").unlink()
    assert 'href="bob' not in page(build(), "ada")


def test_two_spellings_of_one_name_keep_their_people(vault: VaultFolder, build: Build) -> None:
    """A sync leaves `Café` in one sign and in two; when one goes, no page tells of the other."""
    first = vault.write("people/Caf\u00e9.md", "---\ntype: person\nname: One\n---\n")
    other = vault.write("people/Cafe\u0301.md", "---\ntype: person\nname: Two\n---\n")
    assert first.exists()
    for gone, left in ((other, "One"), (first, "Two")):
        text = gone.read_text(encoding="utf-8")
        before = build()
        assert len(before) == 3
        gone.unlink()
        assert f"<h1>{left}" in page(build(), "cafe")
        gone.write_text(text, encoding="utf-8")


def test_a_build_cut_short_leaves_no_page_for_ever(
    vault: VaultFolder, netnotes: Callable[..., Answer], tmp_path: Path
) -> None:
    """What was written before the disk said no is known for ours, and goes when nobody has it any more."""
    site = tmp_path / "site"
    vault.person("Ada")
    assert netnotes("build", "--out", str(site)).exit_code == 0
    zed = vault.person("Zed", why="a secret")
    (site / "index.html").unlink()
    (site / "index.html").mkdir()
    assert netnotes("build", "--out", str(site)).exit_code == 6
    assert list(site.glob("people/zed-*.html"))
    (site / "index.html").rmdir()
    zed.unlink()
    assert netnotes("build", "--out", str(site)).exit_code == 0
    assert not list(site.glob("people/zed-*.html"))


def test_private_after_a_build_cut_short_leaves_no_words(
    vault: VaultFolder, netnotes: Callable[..., Answer], tmp_path: Path
) -> None:
    """Pages with words that a build wrote before it was killed are taken away by one without."""
    site = tmp_path / "site"
    for name in ("Ada", "Bo"):
        vault.person(name, why="a secret")
    (site / "people").mkdir(parents=True)
    (site / ".netnotes-site").write_text("{}", encoding="utf-8")
    (site / "index.html").mkdir()
    assert netnotes("build", "--out", str(site)).exit_code == 6
    assert len(list(site.glob("people/*.html"))) == 2
    (site / "index.html").rmdir()
    assert netnotes("build", "--private", "--out", str(site)).exit_code == 0
    held = [path.read_text(encoding="utf-8") for path in site.rglob("*.html")]
    assert len(held) == 3
    assert not any("a secret" in text for text in held)


def test_a_build_of_another_day_cut_short_passes_for_no_other(
    vault: VaultFolder, netnotes: Callable[..., Answer], tmp_path: Path
) -> None:
    """Half of the pages are of that day already; the next build knows, whatever day it is of."""
    site = tmp_path / "site"
    vault.person("Ada", circle="close", log=["2026-11-20 tea: plums"])
    for day, code in ((TODAY, 0), ("2027-03-01", 6), (TODAY, 0)):
        if code:
            (site / "index.html").unlink()
            (site / "index.html").mkdir()
        assert netnotes("build", "--out", str(site), "--today", day).exit_code == code
        if code:
            (site / "index.html").rmdir()
    assert netnotes("build", "--out", str(tmp_path / "whole"), "--today", TODAY).exit_code == 0
    for path in (tmp_path / "whole").rglob("*.html"):
        assert (site / path.relative_to(tmp_path / "whole")).read_bytes() == path.read_bytes(), path.name


def test_people_of_one_name_stand_in_one_order(
    vault: VaultFolder, netnotes: Callable[..., Answer], tmp_path: Path
) -> None:
    """Whichever note was read last: two builds are the same bytes."""
    vault.person("Ann", path="people/A.md", body="- [ ] x1 📅 2026-11-26")
    note = vault.person("Ann", path="people/B.md", body="- [ ] x2 📅 2026-11-26")
    text = note.read_text(encoding="utf-8")
    for step in ("one", "two", "three"):
        assert netnotes("build", "--out", str(tmp_path / step), "--today", TODAY).exit_code == 0
        note.unlink() if step == "one" else note.write_text(text, encoding="utf-8")
    assert netnotes("index --rebuild").exit_code == 0
    assert netnotes("build", "--out", str(tmp_path / "last"), "--today", TODAY).exit_code == 0
    first, last = ((tmp_path / step / "index.html").read_bytes() for step in ("three", "last"))
    assert first == last


def test_all_new_people_are_new(vault: VaultFolder, build: Build) -> None:
    """The list of new people has a cap, and being new has none."""
    for number in range(1, 12):
        vault.person(f"N{number:02}", met=f"2026-11-{number:02}")
    assert build()["index"].count('data-s="new"') == 11
