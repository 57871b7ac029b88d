"""Many notes are read by several processes; nobody can tell by the answer, whatever becomes of them (LAWS 3 and 8)."""

from __future__ import annotations

import contextlib
import os
import pickle
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import Answer, VaultFolder, process_environment

from netnotes.model.settings import Settings
from netnotes.notes.note import NoteReader
from netnotes.vault.contents import contents_of
from netnotes.vault.helping import _CODE, Reading, read_together
from netnotes.vault.opening import open_note
from netnotes.vault.refresh import MANY_BYTES
from netnotes.vault.store import digest_of

MANY = 3_000
WORDS = "They live by the sea, and keep bees. " * 20
# What helpers are for is counted in bytes.
assert MANY * len(WORDS) > 2 * MANY_BYTES
ODD = {
    "broken.md": "---\nname: [\n---\n", "latin.md": b"---\nname: Zo\xeb\n---\n", "empty.md": "", "zero.md": "a\0b",
    "big.md": "x" * (5 * 1024 * 1024 + 1), "yaml.md": "---\ntags: &a [person, *a]\n---\n", "windows.md": b"\xff\xfea\0",
    "Ada.sync-conflict-1.md": "x", "daily/2026-11-02.md": "met [[Nobody]]\n- [ ] write to [[P1]] 📅 2026-12-01\n",
    "literal.md": "---\nabout: |\n  two\n  lines\n---\n\n## Log\n- 2026-02-30 x\n- 2026-11-01 in call with Bo: plums\n",
}  # fmt: skip
TABLES = (
    "note", "called", "wants", "line", "part", "task", "errand", "problem", "clock", "yearly", "changed",
)  # fmt: skip

several = pytest.mark.skipif(
    not hasattr(os, "sched_getaffinity") or len(os.sched_getaffinity(0)) < 2,
    reason="there are helpers only where there is more than one processor",
)
seen = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="helpers are found by /proc here")


def write_odd(vault: VaultFolder) -> None:
    """One note of each kind that has its own way through the reader."""
    for path, content in ODD.items():
        vault.write(f"people/{path}", content)
    (vault.path / "people" / "folder.md").mkdir()
    with contextlib.suppress(OSError, NotImplementedError):
        (vault.path / "people" / "twice.md").symlink_to("P1.md")
        (vault.path / "people" / "nowhere.md").symlink_to("gone.md")
        (vault.path / "people" / "out.md").symlink_to(vault.path.parent)


def write_many(vault: VaultFolder) -> None:
    """A vault large enough for helpers."""
    for number in range(MANY):
        log = [f"2026-10-{number % 28 + 1:02} lunch with [[P{number - 1}]]: plums", f"2025-01-02 call: {number}"]
        vault.person(f"P{number}", cadence="2 weeks", log=log, body=WORDS)


def index_of(answer: Callable[..., Answer]) -> list[list[tuple[object, ...]]]:
    """All that the index holds, as it is numbered there."""
    file = Path(answer("index", "--where").stdout.rstrip("\n"))
    with contextlib.closing(sqlite3.connect(file)) as connection:
        return [sorted(connection.execute(f"SELECT * FROM {table}"), key=repr) for table in TABLES]


def children(process: subprocess.Popen[bytes]) -> list[int]:
    """The processes that *process* has started, waited for until there is one, none where it ends before."""
    file = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while process.poll() is None:
        with contextlib.suppress(OSError):
            if found := file.read_text(encoding="ascii").split():
                return [int(one) for one in found]
        time.sleep(0.002)
    return []


def is_there(process: int) -> bool:
    """Whether a process still runs."""
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.fixture
def begun(vault: VaultFolder, environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A cold start that is under way."""
    write_many(vault)
    environment["NETNOTES_VAULT"] = str(vault.path)
    process = subprocess.Popen(
        [sys.executable, "-m", "netnotes", "--today", "2026-11-20", "list"], env=process_environment(environment),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )  # fmt: skip
    yield process
    process.kill()
    process.communicate()


@several
def test_helpers_find_what_one_reader_finds(vault: VaultFolder) -> None:
    """Note by note, in the order they were asked for, whatever a note is."""
    write_odd(vault)
    for number in range(100):
        vault.person(f"P{number}", cadence="2 weeks", log=[f"2026-10-01 lunch with [[P{number - 1}]]: plums"])
    paths = [*sorted(f"people/{path.name}" for path in (vault.path / "people").iterdir()), "people/gone.md", "daily"]
    paths += ["people/daily/2026-11-02.md"] * 50
    reader = NoteReader(Settings())
    alone = []
    for path in paths:
        opened = open_note(str(vault.path), path)
        data = opened.data
        alone.append(
            Reading() if data is None else
            Reading(contents_of(path, reader.read(path, data), reader.kinds), digest_of(data), len(data))
        )  # fmt: skip
    together = list(read_together(str(vault.path), Settings(), paths))
    assert [ordered(one) for one in together] == [ordered(one) for one in alone]
    assert sum(one.contents is None for one in alone) > 3


def ordered(reading: Reading) -> Reading:
    """*reading* with the names that its note wants in order: that of a set is another in each process."""
    contents = reading.contents
    return reading._replace(contents=contents and contents._replace(wants=sorted(contents.wants)))


@several
def test_large_notes_are_handed_over_a_few_at_a_time(vault: VaultFolder) -> None:
    """Some of them are more than a helper keeps back; they come in order all the same."""
    sizes = [1, 200_000, 400_000, 1, 600_000, 5] * 20
    for number, size in enumerate(sizes):
        vault.write(f"people/P{number:03}.md", "x" * size)
    paths = [f"people/P{number:03}.md" for number in range(len(sizes))]
    assert [one.size for one in read_together(str(vault.path), Settings(), paths)] == sizes


def test_a_helper_that_names_files_otherwise_reads_nothing(vault: VaultFolder) -> None:
    """In another encoding of names it would look for other files."""
    vault.person("Zoë")
    asked = pickle.dumps(("utf-8", str(vault.path), Settings(), ["people/Zoë.md"]))
    for encoding, found in (("0", False), ("1", True)):
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-X", f"utf8={encoding}", "-c", _CODE, *sys.path],
            input=asked, capture_output=True, check=True, timeout=60, env={"LC_ALL": "C", "PATH": os.environ["PATH"]},
        )  # fmt: skip
        assert bool(done.stdout) is found


@several
def test_helpers_write_no_more_than_the_program(
    vault: VaultFolder, environment: dict[str, str], tmp_path: Path
) -> None:
    """Told to keep no compiled modules, or to keep them elsewhere, they do as it does."""
    write_many(vault)
    kept = tmp_path / "compiled"
    told = {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPYCACHEPREFIX": str(kept)}
    done = subprocess.run(
        [sys.executable, "-m", "netnotes", "--vault", str(vault.path), "list"],
        env=process_environment(environment, told), capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.stdout.count(b"\n"), done.stderr) == (MANY, b"")
    assert not kept.exists()


@several
def test_the_index_is_that_of_one_reader(vault: VaultFolder, run_process: Callable[..., Answer]) -> None:
    """The same rows with the same numbers, and the same answers, on one processor and on all."""
    write_many(vault)
    write_odd(vault)
    answers, indexes = [], []
    for processors in (os.sched_getaffinity(0), {min(os.sched_getaffinity(0))}):
        before = os.sched_getaffinity(0)
        os.sched_setaffinity(0, processors)
        try:
            run_process("index", "--clear")
            found = [run_process(command, "--today", "2026-11-20") for command in ("agenda", "check", "list")]
        finally:
            os.sched_setaffinity(0, before)
        answers.append([(one.stdout, one.stderr, one.exit_code) for one in found])
        indexes.append(index_of(run_process))
    assert answers[0] == answers[1]
    for table, one, other in zip(TABLES, *indexes, strict=True):
        assert one == other, table


@several
@seen
@pytest.mark.parametrize("delay", [0.0, 0.05, 0.15, 0.3])
def test_a_helper_that_is_killed(begun: subprocess.Popen[bytes], delay: float) -> None:
    """What it has not read is read without it; nobody is told."""
    helpers = children(begun)
    assert helpers
    time.sleep(delay)
    with contextlib.suppress(ProcessLookupError):
        os.kill(helpers[-1], signal.SIGKILL)
    stdout, stderr = begun.communicate(timeout=60)
    assert (stdout.count(b"\n"), stderr, begun.returncode) == (MANY, b"", 0)


@several
@seen
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_helper_outlives_the_program(begun: subprocess.Popen[bytes], ending: signal.Signals) -> None:
    """Stopped or killed in the middle of a cold start, it leaves nobody behind."""
    helpers = children(begun)
    assert helpers
    time.sleep(0.1)
    begun.send_signal(ending)
    _, stderr = begun.communicate(timeout=30)
    assert stderr in (b"", b"\n")
    until = time.monotonic() + 10
    while any(map(is_there, helpers)) and time.monotonic() < until:
        time.sleep(0.02)
    assert not any(map(is_there, helpers))


@pytest.mark.parametrize("executable", ["", "gone", shutil.which("false") or "gone"])
def test_where_there_can_be_no_helpers(vault: VaultFolder, environment: dict[str, str], executable: str) -> None:
    """A Python that cannot be started again, as in a program made of one file, reads alone."""
    write_many(vault)
    code = "import sys; sys.executable = sys.argv.pop(1); from netnotes.__main__ import run; run()"
    done = subprocess.run(
        [sys.executable, "-c", code, executable, "--vault", str(vault.path), "--today", "2026-11-20", "list"],
        env=process_environment(environment), capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.stdout.count(b"\n"), done.stderr, done.returncode) == (MANY, b"", 0)
