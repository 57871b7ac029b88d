"""The review at a real terminal: every key, another size, Ctrl-C in the middle of each step, and where it goes on."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Answer, VaultFolder, process_environment
from pseudo_terminal import plain

from netnotes.vault.lock import VaultLock

TODAY = "2026-11-24"
READY = "q quit"


@pytest.fixture
def three(vault: VaultFolder, environment: dict[str, str], tmp_path: Path) -> dict[str, Path]:
    """Three people who are due, the most late first, and the vault's why."""
    environment["XDG_STATE_HOME"] = str(tmp_path / "state")
    vault.write("netnotes.toml", 'why = "people first"\n')
    return {
        name: vault.person(name, circle="close", log=[f"2026-0{month}-01 call: the {thing}"])
        for name, month, thing in (("Ada", 1, "engine"), ("Bo", 2, "bees"), ("Cy", 3, "cats"))
    }


def read(notes: dict[str, Path]) -> dict[str, bytes]:
    """The bytes of every note."""
    return {name: note.read_bytes() for name, note in notes.items()}


def screens(shown: Any) -> list[str]:
    """What stood on the terminal, screen by screen."""
    return [plain(part).strip() for part in shown.painted.split("\x1b[2J\x1b[1;1H")][1:]


# What is answered after the key, the line that then stands in the note, and what is said.
WRITES: dict[str, tuple[tuple[str, str], str, str]] = {
    "l": (("What happened?", "call: fine, so is he\r"), "- 2026-11-24: call: fine, so is he", "Ada, today: call: fine"),
    "s": (("Until when?", "\r"), 'snooze: "2026-12-08"', "Ada: nothing before Tue 8 Dec"),
    "k": (("In which circle?", "wide\r"), 'circle: "wide"', "Ada: wide, every year"),
    "p": (("Until when?", "in 2 weeks\r"), 'paused-until: "2026-12-08"', "Ada: paused until Tue 8 Dec"),
    "g": (("Let Ada go?", "y\r"), "status: let-go", "Ada: let go"),
}


@pytest.mark.parametrize("key", WRITES)
def test_a_key_writes_one_line_and_u_takes_it_back(key: str, three: dict[str, Path], terminal: Any) -> None:
    """The note holds what the command of that name would write; u restores every byte and goes back to the person."""
    before = read(three)
    answer, line, said = WRITES[key]
    shown = terminal("review", keys=[(READY, key), answer, (READY, "q")])
    assert shown.exit_code == 0
    assert f"{line}\n" in three["Ada"].read_text(encoding="utf-8")
    assert read(three) | {"Ada": b""} == before | {"Ada": b""}
    _, second = (screen for screen in screens(shown) if "of 3" in screen)
    assert second.startswith(said)
    assert re.search(r"^Bo +2 of 3$", second, re.MULTILINE)
    # The same, taken back, in a review from the beginning.
    for name, note in three.items():
        note.write_bytes(before[name])
    shown = terminal("review", "--again", keys=[(READY, key), answer, (READY, "u"), (READY, "q")])
    assert read(three) == before
    assert "taken back: " in shown.text
    assert "1 of 3" in screens(shown)[-1]


def test_the_other_keys(three: dict[str, Path], terminal: Any, tmp_path: Path) -> None:
    """N goes on, e opens the editor and stays, u without a write says so, a strange key names the letters, q ends."""
    before = read(three)
    script = tmp_path / "editor.sh"
    script.write_text('#!/bin/sh\necho "opened $*"\n', encoding="utf-8")
    script.chmod(0o755)
    shown = terminal(
        "review", env={"VISUAL": str(script)},
        keys=[(READY, "n"), (READY, "e"), (READY, "u"), (READY, "x"), (READY, "\x1b[A"), (READY, "n"), (READY, "q")],
    )  # fmt: skip
    assert shown.exit_code == 0
    assert read(three) == before
    found = [re.findall(r"\d of 3", screen) for screen in screens(shown)]
    assert found == [[f"{n} of 3"] for n in (1, 2, 2, 2, 2, 2, 3)]
    assert f"opened {three['Bo']}" in shown.text
    assert "nothing has been written in this review" in screens(shown)[3]
    assert "one of these letters" in screens(shown)[4]
    assert [screen.count("people first") for screen in screens(shown)] == [1, 0, 0, 0, 0, 0, 0]


def test_ctrl_z_is_no_unknown_key(three: dict[str, Path], terminal: Any) -> None:
    """The shell may have the terminal for a while; then the same screen stands there again."""
    before = read(three)
    shown = terminal("review", keys=[(READY, "\x1a"), (READY, "q")])
    assert shown.exit_code == 0
    assert [re.findall(r"\d of 3", screen) for screen in screens(shown)] == [["1 of 3"], ["1 of 3"]]
    assert "one of these letters" not in shown.text
    assert read(three) == before


def test_it_goes_on_where_it_was_left(three: dict[str, Path], terminal: Any, netnotes: Callable[..., Answer]) -> None:
    """Who was seen this week is not asked for again; --again and another week begin anew."""
    terminal("review", keys=[(READY, "n"), (READY, "q")])
    shown = terminal("review", keys=[("2 of 3", "n"), ("3 of 3", "n")])
    assert "That is everyone for this week." in shown.text
    again = terminal("review")
    assert again.lines == ["That is everyone for this week. To go through it once more: netnotes review", "--again"]
    assert terminal("review", "--again", keys=[("1 of 3", "q")]).exit_code == 0
    assert terminal("review", keys=[("1 of 3", "n"), (READY, "q")]).exit_code == 0
    assert terminal("review", keys=[("1 of 3", "q")], today="2026-11-30").exit_code == 0
    rows = netnotes(f"review --today {TODAY} --format json").json()["rows"]
    assert [row["name"] for row in rows] == ["Bo", "Cy"]
    assert not [path for path in three["Ada"].parents[1].rglob("*") if "review" in path.name]


def test_as_many_wait_when_it_is_asked_again(
    vault: VaultFolder, environment: dict[str, str], terminal: Any, tmp_path: Path
) -> None:
    """The name of the year is seen with the rest: who waits for another week is the same at the end and after it."""
    environment["XDG_STATE_HOME"] = str(tmp_path / "state")
    for number in range(1, 8):
        vault.person(f"Due {number}", cadence="1 week", log=[f"2026-09-0{number} tea"])
    vault.person("Old", cadence="1 year", log=["2025-09-01 call"])
    vault.person("Wait", cadence="3 weeks", log=["2026-11-01 tea"])
    said = "That is enough for this week; 1 more waits for another."
    shown = terminal("review", keys=[*((f"{number} of 7", "n") for number in range(1, 8)), ("one more", "n")])
    assert said in shown.text
    assert terminal("review").lines == [said]


# What is answered after the key on the line of a household.
ON_A_LINE: dict[str, list[tuple[str, str]]] = {
    "n": [], "s": [("Until when?", "\r")], "p": [("Until when?", "\r")], "g": [("Let H1 go?", "y\r")],
    "k": [("In which circle?", "close\r")], "l": [("What happened?", "coffee\r")],
}  # fmt: skip


@pytest.mark.parametrize("key", ON_A_LINE)
def test_a_household_is_asked_about_once(
    key: str, vault: VaultFolder, environment: dict[str, str], terminal: Any, tmp_path: Path
) -> None:
    """Whoever stood on the line was seen with the one who leads it; u brings the line back."""
    environment["XDG_STATE_HOME"] = str(tmp_path / "state")
    for name in ("H1", "H2"):
        vault.person(name, circle="inner", household="Mill", log=["2026-06-10 coffee"])
    keys = [("1 of 1", key), *ON_A_LINE[key]]
    assert "That is everyone for this week." in terminal("review", keys=keys).text
    assert terminal("review").lines[0].startswith("That is everyone for this week.")
    shown = terminal("review", "--again", keys=[("of 1", "q")]) if key == "n" else None
    assert shown is None or "H1 & H2" in shown.text


def test_u_brings_a_line_of_a_household_back(three: dict[str, Path], vault: VaultFolder, terminal: Any) -> None:
    """Taken back, nobody on the line has been seen."""
    for name in ("H1", "H2"):
        vault.person(name, circle="inner", household="Mill", log=["2025-06-10 coffee"])
    shown = terminal("review", keys=[("1 of 4", "s"), ("Until when?", "\r"), ("2 of 4", "u"), ("1 of 4", "q")])
    assert "H1 & H2" in screens(shown)[-1]
    assert "H1 & H2" in terminal("review", keys=[("1 of 4", "q")]).text
    assert three


# Why the second person is here, and what is written of the first so that they wait no longer.
NO_LONGER: dict[str, tuple[dict[str, Any], str]] = {
    "due": ({"cadence": "2 weeks", "log": ["2026-11-01 tea"]}, "lunch with [[P3]]: fine"),
    "due, and there is a plan": ({"cadence": "2 weeks", "log": ["2026-11-01 tea"]}, "2026-11-26 lunch with [[P3]]"),
    "due, and a try": ({"cadence": "2 weeks", "log": ["2026-11-01 tea"]}, "voicemail with [[P3]]"),
    "follow-up": ({"log": ["2026-11-18 met"]}, "lunch with [[P3]]: fine"),
    "reply": ({"log": ["2026-11-10 letter in: news"]}, "letter out with [[P3]]: the same news"),
    "thanks": ({"log": ["2026-11-10 got: a lamp"]}, "thanked with [[P3]]: for it"),
    "drifting": (
        {"cadence": "1 year", "log": [f"2026-06-{day} tea" for day in ("02", "09", "16", "23", "30")]},
        "lunch with [[P3]]: fine",
    ),
    "a year ago": ({"log": ["2025-06-02 tea"]}, "lunch with [[P3]]: fine"),
}  # fmt: skip


def shown_in(answer: Answer) -> list[str]:
    """The names on the screens of a review through a pipe."""
    return re.findall(r"^(P\d) +(?:\d of|one more)", answer.stdout, re.MULTILINE)


@pytest.mark.parametrize("case", NO_LONGER)
def test_who_waits_no_longer_is_passed_over(
    case: str, vault: VaultFolder, run_process: Callable[..., Answer], tmp_path: Path
) -> None:
    """A line on one screen can be what the next was here for."""
    keys, words = NO_LONGER[case]
    note = vault.person("P1", cadence="1 week", log=["2026-08-01 tea"])
    vault.person("P3", **keys)
    assert shown_in(run_process(f"review --today {TODAY}", input="\nq\n")) == ["P1", "P1"]
    if words.startswith("2026"):
        # A plan is written in an editor.
        script = tmp_path / "editor.sh"
        script.write_text(f"#!/bin/sh\necho '- {words}' >> {shlex.quote(str(note))}\n", encoding="utf-8")
        script.chmod(0o755)
        answer = run_process(f"review --today {TODAY}", input="e\nq\n", env={"VISUAL": str(script)})
        assert words in note.read_text(encoding="utf-8")
    else:
        answer = run_process(f"review --today {TODAY}", input=f"l\n{words}\nq\n")
    assert shown_in(answer) == ["P1"]
    assert "That is everyone for this week." in answer.stdout


def test_taken_back_they_wait_again(vault: VaultFolder, run_process: Callable[..., Answer]) -> None:
    """U on the screen after those who were passed over goes back, and then nobody is."""
    for number, cadence in ((1, "1 week"), (2, "2 weeks"), (3, "3 weeks"), (4, "4 weeks")):
        vault.person(f"P{number}", cadence=cadence, log=["2026-08-01 tea"])
    answer = run_process(f"review --today {TODAY}", input="l\nlunch with [[P2]] and [[P3]]\nu\nn\nn\nn\nq\n")
    assert shown_in(answer) == ["P1", "P4", "P1", "P2", "P3", "P4"]


STEPS: dict[str, list[tuple[str, str | tuple[int, int]]]] = {
    "at the keys": [(READY, "\x03")],
    "at the words": [(READY, "l"), ("What happened?", "half a line\x03")],
    "at the day": [(READY, "s"), ("Until when?", "2 we\x03")],
    "at the circle": [(READY, "k"), ("In which circle?", "wi\x03")],
    "at the pause": [(READY, "p"), ("Until when?", "\x03")],
    "at letting go": [(READY, "g"), ("Let Bo go?", "y\x03")],
    "after another size": [(READY, (60, 20)), (READY, "\x03")],
    "in the editor": [(READY, "e"), ("editing", "\x03")],
}


@pytest.mark.parametrize("step", STEPS)
def test_ctrl_c_at_every_step(step: str, three: dict[str, Path], terminal: Any, tmp_path: Path) -> None:
    """Nothing is half-written, not a word is said, the exit code is 130, the terminal is as it was, and it goes on."""
    before = read(three)
    script = tmp_path / "editor.sh"
    script.write_text("#!/bin/sh\necho editing\nsleep 30\n", encoding="utf-8")
    script.chmod(0o755)
    program = f"{shlex.quote(sys.executable)} -m netnotes review --today {TODAY}"
    command = f"trap : INT; stty -g; {program}; echo code $?; stty -g"
    variables = process_environment(terminal.environment, {"TERM": "xterm", "VISUAL": str(script)})
    shown = terminal.run(["/bin/sh", "-c", command], variables, keys=[(READY, "n"), *STEPS[step]])
    lines = shown.lines
    assert re.search(r"code 130$", lines[-2])
    assert lines[0] == lines[-1]
    # After the last screen, the question and what was typed; then nothing more.
    assert re.fullmatch(r"((What|Until|In|Let|editing).*)?(\^C)?code 130|\^C", lines[-2]), lines[-3:]
    assert read(three) == before
    assert terminal("review", keys=[("2 of 3", "q")]).exit_code == 0


def test_ctrl_c_while_a_line_is_being_written(three: dict[str, Path], terminal: Any, vault: VaultFolder) -> None:
    """Another netnotes is writing, and ours waits for it: Ctrl-C ends the waiting, and the next time it goes on."""
    before = read(three)
    lock = VaultLock(str(vault))
    lock.take()
    try:
        shown = terminal("review", keys=[(READY, "l"), ("What happened?", "tea\r"), ("tea", "\x03")])
    finally:
        lock.release()
    assert shown.exit_code == 130
    assert read(three) == before
    shown = terminal("review", keys=[("1 of 3", "l"), ("What happened?", "tea\r"), ("2 of 3", "q")])
    assert "- 2026-11-24: tea\n" in three["Ada"].read_text(encoding="utf-8")


def test_the_end_of_input_ends_like_q(three: dict[str, Path], terminal: Any) -> None:
    """Ctrl-D, at the keys and at a question."""
    before = read(three)
    assert terminal("review", keys=[(READY, "\x04")]).exit_code == 0
    assert terminal("review", keys=[(READY, "l"), ("What happened?", "\x04")]).exit_code == 0
    assert read(three) == before


def test_another_size_lays_the_screen_out_anew(three: dict[str, Path], terminal: Any) -> None:
    """Without a key; nothing is wider than the window."""
    shown = terminal("review", columns=90, keys=[(READY, (40, 24)), (READY, (30, 24)), (READY, "q")])
    widths = [max(len(line) for line in screen.split("\n")) for screen in screens(shown)]
    assert [width <= most for width, most in zip(widths, (90, 40, 30), strict=True)] == [True] * 3
    assert all("1 of 3" in screen for screen in screens(shown))


@pytest.mark.parametrize(
    ("words", "env"),
    [(["review", "--plain"], {}), (["review", "--plain"], {"TERM": "dumb"}), (["review"], {"TERM": "dumb"})],
)
def test_nothing_is_cleared_for_a_reader(
    words: list[str], env: dict[str, str], three: dict[str, Path], terminal: Any
) -> None:
    """--plain and TERM=dumb: no order to the terminal but the weight of names; --plain asks on lines of its own."""
    typed = ["next\r", "s\r", "\r", "q\r"] if "--plain" in words else ["n", "s", "\r", "q"]
    waits = [READY, READY, "Until when?", READY]
    shown = terminal(*words, env={"NO_COLOR": "1", **env}, keys=list(zip(waits, typed, strict=True)))
    assert shown.exit_code == 0
    assert "\x1b" not in shown.raw
    assert 'snooze: "2026-12-08"' in three["Bo"].read_text(encoding="utf-8")
    if "--plain" in words:
        assert "Until when? (Enter for 2 weeks):" in shown.lines
        question = shown.lines.index("What now? Write a letter and Enter: l log, s later, k keep, p pause, g let go, e")
        assert shown.lines[question + 1 : question + 3] == ["edit, n next, u undo, q quit.", "next"]


@pytest.mark.parametrize(
    ("typed", "line", "said"),
    [
        ("2026-11-20 lunch: fine", "- 2026-11-20: lunch: fine", "Ada, Fri 20 Nov: lunch: fine"),
        ("2026-11-20: lunch", "- 2026-11-20: lunch", "Ada, Fri 20 Nov: lunch"),
        ("2026-12-01 dinner", "- 2026-12-01: dinner", "Ada, plan for Tue 1 Dec: dinner"),
        ("2026-11-20", "", "write what happened after the day, like 2026-11-20 lunch"),
        ("2026-02-30 tea", "", "the day: "),
        ("--on 2026-11-20 lunch", "", "there are no options here"),
    ],
)
def test_a_line_of_another_day(
    typed: str, line: str, said: str, three: dict[str, Path], run_process: Callable[..., Answer]
) -> None:
    """It begins with the day, as in the note; nothing typed there is taken for an option or written as it is."""
    before = read(three)
    answer = run_process(f"review --today {TODAY}", input=f"l\n{typed}\nq\n")
    assert said in answer.stdout
    assert "--on 2026" not in three["Ada"].read_text(encoding="utf-8")
    assert f"{line}\n" in three["Ada"].read_text(encoding="utf-8") if line else read(three) == before


def test_without_a_terminal_it_reads_lines(
    three: dict[str, Path], run_process: Callable[..., Answer], netnotes: Callable[..., Answer]
) -> None:
    """A pipe is read line by line, and its end ends the review; what is refused is said, and nothing is written."""
    before = read(three)
    answer = run_process(f"review --today {TODAY}", input="k\nnobody\nl\n--on friday tea\ns\nyesterday\ng\n\n")
    assert answer.exit_code == 0
    assert 'there is no circle "nobody"' in answer.stdout
    said = " ".join(answer.stdout.split())
    assert "there are no options here; a line can begin with its day, like 2026-11-20 lunch" in said
    assert "quit and write netnotes log Ada --on DAY TEXT" in said
    assert "not written: --on friday tea" in answer.stdout
    assert "is not ahead" in answer.stdout
    assert answer.stdout.count("1 of 3") == 5
    assert read(three) == before
    assert run_process(f"review --today {TODAY}", input="l\nn\xe9e \x1b[A\n").exit_code == 0
    assert read(three) == before
    assert netnotes("review --format md").exit_code == 2


def test_a_note_that_changed_is_not_taken_back(three: dict[str, Path], terminal: Any, tmp_path: Path) -> None:
    """What somebody wrote meanwhile stays: u is refused on the screen, and the review goes on where it is."""
    script = tmp_path / "editor.sh"
    script.write_text(f"#!/bin/sh\necho more >> {shlex.quote(str(three['Ada']))}\n", encoding="utf-8")
    script.chmod(0o755)
    shown = terminal(
        "review", env={"VISUAL": str(script)},
        keys=[(READY, "s"), ("Until when?", "\r"), ("2 of 3", "e"), (READY, "u"), ("2 of 3", "q")],
    )  # fmt: skip
    assert shown.exit_code == 0
    assert "people/Ada.md" in screens(shown)[-1]
    text = three["Ada"].read_text(encoding="utf-8")
    assert 'snooze: "2026-12-08"' in text
    assert text.endswith("more\n")


def test_where_nothing_can_be_remembered_it_still_works(three: dict[str, Path], terminal: Any, tmp_path: Path) -> None:
    """A state folder that is a file: said once on the screen."""
    (tmp_path / "state").write_text("", encoding="utf-8")
    shown = terminal("review", keys=[(READY, "n"), ("2 of 3", "q")])
    assert shown.exit_code == 0
    assert "who was seen is forgotten when this ends" in " ".join(shown.text.split())


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"week": "2026-W48", "seen": 3}', '{"week": "2026-W48", "seen": [[1, 2], "x"]}']
)
def test_a_broken_memory_is_no_memory(text: str, three: dict[str, Path], terminal: Any, tmp_path: Path) -> None:
    """Whatever stands in the file, the review begins."""
    terminal("review", keys=[(READY, "n"), (READY, "q")])
    (file,) = (tmp_path / "state").rglob("review.json")
    file.write_text(text, encoding="utf-8")
    assert terminal("review", keys=[("1 of 3", "q")]).exit_code == 0


def test_nothing_of_a_note_is_obeyed(
    three: dict[str, Path], vault: VaultFolder, run_process: Callable[..., Answer]
) -> None:
    """A name with orders to the terminal is escaped on every screen, in every question and answer."""
    for note in three.values():
        note.unlink()
    for number in range(3):
        vault.person(
            f"E\x1b[31m {number}", path=f"people/{number}.md", cadence="2 weeks", log=["2026-01-01 tea: \x1b[2J"]
        )
    answer = run_process(f"review --today {TODAY}", input="l\ntea\nu\ng\nn\ng\ny\nk\nwide\np\n\nu\n")
    assert answer.exit_code == 0
    assert "\\x1b[31m 0" in answer.stdout
    assert "\x1b" not in answer.stdout + answer.stderr


def test_nobody_at_all(vault: VaultFolder, netnotes: Callable[..., Answer]) -> None:
    """An empty vault is a quiet week, on the first day there is and on the last."""
    for today in ("0001-01-01", TODAY, "9999-12-31"):
        assert netnotes(f"review --today {today}").stdout == "Nobody is waiting this week.\n"
