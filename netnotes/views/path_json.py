"""Ways to somebody as JSON (docs/json.md, path)."""

from __future__ import annotations

from datetime import date
from typing import Any

from netnotes.model.person import Person
from netnotes.queries.hops import Known, Traced, Ways
from netnotes.queries.people import status_on


def ways_json(row: Ways, today: date) -> dict[str, Any]:
    """An object of whom it is about, those of them whom you know yourself, and the ways through others."""
    return {
        "org": row.org or None,
        "people": [_person(person, today) for person in row.people],
        "known": [_known(known) for known in row.known],
        "ways": [_way(way) for way in row.ways],
    }


def _person(person: Person, today: date) -> dict[str, Any]:
    return {"name": person.name, "path": person.path, "status": status_on(person.status, person.paused_until, today)}


def _known(row: Known) -> dict[str, Any]:
    return {
        "name": row.person.name, "path": row.person.path, "word": row.word, "last_contact": _iso(row.day),
    }  # fmt: skip


def _way(row: Traced) -> dict[str, Any]:
    hops = [
        {
            "name": hop.person.name, "note": hop.person.path, "why": hop.why, "cost": hop.cost,
            "date": _iso(line.day), "text": line.words, "path": line.path, "line": line.number or None,
            "from": line.source or None,
        }
        for hop, line in zip(row.way.hops, row.evidence, strict=True)
    ]  # fmt: skip
    return {"cost": row.way.cost, "hops": hops}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
