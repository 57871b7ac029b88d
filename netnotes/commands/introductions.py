"""``netnotes introductions``: who should meet whom."""

from __future__ import annotations

import click

from netnotes.commands.context import Context
from netnotes.commands.shared import answers, complete_person


@click.command(epilog="\b\nExamples:\n  netnotes introductions\n  netnotes introductions ada --format json")
@click.argument("who", metavar="[WHO]", nargs=-1, shell_complete=complete_person)
@click.option("--all", "everyone", is_flag=True, help="Every pair, not just seven.")
@answers
def introductions(context: Context, who: tuple[str, ...], everyone: bool) -> None:
    """Name pairs of people of whom one needs what the other offers; with WHO, only those with that person."""
    from netnotes.model.vault import Vault
    from netnotes.queries.introductions import Introductions
    from netnotes.queries.introductions import introductions as ask_introductions

    context.no_markdown("introductions")
    today = context.today

    def question(vault: Vault) -> Introductions:
        person = context.person(vault, " ".join(who)) if who else None
        return ask_introductions(vault, today, person, everyone=everyone)

    row = context.ask(question)
    if context.format == "json":
        from netnotes.views import json
        from netnotes.views.introductions_json import introductions_json

        context.show([json.dump(introductions_json(row))])
    else:
        from netnotes.views.introductions_text import introductions_lines

        context.show(introductions_lines(row, context.screen()))
