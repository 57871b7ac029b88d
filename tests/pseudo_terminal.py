"""A real terminal for the program under test: a pseudo-terminal of a given size, and what is seen on it."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from conftest import process_environment
from wcwidth import wcswidth

EXAMPLE = Path(__file__).resolve().parents[1] / "example-vault"
TODAY = "2026-11-24"
# What to wait for, and what to type then; (columns, lines) give the window another size.
Keys = Sequence[tuple[str, str | tuple[int, int]]]
_ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@dataclass(frozen=True)
class Shown:
    """What one run wrote to the terminal (*raw*), and to the streams that were not the terminal."""

    raw: str
    stdout: str
    stderr: str
    exit_code: int

    @property
    def painted(self) -> str:
        """What was written to the terminal, its line ends as the program wrote them."""
        return self.raw.replace("\r\n", "\n")

    @property
    def text(self) -> str:
        """The same without colours."""
        return plain(self.painted)

    @property
    def lines(self) -> list[str]:
        """The lines of `text`."""
        return self.text.removesuffix("\n").split("\n")

    @property
    def codes(self) -> set[str]:
        """The colours and weights used, like ``1`` for bold."""
        return set(re.findall(r"\x1b\[([0-9;]*)m", self.raw))

    def seen(self, columns: int) -> list[str]:
        """What stands on a terminal of so many *columns* in the end: its lines, without empty ones at the end."""
        rows, row, column = [""], 0, 0
        for sign in _ESCAPE.sub(lambda found: "\f" if found[0].endswith("K") else "", self.raw):
            if sign == "\r":
                column = 0
            elif sign == "\f":
                rows[row] = rows[row][:column]
            elif sign == "\n" or column == columns:
                row, column = row + 1, 0
                rows.extend([""] * (row + 1 - len(rows)))
            if sign.isprintable():
                rows[row] = rows[row][:column].ljust(column) + sign + rows[row][column + 1 :]
                column += 1
        return "\n".join(line.rstrip() for line in rows).rstrip("\n").split("\n")


class Terminal:
    """Runs the program in a terminal: ``terminal("show ada", columns=40)``."""

    def __init__(self, environment: Mapping[str, str], folder: Path) -> None:
        """Run with *environment*, in *folder*, where what goes to a file is kept."""
        self.environment, self.folder = dict(environment), folder

    def __call__(
        self, *arguments: str, columns: int = 80, lines: int = 500, keys: Keys = (),
        files: Sequence[str] = (), env: Mapping[str, str | None] | None = None, timeout: float = 60, today: str = TODAY,
    ) -> Shown:  # fmt: skip
        """Run ``python -m netnotes``; *files* are the streams that are a file and not the terminal.

        *keys* are pairs of what to wait for and what to type then.
        """
        words = arguments[0].split(" ") if len(arguments) == 1 else arguments
        variables = process_environment(self.environment, {"TERM": "xterm", "LANG": "C.UTF-8", **(env or {})})
        program = [sys.executable, "-m", "netnotes", *(["--today", today] if today else []), *words]
        return self.run(program, variables, columns, lines, keys, files, timeout)

    def run(
        self, program: Sequence[str], variables: Mapping[str, str], columns: int = 80, lines: int = 500,
        keys: Keys = (), files: Sequence[str] = (), timeout: float = 60,
    ) -> Shown:  # fmt: skip
        """Run any *program* in a terminal of its own, so that ^C reaches it as from a keyboard."""
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        opened: dict[str, IO[bytes]] = {name: (self.folder / name).open("wb") for name in files if name != "stdin"}
        streams: dict[str, Any] = {name: opened.get(name, theirs) for name in ("stdout", "stderr")}
        # A session's leader that opens a terminal gets it as its own; only then does ^C send a signal.
        start = ["/bin/sh", "-c", 'exec "$@" < "$0"', os.ttyname(theirs), *program]
        if "stdin" in files:
            start, streams["stdin"] = list(program), subprocess.DEVNULL
        process = subprocess.Popen(
            start, env=variables, cwd=self.folder, start_new_session=True, preexec_fn=_hear_ctrl_c, **streams
        )
        os.close(theirs)
        try:
            raw = _converse(ours, keys, time.monotonic() + timeout)
            code = process.wait(timeout)
        finally:
            process.kill()
            process.wait()
            os.close(ours)
            for file in opened.values():
                file.close()
        written = {name: (self.folder / name).read_text(encoding="utf-8") for name in opened}
        return Shown(raw.decode(), written.get("stdout", ""), written.get("stderr", ""), code)


def _hear_ctrl_c() -> None:
    """Whatever runs the tests in the background may have told its children not to hear ^C."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _converse(terminal: int, keys: Keys, until: float) -> bytes:
    """Everything written to *terminal*, while *keys* are typed when what they wait for has come."""
    raw, waiting, heard = b"", list(keys), 0
    while time.monotonic() < until:
        if waiting and waiting[0][0].encode() in raw[heard:]:
            heard = len(raw)
            # Nobody answers at once: Python loses a ^C that comes while input() is still writing its prompt.
            time.sleep(0.2)
            typed = waiting.pop(0)[1]
            if isinstance(typed, str):
                os.write(terminal, typed.encode())
            else:
                fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", typed[1], typed[0], 0, 0))
        if not select.select([terminal], [], [], 0.5)[0]:
            continue
        try:
            read = os.read(terminal, 65536)
        except OSError:  # how Linux says that the other end is closed
            return raw
        if not read:
            return raw
        raw += read
    raise TimeoutError(f"nothing more came after {raw[-300:]!r}")


def plain(text: str) -> str:
    """*text* without colours and other orders to a terminal."""
    return _ESCAPE.sub("", text)


def width(line: str) -> int:
    """The columns that *line* takes on a terminal."""
    return wcswidth(line)


def column_of(line: str, part: str) -> int:
    """The column at which *part* begins in *line*."""
    return width(line[: line.index(part)])


def copy_example(target: Path) -> None:
    """Put a copy of the example vault to *target*."""
    shutil.copytree(EXAMPLE, target, dirs_exist_ok=True)


def write_many(folder: Path, count: int) -> None:
    """Write *count* notes of people who are all late into *folder*."""
    (folder / "people").mkdir(parents=True, exist_ok=True)
    for number in range(count):
        log = "".join(f"- 2026-0{month}-03 call: the weather, part {month}\n" for month in range(1, 1 + number % 6 + 1))
        text = f"---\ncircle: close\nneeds: [letter {number}]\n---\n\nOne of many.\n\n## Log\n\n{log}"
        (folder / "people" / f"Person {number:04}.md").write_text(text, encoding="utf-8")
