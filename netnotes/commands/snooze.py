"""``netnotes snooze``: nothing is due from somebody before a day."""

from __future__ import annotations

import click

from netnotes.commands.context import Context
from netnotes.commands.shared import complete_person, writes
from netnotes.commands.status import check_due
from netnotes.commands.writing import coming_day_of, make, name_in, say, whom
from netnotes.model.person import Person
from netnotes.model.vault import Vault
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
    say(context, put_off(context, who, until, dry_run=dry_run), dry_run=dry_run)


def put_off(context: Context, who: str, until: tuple[str, ...], *, dry_run: bool = False) -> Written:
    """Snooze the person whom *who*, with words of *until* that belong to it, names; what was written."""

    def question(vault: Vault) -> tuple[Person, tuple[str, ...]]:
        name, rest = name_in(vault, who, until)
        person = whom(context, vault, name)
        check_due(person)
        return person, rest

    person, until = context.ask(question)
    day = coming_day_of(" ".join(until) or "2 weeks", context.today, "UNTIL")
    said = f"nothing before {on_day(day, context.today)}"
    steps = [Edit(person.path, (SetKey("snooze", day.isoformat()),))]
    made = make(context, f"snooze {person.name}", steps, dry_run=dry_run)
    return Written("snooze", person.name, person.path, said, made, day=day)
