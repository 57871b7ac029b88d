"""What every command shares: the vault, today, how to answer, and the one way to ask."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, time
from itertools import islice
from typing import Any, TypeVar

import click

from netnotes.dates import BadDate, parse_day
from netnotes.errors import DiskSaidNo, SeveralPeople, Usage
from netnotes.model.problem import Problem
from netnotes.model.settings import Settings
from netnotes.model.vault import Vault
from netnotes.vault.discover import SETTINGS_FILE, cache_folder, find_vault
from netnotes.vault.index import ask, index_file
from netnotes.views.terminal import Screen, safe, shell

# So many lines are handed on at once where nobody turns pages.
AT_ONCE = 500

_Answer = TypeVar("_Answer")


class Context:
    """The shared options of one call. *clock* is the day that `cli` read off the clock, *moment* that and the hour."""

    def __init__(self, clock: date, moment: str = "", wall: Callable[[], datetime] | None = None) -> None:
        """Begin with the defaults; `shared.take_options` puts in what was given.

        *wall* is the clock for what runs on and on.
        """
        self.clock = clock
        self.moment = moment
        self.wall = wall or (lambda: datetime.combine(clock, time.min))
        self.vault: str | None = None
        self.today_text: str | None = None
        self.format = "text"
        self.color = "auto"
        self.strict = False
        self.quiet = False
        self.unreadable = 0
        # Where a screen is about to be cleared, what is told is kept here to stand on the next one.
        self.held: list[str] | None = None
        self._read: tuple[Settings, list[Problem]] | None = None
        self._asked = False

    @property
    def today(self) -> date:
        """The day of ``--today``, else the clock's."""
        return read_day(self.today_text, "--today") if self.today_text else self.clock

    def root(self) -> str:
        """The vault's folder; raises NoVault."""
        return find_vault(self.vault, os.getcwd(), os.environ)

    def ask(self, question: Callable[[Vault], _Answer], written: Collection[str] = ()) -> _Answer:
        """Bring the index up to date and put *question* to the vault.

        With *written*, this command has asked before and has replaced these notes since: the others are not looked at
        a second time, nor is what could not be read told again.
        """
        root = self.root()
        settings, problems = self._settings(root)
        for problem in [] if self._asked else problems[:1]:
            more = f" (and {len(problems) - 1} more: netnotes check)" if problems[1:] else ""
            self.tell(f"{problem.path}:{problem.line or 1}: {problem.severity}: {problem.message}{more}")

        self._asked = True

        def answer(vault: Any) -> _Answer:
            if not written:
                self.unreadable = vault.unreadable()
            return question(vault)

        progress = Progress(self.error_screen(), quiet=self.quiet)
        try:
            place = index_file(root, cache_folder(os.environ))
            return ask(root, settings, problems, place, answer, progress, written)
        except OSError as error:
            raise DiskSaidNo(f"{root}: {error.strerror or error}") from None
        finally:
            progress.end()

    def _settings(self, root: str) -> tuple[Settings, list[Problem]]:
        """The settings of the vault, read once; what reads them is imported only where there are any."""
        if self._read is None:
            self._read = Settings(), []
            if os.path.lexists(os.path.join(root, SETTINGS_FILE)):
                from netnotes.vault.settings import load_settings

                self._read = load_settings(root)
        return self._read

    def forget_settings(self) -> None:
        """Read the settings anew when they are next needed."""
        self._read = None

    @property
    def settings(self) -> Settings:
        """The settings of the vault."""
        return self._settings(self.root())[0]

    def own_templates(self) -> Mapping[str, bytes]:
        """The vault's own templates by path, none where not all of them are trusted: the very bytes that are."""
        from netnotes.vault import trust
        from netnotes.vault.discover import config_folder

        root = self.root()
        found = trust.own_templates(root)
        refusal = found.refusal()
        if not refusal and found.files:
            known = trust.trusted(root, config_folder(os.environ))
            if any(known.get(path) != sha for path, sha in found.hashes().items()):
                refusal = "look at them, then netnotes trust"
        if refusal:
            self.tell(f"the vault's own templates are not used: {refusal}")
        return {} if refusal else found.files

    def person(self, vault: Vault, who: str, *, whole_words: bool = False) -> int:
        """The person *who* names; on a terminal, a choice where it can be several."""
        from netnotes.queries.who import find_person

        try:
            return find_person(vault, who, whole_words=whole_words)
        except SeveralPeople as several:
            chosen = choose([f"{safe(name)}  {safe(path)}" for name, path in several.candidates])
            found = None if chosen is None else vault.at_path(several.candidates[chosen][1])
            if found is None:
                raise
            return found

    def typed(self, vault: Vault, person: int, said: str = "") -> str:
        """What to type in a shell for *person*, also to write: *said* where it means them, else name, else path."""
        from netnotes.queries.who import to_type

        row = vault.person(person)
        return shell(to_type(vault, person, row.name, row.path, said))

    def paths(self, words: str) -> list[str]:
        """The paths in the vault that *words* may be: as they stand, and as seen from the current folder."""
        paths = [words.removeprefix("./")]
        if os.path.lexists(words):
            folder = os.path.realpath(os.path.dirname(os.path.abspath(words)))
            # On Windows there is no way from one drive to another.
            with suppress(ValueError):
                path = os.path.relpath(os.path.join(folder, os.path.basename(words)), self.root())
                paths.append(path.replace(os.sep, "/"))
        return paths

    def screen(self, stream: Any = None) -> Screen:
        """What is printed on: its width, and whether it may have colour (LAW 22)."""
        stream = stream or sys.stdout
        is_terminal = stream.isatty()
        width = _terminal_size(stream).columns if is_terminal or os.environ.get("COLUMNS") else None
        color = self.color == "always" or (
            self.color == "auto" and is_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        )
        return Screen(width, color)

    def page(self) -> Screen:
        """The same for an answer that is laid out as a page: 80 columns where there is no terminal."""
        screen = self.screen()
        return screen if screen.width else screen._replace(width=80)

    def error_screen(self) -> Screen:
        """The same for standard error."""
        return self.screen(sys.stderr)

    def tell(self, message: str) -> None:
        """One line on standard error, dim."""
        if self.quiet:
            return
        if self.held is not None:
            self.held.append(message)
            return
        screen = self.error_screen()
        with suppress(OSError):
            click.echo(screen.dim(safe(message)), err=True, color=screen.color)

    def show(self, lines: Iterable[str]) -> None:
        """Print an answer, through a pager where it is longer than the terminal, as git does; else as it comes."""
        screen, rest = self.screen(), iter(lines)
        if sys.stdout.isatty():
            text = "\n".join(rest)
            if text.count("\n") + 1 >= _terminal_size(sys.stdout).lines:
                # What git sets: leave at once if it fits, keep colours, leave the text on the screen.
                os.environ.setdefault("LESS", "FRX")
                click.echo_via_pager(text, color=screen.color)
            elif text:
                click.echo(text, color=screen.color or None)
        while some := list(islice(rest, AT_ONCE)):
            if some != [""]:
                click.echo("\n".join(some), color=screen.color or None)
        self.tell_unreadable()

    def tell_unreadable(self) -> None:
        """The line under every list, so that nobody is forgotten in silence."""
        if self.unreadable:
            count = f"{self.unreadable:,} note{'' if self.unreadable == 1 else 's'}"
            self.tell(f"{count} could not be read in full: netnotes check")

    def exit_code(self) -> int:
        """1 under ``--strict`` where notes could not be read."""
        return 1 if self.strict and self.unreadable else 0

    def no_markdown(self, command: str) -> None:
        """Refuse ``--format md`` where there is no Markdown form."""
        if self.format == "md":
            raise Usage(f"{command} has no Markdown form; use --format text or json")


def choose(rows: Sequence[str]) -> int | None:
    """Which of *rows* somebody chooses on the terminal, from 0; None for no choice, or where nobody can be asked."""
    if not (sys.stdin and sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    for number, row in enumerate(rows, 1):
        click.echo(f"{number:>3}  {row}", err=True)
    choice: int = click.prompt(
        "Which one (Enter for none)", 0, type=click.IntRange(0, len(rows)), show_default=False, err=True
    )
    return choice - 1 if choice else None


def _terminal_size(stream: Any) -> os.terminal_size:
    """The size of the terminal behind *stream*; ``$COLUMNS`` and ``$LINES`` win, 80 by 24 where there is none."""
    try:
        found = os.get_terminal_size(stream.fileno())
    except (OSError, ValueError):
        found = os.terminal_size((0, 0))
    named = [int(text) if (text := os.environ.get(name, "")).isdigit() else 0 for name in ("COLUMNS", "LINES")]
    return os.terminal_size((named[0] or found.columns or 80, named[1] or found.lines or 24))


class Progress:
    """A line on standard error while many notes are read, once that takes more than a second."""

    def __init__(self, screen: Screen, *, quiet: bool) -> None:
        """Print to standard error only, and only where that is a terminal."""
        self.quiet = quiet
        self.screen = screen
        # Beside the bar stand its label and the percentage; the last column is left free.
        self.width = max(min(36, (screen.width or 80) - 26), 4)
        self.bar: Any = None
        self.started = 0.0

    def __call__(self, done: int, total: int) -> None:
        """*done* of *total* notes have been read."""
        if not self.started:
            from time import monotonic

            self.started = monotonic() if sys.stderr.isatty() and not self.quiet else -1.0
        if self.started < 0 or done % 64:
            return
        if self.bar is None:
            from time import monotonic

            if monotonic() - self.started < 1.0:
                return
            self.bar = click.progressbar(
                length=total, label="Reading notes", file=sys.stderr, width=self.width, show_eta=False
            )
            self.bar.update(done)
        else:
            self.bar.update(64)

    def end(self) -> None:
        """Take the line away."""
        if self.bar is not None:
            blank = "\r" + " " * ((self.screen.width or 80) - 1) + "\r"
            # click hides the cursor while the bar is drawn, and we take the bar away instead of finishing it.
            click.echo(blank + ("" if os.name == "nt" else "\x1b[?25h"), err=True, nl=False, color=True)
            self.bar = None


def read_day(text: str, option: str) -> date:
    """The day that an option gives; raises Usage."""
    try:
        return parse_day(text)
    except BadDate as error:
        # What is wrong with a day in a note is told with "not counted"; here nothing is counted.
        said = str(error) if "not counted" not in str(error) else f'"{text}" is no day; write it like 2026-11-20'
        raise Usage(f"{option}: {said}") from None
