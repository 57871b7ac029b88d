"""``netnotes favour``: whom one could ask for something."""

from __future__ import annotations

import click

from netnotes.commands.context import Context
from netnotes.commands.shared import answers


@click.command(
    epilog="\b\nExamples:\n  netnotes favour translation\n  netnotes favour tax law --all\n"
    "  netnotes favour piano --evidence"
)
@click.argument("topic", metavar="TOPIC", nargs=-1, required=True)
@click.option("--all", "everyone", is_flag=True, help="Everyone, not just seven.")
@click.option("--evidence", is_flag=True, help="Show the lines that the warmth is made of, and the sum.")
@answers
def favour(context: Context, topic: tuple[str, ...], everyone: bool, evidence: bool) -> None:
    """Say whom you could ask for something: TOPIC is one word or more, each a whole word or the start of one."""
    from netnotes.queries.favour import favour as ask_favour

    context.no_markdown("favour")
    today = context.today
    row = context.ask(lambda vault: ask_favour(vault, " ".join(topic), today, everyone=everyone))
    if context.format == "json":
        from netnotes.views import json
        from netnotes.views.favour_json import favour_json

        context.show([json.dump(favour_json(row, evidence=evidence))])
    else:
        from netnotes.views.favour_text import favour_lines

        context.show(favour_lines(row, today, context.screen(), evidence=evidence))
