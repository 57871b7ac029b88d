"""What there is in a world: people, what happened, tasks and settings, as plain values.

People are named by their place in `World.people`; a line number is 0 until the world is written.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time


@dataclass
class Span:
    """A length of time and the words it is written with; a count of 0 is `never`."""

    count: int
    unit: str
    text: str


@dataclass
class Yearly:
    """A birthday or another yearly date; year is None where it is not known."""

    label: str
    year: int | None
    month: int
    day: int


@dataclass
class Entry:
    """One log line; a number in `text` is a link to that person (a mention)."""

    day: date
    time: time | None = None
    kind: str | None = None
    ledger: str | None = None
    direction: str | None = None
    people: list[int] = field(default_factory=list)
    text: list[str | int] = field(default_factory=list)
    line: int = 0


@dataclass
class Task:
    """One task; `under` is the place in the log of the line that it stands in."""

    text: str
    mine: bool = True
    due: date | None = None
    under: int | None = None
    state: str = "open"  # or "done", "dropped"
    done: date | None = None
    line: int = 0


@dataclass
class Person:
    """One note. The log is oldest first here, whichever way round it is written."""

    name: str
    path: str
    name_from: str = "file"  # or "key", "heading"
    alias: str | None = None
    circle: str | None = None
    unknown_circle: str | None = None
    cadence: Span | None = None
    status: str = "active"
    paused_until: date | None = None
    snooze: date | None = None
    next_contact: date | None = None
    last_contact: date | None = None
    met: date | None = None
    met_partial: str | None = None
    birthday: Yearly | None = None
    dates: list[Yearly] = field(default_factory=list)
    household: str | None = None
    needs: list[str] = field(default_factory=list)
    hook: str | None = None
    channel: str | None = None
    log: list[Entry] = field(default_factory=list)
    newest_first: bool = True
    tasks: list[Task] = field(default_factory=list)
    met_line: int = 0


@dataclass
class Settings:
    """The settings that the answers depend on; circles innermost first."""

    circles: dict[str, Span]
    kinds: dict[str, int]
    reach_out: int
    new_people: int
    follow_up: Span
    decide: Span
    forget: Span
    ahead: Span


@dataclass
class World:
    """Everything, with the days to ask about; `style` seeds how it is written."""

    people: list[Person]
    settings: Settings
    todays: list[date]
    style: int
    default_settings: bool = False
