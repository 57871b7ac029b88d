"""A person as the questions see them: the fields of their note, typed."""

from datetime import date
from typing import Any, NamedTuple

from netnotes.dates import Cadence, YearlyDate, parse_cadence, parse_yearly
from netnotes.model.settings import Settings

STATUSES = ("wish", "card", "active", "paused", "let-go", "do-not-contact", "deceased")
SILENT = frozenset({"let-go", "do-not-contact", "deceased"})
CONTACT_KEYS = ("email", "phone", "address", "url", "org", "role", "location")


class Person(NamedTuple):
    """The fields of a person's note (FORMAT, Keys); absent ones are None or empty.

    *cadence* is the one that holds: the person's own, else the circle's; *cadence_text* is as written.
    *other* holds the user's own keys.
    """

    id: int
    path: str
    name: str
    body: str
    aliases: tuple[str, ...]
    circle: str | None
    cadence: Cadence | None
    cadence_text: str | None
    own_cadence: bool
    status: str
    paused_until: date | None
    snooze: date | None
    next_contact: date | None
    last_contact: date | None
    met: str | None
    met_line: int
    met_at: str | None
    met_through: tuple[str, ...]
    birthday: YearlyDate | None
    dates: tuple[tuple[str, YearlyDate], ...]
    why: str | None
    hook: str | None
    channel: str | None
    minutes: int | None
    offers: tuple[str, ...]
    needs: tuple[str, ...]
    knows: tuple[str, ...]
    household: str | None
    reciprocity: bool
    contact: tuple[tuple[str, str], ...]
    tags: tuple[str, ...]
    other: tuple[tuple[str, str], ...]

    @classmethod
    def from_facts(
        cls, id: int, path: str, name: str, facts: dict[str, Any], settings: Settings, body: str = ""
    ) -> "Person":
        """Build a person from the *facts* of their note and the circles of *settings*."""
        circle = facts.get("circle")
        cadence, cadence_text = effective_cadence(facts, settings)
        innermost = bool(settings.circles) and circle == settings.circles[0].name
        return cls(
            id=id,
            path=path,
            name=name,
            body=body,
            aliases=tuple(facts.get("aliases", ())),
            circle=circle,
            cadence=cadence,
            cadence_text=cadence_text,
            own_cadence="cadence" in facts,
            status=facts.get("status", "active"),
            paused_until=_day(facts, "paused-until"),
            snooze=_day(facts, "snooze"),
            next_contact=_day(facts, "next-contact"),
            last_contact=_day(facts, "last-contact"),
            met=facts.get("met"),
            met_line=facts.get("met-line", 0),
            met_at=facts.get("met-at"),
            met_through=tuple(facts.get("met-through", ())),
            birthday=parse_yearly(facts["birthday"]) if "birthday" in facts else None,
            dates=tuple((name, parse_yearly(day)) for name, day in facts.get("dates", {}).items()),
            why=_joined(facts.get("why")),
            hook=_joined(facts.get("hook")),
            channel=_joined(facts.get("channel")),
            minutes=facts.get("minutes"),
            offers=tuple(facts.get("offers", ())),
            needs=tuple(facts.get("needs", ())),
            knows=tuple(facts.get("knows", ())),
            household=facts.get("household"),
            reciprocity=facts.get("reciprocity", not innermost),
            contact=tuple((key, _joined(facts[key]) or "") for key in CONTACT_KEYS if key in facts),
            tags=tuple(facts.get("tags", ())),
            other=tuple((key, _joined(value) or "") for key, value in facts.get("other", {}).items()),
        )


def effective_cadence(facts: dict[str, Any], settings: Settings) -> tuple[Cadence | None, str | None]:
    """The cadence that holds for somebody, and its text: their own, else their circle's."""
    if "cadence" in facts:
        return parse_cadence(facts["cadence"]), facts["cadence"]
    for circle in settings.circles:
        if circle.name == facts.get("circle"):
            return circle.cadence, circle.cadence_text
    return None, None


def _day(facts: dict[str, Any], key: str) -> date | None:
    return date.fromisoformat(facts[key]) if key in facts else None


def _joined(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_joined(item)}" for key, item in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(_joined(item) or "" for item in value)
    return str(value)
