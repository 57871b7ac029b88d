"""The network as JSON (docs/json.md)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from netnotes.queries.network import CLOSEST, MOVES, Member, Network
from netnotes.queries.network_evidence import Behind, Proof, numbers_of
from netnotes.views import network_words as say
from netnotes.views.evidence_text import evidence_json


def network_json(row: Network, proof: Proof | None) -> dict[str, Any]:
    """`network`: an object; *evidence* is null without *proof*."""
    closest = sum((member.minutes for member in row.closest), Fraction(0))
    return {
        "day": row.today.isoformat(),
        "since": row.since.isoformat(),
        "why": row.why or None,
        "sentence": say.sentence(row),
        "numbers": numbers_of(row),
        "time": {
            "minutes": round(float(row.minutes), 2),
            "closest_minutes": round(float(closest), 2),
            "share": say.part_words(closest / row.minutes) if row.minutes else None,
            "closest": [_who(member) for member in row.closest[:CLOSEST]],
            "named": [_who(member) for member in row.named],
        },
        "moved": {what: [_who(member) for member in row.of(what)] for what in MOVES},
        "people": [_person(member) for member in row.members],
        "evidence": _evidence(proof) if proof else None,
    }


def _who(member: Member) -> dict[str, Any]:
    return {"name": member.person.name, "path": member.person.path}


def _person(member: Member) -> dict[str, Any]:
    return {
        **_who(member),
        "status": member.status,
        "group": member.group,
        "pace": member.pace or None,
        "would_ask": member.would_ask,
        "moved": member.moved or None,
        "first": member.tie.first.isoformat() if member.tie.first else None,
        "last_contact": member.last.isoformat() if member.last else None,
        "due": member.due.isoformat() if member.due and member.status == "active" else None,
        "warmth": member.tie.word,
        "warmth_before": member.before.word if member.before else None,
        "minutes": round(float(member.minutes), 2),
    }


def _evidence(proof: Proof) -> dict[str, Any]:
    return {what: _behind(found) for what, found in [*proof.numbers.items(), *proof.time.items()]}


def _behind(found: Sequence[Behind]) -> list[dict[str, Any]]:
    return [
        {**_who(row.member), "lines": evidence_json(row.lines), "lines_before": evidence_json(row.before)}
        for row in found
    ]
