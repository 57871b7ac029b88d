"""Ways on random graphs against networkx, and the whole command on random vaults against plain loops.

What is expected is worked out from docs/rules.md (Ways to somebody); the oracle imports nothing of netnotes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import networkx
import pytest
from click.testing import CliRunner

from netnotes.queries.paths import Graph, ways

TODAY = date(2026, 11, 24)
YOU = -1

# Graphs


def random_graph(rng: Random, most: int) -> Graph:
    """People who know each other, some of whom you can turn to; places are not numbers, so that names matter."""
    people = list(range(rng.randint(1, most)))
    starts = {who: rng.choice((1, 2, 4, 8)) for who in people if rng.random() < rng.choice((0.2, 0.6))}
    steps: dict[int, dict[int, int]] = {}
    for _ in range(rng.randint(0, len(people) * 2)):
        one, other = rng.choice(people), rng.choice(people)
        if one != other:
            cost = rng.choice((1, 2, 3))
            steps.setdefault(one, {}).setdefault(other, cost)
            steps.setdefault(other, {}).setdefault(one, steps[one][other])
    places = rng.sample(people, len(people))
    return Graph(starts, steps, dict(zip(people, places, strict=True)))


def as_networkx(graph: Graph) -> Any:
    """The same graph, with you in it."""
    whole = networkx.DiGraph()
    whole.add_nodes_from([YOU, *graph.places])
    whole.add_weighted_edges_from((YOU, who, cost) for who, cost in graph.starts.items())
    whole.add_weighted_edges_from((one, other, cost) for one, to in graph.steps.items() for other, cost in to.items())
    return whole


def test_the_cheapest_way_is_that_of_networkx() -> None:
    """On 300 graphs of up to 60 people: who can be reached, and what the cheapest way costs."""
    reached = 0
    for seed in range(300):
        rng = Random(seed)
        graph = random_graph(rng, 60)
        costs = networkx.single_source_dijkstra_path_length(as_networkx(graph), YOU)
        for target in graph.places:
            found = ways(graph, [target])
            assert [route.cost for route in found[:1]] == [costs[who] for who in [target] if who in costs], (
                seed,
                target,
            )
            reached += bool(found)
    assert reached > 2000


def test_all_ways_are_those_of_networkx() -> None:
    """On 400 small graphs: of every simple path that is none of another, the cheapest for each first person."""
    several = 0
    for seed in range(400):
        rng = Random(seed)
        graph = random_graph(rng, 8)
        targets = set(rng.sample(sorted(graph.places), rng.randint(1, min(2, len(graph.places)))))
        most, others = rng.randint(1, 4), rng.random() < 0.5
        best: dict[int, Any] = {}
        for path in simple_paths(graph, targets):
            cost = fair_cost(graph, targets, path)
            key = (cost, len(path), [graph.places[who] for who in path], path)
            if cost and not (others and len(path) == 1):
                best[path[0]] = min(best.get(path[0], key), key)
        expected = [(cost, path) for cost, _, _, path in sorted(best.values())[:most]]
        found = [(cost, list(path)) for cost, path in ways(graph, targets, most, through_others=others)]
        assert found == expected, seed
        several += len(found) > 1
    assert several > 60


def simple_paths(graph: Graph, targets: set[int]) -> Iterator[list[int]]:
    """Every path from you to one of *targets*, without you."""
    for target in targets:
        yield from (path[1:] for path in networkx.all_simple_paths(as_networkx(graph), YOU, target))


def fair_cost(graph: Graph, targets: set[int], path: list[int]) -> int:
    """What *path* costs; 0 if it passes one of *targets*, or comes to somebody whom you reach as well yourself."""
    cost = graph.starts[path[0]]
    for one, other in pairwise(path):
        cost += graph.steps[one][other]
        if one in targets or graph.starts.get(other, cost + 1) <= cost:
            return 0
    return cost


# Vaults


@dataclass
class Line:
    """A line in somebody's log: those in its head, and those in its text."""

    day: date
    kind: str
    ledger: str = ""
    direction: str = ""
    head: list[int] = field(default_factory=list)
    text: list[int] = field(default_factory=list)


@dataclass
class Person:
    """One note."""

    name: str
    status: str = "active"
    weeks: int = 0
    last: date | None = None
    home: str = ""
    knows: list[int] = field(default_factory=list)
    through: list[int] = field(default_factory=list)
    log: list[Line] = field(default_factory=list)


DEPTH = {"lunch": 5, "call": 4, "email": 3, "message": 2, "ping": 1, "introduced": 2, "gave": 2, "note": 0, "tried": 0}
GONE = ("let-go", "do-not-contact", "deceased")
WEIGHTS = [3] * 3 + [2] * 9 + [1] * 12


def random_people(rng: Random) -> list[Person]:
    """A few people with log lines about each other."""
    count = rng.randint(3, 9)
    names = rng.sample(["Ada", "Bo", "Cy", "Dee", "Éva", "eve", "Finn", "Gus", "Ida Bo"], count)
    people = [Person(name) for name in names]
    for person in people:
        person.status = rng.choice(["active"] * 6 + ["wish"] * 6 + ["card", "paused", *GONE])
        person.weeks = rng.choice([0, 0, 2, 6])
        person.last = TODAY + timedelta(rng.randint(-900, 30)) if rng.random() < 0.1 else None
        person.home = rng.choice(["", "", "", "Rua 5", "Rua 6"])
        person.knows = rng.sample(range(count), rng.choice([0, 1, 1, 2]))
        person.through = rng.sample(range(count), rng.choice([0, 0, 0, 1]))
        for _ in range(rng.choice([0, 0, 1] if person.status == "wish" else [0, 1, 3, 6])):
            kind = rng.choice(list(DEPTH))
            ledger = kind if kind in ("introduced", "gave") else ""
            line = Line(TODAY - timedelta(rng.choice([rng.randint(-20, 60), rng.randint(0, 1000)])), kind, ledger)
            if not ledger and kind not in ("note", "tried"):
                line.direction = rng.choice(["", "", "in", "out"])
                line.head = rng.sample(range(count), rng.choice([0, 0, 0, 1]))
            line.text = rng.sample(range(count), rng.choice([0, 1]))
            person.log.append(line)
    return people


def write(people: list[Person], vault: Path) -> None:
    """The notes of *people*."""
    (vault / "people").mkdir(parents=True)
    for person in people:
        links = ["[[" + people[who].name + "]]" for who in range(len(people))]
        fields = {
            "status": person.status,
            "cadence": f"{person.weeks} weeks" if person.weeks else None,
            "last-contact": str(person.last) if person.last else None,
            "household": person.home or None,
            "knows": [links[who] for who in person.knows] or None,
            "met-through": [links[who] for who in person.through] or None,
        }
        lines = [
            "---",
            *(f"{key}: {json.dumps(value)}" for key, value in fields.items() if value),
            "---",
            "",
            "## Log",
            "",
        ]
        for line in person.log:
            head = " ".join(filter(None, [line.kind, line.direction]))
            head += f" with {links[line.head[0]]}" if line.head else ""
            lines.append(f"- {line.day} {head}: of {' '.join(links[who] for who in line.text)} things")
        (vault / "people" / f"{person.name}.md").write_text("\n".join([*lines, ""]), encoding="utf-8")


def parts(people: list[Person]) -> Iterator[tuple[int, Line, set[int]]]:
    """Every line by today: whose note it is in, and who took part."""
    for owner, person in enumerate(people):
        for line in person.log:
            if line.day <= TODAY:
                yield owner, line, {owner, *line.head}


def word(people: list[Person], who: int) -> str | None:
    """How things stand with somebody; None where there is no contact."""
    lines = [line for _, line, there in parts(people) if who in there and DEPTH[line.kind]]
    last = people[who].last
    if not lines:
        return "cold" if last and last <= TODAY else None
    first = min(line.day for line in lines)
    within = timedelta(people[who].weeks * 14) if people[who].weeks else TODAY - date(2025, 11, 24)
    near = {
        (line.direction or ("out" if line.ledger else "both"), line.day) for line in lines if line.day + within >= TODAY
    }
    after = {way for way, day in near if day > first}
    both = "both" in after or ({"in", "out"} <= {way for way, _ in near} and bool(after & {"in", "out"}))
    warmth = 0.0
    for back, weight in enumerate(WEIGHTS):
        month = (TODAY.year * 12 + TODAY.month - 1) - back
        warmth += weight * max((DEPTH[x.kind] for x in lines if x.day.year * 12 + x.day.month - 1 == month), default=0)
    warmth = warmth if both else warmth / 2
    return "warm" if warmth >= 50 else "friendly" if warmth >= 10 else "cool" if warmth >= 1 else "cold"


def step(people: list[Person], one: int, other: int) -> int | None:
    """What a step between two people costs; None where nothing says that they know each other."""
    costs = []
    for owner, line, there in parts(people):
        if {one, other} <= there and DEPTH[line.kind]:
            costs.append(1 if line.day >= date(2024, 11, 24) else 3)
        for here, away in ((one, other), (other, one)):
            if line.ledger == "introduced" and owner == here and away in line.text:
                costs.append(2)
    for here, away in ((one, other), (other, one)):
        if away in people[here].knows or away in people[here].through:
            costs.append(2)
    if people[one].home and people[one].home == people[other].home:
        costs.append(1)
    return min(costs, default=None)


def expected(people: list[Person], target: int) -> tuple[list[str], list[Any]]:
    """Who is known yourself, and the ways as (cost, names), by walking every path there is."""
    cost_of = {"warm": 1, "friendly": 2, "cool": 4, "cold": 8}
    there = [who for who in range(len(people)) if people[who].status not in GONE]
    starts = {who: cost_of[said] for who in there if people[who].status != "wish" and (said := word(people, who))}
    steps = {(a, b): step(people, a, b) for a in there for b in there if a != b}
    # Accents and case do not count.
    places = {who: (people[who].name.replace("É", "E").lower(), people[who].name) for who in there}
    best: dict[int, Any] = {}

    def walk(path: list[int], cost: int) -> None:
        if path[-1] == target:
            key = (cost, len(path), [places[who] for who in path])
            best[path[0]] = min(best.get(path[0], key), key)
            return
        for other in there:
            price = steps.get((path[-1], other))
            if other not in path and price and starts.get(other, cost + price + 1) > cost + price:
                walk([*path, other], cost + price)

    for who, cost in starts.items():
        if who != target:
            walk([who], cost)
    known = [f"{people[target].name} {word(people, target)}"] if target in starts else []
    return known, [(cost, [name for _, name in names]) for cost, _, names in sorted(best.values())[:3]]


@pytest.mark.parametrize("chunk", range(4))
def test_the_command_answers_as_plain_loops_do(chunk: int, tmp_path: Path) -> None:
    """Everybody of 60 random vaults is asked for; what each step costs, added up, is what the way costs."""
    from netnotes.cli import main

    found = 0
    for seed in range(chunk * 15, chunk * 15 + 15):
        people = random_people(Random(seed))
        folder = tmp_path / str(seed)
        write(people, folder / "vault")
        for target, person in enumerate(people):
            words = ["path", f"people/{person.name}.md", "--vault", str(folder / "vault"), "--today", str(TODAY)]
            own = {"XDG_CACHE_HOME": str(folder / "cache"), "XDG_CONFIG_HOME": str(folder / "config")}
            result = CliRunner().invoke(main, [*words, "--format", "json"], env=own, catch_exceptions=False)
            row = json.loads(result.stdout)
            known = [f"{who['name']} {who['word']}" for who in row["known"]]
            ways = [(way["cost"], [hop["name"] for hop in way["hops"]]) for way in row["ways"]]
            assert (known, ways) == expected(people, target), (seed, person.name)
            assert all(sum(hop["cost"] for hop in way["hops"]) == way["cost"] for way in row["ways"])
            assert all(line_of(folder / "vault", hop) for way in row["ways"] for hop in way["hops"])
            found += len(ways)
    assert found > 20


def line_of(vault: Path, hop: dict[str, Any]) -> bool:
    """Whether the line that *hop* names is there, and of its day."""
    if hop["line"] is None:
        return hop["text"] == "last contact"
    line = (vault / hop["path"]).read_text(encoding="utf-8").split("\n")[hop["line"] - 1]
    return hop["why"] in line if hop["date"] is None else hop["date"] in line


@pytest.mark.parametrize("seed", range(6))
def test_how_things_stand_is_the_same_one_by_one_and_at_once(seed: int, tmp_path: Path) -> None:
    """Somebody's tie, asked for alone, is that of everybody's."""
    from netnotes.commands.context import Context
    from netnotes.queries.paths import Web
    from netnotes.queries.ties import ties

    write(random_people(Random(seed)), tmp_path / "vault")
    context = Context(TODAY)
    context.vault = str(tmp_path / "vault")

    def question(vault: Any) -> None:
        alone = Web(vault, TODAY)
        for who, tie in ties(vault, TODAY).items():
            assert (alone.tie(who).word, alone.tie(who).first) == (tie.word, tie.first)

    context.ask(question)
