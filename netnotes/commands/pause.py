"""``netnotes pause`` and ``netnotes resume``."""

from __future__ import annotations

import click

from netnotes.commands.context import Context
from netnotes.commands.keep import sleeping
from netnotes.commands.shared import who_argument, writes
from netnotes.commands.writing import coming_day_of, make, say, whom
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
    person = context.ask(lambda vault: whom(context, vault, " ".join(who)))
    # With a day the pause ends by itself, unless the status holds it.
    changes: list[Change] = [SetKey("paused-until", day.isoformat())] if day else [SetKey("status", "paused")]
    if not day and person.paused_until:
        changes.append(Unset("paused-until"))
    made = make(context, f"pause {person.name}", [Edit(person.path, tuple(changes))], dry_run=dry_run)
    said = f"paused until {on_day(day, context.today)}" if day else "paused, until netnotes resume"
    say(context, Written("pause", person.name, person.path, said, made, day=day), dry_run=dry_run)


@click.command(epilog="\b\nExamples:\n  netnotes resume ada\n  netnotes resume grace hopper --dry-run")
@who_argument
@writes
def resume(context: Context, who: tuple[str, ...], dry_run: bool) -> None:
    """End a pause: WHO is active again from today."""
    person, changes = context.ask(lambda vault: sleeping(context, vault, " ".join(who)))
    made = make(context, f"resume {person.name}", [Edit(person.path, tuple(changes))], dry_run=dry_run)
    say(context, Written("resume", person.name, person.path, "active", made), dry_run=dry_run)
