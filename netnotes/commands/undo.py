"""``netnotes undo``: the edits of a command taken back, byte for byte."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from netnotes.commands.context import Context
from netnotes.commands.shared import writes
from netnotes.commands.writing import show_done
from netnotes.errors import Usage
from netnotes.views.terminal import safe

if TYPE_CHECKING:
    from netnotes.vault.undo import Done


@click.command(epilog="\b\nExamples:\n  netnotes undo\n  netnotes undo --list\n  netnotes undo 3")
@click.argument("number", metavar="[N]", required=False, type=click.IntRange(1))
@click.option("--list", "listed", is_flag=True, help="What can be taken back, the last first.")
@writes
def undo(context: Context, number: int | None, listed: bool, dry_run: bool) -> None:
    """Take back what the last command wrote, or the one with the number N of --list.

    It is refused where a note has changed since.
    """
    from netnotes.vault.undo import history, unreadable

    context.no_markdown("undo")
    done = history(context.root())
    for place in unreadable(context.root()):
        context.tell(
            f"{place}: this record cannot be read, and what it wrote cannot be taken back; see what lies there"
        )
    if listed:
        _list(context, done)
        return
    chosen = _chosen(done, number)
    if dry_run:
        from netnotes.vault.undo import rehearse
        from netnotes.views.written import diff_lines

        diff = diff_lines(rehearse(context.root(), chosen))
    else:
        diff = []
        take_back(context, chosen)
    paths = list(dict.fromkeys(edit.path for edit in chosen.edits))
    if context.format == "json":
        from netnotes.views import json

        document = {
            "command": "undo", "said": chosen.said, "moment": chosen.moment, "paths": paths, "dry_run": dry_run,
            "diff": "\n".join(diff) + "\n" if dry_run else None,
        }  # fmt: skip
        lines = [json.dump(document)]
    else:
        lines = [f"taken back: {safe(chosen.said)} ({chosen.moment})", *(f"  {safe(path)}" for path in paths)]
    show_done(context, diff if dry_run and context.format != "json" else lines, done=not dry_run)


def _chosen(done: Sequence[Done], number: int | None) -> Done:
    if number is not None:
        if number > len(done):
            raise Usage(f"there is no {number} in netnotes undo --list")
        chosen = done[number - 1]
        if chosen.undone:
            raise Usage(f"{chosen.said} ({chosen.moment}) is taken back already")
        return chosen
    last = next((row for row in done if not row.undone and not row.undo_of), None)
    if last is None:
        raise Usage("there is nothing to take back")
    return last


def take_back(context: Context, chosen: Done) -> None:
    """Take back what a command wrote; raises EditRefused where a note has changed since."""
    from netnotes.vault.write import Writing

    writing = Writing(context.root(), f"undo {chosen.said}", context.moment)
    try:
        with writing:
            writing.take_back(chosen)
    finally:
        for line in writing.told:
            context.tell(line)


def _list(context: Context, done: Sequence[Done]) -> None:
    if context.format == "json":
        from netnotes.views import json

        rows = [
            {
                "number": number, "said": row.said, "moment": row.moment, "undone": row.undone,
                "paths": list(dict.fromkeys(edit.path for edit in row.edits)),
            }
            for number, row in enumerate(done, 1)
        ]  # fmt: skip
        context.show([json.dump(rows)])
        return
    lines = [
        f"{number:>3}  {row.moment}  {safe(row.said)}{'  (taken back)' if row.undone else ''}"
        for number, row in enumerate(done, 1)
    ]
    if not lines:
        context.tell("Nothing has been written yet.")
    context.show(lines)
