"""Which lines of a body are log lines, and what belongs to each (FORMAT, Log lines)."""

from __future__ import annotations

import pytest

from .reading import codes, days, fields, lines, read, said

LOG_HEADINGS = [
    *("Log", "Interactions", "Interaction log", "Contact log", "Communication log"),
    *("Conversations", "History", "Timeline"),
]
NOT_LOG_HEADINGS = [
    *("Life events", "Biography", "Career", "Positions", "Education", "Milestones"),
    *("Important dates", "References"),
]


@pytest.mark.parametrize(
    ("written", "day", "time"),
    [
        pytest.param("2026-11-14", "2026-11-14", "", id="plain"),
        pytest.param("**2026-11-14**", "2026-11-14", "", id="bold"),
        pytest.param("[[2026-11-14]]", "2026-11-14", "", id="link"),
        pytest.param("**[[2026-11-14]]**", "2026-11-14", "", id="bold link"),
        pytest.param("[[daily/2026-11-14]]", "2026-11-14", "", id="link with a path"),
        pytest.param("[[2026-11-14|Saturday]]", "2026-11-14", "", id="link that shows another word"),
        pytest.param("[2026-11-14](daily/2026-11-14.md)", "2026-11-14", "", id="Markdown link"),
        pytest.param("2026-11-14T10:30", "2026-11-14", "10:30", id="date-time"),
        pytest.param("2026-11-14 10:30", "2026-11-14", "10:30", id="time"),
        pytest.param("**2026-11-14** 10:30", "2026-11-14", "10:30", id="bold, then time"),
        pytest.param("[[2026-11-14]] 10:30", "2026-11-14", "10:30", id="link, then time"),
        pytest.param("**2026-11-14 10:30**", "2026-11-14", "10:30", id="bold with time"),
        pytest.param("2026-05-20/21", "2026-05-20", "", id="range is its first day"),
        pytest.param("**2026-05-20/21**", "2026-05-20", "", id="bold range"),
    ],
)
@pytest.mark.parametrize("after", [pytest.param(after, id=repr(after)) for after in (" ", ": ", " — ", " - ", " | ")])
def test_dates_and_times(written: str, day: str, time: str, after: str) -> None:
    """ISO, bold or a link, with or without a time; one separator directly after them is skipped."""
    (line,) = lines(f"- {written}{after}call: plums\n")
    assert (str(line.day), line.time, said(line.head)) == (day, time, {"kind": "call", "text": "plums"})


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("2026-11-14th lunch", id="letters after it"),
        pytest.param("2026-11-145 lunch", id="a digit after it"),
        pytest.param("12026-11-14 lunch", id="a digit before it"),
        pytest.param("on 2026-11-14 lunch", id="a word before it"),
        pytest.param("`2026-11-14` lunch", id="code"),
    ],
)
def test_what_begins_with_no_date_is_no_log_line(written: str) -> None:
    """The line begins with the date, and the date is whole."""
    assert days(f"- {written}\n") == []


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("- 2026-11-14 lunch: plums", id="item with a dash"),
        pytest.param("* 2026-11-14 lunch: plums", id="item with a star"),
        pytest.param("+ 2026-11-14 lunch: plums", id="item with a plus"),
        pytest.param("1. 2026-11-14 lunch: plums", id="numbered item"),
        pytest.param("2) 2026-11-14 lunch: plums", id="numbered item with a bracket"),
        pytest.param("- in November\n  - 2026-11-14 lunch: plums", id="item under an undated item"),
        pytest.param("- in November\n\n    - 2026-11-14 lunch: plums", id="item under one, after a blank line"),
        pytest.param("- 2026-11-14 lunch: plums <!-- and pears -->", id="item with a comment"),
        pytest.param("- 2026-11-14 lunch: plums <!-- and\npears -->", id="item with a comment of two lines"),
        pytest.param("2026-11-14 lunch: plums", id="paragraph"),
        pytest.param("**2026-11-14** lunch: plums", id="paragraph with a bold date"),
        pytest.param("| 2026-11-14 | lunch | plums |", id="table row"),
        pytest.param("| **2026-11-14** | lunch | plums |", id="table row with a bold date"),
        pytest.param("| When | What | Said |\n|---|:-:|---|\n| [[2026-11-14]] | lunch | plums |", id="whole table"),
        pytest.param("### 2026-11-14 — lunch\n\nplums", id="heading"),
        pytest.param("# 2026-11-14 lunch\nplums", id="heading of level 1"),
    ],
)
@pytest.mark.parametrize("before", [pytest.param("", id="first"), pytest.param("She is well.\n\n", id="after text")])
def test_the_shapes_of_a_log_line(line: str, before: str) -> None:
    """A list item, a line that begins a paragraph, a table row whose first cell is the date, or a heading."""
    (found,) = lines(f"{before}{line}\n")
    assert (str(found.day), said(found.head)) == ("2026-11-14", {"kind": "lunch", "text": "plums"})


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("We last spoke on\n2026-11-14 about the house.\n", id="wrapped in a paragraph"),
        pytest.param("- She came on\n2026-11-14 with plums.\n", id="wrapped in an item"),
        pytest.param("- [ ] send the book by\n2026-12-14 by post\n", id="wrapped in a task"),
        pytest.param("| Who | 2026-11-14 |\n", id="second cell"),
        pytest.param("> 2026-11-14 lunch\n", id="quote"),
        pytest.param("- [ ] 2026-11-14 lunch\n", id="open task"),
        pytest.param("- [x] 2026-11-14 lunch\n", id="done task"),
        pytest.param("- TODO 2026-11-14 lunch\n", id="Logseq task"),
        pytest.param("```\n- 2026-11-14 lunch\n```\n", id="fence"),
        pytest.param("~~~ text\n- 2026-11-14 lunch\n```\n~~~\n", id="fence of tildes"),
        pytest.param("- example\n  ```\n  - 2026-11-14 lunch\n  ```\n", id="fence in an item"),
        pytest.param("Code:\n\n    - 2026-11-14 lunch\n", id="indented code"),
        pytest.param("1. plums\n\nCode:\n\n    - 2026-11-14 lunch\n", id="indented code after a list"),
        pytest.param("<!-- - 2026-11-14 lunch -->\n", id="comment"),
        pytest.param("<!--\n- 2026-11-14 lunch\n-->\n", id="comment of several lines"),
        pytest.param("%%\n- 2026-11-14 lunch\n%%\n", id="Obsidian comment"),
        pytest.param("```\n## 2026-11-14 lunch\n```\n", id="heading in a fence"),
    ],
)
@pytest.mark.parametrize("heading", [pytest.param("", id="no log heading"), pytest.param("## Log\n\n", id="log")])
def test_what_is_no_log_line(body: str, heading: str) -> None:
    """Prose that wraps at a date, tasks, quotes, code and comments; what stands after them is read."""
    assert days(f"{heading}{body}\n- 2026-01-01 tea\n") == ["2026-01-01"]


@pytest.mark.parametrize("heading", ["", "## Log\n"])
def test_dated_lines_one_under_the_other(heading: str) -> None:
    """Each is a line of its own, as in a list without bullets."""
    assert days(f"{heading}2026-11-14 lunch\n2026-11-10 tea\n**2026-11-08** call\n") == [
        *("2026-11-14", "2026-11-10", "2026-11-08")
    ]


@pytest.mark.parametrize("title", [*LOG_HEADINGS, *(title.upper() for title in LOG_HEADINGS[:2]), "Kontakt"])
@pytest.mark.parametrize("level", [1, 2, 6])
def test_under_log_headings_only(title: str, level: int) -> None:
    """Any level, any case, and those that settings add; what stands elsewhere is no log then."""
    heading = "#" * level
    body = f"- 2026-01-01 tea\n\n{heading} {title}\n\n- 2026-11-14 lunch\n\n{heading} Notes\n\n- 2026-02-02 tea\n"
    assert days(body, settings='log-headings = ["Kontakt"]') == ["2026-11-14"]


@pytest.mark.parametrize("title", [*NOT_LOG_HEADINGS, *(title.upper() for title in NOT_LOG_HEADINGS[:2]), "Stammbaum"])
@pytest.mark.parametrize("level", [2, 4])
def test_without_a_log_heading_anywhere_but_under_some(title: str, level: int) -> None:
    """Life events and their like hold no log, nor do those that settings add; every other place does."""
    heading = "#" * level
    body = f"- 2026-01-01 tea\n\n{heading} {title}\n\n- 2026-11-14 married\n\n{heading} Notes\n\n- 2026-02-02 tea\n"
    assert days(body, settings='not-log = ["Stammbaum"]') == ["2026-01-01", "2026-02-02"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("## Log\n### 2026\n- 2026-11-14 a\n#### Autumn\n- 2026-10-14 a\n", ["2026-11-14", "2026-10-14"],
                     id="a heading below it belongs to it"),
        pytest.param("### Log\n- 2026-11-14 a\n## Other\n- 2026-10-14 a\n", ["2026-11-14"],
                     id="a heading above it ends it"),
        pytest.param("## Log\n- 2026-11-14 a\n## Other\n## History\n- 2026-10-14 a\n", ["2026-11-14", "2026-10-14"],
                     id="two logs"),
        pytest.param("Log\n---\n\n- 2026-11-14 a\n", ["2026-11-14"], id="underlined heading"),
        pytest.param("## Career\n### Oslo\n- 2026-11-14 a\n", [], id="a heading below one that is no log"),
        pytest.param("## Logbook\n- 2026-11-14 a\n## Life\n- 2026-10-14 a\n", ["2026-11-14", "2026-10-14"],
                     id="another title is none"),
        pytest.param("```\n## Log\n```\n\n- 2026-11-14 a\n", ["2026-11-14"], id="in a fence it is no heading"),
        pytest.param("<!--\n## Log\n-->\n\n- 2026-11-14 a\n", ["2026-11-14"], id="in a comment it is no heading"),
        pytest.param("## Log\n## 2022-02-15\nb\n", ["2022-02-15"], id="a dated heading after the log"),
        pytest.param("## 2022-02-15\nb\n\n## Log\n- 2026-11-14 a\n", ["2022-02-15", "2026-11-14"],
                     id="a dated heading besides the log"),
    ],
)  # fmt: skip
def test_what_stands_under_a_heading(body: str, expected: list[str]) -> None:
    """Sections nest by level; a heading that begins with a date is a log line besides."""
    assert days(body) == expected


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param("- 2026-11-14 call: plums\n  and pears\n", "plums\nand pears", id="indented line"),
        pytest.param("- 2026-11-14 call: plums\n\n  and pears\n", "plums\nand pears", id="indented paragraph"),
        pytest.param("- 2026-11-14 call: plums\n  - and pears\n", "plums\nand pears", id="item under it"),
        pytest.param("- 2026-11-14 call:\n  - plums\n    - and pears\n", "plums\nand pears", id="two levels, no text"),
        pytest.param("- 2026-11-14 call: plums\n\t- and pears\n", "plums\nand pears", id="tab"),
        pytest.param("- 2026-11-14 call: plums\n  - 2026-11-10 and pears\n", "plums\n2026-11-10 and pears",
                     id="dated item under it"),
        pytest.param("- 2026-11-14 call: plums\n  - [ ] send pears\n", "plums", id="a task under it is a task"),
        pytest.param("- 2026-11-14 call: plums\n\nand pears\n", "plums", id="a paragraph of its own is not"),
        pytest.param("- 2026-11-14 call: plums\n- and pears\n", "plums", id="an item beside it is not"),
        pytest.param("### 2026-11-14 — Call\nplums\n\nand pears\n", "plums\nand pears", id="heading"),
        pytest.param("### 2026-11-14 — Call\n- plums\n- and pears\n", "plums\nand pears", id="heading with items"),
        pytest.param("### 2026-11-14 — Call\nplums\n#### Then\nand pears\n", "plums\nand pears",
                     id="heading with one below"),
        pytest.param("### 2026-11-14 — Call\nplums\n### Notes\nand pears\n", "plums", id="heading to the next one"),
    ],
)  # fmt: skip
def test_what_belongs_to_a_line(body: str, text: str) -> None:
    """Indented lines under an item; all that stands below a dated heading. Only the first line can be a head."""
    (line,) = lines(body)
    assert said(line.head) == {"kind": "call", "text": text}


def test_people_in_the_lines_below_are_mentioned() -> None:
    """The head is in the first line alone."""
    (line,) = lines("- 2026-11-14 call with [[Bo]]: plums\n  with [[Cy]] and [[Bo]]: pears\n")
    assert [link.target for link in line.head.people] == ["Bo"]
    assert [link.target for link in line.head.mentions] == ["Cy"]


def test_dated_items_under_a_dated_heading_are_lines_of_their_own() -> None:
    """The heading keeps what has no date."""
    first, second = lines("## 2026-11-14 call\nplums\n- 2026-11-10 tea: pears\n")
    assert said(first.head) == {"kind": "call", "text": "plums"}
    assert (str(second.day), said(second.head)) == ("2026-11-10", {"kind": "tea", "text": "pears"})


@pytest.mark.parametrize("heading", ["", "## Log\n"])
def test_lines_know_their_number(heading: str) -> None:
    """Counted from 1 in the file, the fields included."""
    note = read(f"---\nname: Ada\n---\n{heading}\n- 2026-11-14 a\n  more\n- 2026-11-10 b\n\n2026-11-09 c\n")
    first = 5 + bool(heading)
    assert [line.number for line in note.lines] == [first, first + 2, first + 4]


@pytest.mark.parametrize(
    ("others", "first_is_later"),
    [
        pytest.param(("", ""), True, id="newest first where nothing tells"),
        pytest.param(("- 2026-12-01 a\n", ""), True, id="a later day above"),
        pytest.param(("", "- 2026-10-01 a\n"), True, id="an earlier day below"),
        pytest.param(("- 2026-10-01 a\n", ""), False, id="an earlier day above"),
        pytest.param(("", "- 2026-12-01 a\n"), False, id="a later day below"),
    ],
)
def test_a_log_runs_either_way(others: tuple[str, str], first_is_later: bool) -> None:
    """Within one day the later line is the upper one in a log that runs newest first, else the lower one."""
    found = lines(f"## Log\n{others[0]}- 2026-11-14 upper\n- 2026-11-14 lower\n{others[1]}")
    upper, lower = (line for line in found if str(line.day) == "2026-11-14")
    assert (upper.order > lower.order) is first_is_later


@pytest.mark.parametrize(
    ("yaml", "day", "expected"),
    [
        pytest.param("- 2026-11-14 call in: plums", "2026-11-14", {"kind": "call", "direction": "in", "text": "plums"},
                     id="text"),
        pytest.param('- "**2026-11-14**: call: plums"', "2026-11-14", {"kind": "call", "text": "plums"},
                     id="text with a bold date"),
        pytest.param("- {date: 2026-11-14, kind: call, note: plums}", "2026-11-14", {"kind": "call", "text": "plums"},
                     id="table"),
        pytest.param("- date: 2026-11-14\n    note: plums", "2026-11-14", {"kind": "contact", "text": "plums"},
                     id="table without kind"),
        pytest.param("- date: 2026-11-14\n    kind: call", "2026-11-14", {"kind": "call"}, id="table without note"),
    ],
)  # fmt: skip
def test_interactions_in_the_fields(yaml: str, day: str, expected: dict[str, str]) -> None:
    """Each entry is a text that begins with a date, or a table of date, kind and note."""
    (line,) = fields(f"name: Ada\ninteractions:\n  {yaml}").lines
    assert (str(line.day), line.number, said(line.head)) == (day, 4, expected)


def test_interactions_stand_beside_the_log() -> None:
    """One bad entry costs itself alone."""
    note = read(
        "---\ninteractions:\n  - 2026-11-14 call\n  - last week\n  - 2026-02-30 tea\n"
        "  - [tea]\n  - 2026-11-12 tea\n---\n## Log\n- 2026-11-10 lunch\n"
    )
    assert sorted(str(line.day) for line in note.lines) == ["2026-11-10", "2026-11-12", "2026-11-14"]
    assert codes(note) == [(4, "log-no-date"), (5, "log-bad-date"), (6, "log-no-date")]


def test_what_is_left_is_the_text_of_the_note() -> None:
    """Without title, log (also what cannot be read there) and tasks; blank lines are folded."""
    body = (
        "# Ada\n\nShe is well.\n\n- [ ] send the book\n\n\n## Likes\n- plums\n\n## Log\n\n"
        "- 2026-11-14 tea\n  and pears\n- undated\n- 14.11.2026 chess\n\n2026-02-30 tea\n\n## Fears\n\n- wasps\n\n"
    )
    assert read(body).body == "She is well.\n\n## Likes\n- plums\n\n## Fears\n\n- wasps"
