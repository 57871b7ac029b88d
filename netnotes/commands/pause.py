"""``netnotes pause`` and ``netnotes resume``."""

from __future__ import annotations

from datetime import date

import click

from netnotes.commands.context import Context
from netnotes.commands.shared import who_argument, writes
from netnotes.commands.status import check_due, waking, waking_status
from netnotes.commands.writing import coming_day_of, make, say, whom
from netnotes.model.person import Person
from netnotes.model.vault import Vault
from netnotes.notes.edit import Change, SetKey, Unset
from netnotes.vault.edits import Edit
from netnotes.views.written import Written, on_day


@click.command(epilog="\b\nExamples:\n  netnotes pause ada\n  netnotes pause ada --until 'in 3 months'")
@who_argument
@click.option("--until", metavar="DATE", help="The day on which they are active again.")
@writes
def pause(context: Context, who: tuple[str, ...], until: str | None, dry_run: bool) -> None:
    """Let nothing be due from WHO, until a day or until `resume`."""
    day = coming_day_of(until, context.today, "--until") if until else None

    def question(vault: Vault) -> tuple[Person, list[Change]]:
        person = whom(context, vault, " ".join(who))
        check_due(person)
        return person, _pausing(vault, person, day)

    person, changes = context.ask(question)
    made = make(context, f"pause {person.name}", [Edit(person.path, tuple(changes))], dry_run=dry_run)
    said = f"paused until {on_day(day, context.today)}" if day else "paused, until netnotes resume"
    say(context, Written("pause", person.name, person.path, said, made, day=day), dry_run=dry_run)


def _pausing(vault: Vault, person: Person, day: date | None) -> list[Change]:
    """The pause as changes: with a day it ends by itself, unless the status holds it."""
    if day:
        return [SetKey("paused-until", day.isoformat()), *waking_status(vault, person)]
    asleep: list[Change] = [] if person.status == "paused" else [SetKey("status", "paused")]
    return [*asleep, Unset("paused-until")] if person.paused_until else asleep


@click.command(epilog="\b\nExamples:\n  netnotes resume ada\n  netnotes resume grace hopper --dry-run")
@who_argument
@writes
def resume(context: Context, who: tuple[str, ...], dry_run: bool) -> None:
    """End a pause: WHO is active again from today."""

    def question(vault: Vault) -> tuple[Person, list[Change]]:
        person = whom(context, vault, " ".join(who))
        check_due(person)
        return person, waking(vault, person)

    person, changes = context.ask(question)
    made = make(context, f"resume {person.name}", [Edit(person.path, tuple(changes))], dry_run=dry_run)
    say(context, Written("resume", person.name, person.path, "active", made), dry_run=dry_run)
