"""A server for the pages that were built, on this machine only and read only, with live reload (LAW 20)."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import socket
import threading
from collections.abc import Callable

from netnotes.errors import Usage
from netnotes.live.answering import Answering, Page
from netnotes.live.request import MOST_HEAD
from netnotes.live.streams import Patience, Streams
from netnotes.patterns import lazy_pattern

__all__ = ["Page", "Patience", "Server"]

ADDRESS = "127.0.0.1"
MOST_WAITING = 128
START_SECONDS = 10.0
STOP_SECONDS = 5.0
_EVENT = lazy_pattern(r"[a-z][a-z-]{0,40}")


class Server:
    """Serves what *look_up* knows, in threads of its own."""

    def __init__(
        self, look_up: Callable[[str], Page | None], port: int, *, log: Callable[[str], None] | None = None,
        patience: Patience = Patience(),  # noqa: B008 - it never changes
    ) -> None:  # fmt: skip
        """Take *port* on 127.0.0.1, 0 for any that is free; raises Usage where it cannot be had.

        *look_up* gets the decoded path of a page without its first ``/`` (``index.html``, ``people/ada.html``) and
        says None where there is none. It is called in threads, several at a time. *log* gets a line an answer.
        """
        self._socket = _listen(port)
        self.port: int = self._socket.getsockname()[1]
        self._streams = Streams(patience)
        self._answering = Answering(look_up, self._streams, self.port, log, patience)
        self._thread = threading.Thread(target=self._run, name="netnotes-serve", daemon=True)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ready = threading.Event()
        self._ending: asyncio.Event | None = None

    @property
    def url(self) -> str:
        """Where the pages are: ``http://127.0.0.1:PORT/``."""
        return f"http://{ADDRESS}:{self.port}/"

    def start(self) -> None:
        """Begin to answer; returns once it does."""
        self._thread.start()
        if not self._ready.wait(START_SECONDS):
            raise Usage(f"the server at {self.url} does not start; try again")

    def publish(self, event: str) -> None:
        """Tell every open page of *event* (small letters and ``-``), from any thread; ``change`` makes it load anew."""
        if not _EVENT.fullmatch(event):
            raise ValueError(f"no name of an event: {event!r}")
        state = self._streams.count()
        loop = self._loop
        # A server that has ended, or is ending, has nobody to tell.
        with contextlib.suppress(RuntimeError):
            if loop is not None:
                loop.call_soon_threadsafe(self._streams.tell, event, state)

    def stop(self) -> None:
        """End all connections and give the port back; a second call does nothing."""
        loop, ending = self._loop, self._ending
        with contextlib.suppress(RuntimeError):
            if loop is not None and ending is not None:
                loop.call_soon_threadsafe(ending.set)
        if self._thread.is_alive():
            self._thread.join(STOP_SECONDS)
        self._socket.close()

    def _run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        # A client that goes away in the middle is no news.
        self._loop.set_exception_handler(lambda loop, context: None)
        self._ending = asyncio.Event()
        server = await asyncio.start_server(self._answering.serve, sock=self._socket, limit=MOST_HEAD)
        self._ready.set()
        await self._ending.wait()
        server.close()
        await self._answering.end()


def _listen(port: int) -> socket.socket:
    """A socket that listens on *port* of this machine; raises Usage."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name == "nt":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)  # type: ignore[attr-defined]
        else:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((ADDRESS, port))
        listening.listen(MOST_WAITING)
    except (OSError, OverflowError) as error:
        listening.close()
        raise Usage(_why_not(port, error)) from None
    return listening


def _why_not(port: int, error: OSError | OverflowError) -> str:
    other = "choose another with --port, or --port 0 for any that is free"
    if isinstance(error, OverflowError):
        return f"port {port} is no port; {other}"
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"port {port} is kept for the system; {other}"
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is taken by another program; {other}"
    return f"port {port} cannot be had ({error.strerror or error}); {other}"
