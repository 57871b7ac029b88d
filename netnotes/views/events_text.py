"""What came of places and events, in a terminal: names, never numbers alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from netnotes.dates import short_written
from netnotes.queries.events import Event, Stage
from netnotes.queries.evidence import Evidence
from netnotes.views.evidence_text import evidence_lines
from netnotes.views.terminal import Screen, pad, safe, width_of, wrap

MOST = 7
MOST_NAMES = 9
LABEL = 15
LEGEND = "Six months on: there was contact half a year after the meeting, or later."
EARLY = "(too early to say more)"
_LABELS = {Stage.EARLY: Stage.FOLLOWED.value}
NOTHING = (
    "No place is written down yet at which somebody was met. "
    "To write one: netnotes met 'Grace Hopper' --at 'the navy ball'"
)


def events_lines(
    rows: Sequence[Event], lines_of: Sequence[Sequence[Evidence]], today: date, screen: Screen, *, everything: bool
) -> list[str]:
    """A few lines an event: how far it came with whom. *lines_of* are the lines behind each, empty for none."""
    if not rows:
        return wrap(NOTHING, screen.columns)
    shown = rows if everything or lines_of else rows[:MOST]
    lines: list[str] = []
    for place, event in enumerate(shown):
        lines.extend(["", *wrap(_heading(event, today), screen.columns, "  ")])
        for stage in Stage:
            names = [row.person.name for row in event.people if row.stage is stage]
            most = len(names) if everything or lines_of else MOST_NAMES
            lines.extend(_stage_lines(stage, names, most, screen))
        lines.extend(evidence_lines(lines_of[place], today, screen) if lines_of else [])
    if len(shown) < len(rows):
        lines.extend(["", screen.dim(f"… {len(rows) - len(shown):,} more (--all)")])
    if any(row.stage is Stage.LASTING for event in shown for row in event.people):
        lines.extend(["", *(screen.dim(line) for line in wrap(LEGEND, screen.columns))])
    return lines[1:]


def _heading(event: Event, today: date) -> str:
    """The place, and when people were met there."""
    when = " to ".join(short_written(text, today) for text in event.times)
    return " · ".join(part for part in (safe(event.place), when) if part)


def _stage_lines(stage: Stage, names: Sequence[str], most: int, screen: Screen) -> list[str]:
    """One label and names behind it, in as many lines as they need; a name is never taken apart."""
    if not names:
        return []
    shown = [safe(name) for name in names[:most]]
    left = len(names) - len(shown)
    label = 4 if screen.is_narrow else LABEL + 2
    title = _LABELS.get(stage, stage.value)
    lines, width = [f"  {title}" if screen.is_narrow else "  " + pad(title, LABEL)], label
    begun = not screen.is_narrow
    words = [screen.bold(name) + ("," if place < len(shown) - 1 else "") for place, name in enumerate(shown)]
    words += [screen.dim(f"and {left:,} more")] * bool(left) + [screen.dim(EARLY)] * (stage is Stage.EARLY)
    for word in words:
        if not begun or (width > label and width + 1 + width_of(word) > screen.columns):
            lines.append(" " * label)
            width, begun = label, True
        lines[-1] += (" " if width > label else "") + word
        width += width_of(word) + (1 if width > label else 0)
    return lines
