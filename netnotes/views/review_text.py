"""The screens of a review: one person each, the questions, and what is said at the end (OUTPUTS, review)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from netnotes.dates import every, past_day, short_day, span
from netnotes.model.clock import DUE, LAST
from netnotes.model.vault import Interaction
from netnotes.queries.questions import first_sentence
from netnotes.queries.review import Page, Review, Why
from netnotes.views.load_text import joined
from netnotes.views.person_text import every_days, last_rows, open_rows
from netnotes.views.question_text import question_words
from netnotes.views.terminal import Screen, cut, pad, safe, width_of, wrap
from netnotes.views.words import names_of, new_hook, new_reason, probably

KEYS = (
    ("l", "log"), ("s", "later"), ("k", "keep"), ("p", "pause"), ("g", "let go"),
    ("e", "edit"), ("n", "next"), ("u", "undo"), ("q", "quit"),
)  # fmt: skip
LABEL = 8
MOST_WORDS = 160
_OWED = ("you", "reply", "thanks")


def page_lines(page: Page, number: int, total: int, today: date, screen: Screen) -> list[str]:
    """One person: the name, why they are here, the last three times, needs and what I owe, a question."""
    lines = [*_heading(page, number, total, screen), *wrap(reason_words(page, today), screen.columns), ""]
    last = last_rows(page.show, today)[: max(len(page.show.last), 1)]
    found = [row for row in open_rows(page.show, today) if row[0] != page.visit.why]
    sections = [last, [row for label in ("needs", *_OWED) for row in found if row[0] == label]]
    wide = max([LABEL, *(width_of(label) + 2 for section in sections for label, _ in section)])
    for section in filter(None, sections):
        for label, text in section:
            begin = f"  {pad(label, wide)} "
            lines += wrap(begin + cut(text, MOST_WORDS), screen.columns, " " * (wide + 3))
        lines.append("")
    return [*lines, *wrap(question_words(page.question), screen.columns)]


def _heading(page: Page, number: int, total: int, screen: Screen) -> list[str]:
    """The name, and at the right which of how many; the one of a year ago is not counted."""
    name = safe(names_of(page.show.person.name, page.visit.household))
    place = "one more" if page.visit.why is Why.YEAR else f"{number} of {total}"
    room = screen.columns - 1 - width_of(place) - 2
    if width_of(name) > room:
        return [*(screen.bold(line) for line in wrap(name, screen.columns)), place]
    return [screen.bold(name) + " " * (room + 2 - width_of(name)) + place]


def reason_words(page: Page, today: date) -> str:
    """Why somebody is here: since when, how often usually, what waits, a try."""
    row, visit = page.show, page.visit
    sentences = []
    if visit.why is Why.YEAR and row.last_contact:
        sentences.append(f"Not heard of since {short_day(row.last_contact, today)}")
    elif visit.new:
        sentences += [_capital(safe(new_reason(visit.new, today))), _capital(new_hook(visit.new).rstrip("?"))]
        sentences[1:] = [f"{sentences[1]}?"] if sentences[1] else []
    else:
        sentences.append("; ".join(filter(None, (_since(page, today), _rhythm(page, today)))))
    if visit.why is Why.REPLY:
        sentences.append(_capital(dict(open_rows(row, today)).get("reply", "")))
    if visit.why is Why.THANKS:
        sentences.append(f"Thanks are open for {joined([_gift(line, today) for line in row.thanks_owed])}")
    if visit.why is Why.DRIFTING:
        sentences.append("Quieter than usual")
    if row.tried:
        word = row.tried.via.removeprefix("word ") if row.tried.via.startswith("word ") else row.tried.kind
        sentences.append(f"You tried {past_day(row.tried.day, today)} ({safe(word)})")
    return " ".join(f"{text}{'' if text[-1:] in '.?!…' else '.'}" for text in sentences if text)


def _gift(line: Interaction, today: date) -> str:
    return f'"{cut(safe(first_sentence(line.text or line.words)), MOST_WORDS)}" ({short_day(line.day, today)})'


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _since(page: Page, today: date) -> str:
    """The time since last contact, as on the agenda."""
    row = page.show
    if row.last_contact is None:
        return f"Due {short_day(row.due, today)}" if row.due else ""
    days = (today - row.last_contact).days
    return probably(row.probably, LAST, DUE) + span(days) if days else "Today"


def _rhythm(page: Page, today: date) -> str:
    """``usually every 3``, the unit named where it is another than that of the time since; else how often it should."""
    row = page.show
    if not row.rhythm:
        return every(row.person.cadence) if row.person.cadence and row.person.cadence.number else ""
    words = every_days(row.rhythm)
    unit = words.rpartition(" ")[2]
    same = row.last_contact and span((today - row.last_contact).days).endswith(f" {unit}")
    return f"usually {words.removesuffix(f' {unit}') if same and words.count(' ') == 2 else words}"


def keys_lines(screen: Screen, *, year: bool = False) -> list[str]:
    """The keys on one line, or on as many as it takes."""
    shown = [f"{key} {'pass' if year and key == 'n' else word}" for key, word in KEYS]
    lines = [""]
    for words in shown:
        longer = f"{lines[-1]}  {words}" if lines[-1] else words
        if width_of(longer) > screen.columns:
            lines.append(words)
        else:
            lines[-1] = longer
    return lines


def plain_question(screen: Screen, *, year: bool = False) -> list[str]:
    """The same as a question to be read out, which is answered with Enter."""
    words = ", ".join(f"{key} {'pass' if year and key == 'n' else word}" for key, word in KEYS)
    return wrap(f"What now? Write a letter and Enter: {words}.", screen.columns)


def closing_lines(row: Review, seen: int, screen: Screen) -> list[str]:
    """What is said when everyone has been seen: *seen* of them now or before, and how many wait for another week."""
    if row.left:
        wait = "waits" if row.left == 1 else "wait"
        return wrap(f"That is enough for this week; {row.left:,} more {wait} for another.", screen.columns)
    if not row.rows and not seen:
        return ["Nobody is waiting this week."]
    again = "" if row.rows else " To go through it once more: netnotes review --again"
    return wrap(f"That is everyone for this week.{again}", screen.columns)


def why_lines(why: str, screen: Screen) -> list[str]:
    """The vault's own why, once above the first screen."""
    return [*wrap(safe(why), screen.columns), ""] if why else []


def message_lines(messages: Sequence[str], screen: Screen) -> list[str]:
    """What has just been done, or why it was not, above the next screen."""
    return [screen.dim(line) for message in messages for line in wrap(message, screen.columns, "  ")]
