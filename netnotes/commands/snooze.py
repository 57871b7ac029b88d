"""``netnotes snooze``: nothing is due from somebody before a day."""

from __future__ import annotations

import click

from netnotes.commands.context import Context
from netnotes.commands.shared import complete_person, writes
from netnotes.commands.writing import change, coming_day_of, named
from netnotes.notes.edit import SetKey
from netnotes.views.written import on_day


@click.command(
    epilog="\b\nExamples:\n  netnotes snooze ada\n  netnotes snooze ada 3 weeks\n  netnotes snooze ada friday"
)
@click.argument("who", metavar="WHO", shell_complete=complete_person)
@click.argument("until", metavar="[UNTIL]", nargs=-1)
@writes
def snooze(context: Context, who: str, until: tuple[str, ...], dry_run: bool) -> None:
    """Do not ask for WHO before a day: 2 weeks from today, unless UNTIL says another."""
    who, until = named(context, who, until)
    day = coming_day_of(" ".join(until) or "2 weeks", context.today, "UNTIL")
    said = f"nothing before {on_day(day, context.today)}"
    change(context, "snooze", who, [SetKey("snooze", day.isoformat())], said, dry_run=dry_run, day=day)
