"""Overdue, lists and problems in a terminal: plain rows, made to be piped (OUTPUTS, overdue and check)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from netnotes.dates import coming_day, every, short_day, span
from netnotes.model.clock import DUE, LAST
from netnotes.model.problem import ERROR, Problem
from netnotes.views import words
from netnotes.views.terminal import Screen, cut, pad, safe, width_of, wrap

if TYPE_CHECKING:
    from netnotes.model.everybody import Summary
    from netnotes.queries.overdue import Overdue
    from netnotes.queries.spread import Spread

GAP = " " * 4
LIST_GAP = " " * 2
MOST_NAME = 22
DAY = 15
DAYS_SHOWN = 14


def overdue_lines(rows: Sequence[Overdue], screen: Screen) -> list[str]:
    """A line a person: name, cadence, how late, what was last spoken of."""
    cells = [
        (
            row.clock.name,
            every(row.clock.cadence) if row.clock.cadence else "no rhythm",
            words.days_late(row),
            _topic(row),
        )
        for row in rows
    ]
    return _columns(cells, screen, GAP)


def _topic(row: Overdue) -> str:
    """What was last spoken of, behind the names of those who are reached with the person."""
    others = f"(with {' and '.join(row.household)}) " if row.household else ""
    return others + ((row.latest.text or row.latest.words) if row.latest else "")


def list_lines(rows: Sequence[Summary], today: date, screen: Screen) -> list[str]:
    """A line a person: name, circle or status, last contact, when they are due."""
    cells = []
    for row in rows:
        place = row.circle or "–"
        if row.status != "active":
            place = f"{row.circle}, {row.status}" if row.circle else row.status
        last = f"{span((today - row.last_contact).days)} ago" if row.last_contact else "no contact"
        last = "today" if row.last_contact == today else last
        last = words.probably(row.probably, LAST) + last
        due = f"due {words.probably(row.probably, LAST, DUE)}{short_day(row.due, today)}" if row.due else ""
        cells.append((row.name, place, last, due))
    return _columns(cells, screen, LIST_GAP)


def _columns(rows: Sequence[tuple[str, ...]], screen: Screen, gap: str) -> list[str]:
    """Rows as columns, the last cut to what is left; on a narrow screen it stands below."""
    shown = [tuple(safe(cell) for cell in row) for row in rows]
    widths = [min(max(width_of(row[place]) for row in shown), MOST_NAME) for place in range(3)] if shown else []
    lines = []
    for row in shown:
        name, *cells = (pad(cut(cell, width), width) for cell, width in zip(row, widths, strict=False))
        if screen.is_narrow:
            name = cut(row[0], max(screen.columns - width_of(row[2]) - 2, 8))
            gap = " " * max(screen.columns - width_of(name) - width_of(row[2]), 2)
            lines.append(f"{screen.bold(name)}{gap}{row[2]}")
            below = "; ".join(cell for cell in (row[1], row[3]) if cell)
            lines.append("  " + screen.hook(below, 2))
            continue
        used = sum(widths) + len(gap) * 2 + len(GAP)
        tail = screen.hook(row[3], used) if row[3] else ""
        bare = name.rstrip()
        line = gap.join([screen.bold(bare) + " " * (len(name) - len(bare)), *cells]) + GAP + tail
        lines.append(line.rstrip())
    return lines


def spread_lines(row: Spread, screen: Screen, *, everything: bool = False, written: int = 0) -> list[str]:
    """A line a day with the names whose turn it is, two weeks of them or *everything*, and how to make it so.

    *written* is how many notes were written.
    """
    if not row.a_day:
        return ["The setting reach-out is 0, so nobody is asked for."]
    count = sum(len(turn.paths) for turn in row.turns)
    people = f"{count:,} {'person is' if count == 1 else 'people are'} due"
    takes = f"a day takes {row.a_day}"
    if len(row.turns) <= row.a_day:
        return [f"{people}, and {takes}: there is nothing to spread." if count else "Nobody is due."]
    last = coming_day(row.turns[-1].day, row.today)
    lines = [*wrap(f"{people}, and {takes}. By {last} everyone has had a turn.", screen.columns), ""]
    shown = [turn for turn in row.turns if everything or (turn.day - row.today).days < DAYS_SHOWN]
    for day, turns in groupby(shown, key=lambda turn: turn.day):
        names = ", ".join(safe(words.names_of(turn.name, turn.household)) for turn in turns)
        lines.extend(wrap(f"  {pad(coming_day(day, row.today), DAY)}  {names}", screen.columns, " " * (DAY + 4)))
    if len(shown) < len(row.turns):
        lines.append(screen.dim(f"  … {len(row.turns) - len(shown):,} more (--all)"))
    first = next((turn for turn in row.turns if turn.day > row.today), None)
    if first is None:
        return lines
    advice = "Nothing is written. To snooze everyone until their day: netnotes spread --write"
    if written:
        notes = f"{written:,} {'note' if written == 1 else 'notes'}"
        advice = f"Snoozed until then: {notes}. Undo: netnotes undo"
    return [*lines, "", *wrap(advice, screen.columns)]


def check_lines(problems: Sequence[Problem], notes: int, screen: Screen) -> Iterator[str]:
    """A line a problem, as compilers write them, and the sum; one after another, for there can be very many."""
    for problem in problems:
        yield from wrap(problem_line(problem), screen.width, "  ")
    errors = sum(problem.severity == ERROR for problem in problems)
    read = f"{notes:,} note{'' if notes == 1 else 's'} read"
    if not problems:
        yield f"{read}, nothing to mend."
        return
    warnings = len(problems) - errors
    counts = [
        f"{count:,} {what}{'' if count == 1 else 's'}"
        for count, what in ((errors, "error"), (warnings, "warning"))
        if count
    ]
    yield from ("", f"{', '.join(counts)}; {read}.")


def problem_line(problem: Problem) -> str:
    """``file:line:column: severity: message [code]``, leaving out what is not known."""
    where = ":".join(str(part) for part in (safe(problem.path), problem.line, problem.column) if part is not None)
    return f"{where}: {problem.severity}: {safe(problem.message)} [{problem.code}]"
