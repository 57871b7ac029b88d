"""``netnotes events``: what came of the places where people were met."""

from __future__ import annotations

import click

from netnotes.commands.context import Context
from netnotes.commands.shared import answers
from netnotes.model.vault import Vault


@click.command(epilog="\b\nExamples:\n  netnotes events\n  netnotes events --all --evidence")
@click.option("--all", "everything", is_flag=True, help="Every place, and every name.")
@click.option("--evidence", is_flag=True, help="With the lines that say so.")
@answers
def events(context: Context, everything: bool, evidence: bool) -> None:
    """Show for each place or event who was met, who was followed up, and with whom there was contact later."""
    from netnotes.queries.events import Event, evidence_of
    from netnotes.queries.events import events as ask_events
    from netnotes.queries.evidence import Evidence

    context.no_markdown("events")
    today = context.today

    def question(vault: Vault) -> tuple[list[Event], list[list[Evidence]]]:
        rows = ask_events(vault, today)
        return rows, [evidence_of(vault, row.people) for row in rows] if evidence else []

    rows, lines_of = context.ask(question)
    if context.format == "json":
        from netnotes.views import json
        from netnotes.views.events_json import events_json

        context.show([json.dump(events_json(rows, lines_of))])
    else:
        from netnotes.views.events_text import events_lines

        context.show(events_lines(rows, lines_of, today, context.page(), everything=everything))
