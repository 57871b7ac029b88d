"""Where the time of a warm agenda goes, step by step: ``python benchmarks/steps.py DIR [TURNS]``.

Each turn is a process of its own, which notes the time at every step. Prints the medians, in milliseconds, and what
part of the whole each is.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time

CHILD = r"""
import json, os, sys, time
at = {"Python itself": time.time() - float(sys.argv[1])}
began = time.perf_counter()
def lap(step):
    global began
    now = time.perf_counter()
    at[step] = at.get(step, 0) + now - began
    began = now
import gc
gc.set_threshold(50_000, 20, 100)  # as netnotes/__main__.py
import click
lap("import click")
import netnotes.cli
from netnotes.vault import index, refresh
import netnotes.commands.agenda, netnotes.queries.agenda, netnotes.views.agenda_text
lap("our own modules, sqlite3 and json")
spent = {}
def timed(owner, name, step, finish=lambda found: found):
    plain = getattr(owner, name)
    def run(*args, **more):
        start = time.perf_counter()
        try:
            return finish(plain(*args, **more))
        finally:
            spent[step] = spent.get(step, 0) + time.perf_counter() - start
    setattr(owner, name, run)
timed(refresh, "walk", "walk", list)
timed(refresh.Refresh, "run", "run")
timed(index, "_ask_at", "ask")
timed(netnotes.queries.agenda, "agenda", "question")
timed(netnotes.views.agenda_text, "agenda_lines", "lines")
sys.stdout = open(os.devnull, "w", encoding="utf-8")
began = time.perf_counter()
try:
    netnotes.cli.main(["--vault", sys.argv[2], "--today", "2026-11-24", "agenda"])
except SystemExit:
    pass
whole = time.perf_counter() - began
at["walking the vault: scandir, and a stat for each note"] = spent["walk"]
at["comparing the fingerprints with those kept"] = spent["run"] - spent["walk"]
at["the questions, in SQL and Python"] = spent["question"]
at["opening and closing the index, and counts"] = spent["ask"] - spent["run"] - spent["question"]
at["laying out the lines"] = spent["lines"]
at["options, finding the vault, printing"] = whole - spent["ask"] - spent["lines"]
os.write(2, json.dumps([at, time.time()]).encode())
os._exit(0)
"""


def main(vault: str, turns: str = "15") -> None:
    """Print the steps of *turns* agendas over *vault*."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    found: dict[str, list[float]] = {}
    for turn in range(int(turns) + 2):
        start = time.time()
        command = [sys.executable, "-c", CHILD, repr(start), vault]
        done = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True)
        at, last = json.loads(done.stderr)
        at["leaving"] = time.time() - last
        if turn > 1:
            for step, seconds in at.items():
                found.setdefault(step, []).append(seconds * 1000)
    medians = {step: statistics.median(times) for step, times in found.items()}
    whole = sum(medians.values())
    for step, median in medians.items():
        print(f"{step:<52} {median:6.1f} ms  {median / whole:4.0%}")
    print(f"{'all':<52} {whole:6.1f} ms")


if __name__ == "__main__":
    main(*sys.argv[1:])
