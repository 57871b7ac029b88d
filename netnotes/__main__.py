"""The process: ``netnotes`` and ``python -m netnotes`` begin and end here."""

import gc

# One answer makes few cycles; looking for them at every import and every note costs a tenth of a warm start.
# It stands before the imports, since they are most of what it would look through.
gc.set_threshold(50_000, 20, 100)

import os  # noqa: E402
import sys  # noqa: E402
import threading  # noqa: E402
from contextlib import suppress  # noqa: E402

from netnotes.cli import main  # noqa: E402


def run() -> None:
    """Run one command and leave with its exit code."""
    try:
        main(prog_name="netnotes")
    except SystemExit as leaving:
        if isinstance(leaving.code, int):
            _leave(leaving.code)
        raise


def _leave(code: int) -> None:
    """Leave at once, without taking apart what the system frees anyway; a tenth of a small answer's time.

    Not where a thread still works, or a profiler or a debugger looks on: then Python ends in its own way.
    """
    if threading.active_count() > 1 or sys.gettrace() or sys.getprofile():
        return
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    run()
