"""Rows as JSON: the keys of PRODUCT in their order, dates ISO, absent values null (docs/json.md)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from netnotes.model.everybody import Summary
from netnotes.model.problem import Problem
from netnotes.model.vault import Errand, Interaction
from netnotes.patterns import lazy_pattern
from netnotes.queries.agenda import Agenda, TurnTo
from netnotes.queries.days import Occasion
from netnotes.queries.newcomers import NewRow
from netnotes.queries.overdue import Overdue, last_topic
from netnotes.queries.people import status_on
from netnotes.queries.promises import Promise
from netnotes.queries.show import Show
from netnotes.queries.spread import Spread
from netnotes.queries.survey import Survey
from netnotes.queries.timeline import Timeline
from netnotes.views import words

# JSON may carry these as they are; a terminal would obey them, so they are written as \\u escapes.
_UNSAFE = lazy_pattern("[\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ud800-\udfff]")


def dump(document: Any) -> str:
    """*document* as text: valid JSON in UTF-8, nothing in it that a terminal would obey."""
    text = json.dumps(document, ensure_ascii=False, indent=2)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def overdue_json(rows: Sequence[Overdue]) -> list[dict[str, Any]]:
    """`overdue`: a row a person."""
    return [
        {
            "name": row.clock.name,
            "path": row.clock.path,
            "circle": row.circle,
            "last_contact": _day(row.last_contact),
            "cadence": row.clock.cadence_text,
            "due": _day(row.due),
            "days_late": row.days_late,
            "relative_lateness": row.relative_lateness,
            "last_topic": last_topic(row.latest),
            "household": list(row.household),
            "probably": row.probably or None,
        }
        for row in rows
    ]


def agenda_json(agendas: Sequence[Agenda], *, several: bool) -> Any:
    """`agenda`: an object, or with ``--days`` a list of them, one a day."""
    documents = [_one_day(agenda, agendas[0].day) for agenda in agendas]
    return documents if several else documents[0]


def _one_day(agenda: Agenda, today: date) -> dict[str, Any]:
    return {
        "day": _day(agenda.day),
        "today": [_occasion(row) for row in agenda.today],
        "turn_to": [_turn_to(row, agenda.day) for row in agenda.turn_to],
        "promises": [_promise(row, today, "promise") for row in agenda.promises],
        "waiting": [_promise(row, today, "waiting") for row in agenda.waiting],
        "new": [_new(row, today) for row in agenda.new],
        "coming_up": [
            _promise(row, today, "promise") if isinstance(row, Promise) else _occasion(row) for row in agenda.coming_up
        ],
        "left_out": {
            "turn_to": agenda.turn_to_left,
            "new": agenda.new_left,
            "promises": agenda.promises_left,
            "waiting": agenda.waiting_left,
        },
        "no_contact": agenda.no_contact,
    }


def _row(name: str, path: str, what: str, day: date, reason: str | None, hook: str | None) -> dict[str, Any]:
    return {"name": name, "path": path, "what": what, "date": _day(day), "reason": reason, "hook": hook}


def _occasion(row: Occasion) -> dict[str, Any]:
    if row.plan:
        return _row(row.name, row.path, row.what, row.day, row.plan.time or None, row.plan.words)
    return _row(row.name, row.path, row.what, row.day, words.occasion_words(row), None)


def _turn_to(row: TurnTo, day: date) -> dict[str, Any]:
    person, hook = row.person, row.hook.text if row.hook else None
    document = _row(person.name, person.path, "reach-out", row.due, words.turn_to_reason(row, day), hook)
    return {**document, "household": list(row.household)}


def _promise(row: Promise, today: date, what: str) -> dict[str, Any]:
    return _row(row.task.name, row.task.path, what, row.day, words.promise_reason(row, today), row.task.text)


def _new(row: NewRow, today: date) -> dict[str, Any]:
    person = row.person
    return _row(person.name, person.path, str(row.stage), row.day, words.new_reason(row, today), None)


def timeline_json(row: Timeline) -> dict[str, Any]:
    """`timeline`: events oldest first, the undated last."""
    return {
        "name": row.person.name,
        "path": row.person.path,
        "events": [
            {
                "date": _day(event.day),
                "kind": event.kind,
                "direction": event.direction,
                "text": event.text,
                "with": list(event.company),
                "path": event.path,
                "line": event.line,
                "counts": event.counts,
            }
            for event in row.events
        ],
    }


def list_json(rows: Sequence[Summary]) -> list[dict[str, Any]]:
    """`list`: a row a person."""
    return [
        {
            "name": row.name,
            "path": row.path,
            "circle": row.circle,
            "status": row.status,
            "cadence": row.cadence,
            "last_contact": _day(row.last_contact),
            "due": _day(row.due),
            "tags": list(row.tags),
            "probably": row.probably or None,
        }
        for row in rows
    ]


def check_json(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    """`check`: a row a problem."""
    return [problem._asdict() for problem in problems]


def spread_json(row: Spread, written: Sequence[str]) -> dict[str, Any]:
    """`spread`: a row a person; *snooze* is null for those whose turn is today. *written* are the changed notes."""
    return {
        "a_day": row.a_day,
        "turns": [
            {
                "name": turn.name,
                "path": turn.path,
                "due": _day(turn.due),
                "days_late": turn.days_late,
                "snooze": _day(turn.day) if turn.day > row.today else None,
                "household": list(turn.household),
                "paths": list(turn.paths),
            }
            for turn in row.turns
        ],
        "written": list(written),
    }


def survey_json(row: Survey, vault: str, written: Sequence[str]) -> dict[str, Any]:
    """`init` in a folder of notes: what was found."""
    tally = row.tally
    meanings = {found.key: found.meaning for found in row.suggestions}
    return {
        "vault": vault,
        "written": list(written),
        "notes": tally.notes,
        "people": row.persons,
        "people_by": [{"what": what, "count": count} for what, count in tally.people],
        "dated_notes": tally.dated,
        "dated_with_people": tally.dated_with_people,
        "sure": tally.sure,
        "probable": tally.probable,
        "shapes": [{"what": what, "count": count} for what, count in tally.shapes],
        "last_contact_from": [{"what": what, "count": count} for what, count in tally.last],
        "rhythm_from": [{"what": what, "count": count} for what, count in tally.rhythm],
        "keys": [{"what": what, "count": count} for what, count in tally.keys],
        "other_keys": [
            {"what": what, "count": len(values), "meaning": meanings.get(what)} for what, values in tally.other.items()
        ],
        "suggested_people": row.people,
        "unreadable": tally.unreadable,
    }


def show_json(row: Show, today: date) -> dict[str, Any]:
    """`show`: all of one person."""
    person = row.person
    return {
        "name": person.name,
        "path": person.path,
        "aliases": list(person.aliases),
        "circle": person.circle,
        "status": status_on(person.status, person.paused_until, today),
        "cadence": person.cadence_text,
        "last_contact": _day(row.last_contact),
        "due": _day(row.due) if status_on(person.status, person.paused_until, today) == "active" else None,
        "rhythm_days": row.rhythm,
        "drifting": row.drifting,
        "why": person.why,
        "last": [line_json(line) for line in row.last],
        "heard": line_json(row.heard) if row.heard else None,
        "tried": line_json(row.tried) if row.tried else None,
        "ahead": [line_json(line) for line in row.ahead],
        "promises": [task_json(task) for task in row.mine],
        "waiting": [task_json(task) for task in row.theirs],
        "reply_owed": _day(row.reply_owed.day) if row.reply_owed else None,
        "thanks_owed": _day(row.thanks_owed[0].day) if row.thanks_owed else None,
        "thanks": [line_json(line) for line in row.thanks_owed],
        "gave": row.given,
        "got": row.received,
        "needs": list(person.needs),
        "offers": list(person.offers),
        "knows": list(person.knows),
        "hook": person.hook,
        "channel": person.channel,
        "birthday": str(person.birthday) if person.birthday else None,
        "dates": {label: str(day) for label, day in person.dates},
        "met": person.met,
        "met_at": person.met_at,
        "met_through": list(person.met_through),
        "household": person.household,
        "contact": dict(person.contact),
        "tags": list(person.tags),
        "other": dict(person.other),
        "text": person.body,
        "probably": row.probably or None,
    }


def line_json(line: Interaction) -> dict[str, Any]:
    """One log line."""
    return {
        "date": _day(line.day),
        "kind": line.kind,
        "direction": line.direction or None,
        "text": line.text or None,
        "with": list(line.company),
        "path": line.path,
        "line": line.number,
    }


def task_json(task: Errand) -> dict[str, Any]:
    """One open task."""
    return {"text": task.text, "due": _day(task.due), "made": _day(task.made), "path": task.path, "line": task.number}
