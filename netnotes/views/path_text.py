"""Ways to somebody in a terminal (docs/commands/path.md)."""

from __future__ import annotations

from datetime import date

from netnotes.dates import short_day
from netnotes.queries.hops import Known, Traced, Ways
from netnotes.queries.ties import WARM
from netnotes.views.evidence_text import evidence_lines
from netnotes.views.terminal import Screen, pad, safe, shell, width_of, wrap

LABEL = 13
MOST_KNOWN = 3
_WHY = {"met-through": "met through"}
_SILENT = {
    "let-go": "let go; netnotes keep takes them back",
    "do-not-contact": "not to be contacted, so no way is looked for",
    "deceased": "deceased",
}


def ways_lines(row: Ways, today: date, screen: Screen, *, evidence: bool = False) -> list[str]:
    """Whether you know them yourself, then each way with what it rests on; *evidence* says what each step costs."""
    title = row.org or row.people[0].name
    lines = [screen.bold(line) for line in wrap(safe(title), screen.columns)]
    status = "" if row.org else row.people[0].status
    if status in _SILENT:
        return [*lines, *wrap(f"{safe(title)} is {_SILENT[status]}.", screen.columns)]
    for known in row.known[:MOST_KNOWN]:
        lines += wrap(_known(known, today), screen.columns)
    if len(row.known) > MOST_KNOWN:
        lines += wrap(f"And {', '.join(safe(known.person.name) for known in row.known[MOST_KNOWN:])}.", screen.columns)
    for way in row.ways:
        lines += ["", *_way(way, today, screen, evidence=evidence)]
    return lines if row.ways else [*lines, *_no_way(row, screen)]


def _known(row: Known, today: date) -> str:
    day = f": last contact {short_day(row.day, today)}" if row.day else ""
    return f"You know {safe(row.person.name)} yourself{day}."


def _no_way(row: Ways, screen: Screen) -> list[str]:
    if row.known:
        word = row.known[0].word
        return [] if word == WARM else wrap("No way through others is warmer.", screen.columns)
    name = row.org or row.people[0].name
    who = f"anybody of {name}" if row.org else name
    said = f"Nobody you are in touch with is known to know {safe(who)}. If somebody does, write it into their note:"
    # Never broken, so that it can be copied.
    return [*wrap(said, screen.columns), f"  netnotes set WHO {safe(shell(f'knows+={row.to_write}'))}"]


def _way(row: Traced, today: date, screen: Screen, *, evidence: bool) -> list[str]:
    names = ["You", *(safe(hop.person.name) for hop in row.way.hops)]
    lines = [screen.bold(line) for line in wrap(" → ".join(names), screen.columns, "  ")]
    if evidence:
        sums = " + ".join(str(hop.cost) for hop in row.way.hops)
        lines.append(f"  {row.way.cost} = {sums}: {', '.join(_why(hop.why) for hop in row.way.hops)}")
        return [*lines, *evidence_lines(row.evidence, today, screen, lambda cost: f"{cost:g}")]
    for hop, line in zip(row.way.hops, row.evidence, strict=True):
        day = f"{short_day(line.day, today)}: " if line.day else ""
        owner = f" (from {line.source})" if line.source else ""
        source = f"{line.path}:{line.number}" if line.number else line.path
        lines += _step(_why(hop.why), safe(f"{day}{line.words}".removesuffix(": ") + owner), safe(source), screen)
    return lines


def _why(why: str) -> str:
    return _WHY.get(why, why)


def _step(label: str, words: str, source: str, screen: Screen) -> list[str]:
    """One step: what it is, its words, and where they stand, on the same line if there is room."""
    indent = " " * (4 if screen.is_narrow else LABEL + 2)
    begin = f"  {label}: " if screen.is_narrow else f"  {pad(label, LABEL)}"
    lines = wrap(begin + words, screen.columns, indent)
    if width_of(lines[-1]) + width_of(source) + 2 <= screen.columns:
        room = screen.columns - width_of(lines[-1]) - width_of(source)
        lines[-1] += " " * room + screen.dim(source)
        return lines
    below = wrap(source, screen.columns - len(indent))
    return [*lines, *(indent + screen.dim(line) for line in below)]
