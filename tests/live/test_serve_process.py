"""`netnotes serve` as people have it: a browser and vim at once, many listeners, and clients that take their time."""

from __future__ import annotations

import contextlib
import http.client
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from browsing import Heard, needs_browser
from conftest import VaultFolder, page_of, process_environment

from .conftest import LONG, wait_until


def ask(address: str, target: str) -> tuple[int, bytes]:
    """Status and body of *target*, whole."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=LONG)
    with contextlib.closing(connection):
        connection.request("GET", target)
        answer = connection.getresponse()
        return answer.status, answer.read()


def begin(address: str, target: str, window: int = 0) -> socket.socket:
    """A connection that has asked for *target* and taken in nothing yet; *window* is how little it takes at once."""
    place = urlsplit(address)
    connection = socket.socket()
    if window:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window)
    connection.settimeout(LONG)
    connection.connect((place.hostname, place.port))
    connection.sendall(f"GET {target} HTTP/1.1\r\nHost: {place.netloc}\r\n\r\n".encode())
    return connection


def hears(connection: socket.socket, words: bytes) -> bool:
    """Whether *words* come on a stream before it ends."""
    heard = b""
    while words not in heard:
        piece = connection.recv(65536)
        if not piece:
            return False
        heard += piece
    return True


def all_load(address: str, live: Path) -> None:
    """Every page comes whole: the body that the file has, and after it the script that keeps it new."""
    for path in sorted(live.rglob("*.*")):
        if path.suffix in (".html", ".css", ".js"):
            status, body = ask(address, f"/{path.relative_to(live).as_posix()}")
            shipped = path.read_bytes()
            if path.suffix == ".html":
                shipped = shipped[shipped.index(b"<body>") : shipped.index(b"<!--live-->")]
                assert body.endswith(b"</html>\n")
            assert (status, shipped in body) == (200, True), path


@pytest.fixture
def connections() -> Iterator[list[socket.socket]]:
    """Connections that are closed in the end."""
    opened: list[socket.socket] = []
    yield opened
    for one in opened:
        one.close()


def test_fifty_listen_while_pages_load(
    serving: str, vault: VaultFolder, tmp_path: Path, connections: list[socket.socket]
) -> None:
    """All pages come whole, and all fifty hear of a save."""
    connections += [begin(serving, "/events") for _ in range(50)]
    assert all(hears(one, b"event: hello") for one in connections)
    all_load(serving, tmp_path / "live")
    vault.person("Fresh Face", circle="close")
    assert all(hears(one, b"event: change") for one in connections)
    all_load(serving, tmp_path / "live")


def test_who_reads_a_byte_a_second_holds_nobody(
    serving: str, vault: VaultFolder, tmp_path: Path, connections: list[socket.socket]
) -> None:
    """Ten of them at a page of some megabytes: everybody else has every page at once."""
    log = [
        f"2026-{month:02}-{day:02} walk: {'the long way round ' * 150}"
        for month in range(1, 11)
        for day in range(1, 29)
    ]
    vault.person("Prolix Talker", circle="close", log=log * 3)
    wait_until(lambda: any((tmp_path / "live" / "people").glob("prolix*.html")), "a page of the new person")
    long = page_of(tmp_path / "live", "prolix-talker")
    target = f"/people/{long.name}"
    wait_until(lambda: len(ask(serving, target)[1]) > 2_000_000, "all of the long page")
    connections += [begin(serving, target, 2048) for _ in range(10)]
    taken = [b""] * len(connections)
    end = threading.Event()

    def sip() -> None:
        while not end.is_set():
            for at, one in enumerate(connections):
                taken[at] += one.recv(1)
            end.wait(1)

    thread = threading.Thread(target=sip)
    thread.start()
    try:
        wait_until(lambda: all(taken), "a first byte for each")
        begun = time.monotonic()
        all_load(serving, tmp_path / "live")
        assert time.monotonic() - begun < LONG
        vault.person("Fresh Face", circle="close")
        wait_until(lambda: b"Fresh Face" in ask(serving, "/")[1], "a page that is new")
        wait_until(lambda: all(len(one) > 2 for one in taken), "more bytes, slowly")
    finally:
        end.set()
        thread.join(LONG)
    assert all(b"HTTP/1.1 200"[: len(one)] == one[:12] for one in taken)


@needs_browser
@pytest.mark.skipif(shutil.which("vim") is None, reason="vim is not installed here")
@pytest.mark.parametrize("copy", ["yes", "no", "auto"])
def test_vim_saves_and_the_open_page_shows_it(
    browser: Any, serving: str, vault: VaultFolder, terminal: Any, tmp_path: Path, copy: str
) -> None:
    """In place, through a new file, or as vim pleases: the words are there, and the page has not moved."""
    page = browser.new_context(viewport={"width": 1280, "height": 700}).new_page()
    heard = Heard(page, serving)
    page.goto(f"{serving}people/{page_of(tmp_path / 'live', 'ada-lovelace').name}")
    page.evaluate("scrollTo({top: 900, behavior: 'instant'}); window.stayed = true")
    top = "document.getElementById('year').getBoundingClientRect().top"
    place = page.evaluate(top)
    note = vault.path / "people" / "Ada Lovelace.md"
    vim = ["vim", "-u", "NONE", "-N", "-c", f"set backupcopy={copy}", str(note)]
    variables = process_environment({"HOME": str(tmp_path), "TERM": "xterm", "LANG": "C.UTF-8"})
    for words in ("a first line", "and another"):
        keys = [("Lovelace", f"/^## Log\ro\r- 2026-11-20 walk: {words}\x1b:wq\r")]
        assert terminal.run(vim, variables, lines=40, keys=keys).exit_code == 0
        assert f"walk: {words}" in note.read_text(encoding="utf-8")
        page.wait_for_selector(f"#log .txt:has-text('{words}')", timeout=20_000)
        assert page.evaluate("window.stayed"), "the page was loaded anew"
        assert abs(page.evaluate(top) - place) < 30
    assert heard.said == []
