"""``netnotes spread``: a backlog spread over the coming weeks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from netnotes.commands.context import Context
from netnotes.commands.shared import writes

if TYPE_CHECKING:
    from netnotes.model.made import Made
    from netnotes.queries.spread import Spread


@click.command(
    epilog="\b\nExamples:\n  netnotes spread\n  netnotes spread --write --dry-run\n  netnotes spread --write"
)
@click.option("--all", "everything", is_flag=True, help="Every day, not just two weeks.")
@click.option("--write", "write", is_flag=True, help="Snooze everyone until their day.")
@writes
def spread(context: Context, everything: bool, write: bool, dry_run: bool) -> None:
    """Propose a day for everyone who is due, so many a day. Nothing is written without --write."""
    from netnotes.queries.spread import spread as ask_spread

    context.no_markdown("spread")
    today = context.today
    row = context.ask(lambda vault: ask_spread(vault, today))
    made = _write(context, row, dry_run=dry_run) if write or dry_run else []
    written = [] if dry_run else [change.path for change in made if change.is_change]
    if context.format == "json":
        from netnotes.views import json

        context.show([json.dump(json.spread_json(row, written))])
    elif dry_run:
        from netnotes.views.written import diff_lines

        context.show(diff_lines(made))
    else:
        from netnotes.views.tables_text import spread_lines

        context.show(spread_lines(row, context.page(), everything=everything, written=len(written)))


def _write(context: Context, row: Spread, *, dry_run: bool) -> list[Made]:
    """A snooze in the note of everyone whose turn comes later, all of them or none."""
    from netnotes.commands.writing import make
    from netnotes.notes.edit import SetKey
    from netnotes.vault.edits import Edit

    steps = [
        Edit(path, (SetKey("snooze", turn.day.isoformat()),))
        for turn in row.turns
        if turn.day > row.today
        for path in turn.paths
    ]
    return make(context, "spread", steps, dry_run=dry_run) if steps else []
