"""The house: imports go one way, one room reads the clock, and a warm agenda imports little (docs/ARCHITECTURE.md)."""

from __future__ import annotations

import ast
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import netnotes as package
from netnotes.vault.refresh import TICK_NS

PACKAGE = Path(package.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
# Room by room, each below those that it may import. `errors` and `resources` import nothing and serve where named.
MAY_IMPORT = {
    "errors": set[str](),
    "resources": set[str](),
    "patterns": set[str](),
    "dates": {"patterns"},
    "when": {"dates", "patterns"},
    "model": {"dates", "patterns"},
    "notes": {"model", "dates", "patterns"},
    "vault": {"notes", "model", "dates", "patterns", "errors"},
    "queries": {"model", "dates", "patterns", "errors"},
    "views": {"queries", "model", "dates", "patterns", "resources", "errors"},
    "live": {"vault", "views", "model", "dates", "patterns", "errors"},
    "commands": {
        "vault",
        "notes",
        "queries",
        "views",
        "live",
        "model",
        "when",
        "dates",
        "patterns",
        "errors",
        "resources",
    },
    "cli": {"commands", "errors"},
    "__main__": {"cli"},
}  # fmt: skip
# The group prints what a note may have brought into an error, through the one function that makes it safe (LAW 17).
EXCEPTIONS = {("cli.py", "netnotes.views.terminal")}
ONLY_IN = {
    "yaml": {"notes/composing.py"},
    "frontmatter": {"notes/composing.py"},
    "sqlite3": {
        f"vault/{name}.py"
        for name in (
            "index",
            "answers",
            "problems",
            "refresh",
            "store",
            "linking",
            "clocks",
            "telling",
            "lines",
            "resolve",
            "explaining",
            "surveying",
            "linkmaking",
            "tending",
            "bonds",
            "sayings",
            "rows",
        )
    },
    "jinja2": {"views/engine.py"},
    "markdown_it": {"views/prose.py"},
    "nh3": {"views/prose.py"},
    "watchdog": {"live/watch_events.py"},
}
# Not `time.time`: the age of a file is no day.
CLOCKS = {"today", "now", "utcnow", "fromtimestamp", "localtime", "gmtime", "ctime"}


class Import(NamedTuple):
    """A module that *importer* (a path in the package) imports on *line*."""

    importer: str
    module: str
    line: int

    @property
    def room(self) -> str:
        """The room that the importer stands in."""
        return self.importer.split("/")[0].removesuffix(".py")


def tree(path: Path) -> ast.Module:
    """The syntax of one module."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def shown(path: Path) -> str:
    """A module's path in the package."""
    return path.relative_to(PACKAGE).as_posix()


def imports() -> Iterator[Import]:
    """Everything that any module imports, wherever in it; ``from x import y`` may import the module ``x.y``."""
    for path in MODULES:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Import):
                for name in node.names:
                    yield Import(shown(path), name.name, node.lineno)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{shown(path)}:{node.lineno}: write the whole name of the module"
                yield Import(shown(path), node.module or "", node.lineno)
                if node.module == "netnotes":
                    for name in node.names:
                        yield Import(shown(path), f"netnotes.{name.name}", node.lineno)


IMPORTS = list(imports())


def test_every_module_stands_in_a_room() -> None:
    """A new folder or module at the top says in this table what it may import."""
    rooms = {shown(path).split("/")[0].removesuffix(".py") for path in MODULES}
    assert rooms - {"__init__"} == set(MAY_IMPORT)


def test_the_table_has_no_way_round() -> None:
    """Whoever follows it upward never comes back."""
    above: dict[str, set[str]] = {}
    waiting = dict(MAY_IMPORT)
    while waiting:
        ready = [room for room, rooms in waiting.items() if rooms <= above.keys()]
        assert ready, f"these import one another: {sorted(waiting)}"
        above |= {room: waiting.pop(room) for room in ready}


def test_imports_go_one_way() -> None:
    """Each room imports those above it in the table, and nothing else of the house."""
    wrong = [
        f"{found.importer}:{found.line}: {found.module}"
        for found in IMPORTS
        if found.module.startswith("netnotes.")
        and (found.importer, found.module) not in EXCEPTIONS
        and (target := found.module.split(".")[1]) not in {found.room, "__version__"}
        and target not in MAY_IMPORT[found.room]
    ]
    assert wrong == []


def test_the_page_shows_the_same_table() -> None:
    """docs/ARCHITECTURE.md says of each room what this test holds."""
    page = (PACKAGE.parent / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)(?:/|\.py)` \| .* \| ([^|]+) \|$", page, re.MULTILINE)
    said = {room: set(re.findall(r"[a-z]+", words)) for room, words in rows}
    assert said.pop("commands") == set(re.findall(r"[a-z]+", "all of the above"))
    assert said == {room: rooms for room, rooms in MAY_IMPORT.items() if room not in ("commands", "__main__")}


@pytest.mark.parametrize("module", ONLY_IN)
def test_who_imports_what_costs_or_bites(module: str) -> None:
    """YAML, the database, the template engine and the watching of files each have their place."""
    importers = {found.importer for found in IMPORTS if found.module.split(".")[0] == module}
    assert importers <= ONLY_IN[module]
    assert importers


def test_the_core_has_never_heard_of_click() -> None:
    """Only the commands and the group know the command line."""
    rooms = {found.room for found in IMPORTS if found.module.split(".")[0] == "click"}
    assert rooms == {"cli", "commands"}


def clock_calls(path: Path) -> Iterator[str]:
    """Where a module asks which day it is: ``date.today()``, ``datetime.now()``, ``time.localtime()``."""
    for node in ast.walk(tree(path)):
        match node:
            case ast.Call(func=ast.Attribute(attr=name), lineno=line) if name in CLOCKS:
                yield f"{shown(path)}:{line}"
            case ast.ImportFrom(module="time", names=names, lineno=line) if CLOCKS & {name.name for name in names}:
                yield f"{shown(path)}:{line}"


def test_only_the_command_line_reads_the_clock() -> None:
    """Everywhere else today is an argument."""
    found = [place for path in MODULES for place in clock_calls(path)]
    assert [place.partition(":")[0] for place in found] == ["cli.py"]


HEAVY = ["yaml", "frontmatter", "jinja2", "wcwidth", "tomllib", "netnotes.notes", "watchdog", "pathspec", "difflib"]


@pytest.fixture
def imported_by(vault: Any, run_process: Callable[..., Any]) -> Callable[[str], set[str]]:
    """The modules that a command imports over a vault whose index is warm, as ``-X importtime`` lists them."""
    vault.write(
        "people/Ada.md",
        "---\ncircle: close\nbirthday: 11-26\n---\n- 2026-09-14 tea: plums\n- [ ] send, due 2026-11-01\n",
    )
    vault.write("people/Bo.md", "---\nmet: 2026-11-10\n---\n- 2026-11-27 dinner with [[Ada]]\n")
    # A note younger than the file system's tick would be read again.
    time.sleep(TICK_NS / 1e9 + 0.1)

    def run(command: str) -> set[str]:
        shared = ["--today", "2026-11-24", *command.split()]
        assert run_process(*shared).exit_code == 0
        answer = run_process(*shared, env={"PYTHONPROFILEIMPORTTIME": "1"})
        assert answer.exit_code == 0
        assert "Ada" in answer.stdout
        return set(re.findall(r"^import time: .*\| +([\w.]+)$", answer.stderr, re.MULTILINE))

    return run


def test_a_warm_agenda_imports_little(imported_by: Callable[[str], set[str]]) -> None:
    """No parser, no template engine, no TOML without a netnotes.toml: what is asked every morning is quick."""
    imported = imported_by("agenda")
    assert {"netnotes.vault.answers", "netnotes.queries.agenda", "sqlite3"} <= imported
    assert [name for name in sorted(imported) if name in HEAVY or name.startswith("netnotes.notes.")] == []
