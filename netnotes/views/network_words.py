"""How the network is said: the sentence on top, fractions and numbers as words, the names of its rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from netnotes.dates import MONTHS, every, short_day
from netnotes.queries.network import (
    BOTH_WAYS,
    CLOSER,
    DATE_ONLY,
    GONE_QUIET,
    IN_TIME,
    LATE,
    LEFT,
    LET_GO,
    MET_ONCE,
    NEW,
    NOT_MET,
    ONCE,
    ONE_WAY,
    PACES,
    PAUSED,
    QUIETER,
    WITHOUT_RHYTHM,
    Member,
    Network,
)

# From such a part on; the words in between are the nearest fraction.
_PARTS = (
    (Fraction(1), "all"), (Fraction(9, 10), "nearly all"), (Fraction(4, 5), "most"),
    (Fraction(17, 24), "three quarters"), (Fraction(7, 12), "two thirds"), (Fraction(5, 12), "half"),
    (Fraction(7, 24), "a third"), (Fraction(9, 40), "a quarter"), (Fraction(3, 20), "a fifth"),
)  # fmt: skip
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
LABELS = {
    BOTH_WAYS: "both ways", "would_ask": "would ask", MET_ONCE: "met once", ONCE: "once so far",
    ONE_WAY: "one way", GONE_QUIET: "gone quiet", DATE_ONLY: "only a date", NOT_MET: "not met",
    "collected": "collected", IN_TIME: "in time", LATE: "late", WITHOUT_RHYTHM: "without a rhythm", PAUSED: "paused",
    CLOSER: "closer", QUIETER: "quieter", NEW: "new", LET_GO: "let go", "others": "the others both ways",
    "others_late": "the late ones among them",
}  # fmt: skip
# The sentence speaks of time from a third on; of less there is nothing to say.
_LEAST_PART = Fraction(7, 24)
NO_PEOPLE = "No people here yet. A note in a folder called people is a person; so is one tagged #person."
NOBODY = "Nobody to count yet: wishes, and those whom nobody is to turn to, are in no network."


def part_words(part: Fraction) -> str:
    """*part* of a whole in words: the nearest of the fractions that people say."""
    return next((word for least, word in _PARTS if part >= least), "a small part")


def number_words(number: int) -> str:
    """A number in words up to twelve, in figures beyond."""
    return _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"


def listed(names: Sequence[str]) -> str:
    """``Ada``, ``Ada and Bo``, ``Ada, Bo and Cy``."""
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def sentence(row: Network) -> str:
    """The one sentence on top, from the rows below it."""
    both = row.of(BOTH_WAYS)
    if not row.members:
        return NOBODY if row.people else NO_PEOPLE
    if not both:
        return _nobody(row)
    names, others = [member.person.name for member in row.named], row.of("others")
    part = sum((member.minutes for member in row.named), Fraction(0)) / row.minutes if row.minutes else Fraction(0)
    if part < _LEAST_PART or not names:
        rest = [f"{number_words(len(others))} {'other' if len(others) == 1 else 'others'}"] if others else []
        return f"Contact goes both ways with {listed([*names, *rest])}{_lateness(row, others)}."
    start = f"{part_words(part).capitalize()} of your time went to {listed(names)}"
    if not others:
        return f"{start}; contact goes both ways."
    if len(others) == 1:
        late = f", though {others[0].person.name} has not heard from you in time" if others[0].pace == LATE else ""
        return f"{start}; with {others[0].person.name} contact still goes both ways too{late}."
    return f"{start}; with {number_words(len(others))} others contact still goes both ways{_lateness(row, others)}."


def _lateness(row: Network, others: Sequence[Member]) -> str:
    """How many of the *others* are late."""
    late = len(row.of("others_late"))
    if not late:
        return ""
    if late == len(others):
        return ", and none of them has heard from you in time" if late > 1 else ", who has not heard from you in time"
    if late * 2 > len(others):
        return ", and most of them have not heard from you in time"
    return f", and {number_words(late)} of them {'has' if late == 1 else 'have'} not heard from you in time"


def _nobody(row: Network) -> str:
    start = "With nobody here does contact go both ways yet"
    if quiet := row.of(GONE_QUIET):
        start = f"It has been quiet with {_few(quiet)}"
    if met := row.of(MET_ONCE):
        return f"{start}; you have met {_few(met)} once."
    if once := row.of(ONCE):
        return f"{start}; with {_few(once)} one day is on record so far."
    if one_way := row.of(ONE_WAY):
        return f"{start}; with {_few(one_way)} there was contact from one side, or on one day only."
    return f"{start}." if row.of("met") else f"{start}: no contact is on record."


def _few(people: Sequence[Member]) -> str:
    """The names of three, else how many they are."""
    return (
        listed([member.person.name for member in people]) if len(people) < 4 else f"{number_words(len(people))} people"
    )


def both_ways_words(row: Network) -> str:
    """``10 in time, 4 late, 1 without a rhythm``."""
    counts = ((len(row.of(pace)), LABELS[pace]) for pace in PACES)
    return ", ".join(f"{count:,} {label}" for count, label in counts if count)


def collected_words(row: Network) -> str:
    """How many of those collected were met."""
    met, all_of_them = len(row.of("met")), len(row.members)
    return "all of them met" if met == all_of_them else f"{met:,} met, {all_of_them - met:,} not yet"


def time_words(row: Network) -> str:
    """Depth against breadth: what the closest got of the time, where others got some too; else empty."""
    closest = {member.person.id for member in row.closest}
    others = sum(1 for member in row.members if member.minutes and member.person.id not in closest)
    if not others or not row.minutes:
        return ""
    part = part_words(sum((member.minutes for member in row.closest), Fraction(0)) / row.minutes)
    who = "1 other" if others == 1 else f"{others:,} others"
    return f"{part} with the closest {len(closest)}, the rest with {who}"


def name_of(member: Member) -> str:
    """A name, with the status where it is not the usual one."""
    return member.person.name + status_of(member)


def status_of(member: Member) -> str:
    """`` (paused)``; empty for somebody active, and for those let go, who stand in a row of that name only."""
    return "" if member.status in ("active", LEFT) else f" ({member.status})"


def full_day(day: date, today: date) -> str:
    """``24 August``, with the year only when it is not this one."""
    return f"{day.day} {MONTHS[day.month - 1]}" + ("" if day.year == today.year else f" {day.year}")


def why_words(what: str, member: Member, row: Network, why: str) -> str:
    """Why somebody stands behind the number *what*, beside their name."""
    if what in (CLOSER, QUIETER) and member.before:
        return f"{member.before.word} on {short_day(row.since, row.today)}, {member.tie.word} today"
    if what in (IN_TIME, LATE, "others_late"):
        cadence = member.person.cadence
        due = f"due {short_day(member.due, row.today)}" if member.due else ""
        return ", ".join(part for part in (every(cadence) if cadence else "", due) if part)
    return why
