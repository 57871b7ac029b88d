"""What the questions may ask of a vault. `vault/index` answers from the index; a test may answer from lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Protocol

    from netnotes.model.clock import Clock
    from netnotes.model.everybody import Candidate, Everybody, Size, Summary
    from netnotes.model.person import Person
    from netnotes.model.problem import Problem
    from netnotes.model.reading import About, Aside, Tally
    from netnotes.model.settings import Settings
else:
    # Only the type checker needs to know; making a protocol of so many questions would cost every start.
    Protocol = object

OWN, HEAD, MENTION, PROBABLE = "own", "head", "mention", "probable"


class Interaction(NamedTuple):
    """A log line as one person sees it.

    *role* is ``own`` (it stands in their note), ``head`` (they took part), ``mention``, or ``probable`` (a line
    without a head in a dated note). *counts* says whether the line is contact for them once its day has come,
    *probably* whether it is probably. *text* is what stands after the head,
    *words* all after the date; links in both are shown as names. *company* are the others who took part.
    *owner* is the note it stands in, *owner_name* whose that is, empty for a dated note; *path* and *number* the
    note and the line. *shape* is how it is written, *via* what gave its kind (`model.note`), *why* the rule that
    gave the person their part in it. *raw* is *text* with its links as they are written, *written* is *words* so;
    *place* is where it was, *minutes* how long, 0 if not said; *company_ids* are the notes of *company*, None for a
    mere name.
    """

    day: date
    time: str
    kind: str
    ledger: str
    direction: str
    text: str
    words: str
    counts: bool
    tried: bool
    role: str
    company: tuple[str, ...]
    owner: int
    owner_name: str
    path: str
    number: int
    probably: bool = False
    shape: str = "item"
    via: str = ""
    why: str = ""
    raw: str = ""
    place: str = ""
    company_ids: tuple[int | None, ...] = ()
    written: str = ""
    minutes: int = 0

    @property
    def from_key(self) -> bool:
        """Whether it is no line but the key `met`."""
        return self.shape == "key"


class Errand(NamedTuple):
    """A task that concerns a person; *text* shows links as names, *raw* as written. Days are None where unknown."""

    person: int
    name: str
    status: str
    path: str
    number: int
    text: str
    mine: bool
    open: bool
    due: date | None
    made: date | None
    done: date | None
    dropped: bool = False
    raw: str = ""


class Yearly(NamedTuple):
    """A day that comes round each year: *what* is ``birthday`` or the name of one of `dates`."""

    person: int
    name: str
    path: str
    status: str
    what: str
    month: int
    day: int
    year: int | None


class Newcomer(NamedTuple):
    """Somebody without circle and cadence who was met. Days are ordinals, 0 for none."""

    person: int
    name: str
    path: str
    status: str
    paused_until: int
    snooze: int
    met: int


class Vault(Protocol):
    """The notes of a vault as they stand now, ready to be asked."""

    settings: Settings

    @property
    def everybody(self) -> Everybody:
        """The questions about everybody at once, which a morning's agenda does not ask."""

    def clocks(self, today: date) -> Sequence[Clock]:
        """Everyone who is due on *today* or earlier, as of that day, of any status."""

    def people_without_contact(self, today: date) -> Sequence[tuple[str, int]]:
        """(status, paused-until ordinal) of each person with neither last contact nor next-contact."""

    def newcomers(self) -> Sequence[Newcomer]:
        """Everyone without circle and cadence whose met day is known."""

    def plans(self, first: date, last: date) -> Sequence[tuple[str, Interaction]]:
        """The counting lines from *first* to *last*, once each: the name of whom it stands under, and the line.

        That is the person whose note it stands in; in a dated note the first of those who took part.
        """

    def busy(self, first: date, last: date, *, tried: bool) -> Iterable[tuple[int, date]]:
        """(person, day) of everyone who takes part in a counting line, or in a try, on these days."""

    def yearly(self, first: date, last: date) -> Sequence[Yearly]:
        """The birthdays and dates that may fall on these days."""

    def open_tasks(self, first: date, last: date, made_first: date, made_last: date) -> Sequence[Errand]:
        """Open tasks due from *first* to *last*, and undated ones of mine made on the other two days or between.

        Each is there once: under the first person it links to, where it stands in a note that is nobody's.
        """

    def old_tasks(self, until: date, made_until: date, most: int | None, *, mine: bool) -> tuple[list[Errand], int]:
        """The same of what is due by *until* or was made by *made_until*, and how many there are.

        With *most*, at least so many of the latest dated and of the latest undated ones, where there are.
        """

    def all_open_tasks(self) -> Sequence[Errand]:
        """Every open task with somebody, once, under the first person it links to."""

    def tasks_of(self, person: int) -> Sequence[Errand]:
        """All tasks with one person, in the order of the note."""

    def members(self, household: str) -> Sequence[Clock]:
        """The people of a household, of any status (last and due are not asked for)."""

    def households(self, people: Iterable[int]) -> set[str]:
        """The households that any of *people* belong to."""

    def latest(self, person: int, today: date) -> Interaction | None:
        """The latest counting line on or before *today*, of the household where there is one, else a probable one.

        None where there is none, or where a key (`met`, or a later `last-contact`) says it.
        """

    def latest_of(self, clocks: Iterable[Clock]) -> Mapping[int, Interaction]:
        """The same for several whose clocks are known, as of the day of these: by person, who has one."""

    def first_contact_after(self, person: int, day: date, today: date) -> date | None:
        """The first day of somebody's own contact after *day* and by *today*."""

    def tries_since(self, person: int, day: date | None, today: date) -> Sequence[Interaction]:
        """The tries after *day* and by *today*, latest first."""

    def interactions(self, person: int) -> Sequence[Interaction]:
        """Every line a person stands in, oldest first."""

    def note_at(self, path: str) -> int | None:
        """The note at *path*, whoever's it is."""

    def about(self, note: int) -> About:
        """What *note* was read as."""

    def lines_of(self, note: int) -> Sequence[tuple[str, Interaction]]:
        """Every line of *note* with links: whose it is, once for each person, with an empty name for nobody."""

    def tasks_in(self, note: int) -> Sequence[Errand]:
        """The tasks of *note*, once for each person they concern."""

    def asides(self, note: int, *, about: bool) -> Sequence[Aside]:
        """The lines with links that are neither log lines nor tasks: those in *note*, or with *about* those on it."""

    def tally(self, today: date) -> Tally:
        """What the vault holds, counted; of contacts those by *today*."""

    def person(self, person: int) -> Person:
        """One person, whole."""

    def persons(self, people: Sequence[int]) -> list[Person]:
        """Several at once, in the order that was asked for."""

    def clock(self, person: int, today: date) -> Clock:
        """Somebody's last contact and due day as of *today*, whatever their status."""

    def summaries(self, today: date, since: date | None = None) -> Iterator[Summary]:
        """Everyone, by name, one after another; with *since*, at least those with contact on that day or later."""

    def matching(self, words: Sequence[str]) -> set[int]:
        """The people whose fields, names or tags hold every one of the folded *words*."""

    def at_path(self, path: str) -> int | None:
        """The person whose note lies at *path*, with or without ``.md``."""

    def link_to(self, person: int, path: str) -> str:
        """A link that leads to *person* from the note at *path*, empty for the vault's root: ``[[ada|Ada]]``."""

    def links_to_rename(self, root: str, person: int, stem: str, name: str) -> Mapping[str, Mapping[str, str]]:
        """The links that change when somebody's file is called *stem* and they are called *name*.

        Path of a note in the vault at *root* to old target to new.
        """

    def owners_moved(self, path: str, new: str) -> Sequence[tuple[str, bool]]:
        """The notes whose owner by folder would change if the note at *path* (empty: a new one) lay at *new*.

        Each is its path, and whether it is a person's.
        """

    def called(self, part: str, *, exact: bool) -> Sequence[Candidate]:
        """The ways of calling somebody whose folded form is, or holds, *part*."""

    def every_call(self) -> Sequence[Candidate]:
        """Every way of calling everybody."""

    def broken_named(self, part: str) -> Sequence[Problem]:
        """The problems of unreadable people whose file name holds the folded *part*."""

    def has_rhythms(self) -> bool:
        """Whether anybody has a cadence."""

    def size(self) -> Size:
        """How big the vault is."""

    def problems(self, *, quiet: bool = False) -> Sequence[Problem]:
        """Everything to mend, by path and line; with *quiet* also links that need not mean a person."""
