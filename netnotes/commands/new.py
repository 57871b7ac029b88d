"""``netnotes new``: a note for somebody, from the template."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from netnotes.commands.context import Context
from netnotes.commands.keep import circle_called
from netnotes.commands.set import Setting
from netnotes.commands.shared import writes
from netnotes.commands.writing import load_of, make, say
from netnotes.errors import EditRefused, Usage
from netnotes.model.vault import Vault
from netnotes.notes.edit import Append, Editor, FieldChange, Refused, SetKey
from netnotes.patterns import lazy_pattern
from netnotes.vault.discover import TEMPLATES
from netnotes.vault.edits import Create
from netnotes.vault.naming import check_name, file_stem, home_of
from netnotes.views.written import Written

if TYPE_CHECKING:
    from netnotes.queries.load import Load

OWN_TEMPLATE = Path(TEMPLATES, "person.md")
_FIELD = lazy_pattern(r"^([ \t]*[\w -]+:[ \t]*)[\"']?\{\{\s*(?:name|title)\s*\}\}[\"']?[ \t]*$", re.MULTILINE)
_NAME = lazy_pattern(r"\{\{\s*(?:name|title)\s*\}\}")
_DAY = lazy_pattern(r"\{\{\s*(?:date|today)\s*\}\}")


@click.command(
    epilog="\b\nExamples:\n  netnotes new 'Grace Hopper' --circle close\n"
    "  netnotes new 'Grace Hopper' --email grace@example.org --birthday 12-09",
    context_settings={"ignore_unknown_options": True},
)
@click.argument("name", metavar="NAME")
@click.option("--circle", metavar="CIRCLE", help="The circle to keep them in.")
@click.argument("fields", metavar="[--KEY VALUE]...", nargs=-1, type=click.UNPROCESSED)
@writes
def new(context: Context, name: str, circle: str | None, fields: tuple[str, ...], dry_run: bool) -> None:
    """Write a note for NAME from the template; any other --KEY VALUE becomes a field of it."""
    words, pairs = _pairs(fields)
    called = check_name(" ".join([name, *words]))
    setting = Setting(context.settings, context.today)
    for key in pairs:
        _check_key(setting, key)
    in_circle: list[FieldChange] = [SetKey("circle", circle_called(context.settings, circle))] if circle else []
    remarks: list[str] = []
    before: list[Load] = []

    def fields_of(vault: Vault) -> list[FieldChange]:
        changes = in_circle + [change for key, values in pairs.items() for change in setting.key(key, values, vault)]
        # A broken index is made anew, and asked a second time.
        remarks[:] = setting.remarks(vault, changes, 0)
        before[:] = [load_of(context, vault)]
        return changes

    step = new_note(context, called, fields_of)
    for remark in remarks:
        context.tell(remark)
    made = make(context, f"new {called}", [step], dry_run=dry_run)
    say(context, Written("new", called, step.path, "a new note", made, load=before[0]), dry_run=dry_run)


def _check_key(setting: Setting, key: str) -> None:
    """Raise Usage for a field that a new note gets in another way, or that looks like a known one misspelt."""
    if setting.known(key) in ("name", "first-name", "last-name"):
        raise Usage(f"--{key}: the name is what stands first; write netnotes new 'Grace Hopper'")
    near = setting.near(key)
    if near:
        raise Usage(f"--{key}: did you mean --{near}? A key of your own of this name can be written by netnotes set")


def _pairs(fields: Sequence[str]) -> tuple[list[str], dict[str, list[str]]]:
    """Words of the name, and the values of each field, of what stands after its first word."""
    words: list[str] = []
    pairs: dict[str, list[str]] = {}
    waiting = list(fields)
    while waiting:
        word = waiting.pop(0)
        if not word.startswith("--") or len(word) < 3:
            if word.startswith("-"):
                raise Usage(f"no such option {word[:40]}; a field is written --key value, like --email ada@example.org")
            if pairs:
                raise Usage(f'"{word[:40]}" belongs to nothing; put a value of several words in quotes')
            words.append(word)
            continue
        key, equals, value = word[2:].partition("=")
        if not equals:
            if not waiting:
                raise Usage(f"--{key}: no value is given")
            value = waiting.pop(0)
        if not value.strip():
            raise Usage(f"--{key}: the value is empty; write one, or leave --{key} out")
        pairs.setdefault(key, []).append(value)
    return words, pairs


def new_note(context: Context, name: str, fields_of: Callable[[Vault], Sequence[FieldChange]]) -> Create:
    """The note of *name*, who has none yet: the template with the fields that *fields_of* says once the vault is known.

    Raises Usage where somebody is called so already.
    """
    today = context.today
    changes, path = context.ask(lambda vault: (fields_of(vault), _place(vault, name, today)))
    text = fill(_template(context), name, today.isoformat())
    editor = Editor(context.settings)
    try:
        data = editor.apply(path, text.encode(), (SetKey("name", name), *changes)).data
        if not editor.reader.read(path, data).may_be_person:
            data = editor.apply(path, data, (Append("tags", "person"),)).data
    except Refused as refused:
        raise EditRefused(path, refused.message, refused.code) from None
    if not editor.reader.read(path, data).may_be_person:
        raise Usage(f"{path} would be no person's note; look at the setting people, and at the template")
    return Create(path, data)


def _place(vault: Vault, name: str, today: date) -> str:
    """The path for the note of *name*; raises Usage where somebody is called so, or others would be theirs by it."""
    from netnotes.model.names import fold

    for call in vault.called(fold(name), exact=True):
        raise Usage(f"there is {call.name} already ({call.path}); netnotes set changes their note")
    folder, slugs = home_of(row.path for row in vault.summaries(today))
    stem = file_stem(name, slug=slugs)
    path = f"{folder}/{stem}.md" if folder else f"{stem}.md"
    taken = next((other for other, is_person in vault.owners_moved("", path) if is_person), None)
    if taken:
        where = posixpath.dirname(taken)
        raise Usage(f"{path} would make everyone in {where} part of that one person's notes; take another name")
    return path


def _template(context: Context) -> str:
    """The user's own template, else the one that comes with netnotes."""
    from netnotes.resources import templates

    own = Path(context.root()) / OWN_TEMPLATE
    path = own if own.is_file() else templates() / "person.md"
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise Usage(f"{OWN_TEMPLATE.as_posix()} is not UTF-8; save it again as UTF-8") from None


def fill(template: str, name: str, day: str) -> str:
    """*template* with ``{{name}}`` and ``{{date}}`` filled in, a name that is a field's value in quotes if need be."""
    from netnotes.notes.edit.quoting import write_text

    text = _FIELD.sub(lambda found: found[1] + write_text(name), template)
    return _DAY.sub(day, _NAME.sub(lambda _: name, text))
