"""A real browser for the tests of the pages: what it needs, and what it heard from a page."""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec
from typing import Any

import pytest

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
needs_browser = pytest.mark.skipif(
    CHROMIUM is None or find_spec("playwright") is None,
    reason="needs Chromium and playwright, which a plain machine lacks",
)


class Heard:
    """What a page asked for or complained of."""

    def __init__(self, page: Any, allowed: str) -> None:
        """Listen to *page*; requests to addresses that begin with *allowed* are its own."""
        self.said: list[str] = []
        page.on("console", lambda message: self.said.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.said.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (self.said.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda asked: None if asked.url.startswith(allowed) else self.said.append(asked.url))


def launch(playwright: Any) -> Any:
    """Chromium, as the system has it; root has no sandbox there."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"] if root else [])
