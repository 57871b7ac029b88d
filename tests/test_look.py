"""`init` in a folder of notes: what it finds in vaults of each kind, and the settings that it writes when asked to."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from conftest import Answer, VaultFolder
from pseudo_terminal import Terminal, width
from test_vaults import KINDS, VAULTS, table

TODAY = "2026-11-24"
Init = Callable[..., Any]


@pytest.fixture
def init(netnotes: Callable[..., Answer], vault: VaultFolder) -> Init:
    """The finding about the vault, as JSON."""

    def run(*options: str) -> Any:
        return netnotes("init", str(vault), "--today", TODAY, "--format", "json", *options).json()

    return run


def everything(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file and folder below *folder*, itself included, with its bytes and when it was changed."""
    places = [folder, *folder.rglob("*")]
    return {str(at): (at.read_bytes() if at.is_file() else b"", at.stat().st_mtime_ns) for at in places}


def counts(rows: list[dict[str, Any]]) -> dict[str, int]:
    """What was counted, and how often."""
    return {row["what"]: row["count"] for row in rows}


def ask(netnotes: Callable[..., Answer], *commands: str) -> list[Any]:
    """What each of *commands* answers."""
    return [netnotes(f"{command} --today {TODAY} --format json").json() for command in commands]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_found(kind: str, init: Init, netnotes: Callable[..., Answer], vault: VaultFolder) -> None:
    """The people of the table and what makes them so, dated notes and their lines, last contacts and rhythms."""
    shutil.copytree(VAULTS / kind, vault, dirs_exist_ok=True)
    people = table(kind, "PEOPLE.tsv")
    found = init()
    assert found["people"] == len(people)
    whys = [ask(netnotes, f"explain '{row['path']}'")[0]["why"] for row in people]
    assert counts(found["people_by"]) == Counter(whys)
    own = {row["path"] for row in people}
    rows = [row for row in table(kind, "EXPECTED.tsv") if row["path"] not in own]
    sure = {(row["path"], row["line"]) for row in rows if row["counts"] == "yes"}
    probable = {(row["path"], row["line"]) for row in rows if row["counts"] == "probably"}
    assert (found["sure"], found["probable"]) == (len(sure), len(probable - sure))
    assert found["dated_with_people"] == len({row["path"] for row in rows if row["date"] and row["kind"] != "task"})
    assert sum(counts(found["last_contact_from"]).values()) == sum(bool(row["last_contact"]) for row in people)
    listed = ask(netnotes, "list")[0]
    assert sum(counts(found["rhythm_from"]).values()) == sum(row["cadence"] not in (None, "never") for row in listed)
    text = " ".join(netnotes("init", str(vault), "--today", TODAY).stdout.split())
    assert text.startswith(f"Looked at {found['notes']} notes in {vault}. people {len(people)}: ")


@pytest.mark.parametrize("kind", KINDS)
def test_write_is_once_and_changes_no_answer(
    kind: str, init: Init, netnotes: Callable[..., Answer], vault: VaultFolder
) -> None:
    """A look writes nothing; --write one file, once, with the finding as comments; every answer stays the same."""
    shutil.copytree(VAULTS / kind, vault, dirs_exist_ok=True)
    settings = vault.path / "netnotes.toml"
    before = everything(vault.path)
    questions = ("agenda --all", "agenda --days 9", "overdue", "list", "check")
    answers = [netnotes(f"{question} --today {TODAY} --format json") for question in questions]
    assert (init()["written"], netnotes("init", str(vault)).exit_code) == ([], 0)
    assert everything(vault.path) == before
    if not settings.exists():
        assert init("--write")["written"] == [str(settings)]
        kept = everything(vault.path)
        assert {path for path in kept if before.get(path) != kept[path]} == {str(vault), str(settings)}
        text = settings.read_text(encoding="utf-8")
        assert tomllib.loads(text) == {}
        assert f"# people        {len(table(kind, 'PEOPLE.tsv'))}: " in text
    before = everything(vault.path)
    said = f"netnotes: {settings} is there already; nothing is written\n"
    assert netnotes("init", str(vault), "--write") == Answer("", said, 2)
    assert everything(vault.path) == before
    assert [netnotes(f"{question} --today {TODAY} --format json") for question in questions] == answers


def test_what_it_says(netnotes: Callable[..., Answer], vault: VaultFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows in order, with their own words: people, dated notes, logs, last contact, rhythm, keys, perhaps, not read."""
    vault.person("Ada", circle="close", log=["2026-09-01 call", "2026-08-01 tea"], Shoes=41)
    vault.person("Bo", cadence="6 weeks", body="2026-10-01 lunch", Shoes=42)
    vault.write("x/Cy.md", "---\ntype: person\nlast_contacted: 2026-11-02\n---\n")
    vault.write("people/Di.md", '---\nwhy: "never closed\n---\n')
    vault.write("daily/2026-11-20.md", "call [[Ada]]\n\n[[Bo]] is well\n")
    vault.write("daily/2026-11-21.md", "rain\n")
    monkeypatch.chdir(vault)
    assert netnotes(f"init --today {TODAY}").stdout == (
        "Looked at 6 notes in this folder.\n\n"
        '  people        3: 2 by the folder "people"; 1 by the type "person"\n'
        "  dated notes   2, 1 of them with people: 1 contact for certain, 1 probable\n"
        "  logs          of 2 people: 2 list items, 1 dated paragraph\n"
        '  last contact  known of 3: 1 from dated notes; 1 from "last_contacted"; 1 from\n'
        "                their own logs\n"
        '  rhythm        2 have one: 1 from "cadence"; 1 from "circle"\n'
        "  keys read     name (2), cadence (1), circle (1), last_contacted (1), type (1)\n"
        "  other keys    Shoes (2)\n"
        "  not read      1 note in full: netnotes check\n\n"
        "Nothing is written. A settings file that says so, all of it optional:\n"
        "  netnotes init --write\nEvery line can be explained:\n  netnotes explain NAME\n"
    )


def test_what_it_says_to_type(
    netnotes: Callable[..., Answer], vault: VaultFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From another folder the command that writes names the folder, so that it can be typed as it stands."""
    monkeypatch.chdir(tmp_path)
    vault.person("Ada")
    (command,) = [line for line in netnotes("init", str(vault)).lines if "--write" in line]
    assert netnotes(command.split("netnotes ", 1)[1]).exit_code == 0
    assert (vault.path / "netnotes.toml").is_file()


def test_json(init: Init, vault: VaultFolder) -> None:
    """The keys of docs/json.md, in their order, each with what it should hold."""
    vault.person("Ada", circle="close", log=["2026-09-01 call"], **{"Contacted on": "2026-09-02", "Shoes": 41})
    vault.write("people/Di.md", '---\nwhy: "never closed\n---\n')
    one = {"what": "item", "count": 1}
    expected = {
        "vault": str(vault), "written": [], "notes": 2, "people": 1,
        "people_by": [{"what": 'the folder "people"', "count": 1}], "dated_notes": 0, "dated_with_people": 0,
        "sure": 0, "probable": 0, "shapes": [one], "last_contact_from": [{**one, "what": "log"}],
        "rhythm_from": [{**one, "what": "circle"}], "keys": [{**one, "what": "circle"}, {**one, "what": "name"}],
        "other_keys": [
            {**one, "what": "Contacted on", "meaning": "last-contact"}, {**one, "what": "Shoes", "meaning": None},
        ],
        "suggested_people": None, "unreadable": 1,
    }  # fmt: skip
    found = init()
    assert found == expected
    assert list(found) == list(expected)


@pytest.mark.parametrize(("shape", "text"), [
    ("item", "- 2026-09-01 call\n"), ("paragraph", "2026-09-01 call\n"), ("row", "| 2026-09-01 | call |\n"),
    ("heading", "### 2026-09-01 call\n"), ("callout", "## Log\n\n> [!note] 2026-09-01 call\n"),
    ("entry", "---\ninteractions: [2026-09-01 call]\n---\n"),
])  # fmt: skip
def test_shapes(init: Init, vault: VaultFolder, shape: str, text: str) -> None:
    """Each way to write a log line."""
    vault.write("people/Ada.md", text)
    assert counts(init()["shapes"]) == {shape: 1}


MILL = "---\nhousehold: M\n---\n"
SOURCES: list[tuple[Mapping[str, int], Mapping[str, str]]] = [
    ({"lastContacted": 1}, {"people/Ada.md": "---\nlastContacted: 2026-09-01\n---\n"}),
    ({"met": 1}, {"people/Ada.md": "---\nmet: 2026-09-01\n---\n"}),
    ({"dated": 1}, {"people/Ada.md": "- 2026-09-01 call\n", "2026-10-01.md": "call [[Ada]]\n"}),
    ({"probable": 1}, {"people/Ada.md": "\n", "2026-10-01.md": "[[Ada]] is well\n"}),
    ({"log": 1}, {"people/Ada.md": "- 2026-09-01 call\n", "2026-10-01.md": "[[Ada]] is well\n"}),
    ({"log": 1, "household": 1}, {"people/Ada.md": f"{MILL}- 2026-09-01 call\n", "people/Bo.md": MILL}),
    ({}, {"people/Ada.md": "- 2026-12-01 call\n", "2026-12-01.md": "[[Ada]] is well\n"}),
]


@pytest.mark.parametrize(("sources", "notes"), SOURCES)
def test_where_last_contact_comes_from(
    init: Init, vault: VaultFolder, sources: Mapping[str, int], notes: Mapping[str, str]
) -> None:
    """A log, a dated note, one that is only probable, the household, or the key as it is written."""
    for path, text in notes.items():
        vault.write(path, text)
    assert counts(init()["last_contact_from"]) == sources


def test_the_order_of_what_is_as_frequent(init: Init, netnotes: Callable[..., Answer], vault: VaultFolder) -> None:
    """It does not hang on when a note was written: warm equals cold (LAW 8)."""
    for number, key in enumerate(["Zoo", "Art", "Mud"]):
        vault.person(f"Person {9 - number}", **{key: 1, ("circle", "cadence", "birthday")[number]: "01-01"})
        warm = init()
    netnotes("index --clear")
    assert init() == warm


PERHAPS = [
    ("Contacted on", ["2026-09-01", "2026-09-02"], "last-contact"), ("Kontakt", ["2026-09-01"], "last-contact"),
    ("Geburtstag", ["1990-05-12", "05-12"], "birthday"), ("Geburtsort", ["Oslo", "Bonn"], None),
    ("Wie nah", ["close", "Inner"], "circle"), ("Wie nah", ["close", "far", "farther"], None),
    ("Abstand", ["6 weeks", "monthly"], "cadence"), ("Shoes", ["41", "42"], None), ("Joined", ["2026-09-01"], None),
]  # fmt: skip


@pytest.mark.parametrize(("key", "values", "meaning"), PERHAPS)
def test_perhaps(
    init: Init, netnotes: Callable[..., Answer], vault: VaultFolder, key: str, values: list[str], meaning: str | None
) -> None:
    """An own key whose name and values look like one of ours; taking the # away makes it one."""
    for place, value in enumerate(values):
        vault.person(f"Person {place}", **{key: value})
    assert init("--write")["other_keys"] == [{"what": key, "count": len(values), "meaning": meaning}]
    text = (place := vault.path / "netnotes.toml").read_text(encoding="utf-8")
    line = f"# {json.dumps(key)} = {json.dumps(meaning)}\n"
    assert (line in text) is (meaning is not None)
    place.write_text(text.replace("# [keys]\n", "[keys]\n").replace(line, line[2:]), encoding="utf-8")
    assert (init()["other_keys"] == []) is (meaning is not None)
    assert netnotes("list").stderr == ""


@pytest.mark.parametrize("folder", [
    "CRM", "my/deep/folder", "C [old]", "!CRM", "#CRM", "a*b", "b\\c", "CRM ", "Ünï 名", 'the "best"', "{{x", "a\nb",
])  # fmt: skip
def test_a_folder_of_people_without_tags(
    init: Init, netnotes: Callable[..., Answer], vault: VaultFolder, folder: str
) -> None:
    """It is suggested, and with --write its notes, and no others, are people."""
    for number in range(4):
        vault.write(f"{folder}/Person {number}.md", "---\nemail: a@b.example\ncircle: close\n---\n")
    vault.write("x/figs.md", "figs\n")
    assert init()["suggested_people"] is not None
    assert ask(netnotes, "list") == [[]]
    init("--write")
    assert {row["path"] for row in ask(netnotes, "list")[0]} == {f"{folder}/Person {number}.md" for number in range(4)}


@pytest.mark.parametrize("keys", ["tags: [soup]\ntitle: Soup", "url: a.example", "type: recipe\nwhy: tasty", ""])
def test_folders_of_other_things(init: Init, vault: VaultFolder, keys: str) -> None:
    """Recipes are no people, whatever their keys; nor is anybody suggested where somebody is found already."""
    for number in range(9):
        vault.write(f"Recipes/Soup {number}.md", f"---\n{keys}\n---\n\nBoil.\n")
    assert init()["suggested_people"] is None
    for number in range(9):
        vault.write(f"CRM/Person {number}.md", "---\nemail: a@b.example\ncircle: close\n---\n")
    vault.person("Ada")
    assert init()["suggested_people"] is None


NASTY = (
    'a "b" c', "a'b", "a\nb", "a]]]", "a = [", "# a", "a\\", "a\x1b[31m", "a\u202eb", "a\u2028b", "a\x85b", "名", "'''",
)  # fmt: skip


def uncommented(text: str) -> dict[str, Any]:
    """The settings below the finding, with every # before one of them taken away."""
    below = text[text.index("# The settings of this vault") :]
    return tomllib.loads(re.sub(r'^# (?=\[|"|[\w-]+ *= )', "", below, flags=re.MULTILINE))


def test_settings_are_toml_whatever_keys_hold(init: Init, vault: VaultFolder) -> None:
    """The file can be read as it is, and also with every # before a setting taken away; then the keys are the same."""
    keys = [f"contact {word}" for word in NASTY]
    for number in range(3):
        lines = "".join(f"{json.dumps(key)}: 2026-09-01\n" for key in keys)
        vault.write(f"people/Person {number}.md", f"---\n{lines}---\n")
    assert {row["meaning"] for row in init("--write")["other_keys"]} == {"last-contact"}
    text = (vault.path / "netnotes.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text) == {"keys": {}}
    bare = uncommented(text)
    assert list(bare["keys"]) == sorted(row["what"] for row in init()["other_keys"])
    assert len(bare["keys"]) == len(keys)


def test_every_setting_stands_in_the_file(init: Init, vault: VaultFolder) -> None:
    """With its default, or an example where there is none (docs/format.md)."""
    vault.person("Ada")
    init("--write")
    bare = uncommented((vault.path / "netnotes.toml").read_text(encoding="utf-8"))
    docs = (Path(__file__).parents[1] / "docs" / "format.md").read_text(encoding="utf-8")
    block = docs.partition("## Settings: netnotes.toml")[2].partition("```toml\n")[2].partition("```")[0]
    wanted = tomllib.loads(re.sub(r"^# ", "", block, flags=re.MULTILINE))
    assert set(bare) == set(wanted)
    for name in ("journal", "circles", "agenda", "capacity"):
        assert bare[name] == wanted[name]


@pytest.mark.parametrize("columns", [40, 80])
def test_on_a_terminal(environment: dict[str, str], tmp_path: Path, vault: VaultFolder, columns: int) -> None:
    """Every line fits, and no name of a key, a tag or a folder gives orders."""
    nasty = "\x1b[31m\x07\u202e\x9b2J"
    keys = {"tags": f"person/{nasty}", f"contact {nasty}": "2026-09-01", f"Geburtstag {nasty}": "05-12"}
    vault.write(
        "x/Ada.md", "\n".join(["---", *(f"{json.dumps(key)}: {json.dumps(keys[key])}" for key in keys), "---\n"])
    )
    vault.write(f"x{nasty}/Bo.md", "#person\n")
    shown = Terminal(environment, tmp_path)("init", str(vault), columns=columns, files=["stderr"])
    assert shown.exit_code == 0
    assert shown.codes <= {"0", "1", "2"}
    assert not {"\x07", "\u202e", "\x9b"} & set(shown.raw)
    assert [line for line in shown.lines if width(line) > columns and str(vault) not in line] == []
