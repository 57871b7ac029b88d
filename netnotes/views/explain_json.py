"""What `explain` says, as JSON (docs/json.md)."""

from __future__ import annotations

from datetime import date
from typing import Any

from netnotes.model.reading import About
from netnotes.queries.explain import NoteExplained, PersonExplained, Source, Told
from netnotes.queries.people import status_on
from netnotes.views.json import check_json


def explain_json(row: PersonExplained | NoteExplained, today: date) -> dict[str, Any]:
    """A person, or a note that is nobody's."""
    if isinstance(row, NoteExplained):
        return {
            **_about(row.about),
            "lines": [{"name": line.name or None, **_told(line)} for line in row.lines],
            "problems": check_json(row.problems),
        }
    person, standing = row.person, row.standing
    return {
        **_about(row.about),
        "status": status_on(person.status, person.paused_until, today),
        "rhythm": {"cadence": person.cadence_text, **_source(row.rhythm), "circle": row.rhythm.circle or None}
        if row.rhythm
        else None,
        "last_contact": _day(row.last_contact),
        "last_line": _told(row.last) if row.last else None,
        "last_key": _source(row.last_key) if row.last_key else None,
        "probably": row.probably or None,
        "due": _day(row.due),
        "steps": [
            {"what": step.what, "since": _day(step.since), "date": _day(step.day), "line": step.line or None}
            for step in row.steps
        ],
        "agenda": {
            "section": standing.section,
            "because": standing.because,
            "place": standing.place or None,
            "of": standing.of or None,
            "date": _day(standing.day),
        },
        "counted": [_told(line) for line in row.counted],
        "not_counted": [_told(line) for line in row.left],
        "problems": check_json(row.problems),
    }


def _about(about: About) -> dict[str, Any]:
    return {
        "path": about.path,
        "name": about.name,
        "person": about.person,
        "is": about.says,
        "rule": about.rule or None,
        "why": about.because or None,
        "line": about.line or None,
        "folder_of": about.owner or None,
    }


def _source(source: Source | None) -> dict[str, Any]:
    return {"key": source.written or None, "line": source.line or None} if source else {}


def _told(line: Told) -> dict[str, Any]:
    return {
        "date": _day(line.day),
        "kind": line.kind or None,
        "counts": line.counts,
        "rule": line.rule,
        "text": line.words,
        "path": line.path,
        "line": line.line,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
