"""The weekly ten minutes: who is in them, and why (PRODUCT, review; docs/rules.md, Review)."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from itertools import zip_longest
from typing import NamedTuple

from netnotes.dates import days_later, years_before
from netnotes.model.everybody import Summary
from netnotes.model.vault import Vault
from netnotes.queries.agenda import held_back
from netnotes.queries.drifting import drifting
from netnotes.queries.lateness import as_households, due_people
from netnotes.queries.newcomers import NewRow, Stage, newcomers, stage_of
from netnotes.queries.owed import REPLY_TO, THANKS_FOR
from netnotes.queries.people import Filter, people, status_on
from netnotes.queries.questions import Question, question
from netnotes.queries.show import Show, show

MOST = 7


class Why(StrEnum):
    """Why somebody is in the review."""

    DUE = "due"
    FOLLOW_UP = "follow-up"
    DECIDE = "decide"
    REPLY = "reply"
    THANKS = "thanks"
    DRIFTING = "drifting"
    YEAR = "year"


class Visit(NamedTuple):
    """One person of the review. *household* are the others of theirs, *new* is given for new people."""

    why: Why
    person: int
    name: str
    path: str
    household: tuple[str, ...] = ()
    new: NewRow | None = None


class Review(NamedTuple):
    """Who is still to be seen this week, in order; *left* is how many more wait, *seen* how many were seen."""

    rows: list[Visit]
    left: int
    seen: int


class Page(NamedTuple):
    """One person's screen: all that `show` knows, the probable mark as in `model.clock.Clock`, a question."""

    visit: Visit
    show: Show
    question: Question


def review(vault: Vault, today: date, seen: Collection[tuple[str, str]] = ()) -> Review:
    """Who is in the review of *today*, without those *seen* this week: (path, why) pairs.

    At most `MOST` in a week: where more wait, one of each kind has a place in turn. After them comes one name not
    heard of for a year. Whoever stood on a due line was seen with the one who led it.
    """
    gone = {path for path, _ in seen}
    count = sum(why != Why.YEAR for _, why in seen)
    found = _Waiting(vault, today, {path for path, why in seen if why == Why.DUE})
    kinds = [[row for row in rows if row.path not in gone] for rows in found.by_kind()]
    places = max(MOST - count, 0)
    turns = [row for turn in zip_longest(*kinds) for row in turn if row is not None]
    placed = {row.person for row in turns[:places]}
    rows = [row for kind in kinds for row in kind if row.person in placed]
    if all(why != Why.YEAR for _, why in seen):
        rows += found.of_a_year(rows, gone)
    shown = {row.person for row in rows}
    return Review(rows, sum(row.person not in shown for row in turns), count)


def look(vault: Vault, visit: Visit, today: date) -> Page | None:
    """The screen of one person as their notes stand now; None where they wait no longer, or the note is nobody's."""
    person = vault.at_path(visit.path)
    if person is None:
        return None
    row = show(vault, person, today)
    return Page(visit, row, question(row, today)) if _waits(vault, visit.why, row, today) else None


def _waits(vault: Vault, why: Why, row: Show, today: date) -> bool:
    """Whether the reason for which somebody is in the review still holds: what was written of another can end it."""
    person = row.person
    snoozed = person.snooze is not None and person.snooze > today
    if snoozed or status_on(person.status, person.paused_until, today) != "active":
        return False
    if why in (Why.FOLLOW_UP, Why.DECIDE):
        return stage_of(vault, person.id, today) is Stage(why.value)
    if why in (Why.REPLY, Why.THANKS):
        return bool(row.reply_owed if why is Why.REPLY else row.thanks_owed)
    held = held_back(vault, today)
    if person.id in held.people or vault.households([person.id]) & held.households:
        return False
    if why is Why.YEAR:
        return row.last_contact is not None and row.last_contact < years_before(today, 1)
    return row.drifting if why is Why.DRIFTING else row.due is not None and row.due <= today


class _Waiting:
    """Everyone who waits for something, each once: under the first kind that holds."""

    def __init__(self, vault: Vault, today: date, visited: Iterable[str] = ()) -> None:
        """*visited* are the paths of those who were seen as due: their households were seen with them."""
        self.vault, self.today = vault, today
        self.active = {row.person: row for row in people(vault, today, Filter()) if row.status == "active"}
        self.held = held_back(vault, today)
        self.placed: set[int] = set()
        led = {person for path in visited if (person := vault.at_path(path)) is not None}
        self.visited = self._of_households(led) - led

    def by_kind(self) -> list[list[Visit]]:
        """Due, new, owed something, drifting: each in its order."""
        due, new, owed = (self._once(kind()) for kind in (self._due, self._new, self._owed))
        together = self._housemates(due) | self.visited
        return [due, new, owed, self._once(row for row in self._drifting() if row.person not in together)]

    def _once(self, rows: Iterable[Visit]) -> list[Visit]:
        """Those of *rows* who have no place already; from now on they have."""
        found = [row for row in rows if row.person not in self.placed]
        self.placed.update(row.person for row in found)
        return found

    def _due(self) -> Iterator[Visit]:
        """Those whom the agenda would turn to, without its cap; a household is one."""
        clocks = [
            clock
            for clock in due_people(self.vault, self.today)
            if clock.person not in self.held.people
            and not (clock.household and clock.household in self.held.households)
        ]
        for row in as_households(self.vault, clocks, self.today):
            if row.clock.person not in self.visited:
                yield Visit(Why.DUE, row.clock.person, row.clock.name, row.clock.path, row.household)

    def _new(self) -> Iterator[Visit]:
        """Those whom the agenda asks about: follow-ups, then decisions."""
        for row in newcomers(self.vault, self.today, set()).shown:
            why = Why.FOLLOW_UP if row.stage is Stage.FOLLOW_UP else Why.DECIDE
            yield Visit(why, row.person.id, row.person.name, row.person.path, new=row)

    def _owed(self) -> Iterator[Visit]:
        """Those who wait for a reply, then for thanks: as long as it is owed, the longest first."""
        replies, thanks = [], []
        for person in self._awake(self._perhaps_owed()):
            row = show(self.vault, person, self.today)
            if row.reply_owed:
                replies.append((row.reply_owed.day, person))
            elif row.thanks_owed:
                thanks.append((row.thanks_owed[-1].day, person))
        for why, rows in ((Why.REPLY, replies), (Why.THANKS, thanks)):
            rows.sort(key=lambda found: found[0])
            yield from (self._visit(why, person) for _, person in rows)

    def _perhaps_owed(self) -> set[int]:
        """Those with a letter in, or something got, of late: whether it is still open, `show` says."""
        contacts = self.vault.everybody.contacts(days_later(self.today, -REPLY_TO), self.today)
        favours = self.vault.everybody.favours(days_later(self.today, -THANKS_FOR), self.today)
        letters = {contact.person for contact in contacts if contact.direction == "in"}
        return letters | {person for person, line in favours if line.ledger == "got"}

    def _drifting(self) -> Iterator[Visit]:
        """Those silent for more than twice their own rhythm, and not overdue."""
        found = [row.person.person for row in drifting(self.vault, self.today, self.active.values())]
        yield from (self._visit(Why.DRIFTING, person) for person in self._free(found))

    def of_a_year(self, rows: Sequence[Visit], gone: Collection[str]) -> list[Visit]:
        """One active person with a last contact over a year ago, by the day's number: none of *rows* or *gone*."""
        if self.today.year == 1:
            return []
        since = years_before(self.today, 1)
        silent = [row.person for row in self.active.values() if row.last_contact and row.last_contact < since]
        together = {row.person for row in rows} | self._housemates(rows) | self.visited
        free = [one for one in self._free(silent) if one not in together and self.active[one].path not in gone]
        return [self._visit(Why.YEAR, free[self.today.toordinal() % len(free)])] if free else []

    def _housemates(self, rows: Iterable[Visit]) -> set[int]:
        """Everyone of the households of *rows*."""
        return self._of_households({row.person for row in rows})

    def _of_households(self, persons: set[int]) -> set[int]:
        households = self.vault.households(persons)
        return {member.person for household in households for member in self.vault.members(household)}

    def _free(self, persons: Iterable[int]) -> list[int]:
        """Those of *persons* who are not put off, and whom no plan or try holds back."""
        together = {member.person for household in self.held.households for member in self.vault.members(household)}
        return [one for one in self._awake(persons) if one not in self.held.people and one not in together]

    def _awake(self, persons: Iterable[int]) -> list[int]:
        """The active people among *persons* whom no snooze puts off, in the order of their names or as given."""
        given = list(persons) if not isinstance(persons, set) else [one for one in self.active if one in persons]
        return [one for one in given if one in self.active and not self._is_snoozed(one)]

    def _is_snoozed(self, person: int) -> bool:
        snooze = self.vault.person(person).snooze
        return snooze is not None and snooze > self.today

    def _visit(self, why: Why, person: int) -> Visit:
        row: Summary = self.active[person]
        return Visit(why, person, row.name, row.path)
