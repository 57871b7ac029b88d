"""What every command shares: exit codes, options, the vault that is meant, and first words (LAWS 22 and 23)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Answer, VaultFolder

from netnotes import __version__

TODAY = "2026-11-24"
BROKEN = '---\nwhy: "never closed\n---\n'
COMMANDS = [
    "agenda", "overdue", "timeline ada", "show ada", "list", "check", "index", "path ada", "favour lunch",
    "introductions",
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_all_is_well(netnotes: Callable[..., Answer], vault: VaultFolder, command: str) -> None:
    """Exit 0 and nothing on stderr, as text and as JSON."""
    vault.person("Ada", circle="close", log=["2026-09-20 lunch"])
    for form in ("text", "json"):
        answer = netnotes(f"{command} --today {TODAY} --format {form}")
        assert (answer.exit_code, answer.stderr) == (0, "")
        assert answer.stdout.endswith("\n")
        assert not answer.stdout.endswith("\n\n")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_note_that_cannot_be_read(netnotes: Callable[..., Answer], vault: VaultFolder, command: str) -> None:
    """The answer comes, one line on stderr counts the note, and --strict makes it exit 1; check always does."""
    vault.person("Ada", circle="close", log=["2026-09-20 lunch"])
    vault.write("people/Bo.md", BROKEN)
    plain = netnotes(f"{command} --today {TODAY}")
    strict = netnotes(f"{command} --today {TODAY} --strict")
    assert plain.exit_code == (1 if command == "check" else 0)
    assert strict == Answer(plain.stdout, plain.stderr, 1)
    assert netnotes(f"--strict {command} --today {TODAY}") == strict
    if command not in ("check", "index"):
        assert plain.stderr == "1 note could not be read in full: netnotes check\n"


def test_warnings_are_no_errors(netnotes: Callable[..., Answer], vault: VaultFolder) -> None:
    """A field that cannot be used is a warning: check says so and exits 0, also under --strict."""
    vault.person("Ada", cadence="montly")
    answer = netnotes("check --strict")
    assert answer.exit_code == 0
    assert answer.lines == [
        'people/Ada.md:3:10: warning: cannot read the cadence "montly"; write it as "1 month" or "30 days" '
        "[bad-cadence]",
        "",
        "1 warning; 1 note read.",
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("agenda --today soon", '--today: cannot read the date "soon"; write it like 2026-11-20'),
        ("agenda --today 2026-02-30", "--today: February has no day 30; mend the day"),
        ("--today 24.11.2026 agenda", '--today: cannot read the date "24.11.2026"; write 2026-11-24'),
        ("agendda", 'there is no command "agendda"; did you mean agenda?'),
        ("tiemline ada", 'there is no command "tiemline"; did you mean timeline?'),
        ("xyzzy", 'there is no command "xyzzy"; netnotes --help lists them'),
        ("agenda --days 0", "--days"),
        ("agenda --days many", "--days"),
        ("agenda --format xml", "--format"),
        ("agenda --colour never", "--color"),
        ("agenda tomorrow", "tomorrow"),
        ("show", "WHO"),
        ("completion tcsh", "tcsh"),
    ],
)
def test_words_that_are_not_understood(
    netnotes: Callable[..., Answer], vault: VaultFolder, arguments: str, said: str
) -> None:
    """Exit 2 and one line that says which word, and what to write."""
    vault.person("Ada")
    answer = netnotes(arguments)
    assert (answer.exit_code, answer.stdout, answer.stderr.count("\n")) == (2, "", 1)
    assert answer.stderr.startswith("netnotes: ")
    assert said in answer.stderr


@pytest.mark.parametrize("command", ["show ada", "list", "check", "index", "demo", "init", "favour x", "introductions"])
def test_no_markdown_form(netnotes: Callable[..., Answer], vault: VaultFolder, command: str) -> None:
    """--format md is refused where there is none, before anything is read or written."""
    answer = netnotes(f"{command} --format md")
    said = f"{command.split()[0]} has no Markdown form; use --format text or json"
    assert answer == Answer("", f"netnotes: {said}\n", 2)
    assert list(vault.path.iterdir()) == []


def test_the_name_alone_shows_help(run_process: Callable[..., Answer]) -> None:
    """``netnotes`` and nothing else is answered with the commands, line by line, as --help is."""
    answer = run_process(*[])
    helped = run_process("--help")
    assert answer.stdout + answer.stderr == helped.stdout
    assert [line for line in helped.lines if line.startswith("  agenda ")] != []
    assert max(map(len, helped.lines)) <= 80


def test_every_command_explains_itself(netnotes: Callable[..., Answer]) -> None:
    """Each command that help lists has a help with an example, in 80 columns and without needing a vault."""
    listed = netnotes("--help").stdout.partition("Commands:\n")[2].partition("\n\n")[0]
    commands = [line.split()[0] for line in listed.split("\n")]
    assert len(commands) >= 10
    for command in commands:
        answer = netnotes(f"{command} -h", env={"NETNOTES_VAULT": None})
        assert (answer.exit_code, answer.stderr) == (0, "")
        assert "  Examples:\n    " in answer.stdout
        assert f"netnotes {command}" in answer.stdout.partition("Examples:")[2]
        assert max(map(len, answer.lines)) <= 80


@pytest.mark.parametrize("dash", ["-h", "--help"])
def test_version_and_help(run_process: Callable[..., Answer], netnotes: Callable[..., Answer], dash: str) -> None:
    """Both ways to ask for help, and the version on one line."""
    assert run_process(dash).stdout.startswith("Usage: netnotes [OPTIONS] COMMAND")
    assert netnotes("--version") == Answer(f"netnotes {__version__}\n", "", 0)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('why = "x"\n[circles\n', "netnotes.toml:2:"),
        ("a =\n", "netnotes.toml:1:"),
        ('why = "x"\npeople = ["a",\n', "netnotes.toml:"),
        (b"why = '\xff'\n", "netnotes.toml:1: is not UTF-8; save it again as UTF-8"),
    ],
)
def test_settings_that_cannot_be_read(
    netnotes: Callable[..., Answer], vault: VaultFolder, text: str | bytes, said: str
) -> None:
    """Exit 2, for every command, with the file and the line."""
    vault.person("Ada")
    vault.write("netnotes.toml", text)
    for command in ("agenda", "show ada", "check", "list"):
        answer = netnotes(command)
        assert (answer.exit_code, answer.stdout, answer.stderr.count("\n")) == (2, "", 1)
        assert answer.stderr.startswith(f"netnotes: {said}")


def test_settings_that_can_be_used_in_part(netnotes: Callable[..., Answer], vault: VaultFolder) -> None:
    """A mistake in one setting is told on stderr with its line, and the answer comes."""
    vault.person("Ada", circle="close", log=["2026-09-20 lunch"])
    vault.write("netnotes.toml", 'agend = 3\n\n[circles]\nclose = { cadence = "mnth" }\n')
    answer = netnotes(f"overdue --today {TODAY}")
    assert answer.exit_code == 0
    assert answer.stderr == (
        'netnotes.toml:1: warning: there is no setting "agend"; did you mean "agenda"? (and 1 more: netnotes check)\n'
    )
    assert "netnotes.toml:4:" in netnotes("check").stdout


def test_shared_options_before_and_after(netnotes: Callable[..., Answer], vault: VaultFolder, tmp_path: Path) -> None:
    """Each shared option may stand before the command or after it; the later one wins."""
    vault.person("Ada", circle="close", log=["2026-09-20 lunch"])
    other = VaultFolder(tmp_path / "other")
    other.person("Bo", circle="close", log=["2026-09-20 lunch"])
    assert netnotes(f"--today {TODAY} agenda").lines[0] == "Tuesday 24 November"
    assert netnotes(f"--today 2026-01-01 agenda --today {TODAY}").lines[0] == "Tuesday 24 November"
    assert netnotes("--vault", str(other), "list").stdout.startswith("Bo")
    assert netnotes("--vault", str(other), "list", "--vault", str(vault)).stdout.startswith("Ada")
    assert netnotes("--format json list").json()[0]["name"] == "Ada"
    assert netnotes("--format json list --format text").stdout.startswith("Ada  close")
    assert netnotes("--format md list --format text").exit_code == 0
    assert "\x1b[1m" in netnotes("--color always list").stdout
    assert "\x1b" not in netnotes("--color always list --color never").stdout


def test_a_day_that_is_asked_for_in_words_of_dates(netnotes: Callable[..., Answer], vault: VaultFolder) -> None:
    """--today takes the ISO date; every answer is as of that day, the first and the last of the calendar included."""
    vault.person("Ada", circle="close", birthday="02-29", log=["2026-09-20 lunch", "2026-12-24 dinner"])
    for day in ("0001-01-01", "2028-02-29", "9999-12-31"):
        for command in (*COMMANDS, "agenda --days 9", "agenda --all --days 366"):
            assert netnotes(f"{command} --today {day}").exit_code == 0


def test_index_can_be_found_and_deleted(netnotes: Callable[..., Answer], vault: VaultFolder, tmp_path: Path) -> None:
    """It lies in the cache, never in the vault; --where, --clear and --rebuild; answers are the same without it."""
    vault.person("Ada", circle="close", log=["2026-09-20 lunch"])
    answer = netnotes(f"list --today {TODAY}")
    where = Path(netnotes("index --where").stdout.removesuffix("\n"))
    assert where.is_relative_to(tmp_path / "cache")
    assert netnotes("index").stdout == f"1 note, 1 person: {where}\n"
    assert netnotes("index --format json").json() == {"path": str(where), "notes": 1, "people": 1}
    cleared = netnotes("index --clear")
    assert cleared.stdout == f"The index is deleted; the next question makes it anew: {where}\n"
    assert not where.exists()
    assert netnotes("index --clear").exit_code == 0
    assert netnotes(f"list --today {TODAY}") == answer
    where.write_bytes(b"not an index")
    assert netnotes("index --rebuild").stdout == f"1 note, 1 person: {where}\n"
    assert [path.name for path in vault.path.rglob("*")] == ["people", "Ada.md"]
