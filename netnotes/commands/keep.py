"""``netnotes keep``: give somebody a circle or a cadence of their own."""

from __future__ import annotations

import click

from netnotes.commands.context import Context
from netnotes.commands.shared import who_argument, writes
from netnotes.commands.status import check_reachable, waking
from netnotes.commands.writing import change_note, say
from netnotes.dates import every, parse_cadence
from netnotes.errors import Usage
from netnotes.model.person import Person
from netnotes.model.settings import Settings
from netnotes.model.vault import Vault
from netnotes.notes.edit import Change, SetKey
from netnotes.views.written import Written


@click.command(
    epilog="\b\nExamples:\n  netnotes keep ada --circle close\n  netnotes keep grace hopper --cadence '6 weeks'"
)
@who_argument
@click.option("--circle", metavar="CIRCLE", help="The circle to keep them in.")
@click.option("--cadence", metavar="SPAN", help="How often, like '6 weeks', if it differs from the circle's.")
@writes
def keep(context: Context, who: tuple[str, ...], circle: str | None, cadence: str | None, dry_run: bool) -> None:
    """Keep WHO: in a circle, or at a rhythm of their own. Whoever was let go is active again."""
    say(context, keep_in(context, " ".join(who), circle, cadence, dry_run=dry_run), dry_run=dry_run)


def keep_in(
    context: Context, who: str, circle: str | None, cadence: str | None = None, *, dry_run: bool = False
) -> Written:
    """Keep the person *who* names, and make them active; what was written. Raises Usage where nothing is given."""
    settings = context.settings
    if circle is None and cadence is None:
        raise Usage(f"say how: --circle {' or '.join(c.name for c in settings.circles)}, or --cadence '6 weeks'")
    changes: list[Change] = []
    if circle is not None:
        changes.append(SetKey("circle", circle_called(settings, circle)))
    if cadence is not None:
        changes.append(SetKey("cadence", cadence_of(cadence)))

    def keeping(vault: Vault, person: Person) -> list[Change]:
        return [*changes, *waking(vault, person)]

    person, made, load = change_note(context, "keep", who, keeping, dry_run=dry_run, loads=True)
    said = _said(settings, person, changes)
    note = ""
    if circle is not None and cadence is None and person.own_cadence:
        note = f"Their own cadence, {person.cadence_text}, counts for more than the circle's."
    return Written("keep", person.name, person.path, said, made, note=note, load=load)


def circle_called(settings: Settings, text: str) -> str:
    """The circle that *text* names, whatever its case; raises Usage."""
    found = settings.circle_called(text)
    if found is None:
        known = ", ".join(circle.name for circle in settings.circles)
        raise Usage(f'there is no circle "{text[:40]}"; write one of: {known}')
    return found


def cadence_of(text: str) -> str:
    """*text* if it is a cadence; raises Usage."""
    try:
        parse_cadence(text)
    except ValueError as error:
        raise Usage(f"--cadence: {error}") from None
    return " ".join(text.split())


def _said(settings: Settings, person: Person, changes: list[Change]) -> str:
    given = {change.key: change.value for change in changes if isinstance(change, SetKey)}
    circle = given.get("circle", person.circle)
    cadence = given.get("cadence") or (person.cadence_text if person.own_cadence else None)
    if cadence is None:
        cadence = next((c.cadence_text for c in settings.circles if c.name == circle), None)
    rhythm = every(parse_cadence(cadence)) if cadence else ""
    return ", ".join(part for part in (circle, rhythm) if part)


@click.command(epilog="\b\nExamples:\n  netnotes let-go ada\n  netnotes let-go grace hopper --dry-run")
@who_argument
@writes
def let_go(context: Context, who: tuple[str, ...], dry_run: bool) -> None:
    """Let WHO go: the note stays, and nobody asks for them any more. `keep` takes them back."""
    say(context, let_one_go(context, " ".join(who), dry_run=dry_run), dry_run=dry_run)


def let_one_go(context: Context, who: str, *, dry_run: bool = False) -> Written:
    """Let the person go whom *who* names; what was written."""

    def letting_go(_: Vault, person: Person) -> list[Change]:
        check_reachable(person)
        return [SetKey("status", "let-go")]

    person, made, _ = change_note(context, "let-go", who, letting_go, dry_run=dry_run)
    said = "let go; the note stays, and nothing is due"
    return Written("let-go", person.name, person.path, said, made)
