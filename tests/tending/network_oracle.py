"""The rules of docs/rules.md, The network, by plain loops over random people. Nothing here imports netnotes."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any

from oracle.facts import Span
from oracle.rules import minus, plus

CIRCLES = {
    "inner": (Span(2, "week", "2 weeks"), 90), "close": (Span(6, "week", "6 weeks"), 60),
    "steady": (Span(3, "month", "3 months"), 30), "wide": (Span(1, "year", "1 year"), 15),
}  # fmt: skip
DEPTHS = {"met": 5, "lunch": 5, "call": 4, "letter": 3, "email": 3, "message": 2, "ping": 1, "voicemail": 0, "note": 0}
LEDGER = {"gave": "out", "got": "in", "asked": "out", "thanked": "out", "introduced": "out"}
OWN = [Span(3, "week", "3 weeks"), Span(2, "month", "2 months"), Span(1, "year", "yearly"), Span(0, "day", "never")]
YEAR = Span(1, "year", "")
TODAY = date(2026, 11, 24)
NAMES = (
    *("Ada", "Bo", "Cy", "Dot", "Eve", "Flo", "Gus", "Hal", "Ida", "Jo"),
    *("Kim", "Lou", "Mia", "Ned", "Oz", "Pia", "Quin", "Roy", "Sal", "Tom"),
)


@dataclass
class Line:
    """A log line in the note of *owner*; *people* are the others in its head."""

    day: date
    kind: str
    ledger: str
    direction: str
    minutes: int
    owner: str
    people: list[str]

    def text(self) -> str:
        """As it is written."""
        words = [self.kind if self.kind in DEPTHS else "", self.ledger, "" if self.ledger else self.direction]
        words.append(f"with {' and '.join(f'[[{name}]]' for name in self.people)}" if self.people else "")
        words.append(f"({self.minutes}m)" if self.minutes else "")
        return f"{self.day} {' '.join(word for word in words if word)}: plums"


@dataclass
class Person:
    """A note: *keys* are its fields as written."""

    name: str
    circle: str = ""
    cadence: Span | None = None
    minutes: int = 0
    status: str = "active"
    reciprocity: bool = True
    met: date | None = None
    about: str = ""
    last_contact: date | None = None
    snooze: date | None = None
    log: list[Line] = field(default_factory=list)

    def keys(self) -> dict[str, str]:
        """The fields, as they are written."""
        values = {
            "circle": self.circle, "cadence": self.cadence.text if self.cadence else "",
            "minutes": str(self.minutes or ""), "status": self.status,
            "reciprocity": "" if self.reciprocity else "off", "met": str(self.met or self.about),
            "last_contact": str(self.last_contact or ""), "snooze": str(self.snooze or ""),
        }  # fmt: skip
        return {key: value for key, value in values.items() if value}


def random_people(seed: int) -> list[Person]:
    """Some people, with what happened with them in three years."""
    rng = Random(seed)
    names = NAMES[: rng.randint(1, len(NAMES))]
    people = []
    for name in names:
        person = Person(name, rng.choice(["", "inner", "close", "steady", "wide"]))
        person.cadence = rng.choice([None, None, *OWN])
        person.minutes = rng.choice([0, 0, 0, 20, 45])
        person.status = rng.choice(["active"] * 8 + ["paused", "card", "wish", "let-go", "deceased", "do-not-contact"])
        person.reciprocity = rng.random() < 0.8
        for key, chance in (("met", 0.3), ("last_contact", 0.15), ("snooze", 0.1)):
            if rng.random() < chance:
                setattr(person, key, TODAY - timedelta(rng.randint(-30, 900)))
        if not person.met and rng.random() < 0.3:
            person.about = str(TODAY - timedelta(rng.randint(-30, 900)))[: rng.choice([4, 7])]
        for _ in range(rng.choice([0, 1, 1, 2, 4, 9])):
            others = rng.sample(names, min(len(names), rng.choice([0, 0, 0, 1, 2])))
            person.log.append(random_line(rng, name, [other for other in others if other != name]))
        people.append(person)
    return people


def random_line(rng: Random, owner: str, people: list[str]) -> Line:
    """A line of the last years, now and then a plan, and often on a day on which there is another."""
    ago = rng.choice([rng.randint(-10, 1200), rng.randint(0, 200), rng.choice([0, 7, 91, 92, 93, 365, 366])])
    ledger = rng.choice(["", "", "", *LEDGER])
    kind = ledger if ledger and rng.random() < 0.7 else rng.choice(list(DEPTHS))
    direction = LEDGER.get(ledger) or rng.choice(["", "", "in", "out"])
    return Line(TODAY - timedelta(ago), kind, ledger, direction, rng.choice([0, 0, 25, 120]), owner, people)


def cadence_of(person: Person) -> Span | None:
    """Their own, else their circle's."""
    return person.cadence or (CIRCLES[person.circle][0] if person.circle else None)


def within(person: Person, day: date, today: date) -> bool:
    """No longer ago than twice the rhythm, or a year."""
    cadence = cadence_of(person)
    twice = Span(cadence.count * 2, cadence.unit, "") if cadence and cadence.count else YEAR
    return plus(day, twice) >= today


def contacts_of(people: list[Person], person: Person, today: date) -> list[Line]:
    """The counting lines they took part in by today, by day."""
    found = []
    for other in people:
        for line in other.log:
            took_part = other is person or person.name in line.people
            if took_part and DEPTHS.get(line.kind, 2) > 0 and line.day <= today:
                found.append(line)
    own = any(line.day == person.met and line.kind == "met" for line in person.log)
    if person.met and person.met <= today and not own:
        found.append(Line(person.met, "met", "", "", 0, person.name, []))
    return sorted(found, key=lambda line: line.day)


def first_day(person: Person, contacts: list[Line], today: date) -> date | None:
    """The first meeting: `met`, else the first contact, or the last day of the month or year of `met` before it."""
    if person.met and person.met <= today:
        return person.met
    days = [line.day for line in contacts]
    if days and person.about:
        year, month = (*map(int, person.about.split("-")), 12)[:2]
        days.append(date(year, month, monthrange(year, month)[1]))
    return min(days, default=None)


def both_ways(person: Person, contacts: list[Line], today: date) -> bool:
    """The rule of the network."""
    first = first_day(person, contacts, today)
    for line in contacts:
        if not within(person, line.day, today) or first is None:
            continue
        if line.day > first and line.direction == "" and line.ledger == "":
            return True
        for other in contacts:
            pair = {line.direction, other.direction} == {"in", "out"}
            if pair and within(person, other.day, today) and max(line.day, other.day) > first:
                return True
    return False


def warmth(person: Person, contacts: list[Line], today: date) -> float:
    """The deepest contact of each of 24 months, weighed."""
    total = 0
    for back in range(24):
        month = today.year * 12 + today.month - 1 - back
        depths = [DEPTHS.get(line.kind, 2) for line in contacts if line.day.year * 12 + line.day.month - 1 == month]
        total += max(depths, default=0) * (3 if back < 3 else 2 if back < 12 else 1)
    return total if both_ways(person, contacts, today) else total / 2


def word(points: float) -> str:
    """The warmth as a word."""
    return "warm" if points >= 50 else "friendly" if points >= 10 else "cool" if points >= 1 else "cold"


def group(person: Person, contacts: list[Line], today: date) -> str:
    """The first row that holds."""
    if both_ways(person, contacts, today):
        return "both_ways"
    recent = [line for line in contacts if within(person, line.day, today)]
    first = first_day(person, contacts, today)
    key = person.last_contact if person.last_contact and person.last_contact <= today else None
    if key and within(person, key, today) and all(line.day < key for line in contacts):
        return "date_only"
    if recent:
        met = any(line.kind == "met" and line.day == first for line in contacts)
        meeting = [line for line in recent if line.day == first]
        after = [line for line in recent if first and line.day > first]
        once = any(DEPTHS.get(line.kind, 2) >= 4 for line in meeting) and not after
        return ("met_once" if met else "once") if once else "one_way"
    if first and not (key and within(person, key, today)):
        return "gone_quiet"
    return "date_only" if key or (person.about and person.about <= str(today)[: len(person.about)]) else "not_met"


def pace(person: Person, contacts: list[Line], today: date) -> str | None:
    """Late, in time, without a rhythm or paused."""
    if person.status != "active":
        return "paused" if person.status == "paused" else "without_rhythm"
    cadence = cadence_of(person)
    if not cadence or not cadence.count:
        return "without_rhythm"
    last = max(line.day for line in contacts)
    if person.last_contact and last < person.last_contact <= today:
        last = person.last_contact
    due = max(plus(last, cadence), person.snooze or date.min)
    return "late" if due < today else "in_time"


def would_ask(person: Person, contacts: list[Line], today: date) -> bool:
    """Warm, or asked or got something in two years."""
    since = minus(today, Span(2, "year", ""))
    innermost = person.circle == "inner"
    deeds = [line for line in contacts if line.ledger in ("asked", "got") and line.day > since]
    shown = person.reciprocity and not innermost
    return word(warmth(person, contacts, today)) == "warm" or (bool(deeds) and shown)


def moved(people: list[Person], person: Person, today: date, since: date) -> str | None:
    """Closer, quieter or new."""
    now, then = contacts_of(people, person, today), contacts_of(people, person, since)
    first = first_day(person, now, today)
    met = any(line.kind == "met" and line.day == first for line in now)
    if first and first >= since and met and not contacts_of(people, person, since - timedelta(1)):
        return "new"
    if not then:
        return None
    before, after = warmth(person, then, since), warmth(person, now, today)
    order = ["cold", "cool", "friendly", "warm"]
    was, is_ = order.index(word(before)), order.index(word(after))
    near = was >= 2 and is_ >= 2
    if is_ > was or (near and after >= before * 2):
        return "closer"
    return "quieter" if is_ < was or (near and after * 2 <= before) else None


def minutes(people: list[Person], person: Person, today: date) -> Fraction:
    """Their part of the time of a year: once a day, by the deepest kind, of equals the longest."""
    by_day: dict[date, list[tuple[int, Fraction]]] = {}
    usual = {p.name: p.minutes or (CIRCLES[p.circle][1] if p.circle else 0) for p in people}
    for line in contacts_of(people, person, today):
        if line.day > minus(today, YEAR):
            whole = line.minutes or usual[line.owner]
            part = Fraction(whole, 1 + len(line.people))
            by_day.setdefault(line.day, []).append((DEPTHS.get(line.kind, 2), part))
    return sum((max(parts)[1] for parts in by_day.values()), Fraction(0))


def network(people: list[Person], today: date, since: date) -> dict[str, Any]:
    """What `network --format json` says, by name."""
    rows: dict[str, dict[str, Any]] = {}
    order = []
    for person in people:
        if person.status in ("wish", "let-go", "deceased", "do-not-contact"):
            continue
        contacts = contacts_of(people, person, today)
        which = group(person, contacts, today)
        points = warmth(person, contacts, today)
        rows[person.name] = {
            "group": which, "pace": pace(person, contacts, today) if which == "both_ways" else None,
            "would_ask": which == "both_ways" and would_ask(person, contacts, today),
            "moved": moved(people, person, today, since), "warmth": word(points),
            "minutes": minutes(people, person, today),
        }  # fmt: skip
        if contacts:
            order.append((-points, -max(line.day for line in contacts).toordinal(), person.name))
    let_go = [
        person.name for person in people
        if person.status == "let-go" and both_ways(person, contacts_of(people, person, since), since)
    ]  # fmt: skip
    closest = [name for points, _, name in sorted(order)[:15] if points]
    total = sum((row["minutes"] for row in rows.values()), Fraction(0))
    both = [name for *_, name in sorted(order) if rows[name]["group"] == "both_ways"]
    named: list[str] = []
    for name in sorted((name for name in both if name in closest), key=lambda name: -rows[name]["minutes"]):
        enough = sum(rows[other]["minutes"] for other in named) >= Fraction(2, 3) * total
        if len(named) < 4 and rows[name]["minutes"] and not enough:
            named.append(name)
    return {
        "people": rows,
        "let_go": let_go,
        "closest": closest,
        "named": named or both[:4],
        "minutes": total,
    }
