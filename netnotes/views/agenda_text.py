"""The agenda in a terminal (OUTPUTS, agenda)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from netnotes.dates import WEEKDAYS, coming_day, long_day
from netnotes.queries.agenda import Agenda
from netnotes.queries.days import Occasion
from netnotes.queries.promises import Promise
from netnotes.views import words
from netnotes.views.terminal import Screen, cut, pad, safe, width_of, wrap

if TYPE_CHECKING:
    from netnotes.model.everybody import Size

INDENT = "  "
NAME_WIDTH, WIDEST_NAME = 17, 24
REASON_WIDTH = 11


def agenda_lines(agendas: Sequence[Agenda], size: Size | None, screen: Screen) -> list[str]:
    """The lines of one agenda, or of several days; *size* is given where nobody has a rhythm yet."""
    lines: list[str] = []
    today = agendas[0].day
    for agenda in agendas:
        lines.extend(["", *_Day(agenda, today, screen).lines(alone=len(agendas) == 1, begun=size is None)])
    lines.extend(_footer(agendas[-1], size, screen))
    return lines[1:]


class _Day:
    """Lays out one day."""

    def __init__(self, agenda: Agenda, today: date, screen: Screen) -> None:
        self.agenda = agenda
        self.today = today
        self.screen = screen
        longest = max((width_of(safe(name)) for name in self._names()), default=0)
        most = WIDEST_NAME if not screen.is_narrow else NAME_WIDTH
        self.name_width = min(max(longest, NAME_WIDTH), most) + 2

    def _names(self) -> list[str]:
        agenda = self.agenda
        names = [row.person.name for row in agenda.turn_to]
        names.extend(f"& {other}" for row in agenda.turn_to for other in row.household)
        names.extend(row.name for row in agenda.today)
        names.extend(row.task.name for row in (*agenda.promises, *agenda.waiting))
        names.extend(row.person.name for row in agenda.new)
        return names

    def lines(self, *, alone: bool, begun: bool) -> list[str]:
        """The day's heading and its sections; *begun* says that somebody has a rhythm."""
        agenda = self.agenda
        sections = [
            self._section("Today", [self._today(row) for row in agenda.today]),
            self._section("Turn to", self._turn_to()),
            self._section("You said you would", [self._promise(row) for row in agenda.promises]),
            self._section("Waiting for", [self._promise(row) for row in agenda.waiting]),
            self._section("New", self._new()),
        ]
        coming = list(agenda.coming_up)
        if agenda.is_quiet and (begun or not alone):
            sections = [["", self._quiet(coming, alone)]]
            coming = coming if len(coming) > 1 else []
        sections.append(self._section("Coming up", [self._coming(row) for row in coming]))
        return [self.screen.bold(long_day(agenda.day)), *(line for section in sections for line in section)]

    def _section(self, title: str, rows: list[list[str]]) -> list[str]:
        return ["", title, *(line for row in rows for line in row)] if rows else []

    def _quiet(self, coming: list[Occasion | Promise], alone: bool) -> str:
        if not alone:
            return f"{INDENT}Nothing is waiting."
        if len(coming) != 1:
            return "Nothing is waiting today."
        row = coming[0]
        ahead = (row.day - self.today).days
        day = (
            "Tomorrow"
            if ahead == 1
            else f"On {WEEKDAYS[row.day.weekday()]}"
            if ahead < 7
            else f"On {coming_day(row.day, self.today)}"
        )
        ending = "." if _sentence(row)[-1:].isalnum() else ""
        return f"Nothing is waiting today. {day} {safe(_sentence(row))}{ending}"

    def _label(self, name: str, *, bold: bool = True) -> str:
        shown = cut(safe(name), self.name_width - 2)
        padding = " " * (self.name_width - width_of(shown))
        return f"{INDENT}{self.screen.bold(shown) if bold else shown}{padding}"

    def _today(self, row: Occasion) -> list[str]:
        used = len(INDENT) + self.name_width
        return [self._label(row.name) + self.screen.hook(safe(words.occasion_words(row)), used)]

    def _turn_to(self) -> list[list[str]]:
        rows = []
        reasons = [words.turn_to_reason(row, self.agenda.day) for row in self.agenda.turn_to]
        reason_width = max([REASON_WIDTH, *(len(reason) + 2 for reason in reasons)])
        for row in self.agenda.turn_to:
            name, *others = row.person.name, *row.household
            reason = words.turn_to_reason(row, self.agenda.day)
            hook = safe(words.hook_words(row.hook))
            second = safe(words.second_line(row, self.agenda.day))
            if self.screen.is_narrow:
                lines = [self._label(name) + reason]
                with_others = f"with {' and '.join(map(safe, others))}" if others else ""
                lines.extend(f"{INDENT * 2}{self.screen.hook(part, 4)}" for part in (with_others, hook, second) if part)
            else:
                used = len(INDENT) + self.name_width + reason_width
                lines = [
                    (
                        self._label(name)
                        + pad(reason, used - len(INDENT) - self.name_width)
                        + self.screen.hook(hook, used)
                    ).rstrip()
                ]
                for place, other in enumerate(others or [""]):
                    label = self._label(f"& {other}") if other else ""
                    text = self.screen.fit(second, used) if second and place == 0 else ""
                    if other or text:
                        lines.append(
                            (label + " " * (used - self.name_width - len(INDENT) if label else used) + text).rstrip()
                        )
            rows.append(lines)
        return rows

    def _promise(self, row: Promise) -> list[str]:
        reason = words.promise_reason(row, self.today)
        text = safe(row.task.text)
        used = len(INDENT) + self.name_width
        if self.screen.is_narrow:
            return [self._label(row.task.name) + reason, INDENT * 2 + self.screen.hook(text, 4)]
        text = self.screen.hook(text, used + len(reason) + 2)
        gap = self.screen.columns - used - width_of(_unpainted(text)) - len(reason)
        return [self._label(row.task.name) + text + " " * max(gap, 2) + reason]

    def _new(self) -> list[list[str]]:
        rows = []
        for row in self.agenda.new:
            hook = words.new_hook(row)
            text = safe(words.new_reason(row, self.today)) + (f"; {hook}" if hook else "")
            used = len(INDENT) + self.name_width
            if self.screen.is_narrow:
                rows.append([self._label(row.person.name).rstrip(), INDENT * 2 + self.screen.fit(text, 4)])
            else:
                rows.append([self._label(row.person.name) + self.screen.fit(text, used)])
        return rows

    def _coming(self, row: Occasion | Promise) -> list[str]:
        label = self._label(coming_day(row.day, self.today), bold=False)
        if self.screen.is_narrow:
            label = INDENT + pad(coming_day(row.day, self.today), 12)
        return [label + self.screen.hook(safe(_sentence(row)), len(label))]


def _unpainted(text: str) -> str:
    return text.replace("\x1b[2m", "").replace("\x1b[0m", "")


def _sentence(row: Occasion | Promise) -> str:
    if isinstance(row, Promise):
        return f"{row.task.name}: {row.task.text}"
    return words.occasion_sentence(row)


def _footer(agenda: Agenda, size: Size | None, screen: Screen) -> list[str]:
    """What the caps left out, who has no contact on record, and how to begin."""
    if size is not None:
        waiting = words.waiting_words(agenda)
        sentences = [*([waiting] if waiting else []), *map(safe, words.first_steps(size))]
        return ["", *(line for sentence in sentences for line in wrap(sentence, screen.columns))]
    left_out = words.left_out_words(agenda)
    return ["", *(screen.dim(line) for line in wrap(left_out, screen.columns))] if left_out else []
