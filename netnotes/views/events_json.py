"""Places and events as JSON (docs/json.md)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from netnotes.queries.events import Event, Met
from netnotes.queries.evidence import Evidence
from netnotes.views.evidence_text import evidence_json


def events_json(rows: Sequence[Event], lines_of: Sequence[Sequence[Evidence]]) -> list[dict[str, Any]]:
    """`events`: an object an event; *evidence* is null unless asked for."""
    return [
        {
            "place": event.place,
            "first": _day(event.days[0] if event.days else None),
            "last": _day(event.days[-1] if event.days else None),
            "people": [_person(row) for row in event.people],
            "evidence": evidence_json(lines_of[place]) if lines_of else None,
        }
        for place, event in enumerate(rows)
    ]


def _person(row: Met) -> dict[str, Any]:
    return {
        "name": row.person.name,
        "path": row.person.path,
        "met": row.written,
        "followed_up": _day(row.followed),
        "six_months_on": True if row.lasting else None if row.early else False,
        "contact_after_six_months": _day(row.lasting),
        "stage": row.stage.value,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
