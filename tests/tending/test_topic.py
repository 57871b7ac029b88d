"""Words that are looked for, and words that meet (docs/rules.md, Favours and Introductions)."""

from __future__ import annotations

import pytest

from netnotes.queries.topic import alike, holds, may_hold, telling, words_of


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        ("printer", "printing", True), ("lens", "lenses", True), ("translator", "translation", True),
        ("writer", "writing", True), ("copy", "copyist", True), ("drucker", "drucken", True), ("law", "law", True),
        ("librarian", "library", True), ("stories", "story", True),
        ("plan", "planet", False), ("press", "present", False), ("content", "context", False),
        ("general", "generous", False), ("university", "universe", False), ("company", "compilers", False),
        ("ink", "inks", False), ("person", "personal", False), ("book", "bookbinding", False),
    ],
)  # fmt: skip
def test_words_that_meet(one: str, other: str, meet: bool) -> None:
    """The same beginning of four letters or more, and nothing but an ending behind it."""
    assert alike(one, other) is alike(other, one) is meet


def test_what_says_nothing_is_left_out() -> None:
    """Numbers, single letters and words that say nothing of what is needed."""
    assert telling(["Somebody for the 3 a-level exams", "EXAMS"]) == ["level", "exams"]


@pytest.mark.parametrize(
    ("text", "word", "found"),
    [
        ("knows C++ well", "c", True), ("a call", "c", False), ("Go, and chess", "go", True), ("gone", "go", False),
        ("x_c", "c", False), ("c_x", "c", False), ("art", "art", True), ("artist", "art", True),
        ("a4 paper", "a4", True), ("茶道", "茶", True), ("", "c", False),
    ],
)  # fmt: skip
def test_a_short_word_is_whole(text: str, word: str, found: bool) -> None:
    """One or two letters begin too many words; from three letters on a beginning is enough."""
    assert holds(text.lower(), word) is found


@pytest.mark.parametrize(
    "text", ["Übersetzung", "ﬁne print", "STRASSE straße", "𝐀𝐝𝐚", "naïve—Kiln", "½ a kiln", "Ⓚiln"]
)
def test_the_quick_look_misses_nothing(text: str) -> None:
    """What a folded text holds is never ruled out beforehand."""
    for word in words_of(text):
        for end in range(1, len(word) + 1):
            assert may_hold(text, word[:end])
            assert holds(" ".join(words_of(text)), word[:end]) or end < 3
