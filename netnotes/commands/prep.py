"""``netnotes prep``: what to know before a meeting."""

from __future__ import annotations

import click

from netnotes.commands.context import Context
from netnotes.commands.shared import answers, who_argument
from netnotes.commands.writing import name_in
from netnotes.errors import NoSuchPerson, Usage
from netnotes.model.names import fold
from netnotes.model.vault import Vault


@click.command(
    epilog="\b\nExamples:\n  netnotes prep ada\n  netnotes prep ada, grace hopper\n"
    "  netnotes prep 'Ada Lovelace' 'Grace Hopper'"
)
@who_argument
@answers
def prep(context: Context, who: tuple[str, ...]) -> None:
    """Show what to know before meeting WHO: each on a screen, what they share, what is open, what to bring up.

    Several people stand between commas, or each in quotes.
    """
    from netnotes.queries.prep import prep as ask_prep

    context.no_markdown("prep")
    today = context.today
    row = context.ask(lambda vault: ask_prep(vault, _persons(context, vault, who), today))
    if context.format == "json":
        from netnotes.views import json
        from netnotes.views.prep_text import prep_json

        context.show([json.dump(prep_json(row, today))])
    else:
        from netnotes.views.prep_text import prep_lines

        context.show(prep_lines(row, today, context.page()))


def _persons(context: Context, vault: Vault, who: tuple[str, ...]) -> list[int]:
    """Whom the words name: one person whose name they make up, else those between commas, else one name after another.

    A name of several words without commas is taken where it is somebody's whole name. Raises NoSuchPerson.
    """
    whole = " ".join(who)
    if not whole.replace(",", " ").split():
        raise Usage("whom do you mean? Write a name, or several with commas between them")
    if "," not in whole or vault.called(fold(whole), exact=True):
        try:
            return [context.person(vault, whole)]
        except NoSuchPerson:
            if len(who) == 1:
                raise
    if "," in whole:
        return [context.person(vault, part.strip()) for part in whole.split(",") if part.strip()]
    found = []
    words = who
    while words:
        name, words = name_in(vault, words[0], words[1:])
        found.append(context.person(vault, name))
    return found
