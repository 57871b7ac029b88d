"""The documentation says what the program does: transcripts, tables, keys and links are held against it.

``NETNOTES_REFRESH=1 pytest tests/test_docs.py`` writes what the program says now into the transcripts.
"""

from __future__ import annotations

import ast
import json
import os
import re
import shlex
import shutil
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import click
import pytest
from click.testing import CliRunner

from netnotes.cli import COMMANDS, main
from netnotes.dates import parse_cadence
from netnotes.model import kinds
from netnotes.model.settings import Settings
from netnotes.notes import headings, keys, kinship
from netnotes.vault.settings import parse_settings

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [page for page in (ROOT / "README.md", *sorted(DOCS.rglob("*.md"))) if page.exists()]
LINKING = [*PAGES, *(page for page in (ROOT / "CONTRIBUTING.md",) if page.exists())]
REFRESH = bool(os.environ.get("NETNOTES_REFRESH"))
TODAY = "2026-11-24"

_UNSET = ("NETNOTES_VAULT", "NO_COLOR", "LINES", "FORCE_COLOR", "TERM")
_CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FENCED = re.compile(r"^(```+|~~~+).*?^\1[ \t]*$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"(?<!!)\[[^\[\]]*\]\(([^()\s]+)\)")
_PROBLEM_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*$")


class Desk:
    """A folder to run the program in: its home, its cache, and a copy of the example vault as often as wanted."""

    def __init__(self, place: Path, move: Callable[[Path], None]) -> None:
        """Keep everything under *place*; *move* changes the working folder for as long as the test runs."""
        self.place, self.move = place, move
        self.home = place / "home"
        self.home.mkdir()
        self.copies = 0

    def sit_down(self) -> Path:
        """Go to a fresh copy of the example vault."""
        self.copies += 1
        vault = self.place / str(self.copies) / "example-vault"
        shutil.copytree(ROOT / "example-vault", vault)
        self.move(vault)
        return vault

    def ask(self, words: list[str]) -> str:
        """What the program says to *words*, standard output first, with the places of this test made plain."""
        variables: dict[str, str | None] = {
            **dict.fromkeys(_UNSET), "COLUMNS": "80", "HOME": str(self.home),
            "XDG_CACHE_HOME": str(self.home / ".cache"), "XDG_CONFIG_HOME": str(self.home / ".config"),
            "XDG_STATE_HOME": str(self.home / ".local" / "state"),
        }  # fmt: skip
        result = CliRunner().invoke(main, words, env=variables, catch_exceptions=False)
        said = (result.stdout_bytes + (result.stderr_bytes or b"")).decode()
        return re.sub(r"-[0-9a-f]{16}\.sqlite", "-0123456789abcdef.sqlite", said.replace(str(self.home), "/home/you"))

    def replay(self, block: str) -> str:
        """The transcript *block* as it would read now: its commands, each with what the program says to it."""
        self.sit_down()
        said = []
        for line in block.splitlines():
            if not line.startswith("$ "):
                continue
            program, *words = shlex.split(line[2:])
            if program == "cd":
                self.move(Path.cwd() / words[0])
            elif program != "netnotes":
                pytest.fail(f"only netnotes and cd can be run in a console block, not: {line}")
            said.append(f"{line}\n{self.ask(words) if program == 'netnotes' else ''}")
        return "".join(said)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A place to run the program in."""
    return Desk(tmp_path, monkeypatch.chdir)


def _name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def _section(page: str, heading: str) -> str:
    """The text of *page* under *heading*, down to the next heading of the same level or a higher one."""
    text = (DOCS / page).read_text(encoding="utf-8")
    level = len(heading) - len(heading.lstrip("#"))
    # A comment in a code block is no heading.
    headings = _FENCED.sub(lambda found: re.sub(r"\S", " ", found[0]), text)
    found = re.search(rf"^{re.escape(heading)}$(.*?)(?=^#{{1,{level}}} |\Z)", headings, re.MULTILINE | re.DOTALL)
    assert found, f"docs/{page} has no heading {heading!r}"
    return text[found.start(1) : found.end(1)]


def _rows(text: str) -> Iterator[list[str]]:
    """The rows of the tables in *text*, as lists of cells."""
    for line in text.splitlines():
        if line.startswith("|") and not re.match(r"\|[\s|:-]+$", line):
            yield [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def _json(said: str) -> Any:
    """The document that *said* begins with; standard error may follow."""
    return json.JSONDecoder().raw_decode(said)[0]


def _first_cells(text: str) -> set[str]:
    """Everything in code in the first cells of the tables in *text*."""
    return {word for row in _rows(text) for word in _CODE.findall(row[0])}


# Transcripts


@pytest.mark.skipif(os.name == "nt", reason="the transcripts show paths as on Unix")
@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_transcripts_are_what_the_program_says(page: Path, desk: Desk) -> None:
    """Every console block, run in a copy of the example vault, reads as it is printed."""
    text = page.read_text(encoding="utf-8")
    now = _CONSOLE.sub(lambda found: f"```console\n{desk.replay(found[1])}```", text)
    if REFRESH and now != text:
        page.write_text(now, encoding="utf-8")
        return
    for before, after in zip(_CONSOLE.findall(text), _CONSOLE.findall(now), strict=True):
        assert after == before, "NETNOTES_REFRESH=1 writes the new text; read it before it is kept"


_DATED = (
    "agenda", "overdue", "timeline", "show", "list", "demo", "explain", "spread", "review", "prep", "digest",
    "network", "capacity", "path", "ledger", "events", "wishes", "favour",
    "introductions",
)  # fmt: skip


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_transcripts_do_not_hang_on_the_day(page: Path) -> None:
    """A command whose answer depends on the day names it, so that the transcript is honest."""
    for block in _CONSOLE.findall(page.read_text(encoding="utf-8")):
        for line in re.findall(r"^\$ netnotes (.*)$", block, re.MULTILINE):
            command = next((word for word in shlex.split(line) if not word.startswith("-")), "")
            if command in _DATED:
                assert "--today" in line, line


# Links and pages


@pytest.mark.parametrize("page", LINKING, ids=_name)
def test_links_lead_somewhere(page: Path) -> None:
    """Every relative link leads to a file that is there, and to a heading in it."""
    text = _CODE.sub("", _FENCED.sub("", page.read_text(encoding="utf-8")))
    for link in _LINK.findall(text):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = unquote(link).partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{_name(page)}: {link}"
        if anchor:
            assert anchor in _anchors(target), f"{_name(page)}: {link}"


def _anchors(page: Path) -> set[str]:
    """The anchors of the headings of *page*, as they are made on the web."""
    text = _FENCED.sub("", page.read_text(encoding="utf-8"))
    plain = (re.sub(r"[^\w\s-]", "", title.lower()) for title in re.findall(r"^#+ (.*)$", text, re.MULTILINE))
    return {title.strip().replace(" ", "-") for title in plain}


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_a_page_with_its_options(command: str) -> None:
    """A command has a page that names its arguments and options; those of all commands stand on one page."""
    page = DOCS / "commands" / f"{command}.md"
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"# netnotes {command}\n")
    shared = _section("commands/agenda.md", "## Options of every command")
    shared += _section("commands/log.md", "## What every command that writes does")
    context = click.Context(main)
    found = main.get_command(context, command)
    assert found is not None
    for parameter in found.params:
        if isinstance(parameter, click.Option):
            assert f"`{parameter.opts[0]}" in text + shared, parameter.opts


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_examples(command: str, desk: Desk) -> None:
    """Every command's help ends in two examples or more."""
    examples = desk.ask([command, "--help"]).partition("Examples:")[2].strip().splitlines()
    assert len(examples) >= 2
    assert all("netnotes" in example for example in examples)


# The format


def test_settings_are_documented() -> None:
    """Every setting that the program knows stands in the table, and no other."""
    _, problems = parse_settings(
        "zzz = 1\n[circles]\nx = { zzz = 1 }\n[agenda]\nzzz = 1\n[capacity]\nzzz = 1\n[page]\nzzz = 1\n"
    )
    known: set[str] = set()
    for problem in problems:
        table = re.search(r" in \[(\w+)\]", problem.message)
        names = problem.message.partition("known here: ")[2].split(", ")
        known.update(f"{table[1]}.{name}" if table else name for name in names)
    tables = {name.partition(".")[0] for name in known if "." in name}
    assert tables == {"circles", "agenda", "capacity", "page"}
    documented = _first_cells(_section("format.md", "## Settings: netnotes.toml"))
    assert documented | {"agenda", "capacity", "page"} == known


def test_the_settings_shown_are_the_defaults() -> None:
    """The settings file on the page reads without a problem, and says what holds without one."""
    text = re.findall(r"^```toml\n(.*?)^```$", _section("format.md", "## Settings: netnotes.toml"), re.M | re.S)[0]
    settings, problems = parse_settings(text)
    assert not problems
    assert settings == Settings()
    shown = tomllib.loads(text)
    assert list(shown["agenda"]) == [name.replace("_", "-") for name in settings.agenda._fields]
    settings, problems = parse_settings(re.sub(r"^# ", "", text, flags=re.M))
    assert not problems
    assert all((settings.people, settings.ignore, settings.why, settings.log_headings, settings.not_log))
    assert settings.own_kinds
    assert settings.keys


def test_keys_are_documented() -> None:
    """Every key and synonym stands in the section on keys, and what stands in the table is one."""
    section = _section("format.md", "## Keys")
    shown = {keys.fold_key(word.partition(":")[0]) for word in _CODE.findall(section)}
    assert keys.CANONICAL.keys() - shown == set()
    table = [row for row in _rows(section.partition("### ")[0]) if _CODE.match(row[0])]
    words = {keys.fold_key(word) for row in table for word in _CODE.findall(f"{row[0]} {row[2]}")}
    assert words - keys.CANONICAL.keys() == {"target", "wish", "collected", "card"}
    for row in table:
        names = _CODE.findall(row[0])
        if len(names) == 1 and names[0] not in ("name", "circle", "status", "dates"):
            assert {keys.canonical_key(word, {}) for word in _CODE.findall(row[2])} <= set(names), row


def test_cadences_are_read_as_the_page_says() -> None:
    """Every way to write how often is read, and the two that are refused are refused."""
    (row,) = (row for row in _rows(_section("format.md", "### Values")) if row[0] == "how often")
    *read, weeks, months = _CODE.findall(row[1])
    assert all(parse_cadence(text) is not None for text in read)
    for text in (weeks, months):
        with pytest.raises(ValueError, match="can mean two things"):
            parse_cadence(text)


def test_kinds_are_documented() -> None:
    """Every kind stands beside its depth, and every other word for one is named."""
    section = _section("format.md", "### Kinds")
    known = kinds.Kinds()
    shown = {}
    for depth, words in _rows(section):
        if depth.isdigit():
            shown.update(dict.fromkeys(_CODE.findall(words), int(depth)))
    assert shown == {kind: known.depth(kind) for kind in shown}
    expected = {kind for words in kinds._DEPTHS.values() for kind in words.split()} | kinds.TRIES
    assert shown.keys() == expected
    assert {*kinds._FORMS, *kinds._TRY_WORDS} <= set(_CODE.findall(section))
    assert kinds.LEDGER.keys() <= set(_CODE.findall(_section("format.md", "### The ledger")))


def test_headings_and_folders_are_documented() -> None:
    """The headings that hold a log, those that never do, and what makes a person."""
    where = {word.lower() for word in _CODE.findall(_section("format.md", "### Where log lines stand"))}
    assert {*headings.LOG_HEADINGS, *headings.NOT_LOG} <= where
    people = {word.lower() for word in _CODE.findall(_section("format.md", "## Which notes are people"))}
    assert people >= kinship._PEOPLE_FOLDERS | kinship._PERSON | kinship._PERSON_TAGS | kinship._GROUPS


def test_log_lines_are_read_as_the_page_says(desk: Desk) -> None:
    """The table of log lines: kind and direction, who took part, and whether it counts."""
    vault = desk.sit_down()
    rows = [row for row in _rows(_section("format.md", "## Log lines")) if row[0].startswith("`- 2")]
    assert len(rows) > 15
    lines = [row[0].strip("`") for row in rows]
    note = vault / "people" / "Zelda.md"
    note.write_text("\n".join(["## Log", "", *lines, ""]), encoding="utf-8")
    document = _json(desk.ask(["timeline", "Zelda", "--today", TODAY, "--format", "json"]))
    read = {event["line"]: event for event in document["events"]}
    for number, (line, kind, company, counts) in enumerate(rows, 3):
        event = read[number]
        said = f"{event['kind']}, {event['direction']}" if event["direction"] else event["kind"]
        assert (said, ", ".join(event["with"]), event["counts"]) == (kind, company, counts.partition(",")[0]), line


def test_lines_of_dated_notes_are_read_as_the_page_says(desk: Desk) -> None:
    """The table of lines in a daily note: kind and direction, for whom, and whether it counts."""
    vault = desk.sit_down()
    rows = [row for row in _rows(_section("format.md", "### Lines")) if row[0].startswith("`")]
    assert len(rows) > 10
    lines = [row[0].strip("`") for row in rows]
    # A blank line between them, so that none is part of the one before.
    (vault / "daily" / "2026-11-14.md").write_text("\n\n".join(lines), encoding="utf-8")
    read: dict[tuple[int, str], tuple[str, str]] = {}
    for name in ("Charles Babbage", "Grace Hopper"):
        document = _json(desk.ask(["timeline", name, "--today", TODAY, "--format", "json"]))
        for event in document["events"]:
            if event["path"] == "daily/2026-11-14.md":
                said = f"{event['kind']}, {event['direction']}" if event["direction"] else event["kind"]
                read[event["line"], name] = said, event["counts"]
    expected = {
        (2 * place + 1, name): (kind, counts)
        for place, (_, kind, names, counts) in enumerate(rows)
        for name in names.split(", ")
    }
    assert read == expected


def test_keys_of_dated_notes_are_documented() -> None:
    """Every key of a dated note stands in its table, or among the words for people."""
    shown = {keys.fold_key(word) for word in _CODE.findall(_section("format.md", "## Dated notes"))}
    assert keys.DATED.keys() - shown == {"tags", "tag"}


def test_rules_of_explain_are_documented(desk: Desk) -> None:
    """Every rule that explain names for the vaults of the tests and the example stands in its table."""
    rows = [row[0] for row in _rows((DOCS / "commands" / "explain.md").read_text(encoding="utf-8")) if len(row) == 2]
    known = {word.split(" ")[0] if word[-2:] in (" W", " K") else word for row in rows for word in _CODE.findall(row)}
    named: set[str] = set()
    for vault in [ROOT / "example-vault", *(path for path in (ROOT / "tests" / "vaults").iterdir() if path.is_dir())]:
        place = ["--vault", str(vault), "--today", TODAY, "--format", "json"]
        for person in _json(desk.ask([*place, "list"])):
            document = _json(desk.ask([*place, "explain", person["path"]]))
            named |= {line["rule"] for line in document["counted"] + document["not_counted"]}
    assert {rule for rule in named if rule not in known and rule.split(" ")[0] not in known} == set()
    assert len(named) > 15


# Problems


def _codes_in_source() -> set[str]:
    """Every problem code in the program, found by the shapes in which it writes them."""
    places = {
        "Problem": 4, "Unreadable": 0, "Broken": 0, "_warn": 1, "_closed": 1, "_named": 1, "_report": 2,
        "_problem": 1, "_typed": 1,
    }  # fmt: skip
    found: set[str] = set()

    def texts(node: ast.AST | None) -> set[str]:
        parts = ast.walk(node) if node else ()
        return {part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)}

    for path in sorted((ROOT / "netnotes").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                at = places.get(name)
                if at is not None and len(node.args) > at and isinstance(node.args[at], ast.Constant | ast.IfExp):
                    found |= texts(node.args[at])
            elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                target, value = node.targets[0].id, node.value
                if target == "code":
                    found |= texts(value)
                elif target in ("_HINTS", "_SAY") and isinstance(value, ast.Dict):
                    found |= {text for key in value.keys for text in texts(key)}
            elif isinstance(node, ast.For) and "code" in {name.id for name in _names_in(node.target)}:
                found |= {text for row in getattr(node.iter, "elts", ()) for text in texts(row.elts[1])}
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and "INTO problem" in node.value:
                found |= set(re.findall(r"'([a-z-]+-[a-z-]+)'", node.value))
    return {code for code in found if _PROBLEM_CODE.match(code)}


def _names_in(node: ast.AST) -> Iterator[ast.Name]:
    return (part for part in ast.walk(node) if isinstance(part, ast.Name))


def test_problem_codes_are_documented() -> None:
    """Every code that the program can print stands in the table, once, in order, and no other does."""
    rows = [_CODE.findall(row[0])[0] for row in _rows(_section("format.md", "## What check can say")) if "`" in row[0]]
    assert rows == sorted(set(rows))
    assert set(rows) == _codes_in_source()


# JSON

_OWN_NAMES = ("dates", "contact", "other")
_ASKED = {
    "agenda": [["agenda"], ["agenda", "--days", "3"], ["agenda", "--all"]],
    "overdue": [["overdue"]],
    "timeline": [["timeline", "ada"], ["timeline", "Grace Okonkwo"]],
    "list": [["list"]],
    "show": [["show", name] for name in ("ada", "faraday", "dickinson", "rossini", "babbage", "caroline")],
    "check": [["check"]],
    "demo": [["demo"]],
    "explain": [
        *(["explain", name] for name in ("ada", "murasaki", "Grace Okonkwo", "joaquín", "diogenes")),
        ["explain", "daily/2026-11-18.md"],
        ["explain", "people/Hypatia.md"],
    ],
    "spread": [["spread"], ["spread", "--write"]],
    "capacity": [["capacity", "--evidence"]],
    "favour": [["favour", word, "--evidence"] for word in ("tables", "copper", "opinion")],
    "introductions": [["introductions"]],
    "log": [
        ["log", "ada", "tea"],
        ["log", "ada", "tea", "--on", "2026-12-24", "--dry-run"],
        ["met", "Jo Doe"],
        ["new", "Jo Doe"],
        ["keep", "ada", "--circle", "close"],
        ["snooze", "ada"],
        ["pause", "ada"],
        ["resume", "ada"],
        ["let-go", "ada"],
        ["promise", "ada", "send it"],
        ["done", "ada", "proofs"],
        ["set", "ada", "nick=A"],
        ["unset", "ada", "tea"],
        ["tag", "ada", "x"],
        ["untag", "ada", "mathematics"],
        ["rename", "ada", "Ada King"],
        ["introduce", "ada", "caroline"],
    ],
    "path": [["path", "ismene"], ["path", "the institution"]],
    "undo": [["undo", "--list"], ["undo", "--dry-run"]],
    "network": [["network"], ["network", "--evidence"]],
    "build": [["build", "--out", "pages"]],
    "trust": [["trust", "--list"]],
    "init": [["init", "new"], ["init"]],
    "ledger": [["ledger"], ["ledger", "ada"], ["ledger", "somerville"]],
    "events": [["events"], ["events", "--evidence"]],
    "wishes": [["wishes"]],
    "index": [["index"], ["index", "--clear"]],
    "review": [["review"]],
    "prep": [["prep", "ada,", "babbage"], ["prep", "dickinson"]],
    "digest": [["digest"], ["digest", "--days", "7"]],
}


# Keys that hold what another command prints.
_OF_ANOTHER = {"prep": ("people", "show"), "digest": ("agenda", "agenda")}


def _keys_of(document: Any) -> set[str]:
    """Every key in *document*, but for those that the user wrote."""
    if isinstance(document, list):
        return {key for item in document for key in _keys_of(item)}
    if not isinstance(document, Mapping):
        return set()
    inside = {name for key, value in document.items() if key not in _OWN_NAMES for name in _keys_of(value)}
    return {*document, *inside}


@pytest.mark.parametrize("command", _ASKED)
def test_json_keys_are_documented(command: str, desk: Desk) -> None:
    """Every key that a command prints stands in its tables in docs/json.md, and no other does."""
    documented = _first_cells(_section("json.md", f"## {command}"))
    printed: set[str] = set()
    for words in _ASKED[command]:
        vault = desk.sit_down()
        if command == "undo":
            desk.ask(["snooze", "ada"])
        if command == "trust":
            (vault / ".netnotes" / "templates").mkdir(parents=True)
            (vault / ".netnotes" / "templates" / "agenda.md").write_text("x", encoding="utf-8")
        document = _json(desk.ask([*words, "--today", TODAY, "--format", "json"]))
        if command == "demo":
            assert _keys_of(document.pop("agenda")) <= _first_cells(_section("json.md", "## agenda"))
            document["agenda"] = None
        for key, other in (_OF_ANOTHER[command],) if command in _OF_ANOTHER else ():
            assert _keys_of(document[key]) <= _first_cells(_section("json.md", f"## {other}"))
            document[key] = None
        printed |= _keys_of(document)
    assert printed == documented


def test_every_command_that_answers_in_json_is_asked() -> None:
    """Only those have no JSON that print a script, open an editor, or run on and on."""
    asked = {words[0] for asked in _ASKED.values() for words in asked}
    assert COMMANDS.keys() - asked == {"completion", "edit", "watch", "serve"}
