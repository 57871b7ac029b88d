"""The head of a log line, put together from options and read again before it is used."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import NamedTuple

from netnotes.errors import Usage
from netnotes.model.kinds import Kinds


class Head(NamedTuple):
    """What a head is made of, each empty where it is not said; *people* are links or names."""

    kind: str = ""
    ledger: str = ""
    direction: str = ""
    people: tuple[str, ...] = ()
    place: str = ""
    duration: str = ""


def head_words(head: Head, kinds: Kinds, *, check: bool = True) -> str:
    """The head as it is written: ``call in with [[Bo]] at hers (45m)``; raises Usage for what cannot stand in one."""
    place = " ".join(head.place.split())
    minutes = re.sub(r"^(\d+)$", r"\1m", "".join(head.duration.split()).lower())
    parts = [
        head.kind.strip().lower(), head.ledger, head.direction,
        f"with {_joined(head.people)}" if head.people else "",
        f"at {place}" if place else "",
        f"({minutes})" if minutes else "",
    ]  # fmt: skip
    words = " ".join(part for part in parts if part)
    if check and words:
        _check(head, place, words, kinds)
    return words


def _joined(people: tuple[str, ...]) -> str:
    *most, last = people
    return f"{', '.join(most)} and {last}" if most else last


def _check(head: Head, place: str, words: str, kinds: Kinds) -> None:
    """Read *words* as a line's head: what was said must come back."""
    from netnotes.notes.head import read_head

    if head.kind and not kinds.is_word(head.kind):
        near = get_close_matches(head.kind.lower(), kinds.words(), 1, 0.6)
        hint = f"did you mean {near[0]}?" if near else "write one like call, lunch or email; settings can add yours"
        raise Usage(f'--kind: there is no kind "{head.kind[:40]}"; {hint}')
    alone = read_head(f"at {place}: x", kinds)
    if place and (alone.by != "head" or alone.place != place):
        raise Usage("--at: the place holds signs that part a line (: , or dashes, or a link); write it in plain words")
    read = read_head(f"{words}: x", kinds)
    if head.duration and read.minutes is None:
        raise Usage(f'--for: cannot read "{head.duration[:40]}"; write it like 45m or 2h')
    if (place and read.place != place) or read.by != "head" or read.text != "x" or len(read.people) != len(head.people):
        raise Usage(f'"{words[:60]}" would not be read as the head of a line; write it in TEXT instead')
