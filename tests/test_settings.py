"""netnotes.toml: every setting, every default, and every kind of mistake with its line (FORMAT, Settings)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from netnotes.dates import NEVER, Cadence
from netnotes.errors import BadSettings
from netnotes.model.problem import Problem
from netnotes.model.settings import AgendaSettings, Circle, Settings
from netnotes.vault.settings import MOST_BYTES, load_settings, parse_settings

# The page of FORMAT, but for the settings that it says have no default.
DEFAULTS = """\
journal = "probably"            # or "contact", "mentions"

[circles]                       # in order, innermost first; any names; these are the defaults
inner  = { cadence = "2 weeks",  people = 5,   minutes = 90 }
close  = { cadence = "6 weeks",  people = 15,  minutes = 60 }
steady = { cadence = "3 months", people = 50,  minutes = 30 }
wide   = { cadence = "1 year",   people = 150, minutes = 15 }

[agenda]
reach-out  = 3                  # people a day, at most
follow-up  = "3 days"           # after a first meeting
decide     = "14 days"          # then keep, later or let go
forget     = "90 days"          # then a new person is no longer asked about
new-people = 2                  # new relationships at once
ahead      = "2 weeks"          # birthdays, dates and plans to see coming

[capacity]
hours-per-week = 3
"""


def read(text: str) -> Settings:
    """The settings of *text*, which holds no mistake."""
    settings, problems = parse_settings(text)
    assert problems == []
    return settings


def mistake(text: str) -> tuple[Settings, Problem]:
    """The settings of *text* and its one mistake."""
    settings, (problem,) = parse_settings(text)
    assert (problem.path, problem.severity) == ("netnotes.toml", "warning")
    return settings, problem


def test_the_defaults() -> None:
    """Every setting has one: an empty file, no file and the page of FORMAT say the same."""
    assert read(DEFAULTS) == read("") == Settings()
    assert Settings() == Settings(
        people=(), ignore=(), journal="probably", why="", log_headings=(), not_log=(), own_kinds={}, keys={},
        circles=(
            Circle("inner", Cadence(2, "week"), "2 weeks", 5, 90),
            Circle("close", Cadence(6, "week"), "6 weeks", 15, 60),
            Circle("steady", Cadence(3, "month"), "3 months", 50, 30),
            Circle("wide", Cadence(1, "year"), "1 year", 150, 15),
        ),
        agenda=AgendaSettings(
            reach_out=3, follow_up=Cadence(3, "day"), decide=Cadence(14, "day"), forget=Cadence(90, "day"),
            new_people=2, ahead=Cadence(2, "week"),
        ),
        hours_per_week=3.0,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        pytest.param('people = ["people/**", "!people/x"]', "people", ("people/**", "!people/x"), id="people"),
        pytest.param('ignore = ["Templates/**"]', "ignore", ("Templates/**",), id="ignore"),
        pytest.param('journal = "contact"', "journal", "contact", id="journal contact"),
        pytest.param('journal = "mentions"', "journal", "mentions", id="journal mentions"),
        pytest.param('why = "work I am proud of"', "why", "work I am proud of", id="why"),
        pytest.param('log-headings = ["Kontakt"]', "log_headings", ("Kontakt",), id="log-headings"),
        pytest.param('not-log = ["Stammbaum"]', "not_log", ("Stammbaum",), id="not-log"),
        pytest.param('[kinds]\nchess = 5\nAnruf = "call"', "own_kinds", {"chess": 5, "Anruf": "call"}, id="kinds"),
        pytest.param('[kinds]\nchess = 0\n"board game" = 5', "own_kinds", {"chess": 0, "board game": 5}, id="depths"),
        pytest.param('[kinds]\nSchach = "chess"\nchess = 5', "own_kinds", {"Schach": "chess", "chess": 5},
                     id="a translation of a kind that is added"),
        pytest.param('[kinds]\n"nicht da" = "no answer"', "own_kinds", {"nicht da": "no answer"},
                     id="a translation of a try"),
        pytest.param('[keys]\n"Contacted on" = "last-contact"', "keys", {"Contacted on": "last-contact"}, id="keys"),
        pytest.param("[capacity]\nhours-per-week = 2.5", "hours_per_week", 2.5, id="capacity"),
        pytest.param("[capacity]\nhours-per-week = 0", "hours_per_week", 0.0, id="capacity of nothing"),
        pytest.param("capacity.hours-per-week = 4", "hours_per_week", 4.0, id="dotted"),
        pytest.param('[agenda]\nreach-out = 0\nahead = "1 month"', "agenda",
                     AgendaSettings(reach_out=0, ahead=Cadence(1, "month")), id="part of agenda"),
        pytest.param('agenda = { forget = "1 year", new-people = 9 }', "agenda",
                     AgendaSettings(forget=Cadence(1, "year"), new_people=9), id="agenda in braces"),
        pytest.param('[agenda]\nfollow-up = "1 week"\ndecide = "1 month"', "agenda",
                     AgendaSettings(follow_up=Cadence(1, "week"), decide=Cadence(1, "month")), id="rest of agenda"),
    ],
)  # fmt: skip
def test_every_setting(text: str, name: str, value: Any) -> None:
    """What it is set to; all others keep their defaults."""
    assert read(text) == Settings()._replace(**{name: value})


@pytest.mark.parametrize(
    ("text", "circles"),
    [
        pytest.param(
            '[circles]\nnear = { cadence = "1 week" }\nfar = { cadence = "1 year", people = 9, minutes = 5 }',
            (Circle("near", Cadence(1, "week"), "1 week"), Circle("far", Cadence(1, "year"), "1 year", 9, 5)),
            id="in braces",
        ),
        pytest.param(
            '[circles.near]\ncadence = "1 week"\n[circles."a b"]\ncadence = "monthly"\npeople = 3',
            (Circle("near", Cadence(1, "week"), "1 week"), Circle("a b", Cadence(1, "month"), "monthly", 3)),
            id="a table each",
        ),
        pytest.param(
            '[circles]\nz = { people = 1 }\na = { cadence = "never" }\n1 = { cadence = "30" }',
            (Circle("z", None, None, 1), Circle("a", NEVER, "never"), Circle("1", Cadence(30, "day"), "30")),
            id="without a cadence",
        ),
    ],
)
def test_circles_are_those_of_the_file_in_its_order(text: str, circles: tuple[Circle, ...]) -> None:
    """Any names, innermost first, in place of the defaults."""
    settings = read(text)
    assert settings.circles == circles
    assert [settings.circle_rank(circle.name) for circle in circles] == list(range(len(circles)))
    assert settings.circle_rank("inner") == settings.circle_rank(None) == len(circles)


@pytest.mark.parametrize(
    ("text", "line", "near"),
    [
        pytest.param('\ningore = ["x"]', 2, '"ignore"', id="top"),
        pytest.param('log_headings = ["x"]', 1, '"log-headings"', id="top, underscore"),
        pytest.param("# capcity\n\n[capcity]\nhours-per-week = 3", 3, '"capacity"', id="table"),
        pytest.param("[agenda]\n# plums\n  reachout = 3", 3, '"reach-out"', id="in agenda"),
        pytest.param('[agenda]\nfolow-up = "1 day"', 2, '"follow-up"', id="in agenda, a span"),
        pytest.param("[capacity]\nhours_per_week = 3", 2, '"hours-per-week"', id="in capacity"),
        pytest.param('[circles]\nx = { people = 1 }\ny = { cadense = "1 week" }', 3, '"cadence"', id="in a circle"),
        pytest.param('[circles.x]\npeople = 1\ncadense = "1 week"', 3, '"cadence"', id="in a circle's own table"),
        pytest.param('agenda = { "ahed" = "1 week" }', 1, '"ahead"', id="in braces"),
        pytest.param("agenda.reachout = 3", 1, '"reach-out"', id="dotted"),
        pytest.param("zzz = 1", 1, "people, ignore, journal", id="nothing near: what is known"),
        pytest.param("[agenda]\nzzz = 1", 2, "reach-out, new-people", id="nothing near in agenda"),
    ],
)
def test_an_unknown_setting(text: str, line: int, near: str) -> None:
    """Its line and the nearest known one; nothing changes by it."""
    settings, problem = mistake(text)
    assert (problem.code, problem.line) == ("unknown-setting", line)
    assert problem.message.split('"')[1] in text.split("\n")[line - 1][(problem.column or 999) - 1 :]
    assert near in problem.message
    assert settings == Settings()._replace(circles=settings.circles)


@pytest.mark.parametrize(
    ("text", "line", "wanted"),
    [
        pytest.param("people = 3", 1, "a list of texts", id="people"),
        pytest.param('people = ["a", 3]', 1, "a list of texts", id="people, one of them"),
        pytest.param("ignore = true", 1, "a list of texts", id="ignore"),
        pytest.param("log-headings = { a = 1 }", 1, "a list of texts", id="log-headings"),
        pytest.param("not-log = [\n  1,\n]", 1, "a list of texts", id="not-log on several lines"),
        pytest.param('\njournal = "always"', 2, '"probably", "contact" or "mentions"', id="journal"),
        pytest.param("[journal]", 1, '"probably", "contact" or "mentions"', id="journal as a table"),
        pytest.param("why = 3", 1, "text", id="why"),
        pytest.param("circles = 3", 1, "table", id="circles"),
        pytest.param("[[circles]]\nx = 1", 1, "table", id="circles as a list"),
        pytest.param('[circles]\nx = "1 week"', 2, "table", id="a circle"),
        pytest.param('[circles]\na = {}\nx = { cadence = "soon" }', 3, "6 weeks", id="a circle's cadence"),
        pytest.param("[circles]\nx = { cadence = true }", 2, "6 weeks", id="a circle's cadence, no text"),
        pytest.param('[circles.x]\npeople = 1\ncadence = "soon"', 3, "6 weeks", id="in a circle's own table"),
        pytest.param('[circles]\nx = { people = "many" }', 2, "number", id="a circle's people"),
        pytest.param("[circles]\nx = { minutes = -1 }", 2, "number", id="a circle's minutes"),
        pytest.param("kinds = 3", 1, "table", id="kinds"),
        pytest.param("[kinds]\nchess = 6", 2, "depth from 0 to 5", id="a depth too deep"),
        pytest.param("[kinds]\nchess = -1", 2, "depth from 0 to 5", id="a depth below nothing"),
        pytest.param("[kinds]\nchess = true", 2, "depth from 0 to 5", id="a depth that is no number"),
        pytest.param('[kinds]\ntea = 5\nAnruf = "cal"', 3, "known kind", id="a translation of nothing known"),
        pytest.param('[kinds]\n"Anruf" = ""', 2, "known kind", id="an empty translation"),
        pytest.param("keys = 3", 1, "table", id="keys"),
        pytest.param('[keys]\n"Contacted on" = "last-contct"', 2, "known key", id="a key not known"),
        pytest.param("[keys]\nx = 3", 2, "known key", id="a key that is no text"),
        pytest.param("agenda = 3", 1, "table", id="agenda"),
        pytest.param('[agenda]\nreach-out = "three"', 2, "number", id="reach-out"),
        pytest.param("[agenda]\nreach-out = 1.5", 2, "number", id="reach-out in parts"),
        pytest.param("[agenda]\nnew-people = -2", 2, "number", id="new-people"),
        pytest.param("[agenda]\nnew-people = true", 2, "number", id="new-people that is no number"),
        pytest.param('[agenda]\nfollow-up = "soon"', 2, "6 weeks", id="follow-up"),
        pytest.param('[agenda]\ndecide = "biweekly"', 2, "6 weeks", id="decide"),
        pytest.param("[agenda]\nforget = []", 2, "6 weeks", id="forget"),
        pytest.param('[agenda]\nahead = "99 years"', 2, "6 weeks", id="ahead"),
        pytest.param('agenda.ahead = "soon"', 1, "6 weeks", id="dotted"),
        pytest.param("capacity = 3", 1, "table", id="capacity"),
        pytest.param('[capacity]\nhours-per-week = "3"', 2, "hours", id="hours-per-week"),
        pytest.param("[capacity]\nhours-per-week = -1", 2, "hours", id="fewer than no hours"),
        pytest.param("[capacity]\nhours-per-week = 169", 2, "hours", id="more hours than there are"),
        pytest.param("[capacity]\nhours-per-week = nan", 2, "hours", id="no number of hours"),
    ],
)
def test_a_value_that_will_not_do(text: str, line: int, wanted: str) -> None:
    """Its line and what to write; the default stands in its place."""
    settings, problem = mistake(text)
    assert (problem.code, problem.line) == ("bad-setting", line)
    assert wanted in problem.message
    assert settings._replace(circles=(), own_kinds={}) == Settings()._replace(circles=())


def test_one_mistake_costs_itself_alone() -> None:
    """Every other setting, in the same table too, is taken; mistakes stand in the order of the file."""
    settings, problems = parse_settings(
        "journl = 1\nwhy = 'us'\n[agenda]\nreach-out = 'x'\nnew-people = 9\n"
        "[kinds]\nchess = 9\ngo = 4\n[circles]\nx = { cadence = 'soon', people = 7, zz = 1, yy = 2 }\n"
    )
    assert (settings.why, settings.agenda, settings.own_kinds) == ("us", AgendaSettings(new_people=9), {"go": 4})
    assert settings.circles == (Circle("x", None, None, 7),)
    assert [problem.line for problem in problems] == [1, 4, 7, 10, 10, 10]
    assert [problem.message.split('"')[1] for problem in problems if problem.code == "unknown-setting"] == [
        *("journl", "zz", "yy")
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("why = ", 1, id="no value"),
        pytest.param("\nwhy = us", 2, id="no quotes"),
        pytest.param('why = "us', 1, id="quote never closed"),
        pytest.param("a = 1\nb = 2\na = 3", 3, id="a setting twice"),
        pytest.param("agenda = 3\n[agenda]\n", 2, id="a table twice"),
        pytest.param('ignore = [\n  "x"\n', None, id="bracket never closed"),
        pytest.param("---\nname: Ada\n---\n", 1, id="YAML"),
        pytest.param("a = " + "[" * 5_000, None, id="nested without end"),
    ],
)
def test_what_is_no_toml(text: str, line: int | None) -> None:
    """One line that names file and line and says what to do."""
    with pytest.raises(BadSettings) as refused:
        parse_settings(text)
    message = refused.value.message
    assert message.startswith(f"netnotes.toml:{line or ''}")
    assert message.endswith("mend the line")
    assert "\n" not in message


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(b'why = "us"\nignore = ["caf\xe9"]\n', "netnotes.toml:2: is not UTF-8", id="Latin-1"),
        pytest.param('why = "us"'.encode("utf-16"), "netnotes.toml:1: is not UTF-8", id="UTF-16"),
        pytest.param(b"#" * (MOST_BYTES + 1), "netnotes.toml: is over 1 MB", id="too big"),
    ],
)
def test_a_file_that_cannot_be_read(data: bytes, said: str, tmp_path: Path) -> None:
    """Told with file and line."""
    (tmp_path / "netnotes.toml").write_bytes(data)
    with pytest.raises(BadSettings) as refused:
        load_settings(str(tmp_path))
    assert refused.value.message.startswith(said)


@pytest.mark.parametrize("data", [b'why = "us"\n', b'\xef\xbb\xbfwhy = "us"\r\n', b'why = "us"'])
def test_a_file_that_can(data: bytes, tmp_path: Path) -> None:
    """With a byte order mark, CRLF or without a final newline; and without any file the defaults hold."""
    assert load_settings(str(tmp_path)) == (Settings(), [])
    (tmp_path / "netnotes.toml").write_bytes(data)
    assert load_settings(str(tmp_path)) == (Settings()._replace(why="us"), [])


def test_what_the_program_does_with_mistakes(vault: Any, netnotes: Any) -> None:
    """A mistake is one line on standard error and stands in check; what is no TOML ends the command with 2."""
    vault.write("people/Ada.md", "- 2026-11-14 tea\n")
    vault.write("netnotes.toml", "\njournl = 1\n")
    listed = netnotes("list")
    assert (listed.exit_code, "Ada" in listed.stdout) == (0, True)
    assert listed.stderr.startswith("netnotes.toml:2: warning: ")
    assert [(row["path"], row["line"], row["code"]) for row in netnotes("check --format json").json()] == [
        ("netnotes.toml", 2, "unknown-setting")
    ]
    vault.write("netnotes.toml", "why = us\n")
    refused = netnotes("list")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "netnotes.toml:1" in refused.stderr
