"""Rows about everybody, which the questions of a list or a page ask for, and a morning's agenda does not."""

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, Protocol

from netnotes.dates import Cadence

if TYPE_CHECKING:
    from netnotes.model.person import Person
    from netnotes.model.problem import Problem
    from netnotes.model.vault import Errand, Interaction


class Summary(NamedTuple):
    """One person in a list. *status* is as written until `people` says what holds on the day; then *due* too.

    *probably* says which of last contact and due a contact decides that is only probable (`clock.LAST`, `DUE`).
    *span* is the cadence in days counted from last contact, as in `clock.Clock`.
    """

    person: int
    name: str
    path: str
    circle: str | None
    status: str
    paused_until: int
    cadence: str | None
    last_contact: date | None
    due: date | None
    tags: tuple[str, ...]
    probably: str = ""
    span: int = 0


class Candidate(NamedTuple):
    """One way in which a person is called: *level* is ``name``, ``alias`` or ``file``; *key* is folded."""

    person: int
    name: str
    path: str
    level: str
    text: str
    key: str


class Size(NamedTuple):
    """How big a vault is: notes that were read, people, people with contact on record, with a clock.

    *innermost* is the name of the innermost circle.
    """

    notes: int
    people: int
    with_contact: int
    with_cadence: int
    unreadable: int
    innermost: str


class Spent(NamedTuple):
    """One person's part in a counting line, as in `Contact`: what time it took, and nothing else.

    *several* is how many took part.
    """

    person: int
    day: date
    kind: str
    minutes: int
    leads: bool
    line: int
    several: int = 1


class Contact(NamedTuple):
    """One person's part in a counting line: *leads* says that the line stands under them where it stands once.

    *minutes* are 0 where the line does not say; *line* is the line's number in the index (see `Vault.words_of`),
    *path* and *number* are where it stands, *owner* is whose note that is, empty for their own and a dated one. The
    key `met` of a note is a line of kind ``met``.
    """

    person: int
    day: date
    kind: str
    ledger: str
    direction: str
    minutes: int
    leads: bool
    line: int
    path: str
    number: int
    owner: str = ""


class Bond(NamedTuple):
    """Why two people can be thought to know each other, and where it is written.

    *why* is ``knows`` or ``met-through`` (a field of the first one's note names the other), ``household`` (they live
    together), ``introduced`` (a line names both) or ``together`` (both took part in a line; *times* of these, the
    latest on *day*).
    """

    one: int
    other: int
    why: str
    path: str
    number: int
    day: date | None = None
    times: int = 1


class Mention(NamedTuple):
    """A line that is no log line, in the note of *one*, links to *other*; *words* show links as names."""

    one: int
    other: int
    words: str
    path: str
    number: int


class Rhythm(NamedTuple):
    """Somebody with a cadence: their own *minutes* (0 for none), the first day on record, None for none.

    *own* says whether the cadence is their own, and not that of their circle.
    """

    person: int
    circle: str | None
    cadence: Cadence
    minutes: int
    household: str
    status: str
    paused_until: int
    first: date | None
    own: bool = False


class Saying(NamedTuple):
    """A line that says something of a person: its *words*, the *ledger* word if any, where it stands."""

    person: int
    day: date
    words: str
    ledger: str
    path: str
    number: int


class Turn(NamedTuple):
    """A state of the index: which one it is (*born*), and how often it was brought up to date."""

    born: str
    number: int


class Everybody(Protocol):
    """What can be asked about everybody at once: for pages, and for tending."""

    def people(self) -> Sequence["Person"]:
        """Everyone, whole, by name."""

    def contacts(self, first: date, last: date, people: Collection[int] | None = None) -> Sequence[Contact]:
        """Every part that anybody, or anybody of *people*, had in a counting line from *first* to *last*, by day."""

    def lines_with(self, people: Iterable[int]) -> Mapping[int, Sequence["Interaction"]]:
        """`Vault.interactions` of several at once, for those who have any."""

    def tasks_with(self, people: Iterable[int]) -> Mapping[int, Sequence["Errand"]]:
        """`Vault.tasks_of` of several at once, for those who have any."""

    def contact_days(self, people: Iterable[int], first: date, last: date) -> Mapping[int, Sequence[date]]:
        """The days from *first* to *last* on which each of *people* had a part in a counting line, in their order."""

    def words_of(self, lines: Iterable[int]) -> Mapping[int, str]:
        """The words of lines (`Contact.line`) after their date, links as names."""

    def first_days(self, today: date) -> Mapping[int, date]:
        """When everyone with contact on record was first met: the day of `met`, else their first contact.

        A month or a year alone is its last day, where that is before the first contact.
        """

    def meeting_places(self, today: date) -> Mapping[int, tuple[date, str]]:
        """When and where people were met by *today*, by the first line of kind `met` that is their meeting.

        That is one in their own note, or another one that they had no contact before. Only where it says a place.
        """

    def meeting_days(self, today: date) -> Mapping[int, date]:
        """The same, where the first line of kind ``met`` goes before the first contact, and after the key."""

    def favours(self, first: date, last: date) -> Sequence[tuple[int, "Interaction"]]:
        """The ledger lines from *first* to *last*, once for each person who is in them, by day."""

    def bonds(self, today: date) -> Sequence[Bond]:
        """Who knows whom, as the notes say it by *today*."""

    def spoken_of(self, people: Container[int]) -> Sequence[Mention]:
        """Links in free text and keys between *people* and others, in the notes of either."""

    def sayings(self, word: str, today: date) -> Iterable[Saying]:
        """The lines by *today* that may hold the folded *word*, the latest first, with whom each is about.

        That is whose log it stands in, who took part, and in a dated note who is mentioned outside of quotes. Every
        line that holds the word is there; some may not hold it, which is for the one who asks to see.
        """

    def field_lines(self, people: Iterable[int]) -> Mapping[int, Mapping[str, int]]:
        """On which line of their notes the known fields of *people* are written."""

    def rhythms(self) -> Sequence[Rhythm]:
        """Everyone with a cadence, by name."""

    def usual_minutes(self) -> Mapping[int, int]:
        """How long a usual meeting takes, for everyone who has some: their own minutes, else those of their circle."""

    def crowds(self, today: date) -> Mapping[str, int]:
        """How many active people are in each circle that has any."""

    def spent(self, first: date, last: date, people: Collection[int] | None = None) -> Sequence[Spent]:
        """What `contacts` gives, in no order and without where it stands: for sums over many years or people."""

    def leads_to(self, target: str, path: str) -> int | None:
        """The person whom a link to *target* leads to, where it stands in the note at *path*; None for nobody."""

    def linked_in(self, words: str, path: str) -> list[int | None]:
        """The people whom the links in *words*, which stand in the note at *path*, lead to; None for one to nobody."""

    def turn(self) -> Turn:
        """The state that these answers are from, but for `passing_problems`."""

    def passing_problems(self) -> Sequence["Problem"]:
        """What is wrong just now outside any note: with the settings, or with a folder that cannot be read."""

    def last_changes(self) -> Mapping[int, int]:
        """In which turn anything about each person last became different."""

    def changed_since(self, number: int) -> set[int]:
        """The people about whom anything became different after the turn *number* of this index."""
