"""The pages in a real browser: from a file, searched, by keyboard, on paper; and live, while notes change."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from browsing import Heard, needs_browser
from conftest import VaultFolder, page_of

pytestmark = needs_browser


@pytest.mark.parametrize("width", [360, 1280, 1600])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_open_from_a_file_in_silence(browser: Any, site: Path, width: int, scheme: str) -> None:
    """No request but for its own files, no message, and nothing wider than the window."""
    page = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme).new_page()
    heard = Heard(page, f"file://{site}/")
    for path in (site / "index.html", page_of(site, "ada-lovelace"), page_of(site, "tilda-marsh")):
        page.goto(f"file://{path}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        assert page.evaluate("getComputedStyle(document.body).fontSize") == "15px"
    assert heard.said == []


def test_the_search_narrows(browser: Any, site: Path) -> None:
    """By name without accents, by circle, by state; and says when there is nobody."""
    page = browser.new_page()
    page.goto(f"file://{site}/index.html")
    rows = page.locator(".list tbody tr:visible")
    assert rows.count() == 31
    page.fill("#q", "joaquin")
    page.wait_for_selector("#n:text-is('1 of 31')")
    assert rows.count() == 1
    page.fill("#q", "")
    page.select_option("#c", "inner")
    inner = page.locator(".list tr[data-c=inner]").count()
    page.wait_for_selector(f"#n:text-is('{inner} of 31')")
    assert set(rows.locator("td:nth-child(2)").all_inner_texts()) == {"inner"}
    page.fill("#q", "zzz")
    page.wait_for_selector("#n:text-is('Nobody by that description.')")


def test_the_keyboard_reaches_everything_and_shows_where_it_is(browser: Any, site: Path) -> None:
    """Tab goes through links, fields and folds in the order of the page, each with an outline; / goes to the search."""
    page = browser.new_page()
    page.goto(f"file://{site}/index.html")
    wanted = page.evaluate(
        "[...document.querySelectorAll('a[href]:not([tabindex=\"-1\"]),summary,input,select,button')]"
        ".filter(one => one.checkVisibility()).length"
    )
    seen = set()
    for _ in range(wanted + 80):
        page.keyboard.press("Tab")
        at = page.evaluate(
            "(e => [e.tagName, e.textContent.slice(0, 40), getComputedStyle(e).outlineStyle,"
            " Math.round(e.getBoundingClientRect().top + scrollY)])(document.activeElement)"
        )
        if at[0] == "BODY":
            break
        assert at[2] != "none", at
        seen.add((at[0], at[1], at[3]))
    tags = {tag for tag, _, _ in seen}
    assert {"A", "SUMMARY", "INPUT", "SELECT"} <= tags
    assert len(seen) > wanted * 0.9
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"


def test_no_label_lies_on_another_or_on_a_dot(browser: Any, site: Path) -> None:
    """Measured in the browser, in three families of letters."""
    for family in ("Noto Sans", "DejaVu Sans", "serif"):
        for width in (360, 1280):
            page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
            for path in (site / "index.html", page_of(site, "ada-lovelace")):
                page.goto(f"file://{path}")
                page.evaluate(
                    "family => document.querySelectorAll('svg text').forEach(t => t.style.fontFamily = family)", family
                )
                assert page.evaluate(OVERLAPS) == [], (family, width, path)


OVERLAPS = """() => {
  const found = [];
  for (const svg of document.querySelectorAll('figure svg')) {
    if (!svg.getBoundingClientRect().width) continue;
    const boxes = [...svg.querySelectorAll('text')].map(t => [t.textContent, t.getBBox()]);
    const dots = [...svg.querySelectorAll('circle.on,circle.off')].map(c => c.getBBox());
    const meet = (a, b) => a.x < b.x + b.width - 1 && b.x < a.x + a.width - 1
      && a.y + 3 < b.y + b.height - 3 && b.y + 3 < a.y + a.height - 3;
    boxes.forEach(([said, box], i) => {
      for (const [other, its] of boxes.slice(i + 1)) if (meet(box, its)) found.push(`${said} / ${other}`);
      for (const dot of dots) if (meet(box, dot)) found.push(`${said} / a dot`);
    });
  }
  return found;
}"""


def test_on_paper_folds_are_open(browser: Any, site: Path) -> None:
    """What is folded on the screen is printed."""
    page = browser.new_page()
    page.goto(f"file://{site}/index.html")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("[...document.querySelectorAll('.fold')].every(fold => fold.open)")
    assert not page.locator(".find").is_visible()
    assert len(page.pdf()) > 10_000


def test_an_open_page_follows_every_save_and_keeps_its_place(browser: Any, serving: str, vault: VaultFolder) -> None:
    """A save in place and one by a new file show without a reload; a broken note has its banner until it is mended."""
    page = browser.new_context(viewport={"width": 1280, "height": 700}).new_page()
    heard = Heard(page, serving)
    page.goto(serving)
    page.locator("a:text-is('Ada Lovelace'):visible").first.click()
    page.wait_for_url("**/people/**")
    page.evaluate("scrollTo(0, 900)")
    note = vault.path / "people" / "Ada Lovelace.md"
    text = note.read_text(encoding="utf-8")
    note.write_text(text.replace("## Log\n", "## Log\n\n- 2026-11-20 walk: saved in place\n", 1), encoding="utf-8")
    page.wait_for_selector("text=saved in place", timeout=20_000)
    assert page.evaluate("scrollY") > 800
    fresh = note.with_name(".ada.new")
    fresh.write_text(text.replace("## Log\n", "## Log\n\n- 2026-11-20 walk: saved anew\n", 1), encoding="utf-8")
    os.replace(fresh, note)
    page.wait_for_selector("text=saved anew", timeout=20_000)
    page.goto(serving)
    broken = vault.write("people/Broken.md", '---\nname: "never closed\n---\n')
    page.wait_for_selector("code:has-text('people/Broken.md')", state="attached", timeout=20_000)
    broken.write_text("---\nname: Broken No More\n---\n", encoding="utf-8")
    page.wait_for_selector("code:has-text('people/Broken.md')", state="detached", timeout=20_000)
    assert heard.said == []
