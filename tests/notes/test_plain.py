"""What reads fields without YAML gives the tree that YAML gives, and leaves the rest to it (LAW 2)."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from netnotes.notes import frontmatter
from netnotes.notes.composing import compose
from netnotes.notes.nodes import Table
from netnotes.notes.note import decode
from netnotes.notes.plain import LONGEST_KEY, MOST_CHARACTERS, read_plain

ROOT = Path(__file__).parents[2]

# Pieces of fields, those that are read without YAML and those next to them that are not.
KEYS = ("name", "last contact", "größe", "x-1", "_a", "2026", "a.b", "a b ", "-a", '"q"', "<<", "?", "k" * 1_100)
SCALARS = (
    "", "Ada", "Ada Lovelace ", "no", "00441234", "1:30", "2026-11-14", "+44 20", "https://example.org/a", "a:b",
    "a: b",
    "a:", "a #b", "a#b", "#b", "@ada", "*a", "&a x", "!t x", "| ", ">", "%a", "`a`", "- x", "-7", "--05-12", "...",
    "---",
    "~", "=", "’ö–—", "\xa0x", "x\xa0", "x\ty", "\U0001f600", "C:\\users", "it's", 'say "a"', "a, b", "a]", "a}",
    "{{x}}",
    "'x'", "'it''s'", "'a: b # c'", "''", "'", "'x' y", '"x"', '"[[Ada]]"', '"a: b"', '"a\\n"', '"', '""', '"x"y',
    "{a: b}",
    "[[Ada]]", "null", "a\u2028b", "\ufeff", "x\x85y", "\ue000",
)  # fmt: skip
FLOWS = (
    "[]", "[ ]", "[a]", "[a, b]", "[ a ,b ]", "[a,]", "[,]", "[a, , b]", '["[[Ada]]", \'b\']', '["a"b]', '["a]", b]',
    "[-a]",
    "[a b, c's]", "[a: b]", "[a:b]", "[a #c]", "[a, [b]]", "[a", "[a]]", "[a] b", "[it's, x]", "[?a]", "[a?b]",
    "['a' ]",
)  # fmt: skip
ENDS = ("\n", " \n", "\r\n", "  # a remark\n", "#x\n", ' # it\'s "so"] \r\n', "")
lines = st.one_of(
    st.builds("{}:{}{}{}".format, st.sampled_from(KEYS), st.sampled_from((" ", "", "   ")),
              st.sampled_from(SCALARS + FLOWS), st.sampled_from(ENDS)),
    st.builds("{}-{}{}{}".format, st.sampled_from(("", "  ", "    ", "\t")), st.sampled_from((" ", "", "  ")),
              st.sampled_from(SCALARS + FLOWS), st.sampled_from(ENDS)),
    st.sampled_from(("\n", "  \n", "# a remark\n", "   # [a: \"b\r\n", "  more\n", "---\n", "\r\n", "\t\n",
    "# a\tb\n")),
)  # fmt: skip
good_scalars = st.sampled_from(("Ada", 'a, b\'s "x"', "'a: #b'", '"[[Ada]]"', "1:30", "https://x", "[]", '[a, "b" ]'))
good_lines = st.one_of(
    st.builds("{}: {}{}".format, st.text("abö-_", min_size=1, max_size=3), good_scalars, st.sampled_from(ENDS[:4])),
    st.builds("{}:\n{}".format, st.text("cd", min_size=1, max_size=3), st.lists(
        st.builds("  - {}{}".format, good_scalars, st.sampled_from(ENDS[:4])), max_size=3).map("".join)),
    st.builds("{}:\n{}".format, st.text("ef", min_size=1, max_size=3), st.lists(
        st.builds("- {}{}".format, good_scalars, st.sampled_from(ENDS[:4])), max_size=3).map("".join)),
    st.sampled_from(("\n", "# a remark\n", "    # indented\r\n")),
)  # fmt: skip


def same(text: str) -> bool:
    """Whether *text* is taken without YAML, which then reads it alike."""
    plain = read_plain(text, 2)
    if plain is None:
        return False
    table = compose(text, 2)
    assert table is not None
    assert plain.shape() == table.shape(), text
    return True


@given(st.lists(lines, max_size=5).map("".join))
@example("")
@example("# nothing\n")
@example("a: x\n b\n")
@example("a:\n  - x\n - y\n")
@example("a: x\n- y\n")
@example("a: " + "x" * 2_000 + "\n")
@example("a:" + " " * 6_900 + "#\n")
@example("".join(f"{chr(0x4E00 + number)}:\n" for number in range(2_400)))
def test_what_is_taken_is_read_alike(text: str) -> None:
    """Lines that hardly differ from those that are taken."""
    same(text)


@given(st.lists(good_lines, max_size=8).map("".join))
def test_what_is_written_plainly_is_read_alike(text: str) -> None:
    """Lines each of which would be taken by itself."""
    same(text)


@given(st.text(st.sampled_from("ab :-#[]'\",\n\r ö.?&*!|>%@`{}\\"), max_size=40), st.integers(0, 3))
def test_any_signs_are_read_alike(text: str, keys: int) -> None:
    """Signs at random, behind keys."""
    same("".join(f"k{number}: {part}\n" for number, part in enumerate(text.split("\n")[: keys + 1])))
    same(text)


@pytest.mark.parametrize(
    "text",
    [
        "name: Ada Lovelace\n",
        "name: Ada\r\ncircle: inner   # by heart\r\n",
        "tags:\n- a\n- 'b: c'\n\nrole: poet\n",
        "tags:\n  # two\n  - a\n  - \"[[Bob]]\" # him\nphone: +44 20 7946 0112\n",
        'knows: ["[[Ada]]", Bob, \'x\']\nmet: 2026-11-14\nempty:\n',
        "# first\n\nlast contact: 2026-11-14 18:30\n    # last\n",
    ],
)  # fmt: skip
def test_what_most_notes_hold_is_taken(text: str) -> None:
    """So that a note can be read without yaml."""
    assert same(text)


@pytest.mark.parametrize(
    "text",
    [
        "a: |\n  x\n", "a: &x y\n", "a: *x\n", "a: !t x\n", "{a: b}\n", "a: {b: c}\n", "a:\n  b: c\n", "- a\n",
        "plums\n",
        "a: x\n  y\n", "a: x: y\n", "a: x\na: y\n", 'a: "x\\n"\n', "a: 'it''s'\n", "a: x\ty\n", "a: x", "",
        "# nothing\n",
        f"{'k' * (LONGEST_KEY + 1)}: x\n", f"a: {'x' * MOST_CHARACTERS}\n", "a:\n  - b: c\n", "a:\n  - x\n - y\n",
        "%YAML 1.2\na: b\n", "a: x\n---\n", "? a\n", '"a": b\n', "a: \x1b[1m\n", "a: \u202ex\n", "a: [b\n",
        "a: [[Ada]]\n",
    ],
)  # fmt: skip
def test_the_rest_is_left(text: str) -> None:
    """Whatever means more to YAML, and whatever is wrong: its message comes from where all are made."""
    assert read_plain(text, 1) is None


def test_the_notes_that_are_here(tmp_path: Path) -> None:
    """Those of the example vault: nearly all are taken, and read alike."""
    texts = [decode(path.read_bytes()) for path in sorted((ROOT / "example-vault").rglob("*.md"))]
    fields = [fence.text for text in texts if (fence := frontmatter.split(text)).text]
    assert sum(same(text) for text in fields) > len(fields) * 0.9


def test_where_values_stand() -> None:
    """Lines and columns are those of the file."""
    table = read_plain("# x\nknows:\n  - Bob\n", 2)
    assert isinstance(table, Table)
    ((key, value),) = table.value
    assert (key.line, key.column, value.line, value.column) == (3, 1, 4, 3)
    assert (value.value[0].line, value.value[0].column, value.value[0].value) == (4, 5, "Bob")
