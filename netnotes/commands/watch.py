"""``netnotes watch`` and ``netnotes serve``: the pages kept current while notes are edited."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from netnotes.commands.build import out_option, site_of
from netnotes.commands.context import Context
from netnotes.commands.shared import answers
from netnotes.model.memory import Memory

if TYPE_CHECKING:
    from netnotes.commands.pages import Built
    from netnotes.live.serve import Page
    from netnotes.vault.site import Site

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
}
_SECONDS = click.FloatRange(0.05, 60)


def _watch_options(command: Callable[..., Any]) -> Callable[..., Any]:
    command = click.option(
        "--poll", metavar="SECONDS", type=_SECONDS, help="Look every so often, for folders on a network."
    )(command)
    return click.option(
        "--quiet", metavar="SECONDS", type=_SECONDS, default=0.2, help="How long it must be still before a rebuild."
    )(command)


@click.command(epilog="\b\nExamples:\n  netnotes watch\n  netnotes watch --out ~/pages --poll 5")
@out_option
@_watch_options
@answers
def watch(context: Context, out: str | None, private: bool, quiet: float, poll: float | None) -> None:
    """Build the pages, and again whenever a note changes or the day turns. Ctrl-C ends it."""
    context.no_markdown("watch")
    keeping = _Keeping(context, site_of(context, out, private=private), private=private)
    keeping.run(
        quiet, poll, f"Watching {context.root()}; the page is {os.path.join(keeping.site.folder, 'index.html')}"
    )


@click.command(epilog="\b\nExamples:\n  netnotes serve\n  netnotes serve --open --port 8765")
@out_option
@_watch_options
@click.option("--port", type=click.IntRange(0, 65535), default=8765, help="The port; 0 takes any that is free.")
@click.option("--open", "opens", is_flag=True, help="Open the page in the browser.")
@answers
def serve(
    context: Context, out: str | None, private: bool, quiet: float, poll: float | None, port: int, opens: bool
) -> None:
    """Watch, and show the pages on a local address; an open page follows every change. Ctrl-C ends it."""
    from netnotes.live.serve import Server

    context.no_markdown("serve")
    keeping = _Keeping(context, site_of(context, out, private=private), private=private)
    server = Server(keeping.look_up, port)
    keeping.built = lambda: server.publish("change")
    server.start()
    keeping.begun = (lambda: _open(server.url)) if opens else (lambda: None)
    try:
        keeping.run(quiet, poll, f"The page is {server.url}")
    finally:
        server.stop()


def _open(url: str) -> None:
    import webbrowser

    webbrowser.open(url)


class _Keeping:
    """Keeps the pages in *site* current. `built` is called after pages changed, `begun` once after the first build."""

    def __init__(self, context: Context, site: Site, *, private: bool) -> None:
        self.context, self.site, self.private = context, site, private
        self.built: Callable[[], None] = lambda: None
        self.begun: Callable[[], None] = lambda: None
        self._first = True
        self._memory = Memory()

    def run(self, quiet: float, poll: float | None, said: str) -> None:
        """Watch until it is interrupted."""
        from netnotes.live.wanted import wants_in
        from netnotes.live.watch import watch as keep_watch
        from netnotes.vault.discover import config_folder

        self.context.tell(f"{said} (Ctrl-C ends it)")
        keep_watch(
            # Which templates are trusted stands among the user's own settings.
            self.context.root(), [config_folder(os.environ)], self._work, quiet=quiet, poll=poll,
            clock=self.context.wall, tell=self.context.tell, stop=threading.Event(),
            wants=wants_in(self.context.root(), [self.site.folder]),
        )  # fmt: skip

    def _work(self) -> None:
        from time import monotonic

        from netnotes.commands.pages import build
        from netnotes.vault.site import Site

        started = monotonic()
        self.context.forget_settings()
        self.site = Site(self.site.folder)
        built = build(self.context, self.site, self._today(), self._memory, private=self.private)
        if built.written or built.removed:
            click.echo(self._line(built, monotonic() - started))
            self.built()
        if self._first:
            self._first = False
            self.begun()
        # What a build leaves behind goes in circles, and would lie there until there is far more of it.
        gc.collect(1)

    def _today(self) -> date:
        return self.context.today if self.context.today_text else self.context.wall().date()

    def _line(self, built: Built, seconds: float) -> str:
        """``12:03:41 Ada Lovelace · 3 pages · 0.08 s``."""
        from netnotes.views.terminal import safe

        names = [safe(name) for name in built.names]
        who = ", ".join(names[:3]) + (f" and {len(names) - 3:,} more" if len(names) > 3 else "")
        count = sum(name.endswith(".html") for name in built.written) + built.removed
        parts = [who, f"{count:,} page{'' if count == 1 else 's'}", f"{seconds:.2f} s"]
        return f"{self.context.wall():%H:%M:%S} {' · '.join(part for part in parts if part)}"

    def look_up(self, path: str) -> Page | None:
        """The page at *path*, if it is one of those that were built."""
        from netnotes.live.serve import Page

        media_type = _TYPES.get(os.path.splitext(path)[1])
        data = self.site.read(path) if media_type and path in self.site.files else None
        return Page(data, media_type) if media_type and data is not None else None
