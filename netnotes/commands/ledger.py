"""``netnotes ledger``: given, got, asked, owed and promised, with the lines."""

from __future__ import annotations

import click

from netnotes.commands.context import Context
from netnotes.commands.shared import answers, complete_person
from netnotes.model.vault import Vault


@click.command(epilog="\b\nExamples:\n  netnotes ledger\n  netnotes ledger grace hopper\n  netnotes ledger --evidence")
@click.argument("who", metavar="[WHO]", nargs=-1, shell_complete=complete_person)
@click.option("--all", "everything", is_flag=True, help="Every line, not just the newest.")
@click.option("--evidence", is_flag=True, help="Every line, with the note and line it stands in.")
@answers
def ledger(context: Context, who: tuple[str, ...], everything: bool, evidence: bool) -> None:
    """Show what was given, got and asked in twelve months, what is owed and what is promised; or all this with WHO."""
    from netnotes.queries.ledger import Ledger, ledger_of
    from netnotes.queries.ledger import ledger as whole_ledger

    context.no_markdown("ledger")
    today = context.today

    def question(vault: Vault) -> tuple[Ledger, str]:
        if not who:
            return whole_ledger(vault, today), ""
        person = context.person(vault, " ".join(who))
        return ledger_of(vault, person, today), context.typed(vault, person)

    row, typed = context.ask(question)
    if context.format == "json":
        from netnotes.views import json
        from netnotes.views.ledger_json import ledger_json

        context.show([json.dump(ledger_json(row))])
    else:
        from netnotes.views.ledger_text import ledger_lines

        page = context.page()
        context.show(ledger_lines(row, today, context.settings, typed, page, everything=everything, evidence=evidence))
