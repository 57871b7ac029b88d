"""``netnotes met``: somebody was met, and is to be followed up."""

from __future__ import annotations

from typing import NamedTuple

import click

from netnotes.commands.context import Context
from netnotes.commands.new import new_note
from netnotes.commands.set import Setting
from netnotes.commands.shared import complete_person, writes
from netnotes.commands.writing import day_of, load_of, make, say
from netnotes.errors import NoSuchPerson, SeveralPeople, Usage
from netnotes.model.person import Person
from netnotes.model.vault import Vault
from netnotes.notes.edit import FieldChange, SetKey
from netnotes.vault.edits import Edit
from netnotes.vault.naming import check_name
from netnotes.views.written import Written, on_day


class _Found(NamedTuple):
    """Who was met, None for somebody new, what to type for them; whom through; others whose names are like it."""

    person: Person | None
    typed: str
    through: str
    alike: list[str]


@click.command(
    epilog="\b\nExamples:\n  netnotes met 'Grace Hopper' --at 'the navy ball'\n"
    "  netnotes met 'Grace Hopper' --through ada --on 'last friday'"
)
@click.argument("name", metavar="NAME", nargs=-1, required=True, shell_complete=complete_person)
@click.option("--at", "place", metavar="EVENT", help="Where, or on what occasion.")
@click.option("--through", metavar="WHO", shell_complete=complete_person, help="Who introduced you.")
@click.option("--on", metavar="DATE", help="The day, if it is not today.")
@writes
def met(
    context: Context, name: tuple[str, ...], place: str | None, through: str | None, on: str | None, dry_run: bool
) -> None:
    """Note that you met NAME, who gets a note if there is none, and say when to follow up."""
    called, today = check_name(" ".join(name)), context.today
    day = day_of(on, today, "--on", ahead=False) if on else today
    if day > today:
        raise Usage(f"--on: {day.isoformat()} is ahead; plan it with netnotes log, and write met when it was")
    found, load = context.ask(lambda vault: (_look(context, vault, called, through), load_of(context, vault)))
    setting = Setting(context.settings, today)
    changes: list[FieldChange] = [SetKey("met", day.isoformat())]
    if place:
        changes.append(setting.text("met-at", place))
    if found.through:
        changes.append(SetKey("met-through", found.through))
    person = found.person
    if person and person.met:
        raise Usage(f"{person.name} was met {person.met} already; write netnotes log {found.typed} --kind met instead")
    if person and person.status in ("wish", "card"):
        changes.append(SetKey("status", "active"))
    steps = [Edit(person.path, tuple(changes))] if person else [new_note(context, called, lambda _: changes)]
    for other in found.alike[:1]:
        context.tell(f"a new note; there is {other} too, whose name is like it")
    made = make(context, f"met {called}", steps, dry_run=dry_run)
    said = f", met {on_day(day, today)}{f' at {place}' if place else ''}"
    row = Written("met", person.name if person else called, steps[0].path, said, made, day=day, load=load)
    say(context, row, dry_run=dry_run)


def _look(context: Context, vault: Vault, name: str, through: str | None) -> _Found:
    """Who is called *name* exactly, and a link to whom it was through, or their name where they have no note."""
    from netnotes.queries.who import find_person, is_called

    person = None
    alike: list[str] = []
    try:
        found = find_person(vault, name)
        if is_called(vault, found, name):
            person = vault.person(found)
        else:
            alike.append(f"{vault.person(found).name} ({vault.person(found).path})")
    except NoSuchPerson:
        pass
    except SeveralPeople as several:
        exact = [path for _, path in several.candidates if is_called(vault, vault.at_path(path) or 0, name)]
        if exact:
            raise
        alike += [f"{other} ({path})" for other, path in several.candidates]
    link = ""
    if through:
        try:
            link = vault.link_to(context.person(vault, through, whole_words=True), "")
        except NoSuchPerson:
            link = through
    return _Found(person, context.typed(vault, person.id, name) if person else "", link, alike)
