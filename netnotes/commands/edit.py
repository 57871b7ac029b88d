"""``netnotes edit``: somebody's note in the editor, at the log."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

import click

from netnotes.commands.context import Context
from netnotes.commands.shared import answers, who_argument
from netnotes.commands.writing import whom
from netnotes.errors import Usage
from netnotes.model.vault import OWN, Vault

_PLUS = frozenset({"vi", "vim", "nvim", "gvim", "nano", "emacs", "emacsclient", "micro", "kak", "joe", "ne", "mg"})
_COLON = frozenset({"hx", "helix", "subl", "zed"})
_GOTO = frozenset({"code", "codium", "code-insiders"})


@click.command(epilog="\b\nExamples:\n  netnotes edit ada\n  EDITOR=nano netnotes edit grace hopper")
@who_argument
@answers
def edit(context: Context, who: tuple[str, ...]) -> None:
    """Open WHO's note in $VISUAL or $EDITOR, at the latest line of the log."""

    def question(vault: Vault) -> tuple[str, int]:
        person = whom(context, vault, " ".join(who))
        own = [line for line in vault.interactions(person.id) if line.role == OWN and line.shape != "key"]
        return person.path, own[-1].number if own else 1

    path, line = context.ask(question)
    command = editor_command(
        os.environ.get("VISUAL") or os.environ.get("EDITOR") or _usual(), _file(context, path), line
    )
    try:
        code = subprocess.run(command, check=False).returncode
    except OSError as error:
        raise Usage(f"$EDITOR: {command[0]} cannot be started ({error.strerror}); set it to your editor") from None
    if code:
        raise Usage(f"{command[0]} ended with {code}")


def _usual() -> str:
    return "notepad" if os.name == "nt" else "vi"


def _file(context: Context, path: str) -> Path:
    from netnotes.vault.edits import real_path

    root = context.root()
    # An absolute path is never taken for an option.
    return Path(root, real_path(root, path)).absolute()


def editor_command(editor: str, file: Path, line: int) -> list[str]:
    """The words that open *file* at *line* in *editor*, as far as it is known how."""
    words = shlex.split(editor, posix=os.name != "nt") or [_usual()]
    name = Path(words[0]).stem.lower()
    if name in _PLUS:
        return [*words, f"+{line}", str(file)]
    if name in _GOTO:
        return [*words, *([] if "--wait" in words or "-w" in words else ["--wait"]), "--goto", f"{file}:{line}"]
    return [*words, f"{file}:{line}" if name in _COLON else str(file)]
