"""The open pages that wait to be told of a change: server-sent events, as the HTML standard has them."""

from __future__ import annotations

import asyncio
import os
import threading
from typing import NamedTuple

MOST_STREAMS = 200
MOST_UNREAD = 16


class Patience(NamedTuple):
    """How many seconds a client is waited for: to have asked, to take in each piece, to end; and a sign of life."""

    head: float = 10.0
    write: float = 20.0
    linger: float = 1.0
    heartbeat: float = 15.0


class Streams:
    """Who listens, and which state of the pages is the latest.

    A state is a text that no earlier run of the server has used. A page says which one it was served in, so that no
    change is lost between its loading and its listening, or while it was away.
    """

    def __init__(self, patience: Patience) -> None:
        """Begin with nobody."""
        self._patience = patience
        self._run = os.urandom(6).hex()
        self._lock = threading.Lock()
        self._count = 0
        self._listeners: set[asyncio.Queue[str]] = set()

    @property
    def state(self) -> str:
        """The latest state."""
        return f"{self._run}-{self._count}"

    def count(self) -> str:
        """The pages are in another state now, and in which; from any thread."""
        with self._lock:
            self._count += 1
            return self.state

    def full(self) -> bool:
        """Whether no more can listen."""
        return len(self._listeners) >= MOST_STREAMS

    def tell(self, event: str, state: str) -> None:
        """Tell everybody of *event*, which led to *state*; whoever does not read what they are told is let go."""
        for queue in list(self._listeners):
            try:
                queue.put_nowait(f"event: {event}\ndata: {state}\n\n")
            except asyncio.QueueFull:
                self._listeners.discard(queue)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Tell one client of every event until it goes, or no longer reads."""
        queue: asyncio.Queue[str] = asyncio.Queue(MOST_UNREAD)
        self._listeners.add(queue)
        # A browser sends nothing more; what comes is the end.
        gone = asyncio.create_task(reader.read(1))
        try:
            # An answer cut short is tried again by the browser after this many milliseconds.
            await write(writer, self._patience.write, f"retry: 1000\nevent: hello\ndata: {self.state}\n\n".encode())
            while queue in self._listeners and not gone.done():
                await write(writer, self._patience.write, (await self._next(queue, gone)).encode())
        finally:
            self._listeners.discard(queue)
            gone.cancel()

    async def _next(self, queue: asyncio.Queue[str], gone: asyncio.Task[bytes]) -> str:
        """What to send next: an event, or a sign of life after a while."""
        event = asyncio.create_task(queue.get())
        try:
            await asyncio.wait((event, gone), timeout=self._patience.heartbeat, return_when=asyncio.FIRST_COMPLETED)
            return event.result() if event.done() else ": still here\n\n"
        finally:
            event.cancel()


async def write(writer: asyncio.StreamWriter, seconds: float, data: bytes | memoryview) -> None:
    """Send *data*; raises TimeoutError where it is not taken in within *seconds*."""
    writer.write(data)
    async with asyncio.timeout(seconds):
        await writer.drain()
