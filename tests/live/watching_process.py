"""A program that watches the vault it is given and says what it does; run by the tests as a process of its own.

``watching_process.py VAULT [files]``: with *files*, it may open none until it has told of
that, so that the system refuses to watch.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from datetime import datetime
from pathlib import Path

from netnotes.live.wanted import wants_in
from netnotes.live.watch import watch

VAULT = sys.argv[1]


def work() -> None:
    """Say what is there, in order."""
    print("work", *sorted(path.name for path in Path(VAULT).rglob("*.md")), flush=True)


def tell(message: str) -> None:
    """Say what the watch tells; from then on files may be opened again."""
    print("tell", message, flush=True)
    if "files" in sys.argv:
        import resource

        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, 100), most))


def main() -> int:
    """Watch until Ctrl-C."""
    # A shell that runs something in the background has it ignore Ctrl-C.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if "files" in sys.argv:
        import resource

        import netnotes.live.watch_events  # noqa: F401 - while it can be opened

        used = len(os.listdir("/proc/self/fd")) - 1
        resource.setrlimit(resource.RLIMIT_NOFILE, (used, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    try:
        watch(VAULT, [], work, poll=None, clock=datetime.now, tell=tell, stop=threading.Event(), wants=wants_in(VAULT))
    except KeyboardInterrupt:
        left = [thread.name for thread in threading.enumerate() if thread is not threading.main_thread()]
        print("end", *left, flush=True)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
