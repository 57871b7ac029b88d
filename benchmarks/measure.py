"""Running commands in turn: their time and memory, and what came of pairs of them.

A time by itself means nothing on a shared machine. Everything is a pair of two commands run one after the other, in
alternating order, and what counts is the median of the pairs' ratios.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

FLOOR = """
import os, sys, click
waiting = [sys.argv[1]]
while waiting:
    with os.scandir(waiting.pop()) as entries:
        for entry in entries:
            if entry.name.endswith(".md"):
                os.stat(entry.path)
            elif entry.is_dir(follow_symlinks=False):
                waiting.append(entry.path)
"""
LOAD = """
import os, sys, frontmatter
for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        if name.endswith(".md"):
            frontmatter.load(os.path.join(folder, name))
"""
# The most memory of a process counts what its parent had when it was forked, so a small parent stands between. Where
# there is a /proc it looks fifty times a second what the process and its helpers hold together.
SMALL_PARENT = """
import os, sys, time
nothing = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=nothing)
page = os.sysconf("SC_PAGE_SIZE") // 1024
most, status = 0, None
while status is None:
    try:
        with open(f"/proc/{child}/task/{child}/children") as file:
            together = 0
            for one in [child, *file.read().split()]:
                with open(f"/proc/{one}/statm") as held:
                    together += int(held.read().split()[1]) * page
        most = max(most, together)
    except (OSError, IndexError):
        pass
    ended, code, use = os.wait4(child, os.WNOHANG if os.path.exists("/proc/self/statm") else 0)
    if ended:
        status = code
    else:
        time.sleep(0.02)
print(max(most, use.ru_maxrss), os.waitstatus_to_exitcode(status))
"""
YOUNG_SECONDS = 2.1  # notes younger than two seconds are read again
MOST_SECONDS = 3600


@dataclass
class Figure:
    """One row: *what* over *people* and *dated* notes, against *against*; times in seconds, memory in MB.

    *ratio* is the median of the ratios of the pairs, *low* and *high* their quartiles. A figure that is no ratio of
    pairs has a *value* in its *unit* instead. *key* finds its bar.
    """

    key: str
    what: str
    against: str
    people: int
    dated: int = 0
    pairs: int = 0
    ratio: float | None = None
    low: float | None = None
    high: float | None = None
    one: float | None = None
    other: float | None = None
    value: float | None = None
    unit: str = "s"
    note: str = ""

    def as_json(self) -> dict[str, Any]:
        """The row, numbers to four places."""
        return {name: round(value, 4) if isinstance(value, float) else value for name, value in asdict(self).items()}


class Bench:
    """Where commands are run: *folder* has their cache, configuration and state, and nothing of the user's."""

    def __init__(self, folder: Path) -> None:
        """Use *folder*, which must be there."""
        self.folder = folder
        self.program = str(Path(sys.executable).parent / "netnotes")
        if not os.path.exists(self.program):
            raise SystemExit(f"{self.program} is not there; run this with the Python that netnotes is installed for")
        # With PYTHONDONTWRITEBYTECODE every run would compile its modules anew.
        left_out = ("PYTHONDONTWRITEBYTECODE", "NETNOTES_VAULT", "COLUMNS")
        self.environment = {name: value for name, value in os.environ.items() if name not in left_out}
        self.environment |= {f"XDG_{kind}_HOME": str(folder / kind.lower()) for kind in ("CACHE", "CONFIG", "STATE")}
        self.environment |= {"HOME": str(folder), "GIT_CONFIG_GLOBAL": os.devnull}

    @property
    def cache(self) -> Path:
        """Where netnotes keeps its index."""
        return self.folder / "cache"

    def netnotes(self, vault: Path, today: object, *words: str) -> list[str]:
        """The command *words* over *vault*."""
        return [self.program, "--vault", str(vault), "--today", str(today), *words]

    def floor(self, vault: Path) -> list[str]:
        """What any program must do that looks at every note: start, import click, stat each."""
        return [sys.executable, "-c", FLOOR, str(vault)]

    def seconds(self, command: Sequence[str], **extra: str) -> float:
        """How long *command* takes, start to end; *extra* goes into its environment."""
        start = time.perf_counter()
        done = subprocess.run(
            command, env=self.environment | extra, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            timeout=MOST_SECONDS,
        )  # fmt: skip
        taken = time.perf_counter() - start
        if done.returncode != 0:
            raise SystemExit(f"{' '.join(command)[:300]}\nended with {done.returncode}: {done.stderr.decode()[-800:]}")
        return taken

    def memory(self, command: Sequence[str]) -> float:
        """The most memory that *command* holds at once, in MB."""
        small = [sys.executable, "-I", "-S", "-c", SMALL_PARENT, *command]
        done = subprocess.run(small, env=self.environment, check=True, stdout=subprocess.PIPE, timeout=MOST_SECONDS)
        most, code = map(int, done.stdout.split())
        if code != 0:
            raise SystemExit(f"{' '.join(command)[:300]}\nended with {code}")
        return most / (1024 * 1024 if sys.platform == "darwin" else 1024)

    def settle(self, command: Sequence[str]) -> None:
        """Make *command* warm: its index is there, and no note is young."""
        time.sleep(YOUNG_SECONDS)
        self.seconds(command)
        self.seconds(command)


def in_turn(figure: Figure, one: Callable[[], float], other: Callable[[], float], pairs: int) -> Figure:
    """*figure* with what came of *pairs* pairs: *one* is what is asked about, *other* what it is held against."""
    found = []
    for turn in range(pairs):
        if turn % 2:
            second, first = other(), one()
        else:
            first, second = one(), other()
        found.append((first, second))
    return of_pairs(figure, found)


def of_pairs(figure: Figure, found: Sequence[tuple[float, float]]) -> Figure:
    """*figure* with the medians and the ratios of pairs that were run in turn."""
    ratios = [first / second for first, second in found]
    figure.pairs = len(ratios)
    figure.ratio = statistics.median(ratios)
    figure.low, _, figure.high = (
        statistics.quantiles(ratios, n=4, method="inclusive") if len(ratios) > 1 else ratios * 3
    )
    figure.one = statistics.median(first for first, _ in found)
    figure.other = statistics.median(second for _, second in found)
    return figure
