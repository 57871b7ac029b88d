"""`netnotes wishes`: a table of cases written from PRODUCT, and plain loops over random vaults."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner
from conftest import Answer, VaultFolder

from netnotes.cli import main

from .test_path_random import GONE, TODAY, Person, expected, parts, random_people, step, word, write

Run = Callable[..., Answer]
DAY = "2026-11-24"

# What is written of Maria, in her note and in Ada's, and what is said of her.
CASES = [
    ("why", {"why": "she looked"}, "", {}, [], ["she looked", "nobody here is known to know them"]),
    ("why, with a link", {"why": "[[Moths|moths]] of [[Rua 5]]"}, "", {}, [],
     ["moths of Rua 5", "nobody here is known to know them"]),
    ("the hook", {"hook": "moths"}, "She paints.", {}, [], ["moths", "nobody here is known to know them"]),
    ("the first line", {}, "# Maria\n\n- [ ] find her\n\nShe paints.\nA lot.", {}, [],
     ["She paints.", "nobody here is known to know them"]),
    ("nothing said", {}, "", {}, [], ["nobody here is known to know them"]),
    ("Ada knows her", {}, "", {"knows": ["[[Maria]]"]}, [], ["ask  Ada  the two know each other"]),
    ("she knows Ada", {"knows": ["[[Ada]]"]}, "", {}, [], ["ask  Ada  the two know each other"]),
    ("through Ada", {"met_through": "[[Ada]]"}, "", {}, [], ["ask  Ada  named as the way to them"]),
    ("one household", {"household": "Rua 5"}, "", {"household": "Rua 5"}, [], ["ask  Ada  they live together"]),
    ("introduced", {}, "", {}, ["2026-11-01 introduced: to [[Maria]], by post"], ["ask  Ada  you introduced the two"]),
    ("together", {}, "", {}, ["2026-11-01 lecture with [[Maria]]: moths"], ["ask  Ada  they were there together"]),
    ("spoken of", {}, "", {}, ["2026-11-01 tea: she has met [[Maria]]"], ["may know  Ada  tea: she has met Maria"]),
    ("not yet", {}, "", {}, ["2026-12-01 tea: with [[Maria]] if she comes"], ["nobody here is known to know them"]),
    ("in her free text", {}, "So. Who knows her? Perhaps [[Ada]]. Hm.", {}, [],
     ["So. Who knows her? Perhaps Ada. Hm.", "may know  Ada  Perhaps Ada."]),
    ("the plainest way counts", {}, "", {"knows": ["[[Maria]]"]}, ["2026-11-01 tea: of [[Maria]]"],
     ["ask  Ada  the two know each other"]),
    ("Ada is gone", {}, "", {"knows": ["[[Maria]]"], "status": "let-go"}, [], ["nobody here is known to know them"]),
    ("Ada is a wish herself", {}, "", {"knows": ["[[Maria]]"], "status": "wish"}, [],
     ["nobody here is known to know them"]),
    ("an unknown name", {"knows": ["Nobody At All"]}, "", {}, [], ["nobody here is known to know them"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("keys", "body", "adas", "log", "said"), [row[1:] for row in CASES], ids=[row[0] for row in CASES]
)
def test_one_wish(
    vault: VaultFolder, netnotes: Run, keys: dict[str, Any], body: str, adas: dict[str, Any], log: list[str],
    said: list[str],
) -> None:  # fmt: skip
    """Each rule on one wish and one person who may know her: why, and whom to ask."""
    vault.person("Maria", status="wish", body=body, **keys)
    vault.person("Ada", log=["2020-01-01 call", *log], **adas)
    block = next(part for part in netnotes(f"wishes --today {DAY}").stdout.split("\n\n") if part.startswith("Maria"))
    assert [line.strip() for line in block.rstrip("\n").split("\n")[1:]] == said


def test_the_warmest_is_asked_and_the_others_named(vault: VaultFolder, netnotes: Run) -> None:
    """Whoever is warmest is the one to ask; three names, and how many more."""
    vault.person("Maria", status="target", knows=["[[Ada]]", "[[Bo]]", "[[Cy]]", "[[Di]]", "[[Ed]]"])
    for name, log in {"Ada": [], "Bo": ["2026-11-01 tea"], "Cy": ["2026-10-30 call"], "Di": [], "Ed": []}.items():
        vault.person(name, log=[*log, "2026-01-01 ping"])
    assert netnotes(f"wishes --today {DAY}").lines == [
        "Maria",
        "  ask  Bo   the two know each other",
        "  also Cy   the two know each other",
        "  also Ada  the two know each other",
        "  … 2 more (--all)",
    ]
    everything = netnotes(f"wishes --all --today {DAY}").lines
    assert [line.split()[1] for line in everything[1:]] == ["Bo", "Cy", "Ada", "Di", "Ed"]


def test_the_first_one_on_the_way_is_asked(vault: VaultFolder, netnotes: Run) -> None:
    """Not a card in between, with whom there was no contact; and a mere mention stands below whoever knows them."""
    vault.person("Far", status="wish")
    vault.person("Mid", status="card", knows=["[[Far]]"])
    vault.person("Zoe", log=["2026-11-01 tea", "2026-10-01 tea"], knows=["[[Mid]]"])
    vault.person("Ada", log=["2026-11-20 tea: of [[Far]]", "2026-10-01 tea", "2026-09-01 tea", "2026-08-01 tea"])
    assert netnotes(f"wishes --today {DAY}").lines == [
        "Far",
        "  ask       Zoe  the way leads on to Mid",
        "  may know  Ada  tea: of Far",
    ]
    vault.person("Bo", log=["2024-01-01 tea"], knows=["[[Far]]"])
    assert [line.split()[:2] for line in netnotes(f"wishes --today {DAY}").lines[1:]] == [
        ["ask", "Zoe"], ["also", "Bo"], ["may", "know"],
    ]  # fmt: skip
    ways = netnotes(f"path far --today {DAY} --format json").json()["ways"]
    assert [way["hops"][0]["name"] for way in ways] == ["Zoe", "Bo"]


@pytest.mark.parametrize(
    ("room", "wishes", "said"),
    [
        (2, 2, ""),
        (2, 3, "The settings leave room for 2 new people at once (new-people), so the others may wait."),
        (1, 2, "The settings leave room for one new person at once (new-people), so the others may wait."),
        (0, 1, "The settings leave room for no new people now (new-people = 0), so these may wait."),
        (0, 0, ""),
    ],
)
def test_how_many_at_once(vault: VaultFolder, netnotes: Run, room: int, wishes: int, said: str) -> None:
    """More wishes than the setting has room for are said to be so, and nothing more."""
    vault.write("netnotes.toml", f"[agenda]\nnew-people = {room}\n")
    for number in range(wishes):
        vault.person(f"Wish {number}", status="wish")
    text = " ".join(netnotes(f"wishes --today {DAY}").stdout.split())
    assert text.endswith(said) if said else "leave room" not in text


def test_a_card_is_no_wish_and_none_is_told_how_to_write_one(vault: VaultFolder, netnotes: Run) -> None:
    """An empty vault, and one with cards alone, say how a wish is written; and that command writes one."""
    vault.person("Card", status="card", why="met once")
    said = " ".join(netnotes(f"wishes --today {DAY}").lines)
    assert said.startswith("No wish is written down. To write one: netnotes new 'Maria Merian' --status wish")
    assert netnotes(said.partition("netnotes ")[2].partition(". A card")[0]).exit_code == 0
    assert netnotes(f"wishes --today {DAY}").lines[:2] == ["Maria Merian", "  she looked first"]


def test_seven_wishes_and_how_many_more(vault: VaultFolder, netnotes: Run) -> None:
    """The cap says what it leaves out; JSON has all."""
    for number in range(9):
        vault.person(f"Wish {number}", status="wish")
    assert "… 2 more (--all)" in netnotes(f"wishes --today {DAY}").lines
    assert netnotes(f"wishes --all --today {DAY}").stdout.count("Wish") == 9
    assert len(netnotes(f"wishes --format json --today {DAY}").json()["wishes"]) == 9


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_any_day_cycles_and_odd_names(vault: VaultFolder, netnotes: Run, day: str) -> None:
    """Two who are met through each other, a wish that names itself, escapes in a name: an answer, safely shown."""
    vault.person("Maria", status="wish", knows=["[[Maria]]", "[[Ada]]"], met_through="[[Ada]]", why="\x1b[31mred")
    vault.person("Ada", met_through="[[Maria]]", log=["2026-11-01 tea: \x1b]0;x\x07 [[Maria]]"])
    for option in ("", "--format json"):
        answer = netnotes(f"wishes {option} --today {day}")
        assert answer.exit_code == 0
        assert "\x1b" not in answer.stdout


# Random vaults, and plain loops over them: those of the ways, since the answers must be the same


def _may_know(people: list[Person], wish: int) -> set[int]:
    """Who took part in a line that speaks of the wish, or is spoken of in a key of either."""
    found: set[int] = set()
    for _, line, there in parts(people):
        if wish in line.text and wish not in there:
            found |= there
    return found


def _can_be_asked(people: list[Person], who: int) -> bool:
    return people[who].status not in ("wish", *GONE) and word(people, who) is not None


def _expected(people: list[Person], wish: int) -> tuple[list[str], list[str], set[str]]:
    """Whom the three best ways begin with, who else knows the wish, and who may know them."""
    first = [names[0] for _, names in expected(people, wish)[1]]
    cost = {"warm": 1, "friendly": 2, "cool": 4, "cold": 8}
    bound = {
        who: cost[str(word(people, who))] + price
        for who in range(len(people))
        if who != wish and _can_be_asked(people, who) and (price := step(people, who, wish))
    }
    rest = sorted(bound, key=lambda who: (bound[who], people[who].name.replace("É", "E").lower(), people[who].name))
    others = [people[who].name for who in rest if people[who].name not in first]
    may = {people[who].name for who in _may_know(people, wish) if _can_be_asked(people, who)}
    return first, others, may - {*first, *others}


@pytest.mark.parametrize("chunk", range(3))
def test_wishes_are_what_plain_loops_find(chunk: int, tmp_path: Path) -> None:
    """Who can be asked about whom, and in which order, over random vaults."""
    asked, may_know = 0, 0
    for seed in range(chunk * 30, chunk * 30 + 30):
        people = random_people(Random(seed))
        folder = tmp_path / str(seed)
        write(people, folder / "vault")
        answer = {row["name"]: row["known_by"] for row in _ask(folder, TODAY)["wishes"]}
        assert set(answer) == {person.name for person in people if person.status == "wish"}
        for who, person in enumerate(people):
            if person.status != "wish":
                continue
            first, others, may = _expected(people, who)
            if any(people[index].name in first for index in range(len(people)) if not _can_be_asked(people, index)):
                continue
            known = [row["name"] for row in answer[person.name] if row["through"] != "mention"]
            assert known == [*first, *others], (seed, person.name)
            mentioned = [row["name"] for row in answer[person.name] if row["through"] == "mention"]
            assert set(mentioned) == may, (seed, person.name)
            assert [row["name"] for row in answer[person.name]] == [*known, *mentioned]
            asked, may_know = asked + len(known), may_know + len(mentioned)
    assert asked > 30
    assert may_know > 4


def _ask(folder: Path, today: date) -> Any:
    """The program's JSON; one index serves all days of a vault."""
    own = {"XDG_CACHE_HOME": str(folder / "cache"), "XDG_CONFIG_HOME": str(folder / "config")}
    shared = ["--vault", str(folder / "vault"), "--today", str(today), "--format", "json"]
    result = CliRunner().invoke(main, [*shared, "wishes"], env=own, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)
