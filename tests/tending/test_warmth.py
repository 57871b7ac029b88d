"""The worked example and the numbers of docs/warmth.md, worked out again; and cases of contact both ways, by hand."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Answer, VaultFolder

from netnotes.dates import MONTHS
from netnotes.model.kinds import Kinds
from netnotes.queries import ties

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "warmth.md").read_text(encoding="utf-8")
TODAY = "2026-11-24"
Run = Callable[..., Answer]


def asked(netnotes: Run, topic: str, *options: str) -> dict[str, Any]:
    """The one person whom a topic finds, with the evidence."""
    (row,) = netnotes("favour", topic, "--evidence", "--format", "json", *options).json()["people"]
    found: dict[str, Any] = row
    return found


def test_the_worked_example_is_right(netnotes: Run) -> None:
    """The table by hand, its sum, and that nothing is halved, as the program has it for the example vault."""
    row = asked(netnotes, "theology", "--today", TODAY, "--vault", str(ROOT / "example-vault"))
    assert (row["name"], row["both_ways"], row["warmth"]["halved"]) == ("Thomas Bayes", True, False)
    cells = re.findall(r"^\| (\w+) (\d{4}) \| (\w+) \| (\d) \| (\d) \| (\d+) \|$", PAGE, re.MULTILINE)
    shown = [
        (f"{year}-{MONTHS.index(month) + 1:02}", int(depth), int(times), int(adds))
        for month, year, _, depth, times, adds in cells
    ]
    months = row["warmth"]["months"]
    assert shown == [(m["date"][:7], m["depth"], m["weight"], m["amount"]) for m in months]
    assert all(depth * times == adds for _, depth, times, adds in shown)
    assert all(cell[2] in month["text"] for cell, month in zip(cells, months, strict=True))
    said = re.search(r"^That is (\d+)\.", PAGE, re.MULTILINE)
    assert said
    assert int(said[1]) == sum(adds for *_, adds in shown) == row["warmth"]["sum"]


def test_the_numbers_of_the_formula_are_those_of_the_program() -> None:
    """Depths, weights, words and the most there can be."""
    assert f"last {ties.MONTHS} calendar months" in PAGE
    kinds = Kinds()
    depths = [kinds.depth(kind) for kind in ("lunch", "call", "letter", "message", "ping")]
    assert re.findall(r"(\d) (?:in person|a call|a letter|a message|a ping)", PAGE) == [str(depth) for depth in depths]
    assert ties._WEIGHTS == (3,) * 3 + (2,) * 9 + (1,) * 12
    most = re.search(r"5 × \(3 × 3 \+ 9 × 2 \+ 12 × 1\) = (\d+)", PAGE)
    assert most
    assert int(most[1]) == 5 * sum(ties._WEIGHTS)
    words = re.search(r"\*warm\* from (\d+), \*friendly\* from (\d+), \*cool\* from (\d+), \*cold\* below", PAGE)
    assert words
    assert [int(least) for _, least in ties._LEAST] == [int(least) for least in words.groups()]


BOTH_WAYS = [
    ("never met", {}, False, 0),
    ("only the first meeting", {"log": ["2026-11-01 met"]}, False, 7.5),
    ("a second time", {"log": ["2026-10-01 met", "2026-11-01 lunch"]}, True, 30),
    ("twice on the day of the first meeting", {"log": ["2026-11-01 met", "2026-11-01 lunch"]}, False, 7.5),
    ("met by a key", {"met": "2026-10-01", "log": ["2026-11-01 lunch"]}, True, 30),
    ("met again, long known", {"log": ["2026-09-01 email", "2026-10-01 email", "2026-11-01 met"]}, True, 33),
    ("they wrote, I did not", {"log": ["2026-09-01 met", "2026-10-01 email in", "2026-11-01 email in"]}, False, 16.5),
    ("I wrote, and they never did", {"log": ["2026-09-01 met", "2026-10-01 email out"]}, False, 12),
    ("they wrote, and I answered", {"log": ["2026-09-01 met", "2026-10-01 sms in", "2026-11-01 sms out"]}, True, 27),
    ("a present alone", {"log": ["2026-09-01 met", "2026-11-01 gave: plums"]}, False, 10.5),
    ("presents of both", {"log": ["2026-09-01 met", "2026-10-01 gave: plums", "2026-11-01 got: pears"]}, True, 27),
    ("a present at lunch", {"log": ["2026-09-01 met", "2026-11-01 lunch gave: plums"]}, False, 15),
    ("lunch, more than a year ago", {"log": ["2024-12-01 met", "2025-11-23 lunch"]}, False, 5),
    ("lunch, a year ago", {"log": ["2024-12-01 met", "2025-11-24 lunch"]}, True, 10),
    ("within twice the rhythm", {"cadence": "2 months", "log": ["2026-01-01 met", "2026-07-24 lunch"]}, True, 20),
    ("outside it", {"cadence": "2 months", "log": ["2026-01-01 met", "2026-07-23 lunch"]}, False, 10),
    ("a rhythm that lasts long", {"cadence": "3 years", "log": ["2021-01-01 met", "2021-02-01 lunch"]}, True, 0),
    ("never asks for no rhythm", {"cadence": "never", "log": ["2026-01-01 met", "2026-02-01 lunch"]}, True, 20),
    ("the circle's rhythm", {"circle": "close", "log": ["2026-01-01 met", "2026-08-31 lunch"]}, False, 10),
    ("a try is no contact", {"log": ["2026-09-01 met", "2026-11-01 voicemail"]}, False, 7.5),
    ("a note is no contact", {"log": ["2026-09-01 met", "2026-11-01 note: taller than I thought"]}, False, 7.5),
    ("a plan is none yet", {"log": ["2026-09-01 met", "2026-12-01 lunch"]}, False, 7.5),
    ("a key alone is none", {"last-contact": "2026-11-01"}, False, 0),
]  # fmt: skip


@pytest.mark.parametrize(("keys", "both", "warmth"), [row[1:] for row in BOTH_WAYS], ids=[row[0] for row in BOTH_WAYS])
def test_contact_both_ways_and_warmth(
    keys: dict[str, Any], both: bool, warmth: float, vault: VaultFolder, netnotes: Run
) -> None:
    """PRODUCT, The network: after the first meeting, within twice the rhythm, both ways; and what it is worth."""
    vault.person("Ada", offers=["kiln"], **keys)
    row = asked(netnotes, "kiln", "--today", TODAY)
    assert (row["both_ways"], row["warmth"]["sum"]) == (both, warmth)


MONTHLY = [
    ("the deepest of a month", ["2026-11-01 sms", "2026-11-02 lunch", "2026-11-03 call"], [15]),
    ("a hundred messages are one", [f"2026-11-{day:02} sms" for day in range(1, 25)], [6]),
    ("the first and last month of three times", ["2026-11-24 ping", "2026-09-01 ping"], [3, 3]),
    ("the first and last of twice", ["2026-08-31 ping", "2025-12-01 ping"], [2, 2]),
    ("the first and last of once", ["2025-11-30 ping", "2024-12-01 ping"], [1, 1]),
    ("the month before is too old", ["2024-11-30 lunch"], []),
    ("a word not known is as deep as a message", ["2026-11-01 sauna: hot"], [6]),
    ("what is probable adds nothing", [], []),
]


@pytest.mark.parametrize(("log", "amounts"), [row[1:] for row in MONTHLY], ids=[row[0] for row in MONTHLY])
def test_what_a_month_adds(log: list[str], amounts: list[int], vault: VaultFolder, netnotes: Run) -> None:
    """The deepest contact of each of 24 months, three times, twice or once."""
    vault.person("Ada", offers=["kiln"], log=log)
    if not log:
        vault.write("daily/2026-11-01.md", "Long walk with [[Ada]]\n")
    row = asked(netnotes, "kiln", "--today", TODAY)
    assert [month["amount"] for month in row["warmth"]["months"]] == amounts


def test_company_counts_for_everyone_in_the_head(vault: VaultFolder, netnotes: Run) -> None:
    """A lunch in another's note is contact with both, with the same line as evidence."""
    vault.person("Ada", offers=["kiln"], log=["2026-10-01 met", "2026-11-01 lunch with [[Bo]]: soup"])
    vault.person("Bo", offers=["wheel"])
    (month,) = asked(netnotes, "wheel", "--today", TODAY)["warmth"]["months"]
    assert (month["path"], month["line"], month["amount"]) == ("people/Ada.md", 9, 15)
