"""Kinds and depths, lines without a head, and tries (FORMAT, Log lines)."""

from __future__ import annotations

from typing import Any

import pytest

from netnotes.model.kinds import Kinds
from netnotes.notes.head import read_head
from netnotes.vault.settings import parse_settings

from .reading import lines, said

KINDS = Kinds()
DEPTHS = {
    5: "met lunch dinner breakfast coffee tea drinks visit walk meeting event party",
    4: "call video zoom",
    3: "letter email mail",
    2: "message text chat dm sms whatsapp signal contact",
    1: "ping",
    0: "like",
}


def read(words: str, kinds: Kinds = KINDS) -> dict[str, Any]:
    """What *words* say."""
    return said(read_head(words, kinds))


@pytest.mark.parametrize(
    ("kind", "depth"), [(kind, depth) for depth, kinds in DEPTHS.items() for kind in kinds.split()]
)
def test_every_known_kind_has_its_depth(kind: str, depth: int) -> None:
    """Each is a head with and without a separator; depth 0 never counts."""
    assert read(kind) == {"kind": kind}
    assert read(f"{kind} with [[Bo]]: plums") == {"kind": kind, "people": ["Bo"], "text": "plums"}
    assert (KINDS.depth(kind), KINDS.counts(kind)) == (depth, depth > 0)


def test_a_word_not_known_has_depth_two() -> None:
    """`chess` counts like a message."""
    assert (KINDS.depth("chess"), KINDS.counts("chess")) == (2, True)


def test_a_note_never_counts() -> None:
    """`note` is about the person without contact, also with somebody in its head."""
    found = read("note with [[Bo]]: allergic to nuts")
    assert found == {"kind": "note", "people": ["Bo"], "text": "allergic to nuts"}
    assert not KINDS.counts("note")
    assert not KINDS.is_try("note")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        pytest.param("had lunch at hers", "lunch", id="second word"),
        pytest.param("a quick coffee, again", "coffee", id="third word"),
        pytest.param("we sat down to lunch", "contact", id="fifth word"),
        pytest.param("so we had coffee", "contact", id="fourth word"),
        pytest.param("Called, she forgot", "call", id="called"),
        pytest.param("she phoned about Leeds", "call", id="phoned"),
        pytest.param("I emailed her the plan", "email", id="emailed"),
        pytest.param("texted about plums", "text", id="texted"),
        pytest.param("she wrote about Leeds", "message", id="wrote"),
        pytest.param("saw her at the fair", "meeting", id="saw"),
        pytest.param("we visited the museum", "visit", id="visited"),
        pytest.param("met her by chance", "met", id="met"),
        pytest.param("coffee before the call", "coffee", id="the first of two"),
        pytest.param("ping before a lunch", "ping", id="depth 1 is enough"),
        pytest.param("would like coffee soon", "coffee", id="depth 0 is passed over"),
        pytest.param("plums from the garden", "contact", id="none"),
        pytest.param("**lunch**, she paid", "lunch", id="marks are no part of a word"),
        pytest.param("[[Bo]] and lunch, she paid", "lunch", id="a link is a word"),
        pytest.param("callous of her", "contact", id="the beginning of another word"),
    ],
)
def test_without_a_head_the_first_three_words_say_the_kind(words: str, kind: str) -> None:
    """The first known kind of depth 1 or more among them, inflected or not; else `contact`; all is text."""
    found = read(words)
    assert (found["kind"], found["text"]) == (kind, words)
    assert KINDS.counts(kind)


TRIES = ["tried", "voicemail", "vm", "no answer", "no reply", "missed", "cancelled", "postponed"]


@pytest.mark.parametrize("word", TRIES)
@pytest.mark.parametrize(
    "form",
    [
        pytest.param("{}", id="alone"),
        pytest.param("{}: will call again", id="head"),
        pytest.param("{} with [[Bo]]: will call again", id="head with people"),
        pytest.param("{} again, sadly", id="first word"),
        pytest.param("again {} from her", id="second word"),
        pytest.param("lunch {} by her", id="after a kind"),
        pytest.param("Called, {}", id="after an inflected kind"),
    ],
)
def test_a_try_never_counts(word: str, form: str) -> None:
    """As the head or among the first three words it has depth 0, whatever kind stands beside it."""
    kind = read(form.format(word))["kind"]
    assert KINDS.is_try(kind)
    assert (KINDS.depth(kind), KINDS.counts(kind)) == (0, False)


def test_a_try_that_has_a_depth_is_contact() -> None:
    """Whose settings say that a voicemail counts has reached somebody by it, however the line says so."""
    kinds = Kinds({"voicemail": 1})
    assert (kinds.counts("voicemail"), kinds.is_try("voicemail"), kinds.is_try("no answer")) == (True, False, True)
    for words in ("vm: plums", "left a voicemail", "call: voicemail"):
        assert read(words, kinds)["kind"] == "voicemail"


@pytest.mark.parametrize(
    ("words", "is_try"),
    [
        pytest.param("call: no answer", True, id="no answer"),
        pytest.param("call: voicemail, called back later", True, id="voicemail"),
        pytest.param("lunch: cancelled", True, id="cancelled"),
        pytest.param("coffee with [[Bo]]: cancelled, she is ill", True, id="with somebody"),
        pytest.param("zoom — Postponed (again)", True, id="another separator"),
        pytest.param("lunch: missed the train home", False, id="missed something else"),
        pytest.param("call: plums, and no answer about the flat", False, id="later in the text"),
    ],
)
def test_a_try_after_a_head(words: str, is_try: bool) -> None:
    """`call: no answer` reached nobody, whoever stands in its head; what else was missed is text."""
    assert KINDS.is_try(read(words)["kind"]) is is_try


def test_a_try_in_the_fourth_word_is_text() -> None:
    """Only the first three words are looked at."""
    assert read("lunch with her, missed the train")["kind"] == "lunch"
    assert read("walk at hers: missed the train")["kind"] == "walk"


@pytest.mark.parametrize(("words", "kind"), [("note to self: buys only tea", "note"), ("liked her photo", "like")])
def test_words_that_say_it_was_no_contact(words: str, kind: str) -> None:
    """At the beginning of a line they win over the kinds after them."""
    found = read(f"{words}, call her")
    assert (found["kind"], KINDS.counts(kind), KINDS.is_try(kind)) == (kind, False, False)


@pytest.mark.parametrize(
    ("own", "words", "kind", "depth"),
    [
        pytest.param("chess = 5", "chess", "chess", 5, id="a new kind without a separator"),
        pytest.param("chess = 5", "chess with [[Bo]]: he won", "chess", 5, id="a new kind in a head"),
        pytest.param("chess = 5", "played chess at hers", "chess", 5, id="a new kind in three words"),
        pytest.param('Anruf = "call"', "Anruf: plums", "call", 4, id="a translation in a head"),
        pytest.param('Anruf = "call"', "kurzer anruf von ihr", "call", 4, id="a translation in three words"),
        pytest.param('"board game" = 4', "board game: he won", "board game", 4, id="a kind of two words"),
        pytest.param('chess = 5\nSchach = "chess"', "Schach: remis", "chess", 5, id="a translation of a new kind"),
        pytest.param("lunch = 2", "lunch: plums", "lunch", 2, id="another depth"),
        pytest.param("email = 0", "email in: plums", "email", 0, id="depth 0 of a known kind"),
        pytest.param("lunch = 0", "had lunch at hers", "contact", 2, id="depth 0 is passed over in three words"),
    ],
)
def test_settings_add_kinds_translations_and_depths(own: str, words: str, kind: str, depth: int) -> None:
    """What `[kinds]` says holds for heads and for words; depth 0 never counts."""
    (line,) = lines(f"- 2026-11-14 {words}\n", settings=f"[kinds]\n{own}\n")
    kinds = parse_settings(f"[kinds]\n{own}\n")[0].kinds()
    assert (line.head.kind, kinds.depth(kind), kinds.counts(kind)) == (kind, depth, depth > 0)
