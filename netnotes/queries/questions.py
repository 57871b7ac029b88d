"""A question worth asking somebody: one of a few, chosen by rule (docs/rules.md, A question)."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from netnotes.queries.show import Show

NEED, TOPIC, OFFER, MEETS, GLAD = "need", "topic", "offer", "meets", "glad"
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=\S)")


class Question(NamedTuple):
    """*what* is ``need``, ``topic``, ``offer``, ``meets`` or ``glad``; *text* is what it is about, empty for the last.

    Where a need of *name*'s ``meets`` what somebody else offers, that is *offer*, and they are *other*.
    """

    what: str
    text: str
    name: str
    offer: str = ""
    other: str = ""


def questions(row: Show) -> list[Question]:
    """What could be asked: about their need, then what was last spoken of, then what they offer; always the last."""
    person = row.person
    found = [(NEED, need) for need in person.needs[:1]]
    topic = person.hook or next(_topics(row), "")
    found += [(TOPIC, topic)] if topic else []
    found += [(OFFER, offer) for offer in person.offers[:1]]
    asked = [Question(what, words, person.name) for what, text in found if (words := first_sentence(text))]
    return [*asked, Question(GLAD, "", person.name)]


def question(row: Show) -> Question:
    """The one question of a review: need, else topic, else what they would be glad to hear."""
    return next(one for one in questions(row) if one.what != OFFER)


def _topics(row: Show) -> Iterator[str]:
    """The TEXT of the latest contact, where a head stands before it: a line without one tells, and names no topic."""
    return (line.text for line in row.last[:1] if line.text and line.text != line.words)


def first_sentence(text: str) -> str:
    """The first sentence of *text*, without the sign it ends with."""
    return _SENTENCE.split(text.strip(), maxsplit=1)[0].rstrip(" .!?…,;:")
