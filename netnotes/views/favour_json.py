"""Whom one could ask, as JSON (docs/json.md, favour)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from netnotes.model.vault import Interaction
from netnotes.queries.favour import Favour, Favours, Match


def favour_json(row: Favours, *, evidence: bool) -> dict[str, Any]:
    """An object of the topic, the people and who is left out; with *evidence* the warmth too."""
    return {
        "topic": row.topic,
        "people": [_person(one, evidence=evidence) for one in row.rows],
        "left_out": row.left,
        "not_yet": [
            {"name": person.name, "path": person.path, "status": person.status, "matches": _matches(matches)}
            for person, matches in row.not_yet
        ],
    }


def _person(row: Favour, *, evidence: bool) -> dict[str, Any]:
    person = row.person
    document = {
        "name": person.name,
        "path": person.path,
        "circle": person.circle,
        "status": row.status,
        "matches": _matches(row.matches),
        "last_contact": _day(row.last),
        "probably": row.probably,
        "usual_days": row.rhythm,
        "both_ways": row.tie.both_ways,
        "asked": _line(row.asked),
        "since": [_line(line) for line in row.since],
        "give_first": _line(row.taken),
    }
    return document | ({"warmth": _warmth(row)} if evidence else {})


def _warmth(row: Favour) -> dict[str, Any]:
    warmth = row.tie.warmth
    return {
        "sum": int(warmth) if warmth == int(warmth) else warmth,
        "halved": bool(row.tie.months) and not row.tie.both_ways,
        "months": [
            {
                "date": _day(line.day), "depth": month.depth, "weight": month.weight, "amount": int(line.amount),
                "text": line.words, "path": line.path, "line": line.number or None, "from": line.source or None,
            }
            for line, month in zip(row.months, row.tie.months, strict=True)
        ],
    }  # fmt: skip


def _matches(matches: Sequence[Match]) -> list[dict[str, Any]]:
    return [
        {
            "field": match.field, "date": _day(match.day), "text": match.text, "path": match.path,
            "line": match.number or None,
        }
        for match in matches
    ]  # fmt: skip


def _line(line: Interaction | None) -> dict[str, Any] | None:
    if line is None:
        return None
    return {
        "date": _day(line.day), "ledger": line.ledger, "text": line.text or line.words, "path": line.path,
        "line": line.number,
    }  # fmt: skip


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
