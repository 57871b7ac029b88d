"""Make a seeded vault; the same arguments give the same bytes.

``python benchmarks/make_vault.py DIR PEOPLE [DATED] [--bonds] [--broken PERCENT] [--folders N]``

PEOPLE notes of ten log lines each, and DATED daily notes of a few lines that link to them. A tenth of the people have
unusual frontmatter: quoted names, block lists, comments, texts over several lines, the fields we read behind many
others, inline fields. Another tenth have CRLF, and in one of twenty the accents of the file's name are signs of their
own (NFD), as macOS writes them. With --bonds everyone knows two others by their fields, and has been together with a
third; one in ten is a wish, whom nobody has met. With --broken, PERCENT of the notes have frontmatter that cannot be
read: a text that is never closed, a bracket that is not, TOML. With --folders, the people lie in N folders.
"""

from __future__ import annotations

import argparse
import random
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

TODAY = date(2026, 11, 24)
FIRST = ("Ada", "Bo", "Chidi", "Dana", "Emil", "Fatou", "Gerda", "Hana", "Inés", "Jun", "Kofi", "Lena")
LAST = ("Abel", "Brandt", "Costa", "Diallo", "Endo", "Ferrer", "Gray", "Haddad", "Ivanov", "Jansen")
CIRCLES = ("inner", "close", "steady", "wide")
KINDS = ("call", "lunch", "email in", "email out", "coffee", "walk", "letter in", "message")
TOPICS = ("work", "the sea", "chess", "the children", "a book", "Lisbon", "the garden", "money")
ODD = 6
BROKEN = 3


class Somebody(NamedTuple):
    """One person: what a note of them says, in whatever format it is written. *log* has day, kind and text."""

    number: int
    name: str
    circle: str
    birthday: str
    log: tuple[tuple[date, str, str], ...]

    @property
    def email(self) -> str:
        """Their address."""
        return f"person{self.number}@example.org"


class Bonds(NamedTuple):
    """Whom somebody knows: three names, the day with the third, and whether they are a wish."""

    knows: str
    through: str
    together: str
    day: date
    is_wish: bool


def people(count: int, seed: int = 1) -> Iterator[Somebody]:
    """*count* people, always the same ones."""
    rng = random.Random(seed)
    for number in range(count):
        name = f"{rng.choice(FIRST)} {rng.choice(LAST)} {number:05}"
        days = sorted((TODAY - timedelta(days=1 + int(rng.expovariate(1 / 200))) for _ in range(10)), reverse=True)
        birthday = f"{rng.randint(1940, 2005)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
        circle = rng.choices(CIRCLES, (1, 3, 10, 30))[0]
        log = tuple((day, rng.choice(KINDS), f"spoke of {rng.choice(TOPICS)} and {rng.choice(TOPICS)}") for day in days)
        yield Somebody(number, name, circle, birthday, log)


def make_vault(folder: Path, count: int, *, bonds: bool = False, broken: float = 0, folders: int = 1) -> list[Path]:
    """Write the notes of *count* people into *folder*; the paths of the *broken* percent that cannot be read."""
    everybody: list[Somebody] = list(people(count))
    known = _bonds(everybody) if bonds else {}
    homes = [folder / "people" if folders == 1 else folder / "people" / f"{place:03}" for place in range(folders)]
    for home in homes:
        home.mkdir(parents=True)
    spoiled: list[Path] = []
    for somebody in everybody:
        number = somebody.number
        path = homes[number % folders] / f"{_file_name(somebody)}.md"
        text = _note(somebody, known.get(somebody.name))
        if int((number + 1) * broken / 100) > int(number * broken / 100):
            text = _broken(text, len(spoiled))
            spoiled.append(path)
        path.write_bytes(text.replace("\n", "\r\n" if number % 10 == 3 else "\n").encode())
    return spoiled


def make_days(folder: Path, dated: int, count: int, seed: int = 2) -> None:
    """Write *dated* daily notes, the latest of yesterday, about the *count* people of the vault."""
    rng = random.Random(seed)
    names = sorted(somebody.name for somebody in people(count))
    (folder / "daily").mkdir(parents=True)
    for number in range(dated):
        day = TODAY - timedelta(days=number + 1)
        (folder / "daily" / f"{day}.md").write_bytes(_day(rng, names).encode())


def _bonds(everybody: list[Somebody], seed: int = 3) -> dict[str, Bonds]:
    """By name, whom each knows: nine in ten by their place in the order of names."""
    rng = random.Random(seed)
    names = sorted(somebody.name for somebody in everybody)
    bonds = {}
    for place, name in enumerate(names):
        near = [names[(place + rng.randint(1, 40)) % len(names)] for _ in range(3)]
        one, two, three = (rng.choice(names) if rng.random() < 0.1 else other for other in near)
        bonds[name] = Bonds(one, two, three, TODAY - timedelta(days=rng.randint(1, 1500)), place % 10 == 0)
    return bonds


def _file_name(somebody: Somebody) -> str:
    return unicodedata.normalize("NFD" if somebody.number % 20 == 7 else "NFC", somebody.name)


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


def _note(somebody: Somebody, bonds: Bonds | None) -> str:
    """The note, its lines ending in LF."""
    fields = {
        "name": somebody.name,
        **({"status": "wish"} if bonds and bonds.is_wish else {}),
        **({"knows": f'["[[{bonds.knows}]]"]', "met-through": f'"[[{bonds.through}]]"'} if bonds else {}),
        "circle": somebody.circle,
        "email": somebody.email,
        "tags": f"[person, group{somebody.number % 50}]",
        "birthday": somebody.birthday,
    }
    odd = somebody.number // 10 % ODD if somebody.number % 10 == 0 else None
    head, said = _odd(fields, odd) if odd is not None else ([f"{key}: {value}" for key, value in fields.items()], [])
    log = [f"- {day} {kind}: {text}" for day, kind, text in somebody.log]
    if bonds:
        together = f"- {bonds.day} lunch with [[{bonds.together}]]: spoke of chess"
        log = [] if bonds.is_wish else [together, *log]
    body = ["Met through friends.", "", *said, "- [ ] send the book", "", "## Log", "", *log]
    return "\n".join(["---", *head, "---", "", *body, ""])


def _odd(fields: dict[str, str], kind: int) -> tuple[list[str], list[str]]:
    """The same *fields* in one of ODD unusual ways: the lines of the frontmatter, and lines of the body."""
    tags = fields["tags"].strip("[]").split(", ")
    rest = [f"{key}: {value}" for key, value in fields.items() if key not in ("name", "tags")]
    plain = [f"{key}: {value}" for key, value in fields.items()]
    match kind:
        case 0:
            return [f'name: "{fields["name"]}"', *rest, "tags:", *(f"  - {tag}" for tag in tags)], []
        case 1:
            return ["# of the old book", f"name: '{fields['name']}'  # as they write it", "", *plain[1:]], []
        case 2:
            return [
                *plain,
                "about: |",
                "  Lives by the sea.",
                "  - [ ] no task",
                "",
                "hook: >-",
                "  the book",
                "  of",
            ], []
        case 3:
            return [*(f"x-{number:02}: {number}" for number in range(30)), *plain], []
        case 4:
            keys = ("circle", "birthday", "email")
            inline = [f"{key}:: {fields[key]}" for key in keys]
            return [f"{key}: {value}" for key, value in fields.items() if key not in keys], [*inline, ""]
        case _:
            return [
                *plain,
                "addresses:",
                "  - {street: 4 The Green, town: Ely}",
                "  - &home {town: Lund}",
                "now: *home",
            ], []


def _broken(text: str, number: int) -> str:
    """*text* with its frontmatter spoiled in one of BROKEN ways."""
    _, head, body = text.split("---\n", 2)
    match number % BROKEN:
        case 0:
            return f'---\n{head}why: "never closed\n---\n{body}'
        case 1:
            return f"---\n{head}needs: [a printer\n---\n{body}"
        case _:
            return f'+++\ntype = "person"\ncircle = "close"\n+++\n{body}'


def main() -> None:
    """Make what the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("people", type=int, metavar="PEOPLE")
    parser.add_argument("dated", type=int, nargs="?", default=0, metavar="DATED", help="daily notes beside them")
    parser.add_argument("--bonds", action="store_true", help="let them know one another")
    parser.add_argument("--broken", type=float, default=0, metavar="PERCENT", help="notes that cannot be read")
    parser.add_argument("--folders", type=int, default=1, metavar="N", help="how many folders the people lie in")
    asked = parser.parse_args()
    make_vault(asked.folder, asked.people, bonds=asked.bonds, broken=asked.broken, folders=asked.folders)
    if asked.dated:
        make_days(asked.folder, asked.dated, asked.people)


if __name__ == "__main__":
    main()
