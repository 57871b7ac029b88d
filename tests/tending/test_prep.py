"""Before a meeting: whom the words name, what is shared and open, two things to bring up (docs/rules.md, Prep)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from conftest import Answer, VaultFolder
from oracle.rules import Day, all_lines, moment, takes_part, will_count
from oracle.test_oracle import ask
from oracle.world import random_world, write

TODAY = "2026-11-24"


@pytest.fixture
def table(vault: VaultFolder) -> VaultFolder:
    """Four people, two of them called Ann."""
    vault.person(
        "Ann Lee", needs=["a printer for the notes"], log=["2026-11-01 dinner with [[Bo Ray]] and [[Cy]]: the lease"],
        body="- [ ] send her the proofs\n- [ ] waiting: her table",
    )  # fmt: skip
    vault.person("Ann Poe", log=["2026-11-02 call: the cats"])
    vault.person(
        "Bo Ray",
        offers=["a printer, by post"],
        log=["2026-10-01 lunch with [[Ann Lee]]", "2026-12-24 dinner with [[Ann Lee]]"],
    )
    vault.person("Cy", log=["2026-11-10 letter in: news of home"])
    return vault


NAMED: dict[str, tuple[list[str], list[str]]] = {
    "one name of two words": (["ann", "lee"], ["Ann Lee"]),
    "several words, whole names": (["ann", "lee", "bo", "ray", "cy"], ["Ann Lee", "Bo Ray", "Cy"]),
    "commas": (["ann", "lee,", "bo,", "cy"], ["Ann Lee", "Bo Ray", "Cy"]),
    "one text with commas": (["ann lee, cy"], ["Ann Lee", "Cy"]),
    "each in quotes": (["Ann Lee", "bo"], ["Ann Lee", "Bo Ray"]),
    "by path, and each once": (["people/Cy.md,", "cy"], ["Cy"]),
    "a part of a name": (["poe"], ["Ann Poe"]),
}


@pytest.mark.usefixtures("table")
@pytest.mark.parametrize("case", NAMED)
def test_whom_the_words_name(case: str, netnotes: Callable[..., Answer]) -> None:
    """One person, several with commas, or one whole name after another."""
    words, expected = NAMED[case]
    document = netnotes("prep", *words, "--today", TODAY, "--format", "json").json()
    assert [person["name"] for person in document["people"]] == expected


@pytest.mark.usefixtures("table")
@pytest.mark.parametrize(
    ("words", "code"), [("ann, bo", 4), ("zed", 4), ("bo zed", 4), ("', ,'", 2), ("bo --format md", 2)]
)
def test_whom_they_do_not(words: str, code: int, netnotes: Callable[..., Answer]) -> None:
    """Nobody, several, nothing: one line."""
    answer = netnotes(f"prep {words} --today {TODAY}")
    assert (answer.exit_code, answer.stdout, answer.stderr.count("\n")) == (code, "", 1)


@pytest.mark.usefixtures("table")
def test_what_two_share(netnotes: Callable[..., Answer]) -> None:
    """Lines with both of them up to today, what is open with each, and where a need meets an offer."""
    lines = netnotes("prep", "ann lee, bo", "--today", TODAY).lines
    assert lines[lines.index("Together") :] == [
        "Together",
        "   1 Nov  dinner with Bo Ray and Cy: the lease",
        "   1 Oct  lunch with Ann Lee",
        "",
        "Open between you",
        "  Ann Lee  you: send her the proofs",
        "           they: her table",
        "",
        "To bring up",
        "  Ann Lee needs a printer for the notes; Bo Ray offers a printer, by post.",
        '  Bo Ray: what became of "the lease"?',
    ]
    assert lines[0] == "Ann Lee"


@pytest.mark.usefixtures("table")
def test_one_person_is_a_show_and_two_prompts(netnotes: Callable[..., Answer]) -> None:
    """Nothing is said twice: what is open stands in their screen."""
    shown = netnotes("show", "cy", "--today", TODAY).lines
    lines = netnotes("prep", "cy", "--today", TODAY).lines
    assert lines == [
        *shown,
        "",
        "To bring up",
        '  What became of "news of home"?',
        "  What would they be glad to hear?",
    ]
    assert "reply    their letter of 10 Nov waits for an answer" in "\n".join(lines)


@pytest.mark.usefixtures("table")
def test_it_fits_a_narrow_screen(netnotes: Callable[..., Answer]) -> None:
    """Nothing is wider than forty columns."""
    lines = netnotes("prep", "ann lee, bo, cy", "--today", TODAY, env={"COLUMNS": "40"}).lines
    assert max(map(len, lines)) <= 40


def test_nothing_of_given_and_got_where_it_is_off(vault: VaultFolder, netnotes: Callable[..., Answer]) -> None:
    """A letter of the innermost circle waits for nothing."""
    for name in ("A", "B"):
        vault.person(name, circle="inner", log=["2026-11-10 letter in: news", "2026-11-12 got: a lamp"])
    assert "Open between you" not in netnotes("prep", "a, b", "--today", "2026-11-20").lines


def test_every_day_there_is(table: VaultFolder, netnotes: Callable[..., Answer]) -> None:
    """The first and the last."""
    for today in ("0001-01-01", "9999-12-31"):
        assert netnotes("prep", "ann lee, bo", "--today", today).exit_code == 0


def test_together_is_as_plain_loops_say(tmp_path: Path) -> None:
    """On random worlds: the lines in which both took part, newest first."""
    several = 0
    for seed in range(60):
        rng = Random(seed)
        world = random_world(rng)
        folder = tmp_path / str(seed)
        folder.mkdir()
        write(world, folder / "vault")
        if len(world.people) < 2:
            continue
        day = Day(world, all_lines(world), world.todays[0])
        lines = [x for x in sorted(day.lines, key=moment) if will_count(world, x) and x.day <= day.today]
        pairs = [(x.author, n) for x in lines for n in x.people if n != x.author] or [(0, 1)]
        one, other = rng.choice(pairs)
        shared = [x for x in lines if takes_part(x, one) and takes_part(x, other)]
        document = ask(folder, day.today, ["prep", f"{world.people[one].path}, {world.people[other].path}"])
        found = [(row["date"], row["path"], row["line"]) for row in document["together"]]
        expected = [(str(x.day), x.path, x.line) for x in reversed(shared)]
        assert [row[0] for row in found] == [row[0] for row in expected][:5], seed
        assert set(found) <= set(expected), seed
        assert document["together_left"] == max(len(expected) - 5, 0)
        several += len(expected) > 1
    assert several > 3


def test_prompts_are_at_most_two(vault: VaultFolder, netnotes: Callable[..., Answer]) -> None:
    """One a person before a second of anybody, none said twice."""
    keys: dict[str, Any] = {"needs": ["silence"], "hook": "the cog", "offers": ["tables"]}
    vault.person("A", **keys)
    vault.person("B", **keys)
    rows = netnotes("prep", "a, b", "--format", "json").json()["prompts"]
    assert [(row["name"], row["what"]) for row in rows] == [("A", "need"), ("B", "need")]
    rows = netnotes("prep", "a", "--format", "json").json()["prompts"]
    assert [row["question"] for row in rows] == ["Who could help A with silence?", 'A: what became of "the cog"?']


@pytest.mark.parametrize("status", ["deceased", "do-not-contact"])
def test_nothing_is_asked_of_whoever_is_to_be_left_alone(
    status: str, vault: VaultFolder, netnotes: Callable[..., Answer]
) -> None:
    """Neither a need, nor that it meets an offer, nor what they would be glad to hear; of the others all is."""
    vault.person(
        "Dead", status=status, needs=["a printer"], offers=["silence"], hook="the old mill", log=["2026-11-01 tea"]
    )
    vault.person("Bo", needs=["silence"], offers=["printing"], log=["2026-11-02 tea"])
    assert "To bring up" not in netnotes("prep", "dead", "--today", "2026-11-24").stdout
    rows = netnotes("prep", "dead, bo", "--today", "2026-11-24", "--format", "json").json()["prompts"]
    assert [(row["name"], row["what"]) for row in rows] == [("Bo", "need"), ("Bo", "offer")]


# What one needs, what the other offers, and whether the one meets the other.
MEETINGS: dict[str, tuple[str, str, bool]] = {
    "one word": ("somebody who can set algebra", "algebra", True),
    "one beginning": ("a printer for her thesis", "printing", True),
    "accents and case": ("Möbel", "mobel", True),
    "a short word that says something": ("an art teacher", "art", True),
    "a word that says nothing": ("help with the garden", "works with wood", False),
    "another word of one beginning": ("a plan", "planets", False),
    "nothing shared": ("silence", "tables", False),
}


@pytest.mark.parametrize("case", MEETINGS)
def test_a_need_meets_an_offer(case: str, vault: VaultFolder, netnotes: Callable[..., Answer]) -> None:
    """As for introductions (docs/rules.md): by words that say something, the same or of one beginning."""
    need, offer, meets = MEETINGS[case]
    vault.person("A", needs=[need])
    vault.person("B", offers=["honesty", offer])
    rows = netnotes("prep", "a, b", "--format", "json").json()["prompts"]
    assert (rows[0]["what"] == "meets") == meets
    assert (f"A needs {need}; B offers {offer}." == rows[0]["question"]) == meets


def test_a_plan_of_the_day_is_not_asked_about(vault: VaultFolder, netnotes: Callable[..., Answer]) -> None:
    """What is to come at eight, or was written this morning, has not become of anything; it counts all the same."""
    vault.person("A", log=["2026-11-24 20:00 dinner: a new lease", "2026-11-01 call: the old lease"])
    lines = netnotes("prep", "a", "--today", TODAY).lines
    assert lines[lines.index("To bring up") + 1 :] == [
        '  What became of "the old lease"?', "  What would they be glad to hear?",
    ]  # fmt: skip
    assert "  24 Nov   dinner: a new lease" in lines
