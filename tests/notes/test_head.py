"""What stands after the date of a log line: HEAD, SEPARATOR and TEXT (FORMAT, Log lines)."""

from __future__ import annotations

from typing import Any

import pytest

from netnotes.model.kinds import Kinds
from netnotes.notes.head import read_head

from .reading import said

KINDS = Kinds()


def read(words: str, kinds: Kinds = KINDS) -> dict[str, Any]:
    """What *words* say."""
    return said(read_head(words, kinds))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("lunch: plums", {"kind": "lunch", "text": "plums"}, id="kind"),
        pytest.param("Lunch: plums", {"kind": "lunch", "text": "plums"}, id="kind in capitals"),
        pytest.param("lunch:", {"kind": "lunch"}, id="kind and nothing else"),
        pytest.param("with [[Bo]]: plums", {"kind": "contact", "people": ["Bo"], "text": "plums"}, id="people alone"),
        pytest.param("at hers: plums", {"kind": "contact", "place": "hers", "text": "plums"}, id="place alone"),
        pytest.param("(30 min): plums", {"kind": "contact", "minutes": 30, "text": "plums"}, id="duration alone"),
        pytest.param("in: plums", {"kind": "contact", "direction": "in", "text": "plums"}, id="direction alone"),
        pytest.param(
            "lunch with [[Bo]]: plums", {"kind": "lunch", "people": ["Bo"], "text": "plums"}, id="kind, people"
        ),
        pytest.param("lunch at hers: plums", {"kind": "lunch", "place": "hers", "text": "plums"}, id="kind, place"),
        pytest.param("lunch (2h): plums", {"kind": "lunch", "minutes": 120, "text": "plums"}, id="kind, duration"),
        pytest.param("call in: plums", {"kind": "call", "direction": "in", "text": "plums"}, id="kind, direction"),
        pytest.param(
            "call in with [[Bo]]: plums",
            {"kind": "call", "direction": "in", "people": ["Bo"], "text": "plums"},
            id="kind, direction, people",
        ),
        pytest.param(
            "lunch with [[Bo]] at hers (90 min): plums",
            {"kind": "lunch", "people": ["Bo"], "place": "hers", "minutes": 90, "text": "plums"},
            id="with before at",
        ),
        pytest.param(
            "lunch at hers with [[Bo]] (90 min): plums",
            {"kind": "lunch", "people": ["Bo"], "place": "hers", "minutes": 90, "text": "plums"},
            id="at before with",
        ),
        pytest.param(
            "lunch at Joe's Bar & Grill with [[Bo]]: plums",
            {"kind": "lunch", "people": ["Bo"], "place": "Joe's Bar & Grill", "text": "plums"},
            id="a place of several words",
        ),
        pytest.param(
            "lunch gave out with [[Bo]] at hers (1h): plums",
            {
                **{"kind": "lunch", "ledger": "gave", "direction": "out", "people": ["Bo"]},
                **{"place": "hers", "minutes": 60, "text": "plums"},
            },
            id="every part",
        ),
    ],
)
def test_a_head_of_any_of_its_parts_in_order(words: str, expected: dict[str, Any]) -> None:
    """Each part may be left out; `with` and `at` stand in either order; the rest is TEXT."""
    assert read(words) == expected


@pytest.mark.parametrize(
    "separator",
    [
        pytest.param(": ", id="colon"),
        pytest.param("：", id="full-width colon"),
        pytest.param(" — ", id="em dash"),
        pytest.param(" – ", id="en dash"),
        pytest.param(" - ", id="hyphen"),
        pytest.param(" | ", id="bar"),
    ],
)
def test_separators(separator: str) -> None:
    """Each separates; directly after the date one is skipped; the text keeps those that come later."""
    expected = {"kind": "call", "people": ["Bo"], "text": f"stuck{separator}on money"}
    words = f"call with [[Bo]]{separator}stuck{separator}on money"
    assert read(f" {words}") == expected
    assert read(f"{separator}{words}") == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("call:stuck", {"kind": "contact", "text": "call:stuck"}, id="colon without space"),
        pytest.param("chess:: a game", {"kind": "contact", "text": "chess:: a game"}, id="two colons"),
        pytest.param("chess—a game", {"kind": "contact", "text": "chess—a game"}, id="dash without spaces"),
        pytest.param("chess|a game", {"kind": "contact", "text": "chess|a game"}, id="bar without spaces"),
        pytest.param(
            "call [[Ada: the Countess]]", {"kind": "call", "people": ["Ada: the Countess"]}, id="inside a link"
        ),
        pytest.param(
            "call with [Ada - A.](people/ada.md)", {"kind": "call", "people": ["people/ada.md"]}, id="inside link words"
        ),
        pytest.param(
            "tea at hers (the flat - upstairs): plums",
            {"kind": "tea", "place": "hers (the flat - upstairs)", "text": "plums"},
            id="inside parentheses",
        ),
        pytest.param("tea at `a - b`: plums", {"kind": "tea", "place": "`a - b`", "text": "plums"}, id="inside code"),
    ],
)
def test_what_is_no_separator(words: str, expected: dict[str, Any]) -> None:
    """A colon needs a space or the end and stands alone; nothing separates inside a link, parentheses or code."""
    assert read(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("lunch", {"kind": "lunch"}, id="kind"),
        pytest.param("email in", {"kind": "email", "direction": "in"}, id="direction"),
        pytest.param("thanked", {"kind": "thanked", "ledger": "thanked", "direction": "out"}, id="ledger"),
        pytest.param("call [[Bo]]", {"kind": "call", "people": ["Bo"]}, id="link without with"),
        pytest.param("with [[Bo]]", {"kind": "contact", "people": ["Bo"]}, id="people alone"),
        pytest.param(
            "lunch at hers with [[Bo]] (30 min)",
            {"kind": "lunch", "place": "hers", "people": ["Bo"], "minutes": 30},
            id="several parts",
        ),
        pytest.param("chess", {"kind": "contact", "text": "chess"}, id="a word not known is text"),
        pytest.param(
            "chess with [[Bo]]", {"kind": "contact", "text": "chess with [[Bo]]", "mentions": ["Bo"]},
            id="nor does it make a head with people",
        ),
        pytest.param(
            "lunch was good", {"kind": "lunch", "text": "lunch was good"}, id="more than fits"
        ),
    ],
)  # fmt: skip
def test_without_a_separator_the_rest_is_a_head_if_it_fits(words: str, expected: dict[str, Any]) -> None:
    """Only a known kind begins a head where nothing separates; the whole rest must fit."""
    assert read(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("chess: he won", {"kind": "chess", "text": "he won"}, id="any other single word"),
        pytest.param(
            "chess with [[Bo]]: he won", {"kind": "chess", "people": ["Bo"], "text": "he won"}, id="with people"
        ),
        pytest.param("chess in — a move", {"kind": "chess", "direction": "in", "text": "a move"}, id="with direction"),
        pytest.param(
            "like old times: we laughed", {"kind": "contact", "text": "like old times: we laughed"}, id="three words"
        ),
        pytest.param("Re: the engine: stuck", {"kind": "contact", "text": "Re: the engine: stuck"}, id="Re is no kind"),
        pytest.param(
            "board games: he won", {"kind": "contact", "text": "board games: he won"}, id="two words not known"
        ),
        pytest.param("lunch was good: plums", {"kind": "lunch", "text": "lunch was good: plums"}, id="a kind and more"),
        pytest.param("lunch at: plums", {"kind": "lunch", "text": "lunch at: plums"}, id="at nowhere"),
        pytest.param(
            "lunch with [[Bo]] at: plums",
            {"kind": "lunch", "text": "lunch with [[Bo]] at: plums", "mentions": ["Bo"]},
            id="with somebody at nowhere",
        ),
        pytest.param("dinner party: plums", {"kind": "dinner", "text": "dinner party: plums"}, id="two kinds"),
    ],
)
def test_before_a_separator_the_whole_must_fit(words: str, expected: dict[str, Any]) -> None:
    """Any single word is a kind there; what does not fit leaves everything text."""
    assert read(words) == expected


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        pytest.param("with [[Bo]], [[Cy]]", ["Bo", "Cy"], id="comma"),
        pytest.param("with [[Bo]] and [[Cy]]", ["Bo", "Cy"], id="and"),
        pytest.param("with [[Bo]] & [[Cy]]", ["Bo", "Cy"], id="ampersand"),
        pytest.param("with [[Bo]] + [[Cy]]", ["Bo", "Cy"], id="plus"),
        pytest.param("with [[Bo]], [[Cy]] and [[Di]] & [[Ed]] + [[Flo]]", ["Bo", "Cy", "Di", "Ed", "Flo"], id="all"),
        pytest.param("with [[people/Bo|him]]", ["people/Bo"], id="a link that shows another word"),
        pytest.param("with [him](people/bo.md) and [[Cy]]", ["people/bo.md", "Cy"], id="a Markdown link"),
        pytest.param("[[Bo]] and [[Cy]]", ["Bo", "Cy"], id="without with"),
        pytest.param("with Bo, Cy Fox and Di", ["Bo", "Cy Fox", "Di"], id="plain names"),
        pytest.param("with Bo and [[Cy]]", ["Bo", "Cy"], id="a plain name and a link"),
    ],
)
@pytest.mark.parametrize("end", [pytest.param(": plums", id="text"), pytest.param("", id="alone")])
def test_people_are_joined(people: str, expected: list[str], end: str) -> None:
    """By `,` `and` `&` `+`, links or plain names; `with` may be left out before a link."""
    found = read(f"lunch {people}{end}")
    assert (found["kind"], found["people"]) == ("lunch", expected)


@pytest.mark.parametrize(
    ("words", "people", "mentions"),
    [
        pytest.param("lunch with [[Bo]]: [[Cy]] is well", ["Bo"], ["Cy"], id="head and text"),
        pytest.param("lunch with [[Bo]]: [[Bo]] is well", ["Bo"], [], id="the same in both"),
        pytest.param("lunch: [[Bo]] and [[Cy]] are well", [], ["Bo", "Cy"], id="text alone"),
        pytest.param("had lunch, [[Bo]] came up", [], ["Bo"], id="no head"),
        pytest.param("like old times with [[Bo]]: well", [], ["Bo"], id="links before a separator that is no head"),
    ],
)
def test_the_head_counts_and_the_text_mentions(words: str, people: list[str], mentions: list[str]) -> None:
    """A person in the head took part; one linked in the text is mentioned."""
    found = read(words)
    assert (found.get("people", []), found.get("mentions", [])) == (people, mentions)


@pytest.mark.parametrize(
    ("words", "direction"),
    [
        pytest.param("email in: x", "in", id="in"),
        pytest.param("email out: x", "out", id="out"),
        pytest.param("email from: x", "in", id="from"),
        pytest.param("email to: x", "out", id="to"),
        pytest.param("letter from [[Bo]]: x", "in", id="from a link"),
        pytest.param("letter to [[Bo]]: x", "out", id="to a link"),
        pytest.param("chess in: x", "in", id="after a word not known"),
        pytest.param("email: x", "", id="neither means both ways"),
        pytest.param("walk to the shop: x", "", id="to before another word fits no head"),
        pytest.param("from the heart: x", "", id="from without a kind is text"),
    ],
)
def test_who_reached_out(words: str, direction: str) -> None:
    """`in` or `from` came from them, `out` or `to` went to them; from and to only after the kind."""
    assert read(words).get("direction", "") == direction


@pytest.mark.parametrize(
    ("word", "ledger", "direction"),
    [
        ("gave", "gave", "out"),
        ("got", "got", "in"),
        ("asked", "asked", "out"),
        ("thanked", "thanked", "out"),
        ("introduced", "introduced", "out"),
        ("lent", "gave", "out"),
        ("gift", "gave", "out"),
        ("treated", "gave", "out"),
        ("helped", "gave", "out"),
        ("borrowed", "got", "in"),
    ],
)
def test_the_ledger(word: str, ledger: str, direction: str) -> None:
    """What was given goes out and what was got comes in; alone it is contact of depth 2, after a kind that kind."""
    alone = read(f"{word}: the ladder to [[Bo]]")
    assert (alone["ledger"], alone["direction"], alone["text"]) == (ledger, direction, "the ladder to [[Bo]]")
    assert (KINDS.depth(alone["kind"]), KINDS.counts(alone["kind"])) == (2, True)
    after_kind = read(f"lunch {word} with [[Bo]]: the ladder")
    assert (after_kind["kind"], after_kind["ledger"], after_kind["people"]) == ("lunch", ledger, ["Bo"])
