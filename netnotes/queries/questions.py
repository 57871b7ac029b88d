"""A question worth asking somebody: one of a few, chosen by rule (docs/rules.md, A question)."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from netnotes.patterns import lazy_pattern
from netnotes.queries.show import Show
from netnotes.queries.topic import NO_SPACES

NEED, TOPIC, OFFER, MEETS, GLAD = "need", "topic", "offer", "meets", "glad"
_SENTENCE = lazy_pattern(r"(?<=[.!?…])\s+(?=\S)")


class Question(NamedTuple):
    """*what* is ``need``, ``topic``, ``offer``, ``meets`` or ``glad``; *text* is what it is about, empty for the last.

    Where a need of *name*'s ``meets`` what somebody else offers, that is *offer*, and they are *other*.
    """

    what: str
    text: str
    name: str
    offer: str = ""
    other: str = ""


def questions(row: Show, today: date) -> list[Question]:
    """What could be asked: about their need, then what was last spoken of, then what they offer; always the last."""
    person = row.person
    found = [(NEED, need) for need in person.needs[:1]]
    found += [(TOPIC, text) for text in (person.hook or "", *_topics(row, today)) if _can_become(text)][:1]
    found += [(OFFER, offer) for offer in person.offers[:1]]
    asked = [Question(what, words, person.name) for what, text in found if (words := first_sentence(text))]
    return [*asked, Question(GLAD, "", person.name)]


def question(row: Show, today: date) -> Question:
    """The one question of a review: need, else topic, else what they would be glad to hear."""
    return next(one for one in questions(row, today) if one.what != OFFER)


def _topics(row: Show, today: date) -> Iterator[str]:
    """The TEXT of the latest contact before today, where a head stands before it.

    A line without a head tells, and names no topic; a line of today may be a plan whose hour is still to come.
    """
    before = [line for line in row.last if line.day < today]
    return (line.text for line in before[:1] if line.text and line.text != line.words)


def _can_become(text: str) -> bool:
    """Whether the first sentence of *text* has two words, or is of a script that writes no spaces between them."""
    said = first_sentence(text)
    return len(said.split()) > 1 or any(sign >= NO_SPACES and sign.isalpha() for sign in said)


def first_sentence(text: str) -> str:
    """The first sentence of *text*, without the sign it ends with."""
    return _SENTENCE.split(text.strip(), maxsplit=1)[0].rstrip(" .!?…,;:")
