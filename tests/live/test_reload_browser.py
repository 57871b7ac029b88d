"""The reload script in a real browser: what stays where it was when a page changes under somebody's eyes."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from browsing import needs_browser

from netnotes.live.serve import Page, Server

from .conftest import wait_until

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
pytestmark = needs_browser
SCRIPT = """
document.addEventListener("input", (event) => {
  for (const item of document.querySelectorAll("li")) item.hidden = !item.textContent.includes(event.target.value);
});
document.addEventListener("netnotes:change", () => { window.swaps = (window.swaps || 0) + 1; });
"""
STYLE = "li { height: 40px } body { color: black }"


def until(page: Any, true: str) -> None:
    """Wait until the script *true* says so; Playwright's own way evaluates in the page, which its policy forbids."""

    def is_true() -> bool:
        try:
            return bool(page.evaluate(true))
        except playwright.Error:
            # It is just being loaded.
            return False

    wait_until(is_true, true)


class Site:
    """A site whose pages a test changes. `people` are listed on its first page."""

    def __init__(self) -> None:
        """Begin with 200 people."""
        self.people = [f"Person {number}" for number in range(200)]
        self.heading, self.style, self.gone = "Tuesday", STYLE, False

    def look_up(self, name: str) -> Page | None:
        """The page as it is now, with a strict policy of its own."""
        if name != "index.html" or self.gone:
            return None
        hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (SCRIPT, self.style)]
        policy = f"default-src 'none'; script-src 'sha256-{hashes[0]}'; style-src 'sha256-{hashes[1]}'"
        people = "".join(f'<li id="p{name[7:]}"><a href="/{name[7:]}.html">{name}</a></li>' for name in self.people)
        html = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{len(self.people)} people</title>
        <meta http-equiv="Content-Security-Policy" content="{policy}"><style>{self.style}</style></head>
        <body><header>{self.heading}</header><main><input id="search" type="search">
        <details id="fold"><summary>Overdue ({len(self.people)})</summary>late</details>
        <details open><summary>Weeks ahead</summary>soon</details><ul>{people}</ul></main>
        <script>{SCRIPT}</script><!--live--></body></html>"""
        return Page(html.encode(), "text/html; charset=utf-8")


@pytest.fixture
def site() -> Site:
    """A site."""
    return Site()


@pytest.fixture
def said() -> list[str]:
    """What the browser complains of."""
    return []


@pytest.fixture
def page(browser: Any, serve: Callable[..., Server], site: Site, said: list[str]) -> Iterator[Any]:
    """The first page, open and listening; ``page.server`` serves it."""
    page = browser.new_context(viewport={"width": 800, "height": 600}).new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.server = serve(site.look_up)
    with page.expect_response("**/events"):
        page.goto(page.server.url)
    yield page
    page.context.close()


def test_a_change_is_swapped_in(page: Any, site: Site, said: list[str]) -> None:
    """Title, header and list are new; the place, what is typed, the cursor and the folds are as they were."""
    page.fill("#search", "Person 1")
    page.evaluate("document.getElementById('search').setSelectionRange(2, 4)")
    page.evaluate("document.getElementById('fold').open = true")
    page.evaluate("document.querySelectorAll('details')[1].open = false")
    page.evaluate("window.mark = 1; window.scrollTo(0, 1500)")
    top = page.evaluate("document.getElementById('p140').getBoundingClientRect().top")
    site.people[:3] = ["Person 1000", "Person 1001"]
    site.heading = "Wednesday"
    page.server.publish("change")
    until(page, "document.title === '199 people'")
    assert page.inner_text("header") == "Wednesday"
    assert page.evaluate("[window.mark, window.swaps]") == [1, 1]
    search = "const s = document.getElementById('search'); "
    expected = ["Person 1", 2, 4, True]
    assert (
        page.evaluate(f"{search}[s.value, s.selectionStart, s.selectionEnd, document.activeElement === s]") == expected
    )
    assert page.evaluate("Array.from(document.querySelectorAll('details'), (one) => one.open)") == [True, False]
    assert page.is_hidden("#p22")
    assert page.is_visible("#p1000")
    assert abs(page.evaluate("document.getElementById('p140').getBoundingClientRect().top") - top) < 2
    assert said == []


def test_the_focus_stays_on_a_link(page: Any, site: Site, said: list[str]) -> None:
    """Whoever goes through the page by keyboard goes on where they were."""
    page.focus("#p7 a")
    del site.people[3]
    page.server.publish("change")
    until(page, "document.title === '199 people'")
    assert page.evaluate("document.activeElement.textContent") == "Person 7"
    assert said == []


def test_another_style_loads_the_page_whole(page: Any, site: Site, said: list[str]) -> None:
    """A changed template is loaded anew, and the place and what is typed are kept even so."""
    page.fill("#search", "Person")
    page.evaluate("window.mark = 1; document.getElementById('fold').open = true; window.scrollTo(0, 1500)")
    site.style = STYLE.replace("black", "teal")
    page.server.publish("change")
    until(page, "window.mark === undefined && getComputedStyle(document.body).color === 'rgb(0, 128, 128)'")
    until(page, "window.scrollY > 1400 && window.scrollY < 1600")
    until(page, "document.getElementById('search').value === 'Person'")
    assert page.evaluate("document.getElementById('fold').open") is True
    # The new style is read under the policy of the old page, which the browser mentions; it is not put to use there.
    assert [text for text in said if "Applying inline style" not in text] == []


def test_a_page_that_goes_and_comes_back(page: Any, site: Site) -> None:
    """It says that it is not here, and is shown again when it is."""
    site.gone = True
    page.server.publish("change")
    page.wait_for_selector("text=This page is not here")
    site.gone = False
    page.server.publish("change")
    page.wait_for_selector("text=Person 7")


def test_another_server_in_its_place(page: Any, site: Site) -> None:
    """After the server was away, whatever has changed is there as soon as it is back."""
    page.evaluate("window.scrollTo(0, 900)")
    port = page.server.port
    page.server.stop()
    site.people.append("Person 2000")
    again = Server(site.look_up, port)
    again.start()
    try:
        until(page, "document.title === '201 people'")
        assert abs(page.evaluate("window.scrollY") - 900) < 2
    finally:
        again.stop()


def test_many_open_pages(browser: Any, page: Any, site: Site) -> None:
    """More pages than a browser opens connections for: each still loads, and each is new once it is looked at."""
    pages = [page.context.new_page() for _ in range(8)]
    for one in pages:
        one.goto(page.server.url, timeout=20_000)
        # Only the page in front is visible; the browser without a window must be told.
        one.evaluate(
            "Object.defineProperty(document, 'visibilityState', { get: () => window.shown ? 'visible' : 'hidden' });"
            "document.dispatchEvent(new Event('visibilitychange'))"
        )
    site.people.append("Person 2000")
    page.server.publish("change")
    until(page, "document.title === '201 people'")
    for one in pages:
        assert one.title() == "200 people"
        one.evaluate("window.shown = true; document.dispatchEvent(new Event('visibilitychange'))")
        until(one, "document.title === '201 people'")
        one.evaluate("window.shown = false; document.dispatchEvent(new Event('visibilitychange'))")
