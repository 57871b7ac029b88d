"""What is measured of netnotes itself, a function a group of rows: `GROUPS` names them."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from make_vault import TODAY
from measure import LOAD, YOUNG_SECONDS, Bench, Figure, in_turn, of_pairs
from vaults import Vaults, notes_of

CLICK = [sys.executable, "-c", "import click"]
FLOOR_SAYS = "floor"


class Size(NamedTuple):
    """How many *people* and *dated* notes, and how many *pairs* of a quick, a slow and a very slow command."""

    people: int
    dated: int
    pairs: int
    slow: int
    slowest: int


def start(bench: Bench, vaults: Vaults, size: Size) -> Iterator[Figure]:
    """`--help` and `--version` against the import of click; they see no vault."""
    for option in ("--help", "--version"):
        command = [bench.program, option]
        bench.seconds(command)
        figure = Figure("start", f"`{option}`", "`import click`", 0)
        yield in_turn(figure, lambda: bench.seconds(command), lambda: bench.seconds(CLICK), size.pairs)  # noqa: B023


def warm(bench: Bench, vaults: Vaults, size: Size) -> Iterator[Figure]:
    """What is asked every day, of an index that is up to date, against the floor."""
    vault = vaults.of(size.people, size.dated)
    name = notes_of(vault)[size.people // 2].stem
    line = f"netnotes --vault {vault} show {name[:3]}"
    tab = {"_NETNOTES_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": "4"}
    week_ago = str(TODAY - timedelta(days=7))
    asked: list[tuple[str, list[str], dict[str, str]]] = [
        ("`agenda`", ["agenda"], {}), ("`overdue`", ["overdue"], {}),
        ("`list --limit 20`", ["list", "--limit", "20"], {}),
        ("`show NAME`", ["show", name], {}), ("completion of a name", [], tab),
        ("`timeline NAME`", ["timeline", name], {}), ("`list --since`, a week", ["list", "--since", week_ago], {}),
    ]  # fmt: skip
    if size.dated:
        asked = [asked[0], asked[-2], asked[-1]]
    bench.settle(bench.netnotes(vault, TODAY, "agenda"))
    floor = bench.floor(vault)
    for what, words, extra in asked:
        command = [bench.program] if extra else bench.netnotes(vault, TODAY, *words)
        key = "warm" if words[:1] != ["timeline"] and "--since" not in words else "other"
        figure = Figure("dated" if size.dated and key == "warm" else key, what, FLOOR_SAYS, size.people, size.dated)
        bench.seconds(command, **extra)
        yield in_turn(
            figure, lambda: bench.seconds(command, **extra), lambda: bench.seconds(floor), size.pairs  # noqa: B023
        )  # fmt: skip


def memory(bench: Bench, vaults: Vaults, size: Size) -> Iterator[Figure]:
    """The most memory at once: warm against the floor, and cold."""
    vault = vaults.of(size.people, size.dated)
    agenda, floor = bench.netnotes(vault, TODAY, "agenda"), bench.floor(vault)
    bench.settle(agenda)
    figure = Figure("memory", "`agenda`, most memory", FLOOR_SAYS, size.people, size.dated, unit="MB")
    yield in_turn(figure, lambda: bench.memory(agenda), lambda: bench.memory(floor), 3)
    shutil.rmtree(bench.cache)
    cold = Figure("memory-cold", "`agenda` with no index, most memory", "", size.people, size.dated, unit="MB")
    cold.value, cold.pairs = bench.memory(agenda), 1
    yield cold


def cold(bench: Bench, vaults: Vaults, size: Size) -> Iterator[Figure]:
    """The first answer, with the index deleted, against a bare loop of ``frontmatter.load`` over the same notes."""
    vault = vaults.of(size.people, size.dated)
    agenda, load = bench.netnotes(vault, TODAY, "agenda"), [sys.executable, "-c", LOAD, str(vault)]
    time.sleep(YOUNG_SECONDS)

    def first() -> float:
        shutil.rmtree(bench.cache, ignore_errors=True)
        return bench.seconds(agenda)

    figure = Figure("cold", "`agenda` with no index", "a loop of `frontmatter.load`", size.people, size.dated)
    yield in_turn(figure, first, lambda: bench.seconds(load), size.slow)


def broken(bench: Bench, vaults: Vaults, size: Size) -> Iterator[Figure]:
    """The first answer where one note in a hundred cannot be read, against the same where all can."""
    time.sleep(YOUNG_SECONDS)
    asked = [bench.netnotes(vaults.of(size.people, size.dated, percent), TODAY, "agenda") for percent in (1, 0)]

    def first(command: list[str]) -> float:
        shutil.rmtree(bench.cache, ignore_errors=True)
        return bench.seconds(command)

    figure = Figure("broken", "`agenda` with no index, 1 % broken", "with none broken", size.people, size.dated)
    yield in_turn(figure, lambda: first(asked[0]), lambda: first(asked[1]), size.slow)


def changed(bench: Bench, vaults: Vaults, size: Size) -> Iterator[Figure]:
    """`agenda` after one note was saved, and a whole `log`, each against the `agenda` before it."""
    vault = vaults.copy(vaults.of(size.people, size.dated))
    notes = notes_of(vault)
    agenda = bench.netnotes(vault, TODAY, "agenda")
    after, writing = [], []
    bench.settle(agenda)
    for turn in range(size.pairs):
        note = notes[turn * 7 % len(notes)]
        unchanged = bench.seconds(agenda)
        _save(note, f"- {TODAY} tea: plums and chess {turn}\n")
        after.append((bench.seconds(agenda), unchanged))
        bench.settle(agenda)
        unchanged = bench.seconds(agenda)
        writing.append((bench.seconds(_log(bench, vault, note, turn)), unchanged))
        bench.settle(agenda)
    vaults.drop(vault)
    before = "`agenda`, nothing changed"
    yield of_pairs(Figure("changed", "`agenda`, one note changed", before, size.people, size.dated), after)
    yield of_pairs(Figure("log", "`log NAME`, whole", before, size.people, size.dated), writing)


def pages(bench: Bench, vaults: Vaults, size: Size) -> Iterator[Figure]:
    """`build` after one save, as `watch` does it, against a whole build into an empty folder."""
    vault = vaults.copy(vaults.of(size.people, size.dated))
    note, site = notes_of(vault)[0], bench.folder / "site"
    build = bench.netnotes(vault, TODAY, "build", "--out", str(site))
    bench.settle(bench.netnotes(vault, TODAY, "agenda"))
    found = []
    for turn in range(size.slowest):
        shutil.rmtree(site, ignore_errors=True)
        whole = bench.seconds(build)
        _save(note, f"- {TODAY} tea: plums and chess {turn}\n")
        found.append((bench.seconds(build), whole))
    figure = of_pairs(Figure("pages", "`build` after one save", "`build`, whole", size.people, size.dated), found)
    _save(note, f"- {TODAY} tea: the last plums\n")
    most = bench.memory(build)
    figure.note = f"front page {(site / 'index.html').stat().st_size / 1e6:.2f} MB, most memory {most:.0f} MB"
    vaults.drop(vault)
    yield figure


def growth(figures: list[Figure]) -> Iterator[Figure]:
    """How much more `agenda` takes in the larger of two vaults, against how much more the floor does."""
    agendas = sorted((f for f in figures if f.key == "warm" and f.what == "`agenda`"), key=lambda f: f.people)
    for small, large in pairwise(agendas):
        if small.one and small.other and large.one and large.other:
            ratio = (large.one / small.one) / (large.other / small.other)
            what = f"growth of `agenda` from {small.people:,} people"
            yield Figure("growth", what, "growth of the floor", large.people, pairs=large.pairs, ratio=ratio)


def one_command(bench: Bench, vault: Path, words: list[str], pairs: int) -> Figure:
    """Any command over a vault that is there, warm, against the floor."""
    command, floor = bench.netnotes(vault, TODAY, *words), bench.floor(vault)
    bench.settle(command)
    figure = Figure("other", f"`{' '.join(words)}`", FLOOR_SAYS, sum(1 for _ in vault.rglob("*.md")))
    return in_turn(figure, lambda: bench.seconds(command), lambda: bench.seconds(floor), pairs)


def _save(note: Path, line: str) -> None:
    with note.open("a", encoding="utf-8", newline="") as file:
        file.write(line)


def _log(bench: Bench, vault: Path, note: Path, turn: int) -> list[str]:
    who = note.relative_to(vault).as_posix()
    return bench.netnotes(vault, TODAY, "log", who, f"tea, and the index {turn}")


Group = Callable[[Bench, Vaults, Size], Iterator[Figure]]
GROUPS: dict[str, Group] = {
    "start": start, "warm": warm, "changed": changed, "cold": cold, "broken": broken, "memory": memory, "pages": pages,
}  # fmt: skip
