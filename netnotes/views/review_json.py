"""The rows of a review as JSON (docs/json.md)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from netnotes.queries.review import Page, Review
from netnotes.views.json import line_json, task_json
from netnotes.views.question_text import question_words
from netnotes.views.review_text import reason_words


def review_json(row: Review, pages: Sequence[Page], week: str, why: str, today: date) -> dict[str, Any]:
    """Who is still to be seen this week, and what their screens say."""
    return {
        "week": week,
        "why": why or None,
        "seen": row.seen,
        "rows": [_page(page, today) for page in pages],
        "left_out": row.left,
    }


def _page(page: Page, today: date) -> dict[str, Any]:
    row = page.show
    return {
        "name": row.person.name,
        "path": row.person.path,
        "what": str(page.visit.why),
        "reason": reason_words(page, today),
        "last_contact": _day(row.last_contact),
        "rhythm_days": row.rhythm,
        "tried": line_json(row.tried) if row.tried else None,
        "last": [line_json(line) for line in row.last],
        "needs": list(row.person.needs),
        "promises": [task_json(task) for task in row.mine],
        "reply_owed": _day(row.reply_owed.day) if row.reply_owed else None,
        "thanks_owed": _day(row.thanks_owed[0].day) if row.thanks_owed else None,
        "thanks": [line_json(line) for line in row.thanks_owed],
        "question": question_words(page.question),
        "household": list(page.visit.household),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
