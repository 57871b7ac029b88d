"""A line that begins with a day and no more is read without the pattern for all the others, and alike."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from netnotes.dates import BadDate, parse_day
from netnotes.notes.head import _LEADING, after_separator
from netnotes.notes.stamps import _STAMP, read_stamp

DAYS = st.sampled_from(
    ("2026-11-14", "2026-02-30", "0000-01-01", "2026-1-14", "2026-11-٣4", "12026-11-1", "(2026-11-14")
)
SIGNS = st.text(st.sampled_from("0123456789--  :Tt²٣/([*_)]—–|,.\t\n\xa0ax"), max_size=8)


def outcome(text: str) -> object:
    """What `read_stamp` says, the words of an error included."""
    try:
        return read_stamp(text)
    except BadDate as error:
        return str(error)


def by_the_pattern(text: str) -> object:
    """The same, always by the pattern."""
    found = _STAMP.match(text) if text[:1] in tuple("0123456789*_[(") else None
    if found is None:
        return None
    time = next((found[name] for name in ("t1", "t2", "t3") if found[name]), "")
    try:
        return (parse_day(found["day"]), time.zfill(5) if time else "", found.end())
    except BadDate as error:
        return str(error)


@given(DAYS, SIGNS, st.integers(0, 12), st.sampled_from(("", "x", "-", " ", "²")))
def test_a_day_alone(day: str, rest: str, place: int, sign: str) -> None:
    """The day, the time and where the rest begins are those of the pattern, and so is what is no day."""
    text = day + rest
    text = text[:place] + sign + text[place + 1 :] if sign else text
    assert outcome(text) == by_the_pattern(text)


@given(st.text(st.sampled_from(":：—–|-,;.  \t\n\xa0ax1"), max_size=6))
def test_after_a_separator(words: str) -> None:
    """Where the words begin is where the pattern for separators says."""
    found = None if words[:1].isalnum() else _LEADING.match(words)
    expected = 0 if words[:1].isalnum() else len(words) - len(words.lstrip())
    assert after_separator(words) == (found.end() if found else expected)
