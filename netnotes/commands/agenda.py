"""``netnotes agenda``: what is worth doing today."""

from __future__ import annotations

import click

from netnotes.commands.context import Context
from netnotes.commands.shared import answers


@click.command(
    epilog="\b\nExamples:\n  netnotes agenda\n  netnotes agenda --days 7\n  netnotes agenda --format md > today.md"
)
@click.option("--days", type=click.IntRange(1, 366), metavar="N", help="So many days from today on.")
@click.option("--all", "everything", is_flag=True, help="Everyone, not just today's share.")
@answers
def agenda(context: Context, days: int | None, everything: bool) -> None:
    """Show what is worth doing today: whom to turn to, and why."""
    from netnotes.queries.agenda import agenda as ask_agenda

    today = context.today
    agendas, size = context.ask(
        lambda vault: (
            ask_agenda(vault, today, days or 1, everything=everything),
            None if vault.has_rhythms() else vault.size(),
        )
    )
    if context.format == "json":
        from netnotes.views import json

        context.show([json.dump(json.agenda_json(agendas, several=days is not None))])
    elif context.format == "md":
        from netnotes.views.markdown import agenda_markdown

        context.show([agenda_markdown(agendas, context.own_templates())])
    else:
        from netnotes.views.agenda_text import agenda_lines

        context.show(agenda_lines(agendas, size, context.page()))
