"""What a person is called (FORMAT, Keys: name and aliases)."""

from __future__ import annotations

import pytest

from .reading import codes, fields, read


@pytest.mark.parametrize(
    ("yaml", "body", "name"),
    [
        pytest.param("name: Ada Lovelace", "# Other", "Ada Lovelace", id="name"),
        pytest.param("fullname: Ada Lovelace", "# Other", "Ada Lovelace", id="fullname"),
        pytest.param("FN: Ada Lovelace", "# Other", "Ada Lovelace", id="FN"),
        pytest.param("First Name: Ada\nLast Name: Lovelace", "# Other", "Ada Lovelace", id="first and last name"),
        pytest.param("Last Name: Lovelace\nFirst Name: Ada", "", "Ada Lovelace", id="last and first name"),
        pytest.param("first_name: Ada", "", "Ada", id="first name alone"),
        pytest.param("last-name: Lovelace", "", "Lovelace", id="last name alone"),
        pytest.param("N.GN: Ada\nN.FN: Lovelace", "# Other", "Ada Lovelace", id="vCard's first and last name"),
        pytest.param("name: Ada\nN.GN: Augusta\nN.FN: King", "", "Ada", id="name before first and last name"),
        pytest.param("title: ada", "# Other", "ada", id="a title that is the file's name"),
        pytest.param("title: Countess", "# Ada Lovelace", "Ada Lovelace", id="another title is none"),
        pytest.param("role: poet", "# Ada Lovelace", "Ada Lovelace", id="level-1 heading"),
        pytest.param("role: poet", "She is well.\n\n# Ada Lovelace", "Ada Lovelace", id="level-1 heading after text"),
        pytest.param("role: poet", "Ada Lovelace\n====", "Ada Lovelace", id="underlined level-1 heading"),
        pytest.param("role: poet", "Ada Lovelace\n=======", "Ada Lovelace", id="underlined like a git conflict"),
        pytest.param("role: poet", "## Log\n\n# Ada Lovelace", "ada", id="level-1 heading that is not the first"),
        pytest.param("role: poet", "## Ada Lovelace", "ada", id="level-2 heading"),
        pytest.param("role: poet", "", "ada", id="file's name"),
        pytest.param("name:\nfullname: Ada Lovelace", "# Other", "Ada Lovelace", id="empty name, then another key"),
        pytest.param("name:", "# Ada Lovelace", "Ada Lovelace", id="empty name"),
        pytest.param('name: ""', "", "ada", id="empty name in quotes"),
        pytest.param("name: null", "# Other", "null", id="null is a legal name"),
        pytest.param("name: ~", "# Other", "~", id="so is a tilde"),
        pytest.param("name: NO", "# Other", "NO", id="NO is text"),
        pytest.param('name: "@Ada Lovelace"', "", "Ada Lovelace", id="at sign"),
        pytest.param("name: Person - Ada Lovelace", "", "Ada Lovelace", id="Person - "),
        pytest.param("role: poet", "# @Ada Lovelace", "Ada Lovelace", id="at sign in a heading"),
        pytest.param("role: poet", "# Person - Ada Lovelace", "Ada Lovelace", id="Person - in a heading"),
        pytest.param("name: Ada @ Lovelace", "", "Ada @ Lovelace", id="an at sign inside"),
    ],
)
def test_the_name(yaml: str, body: str, name: str) -> None:
    """The key; else first and last name; else the first heading if its level is 1; else the file's name."""
    assert read(f"---\n{yaml}\n---\n\n{body}\n").name.text == name


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("people/Ada Lovelace.md", "Ada Lovelace"),
        ("people/@Ada Lovelace.md", "Ada Lovelace"),
        ("people/Person - Ada Lovelace.md", "Ada Lovelace"),
        ("people/work/Dr. Ada.md", "Dr. Ada"),
        ("people/中村.md", "中村"),
        ("people/ada/index.md", "ada"),
    ],
)
def test_the_name_of_the_file(path: str, name: str) -> None:
    """Without its ending, a leading at sign and `Person - `."""
    assert read("She is well.\n", path).name.text == name


def test_a_title_is_a_role_unless_it_is_the_name() -> None:
    """It is the role where it is not the file's name."""
    assert fields("title: Countess").facts == {"role": "Countess"}
    assert fields("title: ada").facts == {}


@pytest.mark.parametrize(
    ("yaml", "aliases"),
    [
        pytest.param("aliases: [Ada, Countess of Lovelace]", ["Ada", "Countess of Lovelace"], id="list"),
        pytest.param("aliases: Countess of Lovelace", ["Countess of Lovelace"], id="text"),
        pytest.param("alias: Ada", ["Ada"], id="alias"),
        pytest.param("nickname: Ada", ["Ada"], id="nickname"),
        pytest.param("slug: ada-l", ["ada-l"], id="slug"),
        pytest.param("aliases: [Ada]\nslug: ada-l", ["Ada", "ada-l"], id="slug beside aliases"),
        pytest.param("slug: ada-l\naliases: [Ada]", ["Ada", "ada-l"], id="slug before aliases"),
    ],
)
def test_aliases(yaml: str, aliases: list[str]) -> None:
    """A list or one text; a slug is one more."""
    note = fields(yaml)
    assert sorted(alias.text for alias in note.aliases) == sorted(aliases)
    assert codes(note) == []


def test_a_name_of_the_wrong_shape() -> None:
    """An unfilled template is told, and the file's name serves."""
    note = fields("name: [Ada, Lovelace]")
    assert (note.name.text, codes(note)) == ("ada", [(2, "not-text")])


@pytest.mark.parametrize(("length", "told"), [(200, []), (201, [(2, "too-long")])])
def test_a_very_long_name(length: int, told: list[object]) -> None:
    """It is told, and kept."""
    note = fields(f"name: {'a' * length}")
    assert (len(note.name.text), codes(note)) == (length, told)
