"""Who has which part in one line: who took part, who probably did, who is only mentioned, and by which rule."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from netnotes.model.kinds import Kinds
from netnotes.model.note import Head, Link
from netnotes.vault.resolve import Target
from netnotes.vault.schema import HEAD_ROLE, MENTION_ROLE, OWN_ROLE, PROBABLE_ROLE

GUESS = "guess"


class Part(NamedTuple):
    """One person's part in a line; *maybe* is probable contact, *why* the rule that says so."""

    person: int
    role: int
    counts: bool
    tried: bool
    maybe: bool
    why: str


class Parts(NamedTuple):
    """The parts of one line, and the *company*: who took part besides its owner, people or mere names."""

    rows: list[Part]
    company: list[tuple[int | None, str]]

    @property
    def lead(self) -> int | None:
        """The first of those who took part for certain: under them the line is shown once."""
        return next((row.person for row in self.rows if row.role in (OWN_ROLE, HEAD_ROLE)), None)


class Sharer:
    """Shares lines out among people, by the kinds and the `journal` of one vault's settings."""

    def __init__(self, kinds: Kinds, journal: str, resolve: Callable[[Link], Target]) -> None:
        """*resolve* says what a link of the note at hand leads to."""
        self.kinds = kinds
        self.journal = journal
        self.resolve = resolve

    def alone(self, owner: int, kind: str) -> Part:
        """The part of the person *owner* in a line of their own note: all there is, if it links to nobody."""
        return Part(owner, OWN_ROLE, self.kinds.counts(kind), self.kinds.is_try(kind), False, "own")

    def own(self, owner: int, head: Head) -> Parts:
        """A line in the note of the person *owner*: the head took part, the text only mentions."""
        first = self.alone(owner, head.kind)
        counts, tried = first.counts, first.tried
        rows = {owner: first}
        company = []
        for link in head.people:
            target = self.resolve(link)
            if target.person is not None:
                rows.setdefault(target.person, Part(target.person, HEAD_ROLE, counts, tried, False, "head"))
            if target.person != owner:
                company.append((target.person, target.name or link.shown))
        self._mention(rows, head.mentions, "text")
        return Parts(list(rows.values()), company)

    def dated(self, head: Head, *, under: bool) -> Parts:
        """A line of a dated note; *under* says that it is indented under one that names somebody."""
        counts, tried = self.kinds.counts(head.kind), self.kinds.is_try(head.kind)
        rows: dict[int, Part] = {}
        company: list[tuple[int | None, str]] = []
        for link in head.people:
            target = self.resolve(link)
            if target.person is not None:
                part = Part(target.person, HEAD_ROLE, counts, tried, False, link.why or head.by or "whole note")
                rows.setdefault(target.person, part)
            if target.name or link.shown:
                company.append((target.person, target.name or link.shown))
        # Read by itself unless it has a head, or stands under a line that names somebody.
        by_itself = not head.people and not under
        rule = "under" if not head.people else "text"
        for link in head.mentions:
            if link.why not in ("", GUESS) or not by_itself or self.journal == "mentions":
                continue
            target = self.resolve(link)
            if target.person is None:
                continue
            sure = self.journal == "contact"
            part = Part(
                target.person, HEAD_ROLE if sure else PROBABLE_ROLE, counts and sure, tried, counts and not sure,
                "setting" if sure else link.why or "no head",
            )  # fmt: skip
            if rows.setdefault(target.person, part) is part:
                company.append((target.person, target.name))
        self._mention(rows, head.mentions, "setting" if by_itself else rule)
        return Parts(list(rows.values()), company)

    def _mention(self, rows: dict[int, Part], links: Iterable[Link], rule: str) -> None:
        for link in links:
            target = self.resolve(link)
            if target.person is not None:
                part = Part(target.person, MENTION_ROLE, False, False, False, link.why or rule)
                rows.setdefault(target.person, part)
