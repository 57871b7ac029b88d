"""The watch in a process of its own: Ctrl-C, and a system that lets nothing be watched."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import process_environment

from .conftest import LONG, wait_until

PROGRAM = Path(__file__).with_name("watching_process.py")


class Process:
    """The program, and the lines it has said so far."""

    def __init__(self, command: list[str]) -> None:
        """Run *command*."""
        self.begun = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=process_environment()
        )
        self.lines: list[str] = []
        self.reader = threading.Thread(target=self.read)
        self.reader.start()

    def read(self) -> None:
        """Take in what is said."""
        assert self.begun.stdout
        self.lines.extend(line.rstrip("\n") for line in iter(self.begun.stdout.readline, ""))

    def wait_for(self, line: str) -> None:
        """Wait for a line."""
        wait_until(lambda: line in self.lines or self.begun.poll() is not None, f"{line!r} in {self.lines}")
        assert line in self.lines

    def end(self) -> tuple[float, int, str]:
        """Press Ctrl-C: the seconds until it has ended, its exit code, and what it said on standard error."""
        begun = time.monotonic()
        self.begun.send_signal(signal.SIGINT)
        code = self.begun.wait(LONG)
        seconds = time.monotonic() - begun
        assert self.begun.stderr
        self.reader.join(LONG)
        return seconds, code, self.begun.stderr.read()

    def close(self) -> None:
        """Leave nothing behind."""
        self.begun.kill()
        self.begun.wait(LONG)
        self.reader.join(LONG)
        for stream in (self.begun.stdout, self.begun.stderr):
            if stream:
                stream.close()


@pytest.fixture
def run() -> Iterator[Callable[..., Process]]:
    """Run the program, after *before* if there is something to run it with."""
    begun: list[Process] = []

    def begin(vault: Any, *words: str, before: tuple[str, ...] = ()) -> Process:
        begun.append(Process([*before, sys.executable, str(PROGRAM), str(vault), *words]))
        return begun[-1]

    yield begin
    for process in begun:
        process.close()


def test_ctrl_c_ends_it(vault: Any, run: Callable[..., Process]) -> None:
    """At once, with no thread left and nothing on standard error."""
    vault.write("a/b/Ada.md", "text")
    process = run(vault)
    process.wait_for("work Ada.md")
    vault.write("a/c/Bo.md", "text")
    process.wait_for("work Ada.md Bo.md")
    seconds, code, said = process.end()
    assert (code, said, process.lines[-1]) == (130, "", "end")
    assert seconds < 2


def test_folders_in_new_folders_are_watched_without_a_word(vault: Any, run: Callable[..., Process]) -> None:
    """However watchdog meets them twice: a note at the bottom is seen, and nothing of it reaches standard error."""
    vault.write("Ada.md", "text")
    process = run(vault)
    process.wait_for("work Ada.md")
    for number in range(60):
        (vault.path / f"{number}/a/b/c/d").mkdir(parents=True)
        time.sleep(0.005)
    vault.write("59/a/b/c/d/Bo.md", "text")
    process.wait_for("work Ada.md Bo.md")
    assert process.end()[1:] == (130, "")


def test_more_folders_than_may_be_watched(vault: Any, run: Callable[..., Process]) -> None:
    """It says what to do, once, and looks by itself; also where the limit is reached by a folder made later."""
    if not _can_limit():
        pytest.skip("this system lets no limit of watches be set for one process")
    for number in range(4):
        vault.write(f"{number}/Note {number}.md", "text")
    for most in (4, 7):
        process = run(vault, before=_limited("max_inotify_watches", most))
        process.wait_for("work Note 0.md Note 1.md Note 2.md Note 3.md")
        vault.write("3/new/folder/at/depth/Ada.md", "text")
        process.wait_for("work Ada.md Note 0.md Note 1.md Note 2.md Note 3.md")
        vault.write("3/new/folder/at/depth/Bo.md", "text")
        process.wait_for("work Ada.md Bo.md Note 0.md Note 1.md Note 2.md Note 3.md")
        assert [line for line in process.lines if line.startswith("tell")] == [
            "tell the system lets no more folders be watched; raise it with: sudo sysctl "
            "fs.inotify.max_user_watches=524288 (until then, netnotes looks every 2 seconds)"
        ]
        assert process.end()[1:] == (130, "")
        shutil.rmtree(vault.path / "3/new")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="inotify is Linux's")
def test_no_watch_at_all(vault: Any, run: Callable[..., Process]) -> None:
    """A process that may open no more files cannot watch, and looks by itself."""
    vault.write("Ada.md", "text")
    process = run(vault, "files")
    process.wait_for("work Ada.md")
    vault.write("deep/Bo.md", "text")
    process.wait_for("work Ada.md Bo.md")
    assert [line.partition(";")[0] for line in process.lines if line.startswith("tell")] == [
        "tell the system lets no more folders be watched"
    ]
    seconds, code, said = process.end()
    assert (code, said) == (130, "")
    assert seconds < 2


def _limited(name: str, most: int) -> tuple[str, ...]:
    """What to run a program with, so that it alone is limited: in a user namespace, the limit is the namespace's."""
    return ("unshare", "-Ur", "sh", "-c", f'echo {most} > /proc/sys/user/{name} && exec "$@"', "limited")


def _can_limit() -> bool:
    if not shutil.which("unshare") or not os.path.exists("/proc/sys/user/max_inotify_watches"):
        return False
    return (
        subprocess.run([*_limited("max_inotify_watches", 9), "true"], capture_output=True, check=False).returncode == 0
    )
