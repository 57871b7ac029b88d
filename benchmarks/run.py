"""Measure netnotes against the floor, in turn, and say which bars are met (docs/performance.md).

``python benchmarks/run.py --quick`` takes some two minutes; ``python benchmarks/run.py --write`` measures all sizes and
writes ``results.json`` and the table of the page. ``python benchmarks/run.py --vault DIR agenda --days 7`` measures one
command over a vault that is there.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from figures import GROUPS, Size, growth, one_command
from measure import Bench, Figure
from peers import peers, yardsticks
from table import LARGE, SMALL, keep, rows
from vaults import Vaults

BESIDE = {"peers": peers, "yardsticks": yardsticks}
NO_SIZE = ("start",)
WITH_DATED = ("warm", "memory")
PAIRS = 15


def sizes(asked: argparse.Namespace) -> list[Size]:
    """The vaults to measure, small ones first, each with how often what is slow in it is done."""
    if asked.quick:
        few = (asked.pairs or 5, 3, 1)
        return [Size(people, dated, *few) for people, dated in _parsed(asked, "1000", "200x1000")]
    found = []
    for people, dated in _parsed(asked, "1000,10000,100000", "2000x10000"):
        slow, slowest = (15, 5) if people <= 2_000 else (7, 3) if people <= SMALL else (3, 0)
        found.append(Size(people, dated, asked.pairs or PAIRS, slow, slowest))
    return found


def _parsed(asked: argparse.Namespace, people: str, dated: str) -> Iterator[tuple[int, int]]:
    for text in filter(None, (people if asked.sizes is None else asked.sizes).split(",")):
        yield int(text), 0
    for text in filter(None, (dated if asked.dated is None else asked.dated).split(",")):
        count, _, notes = text.partition("x")
        yield int(count), int(notes)


def measure(bench: Bench, vaults: Vaults, asked: argparse.Namespace) -> Iterator[Figure]:
    """Every row that is asked for, in the order of the page."""
    taken: list[Figure] = []
    only = asked.only.split(",") if asked.only else [*GROUPS, *([] if asked.quick else BESIDE)]
    for place, size in enumerate(sizes(asked)):
        for name, group in GROUPS.items():
            if name not in only or (name in NO_SIZE and place) or (size.dated and name not in WITH_DATED):
                continue
            if name == "pages" and not size.slowest:
                continue
            for figure in group(bench, vaults, size):
                taken.append(figure)
                yield figure
        for name, beside in BESIDE.items():
            if name in only and not size.dated and size.people < LARGE:
                yield from beside(bench, vaults, size, asked.path)
    yield from growth(taken)


def options() -> argparse.ArgumentParser:
    """What the command line takes."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="1,000 people, few pairs, netnotes alone")
    parser.add_argument("--sizes", metavar="N,N", help="how many people; 1000,10000,100000")
    parser.add_argument("--dated", metavar="NxM,…", help="vaults of N people and M dated notes; 2000x10000")
    parser.add_argument("--only", metavar="GROUP,…", help=f"of {', '.join([*GROUPS, *BESIDE])}")
    parser.add_argument("--pairs", type=int, metavar="N", help=f"pairs of quick commands; {PAIRS}")
    parser.add_argument("--folder", type=Path, metavar="DIR", help="where vaults are made and kept; a temporary folder")
    parser.add_argument("--path", metavar="DIRS", help="where other programs are; $PATH")
    parser.add_argument("--date", metavar="DAY", help="the day to write down; today")
    parser.add_argument("--write", action="store_true", help="write results.json and the table in docs/performance.md")
    parser.add_argument("--vault", type=Path, metavar="DIR", help="measure one command over this vault")
    parser.add_argument("command", nargs=argparse.REMAINDER, metavar="COMMAND …", help="with --vault; agenda")
    return parser


def main() -> int:
    """Measure what is asked for."""
    parser = options()
    asked = parser.parse_args()
    if wrong := sorted(set((asked.only or "start").split(",")) - {*GROUPS, *BESIDE}):
        parser.error(f"--only {wrong[0]}: not one of {', '.join([*GROUPS, *BESIDE])}")
    asked.path = os.pathsep.join(filter(None, (asked.path, os.environ.get("PATH"))))
    with tempfile.TemporaryDirectory(prefix="netnotes-bench-") as own:
        bench = Bench(Path(own).resolve())
        if asked.vault:
            words = asked.command or ["agenda"]
            print(*rows([one_command(bench, asked.vault.resolve(), words, asked.pairs or PAIRS)]), sep="\n")
            return 0
        folder = asked.folder.resolve() if asked.folder else bench.folder
        folder.mkdir(parents=True, exist_ok=True)
        found: list[Figure] = []
        print(*rows([]), sep="\n", flush=True)
        try:
            for figure in measure(bench, Vaults(folder), asked):
                found.append(figure)
                print(rows([figure])[-1], flush=True)
        finally:
            # Also where a long run is stopped, or fails near its end.
            if asked.write and found:
                keep(found, asked.date or str(date.today()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
