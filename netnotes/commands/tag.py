"""``netnotes tag`` and ``netnotes untag``."""

from __future__ import annotations

import click

from netnotes.commands.context import Context
from netnotes.commands.shared import complete_person, writes
from netnotes.commands.writing import change, change_note, named, say
from netnotes.errors import EditRefused, Usage
from netnotes.notes.edit import Append, Remove
from netnotes.patterns import lazy_pattern
from netnotes.views.written import Written

_TAG = lazy_pattern(r"[\w/.-]*[^\W\d_][\w/.-]*$")


@click.command(
    epilog="\b\nExamples:\n  netnotes tag ada mathematics\n  netnotes tag 'grace hopper' navy work/compilers"
)
@click.argument("who", metavar="WHO", shell_complete=complete_person)
@click.argument("tags", metavar="TAG...", nargs=-1, required=True)
@writes
def tag(context: Context, who: str, tags: tuple[str, ...], dry_run: bool) -> None:
    """Give WHO tags, in the list of the note's fields."""
    who, tags = named(context, who, tags)
    names = _names(tags)
    changes = [Append("tags", name) for name in names]
    change(context, "tag", who, changes, f"tagged {', '.join(names)}", dry_run=dry_run, next=False)


@click.command(epilog="\b\nExamples:\n  netnotes untag ada mathematics\n  netnotes untag ada navy --dry-run")
@click.argument("who", metavar="WHO", shell_complete=complete_person)
@click.argument("tags", metavar="TAG...", nargs=-1, required=True)
@writes
def untag(context: Context, who: str, tags: tuple[str, ...], dry_run: bool) -> None:
    """Take tags from WHO. A #tag in the text of the note stays there."""
    who, tags = named(context, who, tags)
    names = _names(tags)
    changes = [Remove("tags", name) for name in names]
    person, made, _ = change_note(context, "untag", who, lambda *_: changes, dry_run=dry_run)
    if not made[0].is_change and any(name in person.tags for name in names):
        raise EditRefused(person.path, "this tag stands in the text; take it out in an editor", "tag-in-text")
    said = f"no longer tagged {', '.join(names)}" if made[0].is_change else f"has no tag {' or '.join(names)}"
    say(context, Written("untag", person.name, person.path, said, made, next=False), dry_run=dry_run)


def _names(tags: tuple[str, ...]) -> list[str]:
    names = [name.strip().lstrip("#") for name in tags]
    if not names:
        raise Usage("TAG is missing; write one after the name")
    for name in names:
        if not _TAG.match(name) or len(name) > 100:
            raise Usage(f'"{name[:40]}" is no tag; write letters, digits, - and /, like work/compilers')
    return names
