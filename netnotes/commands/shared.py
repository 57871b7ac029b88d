"""The options that every command has, and completion of people's names."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

import click

from netnotes.commands.context import Context
from netnotes.errors import Usage

_OPTIONS = (
    click.option("--vault", metavar="DIR", help="The folder of notes."),
    click.option("--today", "today", metavar="DATE", help="Answer as of this day, like 2026-11-24."),
    click.option("--format", "format", type=click.Choice(["text", "json", "md"]), help="How to answer."),
    click.option("--color", type=click.Choice(["auto", "always", "never"]), help="When to use colour."),
    click.option("--strict", is_flag=True, default=None, help="Exit with 1 if a note could not be read."),
)
_NAMES = {"vault": "vault", "today": "today_text", "format": "format", "color": "color", "strict": "strict"}


def shared_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give *command* the shared options; those written after it win over those before it."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def take_options(context: Context, values: dict[str, Any]) -> None:
    """Move the shared options that were given out of *values* into *context*."""
    for name, field in _NAMES.items():
        value = values.pop(name, None)
        if value is not None:
            setattr(context, field, value)


def answers(command: Callable[..., Any]) -> Callable[..., Any]:
    """A command that is given a Context: shared options, and exit 1 under ``--strict``."""

    @shared_options
    @click.pass_context
    @wraps(command)
    def run(click_context: click.Context, /, **values: Any) -> None:
        context = click_context.ensure_object(Context) if click_context.obj else Context(date.max)
        take_options(context, values)
        command(context, **values)
        if context.exit_code():
            click_context.exit(context.exit_code())

    return run


def writes(command: Callable[..., Any]) -> Callable[..., Any]:
    """A command that edits notes: all that `answers` gives, and ``--dry-run``; an option may not be empty.

    An empty variable of a script would be another day, or nobody's circle, without a word.
    """

    @wraps(command)
    def run(context: Context, **values: Any) -> None:
        for option in click.get_current_context().command.params:
            given = values.get(option.name or "")
            empty = any(not str(text).strip() for text in (given if isinstance(given, tuple) else [given]))
            if isinstance(option, click.Option) and given is not None and empty:
                raise Usage(f"{option.opts[0]}: nothing is given; write a value, or leave it out")
        command(context, **values)

    return click.option("--dry-run", is_flag=True, help="Show what would change, as a diff; write nothing.")(
        answers(run)
    )


def complete_person(click_context: click.Context, parameter: click.Parameter, incomplete: str) -> list[Any]:
    """The names of people with a word that begins with what is typed; after a first word, the rest of the name."""
    from click.shell_completion import CompletionItem

    from netnotes.errors import NetnotesError
    from netnotes.model.names import fold
    from netnotes.views.terminal import safe

    context = Context(date.max)
    context.quiet = True
    at: click.Context | None = click_context
    given: dict[str, Any] = {}
    while at is not None:
        given = {**{key: value for key, value in at.params.items() if key in _NAMES and value is not None}, **given}
        at = at.parent
    take_options(context, given)
    # The words before this one belong to the name only where it may be several.
    typed = " ".join(click_context.params.get("who") or ()) if parameter.nargs == -1 else ""
    part = fold(f"{typed} {incomplete}")
    try:
        calls = context.ask(lambda vault: vault.called(part, exact=False))
    except NetnotesError:
        return []
    if typed:
        rests = {call.text[len(typed) :].lstrip() for call in calls if call.key.startswith(part)}
        return [CompletionItem(rest) for rest in sorted(rests) if safe(rest) == rest]
    names = {call.name for call in calls if call.level != "file" and f" {part}" in f" {call.key}"}
    return [CompletionItem(name) for name in sorted(names) if safe(name) == name]


def who_argument(command: Callable[..., Any]) -> Callable[..., Any]:
    """The argument WHO: a name of one or more words, or a note's path."""
    return click.argument("who", metavar="WHO", nargs=-1, required=True, shell_complete=complete_person)(command)
