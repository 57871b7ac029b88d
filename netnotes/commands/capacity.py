"""``netnotes capacity``: hours that the rhythms ask for, against the hours there are and those spent."""

from __future__ import annotations

import click

from netnotes.commands.context import Context
from netnotes.commands.shared import answers


@click.command(
    epilog="\b\nExamples:\n  netnotes capacity\n  netnotes capacity --all\n  netnotes capacity --evidence --format json"
)
@click.option("--all", "everything", is_flag=True, help="Every change, not just five.")
@click.option("--evidence", is_flag=True, help="The lines behind the hours.")
@answers
def capacity(context: Context, everything: bool, evidence: bool) -> None:
    """Hours that your rhythms ask for, against those you have; what would bring them under."""
    from netnotes.queries.capacity import capacity as ask_capacity

    context.no_markdown("capacity")
    today = context.today
    row = context.ask(lambda vault: ask_capacity(vault, today, evidence=evidence))
    if context.format == "json":
        from netnotes.views import json
        from netnotes.views.capacity_json import capacity_json

        context.show([json.dump(capacity_json(row, evidence=evidence))])
    else:
        from netnotes.views.capacity_text import capacity_lines

        context.show(capacity_lines(row, today, context.page(), everything=everything, evidence=evidence))
