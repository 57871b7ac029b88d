"""Answering one connection after another: who may ask, what is sent, and how long anybody is waited for (LAW 20)."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import NamedTuple

from netnotes.live.reload import RELOAD_SCRIPT, inject
from netnotes.live.request import NotUnderstood, Request, is_foreign, is_own, page_of, read_request
from netnotes.live.streams import Patience, Streams, write

MOST_OPEN = 400
CHUNK = 64 * 1024
SECURITY = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Content-Security-Policy", "frame-ancestors 'none'"),
    ("Cache-Control", "no-store"),
)
HTML = "text/html; charset=utf-8"
# A page that comes back is shown again, for it listens as well.
_NOT_HERE = b"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Not here</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
</head><body><p>This page is not here, or no longer. <a href="/">To the first page</a></p><!--live--></body></html>
"""


class Page(NamedTuple):
    """What is sent for a path: the bytes, what they are (``text/html; charset=utf-8``), and further headers."""

    data: bytes
    media_type: str
    headers: Sequence[tuple[str, str]] = ()


class Answering:
    """Answers connections, many at a time; each may ask once and is waited for only so long."""

    def __init__(
        self, look_up: Callable[[str], Page | None], streams: Streams, port: int, log: Callable[[str], None] | None,
        patience: Patience,
    ) -> None:  # fmt: skip
        """Answer with what *look_up* knows, as the server on *port*."""
        self._look_up, self._streams, self._port, self._log = look_up, streams, port, log
        self._patience = patience
        self._open: set[asyncio.Task[None]] = set()

    async def end(self) -> None:
        """End every connection."""
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection from beginning to end."""
        task = asyncio.current_task()
        if task is None or len(self._open) >= MOST_OPEN:
            writer.transport.abort()
            return
        self._open.add(task)
        # So that waiting for a write is waiting for all of it.
        writer.transport.set_write_buffer_limits(high=0)
        try:
            await self._serve(reader, writer)
            writer.close()
        except (OSError, TimeoutError, asyncio.IncompleteReadError):
            writer.transport.abort()
        except BaseException:
            writer.transport.abort()
            raise
        finally:
            self._open.discard(task)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(self._patience.head):
                request = read_request(await reader.readuntil(b"\r\n\r\n"))
        except asyncio.LimitOverrunError:
            status, request = HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, Request("GET", "", {})
        except NotUnderstood:
            status, request = HTTPStatus.BAD_REQUEST, Request("GET", "", {})
        else:
            status = self._refusal(request)
        page = None
        if status is HTTPStatus.OK:
            name = page_of(request.target)
            if name == "events":
                await self._stream(request, reader, writer)
                return
            status, page = await self._find(name)
        await self._send(writer, request, status, page or _plain(status))
        if status not in (HTTPStatus.OK, HTTPStatus.NOT_FOUND):
            await _linger(reader, writer, self._patience.linger)

    def _refusal(self, request: Request) -> HTTPStatus:
        """Why the request is not answered; OK where it is."""
        if not is_own(request.headers, self._port):
            return HTTPStatus.MISDIRECTED_REQUEST
        if request.method not in ("GET", "HEAD"):
            return HTTPStatus.METHOD_NOT_ALLOWED
        return HTTPStatus.FORBIDDEN if is_foreign(request.headers) else HTTPStatus.OK

    async def _find(self, name: str | None) -> tuple[HTTPStatus, Page | None]:
        """The page called *name*."""
        if name == "reload.js":
            return HTTPStatus.OK, Page(RELOAD_SCRIPT.encode(), "text/javascript; charset=utf-8")
        # The state of before the look-up: a page that is newer than it says only loads once too often.
        seen = self._streams.state
        try:
            page = None if name is None else await asyncio.to_thread(self._look_up, name)
        except Exception:
            return HTTPStatus.INTERNAL_SERVER_ERROR, None
        if page is None:
            return HTTPStatus.NOT_FOUND, Page(inject(_NOT_HERE, seen), HTML)
        if page.media_type.startswith("text/html"):
            page = page._replace(data=inject(page.data, seen))
        return HTTPStatus.OK, page

    async def _send(self, writer: asyncio.StreamWriter, request: Request, status: HTTPStatus, page: Page) -> None:
        headers = [("Content-Type", page.media_type), ("Content-Length", str(len(page.data))), *page.headers]
        if status is HTTPStatus.METHOD_NOT_ALLOWED:
            headers.append(("Allow", "GET, HEAD"))
        await write(writer, self._patience.write, self._head(request, status, headers))
        if request.method != "HEAD":
            data = memoryview(page.data)
            for start in range(0, len(data), CHUNK):
                await write(writer, self._patience.write, data[start : start + CHUNK])

    async def _stream(self, request: Request, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._streams.full():
            await self._send(writer, request, HTTPStatus.SERVICE_UNAVAILABLE, _plain(HTTPStatus.SERVICE_UNAVAILABLE))
            return
        await write(
            writer, self._patience.write, self._head(request, HTTPStatus.OK, [("Content-Type", "text/event-stream")])
        )
        if request.method == "GET":
            await self._streams.serve(reader, writer)

    def _head(self, request: Request, status: HTTPStatus, headers: Sequence[tuple[str, str]]) -> bytes:
        if self._log:
            self._log(f"{status.value} {request.method} {request.target}")
        lines = [f"HTTP/1.1 {status.value} {status.phrase}"]
        for name, value in (*headers, *SECURITY, ("Connection", "close")):
            if not (name + value).isprintable():
                raise ValueError(f"no header: {name!r}: {value!r}")
            lines.append(f"{name}: {value}")
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1", "replace")


def _plain(status: HTTPStatus) -> Page:
    return Page(f"{status.phrase}\n".encode(), "text/plain; charset=utf-8")


async def _linger(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, seconds: float) -> None:
    """Take in what still comes with a refused request: closed over unread bytes, the answer itself would be lost."""
    with contextlib.suppress(OSError, TimeoutError):
        writer.write_eof()
        async with asyncio.timeout(seconds):
            while await reader.read(CHUNK):
                pass
