"""The user's editor: which it is, how it opens a file at a line, and a text that is written in it."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from netnotes.errors import Usage

_PLUS = frozenset({"vi", "vim", "nvim", "gvim", "nano", "emacs", "emacsclient", "micro", "kak", "joe", "ne", "mg"})
_COLON = frozenset({"hx", "helix", "subl", "zed"})
_GOTO = frozenset({"code", "codium", "code-insiders"})


def open_editor(file: Path, line: int) -> None:
    """Open *file* at *line* in ``$VISUAL`` or ``$EDITOR`` and wait for it; raises Usage where it fails."""
    command = editor_command(os.environ.get("VISUAL") or os.environ.get("EDITOR") or _usual(), file, line)
    try:
        code = subprocess.run(command, check=False).returncode
    except OSError as error:
        raise Usage(f"$EDITOR: {command[0]} cannot be started ({error.strerror}); set it to your editor") from None
    if code:
        raise Usage(f"{command[0]} ended with {code}, and nothing is written")


def _usual() -> str:
    return "notepad" if os.name == "nt" else "vi"


def editor_command(editor: str, file: Path, line: int) -> list[str]:
    """The words that open *file* at *line* in *editor*, as far as it is known how."""
    words = shlex.split(editor, posix=os.name != "nt") or [_usual()]
    name = Path(words[0]).stem.lower()
    if name in _PLUS:
        return [*words, f"+{line}", str(file)]
    if name in _GOTO:
        return [*words, *([] if "--wait" in words or "-w" in words else ["--wait"]), "--goto", f"{file}:{line}"]
    return [*words, f"{file}:{line}" if name in _COLON else str(file)]


@contextmanager
def draft(hint: str) -> Iterator[str]:
    """The text that is written in the editor above *hint*, without lines that begin with ``#``.

    The file is kept, and named on standard error, if what is done with the text fails: nobody writes it twice.
    """
    handle, name = tempfile.mkstemp(prefix="netnotes-", suffix=".md")
    file = Path(name)
    text = ""
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(f"\n{hint}\n")
        open_editor(file, 1)
        text = _without_hint(file)
        yield text
    except BaseException:
        if text or _without_hint(file):
            click.echo(f"What you wrote is kept in {file}", err=True)
        else:
            file.unlink(missing_ok=True)
        raise
    file.unlink(missing_ok=True)


def _without_hint(file: Path) -> str:
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError:
        raise Usage(f"{file} is not UTF-8; save it as UTF-8") from None
    return "\n".join(line for line in lines if not line.startswith("#")).strip()
