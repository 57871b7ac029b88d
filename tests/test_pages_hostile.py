"""Forty hostile notes in a real browser: every page is opened, every link on it used, and nothing happens but that."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from browsing import Heard, needs_browser
from conftest import EXAMPLE, Answer, VaultFolder, page_of
from hostile import TEXTS, write_hostile

SAFE = ("https://", "http://", "mailto:", "tel:", "file:///")
# What the words of a note may be made of, whatever the templates have.
PROSE = {
    "A": {"href", "rel"},
    **{name: set[str]() for name in ("P", "BR", "EM", "STRONG", "S", "CODE", "PRE", "BLOCKQUOTE", "UL", "OL", "LI")},
}
ELEMENTS = """() => {
  const found = {};
  for (const element of document.querySelectorAll("*")) {
    const name = element.tagName;
    found[name] = [...new Set([...(found[name] || []), ...element.getAttributeNames()])];
  }
  return found;
}"""
LINKS = """() => [...document.querySelectorAll("a[href]")].map(one => one.getAttribute("href"))"""


def shipped(browser: Any, folder: Path) -> dict[str, set[str]]:
    """The elements of the example's pages with their attributes: all that the templates make."""
    found: dict[str, set[str]] = {name: set(attributes) for name, attributes in PROSE.items()}
    page = browser.new_page()
    for path in folder.rglob("*.html"):
        page.goto(f"file://{path}")
        for name, attributes in page.evaluate(ELEMENTS).items():
            found.setdefault(name, set()).update(attributes)
    page.close()
    return found


@pytest.fixture
def known(browser: Any, netnotes: Callable[..., Answer], tmp_path: Path) -> dict[str, set[str]]:
    """What the templates make: the pages of the example, with a note in it that is broken."""
    example = VaultFolder(tmp_path / "example")
    shutil.copytree(EXAMPLE, example.path, dirs_exist_ok=True)
    out = str(tmp_path / "known")
    assert netnotes("--vault", str(example), "build", "--out", out, "--today", "2026-11-24").exit_code == 0
    return shipped(browser, tmp_path / "known")


@pytest.fixture
def hostile(vault: VaultFolder, netnotes: Callable[..., Answer], tmp_path: Path) -> Path:
    """The pages of the hostile vault."""
    write_hostile(vault)
    answer = netnotes("build", "--out", str(tmp_path / "site"), "--today", "2026-11-24")
    assert answer.exit_code == 0, answer.stderr
    return tmp_path / "site"


def use(page: Any, address: str, site: Path) -> None:
    """Hover over every link of the page at *address*, and click those that stay on the site."""
    page.goto(address)
    for href in sorted(set(page.evaluate(LINKS))):
        quoted = href.replace("\\", "\\\\").replace('"', '\\"')
        link = page.locator(f'a[href="{quoted}"]:visible').first
        if not link.count() or href == "#main":
            continue
        if href.startswith(SAFE):
            link.hover()
            continue
        link.click()
        assert page.url.startswith(f"file://{site}/"), href
        if page.url.split("#")[0] != address:
            page.goto(address)


@needs_browser
@pytest.mark.slow
def test_every_page_and_every_link_of_it(browser: Any, hostile: Path, known: dict[str, set[str]]) -> None:
    """No dialog, no message, no request, no way off the site, and no element or attribute but the templates' own."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    context.on("page", lambda another: pytest.fail(f"a window was opened: {another.url}"))
    heard = Heard(page, f"file://{hostile}/")
    paths = [hostile / "index.html", *sorted(hostile.glob("people/*.html"))]
    assert len(paths) > len(TEXTS)
    texts = ""
    for path in paths:
        use(page, f"file://{path}", hostile)
        page.goto(f"file://{path}")
        texts += page.evaluate("document.body.textContent")
        for name, attributes in page.evaluate(ELEMENTS).items():
            assert set(attributes) <= known.get(name, set()), (path.name, name, attributes)
        assert page.evaluate("[...document.scripts].map(one => one.getAttribute('src'))") in (
            ["page.js"],
            ["../page.js"],
        )
        hrefs = [href for href in page.evaluate(LINKS) if ":" in href]
        assert all(href.startswith(SAFE) for href in hrefs), hrefs
        assert not any("passwd" in href for href in hrefs)
        assert page.evaluate("document.title")
    assert heard.said == []
    for text in (
        "{{ 7 * 7 }}",
        "<script>alert(1)</script>",
        "&lt;script&gt;",
        "<base href=//evil.example/>",
        "<!-- never closed",
    ):
        assert text in texts
    assert not set("\u202e\u2066\u200f\u061c") & set(texts)


@needs_browser
def test_what_is_typed_into_the_search_is_text(browser: Any, hostile: Path) -> None:
    """The script that searches makes no HTML of what it finds."""
    page = browser.new_page()
    heard = Heard(page, f"file://{hostile}/")
    page.goto(f"file://{hostile}/index.html")
    elements = page.evaluate("document.querySelectorAll('*').length")
    for text in TEXTS[:12]:
        page.fill("#q", text)
    for select in ("#c", "#s", "#t"):
        for index in range(page.locator(f"{select} option").count()):
            page.select_option(select, index=index)
    assert page.evaluate("document.querySelectorAll('*').length") == elements
    assert heard.said == []


def test_only_what_looks_like_an_address_is_one(
    vault: VaultFolder, netnotes: Callable[..., Answer], tmp_path: Path
) -> None:
    """A mail address, a number, a web address; whatever else stands in such a field stays text."""
    live = {
        "email": ["ada@analytical.example", "zoë.quill+notes@büro.example"],
        "phone": ["+44 (0)20 7946 0018", "030/1234-56", "020 7946 0018 ext. 5"],
        "url": ["https://analytical.example/a?b=c#d", "http://x.example"],
    }
    dead = {
        "email": ["a@b.example?bcc=c@d.example", "mailto:a@b.example", "[x](javascript:alert(1))", "ask Mary"],
        "phone": ["[x](file:///etc/passwd)", "\u2066+44 20", "home: 12", "javascript:1"],
        "url": ["javascript:alert(1)", "//evil.example", "file:///etc/passwd", 'https://x.example/"onclick=alert(1)'],
    }
    for number, (fields, lead) in enumerate([(live, True), (dead, False)]):
        for label, values in fields.items():
            for at, value in enumerate(values):
                vault.person(f"{label} {number} {at}", circle="close", **{label: value})
                out = tmp_path / f"{label}-{number}-{at}"
                assert netnotes("build", "--out", str(out), "--today", "2026-11-24").exit_code == 0
                page = page_of(out, f"{label}-{number}-{at}").read_text(encoding="utf-8")
                facts = page.partition('<dl class="facts">')[2].partition("</dl>")[0]
                assert ("href=" in facts) is lead, value
