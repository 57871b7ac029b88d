"""Tasks: what I said I would do and what I wait for (FORMAT, Tasks)."""

from __future__ import annotations

from datetime import date

import pytest

from .reading import codes, days, read, tasks


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("send the book due 2026-12-01", id="due"),
        pytest.param("send the book, due 2026-12-01", id="due after a comma"),
        pytest.param("send the book due:2026-12-01", id="due with a colon"),
        pytest.param("send the book due: 2026-12-01", id="due with a colon and a space"),
        pytest.param("send the book 📅 2026-12-01", id="calendar"),
        pytest.param("send the book 📅2026-12-01", id="calendar without a space"),
        pytest.param("send the book [due:: 2026-12-01]", id="Dataview"),
        pytest.param("send the book (due 2026-12-01)", id="in parentheses"),
        pytest.param("send the book (due: 2026-12-01)", id="in parentheses with a colon"),
        pytest.param("send the book due 2026-12-01 by post", id="amid the text"),
    ],
)
@pytest.mark.parametrize("mark", ["[ ]", "TODO"])
def test_the_day_it_is_due(written: str, mark: str) -> None:
    """Every form sets the day and leaves the text whole."""
    (task,) = tasks(f"- {mark} {written}\n")
    assert (task.due, task.open, task.mine) == (date(2026, 12, 1), True, True)
    assert task.text.startswith("send the book")


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("send the book", id="none"),
        pytest.param("return the book overdue 2026-12-01", id="part of a word"),
        pytest.param("talk about 2026-12-01", id="another date"),
        pytest.param("send the book due soon", id="no date"),
    ],
)
def test_no_day(written: str) -> None:
    """Only the forms of FORMAT set a day."""
    (task,) = tasks(f"- [ ] {written}\n")
    assert (task.due, task.text) == (None, written)


def test_the_day_it_was_made() -> None:
    """The sign of the Tasks plugin says how old a task is, and wins over the line that it stands under."""
    (one, two) = tasks("- [ ] send the book ➕ 2026-11-02\n- 2026-11-20 call: x\n  - [ ] fetch it ➕2026-11-03\n")
    assert (one.made, one.text) == (date(2026, 11, 2), "send the book")
    assert (two.made, two.text) == (date(2026, 11, 3), "fetch it")


def test_a_due_day_that_cannot_be() -> None:
    """The task stays, without a day, and is told."""
    note = read("- [ ] send the book due 2026-02-30\n")
    assert [(task.due, task.open) for task in note.tasks] == [(None, True)]
    assert codes(note) == [(1, "bad-date")]


@pytest.mark.parametrize(
    ("mark", "is_open", "dropped"),
    [
        ("[ ]", True, False),
        ("[x]", False, False),
        ("[X]", False, False),
        ("[-]", False, True),
        ("[/]", True, False),
        ("[>]", True, False),
        ("[?]", True, False),
        ("[!]", True, False),
        ("TODO", True, False),
        ("DOING", True, False),
        ("NOW", True, False),
        ("LATER", True, False),
        ("WAITING", True, False),
    ],
)
@pytest.mark.parametrize("bullet", ["-", "*", "+", "1."])
def test_marks(mark: str, is_open: bool, dropped: bool, bullet: str) -> None:
    """`[x]` is done, `[-]` dropped, every other mark open, and so are Logseq's words."""
    (task,) = tasks(f"{bullet} {mark} send the book\n")
    assert (task.open, task.dropped, task.text) == (is_open, dropped, "send the book")


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("- TODOs are endless\n", id="a longer word"),
        pytest.param("- todo lists bore her\n", id="small letters"),
        pytest.param("TODO send the book\n", id="no item"),
        pytest.param("[ ] send the book\n", id="a box without an item"),
        pytest.param("- [link](x.md) send the book\n", id="a link"),
        pytest.param("- [[Bo]] send the book\n", id="a wiki link"),
        pytest.param("- send the book [ ]\n", id="a box at the end"),
        pytest.param("```\n- [ ] send the book\n```\n", id="code"),
        pytest.param("<!-- - [ ] send the book -->\n", id="comment"),
        pytest.param("%%\n- [ ] send the book\n%%\n", id="Obsidian comment"),
    ],
)
def test_what_is_no_task(body: str) -> None:
    """A task is a list item that begins with a mark, outside code and comments."""
    assert tasks(body) == ()


@pytest.mark.parametrize(
    ("written", "mine"),
    [
        ("waiting: her notes", False),
        ("they: send the notes", False),
        ("Waiting: her notes", False),
        ("They: send the notes", False),
        ("waiting for her notes", True),
        ("they said so", True),
        ("send notes, waiting: hers", True),
    ],
)
@pytest.mark.parametrize("due", ["", ", due 2026-12-01"])
def test_whose_it_is(written: str, mine: bool, due: str) -> None:
    """A text that begins with `waiting:` or `they:` is theirs to do."""
    (task,) = tasks(f"- [ ] {written}{due}\n")
    assert task.mine is mine


@pytest.mark.parametrize(
    ("body", "made"),
    [
        pytest.param("- [ ] send the book\n", None, id="under nothing"),
        pytest.param("## Log\n- 2026-11-14 tea\n- [ ] send the book\n", None, id="beside a dated line"),
        pytest.param("## Log\n- 2026-11-14 tea\n  - [ ] send the book\n", "2026-11-14", id="under a dated line"),
        pytest.param("- 2026-11-14 tea\n  - plums\n    - [ ] send the book\n", "2026-11-14", id="deeper"),
        pytest.param("- 2026-11-14 tea\n\n  - [ ] send the book\n", "2026-11-14", id="after a blank line"),
        pytest.param("- 2026-11-14 tea\n- 2026-11-10 tea\n  - [ ] send the book\n", "2026-11-10", id="the nearest"),
        pytest.param("## 2026-11-14\n- [ ] send the book\n", "2026-11-14", id="under a dated heading"),
        pytest.param("## 2026-11-14\nTea.\n\n### Next\n- [ ] send the book\n", "2026-11-14", id="a heading below it"),
        pytest.param("### 2026-11-14\nTea.\n\n## Next\n- [ ] send the book\n", None, id="a heading that ends it"),
        pytest.param("- plums\n  - [ ] send the book\n", None, id="under an undated item"),
        pytest.param(
            "## 2026-11-14\n- 2026-11-10 tea\n  - [ ] send the book\n", "2026-11-10", id="line before heading"
        ),
        pytest.param("## Log\n- TODO send the book\n", None, id="a Logseq task in a log"),
        pytest.param("- 2026-11-14 tea\n  - TODO send the book\n", "2026-11-14", id="a Logseq task under a dated line"),
    ],
)
def test_its_age(body: str, made: str | None) -> None:
    """That of the dated line or heading it stands in."""
    (task,) = tasks(body)
    assert (str(task.made) if task.made else None) == made


@pytest.mark.parametrize("heading", ["", "## To do\n", "## Log\n", "## Career\n"])
def test_tasks_stand_anywhere(heading: str) -> None:
    """Under any heading, and never as log lines; they know their line."""
    body = f"{heading}- [ ] 2026-11-14 send the book\n- [x] lunch\n"
    assert [(task.number, task.open) for task in tasks(body)] == [(1 + bool(heading), True), (2 + bool(heading), False)]
    assert days(body) == []


def test_the_day_it_was_done() -> None:
    """A ticked task says when with a check mark; the mark is no part of its text."""
    (task,) = tasks("- [x] send the book ✅ 2026-11-20\n")
    assert (task.done, task.open, task.text) == (date(2026, 11, 20), False, "send the book")
