"""What the commands that write share: whom they mean, making the edits, saying what was done."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from netnotes.commands.context import Context
from netnotes.dates import BadDate
from netnotes.errors import EditRefused, NoSuchPerson, Usage
from netnotes.model.made import Made
from netnotes.model.names import fold
from netnotes.model.person import Person
from netnotes.model.problem import ERROR, Problem
from netnotes.model.vault import Vault
from netnotes.notes.edit import Change
from netnotes.vault.edits import Edit, Step
from netnotes.views.written import Written

if TYPE_CHECKING:
    from netnotes.queries.after import After
    from netnotes.queries.load import Load

MOST_WORDS = 6
MOST_YEARS = 100


class Changed(NamedTuple):
    """The person as they were, what came of the changes, and the load before them, where that was asked for."""

    person: Person
    made: list[Made]
    load: Load | None


def whom(context: Context, vault: Vault, who: str) -> Person:
    """The person *who* names, to be written about.

    Raises EditRefused for a note that cannot be read, NoSuchPerson where it is nobody's.
    """
    paths = context.paths(who)
    try:
        found = next((person for path in paths if (person := vault.at_path(path)) is not None), None)
        return vault.person(context.person(vault, who, whole_words=True) if found is None else found)
    except NoSuchPerson:
        problem = unreadable(context, vault, who)
        if problem:
            where = ":".join(str(part) for part in (problem.path, problem.line) if part)
            raise EditRefused(where, problem.message, problem.code) from None
        note = next((path for path in paths if vault.note_at(path) is not None), None)
        if note:
            message = f"{note} is no person's note; netnotes explain {note} says why"
            raise NoSuchPerson(message) from None
        raise


def unreadable(context: Context, vault: Vault, who: str) -> Problem | None:
    """Why the note that *who* names, by its path or a part of its file's name, cannot be read."""
    paths = context.paths(who)
    at_path = [problem for problem in vault.problems() if problem.path in paths and problem.severity == ERROR]
    return next(iter(at_path or vault.broken_named(fold(who))), None)


def named(context: Context, who: str, rest: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The same as `name_in`, asked by itself."""
    return context.ask(lambda vault: name_in(vault, who, rest)) if _may_be_name(rest) else (who, rest)


def name_in(vault: Vault, who: str, rest: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """*who* with as many of the words after it as make up somebody's whole name, and the words that are left.

    So that a name needs no quotes: ``log grace hopper called``.
    """
    longest = range(min(len(rest), MOST_WORDS - 1) if _may_be_name(rest) else 0, 0, -1)
    taken = next((n for n in longest if vault.called(fold(" ".join((who, *rest[:n]))), exact=True)), 0)
    return " ".join((who, *rest[:taken])), rest[taken:]


def _may_be_name(rest: tuple[str, ...]) -> bool:
    """Whether the words after WHO can belong to it: a text in quotes does not."""
    return bool(rest) and " " not in rest[0]


def day_of(text: str, today: date, option: str, *, ahead: bool) -> date:
    """The day that a person typed; raises Usage."""
    from netnotes.when import parse_when

    try:
        day = parse_when(text, today, ahead=ahead)
    except BadDate as error:
        raise Usage(f"{option}: {error}") from None
    if day.year > today.year + MOST_YEARS:
        raise Usage(f"{option}: {day.isoformat()} is over {MOST_YEARS} years ahead; look at the year")
    return day


def coming_day_of(text: str, today: date, option: str) -> date:
    """The same of a day that must lie ahead."""
    day = day_of(text, today, option, ahead=True)
    if day <= today:
        raise Usage(f"{option}: {day.isoformat()} is not ahead; write a day after today, like 2 weeks")
    return day


def make(context: Context, said: str, steps: Sequence[Step], *, dry_run: bool) -> list[Made]:
    """Make the edits, or with *dry_run* only rehearse them; *said* is for the list of undo."""
    from netnotes.vault import edits

    told: list[str] = []
    try:
        if dry_run:
            made = edits.rehearse(context.root(), context.settings, steps)
        else:
            made = edits.perform(context.root(), context.settings, steps, said, context.moment, told)
        told += [f"{row.path}: {remark}" for row in made for remark in row.remarks]
        return made
    finally:
        for line in told:
            context.tell(line)


def change(
    context: Context, command: str, who: str, changes: Sequence[Change], said: str, *, dry_run: bool, **more: Any
) -> None:
    """Make *changes* in the note of the person *who* names, and say so; *more* are other fields of Written."""
    person, made, _ = change_note(context, command, who, lambda *_: changes, dry_run=dry_run)
    say(context, Written(command, person.name, person.path, said, made, **more), dry_run=dry_run)


def change_note(
    context: Context,
    command: str,
    who: str,
    changes: Callable[[Vault, Person], Sequence[Change]],
    *,
    dry_run: bool,
    loads: bool = False,
) -> Changed:
    """Make *changes* in the note of the person *who* names.

    *changes* says what they are, once the vault and the person are known; *loads*, whether they may take a circle or
    the hours over.
    """

    def question(vault: Vault) -> tuple[Person, Sequence[Change], Load | None]:
        person = whom(context, vault, who)
        return person, changes(vault, person), load_of(context, vault) if loads else None

    person, found, load = context.ask(question)
    made = make(context, f"{command} {person.name}", [Edit(person.path, tuple(found))], dry_run=dry_run)
    return Changed(person, made, load)


def say(context: Context, row: Written, *, dry_run: bool) -> None:
    """Print what was done and what is next for the person, or the diff of what would be."""
    from netnotes.views.written import diff_lines, written_json, written_lines

    context.no_markdown(row.command)
    today = context.today
    row = with_next(context, row, dry_run=dry_run)
    if context.format == "json":
        from netnotes.views import json

        lines = [json.dump(written_json(row, today, dry_run=dry_run))]
    else:
        lines = diff_lines(row.made) if dry_run else written_lines(row, today, context.page())
    show_done(context, lines, done=bool(row.changed) and not dry_run)
    if row.over:
        context.tell(row.over)


def with_next(context: Context, row: Written, *, dry_run: bool = False) -> Written:
    """*row* with what is next for the person, and what hours or circle it took over their limit."""
    mute(context)
    if not dry_run and row.next:
        today = context.today
        edited = [made.path for made in row.made if made.what == "edited"]
        after, over = context.ask(
            lambda vault: (_after(vault, row, today), _over(vault, row.load, today)),
            written=edited if len(edited) == len(row.made) else (),
        )
        row = row._replace(after=after, over=over)
        mute(context)
    return row


def show_done(context: Context, lines: Sequence[str], *, done: bool) -> None:
    """Print *lines*. What is *done* has not failed if they cannot be printed: a second try would do it twice."""
    try:
        context.show(lines)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        if not done:
            raise
        # What is still in the buffer must not raise again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        context.tell(f"it is written, but the answer could not be printed: {error.strerror or error}")


def mute(context: Context) -> None:
    """Say nothing of notes that cannot be read: nobody asked for everybody."""
    if not context.strict:
        context.unreadable = 0


def _after(vault: Vault, row: Written, today: date) -> After | None:
    from netnotes.queries.after import after

    return after(vault, row.path, today, met=row.command == "met")


def _over(vault: Vault, before: Load | None, today: date) -> str:
    if before is None:
        return ""
    from netnotes.queries.load import load
    from netnotes.views.load_text import over_words

    return over_words(before, load(vault, today, before))


def load_of(context: Context, vault: Vault) -> Load:
    """The hours and people that there are before a command adds to them."""
    from netnotes.queries.load import load

    return load(vault, context.today)
