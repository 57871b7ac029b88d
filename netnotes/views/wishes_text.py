"""Wishes in a terminal: whom, why, and whom to ask."""

from __future__ import annotations

import re

from netnotes.queries.wishes import Acquaintance, Through, Wish, Wishes
from netnotes.views.terminal import Screen, cut, pad, safe, width_of, wrap

MOST = 7
MOST_KNOWN = 3
LABEL, MAY_LABEL = 5, 10
NAME_WIDTH = 24
NOTHING = (
    "No wish is written down. To write one: "
    "netnotes new 'Maria Merian' --status wish --why 'she looked first'. A card in a drawer is no wish."
)
REASONS = {
    Through.KNOWS: "the two know each other",
    Through.MET_THROUGH: "named as the way to them",
    Through.HOUSEHOLD: "they live together",
    Through.INTRODUCED: "you introduced the two",
    Through.TOGETHER: "they were there together",
}


def wishes_lines(row: Wishes, screen: Screen, *, everything: bool) -> list[str]:
    """A few lines a wish, seven of them unless *everything* is asked for, and how many at once there is room for."""
    if not row.rows:
        return wrap(NOTHING, screen.columns)
    shown = row.rows if everything else row.rows[:MOST]
    lines = [line for wish in shown for line in ("", *_wish_lines(wish, screen, everything=everything))]
    if len(shown) < len(row.rows):
        lines.extend(["", screen.dim(f"… {len(row.rows) - len(shown):,} more (--all)")])
    if len(row.rows) > row.at_once:
        lines.extend(["", *wrap(_room(row.at_once), screen.columns)])
    return lines[1:]


def _room(at_once: int) -> str:
    if not at_once:
        return "The settings leave room for no new people now (new-people = 0), so these may wait."
    people = "one new person" if at_once == 1 else f"{at_once:,} new people"
    return f"The settings leave room for {people} at once (new-people), so the others may wait."


def _wish_lines(wish: Wish, screen: Screen, *, everything: bool) -> list[str]:
    lines = [screen.bold(safe(wish.person.name))]
    if wish.why:
        lines.extend(wrap("  " + safe(wish.why), screen.columns, "  "))
    if not wish.known_by:
        return [
            *lines,
            *(screen.dim(line) for line in wrap("  nobody here is known to know them", screen.columns, "  ")),
        ]
    shown = wish.known_by if everything else wish.known_by[:MOST_KNOWN]
    label_width = LABEL if all(row.through is not Through.MENTION for row in shown) else MAY_LABEL
    names = max(width_of(safe(row.tie.person.name)) for row in shown)
    width = min(names, NAME_WIDTH) + 2
    for place, row in enumerate(shown):
        label = "may know" if row.through is Through.MENTION else "also" if place else "ask"
        lines.extend(_known_lines(label, row, reason_words(row, wish), (label_width, width), screen))
    left = len(wish.known_by) - len(shown)
    return [*lines, *([screen.dim(f"  … {left:,} more (--all)")] if left else [])]


def _known_lines(label: str, row: Acquaintance, reason: str, widths: tuple[int, int], screen: Screen) -> list[str]:
    label_width, width = widths
    name, reason = cut(safe(row.tie.person.name), width - 2), safe(reason)
    begin = "  " + pad(label, label_width) + screen.bold(name)
    if screen.is_narrow:
        return [begin, "    " + screen.fit(reason, 4)]
    used = 2 + label_width + width
    return [begin + " " * (width - width_of(name)) + screen.fit(reason, used)]


def reason_words(row: Acquaintance, wish: Wish) -> str:
    """Why somebody can be asked: how the two are bound, or the sentence that speaks of one of them."""
    if row.between:
        return f"the way leads on to {' and '.join(person.name for person in row.between)}"
    if row.through in REASONS:
        return REASONS[row.through]
    sentences = re.split(r"(?<=[.!?…])\s+", row.words)
    names = (row.tie.person.name, wish.person.name)
    return next((text for text in sentences if any(name in text for name in names)), row.words)
