"""The balance: hours promised, there and spent; words that do not meet, whatever the hours are."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from drawings import Drawing, titles
from hypothesis import given, settings
from hypothesis import strategies as st

from netnotes.views.charts import Week, balance, balance_words

MONDAY = date(2026, 5, 25)
hours = st.just(0.0) | st.floats(0, 5) | st.floats(0, 20_000)


def weeks(*rows: tuple[float, float], have: float | None = 3.0) -> list[Week]:
    """One week after the other, each (spent, promised)."""
    return [Week(MONDAY + timedelta(7 * at), spent, promised, have) for at, (spent, promised) in enumerate(rows)]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(hours, hours), min_size=1, max_size=53), st.none() | hours, st.booleans())
def test_no_words_meet_and_nothing_is_outside(
    rows: list[tuple[float, float]], have: float | None, narrow: bool
) -> None:
    """With any hours: the axis, the months and the words at the right stand apart, the bars inside."""
    drawing = Drawing(balance(weeks(*rows, have=have), "b", narrow=narrow))
    assert drawing.faults() == []
    for bar in drawing.root.iter("rect"):
        x, y, width, height = (float(bar.attrib[name]) for name in ("x", "y", "width", "height"))
        assert x >= 0
        assert y >= 17
        assert x + width <= drawing.right
        assert y + height <= drawing.bottom - 25


def test_the_words_at_the_right_say_the_last_week() -> None:
    """Sorted by height, the highest first."""
    said = [text.words for text in Drawing(balance(weeks((2, 4.45), (1.9, 4.9)), "b", narrow=False)).texts]
    assert said[-3:] == ["4.9 h promised", "3 h there are", "1.9 h spent"]
    said = [text.words for text in Drawing(balance(weeks((2, 4.45), (9.25, 4.9)), "b", narrow=True)).texts]
    assert said[-3:] == ["9.2 h spent", "4.9 h asked", "3 h there"]


def test_hours_that_are_not_set_are_not_drawn() -> None:
    """Neither a line nor a word."""
    svg = balance(weeks((2, 4), have=None), "b", narrow=False)
    assert "there are" not in " ".join(text.words for text in Drawing(svg).texts)
    assert 'class="have"' not in svg


def test_nothing_at_all_is_an_empty_axis() -> None:
    """Zero everywhere: an axis from 0 to 1, no bars, and both noughts in words."""
    drawing = Drawing(balance(weeks(*[(0, 0)] * 26, have=None), "b", narrow=False))
    said = [text.words for text in drawing.texts]
    assert said[:2] == ["0", "1"]
    assert set(said[-2:]) == {"0 h promised", "0 h spent"}
    assert list(drawing.root.iter("rect")) == []


def test_no_weeks_no_picture() -> None:
    """Nothing is drawn and nothing said."""
    assert balance([], "b", narrow=False) == ""
    assert balance_words([]) == ""


def test_narrow_shows_the_last_quarter() -> None:
    """Thirteen weeks of twenty-six, each bar with its words."""
    rows = weeks(*[(1.5, 4)] * 26)
    assert len(titles(balance(rows, "b", narrow=False))) == 27
    narrow = titles(balance(rows, "b", narrow=True))
    assert len(narrow) == 14
    assert narrow[-1] == "week of 16 Nov: 1.5 h spent, 4 h promised, 3 h there are"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ((1.92, 4.9, 3.0), "The rhythms promise 4.9 hours a week; there are 3. This week 1.9 hours were spent."),
        ((1, 1, 1.0), "The rhythms promise 1 hour a week; there is 1. This week 1 hour was spent."),
        ((0, 2.5, None), "The rhythms promise 2.5 hours a week. This week 0 hours were spent."),
    ],
)
def test_the_balance_in_a_sentence(row: tuple[float, float, float | None], words: str) -> None:
    """The last week, in words."""
    assert balance_words([Week(MONDAY, *row)]) == words
