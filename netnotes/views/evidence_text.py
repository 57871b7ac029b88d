"""The lines behind a number, in a terminal and as JSON, the same for every command that has `--evidence`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from netnotes.dates import short_day
from netnotes.queries.evidence import Evidence
from netnotes.views.terminal import Screen, cut, pad, safe, width_of

DAY = 13
MOST_SOURCE = 34
LEAST_WORDS = 20


def evidence_lines(
    rows: Sequence[Evidence], today: date, screen: Screen, say: Callable[[float], str] | None = None
) -> list[str]:
    """A line each: the day, what it adds (*say* makes words of it), who, the words, and where it stands, dim."""
    if not rows:
        return []
    amounts = [say(row.amount) if say else "" for row in rows]
    wide = max(map(width_of, amounts))
    found = []
    for row, amount in zip(rows, amounts, strict=True):
        source = safe(f"{row.path}:{row.number}" if row.number else row.path)
        head = "    " + pad(short_day(row.day, today) if row.day else "", DAY) + (pad(amount, wide) + "  ") * bool(wide)
        source_words = f"(from {row.source})" if row.source else ""
        name = " ".join(filter(None, (row.name, source_words)))
        colon = ":" if row.name and row.words else ""
        words = f"{name}{colon} {row.words}".strip()
        if screen.is_narrow:
            found += [
                (head + screen.fit(safe(words), width_of(head))).rstrip(),
                "      " + screen.dim(cut_source(source, screen.columns - 6)),
            ]
            continue
        most = min(MOST_SOURCE, screen.columns - width_of(head) - LEAST_WORDS - 2)
        source = cut_source(source, most) if screen.width else source
        space = screen.columns - width_of(head) - width_of(source) - 2 if screen.width else None
        text = safe(words) if space is None else pad(cut(safe(words), max(space, 8)), max(space, 8))
        found.append(f"{head}{text}  {screen.dim(source)}".rstrip())
    return found


def cut_source(where: str, room: int) -> str:
    """*where* in *room* columns; its line is kept where it has one."""
    path, colon, line = where.rpartition(":")
    if width_of(where) <= room or not line.isdigit():
        return cut(where, room)
    return cut(path, max(room - len(line) - 1, 2)) + colon + line


def evidence_json(rows: Sequence[Evidence]) -> list[dict[str, Any]]:
    """The same as objects of ``date, name, text, path, line, from, amount``."""
    return [
        {
            "date": row.day.isoformat() if row.day else None, "name": row.name, "text": row.words, "path": row.path,
            "line": row.number or None, "from": row.source or None, "amount": round(row.amount, 4),
        }
        for row in rows
    ]  # fmt: skip
