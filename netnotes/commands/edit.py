"""``netnotes edit``: somebody's note in the editor, at the log."""

from __future__ import annotations

from pathlib import Path

import click

from netnotes.commands.context import Context
from netnotes.commands.editor import open_editor
from netnotes.commands.shared import answers, who_argument
from netnotes.commands.writing import unreadable, whom
from netnotes.errors import NetnotesError
from netnotes.model.vault import OWN, Vault


@click.command(epilog="\b\nExamples:\n  netnotes edit ada\n  EDITOR=nano netnotes edit grace hopper")
@who_argument
@answers
def edit(context: Context, who: tuple[str, ...]) -> None:
    """Open WHO's note in $VISUAL or $EDITOR, at the latest line of the log, or where it cannot be read."""
    open_note_of(context, " ".join(who))


def open_note_of(context: Context, who: str) -> None:
    """Open the note of the person *who* names, and wait for the editor."""

    def question(vault: Vault) -> tuple[str, int]:
        try:
            person = whom(context, vault, who)
        except NetnotesError:
            # A note that cannot be read is what an editor is for.
            problem = unreadable(context, vault, who)
            if problem is None:
                raise
            return problem.path, problem.line or 1
        own = [line for line in vault.interactions(person.id) if line.role == OWN and line.shape != "key"]
        return person.path, own[-1].number if own else 1

    path, line = context.ask(question)
    open_editor(_file(context, path), line)


def _file(context: Context, path: str) -> Path:
    from netnotes.vault.edits import real_path

    root = context.root()
    # An absolute path is never taken for an option.
    return Path(root, real_path(root, path)).absolute()
