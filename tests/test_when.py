"""Days as people type them: what is read, what can be two days, what is refused with what to write."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from netnotes import dates
from netnotes.dates import BadDate
from netnotes.when import parse_when

TODAY = date(2026, 11, 24)  # A Tuesday.
BOTH, PAST, AHEAD = (False, True), (False,), (True,)
Case = tuple[str, tuple[bool, ...], str]


def read(text: str, *, ahead: bool, today: date = TODAY) -> str:
    """The day as ISO, or the message of the refusal."""
    try:
        return parse_when(text, today, ahead=ahead).isoformat()
    except BadDate as refused:
        return str(refused)


WORDS: list[Case] = [
    ("today", BOTH, "2026-11-24"),
    ("yesterday", BOTH, "2026-11-23"),
    ("tomorrow", BOTH, "2026-11-25"),
    ("day before yesterday", BOTH, "2026-11-22"),
    ("the day before yesterday", BOTH, "2026-11-22"),
    ("day after tomorrow", BOTH, "2026-11-26"),
    ("the day after tomorrow", BOTH, "2026-11-26"),
    ("next week", BOTH, "2026-12-01"),
    ("next month", BOTH, "2026-12-24"),
    ("next year", BOTH, "2027-11-24"),
    (" On  TOMORROW., ", BOTH, "2026-11-25"),
    ("until tomorrow", BOTH, "2026-11-25"),
    ("till tomorrow", BOTH, "2026-11-25"),
]
SPANS: list[Case] = [
    *[(text, PAST, "2026-11-21") for text in ("3d", "3 d", "3 days", "3days", "03 days")],
    *[(text, AHEAD, "2026-11-27") for text in ("3d", "3 days", "until 3d")],
    *[(text, BOTH, "2026-11-21") for text in ("3d ago", "3 days ago", "3 Days  Ago.")],
    *[(text, BOTH, "2026-11-27") for text in ("in 3d", "in 3 days", "3d from now", "3 days from now")],
    *[(text, BOTH, "2026-11-17") for text in ("a week ago", "an week ago", "1w ago", "1 weeks ago", "a w ago")],
    ("2w", PAST, "2026-11-10"),
    ("2 weeks", AHEAD, "2026-12-08"),
    ("6m", PAST, "2026-05-24"),
    ("6 months", AHEAD, "2027-05-24"),
    ("in a year", BOTH, "2027-11-24"),
    ("1y", PAST, "2025-11-24"),
    ("23 months ago", BOTH, "2024-12-24"),
    *[(text, BOTH, f'"{text}" is no span of time; write today if that is meant') for text in ("0 days", "in 0w")],
    *[
        (text, BOTH, f'"{text}" lies outside the years 1 to 9999; write a nearer day')
        for text in ("in 8000 years", "2026 years ago", "9999999 days ago", "in 99999999999999999999 weeks")
    ],
    *[
        (
            f"{'9' * 20} {unit} ago",
            BOTH,
            f'"{"9" * 20} {unit} ago" lies outside the years 1 to 9999; write a nearer day',
        )
        for unit in ("days", "weeks", "months", "years")
    ],
]
WEEKDAYS: list[Case] = [
    ("last friday", BOTH, "2026-11-20"),
    ("last tuesday", BOTH, "2026-11-17"),
    ("last mon", BOTH, "2026-11-23"),
    ("this friday", BOTH, "2026-11-27"),
    ("this tuesday", BOTH, "2026-11-24"),
    ("this monday", BOTH, "2026-11-30"),
    ("next tuesday", BOTH, "2026-12-01"),
    ("next monday", BOTH, "2026-11-30"),
    ("next fri", BOTH, '"next fri" can be two days; write 2026-11-27 or 2026-12-04'),
    ("next sunday", BOTH, '"next sunday" can be two days; write 2026-11-29 or 2026-12-06'),
    *[(text, AHEAD, "2026-11-27") for text in ("friday", "fri", "on Friday", "Fri.", "till fri")],
    *[(text, AHEAD, "2026-12-01") for text in ("tue", "tues", "tuesday")],
    *[(text, AHEAD, "2026-11-25") for text in ("wed", "weds", "wednesday")],
    *[(text, AHEAD, "2026-11-26") for text in ("thu", "thur", "thurs", "thursday")],
    ("friday", PAST, '"friday" can be two days; write "last friday" for 20 November or "this friday" for 27 November'),
    ("on Fri", PAST, '"on Fri" can be two days; write "last friday" for 20 November or "this friday" for 27 November'),
    ("tue", PAST, '"tue" can be two days; write "today" for 24 November or "last tuesday" for 17 November'),
]
MONTHS: list[Case] = [
    *[(text, PAST, "2026-11-03") for text in ("nov 3", "3 nov", "3 November", "november 3rd", "3rd of november")],
    *[
        (text, PAST, "2026-11-03")
        for text in ("Nov. 3", "3. nov", "3 nov.", "the 3rd of nov", "on the 3rd of november")
    ],
    *[(text, AHEAD, "2027-11-03") for text in ("nov 3", "3rd of november")],
    *[(text, BOTH, "2026-11-24") for text in ("nov 24", "24. nov")],
    ("1st sept", PAST, "2026-09-01"),
    ("22nd may", AHEAD, "2027-05-22"),
    ("26 may", PAST, "2026-05-26"),
    ("25 may", PAST, '"25 may" can be two days; write 2026-05-25 or 2027-05-25'),
    ("dec 24th", PAST, '"dec 24th" can be two days; write 2025-12-24 or 2026-12-24'),
    ("29 feb", AHEAD, "2028-02-29"),
    ("29 feb", PAST, '"29 feb" can be two days; write 2024-02-29 or 2028-02-29'),
    *[(text, BOTH, "2026-11-03") for text in ("nov 3 2026", "3 nov 2026", "nov 3, 2026", "November 3rd,2026")],
    *[(text, BOTH, "2026-11-03") for text in ("3rd of november, 2026", "3. Nov. 2026", "03 nov 2026")],
    ("29 feb 2024", BOTH, "2024-02-29"),
    ("29 feb 2026", BOTH, "2026 had no 29 February; write 2026-02-28 or mend the year"),
    ("feb 30", BOTH, "February has no day 30; mend the day"),
    ("0 nov", BOTH, "November has no day 00; mend the day"),
    ("45 nov 2026", BOTH, "November has no day 45; mend the day"),
]
NUMBERS: list[Case] = [
    *[(text, BOTH, "2026-11-03") for text in ("2026-11-03", "2026/11/03", "2026.11.03", "2026-11-3", "2026. 11. 3.")],
    *[
        (text, BOTH, "2026-11-03")
        for text in ("2026-11-03T09:30", "2026-11-03t09:30:00z", "2026-11-03 09:30:00.5 +01:00")
    ],
    *[(text, BOTH, "2026-11-03") for text in ("3.11.2026", "03.11.2026", "3. 11. 2026", "3.11.2026.")],
    *[(text, PAST, "2026-11-03") for text in ("3.11.", "3.11", "03.11.", "3. 11.")],
    ("3.11.", AHEAD, "2027-11-03"),
    ("11.3.", AHEAD, "2027-03-11"),
    *[(text, BOTH, "2026-11-25") for text in ("25/11/2026", "11/25/2026", "25-11-2026", "11-25-2026")],
    *[(text, AHEAD, "2026-11-25") for text in ("25/11", "11/25", "25-11", "11-25")],
    *[(text, PAST, "2026-11-20") for text in ("20/11", "11/20")],
    ("11/11", PAST, "2026-11-11"),
    ("05/05/2026", BOTH, "2026-05-05"),
    ("29/02", AHEAD, "2028-02-29"),
    ("3/11", PAST, '"3/11" can be two days; write 2026-03-11 or 2026-11-03'),
    ("3/11", AHEAD, '"3/11" can be two days; write 2027-03-11 or 2027-11-03'),
    ("11-03", PAST, '"11-03" can be two days; write 2026-03-11 or 2026-11-03'),
    ("05/12/2026", BOTH, '"05/12/2026" can be two days; write 2026-05-12 or 2026-12-05'),
    ("31.4.", BOTH, "April has no day 31; mend the day"),
    ("30/02/2026", BOTH, "February has no day 30; mend the day"),
    ("02/30", BOTH, "February has no day 30; mend the day"),
    ("02/29/2025", BOTH, "2025 had no 29 February; write 2025-02-28 or mend the year"),
    ("2026-02-30", BOTH, "February has no day 30; mend the day"),
    ("0/5", BOTH, "May has no day 00; mend the day"),
    ("2026-13-01", BOTH, "there is no month 13; write it as year-month-day, like 2026-11-20"),
    ("13/14", BOTH, "there is no month 14; write it as year-month-day, like 2026-11-20"),
    *[
        (text, BOTH, "there is no year 0000; write the whole year, like 2026-11-20")
        for text in ("0000-05-12", "nov 3 0000", "3.11.0000", "5/12/0000", "45.45.0000")
    ],
    *[
        (text, BOTH, f'"{text}" has a year of two digits; write the whole year, like 2026-11-20')
        for text in ("3.11.26", "25/11/26", "26-11-03", "nov 3, 26", "3 nov 26")
    ],
]
NO_DAY: list[Case] = [
    (text, BOTH, f'"{text}" names no day; write which one, like 2026-11-20')
    for text in (
        *("2026-11", "2026", "2026/11", "11/2026", "11.2026", "last week", "last month", "last year", "this week"),
        *("Nov", "november 2026", "next may", "until june"),
    )
]
UNREADABLE = (
    *("", " ", ".", "on", "soon", "friday 27 nov", "wednes", "next day", "last week friday", "3", "3 7", "days", "day"),
    *(
        "in 3 days ago",
        "in 3 days from now",
        "-3d",
        "1.5 weeks",
        "3 hours",
        "aweek",
        "nov 321",
        "nov 3 202",
        "12.2.026",
    ),
    *("3.11/2026", "2026-11/03", "20261103", "2026-11-03x", "9" * 21 + "d", "2026-11-03-01", "next", "ago"),
)
WRITE_PAST = "write it like 2026-11-20, yesterday, last friday or 2 weeks ago"
WRITE_AHEAD = "write it like 2026-11-20, tomorrow, friday or in 2 weeks"
REFUSED: list[Case] = [
    *[(text, PAST, f'cannot read the day "{text.strip()}"; {WRITE_PAST}') for text in UNREADABLE],
    *[(text, AHEAD, f'cannot read the day "{text.strip()}"; {WRITE_AHEAD}') for text in UNREADABLE],
    ("x" * 40, AHEAD, f'cannot read the day "{"x" * 40}"; {WRITE_AHEAD}'),
    ("x" * 41, AHEAD, f'cannot read the day "{"x" * 39}…"; {WRITE_AHEAD}'),
    ("9" * 9999, AHEAD, f'cannot read the day "{"9" * 39}…"; {WRITE_AHEAD}'),
    ("9" * 9999 + " days", PAST, f'cannot read the day "{"9" * 39}…"; {WRITE_PAST}'),
]


READ = [*WORDS, *SPANS, *WEEKDAYS, *MONTHS, *NUMBERS]
CASES = [*READ, *NO_DAY, *REFUSED]


@pytest.mark.parametrize(("text", "sides", "said"), CASES, ids=[case[0][:30] for case in CASES])
def test_a_day_as_it_is_typed(text: str, sides: tuple[bool, ...], said: str) -> None:
    """Seen from Tuesday 24 November 2026: the day, or why not and what to write."""
    assert [read(text, ahead=ahead) for ahead in sides] == [said] * len(sides)


@pytest.mark.parametrize(
    ("today", "text", "ahead", "said"),
    [
        ("2026-03-31", "a month ago", False, "2026-02-28"),
        ("2028-03-31", "1m ago", False, "2028-02-29"),
        ("2026-01-31", "1 month", True, "2026-02-28"),
        ("2026-01-15", "1 month", False, "2025-12-15"),
        ("2028-02-29", "a year ago", False, "2027-02-28"),
        ("2026-11-27", "this friday", False, "2026-11-27"),
        ("2026-11-27", "next friday", True, "2026-12-04"),
        ("2026-11-29", "next monday", True, "2026-11-30"),
        ("2026-11-29", "next sunday", True, "2026-12-06"),
        ("2026-11-28", "next sunday", True, '"next sunday" can be two days; write 2026-11-29 or 2026-12-06'),
        ("2027-01-01", "thu", False, '"thu" can be two days; write "last thursday" for 31 December 2026 or "this '
         'thursday" for 7 January'),
        ("2028-02-29", "29 feb", False, "2028-02-29"),
        ("2028-02-29", "29 feb", True, "2028-02-29"),
        ("1897-01-01", "feb 29", True, "1904-02-29"),
        ("1904-02-28", "feb 29", False, '"feb 29" can be two days; write 1896-02-29 or 1904-02-29'),
        ("2026-01-02", "dec 30", False, "2025-12-30"),
        ("0001-01-01", "yesterday", False, '"yesterday" lies outside the years 1 to 9999; write a nearer day'),
        ("0001-01-31", "a month ago", False, '"a month ago" lies outside the years 1 to 9999; write a nearer day'),
        ("0001-01-01", "last friday", False, '"last friday" lies outside the years 1 to 9999; write a nearer day'),
        ("0001-01-01", "nov 3", False, '"nov 3" lies outside the years 1 to 9999; write a nearer day'),
        ("0001-01-01", "3/11", False, '"3/11" can be two days; write 0001-03-11 or 0001-11-03'),
        ("9999-12-31", "tomorrow", True, '"tomorrow" lies outside the years 1 to 9999; write a nearer day'),
        ("9999-12-31", "nov 3", True, '"nov 3" lies outside the years 1 to 9999; write a nearer day'),
        ("9999-12-31", "nov 3", False, "9999-11-03"),
        ("9999-12-31", "next monday", True, '"next monday" lies outside the years 1 to 9999; write a nearer day'),
    ],
)  # fmt: skip
def test_a_day_seen_from_another(today: str, text: str, ahead: bool, said: str) -> None:
    """Ends of months, of weeks, of years, and of the days there are."""
    assert read(text, ahead=ahead, today=date.fromisoformat(today)) == said


PIECES = (
    *("0", "3", "03", "11", "25", "31", "2026", "0000", "26", "99999999999", "٣", "a", "in", "ago", "from now", "d"),
    *("days", "w", "month", "y", "last", "this", "next", "on", "fri", "tuesday", "nov", "february", "29", "rd", "of"),
    *(".", "/", "-", ",", " ", "the", "until", "t09:30", "İ", "today", "tomorrow"),
)
TYPED = st.one_of(
    st.text(),
    st.builds(str.join, st.sampled_from(["", " ", "-", "/", "."]), st.lists(st.sampled_from(PIECES), max_size=7)),
)


@given(TYPED, st.dates(), st.booleans())
@example("3/11", date.min, False)
@example("29-02", date.max, True)
@example("fri", date.max, False)
def test_any_text_is_a_day_or_is_refused_in_plain_words(text: str, today: date, ahead: bool) -> None:
    """One short line without a period at its end, and nothing else is raised."""
    try:
        assert isinstance(parse_when(text, today, ahead=ahead), date)
    except BadDate as refused:
        message = str(refused)
        assert re.search(r"; (write|mend) ", message)
        assert len(message) < 140
        assert not message.endswith((".", "…"))
        assert "not counted" not in message


@given(st.dates(), st.dates(), st.booleans())
def test_an_iso_day_is_that_day(day: date, today: date, ahead: bool) -> None:
    """From wherever it is seen, and so are the forms that name day, month and year without a doubt."""
    month = dates.MONTHS[day.month - 1]
    forms = (
        day.isoformat(),
        f"{day.day}.{day.month}.{day.year:04}",
        f"{day.day} {month} {day.year:04}",
        f"{month[:3]} {day.day}, {day.year:04}",
    )
    assert {parse_when(form, today, ahead=ahead) for form in forms} == {day}


@given(st.dates(min_value=date(3, 1, 1), max_value=date(9997, 1, 1)), st.integers(1, 700), st.booleans())
def test_days_are_counted(today: date, count: int, ahead: bool) -> None:
    """Back with ago, on with in, and by themselves to the side that is asked for."""
    back, on = today - timedelta(count), today + timedelta(count)
    assert parse_when(f"{count} days ago", today, ahead=ahead) == back
    assert parse_when(f"in {count} days", today, ahead=ahead) == on
    assert parse_when(f"{count}d", today, ahead=ahead) == (on if ahead else back)


@given(
    st.sampled_from([case[0] for case in READ]),
    st.dates(),
    st.booleans(),
    st.sampled_from([str.upper, str.lower, str.title, str.swapcase]),
    st.sampled_from(["  ", "\t", " \n ", "\u00a0"]),
    st.sampled_from(["", ".", ",", " ."]),
)
def test_case_and_spaces_do_not_matter(
    text: str, today: date, ahead: bool, case: Callable[[str], str], space: str, end: str
) -> None:
    """The day stays the same, and what is refused is refused for the same reason."""
    other = space + case(text).replace(" ", space) + end + space
    plain, changed = (read(typed, ahead=ahead, today=today) for typed in (text, other))
    # A message shows the text as it was typed, in quotes.
    assert re.sub('^(cannot read the day )?".*?"', "", changed) == re.sub('^(cannot read the day )?".*?"', "", plain)


@given(
    st.one_of(
        st.builds("{}/{}".format, st.integers(1, 31), st.integers(1, 31)),
        st.builds("{}-{}-2026".format, st.integers(1, 12), st.integers(1, 12)),
        st.builds("{} {}".format, st.integers(1, 29), st.sampled_from(dates.MONTHS)),
        st.builds("{}{}".format, st.sampled_from(["", "next "]), st.sampled_from(dates.WEEKDAYS)),
    ),
    st.dates(min_value=date(20, 1, 1), max_value=date(9980, 1, 1)),
    st.booleans(),
)
def test_each_reading_that_is_shown_is_read(text: str, today: date, ahead: bool) -> None:
    """Two days that differ, and what is to be written for each is understood as that day."""
    message = read(text, ahead=ahead, today=today)
    assume("can be two days" in message)
    shown = message.partition("; write ")[2].split(" or ")
    days = []
    for reading in shown:
        phrase, _, said = reading.partition(" for ")
        day = parse_when(phrase.strip('"'), today, ahead=ahead)
        assert not said or said.startswith(f"{day.day} {dates.MONTHS[day.month - 1]}")
        assert parse_when(day.isoformat(), today, ahead=ahead) == day
        days.append(day)
    assert len(set(days)) == 2


@given(st.sampled_from(dates.WEEKDAYS), st.dates(min_value=date(2, 1, 1), max_value=date(9998, 1, 1)))
def test_weekdays_lie_within_a_week(name: str, today: date) -> None:
    """The last one before today, this one from today on, and ahead the next one after today."""
    days = [parse_when(f"{which}{name}", today, ahead=True) for which in ("last ", "this ", "")]
    assert {dates.WEEKDAYS[day.weekday()] for day in days} == {name}
    last, this, coming = ((day - today).days for day in days)
    assert (-7 <= last <= -1, 0 <= this <= 6, 1 <= coming <= 7) == (True, True, True)


@given(st.integers(0, 365), st.dates(min_value=date(20, 1, 1), max_value=date(9980, 1, 1)))
def test_a_day_of_the_year_is_the_nearest_that_can_be_meant(number: int, today: date) -> None:
    """Ahead it is the first one from today on; else the last one up to today, if it is as near as the next."""
    some = date(2000, 1, 1) + timedelta(number)
    text = f"{some.day} {dates.MONTHS[some.month - 1]}"

    def first(step: int) -> date:
        days = (today + timedelta(step * count) for count in range(3000))
        return next(day for day in days if (day.month, day.day) == (some.month, some.day))

    last, coming = first(-1), first(1)
    assert parse_when(text, today, ahead=True) == coming
    if today - last <= coming - today:
        assert parse_when(text, today, ahead=False) == last
    else:
        assert f"write {last} or {coming}" in read(text, ahead=False, today=today)
