"""A warm answer against the floor, in turn, in one run: ``python benchmarks/warm.py DIR [COMMAND …]``.

The floor is the same Python importing click and calling ``os.stat`` on every note. Prints medians and the
median of the ratios; a time by itself means nothing on a shared machine.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time

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
PAIRS = 25


def measure(command: list[str], environment: dict[str, str]) -> float:
    """Seconds that *command* takes, start to end."""
    start = time.perf_counter()
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main(vault: str, *command: str) -> None:
    """Print the figures of *command* (agenda) over *vault*."""
    # Without this, every run would compile its modules anew.
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    program = os.path.join(os.path.dirname(sys.executable), "netnotes")
    answer = [program, "--vault", vault, "--today", "2026-11-24", *(command or ["agenda"])]
    floor = [sys.executable, "-c", FLOOR, vault]
    for _ in range(2):
        measure(answer, environment)
        time.sleep(2.1)  # notes younger than two seconds are read again
    pairs = [(measure(floor, environment), measure(answer, environment)) for _ in range(PAIRS)]
    floors, answers = zip(*pairs, strict=True)
    ratio = statistics.median(one / other for other, one in pairs)
    print(f"floor {statistics.median(floors) * 1000:.0f} ms, answer {statistics.median(answers) * 1000:.0f} ms")
    print(f"ratio {ratio:.2f} (median of {PAIRS} pairs)")


if __name__ == "__main__":
    main(*sys.argv[1:])
