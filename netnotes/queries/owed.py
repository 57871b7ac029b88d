"""What is owed, and which lines are of late: thanks, replies, favours (PRODUCT, A reply is owed; docs/rules.md)."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar

from netnotes.dates import first_of_years
from netnotes.model.vault import MENTION, Interaction

REPLY_FROM, REPLY_TO = 4, 60
THANKS_FOR = 30
GOT, THANKED, ASKED, INTRODUCED = "got", "thanked", "asked", "introduced"
GIVEN, TAKEN = ("gave", INTRODUCED), (ASKED, GOT)
_WRITTEN = frozenset({"letter", "email", "mail"})


class Line(Protocol):
    """A line, as far as it can owe something; days in days, *ledger* and *direction* empty for none."""

    @property
    def day(self) -> date:
        """When."""

    @property
    def kind(self) -> str:
        """What it was."""

    @property
    def ledger(self) -> str:
        """What was done for whom."""

    @property
    def direction(self) -> str:
        """``in`` or ``out``."""


_Line = TypeVar("_Line", bound=Line)


def owes_reply(latest: Line, today: date) -> bool:
    """Whether *latest*, somebody's latest contact, waits for an answer.

    That is a letter or mail that came in, from the fourth day to the sixtieth.
    """
    is_letter = latest.direction == "in" and latest.kind in _WRITTEN and not latest.ledger
    return is_letter and REPLY_FROM <= (today - latest.day).days <= REPLY_TO


def thanks_owed(lines: Iterable[_Line], today: date) -> list[_Line]:
    """Of somebody's past *lines*, oldest first, each `got` of the last 30 days that no `thanked` came after."""
    owed: list[_Line] = []
    for line in lines:
        if line.ledger == GOT:
            owed.append(line)
        elif line.ledger == THANKED:
            owed.clear()
    return [line for line in owed if (today - line.day).days <= THANKS_FOR]


def favours_of(lines: Iterable[Interaction], today: date) -> list[Interaction]:
    """Of somebody's *lines* the ledger lines of the last twelve months in which they took part."""
    return [line for line in lines if line.ledger and line.role != MENTION and is_of_late(line.day, today)]


def is_fresh(day: date, today: date) -> bool:
    """Whether a favour of *day* is still thought of before the next one is asked: one of the last two years."""
    return first_of_years(today, 2) <= day <= today


def is_of_late(day: date, today: date) -> bool:
    """Whether *day* lies in the last twelve months."""
    return first_of_years(today, 1) <= day <= today
