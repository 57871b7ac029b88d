"""How answers look on a terminal: their width, their columns, their colours, the pager and the choice (OUTPUTS)."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest
from conftest import VaultFolder
from pseudo_terminal import Terminal, column_of, copy_example, plain, width

WIDTHS = [40, 80, 200]
ANSWERS = [
    "agenda", "agenda --all --days 9", "overdue", "timeline ada", "timeline gutenberg", "show ada",
    "show grace okonkwo", "list", "check", "ledger", "ledger somerville", "ledger --evidence", "events", "wishes",
]  # fmt: skip
NAMES = {
    "紫式部": "2026-09-14",
    "🦊 Fox": "2026-06-30",
    "Zoë 👩‍👩‍👧‍👦 Marsh": "2026-09-29",
    "葛飾北斎と富嶽三十六景を描いた人たちの会": "2025-09-14",
    "Jo": "2026-07-03",
    "Maximiliana Wolkenstein-Trostburg": "2024-02-01",
    "Ébène Ñandú": "2026-08-01",
}
JAPANESE = "今日は天気がいいですね。散歩に行きましょう。とても長い文章です。本当に長い文章です。"


@pytest.fixture
def example(vault: VaultFolder) -> VaultFolder:
    """A copy of the example vault."""
    copy_example(vault.path)
    return vault


@pytest.fixture
def wide(vault: VaultFolder) -> VaultFolder:
    """People with wide names, all of them late, with a hook and a way to be reached."""
    for name, day in NAMES.items():
        vault.person(name, circle="close", channel="by phone", hook="hook: words", log=[f"{day} call: {JAPANESE}"])
    return vault


def words_of(command: str) -> list[str]:
    """*command* as words; WHO, all that follows ``show``, is one of them."""
    return command.split(" ", 1) if command.startswith("show") else command.split()


def too_wide(lines: list[str], columns: int) -> list[str]:
    """Those of *lines* that do not fit."""
    return [line for line in lines if width(line) > columns]


@pytest.mark.usefixtures("example")
@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("command", ANSWERS)
def test_no_line_is_wider_than_the_terminal(terminal: Terminal, command: str, columns: int) -> None:
    """At 40, 80 and 200 columns every line fits, and none ends in blanks."""
    shown = terminal(*words_of(command), columns=columns, files=["stderr"])
    assert shown.exit_code in (0, 1)
    assert len(shown.lines) > 2
    assert too_wide(shown.lines, columns) == []
    assert [line for line in shown.lines if line != line.rstrip()] == []


@pytest.mark.usefixtures("wide")
@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("command", ["agenda --all", "overdue", "list", "timeline 紫", "show 紫"])
def test_wide_signs_fit_too(terminal: Terminal, command: str, columns: int) -> None:
    """Names of two-column signs and emoji, and a sentence without a blank to break it at, stay in the terminal."""
    shown = terminal(command, columns=columns, files=["stderr"])
    assert shown.exit_code == 0
    assert too_wide(shown.lines, columns) == []


def test_a_cut_leaves_signs_whole_and_in_the_line(terminal: Terminal, vault: VaultFolder) -> None:
    """Vowel signs and joined emoji are measured together, so a cut neither overflows nor splits them."""
    for number, text in enumerate(["हिन्दी में लंबी बात करनी है " * 4, "👩‍👩‍👧‍👦" * 40, "กุ้งต้มยำอร่อยมาก" * 8, "🇳🇴" * 45]):
        vault.person(f"Bo {number}", circle="close", hook=text, log=["2026-01-02 call"])
    for columns in range(61, 90, 3):
        shown = terminal("agenda --all", columns=columns)
        assert too_wide(shown.lines, columns) == []
        assert "\N{ZERO WIDTH JOINER}…" not in shown.text


@pytest.mark.parametrize("command", ["demo example", "init started"])
def test_first_words_fit_in_80_columns(terminal: Terminal, command: str) -> None:
    """What a newcomer sees first fits in an ordinary terminal."""
    shown = terminal(command, files=["stderr"])
    assert shown.exit_code == 0
    assert too_wide(shown.lines, 80) == []


@pytest.mark.usefixtures("wide")
@pytest.mark.parametrize("columns", [60, 80, 200])
def test_hooks_start_at_one_place(terminal: Terminal, vault: VaultFolder, columns: int) -> None:
    """In Turn to, hooks and second lines stand below each other, whatever the names and reasons are."""
    vault.person("Ada", next_contact="2025-09-14", channel="by phone", hook="hook: words")
    lines = terminal("agenda --all", columns=columns).lines
    hooks = {column_of(line, "hook: words") for line in lines if "hook: words" in line}
    seconds = {column_of(line, "by phone") for line in lines if "by phone" in line}
    assert sum("hook: words" in line for line in lines) == len(NAMES) + 1
    assert len(hooks) == 1
    assert seconds == hooks


@pytest.mark.usefixtures("wide")
@pytest.mark.parametrize(("command", "part"), [("overdue", "every 6 weeks"), ("overdue", " late"), ("list", "close")])
def test_columns_stand_below_each_other(terminal: Terminal, command: str, part: str) -> None:
    """Every column of overdue and list begins (or, for spans, lies) in one place."""
    lines = terminal(command).lines
    places = {column_of(line, part) for line in lines}
    if part == " late":
        places = {width(line[: line.index(part)].rpartition("  ")[0]) for line in lines}
    assert len(lines) == len(NAMES)
    assert len(places) == 1


@pytest.mark.usefixtures("example")
def test_a_long_name_leaves_room_for_the_hook(terminal: Terminal) -> None:
    """In 80 columns what was last spoken of has a fifth of the line, also where names are long."""
    assert column_of(terminal("overdue").lines[0], "eight words") <= 64


def test_labels_of_show_stand_apart(terminal: Terminal, vault: VaultFolder) -> None:
    """A label as long as the column, a longer one and a wide one: what follows stands after a blank, in one place."""
    vault.person(
        "Ada", circle="close", household="the mill", channel="letters", favourite_tea="lapsang",
        **{"誕生花": "菊"}, log=["2026-11-02 call"],
    )  # fmt: skip
    lines = terminal("show ada").lines
    assert "  channel  letters" in lines
    assert "  household the mill" in lines
    assert "  favourite-tea lapsang" in lines
    assert "  誕生花   菊" in lines


@pytest.mark.usefixtures("example")
def test_colour_only_where_it_is_wanted(terminal: Terminal) -> None:
    """A terminal has colours; NO_COLOR, a dumb terminal, --color never and a file have none."""
    painted = terminal("agenda")
    assert painted.codes
    bare = [
        terminal("agenda", env={"NO_COLOR": "1"}).painted,
        terminal("agenda", env={"TERM": "dumb"}).painted,
        terminal("agenda --color never").painted,
        terminal("--color always agenda --color never").painted,
    ]
    assert bare == [painted.text] * 4
    to_file = terminal("agenda", files=["stdout", "stderr"], env={"COLUMNS": "80"})
    assert to_file.raw == ""
    assert to_file.stdout + to_file.stderr == painted.text


@pytest.mark.usefixtures("example")
@pytest.mark.parametrize("columns", ["40", "80", "200"])
@pytest.mark.parametrize("command", ANSWERS)
def test_colour_carries_no_meaning(terminal: Terminal, command: str, columns: str) -> None:
    """--color always paints in a pipe, with bold and dim only; without the paint it is the same text."""
    files, env = ["stdout", "stderr"], {"COLUMNS": columns}
    painted = terminal(*words_of(command), "--color", "always", files=files, env=env)
    bare = terminal(*words_of(command), files=files, env=env)
    assert "\x1b" not in bare.stdout + bare.stderr
    assert plain(painted.stdout) == bare.stdout
    assert plain(painted.stderr) == bare.stderr
    codes = painted.stdout.split("\x1b[")[1:]
    assert {code.partition("m")[0] for code in codes} <= {"0", "1", "2"}
    assert codes or command == "check"


@pytest.mark.usefixtures("example")
def test_names_are_bold_and_the_rest_of_a_hook_is_dim(terminal: Terminal) -> None:
    """OUTPUTS: names bold, all after the first sentence of a hook dim; a number that frames nothing is neither."""
    shown = terminal("overdue", columns=200)
    first = shown.painted.split("\n")[0]
    assert first.startswith("\x1b[1mEmily Dickinson")
    assert "lost. \x1b[2mhe hummed\x1b[0m" in shown.painted
    assert "weeks late\x1b" not in shown.painted


def test_escapes_in_a_note_do_not_reach_the_terminal(terminal: Terminal, vault: VaultFolder) -> None:
    """LAW 17: a name and a line that hold orders to a terminal are shown, not obeyed."""
    nasty = "\x1b[31mred\x07 \u202egnp.exe"
    vault.write("people/a.md", f"---\ncircle: close\nhook: hm\n---\n# A{nasty}\n\n- 2026-01-02 call: {nasty}\n")
    for command in ("agenda", "overdue", "list", "show a", "timeline a"):
        shown = terminal(command)
        assert shown.exit_code == 0
        assert shown.codes <= {"0", "1", "2"}
        assert not {"\x07", "\u202e"} & set(shown.raw)
        assert "\\x1b[31mred" in shown.text


@pytest.fixture
def pager(tmp_path: Path) -> Path:
    """A pager that keeps what it was given beside itself, in ``paged``."""
    script = tmp_path / "pager"
    script.write_text(f"#!{sys.executable}\nimport sys\nopen({str(tmp_path / 'paged')!r}, 'w').write(sys.stdin.read())")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return script


@pytest.mark.usefixtures("example")
@pytest.mark.parametrize("form", ["text", "md", "json"])
def test_a_long_answer_goes_through_the_pager(terminal: Terminal, pager: Path, form: str) -> None:
    """What is longer than the terminal is handed to $PAGER, unchanged, colours kept."""
    at_once = terminal("agenda", "--format", form, files=["stderr"])
    shown = terminal("agenda", "--format", form, lines=20, env={"PAGER": str(pager)}, files=["stderr"])
    assert shown.exit_code == 0
    assert shown.text == ""
    paged = (pager.parent / "paged").read_text(encoding="utf-8")
    assert plain(paged) == at_once.text
    assert ("\x1b[1m" in paged) == (form == "text")


@pytest.mark.usefixtures("example")
def test_a_short_answer_and_a_file_need_no_pager(terminal: Terminal, pager: Path) -> None:
    """What fits is printed; so is everything that does not go to a terminal."""
    env = {"PAGER": str(pager)}
    assert "Joaquín Ferrer" in terminal("overdue", lines=20, env=env).text
    assert "Coming up" in terminal("agenda", lines=20, env=env, files=["stdout"]).stdout
    assert not (pager.parent / "paged").exists()


@pytest.mark.usefixtures("example")
def test_a_pager_that_stops_early_is_no_error(terminal: Terminal) -> None:
    """Whoever quits the pager has seen enough."""
    shown = terminal("timeline ada", lines=10, env={"PAGER": "head -1"}, files=["stderr"])
    assert (shown.text, shown.exit_code) == ("Ada Lovelace · inner, every 2 weeks · usually every 2 weeks\n", 0)


@pytest.mark.usefixtures("example")
def test_a_choice_between_two(terminal: Terminal) -> None:
    """On a terminal a name that two people share is asked about, on stderr, and the answer is shown."""
    shown = terminal("show grace", keys=[("Which one", "2\n")], files=["stdout"])
    assert shown.exit_code == 0
    assert shown.lines[:2] == [
        "  1  Grace Hopper  people/Grace Hopper.md",
        "  2  Grace Okonkwo  people/Grace Okonkwo.md",
    ]
    assert shown.stdout.startswith("Grace Okonkwo\nthe only one who rings back")


@pytest.mark.usefixtures("example")
def test_a_choice_is_asked_again_and_can_be_left(terminal: Terminal) -> None:
    """A number that is not there is asked for again; ^C leaves with 130 and nothing shown."""
    shown = terminal("show grace", keys=[("Which one", "7\n"), ("Which one", "1\n")], files=["stdout"])
    assert shown.stdout.startswith("Grace Hopper\n")
    none = terminal("show grace", keys=[("Which one", "\n")], files=["stdout"])
    assert (none.exit_code, none.stdout) == (4, "")
    assert '"grace" can be Grace Hopper' in none.text
    left = terminal("show grace", keys=[("Which one", "\x03")], files=["stdout"])
    assert (left.exit_code, left.stdout) == (130, "")
    assert "Traceback" not in left.text


@pytest.mark.usefixtures("example")
def test_without_a_terminal_both_are_named(terminal: Terminal) -> None:
    """Where nobody can answer, an ambiguous name is exit 4 with both candidates and what to do."""
    for files in (["stdin"], ["stderr"], ["stdin", "stdout", "stderr"]):
        shown = terminal("show grace", files=files)
        said = shown.stderr or shown.text
        assert shown.exit_code == 4
        assert said == (
            'netnotes: "grace" can be Grace Hopper (people/Grace Hopper.md) or '
            "Grace Okonkwo (people/Grace Okonkwo.md); write more of the name, or the path\n"
        )


def test_nobody_is_late_is_said_on_a_terminal_only(terminal: Terminal, vault: VaultFolder) -> None:
    """An empty overdue is one line on stderr for a person, and nothing at all for a pipe."""
    vault.person("Ada", circle="close", log=["2026-11-20 call"])
    assert terminal("overdue").text == "Nobody is late.\n"
    shown = terminal("overdue", files=["stderr"])
    assert (shown.text, shown.stderr) == ("", "Nobody is late.\n")
    shown = terminal("overdue", files=["stdout", "stderr"])
    assert (shown.stdout, shown.stderr) == ("", "")
