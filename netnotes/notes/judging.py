"""What a line of a dated note makes of those it links to: who took part, who probably did, who is only mentioned.

The rules are those of FORMAT, Dated notes; each link that is a mention carries the name of its rule.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from netnotes.model.kinds import TRIES, Kinds
from netnotes.model.note import Head, Link
from netnotes.notes.head import LONGEST_HEAD, plain_words, read_head
from netnotes.notes.inline import Inline, find_inline
from netnotes.notes.keys import DATED, fold_key
from netnotes.notes.links import LINK, find_links
from netnotes.patterns import lazy_pattern

LONGEST_GAP = 40
_AWAY = lazy_pattern(r"\b(about|of|re)[:.]?\s+$", re.IGNORECASE)
_INTENT = lazy_pattern(r"\b(should|must|need to|ask|idea|plan|tomorrow|next)\b", re.IGNORECASE)
_BETWEEN = lazy_pattern(r"[\s,;&+/·|.]|\band\b", re.IGNORECASE)
_JOINS = lazy_pattern(r"\s*(?:,|&|\+|\band\b|\bor\b)\s*(?:and\s+)?$", re.IGNORECASE)
_NOBODY_CAME = lazy_pattern(
    r"\bno (?:answer|reply|response|show)\b|\bno-show\b|\bvoicemail\b|\bdidn['’]t pick up\b", re.IGNORECASE
)
_PEOPLE_LINE = lazy_pattern(r"\W*(attendees|participants|people|present)\W*:(?!:)\s*(.+)$", re.IGNORECASE)
_ENDS = lazy_pattern(r"(?:\s+#[\w/-]+)+$|[.!]+$")
_EMPHASIS = lazy_pattern(r"^(\*\*|__|\*|_)([^*_\[\]]+)\1(?=\s)")
# Under these, what stands is still to come; under those, who is named was not there.
_AHEAD = frozenset({"todo", "to do", "todos", "tomorrow", "plan", "plans", "next", "idea", "ideas", "upcoming"})
_ABSENT = frozenset({"absent", "apologies", "regrets"})
_FILLING = frozenset({"today", "and", "the", "had", "made", "people", "log"})


class Asked(NamedTuple):
    """A line to read: its *words* without day and time, and where they begin in the file.

    *people* are named by a `(person:: …)`. *needs_head* is the rule that leaves the line out if it is no head;
    *above* the kind that the heading above it names.
    """

    words: str
    line: int
    column: int
    people: tuple[Link, ...]
    needs_head: str
    above: str


class Judge:
    """Reads the lines of dated notes by the kinds of one vault."""

    def __init__(self, kinds: Kinds) -> None:
        """Take the known kinds."""
        self.kinds = kinds

    def read(self, asked: Asked, *, names: bool = True) -> Head:
        """The head of a line; its mentions have a rule, or none where they may be contact."""
        words = asked.words
        head = self._read_head(asked, names)
        found = find_links(words, asked.line, asked.column, embeds=True)
        embeds = tuple(link for link in found if link.why)
        links = tuple(link for link in found if not link.why)
        if asked.people:
            people = (*_with_rule(asked.people, "field"), *(head.people if head.by == "head" else ()))
            return head._replace(people=people, mentions=(*_with_rule(head.mentions, "text"), *embeds))
        if head.by == "head":
            if not head.people and self.kinds.is_word(head.kind) and _is_only_links(head.text):
                # `Lunch: [[Ada]]` is a lunch with her.
                return head._replace(text="", people=links, mentions=embeds)
            return head._replace(mentions=(*_with_rule(head.mentions, "text"), *embeds))
        if asked.above and links and _is_only_links(words):
            return head._replace(kind=asked.above, text="", people=links, mentions=embeds, by="heading")
        if asked.needs_head:
            return head._replace(mentions=(*_with_rule(links, asked.needs_head), *embeds))
        tried = _NOBODY_CAME.search(words)
        if tried and head.kind not in TRIES:
            head = head._replace(kind="no answer", by=f"word {tried[0].lower()}")
        return head._replace(mentions=(*_judged(words, links, asked.column), *embeds))

    def _read_head(self, asked: Asked, names: bool) -> Head:
        """The head, also where tags, an end mark or emphasis keep it from fitting the form."""
        head = read_head(asked.words, self.kinds, names=names, line=asked.line, column=asked.column)
        if head.by == "head":
            return head
        if len(asked.words) > LONGEST_HEAD:
            return head
        bare = _EMPHASIS.sub(r"\2", _ENDS.sub("", _ENDS.sub("", asked.words)))
        if bare == asked.words:
            return head
        other = read_head(bare, self.kinds, names=names, line=asked.line, column=asked.column)
        return other if other.by == "head" else head

    def kind_of_title(self, title: str) -> str:
        """The kind that a heading names, in whatever number: ``Calls`` names a call, ``To call`` nothing.

        A heading for those who were there names a meeting.
        """
        words = [w for w in plain_words(title, 6) if w not in _FILLING and any(sign.isalpha() for sign in w)]
        kinds = [self.kinds.named(word) or self.kinds.named(word.removesuffix("s")) for word in words]
        if kinds and all(kind and self.kinds.counts(kind) for kind in kinds):
            return kinds[0]
        return "meeting" if DATED.get(fold_key(" ".join(words))) == "people" else ""


def never_under(title: str) -> str:
    """The rule by which nothing under the heading *title* is contact, empty for none."""
    words = plain_words(title, 3)
    first = next((text for text in (" ".join(words[:2]), *words[:1]) if text in _AHEAD), "")
    if first:
        return f"intent {first}"
    return "not-log" if words[:1] and words[0] in _ABSENT else ""


def is_people(field: Inline) -> bool:
    """Whether an inline field names who took part."""
    return DATED.get(fold_key(field.key)) == "people"


def people_field(text: str, line: int = 0, column: int = 1) -> list[Inline]:
    """The people that a whole line names: ``people:: [[Ada]]``, or ``Attendees: [[Ada]], [[Bo]]`` and nothing else."""
    found = [field for field in find_inline(text, line, column) if field.whole and is_people(field)]
    if found or "[" not in text:
        return found
    named = _PEOPLE_LINE.match(text)
    if named and _is_only_links(named[2]):
        return [Inline("people", named[2].strip(), line, column + named.start(2), True)]
    return []


def _is_only_links(text: str) -> bool:
    return "[" in text and not _BETWEEN.sub("", LINK.sub("", text))


def _with_rule(links: tuple[Link, ...], rule: str) -> tuple[Link, ...]:
    return tuple(link._replace(why=link.why or rule) for link in links)


def _judged(words: str, links: tuple[Link, ...], column: int) -> tuple[Link, ...]:
    """The links of a line without a head, each with the rule that makes it a mention only, where one does."""
    intent = _INTENT.search(LINK.sub(lambda found: "\0" * len(found[0]), words))
    judged: list[Link] = []
    end = 0
    for link in links:
        start = link.column - column
        away = _AWAY.search(words[max(start - LONGEST_GAP, end) : start])
        joined = judged and judged[-1].why and start - end < LONGEST_GAP and _JOINS.fullmatch(words[end:start])
        why = f"after {away[1].lower()}" if away else ""
        if not away and intent and intent.start() < start:
            why = f"intent {intent[1].lower()}"
        judged.append(link._replace(why=why or (judged[-1].why if joined else "")))
        end = _end_of_link(words, start)
    return tuple(judged)


def _end_of_link(words: str, start: int) -> int:
    found = LINK.match(words, start)
    return found.end() if found else start
