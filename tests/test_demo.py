"""`demo` and `init`: an example to try whose story happens now, and a vault of one's own; nothing is overwritten."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Answer, Nobody
from pseudo_terminal import EXAMPLE, TODAY

DAYS = ["2026-11-24", "2026-11-25", "2027-01-01", "2028-02-29", "2024-02-29", "2026-02-28", "2031-12-31", "1999-08-13"]
HEADINGS = ["Today", "Turn to", "You said you would", "Waiting for", "New", "Coming up"]


@pytest.fixture
def here(netnotes: Callable[..., Answer], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Answer]:
    """The program, asked from an empty folder with no vault named."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)

    def run(*arguments: str) -> Answer:
        return netnotes(*arguments, env={"NETNOTES_VAULT": None})

    return run


def names(rows: list[dict[str, Any]], *what: str) -> list[str]:
    """The names in *rows*, or only in those of a kind."""
    return sorted(row["name"] for row in rows if not what or row["what"] in what)


def contents(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file below *folder* with its bytes and when it was changed."""
    return {
        str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("day", DAYS)
def test_the_story_happens_around_any_day(here: Callable[..., Answer], day: str) -> None:
    """The agenda of a fresh copy has the sections, plans, promises and people that it has on its own day."""
    first = here("demo", "--today", day)
    assert first.exit_code == 0
    assert [line for line in first.lines if line in HEADINGS] == HEADINGS
    moved = here("agenda", "--all", "--today", day, "--vault", "netnotes-demo", "--format", "json").json()
    own = here("agenda", "--all", "--today", TODAY, "--vault", str(EXAMPLE), "--format", "json").json()
    for section in ("turn_to", "promises", "waiting", "new"):
        assert names(moved[section]) == names(own[section])
    assert moved["turn_to"][0]["name"] == own["turn_to"][0]["name"]
    assert names(moved["today"], "plan") == names(own["today"], "plan")
    assert names(moved["coming_up"], "plan", "promise") == names(own["coming_up"], "plan", "promise")
    assert moved["no_contact"] == own["no_contact"]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar(here: Callable[..., Answer], day: str) -> None:
    """A day without days before or behind it is answered, or refused in one line: no traceback, no half copy."""
    answer = here("demo", "--today", day)
    assert answer.exit_code in (0, 2)
    assert (answer.exit_code == 0) == Path("netnotes-demo/people").is_dir()


def test_what_is_moved_and_what_is_kept(here: Callable[..., Answer]) -> None:
    """Recent dates and birthdays move with today; 29 February, years of birth and the notes' other words stay."""
    assert here("demo", "--today", "2026-12-04").exit_code == 0
    rossini = Path("netnotes-demo/people/Gioachino Rossini.md").read_text(encoding="utf-8")
    assert "birthday: 1792-02-29" in rossini
    spinoza = Path("netnotes-demo/people/Baruch Spinoza.md").read_text(encoding="utf-8")
    assert "birthday: 1632-12-04" in spinoza
    assert "- 2026-11-03 tea at the lens shop" in spinoza
    date = re.compile(r"\d{4}-\d\d-\d\d|\b\d\d-\d\d\b")
    files = [path.relative_to(EXAMPLE) for path in EXAMPLE.rglob("*") if path.is_file() and path.name[0] != "."]
    moved = {"2026-11-04": "2026-11-14", "2026-11-18": "2026-11-28", "2026-10-22": "2026-11-01"}
    copies = {path: Path(date.sub(lambda found: moved[found[0]], path.as_posix())) for path in files}
    there = (path.relative_to("netnotes-demo") for path in Path("netnotes-demo").rglob("*.*"))
    assert sorted(there) == sorted(copies.values())
    for path, copy in copies.items():
        ours = (EXAMPLE / path).read_text(encoding="utf-8")
        theirs = Path("netnotes-demo", copy).read_text(encoding="utf-8")
        assert date.sub("", theirs) == date.sub("", ours)


def test_on_its_own_day_it_is_the_example_byte_for_byte(here: Callable[..., Answer]) -> None:
    """Nothing is moved on the day the example was written for."""
    here("demo", "--today", TODAY)
    for path, (data, _) in contents(Path("netnotes-demo")).items():
        assert data == (EXAMPLE / path).read_bytes()


def test_what_is_said(here: Callable[..., Answer]) -> None:
    """Where it is, the agenda, and what to try next; every command that is named works."""
    lines = here("demo", "example", "--today", TODAY).lines
    assert lines[0] == "The example vault is in example: 31 people, some invented, some long dead."
    assert lines[1:4] == ["", "Tuesday 24 November", ""]
    tries = [line.split("   ")[0].strip() for line in lines[-8:]]
    assert tries[0] == "cd example"
    assert tries.pop() == "netnotes serve --open"  # it runs on and on: tests/live
    os.chdir("example")  # `here` goes back at the end
    for command in tries[1:]:
        answer = here(*command.split()[1:], "--today", TODAY)
        assert answer.exit_code == (1 if "check" in command else 0)
        assert len(answer.lines) >= 2


def test_a_second_run_leaves_it_as_it_is(here: Callable[..., Answer]) -> None:
    """What was changed in the copy stays; its agenda is printed again."""
    first = here("demo", "--today", TODAY)
    with Path("netnotes-demo/people/Ada Lovelace.md").open("a", encoding="utf-8") as note:
        note.write("\n- 2026-11-23 called, all is well\n")
    before = contents(Path("netnotes-demo"))
    second = here("demo", "--today", TODAY)
    assert second.exit_code == 0
    assert second.lines[0] == "The example vault is in netnotes-demo from before, and is left as it is."
    assert second.lines[1:] == first.lines[1:]
    assert contents(Path("netnotes-demo")) == before


@pytest.mark.parametrize("content", ["a note.md", "netnotes.toml", "picture.png"])
def test_demo_refuses_a_folder_that_holds_something(here: Callable[..., Answer], content: str) -> None:
    """Another folder's files are neither touched nor joined: exit 2."""
    Path("mine").mkdir()
    Path("mine", content).write_text('why = "mine"\n', encoding="utf-8")
    before = contents(Path("mine"))
    answer = here("demo", "mine")
    assert (answer.exit_code, answer.stderr) == (2, "netnotes: mine holds something already; name another folder\n")
    assert contents(Path("mine")) == before
    assert here("demo", f"mine/{content}").exit_code == 2
    assert contents(Path("mine")) == before


def test_demo_into_an_empty_folder_and_as_json(here: Callable[..., Answer]) -> None:
    """An empty folder will do; JSON names the vault and holds the agenda."""
    Path("empty").mkdir()
    answer = here("demo", "empty", "--today", TODAY, "--format", "json").json()
    assert list(answer) == ["vault", "agenda"]
    assert (answer["vault"], answer["agenda"]["day"]) == ("empty", TODAY)


def test_init_starts_a_vault(here: Callable[..., Answer]) -> None:
    """Commented settings and one person; both are read without a complaint and there is something to see."""
    answer = here("init", "mine", "--today", TODAY)
    assert answer.exit_code == 0
    assert answer.lines[:2] == [f"wrote {Path('mine/netnotes.toml')}", f"wrote {Path('mine/people/Ada Lovelace.md')}"]
    assert here("check", "--vault", "mine").stdout == "1 note read, nothing to mend.\n"
    agenda = here("agenda", "--vault", "mine", "--today", "2027-01-06")
    assert "Turn to" in agenda.lines
    assert f"- {TODAY} lunch at hers" in Path("mine/people/Ada Lovelace.md").read_text(encoding="utf-8")


def test_init_settings_are_the_defaults(here: Callable[..., Answer]) -> None:
    """With every # taken away the settings file is valid, and changes no answer."""
    here("init", "mine", "--today", TODAY)
    settings = Path("mine/netnotes.toml")
    before = here("list", "--vault", "mine", "--today", TODAY)
    lines = settings.read_text(encoding="utf-8").split("\n")
    live = [line.removeprefix("# ") for line in lines if re.match(r"# (\[|[\w\"][\w \"-]*= )", line)]
    settings.write_text("\n".join(live), encoding="utf-8")
    assert len(live) > 15
    assert here("check", "--vault", "mine").stdout == "1 note read, nothing to mend.\n"
    assert here("list", "--vault", "mine", "--today", TODAY) == before


def test_init_touches_no_settings_that_are_there(here: Callable[..., Answer]) -> None:
    """A folder with settings and no notes is left alone, byte for byte: exit 2 and what to do instead."""
    Path("mine").mkdir()
    Path("mine/netnotes.toml").write_text("# mine\n", encoding="utf-8")
    before = contents(Path("mine"))
    answer = here("init", "mine")
    said = "netnotes: mine/netnotes.toml is there already; nothing is written\n"
    assert (answer.exit_code, answer.stdout, answer.stderr) == (2, "", said)
    assert contents(Path("mine")) == before


@pytest.mark.parametrize("content", ["people/Bo.md", "deep/down/in/it.md", "x/NOTE.MD"])
def test_init_in_a_folder_of_notes_only_looks(here: Callable[..., Answer], content: str) -> None:
    """Notes are counted and nothing is written."""
    place = Path("mine", content)
    place.parent.mkdir(parents=True)
    place.write_text("# mine\n", encoding="utf-8")
    before = contents(Path("mine"))
    answer = here("init", "mine")
    assert answer.exit_code == 0
    assert answer.lines[0] == "Looked at 1 note in mine."
    assert "Nothing is written. A settings file that says so, all of it optional:" in answer.lines
    assert contents(Path("mine")) == before


def test_init_beside_other_files(here: Callable[..., Answer]) -> None:
    """Files that are no notes stay as they are, and a file is no folder."""
    Path("readme.txt").write_text("mine\n", encoding="utf-8")
    before = contents(Path())
    assert here("init", "readme.txt").exit_code == 2
    assert contents(Path()) == before
    assert here("init").exit_code == 0
    assert {**contents(Path()), **before} == contents(Path())
    assert here("agenda").exit_code == 0


@pytest.mark.parametrize("command", ["demo", "init"])
def test_a_folder_that_cannot_be_written(nobody: Nobody, command: str) -> None:
    """The disk's no is exit 6 and one line that names the place."""
    (nobody.folder / "closed").mkdir()
    nobody.take_over()
    (nobody.folder / "closed").chmod(0o500)
    answer = nobody(command, "closed/mine")
    assert (answer.exit_code, answer.stdout, answer.stderr.count("\n")) == (6, "", 1)
    assert "closed/mine" in answer.stderr
