"""One person in a terminal: the timeline, and the screen before a call (OUTPUTS, timeline and show)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from netnotes.dates import MONTHS, coming_day, every, full_day, short_day, span
from netnotes.model.clock import DUE, LAST
from netnotes.model.person import Person
from netnotes.model.vault import OWN, Errand, Interaction
from netnotes.queries.people import status_on
from netnotes.queries.rhythm import Silence
from netnotes.queries.show import Show
from netnotes.queries.timeline import NO, PROBABLY, YES, Event, Timeline
from netnotes.views.terminal import Screen, cut, pad, safe, width_of, wrap
from netnotes.views.words import own_tags, probably, yearly_day

LABEL = 9
MARKS = {YES: "●", PROBABLY: "~", NO: "○"}
STATUS_WORDS = {
    "let-go": "let go",
    "do-not-contact": "not to be contacted",
    "wish": "a wish",
    "card": "a card in the drawer",
}
FREE_LINES = 12
MOST_WORDS = 500  # of one line: what stands under a dated heading may be a whole page


def timeline_lines(row: Timeline, today: date, screen: Screen, *, reverse: bool = False) -> list[str]:
    """A line an event, newest first; *reverse* puts the oldest first."""
    person = row.person
    parts = [screen.bold(safe(person.name)), rhythm_words(person, today)]
    if row.rhythm:
        parts.append(f"usually {every_days(row.rhythm)}")
    lines = [*wrap(" · ".join(part for part in parts if part), screen.width and screen.columns, "  "), ""]
    year = today.year
    for item in in_turn(row, reverse):
        if isinstance(item, Silence):
            lines.append(f"{'':10}{screen.dim(span(item.days) + ' without contact')}")
            continue
        if item.day and item.day.year != year:
            year = item.day.year
            lines.append(screen.dim(f"  {year}"))
        lines.extend(_event_lines(item, screen))
    if not row.events:
        lines.append("  Nothing is written down yet.")
        return lines
    arrows = any(event.direction and event.counts == YES for event in row.events)
    guesses = "   ~ probably" if any(event.counts == PROBABLY for event in row.events) else ""
    legend = f"● contact{guesses}   ○ mention, try or note" + ("   ← → who reached out" if arrows else "")
    lines.extend(["", *(screen.dim(line) for line in wrap(legend, screen.width and screen.columns))])
    return lines


def in_turn(row: Timeline, reverse: bool) -> Iterator[Event | Silence]:
    """Events and silences as they stand below each other; a silence stands after the contact that began it."""
    dated: list[tuple[date, int, Event | Silence]] = [(event.day, 0, event) for event in row.events if event.day]
    undated = [event for event in row.events if event.day is None]
    if reverse:
        dated.extend((silence.start, 1, silence) for silence in row.silences)
        dated.sort(key=lambda item: item[:2])
    else:
        dated.extend((silence.end, -1, silence) for silence in row.silences)
        dated.sort(key=lambda item: item[:2])
        dated.reverse()
    yield from (item for _, _, item in dated)
    yield from undated


def _event_lines(event: Event, screen: Screen) -> list[str]:
    day = f"{event.day.day:>2} {MONTHS[event.day.month - 1][:3]}" if event.day else "no day"
    mark = MARKS[event.counts]
    if event.counts == YES:
        mark = {"in": "←", "out": "→"}.get(event.direction or "", mark)
    begin = f"  {day:>6}  {mark} "
    source = "" if event.own else f"{safe(event.path)}:{event.line}"
    words = cut(safe(event.words or event.kind), MOST_WORDS)
    if not source or screen.width is None:
        tail = f"   {source}" if source else ""
        return wrap(f"{begin}{words}{tail}", screen.width and screen.columns, " " * len(begin))
    room = screen.columns - len(begin) - width_of(source) - 2
    if room < 20:
        return [
            *wrap(begin + words, screen.columns, " " * len(begin)),
            " " * len(begin) + screen.dim(cut(source, screen.columns - len(begin))),
        ]
    words = cut(words, room)
    return [begin + words + " " * (room - width_of(words) + 2) + screen.dim(source)]


def rhythm_words(person: Person, today: date) -> str:
    """``close, every 6 weeks``, and the status where somebody is not active."""
    status = status_on(person.status, person.paused_until, today)
    parts = [safe(person.circle) if person.circle else "", every(person.cadence) if person.cadence else ""]
    if status == "paused" and person.paused_until and today < person.paused_until:
        parts.append(f"paused until {short_day(person.paused_until, today)}")
    elif status != "active":
        parts.append(STATUS_WORDS.get(status, status))
    return ", ".join(part for part in parts if part)


def every_days(days: int) -> str:
    """``every 3 weeks``, ``every 11 days``, ``every day``."""
    words = span(days)
    return f"every {words[2:]}" if words.startswith("1 ") else f"every {words}"


def show_lines(row: Show, today: date, screen: Screen) -> list[str]:
    """The screen before a call: what was last spoken of, what is open, the facts, the free text."""
    person = row.person
    lines = [screen.bold(safe(person.name))]
    if person.why:
        lines.extend(wrap(safe(person.why), screen.columns))
    sections = [last_rows(row, today), open_rows(row, today), _facts(row, today)]
    for section in sections:
        if section:
            lines.append("")
            for label, text in section:
                begin = f"  {pad(label, LABEL - 1)} "
                lines.extend(wrap(begin + text, screen.columns, " " * (LABEL + 2)))
    free = _free_lines(person.body, screen.columns)
    if free:
        lines.extend(["", *free[:FREE_LINES]])
        if len(free) > FREE_LINES:
            lines.append(screen.dim(f"… {len(free) - FREE_LINES} more lines in the note"))
    return [*lines, "", screen.dim(safe(person.path))]


def _free_lines(text: str, columns: int) -> list[str]:
    """The free text of a note as it stands; a paragraph with a line too long for the screen is filled anew."""
    lines: list[str] = []
    for paragraph in text.split("\n\n") if text else []:
        written = [safe(line) for line in paragraph.split("\n")]
        is_prose = all(line[:1].isalpha() for line in written)
        if is_prose and any(width_of(line) > columns for line in written):
            written = [" ".join(written)]
        lines.extend(["", *(part for line in written for part in wrap(line, columns))])
    return lines[1:]


def last_rows(row: Show, today: date) -> list[tuple[str, str]]:
    """The last three times, what was heard since, and a try: labels and words."""
    found = [(f"{short_day(line.day, today):>6}", _words(line)) for line in row.last]
    if row.heard:
        found.append(("heard", f"{safe(row.heard.words)} ({short_day(row.heard.day, today)})"))
    if row.tried:
        found.append(("tried", f"{safe(row.tried.words)} ({short_day(row.tried.day, today)})"))
    return found or [("", "no contact on record")]


def _words(line: Interaction) -> str:
    """The line's own words, and whose note they stand in where it is another's."""
    source = f" (from {safe(line.owner_name)})" if line.role != OWN and line.owner_name else ""
    return ("~ " if line.probably else "") + cut(safe(line.words or line.kind), MOST_WORDS) + source


def open_rows(row: Show, today: date) -> list[tuple[str, str]]:
    """What is open between you: plans, promises of both sides, what is owed (a row for each of the thanks), needs."""
    person = row.person
    found = []
    if row.ahead:
        found.append(("ahead", "; ".join(_ahead(line, today) for line in row.ahead)))
    if row.mine:
        found.append(("you", "; ".join(_task(task, today) for task in row.mine)))
    if row.theirs:
        found.append(("they", "; ".join(_task(task, today) for task in row.theirs)))
    if row.reply_owed:
        found.append(
            ("reply", f"their {row.reply_owed.kind} of {short_day(row.reply_owed.day, today)} waits for an answer")
        )
    found += [("thanks", f"for: {_said(line)} ({short_day(line.day, today)})") for line in row.thanks_owed]
    if person.needs:
        found.append(("needs", safe(", ".join(person.needs))))
    if person.offers:
        found.append(("offers", safe(", ".join(person.offers))))
    if person.hook:
        found.append(("hook", safe(person.hook)))
    return found


def _ahead(line: Interaction, today: date) -> str:
    time = f" {line.time}" if line.time else ""
    return f"{safe(line.words)} ({coming_day(line.day, today)}{time})"


def _said(line: Interaction) -> str:
    return safe(line.text or line.words)


def _met_day(met: str | None, today: date) -> str:
    day = full_day(met)
    return short_day(day, today) if day else met or ""


def _task(task: Errand, today: date) -> str:
    day = (
        f" (due {short_day(task.due, today)})" if task.due else f" ({short_day(task.made, today)})" if task.made else ""
    )
    return safe(task.text) + day


def _facts(row: Show, today: date) -> list[tuple[str, str]]:
    person = row.person
    parts = [every(person.cadence)] if person.cadence else []
    if person.circle:
        parts.append(safe(person.circle))
    rhythm = [", ".join(parts)] if parts else []
    status = status_on(person.status, person.paused_until, today)
    if status != "active":
        rhythm.append(rhythm_words(person, today).rpartition(", ")[2])
    if row.rhythm:
        rhythm.append(f"usually {every_days(row.rhythm)}")
    if row.drifting:
        rhythm.append("quieter than usual")
    if row.due and status == "active":
        day = probably(row.probably, LAST, DUE) + short_day(row.due, today)
        rhythm.append(f"next by {day}" if row.due >= today else f"was due {day}")
    found = [("rhythm", "; ".join(rhythm))] if rhythm else []
    if row.given or row.received:
        found.append(("ledger", f"gave {row.given}, got {row.received} in the last year"))
    if person.birthday:
        found.append(("birthday", yearly_day(person.birthday)))
    found.extend((safe(label), yearly_day(day)) for label, day in person.dates)
    if person.met or person.met_at or person.met_through:
        through = ", ".join(text.strip("[]").rpartition("|")[2] for text in person.met_through)
        met = [
            _met_day(person.met, today),
            f"at {person.met_at}" if person.met_at else "",
            f"through {through}" if through else "",
        ]
        found.append(("met", safe(" ".join(part for part in met if part))))
    if person.channel:
        found.append(("channel", safe(person.channel)))
    if person.household:
        found.append(("household", safe(person.household)))
    found.extend((label, safe(text)) for label, text in person.contact)
    tags = own_tags(person.tags)
    if tags:
        found.append(("tags", safe(", ".join(tags))))
    found.extend((safe(label), safe(text)) for label, text in person.other)
    return found
