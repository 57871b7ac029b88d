"""Contact that is only probable: what it decides, what it does not, and that it is marked (PRODUCT, Due)."""

from __future__ import annotations

import os
import tempfile
from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from conftest import Answer, VaultFolder
from hypothesis import given, settings
from hypothesis import strategies as st
from notes.vaults import Vault

LONG = bool(os.environ.get("NETNOTES_LONG"))
TODAY = "2026-11-24"


def tell(vault: VaultFolder, *days: str, name: str = "Ada") -> None:
    """A daily note for each of *days* that has probably been contact with *name*."""
    for day in days:
        vault.write(f"daily/{day}.md", f"- [[{name}]] is well\n")


def decided(netnotes: Callable[..., Answer], name: str = "Ada", today: str = TODAY) -> tuple[str | None, ...]:
    """Last contact, due day, and which of them is only probable."""
    (row,) = netnotes(f"list {name} --format json --today {today}").json()
    return row["last_contact"], row["due"], row["probably"]


CASES = [
    pytest.param({}, [], [], (None, None, None), id="nothing"),
    pytest.param({}, ["2026-09-01"], [], ("2026-09-01", "2026-09-11", None), id="sure"),
    pytest.param({}, [], ["2026-09-01"], ("2026-09-01", "2026-09-11", "last_contact"), id="probable alone"),
    pytest.param({}, [], ["2026-08-01", "2026-09-01"], ("2026-09-01", "2026-09-11", "last_contact"), id="the latest"),
    pytest.param({}, ["2026-09-01"], ["2026-09-06"], ("2026-09-01", "2026-09-11", None), id="just as far"),
    pytest.param({}, ["2026-09-01"], ["2026-09-07"], ("2026-09-01", "2026-09-12", "due"), id="a day further"),
    pytest.param({}, ["2026-09-01"], ["2026-09-03"], ("2026-09-01", "2026-09-11", None), id="less far"),
    pytest.param({}, ["2026-09-01"], ["2026-11-01"], ("2026-09-01", "2026-11-06", "due"), id="long after"),
    pytest.param({}, ["2026-09-01"], ["2026-09-01"], ("2026-09-01", "2026-09-11", None), id="on the same day"),
    pytest.param({}, ["2026-09-01"], ["2026-08-31"], ("2026-09-01", "2026-09-11", None), id="before"),
    pytest.param({}, ["2026-09-01"], [TODAY], ("2026-09-01", "2026-11-29", "due"), id="today"),
    pytest.param({}, ["2026-09-01"], ["2026-11-25"], ("2026-09-01", "2026-09-11", None), id="a day to come"),
    pytest.param({}, [], ["2026-11-25"], (None, None, None), id="nothing but a day to come"),
    pytest.param(
        {"cadence": "15 days"}, ["2026-09-01"], ["2026-11-01"], ("2026-09-01", "2026-11-08", "due"), id="rounded down"
    ),
    pytest.param({"cadence": "1 days"}, ["2026-09-01"], ["2026-11-01"], ("2026-09-01", "2026-11-01", "due"), id="one"),
    pytest.param(
        {"cadence": "6 weeks"}, ["2026-09-01"], ["2026-10-01"], ("2026-09-01", "2026-10-22", "due"), id="weeks"
    ),
    pytest.param({"cadence": "never"}, ["2026-09-01"], ["2026-11-01"], ("2026-09-01", None, None), id="never"),
    pytest.param({"cadence": ""}, [], ["2026-11-01"], ("2026-11-01", None, "last_contact"), id="no cadence"),
    pytest.param({"status": "paused"}, ["2026-09-01"], ["2026-11-01"], ("2026-09-01", None, None), id="paused"),
    pytest.param(
        {"last_contact": "2026-09-01"}, [], ["2026-11-01"], ("2026-09-01", "2026-11-06", "due"), id="a key is sure"
    ),
    pytest.param({"met": "2026-09-01"}, [], ["2026-11-01"], ("2026-09-01", "2026-11-06", "due"), id="met is sure"),
    pytest.param(
        {"next_contact": "2026-11-10"}, ["2026-09-01"], ["2026-11-09"], ("2026-09-01", "2026-11-10", None),
        id="before next-contact",
    ),
    pytest.param(
        {"next_contact": "2026-11-10"}, ["2026-09-01"], ["2026-11-10"], ("2026-09-01", "2026-11-15", "due"),
        id="on next-contact",
    ),
    pytest.param(
        {"next_contact": "2026-11-10"}, ["2026-11-12"], ["2026-11-20"], ("2026-11-12", "2026-11-25", "due"),
        id="next-contact is reached",
    ),
    pytest.param(
        {"next_contact": "2026-12-10"}, [], ["2026-11-09"], ("2026-11-09", "2026-12-10", "last_contact"),
        id="next-contact after a probable alone",
    ),
    pytest.param(
        {"snooze": "2026-11-20"}, ["2026-09-01"], ["2026-11-01"], ("2026-09-01", "2026-11-20", None), id="snooze later"
    ),
    pytest.param(
        {"snooze": "2026-11-03"}, ["2026-09-01"], ["2026-11-01"], ("2026-09-01", "2026-11-06", "due"), id="snooze first"
    ),
    pytest.param(
        {"snooze": "2026-11-20"}, [], ["2026-11-01"], ("2026-11-01", "2026-11-20", "last_contact"), id="snooze alone"
    ),
]  # fmt: skip


@pytest.mark.parametrize(("keys", "sure", "probable", "expected"), CASES)
def test_what_it_decides(
    netnotes: Callable[..., Answer], vault: VaultFolder, keys: Mapping[str, str], sure: Sequence[str],
    probable: Sequence[str], expected: tuple[str | None, ...],
) -> None:  # fmt: skip
    """The last contact of who has no other; else due is moved to at most its day and half the cadence."""
    vault.person("Ada", log=[f"{day} call" for day in sure], **{"cadence": "10 days", **keys})
    tell(vault, *probable)
    assert decided(netnotes) == expected


@pytest.mark.parametrize(("setting", "expected"), [
    ("contact", ("2026-11-01", "2026-11-11", None)), ("mentions", ("2026-09-01", "2026-09-11", None)),
])  # fmt: skip
def test_the_setting(
    netnotes: Callable[..., Answer], vault: VaultFolder, setting: str, expected: tuple[str | None, ...]
) -> None:
    """`journal` makes it contact like any other, or none."""
    vault.write("netnotes.toml", f'journal = "{setting}"\n')
    vault.person("Ada", cadence="10 days", log=["2026-09-01 call"])
    tell(vault, "2026-11-01")
    assert decided(netnotes) == expected


@pytest.mark.parametrize(("today", "expected"), [
    ("2026-10-31", ("2026-09-01", "2026-09-11", None)), ("2026-11-01", ("2026-09-01", "2026-11-06", "due")),
    ("2026-08-31", (None, None, None)), ("2027-01-01", ("2026-09-01", "2026-11-06", "due")),
])  # fmt: skip
def test_on_another_day(
    netnotes: Callable[..., Answer], vault: VaultFolder, today: str, expected: tuple[str | None, ...]
) -> None:
    """What lies ahead of the day that is asked about decides nothing."""
    vault.person("Ada", cadence="10 days", log=["2026-09-01 call"])
    tell(vault, "2026-11-01")
    assert decided(netnotes, today=today) == expected


@pytest.mark.parametrize(("sure", "probable", "expected"), [
    (["2026-09-01"], [], ("2026-09-01", "2026-09-11", None)),
    (["2026-09-01"], ["2026-11-01"], ("2026-09-01", "2026-11-06", "due")),
    ([], ["2026-11-01"], ("2026-11-01", "2026-11-11", "last_contact")),
])  # fmt: skip
def test_a_household(
    netnotes: Callable[..., Answer], vault: VaultFolder, sure: Sequence[str], probable: Sequence[str],
    expected: tuple[str | None, ...],
) -> None:  # fmt: skip
    """They are reached as one: what is known of one, and what is probable of another, goes for both."""
    vault.person("Ada", cadence="10 days", household="Mill Lane", log=[f"{day} call" for day in sure])
    vault.person("Bo", cadence="10 days", household="Mill Lane")
    tell(vault, *probable, name="Bo")
    assert (decided(netnotes, "Ada"), decided(netnotes, "Bo")) == (expected, expected)


def test_it_fulfils_no_follow_up(netnotes: Callable[..., Answer], vault: VaultFolder) -> None:
    """A new person is to be followed up until there is contact for certain, and then decided about."""
    vault.person("Ada", met="2026-11-14")
    tell(vault, "2026-11-20")
    (row,) = netnotes(f"agenda --format json --today {TODAY}").json()["new"]
    assert (row["what"], row["date"]) == ("follow-up", "2026-11-17")
    vault.write("daily/2026-11-21.md", "- call with [[Ada]]: plums\n")
    (row,) = netnotes(f"agenda --format json --today {TODAY}").json()["new"]
    assert (row["what"], row["date"]) == ("decide", "2026-11-21")


def test_somebody_known_by_it_alone_has_contact_on_record(netnotes: Callable[..., Answer], vault: VaultFolder) -> None:
    """Not counted among those with none."""
    vault.person("Ada", circle="close")
    assert netnotes(f"agenda --format json --today {TODAY}").json()["no_contact"] == 1
    tell(vault, "2026-11-20")
    assert netnotes(f"agenda --format json --today {TODAY}").json()["no_contact"] == 0


def line_of(answer: Answer, word: str) -> str:
    """The one line that holds *word*."""
    (line,) = [line for line in answer.lines if word in line]
    return line


@pytest.mark.parametrize(("sure", "probable", "marked"), [
    ([], ["2026-09-01"], True), (["2026-08-01"], ["2026-09-01"], True), (["2026-09-01"], [], False),
    (["2026-09-01"], ["2026-09-02"], False), (["2026-09-01"], ["2026-08-01"], False),
])  # fmt: skip
def test_the_mark(
    netnotes: Callable[..., Answer], vault: VaultFolder, sure: Sequence[str], probable: Sequence[str], marked: bool
) -> None:
    """`~` stands wherever a probable contact has decided, and nowhere else."""
    vault.person("Ada", cadence="10 days", log=[f"{day} call: plums" for day in sure])
    tell(vault, *probable)
    shown = {
        command: "~" in line_of(netnotes(f"{command} --today {TODAY}"), "Ada  ")
        for command in ("agenda", "overdue", "list")
    }
    assert shown == dict.fromkeys(shown, marked)
    assert ("~" in line_of(netnotes(f"show Ada --today {TODAY}"), "every 10 days")) is marked


def test_the_mark_on_a_timeline(netnotes: Callable[..., Answer], vault: VaultFolder) -> None:
    """Each line that is probably contact has it, and the legend says so; without one there is no word of it."""
    vault.person("Ada", log=["2026-09-01 call: plums"])
    assert "~" not in netnotes(f"timeline Ada --today {TODAY}").stdout
    tell(vault, "2026-11-01")
    answer = netnotes(f"timeline Ada --today {TODAY}")
    assert "~" in line_of(answer, "is well")
    assert "~" not in line_of(answer, "plums")
    assert "~ probably" in answer.stdout


@dataclass
class Person:
    """What is known of one person: days of contact, sure and probable, and the keys that set a due day."""

    cadence: tuple[int, str]
    sure: list[int]
    probable: list[int]
    next_contact: int | None
    snooze: int | None
    last_contact: int | None


FIRST = date(2026, 1, 1)
days = st.integers(0, 120)
people = st.builds(
    Person,
    cadence=st.one_of(st.tuples(st.integers(1, 40), st.just("days")), st.tuples(st.integers(1, 3), st.just("months"))),
    sure=st.lists(days, max_size=3), probable=st.lists(days, max_size=3), next_contact=st.none() | days,
    snooze=st.none() | days, last_contact=st.none() | days,
)  # fmt: skip


def after(day: date, cadence: tuple[int, str]) -> date:
    """*day* and one cadence."""
    number, unit = cadence
    if unit == "days":
        return day + timedelta(number)
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def by_the_rules(who: Person, today: int) -> tuple[str | None, ...]:
    """Last contact, due day and what is probable of it, followed by hand."""
    on_record = [*who.sure, *([] if who.last_contact is None else [who.last_contact])]
    sure = max((day for day in on_record if day <= today), default=None)
    guess = max((day for day in who.probable if day <= today), default=None)
    last, probably = sure, None
    if sure is None and guess is not None:
        last, probably = guess, "last_contact"
    waits = who.next_contact is not None and (last is None or last < who.next_contact)
    due = FIRST + timedelta(who.next_contact) if waits and who.next_contact is not None else None
    if due is None and last is not None:
        due = after(FIRST + timedelta(last), who.cadence)
    if due is None:
        return None, None, None
    if sure is not None and guess is not None and guess > sure and not (waits and guess < (who.next_contact or 0)):
        day = FIRST + timedelta(guess)
        moved = day + timedelta((after(day, who.cadence) - day).days // 2)
        if moved > due:
            due, probably = moved, "due"
    if who.snooze is not None and FIRST + timedelta(who.snooze) >= due:
        due, probably = FIRST + timedelta(who.snooze), None if probably == "due" else probably
    return None if last is None else str(FIRST + timedelta(last)), str(due), probably


@settings(max_examples=600 if LONG else 60, deadline=None)
@given(st.lists(people, min_size=1, max_size=4), days)
def test_due_by_plain_rules(everyone: list[Person], today: int) -> None:
    """Whatever is on record, last contact and due are what the rules come to, step by step."""
    notes: dict[str, str] = {}
    for place, who in enumerate(everyone):
        keys = {"next-contact": who.next_contact, "snooze": who.snooze, "last-contact": who.last_contact}
        lines = [f"{key}: {FIRST + timedelta(day)}" for key, day in keys.items() if day is not None]
        log = "".join(f"- {FIRST + timedelta(day)} call\n" for day in who.sure)
        head = "\n".join([f"cadence: {who.cadence[0]} {who.cadence[1]}", *lines])
        notes[f"people/P{place}.md"] = f"---\n{head}\n---\n{log}"
        for day in who.probable:
            path = f"daily/{FIRST + timedelta(day)}.md"
            notes[path] = notes.get(path, "") + f"- [[P{place}]] is well\n"
    with tempfile.TemporaryDirectory(prefix="netnotes-probable-") as folder:
        vault = Vault(Path(folder))
        vault.write(notes)
        rows = {row["name"]: row for row in vault.ask("list", today=str(FIRST + timedelta(today)))}
    found = [(row["last_contact"], row["due"], row["probably"]) for _, row in sorted(rows.items())]
    assert found == [by_the_rules(who, today) for who in everyone]
