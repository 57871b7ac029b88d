"""Finding the fields at the top of a note, and reading them as the texts that were written (LAWS 1 to 4)."""

from __future__ import annotations

import time

import pytest

from netnotes.model.settings import Settings
from netnotes.notes.composing import MOST_BYTES, MOST_DEPTH, MOST_NODES
from netnotes.notes.note import NoteReader

from .reading import PATH, codes, facts, fields, read


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("---\nrole: poet\n---\n- 2026-11-14 tea\n", 4, id="plain"),
        pytest.param("---  \nrole: poet\n---\t\n- 2026-11-14 tea\n", 4, id="blanks after the dashes"),
        pytest.param("\ufeff---\nrole: poet\n---\n- 2026-11-14 tea\n", 4, id="byte order mark"),
        pytest.param("---\r\nrole: poet\r\n---\r\n- 2026-11-14 tea\r\n", 4, id="CRLF"),
        pytest.param("---\n  role: poet\n  org: x\n---\n\n- 2026-11-14 tea", 6, id="indented, no final newline"),
        pytest.param("---\n# plums\nrole: poet # pears\n---\n- 2026-11-14 tea\n", 5, id="comments"),
        pytest.param("---\n{role: poet, org: x}\n---\n- 2026-11-14 tea\n", 4, id="one table in braces"),
        pytest.param("---\nrole: poet\n---\n- 2026-11-14 tea\n\n---\n\norg: y\n---\n", 4, id="dashes in the body"),
        pytest.param("---\nrole: poet\nwhy: |\n  ----\n---\n- 2026-11-14 tea\n", 6, id="dashes in a value"),
    ],
)
def test_where_the_fields_stand(text: str, line: int) -> None:
    """Between a first line of three dashes and the next such line; lines are counted in the file."""
    note = read(text)
    assert (note.facts["role"], [log.number for log in note.lines], codes(note)) == ("poet", [line], [])


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        pytest.param("- 2026-11-14 tea\n", None, id="none"),
        pytest.param("---\n---\n- 2026-11-14 tea\n", None, id="empty"),
        pytest.param("---\n# a comment\n---\n- 2026-11-14 tea\n", None, id="nothing but a comment"),
        pytest.param("----\nrole: poet\n----\n\n- 2026-11-14 tea\n", "fm-dashes", id="four dashes"),
        pytest.param("—\nrole: poet\n—\n\n- 2026-11-14 tea\n", "fm-dashes", id="a dash that an editor made"),
        pytest.param("\n---\nrole: poet\n---\n\n- 2026-11-14 tea\n", "fm-not-first", id="below an empty line"),
        pytest.param('+++\nrole = "poet"\n+++\n\n- 2026-11-14 tea\n', "fm-toml", id="TOML"),
        pytest.param('{\n"role": "poet"\n}\n\n- 2026-11-14 tea\n', "fm-json", id="JSON"),
    ],
)
def test_notes_without_fields(text: str, hint: str | None) -> None:
    """The body is read, and what looks like fields and is none gets a hint on line 1."""
    note = read(text)
    assert ("role" in note.facts, [str(line.day) for line in note.lines]) == (False, ["2026-11-14"])
    assert [(problem.line, problem.code, problem.severity) for problem in note.problems] == (
        [(1, hint, "warning")] if hint else []
    )


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        pytest.param("---\nname: Ada\n\nBody.\n", "fm-unclosed", 1, id="never closed"),
        pytest.param("---", "fm-unclosed", 1, id="dashes alone"),
        pytest.param("---\n- a\n- b\n---\n", "fm-not-mapping", 2, id="list"),
        pytest.param("---\nplums\n---\n", "fm-not-mapping", 2, id="text"),
        pytest.param("---\nname: Ada\n--- city: Oslo\n---\n", "yaml-directive", 3, id="second document"),
        pytest.param("---\n%YAML 1.2\nname: Ada\n---\n", "yaml", 2, id="directive"),
        pytest.param("---\nname: Ada\n<<<<<<< HEAD\nx: 1\n=======\nx: 2\n>>>>>>> other\n---\n", "merge-conflict", 3,
                     id="git conflict"),
        pytest.param("---\nname: Ada\ntags:\n\t- a\n---\n", "yaml", 4, id="tab"),
        pytest.param("---\nname: Ada\ntwitter: @ada\n---\n", "yaml", 3, id="at sign"),
        pytest.param("---\nname: `Ada`\n---\n", "yaml", 2, id="backtick"),
        pytest.param("---\nname: Ada\nx: %a\n---\n", "yaml", 3, id="percent"),
        pytest.param("---\nname: Ada\nnote: re: lunch\n---\n", "yaml", 3, id="colon and space in a value"),
        pytest.param('---\nx: 1\nname: "Ada\ncity: Oslo\n---\n', "yaml", 3, id="quote never closed"),
        pytest.param("---\nname: Ada\ntags: [a, b\n---\n", "yaml", None, id="bracket never closed"),
        pytest.param('---\nname: "C:\\users"\n---\n', "yaml", 2, id="backslash in double quotes"),
        pytest.param("---\nname: Ada\nx: 1\nname: Bo\n---\n", "dup-key", 4, id="a key twice"),
        pytest.param("---\nname: *ada\n---\n", "yaml", 2, id="star"),
        pytest.param("---\nname: Ada\nx: &x [*x]\n---\n", "alias-loop", 3, id="alias of itself"),
        pytest.param("---\nname: A\0da\n---\n", "control-char", 2, id="NUL"),
        pytest.param("---\nname: Ada\nx: \x1b[2J\n---\n", "control-char", 3, id="escape"),
        pytest.param("---\nname: Ada\nx: a\x85b\n---\n", "odd-linebreak", 3, id="NEL"),
        pytest.param("---\nname: Ada\nx: a\u2028b\n---\n", "odd-linebreak", 3, id="line separator"),
    ],
)  # fmt: skip
def test_fields_that_cannot_be_read(text: str, code: str, line: int | None) -> None:
    """One error with its place, for the note's own person; nothing of it is guessed."""
    note = read(text)
    (problem,) = note.problems
    assert (note.says, problem.path, problem.code, problem.severity) == ("broken", PATH, code, "error")
    assert problem.line == line or line is None
    assert (note.facts, note.lines, note.tasks) == ({}, (), ())


def test_a_key_twice_names_both_lines() -> None:
    """The problem stands at the second and names the first."""
    (problem,) = fields("x: 1\nname: Ada\ny: 2\nname: Bo").problems
    assert (problem.line, problem.column) == (5, 1)
    assert "line 3" in problem.message


@pytest.mark.parametrize(
    ("data", "code", "line", "column"),
    [
        pytest.param("---\nname: Ada\n---\n".encode("utf-16"), "utf16", 1, 1, id="UTF-16 with a mark"),
        pytest.param("---\nname: Ada\n---\n".encode("utf-16-le"), "utf16", 1, 1, id="UTF-16 without"),
        pytest.param(b"---\nname: Ren\xe9e\n---\n", "not-utf8", 2, 10, id="Latin-1 in a field"),
        pytest.param(b"---\nname: Ada\n---\n\ncaf\xe9\n", "not-utf8", 5, 4, id="Latin-1 in the body"),
        pytest.param(b"---\rname: Ada\r---\r", "cr-only", 1, 1, id="CR alone"),
    ],
)
def test_bytes_that_cannot_be_read(data: bytes, code: str, line: int, column: int) -> None:
    """Only UTF-8 with LF or CRLF is read; the problem names the place."""
    (problem,) = NoteReader(Settings()).read(PATH, data).problems
    assert (problem.code, problem.severity, problem.line, problem.column) == (code, "error", line, column)


LAUGHS = "\n".join(
    ["a0: &a0 [" + ", ".join(["ha"] * 9) + "]"]
    + [f"a{i}: &a{i} [" + ", ".join([f"*a{i - 1}"] * 9) + "]" for i in range(1, 9)]
)


@pytest.mark.parametrize(
    ("yaml", "code"),
    [
        pytest.param("x: " + "a" * MOST_BYTES, "fm-too-big", id="too big"),
        pytest.param("x: " + "é" * (MOST_BYTES // 2), "fm-too-big", id="too big in bytes"),
        pytest.param("x:\n  " + "- " * (MOST_DEPTH + 2) + "a", "too-deep", id="too deep"),
        pytest.param("x:\n  " + "- " * 25_000 + "a", "too-deep", id="deep enough to break libyaml's own composer"),
        pytest.param("x: " + "[" * 5_000, "too-deep", id="brackets"),
        pytest.param("x: [" + "a, " * (MOST_NODES + 1) + "a]", "too-many-nodes", id="too many"),
        pytest.param(LAUGHS, "too-many-nodes", id="aliases of aliases"),
    ],
)
def test_limits(yaml: str, code: str) -> None:
    """Size, depth and number are known before anything is built: an error, at once."""
    started = time.process_time()
    assert [problem.code for problem in fields(yaml).problems] == [code]
    assert time.process_time() - started < 1


def test_just_within_the_limits() -> None:
    """What does not pass them is read."""
    many = "x: [" + ", ".join(["a"] * (MOST_NODES - 10)) + "]"
    deep = "x: " + "[" * (MOST_DEPTH - 2) + "a" + "]" * (MOST_DEPTH - 2)
    big = "x: " + "a" * (MOST_BYTES - 10)
    assert [fields(yaml).says for yaml in (many, deep, big)] == ["folder"] * 3


@pytest.mark.parametrize(
    ("yaml", "expected"),
    [
        pytest.param("x: &n Countess\ny: *n", {"x": "Countess", "y": "Countess"}, id="alias"),
        pytest.param("x: &n [a, b]\ny: *n", {"x": ["a", "b"], "y": ["a", "b"]}, id="alias of a list"),
        pytest.param('x: !!python/object/apply:os.system ["echo"]', {"x": ["echo"]}, id="a Python tag is data"),
        pytest.param("x: !secret abc", {"x": "abc"}, id="another tag"),
        pytest.param("x: !!int 5", {"x": "5"}, id="a tag types nothing"),
        pytest.param("x: |\n  one\n  two", {"x": "one\ntwo"}, id="block"),
        pytest.param("x: >\n  one\n  two", {"x": "one two"}, id="folded block"),
        pytest.param("x: 'it''s'", {"x": "it's"}, id="single quotes"),
        pytest.param('x: "a\\tb"', {"x": "a\tb"}, id="double quotes"),
        pytest.param("x: Ada #1 fan", {"x": "Ada"}, id="a comment begins after a blank"),
        pytest.param("<<: {a: b}", {"<<": {"a": "b"}}, id="a merge key is a key"),
        pytest.param("x: {a: [b, {c: d}]}", {"x": {"a": ["b", {"c": "d"}]}}, id="nested"),
    ],
)
def test_values_of_every_shape(yaml: str, expected: dict[str, object]) -> None:
    """Texts, lists and tables of texts; tags, anchors and styles change nothing."""
    assert facts(yaml)["other"] == expected


def test_a_key_that_is_no_text() -> None:
    """A list as a key is told, and the other fields are read."""
    note = fields("role: poet\n? [a, b]\n: x")
    assert (note.facts["role"], codes(note)) == ("poet", [(3, "key-not-text")])


@pytest.mark.parametrize("value", ['"\\e]0;x\\a"', '"Ada\u202egnp"', '"a\\u2028b"'])
def test_invisible_signs_in_a_value(value: str) -> None:
    """YAML's escapes can write what the file must not hold: the field is told, and kept."""
    note = fields(f"name: Ada\nrole: {value}")
    assert [(problem.line, problem.code, problem.severity) for problem in note.problems] == [
        (3, "control-char-value", "warning")
    ]


def test_columns_count_signs_not_bytes() -> None:
    """Also after a sign of four bytes, and after a byte order mark."""
    for start in ("", "\ufeff"):
        (problem,) = read(f"{start}---\nx: 👩‍🚀\n'é👩': 1\nsnooze: soon\n---\n").problems
        assert (problem.line, problem.column) == (4, 9)
    (problem,) = fields('"👩": {"é👩": @}').problems
    assert (problem.line, problem.column) == (2, 13)
