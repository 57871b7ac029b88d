"""Introductions that could be made, as JSON (docs/json.md, introductions)."""

from __future__ import annotations

from typing import Any

from netnotes.queries.introductions import Introduction, Introductions, Meeting
from netnotes.views.introductions_text import command


def introductions_json(row: Introductions) -> dict[str, Any]:
    """An object of the pairs and how many more there are."""
    return {"pairs": [_pair(one) for one in row.rows], "left_out": row.left}


def _pair(row: Introduction) -> dict[str, Any]:
    return {
        "people": [{"name": person.name, "path": person.path} for person in (row.one, row.other)],
        "meetings": [_meeting(meeting) for meeting in row.meetings],
        "command": command(row),
    }


def _meeting(row: Meeting) -> dict[str, Any]:
    return {
        "needs": {"name": row.needer.name, "text": row.need, "path": row.needer.path, "line": row.need_line or None},
        "offers": {
            "name": row.helper.name, "field": row.field, "text": row.offer, "path": row.helper.path,
            "line": row.offer_line or None,
        },
        "words": [list(pair) for pair in row.words],
    }  # fmt: skip
