"""`netnotes wishes`: a table of cases written from PRODUCT, and plain loops over random vaults."""

from __future__ import annotations

import json
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

# What is written of Maria, in her note and in Ada's, and what is said of her.
CASES = [
    ("why", {"why": "she looked"}, "", {}, [], ["she looked", "nobody here is known to know them"]),
    ("the hook", {"hook": "moths"}, "She paints.", {}, [], ["moths", "nobody here is known to know them"]),
    ("the first line", {}, "# Maria\n\n- [ ] find her\n\nShe paints.\nA lot.", {}, [],
     ["She paints.", "nobody here is known to know them"]),
    ("nothing said", {}, "", {}, [], ["nobody here is known to know them"]),
    ("Ada knows her", {}, "", {"knows": ["[[Maria]]"]}, [], ["ask  Ada  the two know each other"]),
    ("she knows Ada", {"knows": ["[[Ada]]"]}, "", {}, [], ["ask  Ada  the two know each other"]),
    ("through Ada", {"met_through": "[[Ada]]"}, "", {}, [], ["ask  Ada  named as the way to them"]),
    ("one household", {"household": "Rua 5"}, "", {"household": "Rua 5"}, [], ["ask  Ada  they live together"]),
    ("introduced", {}, "", {}, ["2026-11-01 introduced: to [[Maria]], by post"], ["ask  Ada  you introduced the two"]),
    ("together", {}, "", {}, ["2026-11-01 lecture with [[Maria]]: moths"], ["ask  Ada  they were there together"]),
    ("spoken of", {}, "", {}, ["2026-11-01 tea: she has met [[Maria]]"], ["ask  Ada  tea: she has met Maria"]),
    ("not yet", {}, "", {}, ["2026-12-01 tea: with [[Maria]] if she comes"], ["nobody here is known to know them"]),
    ("in her free text", {}, "So. Who knows her? Perhaps [[Ada]]. Hm.", {}, [],
     ["So. Who knows her? Perhaps [[Ada]]. Hm.", "ask  Ada  Perhaps Ada."]),
    ("the plainest way counts", {}, "", {"knows": ["[[Maria]]"]}, ["2026-11-01 tea: of [[Maria]]"],
     ["ask  Ada  the two know each other"]),
    ("Ada is gone", {}, "", {"knows": ["[[Maria]]"], "status": "let-go"}, [], ["nobody here is known to know them"]),
    ("Ada is a wish herself", {}, "", {"knows": ["[[Maria]]"], "status": "wish"}, [],
     ["nobody here is known to know them"]),
    ("an unknown name", {"knows": ["Nobody At All"]}, "", {}, [], ["nobody here is known to know them"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("keys", "body", "adas", "log", "said"), [row[1:] for row in CASES], ids=[row[0] for row in CASES]
)
def test_one_wish(
    vault: VaultFolder, netnotes: Run, keys: dict[str, Any], body: str, adas: dict[str, Any], log: list[str],
    said: list[str],
) -> None:  # fmt: skip
    """Each rule on one wish and one person who may know her: why, and whom to ask."""
    vault.person("Maria", status="wish", body=body, **keys)
    vault.person("Ada", log=log, **adas)
    block = next(part for part in netnotes(f"wishes --today {TODAY}").stdout.split("\n\n") if part.startswith("Maria"))
    assert [line.strip() for line in block.rstrip("\n").split("\n")[1:]] == said


def test_the_warmest_is_asked_and_the_others_named(vault: VaultFolder, netnotes: Run) -> None:
    """Whoever is warmest is the one to ask; three names, and how many more."""
    vault.person("Maria", status="target", knows=["[[Ada]]", "[[Bo]]", "[[Cy]]", "[[Di]]", "[[Ed]]"])
    for name, log in {"Ada": [], "Bo": ["2026-11-01 tea"], "Cy": ["2026-10-30 call"], "Di": [], "Ed": []}.items():
        vault.person(name, log=[*log, "2026-01-01 ping"])
    assert netnotes(f"wishes --today {TODAY}").lines == [
        "Maria",
        "  ask  Bo   the two know each other",
        "  also Cy   the two know each other",
        "  also Ada  the two know each other",
        "  … 2 more (--all)",
    ]
    everything = netnotes(f"wishes --all --today {TODAY}").lines
    assert [line.split()[1] for line in everything[1:]] == ["Bo", "Cy", "Ada", "Di", "Ed"]


@pytest.mark.parametrize(
    ("room", "wishes", "said"),
    [
        (2, 2, ""),
        (2, 3, "The settings leave room for 2 new people at once (new-people), so the others may wait."),
        (1, 2, "The settings leave room for one new person at once (new-people), so the others may wait."),
        (0, 1, "The settings leave room for no new people now (new-people = 0), so these may wait."),
        (0, 0, ""),
    ],
)
def test_how_many_at_once(vault: VaultFolder, netnotes: Run, room: int, wishes: int, said: str) -> None:
    """More wishes than the setting has room for are said to be so, and nothing more."""
    vault.write("netnotes.toml", f"[agenda]\nnew-people = {room}\n")
    for number in range(wishes):
        vault.person(f"Wish {number}", status="wish")
    text = " ".join(netnotes(f"wishes --today {TODAY}").stdout.split())
    assert text.endswith(said) if said else "leave room" not in text


def test_a_card_is_no_wish_and_none_is_told_how_to_write_one(vault: VaultFolder, netnotes: Run) -> None:
    """An empty vault, and one with cards alone, say how a wish is written; and that command writes one."""
    vault.person("Card", status="card", why="met once")
    said = " ".join(netnotes(f"wishes --today {TODAY}").lines)
    assert said.startswith("No wish is written down. To write one: netnotes new 'Maria Merian' --status wish")
    assert netnotes(said.partition("netnotes ")[2].partition(". A card")[0]).exit_code == 0
    assert netnotes(f"wishes --today {TODAY}").lines[:2] == ["Maria Merian", "  she looked first"]


def test_seven_wishes_and_how_many_more(vault: VaultFolder, netnotes: Run) -> None:
    """The cap says what it leaves out; JSON has all."""
    for number in range(9):
        vault.person(f"Wish {number}", status="wish")
    assert "… 2 more (--all)" in netnotes(f"wishes --today {TODAY}").lines
    assert netnotes(f"wishes --all --today {TODAY}").stdout.count("Wish") == 9
    assert len(netnotes(f"wishes --format json --today {TODAY}").json()["wishes"]) == 9


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_any_day_cycles_and_odd_names(vault: VaultFolder, netnotes: Run, day: str) -> None:
    """Two who are met through each other, a wish that names itself, escapes in a name: an answer, safely shown."""
    vault.person("Maria", status="wish", knows=["[[Maria]]", "[[Ada]]"], met_through="[[Ada]]", why="\x1b[31mred")
    vault.person("Ada", met_through="[[Maria]]", log=["2026-11-01 tea: \x1b]0;x\x07 [[Maria]]"])
    for option in ("", "--format json"):
        answer = netnotes(f"wishes {option} --today {day}")
        assert answer.exit_code == 0
        assert "\x1b" not in answer.stdout


# Random vaults, and plain loops over them


class Someone(NamedTuple):
    """One person; *log* is (day, kind, with, mentioned), names of others."""

    name: str
    status: str
    knows: list[str]
    through: list[str]
    log: list[tuple[date, str, list[str], list[str]]]


BASE = date(2026, 11, 24)
KINDS = {"tea": 5, "call": 4, "message in": 2, "letter out": 3, "voicemail": 0, "introduced": 2}


def _random_vault(rng: Random) -> list[Someone]:
    names = [f"P{number}" for number in range(rng.choice([2, 4, 8]))]
    people = []
    for name in names:
        others = [other for other in names if other != name]

        def some(chance: float, others: list[str] = others) -> list[str]:
            return [rng.choice(others)] if rng.random() < chance else []

        log = []
        for _ in range(rng.randint(0, 6)):
            day = BASE - timedelta(days=rng.choice([rng.randint(-20, 60), rng.randint(0, 800)]))
            log.append((day, rng.choice(list(KINDS)), some(0.2), some(0.3)))
        log.sort(key=lambda entry: entry[0], reverse=True)
        status = rng.choice(["wish", "wish", "active", "active", "active", "card", "let-go"])
        people.append(Someone(name, status, some(0.2), some(0.15), log))
    return people


def _write(people: list[Someone], folder: Path) -> None:
    (folder / "people").mkdir(parents=True)
    for one in people:
        lines = ["---", f"status: {one.status}"]
        lines += [f'knows: "[[{one.knows[0]}]]"'] if one.knows else []
        lines += [f'met-through: "[[{one.through[0]}]]"'] if one.through else []
        lines += ["---", "", "## Log", ""]
        for day, kind, company, mentioned in one.log:
            text = f" of [[{mentioned[0]}]]" if mentioned else " so"
            lines.append(f"- {day} {kind}{f' with [[{company[0]}]]' if company else ''}:{text}")
        (folder / "people" / f"{one.name}.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _warmth(people: list[Someone], name: str, today: date) -> int:
    """Deepest contact a month, weighed by its age, halved where contact does not go both ways."""
    lines = [
        (day, kind)
        for one in people
        for day, kind, company, _ in one.log
        if (one.name == name or name in company) and kind != "voicemail" and day <= today
    ]
    first = min((day for day, _ in lines), default=today)
    deepest = [0] * 24
    for day, kind in lines:
        back = (today.year - day.year) * 12 + today.month - day.month
        if back < 24:
            deepest[back] = max(deepest[back], KINDS[kind])
    whole = 3 * sum(deepest[:3]) + 2 * sum(deepest[3:12]) + sum(deepest[12:])
    year_ago = date(today.year - 1, today.month, today.day)
    kinds = {kind for day, kind in lines if day > first and day >= year_ago}
    both = kinds & {"tea", "call"} or ("message in" in kinds and kinds & {"letter out", "introduced"})
    return whole if both else whole // 2


def _expected(people: list[Someone], today: date) -> dict[str, list[tuple[str, str]]]:
    """Each wish to (who can be asked, why), the warmest first."""
    by_name = {one.name: one for one in people}
    found: dict[str, list[tuple[str, str]]] = {}
    for wish in people:
        if wish.status != "wish":
            continue
        ways: dict[str, set[str]] = {}
        for one in people:
            if wish.name in one.knows or one.name in wish.knows:
                ways.setdefault(one.name, set()).add("knows")
            if wish.name in one.through or one.name in wish.through:
                ways.setdefault(one.name, set()).add("met-through")
            for day, kind, company, mentioned in one.log:
                present = {one.name, *company}
                spoken = set(mentioned) - present
                if day > today:
                    continue
                for other in present - {wish.name}:
                    if wish.name in present and kind != "voicemail":
                        ways.setdefault(other, set()).add("together")
                    if wish.name in spoken:
                        ways.setdefault(other, set()).add("introduced" if kind == "introduced" else "mention")
                if wish.name in present and kind == "introduced":
                    for other in spoken:
                        ways.setdefault(other, set()).add("introduced")
        order = ("knows", "met-through", "introduced", "together", "mention")
        rows = [
            (other, next(way for way in order if way in found_ways))
            for other, found_ways in ways.items()
            if by_name[other].status not in ("wish", "let-go")
        ]
        found[wish.name] = sorted(rows, key=lambda row: (-_warmth(people, row[0], today), row[0]))
    return found


@pytest.mark.parametrize("chunk", range(3))
def test_wishes_are_what_plain_loops_find(chunk: int, tmp_path: Path) -> None:
    """Who can be asked about whom, why, and in which order, over random vaults and days."""
    asked = 0
    for seed in range(chunk * 40, chunk * 40 + 40):
        rng = Random(seed)
        people, folder = _random_vault(rng), tmp_path / str(seed)
        _write(people, folder / "vault")
        for today in (BASE, BASE - timedelta(days=rng.randint(1, 300))):
            answer = _ask(folder, today)["wishes"]
            found = {row["name"]: [(known["name"], known["through"]) for known in row["known_by"]] for row in answer}
            assert found == _expected(people, today), (seed, today)
            assert list(found) == sorted(found)
            asked += sum(map(len, found.values()))
    assert asked > 40


def _ask(folder: Path, today: date) -> Any:
    """The program's JSON; one index serves all days of a vault."""
    own = {"XDG_CACHE_HOME": str(folder / "cache"), "XDG_CONFIG_HOME": str(folder / "config")}
    shared = ["--vault", str(folder / "vault"), "--today", str(today), "--format", "json"]
    result = CliRunner().invoke(main, [*shared, "wishes"], env=own, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)
