"""The command line: the group, the shared options, the one error boundary, and the only clock."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from importlib import import_module
from typing import Any

import click

from netnotes import __version__
from netnotes.errors import NetnotesError

# One line each, so that --help need not import them all: module, function, what it does.
COMMANDS = {
    "agenda": ("agenda", "agenda", "What is worth doing today."),
    "overdue": ("overdue", "overdue", "Everyone past their cadence."),
    "timeline": ("timeline", "timeline", "All that happened with one person."),
    "show": ("show", "show", "One person on one screen."),
    "list": ("list", "list_people", "People, filtered and sorted."),
    "log": ("log", "log", "Write one line of what happened."),
    "met": ("met", "met", "Somebody was met; when to follow up."),
    "new": ("new", "new", "A note for somebody."),
    "keep": ("keep", "keep", "Keep somebody in a circle, or at a rhythm."),
    "snooze": ("snooze", "snooze", "Nothing from somebody before a day."),
    "pause": ("pause", "pause", "Nothing from somebody for a while."),
    "resume": ("pause", "resume", "End a pause."),
    "let-go": ("keep", "let_go", "Let somebody go; the note stays."),
    "promise": ("promise", "promise", "Something you said you would do."),
    "done": ("promise", "done", "Tick it."),
    "set": ("set", "set_keys", "Fields of a note."),
    "unset": ("set", "unset", "Take fields out."),
    "tag": ("tag", "tag", "Tag somebody."),
    "untag": ("tag", "untag", "Take a tag away."),
    "rename": ("rename", "rename", "Another name: file, note and links."),
    "edit": ("edit", "edit", "Open a note in your editor, at the log."),
    "undo": ("undo", "undo", "Take back what a command wrote."),
    "build": ("build", "build", "The dashboard page, and a page a person."),
    "watch": ("watch", "watch", "Build again whenever a note changes."),
    "serve": ("watch", "serve", "Watch, and show the pages in the browser."),
    "trust": ("trust", "trust", "Let the vault's own templates be used."),
    "network": ("network", "network", "How strong it is, really: contact both ways, and what moved."),
    "review": ("review", "review", "Ten minutes a week, one person a screen."),
    "prep": ("prep", "prep", "What to know before a meeting."),
    "digest": ("digest", "digest", "The day or the week, for cron and mail."),
    "path": ("path", "path", "The warmest ways to somebody."),
    "introduce": ("introduce", "introduce", "Two people, each asked first."),
    "favour": ("favour", "favour", "Whom you could ask for something."),
    "introductions": ("introductions", "introductions", "Who should meet whom."),
    "explain": ("explain", "explain", "Which line counted as what, and why."),
    "spread": ("spread", "spread", "A backlog, spread over the coming weeks."),
    "capacity": ("capacity", "capacity", "Hours promised, hours there are, hours spent."),
    "ledger": ("ledger", "ledger", "Given, got, asked; owed and promised."),
    "events": ("events", "events", "What came of the places where people were met."),
    "wishes": ("wishes", "wishes", "Whom you want to know, and who knows them."),
    "check": ("check", "check", "Every problem in the vault."),
    "demo": ("demo", "demo", "An example vault to try things in."),
    "init": ("init", "init", "A new vault, or a look at notes that are there."),
    "index": ("index", "index", "The index, for the curious."),
    "completion": ("completion", "completion", "Shell completion."),
}


class ReaderLeft(Exception):
    """Nobody reads any more what is printed, as behind ``| head``: that is no error."""


class Commands(click.Group):
    """The commands, each imported when it is called, and the place where errors become one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of a morning."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        if cmd_name not in COMMANDS:
            return None
        module, function, _ = COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(f"netnotes.commands.{module}"), function)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, _, line) in COMMANDS.items()])

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Suggest the nearest command for a misspelt one."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, 1)
            hint = f"did you mean {near[0]}?" if near else "netnotes --help lists them"
            raise click.UsageError(f'there is no command "{args[0]}"; {hint}', ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; click itself would end with 1 where the reader has seen enough."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise ReaderLeft from None

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run a command; every way in which it can end has its exit code (LAW 23)."""
        run: Any = super().main
        if not extra.pop("standalone_mode", True):
            return run(*args, standalone_mode=False, **extra)
        sys.exit(_bounded(lambda: run(*args, standalone_mode=False, **extra)))


def _bounded(run: Callable[[], Any]) -> int:
    """Run a command inside the one error boundary; its exit code."""
    try:
        _speak_utf8()
        code = run()
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except NetnotesError as error:
        return _tell(error.message, error.exit_code)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.message)
        return 0
    except click.MissingParameter as error:
        hint = error.param.metavar or error.param.name if error.param else "something"
        return _tell(f"{hint} is missing; add --help to see how it is written", 2)
    except click.BadParameter as error:
        option = error.param.opts[0] if error.param else "an option"
        if error.param and isinstance(error.param.type, click.IntRange):
            least, most = error.param.type.min, error.param.type.max
            return _tell(f"{option}: write a number {f'from {least} to {most}' if most else f'from {least} up'}", 2)
        return _tell(f"{option}: {error.message[:1].lower()}{error.message[1:]}", 2)
    except click.ClickException as error:
        message = error.format_message()
        return _tell(f"{message[:1].lower()}{message[1:]}", 2)
    except (click.Abort, KeyboardInterrupt):
        return 130
    except (ReaderLeft, BrokenPipeError):
        # The reader has seen enough. What is still in the buffer must not raise again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return _tell(f"{where}{error.strerror or error}", 6)


def _speak_utf8() -> None:
    """Make pipes carry UTF-8 whatever the locale says, and terminals never fail on a sign they lack.

    A stream that was closed (``>&-``) takes what is said and forgets it.
    """
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - for as long as the process lives
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding or stream.encoding, errors="backslashreplace")


def _tell(message: str, code: int) -> int:
    from netnotes.views.terminal import safe

    with suppress(OSError):
        click.echo(f"netnotes: {safe(message)}", err=True)
    return code


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="\b\nExamples:\n  netnotes demo\n  netnotes --vault ~/notes agenda",
)
@click.option("--vault", metavar="DIR", help="The folder of notes.")
@click.option("--today", metavar="DATE", help="Answer as of this day, like 2026-11-24.")
@click.option("--format", type=click.Choice(["text", "json", "md"]), help="How to answer.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), help="When to use colour.")
@click.option("--strict", is_flag=True, default=None, help="Exit with 1 if a note could not be read.")
@click.version_option(__version__, prog_name="netnotes", message="%(prog)s %(version)s")
@click.pass_context
def main(context: click.Context, /, **options: Any) -> None:
    """Keep relationships alive from the notes you already write."""
    from netnotes.commands.context import Context
    from netnotes.commands.shared import take_options

    now = datetime.now()  # noqa: DTZ005 - the day and the hour where the user is
    context.obj = Context(now.date(), f"{now:%Y-%m-%d %H:%M}", datetime.now)
    take_options(context.obj, options)
