"""Warmth and contact both ways: random worlds against plain loops (docs/warmth.md)."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from random import Random

import pytest
from oracle.world import random_world, write

from netnotes.queries.ties import Tie, ties
from netnotes.vault.index import ask
from netnotes.vault.settings import load_settings

from .warmth import Standing, standings

WORLDS = 60
CHUNK = 15


def asked(vault: Path, today: date, cache: Path, some: int | None = None) -> dict[str, Tie]:
    """How things stand, by path, as the program has it; of only the first *some* people, if so many are named."""
    settings, problems = load_settings(str(vault))

    def question(answers):
        people = answers.everybody.people()
        return ties(answers, today, None if some is None else people[:some])

    found = ask(str(vault), settings, problems, str(cache), question, lambda done, total: None)
    return {tie.person.path: tie for tie in found.values()}


@pytest.mark.parametrize("chunk", range(WORLDS // CHUNK))
def test_ties_are_what_plain_loops_give(chunk: int, tmp_path: Path) -> None:
    """First meeting, within twice the cadence, both ways and warmth, for everybody on several days."""
    seen: Counter[str] = Counter()
    for seed in range(chunk * CHUNK, (chunk + 1) * CHUNK):
        rng = Random(seed)
        world = random_world(rng)
        vault = tmp_path / str(seed) / "vault"
        vault.mkdir(parents=True)
        write(world, vault)
        for today in world.todays[:2]:
            found = asked(vault, today, vault.parent / "cache")
            expected = dict(zip((p.path for p in world.people), standings(world, today), strict=True))
            real = {path: Standing(tie.first, tie.within, tie.both_ways, tie.warmth) for path, tie in found.items()}
            assert real == expected, f"seed {seed}, --today {today}, {vault}"
            seen.update(case for one in expected.values() for case in cases(one))
            few = asked(vault, today, vault.parent / "cache", rng.randint(0, len(found)))
            assert all(found[path]._replace(contacts=()) == tie._replace(contacts=()) for path, tie in few.items())
    assert all(seen[case] > 10 for case in ("both ways", "one way", "never", "long ago", "warm"))


def cases(one: Standing) -> list[str]:
    """What a person of a world is an example of."""
    found = ["both ways"] if one.both_ways else []
    found += ["one way"] if one.within and not one.both_ways else []
    found += ["long ago"] if one.first and not one.within else []
    return found + (["warm"] if one.warmth > 9 else []) + (["never"] if one.first is None else [])
