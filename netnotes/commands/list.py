"""``netnotes list``: people, filtered and sorted."""

from __future__ import annotations

import click

from netnotes.commands.context import Context, read_day
from netnotes.commands.shared import answers
from netnotes.model.person import STATUSES


@click.command(
    "list",
    epilog="\b\nExamples:\n  netnotes list --circle close --sort due\n  netnotes list chess oslo\n"
    "  netnotes list --no-contact --format json",
)
@click.argument("words", nargs=-1)
@click.option("--circle", metavar="NAME", help="Only this circle; none for people without one.")
@click.option("--tag", metavar="TAG", help="Only with this tag, or one nested in it.")
@click.option("--status", type=click.Choice(STATUSES), help="Only this status.")
@click.option("--since", metavar="DATE", help="Only with a contact on or after this day.")
@click.option("--no-contact", is_flag=True, help="Only without a contact on record.")
@click.option("--sort", type=click.Choice(["name", "circle", "last", "due"]), default="name", help="In which order.")
@click.option("--limit", type=click.IntRange(0), metavar="N", help="At most so many.")
@answers
def list_people(
    context: Context, words: tuple[str, ...], circle: str | None, tag: str | None, status: str | None,
    since: str | None, no_contact: bool, sort: str, limit: int | None,
) -> None:  # fmt: skip
    """List people; WORDS are looked for in names, tags and all fields."""
    from netnotes.queries.people import Filter, people

    context.no_markdown("list")
    today = context.today
    wanted = Filter(circle, tag, status, read_day(since, "--since") if since else None, no_contact, words)
    rows = context.ask(lambda vault: people(vault, today, wanted, sort, limit))
    if context.format == "json":
        from netnotes.views import json

        context.show([json.dump(json.list_json(rows))])
    else:
        from netnotes.views.tables_text import list_lines

        context.show(list_lines(rows, today, context.screen()))
