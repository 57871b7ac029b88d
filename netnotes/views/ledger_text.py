"""The ledger in a terminal: names, words, days; nothing is added up and nobody ranked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from netnotes.dates import short_day
from netnotes.model.settings import Settings
from netnotes.queries.evidence import Evidence
from netnotes.queries.ledger import GIVE, TASK, Entry, Ledger
from netnotes.views.evidence_text import evidence_lines
from netnotes.views.terminal import Screen, cut, pad, safe, width_of, wrap

MOST = 7
NAME_WIDTH, WIDEST_NAME = 17, 24
TITLES = {
    "thanks": "Thanks owed",
    "replies": "Replies owed",
    "mine": "You said you would",
    "theirs": "They said they would",
    "given": "Given",
    "got": "Got",
    "asked": "Asked",
}


def ledger_lines(
    row: Ledger, today: date, settings: Settings, typed: str, screen: Screen, *, everything: bool, evidence: bool
) -> list[str]:
    """Sections of dated lines, each with its newest; *everything* lifts the caps, *evidence* says where each stands.

    *typed* is what to type for the one person, if it is about one.
    """
    head = [screen.bold(safe(row.person.name))] if row.person else []
    lines: list[str] = []
    width = _label_width(row, today, screen)
    for field, title in TITLES.items():
        entries: Sequence[Entry] = getattr(row, field)
        if not entries:
            continue
        shown = entries if everything or evidence else entries[:MOST]
        lines.extend(["", title])
        if evidence:
            lines.extend(evidence_lines(ledger_evidence(shown), today, screen))
        else:
            lay_out = _dated_lines if row.person else _named_lines
            lines.extend(line for entry in shown for line in lay_out(entry, width, today, screen))
        if len(shown) < len(entries):
            lines.append(screen.dim(f"  … {len(entries) - len(shown):,} more (--all)"))
    if not row.kept:
        lines.extend(([""] if lines else []) + wrap(_not_kept(row, settings, typed), screen.columns))
    elif not lines:
        lines = ["", *wrap(_nothing(row), screen.columns)] if row.person else wrap(_nothing(row), screen.columns)
    elif not row.person:
        lines = lines[1:]
    said = nudge_words(row)
    return [*head, *lines, *(["", *wrap(safe(said), screen.columns)] if said else [])]


def ledger_evidence(entries: Sequence[Entry]) -> list[Evidence]:
    """The lines themselves; a promise stands on the day it is due, else on the day it was made."""
    return [
        Evidence(entry.day or entry.made, " & ".join(entry.names), entry.text, entry.path, entry.number)
        for entry in entries
    ]


def nudge_words(row: Ledger) -> str:
    """One sentence where nothing was given for a year, or nothing was ever asked; else empty."""
    if not row.nudge or row.person is None:
        return ""
    if row.nudge == GIVE:
        needs = ", ".join(row.person.needs)
        ending = f"they need {needs}" if needs else "what would they be glad of?"
        return f"Nothing given is written down in these twelve months; {ending}" + ("." if needs else "")
    offers = ", ".join(row.person.offers)
    ending = f"; they offer {offers}" if offers else ""
    return f"You have never asked them for anything, and people like to be asked{ending}."


def _not_kept(row: Ledger, settings: Settings, typed: str) -> str:
    why = ", as the note says reciprocity: off"
    if row.person and settings.circle_rank(row.person.circle) == 0:
        why = f" in the innermost circle, {row.person.circle}"
    return f"No ledger is kept{safe(why)}. To keep one: netnotes set {safe(typed)} reciprocity=on"


def _nothing(row: Ledger) -> str:
    if row.person:
        return "Nothing is owed or promised, and nothing given, got or asked is written down in these twelve months."
    return (
        "Nothing is owed or promised, and nothing given, got or asked is written down in these twelve months. "
        "A line for it: netnotes log WHO --gave 'the star atlas' (or --got, --asked)"
    )


def _label_width(row: Ledger, today: date, screen: Screen) -> int:
    """How wide what stands first is: the names, or the days where the ledger is one person's."""
    entries = [entry for field in TITLES for entry in getattr(row, field)]
    if row.person:
        return max((len(_when(entry, today)) for entry in entries), default=0) + 3
    longest = max((width_of(_names(entry)) for entry in entries), default=0)
    return min(max(longest, NAME_WIDTH), NAME_WIDTH if screen.is_narrow else WIDEST_NAME) + 2


def _names(entry: Entry) -> str:
    return safe(" & ".join(entry.names))


def _dated_lines(entry: Entry, day_width: int, today: date, screen: Screen) -> list[str]:
    """The day, and the words in full."""
    begin = "  " + pad(_when(entry, today), day_width)
    return wrap(begin + safe(entry.text), screen.columns, " " * len(begin))


def _named_lines(entry: Entry, name_width: int, today: date, screen: Screen) -> list[str]:
    """Whose it is, the words, the day at the right; on a narrow screen the words stand below."""
    when = _when(entry, today)
    name = cut(_names(entry), name_width - 2)
    label = "  " + screen.bold(name) + " " * (name_width - width_of(name))
    text = safe(entry.text)
    if screen.is_narrow:
        return [(label + when).rstrip(), "    " + screen.fit(text, 4)]
    space = max(screen.columns - name_width - len(when) - 4, 8)
    return [(label + pad(cut(text, space), space) + "  " + when).rstrip()]


def _when(entry: Entry, today: date) -> str:
    if entry.what != TASK:
        return short_day(entry.day, today) if entry.day else ""
    if entry.day:
        return f"due {short_day(entry.day, today)}"
    return f"since {short_day(entry.made, today)}" if entry.made else ""
