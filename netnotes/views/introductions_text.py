"""Introductions that could be made, in a terminal: what one needs, what the other offers, and the command."""

from __future__ import annotations

from collections.abc import Sequence

from netnotes.model.names import fold
from netnotes.model.person import Person
from netnotes.queries.introductions import Introduction, Introductions
from netnotes.views.matches_text import match_line, source
from netnotes.views.person_text import STATUS_WORDS
from netnotes.views.terminal import Screen, safe, shell, wrap

MOST_MEETINGS = 3


def introductions_lines(row: Introductions, screen: Screen) -> list[str]:
    """A pair a paragraph; plain words where there is none."""
    if not row.rows:
        return wrap(_none(row), screen.width and screen.columns)
    lines: list[str] = []
    for one in row.rows:
        lines += ["", *_pair(one, screen)] if lines else _pair(one, screen)
    if row.left:
        lines += ["", screen.dim(f"… {row.left:,} more (--all)")]
    return lines


def command(row: Introduction) -> str:
    """What to type to make this introduction."""
    return f"netnotes introduce {shell(row.names[0])} {shell(row.names[1])}"


def _pair(row: Introduction, screen: Screen) -> list[str]:
    names = [safe(row.one.name), safe(row.other.name)]
    title = f"{names[0]} and {names[1]}"
    lines = [screen.bold(part) for part in wrap(title, screen.width and screen.columns)]
    said: set[tuple[int, str, str]] = set()
    short = _short_names(row.one, row.other)
    for meeting in row.meetings[:MOST_MEETINGS]:
        sides: Sequence[tuple[Person, str, str, int, list[str]]] = (
            (meeting.needer, "needs", meeting.need, meeting.need_line, [need for need, _ in meeting.words]),
            (meeting.helper, meeting.field, meeting.offer, meeting.offer_line, [offer for _, offer in meeting.words]),
        )
        for person, field, text, number, words in sides:
            if (person.id, field, text) in said:
                continue
            said.add((person.id, field, text))
            lines += match_line(field, f"{short[person.id]}: {text}", source(person.path, number), screen, words)
    # Never broken, so that it can be copied.
    return [*lines, f"  {safe(command(row))}"]


def _short_names(one: Person, other: Person) -> dict[int, str]:
    """The first words of two names, which are enough beside the whole of them; the whole where they are not plain."""
    first = {person.id: (person.name.split() or [person.name])[0] for person in (one, other)}
    is_one = len({fold(word) for word in first.values()}) < len(first)
    return {
        person.id: person.name if is_one or not first[person.id][-1:].isalnum() else first[person.id]
        for person in (one, other)
    }


def _none(row: Introductions) -> str:
    """Why there is nobody to introduce, and what would change that."""
    if row.who and row.status != "active":
        status = STATUS_WORDS.get(row.status, row.status)
        return f"{safe(row.who.name)} is {status}; introductions are for people you are in touch with."
    if not row.needing or not row.offering:
        what, key = ("what they need", "needs") if not row.needing else ("what they can help with", "offers")
        return f"No note says yet {what}: netnotes set WHO '{key}+=…'"
    about = f" with {safe(row.who.name)}" if row.who else ""
    return f"No introduction{about} comes to mind: nobody offers what another needs and does not know them yet."
