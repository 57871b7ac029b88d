"""Whom one could ask, in a terminal: how things stand in words, what the notes say, what was asked and given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from netnotes.dates import MONTHS, short_day
from netnotes.model.vault import Interaction
from netnotes.queries.evidence import Evidence
from netnotes.queries.favour import LOG, Favour, Favours, Match
from netnotes.queries.ties import Tie, window
from netnotes.views.evidence_text import evidence_lines
from netnotes.views.matches_text import match_line, source
from netnotes.views.person_text import STATUS_WORDS, every_days
from netnotes.views.terminal import Screen, cut, pad, safe, width_of, wrap

MOST_NAME = 24
NOT_YET = 3
SINCE = 2


def favour_lines(row: Favours, today: date, screen: Screen, *, evidence: bool = False) -> list[str]:
    """Everyone with what speaks for them; a next step where there is nobody; *evidence* shows the arithmetic too."""
    if not row.rows:
        return [*_nobody(row, screen), *_not_yet(row, screen)]
    lines: list[str] = []
    for one in row.rows:
        lines += ["", *_person(one, row.words, today, screen)] if lines else _person(one, row.words, today, screen)
        lines += _arithmetic(one, today, screen) if evidence else []
    if row.left:
        lines += ["", screen.dim(f"… {row.left:,} more (--all)")]
    return [*lines, *_not_yet(row, screen)]


def _person(row: Favour, words: Sequence[str], today: date, screen: Screen) -> list[str]:
    name, standing = safe(row.person.name), standing_words(row, today)
    if screen.is_narrow:
        lines = [screen.bold(cut(name, screen.columns)), *wrap(f"  {standing}", screen.columns, "  ")]
    else:
        short = cut(name, MOST_NAME) if screen.width else name
        head = screen.bold(short) + " " * (len(pad(short, MOST_NAME)) - len(short)) + "  "
        first, *more = wrap(standing, screen.width and screen.columns - width_of(head))
        lines = [head + first, *(" " * width_of(head) + line for line in more)]
    asked = (row.asked.path, row.asked.number) if row.asked else None
    for match in row.matches:
        if (match.path, match.number) == asked:
            continue
        lines += match_line(match_label(match, today), match.text, source(match.path, match.number), screen, words)
    if row.asked and asked:
        lines += match_line("asked", _said(row.asked, today), source(*asked), screen, words)
    for line in row.since[-SINCE:]:
        lines += match_line(line.ledger, _said(line, today), source(line.path, line.number), screen)
    if row.taken:
        lines += wrap(f"  {_warning(row.taken, today)}", screen.width and screen.columns, "  ")
    return lines


def match_label(match: Match, today: date) -> str:
    """What stands before a match: its field, or the day of a line."""
    return short_day(match.day, today) if match.field == LOG and match.day else match.field


def standing_words(row: Favour, today: date) -> str:
    """``usually every 3 weeks, last 14 Sep``; whether contact goes one way of late, and a pause."""
    if row.last is None:
        parts = ["no contact on record"]
    else:
        parts = [f"usually {every_days(row.rhythm)}" if row.rhythm else "", _last(row, today)]
    if row.tie.within and not row.tie.both_ways and row.tie.first != row.last:
        parts.append("one way of late")
    if row.status == "paused":
        until = row.person.paused_until
        parts.append(f"paused until {short_day(until, today)}" if until and until > today else "paused")
    return ", ".join(part for part in parts if part)


def _last(row: Favour, today: date) -> str:
    day = "today" if row.last == today else short_day(row.last, today) if row.last else ""
    if row.tie.first == row.last and row.tie.was_met:
        return f"met {day}"
    return f"last {'~ ' if row.probably else ''}{day}"


def _said(line: Interaction, today: date) -> str:
    """What a ledger line says, its day first, so that no cut takes it away."""
    return f"{short_day(line.day, today)}: {line.text or line.words}"


def _warning(line: Interaction, today: date) -> str:
    """A word where one would take twice in a row."""
    month = MONTHS[line.day.month - 1] + ("" if line.day.year == today.year else f" {line.day.year}")
    if line.ledger == "asked":
        return f"You asked last, in {month}; give first?"
    return f"The last favour was theirs, in {month}; give first?"


def _arithmetic(row: Favour, today: date, screen: Screen) -> list[str]:
    """The months that the warmth is made of, and their sum."""
    lines = [
        line._replace(name=f"{month.depth} × {month.weight}")
        for line, month in zip(row.months, row.tie.months, strict=True)
    ]
    whole = sum(int(line.amount) for line in lines)
    said = f"  warmth {row.tie.warmth:g}"
    if not row.tie.both_ways and whole:
        said += f", half of {whole}: {_why_half(row.tie)}"
    said_lines = wrap(said, screen.width and screen.columns, "  ")
    return [*said_lines, *evidence_lines(_labelled(lines), today, screen, lambda amount: f"{amount:.0f}")]


def _why_half(tie: Tie) -> str:
    """What keeps contact from going both ways: none of late, none but that of the first day, or one way alone."""
    if not tie.within:
        longest = window(tie.person)
        return f"no contact in the last {longest.unit if longest.number == 1 else longest}"
    if tie.contacts[-1].day != tie.first:
        return "contact goes one way"
    return "nothing since you met" if tie.was_met else "nothing since the first day"


def _labelled(lines: Sequence[Evidence]) -> list[Evidence]:
    """Lines whose name is seen also where they have no words."""
    return [line._replace(words=line.words or "contact") for line in lines]


def _nobody(row: Favours, screen: Screen) -> list[str]:
    topic = safe(" ".join(row.topic.split()))
    fewer = " Fewer words find more." if len(row.words) > 1 else ""
    advice = (
        "Write down what people can help with, netnotes set WHO 'offers+=…', or look for a way to somebody new: "
        "netnotes path WHO"
    )
    columns = screen.width and screen.columns
    return [*wrap(f'No note says that somebody could help with "{topic}".{fewer}', columns), *wrap(advice, columns)]


def _not_yet(row: Favours, screen: Screen) -> list[str]:
    """Wishes and cards who match, in one line: they are not asked, they are met first."""
    if not row.not_yet:
        return []
    named = [
        f"{safe(person.name)}, {STATUS_WORDS.get(person.status, person.status)} ({safe(cut(matches[0].text, 40))})"
        for person, matches in row.not_yet[:NOT_YET]
    ]
    more = f"; and {len(row.not_yet) - NOT_YET} more" if len(row.not_yet) > NOT_YET else ""
    return ["", *wrap(f"You do not know yet: {'; '.join(named)}{more}", screen.width and screen.columns, "  ")]
