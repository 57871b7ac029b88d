"""Building the pages of a vault, whole and after one edit, in one run: ``python benchmarks/pages.py DIR``.

Prints the median of the ratios: an edit of one note against a whole build. Each edit is taken back.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TURNS = 5


def measure(command: list[str]) -> float:
    """Seconds that *command* takes, start to end."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main(vault: str) -> None:
    """Print the figures over *vault*, whose index is brought up to date first."""
    program = os.path.join(os.path.dirname(sys.executable), "netnotes")
    note = next(path for path in sorted(Path(vault).rglob("*.md")) if "## Log" in path.read_text(encoding="utf-8"))
    before = note.read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        build = [program, "--vault", vault, "build", "--out", os.path.join(folder, "site")]
        measure([program, "--vault", vault, "agenda"])
        whole = measure(build)
        edits = []
        try:
            for turn in range(TURNS):
                note.write_bytes(before + f"\n- 2026-01-0{turn + 1} tea\n".encode())
                edits.append(measure(build))
        finally:
            note.write_bytes(before)
        size = os.path.getsize(os.path.join(folder, "site", "index.html"))
    edit = statistics.median(edits)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"whole {whole:.1f} s, one edit {edit:.2f} s (median of {TURNS}), ratio {edit / whole:.3f}")
    print(f"the front page is {size / 1e6:.2f} MB; peak memory {peak} MB")


if __name__ == "__main__":
    main(sys.argv[1])
