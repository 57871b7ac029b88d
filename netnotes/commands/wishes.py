"""``netnotes wishes``: whom you would like to know, and whom to ask."""

from __future__ import annotations

import click

from netnotes.commands.context import Context
from netnotes.commands.shared import answers


@click.command(epilog="\b\nExamples:\n  netnotes wishes\n  netnotes wishes --all --format json")
@click.option("--all", "everything", is_flag=True, help="Every wish, and everyone to ask.")
@answers
def wishes(context: Context, everything: bool) -> None:
    """Show whom you would like to know and why, and who knows them: the warmest first."""
    from netnotes.queries.wishes import wishes as ask_wishes

    context.no_markdown("wishes")
    today = context.today
    row = context.ask(lambda vault: ask_wishes(vault, today))
    if context.format == "json":
        from netnotes.views import json
        from netnotes.views.wishes_json import wishes_json

        context.show([json.dump(wishes_json(row))])
    else:
        from netnotes.views.wishes_text import wishes_lines

        context.show(wishes_lines(row, context.page(), everything=everything))
