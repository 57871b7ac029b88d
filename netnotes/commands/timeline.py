"""``netnotes timeline``: all that happened with one person."""

from __future__ import annotations

import click

from netnotes.commands.context import Context
from netnotes.commands.shared import answers, who_argument


@click.command(epilog='\b\nExamples:\n  netnotes timeline ada\n  netnotes timeline "Grace Hopper" --reverse')
@who_argument
@click.option("--reverse", is_flag=True, help="Oldest first.")
@answers
def timeline(context: Context, who: tuple[str, ...], reverse: bool) -> None:
    """Show all that happened with one person, newest first, silences included."""
    from netnotes.queries.timeline import timeline as ask_timeline

    today = context.today
    row = context.ask(lambda vault: ask_timeline(vault, context.person(vault, " ".join(who)), today))
    if context.format == "json":
        from netnotes.views import json

        context.show([json.dump(json.timeline_json(row))])
    elif context.format == "md":
        from netnotes.views.markdown import timeline_markdown

        context.show([timeline_markdown(row, today, context.own_templates(), reverse=reverse)])
    else:
        from netnotes.views.person_text import timeline_lines

        context.show(timeline_lines(row, today, context.screen(), reverse=reverse))
