"""``netnotes digest``: the day or the week, for cron and a mail program."""

from __future__ import annotations

import click

from netnotes.commands.context import Context
from netnotes.commands.shared import answers
from netnotes.errors import Usage
from netnotes.views.terminal import Screen

MOST_DAYS = 31


@click.command(
    epilog="\b\nExamples:\n  netnotes digest\n  netnotes digest --days 7 --mail you@example.org | sendmail -t\n"
    "  netnotes digest --quiet-if-empty"
)
@click.option("--days", type=click.IntRange(1, MOST_DAYS), metavar="N", help="So many days from today on.")
@click.option(
    "--mail", metavar="[TO]", is_flag=False, flag_value="", default=None, help="As a mail message, to TO if given."
)
@click.option("--quiet-if-empty", is_flag=True, help="Print nothing when nothing is waiting.")
@answers
def digest(context: Context, days: int | None, mail: str | None, quiet_if_empty: bool) -> None:
    """Print the day or the week as plain text or as a mail message. Nothing is sent.

    The agenda, who was new, and what is promised: a page at most.
    """
    from netnotes.queries.digest import digest as ask_digest

    context.no_markdown("digest")
    if mail is not None and context.format == "json":
        raise Usage("--mail is a message, and --format json is none; write one of them")
    today = context.today
    row = context.ask(lambda vault: ask_digest(vault, today, days or 1))
    # It stands in the text: a second mail about it from cron would be one too many.
    unreadable = context.unreadable
    if not context.strict:
        context.unreadable = 0
    if quiet_if_empty and row.is_empty:
        return
    if context.format == "json":
        from netnotes.views import json
        from netnotes.views.digest_text import digest_json

        context.show([json.dump(digest_json(row))])
        return
    from netnotes.views.digest_text import digest_lines, mail_text

    if mail is None:
        context.show(digest_lines(row, unreadable, context.page()))
        return
    if not mail.isprintable():
        raise Usage("--mail: an address stands on one line, like you@example.org")
    try:
        text = mail_text(row, digest_lines(row, unreadable, Screen(80)), mail)
    except (ValueError, IndexError):
        raise Usage(f'--mail: "{mail[:60]}" is no address; write one like you@example.org') from None
    context.show([text.removesuffix("\n")])
