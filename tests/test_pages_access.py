"""The pages for everyone: what axe-core finds, the system's own few colours, and paper."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from browsing import Heard, needs_browser
from conftest import page_of

pytestmark = needs_browser


def pages(site: Path) -> list[Path]:
    """The front page and two people's."""
    return [site / "index.html", page_of(site, "ada-lovelace"), page_of(site, "edmund-vole")]


@pytest.fixture(scope="module")
def axe() -> str:
    """The script of axe-core, which comes with a package that CI installs."""
    found = find_spec("axe_playwright_python")
    if found is None or not found.origin:
        pytest.skip("needs axe-core, which a plain machine lacks")
    return Path(found.origin).with_name("axe.min.js").read_text(encoding="utf-8")


AXE = """async () => {
  const said = await axe.run(document, {preload: false, resultTypes: ["violations"]});
  const where = node => [node.html.slice(0, 160), node.failureSummary];
  return [said.passes.length, said.violations.map(found => [found.id, ...found.nodes.slice(0, 4).map(where)])];
}"""


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Any, site: Path, axe: str, width: int, scheme: str) -> None:
    """With all the rules it has, folds shut and open; and it does find what is put wrong."""
    page = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme).new_page()
    heard = Heard(page, f"file://{site}/")
    for path in pages(site):
        page.goto(f"file://{path}")
        page.evaluate(axe)
        for fold in ("false", "true"):
            page.evaluate(f"document.querySelectorAll('details').forEach(one => {{ one.open = {fold}; }})")
            passed, violations = page.evaluate(AXE)
            assert violations == [], path
            assert passed > 20
    assert heard.said == []
    page.evaluate("document.documentElement.removeAttribute('lang'); document.body.style.color = 'gray'")
    assert {"html-has-lang"} <= {found[0] for found in page.evaluate(AXE)[1]}


COLOURS = """
const numbers = said => {
  const found = said.match(/-?[\\d.]+/g).map(Number);
  return said.startsWith("color(") ? found.map((one, i) => i < 3 ? one * 255 : one) : found;
};
const light = said => {
  const [r, g, b] = numbers(said).map(one => one / 255)
    .map(one => one <= .03928 ? one / 12.92 : ((one + .055) / 1.055) ** 2.4);
  return .2126 * r + .7152 * g + .0722 * b;
};
const clear = said => said === "none" || numbers(said)[3] === 0;
const contrast = (one, other) => {
  const [a, b] = [light(one), light(other)];
  return (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
};
const canvas = getComputedStyle(document.documentElement).backgroundColor;
const stands = (said, least) => !clear(said) && contrast(said, canvas) >= least;
const seen = element => element.checkVisibility() && element.getBoundingClientRect().width > 1;
"""
TEXTS = (
    "() => {"
    + COLOURS
    + """
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const faint = new Set();
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !seen(element) || element.closest("script,select")) continue;
    const style = getComputedStyle(element);
    const said = element.closest("svg") ? style.fill : style.color;
    if (!stands(said, 4.5)) faint.add(`${element.tagName} ${walker.currentNode.data.slice(0, 30)} ${said}`);
  }
  return [...faint];
}"""
)
MARKS = (
    "() => {"
    + COLOURS
    + """
  const look = {};
  for (const name of ["on", "off", "seat", "new-mark", "in", "out", "both", "d0", "d1", "place"])
    for (const mark of document.querySelectorAll(name === "place" ? '[stroke="var(--seat)"]' : `main svg .${name}`)) {
      if (!seen(mark) && !seen(mark.closest("svg"))) continue;
      const style = getComputedStyle(mark);
      const parts = [stands(style.fill, 3) ? "full" : "", stands(style.stroke, 3) ? "line" : ""];
      if (name === "seat" || name.startsWith("d") || name === "on") parts.push(`${mark.getAttribute("r")}`);
      look[name] = [mark.tagName, ...parts].join(" ");
    }
  return look;
}"""
)
STATES = (
    "() => {"
    + COLOURS
    + """
  const look = {};
  for (const state of document.querySelectorAll(".list .st")) {
    const style = getComputedStyle(state, "::before");
    const box = [parseFloat(style.width), parseFloat(style.height)];
    const sides = ["Top", "Right", "Bottom", "Left"].map(side =>
      style[`border${side}Style`] !== "none" && stands(style[`border${side}Color`], 3)
        ? parseFloat(style[`border${side}Width`]) : 0);
    const full = stands(style.backgroundColor, 3) || sides[0] + sides[2] >= box[1];
    look[state.className] = full || sides.some(Boolean)
      ? [full, ...box, style.borderRadius, style.transform].join(" ") : "nothing";
  }
  return look;
}"""
)
FORCED = [{"forced_colors": "active", "color_scheme": scheme} for scheme in ("light", "dark")]


@pytest.mark.parametrize("forced", FORCED, ids=["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_in_the_systems_own_colours_all_is_told_apart(
    browser: Any, site: Path, forced: dict[str, str], width: int
) -> None:
    """Text stands out, marks and states have each a shape of their own, and the focus is seen."""
    page = browser.new_context(viewport={"width": width, "height": 900}, **forced).new_page()
    for path in pages(site):
        page.goto(f"file://{path}")
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        assert page.evaluate(TEXTS) == []
        looks = page.evaluate(MARKS)
        assert all("full" in look or "line" in look for look in looks.values()), looks
        for one, other in (("on", "off"), ("on", "seat"), ("off", "new-mark"), ("in", "out"), ("d0", "d1")):
            assert one not in looks or other not in looks or looks[one] != looks[other], looks
    page.goto(f"file://{site}/index.html")
    looks = page.evaluate(MARKS)
    assert {"on", "off", "seat", "place", "new-mark"} <= set(looks)
    states = page.evaluate(STATES)
    assert len(states) == 4
    assert "nothing" not in states.values()
    assert len(set(states.values())) == 4, states
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate(
        "() => {" + COLOURS + "const style = getComputedStyle(document.activeElement);"
        "return style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 2"
        " && stands(style.outlineColor, 3); }"
    )


@pytest.mark.parametrize("forced", FORCED, ids=["light", "dark"])
def test_the_pictures_use_the_systems_own_colours(browser: Any, site: Path, forced: dict[str, str]) -> None:
    """Somebody may have chosen yellow on blue: what is drawn follows, and is not our palette."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}, **forced).new_page()
    for path in pages(site):
        page.goto(f"file://{path}")
        used = page.evaluate(
            """() => {
  const probe = document.createElement("p");
  document.body.append(probe);
  const system = ["Canvas", "CanvasText", "GrayText", "LinkText"].map(name => {
    probe.style.color = name;
    return getComputedStyle(probe).color;
  });
  const parts = [...document.querySelectorAll("main svg *")].filter(one => !one.children.length);
  const used = parts.flatMap(one => [getComputedStyle(one).fill, getComputedStyle(one).stroke]);
  return [...new Set(used)].filter(said => said.startsWith("rgb") && !system.includes(said));
}"""
        )
        assert used == [], path


CUT = """() => [...document.querySelectorAll("body, body *")].filter(one => {
  if (!one.checkVisibility() || one.closest(".hide, svg")) return false;
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  return box.right > innerWidth + 1 || box.left < -1
    || (style.overflow !== "visible"
      && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1));
}).map(one => `${one.tagName}.${one.getAttribute("class")} ${one.textContent.slice(0, 40)}`)"""
SHOWN = """() => [...document.querySelectorAll("details > :not(summary)")].map(one => [
  one.textContent.trim().slice(0, 30),
  one.checkVisibility({contentVisibilityAuto: true}) && one.getBoundingClientRect().height > 5
])"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_paper_all_is_there_and_nothing_is_cut(browser: Any, site: Path, scheme: str) -> None:
    """As wide as A4 without its margins: folds open, without the script too; black ink; marks that paper has."""
    page = browser.new_context(viewport={"width": 673, "height": 1000}, color_scheme=scheme).new_page()
    page.emulate_media(media="print", color_scheme=scheme)
    for path in pages(site):
        page.goto(f"file://{path}")
        shown = page.evaluate(SHOWN)
        assert [text for text, is_shown in shown if not is_shown] == [], path
        assert page.evaluate(CUT) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 673
        assert not page.locator(".find").is_visible()
        assert not page.locator("nav").is_visible()
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
        letters = page.evaluate(
            "[...document.querySelectorAll('figure svg text')].filter(one => one.checkVisibility()"
            " && one.closest('svg').getBoundingClientRect().width).map(one => 12 * one.getScreenCTM().a)"
        )
        assert min(letters, default=99) > 8, (path, min(letters))
    page.goto(f"file://{site}/index.html")
    # Paper has no backgrounds: what is told by one alone is not told.
    assert page.evaluate(
        "[...document.querySelectorAll('.list .st')]"
        ".every(one => parseFloat(getComputedStyle(one, '::before').borderTopWidth) > 0)"
    )
