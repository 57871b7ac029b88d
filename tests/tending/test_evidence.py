"""Lines that are shown as evidence: whose note they stand in, and nothing of a ledger that is not kept."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from netnotes.views.terminal import width_of

from .network_oracle import random_people

EXAMPLE = Path(__file__).resolve().parents[2] / "example-vault"
TODAY = ["--today", "2026-11-24"]
COMMANDS = ["capacity", "network", "favour lamp", "path bo", "events", "path ann"]


def test_a_line_of_somebody_elses_note_says_so(vault: Any, netnotes: Callable[..., Any]) -> None:
    """As `show` does: (from Ed), before the words, so that no cut takes it away."""
    vault.person("Ed", log=["2026-11-01 met with [[Fay]] at Cafe: bees", "2026-10-02 tea: x"])
    vault.person("Fay", circle="close", offers=["lamps"])
    shown = netnotes("events", "--evidence", *TODAY).stdout
    assert "Fay (from Ed): met with Fay at Cafe: bees" in shown
    for command in ("network", "favour lamps"):
        assert "(from Ed)" in netnotes(*command.split(), "--evidence", *TODAY).stdout, command
    (event,) = netnotes("events", "--evidence", "--format", "json", *TODAY).json()
    assert [(line["name"], line["from"]) for line in event["evidence"]] == [("Ed", None), ("Fay", "Ed")]


def test_a_line_of_a_dated_note_is_nobodys(vault: Any, netnotes: Callable[..., Any]) -> None:
    """Nor is one of their own note from anybody."""
    vault.person("Fay", circle="close", log=["2026-11-01 met at Cafe: bees"])
    vault.write("daily/2026-11-02.md", "- tea with [[Fay]]: x\n")
    for command in ("events", "network", "capacity"):
        assert "(from" not in netnotes(command, "--evidence", *TODAY).stdout


def test_a_way_says_whose_note_a_step_is_from(vault: Any, netnotes: Callable[..., Any]) -> None:
    """Where that is neither of the two between whom the step is."""
    vault.person("Ed", log=["2026-11-01 dinner with [[Ann]] and [[Bo]]: bees"])
    vault.person("Ann", log=["2026-05-01 tea: x", "2026-06-01 tea: x", "2026-07-01 tea: x", "2026-08-01 tea: x"])
    vault.person("Bo", log=[])
    answer = netnotes("path", "bo", "--format", "json", *TODAY).json()
    steps = [hop for way in answer["ways"] for hop in way["hops"]]
    assert ("Ann", "Ed") in [(hop["name"], hop["from"]) for hop in steps]
    assert all(hop["from"] is None for hop in steps if hop["name"] == "Ed")
    assert "bees (from Ed)" in " ".join(netnotes("path", "bo", *TODAY).stdout.split())
    assert "(from Ed) dinner" in netnotes("path", "bo", "--evidence", *TODAY).stdout


@pytest.mark.parametrize("keys", [{"reciprocity": "off"}, {"circle": "inner"}])
@pytest.mark.parametrize("word", ["asked", "got", "gave", "thanked", "introduced"])
@pytest.mark.parametrize("command", COMMANDS)
def test_no_ledger_is_shown_that_is_not_kept(
    vault: Any, netnotes: Callable[..., Any], command: str, word: str, keys: dict[str, str]
) -> None:
    """One rule in every command: such a line is "contact", in a terminal and as JSON (PRODUCT, reciprocity)."""
    log = ["2026-05-01 met at Cafe: hello", "2026-05-02 tea: hello", f"2026-11-20 {word} with [[Bo]]: secret"]
    vault.person("Ann", offers=["lamp"], log=log, **({"circle": "close"} | keys))
    vault.person("Bo", knows=["[[Ann]]"], **keys)
    for more in ([], ["--format", "json"]):
        answer = netnotes(*command.split(), "--evidence", *more, *TODAY)
        assert answer.exit_code == 0, answer.stderr
        assert "secret" not in answer.stdout


def test_what_is_kept_is_shown(vault: Any, netnotes: Callable[..., Any]) -> None:
    """The same lines, where a ledger is kept."""
    vault.person("Ann", circle="close", log=["2026-05-02 tea: hello", "2026-11-20 asked: secret"])
    for command in ("capacity", "network"):
        assert "secret" in netnotes(command, "--evidence", *TODAY).stdout, command


def test_an_introduction_is_the_reason_of_a_step(vault: Any, netnotes: Callable[..., Any]) -> None:
    """Its own line says so, of whomever: the step is called introduced already."""
    vault.person("Ann", circle="inner", log=["2026-05-02 tea: hello", "2026-05-03 introduced: to [[Bo]], both bakers"])
    vault.person("Bo", status="wish")
    assert "both bakers" in netnotes("path", "bo", "--evidence", *TODAY).stdout


@pytest.mark.parametrize("seed", range(25))
def test_random_vaults_keep_it_too(seed: int, vault: Any, netnotes: Callable[..., Any]) -> None:
    """Nothing of a line in which nobody has a ledger that is kept, whoever is asked about."""
    people = random_people(seed)
    off = {person.name for person in people if not person.reciprocity or person.circle == "inner"}
    for person in people:
        log = []
        for line in person.log:
            is_secret = line.ledger and line.ledger != "introduced" and {person.name, *line.people} <= off
            log.append(line.text().replace("plums", "secret" if is_secret else "plums"))
        vault.person(person.name, log=log, **person.keys())
    for command in ("capacity", "network", "favour plums", f"path {people[0].name}", "events"):
        for more in ([], ["--format", "json"]):
            assert "secret" not in netnotes(*command.split(), "--evidence", *more, *TODAY).stdout, command


@pytest.mark.parametrize(("keys", "shown"), [({"circle": "inner"}, False), ({"circle": "close"}, True)])
def test_a_wish_that_is_spoken_of(vault: Any, netnotes: Callable[..., Any], keys: dict[str, str], shown: bool) -> None:
    """The same rule where a line that speaks of the wish says whom to ask."""
    vault.person("Ann", log=["2026-11-01 asked: secret, for [[Zoe]]"], **keys)
    vault.person("Zoe", status="wish")
    for more in ([], ["--format", "json"]):
        answer = netnotes("wishes", *more, *TODAY).stdout
        assert "Ann" in answer
        assert ("secret" in answer) == shown


_WITH = ["capacity", "network", "favour tables", "path merian", "events", "ledger"]
_WITHOUT = ["network", "capacity", "digest", "digest --days 7", "agenda"]


@pytest.mark.parametrize("columns", [40, 60, 80])
def test_no_line_is_wider_than_the_screen(vault: Any, netnotes: Callable[..., Any], columns: int) -> None:
    """But the place of a line, and a command, which stands whole to be taken as it is."""
    shutil.copytree(EXAMPLE, vault.path, dirs_exist_ok=True)
    vault.person("Somebody of a Name Longer than Forty Columns", status="paused", log=["2026-11-01 met"])
    for command in [*(f"{command} --evidence" for command in _WITH), *_WITHOUT]:
        lines = netnotes(*command.split(), *TODAY, env={"COLUMNS": str(columns)}).lines
        wide = [line for line in lines if width_of(line) > columns and not re.search(r"  netnotes |\.md(:\d+)?$", line)]
        assert lines
        assert wide == [], command
