"""One `log` against a warm `agenda` over the same vault, in turn, in one run: ``python benchmarks/writing.py DIR``.

The vault is written to; `undo` takes each line back, outside the measured time.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time

PAIRS = 15


def measure(command: list[str]) -> float:
    """Seconds that *command* takes, start to end."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main(vault: str) -> None:
    """Print the figures of both commands over *vault*, whose people lie in ``people/``."""
    who = "people/" + min(name for name in os.listdir(os.path.join(vault, "people")) if name.endswith(".md"))
    netnotes = [os.path.join(os.path.dirname(sys.executable), "netnotes"), "--vault", vault, "--today", "2026-11-24"]
    agendas, logs = [], []
    for _ in range(PAIRS):
        measure([*netnotes, "agenda"])
        time.sleep(2.1)  # notes younger than two seconds are read again
        measure([*netnotes, "agenda"])
        agendas.append(measure([*netnotes, "agenda"]))
        logs.append(measure([*netnotes, "log", who, "tea, and the index"]))
        measure([*netnotes, "undo"])
    ratio = statistics.median(log / agenda for log, agenda in zip(logs, agendas, strict=True))
    print(f"agenda {statistics.median(agendas) * 1000:.0f} ms, log {statistics.median(logs) * 1000:.0f} ms")
    print(f"ratio {ratio:.2f} (median of {PAIRS} pairs)")


if __name__ == "__main__":
    main(*sys.argv[1:])
