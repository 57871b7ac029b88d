"""`explain`: what each line came to and by which rule, notes by their paths, and how it looks on a terminal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from conftest import Answer, VaultFolder
from pseudo_terminal import Terminal, width

TODAY = "2026-11-24"
Notes = Mapping[str, str]
ADA, DAILY = "people/Ada.md", "daily/2026-11-20.md"


@pytest.fixture
def explain(netnotes: Callable[..., Answer], vault: VaultFolder) -> Callable[..., Any]:
    """Write notes and explain one of them, as JSON."""

    def ask(notes: Notes, who: str = ADA) -> Any:
        for path, text in notes.items():
            vault.write(path, text)
        return netnotes("explain", who, "--today", TODAY, "--format", "json").json()

    return ask


DAILY_LINES = [
    ("head", "yes", "call [[Ada]]: plums"), ("field", "yes", "the mill (person:: [[Ada]])"),
    ("no head", "probably", "[[Ada]] is well"), ("plan", "no", "- 2026-12-01 dinner with [[Ada]]"),
    ("try vm", "no", "left vm for [[Ada]]"), ("try voicemail", "no", "voicemail [[Ada]]: rang"),
    ("note", "no", "note [[Ada]]: left-handed"), ("like", "no", "like [[Ada]]: her drawing"),
    ("depth 0", "no", "nod [[Ada]]: in the street"), ("text", "no", "tea with Bo: [[Ada]] could not come"),
    ("after of", "no", "a dream of [[Ada]]"), ("after about", "no", "thinking about [[Ada]]"),
    ("after re", "no", "re: [[Ada]] and figs"), ("intent should", "no", "I should write to [[Ada]]"),
    ("intent need to", "no", "need to ring [[Ada]]"), ("intent tomorrow", "no", "tomorrow [[Ada]] again"),
    ("quote", "no", "> [[Ada]] said so"), ("embed", "no", "![[Ada]]"),
    ("field due", "no", "letter to [[Ada]] (due:: 2026-12-01)"),
    ("field appointment", "no", "tea with [[Ada]] [appointment:: 2026-12-01]"),
    ("bad-date", "no", "- 2026-02-30 tea with [[Ada]]: mild"), ("open task", "no", "- [ ] write to [[Ada]]"),
    ("dropped task", "no", "- [-] write to [[Ada]]"), ("task", "no", "- [x] find the book for [[Ada]] ✅ 2026-11-19"),
    ("head", "yes", "- [x] call [[Ada]] ✅ 2026-11-19"),
]  # fmt: skip
RULES: list[tuple[str, str, Notes, str]] = [
    *((rule, counts, {DAILY: f"{text}\n"}, f"{DAILY}:1") for rule, counts, text in DAILY_LINES),
    ("heading", "yes", {DAILY: "## Calls\n\n[[Ada]], [[Bo]]\n"}, f"{DAILY}:3"),
    ("under", "no", {DAILY: "- tea with [[Bo]]: mild\n  - and [[Ada]] was well\n"}, f"{DAILY}:2"),
    ("not-log", "no", {DAILY: "## References\n\n- call [[Ada]]\n"}, f"{DAILY}:3"),
    ("setting", "no", {DAILY: "[[Ada]] is well\n", "netnotes.toml": 'journal = "mentions"\n'}, f"{DAILY}:1"),
    ("setting", "yes", {DAILY: "[[Ada]] is well\n", "netnotes.toml": 'journal = "contact"\n'}, f"{DAILY}:1"),
    ("whole note", "yes", {DAILY: "---\npeople: [Ada]\n---\n"}, f"{DAILY}:2"),
    ("folder", "yes", {"people/Ada/2026-11-20.md": "plums\n"}, "people/Ada/2026-11-20.md:1"),
    ("name", "yes", {"daily/2026-11-20 Ada.md": "plums\n"}, "daily/2026-11-20 Ada.md:1"),
    ("head", "yes", {ADA: "- 2026-11-20 call: plums\n"}, f"{ADA}:1"),
    ("word called", "yes", {ADA: "- 2026-11-20 Called, she forgot\n"}, f"{ADA}:1"),
    ("date", "yes", {ADA: "- 2026-11-20 plums, and no end of figs\n"}, f"{ADA}:1"),
    ("key", "yes", {ADA: "---\nmet: 2026-11-20\n---\n"}, f"{ADA}:2"),
    ("key knows", "no", {"people/Bo.md": '---\nknows: "[[Ada]]"\n---\n'}, "people/Bo.md:2"),
    ("head", "yes", {"people/Bo.md": "- 2026-11-20 tea with [[Ada]]: mild\n"}, "people/Bo.md:1"),
    ("text", "no", {"people/Bo.md": "- 2026-11-20 tea: [[Ada]] is well\n"}, "people/Bo.md:1"),
    ("undated", "no", {"people/Bo.md": "A friend of [[Ada]].\n"}, "people/Bo.md:1"),
    ("elsewhere", "no", {"x/figs.md": "call [[Ada]]: plums\n"}, "x/figs.md:1"),
    ("done task", "no", {"x/figs.md": "- [x] figs for [[Ada]]\n"}, "x/figs.md:1"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "counts", "notes", "place"), RULES)
def test_each_rule(
    netnotes: Callable[..., Answer], explain: Callable[..., Any], rule: str, counts: str, notes: Notes, place: str
) -> None:
    """The line stands under Counted or not, once, with the rule of docs/commands/explain.md; its note says the same."""
    toml = notes.get("netnotes.toml", "") + "[kinds]\nnod = 0\n"
    row = explain({ADA: "\n", "people/Bo.md": "\n", **notes, "netnotes.toml": toml})
    path, _, number = place.rpartition(":")
    kinds = "counted", "not_counted"
    found = [(key, *(line[word] for word in ("rule", "counts", "path", "line"))) for key in kinds for line in row[key]]
    assert found == [(kinds[counts == "no"], rule, counts, path, int(number))]
    if not path.startswith("people/") or path.endswith("20.md"):
        told = [line for line in explain({}, path)["lines"] if line["name"] == "Ada"]
        assert [(line["rule"], line["counts"], line["line"]) for line in told] == [(rule, counts, int(number))]
    assert netnotes(f"explain ada --today {TODAY}").exit_code == 0


def test_a_note_line_by_line(netnotes: Callable[..., Answer], vault: VaultFolder) -> None:
    """Each line with a link, once for each person, a link to nobody too; other lines are not there."""
    vault.write(ADA, "\n")
    vault.write("people/Bo.md", "\n")
    vault.write(DAILY, "rain\n\ntea with [[Ada]] and [[Bo]]: mild\n\n- [ ] ask [[Ada]]\n- thinking of [[Xyz]]\n")
    lines = netnotes(f"explain {DAILY} --today {TODAY}").lines
    assert lines[:3] == [f"{DAILY} is a dated note, of Friday 20 November 2026: a date stands", "in its name.", ""]
    assert [" ".join(line.split()) for line in lines[3:]] == [
        "line 3 tea with Ada and Bo: mild Ada: a head", "line 3 tea with Ada and Bo: mild Bo: a head",
        "line 5 ask Ada Ada: an open task", "line 6 thinking of Xyz names nobody known",
    ]  # fmt: skip


@pytest.mark.parametrize("ending", [".md", ""])
@pytest.mark.parametrize(("folder", "word"), [
    ("vault", "x/figs"), ("vault", "./x/figs"), ("", "x/figs"), ("", "vault/x/figs"), ("vault/x", "figs"),
    ("vault/people", "../x/figs"), ("vault/x", "people/../figs"), ("", "{}/x/figs"), ("", "link/x/figs"),
])  # fmt: skip
def test_a_path_from_another_folder(
    explain: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, vault: VaultFolder,
    folder: str, word: str, ending: str,
) -> None:  # fmt: skip
    """As seen from the vault's root, or from where one is; with and without .md."""
    vault.write("x/figs.md", "figs\n")
    for path in ("x/people/Ada.md", "people/Bo.md"):
        vault.write(path, "\n")
    (tmp_path / "link").symlink_to(vault)
    monkeypatch.chdir(tmp_path / folder)
    assert explain({}, word.format(vault) + ending)["path"] == "x/figs.md"


@pytest.mark.parametrize(("who", "said"), [
    ("grace", '"grace" can be Grace Hopper (people/Grace Hopper.md) or Grace Okonkwo (people/Grace Okonkwo.md)'),
    ("zoe", 'nobody is called "zoe"'), ("people/Zoe.md", "people/Zoe.md"), ("people", '"people"'),
    ("/etc/hostname", "/etc/hostname"), ("../elsewhere.md", "../elsewhere.md"),
])  # fmt: skip
def test_names_that_say_too_little(
    netnotes: Callable[..., Answer], vault: VaultFolder, monkeypatch: pytest.MonkeyPatch, who: str, said: str
) -> None:
    """A name of two, of nobody, a folder, and a file outside of the vault: exit 4 and one line."""
    for name in ("Grace Hopper", "Grace Okonkwo"):
        vault.person(name)
    monkeypatch.chdir(vault)
    Path("../elsewhere.md").write_text("plums\n", encoding="utf-8")
    answer = netnotes("explain", who)
    assert (answer.exit_code, answer.stdout, answer.stderr.count("\n")) == (4, "", 1)
    assert said in answer.stderr


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("who", ["ada", DAILY])
def test_on_a_terminal(environment: dict[str, str], tmp_path: Path, vault: VaultFolder, who: str, columns: int) -> None:
    """Every line fits, and nothing in a name or a line is obeyed, whichever way it came there."""
    name = "Ada\x1b[31m\x07 \u202egnp.exe Maximiliana Wolkenstein"
    vault.person(name, circle="close", aliases=["Ada"], path="people/ada.md", log=[
        "2026-01-02 ch\x1b[31mess: \x1b]0;plums\x07", "2026-01-03 note: \u202eplums", "2026-11-27 dinner: \x9b2J" * 9,
    ])  # fmt: skip
    vault.write(DAILY, "call [[Ada]]: \x1b[2J\n[[Ada|\x1b[1m]] is well\n")
    shown = Terminal(environment, tmp_path)("explain", who, columns=columns)
    assert shown.exit_code == 0
    assert shown.codes <= {"0", "1", "2"}
    assert not {"\x07", "\u202e", "\x9b"} & set(shown.raw)
    assert [line for line in shown.lines if width(line) > columns or line != line.rstrip()] == []


def test_all_lines(netnotes: Callable[..., Answer], vault: VaultFolder) -> None:
    """The latest eight of each kind and how many more; every one with --all; JSON always has them all."""
    days = [f"2026-10-{day:02}" for day in range(1, 13)]
    vault.person("Ada", log=[*(f"{day} call: plums" for day in days), *(f"{day} note: figs" for day in days)])
    few, many = (netnotes(f"explain ada --today {TODAY} {more}").stdout for more in ("", "--all"))
    for word in ("plums", "figs"):
        assert (few.count(word), many.count(word)) == (8, 12)
    assert (few.count("… 4 more (--all)"), many.count("more (")) == (2, 0)
    assert "12 contacts counted:\n  netnotes timeline ada\n" in few
    row = netnotes(f"explain ada --today {TODAY} --format json").json()
    assert [line["date"] for line in row["counted"]] == days[::-1]
    assert len(row["not_counted"]) == 12


def test_the_timeline_it_names(netnotes: Callable[..., Answer], vault: VaultFolder) -> None:
    """What the last line says to type shows this person, also where the first name is somebody else's, too."""
    for name in ("Grace Hopper", "Grace Okonkwo", "Grace"):
        vault.person(name, log=["2026-11-01 call: plums"])
        command = netnotes("explain", f"people/{name}.md").lines[-1].partition("netnotes ")[2]
        assert netnotes(command).lines[0].startswith(name)


def test_whose_line_the_last_contact_is(netnotes: Callable[..., Answer], vault: VaultFolder) -> None:
    """A head in somebody else's note is one's own contact; only what another of the household had is theirs."""
    vault.person("Ada", circle="close")
    vault.person("Bo", log=["2026-11-01 lunch with [[Ada]]: figs"])
    vault.person("Cy", circle="close", household="M")
    vault.person("Di", household="M", log=["2026-11-02 tea: plums"])
    said = {name: netnotes(f"explain {name} --today 2026-11-24").stdout for name in ("Ada", "Cy")}
    last = {name: next(line for line in text.split("\n") if "last contact" in line) for name, text in said.items()}
    assert last["Ada"] == "  last contact  1 Nov, people/Bo.md:7: lunch, a head"
    assert last["Cy"].startswith("  last contact  2 Nov, people/Di.md:8: tea, a head (of Di, of the same")
    assert "  last contact  2 Nov, line" not in said["Cy"]
