"""``netnotes path``: the warmest ways to somebody, or to anybody of an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from netnotes.commands.context import Context
from netnotes.commands.shared import answers, complete_person
from netnotes.errors import NoSuchPerson
from netnotes.model.names import fold
from netnotes.model.vault import Vault

if TYPE_CHECKING:
    from netnotes.queries.hops import Ways


@click.command(
    epilog="\b\nExamples:\n  netnotes path caroline herschel\n  netnotes path 'the Institution'\n"
    "  netnotes path ada --evidence"
)
@click.argument("who", metavar="WHO|ORG", nargs=-1, required=True, shell_complete=complete_person)
@click.option("--evidence", is_flag=True, help="What each step costs, with the line behind it.")
@answers
def path(context: Context, who: tuple[str, ...], evidence: bool) -> None:
    """Show the warmest ways to WHO, or to anybody of ORG: who knows whom, and where that is written."""
    context.no_markdown("path")
    today = context.today
    row = context.ask(lambda vault: _ask(context, vault, " ".join(who)))
    if context.format == "json":
        from netnotes.views import json
        from netnotes.views.path_json import ways_json

        context.show([json.dump(ways_json(row, today))])
    else:
        from netnotes.views.path_text import ways_lines

        context.show(ways_lines(row, today, context.page(), evidence=evidence))


def _ask(context: Context, vault: Vault, words: str) -> Ways:
    """The ways to whom *words* name: a whole name, a whole organisation, words of a name, a part of either."""
    from netnotes.queries.hops import nobody_of, people_of, ways_to

    today = context.today
    if vault.at_path(words) is None and not vault.called(fold(words), exact=True):
        people, org = people_of(vault, words, whole=True)
        if people:
            return ways_to(vault, people, org, today)
    try:
        return ways_to(vault, [context.person(vault, words, whole_words=True)], "", today)
    except NoSuchPerson as nobody:
        people, org = people_of(vault, words, whole=False)
        if people:
            return ways_to(vault, people, org, today)
        try:
            return ways_to(vault, [context.person(vault, words)], "", today)
        except NoSuchPerson:
            raise nobody_of(nobody) from None
