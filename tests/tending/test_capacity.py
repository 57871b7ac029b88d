"""Capacity: hours promised, there and spent, circles, and the changes that bring them under."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .asking_capacity import ASK, ask, commands, settings

# By hand, from docs/rules.md


@pytest.mark.parametrize(
    ("people", "hours"),
    [
        ([{"circle": "inner"}], 0.75),
        ([{"circle": "inner", "minutes": "40"}], 1 / 3),
        ([{"circle": "inner", "cadence": "3 weeks"}], 0.5),
        ([{"circle": "inner", "cadence": "never"}], 0),
        ([{"cadence": "1 week", "minutes": "30"}], 0.5),
        ([{"cadence": "1 week"}], 0),
        ([{}], 0),
        ([{"circle": "inner", "status": "paused"}], 0),
        ([{"circle": "inner", "status": "let-go"}], 0),
        ([{"circle": "inner", "paused_until": "2026-12-01"}], 0),
        ([{"circle": "inner", "paused_until": "2026-11-24"}], 0.75),
        ([{"circle": "inner", "household": "h"}, {"circle": "close", "household": "h"}], 0.75),
        ([{"circle": "close", "household": "h"}, {"circle": "close", "household": "h", "minutes": "120"}], 1 / 3),
        ([{"circle": "inner", "household": "h", "status": "paused"}, {"circle": "close", "household": "h"}], 1 / 6),
        # The shortest rhythm counts, with the minutes of whoever has it, not the most hours.
        ([{"cadence": "1 week", "minutes": "10", "household": "h"}, {"circle": "inner", "household": "h"}], 1 / 6),
    ],
)
def test_hours_promised(vault: Any, netnotes: Callable[..., Any], people: list[dict[str, str]], hours: float) -> None:
    """Minutes by the rhythm in weeks, a household once, of active people only."""
    settings(vault, 3)
    for number, keys in enumerate(people):
        vault.person(f"Person {number}", **keys)
    assert ask(netnotes)["hours_promised"] == pytest.approx(hours, abs=0.0001)


def test_under_what_there_is(vault: Any, netnotes: Callable[..., Any]) -> None:
    """One sentence and the circles, nothing to change."""
    settings(vault, 3)
    vault.person("Ada", circle="inner", log=["2026-11-20 tea (1h): x", "2026-11-10 tea (2h): x"])
    vault.person("Bo", circle="wide")
    vault.person("Cy", cadence="1 month")
    assert netnotes(*ASK).lines == [
        "Your rhythms ask for 0.8 hours a week; you have 3, and spent 0.2 a week in the",
        "last twelve weeks.",
        "",
        "Circles",
        "  inner      1 person, fits 2  0.8 hours",
        "  close      nobody, fits 3",
        "  wide       1 person          less than 0.1 hours",
        "  no circle  1 person",
    ]


def test_over_what_there_is(vault: Any, netnotes: Callable[..., Any]) -> None:
    """One move of somebody silent is enough; the innermost circle is left alone."""
    settings(vault, 1)
    vault.person("Ada", circle="inner", log=["2026-01-01 tea: x"])
    vault.person("Bo", circle="close", log=["2026-11-20 tea: x"])
    vault.person("Cy", circle="close", log=["2026-09-20 tea: x"])
    assert netnotes(*ASK).lines[-6:] == [
        "",
        "What would bring it under",
        "  Cy, every 3 months, not every 6 weeks; last contact 20 Sep",
        "    netnotes set Cy cadence='3 months'",
        "",
        "With that your rhythms ask for 1 hour a week.",
    ]


@pytest.mark.parametrize(
    ("have", "people", "expected"),
    [
        # Twice as long is more than is needed: the milder rhythm that will do.
        (1.0, [{"cadence": "1 week", "minutes": "80"}], ["netnotes set P0 cadence='2 weeks'"]),
        (1.2, [{"cadence": "4 weeks", "minutes": "300"}], ["netnotes set P0 cadence='1 month'"]),
        # A circle's own rhythm does not change by a move, so the rhythm does.
        (0.1, [{"circle": "close", "cadence": "2 months"}], ["netnotes set P0 cadence='3 months'"]),
        # Both of a household, or nothing is saved.
        (
            0.1,
            [{"circle": "close", "household": "h"}, {"circle": "close", "household": "h"}],
            ["netnotes set P0 cadence='3 months'", "netnotes set P1 cadence='3 months'"],
        ),
        (
            0.01,
            [{"circle": "close", "household": "h"}, {"circle": "close", "household": "h"}],
            ["netnotes keep P0 --circle wide", "netnotes keep P1 --circle wide"],
        ),
        # Rather one person alone than a household of two.
        (
            0.2,
            [{"circle": "close", "household": "h"}, {"circle": "close", "household": "h"}, {"circle": "close"}],
            ["netnotes keep P2 --circle wide"],
        ),
        # Only where nothing else does it somebody of the innermost circle is named.
        (0.6, [{"circle": "inner"}, {"circle": "wide"}], ["netnotes set P0 cadence='3 weeks'"]),
        # More people than fit: the one in the innermost circle with whom there was least contact.
        (9, [{"circle": "inner"}, {"circle": "inner"}, {"circle": "inner"}], ["netnotes keep P0 --circle close"]),
        # The next circle has no room either.
        (9, [{"circle": "inner"}] * 3 + [{"circle": "close"}] * 3, ["netnotes keep P0 --circle wide"]),
    ],
)
def test_what_would_bring_it_under(
    vault: Any, netnotes: Callable[..., Any], have: float, people: list[dict[str, str]], expected: list[str]
) -> None:
    """The smallest change that will do, as a command."""
    settings(vault, have)
    for number, keys in enumerate(people):
        vault.person(f"P{number}", **keys)
    assert commands(ask(netnotes)) == expected


def test_five_changes_and_how_many_more(vault: Any, netnotes: Callable[..., Any]) -> None:
    """The rest stands behind --all."""
    settings(vault, 0.3)
    for number in range(12):
        vault.person(f"P{number:02}", cadence="1 week", minutes="6")
    lines = netnotes(*ASK).lines
    assert sum(line.startswith("    netnotes ") for line in lines) == 5
    assert next(line for line in lines if "more" in line) == "  … 5 more (netnotes capacity --all)"
    everything = netnotes(*ASK, "--all").lines
    assert sum(line.startswith("    netnotes ") for line in everything) == 10


@pytest.mark.parametrize(
    ("have", "people", "said"),
    [
        (0, ["inner"], "You have set aside no hours, so nothing brings it under"),
        (0.0001, ["wide"], "Neither moving people out nor longer rhythms, up to every 2 years, can bring it"),
    ],
)
def test_what_nothing_brings_under(
    vault: Any, netnotes: Callable[..., Any], have: float, people: list[str], said: str
) -> None:
    """It is said, and nobody is to be let go."""
    settings(vault, have)
    for number, circle in enumerate(people):
        vault.person(f"P{number}", circle=circle)
    answer = netnotes(*ASK)
    assert said in answer.stdout
    assert "netnotes keep" not in answer.stdout
    assert "let-go" not in answer.stdout
    assert ask(netnotes)["hours_stay_over"]


FRIENDS = '[circles]\nfriends = { cadence = "1 month", minutes = 60 }\n[capacity]\nhours-per-week = HAVE\n'


@pytest.mark.parametrize(
    ("have", "cadence", "changed"),
    [
        # 30 x 60 minutes a month are 6.9 hours a week. At most twice as long would be 3.4: within the limit.
        (3.5, "2 months", 30),
        # 2.3 every three months: 26 of them there and 4 as they are ask for 2.92.
        (3, "3 months", 26),
        # 0.57 every year for all of them; with one as they are it would be 0.79.
        (0.6, "1 year", 30),
    ],
)
def test_longer_rhythms_than_the_outermost_circle_has(
    vault: Any, netnotes: Callable[..., Any], have: float, cadence: str, changed: int
) -> None:
    """Where nothing else is enough, the limit is lifted to the shortest rhythm that is."""
    vault.write("netnotes.toml", FRIENDS.replace("HAVE", str(have)))
    for number in range(30):
        vault.person(f"P{number:02}", circle="friends")
    answer = ask(netnotes)
    found = [change for group in answer["changes"] for change in group]
    assert (len(found), answer["hours_stay_over"], answer["hours_at_least"]) == (changed, False, None)
    # The last ones may be milder changes, where these will do.
    assert sum(change["to_cadence"] == cadence for change in found) >= changed - 2
    assert answer["hours_then"] <= have
    assert "Neither" not in netnotes(*ASK).stdout


def test_what_two_years_do_not_bring_under(vault: Any, netnotes: Callable[..., Any]) -> None:
    """It is said how long a rhythm was thought of, and what that would ask for: 30 hours in two years."""
    vault.write("netnotes.toml", FRIENDS.replace("HAVE", "0.2"))
    for number in range(30):
        vault.person(f"P{number:02}", circle="friends")
    assert ask(netnotes)["hours_at_least"] == pytest.approx(30 * 7 / 730.5, abs=0.0001)
    assert " ".join(netnotes(*ASK).lines[6:9]) == (
        "Neither moving people out nor longer rhythms, up to every 2 years, can bring it under 0.2 hours a week: "
        "that would still ask for 0.3 hours. How many you have is for you to say (hours-per-week in netnotes.toml)."
    )


def test_circles_without_room(vault: Any, netnotes: Callable[..., Any]) -> None:
    """The outermost circle has nowhere to go."""
    vault.write("netnotes.toml", '[circles]\n"old \'friends\'" = { cadence = "1 year", people = 0 }\n')
    vault.person("Ada", circle="old 'friends'")
    assert netnotes(*ASK).lines[3:] == [
        "Circles",
        "  old 'friends'  1 person, fits 0",
        "",
        "old 'friends' has more people than fit, and further out there is not room for",
        "all of them.",
    ]
    assert ask(netnotes)["circles_stay_over"] == ["old 'friends'"]


def test_room_for_some_of_them(vault: Any, netnotes: Callable[..., Any]) -> None:
    """Where two are too many and one has room further out, no sentence says that there is none."""
    vault.write("netnotes.toml", OVER)
    for name in "ABCD":
        vault.person(name, circle="inner")
    vault.person("Zed", circle="out")
    text = " ".join(netnotes(*ASK).stdout.split())
    assert "inner has more people than fit, and further out there is not room for all of them." in text
    assert "netnotes keep A --circle out" in text


OVER = """[circles]
inner = { cadence = "2 weeks", people = 2, minutes = 90 }
out = { cadence = "3 months", people = 2, minutes = 30 }
[capacity]
hours-per-week = 2.5
"""


@pytest.mark.parametrize(
    ("have", "minutes", "said"),
    [
        ("0.19", "11", "ask for 0.18 hours a week; you have 0.19,"),
        ("0.19", "12", "ask for 0.2 hours a week; you have 0.19,"),
        ("3", "181", "ask for 3.02 hours a week; you have 3,"),
        ("3", "179", "ask for 3 hours a week; you have 3,"),
        ("0.02", "2", "ask for 0.03 hours a week; you have 0.02,"),
        ("0.04", "2", "ask for 0.03 hours a week; you have 0.04,"),
        ("0.3333", "20", "ask for a little over 0.3333 hours a week; you have 0.3333,"),
    ],
)
def test_hours_are_as_fine_as_the_comparison(
    vault: Any, netnotes: Callable[..., Any], have: str, minutes: str, said: str
) -> None:
    """What is under reads as no more than there is, what is over as more."""
    settings(vault, float(have))
    vault.person("Ada", cadence="1 week", minutes=minutes)
    assert said in " ".join(netnotes(*ASK).stdout.split())


def test_thousands_are_set_apart(vault: Any, netnotes: Callable[..., Any]) -> None:
    """Hours as well as people."""
    for number in range(7):
        vault.person(f"P{number}", cadence="1 day", minutes="1440")
    assert "ask for 1,176 hours a week" in netnotes(*ASK).stdout


@pytest.mark.parametrize("day", ["0001-01-01", "2026-11-24", "9999-12-31"])
@pytest.mark.parametrize("flags", [[], ["--evidence"], ["--all"], ["--format", "json", "--evidence"]])
def test_an_empty_vault_and_the_ends_of_the_calendar(
    vault: Any, netnotes: Callable[..., Any], day: str, flags: list[str]
) -> None:
    """An answer, and no hours."""
    answer = netnotes("capacity", "--today", day, *flags)
    assert answer.exit_code == 0
    if "json" not in flags:
        assert answer.stdout.startswith("Your rhythms ask for no time; you have 3 hours a week, and spent none in")
    vault.person("Ada", circle="inner", log=["2026-11-20 tea: x"])
    assert netnotes("capacity", "--today", day, *flags).exit_code == 0


def test_a_narrow_terminal_and_colour(vault: Any, netnotes: Callable[..., Any]) -> None:
    """Columns stand below each other; a command is never cut; names are bold."""
    settings(vault, 0.1)
    vault.person("Maximiliane von Hohenstein-Warburg", circle="close")
    lines = netnotes(*ASK, "--color", "always", env={"COLUMNS": "40"}).lines
    assert "    netnotes set 'Maximiliane von Hohenstein-Warburg' cadence='3 months'" in lines or any(
        "--circle wide" in line for line in lines
    )
    assert any("\x1b[1mMaximiliane" in line for line in lines)
    assert all(len(line) <= 60 for line in lines if not line.startswith("    netnotes"))


def test_nothing_from_a_note_is_obeyed(vault: Any, netnotes: Callable[..., Any]) -> None:
    """Escapes in a name are shown; the command then goes by the path, and does what it says."""
    settings(vault, 0.1)
    vault.person("Eve \x1b[31mred\u202e", circle="close", path="people/eve.md", log=["2026-11-20 tea: \x1b[2J"])
    answer = netnotes(*ASK, "--evidence")
    assert "\x1b" not in answer.stdout
    assert "\u202e" not in answer.stdout
    assert "    netnotes set people/eve.md cadence='3 months'" in answer.lines
    assert netnotes("set", "people/eve.md", "cadence=3 months", "--today", "2026-11-24").exit_code == 0
    assert ask(netnotes)["changes"] == []


def test_markdown_is_refused(vault: Any, netnotes: Callable[..., Any]) -> None:
    """There is no Markdown form."""
    assert netnotes(*ASK, "--format", "md").exit_code == 2


def test_the_page_promises_the_same_hours(vault: Any, netnotes: Callable[..., Any], tmp_path: Path) -> None:
    """The week of today on the dashboard is what capacity says, people with nothing but a plan included."""
    settings(vault, 3)
    vault.person("Ada", circle="inner", log=["2027-03-01 tea: a plan"])
    vault.person("Bo", circle="inner", log=["2026-11-20 tea: x"])
    assert netnotes(*ASK).stdout.startswith("Your rhythms ask for 1.5 hours a week")
    netnotes("build", "--today", "2026-11-24", "--out", str(tmp_path / "site"))
    assert "1.5 h" in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")


# What is said by the commands that can take hours or a circle over


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["keep", "Dee", "--circle", "close"], "close now has 4 people; it fits 3: netnotes capacity"),
        (["new", "Fay", "--circle", "close"], "close now has 4 people; it fits 3: netnotes capacity"),
        (["set", "Dee", "circle=close"], "close now has 4 people; it fits 3: netnotes capacity"),
        (
            ["keep", "Dee", "--circle", "inner"],
            "Your rhythms now ask for 1.2 hours a week; you have 1: netnotes capacity",
        ),
        (
            ["set", "Ada", "cadence=1 week"],
            "Your rhythms now ask for 1.3 hours a week; you have 1: netnotes capacity",
        ),
        (
            ["keep", "Ada", "--circle", "close", "--cadence", "1 week"],
            "Your rhythms now ask for 1.3 hours a week; you have 1: netnotes capacity",
        ),
        (["keep", "Dee", "--circle", "wide"], ""),
        (["keep", "Dee", "--circle", "close", "--dry-run"], ""),
        (["keep", "Ada", "--circle", "close"], ""),
        (["set", "Ada", "email=ada@example.org"], ""),
        (["set", "Ada", "minutes=300"], "Your rhythms now ask for 1.2 hours a week; you have 1: netnotes capacity"),
        (["set", "Gil", "minutes=30"], ""),
        (["resume", "Pia"], "close now has 4 people; it fits 3: netnotes capacity"),
        (["unset", "Pia", "status"], "close now has 4 people; it fits 3: netnotes capacity"),
        (["unset", "Una", "paused-until"], "close now has 4 people; it fits 3: netnotes capacity"),
        (["unset", "Gil", "cadence"], "Your rhythms now ask for 1.2 hours a week; you have 1: netnotes capacity"),
        (["unset", "Dee", "circle"], ""),
        (["met", "Wim"], "close now has 4 people; it fits 3: netnotes capacity"),
        (["met", "Kit"], ""),
        (["pause", "Pia", "--until", "2026-12-24"], ""),
    ],
)
def test_what_goes_over_is_said(vault: Any, netnotes: Callable[..., Any], words: list[str], said: str) -> None:
    """One line on standard error where this very command takes it over, and nothing is held back."""
    settings(vault, 1)
    for name in ("Ada", "Bo", "Cy"):
        vault.person(name, circle="close")
    vault.person("Dee")
    vault.person("Gil", circle="inner", cadence="never")
    vault.person("Pia", circle="close", status="paused")
    vault.person("Una", circle="close", **{"paused-until": "2027-01-01"})
    vault.person("Wim", circle="close", status="wish")
    answer = netnotes(*words, "--today", "2026-11-24")
    assert answer.exit_code == 0
    assert answer.stderr.strip() == said


def test_what_is_over_already_is_not_said_again(vault: Any, netnotes: Callable[..., Any]) -> None:
    """Whoever knows need not be told each time."""
    settings(vault, 0.1)
    for name in ("Ada", "Bo", "Cy", "Dee"):
        vault.person(name, circle="close")
    vault.person("Eve")
    assert netnotes("keep", "Eve", "--circle", "close", "--today", "2026-11-24").stderr == ""
