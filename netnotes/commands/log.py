"""``netnotes log``: one line in somebody's note."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, NamedTuple

import click

from netnotes.commands.context import Context
from netnotes.commands.heading import Head, head_words
from netnotes.commands.shared import complete_person, writes
from netnotes.commands.writing import day_of, make, name_in, say, whom
from netnotes.errors import Usage
from netnotes.model.kinds import LEDGER, Kinds
from netnotes.model.person import Person
from netnotes.model.vault import Vault
from netnotes.notes.edit import AddEntry
from netnotes.patterns import lazy_pattern
from netnotes.vault.edits import Edit
from netnotes.views.written import Written, on_day

_LEADING_DAY = lazy_pattern(r"\d{4}-\d{2}-\d{2}(?!\w)")


def _ledger_options(command: Callable[..., Any]) -> Callable[..., Any]:
    said = {
        "gave": "Something you did for them.", "got": "Something they did for you.", "asked": "Something you asked.",
        "thanked": "You thanked them.", "introduced": "You introduced them to somebody.",
    }  # fmt: skip
    for word in reversed(dict.fromkeys(LEDGER.values())):
        command = click.option(f"--{word}", is_flag=True, help=said[word])(command)
    return command


def _one_of(flags: dict[str, bool], words: Iterable[str]) -> str:
    """The one of *words* that is given as a flag, empty for none; raises Usage for two."""
    given = [word for word in words if flags[word]]
    if len(given) > 1:
        raise Usage(f"--{given[0]} and --{given[1]} cannot both be; write two lines, or one of them")
    return given[0] if given else ""


@click.command(
    epilog="\b\nExamples:\n  netnotes log ada coffee, her daughter starts school\n"
    "  netnotes log ada --kind call --on yesterday 'she is fine'\n"
    "  netnotes log ada --with 'charles babbage' --kind lunch --at 'the Athenaeum'"
)
@click.argument("who", metavar="WHO", shell_complete=complete_person)
@click.argument("text", metavar="[TEXT]", nargs=-1)
@click.option(
    "--with", "company", metavar="WHO", multiple=True, shell_complete=complete_person, help="Who was there too."
)
@click.option("--kind", metavar="KIND", help="What it was: call, lunch, email, …")
@click.option("--in", "in", is_flag=True, help="They reached out to you.")
@click.option("--out", "out", is_flag=True, help="You reached out to them.")
@click.option("--on", metavar="DATE", help="The day, if it is not today: yesterday, last friday, 3d, nov 3.")
@click.option("--at", "place", metavar="PLACE", help="Where.")
@click.option("--for", "duration", metavar="SPAN", help="How long: 45m, 2h.")
@_ledger_options
@writes
def log(
    context: Context, who: str, text: tuple[str, ...], company: tuple[str, ...], kind: str | None,
    on: str | None, place: str | None, duration: str | None, dry_run: bool, **flags: bool,
) -> None:  # fmt: skip
    """Write one line of the log of WHO: what happened, in your words.

    Without TEXT it is taken from standard input, or from your editor. A day in the future is a plan.
    """
    kinds = context.settings.kinds()
    day = day_of(on, context.today, "--on", ahead=False) if on else context.today
    ledger, direction = _one_of(flags, dict.fromkeys(LEDGER.values())), _one_of(flags, ("in", "out"))
    given = Head(kind or "", ledger, direction, (), place or "", duration or "")
    head_words(given, kinds)
    found = context.ask(lambda vault: _company(context, vault, *name_in(vault, who, text), company))
    with _text(found, on_day(day, context.today), needed=not any(given) and not company) as words:
        row = _write(context, found, given, day, words, dry_run=dry_run)
    say(context, row, dry_run=dry_run)


def log_words(context: Context, who: str, text: str) -> Written:
    """Write *text*, on one line, for the person *who* names; what was written. Raises Usage.

    It is a line of today, or of the day that it begins with, ``2026-11-20 lunch``: there are no options here.
    """
    person, typed = context.ask(lambda vault: (found := whom(context, vault, who), context.typed(vault, found.id)))
    day, text = context.today, text.strip()
    if begins := _LEADING_DAY.match(text):
        day, text = day_of(begins[0], day, "the day", ahead=False), text[begins.end() :].lstrip(" :")
        if not text:
            raise Usage("write what happened after the day, like 2026-11-20 lunch")
    elif text.startswith("--"):
        more = f"for more, quit and write netnotes log {typed} --on DAY TEXT"
        raise Usage(f"there are no options here; a line can begin with its day, like 2026-11-20 lunch; {more}")
    found = _Found(person, (text,), [], [])
    return _write(context, found, Head(), day, _words(found.text), dry_run=False)


class _Found(NamedTuple):
    """The person in whose note the line goes, the words of TEXT, and the others, as links and as names."""

    person: Person
    text: tuple[str, ...]
    links: list[str]
    names: list[str]


def _write(context: Context, found: _Found, given: Head, day: date, words: str, *, dry_run: bool) -> Written:
    """Write one line: the head that is *given*, with the others who took part, and *words*."""
    person, kinds = found.person, context.settings.kinds()
    head = head_words(given._replace(people=tuple(found.links)), kinds)
    steps = [Edit(person.path, (AddEntry(day, head, words),))]
    made = make(context, f"log {person.name}", steps, dry_run=dry_run)
    shown = head_words(given._replace(people=tuple(found.names)), kinds, check=False)
    line = f"{shown}: {words}" if shown and words else shown or words
    said = f"{', plan for' if day > context.today else ','} {on_day(day, context.today)}: {line}"
    note = _meaning(line, kinds, day, context.today)
    return Written("log", person.name, person.path, said, made, None, day, line, note)


def _company(context: Context, vault: Vault, who: str, text: tuple[str, ...], company: Sequence[str]) -> _Found:
    person = whom(context, vault, who)
    others = [whom(context, vault, other) for other in company]
    for place, other in enumerate(others):
        if other.id == person.id or other.id in [before.id for before in others[:place]]:
            raise Usage(f"--with: {other.name} is named twice; name everyone once")
    links = [vault.link_to(other.id, person.path) for other in others]
    return _Found(person, text, links, [other.name for other in others])


def _words(text: Sequence[str]) -> str:
    """TEXT as one line."""
    words = " ".join(" ".join(text).split())
    if text and not words:
        raise Usage("TEXT is empty; write what happened, in your words")
    if found := _LEADING_DAY.match(words):
        raise Usage(f"TEXT begins with a day; write --on {found[0]} instead")
    return words


@contextmanager
def _text(found: _Found, day: str, *, needed: bool) -> Iterator[str]:
    """TEXT, else what stands on standard input or is written in the editor; a head may stand without words.

    Raises Usage where there is none and it is *needed*.
    """
    words = _words(found.text)
    if words or not (needed or _is_given()):
        yield words
    elif _is_given():
        yield _needed(_standard_input(), needed=needed)
    else:
        from netnotes.commands.editor import draft

        hint = f"# What happened with {found.person.name}, {day}? Lines that begin with # are left out."
        with draft(hint) as text:
            yield _needed(text, needed=needed)


def _is_given() -> bool:
    return bool(sys.stdin) and not sys.stdin.isatty()


def _standard_input() -> str:
    """What is given on standard input; raises Usage where it is no UTF-8."""
    try:
        data = sys.stdin.buffer.read()
        return data.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        raise Usage("what stands on standard input is not UTF-8; convert it first") from None


def _needed(text: str, *, needed: bool) -> str:
    if not text and needed:
        raise Usage("nothing is written, as there is no text; write what happened, in your words")
    return text


def _meaning(line: str, kinds: Kinds, day: date, today: date) -> str:
    """What a line means that is no contact, or not yet."""
    from netnotes.notes.head import read_head

    kind = read_head(line, kinds).kind
    if kinds.is_try(kind):
        return "A try, not contact."
    if not kinds.counts(kind):
        return "A note, not contact."
    return "A plan; it is contact from that day." if day > today else ""
