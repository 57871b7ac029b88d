"""Small random vaults for favours and introductions, and the rules of docs/rules.md over them by plain loops."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random

TODAY = date(2026, 11, 24)
PHRASES = ["kilns", "a kiln for bread", "tax advice", "law", "tax law", "café tables", "printing", "a printer of maps"]
PHRASES += ["Übersetzung", "gardening", "茶道 lessons", "old gardens", "a lawyer", "a plan", "planets", "translator"]
PHRASES += ["translation from French", "nothing much", "somebody for lenses", "a lens"]
CIRCLES = ["inner", "close", "steady", "wide"]
TWICE = {"inner": 28, "close": 84, "steady": 183, "wide": 730, "": 365}
KINDS = {"lunch": 5, "call": 4, "letter": 3, "sms": 2, "ping": 1}
LEDGER = {"gave": "out", "got": "in", "asked": "out", "thanked": "out", "introduced": "out"}
GONE = ["let-go", "do-not-contact", "deceased"]


@dataclass
class Line:
    """A log line; *word* is a kind or a ledger word."""

    day: date
    word: str
    direction: str
    text: str

    @property
    def said(self) -> str:
        """The line after its date."""
        way = f" {self.direction}" if self.direction and self.word in KINDS else ""
        return f"{self.word}{way}: {self.text}"


@dataclass
class Someone:
    """One person's note; the log is the latest first, no two lines of one day."""

    name: str
    circle: str
    status: str
    off: bool
    offers: list[str]
    needs: list[str]
    role: str
    org: str
    tags: list[str]
    body: str
    household: str
    log: list[Line] = field(default_factory=list)
    knows: list[str] = field(default_factory=list)


def random_people(rng: Random) -> list[Someone]:
    """Two to thirty people."""
    people = []
    for number in range(rng.choice([2, 5, 9, 14, 30])):

        def some(chance: float, most: int = 2) -> list[str]:
            return rng.sample(PHRASES, rng.randint(1, most)) if rng.random() < chance else []

        people.append(
            Someone(
                name=rng.choice(["Ana", "Äna", "Bo", "Zoë"]) + f" {rng.choice('XYZ')}{number}",
                circle=rng.choice([*CIRCLES, ""]),
                status=rng.choice(["active"] * 8 + ["paused", "wish", "card", *GONE]),
                off=rng.random() < 0.2,
                offers=some(0.5),
                needs=some(0.5),
                role="".join(some(0.2, 1)),
                org="".join(some(0.1, 1)),
                tags=[text.replace(" ", "-") for text in some(0.2)],
                body="".join(some(0.3, 1)),
                household=rng.choice(["", "", "", "", "", "Rua 5"]),
            )
        )
    for person in people:
        person.log = random_log(rng)
        others = [other.name for other in people if other is not person]
        person.knows = [name for name in others if rng.random() < 0.1]
    return people


def random_log(rng: Random) -> list[Line]:
    """Up to twelve lines over three years, some of them to come."""
    days = sorted(rng.sample(range(-40, 1100), rng.randint(0, 12)))
    lines = []
    for ago in days:
        word = rng.choice([*KINDS, *KINDS, *LEDGER])
        way = LEDGER.get(word) or rng.choice(["", "in", "in", "out"])
        lines.append(Line(TODAY - timedelta(ago), word, way, rng.choice([*PHRASES, *["the weather"] * 12])))
    return lines


def write_people(people: list[Someone], folder: Path) -> None:
    """Write a note each."""
    (folder / "people").mkdir(parents=True)
    for person in people:
        fields = {
            "circle": person.circle, "status": person.status, "offers": person.offers, "needs": person.needs,
            "role": person.role, "org": person.org, "tags": person.tags, "household": person.household,
            "reciprocity": "off" if person.off else "", "knows": [f"[[{name}]]" for name in person.knows],
        }  # fmt: skip
        head = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in fields.items() if value)
        log = "".join(f"- {line.day} {line.said}\n" for line in person.log)
        text = f"---\n{head}---\n\n{person.body}\n\n## Log\n\n{log}"
        (folder / "people" / f"{person.name}.md").write_text(text, encoding="utf-8")


def fold(text: str) -> str:
    """Without case and accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def has(text: str, word: str) -> bool:
    """Whether a word of the text begins with *word*, is it if that is short, or, in Chinese, the text holds it."""
    if word > "\u2e80":
        return word in fold(text)
    return any(part == word if len(word) < 3 else part.startswith(word) for part in parts(text))


def parts(text: str) -> list[str]:
    """The words of a text."""
    return re.findall(r"\w+", fold(text))


def is_off(person: Someone) -> bool:
    """Whether no ledger is kept."""
    return person.off or person.circle == "inner"


def warmth(person: Someone) -> float:
    """docs/warmth.md."""
    past = sorted((line for line in person.log if line.day <= TODAY), key=lambda line: line.day)
    total = 0
    for back in range(24):
        month = (TODAY.year * 12 + TODAY.month - 1) - back
        depths = [KINDS.get(x.word, 2) for x in past if x.day.year * 12 + x.day.month - 1 == month]
        total += max(depths, default=0) * (3 if back < 3 else 2 if back < 12 else 1)
    near = [x for x in past if is_near(x.day, person.circle)]
    both = any(x.direction == "" and x != past[0] for x in near) or {"in", "out"} <= {x.direction for x in near}
    return total if both else total / 2


def is_near(day: date, circle: str) -> bool:
    """Within twice the rhythm of the circle, counted in calendar months where it is of months."""
    if circle == "steady":
        return (day.year * 12 + day.month + 6, day.day) >= (TODAY.year * 12 + TODAY.month, TODAY.day)
    if circle in ("wide", ""):
        return (day.year + (2 if circle else 1), day.month, day.day) >= (TODAY.year, TODAY.month, TODAY.day)
    return (TODAY - day).days <= TWICE[circle]


def place(person: Someone, word: str) -> str:
    """The first place that speaks of a word."""
    fields = [("offers", person.offers), ("role", [person.role]), ("org", [person.org]), ("tags", person.tags)]
    for name, texts in [*fields, ("notes", [person.body])]:
        if any(has(text, word) for text in texts):
            return name
    for line in person.log:
        if line.day <= TODAY and has(line.said, word) and not (line.word in LEDGER and is_off(person)):
            return "log"
    return ""


def expected_favours(
    people: list[Someone], topic: list[str], *, everyone: bool
) -> tuple[list[tuple[object, ...]], int, list[str]]:
    """Rows of name, warmth, first place, last asked, given since, give first; how many are left out; wishes, cards."""
    order = ["offers", "role", "org", "tags", "notes", "log"]
    found = [person for person in people if all(place(person, word) for word in topic)]
    new = [p for p in found if p.status == "wish" or (p.status == "card" and all(x.day > TODAY for x in p.log))]
    not_yet = sorted((p.name for p in new), key=lambda name: (fold(name), name))
    found = [person for person in found if person not in new and person.status not in GONE]
    found.sort(key=lambda p: (-warmth(p), [*CIRCLES, ""].index(p.circle), fold(p.name), p.name))

    def strength(person: Someone) -> int:
        worst = max(order.index(place(person, word)) for word in topic)
        return 0 if worst == 0 else 1 if worst < 4 else 2

    kept = found if everyone else sorted(found, key=strength)[:7]
    rows = []
    for person in found:
        if person in kept:
            first = min((place(person, word) for word in topic), key=order.index)
            rows.append((person.name, warmth(person), first, *ledger(person)))
    return rows, len(found) - len(rows), not_yet


def ledger(person: Someone) -> tuple[str | None, list[str], str | None]:
    """The day last asked, the days of what was given since, the day of what nothing was given after."""
    if is_off(person):
        return None, [], None
    past = sorted(
        (x for x in person.log if date(2024, 11, 24) < x.day <= TODAY and x.word in LEDGER), key=lambda x: x.day
    )
    asked = [x for x in past if x.word == "asked"]
    taken = [x for x in past if x.word in ("asked", "got")]
    given = ("gave", "introduced", "thanked")
    since = [str(x.day) for x in past if asked and x.day > asked[-1].day and x.word in given]
    even = not taken or any(x.day > taken[-1].day and x.word in ("gave", "introduced") for x in past)
    return (str(asked[-1].day) if asked else None), since, (None if even else str(taken[-1].day))
