"""`favour`: whom one could ask. Cases by hand from PRODUCT and issue 6, then random vaults against plain loops."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from conftest import Answer, VaultFolder

from .search import expected_favours, random_people, write_people

TODAY = "2026-11-24"
Run = Callable[..., Answer]


@pytest.fixture
def names(netnotes: Run) -> Callable[..., list[str]]:
    """The names that a topic finds, in their order."""

    def ask(topic: str, *options: str) -> list[str]:
        document = netnotes("favour", *topic.split(), *options, "--today", TODAY, "--format", "json").json()
        return [row["name"] for row in document["people"]]

    return ask


FOUND = [
    ("a whole word of an offer", {"offers": ["French translation"]}, "french", "offers"),
    ("the beginning of a word", {"offers": ["translations"]}, "transl", "offers"),
    ("a short word as a whole", {"offers": ["C++, and a little C"]}, "c++", "offers"),
    ("not as a beginning", {"log": ["2026-03-01 call: a chat"]}, "c++", None),
    ("not the middle of a word", {"offers": ["translation"]}, "lation", None),
    ("case and accents of the note", {"offers": ["Übersetzung"]}, "ubersetz", "offers"),
    ("case and accents of the topic", {"offers": ["cafe"]}, "CAFÉ", "offers"),
    ("a script without spaces, anywhere", {"offers": ["日本茶道"]}, "茶", "offers"),
    ("a role", {"role": "tax lawyer"}, "lawyer", "role"),
    ("an organisation", {"org": "the Royal Mint"}, "mint", "org"),
    ("a tag", {"tags": ["person", "chess"]}, "chess", "tags"),
    ("not the tag that makes a person", {"tags": ["person", "chess"]}, "person", None),
    ("the free text", {"body": "Used to mend clocks."}, "clock", "notes"),
    ("a link in the free text by what it shows", {"body": "Ask [[work/Bo|the baker]]."}, "baker", "notes"),
    ("not the target of a link", {"body": "Ask [[work/Bo|the baker]]."}, "work", None),
    ("a line of the log", {"log": ["2026-03-01 lunch: she has a kiln"]}, "kiln", "log"),
    ("not a plan", {"log": ["2027-03-01 lunch: the kiln"]}, "kiln", None),
    ("every word of the topic", {"offers": ["tax advice"], "body": "Lives in Porto."}, "tax porto", "offers"),
    ("not some words of it", {"offers": ["tax advice"]}, "tax porto", None),
    ("not needs, nor a name", {"needs": ["a kiln"], "aliases": ["Kiln"]}, "kiln", None),
    ("the offer before the role", {"offers": ["law"], "role": "lawyer"}, "law", "offers"),
    ("the role before the log", {"role": "lawyer", "log": ["2026-03-01 call: law"]}, "law", "role"),
]


@pytest.mark.parametrize(("keys", "topic", "field"), [row[1:] for row in FOUND], ids=[row[0] for row in FOUND])
def test_what_is_found(keys: dict[str, Any], topic: str, field: str | None, vault: VaultFolder, netnotes: Run) -> None:
    """Fields, free text and lines; whole words or their beginnings; every word."""
    vault.person("Ada", **keys)
    people = netnotes("favour", *topic.split(), "--today", TODAY, "--format", "json").json()["people"]
    assert [row["matches"][0]["field"] for row in people] == ([field] if field else [])


ABOUT = [
    ("in the head of a dated line", "daily/2026-11-01.md", "- call [[Ada]]: she has a kiln", ["Ada"]),
    ("probably there", "daily/2026-11-01.md", "Long walk with [[Ada]], who has a kiln", ["Ada"]),
    ("mentioned in a dated note", "daily/2026-11-01.md", "- idea: ask about [[Ada]] and her kiln", ["Ada"]),
    ("mentioned in another's log", "people/Bo.md", "## Log\n\n- 2026-11-01 call: [[Ada]] has a kiln", ["Bo"]),
    ("in the head of another's line", "people/Bo.md", "## Log\n\n- 2026-11-01 call with [[Ada]]: kiln", ["Ada", "Bo"]),
]


@pytest.mark.parametrize(("path", "text", "expected"), [row[1:] for row in ABOUT], ids=[row[0] for row in ABOUT])
def test_whom_a_line_is_about(
    path: str, text: str, expected: list[str], vault: VaultFolder, names: Callable[..., list[str]]
) -> None:
    """Those who took part; who is only mentioned, in a dated note alone."""
    vault.person("Ada")
    vault.write(path, text + "\n")
    assert sorted(names("kiln")) == expected


@pytest.mark.parametrize(
    ("status", "found", "last"),
    [
        ("active", ["Ada"], ""), ("paused", ["Ada"], ""), ("let-go", [], ""), ("do-not-contact", [], ""),
        ("deceased", [], ""), ("wish", [], "You do not know yet: Ada, a wish (kiln)"),
        ("card", [], "You do not know yet: Ada, a card in the drawer (kiln)"),
    ],
)  # fmt: skip
def test_who_is_proposed(
    status: str, found: list[str], last: str, vault: VaultFolder, names: Callable[..., list[str]], netnotes: Run
) -> None:
    """Nobody who is gone; wishes and cards in a last line."""
    vault.person("Ada", status=status, offers=["kiln"])
    assert names("kiln") == found
    answer = netnotes(f"favour kiln --today {TODAY}")
    assert [line for line in answer.lines if "not know yet" in line] == ([last] if last else [])
    assert ("paused" in answer.stdout) == (status == "paused")


def test_a_card_with_contact_is_known(vault: VaultFolder, names: Callable[..., list[str]]) -> None:
    """It is a card without any that you do not know yet."""
    vault.person("Ada", status="card", offers=["kiln"], log=["2026-03-01 met"])
    vault.person("Bo", status="card", offers=["kiln"], last_contact="2026-03-01")
    vault.person("Cy", status="card", offers=["kiln"], log=["2027-03-01 lunch"])
    assert names("kiln") == ["Ada", "Bo"]


LEDGER = [
    ("never asked, nothing got", [], []),
    (
        "asked, nothing since",
        ["2026-05-03 asked: the key"],
        ["asked 3 May: the key", "You asked last, in May; give first?"],
    ),
    (
        "asked, then given",
        ["2026-05-03 asked: the key", "2026-06-01 gave: plums"],
        ["asked 3 May: the key", "gave 1 Jun: plums"],
    ),
    (
        "asked, then introduced",
        ["2026-05-03 asked: the key", "2026-06-01 introduced: to my sister"],
        ["asked 3 May: the key", "introduced 1 Jun: to my sister"],
    ),
    (
        "thanks are no gift",
        ["2026-05-03 asked: the key", "2026-06-01 thanked: for it"],
        ["asked 3 May: the key", "thanked 1 Jun: for it", "You asked last, in May; give first?"],
    ),
    ("given before, not after", ["2026-04-01 gave: plums", "2025-05-03 asked: the key", "2026-05-09 got: the key"],
     ["asked 3 May 2025: the key", "gave 1 Apr: plums", "The last favour was theirs, in May; give first?"]),
    ("got in another year", ["2025-05-09 got: the key"], ["The last favour was theirs, in May 2025; give first?"]),
    ("the last day of two years", ["2024-11-25 asked: the key"],
     ["asked 25 Nov 2024: the key", "You asked last, in November 2024; give first?"]),
    ("longer ago than two years", ["2024-11-24 asked: the key"], []),
    ("introduced after it was got", ["2026-05-03 got: the key", "2026-06-01 introduced: to my sister"], []),
    ("one day, given in the evening", ["2026-05-03 09:00 asked: the key", "2026-05-03 18:00 gave: plums"],
     ["asked 3 May: the key", "gave 3 May: plums"]),
    ("one day, asked in the evening", ["2026-05-03 09:00 gave: plums", "2026-05-03 18:00 asked: the key"],
     ["asked 3 May: the key", "You asked last, in May; give first?"]),
    ("what is to come is no gift", ["2026-05-03 asked: the key", "2027-01-01 gave: plums"],
     ["asked 3 May: the key", "You asked last, in May; give first?"]),
]  # fmt: skip


@pytest.mark.parametrize(("log", "expected"), [row[1:] for row in LEDGER], ids=[row[0] for row in LEDGER])
@pytest.mark.parametrize("off", ["", "off", "inner"])
def test_what_was_asked_and_given(
    log: list[str], expected: list[str], off: str, vault: VaultFolder, netnotes: Run
) -> None:
    """When they were last asked, what was given since, a word where one would take twice; nothing where it is off."""
    off_keys = {"": {}, "off": {"reciprocity": "off"}, "inner": {"circle": "inner"}}[off]
    vault.person("Ada", offers=["kiln"], log=log, **off_keys)
    lines = netnotes(f"favour kiln --today {TODAY}").lines
    said = [re.sub(r"\s+", " ", line.replace(" people/Ada.md", "\0").partition("\0")[0]).strip() for line in lines[2:]]
    assert said == ([] if off else expected)
    if off:
        (row,) = netnotes(f"favour kiln --today {TODAY} --evidence --format json").json()["people"]
        assert (row["asked"], row["since"], row["give_first"]) == (None, [], None)
        assert not re.search("plums|key|sister", netnotes(f"favour kiln --today {TODAY} --evidence").stdout)


def test_no_ledger_line_is_evidence_where_it_is_off(vault: VaultFolder, names: Callable[..., list[str]]) -> None:
    """What was given to or got from somebody with `reciprocity: off` is nowhere, so it finds nobody either."""
    log = ["2026-05-03 got: a kiln"]
    vault.person("Ada", reciprocity="off", log=log)
    vault.person("Bo", log=log)
    assert names("kiln") == ["Bo"]


STANDING = [
    ("nothing on record", {}, "no contact on record"),
    ("met once", {"met": "2026-03-01"}, "met 1 Mar"),
    ("a rhythm of their own", {"log": [f"2026-{month:02}-01 call" for month in (5, 7, 9, 11)]},
     "usually every 9 weeks, last 1 Nov"),
    ("too few for a rhythm", {"log": ["2026-09-01 call", "2026-11-01 call"]}, "last 1 Nov"),
    ("today", {"log": ["2026-09-01 call", f"{TODAY} call"]}, "last today"),
    ("only letters of theirs", {"log": ["2026-09-01 met", "2026-10-01 letter in", "2026-11-01 letter in"]},
     "last 1 Nov, one way of late"),
    ("paused", {"paused-until": "2027-02-03", "log": ["2026-09-01 call", "2026-11-01 call"]},
     "last 1 Nov, paused until 3 Feb 2027"),
]  # fmt: skip


@pytest.mark.parametrize(("keys", "words"), [row[1:] for row in STANDING], ids=[row[0] for row in STANDING])
def test_how_things_stand_is_said_in_words(keys: dict[str, Any], words: str, vault: VaultFolder, netnotes: Run) -> None:
    """How often and when last, one way of late, paused; no number of warmth."""
    vault.person("Ada", offers=["kiln"], **keys)
    first = netnotes(f"favour kiln --today {TODAY}").lines[0]
    assert first == f"{'Ada':<26}{words}"


def test_the_order_and_the_cap(vault: VaultFolder, names: Callable[..., list[str]], netnotes: Run) -> None:
    """Warmest first, then inner circle, then name; of more than seven, those who offer it are kept."""
    for number in range(8):
        vault.person(f"Talker {number}", log=["2026-11-01 lunch: the kiln"])
    vault.person("Offering", offers=["kiln"])
    vault.person("Älf", offers=["kiln"], circle="close")
    vault.person("Role", role="kiln builder", circle="wide")
    few = names("kiln")
    assert few == ["Talker 0", "Talker 1", "Talker 2", "Talker 3", "Älf", "Role", "Offering"]
    assert "… 4 more (--all)" in netnotes(f"favour kiln --today {TODAY}").lines
    assert len(names("kiln", "--all")) == 11


BAD = [
    (["kiln"], 'No note says that somebody could help with "kiln".'),
    (["kiln", "clay"], 'No note says that somebody could help with "kiln clay". Fewer words find more.'),
]


@pytest.mark.parametrize(("topic", "first"), BAD)
@pytest.mark.parametrize("people", [0, 1])
@pytest.mark.parametrize("today", ["0001-01-01", TODAY, "9999-12-31"])
def test_a_topic_that_matches_nobody(
    topic: list[str], first: str, people: int, today: str, vault: VaultFolder, netnotes: Run
) -> None:
    """Plain words and a next step, on any day, also in an empty vault."""
    if people:
        vault.person("Ada", offers=["glaze"], log=["2026-05-03 asked: the key"])
    answer = netnotes("favour", *topic, "--today", today)
    assert answer.exit_code == 0
    assert answer.lines[0].startswith(first[:70])
    assert "netnotes path WHO" in answer.stdout
    assert netnotes("favour", "glaze", "--today", today).exit_code == 0


@pytest.mark.parametrize("topic", [["!!!"], [""], ["  ", "–"]])
def test_a_topic_without_words(topic: list[str], vault: VaultFolder, netnotes: Run) -> None:
    """Says what to write."""
    answer = netnotes("favour", *topic)
    assert answer.exit_code == 2
    assert answer.stderr.strip() == "netnotes: what do you need? Write it in words: netnotes favour translation"


@pytest.mark.parametrize("columns", ["30", "59", "60", "80", "120"])
def test_every_line_fits(columns: str, vault: VaultFolder, netnotes: Run) -> None:
    """Also with long names, texts and paths; in a pipe nothing is cut."""
    name = "Wilhelmina Theodora van der Berg-Oosterhout"
    said = "a very long story about many things, at the end of which stands the kiln, and then some more of it"
    vault.person(name, offers=[said], log=[f"2026-05-03 asked: {said}", f"2026-04-03 got: {said}"])
    vault.person("Bo", log=[f"2025-05-03 lunch: {said}"])
    answer = netnotes(f"favour kiln --evidence --today {TODAY}", env={"COLUMNS": columns})
    assert max(map(len, answer.lines)) <= int(columns)
    assert sum("the kiln" in line for line in answer.lines) >= 2
    assert said in netnotes(f"favour kiln --today {TODAY}").stdout


def test_evidence_adds_up(vault: VaultFolder, netnotes: Run) -> None:
    """The lines of the months add up to the warmth, halved where contact goes one way."""
    vault.person("Ada", offers=["kiln"], log=["2026-11-01 lunch", "2026-05-01 call", "2025-01-01 email in"])
    vault.person("Bo", offers=["kiln"], log=["2026-11-01 letter in", "2026-10-01 letter in", "2025-04-01 ping in"])
    document = netnotes(f"favour kiln --evidence --today {TODAY} --format json").json()
    for row, expected in zip(document["people"], (26, 9.5), strict=True):
        amounts = [month["depth"] * month["weight"] for month in row["warmth"]["months"]]
        assert amounts == [month["amount"] for month in row["warmth"]["months"]]
        assert row["warmth"]["sum"] == (sum(amounts) / 2 if row["warmth"]["halved"] else sum(amounts)) == expected
    lines = netnotes(f"favour kiln --evidence --today {TODAY}").lines
    assert "  warmth 26" in lines
    assert "  warmth 9.5, half of 19: contact goes one way" in lines
    assert not re.search("warmth", netnotes(f"favour kiln --today {TODAY}").stdout)
    vault.person("Pen", offers=["loom"], met=TODAY, log=["2026-11-20 letter in", "2026-11-01 letter out"])
    lines = netnotes(f"favour loom --evidence --today {TODAY}").lines
    assert "  warmth 7.5, half of 15: nothing since you met" in lines


@pytest.mark.parametrize("chunk", range(3))
def test_favours_are_what_plain_loops_give(chunk: int, tmp_path: Path, netnotes: Run) -> None:
    """Who is found for a topic, by which words, in which order, and what was asked, on random vaults."""
    seen = 0
    for seed in range(chunk * 25, chunk * 25 + 25):
        rng = Random(seed)
        people = random_people(rng)
        folder = tmp_path / str(seed)
        write_people(people, folder)
        for topic in (["kiln"], ["a"], ["tax", "law"], [rng.choice(["cafe", "print", "ubersetz", "garden", "茶"])]):
            for options in ([], ["--all"]):
                told = ["--vault", str(folder), "--today", TODAY, "--format", "json"]
                document = netnotes("favour", *topic, *options, *told, "--evidence").json()
                found = [
                    (
                        row["name"], row["warmth"]["sum"], row["matches"][0]["field"],
                        row["asked"] and row["asked"]["date"], [line["date"] for line in row["since"]],
                        row["give_first"] and row["give_first"]["date"],
                    )
                    for row in document["people"]
                ]  # fmt: skip
                rows, left, not_yet = expected_favours(people, topic, everyone=bool(options))
                assert (found, document["left_out"]) == (rows, left), (seed, topic, options)
                assert [row["name"] for row in document["not_yet"]] == not_yet
                seen += len(found)
    assert seen > 200
