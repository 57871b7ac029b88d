"""Run one netnotes command and count what it does: ``python benchmarks/probe.py REPORT VAULT [ARGUMENT …]``.

The netnotes that runs is the one beside this folder. REPORT gets, as JSON, what repeats exactly from run to run. It is
seen from outside, by Python's own audit events and by a finder of modules that finds nothing: the program has no code
for it.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from typing import Any

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
STARTS = {"subprocess.Popen", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.exec", "os.system"}


class Probe:
    """What has been seen so far. `modules` holds who asked first for each, in the order of asking."""

    def __init__(self, vault: str) -> None:
        """Look at what happens in *vault*."""
        self.vault = os.path.realpath(vault)
        self.listens = False
        self.modules: dict[str, str] = {}
        self.notes: Counter[str] = Counter()
        self.bytes = self.others = self.written = self.folders = self.statements = self.processes = 0

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        """Note down who imports the module *name*; finding it is left to the next finder."""
        frame = sys._getframe(1)
        while frame.f_back and frame.f_code.co_filename.startswith(("<frozen importlib", importlib_file)):
            frame = frame.f_back
        self.modules.setdefault(name, frame.f_globals.get("__name__", "?"))

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Take in one audit event."""
        if not self.listens:
            self._listen()
        if event == "open":
            self._opened(*arguments)
        elif event in ("os.scandir", "os.listdir"):
            self._listed(arguments[0])
        elif event == "sqlite3.connect" and not self.listens:
            raise RuntimeError("a database is opened before its statements can be counted")
        elif event in STARTS:
            self.processes += 1

    def _listed(self, path: object) -> None:
        """A folder is read by its name, or by the handle it was opened with; of the latter only the vault's are."""
        if isinstance(path, int) or (isinstance(path, (str, bytes)) and self._is_inside(os.fsdecode(path))):
            self.folders += 1

    def _is_inside(self, place: str) -> bool:
        return (os.path.realpath(place) + os.sep).startswith(self.vault + os.sep)

    def _opened(self, path: object, mode: str | None, flags: int) -> None:
        if not isinstance(path, (str, bytes)):
            return
        place = os.fsdecode(path)
        if "__pycache__" in place or place == os.devnull:
            return
        if flags & WRITES:
            self.written += 1
            return
        # What is opened relative to a folder that is open already has no folder in its name.
        if (os.path.isabs(place) and not self._is_inside(place)) or flags & getattr(os, "O_DIRECTORY", 0):
            return
        if place.lower().endswith(".md"):
            self.notes[os.path.basename(place)] += 1
            self.bytes += os.path.getsize(place) if os.path.exists(place) else 0
        else:
            self.others += 1

    def _listen(self) -> None:
        """Once sqlite3 is imported, hear of every statement. Its own event comes too early to set a callback."""
        sqlite3: Any = sys.modules.get("sqlite3")
        connect = getattr(sqlite3, "connect", None)
        if connect is None:
            return

        def connected(*arguments: Any, **named: Any) -> Any:
            connection = connect(*arguments, **named)
            connection.set_trace_callback(self._stated)
            return connection

        sqlite3.connect, self.listens = connected, True

    def _stated(self, statement: str) -> None:
        self.statements += 1

    def report(self) -> dict[str, Any]:
        """What was seen, as JSON can hold it."""
        return {
            "modules": {name: who for name, who in self.modules.items() if name in sys.modules},
            "notes": sum(self.notes.values()), "bytes": self.bytes, "others": self.others, "written": self.written,
            "folders": self.folders, "statements": self.statements, "processes": self.processes,
            "named": [name for name, _ in self.notes.most_common(3)],
        }  # fmt: skip


importlib_file = os.path.join(os.path.dirname(os.__file__), "importlib")


def main(report: str, vault: str, *arguments: str) -> None:
    """Run netnotes with *arguments* as its own script would, and write the *report*."""
    sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    sys.argv = ["netnotes", *arguments]
    probe = Probe(vault)
    sys.meta_path.insert(0, probe)
    sys.addaudithook(probe.hear)
    code: object = 0
    try:
        from netnotes.cli import main as netnotes

        netnotes()
    except SystemExit as end:
        code = end.code
    seen = probe.report()
    import json

    with open(report, "w", encoding="utf-8") as file:
        json.dump({**seen, "exit": code}, file)


if __name__ == "__main__":
    main(*sys.argv[1:])
