"""WHO: a path, a whole name, a whole word, the start of a word, any part; the first with a match decides (PRODUCT)."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from conftest import Answer, VaultFolder

FOUND = [
    ("people/jo.md", "Jo"),
    ("people/jo", "Jo"),
    ("./people/jo.md", "Jo"),
    ("people/work/rf.md", "Rosalind Franklin"),
    ("jo", "Jo"),
    ("JO", "Jo"),
    ("jo march", "Jo March"),
    ("bob", "Robert Hooke"),
    ("rf", "Rosalind Franklin"),
    ("franklin", "Rosalind Franklin"),
    ("ann", "Ann Lee"),
    ("tin", "Tina Weymouth"),
    ("artin", "Martin Parr"),
    ("rosalind f", "Rosalind Franklin"),
    ("joaquin", "Joaquín Ferrer"),
    ("JOAQUÍN FERRER", "Joaquín Ferrer"),
    (unicodedata.normalize("NFD", "joaquín"), "Joaquín Ferrer"),
    ("strasse", "Ute Straße"),
    ("σωκρατης", "Σωκράτης"),
    ("ΣΩΚΡΆΤΗΣ", "Σωκράτης"),
    ("式", "紫式部"),
]
SEVERAL = [
    ("lee", ["Ann Lee", "Annabel Lee"]),
    ("j", ["Jo", "Jo March", "Joaquín Ferrer"]),
    ("o'", ["O'Neil", "D'O'r"]),
]


@pytest.fixture
def people(vault: VaultFolder) -> VaultFolder:
    """People whose names share words, beginnings and parts."""
    names = [
        "Jo March", "Ann Lee", "Annabel Lee", "Martin Parr", "Tina Weymouth", "Joaquín Ferrer", "Ute Straße",
        "Σωκράτης", "紫式部", "O'Neil", "D'O'r",
    ]  # fmt: skip
    for name in names:
        vault.person(name)
    vault.person("Jo", path="people/jo.md")
    vault.person("Robert Hooke", aliases=["Bob"])
    vault.person("Bob Dylan")
    vault.person("people/jo.md", path="people/confusing.md")
    vault.person("Rosalind Franklin", path="people/work/rf.md")
    return vault


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(("who", "name"), FOUND)
def test_the_first_level_with_a_match_decides(netnotes: Callable[..., Answer], who: str, name: str) -> None:
    """Each way to say who is meant, where a later level would be ambiguous or somebody else."""
    assert netnotes("show", who).lines[0] == name
    assert netnotes("timeline", who).lines[0] == name


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(("who", "names"), SEVERAL)
def test_two_on_one_level_are_an_ambiguity(netnotes: Callable[..., Answer], who: str, names: list[str]) -> None:
    """Exit 4, one line, with every candidate and their path, and what to do."""
    answer = netnotes("show", who)
    assert (answer.stdout, answer.exit_code, answer.stderr.count("\n")) == ("", 4, 1)
    assert answer.stderr.startswith(f'netnotes: "{who}" can be ')
    assert answer.stderr.endswith("; write more of the name, or the path\n")
    for name in names:
        assert f"{name} (people/" in answer.stderr


def test_one_person_by_two_names_is_no_ambiguity(netnotes: Callable[..., Answer], vault: VaultFolder) -> None:
    """A name and an alias of the same person that both match are one match."""
    vault.person("Ada Lovelace", aliases=["Ada Byron", "Ada"])
    assert netnotes("show", "ad").lines[0] == "Ada Lovelace"


@pytest.mark.parametrize(
    ("who", "hint"),
    [
        ("grase", "did you mean Grace Hopper or Grace Okonkwo?"),
        ("Grace Hoper", "did you mean Grace Hopper?"),
        ("lovlace", "did you mean Ada Lovelace?"),
        ("xyzzy", "netnotes list shows everyone"),
    ],
)
def test_a_misspelt_name_is_answered_with_the_nearest(
    netnotes: Callable[..., Answer], vault: VaultFolder, who: str, hint: str
) -> None:
    """Exit 4, and the names that come near."""
    for name in ("Grace Hopper", "Grace Okonkwo", "Ada Lovelace"):
        vault.person(name)
    answer = netnotes("show", who)
    assert answer.stderr == f'netnotes: nobody is called "{who}"; {hint}\n'
    assert (answer.stdout, answer.exit_code) == ("", 4)


def test_many_candidates_are_cut(netnotes: Callable[..., Answer], vault: VaultFolder) -> None:
    """More than eight are counted instead of named: the line stays a line."""
    for number in range(12):
        vault.person(f"Bo {number:02}")
    assert "Bo 07 (people/Bo 07.md) and 4 more; write more" in netnotes("show", "bo").stderr


@pytest.mark.parametrize("who", ["", "  "])
def test_nobody_is_named(netnotes: Callable[..., Answer], vault: VaultFolder, who: str) -> None:
    """An empty word names nobody, not everybody."""
    vault.person("Ada")
    answer = netnotes("show", who)
    assert (answer.exit_code, answer.stderr) == (4, "netnotes: whom do you mean? Write a name, or a note's path\n")


def test_a_note_that_could_not_be_read_says_so(netnotes: Callable[..., Answer], vault: VaultFolder) -> None:
    """Asked for somebody whose note is broken, the answer is where it is broken, not that nobody is there."""
    vault.write("people/Hypatia.md", '---\nwhy: "never closed\n---\n')
    answer = netnotes("show", "hypatia")
    assert answer.exit_code == 4
    assert answer.stderr.startswith("netnotes: people/Hypatia.md:2")
