"""What a command wrote, as a person reads it and as JSON; and the diff of what it would write."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from netnotes.dates import MONTHS, named_day
from netnotes.model.made import Made
from netnotes.queries.after import After
from netnotes.views.terminal import Screen, safe, wrap

if TYPE_CHECKING:
    from netnotes.queries.load import Load

UNDO = "Undo: netnotes undo"


class Written(NamedTuple):
    """One command's work: *said* is its first line without the name, *note* a sentence about what it means.

    *day* is the day of a log line, *text* what stands on it. *load* are the hours and circles as they were before,
    where it may add to them; *over* says so in a sentence where a limit was passed. *then* is the command that comes
    next, which *note* leads to.
    """

    command: str
    name: str
    path: str
    said: str
    made: Sequence[Made]
    after: After | None = None
    day: date | None = None
    text: str | None = None
    note: str = ""
    next: bool = True
    load: Load | None = None
    over: str = ""
    then: str = ""

    @property
    def sentence(self) -> str:
        """The first line: the name, and what was done."""
        return f"{self.name}{'' if self.said.startswith((',', ':')) else ': '}{self.said}"

    @property
    def changed(self) -> list[Made]:
        """The notes in which anything is different now."""
        return [made for made in self.made if made.is_change]


def on_day(day: date, today: date) -> str:
    """The day as it was understood: ``today``, ``yesterday (Mon 23 Nov)``, ``Fri 20 Nov``."""
    named = named_day(day, today)
    near = {0: "today", -1: "yesterday", 1: "tomorrow"}.get((day - today).days)
    return named if near is None else near if near == "today" else f"{near} ({named})"


def written_lines(row: Written, today: date, screen: Screen, undo: str = UNDO) -> list[str]:
    """What was done, where, what is next, and how to take it back."""
    lines = wrap(safe(row.sentence), screen.columns, "  ")
    lines[0] = screen.bold(lines[0][: len(safe(row.name))]) + lines[0][len(safe(row.name)) :]
    ahead = _next(row.after, today) if row.next and row.after else ""
    sentences = [_where(row), row.note, ahead]
    last = undo if row.changed else ""
    if row.then:
        lines += [f"  {line}" for line in wrap(" ".join(filter(None, sentences)), screen.columns - 2)]
        # Never broken, so that it can be copied.
        return [*lines, f"    {safe(row.then)}", *([f"  {last}"] if last else [])]
    return [*lines, *(f"  {line}" for line in wrap(" ".join(filter(None, (*sentences, last))), screen.columns - 2))]


def _where(row: Written) -> str:
    changed = row.changed
    if not changed:
        return f"{safe(row.path)}: nothing to change."
    first = next((made for made in changed if row.path in (made.path, made.moved)), changed[0])
    place = safe(first.moved or first.path) + (f":{first.line}" if first.what == "edited" else "")
    others = len({made.path for made in changed} - {first.path})
    if others:
        place += f" and {others} other note{'' if others == 1 else 's'}"
    return place + "."


def _next(after: After, today: date) -> str:
    if after.follow_up:
        start = "Follow up by" if after.follow_up >= today else "The follow-up was due by"
        return f"{start} {_by(after.follow_up, today)}."
    if after.due is None:
        return ""
    if after.due > today:
        return f"Next by {_by(after.due, today)}."
    return "Due today." if after.due == today else f"Due since {_by(after.due, today)}."


def _by(day: date, today: date) -> str:
    """``5 January``, with the year where it is not plain."""
    near = abs(day - today) < timedelta(days=183)
    return f"{day.day} {MONTHS[day.month - 1]}" + ("" if near else f" {day.year}")


def written_json(row: Written, today: date, *, dry_run: bool) -> dict[str, Any]:
    """The same for scripts."""
    after = row.after
    return {
        "command": row.command,
        "name": row.name,
        "path": row.path,
        "said": row.sentence,
        "day": _iso(row.day),
        "text": row.text,
        "plan": row.day is not None and row.day > today,
        "changed": [
            {"path": made.moved or made.path, "line": made.line if made.what == "edited" else None, "what": made.what}
            for made in row.changed
        ],
        "last_contact": _iso(after.last_contact) if after else None,
        "due": _iso(after.due) if after else None,
        "follow_up": _iso(after.follow_up) if after else None,
        "dry_run": dry_run,
        "diff": "\n".join(diff_lines(row.made)) + "\n" if dry_run else None,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def diff_lines(made: Sequence[Made]) -> list[str]:
    """What edits change, as a unified diff that ``patch -p1`` and ``git apply`` read."""
    lines: list[str] = []
    edits = [row for row in made if not row.moved and row.before != row.after]
    for row in made:
        if not row.moved:
            continue
        # A note that is edited and gets another name is one file of the diff, as git has it.
        within = next((edit for edit in edits if edit.path in (row.path, row.moved)), None)
        old, new = safe(row.path), safe(row.moved)
        lines += [f"diff --git a/{old} b/{new}", f"rename from {old}", f"rename to {new}"]
        if within:
            edits.remove(within)
            lines += _changes(within, f"a/{old}", f"b/{new}")
    for row in edits:
        path = safe(row.path)
        old = "/dev/null" if row.before is None else f"a/{path}"
        new = "/dev/null" if row.after is None else f"b/{path}"
        lines += _changes(row, old, new)
    return lines


def _changes(row: Made, old: str, new: str) -> list[str]:
    """The hunks of one note. A name with a space ends with a tab, or patch cuts it there."""
    from difflib import unified_diff

    lines: list[str] = []
    old, new = (f"{name}\t" if " " in name else name for name in (old, new))
    before, after = _text_lines(row.before or b""), _text_lines(row.after or b"")
    for number, line in enumerate(unified_diff(before, after, old, new, lineterm="")):
        if number < 2:
            lines.append(line)
            continue
        shown, _, tail = line.partition("\n")
        words = shown.removesuffix("\r")
        lines.append("\t".join(safe(part) for part in words.split("\t")) + shown[len(words) :])
        if not tail and line[:1] in "+- " and _is_last(line, before, after):
            lines.append("\\ No newline at end of file")
    return lines


def _text_lines(data: bytes) -> list[str]:
    text = data.decode("utf-8", "replace")
    lines = text.split("\n")
    return [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])


def _is_last(line: str, before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether *line* of a diff is a last line without a line end."""
    return not line.endswith("\n") and line[1:] in (*before[-1:], *after[-1:])
