"""Which notes are people: the first of six rules that applies (FORMAT, Which notes are people)."""

from __future__ import annotations

import pytest

from .reading import fields, read
from .vaults import Vault

PERSON = "---\ntype: person\n---\n"


@pytest.mark.parametrize(
    ("path", "told"),
    [
        pytest.param(".obsidian/Ada.md", [], id="dot-folder"),
        pytest.param("people/.trash/Ada.md", [], id="dot-folder within"),
        pytest.param("people/old/Ada.md", [], id="ignored"),
        pytest.param("people/Ada.sync-conflict-20261122-135538-W4STGXM.md", ["conflict-copy"], id="copy by Syncthing"),
        pytest.param("people/Ada (Bob's conflicted copy 2026-01-02).md", ["conflict-copy"], id="copy by Dropbox"),
    ],
)
@pytest.mark.parametrize("people", ["", 'people = ["**"]\n'])
def test_rule_1_what_is_never_seen(path: str, told: list[str], people: str, vault: Vault) -> None:
    """Above every other rule: no person by it, nothing read in it, no link leads to it."""
    vault.write({
        "netnotes.toml": f'{people}ignore = ["people/old/**"]\n',
        "people/Bo.md": "- 2026-11-14 call [[Ada]]: plums\n",
        path: "---\ntype: person\nsnooze: soon\n---\n- 2026-11-10 lunch with [[Bo]]\n",
    })  # fmt: skip
    assert vault.people() == ["people/Bo.md"]
    assert vault.problems() == [(path, code) for code in told]
    assert [event["date"] for event in vault.ask("timeline", "Bo")["events"]] == ["2026-11-14"]


@pytest.mark.parametrize(
    ("path", "text", "is_person"),
    [
        pytest.param("friends/Ada.md", "", True, id="chosen"),
        pytest.param("friends/work/Ada.md", "", True, id="chosen, deeper"),
        pytest.param("friends/Templates/Ada.md", "---\nname: '{{title}}'\n---\n", True, id="over rule 3"),
        pytest.param("friends/Ada.md", "---\ntype: organisation\n---\n", True, id="over an organisation"),
        pytest.param("friends/2026-11-14.md", "", True, id="over a date in the name"),
        pytest.param("friends/not/Ada.md", "", False, id="taken out again"),
        pytest.param("team/Ada.md", PERSON, False, id="over rule 4"),
        pytest.param("people/Ada.md", "", False, id="over rule 6"),
    ],
)
def test_rule_2_the_setting_alone_decides(path: str, text: str, is_person: bool) -> None:
    """`people` in netnotes.toml, gitignore-style, also over the rules below."""
    note = read(text, path, 'people = ["friends/**", "!friends/not/**"]')
    assert (note.says, note.rule) == ("person" if is_person else "other", 2)


def test_rule_2_also_over_the_folder_of_one_person(vault: Vault) -> None:
    """What the globs choose stays chosen beside its neighbours."""
    vault.write({"netnotes.toml": 'people = ["people/**"]\n', "people/ada.md": "", "people/ada/notes.md": ""})
    assert vault.people() == ["people/ada.md", "people/ada/notes.md"]


@pytest.mark.parametrize(
    "folder",
    [
        *("templates", "Templates", "_templates", "_Templates", "TEMPLATES"),
        *("05 Templates", "99_templates", "10-Templates", "99. Templates", "people/templates", "templates/people"),
    ],
)
def test_rule_3_folders_of_templates(folder: str) -> None:
    """Numbered or not, at any depth, whatever the note says."""
    assert (read(PERSON, f"{folder}/Ada.md").says, read(PERSON, f"{folder}/Ada.md").rule) == ("other", 3)
    assert (read(PERSON, "my templates of speech/Ada.md").says, read(PERSON, "template.md").says) == (
        "person",
        "person",
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('---\nname: "{{title}}"\ntype: person\n---\n', id="braces"),
        pytest.param("---\nname: {{title}}\ntype: person\n---\n", id="braces without quotes"),
        pytest.param("---\ntype: person\naliases: [a, '{{alias}}']\n---\n", id="in a list"),
        pytest.param("---\ntype: person\nhouse: {rooms: '{{rooms}}'}\n---\n", id="in a table"),
        pytest.param("---\ntype: person\nmet: <% tp.date.now() %>\n---\n", id="Templater"),
        pytest.param("---\ntype: person\n---\n# {{title}}\n", id="heading"),
        pytest.param("---\ntype: person\n---\nPlums.\n\n### Log of <% tp.file.title %>\n", id="heading with Templater"),
        pytest.param("---\nname: {{title}} ({{nick}})\ntype: person\n---\n", id="fields that cannot be read"),
    ],
)
def test_rule_3_placeholders(text: str) -> None:
    """`{{…}}` or `<%…%>` in the fields or in a heading."""
    assert read(text, "people/Ada.md").says == "other"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("---\ntype: person\n---\nShe writes {{mustache}} and <% erb %>.\n", id="text"),
        pytest.param("---\ntype: person\n---\n```\n# {{title}}\n```\n", id="heading in code"),
        pytest.param("---\ntype: person\nnick: '{Ada}'\nhouse: {rooms: 4}\n---\n", id="single braces"),
    ],
)
def test_rule_3_what_is_no_placeholder(text: str) -> None:
    """In the text they are words like others."""
    assert read(text).says == "person"


@pytest.mark.parametrize(
    "yaml",
    [
        *("type: organisation", "type: organization", "type: org", "type: company", "type: group"),
        *("kind: group", "kind: org", "KIND: group", "KIND: org", "Type: Organisation", "type: [company]"),
    ],
)
def test_rule_3_organisations_and_groups(yaml: str) -> None:
    """Not a person, whatever its folder and tags."""
    note = fields(f"{yaml}\ntags: [person]", "people/Engines Ltd.md")
    assert (note.says, note.rule) == ("other", 3)


@pytest.mark.parametrize(
    "text",
    [
        *(
            f"---\n{key}: {word}\n---\n"
            for key in ("type", "kind")
            for word in ("person", "contact", "Person", "CONTACT")
        ),
        *(f"---\ntags: [a, {tag}]\n---\n" for tag in ("person", "people", "contact", "Person", "person/work")),
        "---\ntags: a, contact\n---\n",
        "---\ntags: a people\n---\n",
        '---\ntags: ["#person"]\n---\n',
        "A #person of note\n",
        "#People/family\n",
        "- 2026-11-14 tea #contact\n",
        '---\ncategories: "[[People]]"\n---\n',
        '---\ncategories: ["[[Maths]]", "[[people]]"]\n---\n',
        "---\ncategories: [[People]]\n---\n",
        "---\ncategories:\n  - [[People]]\n---\n",
    ],
)
@pytest.mark.parametrize("path", ["ada.md", "projects/2026-11-14 Ada.md", "people/Ada.md"])
def test_rule_4_a_note_that_says_so(text: str, path: str) -> None:
    """By type, kind, tag or category; case is ignored; over the rules below."""
    note = read(text, path)
    assert (note.says, note.rule) == ("person", 4)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "type: person\n",
        "---\ntype: meeting\n---\n",
        "---\nname: person\n---\n",
        "---\ntags: [persona, contacts, work/person]\n---\n",
        "A #personal matter, a#person, https://example.org/#person\n",
        "```\n#person\n```\n<!-- #person -->\n",
        '---\ncategories: ["[[Peoples]]"]\n---\n',
    ],
)
def test_rule_4_a_note_that_does_not(text: str) -> None:
    """Other words, other places, code and comments."""
    assert read(text, "ada.md").says == "other"


@pytest.mark.parametrize("name", ["2026-11-14", "2026-11-14 Lunch with Ada", "Call Ada 2026-11-14", "2026_11_14"])
def test_rule_5_a_date_in_the_name(name: str) -> None:
    """Not a person, also in a folder of people; a dated note."""
    assert (read("", f"people/{name}.md").says, read("", f"people/{name}.md").rule) == ("dated", 5)


@pytest.mark.parametrize(
    ("notes", "people"),
    [
        pytest.param(["people/ada.md", "people/ada/notes.md"], ["people/ada.md"], id="beside ada.md"),
        pytest.param(["people/ada/ada.md", "people/ada/notes.md"], ["people/ada/ada.md"], id="with ada/ada.md"),
        pytest.param(["people/ada/index.md", "people/ada/notes.md"], ["people/ada/index.md"], id="with ada/index.md"),
        pytest.param(["people/ada.md", "people/ada/letters/1.md"], ["people/ada.md"], id="deeper in her folder"),
        pytest.param(["people/work/ada.md", "people/work/bo.md"], ["people/work/ada.md", "people/work/bo.md"],
                     id="a folder of several"),
        pytest.param(["people/ada.md", "people/work/ada/notes.md"], ["people/ada.md", "people/work/ada/notes.md"],
                     id="another folder of her name"),
        pytest.param(["contacts.md", "contacts/ada.md"], ["contacts/ada.md"], id="the folder of all"),
    ],
)  # fmt: skip
def test_rule_5_the_folder_of_one_person(notes: list[str], people: list[str], vault: Vault) -> None:
    """`ada/notes.md` beside `ada.md`, `ada/ada.md` or `ada/index.md` is no person of its own."""
    vault.write(dict.fromkeys(notes, "She is well.\n"))
    assert vault.people() == people


def test_rule_5_the_owner_must_be_a_person(vault: Vault) -> None:
    """An organisation beside a folder of its name leaves the people in it."""
    vault.write({"people/work.md": "---\ntype: organisation\n---\n", "people/work/bo.md": ""})
    assert vault.people() == ["people/work/bo.md"]


def test_rule_5_does_not_take_who_says_so(vault: Vault) -> None:
    """A person by rule 4 stays one in the folder of another."""
    vault.write({"people/ada.md": "", "people/ada/daughter.md": PERSON, "people/ada/notes.md": ""})
    assert vault.people() == ["people/ada.md", "people/ada/daughter.md"]


def test_rule_5_somebody_stays(vault: Vault) -> None:
    """Two notes that could each own the folder do not put each other out: nobody vanishes."""
    vault.write({"people/ada/ada.md": "", "people/ada/index.md": "", "people/ada/notes.md": ""})
    people = vault.people()
    assert "people/ada/ada.md" in people
    assert "people/ada/notes.md" not in people


def test_rule_5_follows_every_change(vault: Vault) -> None:
    """When the owner comes or goes, its folder is settled anew."""
    vault.write({"people/ada/notes.md": "", "people/ada/letters.md": ""})
    assert vault.people() == ["people/ada/letters.md", "people/ada/notes.md"]
    vault.write({"people/ada.md": ""})
    assert vault.people() == ["people/ada.md"]
    (vault.root / "people/ada.md").unlink()
    assert vault.people() == ["people/ada/letters.md", "people/ada/notes.md"]


@pytest.mark.parametrize(
    ("path", "is_person"),
    [
        ("people/Ada.md", True),
        ("People/Ada.md", True),
        ("contacts/Ada.md", True),
        ("CONTACTS/Ada.md", True),
        ("people/work/Ada.md", True),
        ("notes/team/People/work/Ada.md", True),
        ("Ada.md", False),
        ("people.md", False),
        ("my people/Ada.md", False),
        ("peoples/Ada.md", False),
        ("persons/Ada.md", False),
    ],
)
def test_rule_6_folders_of_people(path: str, is_person: bool) -> None:
    """Called `people` or `contacts`, in any case, at any depth."""
    note = read("She is well.\n", path)
    assert (note.says, note.rule) == (("folder", 6) if is_person else ("other", 0))


BROKEN = "---\n{}name: [Ada\n---\n"


@pytest.mark.parametrize(
    ("path", "line", "told"),
    [
        pytest.param("people/Ada.md", "", True, id="folder"),
        pytest.param("projects/Ada.md", "type: person\n", True, id="plain line"),
        pytest.param("projects/Ada.md", "tags: [friend, person]\n", True, id="plain line of tags"),
        pytest.param("projects/Ada.md", "type: project\n", False, id="another type"),
        pytest.param("projects/Ada.md", "", False, id="nothing says person"),
        pytest.param("templates/Ada.md", "type: person\n", False, id="template"),
        pytest.param("people/2026-11-14.md", "", True, id="dated"),
        pytest.param("templates/2026-11-14.md", "", False, id="dated template"),
    ],
)
def test_fields_that_cannot_be_read(path: str, line: str, told: bool, vault: Vault) -> None:
    """A broken person for `check` where folder or a plain line says person, an unread day where the name holds one."""
    vault.write({path: BROKEN.format(line), "people/Bo.md": ""})
    assert vault.problems() == ([(path, "yaml")] if told else [])
    assert vault.people() == ["people/Bo.md"]


@pytest.mark.parametrize(
    ("path", "line", "settings", "rule"),
    [
        ("friends/Ada.md", "", 'people = ["friends/**"]', 2),
        ("people/Ada.md", "", 'people = ["friends/**"]', 0),
        ("projects/Ada.md", "kind: contact\n", "", 4),
        ("people/Ada.md", "", "", 6),
    ],
)
def test_the_rule_by_which_a_broken_note_is_a_persons(path: str, line: str, settings: str, rule: int) -> None:
    """The setting alone where it is set; else a plain line, then the folder."""
    note = read(BROKEN.format(line), path, settings)
    assert (note.says, note.rule) == ("broken" if rule else "other", rule)


def test_what_is_nothing_to_netnotes_is_nobodys_business() -> None:
    """Bad values and broken logs of other notes are not told."""
    text = "---\nsnooze: soon\ncadence: montly\n---\n- 2026-02-30 tea\n- 2026-01-01 tea\n```\n"
    note = read(text, "projects/engine.md")
    assert (note.problems, note.lines, note.tasks) == ((), (), ())
