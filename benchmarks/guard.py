"""Hold what commands do against a stored budget: ``python benchmarks/guard.py [--write] [COMMAND …]``.

Over a small seeded vault each command runs in a process of its own, with no index (cold), with one (warm), and with one
note changed. What is counted repeats exactly on any machine: modules imported, notes and folders read, statements of
SQL, files written, processes started. Time is never looked at. What is over ``budget.json`` is told, and the exit code
is 1; what is under it is told too. ``--write`` takes what was counted as the new budget.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

from make_vault import TODAY, make_days, make_vault

HERE = Path(__file__).resolve().parent
BUDGET = HERE / "budget.json"
PEOPLE, DATED = 300, 60
STATES = ("warm", "changed", "cold")
PAIR = "the name of a person"
COMMANDS: dict[str, list[str]] = {
    "--help": ["--help"],
    "--version": ["--version"],
    "agenda": ["agenda"],
    "overdue": ["overdue"],
    "list": ["list", "--limit", "20"],
    "show": ["show", PAIR],
    "timeline": ["timeline", PAIR],
    "completion": [],
    "check": ["check"],
    "log": ["log", PAIR, "tea and plums", "--dry-run"],
    "network": ["network"],
    "build": ["build", "--out", "site"],
}
NO_VAULT = ("--help", "--version")
# Of the standard library, what costs more than a start can bear; which of the rest is imported differs by version.
HEAVY = frozenset(
    ("asyncio", "concurrent", "csv", "ctypes", "dataclasses", "decimal", "difflib", "email", "hashlib", "html", "http",
     "json", "logging", "multiprocessing", "pathlib", "pdb", "pickle", "random", "socket", "sqlite3", "ssl",
     "statistics", "subprocess", "tempfile", "tomllib", "unittest", "urllib", "xml", "zipfile", "zoneinfo")
)  # fmt: skip
COUNTS = {
    "notes": "notes opened", "bytes": "bytes of the notes opened", "others": "other files of the vault opened",
    "folders": "folders of the vault listed", "statements": "statements of SQL", "written": "files written",
    "processes": "processes started", "total": "modules imported in all",
}  # fmt: skip
# Which modules the standard library is made of differs by the version of Python: from 3.11 to 3.13 up to fifteen more.
LEEWAY = {"total": 20}


class Run(NamedTuple):
    """What one run did: *modules* with who asked for each, *counts* by the keys of COUNTS.

    *named* are up to three of the notes that were opened, the one opened most often first.
    """

    modules: dict[str, str]
    counts: dict[str, int]
    named: list[str]


class Desk:
    """A folder with the vault; each command has a place of its own in it, with its own index and pages."""

    def __init__(self, folder: Path) -> None:
        """Make the vault in *folder*."""
        self.folder = folder
        self.vault = folder / "vault"
        make_vault(self.vault, PEOPLE)
        make_days(self.vault, DATED, PEOPLE)
        self.people = sorted((self.vault / "people").rglob("*.md"))
        _wait()

    def change(self) -> None:
        """Add a line to one note."""
        with self.people[-1].open("a", encoding="utf-8", newline="") as file:
            file.write(f"- {TODAY} tea: plums\n")

    def run(self, command: str) -> Run:
        """Run *command* once."""
        place = self.folder / f"place {command}"
        place.mkdir(exist_ok=True)
        report = place / "report.json"
        name = self.people[0].stem
        words = ["--vault", str(self.vault), "--today", str(TODAY)] if command not in NO_VAULT else []
        words += [name if word is PAIR else word for word in COMMANDS[command]]
        environment = {key: os.environ[key] for key in ("PATH", "PYTHONPATH", "SYSTEMROOT") if key in os.environ}
        environment |= {f"XDG_{kind}_HOME": str(place / kind) for kind in ("CACHE", "CONFIG", "STATE")}
        environment |= {"HOME": str(place), "LANG": "C.UTF-8"}
        if command == "completion":
            line = f"netnotes --vault {self.vault} show {name[:2]}"
            environment |= {"_NETNOTES_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": "4"}
            words = []
        done = subprocess.run(
            [sys.executable, str(HERE / "probe.py"), str(report), str(self.vault), *words],
            env=environment, cwd=place, capture_output=True, text=True, check=False,
        )  # fmt: skip
        seen: dict[str, Any] = (
            json.loads(report.read_text(encoding="utf-8")) if report.exists() else {"exit": "a crash"}
        )
        if seen["exit"] not in (0, None):
            raise SystemExit(f"{command} ended with {seen['exit']}:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
        seen["total"] = len(seen["modules"])
        return Run(dict(_kept(seen["modules"])), {key: seen[key] for key in COUNTS}, seen["named"])


def _wait() -> None:
    """Until no note is so young that it would be read again (docs/ARCHITECTURE.md)."""
    time.sleep(2.1)


def _kept(modules: dict[str, str]) -> Any:
    """Those that are held to the budget: ours by their name, others' by their package's, the heavy standard ones."""
    for name, who in modules.items():
        top = name.partition(".")[0]
        if top == "netnotes":
            yield name, who
        elif who.partition(".")[0] != top and (top in HEAVY or top not in sys.stdlib_module_names):
            yield top, who


def count(commands: list[str]) -> dict[str, dict[str, Run]]:
    """Run *commands* in every state; command to state to what was done."""
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(os.cpu_count()) as pool:
        desk = Desk(Path(folder).resolve())
        runs = {command: {"cold": run} for command, run in zip(commands, pool.map(desk.run, commands), strict=True)}
        for state in ("warm", "changed"):
            if state == "changed":
                desk.change()
            asked = [command for command in commands if command not in NO_VAULT or state == "warm"]
            for command, run in zip(asked, pool.map(desk.run, asked), strict=True):
                runs[command][state] = run
    for command in set(commands) & set(NO_VAULT):
        del runs[command]["cold"]
    return runs


def as_budget(runs: dict[str, dict[str, Run]]) -> dict[str, Any]:
    """What is kept in the file: the modules of every run apart, and then what each state adds to the one before."""
    start = set.intersection(*(set(run.modules) for states in runs.values() for run in states.values()))
    kept: dict[str, Any] = {}
    for command, states in runs.items():
        known = set(start)
        kept[command] = {}
        for state in STATES:
            if state in states:
                run = states[state]
                kept[command][state] = {**run.counts, "imports": sorted(set(run.modules) - known)}
                known |= set(run.modules)
    return {"every": {"imports": sorted(start)}, **kept}


def compare(runs: dict[str, dict[str, Run]], budget: dict[str, Any]) -> tuple[list[str], list[str]]:
    """What is over the budget, and what is under it, a line each."""
    over, under = [], []
    for command, states in runs.items():
        allowed = set(budget["every"]["imports"])
        for state in (state for state in STATES if state in states):
            run, kept = states[state], budget.get(command, {}).get(state)
            where = f"{command}, {state}" if command not in NO_VAULT else command
            if kept is None:
                over.append(f"{where}: has no budget yet")
                continue
            allowed |= set(kept["imports"])
            for name in (name for name in run.modules if name not in allowed):
                over.append(f"{where}: imports {name}, which {run.modules[name]} asks for")
            for name in (name for name in kept["imports"] if name not in run.modules and name not in HEAVY):
                under.append(f"{where}: no longer imports {name}")
            for key, words in COUNTS.items():
                line = f"{where}: {words}: {run.counts[key]:,}, the budget is {kept[key]:,}"
                if run.counts[key] > kept[key] + LEEWAY.get(key, 0):
                    over.append(f"{line} (such as {', '.join(run.named)})" if key == "notes" else line)
                elif run.counts[key] < kept[key] and key not in LEEWAY:
                    under.append(line)
    return over, under


def main() -> int:
    """Count, and compare or write; the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("commands", nargs="*", metavar="COMMAND", help=f"only these of {', '.join(COMMANDS)}")
    parser.add_argument("--write", action="store_true", help="keep what is counted as the new budget")
    asked = parser.parse_args()
    for name in asked.commands:
        if name not in COMMANDS or asked.write:
            why = (
                "the budget is written for all commands at once" if asked.write else f"not one of {', '.join(COMMANDS)}"
            )
            parser.error(f"{name}: {why}")
    runs = count(asked.commands or list(COMMANDS))
    if asked.write:
        BUDGET.write_text(json.dumps(as_budget(runs), indent=1) + "\n", encoding="utf-8")
        print(f"{BUDGET}: written")
        return 0
    over, under = compare(runs, json.loads(BUDGET.read_text(encoding="utf-8")))
    for line in under:
        print(f"under the budget: {line}")
    for line in over:
        print(f"over the budget: {line}")
    if over:
        print("If that is meant, python benchmarks/guard.py --write takes it into benchmarks/budget.json;")
        print("the commit says why.")
        return 1
    print(f"{sum(map(len, runs.values()))} runs of {len(runs)} commands are within the budget")
    return 0


if __name__ == "__main__":
    sys.exit(main())
