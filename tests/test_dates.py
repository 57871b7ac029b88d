"""Days, cadences and yearly dates: what is read, what is refused, how it is counted and said."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netnotes import dates
from netnotes.dates import NEVER, BadDate, Cadence, YearlyDate

DAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-20", date(2026, 11, 20)),
        (" 2026-11-20 ", date(2026, 11, 20)),
        ("2026-11-20T09:30", date(2026, 11, 20)),
        ("2026-11-20T09:30:00Z", date(2026, 11, 20)),
        ("2026-11-20 09:30:00.5+01:00", date(2026, 11, 20)),
        ("2024-02-29", date(2024, 2, 29)),
        ("0001-01-01", date(1, 1, 1)),
        ("9999-12-31", date(9999, 12, 31)),
    ],
)
def test_a_day(text: str, day: date) -> None:
    """An ISO date, or the day of a date-time."""
    assert dates.parse_day(text) == day


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("14.11.2026", "2026-11-14"),
        ("14. 11. 2026", "2026-11-14"),
        ("15.6.26", "2026-06-15"),
        ("2026/11/14", "2026-11-14"),
        ("2026.11.14", "2026-11-14"),
        ("2026-8-1", "2026-08-01"),
        ("14/11/2026", "2026-11-14"),
        ("11/14/2026", "2026-11-14"),
        ("05/05/2026", "2026-05-05"),
        ("12/05/2026", None),
        ("31.02.2026", None),
        ("soon", None),
        ("", None),
        ("2026", None),
        ("20261114", None),
        ("2026-11-14x", None),
    ],
)
def test_another_form_is_refused_with_what_to_write(text: str, instead: str | None) -> None:
    """It is never guessed; a day and a month that could change places are not even suggested."""
    assert dates.guess_iso(text) == instead
    with pytest.raises(BadDate) as refused:
        dates.parse_day(text)
    assert (instead or "2026-11-20") in str(refused.value)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2026-02-30", "February"),
        ("2026-04-31", "April"),
        ("2025-02-29", "2025 had no 29 February"),
        ("1900-02-29", "1900 had no 29 February"),
        ("2026-13-01", "no month 13"),
        ("2026-00-10", "no month 00"),
        ("0000-05-12", "no year 0000"),
        ("2026-11-00", "November"),
        ("2026-08", "2026-08-15"),
    ],
)
def test_an_impossible_day_says_why(text: str, why: str) -> None:
    """Month, day or year: what is wrong stands in the message."""
    with pytest.raises(BadDate, match=why):
        dates.parse_day(text)


def test_a_long_text_is_cut_in_the_message() -> None:
    """Nobody needs the whole of it."""
    with pytest.raises(BadDate) as refused:
        dates.parse_day("x" * 500)
    assert len(str(refused.value)) < 120


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2024-05-02", date(2024, 5, 2)), ("2024-05", "2024-05"), ("2024", "2024"), ("2024-13", None), ("0000", None)],
)
def test_a_partial_day(text: str, expected: date | str | None) -> None:
    """A full date, or the text of one without day or month."""
    if expected is None:
        with pytest.raises(BadDate):
            dates.parse_partial(text)
    else:
        assert dates.parse_partial(text) == expected


@pytest.mark.parametrize(
    ("text", "expected", "written"),
    [
        ("1990-05-12", YearlyDate(5, 12, 1990), "1990-05-12"),
        ("05-12", YearlyDate(5, 12), "05-12"),
        ("--05-12", YearlyDate(5, 12), "05-12"),
        ("1604-05-12", YearlyDate(5, 12), "05-12"),
        ("02-29", YearlyDate(2, 29), "02-29"),
        ("1604-02-29", YearlyDate(2, 29), "02-29"),
        ("2000-02-29", YearlyDate(2, 29, 2000), "2000-02-29"),
        ("0987-05-12", YearlyDate(5, 12, 987), "0987-05-12"),
        ("1990-05-12T00:00:00Z", YearlyDate(5, 12, 1990), "1990-05-12"),
    ],
)
def test_a_yearly_date(text: str, expected: YearlyDate, written: str) -> None:
    """With or without a year; 1604 means that it is not known."""
    assert dates.parse_yearly(text) == expected
    assert str(expected) == written


@pytest.mark.parametrize("text", ["1900-02-29", "1990-13-45", "02-30", "00-10", "0000-05-12", "5-12", "May 12", ""])
def test_a_yearly_date_that_cannot_be(text: str) -> None:
    """Refused, never moved to another day."""
    with pytest.raises(BadDate):
        dates.parse_yearly(text)


@pytest.mark.parametrize(
    ("text", "count", "unit"),
    [
        *(("2 weeks", 2, "week"), ("6w", 6, "week"), ("3m", 3, "month"), ("1y", 1, "year"), ("10d", 10, "day")),
        *(("30", 30, "day"), ("every 10 days", 10, "day"), ("every 2 weeks", 2, "week"), ("Every  3  Days", 3, "day")),
        *(("1 day", 1, "day"), ("1 week", 1, "week"), ("1 month", 1, "month"), ("1 year", 1, "year")),
        *(("3 months", 3, "month"), ("2 years", 2, "year"), ("daily", 1, "day"), ("weekly", 1, "week")),
        *(("fortnightly", 2, "week"), ("monthly", 1, "month"), ("quarterly", 3, "month"), ("yearly", 1, "year")),
        *(("annually", 1, "year"), ("never", 0, "day"), ("50 years", 50, "year"), ("600 months", 600, "month")),
        *(("2600 weeks", 2600, "week"), ("18000 days", 18000, "day")),
    ],
)
def test_a_cadence(text: str, count: int, unit: str) -> None:
    """Every form of FORMAT, and the ends of what is allowed."""
    assert dates.parse_cadence(text) == Cadence(count, unit)


@pytest.mark.parametrize(
    "text",
    [
        *("", "soon", "montly", "weeks", "every", "0", "0d", "0 weeks", "-7d", "1.5 weeks", "2 fortnights", "6 w x"),
        *("51 years", "601 months", "2700 weeks", "19000 days", "99999999999d", "9" * 5000),
    ],
)
def test_a_cadence_that_is_refused(text: str) -> None:
    """The message says what to write, in one short line."""
    with pytest.raises(ValueError, match="write it as") as refused:
        dates.parse_cadence(text)
    assert len(str(refused.value)) < 120


@pytest.mark.parametrize(("text", "unit"), [("biweekly", "week"), ("bimonthly", "month"), ("Biweekly", "week")])
def test_words_that_can_mean_two_things(text: str, unit: str) -> None:
    """Refused as ambiguous, with both."""
    with pytest.raises(ValueError, match="two things") as refused:
        dates.parse_cadence(text)
    assert f"2 {unit}s" in str(refused.value)


@pytest.mark.parametrize(
    ("cadence", "text", "every"),
    [
        (Cadence(6, "week"), "6 weeks", "every 6 weeks"),
        (Cadence(1, "year"), "1 year", "every year"),
        (NEVER, "never", "no rhythm"),
    ],
)
def test_a_cadence_as_people_say_it(cadence: Cadence, text: str, every: str) -> None:
    """One of a unit needs no number after every."""
    assert (str(cadence), dates.every(cadence)) == (text, every)
    assert dates.parse_cadence(text) == cadence


@pytest.mark.parametrize(
    ("day", "cadence", "expected"),
    [
        (date(2026, 1, 31), Cadence(1, "month"), date(2026, 2, 28)),
        (date(2028, 1, 31), Cadence(1, "month"), date(2028, 2, 29)),
        (date(2026, 3, 31), Cadence(3, "month"), date(2026, 6, 30)),
        (date(2026, 11, 30), Cadence(3, "month"), date(2027, 2, 28)),
        (date(2026, 12, 15), Cadence(1, "month"), date(2027, 1, 15)),
        (date(2026, 6, 15), Cadence(18, "month"), date(2027, 12, 15)),
        (date(2028, 2, 29), Cadence(1, "year"), date(2029, 2, 28)),
        (date(2028, 2, 29), Cadence(4, "year"), date(2032, 2, 29)),
        (date(1896, 2, 29), Cadence(4, "year"), date(1900, 2, 28)),
        (date(2026, 2, 28), Cadence(1, "day"), date(2026, 3, 1)),
        (date(2026, 9, 14), Cadence(6, "week"), date(2026, 10, 26)),
        (date(9999, 12, 1), Cadence(30, "day"), date(9999, 12, 31)),
        (date(9999, 12, 1), Cadence(31, "day"), None),
        (date(9999, 12, 1), Cadence(1, "month"), None),
        (date(9999, 1, 1), Cadence(1, "year"), None),
    ],
)
def test_a_day_and_a_cadence(day: date, cadence: Cadence, expected: date | None) -> None:
    """A month is a calendar month, kept to the month's end; after the year 9999 there is no day."""
    assert dates.add(day, cadence) == expected
    assert dates.later(day, cadence) == (expected or date.max)


@given(st.dates(max_value=date(9900, 1, 1)), st.integers(1, 600))
def test_months_later_is_that_month(day: date, count: int) -> None:
    """The month is right, and the day is the same or the last there is."""
    found = dates.add(day, Cadence(count, "month"))
    assert found
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == count
    assert found.day == day.day or (found.day < day.day and (found + timedelta(1)).day == 1)


@pytest.mark.parametrize(("year", "days"), [(2026, 28), (2028, 29), (1900, 28), (2000, 29)])
def test_days_in_a_month(year: int, days: int) -> None:
    """February follows the year; the others do not."""
    others = (31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    assert [dates.days_in_month(year, month) for month in range(1, 13)] == [31, days, *others]


def test_days_stay_within_the_calendar() -> None:
    """Counted in days, the first and the last day there are are the ends."""
    assert dates.days_later(DAY, 7) == date(2026, 12, 1)
    assert dates.days_later(DAY, -7) == date(2026, 11, 17)
    assert dates.days_later(DAY, 10_000_000) == date.max
    assert dates.days_later(DAY, -10_000_000) == date.min
    assert dates.years_before(date(2028, 2, 29), 2) == date(2026, 2, 28)
    assert dates.years_before(date(2, 5, 5), 10) == date(1, 5, 5)


@pytest.mark.parametrize(
    ("yearly", "today", "expected"),
    [
        (YearlyDate(11, 24), DAY, date(2026, 11, 24)),
        (YearlyDate(11, 23), DAY, date(2027, 11, 23)),
        (YearlyDate(11, 25), DAY, date(2026, 11, 25)),
        (YearlyDate(2, 29), date(2026, 2, 28), date(2026, 2, 28)),
        (YearlyDate(2, 29), date(2028, 2, 28), date(2028, 2, 29)),
        (YearlyDate(2, 29), date(2026, 3, 1), date(2027, 2, 28)),
        (YearlyDate(2, 28), date(2028, 2, 29), date(2029, 2, 28)),
        (YearlyDate(6, 12, 2014), DAY, date(2027, 6, 12)),
        (YearlyDate(12, 25, 2026), DAY, date(2026, 12, 25)),
        (YearlyDate(6, 12, 2028), DAY, None),
        (YearlyDate(1, 1), date(9999, 6, 1), None),
    ],
)
def test_the_next_time_a_yearly_date_comes_round(yearly: YearlyDate, today: date, expected: date | None) -> None:
    """Today included; 29 February falls on the 28th in other years; never before its first year."""
    assert dates.next_yearly(yearly, today) == expected


@pytest.mark.parametrize(
    ("days", "said"),
    [
        *((0, "0 days"), (1, "1 day"), (9, "9 days"), (13, "13 days")),
        *((14, "2 weeks"), (17, "2 weeks"), (18, "3 weeks"), (70, "10 weeks"), (94, "13 weeks")),
        *((98, "3 months"), (150, "5 months"), (365, "12 months"), (680, "22 months")),
        *((730, "2 years"), (912, "2 years"), (915, "3 years"), (18262, "50 years")),
    ],
)
def test_spans_as_people_say_them(days: int, said: str) -> None:
    """Under 14 days in days, under 14 weeks in weeks, under 23 months in months, then years; to the nearest."""
    assert dates.span(days) == said


@pytest.mark.parametrize(
    ("day", "short", "coming", "past"),
    [
        (date(2026, 11, 24), "24 Nov", "today", "today"),
        (date(2026, 11, 25), "25 Nov", "tomorrow", None),
        (date(2026, 11, 27), "27 Nov", "Fri 27 Nov", None),
        (date(2027, 1, 4), "4 Jan 2027", "Mon 4 Jan 2027", None),
        (date(2026, 11, 23), "23 Nov", None, "yesterday"),
        (date(2026, 11, 20), "20 Nov", None, "on Friday"),
        (date(2026, 11, 18), "18 Nov", None, "on Wednesday"),
        (date(2026, 11, 17), "17 Nov", None, "on 17 Nov"),
        (date(2025, 11, 17), "17 Nov 2025", None, "on 17 Nov 2025"),
    ],
)
def test_days_as_people_say_them(day: date, short: str, coming: str | None, past: str | None) -> None:
    """The year only when it is not this one; the weekday alone within a week."""
    assert dates.short_day(day, DAY) == short
    assert coming is None or dates.coming_day(day, DAY) == coming
    assert past is None or dates.past_day(day, DAY) == past


def test_a_day_in_full() -> None:
    """As it stands above an agenda."""
    assert dates.long_day(DAY) == "Tuesday 24 November"
