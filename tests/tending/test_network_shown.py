"""`network` as it is shown: the sentence, the screen, the evidence, and the note to keep."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from conftest import Answer, VaultFolder

from netnotes.views.network_words import part_words

from .network_asked import rows

TODAY = "2026-11-24"
ROOT = Path(__file__).resolve().parents[2]
DESIGNED = ROOT.parent / "shared" / "design" / "outputs-vault"
Ask = Callable[..., Answer]


@pytest.fixture
def ask(netnotes: Ask) -> Callable[..., list[str]]:
    """The lines of `network` on the day of the tests; more words may follow."""

    def run(more: str = "", today: str = TODAY, columns: int = 80) -> list[str]:
        return netnotes(f"network --today {today} {more}", env={"COLUMNS": str(columns)}).lines

    return run


def friend(vault: VaultFolder, name: str, *, late: bool = False, minutes: int = 60, **keys: Any) -> None:
    """Write somebody with contact both ways: a lunch of *minutes*, late or not."""
    cadence = "3 weeks" if late else "1 year"
    log = ["2024-01-01 met", f"2026-10-20 lunch ({minutes}m): plums" if minutes else "2026-10-20 lunch: plums"]
    vault.person(name, cadence=cadence, log=log, **keys)


def sentence(lines: Sequence[str]) -> str:
    """The paragraph on top."""
    return " ".join(lines[: lines.index("")])


SENTENCES: list[tuple[str, list[tuple[str, bool, int]], str]] = [
    ("one", [("Ada", False, 60)], "All of your time went to Ada; contact goes both ways."),
    ("nearly all", [("Ada", False, 95), ("Bo", False, 5)],
     "Nearly all of your time went to Ada; with Bo contact still goes both ways too."),
    ("late", [("Ada", False, 90), ("Bo", True, 10)],
     "Nearly all of your time went to Ada; with Bo contact still goes both ways too, though Bo has not heard from "
     "you in time."),
    ("two", [("Ada", False, 50), ("Bo", False, 50)],
     "All of your time went to Ada and Bo; contact goes both ways."),
    ("two thirds", [("Ada", False, 20), ("Bo", False, 4), ("Cy", True, 3), ("Dot", False, 3)],
     "Two thirds of your time went to Ada; with three others contact still goes both ways, and one of them has not "
     "heard from you in time."),
    ("many late", [("Ada", False, 80), ("Bo", True, 5), ("Cy", True, 5), ("Dot", False, 5)],
     "Most of your time went to Ada; with three others contact still goes both ways, and most of them have not heard "
     "from you in time."),
    ("all late", [("Ada", False, 75), ("Bo", True, 13), ("Cy", True, 12)],
     "Three quarters of your time went to Ada; with two others contact still goes both ways, and none of them has "
     "heard from you in time."),
    ("no time on record", [("Ada", False, 0), ("Bo", True, 0)], "Contact goes both ways with Ada and Bo."),
    ("no time, and more", [(name, name == "Flo", 0) for name in ("Ada", "Bo", "Cy", "Dot", "Eve", "Flo")],
     "Contact goes both ways with Ada, Bo, Cy, Dot and two others, and one of them has not heard from you in time."),
]  # fmt: skip


@pytest.mark.parametrize(("said", "people", "words"), SENTENCES, ids=[case[0] for case in SENTENCES])
def test_the_sentence(said: str, people: list[tuple[str, bool, int]], words: str, vault: VaultFolder, ask: Any) -> None:
    """By rule from the rows: who took most of the time, who else there is, and who of these is late."""
    for name, late, minutes in people:
        friend(vault, name, late=late, minutes=minutes)
    assert sentence(ask()) == words, said


def test_the_sentence_names_somebody(vault: VaultFolder, ask: Any) -> None:
    """Where time went only to others, or the closest fifteen are others, those both ways with the most warmth."""
    vault.person("Ann", log=["2026-11-01 tea: x", "2026-11-10 tea: y"])
    vault.person("Bo", circle="close", log=["2026-11-02 letter in: x"])
    assert sentence(ask()) == "Contact goes both ways with Ann."
    for number in range(15):
        vault.person(
            f"Far {number:02}", circle="wide", log=[f"2026-{month:02}-02 letter in: x" for month in range(3, 12)]
        )
    vault.person("Ann", cadence="5 years", log=["2024-01-01 tea: x", "2024-02-10 tea: y"])
    assert sentence(ask()) == "Contact goes both ways with Ann."


def test_the_sentence_where_contact_goes_both_ways_with_nobody(vault: VaultFolder, ask: Any) -> None:
    """It says so, and names those who are nearest to it."""
    vault.person("Ada")
    start = "With nobody here does contact go both ways yet"
    assert sentence(ask()) == f"{start}: no contact is on record."
    vault.person("Ada", log=["2020-01-01 lunch"])
    assert sentence(ask()) == "It has been quiet with Ada."
    vault.person("Ada")
    vault.person("Bo", log=["2026-11-01 email out: x"])
    assert sentence(ask()) == f"{start}; with Bo there was contact from one side, or on one day only."
    vault.person("Cy", log=["2026-11-01 met"])
    assert sentence(ask()) == f"{start}; you have met Cy once."
    vault.person("Mama", circle="inner", log=["2026-11-23 call, she is fine"])
    vault.person("Cy")
    assert sentence(ask()) == f"{start}; with Mama one day is on record so far."
    vault.person("Cy", log=["2026-11-01 met"])
    for name in ("Dot", "Eve", "Flo"):
        vault.person(name, log=["2026-11-01 met"])
    assert sentence(ask()) == f"{start}; you have met four people once."


def test_close_people_in_a_gap(vault: VaultFolder, ask: Any, netnotes: Ask) -> None:
    """A rhythm of a week and fifteen days of silence: quiet, not one way nor long ago; a small part says no time."""
    months = [f"2026-{month:02}-05 lunch (1h): plums" for month in (5, 6, 7, 8, 9)]
    vault.person("Mama", cadence="1 week", offers=["soup"], log=[*months, "2026-11-09 lunch (3h): plums"])
    vault.person("Acq", circle="wide", log=[f"2026-{month:02}-05 lunch (25m): figs" for month in (3, 6, 10)])
    lines = ask()
    assert sentence(lines) == "Contact goes both ways with Acq."
    assert rows(lines)["gone quiet"] == "1   Mama"
    shown = netnotes(f"favour soup --evidence --today {TODAY}").stdout
    assert "  warmth 35, half of 70: no contact in the last 2 weeks\n" in shown
    vault.person("Mama", offers=["soup"], log=["2024-12-09 lunch"])
    shown = netnotes(f"favour soup --evidence --today {TODAY}").stdout
    assert "  warmth 2.5, half of 5: no contact in the last year\n" in shown
    vault.person("Mama", offers=["soup"], log=["2026-11-15 call, she is fine"])
    shown = netnotes(f"favour soup --evidence --today {TODAY}").stdout
    assert "half of 12: nothing since the first day\n" in shown
    assert "last 15 Nov\n" in shown
    assert "met 15 Nov" not in shown


def test_depth_against_breadth(vault: VaultFolder, ask: Any, netnotes: Ask) -> None:
    """Where time went to more than the closest fifteen, a row says how it is shared."""
    for number in range(15):
        log = ["2024-01-01 met", "2026-09-20 lunch (50m)", "2026-10-20 lunch (50m)", "2026-11-20 lunch (50m)"]
        vault.person(f"Near {number:02}", log=log)
    assert "time" not in rows(ask())
    friend(vault, "Far 1", minutes=375)
    friend(vault, "Far 2", minutes=375)
    found = rows(ask())
    assert found["time"] == "three quarters with the closest 15, the rest with 2 others"
    answer = netnotes(f"network --today {TODAY} --format json --evidence").json()
    assert [row["name"] for row in answer["evidence"]["rest"]] == ["Far 1", "Far 2"]
    assert [row["name"] for row in answer["time"]["closest"]] == [f"Near {number:02}" for number in range(15)]
    assert (answer["time"]["closest_minutes"], answer["time"]["minutes"]) == (2250, 3000)


def test_the_network_of_outputs(vault: VaultFolder, ask: Any) -> None:
    """The rows, their order, words and spacing; Anna Krüger, Gerda and Nadia stand elsewhere by the rules."""
    if not DESIGNED.is_dir():
        pytest.skip(f"{DESIGNED} is not there")
    for note in [*DESIGNED.glob("people/*.md"), *DESIGNED.glob("daily/*.md")]:
        text = note.read_text(encoding="utf-8").replace("circle: active", "circle: steady")
        vault.write(f"{note.parent.name}/{note.name}", text)
    assert ask("--since 2026-08-24") == [
        "Two thirds of your time went to Gerda Lindner, Lena, Mama and Jonas; with eleven",
        "others contact still goes both ways, and three of them have not heard from you",
        "in time.",
        "",
        "  both ways      15   10 in time, 4 late, 1 without a rhythm",
        "  met once        1   Inés Roldán",
        "  one way         1   Herr Schmidt (paused)",
        "  collected      17   all of them met",
        "",
        "Since 24 August",
        "  closer         Anna Mazur, Chidi Okafor, Paolo, Priya Nair, Tom Berger",
        "  quieter        Felix Braun",
        "  new            Inés Roldán, Marek Dvořák",
        "",
        "The people behind a number: netnotes network --evidence",
    ]


def test_the_why_of_the_vault_stands_above(vault: VaultFolder, ask: Any, netnotes: Ask) -> None:
    """Dim, as one paragraph, with what a terminal would obey made plain; in the note as a quote."""
    friend(vault, "Ada")
    vault.write("netnotes.toml", 'why = "work I am proud of\\u001b[31m"\n')
    assert ask()[:3] == ["work I am proud of\\x1b[31m", "", sentence(ask()[2:])]
    coloured = netnotes(f"network --today {TODAY} --color always", env={"COLUMNS": "80"}).lines
    assert coloured[0] == "\x1b[2mwork I am proud of\\x1b[31m\x1b[0m"
    note = netnotes(f"network --today {TODAY} --format md").lines
    assert note[:3] == ["# The network on 24 November 2026", "", "> work I am proud of\\\\x1b\\[31m"]


def test_a_row_is_capped(vault: VaultFolder, ask: Any, netnotes: Ask) -> None:
    """As many names as fit on the line, eight at most, and how many more; whole names in a pipe, wrapped if narrow."""
    for number in range(12):
        vault.person(f"Somebody Long {number:02}", log=["2026-11-01 met"])
    for number in range(12):
        vault.person(f"B{number:02}", log=["2026-11-01 email out: x"])
    found = rows(ask())
    assert found["met once"] == "12   Somebody Long 00, Somebody Long 01 and 10 more"
    assert found["one way"] == "12   B00, B01, B02, B03, B04, B05, B06, B07 and 4 more"
    for columns in (20, 40, 59, 60, 80, 200):
        assert all(len(line) <= max(columns, 20) for line in ask(columns=columns) if "--evidence" not in line)
        evidence = ask("--evidence", columns=columns)
        assert evidence.count("  Somebody Long 00") == 2


def test_the_note_moves_nobody(vault: VaultFolder, netnotes: Ask) -> None:
    """Saved into the vault, wherever a note may lie, last contacts, people, problems and the network stay the same."""
    shutil.copytree(ROOT / "example-vault", vault.path, dirs_exist_ok=True)
    questions = (
        "list --format json", "check", "network --evidence --format json", "agenda --format json", "overdue",
        "favour bay --all --evidence --format json", "favour hop --all --format json",
        "favour 'one way' --all --format json", "introductions --all --format json",
        "path merian --format json", "path 'royal society' --format json", "ledger --evidence --format json",
        "wishes --format json",
    )  # fmt: skip

    def answers() -> list[str]:
        return without_counts([netnotes(f"{question} --today {TODAY}").stdout for question in questions])

    before = answers()
    note = netnotes(f"network --today {TODAY} --format md").stdout
    assert "[[people/Ada Lovelace|Ada Lovelace]]" in note
    for path in ("reviews/2026-11-24 network.md", "daily/2026-11-24.md", "2026-Q4.md", "people/2026-11-24 network.md"):
        place = vault.write(path, note)
        assert answers() == before, path
        place.unlink()
    # The quotes are what does it.
    vault.write("reviews/2026-11-24 network.md", note.replace("> - ", "- "))
    assert answers() != before


def without_counts(answers: Sequence[str]) -> list[str]:
    """The answers without the line that says how many notes were read."""
    return ["\n".join(line for line in text.splitlines() if "notes read" not in line) for text in answers]


def test_a_vault_may_have_its_own_template(vault: VaultFolder, netnotes: Ask) -> None:
    """Used once it is trusted, as the other Markdown templates are."""
    friend(vault, "Ada")
    vault.write(".netnotes/templates/network.md", "mine: {{ sentence|md }}\n")
    assert netnotes(f"network --today {TODAY} --format md").stdout.startswith("# The network")
    netnotes("trust")
    assert netnotes(f"network --today {TODAY} --format md").stdout.startswith("mine: All of your time")


@pytest.mark.parametrize("more", ["", "--evidence", "--format json", "--format md", "--format json --evidence"])
@pytest.mark.parametrize("today", ["0001-01-01", "0001-03-31", TODAY, "9999-12-31"])
def test_any_day_and_any_vault(today: str, more: str, vault: VaultFolder, netnotes: Ask) -> None:
    """An empty vault, nobody in a circle of no minutes, and the first and last days that there are."""
    assert netnotes(f"network --today {today} {more}").exit_code == 0
    vault.write("netnotes.toml", '[circles]\nnone = { cadence = "50 years", people = 0, minutes = 0 }\n')
    vault.person("Ada", circle="none", log=["0001-01-01 met", "0001-02-01 lunch", "9999-12-31 lunch"])
    vault.person("Bo", minutes=0, log=["2026-10-01 met", "2026-11-01 lunch with [[Ada]] and [[Bo]]"])
    assert netnotes(f"network --today {today} {more}").exit_code == 0


def test_what_cannot_be_asked(netnotes: Ask, vault: VaultFolder) -> None:
    """A day to come, no day at all, and evidence as a note: a line each, and what to write."""
    friend(vault, "Ada")
    for more, said in (
        ("--since 2026-12-24", "netnotes: --since: 2026-12-24 is still to come; write a day that has been\n"),
        ("--since soon", 'netnotes: --since: cannot read the date "soon"; write it like 2026-11-20\n'),
        ("--evidence --format md", "netnotes: --evidence has no Markdown form; use --format text or json\n"),
    ):
        answer = netnotes(f"network --today {TODAY} {more}")
        assert (answer.stderr, answer.exit_code) == (said, 2)
    assert netnotes(f"network --today {TODAY} --since {TODAY}").exit_code == 0


def test_the_example_tells_a_story(netnotes: Ask, vault: VaultFolder) -> None:
    """Every part of the answer has somebody in the example vault."""
    shutil.copytree(ROOT / "example-vault", vault.path, dirs_exist_ok=True)
    answer = netnotes(f"network --today {TODAY} --format json").json()
    wanted = ("both_ways", "in_time", "late", "would_ask", "met_once", "one_way", "closer", "quieter", "new")
    assert all(answer["numbers"][what] for what in wanted)
    answer = netnotes(f"network --today {TODAY} --since 2026-01-01 --format json").json()
    assert [row["name"] for row in answer["moved"]["let_go"]] == ["Barnaby Crisp"]


PARTS = [
    ((1, 1), "all"), ((99, 100), "nearly all"), ((9, 10), "nearly all"), ((89, 100), "most"), ((4, 5), "most"),
    ((79, 100), "three quarters"), ((17, 24), "three quarters"), ((70, 100), "two thirds"), ((7, 12), "two thirds"),
    ((58, 100), "half"), ((5, 12), "half"), ((41, 100), "a third"), ((7, 24), "a third"), ((29, 100), "a quarter"),
    ((9, 40), "a quarter"), ((22, 100), "a fifth"), ((3, 20), "a fifth"), ((14, 100), "a small part"),
    ((0, 1), "a small part"),
]  # fmt: skip


@pytest.mark.parametrize(("part", "words"), PARTS, ids=[f"{one}-{of}" for (one, of), _ in PARTS])
def test_parts_in_words(part: tuple[int, int], words: str) -> None:
    """From each bound on the word is the next one; in between it is the nearest that people say."""
    assert part_words(Fraction(*part)) == words


def test_evidence_on_the_screen(vault: VaultFolder, ask: Any) -> None:
    """Under each number as many people as it says, each with the lines; adding what they add gives the warmth."""
    shutil.copytree(ROOT / "example-vault", vault.path, dirs_exist_ok=True)
    lines = ask("--evidence", columns=200)
    numbers = {label: row.split()[0] for label, row in rows(ask()).items() if row[:1].isdigit()}
    titles = [line for line in lines if re.fullmatch(r"[A-Z][a-z ]+: \d+", line)]
    found = {}
    for title in titles:
        block = lines[lines.index(title) + 1 :]
        block = block[: block.index("")]
        people = [line for line in block if line.startswith("  ") and not line.startswith("   ")]
        label, number = title.split(": ")
        assert len(people) == int(number), title
        found[label.lower()] = number
    apart = ("collected", "time")
    assert found.items() >= {label: number for label, number in numbers.items() if label not in apart}.items()
    assert {"in time": "12", "late": "4", "the others both ways": "13", "quieter": "5"}.items() <= found.items()
    block = lines[lines.index("  Софья Ковалевская  friendly on 24 Aug, warm today") + 1 :]
    before = block.index("    on 24 August: 43")
    assert block[0] == "    today: 51"
    assert sum(points(block[1:before])) == 51
    assert sum(points(block[before + 1 : block.index("")])) == 43
    assert " ".join(lines[-2:]) == (
        "Collected: 27 = 17 both ways + 1 met once + 6 one way + 1 gone quiet + 1 only a date + 1 not met. Met: 26."
    )


def test_evidence_in_a_pipe_is_whole(vault: VaultFolder, netnotes: Ask) -> None:
    """No line and no place is cut there."""
    words, path = "plums " * 40, f"people/{'a long way/' * 6}Ada.md"
    vault.person("Ada", path=path, log=["2026-06-01 met", f"2026-10-20 lunch: {words}"])
    lines = netnotes(f"network --today {TODAY} --evidence").lines
    assert f"    20 Oct       lunch: {words.strip()}  {path}:8" in lines


def points(lines: Sequence[str]) -> list[int]:
    """What each line adds: the number behind its day."""
    return [int(found[1]) for line in lines if (found := re.match(r"    \d+ \w{3}(?: \d{4})? +(\d+) ", line))]


HOSTILE = "Eve \u202e\x1b[31m <b>[[Ada]]|x"


def test_nothing_of_a_note_is_obeyed(vault: VaultFolder, netnotes: Ask) -> None:
    """A name and a line with escapes, links and tags come out as text in every form (LAW 17)."""
    path = "people/e.md"
    vault.person(HOSTILE, path=path, log=["2026-08-01 met", "2026-10-20 lunch: plums \u202e\x1b]0;x\x07"])
    vault.write("netnotes.toml", 'why = "a \\u001b[2J b"\n')
    for more in ("", "--evidence", "--format json --evidence", "--format md", "--color always --evidence"):
        said = netnotes(f"network --today {TODAY} {more}").stdout
        assert "Eve" in said
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", re.sub(r"\x1b\[[12]?m|\x1b\[0m", "", said)), more
    note = netnotes(f"network --today {TODAY} --format md").stdout
    assert "<b>" not in note.replace("\\<", "")
    assert "[[Ada]]" not in note


def test_the_day_to_compare_with(vault: VaultFolder, ask: Any) -> None:
    """Three months ago if not given, with its year where that is another one."""
    vault.person("Bo", log=["2026-02-28 met"])
    assert "Since 28 February" in ask(today="2026-05-31")
    vault.person("Bo", log=["2025-12-31 met"])
    assert "Since 30 November 2025" in ask(today="2026-02-28", more="--since 2025-11-30")
    assert "Since 28 November 2025" in ask(today="2026-02-28")


def test_what_makes_somebody_in_time(vault: VaultFolder, netnotes: Ask) -> None:
    """Behind in time and late stands the line of the last contact, the household's, or the note whose key it is."""
    vault.person("Ada", circle="close", household="Rua 5", log=["2026-06-01 met", "2026-09-02 lunch: plums"])
    vault.person("Bo", circle="close", household="Rua 5", log=["2026-11-01 call: the roof"])
    vault.person("Cy", circle="close", last_contact="2026-11-09", log=["2026-06-01 met", "2026-09-02 lunch: plums"])
    evidence = netnotes(f"network --today {TODAY} --evidence --format json").json()["evidence"]
    lines = {row["name"]: row["lines"] for row in evidence["in_time"]}
    assert lines == {
        "Ada": [line("2026-11-01", "call: the roof", "people/Bo.md", 9, "Bo")],
        "Cy": [line("2026-11-09", "last-contact", "people/Cy.md", None)],
    }


def test_gone_quiet_shows_their_own_last_contact(vault: VaultFolder, netnotes: Ask) -> None:
    """Not the household's, which may be of yesterday; however long ago; their key, where that is later."""
    vault.person("Ann", circle="inner", household="Rua 5", log=["2026-09-01 tea: own", "2026-10-01 tea: own too"])
    vault.person("Bob", circle="inner", household="Rua 5", log=["2026-11-01 tea: Bob", "2026-11-20 tea: Bob only"])
    vault.person("Cy", circle="inner", household="Rua 5", log=["2009-10-01 tea: long ago", "2009-01-01 met"])
    vault.person("Di", circle="inner", household="Rua 5", last_contact="2012-11-01", log=["2009-10-01 tea: plums"])
    vault.person("Ed", met="2001-02-03")
    evidence = netnotes(f"network --today {TODAY} --evidence --format json").json()["evidence"]
    assert {row["name"]: row["lines"] for row in evidence["gone_quiet"]} == {
        "Ann": [line("2026-10-01", "tea: own too", "people/Ann.md", 10)],
        "Cy": [line("2009-10-01", "tea: long ago", "people/Cy.md", 9)],
        "Di": [line("2012-11-01", "last-contact", "people/Di.md", None)],
        "Ed": [line("2001-02-03", "met", "people/Ed.md", 3)],
    }


def line(day: str, text: str, path: str, number: int | None, source: str | None = None) -> dict[str, Any]:
    """A line of evidence that makes one person count, *source* is whose note it is from."""
    return {"date": day, "name": "", "text": text, "path": path, "line": number, "from": source, "amount": 1.0}
