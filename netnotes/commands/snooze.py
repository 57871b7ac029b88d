"""``netnotes snooze``: nothing is due from somebody before a day."""

from __future__ import annotations

import click

from netnotes.commands.context import Context
from netnotes.commands.shared import complete_person, writes
from netnotes.commands.writing import coming_day_of, make, say, whom
from netnotes.notes.edit import SetKey
from netnotes.vault.edits import Edit
from netnotes.views.written import Written, on_day


@click.command(
    epilog="\b\nExamples:\n  netnotes snooze ada\n  netnotes snooze ada 3 weeks\n  netnotes snooze ada friday"
)
@click.argument("who", metavar="WHO", shell_complete=complete_person)
@click.argument("until", metavar="[UNTIL]", nargs=-1)
@writes
def snooze(context: Context, who: str, until: tuple[str, ...], dry_run: bool) -> None:
    """Do not ask for WHO before a day: 2 weeks from today, unless UNTIL says another."""
    day = coming_day_of(" ".join(until) or "2 weeks", context.today, "UNTIL")
    person = context.ask(lambda vault: whom(context, vault, who))
    steps = [Edit(person.path, (SetKey("snooze", day.isoformat()),))]
    made = make(context, f"snooze {person.name}", steps, dry_run=dry_run)
    said = f"nothing before {on_day(day, context.today)}"
    say(context, Written("snooze", person.name, person.path, said, made, day=day), dry_run=dry_run)
