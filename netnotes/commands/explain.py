"""``netnotes explain``: which line counted as what, and why somebody is (not) on the agenda."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from netnotes.commands.context import Context
from netnotes.commands.shared import answers, who_argument
from netnotes.errors import NoSuchPerson
from netnotes.model.vault import Vault

if TYPE_CHECKING:
    from netnotes.queries.explain import NoteExplained, PersonExplained


@click.command(
    epilog="\b\nExamples:\n  netnotes explain ada\n  netnotes explain daily/2026-11-20.md\n"
    "  netnotes explain ada --all --format json"
)
@who_argument
@click.option("--all", "everything", is_flag=True, help="Every line, not just the latest.")
@answers
def explain(context: Context, who: tuple[str, ...], everything: bool) -> None:
    """Say why a note is (not) a person's, what counted by which rule, and why somebody is (not) on the agenda."""
    from netnotes.queries.explain import NoteExplained

    context.no_markdown("explain")
    today, words = context.today, " ".join(who)

    def question(vault: Vault) -> tuple[PersonExplained | NoteExplained, str]:
        row = _ask(context, vault, words)
        return row, "" if isinstance(row, NoteExplained) else context.typed(vault, row.person.id, words)

    row, typed = context.ask(question)
    if context.format == "json":
        from netnotes.views import json
        from netnotes.views.explain_json import explain_json

        context.show([json.dump(explain_json(row, today))])
        return
    from netnotes.views.explain_text import note_lines, person_lines

    if isinstance(row, NoteExplained):
        context.show(note_lines(row, today, context.page()))
    else:
        context.show(person_lines(row, today, typed, context.page(), everything=everything))


def _ask(context: Context, vault: Vault, words: str) -> PersonExplained | NoteExplained:
    """Explain the note at the path *words*, or else the person they name."""
    from netnotes.queries.explain import explain_note, explain_person

    paths = context.paths(words)
    note = next((note for path in paths if (note := vault.note_at(path)) is not None), None)
    if note is None:
        try:
            note = context.person(vault, words)
        except NoSuchPerson as nobody:
            # A path may leave out its .md, but a person's name counts for more.
            paths += context.paths(f"{words}.md")
            note = next((note for path in paths if (note := vault.note_at(path)) is not None), None)
            if note is None:
                return _unseen(context, vault, words, paths, nobody)
    if vault.about(note).person:
        return explain_person(vault, note, context.today)
    return explain_note(vault, note, context.today)


def _unseen(context: Context, vault: Vault, words: str, paths: list[str], nobody: NoSuchPerson) -> NoteExplained:
    """Explain a note that is not in the index; raises NoSuchPerson, *nobody* for a name, where there is none either."""
    from netnotes.queries.explain import explain_unseen
    from netnotes.vault.walk import why_unseen

    for path in paths:
        unseen = explain_unseen(vault, path, why_unseen(context.root(), path, vault.settings.ignore))
        if unseen:
            return unseen
    if words.lower().endswith(".md"):
        raise NoSuchPerson(f"there is no note {words} in the vault; write its path as seen from {context.root()}")
    raise nobody
