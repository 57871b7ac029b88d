"""Hours spent, by hand from docs/rules.md: what a contact takes, and that a person counts once a day."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .asking_capacity import ask, settings


@pytest.mark.parametrize(
    ("log", "hours"),
    [
        (["2026-11-24 tea: x"], 1),
        (["2026-11-24 tea (2h): x"], 2),
        (["2026-11-24 tea with [[Bo]] (30 min): x"], 0.5),
        (["2026-11-24 tea with [[Bo]]: x"], 1),
        (["2026-09-02 tea: the first of the 84 days"], 1),
        (["2026-09-01 tea: one day before"], 0),
        (["2026-11-25 tea: a plan"], 0),
        (["2026-11-24 no answer: x", "2026-11-24 note: x"], 0),
    ],
)
def test_hours_spent(vault: Any, netnotes: Callable[..., Any], log: list[str], hours: float) -> None:
    """The duration on the line, else the usual minutes of whose line it is; with several people once."""
    settings(vault, 3)
    vault.person("Ada", circle="close", log=log)
    vault.person("Bo", circle="inner")
    assert ask(netnotes)["hours_spent"] == hours


GROUP = {
    "Ada": ["2026-11-10 dinner with [[Bo]] and [[Cy]] (3h): group", "2026-11-01 call (20 min): hi"],
    "Bo": [
        "2026-11-10 dinner with [[Ada]] and [[Cy]] (3h): group",
        "2026-11-02 call (30 min): a",
        "2026-11-02 call: b",
    ],
    "Cy": [],
}


@pytest.mark.parametrize(
    ("logs", "daily", "hours"),
    [
        # Everybody once a day, so one dinner however often it is written: 3 h, a call of 20 min, one of an hour.
        (GROUP, "- dinner with [[Ada]], [[Bo]] and [[Cy]] (3h): same", 13 / 3),
        (GROUP, "", 13 / 3),
        # The deepest kind of a day: the lunch, neither the call nor the message.
        ({"Ada": ["2026-11-10 call (2h): x", "2026-11-10 lunch (30 min): x", "2026-11-10 text (3h): x"]}, "", 0.5),
        # Of equals the longest.
        ({"Ada": ["2026-11-10 tea (1h): x", "2026-11-10 lunch (2h): x"]}, "", 2),
        # Bo's half of the tea, and Ada's lunch, which is longer than hers.
        ({"Ada": ["2026-11-10 tea with [[Bo]] (2h): x", "2026-11-10 lunch (3h): x"], "Bo": []}, "", 4),
    ],
)
def test_a_person_counts_once_a_day(
    vault: Any, netnotes: Callable[..., Any], logs: dict[str, list[str]], daily: str, hours: float
) -> None:
    """By the deepest kind (FORMAT, Dated notes); network says the same, and the lines add up to it."""
    settings(vault, 3)
    for name, log in logs.items():
        vault.person(name, circle="close", log=log)
    if daily:
        vault.write("daily/2026-11-10.md", daily + "\n")
    answer = ask(netnotes, "--evidence")
    assert answer["hours_spent"] == pytest.approx(hours, abs=0.0001)
    assert sum(line["amount"] for line in answer["evidence"]["spent"]) == pytest.approx(hours, abs=0.001)
    network = netnotes("network", "--today", "2026-11-24", "--format", "json").json()
    assert network["time"]["minutes"] == pytest.approx(hours * 60, abs=0.01)


def test_the_page_counts_a_person_once_a_day(vault: Any, netnotes: Callable[..., Any], tmp_path: Path) -> None:
    """The dinner that stands in two notes and a daily one is three hours of its week."""
    settings(vault, 3)
    for name, log in GROUP.items():
        vault.person(name, circle="close", log=log)
    vault.write("daily/2026-11-10.md", "- dinner with [[Ada]], [[Bo]] and [[Cy]] (3h): same\n")
    netnotes("build", "--today", "2026-11-24", "--out", str(tmp_path / "site"))
    page = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert "week of 9 Nov: 3 h spent" in page
    assert "week of 2 Nov: 1 h spent" in page


def test_somebody_without_a_rhythm_takes_time_too(vault: Any, netnotes: Callable[..., Any]) -> None:
    """Their own minutes count for what was spent."""
    settings(vault, 3)
    vault.person("Ada", minutes="45", log=["2026-11-24 tea: x"])
    assert ask(netnotes)["hours_spent"] == 0.75
