"""Capacity on random vaults against plain loops, and its commands in a real shell."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from collections.abc import Callable
from copy import deepcopy
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

import pytest

from netnotes.queries.loosening import fewest

from .asking_capacity import ASK, ask, commands, settings
from .oracle_capacity import (
    TODAY,
    World,
    crowd,
    few_do,
    obey,
    promised,
    random_world,
    slowed,
    small_world,
    spent,
    too_full,
)


def write(vault: Any, world: World) -> None:
    """The world as a vault."""
    lines = ["[circles]"]
    for name, circle in world.circles.items():
        keys = {"cadence": circle.cadence and f'"{circle.cadence}"', "people": circle.people, "minutes": circle.minutes}
        inside = ", ".join(f"{key} = {value}" for key, value in keys.items() if value is not None)
        lines.append(f'"{name}" = {{ {inside} }}')
    vault.write("netnotes.toml", "\n".join([*lines, "[capacity]", f"hours-per-week = {world.have}", ""]))
    for person in world.people:
        fields = {
            "name": person.name, "circle": person.circle, "cadence": person.cadence, "minutes": person.minutes,
            "household": person.household, "status": person.status, "paused-until": person.paused_until,
        }  # fmt: skip
        text = ["---", *(f"{key}: {json.dumps(str(value))}" for key, value in fields.items() if value), "---", "## Log"]
        for entry in sorted(person.log, key=lambda entry: entry.day):
            others = " & ".join(f"[[{world.people[other].path.removesuffix('.md')}]]" for other in entry.people)
            took = f" ({entry.minutes} min)" if entry.minutes else ""
            text.append(f"- {entry.day} {entry.kind}{f' with {others}' if others else ''}{took}: x")
        vault.write(person.path, "\n".join([*text, ""]))


def check_numbers(world: World, answer: Any) -> None:
    """The numbers are those of the oracle, and the lines behind them add up to them."""
    assert answer["hours_promised"] == pytest.approx(promised(world), abs=0.0001)
    assert answer["hours_spent"] == pytest.approx(spent(world), abs=0.0001)
    for row in answer["circles"]:
        if row["circle"]:
            assert row["people"] == crowd(world, row["circle"])
    assert sum(row["hours"] for row in answer["circles"]) == pytest.approx(promised(world), abs=0.001)
    for key, total in (("promised", answer["hours_promised"]), ("spent", answer["hours_spent"])):
        assert sum(row["amount"] for row in answer["evidence"][key]) == pytest.approx(total, abs=0.01)


def check_each_is_needed(world: World, answer: Any) -> None:
    """Without any one of the changes, more would stay over than was said."""
    for left_out in range(len(answer["changes"])):
        other = deepcopy(world)
        for place, group in enumerate(answer["changes"]):
            for change in group if place != left_out else []:
                obey(other, change["command"])
        hours = promised(other) > world.have + 1e-9 and not answer["hours_stay_over"]
        assert hours or set(too_full(other)) - set(answer["circles_stay_over"]), answer["changes"][left_out]


@pytest.mark.parametrize("seed", range(40))
def test_as_few_as_will_do(seed: int) -> None:
    """Of all sets that are enough, the smallest, and of those the one whose first members come first."""
    rng = Random(seed)
    saves = [rng.choice([1, 2, 3, 5]) * rng.choice([0.25, 0.5, 1]) for _ in range(rng.randint(0, 9))]
    need = rng.choice([0.25, 1, 3, 6, 12])
    enough = (
        list(chosen)
        for count in range(1, len(saves) + 1)
        for chosen in combinations(range(len(saves)), count)
        if sum(saves[place] for place in chosen) >= need
    )
    assert fewest(need, saves) == next(enough, [])


@pytest.mark.parametrize("seed", range(60))
def test_the_commands_bring_it_under(seed: int, vault: Any, netnotes: Callable[..., Any]) -> None:
    """Pasted one after the other, they do what was said, or it was said that nothing does."""
    world = random_world(Random(seed))
    write(vault, world)
    answer = ask(netnotes, "--evidence")
    check_numbers(world, answer)
    over = promised(world) > world.have + 1e-9
    full = too_full(world)
    wanted = commands(answer)
    assert len(wanted) == len(set(wanted))
    if not over and not full:
        assert wanted == []
    check_each_is_needed(world, answer)
    for command in wanted:
        done = netnotes(*shlex.split(command)[1:], "--today", TODAY.isoformat())
        assert done.exit_code == 0, (command, done.stderr)
        obey(world, command)
    after = ask(netnotes, "--evidence")
    check_numbers(world, after)
    assert after["hours_promised"] == pytest.approx(answer["hours_then"], abs=0.0001)
    assert sorted(too_full(world)) == sorted(answer["circles_stay_over"])
    if answer["hours_stay_over"]:
        # To move somebody out of a full circle can ask for more, too.
        assert promised(world) > world.have
        assert world.have <= 0 or promised(slowed(world)) > world.have
    else:
        assert promised(world) <= world.have + 1e-6
    assert set(answer["circles_stay_over"]) <= set(full)


@pytest.mark.parametrize("seed", range(80))
def test_no_fewer_usual_steps_would_do(seed: int, vault: Any, netnotes: Callable[..., Any]) -> None:
    """No smaller number of usual steps, up to three, brings it under: tried one by one, in every order."""
    world = small_world(Random(seed))
    write(vault, world)
    answer = ask(netnotes, "--evidence")
    wanted = commands(answer)
    assert too_full(world) == []
    check_numbers(world, answer)
    check_each_is_needed(world, answer)
    innermost = next(iter(world.circles))
    others = [person for person in world.people if person.circle != innermost]
    if wanted:
        assert not few_do(world, others, min(len(wanted) - 1, 3)), wanted
        for command in wanted:
            obey(world, command)
        assert promised(world) <= world.have + 1e-6
        assert too_full(world) == []


FEW = """[circles]
a = { cadence = "2 weeks", minutes = 90 }
b = { cadence = "6 weeks", minutes = 60 }
c = { cadence = "3 months", people = 1, minutes = 30 }
d = { cadence = "1 year", minutes = 15 }
[capacity]
hours-per-week = 0.19
"""


def test_who_leaves_a_circle_takes_no_step_from_another(vault: Any, netnotes: Callable[..., Any]) -> None:
    """Two moves to d are enough, whoever goes first: nobody else is to be asked because c has room by then."""
    vault.write("netnotes.toml", FEW)
    vault.person("Sue", circle="c", log=["2025-01-01 tea: x"])
    vault.person("Pia", circle="b", log=["2026-08-01 tea: x"])
    vault.person("Quin", circle="b", log=["2026-10-01 tea: x"])
    assert commands(ask(netnotes)) == ["netnotes keep Sue --circle d", "netnotes keep Pia --circle d"]


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of Unix")
def test_commands_can_be_pasted_into_a_shell(
    vault: Any, netnotes: Callable[..., Any], environment: dict[str, str], tmp_path: Path
) -> None:
    """Names with quotes, spaces, dollars and dashes mean themselves; a name that two people have is a path."""
    settings(vault, 0.01)
    names = ["Flann O'Brien", 'Bo "Bob" Bell', "$HOME `id`", "a;b & c", "-x", "Jo=Jo", "Zoë Ångström 中村", "it's!"]
    for number, name in enumerate([*names, "Twin", "Twin"]):
        vault.person(name, circle="close", path=f"people/the {number}'s.md")
    from conftest import process_environment

    answer = ask(netnotes)
    assert len(commands(answer)) > 5
    text = netnotes(*ASK, "--all").stdout
    script = "\n".join(line for line in text.splitlines() if line.startswith("    netnotes "))
    assert [line.strip() for line in script.splitlines()] == commands(answer)
    shell = f'netnotes() {{ {shlex.quote(sys.executable)} -m netnotes "$@"; }}\nset -e\n{script}\n'
    done = subprocess.run(
        ["sh", "-c", shell], env=process_environment(environment), cwd=tmp_path, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    assert ask(netnotes)["hours_promised"] == pytest.approx(answer["hours_then"], abs=0.0001)
