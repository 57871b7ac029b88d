"""Kinds of interaction, how deep each goes, and the words that mean them (FORMAT, Log lines)."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from netnotes.patterns import lazy_pattern

_DEPTHS = {
    5: "met lunch dinner breakfast coffee tea drinks visit walk meeting event party",
    4: "call video zoom",
    3: "letter email mail",
    2: "message text chat dm sms whatsapp signal contact",
    1: "ping",
    0: "like note",
}
_TRY_WORDS = {
    "tried": "tried",
    "voicemail": "voicemail",
    "vm": "voicemail",
    "no answer": "no answer",
    "no reply": "no reply",
    "missed": "missed",
    "cancelled": "cancelled",
    "canceled": "cancelled",
    "postponed": "postponed",
}
_FORMS = {
    "called": "call", "phone": "call", "phoned": "call", "rang": "call",
    "emailed": "email", "e-mail": "email", "mailed": "mail",
    "texted": "text", "wrote": "message", "messaged": "message", "chatted": "chat",
    "saw": "meeting", "visited": "visit", "lunched": "lunch", "walked": "walk",
    "zoomed": "zoom", "pinged": "ping", "liked": "like",
}  # fmt: skip
LEDGER = {
    "gave": "gave", "got": "got", "asked": "asked", "thanked": "thanked",
    "introduced": "introduced", "lent": "gave", "gift": "gave", "treated": "gave",
    "helped": "gave", "borrowed": "got",
}  # fmt: skip
# What stands in the log of somebody who keeps no ledger, in place of a line `introduced`.
_PLAINLY_INTRODUCED = lazy_pattern(r"out\b[\s:|]+introduced to\b")
LEDGER_OUT = frozenset({"gave", "asked", "thanked", "introduced"})
TRIES = frozenset(_TRY_WORDS.values())
DEFAULT_DEPTH = 2


def is_introduction(ledger: str | None, words: str) -> bool:
    """Whether a line with this *ledger* word and these *words* says that somebody was introduced."""
    return ledger == "introduced" or _PLAINLY_INTRODUCED.match(words) is not None


class Found(NamedTuple):
    """A known kind at the beginning of a text: the kind, and how many words it took."""

    kind: str
    words: int


class Kinds:
    """The known kinds of a vault: words → kind, kind → depth (0 to 5)."""

    def __init__(self, own: Mapping[str, int | str] | None = None) -> None:
        """*own* maps a word to a depth or to the known kind that it translates."""
        self._depths = {kind: depth for depth, kinds in _DEPTHS.items() for kind in kinds.split()}
        self._depths.update(dict.fromkeys(TRIES, 0))
        self._depths.update(dict.fromkeys(LEDGER.values(), DEFAULT_DEPTH))
        self._words = {kind: kind for kinds in _DEPTHS.values() for kind in kinds.split()}
        self._words.update(_FORMS)
        self._words.update(_TRY_WORDS)
        for word, meaning in (own or {}).items():
            folded = " ".join(word.lower().split())
            if isinstance(meaning, str):
                self._words[folded] = self._words.get(meaning.lower(), meaning.lower())
            else:
                self._words[folded] = folded
                self._depths[folded] = meaning
        self._longest = max(word.count(" ") + 1 for word in self._words)
        self._first = {word.partition(" ")[0] for word in self._words}
        self._first_of_tries = {word.partition(" ")[0] for word, kind in self._words.items() if kind in TRIES}

    def is_word(self, text: str) -> bool:
        """Whether *text* names a kind."""
        return " ".join(text.lower().split()) in self._words

    def words(self) -> list[str]:
        """Every word that names a kind."""
        return list(self._words)

    def depth(self, kind: str) -> int:
        """How deep *kind* goes; 2 for words not known."""
        return self._depths.get(kind, DEFAULT_DEPTH)

    def counts(self, kind: str) -> bool:
        """Whether a line of this kind is contact."""
        return kind != "note" and self._depths.get(kind, DEFAULT_DEPTH) > 0

    def is_try(self, kind: str) -> bool:
        """Whether a line of this kind is an attempt that reached nobody; one given a depth by the settings is none."""
        return kind in TRIES and not self.counts(kind)

    def may_begin_try(self, word: str) -> bool:
        """Whether the lower-case *word* is the first of any that mean a try."""
        return word in self._first_of_tries

    def known(self, words: list[str]) -> Found | None:
        """The longest known kind that the lower-case *words* begin with."""
        if not words or words[0] not in self._first:
            return None
        for count in range(min(self._longest, len(words)), 0, -1):
            kind = self._words.get(" ".join(words[:count]))
            if kind is not None:
                return Found(kind, count)
        return None

    def among(self, words: list[str]) -> tuple[str, str]:
        """The kind of a line without a head, and the word that gave it, from its first three lower-case words.

        A try among them wins; then the first kind of depth 1 or more; else ``contact``, and no word.
        ``liked`` and ``note to self`` in first place say that it was none.
        """
        if words[:3] == ["note", "to", "self"]:
            return "note", "note to self"
        if words[:1] == ["liked"]:
            return "like", "liked"
        found = ("contact", "")
        for place in range(min(3, len(words))):
            known = self.known(words[place:])
            if known is None:
                continue
            word = " ".join(words[place : place + known.words])
            if known.kind in TRIES and place + known.words <= 3:
                return known.kind, word
            if not found[1] and self.counts(known.kind):
                found = known.kind, word
        return found

    def first(self, words: list[str]) -> str:
        """The first known kind in the lower-case *words*, wherever it stands, a try before others; empty for none."""
        known = [found.kind for place in range(len(words)) if (found := self.known(words[place:]))]
        return next((kind for kind in known if kind in TRIES), known[0] if known else "")

    def named(self, text: str) -> str:
        """The kind that *text* as a whole names, ``-`` and ``_`` read as spaces too; empty for none."""
        plain = " ".join(text.lower().split())
        return self._words.get(plain) or self._words.get(" ".join(re.split(r"[\s_-]+", plain)), "")
