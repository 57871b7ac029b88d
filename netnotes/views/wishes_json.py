"""Wishes as JSON (docs/json.md)."""

from __future__ import annotations

from typing import Any

from netnotes.queries.wishes import Wishes
from netnotes.views.wishes_text import REASONS


def wishes_json(row: Wishes) -> dict[str, Any]:
    """All wishes, by name, whatever the text leaves out."""
    return {
        "at_once": row.at_once,
        "wishes": [
            {
                "name": wish.person.name,
                "path": wish.person.path,
                "why": wish.why or None,
                "known_by": [
                    {
                        "name": known.tie.person.name,
                        "warmth": known.tie.word,
                        "between": [person.name for person in known.between],
                        "through": known.through.value,
                        "text": known.words or REASONS[known.through],
                        "path": known.path,
                        "line": known.number or None,
                    }
                    for known in wish.known_by
                ],
            }
            for wish in row.rows
        ],
    }
