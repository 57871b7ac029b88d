"""``netnotes review``: ten minutes a week, one person a screen."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import click

from netnotes.commands.context import Context
from netnotes.commands.shared import answers
from netnotes.errors import DiskSaidNo, NetnotesError, Usage
from netnotes.views.terminal import safe
from netnotes.views.written import Written, written_lines

if TYPE_CHECKING:
    from netnotes.commands.talk import Talk
    from netnotes.queries.review import Page, Review, Visit
    from netnotes.vault.seen import Seen

_WORDS = {"later": "s", "snooze": "s", "let go": "g", "go": "g", "pass": "n"}
_YES = ("y", "yes")


@click.command(epilog="\b\nExamples:\n  netnotes review\n  netnotes review --plain\n  netnotes review --again")
@click.option("--again", is_flag=True, help="From the beginning, whoever was seen this week.")
@click.option("--plain", is_flag=True, help="Line by line, for a screen reader: nothing is cleared, keys with Enter.")
@answers
def review(context: Context, again: bool, plain: bool) -> None:
    """Go through the week's people in ten minutes, one a screen: why they are here, and one key to act.

    It goes on where it was left, until the week is over.
    """
    from netnotes.queries.review import review as ask_review
    from netnotes.vault.discover import state_folder
    from netnotes.vault.seen import Seen

    context.no_markdown("review")
    today, root = context.today, context.root()
    seen = Seen(root, state_folder(os.environ), today)
    pairs = [] if again else list(seen.pairs)
    row = context.ask(lambda vault: ask_review(vault, today, pairs))
    if context.format == "json":
        _list(context, row, seen.week)
        return
    if again:
        seen.forget()
    from netnotes.commands.talk import Talk

    _Loop(context, row, seen, Talk(plain=plain)).run()


def _list(context: Context, row: Review, week: str) -> None:
    """The rows as JSON; nobody is asked, and nobody counts as seen."""
    from netnotes.queries.review import look
    from netnotes.views import json
    from netnotes.views.review_json import review_json

    today = context.today
    pages = context.ask(lambda vault: [page for visit in row.rows if (page := look(vault, visit, today))])
    context.show([json.dump(review_json(row, pages, week, context.settings.why, today))])


def _letter(word: str) -> str:
    """The key that a whole *word* stands for, where it is one."""
    from netnotes.views.review_text import KEYS

    return _WORDS.get(word) or next((key for key, name in KEYS if name == word), word)


class _Done(NamedTuple):
    """A write of this review: the number of its record, and the place of the person in the list."""

    number: str
    place: int


class _Loop:
    """The people of a review, one after the other. *place* is where we are, *messages* stand above the next screen."""

    def __init__(self, context: Context, row: Review, seen: Seen, talk: Talk) -> None:
        self.context, self.row, self.seen, self.talk = context, row, seen, talk
        self.today = context.today
        self.place = 0
        self.done: list[_Done] = []
        self.messages: list[str] = []
        self.lines: list[str] = []
        self.why = context.settings.why
        self.acts: dict[str, Callable[[Visit], None]] = {
            "l": self._log, "s": self._snooze, "k": self._keep, "p": self._pause, "g": self._let_go,
            "e": self._edit, "n": self._next, "u": self._undo,
        }  # fmt: skip

    def run(self) -> None:
        """Show and ask until everyone has been seen, or somebody quits; a line's end of input quits too."""
        self.context.held = self.messages
        try:
            while self.place < len(self.row.rows):
                if not self._turn():
                    break
            else:
                self._close()
        except EOFError:
            pass
        finally:
            self.context.held = None
        self._tell_rest()

    def _turn(self) -> bool:
        """One screen and what is done there; False to quit."""
        from netnotes.commands.talk import Resized
        from netnotes.queries.review import look

        visit = self.row.rows[self.place]
        page = self.context.ask(lambda vault: look(vault, visit, self.today))
        if page is None:
            self.place += 1
            return True
        self._show(page)
        try:
            key = self.talk.key()
        except Resized:
            return True
        self.messages.clear()
        self.lines, self.why = [], ""
        return self._act(_letter(key), visit)

    def _show(self, page: Page) -> None:
        from netnotes.views import review_text as text

        screen = self.context.page()
        is_year = page.visit.why == "year"
        number, total = self._count()
        keys = text.plain_question(screen, year=is_year) if self.talk.plain else text.keys_lines(screen, year=is_year)
        lines = [*self.lines, *text.message_lines([safe(message) for message in self.messages], screen)]
        self.talk.show(
            [
                *lines, *([""] if lines else []), *text.why_lines(self.why, screen),
                *text.page_lines(page, number, total, self.today, screen), "", *keys,
            ], screen,
        )  # fmt: skip

    def _count(self) -> tuple[int, int]:
        """Which of how many this one is, those seen before in the week counted, the one of a year ago not."""
        whole = self.row.seen + sum(visit.why != "year" for visit in self.row.rows)
        return self.row.seen + self.place + 1, whole

    def _act(self, key: str, visit: Visit) -> bool:
        """Do what *key* asks; what goes wrong stands on the next screen. False to quit."""
        if key == "q":
            return False
        act = self.acts.get(key)
        if act is None:
            self.messages += ["one of these letters, please: l s k p g e n u q"] if key.strip() else []
            return True
        try:
            act(visit)
        except NetnotesError as error:
            self.messages.append(error.message)
        return True

    def _log(self, visit: Visit) -> None:
        from netnotes.commands.log import log_words

        words = self.talk.ask("What happened? One line, in your words (Enter for nothing):")
        if not words:
            return
        try:
            self._write(visit, lambda: log_words(self.context, visit.path, words))
        except NetnotesError:
            # Nobody types it twice.
            self.messages.append(f"not written: {words}")
            raise

    def _snooze(self, visit: Visit) -> None:
        from netnotes.commands.snooze import put_off

        until = self.talk.ask("Until when? (Enter for 2 weeks):")
        self._write(visit, lambda: put_off(self.context, visit.path, tuple(until.split())))

    def _keep(self, visit: Visit) -> None:
        from netnotes.commands.keep import keep_in

        circles = ", ".join(safe(circle.name) for circle in self.context.settings.circles)
        circle = self.talk.ask(f"In which circle? {circles} (Enter to leave it):")
        if circle:
            self._write(visit, lambda: keep_in(self.context, visit.path, circle))

    def _pause(self, visit: Visit) -> None:
        from netnotes.commands.pause import pause_until

        until = self.talk.ask("Until when? (Enter for no day; n for not now):")
        if until.lower() not in ("n", "no"):
            self._write(visit, lambda: pause_until(self.context, visit.path, until or None))

    def _let_go(self, visit: Visit) -> None:
        from netnotes.commands.keep import let_one_go

        if self.talk.ask(f"Let {safe(visit.name)} go? (y for yes, Enter for no):").lower() in _YES:
            self._write(visit, lambda: let_one_go(self.context, visit.path))

    def _edit(self, visit: Visit) -> None:
        from netnotes.commands.edit import open_note_of

        open_note_of(self.context, visit.path)

    def _next(self, visit: Visit) -> None:
        self._leave(visit)

    def _undo(self, _: Visit) -> None:
        """Take back the last write of this review, and go back to the person it was about."""
        from netnotes.commands.undo import take_back
        from netnotes.vault.undo import history

        if not self.done:
            raise Usage("nothing has been written in this review; earlier writes: netnotes undo --list")
        last = self.done[-1]
        chosen = next((row for row in history(self.context.root()) if row.number == last.number), None)
        if chosen is None or chosen.undone:
            self.done.pop()
            raise Usage("that is taken back already, or no longer kept")
        take_back(self.context, chosen)
        self.done.pop()
        self.place = last.place
        self.messages.append(f"taken back: {chosen.said}")
        self._remember(lambda: self.seen.unmark(self.row.rows[last.place].path))

    def _write(self, visit: Visit, write: Callable[[], Written]) -> None:
        """Make a write, remember its record for undo, and go on to the next person."""
        from netnotes.commands.writing import with_next
        from netnotes.vault.undo import history

        self.context.moment = f"{self.context.wall():%Y-%m-%d %H:%M}"
        row = write()
        if row.changed:
            self.done.append(_Done(history(self.context.root())[0].number, self.place))
        self._leave(visit)
        row = with_next(self.context, row)
        self.lines += written_lines(row, self.today, self.context.page(), "u takes it back.")
        self.messages += [row.over] if row.over else []

    def _leave(self, visit: Visit) -> None:
        """Count somebody as seen this week."""
        self.place += 1
        self._remember(lambda: self.seen.mark(visit.path, visit.why))

    def _remember(self, keep: Callable[[], None]) -> None:
        try:
            keep()
        except DiskSaidNo as error:
            self.messages.append(f"{error.message}; who was seen is forgotten when this ends")

    def _close(self) -> None:
        """What was done last, and that this is everyone."""
        from netnotes.views.review_text import closing_lines

        screen = self.context.page()
        lines = [*self.lines, ""] if self.lines else []
        self.lines = []
        self.talk.show([*lines, *closing_lines(self.row, len(self.seen.pairs), screen)], screen)

    def _tell_rest(self) -> None:
        """What was done and told, and not yet shown."""
        screen = self.context.page()
        if self.lines:
            click.echo("\n".join(self.lines), color=screen.color or None)
        for message in self.messages:
            self.context.tell(message)
        self.context.tell_unreadable()
