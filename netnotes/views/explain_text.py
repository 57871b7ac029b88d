"""What `explain` says, in a terminal (OUTPUTS, explain)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from netnotes.dates import coming_day, days_later, long_day, short_day, span
from netnotes.model.clock import LAST
from netnotes.model.reading import About
from netnotes.queries.agenda import TRY_HOLDS
from netnotes.queries.explain import NoteExplained, PersonExplained, Step, Told
from netnotes.queries.people import status_on
from netnotes.queries.timeline import PROBABLY
from netnotes.views.person_text import STATUS_WORDS
from netnotes.views.tables_text import problem_line
from netnotes.views.terminal import Screen, cut, pad, safe, shell, width_of, wrap
from netnotes.views.words import probably

LABEL = 14
MOST = 8
WIDEST_PLACE, FEWEST_WORDS = 34, 18
_DEPTHS = {5: "in person", 4: "by voice", 3: "by letter or mail", 2: "a message", 1: "a ping"}
_RULES = {
    "plan": "a plan, until its day",
    "note": "a note",
    "like": "a like",
    "depth 0": "a kind of no depth",
    "text": "a mention",
    "under": "a mention, under another line",
    "quote": "a quote",
    "embed": "an embed",
    "task": "a task done, and no head",
    "open task": "an open task",
    "done task": "a task done",
    "dropped task": "a task dropped",
    "elsewhere": "in a note of no person and no day",
    "undated": "no date",
    "not-log": "under a heading without a log",
    "bad-date": "a date that cannot be read",
    "setting": "the setting journal",
    "no person": "a link to nobody",
    "no head": "no head",
    "guess": "their name in the file's, no kind",
    "struck": "struck out",
    "head": "a head",
    "heading": "its heading says so",
    "field": "a (person:: …)",
    "whole note": "the whole note, by its people",
    "folder": "a note in their folder",
    "name": "their name in the file's",
    "date": "a dated line",
    "key": "a key",
}
_WORDS_OF = {
    "try": 'a try: "{}"',
    "after": 'a mention, after "{}"',
    "intent": 'an intent: "{}"',
    "field": 'the field "{}::"',
    "key": 'the key "{}"',
    "word": 'by the word "{}"',
}


def rule_words(rule: str) -> str:
    """A rule's name as a person reads it."""
    if rule in _RULES:
        return _RULES[rule]
    first, _, rest = rule.partition(" ")
    return _WORDS_OF[first].format(rest) if rest and first in _WORDS_OF else rule


def person_lines(
    row: PersonExplained, today: date, typed: str, screen: Screen, *, everything: bool = False
) -> list[str]:
    """Why somebody is a person, their rhythm, last contact, due day and agenda, and every line with its rule.

    *typed* is what to type for this person.
    """
    about = row.about
    lines = wrap(f"{screen.bold(safe(about.name))} is a person by {_because(about)}.", screen.columns)
    lines.append("")
    facts = [
        ("rhythm", _rhythm(row)),
        ("last contact", _last_contact(row, today)),
        ("due", _due(row, today)),
        ("agenda", _agenda(row, today)),
    ]
    for label, text in facts:
        lines.extend(wrap(f"  {pad(label, LABEL)}{text}", screen.columns, " " * (LABEL + 2)))
    # Commands are never broken, so that they can be copied.
    lines.extend(f"    {safe(command)}" for command in _decide(row, typed))
    for title, rows in (("Counted", row.counted), ("Read, and not contact", row.left)):
        lines.extend(_section(title, rows, about.path, today, screen, everything))
    for problem in row.problems:
        lines.extend(["", *wrap(problem_line(problem), screen.columns, "  ")])
    guessed = sum(line.counts == PROBABLY for line in row.counted)
    sure = len(row.counted) - guessed
    counts = [f"{sure:,} contact{'' if sure == 1 else 's'} counted"] if sure or not guessed else []
    if guessed:
        counts.append(f"{guessed:,} probable")
    if row.counted:
        lines.extend(["", f"{', '.join(counts)}:", f"  netnotes timeline {safe(typed)}"])
    return lines


def note_lines(row: NoteExplained, today: date, screen: Screen) -> list[str]:
    """What a note is that is nobody's, what each of its lines came to, and what is wrong with it."""
    about = row.about
    lines = wrap(f"{screen.bold(safe(about.path))} {_what_it_is(row)}", screen.columns)
    rows = [
        (f"line {line.line}", line.words, f"{safe(line.name)}: {_rule_of(line)}" if line.name else "names nobody known")
        for line in row.lines
    ]
    if rows:
        lines.extend(["", *_table(rows, screen)])
    elif about.says == "dated" and not row.problems:
        lines.extend(["", "No line of it links to anybody."])
    for problem in row.problems:
        lines.extend(["", *wrap(problem_line(problem), screen.columns, "  ")])
    return lines


def _what_it_is(row: NoteExplained) -> str:
    about = row.about
    if about.rule == 1:
        return f"is never seen: {safe(about.because) or 'a copy that a sync program made'}."
    if about.says == "unseen":
        return "is not read."
    if about.says == "broken":
        return f"would be a person's by {safe(about.because)}, but cannot be read."
    if about.says == "dated":
        of = f", of {long_day(about.day)} {about.day.year}" if about.day else ""
        return f"is a dated note{of}: {_because(about)}."
    return f"is not a person: {_because(about)}."


def _because(about: About) -> str:
    where = f" ({safe(about.path)}:{about.line})" if about.line else f" ({safe(about.path)})" if about.person else ""
    return safe(about.because) + where


def _rhythm(row: PersonExplained) -> str:
    source, person = row.rhythm, row.person
    if source is None:
        return f"none: the circle {safe(person.circle)} has none" if person.circle else "none: no circle and no cadence"
    line = f" (line {source.line})" if source.line else ""
    if source.circle:
        return f"{person.cadence}, from the circle {safe(source.circle)}{line}"
    return f"{person.cadence}, their own{line}"


def _last_contact(row: PersonExplained, today: date) -> str:
    if row.last_contact is None:
        return "none on record"
    day = probably(row.probably, LAST) + short_day(row.last_contact, today)
    if row.last:
        whose = f"{safe(row.last.name)}, of the same household" if row.last.name else "somebody of the household"
        of = f" (of {whose})" if row.of_household else ""
        return f"{day}, {_place(row.last, row.about.path)}: {safe(row.last.kind)}, {_rule_of(row.last)}{of}"
    if row.last_key and row.last_key.written:
        return f"{day}, from the key {safe(row.last_key.written)} (line {row.last_key.line})"
    return f"{day}, from a key of the household"


def _due(row: PersonExplained, today: date) -> str:
    if row.due is None:
        return f"none: {_status(row, today)}" if _status(row, today) else "none: no clock runs"
    texts = [_step(step, row, today) for step in row.steps]
    late = (today - row.due).days
    when = f"{late} day{'' if late == 1 else 's'} late today" if late > 0 else f"in {span(-late)}" if late else "today"
    return f"{'; then '.join(texts)}; {when}"


def _step(step: Step, row: PersonExplained, today: date) -> str:
    line = f" (line {step.line})" if step.line else ""
    day, cadence = short_day(step.day, today), str(row.person.cadence)
    if step.what == "last contact" and step.since:
        return f"{day} = {probably(row.probably, LAST)}{short_day(step.since, today)} + {cadence}"
    if step.what == "next-contact":
        return f"{day}, set by hand{line}"
    if step.what == "probably":
        since = f"~{short_day(step.since, today)}" if step.since else "a probable contact"
        return f"~{day} = {since} + half of {cadence}"
    return f"{day}, snoozed{line}"


def _status(row: PersonExplained, today: date) -> str:
    """Why somebody is not active, empty where they are."""
    person = row.person
    status = status_on(person.status, person.paused_until, today)
    if status == "paused" and person.paused_until and today < person.paused_until:
        return f"paused until {short_day(person.paused_until, today)}"
    return "" if status == "active" else STATUS_WORDS.get(status, status)


def _decide(row: PersonExplained, typed: str) -> list[str]:
    """The commands that decide about somebody who has no circle and no rhythm yet."""
    if row.standing.because != "no rhythm" or row.person.circle or not row.standing.words:
        return []
    return [f"netnotes keep {typed} --circle {shell(row.standing.words)}", f"netnotes let-go {typed}"]


def _agenda(row: PersonExplained, today: date) -> str:
    standing, name = row.standing, safe(row.about.name)
    day = coming_day(standing.day, today) if standing.day else ""
    past = short_day(standing.day, today) if standing.day else ""
    decide = ". Decide with one of these:" if standing.words else ""
    rhythm = "no: no rhythm" if row.person.circle else f"no: no circle and no rhythm yet{{}}{decide}"
    again = coming_day(days_later(standing.day, TRY_HOLDS + 1), today) if standing.day else ""
    place = f"{_ordinal(standing.place)} of {standing.of} to turn to"
    met = f" (met {past})" if past else ""
    said = {
        "due": f"yes, {place}",
        "cap": f"no: {place}, and a day takes fewer (netnotes agenda --all)",
        "status": f"no: {_status(row, today)}",
        "follow-up": f"yes, under New: met {past}, to follow up with",
        "decide": f"yes, under New: met {past}; keep, later or let go?",
        "cap new": f"no: met {past}, and a day takes fewer new people (netnotes agenda --all)",
        "no rhythm": rhythm.format(met),
        "no contact": "no: no contact on record; the first dated line in their note begins the clock",
        "never": "no: no clock runs",
        "not due": f"no: not due before {day}",
        "household": f"no: on one line with {safe(standing.words)}, of the same household",
        "household held": "no: somebody of the household has a plan or a try",
        "plan": f"no: you have a plan, {day}: {cut(safe(standing.words), 40)}",
        "tried": f"no: you tried on {past}; asked for again from {again}",
    }
    return said.get(standing.because, f"no: {name}")


def _ordinal(place: int) -> str:
    words = ("", "first", "second", "third", "fourth", "fifth")
    if place < len(words):
        return words[place]
    ending = {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th") if place % 100 not in (11, 12, 13) else "th"
    return f"{place}{ending}"


def _section(title: str, rows: Sequence[Told], own: str, today: date, screen: Screen, everything: bool) -> list[str]:
    """A heading and its rows, newest first; the oldest are only counted unless *everything* is asked for."""
    if not rows:
        return []
    shown = rows if everything else rows[:MOST]
    days = [short_day(row.day, today) if row.day and row.path == own else "" for row in shown]
    width = max(map(len, days))
    table = [
        (f"{day:>{width}}  {_place(row, own)}" if day else _place(row, own), row.words, _rule_of(row))
        for row, day in zip(shown, days, strict=True)
    ]
    more = len(rows) - len(shown)
    tail = [screen.dim(f"  … {more:,} more (--all)")] if more else []
    return ["", title, *_table(table, screen), *tail]


def _rule_of(row: Told) -> str:
    words = rule_words(row.rule)
    if row.counts == PROBABLY:
        return f"~ {row.kind}: {words}"
    return words


def _place(row: Told, own: str) -> str:
    """Where a line stands: its number is enough in somebody's own note."""
    return f"line {row.line}" if row.path == own else f"{safe(row.path)}:{row.line}"


def _table(rows: Sequence[tuple[str, str, str]], screen: Screen) -> list[str]:
    """Rows as three columns; on a narrow screen the last stands below."""
    places = [safe(row[0]) for row in rows]
    width = min(max(map(width_of, places)), WIDEST_PLACE)
    rules = max(width_of(safe(row[2])) for row in rows)
    room = min(max(width_of(safe(row[1])) for row in rows), max(screen.columns - width - rules - 6, FEWEST_WORDS))
    lines = []
    for place, (_, words, rule) in zip(places, rows, strict=True):
        rule = safe(rule)
        if screen.is_narrow:
            lines.append(f"  {screen.fit(place, 2)}")
            lines.extend(f"    {screen.fit(text, 4)}" for text in (safe(words), rule))
            continue
        shown = cut(safe(words), room)
        start = place if width_of(place) <= width else f"…{place[-(width - 1) :]}"
        lines.append(screen.fit(f"  {pad(start, width)}  {pad(shown, room)}  {rule}", 0))
    return lines
