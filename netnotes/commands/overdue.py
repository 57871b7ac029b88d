"""``netnotes overdue``: everyone past their cadence."""

from __future__ import annotations

import sys

import click

from netnotes.commands.context import Context
from netnotes.commands.shared import answers


@click.command(epilog="\b\nExamples:\n  netnotes overdue\n  netnotes overdue --today 2026-12-24 --format json")
@answers
def overdue(context: Context) -> None:
    """List everyone whose cadence has lapsed, the most late for their own rhythm first."""
    from netnotes.queries.overdue import overdue as ask_overdue

    today = context.today
    rows = context.ask(lambda vault: ask_overdue(vault, today))
    if context.format == "json":
        from netnotes.views import json

        context.show([json.dump(json.overdue_json(rows))])
    elif context.format == "md":
        from netnotes.views.markdown import overdue_markdown

        context.show([overdue_markdown(rows, context.own_templates())])
    else:
        from netnotes.views.tables_text import overdue_lines

        context.show(overdue_lines(rows, context.screen()))
        if not rows and sys.stdout.isatty():
            context.tell("Nobody is late.")
