"""Capacity in a terminal: one sentence, the circles, and what would bring it under, as commands to copy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from netnotes.dates import every, short_day
from netnotes.queries.arranged import SPANS
from netnotes.queries.capacity import Capacity, Change, Ring
from netnotes.views.evidence_text import evidence_lines
from netnotes.views.load_text import hours_set, hours_words, joined, people_words, scale
from netnotes.views.terminal import Screen, cut, pad, safe, shell, width_of, wrap
from netnotes.views.words import how_long

MOST_SHOWN = 5
MOST_NAME = 22
ALL = "netnotes capacity --all"


def capacity_lines(
    row: Capacity, today: date, screen: Screen, *, everything: bool = False, evidence: bool = False
) -> list[str]:
    """The sentence, the circles, what would bring it under (five changes, or *everything*), and the *evidence*."""
    lines = wrap(sentence(row), screen.columns)
    lines += ["", "Circles", *_ring_lines(row.rings, screen)]
    lines += _change_lines(row, today, screen, everything=everything)
    if evidence:
        lines += _evidence(row, today, screen)
    return lines


def sentence(row: Capacity) -> str:
    """What is promised, what there is, and what was spent."""
    asks = f"for {hours_words(row.promised, row.have)} a week" if row.promised else "for no time"
    have = f"you have {hours_set(row.have)}" if row.have else "you have set aside none"
    have += "" if row.promised or not row.have else " hours a week"
    spent = f"{scale(row.spent / row.weeks)} a week" if row.spent else "none"
    return f"Your rhythms ask {asks}; {have}, and spent {spent} in the last twelve weeks."


def _ring_lines(rings: Sequence[Ring], screen: Screen) -> list[str]:
    """A line a circle: its name, its people against its limit, its hours."""
    names = [cut(safe(ring.name) if ring.name else "no circle", MOST_NAME) for ring in rings]
    crowds = [people_words(ring.people, ring.fit) for ring in rings]
    wide, wider = max(map(width_of, names)), max(map(width_of, crowds))
    lines = []
    for ring, name, crowd in zip(rings, names, crowds, strict=True):
        hours = hours_words(ring.hours) if ring.hours else ""
        if screen.is_narrow:
            lines += [f"  {name}", *wrap(f"    {', '.join(filter(None, (crowd, hours)))}", screen.columns, "    ")]
        else:
            lines.append(f"  {pad(name, wide)}  {pad(crowd, wider)}  {hours}".rstrip())
    return lines


# What would bring it under


def _change_lines(row: Capacity, today: date, screen: Screen, *, everything: bool) -> list[str]:
    lines = [line for said in _stays(row) for line in wrap(said, screen.columns)]
    lines = ["", *lines] if lines else []
    if not row.changes:
        return lines
    shown = row.changes if everything else row.changes[:MOST_SHOWN]
    lines += [
        "",
        "What would bring the rest under" if row.hours_stay or row.circles_stay else "What would bring it under",
    ]
    for change in (change for group in shown for change in group):
        lines += [*_change(change, today, screen), f"    {safe(command(change))}"]
    left = len(row.changes) - len(shown)
    if left:
        lines.append(screen.dim(f"  … {left:,} more ({ALL})"))
    return [
        *lines,
        "",
        *wrap(f"With that your rhythms ask for {hours_words(row.then, row.have)} a week.", screen.columns),
    ]


def _stays(row: Capacity) -> list[str]:
    """What nothing brings under, and where it is to be changed, in sentences."""
    said = []
    if row.hours_stay and not row.have:
        said.append("You have set aside no hours, so nothing brings it under (hours-per-week in netnotes.toml).")
    elif row.hours_stay and row.least is not None:
        said.append(
            f"Neither moving people out nor longer rhythms, up to {every(SPANS[-1])}, can bring it under "
            f"{hours_words(row.have, row.have)} a week: that would still ask for {hours_words(row.least, row.have)}. "
            "How many you have is for you to say (hours-per-week in netnotes.toml)."
        )
    elif row.promised > row.have > 0 and row.spent / row.weeks >= row.promised:
        said.append(
            "You do spend that much: perhaps you have more hours than you say (hours-per-week in netnotes.toml)."
        )
    if row.circles_stay:
        names = joined([safe(name) for name in row.circles_stay])
        more = "more people than fit, and further out there is not room for all of them"
        said.append(f"{names} {'has' if len(row.circles_stay) == 1 else 'have'} {more}.")
    return said


def _change(change: Change, today: date, screen: Screen) -> list[str]:
    """Who, what would be, and when the last contact was."""
    last = f"last contact {short_day(change.last_contact, today)}" if change.last_contact else "no contact on record"
    lines = wrap(safe(f"{change.name}, {what(change)}; {last}"), screen.columns - 2, "  ")
    lines[0] = screen.bold(lines[0][: len(safe(change.name))]) + lines[0][len(safe(change.name)) :]
    return [f"  {line}" for line in lines]


def what(change: Change) -> str:
    """What would be: another circle, another rhythm, or both."""
    rhythm = ""
    if change.after != change.cadence and change.cadence:
        rhythm = f"{every(change.after) if change.after else 'no rhythm'}, not {every(change.cadence)}"
    move = f"from {change.circle} to {change.to_circle}" if change.to_circle else ""
    return ": ".join(filter(None, (move, rhythm)))


def command(change: Change) -> str:
    """The change as a command that can be pasted into a shell."""
    who = shell(change.who)
    span = shell(str(change.to_cadence))
    if not change.to_circle:
        return f"netnotes set {who} cadence={span}"
    slower = f" --cadence {span}" if change.to_cadence else ""
    return f"netnotes keep {who} --circle {shell(change.to_circle)}{slower}"


# The lines behind the numbers


def _evidence(row: Capacity, today: date, screen: Screen) -> list[str]:
    """Everyone who asks for hours, and every contact of the twelve weeks with its hours."""
    lines = []
    columns = screen.width and screen.columns
    if row.asked:
        lines += ["", *wrap(f"Asked for: {row.promised:.2f} hours a week", columns)]
        lines += evidence_lines(row.asked, today, screen, lambda hours: f"{hours:.3f} h")
    if row.contacts:
        since = short_day(row.since, today)
        lines += ["", *wrap(f"Spent since {since}: {row.spent:.2f} hours, in {row.weeks} weeks", columns)]
        lines += evidence_lines(row.contacts, today, screen, lambda hours: how_long(round(hours * 60)) or "–")
    return lines
