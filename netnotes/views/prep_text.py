"""What to know before a meeting, in a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from netnotes.dates import short_day
from netnotes.queries.prep import Prep
from netnotes.queries.show import Show
from netnotes.views.json import line_json, show_json
from netnotes.views.person_text import open_rows, show_lines
from netnotes.views.question_text import question_words
from netnotes.views.terminal import Screen, cut, pad, safe, width_of, wrap

LABEL = 8
MOST_WORDS = 240
_OPEN = ("you", "they", "reply", "thanks")


def prep_lines(row: Prep, today: date, screen: Screen) -> list[str]:
    """Everyone as `show` has them, then what they share, what is open, and what to bring up.

    With one person nothing is shared, and what is open stands in their screen already.
    """
    lines: list[str] = []
    for person in row.people:
        lines += [*show_lines(person, today, screen), ""]
    if len(row.people) > 1:
        lines += _section("Together", _together(row, today), screen)
        lines += _section("Open between you", _open(row.people, today), screen)
    asked = [("", question_words(one, named=len(row.people) > 1)) for one in row.prompts]
    return [*lines, *_section("To bring up", asked, screen)][:-1]


def _section(title: str, rows: list[tuple[str, str]], screen: Screen) -> list[str]:
    """A heading and its rows, labels padded, and a blank line; nothing where there are none."""
    if not rows:
        return []
    wide = max(width_of(label) for label, _ in rows)
    lines = [title]
    for label, text in rows:
        begin = f"  {pad(label, wide)}  " if wide else "  "
        if screen.is_narrow and wide > LABEL:
            lines += [*([f"  {label}"] if label else []), *wrap(f"    {text}", screen.columns, "    ")]
            continue
        lines += wrap(begin + text, screen.columns, " " * len(begin))
    return [*lines, ""]


def _together(row: Prep, today: date) -> list[tuple[str, str]]:
    found = []
    for one in row.shared:
        names = f" ({safe(' & '.join(one.names))})" if len(row.people) > 2 else ""
        mark = "~ " if one.line.probably else ""
        words = mark + cut(safe(one.line.words or one.line.kind), MOST_WORDS) + names
        found.append((f"{short_day(one.line.day, today):>6}", words))
    if row.shared_left:
        found.append(("", f"and {row.shared_left:,} more before"))
    return found or [("", "nothing written down yet")]


def _open(people: list[Show], today: date) -> list[tuple[str, str]]:
    return [
        ("" if number else safe(person.person.name), text)
        for person in people
        for number, text in enumerate(_threads(person, today))
    ]


def _threads(row: Show, today: date) -> Iterator[str]:
    """What is open with one person, each begun with what it is."""
    begin = {"you": "you: ", "they": "they: ", "reply": "", "thanks": "thanks "}
    for label, text in open_rows(row, today):
        if label in _OPEN:
            yield cut(begin[label] + text, MOST_WORDS)


def prep_json(row: Prep, today: date) -> dict[str, Any]:
    """The same for scripts: ``people`` as in `show`."""
    return {
        "people": [show_json(person, today) for person in row.people],
        "together": [{**line_json(one.line), "who": list(one.names)} for one in row.shared],
        "together_left": row.shared_left,
        "prompts": [
            {"what": one.what, "name": one.name, "text": one.text or None, "question": question_words(one, named=True)}
            for one in row.prompts
        ],
    }
