"""`completion`: the scripts for bash, zsh and fish, and what comes after a Tab."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from conftest import Answer, VaultFolder, process_environment
from pseudo_terminal import Terminal

SHELLS = ["bash", "zsh", "fish"]
BASH = shutil.which("bash")
TWO_NOTES = '---\nwhy: "never closed\n---\n', "agend = 3\n"


def bash_version() -> tuple[int, ...]:
    """The version of the bash that is installed, (0,) for none."""
    if BASH is None:
        return (0,)
    said = subprocess.run([BASH, "-c", "echo $BASH_VERSION"], capture_output=True, check=True, text=True).stdout
    return tuple(map(int, re.findall(r"\d+", said)[:2]))


NEEDS_BASH = pytest.mark.skipif(bash_version() < (4, 4), reason=f"the script is for bash 4.4 and later: {BASH}")


@pytest.fixture
def people(vault: VaultFolder) -> VaultFolder:
    """Four people."""
    vault.person("Ada Lovelace", aliases=["Countess"], log=["2026-11-20 lunch"])
    vault.person("Grace Hopper", log=["2026-11-20 lunch"])
    vault.person("Grace O'Malley")
    vault.person("Joaquín Ferrer")
    return vault


@pytest.fixture
def tab(run_process: Callable[..., Answer]) -> Callable[..., Answer]:
    """What the program says when a shell asks it: ``tab("netnotes show ad")``; the last word is the one typed."""

    def ask(line: str, shell: str = "bash", **env: str | None) -> Answer:
        words = line.split(" ")
        at = words[-1] if shell == "fish" else str(len(words) - 1)
        return run_process(
            *[], env={"_NETNOTES_COMPLETE": f"{shell}_complete", "COMP_WORDS": line, "COMP_CWORD": at, **env}
        )

    return ask


def offered(answer: Answer) -> list[str]:
    """The words that bash is offered."""
    return [line.removeprefix("plain,") for line in answer.lines if line]


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("netnotes show ad", ["Ada Lovelace"]),
        ("netnotes timeline gra", ["Grace Hopper", "Grace O'Malley"]),
        ("netnotes show lov", ["Ada Lovelace"]),
        ("netnotes show JOAQUIN", ["Joaquín Ferrer"]),
        ("netnotes show count", ["Ada Lovelace"]),
        ("netnotes show dal", []),
        ("netnotes --today 2026-11-24 show hop", ["Grace Hopper"]),
        ("netnotes sho", ["show"]),
        ("netnotes list --sort ", ["name", "circle", "last", "due"]),
        ("netnotes agenda --da", ["--days"]),
        ("netnotes completion ", SHELLS),
    ],
)
def test_what_comes_after_a_tab(tab: Callable[..., Answer], line: str, words: list[str]) -> None:
    """People by any word of a name or alias, commands, options and their choices."""
    answer = tab(line)
    assert offered(answer) == words
    assert answer.stderr == ""


@pytest.mark.usefixtures("people")
def test_the_vault_on_the_line_is_asked(tab: Callable[..., Answer], tmp_path: Path) -> None:
    """--vault on the unfinished line decides whose names are offered."""
    other = VaultFolder(tmp_path / "other")
    other.person("Adele")
    assert offered(tab(f"netnotes --vault {other} show ad")) == ["Adele"]
    assert offered(tab(f"netnotes show --vault {other} ad")) == ["Adele"]


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.usefixtures("people")
def test_each_shell_is_answered(tab: Callable[..., Answer], shell: str) -> None:
    """Also zsh and fish get the name in the form they read."""
    answer = tab("netnotes show ad", shell)
    assert "Ada Lovelace" in answer.stdout
    assert answer.stderr == ""


def test_nothing_disturbs_the_line_being_typed(tab: Callable[..., Answer], vault: VaultFolder) -> None:
    """No vault, broken settings, odd settings, a broken note: fewer names, and not a word on stderr."""
    vault.person("Ada Lovelace")
    vault.write("people/Bo.md", TWO_NOTES[0])
    vault.write("netnotes.toml", TWO_NOTES[1])
    assert tab("netnotes show ad") == Answer("plain,Ada Lovelace\n", "", 0)
    vault.write("netnotes.toml", "[broken\n")
    assert tab("netnotes show ad").stderr == ""
    answer = tab("netnotes show ad", NETNOTES_VAULT=None)
    assert (offered(answer), answer.stderr) == ([], "")


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_printed_and_can_be_read(netnotes: Callable[..., Answer], shell: str) -> None:
    """How to install it stands in the first line; where the shell is installed, it finds no fault."""
    answer = netnotes(f"completion {shell}")
    assert (answer.exit_code, answer.stderr) == (0, "")
    assert answer.lines[0].startswith("# Put into ~/.")
    assert "_NETNOTES_COMPLETE" in answer.stdout
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed; its script was only looked at")
    checked = subprocess.run([program, "-n"], input=answer.stdout.encode(), capture_output=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, b"")


@pytest.fixture
def bash(environment: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """The environment of a shell in which ``netnotes`` is the program."""
    program = tmp_path / "bin" / "netnotes"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m netnotes "$@"\n')
    program.chmod(0o755)
    path = os.pathsep.join([str(program.parent), os.environ["PATH"]])
    quiet = {"PATH": path, "TERM": "dumb", "PS1": "$ ", "INPUTRC": os.devnull, "LC_ALL": "C.UTF-8"}
    return process_environment(environment, quiet)


@NEEDS_BASH
@pytest.mark.usefixtures("people")
def test_bash_reads_the_script_and_completes(bash: dict[str, str]) -> None:
    """A real bash: the script is read without a word, and its function finds the name."""
    script = (
        'eval "$(netnotes completion bash)"; complete -p netnotes; '
        "COMP_WORDS=(netnotes show ad); COMP_CWORD=2; _netnotes_completion netnotes show ad; "
        'printf "<%s>" "${COMPREPLY[@]}"'
    )
    done = subprocess.run([str(BASH), "--norc", "-c", script], env=bash, capture_output=True, timeout=60, check=False)
    assert done.stderr == b""
    assert done.stdout.startswith(b"complete -o nosort ")
    assert re.fullmatch(r"<Ada\\? Lovelace>", done.stdout.decode().split("\n")[1])


@NEEDS_BASH
@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("show ad", "people/Ada Lovelace.md"),
        ("show o", "people/Grace O'Malley.md"),
        ("show joa", "people/Joaquín Ferrer.md"),
    ],
)
def test_a_completed_name_is_one_word(bash: dict[str, str], tmp_path: Path, typed: str, path: str) -> None:
    """In an interactive bash, Tab and Enter after the beginning of a name show that person."""
    keys: Sequence[tuple[str, str]] = [
        ("$ ", 'eval "$(netnotes completion bash)"\n'),
        ("$ ", f"netnotes {typed}\t"),
        (path.removesuffix(".md")[-4:], "\n"),
        ("\n$ ", "exit\n"),
    ]
    shown = Terminal({}, tmp_path).run([str(BASH), "--norc", "--noprofile", "-i"], bash, keys=keys, timeout=20)
    assert path in shown.lines


@NEEDS_BASH
@pytest.mark.usefixtures("people")
def test_a_name_completed_in_two_steps(bash: dict[str, str], tmp_path: Path) -> None:
    """Where two people share the first word, the rest of the name is completed after it, not the whole name again."""
    keys: Sequence[tuple[str, str]] = [
        ("$ ", 'eval "$(netnotes completion bash)"\n'),
        ("$ ", "netnotes show gra\t"),
        ("Grace", "h\t"),
        ("Hopper", "\n"),
        ("\n$ ", "exit\n"),
    ]
    shown = Terminal({}, tmp_path).run([str(BASH), "--norc", "--noprofile", "-i"], bash, keys=keys, timeout=20)
    assert "people/Grace Hopper.md" in shown.lines
