"""`netnotes events`: a table of cases written from PRODUCT, plain loops over random vaults, and its evidence."""

from __future__ import annotations

import json
import unicodedata
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner
from conftest import Answer, VaultFolder

from netnotes.cli import main

Run = Callable[..., Answer]
TODAY = "2026-11-24"
LEGEND = "Six months on: there was contact half a year after the meeting, or later."
EARLY = " (too early to say more)"

# The keys of Ada's note and her log, and what stands there of her.
CASES = [
    ("met, nothing since", {"met": "2026-11-18", "met_at": "the fair"}, [], "the fair · 18 Nov | met: Ada"),
    ("followed up", {"met": "2026-11-18", "met_at": "the fair"}, ["2026-11-19 call"],
     f"the fair · 18 Nov | followed up: Ada{EARLY}"),
    ("that day is no follow-up", {"met": "2026-11-18", "met_at": "the fair"}, ["2026-11-18 call"],
     "the fair · 18 Nov | met: Ada"),
    ("a try is none", {"met": "2026-11-18", "met_at": "the fair"}, ["2026-11-19 voicemail"],
     "the fair · 18 Nov | met: Ada"),
    ("a plan is none", {"met": "2026-11-18", "met_at": "the fair"}, ["2026-11-30 tea"], "the fair · 18 Nov | met: Ada"),
    ("the 182nd day", {"met": "2026-01-01", "met_at": "the fair"}, ["2026-07-02 tea"],
     "the fair · 1 Jan | followed up: Ada"),
    ("the 183rd day", {"met": "2026-01-01", "met_at": "the fair"}, ["2026-07-03 tea"],
     "the fair · 1 Jan | six months on: Ada"),
    ("one way is contact, and no more is said", {"met": "2026-01-01", "met_at": "the fair"},
     ["2026-02-01 email out: x", "2026-08-01 email out: y"], "the fair · 1 Jan | six months on: Ada"),
    ("too early until then", {"met": "2026-05-26", "met_at": "the fair"}, ["2026-06-01 tea"],
     f"the fair · 26 May | followed up: Ada{EARLY}"),
    ("then no more", {"met": "2026-05-25", "met_at": "the fair"}, ["2026-06-01 tea"],
     "the fair · 25 May | followed up: Ada"),
    ("by the first line", {}, ["2026-11-20 call", "2026-11-18 met at the fair: talked of ink"],
     f"the fair · 18 Nov | followed up: Ada{EARLY}"),
    ("the key names the place", {"met_at": "the ball"}, ["2026-11-18 met at the fair"], "the ball · 18 Nov | met: Ada"),
    ("only the first line", {}, ["2026-11-20 met at the fair", "2026-11-18 met: in the rain"], "nothing"),
    ("a month alone", {"met": "2026-10", "met_at": "the fair"}, ["2026-11-01 tea"],
     f"the fair · Oct 2026 | followed up: Ada{EARLY}"),
    ("a month that began with contact", {"met": "2026-10", "met_at": "the fair"}, ["2026-10-20 tea", "2026-10-09 tea"],
     f"the fair · Oct 2026 | followed up: Ada{EARLY}"),
    ("no day at all", {"met_at": "the fair"}, [], "the fair | met: Ada"),
    ("the first contact is the meeting", {"met_at": "the fair"}, ["2026-11-18 tea"], "the fair · 18 Nov | met: Ada"),
    ("last-contact", {"met": "2026-01-01", "met_at": "the fair", "last_contact": "2026-11-01"}, [],
     "the fair · 1 Jan | six months on: Ada"),
    ("a meeting to come", {"met": "2026-11-25", "met_at": "the fair"}, [], "nothing"),
    ("a card", {"status": "card", "met": "2026-01-01", "met_at": "the fair"}, [], "the fair · 1 Jan | met: Ada"),
    ("let go", {"status": "let-go", "met": "2026-01-01", "met_at": "the fair"}, [], "nothing"),
    ("deceased", {"status": "deceased", "met": "2026-01-01", "met_at": "the fair"}, [], "nothing"),
    ("no place", {"met": "2026-01-01"}, [], "nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("keys", "log", "shown"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_what_came_of_one_meeting(
    vault: VaultFolder, netnotes: Run, keys: dict[str, str], log: list[str], shown: str
) -> None:
    """Each rule on one person: the place, the day, and how far it came."""
    vault.person("Ada", log=log, **keys)
    assert _shown(netnotes(f"events --today {TODAY}").stdout) == shown


def _shown(text: str) -> str:
    """``PLACE · DAY | LABEL: NAMES | …`` of the only event; ``nothing`` where there is none."""
    blocks = [block for block in text.strip("\n").split("\n\n") if block != LEGEND]
    if blocks[0].startswith("No place is written down yet"):
        return "nothing"
    (heading, *rows) = blocks[0].split("\n")
    return " | ".join([heading, *(f"{row[2:17].strip()}: {row[17:]}" for row in rows)])


def test_nobody_is_said_to_be_in_touch_by_letters_of_one_side(vault: VaultFolder, netnotes: Run) -> None:
    """Letters without an answer are contact, and the answer says no more than that."""
    vault.person("Cy", met="2026-01-01", met_at="the fair", log=[f"2026-{m:02}-01 email out: x" for m in (3, 7, 9)])
    for more in ("", "--evidence", "--format json"):
        assert "touch" not in netnotes(f"events {more} --today {TODAY}").stdout
    (event,) = netnotes(f"events --format json --today {TODAY}").json()
    assert event["people"][0]["six_months_on"] is True
    assert event["people"][0]["contact_after_six_months"] == "2026-09-01"
    assert "one way" in netnotes(f"network --today {TODAY}").stdout


def test_places_are_one_whatever_their_case_and_accents(vault: VaultFolder, netnotes: Run) -> None:
    """Three spellings are one place, written as it was last; the latest meeting stands first."""
    vault.person("Ada", met="2026-01-01", met_at="Café  Zoë", log=["2026-10-01 tea"])
    vault.person("Bo", met="2026-02-01", met_at="cafe zoe")
    vault.person("Cy", log=["2025-12-01 met at CAFE ZOÉ"])
    vault.person("Di", met="2026-01-15", met_at="the ball")
    vault.person("Ed", met_at="nowhere yet")
    assert netnotes(f"events --today {TODAY}").lines == [
        "cafe zoe · 1 Dec 2025 to 1 Feb",
        "  six months on  Ada",
        "  met            Bo, Cy",
        "",
        "the ball · 15 Jan",
        "  met            Di",
        "",
        "nowhere yet",
        "  met            Ed",
        "",
        LEGEND,
    ]


SPANS = [
    (["2024", "2024-05"], "2024"),
    (["2024-05", "2024-05-31"], "May 2024"),
    (["2024", "2026-02-03"], "2024 to 3 Feb"),
    (["2026-05", "2026-02-03"], "3 Feb to May 2026"),
    (["2023", "2024-02", "2026-02-03", "2026"], "2023 to 2026"),
    (["2026-02-03", "2026-02-03"], "3 Feb"),
    (["2024-05", ""], "May 2024"),
]


@pytest.mark.parametrize(("met", "said"), SPANS, ids=[said for _, said in SPANS])
def test_when_people_were_met_as_it_is_known(met: list[str], said: str, vault: VaultFolder, netnotes: Run) -> None:
    """The first and the last time, and no day that nobody wrote: what lies within another says no more."""
    for number, day in enumerate(met):
        vault.person(f"P{number}", met_at="the fair", **({"met": day} if day else {}))
    assert netnotes(f"events --today {TODAY}").lines[0] == f"the fair · {said}"


def test_an_old_friend_who_was_there_too_was_not_met_there(vault: VaultFolder, netnotes: Run) -> None:
    """A line in another's note is a meeting only for those who had no contact before."""
    vault.person("Ada", log=["2026-11-18 met with [[Bo]] and [[Cy]] at the fair"])
    vault.person("Bo", log=["2026-01-01 tea"])
    vault.person("Cy", log=["2026-11-20 tea"])
    assert netnotes(f"events --today {TODAY}").lines == [
        "the fair · 18 Nov",
        f"  followed up    Cy{EARLY}",
        "  met            Ada",
    ]


def test_caps_say_what_they_leave_out(vault: VaultFolder, netnotes: Run) -> None:
    """Seven places and nine names, and how many more; `--all` and `--evidence` show them all."""
    for number in range(12):
        vault.person(f"Person {number:02}", met="2026-11-18", met_at="the fair", log=["2026-11-19 call"])
        vault.person(f"Other {number:02}", met=f"2026-10-{number + 1:02}", met_at=f"place {number}")
    capped = netnotes(f"events --today {TODAY}").stdout
    assert "and 3 more (too early to say more)" in " ".join(capped.split())
    assert capped.rstrip().endswith("… 6 more (--all)")
    assert capped.count("Person") == 9
    for option in ("--all", "--evidence"):
        everything = netnotes(f"events {option} --today {TODAY}").stdout
        assert "more (--all)" not in everything
        assert len({word for word in everything.replace(",", "").split() if word.isdigit() and len(word) == 2}) >= 12
        assert "place 11" in everything
    rows = netnotes(f"events --evidence --format json --today {TODAY}").json()
    fair = next(row for row in rows if row["place"] == "the fair")
    assert [line["line"] for line in fair["evidence"]] == [3, 9] * 12
    assert all(line["path"].startswith("people/Person") for line in fair["evidence"])


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", TODAY])
def test_any_day_and_an_empty_vault(vault: VaultFolder, netnotes: Run, day: str) -> None:
    """No day is too early or too late, and where there is nothing the answer says how to begin."""
    assert "netnotes met 'Grace Hopper' --at 'the navy ball'" in " ".join(netnotes(f"events --today {day}").lines)
    vault.person("Ada", met="9999-12", met_at="the end")
    vault.person("Bo", met="0001-01-01", met_at="the start", log=["9999-12-31 tea"])
    vault.person("Cy", met="2024", met_at="\x1b[31mred")
    for option in ("", "--evidence", "--format json"):
        answer = netnotes(f"events {option} --today {day}")
        assert answer.exit_code == 0
        assert "\x1b" not in answer.stdout


# Random vaults, and plain loops over them


class Someone(NamedTuple):
    """One person of a random vault; *log* is (day, kind, place, others)."""

    name: str
    status: str
    met: str
    met_at: str
    last: date | None
    log: list[tuple[date, str, str, list[str]]]


PLACES = ["the Fair", "the fair", "Café Zoë", "cafe  zoe", "a talk: on ink"]
BASE = date(2026, 11, 24)


def _random_vault(rng: Random) -> list[Someone]:
    def day() -> date:
        return BASE - timedelta(days=rng.choice([rng.randint(-9, 30), rng.randint(0, 400), rng.randint(180, 190)]))

    names = [f"P{number}" for number in range(rng.choice([1, 3, 8]))]
    people = []
    for name in names:
        met = rng.choice(["", "", str(day()), str(day())[:7], str(day())[:4]])
        log = []
        for _ in range(rng.randint(0, 5)):
            kind = rng.choice(["met", "met", "tea", "call", "voicemail", "note"])
            others = rng.sample([other for other in names if other != name], rng.choice([0, 0, len(names) > 1]))
            log.append((day(), kind, rng.choice(["", "the fair", "Cafe Zoé"]), others))
        log.sort(key=lambda entry: entry[0], reverse=True)
        status = rng.choice(["active", "active", "active", "card", "let-go", "deceased"])
        last = day() if rng.random() < 0.15 else None
        people.append(Someone(name, status, met, rng.choice(["", *PLACES]), last, log))
    return people


def _write(people: list[Someone], folder: Path) -> None:
    (folder / "people").mkdir(parents=True)
    for one in people:
        lines = ["---", f"status: {one.status}"]
        lines += [f"met: {one.met}"] if one.met else []
        lines += [f'met-at: "{one.met_at}"'] if one.met_at else []
        lines += [f"last-contact: {one.last}"] if one.last else []
        lines += ["---", "", "## Log", ""]
        for day, kind, place, others in one.log:
            company = " with " + " and ".join(f"[[{other}]]" for other in others) if others else ""
            lines.append(f"- {day} {kind}{company}{f' at {place}' if place else ''}: so")
        (folder / "people" / f"{one.name}.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _span(text: str) -> tuple[date, date]:
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return date(*parts), date(*parts)
    if len(parts) == 2:
        return date(*parts, 1), date(*parts, monthrange(*parts)[1])
    return date(parts[0], 1, 1), date(parts[0], 12, 31)


def _key(place: str) -> str:
    plain = unicodedata.normalize("NFD", " ".join(place.split()))
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()


def _expected(people: list[Someone], today: date) -> dict[str, set[tuple[Any, ...]]]:
    """Place, folded, to (name, day of the first contact after the meeting, of that six months on, whether early)."""
    found: dict[str, set[tuple[Any, ...]]] = {}
    for one in people:
        lines = []  # (day, kind, place, own) of everything that counts for them
        for other in people:
            for day, kind, place, others in other.log:
                own = other is one
                if (own or one.name in others) and kind not in ("voicemail", "note") and day <= today:
                    lines.append((day, kind, place, own))
        contacts = [line[0] for line in lines]
        if len(one.met) == 10 and _span(one.met)[0] <= today:
            contacts.append(_span(one.met)[0])
        first = min(contacts, default=None)
        meetings = [line for line in lines if line[1] == "met" and (line[3] or line[0] == first)]
        place, meeting = one.met_at, min((line[0] for line in lines if line[1] == "met"), default=None) or first
        if not place and meetings:
            earliest = min(line[0] for line in meetings)
            place, meeting = next(line[2] for line in meetings if line[0] == earliest), earliest
        if one.met:
            begin, end = _span(one.met)
            if begin > today:
                continue
            meeting = end if begin == end else min(meeting or end, end, today)
        if not place or one.status in ("let-go", "do-not-contact", "deceased"):
            continue
        after = sorted([*contacts, *([one.last] if one.last and one.last <= today else [])])
        followed = next((day for day in after if meeting and day > meeting), None)
        lasting = next((day for day in after if meeting and (day - meeting).days >= 183), None)
        early = meeting is None or (today - meeting).days < 183
        found.setdefault(_key(place), set()).add((one.name, _iso(followed), _iso(lasting), early and not lasting))
    return found


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


@pytest.mark.parametrize("chunk", range(4))
def test_events_are_what_plain_loops_find(chunk: int, tmp_path: Path) -> None:
    """Who was met where, the first contact after it and that six months on, over random vaults and days."""
    seen = 0
    for seed in range(chunk * 40, chunk * 40 + 40):
        rng = Random(seed)
        people, folder = _random_vault(rng), tmp_path / str(seed)
        if _is_doubtful(people):
            continue
        _write(people, folder / "vault")
        for today in (BASE, BASE - timedelta(days=rng.randint(1, 300))):
            answer = _ask(folder, today)
            found = {
                _key(row["place"]): {
                    (one["name"], one["followed_up"], one["contact_after_six_months"], one["six_months_on"] is None)
                    for one in row["people"]
                }
                for row in answer
            }
            assert found == _expected(people, today), (seed, today)
            assert len(found) == len(answer)
            days = [row["last"] or "" for row in answer]
            assert days == sorted(days, reverse=True)
            seen += len(answer)
    assert seen > 40


def _is_doubtful(people: list[Someone]) -> bool:
    """Whether two first meetings of one person stand on one day: which note comes first is not worth a rule."""
    for one in people:
        days = [
            day for other in people for day, kind, _, others in other.log
            if kind == "met" and (other is one or one.name in others)
        ]  # fmt: skip
        if len(days) != len(set(days)):
            return True
    return False


def _ask(folder: Path, today: date) -> Any:
    """The program's JSON; one index serves all days of a vault."""
    own = {"XDG_CACHE_HOME": str(folder / "cache"), "XDG_CONFIG_HOME": str(folder / "config")}
    shared = ["--vault", str(folder / "vault"), "--today", str(today), "--format", "json"]
    result = CliRunner().invoke(main, [*shared, "events"], env=own, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)
