"""``netnotes rename``: another name for somebody, in their note, its file, and the links to it."""

from __future__ import annotations

import posixpath
from typing import NamedTuple

import click

from netnotes.commands.context import Context
from netnotes.commands.shared import complete_person, writes
from netnotes.commands.writing import make, named, say, whom
from netnotes.errors import Usage
from netnotes.model.names import fold
from netnotes.model.person import Person
from netnotes.model.vault import Vault
from netnotes.notes.edit import Append, Change, Relink, Retitle, SetKey
from netnotes.vault.edits import Edit, Move, Step, title_of
from netnotes.vault.naming import check_name, file_stem
from netnotes.views.written import Written


class _Plan(NamedTuple):
    """Whom to rename, by which changes, the path of the note afterwards, and why that stays where it does."""

    person: Person
    steps: list[Step]
    path: str
    note: str = ""


@click.command(
    epilog="\b\nExamples:\n  netnotes rename ada 'Ada King'\n  netnotes rename people/ada.md 'Ada King' --dry-run"
)
@click.argument("who", metavar="WHO", shell_complete=complete_person)
@click.argument("new", metavar="NEW", nargs=-1, required=True)
@writes
def rename(context: Context, who: str, new: tuple[str, ...], dry_run: bool) -> None:
    """Call WHO by another name: the note, its file, and the links in other notes. The old name stays as an alias."""
    who, new = named(context, who, new)
    name = check_name(" ".join(new))
    plan = context.ask(lambda vault: _plan(context, vault, who, name))
    made = make(context, f"rename {plan.person.name}", plan.steps, dry_run=dry_run)
    said = f"now {name}" if plan.steps else "is called so already"
    row = Written("rename", plan.person.name, plan.path, said, made, note=plan.note, next=False)
    say(context, row, dry_run=dry_run)


def _plan(context: Context, vault: Vault, who: str, name: str) -> _Plan:
    person = whom(context, vault, who)
    if person.name == name:
        return _Plan(person, [], person.path)
    for call in vault.called(fold(name), exact=True):
        if call.person != person.id:
            raise Usage(
                f"there is {call.name} already ({call.path}); take another name, or make the two notes into one"
            )
    folder, file = posixpath.split(person.path)
    stem, note = _new_stem(file[:-3], person.name, name), ""
    path = posixpath.join(folder, f"{stem}.md")
    if path != person.path and (moved := vault.owners_moved(person.path, path)):
        stem, path = file[:-3], person.path
        note = f"The file keeps its name: what lies in {posixpath.dirname(moved[0][0])} goes by it."
    steps: list[Step] = [Edit(person.path, tuple(_in_note(context, vault, person, name, stem)))]
    for other, targets in vault.links_to_rename(context.root(), person.id, stem, name).items():
        steps.append(Edit(other, (Relink(tuple(sorted(targets.items()))),)))
    if path != person.path:
        steps.append(Move(person.path, path))
    return _Plan(person, steps, path, note)


def _new_stem(old: str, old_name: str, name: str) -> str:
    """What the file is called then: it follows the name if it did before."""
    if fold(old) == fold(file_stem(old_name, slug=False)):
        return file_stem(name, slug=False)
    if old == file_stem(old_name, slug=True):
        return file_stem(name, slug=True)
    return old


def _in_note(context: Context, vault: Vault, person: Person, name: str, stem: str) -> list[Change]:
    """The changes in the note itself: the name where it is said, and the old one as an alias."""
    changes: list[Change] = []
    keys = vault.about(person.id).keys
    if keys.keys() & {"name", "first-name", "last-name"}:
        changes.append(SetKey("name", name))
    elif title_of(context.root(), context.settings, person.path):
        changes.append(Retitle(name))
    elif stem != name:
        changes.append(SetKey("name", name))
    # What is no link cannot be rewritten: a plain name in a list, another tool's address made of the file's name.
    file = posixpath.basename(person.path)[:-3]
    kept = [person.name] if file == stem or fold(file) == fold(person.name) else [person.name, file]
    changes += [Append("aliases", old) for old in kept if fold(old) != fold(name)]
    return changes
