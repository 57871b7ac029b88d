"""``netnotes check``: every problem in the vault."""

from __future__ import annotations

import click

from netnotes.commands.context import Context
from netnotes.commands.shared import answers


@click.command(epilog="\b\nExamples:\n  netnotes check\n  vim -q <(netnotes check)")
@click.option("--links", is_flag=True, help="Also links in heads that lead to nobody.")
@answers
def check(context: Context, links: bool) -> None:
    """List every problem in the vault; exit with 1 if a note could not be read."""
    from netnotes.vault.leftovers import leftovers

    context.no_markdown("check")
    found, size = context.ask(lambda vault: (vault.problems(quiet=links), vault.size()))
    problems = [*found, *leftovers(context.root())]
    context.strict = True
    context.unreadable, unreadable = 0, context.unreadable
    if context.format == "json":
        from netnotes.views import json

        context.show([json.dump(json.check_json(problems))])
    else:
        from netnotes.views.tables_text import check_lines

        context.show(check_lines(problems, size.notes, context.screen()))
    context.unreadable = unreadable
