"""Make a seeded vault: ``python benchmarks/make_vault.py DIR PEOPLE [DATED] [--bonds]``; the same gives the same notes.

PEOPLE notes of ten log lines each, and DATED daily notes of a few lines that link to them. With --bonds everyone knows
two others by their fields, and has been together with a third; one in ten is a wish, whom nobody has met.
"""

from __future__ import annotations

import random
import sys
from datetime import date, timedelta
from pathlib import Path

TODAY = date(2026, 11, 24)
FIRST = ("Ada", "Bo", "Chidi", "Dana", "Emil", "Fatou", "Gerda", "Hana", "Inés", "Jun", "Kofi", "Lena")
LAST = ("Abel", "Brandt", "Costa", "Diallo", "Endo", "Ferrer", "Gray", "Haddad", "Ivanov", "Jansen")
CIRCLES = ("inner", "close", "steady", "wide")
KINDS = ("call", "lunch", "email in", "email out", "coffee", "walk", "letter in", "message")
TOPICS = ("work", "the sea", "chess", "the children", "a book", "Lisbon", "the garden", "money")


def make_vault(folder: Path, people: int, seed: int = 1) -> None:
    """Write *people* notes of ten log lines each, a tenth of them with unusual frontmatter."""
    rng = random.Random(seed)
    (folder / "people").mkdir(parents=True)
    for number in range(people):
        name = f"{rng.choice(FIRST)} {rng.choice(LAST)} {number:05}"
        with (folder / "people" / f"{name}.md").open("w", encoding="utf-8", newline="\n") as file:
            file.write(_note(rng, name, number))


def make_days(folder: Path, dated: int, seed: int = 2) -> None:
    """Write *dated* daily notes, the latest of yesterday, about the people that are there."""
    rng = random.Random(seed)
    names = sorted(path.stem for path in (folder / "people").iterdir())
    (folder / "daily").mkdir()
    for number in range(dated):
        day = TODAY - timedelta(days=number + 1)
        with (folder / "daily" / f"{day}.md").open("w", encoding="utf-8", newline="\n") as file:
            file.write(_day(rng, names))


def make_bonds(folder: Path, seed: int = 3) -> None:
    """Let everybody in *folder* know a few others, nine in ten of them by their place in the order of names."""
    rng = random.Random(seed)
    notes = sorted((folder / "people").iterdir())
    for place, note in enumerate(notes):
        near = [notes[(place + rng.randint(1, 40)) % len(notes)] for _ in range(3)]
        one, two, three = (f"[[{(rng.choice(notes) if rng.random() < 0.1 else other).stem}]]" for other in near)
        head, _, rest = note.read_text(encoding="utf-8").partition("circle: ")
        before, log, lines = rest.partition("## Log\n\n")
        status, lines = ("status: wish\n", "") if place % 10 == 0 else ("", lines)
        together = (
            "" if status else f"- {TODAY - timedelta(days=rng.randint(1, 1500))} lunch with {three}: spoke of chess\n"
        )
        known = f'knows: ["{one}"]\nmet-through: "{two}"\n'
        note.write_text(f"{head}{status}{known}circle: {before}{log}{together}{lines}", encoding="utf-8")


def _day(rng: random.Random, names: list[str]) -> str:
    forms = (
        "- {kind} with [[{one}]]: spoke of {topic}", "- 18:30 {kind} with [[{one}]] and [[{two}]]",
        "Had a long talk with [[{one}]] about {topic}", "- should call [[{one}]]", "- [ ] send [[{one}]] the book",
        "- read about {topic}", "Rain. Wrote on {topic} until ten.",
    )  # fmt: skip
    lines = [
        rng.choice(forms).format(
            kind=rng.choice(("call", "lunch", "coffee", "walk")), one=rng.choice(names), two=rng.choice(names),
            topic=rng.choice(TOPICS),
        )
        for _ in range(rng.randint(2, 8))
    ]  # fmt: skip
    return "\n".join(["# Notes", "", *lines, ""])


def _note(rng: random.Random, name: str, number: int) -> str:
    days = sorted((TODAY - timedelta(days=1 + int(rng.expovariate(1 / 200))) for _ in range(10)), reverse=True)
    birthday = f"{rng.randint(1940, 2005)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    fields = [
        f'name: "{name}"' if number % 10 == 0 else f"name: {name}",
        f"circle: {rng.choices(CIRCLES, (1, 3, 10, 30))[0]}",
        f"email: person{number}@example.org",
        f"tags:\n  - person\n  - group{number % 50}" if number % 10 == 0 else f"tags: [person, group{number % 50}]",
        f"birthday: {birthday}",
    ]
    log = [f"- {day} {rng.choice(KINDS)}: spoke of {rng.choice(TOPICS)} and {rng.choice(TOPICS)}" for day in days]
    return "\n".join(
        ["---", *fields, "---", "", "Met through friends.", "", "- [ ] send the book", "", "## Log", "", *log, ""]
    )


if __name__ == "__main__":
    place, people, *dated = (word for word in sys.argv[1:] if word != "--bonds")
    make_vault(Path(place), int(people))
    if dated:
        make_days(Path(place), int(dated[0]))
    if "--bonds" in sys.argv:
        make_bonds(Path(place))
