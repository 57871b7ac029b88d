"""``netnotes pause`` and ``netnotes resume``."""

from __future__ import annotations

import click

from netnotes.commands.context import Context
from netnotes.commands.shared import who_argument, writes
from netnotes.commands.status import check_due, waking, waking_status
from netnotes.commands.writing import change_note, coming_day_of, say
from netnotes.model.person import Person
from netnotes.model.vault import Vault
from netnotes.notes.edit import Change, SetKey, Unset
from netnotes.views.written import Written, on_day


@click.command(epilog="\b\nExamples:\n  netnotes pause ada\n  netnotes pause ada --until 'in 3 months'")
@who_argument
@click.option("--until", metavar="DATE", help="The day on which they are active again.")
@writes
def pause(context: Context, who: tuple[str, ...], until: str | None, dry_run: bool) -> None:
    """Let nothing be due from WHO, until a day or until `resume`."""
    say(context, pause_until(context, " ".join(who), until, dry_run=dry_run), dry_run=dry_run)


def pause_until(context: Context, who: str, until: str | None, *, dry_run: bool = False) -> Written:
    """Pause the person *who* names, until a day as it is typed or without one; what was written."""
    day = coming_day_of(until, context.today, "--until") if until else None

    def pausing(vault: Vault, person: Person) -> list[Change]:
        check_due(person)
        # With a day the pause ends by itself, unless the status holds it.
        if day:
            return [SetKey("paused-until", day.isoformat()), *waking_status(vault, person)]
        asleep: list[Change] = [] if person.status == "paused" else [SetKey("status", "paused")]
        return [*asleep, Unset("paused-until")] if person.paused_until else asleep

    person, made, _ = change_note(context, "pause", who, pausing, dry_run=dry_run)
    said = f"paused until {on_day(day, context.today)}" if day else "paused, until netnotes resume"
    return Written("pause", person.name, person.path, said, made, day=day)


@click.command(epilog="\b\nExamples:\n  netnotes resume ada\n  netnotes resume grace hopper --dry-run")
@who_argument
@writes
def resume(context: Context, who: tuple[str, ...], dry_run: bool) -> None:
    """End a pause: WHO is active again from today."""

    def resuming(vault: Vault, person: Person) -> list[Change]:
        check_due(person)
        return waking(vault, person)

    person, made, load = change_note(context, "resume", " ".join(who), resuming, dry_run=dry_run, loads=True)
    say(context, Written("resume", person.name, person.path, "active", made, load=load), dry_run=dry_run)
