"""``netnotes show``: one person on one screen."""

from __future__ import annotations

import click

from netnotes.commands.context import Context
from netnotes.commands.shared import answers, who_argument


@click.command(epilog="\b\nExamples:\n  netnotes show ada\n  netnotes show grace hopper --format json")
@who_argument
@answers
def show(context: Context, who: tuple[str, ...]) -> None:
    """Show one person on one screen, for the minute before a call."""
    from netnotes.queries.show import show as ask_show

    context.no_markdown("show")
    today = context.today
    row = context.ask(lambda vault: ask_show(vault, context.person(vault, " ".join(who)), today))
    if context.format == "json":
        from netnotes.views import json

        context.show([json.dump(json.show_json(row, today))])
    else:
        from netnotes.views.person_text import show_lines

        context.show(show_lines(row, today, context.page()))
