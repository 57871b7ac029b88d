"""Programs that the tests of writing run beside one another: ``python workers.py WHAT ARGUMENTS``."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from netnotes.vault.exchange import exchange
from netnotes.vault.write import Writing

MOMENT = "2026-11-25 10:32"
BYTES = b"---\nname: Ada\n---\n"


def never(one: str, two: str) -> bool:
    """An exchange as on a system that has none."""
    return False


def writing(root: str, said: str = "log ada", *, swap: bool = True) -> Writing:
    """The edits of one command, with or without the exchange of files."""
    return Writing(root, said, MOMENT, exchange if swap else never)


def line(data: bytes, text: str) -> bytes:
    """*data* with one line more."""
    return data + text.encode() + b"\n"


def add(data: bytes) -> bytes:
    """One line more."""
    return line(data, "- tea")


def files(vault: Any) -> list[str]:
    """All files and links in the vault but our own, sorted."""
    found = (path for path in vault.path.rglob("*") if not path.is_dir() or path.is_symlink())
    return sorted(path.relative_to(vault.path).as_posix() for path in found if ".netnotes" not in path.parts)


def append(root: str, name: str, count: str, kept: str = "swap") -> None:
    """Add *count* lines to a note, a command each."""
    for number in range(int(count)):
        with writing(root, swap=kept == "swap") as desk:
            desk.change("people/ada.md", lambda data, number=number: line(data, f"{name}-{number}"))


def forever(root: str, swap: bool, report: int) -> None:
    """Add lines until this process is killed; each line done is reported."""
    note = Path(root, "people", "ada.md")
    number = note.read_bytes().count(b"\n")
    while True:
        number += 1
        text = f"line {number:06d} " + "x" * 50
        with writing(root, swap=swap) as desk:
            desk.change("people/ada.md", partial(line, text=text))
        os.write(report, b".")


def make(root: str) -> None:
    """Make a note, edit it and rename it, in one command, and so on until this process is killed."""
    number = 0
    while True:
        number += 1
        with writing(root) as desk:
            desk.create(f"new/{number}.md", b"made\n" * 100)
            desk.change(f"new/{number}.md", partial(line, text="edited"))
            desk.move(f"new/{number}.md", f"people/{number}.md")


def die(root: str, at: str, saves: str) -> None:
    """Edit a note, fail, and die just after the exchange number *at*; another program saves before it if it *saves*."""
    calls = iter(range(100))

    def then_die(one: str, two: str) -> bool:
        call = next(calls)
        if call == 0 and saves == "saves":
            _save_by_rename(os.path.join(root, "people", "ada.md"), b"saved\n")
        exchange(one, two)
        if call == int(at):
            os.kill(os.getpid(), signal.SIGKILL)
        return True

    with Writing(root, "log ada", MOMENT, then_die) as desk:
        desk.change("people/ada.md", lambda data: line(data, "two"))
        raise ZeroDivisionError


def kill(root: str, rounds: str, seed: str, kept: str) -> None:
    """Kill a writer at a random moment, again and again; say what was found broken, and how often it came to what."""
    randomly = random.Random(int(seed))
    note = Path(root, "people", "ada.md")
    for _ in range(int(rounds)):
        old = time.time() - 10
        os.utime(note, (old, old))
        before = note.read_bytes().count(b"\n")
        reading, report = os.pipe()
        child = os.fork()
        if not child:
            forever(root, kept == "swap", report)
        os.close(report)
        time.sleep(0.004 + randomly.random() * 0.02)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        done = len(os.read(reading, 100_000))
        os.close(reading)
        _look_after_kill(root, note, before + done, kept == "swap")


def _look_after_kill(root: str, note: Path, least: int, swap: bool) -> None:
    data = note.read_bytes()
    count = data.count(b"\n")
    whole = b"".join(b"line %06d " % number + b"x" * 50 + b"\n" for number in range(1, count + 1))
    if data != whole:
        print(f"damaged: {len(data)} bytes, {count} lines")
    if count not in (least, least + 1):
        print(f"lost: {count} lines of {least}")
    left = list(Path(root).rglob(".netnotes-*.tmp"))
    with writing(root, "the next", swap=swap) as desk:
        changed = desk.change("people/ada.md", lambda data: data)
    if changed or note.read_bytes() != data or note.stat().st_nlink != 1:
        print("the next run changed the note")
    if list(Path(root).rglob(".netnotes-*.tmp")):
        print("a temporary file is left")
    word = "line" if desk.told else "nothing"
    if left and not desk.told:
        print("a temporary file was left, and it was not told")
    if any("interrupted" not in told for told in desk.told):
        print(f"told: {desk.told}")
    if any("with the new line" in told for told in desk.told) != (count == least + 1) and desk.told:
        print(f"told: {desk.told}, lines {count} of {least}")
    print(f"ok {word} {'temp' if left else 'clean'}")


def _save_by_rename(note: str, data: bytes) -> None:
    other = note + "~editor"
    with open(other, "wb") as opened:
        opened.write(data)
    os.replace(other, note)


def _save_in_place(note: str, data: bytes) -> None:
    with open(note, "r+b") as opened:
        opened.truncate()
        half = len(data) // 2
        opened.write(data[:half])
        opened.flush()
        opened.write(data[half:])


def _save_late(note: str, data: bytes) -> None:
    with open(note, "r+b") as opened:
        time.sleep(random.random() * 0.006)
        opened.truncate()
        opened.write(data)


SAVERS: dict[str, Callable[[str, bytes], None]] = {
    "rename": _save_by_rename,
    "in-place": _save_in_place,
    "late": _save_late,
}


def editor(note: str, how: str) -> None:
    """Save the note once for each line on standard input: a time to wait, and a word to add."""
    for order in sys.stdin:
        wait, word = order.split()
        end = time.perf_counter() + float(wait)
        while time.perf_counter() < end:
            pass
        data = Path(note).read_bytes()
        SAVERS[how](note, data + word.encode() + b"\n")
        print("saved", flush=True)


if __name__ == "__main__":
    {"append": append, "make": make, "die": die, "kill": kill, "editor": editor}[sys.argv[1]](*sys.argv[2:])
