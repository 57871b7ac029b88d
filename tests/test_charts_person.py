"""The pictures of one person: the timeline, the rhythm, the twelve months, the first two weeks."""

from __future__ import annotations

import random
import re
import xml.etree.ElementTree as ET
from datetime import date, timedelta
from itertools import pairwise

import pytest
from drawings import Drawing, elements, overlapping, titles
from hypothesis import given, settings
from hypothesis import strategies as st

from netnotes.views.charts import Mark, Timeline, door_track, months, rhythm, timeline

TODAY = date(2026, 11, 20)
DEPTHS = {"walk": 5, "call": 4, "letter": 3, "message": 2, "ping": 1}


def contact(day: str, kind: str = "walk", direction: str = "", label: str = "round the lake") -> Mark:
    """One contact."""
    return Mark(date.fromisoformat(day), kind, direction, DEPTHS[kind], label)


def drawn(marks: list[Mark], cadence: int | None = 42, *, narrow: bool = False, **other: object) -> Timeline:
    """The timeline of somebody met with the first contact and born on 10 December."""
    met, due = other.get("met"), other.get("due")
    assert met is None or isinstance(met, date)
    assert due is None or isinstance(due, date)
    return timeline(marks, cadence, met, (12, 10), TODAY, due, "t", narrow=narrow)


def many(count: int, years: int) -> list[Mark]:
    """A busy history, the same each time."""
    chance = random.Random(count)
    kinds = list(DEPTHS.items())
    found = []
    for _ in range(count):
        kind, depth = chance.choice(kinds)
        day = TODAY - timedelta(chance.randrange(years * 365))
        found.append(Mark(day, kind, chance.choice(["in", "out", ""]), depth, "about the printer"))
    return found


@st.composite
def histories(draw: st.DrawFn) -> list[Mark]:
    """From none to several hundred contacts, spread over a month or over decades, often more of late."""
    chance = draw(st.randoms(use_true_random=False))
    reach, bent = draw(st.sampled_from([30, 364, 1000, 9000])), draw(st.sampled_from([1, 3]))
    found = []
    for _ in range(draw(st.sampled_from([0, 1, 4, 12, 30, 60, 61, 300]))):
        kind = chance.choice(sorted(DEPTHS))
        day = TODAY - timedelta(int(reach * chance.random() ** bent))
        found.append(Mark(day, kind, chance.choice(["in", "out", ""]), DEPTHS[kind], "words"))
    return found


days = st.none() | st.dates(date(1990, 1, 1), date(2030, 1, 1))


@settings(max_examples=80, deadline=None)
@given(
    histories(),
    st.none() | st.integers(1, 800),
    days,
    days,
    st.dates(date(2024, 1, 1), date(2024, 12, 31)),
    st.booleans(),
)
def test_no_contact_lies_over_another(
    marks: list[Mark], cadence: int | None, met: date | None, due: date | None, born: date, narrow: bool
) -> None:
    """Nor a word over a word or a contact; and nothing is outside."""
    told = timeline(marks, cadence, met, (born.month, born.day), TODAY, due, "t", narrow=narrow)
    for svg in told.svgs:
        drawing = Drawing(svg)
        assert overlapping(drawing.styled("in", "out", "both")) == []
        # In a crowd a hollow contact is two points, one in the other.
        assert overlapping(sorted({dot._replace(radius=1) for dot in drawing.styled("points")})) == []
        assert drawing.faults() == []
        for rect in drawing.root.iter("rect"):
            assert float(rect.attrib["x"]) >= 8.9
            assert float(rect.attrib["x"]) + float(rect.attrib["width"]) <= drawing.right - 8.8


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize(("count", "years"), [(2000, 14), (2000, 3), (2000, 30), (290, 14), (1000, 12)])
def test_two_thousand_contacts_stay_small(count: int, years: int, narrow: bool) -> None:
    """At most twelve strips of a few kilobytes, and in a crowd the contacts of one lane stand side by side."""
    told = drawn(many(count, years), narrow=narrow)
    assert len(told.svgs) <= 12
    assert sum(len(svg) for svg in told.svgs) < 64_000
    for svg in told.svgs:
        lanes: dict[float, dict[float, float]] = {}
        for dot in Drawing(svg).styled("points"):
            lane = lanes.setdefault(dot.y, {})
            lane[dot.x] = max(dot.radius, lane.get(dot.x, 0))
        for lane in lanes.values():
            places = sorted(lane.items())
            assert all(b[0] - a[0] >= a[1] + b[1] for a, b in pairwise(places))


def test_up_to_three_years_are_one_strip_when_wide() -> None:
    """Narrow, and beyond three years, it is a strip a year, newest first."""
    short = [contact("2024-05-02"), contact("2026-11-14")]
    long = [contact("2023-05-02"), *short]
    assert [title(svg) for svg in drawn(short).svgs] == ["Timeline, April 2024 to November 2026: 2 contacts"]
    years = ["2026: 1 contact", "2024: 1 contact"]
    assert [title(svg) for svg in drawn(short, narrow=True).svgs] == years
    assert [title(svg) for svg in drawn(long).svgs] == [*years, "2023: 1 contact"]


def title(svg: str) -> str:
    """What a drawing is called."""
    return titles(svg)[0]


def test_the_years_that_are_left_out_are_counted() -> None:
    """Only years with a contact; twelve are shown."""
    marks = [contact(f"{year}-05-02") for year in range(2010, 2027) if year != 2011]
    told = drawn(marks, narrow=True)
    assert [title(svg)[:4] for svg in told.svgs] == [str(year) for year in range(2026, 2014, -1)]
    assert told.left_out_years == 4
    assert told.left_out_words == "4 earlier years are left out."
    assert told._replace(left_out_years=1).left_out_words == "1 earlier year is left out."
    assert drawn(marks[-3:], narrow=True).left_out_words == ""


def test_nothing_on_record_draws_nothing() -> None:
    """No contact and no meeting, or none yet."""
    assert drawn([]) == Timeline([], 0)
    assert drawn([contact("2026-12-24")], met=date(2027, 1, 1)).svgs == []


def test_a_meeting_alone_is_a_strip() -> None:
    """With its diamond, and today."""
    svg = drawn([], met=date(2026, 11, 2)).svgs[0]
    assert {"met", "today"} <= {text.words for text in Drawing(svg).texts}
    assert 'class="dia"' in svg


def test_a_silence_is_hatched_and_named_in_weeks() -> None:
    """Counted from the contact before it; the one that lasts is named too. Without a cadence there is none."""
    marks = [contact("2025-01-10"), contact("2025-08-01"), contact("2026-03-01")]
    svg = drawn(marks).svgs[0]
    said = [text.words for text in Drawing(svg).texts]
    assert [words for words in said if "weeks" in words] == ["29 weeks silent", "30 weeks silent", "37 weeks silent"]
    assert svg.count('fill="url(#th)"') == 3
    assert 'class="band"' not in (plain := drawn(marks, None).svgs[0])
    assert "url(#" not in plain


def test_the_last_contact_covers_the_days_up_to_due() -> None:
    """The band runs past today to the due day."""
    svg = drawn([contact("2026-11-14")], due=date(2027, 2, 14)).svgs[0]
    band = next(rect for rect in ET.fromstring(svg).iter("rect") if rect.get("class") == "band")
    today = re.search(r'd="M([\d.]+) 17V', svg)
    assert today
    assert float(band.attrib["x"]) < float(today[1]) < float(band.attrib["x"]) + float(band.attrib["width"]) - 100


def test_in_stands_above_out_below_together_on_the_line() -> None:
    """Deeper is larger."""
    marks = [
        contact("2026-03-01"),
        contact("2026-05-01", "letter", "in"),
        contact("2026-07-01", "letter", "out"),
        contact("2026-09-01", "message", "in"),
    ]
    drawing = Drawing(drawn(marks).svgs[0])
    together, into, out = (drawing.styled(style) for style in ("both", "in", "out"))
    assert into[0].y < together[0].y < out[0].y
    assert sorted(dot.radius for dot in into)[0] < into[0].radius < together[0].radius


def test_what_a_note_says_stays_text() -> None:
    """The tooltip is the day, the kind and the words, as they are written."""
    svg = drawn([contact("2026-11-14", "letter", "in", "<b onclick=x>&amp;</b></title>\x00\u202e")]).svgs[0]
    assert "14 Nov 2026: letter in: <b onclick=x>&amp;</b></title>" in titles(svg)
    assert elements(svg) == {"svg", "title", "path", "rect", "circle", "text"}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(1, 3000), min_size=4, max_size=60),
    st.none() | st.integers(1, 18_300),
    st.none() | st.integers(0, 5000),
    st.booleans(),
)
def test_the_words_of_the_rhythm_do_not_meet(
    gaps: list[int], cadence: int | None, now: int | None, narrow: bool
) -> None:
    """Whatever the days, they stand apart and inside."""
    assert Drawing(rhythm(gaps, cadence, now, "r", narrow=narrow)).faults() == []


def test_the_rhythm_says_its_three_numbers() -> None:
    """The median is rounded half up, as `show` says it."""
    svg = rhythm([30, 40, 41, 42], 42, 6, "r")
    assert [text.words for text in Drawing(svg).texts] == ["own rhythm, 41 days", "now 6", "every 42 days"]
    assert title(svg) == "Days between contacts: own rhythm 41, cadence 42, now 6"
    assert [text.words for text in Drawing(rhythm([1, 1, 1, 1], None, None, "r")).texts] == ["own rhythm, 1 day"]
    assert rhythm([30, 40, 41], 42, 6, "r") == ""


def test_equal_gaps_are_a_pile_that_does_not_grow_without_end() -> None:
    """Three stand on one another; a thousand are no taller than a hand and no larger than a few kilobytes."""
    three = sorted(dot.y for dot in Drawing(rhythm([7, 7, 7, 30], 7, 7, "r")).styled("points"))
    assert three[2] - three[1] > 7.5
    assert three[1] - three[0] > 7.5
    svg = rhythm([7] * 5000, 7, 7, "r")
    assert Drawing(svg).bottom < 170
    assert len(svg) < 4000
    beside = Drawing(rhythm([7] * 300 + [8] * 20 + [60], 7, 9, "r", narrow=True)).styled("points")
    assert len({dot.x for dot in beside}) == 3
    assert all(
        max(dot.y for dot in beside if dot.x == x) == max(dot.y for dot in beside) for x in {d.x for d in beside}
    )


def test_twelve_months_of_days() -> None:
    """From a year ago to today: contacts, days, and a mark a day in its week and weekday."""
    counts = {date(2026, 11, 2): 1, date(2026, 11, 20): 5, date(2025, 11, 30): 9, date(2026, 11, 21): 2}
    found = months(counts, TODAY)
    assert [month.first for month in found] == [date(2025, 12, 1), *(date(2026, at, 1) for at in range(1, 12))]
    assert found[-1][:3] == (date(2026, 11, 1), 6, 2)
    assert titles(found[-1].svg) == ["November 2026: 6 contacts on 2 days", "2 Nov: 1 contact", "20 Nov: 5 contacts"]
    assert titles(found[0].svg) == ["December 2025: 0 contacts on 0 days"]
    november = Drawing(found[-1].svg)
    # 1 November 2026 is a Sunday: the 2nd begins the second row.
    squares = {rect.get("class"): rect for rect in november.root.iter("rect")}
    assert (squares["d1"].get("x"), squares["d1"].get("y")) == ("4.5", "20.5")
    assert set(squares) == {"d1", "d3", "today"}
    assert len(november.styled("points")) == 18
    assert november.faults() == []
    assert sum(len(month.svg) for month in months(dict.fromkeys(_year(), 2), TODAY)) < 48_000


def _year() -> list[date]:
    return [TODAY - timedelta(ago) for ago in range(365)]


@pytest.mark.parametrize("today", [date(2024, 2, 29), date(2026, 1, 1), date(1, 2, 3), date(9999, 12, 31)])
def test_months_at_the_edges(today: date) -> None:
    """A leap day, a new year, and the first and the last year there are."""
    found = months({today: 1}, today)
    assert found[-1].contacts == 1
    assert len(found) == (2 if today.year == 1 else 12)


@settings(max_examples=60, deadline=None)
@given(st.integers(-5, 200), st.integers(0, 120), st.integers(0, 120), st.booleans())
def test_the_words_at_the_door_do_not_meet(ago: int, follow: int, decide: int, done: bool) -> None:
    """Whatever the days are set to."""
    drawing = Drawing(door_track(TODAY - timedelta(ago), TODAY, follow, decide, done))
    assert drawing.faults() == []
    assert len(drawing.texts) in (2, 3)


def test_the_door_says_the_day() -> None:
    """In its title, and below the line where there is room."""
    svg = door_track(date(2026, 11, 11), TODAY, 2, 14, False)
    assert title(svg) == "Day 9 of 14; first follow-up still to do"
    assert [text.words for text in Drawing(svg).texts] == ["follow up", "decide", "day 9"]
    assert title(door_track(date(2026, 10, 1), TODAY, 2, 14, True)) == "Day 14 of 14; first follow-up done"
