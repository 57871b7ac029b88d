"""The network in a terminal (OUTPUTS, network), and the people and lines behind its numbers."""

from __future__ import annotations

from collections.abc import Sequence

from netnotes.queries.network import BOTH_WAYS, GROUPS, MOVES, Member, Network
from netnotes.queries.network_evidence import CLOSEST, NUMBERS, REST, Behind, Proof
from netnotes.views import network_words as say
from netnotes.views.evidence_text import evidence_lines
from netnotes.views.terminal import Screen, cut, pad, safe, width_of, wrap
from netnotes.views.words import how_long

LABEL = 13
COUNT = 4
MOST_NAMES = 8
HINT = "The people behind a number: netnotes network --evidence"


def network_lines(row: Network, screen: Screen, proof: Proof | None = None) -> list[str]:
    """The vault's why, the sentence, the rows, what moved, and with *proof* the people behind each number."""
    why = [*(screen.dim(line) for line in wrap(safe(row.why), screen.columns)), ""] if row.why.strip() else []
    lines = [*why, *wrap(safe(say.sentence(row)), screen.columns)]
    if not row.members:
        return lines
    lines += ["", *_rows(row, screen)]
    moved = [(what, row.of(what)) for what in MOVES if row.of(what)]
    if moved:
        lines += ["", f"Since {say.full_day(row.since, row.today)}"]
        for what, people in moved:
            lines += _row(say.LABELS[what], None, _names(people, screen, LABEL + 4), screen)
    if proof is None:
        return [*lines, "", *wrap(HINT, screen.columns)]
    return [*lines, *_evidence(row, proof, screen)]


def _rows(row: Network, screen: Screen) -> list[str]:
    """A row each: label, number, who they are."""
    lines: list[str] = []
    wide = max(COUNT, len(f"{len(row.members):,}") + 1)
    for what in (BOTH_WAYS, "would_ask", *GROUPS[1:]):
        people = row.of(what)
        if people:
            words = say.both_ways_words(row) if what == BOTH_WAYS else _names(people, screen, LABEL + wide + 5)
            lines += _row(say.LABELS[what], f"{len(people):,}".rjust(wide), words, screen)
    met = say.collected_words(row)
    lines += _row(say.LABELS["collected"], f"{len(row.members):,}".rjust(wide), met, screen)
    if time := say.time_words(row):
        lines += _row("time", " " * wide, time, screen)
    return lines


def _row(label: str, count: str | None, words: str, screen: Screen) -> list[str]:
    if screen.is_narrow:
        head = f"  {label}{' ' + count.strip() if count and count.strip() else ''}"
        return [head, *(f"    {line}" for line in wrap(words, screen.columns - 4))]
    head = f"  {pad(label, LABEL)}" + ("  " if count is None else f"{count}   ")
    if screen.width is None:
        return [head + words]
    first, *more = wrap(words, screen.columns - width_of(head))
    return [head + first, *(" " * width_of(head) + line for line in more)]


def _names(people: Sequence[Member], screen: Screen, used: int) -> str:
    """As many names as fit on the line, eight at most, and how many more there are."""
    space = None if screen.width is None else (screen.columns - used) * (3 if screen.is_narrow else 1)
    for count in range(min(len(people), MOST_NAMES), 0, -1):
        shown, left = people[:count], len(people) - count
        plain = [safe(say.name_of(member)) for member in shown]
        tail = f" and {left:,} more" if left else ""
        if space is None or width_of(", ".join(plain) + tail) <= space or count == 1:
            if space is not None and count == 1:
                room = max(space - len(tail), 8)
                return screen.bold(cut(plain[0], room)) + tail
            return ", ".join(_bold(member, screen) for member in shown) + tail
    return ""


def _bold(member: Member, screen: Screen) -> str:
    """A name in bold, word by word so that it can be wrapped, and the status beside it."""
    words = " ".join(screen.bold(word) for word in safe(member.person.name).split(" "))
    return words + say.status_of(member)


def _evidence(row: Network, proof: Proof, screen: Screen) -> list[str]:
    """Under each number its people, and under each of them the lines."""
    lines: list[str] = []
    for what in NUMBERS:
        found = proof.numbers[what]
        if found:
            lines += ["", f"{_title(what)}: {len(found):,}"]
            for behind in found:
                lines += _person(what, behind, row, screen)
    for what, found in proof.time.items():
        if found:
            whole = round(sum(behind.member.minutes for behind in found))
            who = f"{len(row.closest)} closest" if what == CLOSEST else f"{len(found):,} others"
            said = f"Time with the {who} in the last 12 months: {how_long(whole) or '0 min'}"
            lines += ["", *wrap(said, screen.width and screen.columns)]
            for behind in found:
                lines += _person(what, behind, row, screen)
    sums = " + ".join(f"{len(row.of(what)):,} {say.LABELS[what]}" for what in GROUPS if row.of(what))
    met = len(row.of("met"))
    return [*lines, "", *wrap(f"Collected: {len(row.members):,} = {sums}. Met: {met:,}.", screen.columns)]


def _title(what: str) -> str:
    label = say.LABELS[what]
    return label[:1].upper() + label[1:]


def _person(what: str, behind: Behind, row: Network, screen: Screen) -> list[str]:
    member = behind.member
    is_time = what in (CLOSEST, REST)
    why = how_long(round(member.minutes)) if is_time else say.why_words(what, member, row, behind.why)
    lines = _headed(member, why, screen)
    adds = _minutes if is_time else _points if _is_warmth(what, behind) else None
    if what in ("closer", "quieter"):
        lines.append(f"    today: {member.tie.warmth:g}")
    lines += evidence_lines(behind.lines, row.today, screen, adds)
    if what in ("closer", "quieter") and member.before:
        lines.append(f"    on {say.full_day(row.since, row.today)}: {member.before.warmth:g}")
        lines += evidence_lines(behind.before, row.today, screen, adds)
    return lines


def _headed(member: Member, why: str, screen: Screen) -> list[str]:
    """A name and *why* beside it, below it where there is no room."""
    head, words = f"  {_bold(member, screen)}", safe(why)
    if screen.width is None or width_of(f"{head}  {words}") <= screen.columns:
        return [head + (f"  {screen.dim(words)}" if words else "")]
    below = wrap(words, screen.columns - 4) if words else []
    return [*wrap(head, screen.columns, "  "), *(f"    {screen.dim(line)}" for line in below)]


def _is_warmth(what: str, behind: Behind) -> bool:
    return what in ("closer", "quieter") or (what == "would_ask" and behind.why == behind.member.tie.word)


def _minutes(amount: float) -> str:
    return f"{amount:g} min" if amount == round(amount, 2) else f"{amount:.1f} min"


def _points(amount: float) -> str:
    return f"{amount:g}"
