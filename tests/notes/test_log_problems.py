"""What is told of a log that cannot be read in full (FORMAT, Log lines; LAW 1)."""

from __future__ import annotations

import pytest

from .reading import codes, days, read


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("14.11.2026 lunch", id="German"),
        pytest.param("15.6.26 lunch", id="German, short"),
        pytest.param("14/11/2026 lunch", id="slashes"),
        pytest.param("2026/11/14 lunch", id="year first, slashes"),
        pytest.param("2026-08 lunch", id="no day"),
        pytest.param("**2026-08** lunch", id="no day, bold"),
        pytest.param("2026-8-1 lunch", id="no zeros"),
        pytest.param("2026-02-30 lunch", id="no such day"),
        pytest.param("2026-13-01 lunch", id="no such month"),
        pytest.param("**2026-02-30**: lunch", id="no such day, bold"),
        pytest.param("[[2026-02-30]] lunch", id="no such day, link"),
    ],
)
@pytest.mark.parametrize("heading", [pytest.param("", id="no log heading"), pytest.param("## Log\n", id="log")])
def test_another_form_or_an_impossible_day(written: str, heading: str) -> None:
    """Beside dated lines it is log-bad-date, a warning of that line alone that says what to write."""
    note = read(f"{heading}- 2026-11-20 tea\n- {written}\n- 2026-01-01 tea\n")
    assert [str(line.day) for line in note.lines] == ["2026-11-20", "2026-01-01"]
    (problem,) = note.problems
    assert (problem.code, problem.severity, problem.line) == ("log-bad-date", "warning", 2 + bool(heading))
    assert problem.column == 3
    assert problem.path == "people/ada.md"


@pytest.mark.parametrize("written", ["plums", "**plums**", "yesterday: plums", "[[Bo]] came up", "12 plums"])
@pytest.mark.parametrize("heading", [pytest.param("", id="no log heading"), pytest.param("## Log\n", id="log")])
def test_an_item_without_a_date(written: str, heading: str) -> None:
    """Beside dated lines it is log-no-date, a warning."""
    note = read(f"{heading}- 2026-11-20 tea\n- {written}\n- 2026-01-01 tea\n")
    (problem,) = note.problems
    assert (problem.code, problem.severity, problem.line) == ("log-no-date", "warning", 2 + bool(heading))


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("## Log\n- plums\n- pears\n", id="a log without dated lines"),
        pytest.param("- plums\n- pears\n\n## Log\n- 2026-11-20 tea\n", id="items above the log"),
        pytest.param("## Log\n- 2026-11-20 tea\n## Likes\n- plums\n", id="items under another heading"),
        pytest.param("## Notes\n- 2026-11-20 tea\n## Likes\n- plums\n- 14.11.2026\n", id="another section, no log"),
        pytest.param("## Career\n- 2026-02-30 promoted\n- 2026-01-01 hired\n- at last\n", id="no log by its title"),
        pytest.param("## Log\n- 2026-11-20 tea\n  - plums\n", id="an item under a dated one"),
        pytest.param("## Log\n- 2026-11-20 tea\n- \n-\n", id="empty items"),
        pytest.param("## Log\n- 2026-11-20 tea\n- [ ] plums\n- TODO pears\n", id="tasks"),
        pytest.param("## Log\n- 2026-11-20 tea\n\nShe is well.\n", id="a paragraph"),
        pytest.param("## Log\n| When | What |\n|---|---|\n| 2026-11-20 | tea |\n| | plums |\n", id="table rows"),
        pytest.param("## Log\n- 2026-11-20 tea\n```\n- plums\n```\n<!-- - pears -->\n", id="code and comments"),
        pytest.param("## 2026-11-20 Call\n- plums\n- pears\n", id="items under a dated heading"),
        pytest.param("## Log\n- 2026-11-20 tea\n### 2026-11-14 Call\n- plums\n", id="a dated heading in a log"),
    ],
)
def test_what_is_nothing_to_mend(body: str) -> None:
    """Only items beside dated lines are told, in the same section."""
    assert codes(read(body)) == []


@pytest.mark.parametrize(
    ("body", "expected", "told"),
    [
        pytest.param("- 2026-11-20 a\n\n```\n- 2026-11-14 b\n", ["2026-11-20"], [(3, "open-fence")], id="fence"),
        pytest.param("- 2026-11-20 a\n<!-- b\n- 2026-11-14 b\n", ["2026-11-20"], [(2, "open-fence")], id="comment"),
        pytest.param(
            "## Log\n<<<<<<< ours\n- 2026-11-20 a\n=======\n- 2026-11-14 b\n>>>>>>> theirs\n",
            ["2026-11-20", "2026-11-14"],
            [(2, "merge-conflict")],
            id="git conflict",
        ),
    ],
)
def test_what_keeps_part_of_a_body_from_being_read(body: str, expected: list[str], told: list[object]) -> None:
    """A fence never closed hides the rest and is told; of a git conflict both sides are read."""
    assert days(body) == expected
    assert codes(read(body)) == told


@pytest.mark.parametrize("written", ["14.11.2026", "2026-08", "2026-02-30"])
def test_a_log_of_nothing_but_other_forms_is_told(written: str) -> None:
    """Under a log heading a date that nobody can read is told, also where it stands alone."""
    assert codes(read(f"## Log\n- {written} lunch\n")) == [(2, "log-bad-date")]
