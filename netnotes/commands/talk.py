"""Asking somebody at a terminal, a key or a line at a time; and line by line where there is none, or for a reader."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click

from netnotes.errors import Usage
from netnotes.views.terminal import Screen

_SUSPEND = "\x1a"


class Resized(Exception):
    """The window has another size now, or was somebody else's for a while, and the screen is to be laid out anew."""


class Talk:
    """Shows screens and asks. *plain*: no key without Enter, nothing cleared, each question on a line of its own."""

    def __init__(self, *, plain: bool) -> None:
        """Talk plainly where that is wanted, or where one end is no terminal."""
        self.plain = plain or not (_is_terminal(sys.stdin) and _is_terminal(sys.stdout))
        self._clears = not self.plain and (os.name == "nt" or os.environ.get("TERM", "dumb") != "dumb")
        self._begun = False

    def show(self, lines: Sequence[str], screen: Screen) -> None:
        """Show *lines* on a screen of their own, or below what was there."""
        if self._clears:
            click.clear()
        elif self._begun:
            click.echo()
        self._begun = True
        click.echo("\n".join(lines), color=screen.color or None)
        sys.stdout.flush()

    def key(self) -> str:
        """One key, or in plain talk the line that stands for one; raises EOFError, KeyboardInterrupt or Resized.

        Ctrl-Z lets the shell have the terminal, as everywhere; after it the screen is laid out anew.
        """
        if self.plain:
            return self._line().lower()
        with _hearing_resizes():
            key = click.getchar()[:1].lower()
        if key == _SUSPEND:
            if hasattr(signal, "SIGTSTP"):
                signal.raise_signal(signal.SIGTSTP)
            raise Resized
        return key

    def ask(self, question: str) -> str:
        """The line that answers *question*, without spaces around it; raises EOFError, or Usage for what is no text."""
        click.echo(question, nl=self.plain)
        if not self.plain:
            click.echo(" ", nl=False)
        sys.stdout.flush()
        try:
            return self._line()
        except EOFError:
            if not self.plain:
                click.echo()
            raise

    def _line(self) -> str:
        try:
            line = sys.stdin.readline() if sys.stdin else ""
            line.encode("utf-8")
        except (UnicodeDecodeError, UnicodeEncodeError):
            raise Usage("what was typed is not UTF-8, and nothing is written") from None
        if not line:
            raise EOFError
        # A key without a letter, such as an arrow, comes as control characters.
        if not line.strip().isprintable() and "\x1b" in line:
            raise Usage("there was a key in it that is no letter, and nothing is written; type it once more")
        return line.strip()


def _is_terminal(stream: Any) -> bool:
    return bool(stream) and stream.isatty()


@contextmanager
def _hearing_resizes() -> Iterator[None]:
    """Raise Resized when the window changes, where the system tells of it."""
    if not hasattr(signal, "SIGWINCH"):
        yield
        return

    def resized(*_: Any) -> None:
        raise Resized

    before = signal.signal(signal.SIGWINCH, resized)
    try:
        yield
    finally:
        signal.signal(signal.SIGWINCH, before)
