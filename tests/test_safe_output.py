"""Nothing from a note reaches a terminal, JSON or Markdown unescaped, and reading runs nothing (LAWS 17 and 19)."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

import netnotes as package

# Colours, a window title, C1 forms of both, a bell, a backspace, bidirectional marks and every kind of line break.
EVIL = "\x1b[31mred\x1b]0;owned\x07\x9b1m\x90q\x9c\x08\x7f\u202eback\u2066\u200f\u061c\u2028a\u2029b\x85c\rd"
BIDI = "\u061c\u200e\u200f" + "".join(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
CONTROLS = ("Cc", "Cs", "Zl", "Zp")
PAINT = re.compile(r"\x1b\[[012]m")
COMMANDS = (
    "agenda",
    "agenda --days 9 --all",
    "overdue",
    "list",
    "list --sort due",
    "check",
    "index",
    "network --evidence",
    "favour back --evidence",
    "introductions --all",
    "ledger",
    "events --evidence",
    "wishes",
)
TODAY = ("--today", "2026-11-20")
# What Markdown and HTML would obey, and what would end a wiki link or a table's cell early.
MARKUP = "<img src=x onerror=alert(1)> <!-- [a](javascript:alert(1)) ![i](http://e/x) ]] | [[b|c]] `d` &lt;e \\"
PATHS = os.pathsep.join([str(Path(package.__file__).parents[1]), *sys.path])
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="file names hold any bytes there")


def unsafe(text: str) -> list[str]:
    """The signs in *text* that a terminal would obey, line ends apart."""
    return [repr(sign) for sign in text if sign != "\n" and (sign in BIDI or unicodedata.category(sign) in CONTROLS)]


def fields(**values: object) -> str:
    """Frontmatter in which every sign that is not ASCII is written as an escape, as YAML allows in quotes."""
    return "".join(["---\n", *(f"{json.dumps(key)}: {json.dumps(value)}\n" for key, value in values.items()), "---\n"])


def hostile(vault, text: str) -> list[str]:
    """Put *text* wherever a vault can say something; the names of the people who are written."""
    quoted, line = json.dumps(text), text.replace("\r", "")
    file = re.sub("[/\0]", "", line)
    vault.write(
        "netnotes.toml",
        f"{quoted} = 1\nwhy = {quoted}\njournal = {quoted}\n[keys]\n{quoted} = 'x'\n[agenda]\n{quoted} = 1\n"
        f"[circles]\n{json.dumps(f'c {text}')} = {{ cadence = '2 weeks' }}\n[kinds]\n{quoted} = 3\n",
    )
    names = [f"{number} {text}\nx\0y" for number in range(4)]
    texts = dict.fromkeys(("why", "hook", "channel", "met-at", "org", "email", "phone", "location", "own", text), text)
    lists = dict.fromkeys(("aliases", "needs", "offers", "knows", "tags", "met-through", "role", "url"), (text, text))
    own = ({"circle": text}, {"status": text, "cadence": text}, {"circle": f"c {text}"}, {"circle": f"c {text}"})
    for number, name in enumerate(names):
        body = (
            f"{line}\n\n- [ ] {line}, due 2026-11-0{number + 1}\n- [ ] they: {line}, due 2026-11-01\n"
            f"- [ ] {line}, due 2026-11-22\n\n{line}:: {line}\n\n## Log\n\n- 2026-09-14 lunch at {line}: {line}\n"
            f"- 2026-08-01 gave: {line} [[{line}]] #{line}\n- 14.11.2026 {line}\n- {line}\n- 2026-11-05 vm: {line}\n"
        )
        if number < 2:
            body += f"- 2026-11-20 18:00 dinner: {line}\n- 2026-11-2{number + 1} tea at {line}\n- 2026-11-04 {line} [["
            body += f"twin]]\n- 2026-11-01 got: {line}\n- 2026-11-03 lunch with [[twin]]: {line}\n"
        odd = {"dates": {text: "11-25", f"x {text}": text}, "birthday": ("11-20", "11-24", text, "1990-11-23")[number]}
        household = {"household": text} if number > 1 else {}
        content = fields(name=name, **texts, **lists, **own[number], **odd, **household) + body
        vault.write(f"people/{file}/people/{number} {file}.md", content)
    vault.write("people/new.md", fields(name=text, met="2026-11-10", **texts) + "## Log\n")
    vault.write("people/broken.md", f"---\nname: @{line}\n---\n".replace("\x1b", ""))
    vault.write("people/twin.md", fields(**texts, name=names[0], cadence="1 week", **{"last-contact": "2025-01-01"}))
    return [*names, text]


def every_answer(netnotes, *options: str, env=None) -> dict[str, object]:
    """What every reading command says, of everyone and about each person."""
    paths = [row["path"] for row in netnotes(*TODAY, "--format", "json", "list").json()]
    asked = [command.split() for command in COMMANDS]
    asked += [
        [word, who] for word in ("show", "timeline", "path") for who in (*paths, "0", EVIL, f"nobody {EVIL}", "new")
    ]
    asked += [[EVIL], ["show", f"--{EVIL}"], *(["list", option, EVIL] for option in ("--circle", "--tag", "--since"))]
    return {" ".join(words): netnotes(*TODAY, *options, *words, env=env) for words in asked}


@LINUX
@pytest.mark.parametrize("columns", [None, "30", "100"])
def test_no_text_holds_what_a_terminal_obeys(columns, netnotes, vault) -> None:
    """Escapes, bidirectional marks and odd line breaks from notes, file names and settings are printed as signs."""
    hostile(vault, EVIL)
    for words, answer in every_answer(netnotes, env={"COLUMNS": columns}).items():
        assert unsafe(answer.stdout + answer.stderr) == [], words
        assert answer.exit_code in (0, 1, 2, 4), words


@LINUX
def test_colour_is_the_only_escape(netnotes, vault) -> None:
    """With `--color always` nothing but our own bold, dim and plain is an escape."""
    hostile(vault, EVIL)
    answers = every_answer(netnotes, "--color", "always")
    assert any(PAINT.search(answer.stdout) for answer in answers.values())
    for words, answer in answers.items():
        assert unsafe(PAINT.sub("", answer.stdout + answer.stderr)) == [], words


@LINUX
def test_json_is_valid_and_harmless_and_holds_what_was_written(netnotes, vault) -> None:
    """JSON parses, holds no sign that a terminal obeys, and its texts are those of the notes."""
    names = hostile(vault, EVIL)
    for words, answer in every_answer(netnotes, "--format", "json").items():
        assert unsafe(answer.stdout + answer.stderr) == [], words
        assert answer.exit_code in (2, 4) or answer.json() is not None, words
    people = netnotes("list --format json").json()
    assert {row["name"] for row in people} == set(names)
    about = netnotes("show", next(row["path"] for row in people if row["name"] == names[3]), "--format", "json").json()
    assert [about["why"], about["needs"], about["circle"]] == [EVIL, [EVIL, EVIL], f"c {EVIL}"]


def test_a_quiet_day_is_told_harmlessly(netnotes, vault) -> None:
    """The one sentence of a day on which nothing waits holds no sign that a terminal obeys."""
    vault.write("people/a.md", fields(name=EVIL, birthday="11-21", cadence="1 year", **{"last-contact": "2026-11-01"}))
    told = netnotes(*TODAY, "agenda").stdout
    assert ("Nothing is waiting today. Tomorrow" in told, unsafe(told)) == (True, [])


def test_a_name_cannot_forge_a_line(netnotes, vault) -> None:
    """A name, a path or a value with a line break in it still takes one line."""
    hostile(vault, EVIL)
    assert len(netnotes("list").lines) == len(netnotes("list --format json").json())
    told = [line for line in netnotes("check").lines if re.search(r": (error|warning): .* \[[a-z-]+\]$", line)]
    assert len(told) == len(netnotes("check --format json").json()) == len(netnotes("check").lines) - 2


def test_settings_that_cannot_be_read_are_told_harmlessly(netnotes, vault) -> None:
    """A settings file that is no TOML ends in one harmless line."""
    for content in (f"{EVIL} = 1", f'a = "{EVIL}"', f"[{EVIL}]", f'a = "\ud800{EVIL}'.encode("utf-8", "surrogatepass")):
        vault.write("netnotes.toml", content)
        answer = netnotes("list")
        assert (answer.exit_code, answer.stdout, answer.stderr.count("\n")) == (2, "", 1)
        assert unsafe(answer.stderr) == []


@pytest.mark.parametrize("name", ["[/x] [red]", "{{ 7 * 7 }}", "{% raw %}", "%s {0} $HOME", "<b>Bo</b>", "- [ ] x"])
def test_markup_is_printed_as_it_is_written(name, netnotes, vault) -> None:
    """Signs that mean something to a template, a format or a console library mean nothing here."""
    vault.write("netnotes.toml", "people = ['**']\n")
    vault.person(name, cadence="1 week", path="people/x.md", log=[f"2026-09-01 lunch: {name}"], hook=name)
    for command in ("agenda", "overdue", "list", "show people/x.md", "timeline people/x.md"):
        assert name in netnotes(f"--today 2026-11-20 {command}").stdout, command


def markdown_faults(text: str) -> list[str]:
    """The lines of *text* in which something from a note would be obeyed: HTML, links, code, lists or broken links."""
    found = []
    for line in text.replace("|---|---|---|---|", "").split("\n"):
        # Of a link of ours its name is left, and of its target what HTML would obey; then no escaped sign is left.
        target, name = r"([^\[\]|]+?)\\?", r"([^\[\]|]+)"
        bare = re.sub(rf"\[\[{target}\|{name}\]\]", lambda link: re.sub(r"[`&\\]", "", link[1]) + link[2], line)
        bare = re.sub(r"\\[!-/:-@\[-`{-~]", "", bare)
        if line.startswith("|"):
            bare = bare[1:-1].replace("|", "", 3)
        if re.search(r"<[\w/!?]|[\[\]`|\\]|&\w+;", bare) or re.match(r"\s+([-+*>#]|\d+[.)])\s", line):
            found.append(line)
    return found


@LINUX
@pytest.mark.parametrize("text", [MARKUP, "- [ ] a list", "1. one", "> said", "## Head", "[red]", "a\\", "]]", EVIL])
def test_markdown_holds_no_html_nor_broken_links(text, netnotes, vault) -> None:
    """Markdown shows what was written: nothing in it is HTML, code, an image, another link or another line."""
    hostile(vault, text)
    path = netnotes("list --format json").json()[1]["path"]
    for words in (["agenda", "--all"], ["agenda", "--days", "9"], ["overdue"], ["timeline", path], ["network"]):
        answer = netnotes(*TODAY, "--format", "md", *words)
        assert answer.exit_code == 0
        assert unsafe(answer.stdout) == [], words
        assert markdown_faults(answer.stdout) == [], words


@LINUX
@pytest.mark.parametrize("folder", [b"people", b"caf\xe9/people"])
def test_a_name_that_is_no_utf8_is_shown_escaped(folder, netnotes, run_process, vault) -> None:
    """Half characters of a file's or folder's name are printed as signs, in valid UTF-8, and lead to the note."""
    vault.write(folder + b"/caf\xe9 \xed\xa0\x80.md", "---\ncadence: 1 week\nlast-contact: 2026-01-01\n---\n")
    shown = (folder + b"/caf\xe9 \xed\xa0\x80.md").decode("utf-8", "backslashreplace")
    for run in (netnotes, run_process):
        assert [row["path"] for row in run(*TODAY, "--format", "json", "overdue").json()] == [shown]
        assert shown in run("check").stdout
        assert shown in run("show", shown).stdout
        assert run(*TODAY, "agenda", "--format", "md").exit_code == 0


@LINUX
@pytest.mark.parametrize("folder", [b"people", b"caf\xe9/people"])
def test_two_names_that_are_shown_alike_are_two_people(folder, netnotes, vault) -> None:
    """A name that is no UTF-8 is shown with an escape; beside it a name of just those signs is another note."""
    raw = folder + b"/caf\xe9.md"
    vault.write(raw, b"---\nname: Eve\n---\n")
    vault.write(raw.decode("ascii", "backslashreplace"), b"---\nname: Adam\n---\n")
    assert [row["name"] for row in netnotes("list --format json").json()] == ["Adam", "Eve"]


@LINUX
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_offers_no_name_that_a_terminal_obeys(shell, run_process, vault) -> None:
    """What a shell is given to complete holds no escape, and one name is one answer."""
    vault.write("people/a.md", fields(name=f"Ann {EVIL}\nplain,Forged\nplain\nForged\n_\n0"))
    vault.write("people/b.md", fields(name="Ann Lee"))
    words = {"COMP_WORDS": "netnotes show Ann", "COMP_CWORD": "Ann" if shell == "fish" else "2"}
    answer = run_process(env={**words, "_NETNOTES_COMPLETE": f"{shell}_complete"})
    assert answer.exit_code == 0
    assert "Lee" in answer.stdout
    assert unsafe(answer.stdout.replace("\t", "")) == []
    assert not [line for line in answer.lines if "Forged" in line and "Ann" not in line]


BASH = """
eval "$(./netnotes completion bash)"
COMP_WORDS=(netnotes show Ann); COMP_CWORD=2
_netnotes_completion ./netnotes Ann show
eval "words=(${COMPREPLY[0]})"
printf '%s' "${#words[@]}: ${words[0]}"
"""


@pytest.mark.skipif(not shutil.which("bash"), reason="bash is not installed")
@pytest.mark.parametrize("name", ["Ann Lee", "Ann $(touch sprung)", "Ann `touch sprung` 'x", 'Ann "; touch sprung; #'])
def test_a_name_completed_in_bash_stays_one_word(name, environment, tmp_path, vault) -> None:
    """What completion puts on the command line is read back by bash as the name, not as words or commands."""
    vault.write("people/a.md", fields(name=name))
    (tmp_path / "netnotes").write_text(f"#!/bin/sh\nPYTHONPATH='{PATHS}' exec '{sys.executable}' -m netnotes \"$@\"\n")
    (tmp_path / "netnotes").chmod(0o755)
    done = subprocess.run(
        ["bash", "--norc", "-c", BASH], cwd=tmp_path, env={**os.environ, **environment}, capture_output=True, timeout=60
    )
    assert not (tmp_path / "sprung").exists()
    assert (done.stdout.decode(), done.stderr.decode()) == (f"1: {name}", "")


RUNS_NOTHING = """
import os, sys
vault, seen = sys.argv[1], []
STARTS = ("subprocess.", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.system", "pty.", "socket.", "ctypes.")
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT

def watch(event, arguments):
    if event.startswith(STARTS) or (event == "open" and arguments[2] & WRITES and vault in str(arguments[0])):
        seen.append((event, repr(arguments)[:200]))

sys.addaudithook(watch)
from click.testing import CliRunner
from netnotes.cli import main

for words in ("agenda", "overdue", "list", "check", "show Ada", "timeline Ada", "index --rebuild"):
    for form in ("text", "json", "md"):
        result = CliRunner().invoke(main, ["--vault", vault, "--format", form, *words.split()])
        assert result.exit_code in (0, 2), (words, result.exception)
        if form == "md" and result.exit_code == 0:
            print(result.stdout)
assert not seen, seen
"""


@pytest.fixture
def trap(vault, tmp_path) -> Path:
    """A vault that tries to run something in every way that a vault can; what runs makes the path that is returned."""
    sprung = tmp_path / "sprung"
    vault.person("Ada", cadence="1 week", log=["2026-09-01 lunch: x"], own="!!python/object/apply:os.system [id]")
    vault.write("people/Tag.md", f"---\nname: Tag\nx: !!python/object/apply:os.mkdir [{sprung}]\n---\n")
    for hook in ("post-index-change", "post-checkout", "pre-commit"):
        vault.write(f".git/hooks/{hook}", f"#!/bin/sh\ntouch {sprung}\n").chmod(0o755)
    vault.write(".git/config", f"[core]\n\tfsmonitor = {vault.path}/.git/hooks/pre-commit\n\tpager = touch {sprung}\n")
    payload = f"PWNED {{{{ cycler.__init__.__globals__.os.mkdir('{sprung}') }}}}"
    for template in ("agenda", "overdue", "timeline", "network"):
        for folder in (".netnotes/templates", "templates", "netnotes/templates"):
            vault.write(f"{folder}/{template}.md", payload)
    for module in ("click", "yaml", "frontmatter", "jinja2", "sqlite3", "json", "sitecustomize", "netnotes"):
        vault.write(f"{module}.py", f"import os\nos.mkdir({str(sprung)!r})\n")
    vault.write("netnotes.toml", f'ignore = ["templates/", "netnotes/"]\neditor = "touch {sprung}"\n')
    return sprung


def test_reading_a_vault_runs_nothing_and_writes_nothing_to_it(trap, environment, tmp_path, vault) -> None:
    """No process is started, no socket opened, no file of the vault written, and no template of its own used."""
    done = subprocess.run(
        [sys.executable, "-c", RUNS_NOTHING, vault.path], cwd=tmp_path, capture_output=True, text=True, timeout=60,
        env={**os.environ, **environment, "PYTHONPATH": PATHS}, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "PWNED" not in done.stdout
    assert "Ada" in done.stdout
    assert not trap.exists()


def test_modules_in_a_vault_are_not_imported(trap, environment, vault) -> None:
    """Run inside a vault, the installed command imports nothing from there."""
    command = Path(sys.executable).with_name("netnotes")
    if not command.exists():
        pytest.skip("netnotes is not installed beside this interpreter")
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | environment
    for words in ("agenda", "agenda --format md", "list --format json", "check"):
        subprocess.run([command, *words.split()], cwd=vault.path, env=variables, capture_output=True, check=True)
    assert not trap.exists()
