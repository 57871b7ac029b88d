"""Answers as Markdown, through the shipped templates or the vault's own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from netnotes.dates import coming_day, every, long_day, span
from netnotes.patterns import lazy_pattern
from netnotes.queries.agenda import Agenda
from netnotes.queries.overdue import Overdue
from netnotes.queries.promises import Promise
from netnotes.queries.rhythm import Silence
from netnotes.queries.timeline import Timeline
from netnotes.views import words
from netnotes.views.person_text import MARKS, every_days, in_turn, rhythm_words
from netnotes.views.terminal import safe

if TYPE_CHECKING:
    from netnotes.queries.network import Network

# A note that is kept names so many people a row.
MOST_LINKS = 50
_SIGNS = lazy_pattern(r"([\\`*_{}\[\]<>#|~=$%^]|&(?=#?\w+;))")


_LIKES = str.maketrans("[]|", "()/")


def escape(text: object) -> str:
    """*text* as Markdown that shows it, on one line, with nothing in it that Markdown or HTML would obey."""
    escaped = _SIGNS.sub(r"\\\1", safe(str(text)))
    return re.sub(r"^(\s*)(?:(\d+)([.)])|([-+]))(?=\s|$)", _not_a_list, escaped)


def _not_a_list(found: re.Match[str]) -> str:
    number = f"{found[2]}\\{found[3]}" if found[2] else f"\\{found[4]}"
    return found[1] + number


def link(name: str, path: str) -> str:
    """A link to a note, as Obsidian and most editors follow it; the name alone where no link can hold the path.

    What would end the link cannot be escaped in it, and is replaced by its like.
    """
    target = path.removesuffix(".md")
    if safe(target) != target or re.search(r"[\[\]|#^<>`\\&]", target):
        return escape(name)
    return f"[[{target}|{escape(name.translate(_LIKES))}]]"


def agenda_markdown(agendas: Sequence[Agenda], own: Mapping[str, bytes]) -> str:
    """The agenda as a note; *own* are the vault's own templates."""
    today = agendas[0].day
    return _render(
        "agenda.md", own, days=[_day(agenda, today) for agenda in agendas], left_out=words.left_out_words(agendas[-1])
    )


def _day(agenda: Agenda, today: date) -> dict[str, Any]:
    return {
        "title": long_day(agenda.day),
        "today": [(row.name, row.path, words.occasion_words(row)) for row in agenda.today],
        "turn_to": [
            (
                words.names_of(row.person.name, row.household), row.person.path,
                words.turn_to_reason(row, agenda.day), words.hook_words(row.hook), words.second_line(row, agenda.day),
            )
            for row in agenda.turn_to
        ],
        "promises": [_promise(row, today) for row in agenda.promises],
        "waiting": [_promise(row, today) for row in agenda.waiting],
        "new": [
            (row.person.name, row.person.path, words.new_reason(row, today), words.new_hook(row)) for row in agenda.new
        ],
        "coming_up": [
            (coming_day(row.day, today), row.task.name, row.task.path, row.task.text)
            if isinstance(row, Promise)
            else (coming_day(row.day, today), row.name, row.path, words.occasion_words(row))
            for row in agenda.coming_up
        ],
    }  # fmt: skip


def _promise(row: Promise, today: date) -> tuple[str, str, str, str]:
    return row.task.name, row.task.path, row.task.text, words.promise_reason(row, today)


def overdue_markdown(rows: Sequence[Overdue], own: Mapping[str, bytes]) -> str:
    """Everyone late, as a table."""
    cells = [
        (
            words.names_of(row.clock.name, row.household), row.clock.path,
            every(row.clock.cadence) if row.clock.cadence else "no rhythm", words.days_late(row),
            (row.latest.text or row.latest.words) if row.latest else "",
        )
        for row in rows
    ]  # fmt: skip
    return _render("overdue.md", own, rows=cells)


def timeline_markdown(row: Timeline, today: date, own: Mapping[str, bytes], *, reverse: bool = False) -> str:
    """A timeline as a note, newest first."""
    items = [
        (None, "", f"{span(item.days)} without contact", "")
        if isinstance(item, Silence)
        else (
            item.day.isoformat() if item.day else "undated", MARKS[item.counts],
            item.words or item.kind, "" if item.own else item.path,
        )
        for item in in_turn(row, reverse)
    ]  # fmt: skip
    about = rhythm_words(row.person, today)
    usual = f"usually {every_days(row.rhythm)}" if row.rhythm else ""
    return _render(
        "timeline.md",
        own,
        name=row.person.name,
        path=row.person.path,
        about=[part for part in (about, usual) if part],
        items=items,
    )


def network_markdown(row: Network, own: Mapping[str, bytes]) -> str:
    """The network as a note to keep. Whom it names stands in quotes, which are contact in no note."""
    from netnotes.queries.network import BOTH_WAYS, GROUPS, MOVES
    from netnotes.views import network_words as say

    def cells(what: str) -> tuple[str, int, str, list[tuple[str, str, str]], int]:
        people = row.of(what)
        shown = [(member.person.name, member.person.path, say.status_of(member)) for member in people[:MOST_LINKS]]
        words = say.both_ways_words(row) if what == BOTH_WAYS else ""
        return say.LABELS[what], len(people), words, shown, len(people) - len(shown)

    rows = [cells(what) for what in (BOTH_WAYS, "would_ask", *GROUPS[1:]) if row.of(what)]
    if row.members:
        rows.append((say.LABELS["collected"], len(row.members), say.collected_words(row), [], 0))
    return _render(
        "network.md",
        own,
        day=f"{say.full_day(row.today, row.today)} {row.today.year}",
        since=say.full_day(row.since, row.today),
        why=row.why,
        sentence=say.sentence(row),
        rows=rows,
        time=say.time_words(row),
        moved=[cells(what) for what in MOVES if row.of(what)],
    )


def _render(template: str, own: Mapping[str, bytes], **values: Any) -> str:
    from netnotes.views.engine import environment, render

    engine = environment("", own, autoescape=False)
    engine.filters["md"] = escape
    engine.globals["link"] = link
    return render(engine, template, **values).strip("\n")
