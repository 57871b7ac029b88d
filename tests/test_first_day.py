"""The first day in an old vault: nobody is late without a reason, and nothing is a wall (PRODUCT, Tone; OUTPUTS)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from conftest import Answer, VaultFolder

TODAY = "2026-11-24"
DAY = date.fromisoformat(TODAY)
ADA = "people/Ada.md"
SECTIONS = ("today", "turn_to", "promises", "waiting", "new", "coming_up")
CIRCLE = "Give the five who matter most a circle: netnotes keep WHO --circle inner"
Ask = Callable[..., Any]


@pytest.fixture
def agenda(netnotes: Callable[..., Answer]) -> Ask:
    """The agenda as JSON."""

    def ask(options: str = "", today: str = TODAY) -> Any:
        return netnotes(f"agenda --today {today} --format json {options}").json()

    return ask


def tagged(vault: VaultFolder, count: int, keys: str = "", log: str = "") -> None:
    """Write *count* people who are people by a tag alone."""
    for number in range(count):
        vault.write(f"notes/Person {number:03}.md", f"---\ntags: [person]\n{keys}---\n\nOne of many.\n\n{log}")


def days_ago(days: int) -> str:
    """A day in the past."""
    return str(DAY - timedelta(days))


@pytest.mark.parametrize(("with_contact", "said"), [
    (0, "240 people, no contact on record yet, none with a rhythm yet."),
    (38, "240 people, 38 with a last contact on record, none with a rhythm yet."),
])  # fmt: skip
def test_people_without_a_rhythm(
    netnotes: Callable[..., Answer], agenda: Ask, vault: VaultFolder, with_contact: int, said: str
) -> None:
    """Nobody is late, and all of them are one line, which says how to begin."""
    tagged(vault, 240)
    tagged(vault, with_contact, log="- 2019-03-01 call: figs\n")
    assert netnotes(f"overdue --today {TODAY}").stdout == ""
    assert netnotes(f"overdue --today {TODAY} --format json").json() == []
    assert netnotes(f"agenda --today {TODAY}").lines == ["Tuesday 24 November", "", said, CIRCLE]
    row = agenda()
    assert [row[section] for section in SECTIONS] == [[]] * len(SECTIONS)
    assert row["left_out"] == {"turn_to": 0, "new": 0, "promises": 0, "waiting": 0}
    assert row["no_contact"] == 240 - with_contact
    assert netnotes(f"spread --today {TODAY}").stdout == "Nobody is due.\n"


def test_circles_without_a_log(netnotes: Callable[..., Answer], agenda: Ask, vault: VaultFolder) -> None:
    """A rhythm alone makes nobody late: without contact on record they are counted in one line."""
    tagged(vault, 240, "circle: close\n")
    assert netnotes(f"overdue --today {TODAY}").stdout == ""
    lines = netnotes(f"agenda --today {TODAY}").lines
    assert [line for line in lines if "240" in line] == ["240 with no contact on record"]
    assert len(lines) <= 5
    assert agenda()["no_contact"] == 240


@pytest.mark.parametrize(
    "keys", ["circle: close\nlast-contact: 2021-01-01\n", "circle: wide\nlast_contact: 2019-05-05\n"]
)
def test_hundreds_are_late(netnotes: Callable[..., Answer], agenda: Ask, vault: VaultFolder, keys: str) -> None:
    """The agenda asks for three and names spread, which gives every one of the others a day."""
    tagged(vault, 300, keys)
    row = agenda()
    assert (len(row["turn_to"]), row["left_out"]["turn_to"], row["no_contact"]) == (3, 297, 0)
    lines = netnotes(f"agenda --today {TODAY}").lines
    assert lines[-1] == "Also waiting: 297 to turn to (netnotes agenda --all, netnotes spread)"
    assert len(lines) <= 8
    assert len(agenda("--all")["turn_to"]) == 300
    turns = netnotes(f"spread --today {TODAY} --format json").json()["turns"]
    assert len({turn["name"] for turn in turns}) == 300
    assert turns[-1]["snooze"] == str(DAY + timedelta(99))
    assert len(netnotes(f"overdue --today {TODAY}").lines) == 300


def old_tasks(vault: VaultFolder, count: int, text: str = "ask [[Ada]] about figs", youngest: int = 15) -> None:
    """A daily note with an open task for each of *count* days, the youngest so many days old."""
    for number in range(count):
        vault.write(f"daily/{days_ago(youngest + number)}.md", f"rain\n\n- [ ] {text} {number}\n")


WORDS = {"promises": "ask [[Ada]] about figs", "waiting": "waiting: [[Ada]]'s figs, due 2026-11-01,"}


@pytest.mark.parametrize(
    "ada", [pytest.param("\n", id="no circles"), pytest.param("---\ncircle: close\n---\n", id="circles")]
)
@pytest.mark.parametrize("section", ["promises", "waiting"])
@pytest.mark.parametrize(("count", "left", "said"), [
    (6, 0, ""), (7, 0, ""), (8, 1, "Also waiting: 1 older promise (netnotes agenda --all)"),
    (300, 293, "Also waiting: 293 older promises (netnotes agenda --all)"),
])  # fmt: skip
def test_old_tasks(
    netnotes: Callable[..., Answer], agenda: Ask, vault: VaultFolder, section: str, count: int, left: int, said: str,
    ada: str,
) -> None:  # fmt: skip
    """Seven stand there, and the rest are counted, in text and JSON; --all shows every one."""
    vault.write(ADA, ada)
    old_tasks(vault, count, WORDS[section])
    row, whole = agenda(), agenda("--all")
    assert (len(row[section]), row["left_out"][section]) == (count - left, left)
    assert (len(whole[section]), whole["left_out"][section]) == (count, 0)
    assert row[section] == whole[section][left:]
    assert {**row["left_out"], section: 0} == dict.fromkeys(row["left_out"], 0)
    text = netnotes(f"agenda --today {TODAY}").stdout
    assert text.count("figs") == count - left
    assert ("Also waiting" in text, said in text) == (left > 0, True)
    assert netnotes(f"agenda --all --today {TODAY}").stdout.count("figs") == count
    assert netnotes(f"agenda --format md --today {TODAY}").stdout.count("figs") == count - left


def test_the_latest_seven(agenda: Ask, vault: VaultFolder) -> None:
    """By the day they stand on, then name, path and line, whether that day is written or comes of their age."""
    vault.write(ADA, "".join(f"- [ ] dated {day}, due 2026-11-{day:02}\n" for day in (1, 3, 5, 24)))
    vault.write("people/Bo.md", "- [ ] dated 5 too, due 2026-11-05\n- [ ] and 5, due 2026-11-05\n")
    old_tasks(vault, 3, youngest=17)
    assert [(row["name"], row["date"][5:]) for row in agenda("--all")["promises"]] == [
        ("Ada", "11-01"), ("Ada", "11-03"), ("Ada", "11-05"), ("Bo", "11-05"), ("Bo", "11-05"),
        ("Ada", "11-20"), ("Ada", "11-21"), ("Ada", "11-22"), ("Ada", "11-24"),
    ]  # fmt: skip
    row = agenda()
    assert row["promises"] == agenda("--all")["promises"][2:]
    assert row["left_out"]["promises"] == 2


NOT_COUNTED: list[tuple[str, Mapping[str, str]]] = [
    ("to somebody gone", {"people/Bo.md": "---\nstatus: let-go\n---\n" + "- [ ] figs, due 2020-01-01\n" * 9}),
    ("to somebody dead", {"people/Bo.md": "---\ndied: 2020-02-02\n---\n", "x.md": "- [ ] [[Bo]] due 2020-01-01\n" * 9}),
    ("done", {ADA: "- [x] figs, due 2020-01-01\n" * 9}),
    ("dropped", {ADA: "- [-] figs, due 2020-01-01\n" * 9}),
    ("of unknown age", {ADA: "- [ ] figs\n" * 9}),
    ("not two weeks old", {f"daily/{days_ago(14)}.md": "- [ ] [[Ada]]: figs\n" * 9}),
    ("of a day to come", {ADA: "- [ ] figs, due 2026-12-31\n" * 9}),
    ("to nobody", {"daily/2020-01-01.md": "- [ ] buy figs\n- [ ] for [[Xyz]]\n"}),
    ("theirs, without a day", {"daily/2020-01-01.md": "- [ ] waiting: [[Ada]]'s figs\n" * 9}),
]


@pytest.mark.parametrize("notes", [pytest.param(notes, id=name) for name, notes in NOT_COUNTED])
def test_what_is_not_counted_either(agenda: Ask, vault: VaultFolder, notes: Mapping[str, str]) -> None:
    """What never comes up on a day is not among the older ones."""
    for path, text in {ADA: "\n", **notes}.items():
        vault.write(path, text)
    row = agenda()
    assert (row["promises"], row["waiting"]) == ([], [])
    assert (row["left_out"]["promises"], row["left_out"]["waiting"]) == (0, 0)


def test_a_task_with_two_people_is_one(agenda: Ask, vault: VaultFolder) -> None:
    """It stands under the first, and is counted once, also where it is left out."""
    vault.write(ADA, "\n")
    vault.write("people/Bo.md", "\n")
    old_tasks(vault, 10, "ask [[Bo]] and [[Ada]] about figs")
    row = agenda()
    assert [promise["name"] for promise in row["promises"]] == ["Bo"] * 7
    assert row["left_out"]["promises"] == 3


@pytest.mark.parametrize("days", [1, 2, 5])
def test_several_days(netnotes: Callable[..., Answer], agenda: Ask, vault: VaultFolder, days: int) -> None:
    """What is due stands on the first day, what comes on its own, the latest seven of each; nothing twice."""
    dates = {0: 20, 1: 9, 2: 7, 3: 0, 4: 1}
    tasks = [
        f"- [ ] {ahead}-{number}, due {DAY + timedelta(ahead)}\n"
        for ahead, count in dates.items()
        for number in range(count)
    ]
    vault.write(ADA, "".join(tasks))
    old_tasks(vault, 30)
    old_tasks(vault, 2, "young figs for [[Ada]]", youngest=13)
    shown, whole = (agenda(f"--days {days} {more}") for more in ("", "--all"))
    # Two that are fourteen and thirteen days old today come up tomorrow and the day after.
    counts = [50, 10, 8, 0, 1][:days]
    assert [len(day["promises"]) + day["left_out"]["promises"] for day in shown] == counts
    assert [len(day["promises"]) for day in shown] == [min(count, 7) for count in counts]
    assert [len(day["promises"]) for day in whole] == counts
    assert [day["left_out"]["promises"] for day in whole] == [0] * days
    assert [day["promises"] for day in shown] == [day["promises"][-7:] for day in whole]
    assert all(row["date"] == day["day"] for day in whole[1:] for row in day["promises"])
    assert netnotes(f"agenda --days {days} --today {TODAY}").stdout.count("figs") <= 7 + 2


def test_all_of_it_at_once(netnotes: Callable[..., Answer], vault: VaultFolder) -> None:
    """Strangers, hundreds who are late, old promises and new people: still less than a screen."""
    tagged(vault, 240, "circle: close\n", "- 2021-01-01 call: plums\n")
    for number in range(200):
        vault.write(f"people/Stranger {number}.md", "\n")
        vault.write(f"people/New {number}.md", f"---\nmet: {days_ago(number)}\n---\n")
    vault.write(ADA, "\n")
    old_tasks(vault, 200)
    old_tasks(vault, 200, "waiting: [[Ada]]'s figs, due 2026-11-01,", youngest=300)
    lines = netnotes(f"agenda --today {TODAY}").lines
    assert len(lines) <= 40
    last = " ".join(" ".join(lines).partition("Also waiting")[2].split())
    for said in ("237 to turn to", "386 older promises", "to decide on", "201 with no contact on record"):
        assert said in last


def test_what_is_hidden_is_no_note(netnotes: Callable[..., Answer], vault: VaultFolder) -> None:
    """Where the only notes lie in the trash, a vault is started."""
    vault.write(".trash/old.md", "old\n")
    assert netnotes("init", str(vault)).stdout.startswith(f"wrote {vault}")
