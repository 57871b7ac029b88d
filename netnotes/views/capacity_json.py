"""Capacity as JSON (docs/json.md)."""

from __future__ import annotations

from typing import Any

from netnotes.queries.capacity import Capacity, Change
from netnotes.views.capacity_text import command
from netnotes.views.evidence_text import evidence_json


def capacity_json(row: Capacity, *, evidence: bool) -> dict[str, Any]:
    """Hours to four decimals; every change, those that go together in one list."""
    return {
        "hours_promised": round(row.promised, 4),
        "hours_per_week": row.have,
        "hours_spent": round(row.spent, 4),
        "spent_since": row.since.isoformat(),
        "weeks": row.weeks,
        "circles": [
            {"circle": ring.name, "people": ring.people, "fits": ring.fit, "hours": round(ring.hours, 4)}
            for ring in row.rings
        ],
        "changes": [[_change(change) for change in group] for group in row.changes],
        "hours_then": round(row.then, 4),
        "hours_stay_over": row.hours_stay,
        "hours_at_least": None if row.least is None else round(row.least, 4),
        "circles_stay_over": list(row.circles_stay),
        "evidence": {"promised": evidence_json(row.asked), "spent": evidence_json(row.contacts)} if evidence else None,
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "name": change.name,
        "path": change.path,
        "from_circle": change.circle,
        "to_circle": change.to_circle,
        "from_cadence": str(change.cadence) if change.cadence else None,
        "to_cadence": str(change.after) if change.after else None,
        "last_contact": change.last_contact.isoformat() if change.last_contact else None,
        "command": command(change),
    }
