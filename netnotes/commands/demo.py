"""``netnotes demo``: an example vault to try things in."""

from __future__ import annotations

from pathlib import Path

import click

from netnotes.commands.context import Context
from netnotes.commands.shared import answers


@click.command(epilog="\b\nExamples:\n  netnotes demo\n  netnotes demo /tmp/example")
@click.argument("folder", type=click.Path(path_type=Path), default=Path("netnotes-demo"), metavar="[DIR]")
@answers
def demo(context: Context, folder: Path) -> None:
    """Copy the example vault to DIR (netnotes-demo), print its agenda, and say what to try next."""
    from netnotes.queries.agenda import agenda
    from netnotes.resources import example_vault
    from netnotes.vault.example import copy_example, is_example
    from netnotes.views.agenda_text import agenda_lines

    context.no_markdown("demo")
    today = context.today
    is_there = is_example(folder)
    if not is_there:
        copy_example(example_vault(), folder, today)
    context.vault = str(folder)
    agendas, size = context.ask(lambda vault: (agenda(vault, today), vault.size()))
    if context.format == "json":
        from netnotes.views import json

        context.show([json.dump({"vault": str(folder), "agenda": json.agenda_json(agendas, several=False)})])
        return
    where = f"The example vault is in {folder}"
    said = (
        f"{where} from before, and is left as it is."
        if is_there
        else f"{where}: {size.people} people, some invented, some long dead."
    )
    tries = [
        ("cd " + str(folder), "and then"),
        ("netnotes show ada", "one person, for the minute before a call"),
        ("netnotes timeline babbage", "all that happened with him"),
        ("netnotes overdue", "who has slipped, for their own rhythm"),
        ("netnotes log ada tea", "a line in her note; netnotes undo takes it back"),
        ("netnotes check", "one note is broken; see what it says"),
        ("netnotes agenda --days 7", "the week"),
        ("netnotes serve --open", "all of it as pages that follow every save"),
    ]
    width = max(len(command) for command, _ in tries)
    lines = [
        said,
        "",
        *agenda_lines(agendas, None, context.page()),
        "",
        "Open its notes in your editor, change a line, ask again. Things to try:",
    ]
    context.show([*lines, *(f"  {command:<{width}}   {what}" for command, what in tries)])
