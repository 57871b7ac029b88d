"""`network` against plain loops over random vaults, and its evidence against its numbers and the notes."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from conftest import Answer, VaultFolder

from .network_oracle import TODAY, network, random_people

WORLDS = 400 if os.environ.get("NETNOTES_LONG") else 40
SUMS = ("collected", "met")


@pytest.mark.parametrize("seed", range(WORLDS))
def test_the_network_is_what_plain_loops_find(seed: int, vault: VaultFolder, netnotes: Callable[..., Answer]) -> None:
    """Groups, paces, movement, time and names; and every number is its people, every amount a line that is there."""
    people = random_people(seed)
    for person in people:
        keys: Any = person.keys()
        vault.person(person.name, log=[line.text() for line in person.log], **keys)
    since = Random(seed).choice([date(2026, 8, 24), date(2026, 11, 24), date(2026, 1, 31), date(2024, 2, 29)])
    answer = netnotes(f"network --today {TODAY} --since {since} --evidence --format json").json()
    expected = network(people, TODAY, since)
    keys_read = ("group", "pace", "would_ask", "moved", "warmth")
    found = {row["name"]: {key: row[key] for key in keys_read} for row in answer["people"]}
    assert found == {name: {key: row[key] for key in keys_read} for name, row in expected["people"].items()}
    for row in answer["people"]:
        assert row["minutes"] == pytest.approx(float(expected["people"][row["name"]]["minutes"]), abs=0.01)
    assert [row["name"] for row in answer["time"]["named"]] == expected["named"]
    assert {row["name"] for row in answer["time"]["closest"]} == set(expected["closest"])
    assert [row["name"] for row in answer["moved"]["let_go"]] == expected["let_go"]
    assert answer["time"]["minutes"] == pytest.approx(float(expected["minutes"]), abs=0.01)
    check_numbers(answer)
    check_lines(answer, vault.path)
    assert_same_in_text(answer, netnotes(f"network --today {TODAY} --since {since}").stdout)


def check_numbers(answer: Mapping[str, Any]) -> None:
    """Each number is the people behind it, and the sums are sums."""
    numbers, evidence, rows = answer["numbers"], answer["evidence"], answer["people"]
    assert {what: len(evidence[what]) for what in numbers if what not in SUMS} == {
        what: number for what, number in numbers.items() if what not in SUMS
    }
    for what, key in (("in_time", "pace"), ("late", "pace"), ("one_way", "group"), ("new", "moved")):
        assert [row["path"] for row in evidence[what]] == [row["path"] for row in rows if row[key] == what]
    apart = ("met_once", "once", "one_way", "gone_quiet", "date_only", "not_met")
    assert numbers["collected"] == len(rows) == numbers["both_ways"] + sum(numbers[what] for what in apart)
    assert numbers["met"] == numbers["collected"] - numbers["not_met"]
    assert numbers["both_ways"] == sum(numbers[what] for what in ("in_time", "late", "without_rhythm", "paused"))
    assert numbers["others"] == numbers["both_ways"] - len(answer["time"]["named"])


def check_lines(answer: Mapping[str, Any], vault: Path) -> None:
    """Adding the lines gives the number, and each is where it says it is."""
    evidence, rows = answer["evidence"], {row["path"]: row for row in answer["people"]}
    for what, people in evidence.items():
        for person in people:
            lines = person["lines"]
            assert lines or person["lines_before"], (what, person)
            total = sum(line["amount"] for line in lines)
            if what in ("closest", "rest"):
                assert total == pytest.approx(rows[person["path"]]["minutes"], abs=0.01)
            elif what in ("closer", "quieter"):
                points = [total, sum(line["amount"] for line in person["lines_before"])]
                words = [rows[person["path"]][key] for key in ("warmth", "warmth_before")]
                assert [word_of(number) for number in points] == words
            elif what != "would_ask":
                assert total == pytest.approx(1)
            for line in [*lines, *person["lines_before"]]:
                if line["line"]:
                    written = (vault / line["path"]).read_text(encoding="utf-8").splitlines()[line["line"] - 1]
                    assert line["date"] in written
    total = sum(line["amount"] for what in ("closest", "rest") for row in evidence[what] for line in row["lines"])
    assert total == pytest.approx(answer["time"]["minutes"], abs=0.05)


def word_of(points: float) -> str:
    """The warmth as a word."""
    return "warm" if points >= 50 else "friendly" if points >= 10 else "cool" if points >= 1 else "cold"


def assert_same_in_text(answer: Mapping[str, Any], text: str) -> None:
    """The rows on the screen carry the same numbers."""
    labels = {"both_ways": "both ways", "met_once": "met once", "one_way": "one way", "would_ask": "would ask"}
    for what, label in labels.items():
        rows = [line for line in text.splitlines() if line.startswith(f"  {label} ")]
        number = answer["numbers"][what]
        assert [int(line[15:19]) for line in rows] == ([number] if number else [])
