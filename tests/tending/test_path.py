"""Ways to somebody: cases by hand, what a person sees, and bad input. The random ones are in test_path_random."""

from __future__ import annotations

import pytest

TODAY = "2026-11-24"
WARM = ["2026-11-10 lunch", "2026-10-10 lunch", "2026-09-10 lunch", "2026-08-10 lunch"]  # 15 + 15 + 15 + 10
FRIENDLY = ["2026-11-10 lunch", "2020-11-10 lunch"]  # 15, and a first meeting before it
COOL = ["2025-03-10 lunch"]  # 5, halved
COLD = ["2020-03-10 lunch"]


def told(answer) -> list[str]:
    """The ways as ``cost: You > Ada > Zoe``, known people as ``known Ada word``."""
    row = answer.json()
    known = [f"known {who['name']} {who['word']}" for who in row["known"]]
    return known + [f"{way['cost']}: " + " > ".join(hop["name"] for hop in way["hops"]) for way in row["ways"]]


ZOE = {"status": "wish"}
CASES = {
    "who knows her by my note of them": ({"Ada": {"log": WARM, "knows": ["[[Zoe]]"]}, "Zoe": ZOE}, ["3: Ada > Zoe"]),
    "either direction counts": ({"Ada": {"log": WARM}, "Zoe": {**ZOE, "knows": ["Ada"]}}, ["3: Ada > Zoe"]),
    "met through": ({"Ada": {"log": WARM}, "Zoe": {**ZOE, "met_through": "[[Ada]]"}}, ["3: Ada > Zoe"]),
    "introduced": ({"Ada": {"log": [*WARM, "2026-05-01 introduced: to [[Zoe]]"]}, "Zoe": ZOE}, ["3: Ada > Zoe"]),
    "introduced, where no ledger is kept": (
        {"Ada": {"log": [*WARM, "2026-05-01 out: introduced to [[Zoe]]"], "reciprocity": "off"}, "Zoe": ZOE},
        ["3: Ada > Zoe"],
    ),
    "something else that goes out is no introduction": (
        {"Ada": {"log": [*WARM, "2026-05-01 out: was introduced to [[Zoe]]'s book"]}, "Zoe": ZOE}, [],
    ),
    "one household": (
        {"Ada": {"log": WARM, "household": "Rua 5"}, "Zoe": {**ZOE, "household": "Rua 5"}}, ["2: Ada > Zoe"],
    ),
    "another household": ({"Ada": {"log": WARM, "household": "Rua 5"}, "Zoe": {**ZOE, "household": "Rua 6"}}, []),
    "an introduction that is planned is none": (
        {"Ada": {"log": [*WARM, "2026-12-01 introduced: to [[Zoe]]"]}, "Zoe": ZOE}, [],
    ),
    "a mere mention is nothing": ({"Ada": {"log": [*WARM, "2026-05-01 call: of [[Zoe]]"]}, "Zoe": ZOE}, []),
    "friendly, cool and cold": (
        {
            "Ada": {"log": FRIENDLY, "knows": ["[[Zoe]]"]}, "Bo": {"log": COOL, "knows": ["[[Zoe]]"]},
            "Cy": {"log": COLD, "knows": ["[[Zoe]]"]}, "Zoe": ZOE,
        },
        ["4: Ada > Zoe", "6: Bo > Zoe", "10: Cy > Zoe"],
    ),
    "no more than three, by names": (
        {**{name: {"log": WARM, "knows": ["[[Zoe]]"]} for name in ("Dee", "Bo", "Ada", "Cy")}, "Zoe": ZOE},
        ["3: Ada > Zoe", "3: Bo > Zoe", "3: Cy > Zoe"],
    ),
    "fewer hops before names": (
        {
            "Ada": {"log": WARM}, "Bo": {"log": [*FRIENDLY, "2026-11-01 lunch with [[Cy]]"], "knows": ["[[Zoe]]"]},
            "Cy": {"log": ["2026-11-01 lunch with [[Ada]]"]}, "Zoe": ZOE,
        },
        ["4: Bo > Zoe"],
    ),
    "together lately": (
        {"Ada": {"log": [*WARM, "2024-11-24 tea with [[Zoe]]"]}, "Zoe": {}}, ["known Zoe cold", "2: Ada > Zoe"],
    ),
    "together longer ago": (
        {"Ada": {"log": [*WARM, "2024-11-23 tea with [[Zoe]]"]}, "Zoe": {}}, ["known Zoe cold", "4: Ada > Zoe"],
    ),
    "the cheapest bond of a pair counts": (
        {"Ada": {"log": [*WARM, "2020-11-23 tea with [[Zoe]]"], "knows": ["[[Zoe]]"]}, "Zoe": {}},
        ["known Zoe cold", "3: Ada > Zoe"],
    ),
    "no way that is no warmer than asking her": (
        {"Ada": {"log": WARM, "knows": ["[[Zoe]]"]}, "Zoe": {"log": FRIENDLY}}, ["known Zoe friendly"],
    ),
    "a warmer way than asking her": (
        {"Ada": {"log": WARM, "knows": ["[[Zoe]]"]}, "Zoe": {"log": COOL}}, ["known Zoe cool", "3: Ada > Zoe"],
    ),
    "through somebody whom you do not know": (
        {"Ada": {"log": WARM, "knows": ["[[Bo]]"]}, "Bo": {"status": "card", "knows": ["[[Zoe]]"]}, "Zoe": ZOE},
        ["5: Ada > Bo > Zoe"],
    ),
    "who was never met is no first step": ({"Bo": {"knows": ["[[Zoe]]"]}, "Zoe": ZOE}, []),
    "a card that was met is one": (
        {"Bo": {"status": "card", "log": COLD, "knows": ["Zoe"]}, "Zoe": ZOE}, ["10: Bo > Zoe"],
    ),
    "last-contact is contact": ({"Bo": {"last_contact": "2025-01-01", "knows": ["Zoe"]}, "Zoe": ZOE}, ["10: Bo > Zoe"]),
    "one to come is not": (
        {"Bo": {"last_contact": "2027-01-01", "log": ["2026-12-01 tea"], "knows": ["Zoe"]}, "Zoe": ZOE}, [],
    ),
    "no detour to somebody you reach as well yourself": (
        {"Ada": {"log": WARM, "knows": ["[[Bo]]"]}, "Bo": {"log": FRIENDLY, "knows": ["[[Zoe]]"]}, "Zoe": ZOE},
        ["4: Bo > Zoe"],
    ),
    "a detour that is warmer": (
        {"Ada": {"log": WARM, "knows": ["[[Bo]]"]}, "Bo": {"log": COLD, "knows": ["[[Zoe]]"]}, "Zoe": ZOE},
        ["5: Ada > Bo > Zoe", "10: Bo > Zoe"],
    ),
    **{
        f"{status} is no way": (
            {"Ada": {"log": WARM, "knows": ["[[Bo]]"]}, "Bo": {"status": status, "log": WARM, "knows": ["[[Zoe]]"]},
             "Zoe": ZOE}, [],
        )
        for status in ("let-go", "do-not-contact", "deceased")
    },
    "a circle of introductions, and links to oneself": (
        {
            "Ada": {"log": [*WARM, "2026-05-01 introduced: to [[Zoe]]"], "knows": ["[[Ada]]", "[[Nobody]]"]},
            "Zoe": {**ZOE, "met_through": "[[Bo]]"}, "Bo": {"status": "wish", "met_through": ["[[Zoe]]", "[[Bo]]"]},
        },
        ["3: Ada > Zoe"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_ways(vault, netnotes, case) -> None:
    """Each case: some notes, and the ways to Zoe."""
    people, ways = CASES[case]
    for name, fields in people.items():
        vault.person(name, **fields)
    answer = netnotes("path", "zoe", "--today", TODAY, "--format", "json")
    assert (answer.exit_code, told(answer)) == (0, ways)


def test_a_way_is_said_in_words_with_the_line_behind_each_step(vault, netnotes) -> None:
    """Names and arrows, how things stand with the first, why each knows the next, and where that is written."""
    vault.person("Mary Somerville", log=WARM, knows=["[[Caroline Herschel]]"])
    vault.person("Caroline Herschel", log=["2024-06-01 tea: the comet"])
    vault.person("Zoe", status="wish", met_through="[[Caroline Herschel]]")
    assert netnotes(f"path zoe --today {TODAY}").lines == [
        "Zoe",
        "",
        "You → Mary Somerville → Caroline Herschel → Zoe",
        "  warm         10 Nov: lunch                         people/Mary Somerville.md:8",
        "  knows        Mary Somerville knows Caroline Herschel",
        "               people/Mary Somerville.md:3",
        "  met through  Zoe was met through Caroline Herschel             people/Zoe.md:4",
        "",
        "You → Caroline Herschel → Zoe",
        "  cold         1 Jun 2024: tea: the comet          people/Caroline Herschel.md:7",
        "  met through  Zoe was met through Caroline Herschel             people/Zoe.md:4",
    ]
    narrow = netnotes(f"path zoe --today {TODAY}", env={"COLUMNS": "40"}).lines
    assert max(map(len, narrow)) <= 40
    assert narrow[2:4] == ["You → Mary Somerville → Caroline", "  Herschel → Zoe"]


def test_the_costs_are_told_with_the_evidence_and_add_up(vault, netnotes) -> None:
    """--evidence gives each line with what it costs; the sum is the way's."""
    vault.person("Ada", log=[*FRIENDLY, "2026-06-01 tea with [[Bo]]: maps"])
    vault.person("Bo", status="card", knows=["[[Zoe]]"])
    vault.person("Zoe", status="wish")
    lines = netnotes(f"path zoe --evidence --today {TODAY}").lines
    assert lines[2:] == [
        "You → Ada → Bo → Zoe",
        "  5 = 2 + 1 + 2: friendly, together, knows",
        "    10 Nov       2  lunch                                        people/Ada.md:7",
        "    1 Jun        1  tea with Bo: maps                            people/Ada.md:9",
        "                 2  Bo knows Zoe                                  people/Bo.md:4",
        "",
        "You → Bo → Zoe",
        "  6 = 4 + 2: cool, knows",
        "    1 Jun        4  (from Ada) tea with Bo: maps                 people/Ada.md:9",
        "                 2  Bo knows Zoe                                  people/Bo.md:4",
    ]
    for way in netnotes(f"path zoe --today {TODAY} --format json").json()["ways"]:
        assert sum(hop["cost"] for hop in way["hops"]) == way["cost"]


def test_whom_you_know_yourself_is_said_first(vault, netnotes) -> None:
    """With the last contact; a way through others only where it is warmer."""
    vault.person("Ada", log=WARM, knows=["[[Bo]]"])
    vault.person("Bo", log=["2026-09-14 email in: plums"])
    assert netnotes(f"path ada --today {TODAY}").lines == ["Ada", "You know Ada yourself: last contact 10 Nov."]
    assert netnotes(f"path bo --today {TODAY}").lines[:4] == [
        "Bo", "You know Bo yourself: last contact 14 Sep.", "", "You → Ada → Bo",
    ]  # fmt: skip
    vault.person("Cy", last_contact="2026-01-02")
    assert netnotes(f"path cy --today {TODAY}").lines[1:] == [
        "You know Cy yourself: last contact 2 Jan.", "No way through others is warmer.",
    ]  # fmt: skip


def test_no_way_says_what_could_be_written_down(vault, netnotes) -> None:
    """In plain words, with a command that does bring a way once it is given."""
    vault.person("Ada", log=WARM)
    vault.person("Zoe O'Neill", status="wish")
    lines = netnotes(f"path zoe --today {TODAY}").lines
    assert lines == [
        "Zoe O'Neill",
        "Nobody you are in touch with is known to know Zoe O'Neill. If somebody does,",
        "write it into their note:",
        "  netnotes set WHO 'knows+=Zoe O'\"'\"'Neill'",
    ]
    netnotes(lines[-1].strip().removeprefix("netnotes ").replace("WHO", "ada"))
    assert netnotes(f"path zoe --today {TODAY}").lines[2] == "You → Ada → Zoe O'Neill"


def test_an_organisation_is_anybody_of_it(vault, netnotes) -> None:
    """Its whole name or a part, folded; each way ends at the first of its people, whom you know is said first."""
    vault.person("Ada", log=WARM, knows=["[[Zoe]]", "[[Yan]]"])
    vault.person("Bo", log=FRIENDLY, knows=["[[Yan]]"])
    vault.person("Zoe", status="wish", org="Société Générale, Paris")
    vault.person("Yan", status="wish", org="Société Générale", knows=["[[Zoe]]"])
    vault.person("Xenia", status="deceased", org="Société Générale")
    for words in ("societe generale", "générale", "Société Générale"):
        answer = netnotes("path", words, "--today", TODAY, "--format", "json")
        assert told(answer) == ["3: Ada > Yan", "4: Bo > Yan"], words
        assert answer.json()["org"].startswith("Société Générale")
        assert [who["name"] for who in answer.json()["people"]] == ["Yan", "Zoe"]
    vault.person("Yan", log=COLD, org="Société Générale", knows=["[[Zoe]]"])
    assert netnotes("path", "generale", "--today", TODAY).lines[:4] == [
        "Société Générale", "You know Yan yourself: last contact 10 Mar 2020.", "", "You → Ada → Yan",
    ]  # fmt: skip


def test_a_person_or_an_organisation(vault, netnotes) -> None:
    """A whole name comes first, then a whole organisation, then words of a name, then parts of either."""
    vault.person("Hahn", log=WARM)
    vault.person("Camille Dupont", org="Dupont", log=WARM)
    vault.person("Eve", org="the mill", log=WARM)
    vault.person("Emil Post", org="Hahn")
    heads = {
        words: netnotes(f"path {words} --today {TODAY}").lines[0]
        for words in ("hahn", "dupont", "camille", "mill", "emi")
    }
    assert heads == {
        "hahn": "Hahn",
        "dupont": "Dupont",
        "camille": "Camille Dupont",
        "mill": "the mill",
        "emi": "Emil Post",
    }
    answer = netnotes(f"path zorro --today {TODAY}")
    assert (answer.exit_code, answer.stdout) == (4, "")
    assert answer.stderr == 'netnotes: nobody and no org is called "zorro"; netnotes list shows everyone\n'


def test_whom_nobody_should_turn_to(vault, netnotes) -> None:
    """Asked for by name, it is said how it stands, and no way is looked for."""
    vault.person("Ada", log=WARM, knows=["[[Bo]]", "[[Cy]]", "[[Di]]"])
    for name, status in (("Bo", "let-go"), ("Cy", "do-not-contact"), ("Di", "deceased")):
        vault.person(name, log=WARM, status=status)
    assert [netnotes(f"path {name} --today {TODAY}").lines[1:] for name in ("bo", "cy", "di")] == [
        ["Bo is let go; netnotes keep takes them back."],
        ["Cy is not to be contacted, so no way is looked for."],
        ["Di is deceased."],
    ]
    row = netnotes(f"path cy --today {TODAY} --format json").json()
    assert (row["people"][0]["status"], row["known"], row["ways"]) == ("do-not-contact", [], [])


def test_what_was_given_and_got_stays_hidden(vault, netnotes) -> None:
    """Of somebody with `reciprocity: off` a line of the ledger is only contact."""
    vault.person("Ada", log=["2026-11-10 got: a loan of ten pounds"], knows=["[[Zoe]]"], reciprocity="off")
    vault.person("Zoe", status="wish")
    for form in ("text", "json"):
        answer = netnotes(f"path zoe --evidence --today {TODAY} --format {form}")
        assert "loan" not in answer.stdout
        assert "contact" in answer.stdout


@pytest.mark.parametrize("day", ["0001-01-01", "2000-02-29", "9999-12-31"])
def test_on_the_first_and_the_last_day(vault, netnotes, day) -> None:
    """A day long ago or far ahead has an answer."""
    vault.person("Ada", log=WARM, knows=["[[Zoe]]"])
    vault.person("Zoe", status="wish")
    assert netnotes(f"path zoe --today {day}").exit_code == 0


def test_a_long_way(vault, netnotes) -> None:
    """Over more people than are asked for one by one, in a chain."""
    names = [f"P{number:04}" for number in range(560)]
    for name, other in zip(names, [*names[1:], "Ada"], strict=True):
        vault.write(f"people/{name}.md", f"---\nstatus: wish\nknows: '[[{other}]]'\n---\n")
    vault.person("Ada", log=WARM)
    (way,) = netnotes(f"path p0000 --today {TODAY} --format json").json()["ways"]
    assert (way["cost"], [hop["name"] for hop in way["hops"]]) == (1 + 560 * 2, ["Ada", *names[::-1]])


def test_an_empty_vault_and_no_markdown(vault, netnotes) -> None:
    """Nobody is called so; there is no Markdown form."""
    vault.write("a.md")
    assert netnotes(f"path ada --today {TODAY}").exit_code == 4
    assert netnotes(f"path '' --today {TODAY}").exit_code == 4
    assert netnotes("path ada --format md").exit_code == 2
