"""The circles: nobody over anybody, no name over a dot, everything inside, and small with ten thousand people."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from math import hypot

import pytest
from drawings import NEAR, Drawing, attributes, elements, overlapping, titles
from hypothesis import given, settings
from hypothesis import strategies as st

from netnotes.views.charts import Door, Dot, Ring, circles

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZéö"
RINGS = [Ring("inner", 5), Ring("close", 15), Ring("active", 50), Ring("wide", 150)]
# Every attribute that a drawing of the circles has.
OURS = {"viewBox", "role", "aria-labelledby", "aria-hidden", "id", "class", "href", "tabindex", "x", "y", "cx", "cy"}
OURS |= {"r", "rx", "width", "height", "d", "text-anchor", "fill", "stroke", "stroke-width", "stroke-linecap"}
ADA = Dot("Ada Lovelace", 0, -3, -0.2, "people/ada.html")

names = st.builds(
    lambda first, last: f"{first} {last}".strip(),
    st.text(LETTERS, min_size=1, max_size=12),
    st.text(LETTERS, max_size=14),
)


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[Ring], list[Dot], list[Door]]:
    """Rings, people and those at the door. Names are drawn from a few, so that many are alike."""
    capacities = draw(st.lists(st.none() | st.integers(1, 500), min_size=1, max_size=6))
    rings = [Ring(draw(st.text(LETTERS + " ", min_size=1, max_size=40)), capacity) for capacity in capacities]
    known = draw(st.lists(names, min_size=1, max_size=20))
    random = draw(st.randoms(use_true_random=False))
    weights = [random.random() + 0.01 for _ in rings]
    dots = []
    for _ in range(draw(st.integers(0, 400))):
        lateness = max(random.choice([0.0, random.uniform(0, 2), random.uniform(0, 50)]), 0.0)
        ring = random.choices(range(len(rings)), weights)[0]
        href = random.choice(["a.html", None])
        dots.append(Dot(random.choice(known), ring, int(lateness * 14), lateness, href, random.random() < 0.1))
    return rings, dots, [Door(name, None) for name in draw(st.lists(names, max_size=9))]


def crowd(*counts: int) -> list[Dot]:
    """So many people in each ring, some of them late, some without a contact."""
    return [
        Dot(f"Given{at} Family{at}", ring, at % 21 - 14, (at % 21 - 14) / 14, f"people/given{at}.html", at % 29 == 0)
        for ring, count in enumerate(counts)
        for at in range(count)
    ]


@settings(max_examples=40, deadline=None)
@given(worlds(), st.booleans())
def test_nothing_touches_in_any_world(world: tuple[list[Ring], list[Dot], list[Door]], narrow: bool) -> None:
    """No two dots overlap, no label lies over a label or a dot, and nothing is outside."""
    drawing = Drawing(circles(*world, "c", narrow=narrow).svg)
    assert overlapping(drawing.styled("on", "off", "silent")) == []
    assert drawing.faults() == []


@settings(max_examples=40, deadline=None)
@given(worlds(), st.booleans())
def test_nobody_reaches_the_next_ring(world: tuple[list[Ring], list[Dot], list[Door]], narrow: bool) -> None:
    """However late, a dot stays between its own ring and the next, and everybody has one or shares one."""
    rings, dots, doors = world
    picture = circles(rings, dots, doors, "c", narrow=narrow)
    drawing = Drawing(picture.svg)
    middle = next(text for text in drawing.texts if text.words == "you")
    x, y = (middle.left + middle.right) / 2, middle.bottom - 0.24 * 17 - 5
    for mark in drawing.styled("on", "off", "silent"):
        far = hypot(mark.x - x, mark.y - y)
        own = max(radius for radius in drawing.rings if radius <= far + 2 * NEAR)
        assert all(far + mark.radius < radius for radius in drawing.rings if radius > own + 1)
        if mark.style in ("on", "silent"):
            assert far == pytest.approx(own, abs=0.3)
    expected = 0
    for ring in range(len(rings)):
        people, each = sum(dot.ring == ring for dot in dots), picture.bundles.get(ring, 1)
        expected += -(-people // each)
    assert len(drawing.styled("on", "off", "silent")) == expected


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=30), min_size=1, max_size=12), st.text(max_size=30), st.booleans())
def test_whatever_a_name_holds_it_stays_text(names: list[str], ring: str, narrow: bool) -> None:
    """Any text at all gives XML, without an element that is not ours."""
    dots = [Dot(name, at % 2, at, at / 7, name) for at, name in enumerate(names)]
    picture = circles([Ring(ring, 3), Ring(ring, None)], dots, [Door(name, name) for name in names], "c", narrow=narrow)
    assert elements(picture.svg) <= {"svg", "title", "g", "a", "circle", "path", "rect", "text"}
    assert attributes(picture.svg) <= OURS


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)</script>",
        "</title></svg><img src=x onerror=alert(1)>",
        '" onload="alert(1)',
        "]]>&amp;&#60;b&#62;",
        "{{ 7 * 7 }}",
    ],
)
def test_a_hostile_name_is_shown_as_it_is_written(name: str) -> None:
    """It is the words of the tooltip, character for character; as an address it stays one attribute."""
    svg = circles([Ring(name, 5)], [Dot(name, 0, 5, 0.4, name)], [Door(name, name)], name, narrow=False).svg
    assert f"{name}: 5 days late" in titles(svg)
    assert [element.attrib["href"] for element in ET.fromstring(svg).iter("a")] == [name, name]
    assert attributes(svg) <= OURS


def test_marks_that_turn_text_around_are_dropped() -> None:
    """No bidirectional mark of a note gets in; a name read from the right is kept apart from the words after it."""
    dots = [Dot("Eve\u202e\u2067\x07", 0, 0, 0.0, None), Dot("محمد", 0, 9, 0.5, None)]
    said = titles(circles([Ring("الأصدقاء", 3)], dots, [], "c", narrow=False).svg)
    assert "Eve: in time" in said
    assert "\u2068محمد\u2069: 9 days late" in said


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("counts", [(7, 60, 900, 9033), (5, 15, 50, 9930), (2500, 2500, 2500, 2500), (10_000, 0, 0, 0)])
def test_ten_thousand_people_stay_small(counts: tuple[int, ...], narrow: bool) -> None:
    """At most 40 KB, with one dot for as many people as it must be, and the ring's name says so."""
    picture = circles(RINGS, crowd(*counts), [Door(f"Guest {at}", None) for at in range(40)], "c", narrow=narrow)
    assert len(picture.svg.encode()) <= 40_000
    drawing = Drawing(picture.svg)
    assert drawing.faults() == []
    assert overlapping(drawing.styled("on", "off", "silent")) == []
    assert all(each > 1 for each in picture.bundles.values())
    if not narrow:
        said = " ".join(text.words for text in drawing.texts)
        assert all(f"a dot is {each}" in said for each in picture.bundles.values())


def test_a_ring_says_how_full_it_is() -> None:
    """In words wide, in figures narrow, over where it is over, and without a limit just the count."""
    rings, dots = [Ring("inner", 5), Ring("close", 2), Ring("wide", None)], crowd(4, 3, 6)
    wide = [text.words for text in Drawing(circles(rings, dots, [], "c", narrow=False).svg).texts]
    narrow = [text.words for text in Drawing(circles(rings, dots, [], "c", narrow=True).svg).texts]
    assert {"inner · 4 of 5", "close · 3 of 2, over", "wide · 6"} <= set(wide)
    assert {"inner 4/5", "close 3/2!", "wide 6"} <= set(narrow)


def test_open_places_show_the_room() -> None:
    """A ring for fifteen with nine people has six open places."""
    drawing = Drawing(circles([Ring("close", 15)], crowd(9), [], "c", narrow=False).svg)
    assert len(drawing.styled("points")) == 6
    assert len(drawing.styled("on", "off", "silent")) == 9


def test_the_later_the_further_out() -> None:
    """One whole cadence late is half of the way to the next ring, ten are nearly all of it, one day is seen."""
    dots = [Dot(f"P{at}", 0, late, late / 14, None) for at, late in enumerate((0, 1, 14, 140))]
    drawing = Drawing(circles([Ring("inner", 4), Ring("close", 5)], dots, [], "c", narrow=False).svg)
    far = sorted(hypot(mark.x - 470, mark.y - 392) - drawing.rings[0] for mark in drawing.styled("on", "off"))
    assert far[0] == pytest.approx(0, abs=0.2)
    assert far[1] > 6.5
    assert far[2] == pytest.approx(far[3] / 2, rel=0.02)
    assert far[3] + 6.5 < drawing.rings[1] - drawing.rings[0]


def test_names_are_shortened_to_what_is_nobody_elses() -> None:
    """Narrow, the given name; of two Marys, the initial too; of two with one initial, the whole."""
    people = ["Ada Lovelace", "Mary Anning", "Mary Somerville", "Jane Marcet", "Jane Marsh"]
    dots = [Dot(name, 0, 0, 0.0, None) for name in people]
    said = {text.words for text in Drawing(circles([Ring("all", 5)], dots, [], "c", narrow=True).svg).texts}
    assert {"Ada", "Mary A.", "Mary S."} <= said
    assert not {"Mary", "Jane", "Jane M."} & said


def test_those_at_the_door() -> None:
    """Each with a diamond and a link; of many, the first five and how many more."""
    doors = [Door(f"Guest Number{at}", f"people/{at}.html") for at in range(8)]
    svg = circles(RINGS, [ADA], doors, "c", narrow=False).svg
    said = [text.words for text in Drawing(svg).texts]
    assert said[said.index("at the door") :] == ["at the door", *(door.name for door in doors[:5]), "and 3 more"]
    assert 'href="people/0.html" tabindex="-1"' in svg
    assert "at the door" not in circles(RINGS, [ADA], [], "c", narrow=False).svg


def test_who_has_no_contact_on_record_is_a_dash_on_the_ring() -> None:
    """Not late and not in time."""
    svg = circles(RINGS, [ADA._replace(silent=True, late=400, lateness=9.0)], [], "c", narrow=False).svg
    assert [dot.style for dot in Drawing(svg).styled("on", "off", "silent")] == ["silent"]
    assert "Ada Lovelace: no contact on record" in titles(svg)


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("count", [1, 2, 8])
def test_any_number_of_rings(count: int, narrow: bool) -> None:
    """One to eight, each with its name, with nobody and with a crowd."""
    rings = [Ring(f"ring {at}", 5 * at + 5) for at in range(count)]
    for dots in ([], crowd(*[30] * count)):
        drawing = Drawing(circles(rings, dots, [], "c", narrow=narrow).svg)
        assert drawing.faults() == []
        assert len(drawing.rings) == sum(text.style.startswith("ringname") for text in drawing.texts) == count


@pytest.mark.parametrize("narrow", [False, True])
def test_no_rings_at_all(narrow: bool) -> None:
    """Somebody who has no circles yet sees themselves, and whoever is at the door."""
    drawing = Drawing(circles([], [], [Door("Ada", None)], "c", narrow=narrow).svg)
    assert [text.words for text in drawing.texts] == ["you", "at the door", "Ada"]


def test_equal_rows_give_equal_bytes_in_any_order() -> None:
    """The order of the rows decides nothing."""
    dots = crowd(5, 15, 60, 200)
    one = circles(RINGS, dots, [], "c", narrow=False)
    assert circles(RINGS, dots[::-1], [], "c", narrow=False) == one


def test_the_ids_are_the_callers() -> None:
    """Two drawings in a page name themselves by their own title."""
    svg = circles(RINGS, [ADA], [], "wide-circles", narrow=False).svg
    assert 'aria-labelledby="wide-circles"><title id="wide-circles">Your circles' in svg
    assert svg.count(" id=") == 1
