"""`network` by hand from PRODUCT and docs/rules.md: who stands in which row, and whom time went to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from conftest import Answer, VaultFolder

from .network_asked import rows

TODAY = "2026-11-24"
Ask = Callable[..., Answer]


@pytest.fixture
def ask(netnotes: Ask) -> Callable[..., list[str]]:
    """The lines of `network` on the day of the tests; more words may follow."""

    def run(more: str = "", today: str = TODAY, columns: int = 80) -> list[str]:
        return netnotes(f"network --today {today} {more}", env={"COLUMNS": str(columns)}).lines

    return run


# One person, called Bo: fields, log, and the row in which they stand.
GROUPS = [
    ("a talk after the first meeting", {}, ["2026-10-01 met", "2026-10-20 call: plums"], "both ways"),
    ("a line without a head too", {}, ["2026-10-01 met", "2026-10-20 had a long talk"], "both ways"),
    ("only the day of the first meeting", {}, ["2026-10-01 met"], "met once"),
    ("twice on that day", {}, ["2026-10-01 met", "2026-10-01 call: home safe"], "met once"),
    ("one call", {}, ["2026-10-01 call: about the flat"], "once so far"),
    ("one lunch, and nothing says that it was the first", {}, ["2026-10-01 lunch: plums"], "once so far"),
    ("a call on the day of the meeting", {"met": "2026-10-01"}, ["2026-10-01 call: about the flat"], "met once"),
    ("a call in the month of the meeting", {"met": "2026-10"}, ["2026-10-05 call: about the flat"], "once so far"),
    ("a lunch after the year of the meeting", {"met": "2024"}, ["2026-11-10 lunch: plums"], "both ways"),
    ("a month that is not over", {"met": "2026-11"}, ["2026-11-10 lunch: plums"], "once so far"),
    ("two lunches in the month of the meeting", {"met": "2026-10"}, ["2026-10-10 lunch", "2026-10-20 lunch"],
     "both ways"),
    ("a letter after the year of the meeting", {"met": "2024"}, ["2026-11-10 letter out: plums"], "one way"),
    ("letter and answer on one day, after it", {"met": "2024"}, ["2026-11-10 letter out", "2026-11-10 letter in"],
     "both ways"),
    ("one letter", {}, ["2026-10-01 letter: about the flat"], "one way"),
    ("only from me", {}, ["2026-10-01 met", "2026-10-20 email out: thanks", "2026-11-02 email out: again"], "one way"),
    ("only from them", {}, ["2026-10-01 met", "2026-10-20 email in: thanks"], "one way"),
    ("from both", {}, ["2026-10-01 met", "2026-10-20 email out: so", "2026-11-02 email in: yes"], "both ways"),
    ("a first letter and its answer", {}, ["2026-10-20 email out: so", "2026-11-02 email in: yes"], "both ways"),
    ("letter and answer on the first day", {}, ["2026-10-20 email out: so", "2026-10-20 email in: yes"], "one way"),
    ("a favour is no talk", {}, ["2026-10-01 met", "2026-10-20 gave: a book"], "one way"),
    ("nor is a favour with lunch", {}, ["2026-10-01 met", "2026-10-20 lunch gave: a book"], "one way"),
    ("given and got", {}, ["2026-10-01 met", "2026-10-20 gave: a book", "2026-10-21 got: a tent"], "both ways"),
    ("a try is nothing", {}, ["2026-10-01 met", "2026-10-20 voicemail"], "met once"),
    ("a note is nothing", {}, ["2026-10-01 met", "2026-10-20 note: likes plums"], "met once"),
    ("a plan is nothing yet", {}, ["2026-10-01 met", "2026-12-20 lunch"], "met once"),
    ("the last day of twice six weeks", {"circle": "close"}, ["2026-01-01 met", "2026-09-01 call: x"], "both ways"),
    ("the day after it", {"circle": "close"}, ["2026-01-01 met", "2026-08-31 call: x"], "gone quiet"),
    ("their own rhythm wins", {"circle": "close", "cadence": "1 year"}, ["2025-01-01 met", "2025-03-01 call: x"],
     "both ways"),
    ("the last day of a year", {}, ["2024-01-01 met", "2025-11-24 call: x"], "both ways"),
    ("and the day after", {}, ["2024-01-01 met", "2025-11-23 call: x"], "gone quiet"),
    ("never is no rhythm", {"cadence": "never"}, ["2024-01-01 met", "2025-11-24 call: x"], "both ways"),
    ("met long ago and never again", {"met": "2019-05-01"}, [], "gone quiet"),
    ("letters before the first meeting", {"met": "2026-11-01"}, ["2026-10-01 email in", "2026-10-09 email out"],
     "met once"),
    ("a pen friend met today", {"met": TODAY}, ["2026-11-01 letter out: x", "2026-11-20 letter in: x"], "met once"),
    ("and a letter of the same day", {"met": TODAY}, ["2026-11-01 letter in: x", f"{TODAY} letter out: x"], "met once"),
    ("one letter the day after meeting a pen friend", {"met": "2026-11-22"},
     ["2026-10-20 letter out: x", "2026-11-01 letter in: x", "2026-11-23 letter out: x"], "both ways"),
    ("from me alone before and after", {"met": "2026-11-01"}, ["2026-10-01 email out", "2026-11-09 email out"],
     "one way"),
    ("letters before a meeting too long ago", {"met": "2025-11-23"}, ["2025-10-01 email in", "2025-10-09 email out"],
     "gone quiet"),
    ("two days after two weeks of a week's rhythm", {"cadence": "1 week"},
     ["2026-09-08 lunch", "2026-10-20 lunch", "2026-11-09 lunch"], "gone quiet"),
    ("met once, and a later date", {"met": "2026-10-01", "last_contact": "2026-11-01"}, [], "only a date"),
    ("one letter, and a later date", {"last_contact": "2026-11-01"}, ["2026-10-01 letter: x"], "only a date"),
    ("a date, and a later letter", {"last_contact": "2026-10-01"}, ["2026-11-01 letter: x"], "one way"),
    ("a date that lies too far back", {"last_contact": "2025-11-01"}, ["2025-10-01 letter: x"], "gone quiet"),
    ("a last contact without a line", {"last_contact": "2026-11-01"}, [], "only a date"),
    ("a year of meeting alone", {"met": "2019"}, [], "only a date"),
    ("a meeting to come", {"met": "2027"}, [], "not met"),
    ("nothing", {}, [], "not met"),
    ("a card", {"status": "card"}, [], "not met"),
    ("somebody paused", {"status": "paused"}, ["2026-10-01 met", "2026-10-20 call: plums"], "both ways"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "keys", "log", "row"), GROUPS, ids=[case[0] for case in GROUPS])
def test_in_which_row(said: str, keys: dict[str, Any], log: list[str], row: str, vault: VaultFolder, ask: Any) -> None:
    """Everyone who was collected stands in one row: that of the first rule that holds."""
    vault.person("Bo", log=log, **keys)
    found = rows(ask())
    labels = ("both ways", "met once", "once so far", "one way", "gone quiet", "only a date", "not met")
    assert [label for label in labels if label in found] == [row], said
    assert found["collected"].startswith("1   " + ("0 met, 1 not yet" if row == "not met" else "all of them met"))


def test_a_vault_without_people(vault: VaultFolder, ask: Any) -> None:
    """It says what makes a person, and nothing else."""
    vault.write("shopping.md", "- milk\n")
    assert " ".join(ask()) == (
        "No people here yet. A note in a folder called people is a person; so is one tagged #person."
    )


@pytest.mark.parametrize("status", ["wish", "let-go", "do-not-contact", "deceased"])
def test_who_is_not_collected(status: str, vault: VaultFolder, ask: Any) -> None:
    """Wishes, and those nobody is to turn to, are in no row."""
    vault.person("Bo", status=status, log=["2026-10-01 met", "2026-10-20 call: plums"])
    assert ask() == [
        "Nobody to count yet: wishes, and those whom nobody is to turn to, are in no",
        "network.",
    ]


LUNCHES = ["2026-06-01 met", "2026-10-20 lunch: plums"]
PACES = [
    ("due today is in time", {"circle": "close"}, ["2026-06-01 met", "2026-10-13 lunch"], "1 in time"),
    ("a day later is late", {"circle": "close"}, ["2026-06-01 met", "2026-10-12 lunch"], "1 late"),
    ("nobody is late while snoozed", {"circle": "close", "snooze": "2026-12-01"},
     ["2026-06-01 met", "2026-10-12 lunch"], "1 in time"),
    ("no circle", {}, LUNCHES, "1 without a rhythm"),
    ("never", {"cadence": "never"}, LUNCHES, "1 without a rhythm"),
    ("a day set by hand that has passed", {"next_contact": "2026-11-01"}, LUNCHES, "1 late"),
    ("paused", {"circle": "inner", "status": "paused"}, ["2026-06-01 met", "2026-11-01 lunch"], "1 paused"),
    ("paused until a day", {"circle": "inner", "paused_until": "2026-12-01"},
     ["2026-06-01 met", "2026-11-01 lunch"], "1 paused"),
    ("awake again", {"circle": "inner", "paused_until": "2026-11-24"},
     ["2026-06-01 met", "2026-11-01 lunch"], "1 late"),
    ("a card", {"circle": "close", "status": "card"}, LUNCHES, "1 without a rhythm"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "keys", "log", "words"), PACES, ids=[case[0] for case in PACES])
def test_in_time_or_late(
    said: str, keys: dict[str, Any], log: list[str], words: str, vault: VaultFolder, ask: Any
) -> None:
    """Of those both ways: late as `overdue` says it, else in time, without a rhythm, or paused."""
    vault.person("Bo", log=log, **keys)
    assert rows(ask())["both ways"] == f"1   {words}", said


WARM = [f"2026-{month:02}-05 lunch: plums" for month in range(8, 12)]
ASKED = [
    ("warm", {}, [*WARM, "2026-01-05 lunch"], True),
    ("friendly alone", {}, LUNCHES, False),
    ("asked in two years", {}, [*LUNCHES, "2024-11-25 asked: a tent"], True),
    ("longer ago", {}, [*LUNCHES, "2024-11-24 asked: a tent"], False),
    ("got", {}, [*LUNCHES, "2026-02-01 got: a tent"], True),
    ("given alone", {}, [*LUNCHES, "2026-02-01 gave: a tent"], False),
    ("no ledger is kept", {"reciprocity": "off"}, [*LUNCHES, "2026-02-01 got: a tent"], False),
    ("nor in the innermost circle", {"circle": "inner", "cadence": "1 year"},
     [*LUNCHES, "2026-02-01 got: a tent"], False),
    ("asked, but it goes one way", {}, ["2026-06-01 met", "2026-10-20 asked: a tent"], False),
]  # fmt: skip


@pytest.mark.parametrize(("said", "keys", "log", "yes"), ASKED, ids=[case[0] for case in ASKED])
def test_whom_one_would_ask(
    said: str, keys: dict[str, Any], log: list[str], yes: bool, vault: VaultFolder, ask: Any
) -> None:
    """Both ways, and warm, or asked or got something in the last two years where a ledger is kept."""
    vault.person("Bo", log=log, **keys)
    assert ("would ask" in rows(ask())) is yes, said


MOVED = [
    # Two months of 5 × 3 today; on 24 August nothing but the first of them, alone, halved.
    ("a warmer word", ["2026-08-01 lunch", "2026-10-01 lunch"], "closer"),
    # 5 × 2 + 5 × 3 today, 5 × 3 + 5 × 2 then.
    ("the same", ["2026-01-05 lunch", "2026-07-01 lunch", "2026-10-05 lunch"], None),
    # Contact goes both ways no longer: over a year ago.
    ("a colder word", ["2025-09-01 lunch", "2025-11-01 lunch"], "quieter"),
    # 5 × 3 then, with 5 × 2 before: 25. Today 5 × 2 + 5 × 2 + 5 × 3 + 5 × 3: 50, warm.
    ("friendly, then warm", ["2026-02-01 lunch", "2026-07-01 lunch", "2026-09-05 lunch", "2026-10-05 lunch"],
     "closer"),
    # 5 × 2 + 4 × 2 on the day (18); 5 × 2 + 4 × 2 + 5 × 3 + 3 × 3 (42): twice and more, friendly both times.
    ("twice the warmth", ["2026-02-01 lunch", "2026-04-01 call: x", "2026-10-05 lunch", "2026-11-05 email: x"],
     "closer"),
    ("known since then, with a meeting", ["2026-09-01 met", "2026-10-01 lunch"], "new"),
    ("met on the day itself", ["2026-08-24 met", "2026-10-01 lunch"], "new"),
    ("met the day before", ["2026-08-23 met", "2026-08-23 lunch"], None),
    ("nothing on record before, and no meeting", ["2026-09-01 lunch", "2026-10-01 lunch"], None),
    ("written to before, then met", ["2026-08-01 email: x", "2026-09-01 met", "2026-10-01 lunch"], "closer"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "log", "row"), MOVED, ids=[case[0] for case in MOVED])
def test_what_moved(said: str, log: list[str], row: str | None, vault: VaultFolder, ask: Any) -> None:
    """Closer and quieter compare the words, and twice or half the warmth; new are those met since."""
    vault.person("Bo", log=log)
    lines = ask("--since 2026-08-24")
    moved = lines[lines.index("Since 24 August") + 1 :] if "Since 24 August" in lines else []
    assert [line.split()[0] for line in moved if line.startswith("  ")] == ([row] if row else []), said


LEFT = [
    ("both ways on the day", {"status": "let-go"}, ["2026-02-01 met", "2026-06-01 lunch"], True),
    ("a letter and its answer", {"status": "let-go"}, ["2025-09-01 email out", "2025-09-05 email in"], True),
    ("the answer came after the day", {"status": "let-go"}, ["2026-08-01 email out", "2026-08-25 email in"], False),
    ("met, and no more", {"status": "let-go"}, ["2026-06-01 met"], False),
    ("quiet by that day", {"status": "let-go"}, ["2025-01-01 met", "2025-08-23 lunch"], False),
    ("a year before it", {"status": "let-go"}, ["2025-01-01 met", "2025-08-24 lunch"], True),
    ("twice their rhythm", {"status": "let-go", "circle": "close"}, ["2025-01-01 met", "2026-06-01 lunch"], True),
    ("longer than that", {"status": "let-go", "circle": "close"}, ["2025-01-01 met", "2026-05-31 lunch"], False),
    ("deceased", {"status": "deceased"}, ["2026-02-01 met", "2026-06-01 lunch"], False),
    ("not to be contacted", {"status": "do-not-contact"}, ["2026-02-01 met", "2026-06-01 lunch"], False),
]


@pytest.mark.parametrize(("said", "keys", "log", "yes"), LEFT, ids=[case[0] for case in LEFT])
def test_who_was_let_go(
    said: str, keys: dict[str, Any], log: list[str], yes: bool, vault: VaultFolder, ask: Any, netnotes: Ask
) -> None:
    """Whoever is let go today and was in contact both ways on the day stands there, and in no other row."""
    vault.person("Ada", log=LUNCHES)
    vault.person("Bo", log=log, **keys)
    found = rows(ask("--since 2026-08-24"))
    assert found["both ways"] == "1   1 without a rhythm"
    assert ("  let go         Bo" in ask("--since 2026-08-24")) is yes, said
    answer = netnotes(f"network --today {TODAY} --since 2026-08-24 --evidence --format json").json()
    assert [row["name"] for row in answer["moved"]["let_go"]] == ["Bo"] * answer["numbers"]["let_go"] == ["Bo"] * yes
    lines = [line["text"] for row in answer["evidence"]["let_go"] for line in row["lines"]]
    assert len(lines) == {"a letter and its answer": 2}.get(said, int(yes))
    assert [row["name"] for row in answer["people"]] == ["Ada"]


def test_time_is_shared(vault: VaultFolder, netnotes: Ask) -> None:
    """A contact of several is shared equally; once a day by the deepest kind; else the usual minutes; one year."""
    vault.person("Ada", circle="close", log=[
        "2026-11-01 lunch with [[Bo]] and [[Cy]] (90m): plums", "2026-11-01 call (2h): home safe",
        "2026-10-01 call: x", "2025-11-24 lunch (10h): too long ago", "2025-11-25 lunch (1h): just in time",
    ])  # fmt: skip
    vault.person("Bo", minutes=25, log=["2026-10-05 lunch with [[Cy]]: the usual 25 of Bo"])
    vault.person("Cy", status="let-go")
    answer = netnotes(f"network --today {TODAY} --format json").json()
    # Ada: 30 of the lunch, 60 of her circle, 60 a year ago. Bo: 30 of the lunch, half of 25.
    assert {row["name"]: row["minutes"] for row in answer["people"]} == {"Ada": 150, "Bo": 42.5}
    assert answer["time"]["minutes"] == 192.5


def test_only_sure_contact_counts(vault: VaultFolder, ask: Any) -> None:
    """A line of a daily note without a head is only probable, and makes nobody a part of the network."""
    vault.person("Bo", log=["2026-10-01 met"])
    vault.write("daily/2026-10-20.md", "Had a long walk with [[Bo]] today\n")
    assert "met once" in rows(ask())
    vault.write("daily/2026-10-21.md", "- walk with [[Bo]]: plums\n")
    assert "both ways" in rows(ask())
