"""The program among others: closed and full pipes, ^C, the progress line, the encoding of answers (LAW 22)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Answer, VaultFolder, process_environment
from pseudo_terminal import TODAY, Shown, Terminal, copy_example, write_many

MANY = 9900
LAST = {
    "11 months ago due 14 Feb", "10 months ago due 17 Mar", "9 months ago due 14 Apr", "8 months ago due 15 May",
    "7 months ago due 14 Jun", "6 months ago due 15 Jul",
}  # fmt: skip
Shell = Callable[..., subprocess.CompletedProcess[bytes]]
CLOSED = {"stdin": "<&-", "stdout": ">&-", "stderr": "2>&-"}


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault of so many people that a cold start takes a while."""
    folder = tmp_path_factory.mktemp("many")
    write_many(folder, MANY)
    return folder


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache in which the index of that vault is kept from test to test."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def everyone() -> list[str]:
    """The names in that vault, in order."""
    return [f"Person {number:04}" for number in range(MANY)]


@pytest.fixture
def shell(environment: dict[str, str], tmp_path: Path) -> Shell:
    """Run a line of the shell in which ``netnotes`` is the program: ``shell("netnotes agenda | head -1")``."""
    program = tmp_path / "bin" / "netnotes"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m netnotes --today {TODAY} "$@"\n')
    program.chmod(0o755)

    def run(line: str, **extra: str) -> subprocess.CompletedProcess[bytes]:
        path = os.pathsep.join([str(program.parent), os.environ["PATH"]])
        variables = process_environment(environment, {"PATH": path}, extra)
        return subprocess.run(["/bin/sh", "-c", line], env=variables, capture_output=True, timeout=60, check=False)

    return run


@pytest.mark.parametrize("question", ["agenda --all", "agenda --all --format json", "agenda --all --format md", "list"])
def test_a_reader_that_stops_early_is_no_error(shell: Shell, many: Path, cache: Path, question: str) -> None:
    """``| head -1`` of an answer far longer than a pipe holds: exit 0, nothing on stderr."""
    line = f"{{ netnotes {question}; echo $? >&2; }} | head -1"
    done = shell(line, NETNOTES_VAULT=str(many), XDG_CACHE_HOME=str(cache))
    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b"0\n"


@pytest.mark.parametrize("stream", list(CLOSED))
@pytest.mark.parametrize("question", ["agenda", "show ada", "check", "index", "--help", "completion bash"])
def test_a_closed_stream_is_no_error(shell: Shell, vault: VaultFolder, question: str, stream: str) -> None:
    """Started without stdin, stdout or stderr (cron, a daemon), the program does what it would do anyway."""
    vault.person("Ada", circle="close", log=["2026-11-20 call"])
    done = shell(f"netnotes {question} {CLOSED[stream]}")
    assert done.returncode == 0
    assert done.stderr == b""
    assert bool(done.stdout) == (stream != "stdout")


def test_an_ambiguous_name_without_streams(shell: Shell, vault: VaultFolder) -> None:
    """Without a stdin nobody is asked to choose: exit 4."""
    copy_example(vault.path)
    assert shell("netnotes show grace <&-").returncode == 4
    assert shell("netnotes show grace <&- 2>&-").returncode == 4


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize(
    "question",
    ["agenda", "list", "check", "index --where", "--help", "--version", "completion zsh", "list --format json"],
)
def test_a_full_disk_is_one_calm_line(shell: Shell, vault: VaultFolder, question: str) -> None:
    """What cannot be written is exit 6 and one line that says so."""
    vault.person("Ada", circle="close", log=["2026-11-20 call"])
    done = shell(f"netnotes {question} > /dev/full")
    assert done.returncode == 6
    assert done.stderr == b"netnotes: No space left on device\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_messages_that_cannot_be_written_change_nothing(shell: Shell, vault: VaultFolder) -> None:
    """A full stderr does not take the answer along, nor the exit code."""
    copy_example(vault.path)
    done = shell("netnotes agenda 2> /dev/full")
    assert b"Emily Dickinson" in done.stdout
    assert done.returncode in (0, 6)
    assert shell("netnotes show nobody-at-all 2> /dev/full").returncode == 4


@pytest.mark.slow
@pytest.mark.parametrize("delay", [0.0, 0.2, 0.6])
def test_interrupted_while_many_notes_are_read(
    environment: dict[str, str], run_process: Callable[..., Answer], many: Path, everyone: list[str], tmp_path: Path,
    delay: float,
) -> None:  # fmt: skip
    """SIGINT in the middle of a cold start: 130, no traceback, and the next run answers as if nothing had been."""
    environment["NETNOTES_VAULT"] = str(many)
    process = subprocess.Popen(
        [sys.executable, "-m", "netnotes", "list"], env=process_environment(environment),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    until = time.monotonic() + 30
    while not list((tmp_path / "cache").rglob("*.sqlite")) and time.monotonic() < until:
        time.sleep(0.005)
    time.sleep(delay)
    process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate(timeout=30)
    if process.returncode == 0 and stdout.count(b"\n") == MANY:
        pytest.skip(f"{MANY:,} notes are read here before SIGINT can arrive")
    assert process.returncode in (130, -signal.SIGINT)
    assert stdout == b""
    assert stderr in (b"", b"\n")
    answer = run_process("list", "--today", TODAY)
    assert ([line[:11] for line in answer.lines], answer.stderr, answer.exit_code) == (everyone, "", 0)
    assert {" ".join(line.split()[3:]) for line in answer.lines} == LAST


@pytest.mark.slow
def test_ctrl_c_on_a_terminal(environment: dict[str, str], many: Path, tmp_path: Path) -> None:
    """^C while the progress line stands there: 130, the line is gone and the cursor is back."""
    environment["NETNOTES_VAULT"], environment["PAGER"] = str(many), "cat"
    shown = Terminal(environment, tmp_path)("list", keys=[("Reading notes", "\x03")])
    skip_where_too_quick(shown)
    assert shown.exit_code == 130
    assert shown.seen(80) in ([""], ["^C"])
    assert_cursor_is_back(shown)


def skip_where_too_quick(shown: Shown) -> None:
    """Skip where no progress line came, and the machine took no second."""
    if "Reading notes" not in shown.raw and shown.exit_code == 0:
        pytest.skip(f"{MANY:,} notes are read here in less than a second")


def assert_cursor_is_back(shown: Shown) -> None:
    """Whoever hides the cursor shows it again."""
    assert shown.raw.rfind("\x1b[?25l") <= shown.raw.rfind("\x1b[?25h")


@pytest.mark.slow
@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("files", [["stdout"], []], ids=["stdout in a file", "all on the terminal"])
def test_the_progress_line(
    environment: dict[str, str], many: Path, tmp_path: Path, columns: int, files: list[str]
) -> None:
    """A cold start of more than a second says so on one line of a terminal, and takes it away at the end."""
    environment["NETNOTES_VAULT"] = str(many)
    shown = Terminal(environment, tmp_path)("show", "person 0007", columns=columns, files=files)
    skip_where_too_quick(shown)
    assert shown.exit_code == 0
    assert "Reading notes" in shown.raw
    seen = shown.seen(columns)
    assert seen[:1] == ([""] if files else ["Person 0007"])
    assert not any("Reading" in line or "#" in line for line in seen)
    assert_cursor_is_back(shown)
    assert "Reading" not in shown.stdout


@pytest.mark.slow
def test_no_progress_line_without_a_terminal(environment: dict[str, str], many: Path, tmp_path: Path) -> None:
    """With stderr elsewhere nothing is said, and a warm start never says anything."""
    environment["NETNOTES_VAULT"] = str(many)
    terminal = Terminal(environment, tmp_path)
    cold = terminal("overdue", files=["stderr"], lines=MANY + 10)
    assert (cold.stderr, len(cold.lines)) == ("", MANY)
    warm = terminal("overdue", files=["stdout"])
    assert (warm.raw, warm.stdout) == ("", cold.text)


@pytest.mark.parametrize(
    "locale",
    [
        {"LANG": "C"},
        {"LC_ALL": "POSIX"},
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"LC_ALL": "C", "PYTHONIOENCODING": "latin-1"},
    ],
    ids=["LANG=C", "LC_ALL=POSIX", "ASCII only", "PYTHONIOENCODING=latin-1"],
)
def test_pipes_carry_utf8_whatever_the_locale(
    run_process: Callable[..., Answer], vault: VaultFolder, locale: dict[str, str | None]
) -> None:
    """In a pipe an answer is UTF-8, the same in every locale, and so is a message."""
    copy_example(vault.path)
    unset: dict[str, str | None] = dict.fromkeys(["LANG", "LC_ALL", "LC_CTYPE", "PYTHONIOENCODING"])
    for arguments in (["list"], ["show", "joaquim"], ["show", "Σωκράτης"]):
        plain = run_process(*arguments, "--today", TODAY, env={**unset, "LANG": "C.UTF-8"})
        assert run_process(*arguments, "--today", TODAY, env={**unset, **locale}) == plain
        assert "\\u" not in plain.stdout + plain.stderr


def test_a_terminal_of_few_signs(environment: dict[str, str], vault: VaultFolder, tmp_path: Path) -> None:
    """A terminal that knows no 紫 is given an escape for it, never a traceback."""
    vault.person("紫式部", circle="close", log=["2026-11-20 call"])
    shown = Terminal(environment, tmp_path)("list", env={"PYTHONIOENCODING": "latin-1"})
    assert (shown.exit_code, shown.lines[0].split()[0]) == (0, "\\u7d2b\\u5f0f\\u90e8")


@pytest.mark.parametrize("arguments", [["show"], ["timeline"], ["list"], ["list", "--tag"], ["list", "--circle"]])
def test_an_argument_that_is_no_text(
    run_process: Callable[..., Answer], vault: VaultFolder, arguments: list[str]
) -> None:
    """A byte that is no UTF-8 names nobody: no traceback."""
    vault.person("Ada")
    answer = run_process(*arguments, os.fsdecode(b"\xff"))
    assert answer.exit_code == (4 if arguments[0] in ("show", "timeline") else 0)
    assert answer.stdout == ""
    assert answer.stderr.count("\n") == (1 if answer.exit_code else 0)
