"""Draw the pictures of the README: the page of the example vault on a fixed day, light and dark.

Run it with playwright and Chromium there: ``python docs/images/make.py``.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parent
EXAMPLE = HERE.parents[1] / "example-vault"
SIZE = {"width": 1120, "height": 1040}


def main() -> None:
    """Build the pages, and write a picture of the front page for each scheme."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(folder, "site")
        words = ["--vault", str(EXAMPLE), "build", "--today", "2026-11-24", "--out", str(site)]
        subprocess.run([sys.executable, "-m", "netnotes", *words], check=True)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for scheme, place in (("light", "today"), ("dark", "circles")):
            page = browser.new_context(viewport=SIZE, color_scheme=scheme).new_page()
            page.goto(f"file://{site}/index.html")
            if place != "today":
                page.evaluate(f"document.getElementById('{place}').scrollIntoView({{behavior: 'instant'}})")
            page.wait_for_timeout(200)
            page.screenshot(path=HERE / f"{scheme}.png")
        browser.close()


if __name__ == "__main__":
    main()
