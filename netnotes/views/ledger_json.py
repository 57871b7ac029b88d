"""The ledger as JSON (docs/json.md)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from netnotes.queries.ledger import TASK, Entry, Ledger
from netnotes.views.ledger_text import nudge_words


def ledger_json(row: Ledger) -> dict[str, Any]:
    """All of it, whatever the text leaves out; *name* and *path* are null where it is everybody's."""
    return {
        "name": row.person.name if row.person else None,
        "path": row.person.path if row.person else None,
        "kept": row.kept,
        "since": row.since.isoformat(),
        "thanks_owed": _entries(row.thanks),
        "replies_owed": _entries(row.replies),
        "promises": _entries(row.mine),
        "waiting": _entries(row.theirs),
        "given": _entries(row.given),
        "got": _entries(row.got),
        "asked": _entries(row.asked),
        "remark": nudge_words(row) or None,
    }


def _entries(entries: Sequence[Entry]) -> list[dict[str, Any]]:
    return [
        {
            "what": entry.what,
            "date": _day(entry.made if entry.what == TASK else entry.day),
            "due": _day(entry.day) if entry.what == TASK else None,
            "names": list(entry.names),
            "text": entry.text,
            "path": entry.path,
            "line": entry.number,
        }
        for entry in entries
    ]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
