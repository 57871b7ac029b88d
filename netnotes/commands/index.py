"""``netnotes index``: the index, for the curious."""

from __future__ import annotations

import os

import click

from netnotes.commands.context import Context
from netnotes.commands.shared import answers


@click.command(epilog="\b\nExamples:\n  netnotes index --where\n  netnotes index --rebuild")
@click.option("--where", is_flag=True, help="Print where it lies.")
@click.option("--rebuild", is_flag=True, help="Read every note anew.")
@click.option("--clear", is_flag=True, help="Delete it; nothing is lost.")
@answers
def index(context: Context, where: bool, rebuild: bool, clear: bool) -> None:
    """Look at the index that answers are read from. Deleting it loses nothing."""
    from netnotes.vault.discover import cache_folder
    from netnotes.vault.index import clear as clear_index
    from netnotes.vault.index import index_file

    context.no_markdown("index")
    file = index_file(context.root(), cache_folder(os.environ))
    if clear or rebuild:
        clear_index(file)
    size = None if (clear and not rebuild) or where else context.ask(lambda vault: vault.size())
    if context.format == "json":
        from netnotes.views import json

        notes, people = (size.notes, size.people) if size else (None, None)
        context.show([json.dump({"path": file, "notes": notes, "people": people})])
    elif where:
        click.echo(file)
    elif size:
        read = f"{size.notes:,} note{'' if size.notes == 1 else 's'}"
        click.echo(f"{read}, {size.people:,} {'person' if size.people == 1 else 'people'}: {file}")
    else:
        click.echo(f"The index is deleted; the next question makes it anew: {file}")
