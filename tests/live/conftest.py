"""A vault that is watched in a thread, with what its work saw each time, and a server."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from netnotes.live.serve import Page, Patience, Server
from netnotes.live.wanted import wants_in
from netnotes.live.watch import Watcher

LONG = 30.0
# As long as a work that must not come would take to come, with something to spare.
A_WHILE = 0.8


def wait_until(true: Callable[[], bool], what: str, seconds: float = LONG) -> None:
    """Wait until *true* says so; fails with *what* after *seconds*."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"waited {seconds:g} s in vain: {what}"
        time.sleep(0.01)


class Watched:
    """A vault under watch: `works` holds what the work saw each time, `told` what was told."""

    def __init__(self, root: Path, also: tuple[Path, ...] = (), **extra: Any) -> None:
        """Begin to watch, and wait for the first work."""
        self.root = root
        self.works: list[dict[str, str]] = []
        self.told: list[str] = []
        self.moment = datetime(2026, 11, 24, 23, 50, tzinfo=UTC)
        self.during: Callable[[], None] | None = None
        self.errors: list[BaseException] = []
        self.stop = threading.Event()
        options: dict[str, Any] = {"poll": None, "wants": wants_in(str(root)), **extra}
        self.watcher = Watcher(
            str(root), [str(folder) for folder in also], self.work,
            clock=lambda: self.moment, tell=self.told.append, stop=self.stop, **options,
        )  # fmt: skip
        self.thread = threading.Thread(target=self.run)
        self.thread.start()
        self.wait(1)

    def run(self) -> None:
        """What the thread does."""
        try:
            self.watcher.run()
        except BaseException as error:
            self.errors.append(error)

    def work(self) -> None:
        """Read all notes, as a build would."""
        self.works.append({path.name: path.read_text() for path in sorted(self.root.rglob("[!.]*.md"))})
        if self.during:
            self.during()

    def wait(self, count: int) -> None:
        """Wait until the work was done *count* times."""
        wait_until(lambda: len(self.works) >= count or bool(self.errors), f"{count} works; {len(self.works)} were done")

    def wait_for(self, seen: Callable[[dict[str, str]], bool]) -> None:
        """Wait until the last work saw that."""
        wait_until(lambda: seen(self.works[-1]), "a work that sees it", 60)

    def count_after(self, seconds: float = A_WHILE) -> int:
        """How many works there are in a while."""
        time.sleep(seconds)
        return len(self.works)

    def tomorrow(self) -> None:
        """Let the day turn."""
        self.moment += timedelta(minutes=20)

    def end(self) -> None:
        """End the watch; nothing may be left of it."""
        self.stop.set()
        self.thread.join(LONG)
        assert not self.thread.is_alive()
        assert self.errors == []


@pytest.fixture
def watched(vault: Any) -> Iterator[Callable[..., Watched]]:
    """Watch the vault, or another folder: ``watched(quiet=0.5)``."""
    begun: list[Watched] = []

    def begin(root: Path | None = None, **extra: Any) -> Watched:
        begun.append(Watched(root or vault.path, **extra))
        return begun[-1]

    before = set(threading.enumerate())
    yield begin
    for one in begun:
        one.end()
    wait_until(lambda: set(threading.enumerate()) <= before, f"threads to end: {threading.enumerate()}")


HTML = "text/html; charset=utf-8"
PAGES = {
    "index.html": Page(b"<!doctype html><title>All</title><main>everyone</main><!--live-->", HTML),
    "people/ada.html": Page(b"<!doctype html><title>Ada</title><main>Ada</main><!--live-->", HTML),
    "people/zoë.html": Page("<!doctype html><title>Zoë</title><main>Zoë</main><!--live-->".encode(), HTML),
    "style.css": Page(b"main { color: teal }", "text/css", [("X-Made-By", "netnotes")]),
    "big.bin": Page(bytes(16 * 1024 * 1024), "application/octet-stream"),
}
IMPATIENT = Patience(head=2.0, write=2.0, linger=0.5, heartbeat=0.3)


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    """Serve PAGES, or what another look-up knows, on a free port."""
    begun: list[Server] = []

    def begin(look_up: Callable[[str], Page | None] = PAGES.get, **extra: Any) -> Server:
        server = Server(look_up, 0, **extra)
        server.start()
        begun.append(server)
        return server

    before = set(threading.enumerate())
    yield begin
    for one in begun:
        one.stop()
    wait_until(lambda: set(threading.enumerate()) <= before, f"threads to end: {threading.enumerate()}")
