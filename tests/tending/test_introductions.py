"""`introductions`: who should meet whom. Cases by hand, the example vault, random vaults against plain loops."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any

import pytest
from conftest import Answer, VaultFolder

from .search import Someone, fold, random_people, warmth, write_people

TODAY = "2026-11-24"
ROOT = Path(__file__).parents[2]
Run = Callable[..., Answer]
ENDINGS = {"", "s", "er", "or", "ing", "ion", "ies", "y", "es", "ist", "ed", "e", "n", "en"}
QUIET = {"a", "for", "of", "from", "old", "more", "nothing", "much", "somebody"} - {"old", "nothing"}


def pairs(netnotes: Run, *words: str) -> list[str]:
    """The pairs, as ``Ada+Bo``."""
    document = netnotes("introductions", *words, "--today", TODAY, "--format", "json").json()
    return ["+".join(person["name"] for person in pair["people"]) for pair in document["pairs"]]


MEET = [
    ("the same word", {"needs": ["a printer"]}, {"offers": ["printer"]}, True),
    ("another ending", {"needs": ["a printer"]}, {"offers": ["printing"]}, True),
    ("case and accents", {"needs": ["ein Café"]}, {"offers": ["CAFE"]}, True),
    ("a short word, whole", {"needs": ["tax advice"]}, {"offers": ["tax"]}, True),
    ("a short word, begun", {"needs": ["tax advice"]}, {"offers": ["taxi"]}, False),
    ("another word", {"needs": ["a plan"]}, {"offers": ["a planet"]}, False),
    ("words that say nothing", {"needs": ["somebody with more time"]}, {"offers": ["time for somebody"]}, False),
    ("French words that say nothing", {"needs": ["une place pour les enfants"]}, {"offers": ["pour les des"]}, False),
    ("Spanish ones", {"needs": ["una mesa para el taller"]}, {"offers": ["clases para una con el"]}, False),
    ("Portuguese ones", {"needs": ["uma casa com dos gatos"]}, {"offers": ["com uma das avós"]}, False),
    ("Italian ones", {"needs": ["un tavolo per gli ospiti"]}, {"offers": ["vino per gli amici della casa"]}, False),
    ("Dutch ones", {"needs": ["een fiets voor het werk"]}, {"offers": ["thee voor het raam met een koek"]}, False),
    ("German ones", {"needs": ["Hilfe bei dem Umzug"]}, {"offers": ["Ruhe bei dem Tee"]}, False),
    ("numbers", {"needs": ["room 101"]}, {"offers": ["101 jokes"]}, False),
    ("a role", {"needs": ["a lawyer"]}, {"role": "lawyer"}, True),
    ("an organisation", {"needs": ["paper"]}, {"org": "Vole & Daughter, paper"}, True),
    ("a tag", {"needs": ["somebody to play chess"]}, {"tags": ["chess"]}, True),
    ("the tag of every person", {"needs": ["a contact, any person"]}, {"tags": ["person", "contact"]}, False),
    ("not the free text", {"needs": ["a kiln"]}, {"body": "Has a kiln."}, False),
    ("two needs", {"needs": ["a kiln"]}, {"needs": ["a kiln"]}, False),
]


@pytest.mark.parametrize(("one", "other", "meet"), [row[1:] for row in MEET], ids=[row[0] for row in MEET])
def test_what_meets_what(
    one: dict[str, Any], other: dict[str, Any], meet: bool, vault: VaultFolder, netnotes: Run
) -> None:
    """Needs against offers, role, organisation and tags, by words that say something."""
    vault.person("Bo", **one)
    vault.person("Ada", **other)
    assert pairs(netnotes) == (["Bo+Ada"] if meet else [])


KNOWN = [
    ("nothing", {}, {}, True),
    ("knows", {"knows": ["[[Ada]]"]}, {}, False),
    ("knows, the other way", {}, {"knows": ["[[Bo]]"]}, False),
    ("met-through", {"met-through": "[[Ada]]"}, {}, False),
    ("a line with both", {"log": ["2026-03-01 lunch with [[Ada]]"]}, {}, False),
    ("a plan with both", {"log": ["2027-03-01 lunch with [[Ada]]"]}, {}, True),
    ("a mention", {"log": ["2026-03-01 lunch: spoke of [[Ada]]"]}, {}, True),
    ("introduced", {"log": ["2026-03-01 introduced: him to [[Ada]]"]}, {}, False),
    ("introduced each to the other", {"log": ["2026-03-01 introduced: [[Ada]]"]},
     {"log": ["2026-03-01 introduced: [[Bo]]"]}, False),
    ("a task to ask", {"body": "- [ ] ask whether to introduce [[Ada]]"}, {}, False),
    ("one who would rather not", {}, {"body": "- [-] ask whether to introduce [[Bo]]"}, False),
    ("asked", {"log": ["2026-03-01 asked: whether to introduce [[Ada]]"]}, {}, False),
    ("another task", {"body": "- [ ] ask about the boat of [[Ada]]"}, {}, True),
    ("a household", {"household": "Rua 5"}, {"household": "Rua 5"}, False),
    ("let go", {"status": "let-go"}, {}, False), ("dead", {}, {"status": "deceased"}, False),
    ("do not contact", {}, {"status": "do-not-contact"}, False), ("a wish", {}, {"status": "wish"}, False),
    ("a card", {"status": "card"}, {}, False), ("paused", {"status": "paused"}, {}, False),
    ("back from a pause", {"paused-until": "2026-11-24"}, {}, True),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "meet"), [row[1:] for row in KNOWN], ids=[row[0] for row in KNOWN])
def test_who_is_left_out(
    one: dict[str, Any], other: dict[str, Any], meet: bool, vault: VaultFolder, netnotes: Run
) -> None:
    """Those who know each other, or live together, and who is not active."""
    vault.person("Bo", needs=["a kiln"], **one)
    vault.person("Ada", offers=["a kiln"], **other)
    assert pairs(netnotes) == (["Bo+Ada"] if meet else [])


def test_what_a_person_sees(vault: VaultFolder, netnotes: Run) -> None:
    """Both sides with their places, and a command; of two with one name the path stands for it."""
    vault.person("Bo Ek", needs=["a kiln"], offers=["bread"])
    vault.person("Ada O'Neill", needs=["bread"], offers=["a small kiln"])
    vault.person("Ada O'Neill", path="people/ada-2.md", offers=["kilns"])
    lines = netnotes(f"introductions --today {TODAY}", env={"COLUMNS": "80"}).lines
    assert {len(line) for line in lines if line.startswith(("  needs", "  offers"))} == {80}
    assert [re.sub(" {3,}", "   ", line) for line in lines] == [
        "Ada O'Neill and Bo Ek",
        "  needs   Ada: bread   people/Ada O'Neill.md:3",
        "  offers   Bo: bread   people/Bo Ek.md:4",
        "  needs   Bo: a kiln   people/Bo Ek.md:3",
        "  offers   Ada: a small kiln   people/Ada O'Neill.md:4",
        "  netnotes introduce 'people/Ada O'\"'\"'Neill.md' 'Bo Ek'",
        "",
        "Bo Ek and Ada O'Neill",
        "  needs   Bo: a kiln   people/Bo Ek.md:3",
        "  offers   Ada: kilns   people/ada-2.md:3",
        "  netnotes introduce 'Bo Ek' people/ada-2.md",
    ]


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("Ann, Bo & Co", "Ada Ek", ["Ann, Bo & Co:", "Ada:"]),
        ("Dr. Ann Ek", "Ada Ek", ["Dr. Ann Ek:", "Ada:"]),
        ("Ada Lund", "Ada Ek", ["Ada Lund:", "Ada Ek:"]),
        ("Ann Lund", "ann", ["Ann Lund:", "ann:"]),
    ],
)
def test_what_people_are_called_below_their_names(
    one: str, other: str, said: list[str], vault: VaultFolder, netnotes: Run
) -> None:
    """The first name, where that is a word that means one of the two; else the whole name."""
    vault.person(one, needs=["a kiln"])
    vault.person(other, offers=["kilns"])
    lines = netnotes(f"introductions --today {TODAY}").lines
    for line, name in zip(lines[1:3], said, strict=True):
        assert line.split(None, 1)[1].startswith(name)


def test_the_warmest_pairs_first_and_the_cap(vault: VaultFolder, netnotes: Run) -> None:
    """The cooler of the two decides; seven are shown, and the rest is counted."""
    vault.person("Needing", needs=["a kiln"], log=["2026-11-01 lunch", "2026-10-01 lunch"])
    for name, log in {"Cold": [], "Cool": ["2026-11-01 sms"], "Warm": ["2026-11-01 lunch"]}.items():
        vault.person(name, offers=["kilns"], log=log)
    assert pairs(netnotes) == ["Needing+Warm", "Needing+Cool", "Needing+Cold"]
    assert pairs(netnotes, "cool") == ["Needing+Cool"]
    for number in range(6):
        vault.person(f"Other {number}", offers=["kilns"])
    assert len(pairs(netnotes)) == 7
    assert len(pairs(netnotes, "--all")) == 9
    assert netnotes(f"introductions --today {TODAY}").lines[-1] == "… 2 more (--all)"


@pytest.mark.parametrize(
    ("keys", "words", "said"),
    [
        ({}, "", "No note says yet what they need: netnotes set WHO 'needs+=…'"),
        ({"needs": ["a kiln"]}, "", "No note says yet what they can help with: netnotes set WHO 'offers+=…'"),
        ({"needs": ["a kiln"], "offers": ["a kiln"]}, "", "No introduction comes to mind"),
        ({"needs": ["a kiln"], "offers": ["a kiln"]}, "ada", "No introduction with Ada comes to mind"),
        ({"status": "paused"}, "ada", "Ada is paused; introductions are for people you are in touch with."),
        ({"status": "wish"}, "ada", "Ada is a wish; introductions are for people you are in touch with."),
    ],
)  # fmt: skip
@pytest.mark.parametrize("today", ["0001-01-01", TODAY, "9999-12-31"])
def test_nobody_to_introduce(
    keys: dict[str, Any], words: str, said: str, today: str, vault: VaultFolder, netnotes: Run
) -> None:
    """Plain words and what would change that."""
    vault.person("Ada", **keys)
    answer = netnotes(f"introductions {words} --today {today}")
    assert answer.exit_code == 0
    assert answer.stdout.startswith(said)


def test_an_empty_vault_and_nobody_of_that_name(vault: VaultFolder, netnotes: Run) -> None:
    """Plain words, and the exit code of a name that is nobody's."""
    vault_is_empty = netnotes(f"introductions --today {TODAY}")
    assert (vault_is_empty.exit_code, vault_is_empty.lines[0][:12]) == (0, "No note says")
    assert netnotes("introductions ada").exit_code == 4


@pytest.mark.parametrize("columns", ["30", "60", "80"])
def test_every_line_fits_but_the_command(columns: str, vault: VaultFolder, netnotes: Run) -> None:
    """Long names and texts are cut, with the word that met in sight; a command is whole, so that it can be copied."""
    wish = "a very long wish for many things of which the last and most wanted of all is clearly the use of a kiln"
    vault.person("Wilhelmina Theodora van der Berg-Oosterhout", needs=[wish])
    vault.person("Ada", offers=["to begin somewhere: bread, soup, three songs, half a garden, and on top of it kilns"])
    lines = netnotes(f"introductions --today {TODAY}", env={"COLUMNS": columns}).lines
    assert max(len(line) for line in lines if "netnotes introduce" not in line) <= int(columns)
    assert sum("kiln" in line for line in lines) == 2


def test_the_example_vault_holds_no_false_match(netnotes: Run) -> None:
    """Read and judged by hand: copyist and copyist, translator and translation, draughtsman and hand; nothing else."""
    found = pairs(netnotes, "--all", "--vault", str(ROOT / "example-vault"))
    assert found == [
        "Софья Ковалевская+Ada Lovelace",
        "Caroline Herschel+Ismene Calloway",
        "Antoni van Leeuwenhoek+葛飾北斎",
    ]


def test_each_note_is_read_once_and_not_once_a_pair(vault: VaultFolder, netnotes: Run) -> None:
    """Of forty people who all could meet, 780 pairs, each one's lines, tasks and words are looked at once."""
    for number in range(40):
        vault.person(f"P{number:02}", needs=["kilns"], offers=["a kiln"])
    assert len(pairs(netnotes, "--all")) == 780
    calls = dict.fromkeys(("interactions", "tasks_of", "telling", "alike", "find_person"), 0)

    def count(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code.co_name in calls:
            calls[frame.f_code.co_name] += 1

    sys.setprofile(count)
    try:
        netnotes(f"introductions --all --today {TODAY} --format json")
    finally:
        sys.setprofile(None)
    assert 0 < max(calls.values()) <= 3 * 40, calls


@pytest.mark.parametrize("chunk", range(3))
def test_introductions_are_what_plain_loops_give(chunk: int, tmp_path: Path, netnotes: Run) -> None:
    """Every pair of random vaults, in their order."""
    seen = 0
    for seed in range(chunk * 25, chunk * 25 + 25):
        people = random_people(Random(seed))
        folder = tmp_path / str(seed)
        write_people(people, folder)
        document = netnotes("introductions", "--all", "--vault", str(folder), "--today", TODAY, "--format", "json")
        found = [frozenset(person["name"] for person in pair["people"]) for pair in document.json()["pairs"]]
        assert set(found) == expected_pairs(people), seed
        heat = {person.name: warmth(person) for person in people}
        order = [sorted(heat[name] for name in pair) for pair in found]
        assert order == sorted(order, reverse=True), seed
        assert len(set(found)) == len(found)
        few = netnotes("introductions", "--vault", str(folder), "--today", TODAY, "--format", "json").json()
        assert (few["pairs"], few["left_out"]) == (document.json()["pairs"][:7], max(len(found) - 7, 0)), seed
        name = people[0].name
        own = netnotes("introductions", name, "--all", "--vault", str(folder), "--today", TODAY, "--format", "json")
        assert own.json()["pairs"] == [
            pair for pair in document.json()["pairs"] if name in [one["name"] for one in pair["people"]]
        ], seed
        seen += len(found)
    assert seen > 15


def expected_pairs(people: list[Someone]) -> set[frozenset[str]]:
    """Pairs of active people who do not know each other, of whom one needs what the other offers."""
    found = set()
    for one, other in combinations([person for person in people if person.status == "active"], 2):
        strangers = other.name not in one.knows and one.name not in other.knows
        apart = not one.household or one.household != other.household
        if strangers and apart and (needs_of(one, other) or needs_of(other, one)):
            found.add(frozenset((one.name, other.name)))
    return found


def needs_of(one: Someone, other: Someone) -> bool:
    """Whether a word of what *one* needs meets one of what *other* has."""
    texts = [*other.offers, other.role, other.org, *other.tags]
    return any(meet(a, b) for need in one.needs for a in said(need) for text in texts for b in said(text))


def said(text: str) -> set[str]:
    """The words that say something, in the phrases of these vaults."""
    return {word for word in re.findall(r"\w+", fold(text)) if len(word) > 1} - QUIET


def meet(one: str, other: str) -> bool:
    """The same word, or one beginning with two endings."""
    cuts = range(4, min(len(one), len(other)) + 1)
    return one == other or any(
        one[:cut] == other[:cut] and one[cut:] in ENDINGS and other[cut:] in ENDINGS for cut in cuts
    )
