"""The head of a log line: who took part, what kind it was, who reached out (FORMAT, Log lines)."""

from __future__ import annotations

import re
from functools import lru_cache

from netnotes.model.kinds import LEDGER, LEDGER_OUT, TRIES, Kinds
from netnotes.model.note import Head, Link
from netnotes.notes.links import LINK, find_links
from netnotes.patterns import lazy_pattern

_SEPARATOR = lazy_pattern(r"(?<!:):(?=\s|$)|：|\s[—–|-](?=\s|$)")
_LEADING = lazy_pattern(r"\s*(?:(?<!:):(?=\s|$)|：|(?<=\s)[—–|-](?=\s|$)|^[—–|-](?=\s|$)|^[,;.](?=\s))\s*")
_HIDDEN = lazy_pattern(LINK.pattern.replace("?P<", "?P<_") + r"|\([^()]*\)|`[^`]*`")
_DURATION = lazy_pattern(
    r"\(\s*(?:(?P<h>\d{1,2}(?:[.,]\d+)?)\s*h(?:ours?|rs?)?\s*(?P<hm>\d{1,2})?(?:\s*m(?:in)?)?"
    r"|(?P<m>\d{1,4})\s*(?:m|mins?|minutes?|'))\s*\)$",
    re.IGNORECASE,
)
LONGEST_HEAD = 1_000
_MARKS = ".,;:!?…\"'’“”„()*_~`"
_SEPARATING = ":：—–|-,;."
_HIDES = lazy_pattern(r"[\[(`]")
_WORD = lazy_pattern(r"[^\W\d][\w'’-]*$")
_JOINER = lazy_pattern(r"\s*(?:,\s*(?:and\s+)?|&|\+|\band\b)\s*", re.IGNORECASE)
_NAME = lazy_pattern(r"[^\W\d_][^,&+\[\]()|:]*?(?=\s*(?:[,&+]|$)|\s+(?:and|at)\s)", re.IGNORECASE)
_WITH = lazy_pattern(r"(?:with\s|w/)\s*", re.IGNORECASE)
_NOT_KINDS = frozenset({"re", "fw", "fwd", "aw", "wg", "ps", "nb", "in", "out", "from", "to", "with", "at"})


def after_separator(words: str) -> int:
    """Where the words of a line begin, when a separator stands directly after its date."""
    # No separator begins with a letter or a digit.
    if words[:1].isalnum():
        return 0
    bare = words.lstrip()
    start = _LEADING.match(words) if bare[:1] in _SEPARATING else None
    return start.end() if start else len(words) - len(bare)


def has_separator(words: str) -> bool:
    """Whether a separator parts *words* into head and text."""
    return _SEPARATOR.search(_hide(words)) is not None


def _hide(text: str) -> str:
    """*text* with links, parentheses and code blanked: no separator stands in them."""
    return _HIDDEN.sub(lambda found: "\0" * len(found[0]), text) if _HIDES.search(text) else text


def read_head(words: str, kinds: Kinds, *, names: bool = True, line: int = 0, column: int = 1) -> Head:
    """Read what follows a log line's date.

    With *names*, plain names after ``with`` are taken for people: the caller must see whether they are
    anybody's, and read again without *names* if not. *line* and *column* say where *words* begin.
    """
    offset = after_separator(words)
    rest = words[offset:]
    column += offset
    found = _SEPARATOR.search(_hide(rest))
    before = rest[: found.start()] if found else rest
    after = rest[found.end() :].strip() if found else ""
    mentions = find_links(rest, line, column) if "[" in rest else ()
    fits = len(before) <= LONGEST_HEAD
    head = _fit(before.strip(), separated=found is not None, kinds=kinds, names=names) if fits else None
    if head is None:
        kind, word = kinds.among(plain_words(rest, 3))
        return Head(kind, rest.strip(), mentions=mentions, by=f"word {word}" if word else "")
    people = head.people
    if people:
        inside = find_links(before, line, column)
        in_head = {link.target for link in people if not link.plain}
        people = tuple(
            next(
                (link for link in inside if not person.plain and link.target == person.target),
                person._replace(line=line, column=column + max(before.find(person.target), 0)),
            )
            for person in people
        )
        mentions = tuple(link for link in mentions if link.target not in in_head)
    kind = (after and _tried_after_all(after, kinds)) or head.kind
    return Head(kind, after, head.ledger, head.direction, people, mentions, head.place, head.minutes, "head")


_ENDS_CLAUSE = lazy_pattern(r"\s*(?:$|[.,;:!?(—–]|-\s)")


def _tried_after_all(text: str, kinds: Kinds) -> str:
    """The try that a text behind a head begins with: ``call: no answer``.

    ``missed``, ``cancelled`` and ``postponed`` must end their clause: ``coffee: missed the bus`` was coffee.
    """
    # Hardly any text begins so, and its first word tells.
    start = text.split(None, 1)[0]
    if "[" not in start and (first := start.lower().strip(_MARKS)) and not kinds.may_begin_try(first):
        return ""
    words = plain_words(text, 2)
    found = kinds.known(words)
    if not found or found.kind not in TRIES:
        return ""
    rest = re.sub(r"^\W*" + r"\W+".join(map(re.escape, words[: found.words])), "", text, flags=re.IGNORECASE)
    must_end = found.kind in ("missed", "cancelled", "postponed", "tried")
    return found.kind if not must_end or _ENDS_CLAUSE.match(rest) else ""


def plain_words(text: str, most: int) -> list[str]:
    """The first *most* words, lower case, without marks; a link is one word."""
    plain = LINK.sub("\0", text) if "[" in text else text
    words = [word.strip(_MARKS) for word in plain.lower().split(None, most + 2)]
    return [word for word in words if word][:most]


# The same heads stand in the notes of many: "call", "coffee with Bo".
@lru_cache(maxsize=1_024)
def _fit(text: str, *, separated: bool, kinds: Kinds, names: bool) -> Head | None:
    """*text* as a head, if the whole of it fits the form; its people come without positions."""
    minutes, rest = _take_duration(text)
    kind, rest = _take_kind(rest, separated, kinds)
    word, _, after = rest.partition(" ")
    ledger = LEDGER.get(word.lower(), "")
    if ledger:
        rest = after.lstrip()
    direction, rest = _take_direction(rest, bool(kind))
    who = _take_people_and_place(rest, bool(kind or ledger or direction), names)
    if who is None:
        return None
    people, place = who
    if not (kind or ledger or direction or people or place or minutes):
        return None
    if not separated and place and not people and re.search(r"[,.;!?]\s", place + " "):
        return None
    if ledger and not direction:
        direction = "out" if ledger in LEDGER_OUT else "in"
    return Head(kind or ledger or "contact", "", ledger, direction, people, (), place, minutes)


def _take_duration(text: str) -> tuple[int | None, str]:
    found = _DURATION.search(text) if text[-1:] == ")" else None
    if not found:
        return None, text
    hours = float((found["h"] or "0").replace(",", "."))
    minutes = int(hours * 60) + int(found["hm"] or found["m"] or 0)
    return minutes, text[: found.start()].rstrip()


def _take_kind(text: str, separated: bool, kinds: Kinds) -> tuple[str, str]:
    words = text.split()
    known = kinds.known([word.lower() for word in words[:4]])
    if known and known.kind not in LEDGER:
        return known.kind, " ".join(words[known.words :])
    if not words or not separated:
        return "", text
    word = words[0].lower()
    if word in LEDGER or word in _NOT_KINDS or not _WORD.match(word) or word.isdigit():
        return "", text
    return word, " ".join(words[1:])


def _take_direction(text: str, after_kind: bool) -> tuple[str, str]:
    word, _, rest = text.partition(" ")
    directions = {"in": "in", "out": "out"}
    if after_kind:
        directions.update({"from": "in", "to": "out"})
    direction = directions.get(word.lower(), "")
    return (direction, rest.lstrip()) if direction else ("", text)


def _take_people_and_place(text: str, after_word: bool, names: bool) -> tuple[tuple[Link, ...], str] | None:
    """``with PEOPLE`` and ``at PLACE`` in either order; None where the text is neither."""
    if not text:
        return (), ""
    if text[:3].lower() == "at ":
        place = text[3:].strip()
        for found in re.finditer(r"\s(?=with\s|w/)", place, re.IGNORECASE):
            people = _people(place[found.end() :], names)
            if people is not None and not people[1]:
                return people[0], place[: found.start()].strip()
        return ((), place) if place else None
    people = _people(text, names) if _WITH.match(text) or (after_word and text[0] == "[") else None
    if people is None:
        return None
    found_people, rest = people
    if not rest:
        return found_people, ""
    if rest[:3].lower() == "at " and rest[3:].strip():
        return found_people, rest[3:].strip()
    return None


def _people(text: str, names: bool) -> tuple[tuple[Link, ...], str] | None:
    """The people that *text* begins with, and what follows them; None where it begins with none."""
    start = _WITH.match(text)
    place = start.end() if start else 0
    people: list[Link] = []
    while True:
        link = LINK.match(text, place)
        if link:
            people.extend(find_links(link[0]))
            place = link.end()
        else:
            name = _NAME.match(text, place) if names else None
            if not name or len(name[0]) > 80:
                return None
            people.append(Link(name[0].strip(), name[0].strip(), plain=True))
            place = name.end()
        joiner = _JOINER.match(text, place)
        if not joiner:
            return tuple(people), text[place:].strip()
        place = joiner.end()
