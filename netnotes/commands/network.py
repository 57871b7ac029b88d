"""``netnotes network``: how strong the network is, really."""

from __future__ import annotations

import click

from netnotes.commands.context import Context, read_day
from netnotes.commands.shared import answers
from netnotes.errors import Usage
from netnotes.model.vault import Vault


@click.command(
    epilog="\b\nExamples:\n  netnotes network\n  netnotes network --since 2026-01-01 --evidence\n"
    '  netnotes network --format md > "reviews/2026-11-24 network.md"'
)
@click.option("--since", metavar="DATE", help="Compare with this day; three months ago if not given.")
@click.option("--evidence", is_flag=True, help="The people behind each number, and their lines.")
@answers
def network(context: Context, since: str | None, evidence: bool) -> None:
    """Tell with whom contact goes both ways, where your time went, and what is different since a day."""
    from netnotes.queries.network import Network, quarter_before
    from netnotes.queries.network import network as ask_network
    from netnotes.queries.network_evidence import Proof, proof

    today = context.today
    day = read_day(since, "--since") if since else quarter_before(today)
    if day > today:
        raise Usage(f"--since: {day.isoformat()} is still to come; write a day that has been")
    if evidence and context.format == "md":
        raise Usage("--evidence has no Markdown form; use --format text or json")

    def ask(vault: Vault) -> tuple[Network, Proof | None]:
        row = ask_network(vault, today, day)
        return row, proof(vault, row) if evidence else None

    row, behind = context.ask(ask)
    if context.format == "json":
        from netnotes.views import json
        from netnotes.views.network_json import network_json

        context.show([json.dump(network_json(row, behind))])
    elif context.format == "md":
        from netnotes.views.markdown import network_markdown

        context.show([network_markdown(row, context.own_templates())])
    else:
        from netnotes.views.network_text import network_lines

        # In a pipe the places of lines are whole, so that they can be followed.
        context.show(network_lines(row, context.screen() if evidence else context.page(), behind))
