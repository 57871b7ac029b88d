"""``netnotes spread``: a backlog spread over the coming weeks."""

from __future__ import annotations

import click

from netnotes.commands.context import Context
from netnotes.commands.shared import answers


@click.command(epilog="\b\nExamples:\n  netnotes spread\n  netnotes spread --format json")
@click.option("--all", "everything", is_flag=True, help="Every day, not just two weeks.")
@answers
def spread(context: Context, everything: bool) -> None:
    """Propose a day for everyone who is due, so many a day. Nothing is written."""
    from netnotes.queries.spread import spread as ask_spread

    context.no_markdown("spread")
    today = context.today
    row = context.ask(lambda vault: ask_spread(vault, today))
    if context.format == "json":
        from netnotes.views import json

        context.show([json.dump(json.spread_json(row))])
    else:
        from netnotes.views.tables_text import spread_lines

        context.show(spread_lines(row, context.page(), everything=everything))
