"""What is worth doing on a day, or over several (PRODUCT, The agenda of a day; docs/rules.md)."""

from datetime import date
from typing import NamedTuple

from netnotes.dates import days_later, later
from netnotes.model.clock import is_active
from netnotes.model.person import Person
from netnotes.model.vault import Errand, Interaction, Vault
from netnotes.queries.days import Occasion, occasions
from netnotes.queries.lateness import Late, as_households, due_people
from netnotes.queries.newcomers import NewRow, Stage, newcomers
from netnotes.queries.promises import Promise, Promises, promises

TRY_HOLDS = 2


class Hook(NamedTuple):
    """What to speak of: *what* is ``promise``, ``need``, ``hook`` or ``topic``.

    *text* is the bare text; *said* is what a person reads, the whole line where it has no text.
    """

    what: str
    text: str
    said: str


class TurnTo(NamedTuple):
    """Somebody to reach out to. *tried* is a try since last contact; *probably* is as in `model.clock.Clock`."""

    person: Person
    due: date
    last_contact: date | None
    hook: Hook | None
    tried: Interaction | None
    household: tuple[str, ...]
    probably: str = ""


class Agenda(NamedTuple):
    """One day. What ends in *_left* says how many the caps kept back."""

    day: date
    today: list[Occasion]
    turn_to: list[TurnTo]
    promises: list[Promise]
    waiting: list[Promise]
    new: list[NewRow]
    coming_up: list[Occasion | Promise]
    promises_left: int
    waiting_left: int
    turn_to_left: int
    follow_up_left: int
    decide_left: int
    forgotten: int
    no_contact: int

    @property
    def new_left(self) -> int:
        """How many new people are not shown, those no longer asked about included."""
        return self.follow_up_left + self.decide_left + self.forgotten

    @property
    def is_quiet(self) -> bool:
        """Whether nothing is to be done on this day."""
        shown = self.today or self.turn_to or self.promises or self.waiting or self.new
        return not shown and not (self.turn_to_left or self.follow_up_left or self.decide_left)


def agenda(vault: Vault, today: date, days: int = 1, *, everything: bool = False) -> list[Agenda]:
    """The agendas of *days* days from *today* on, at least one; *everything* lifts the caps.

    Each is what would be answered on that day, without those who were placed on one before it.
    """
    placed = Placed(set(), set(), set())
    no_contact = sum(
        is_active(status, paused, today.toordinal()) for status, paused in vault.people_without_contact(today)
    )
    ahead = later(today, vault.settings.agenda.ahead)
    all_days = [days_later(today, place) for place in range(days)]
    errands = promises(vault, max(ahead, all_days[-1]), all_days, everything)
    return [
        _one_day(vault, day, all_days, ahead, placed, errands, no_contact, everything)
        for day in dict.fromkeys(all_days)
    ]


class Placed(NamedTuple):
    """Who stands on a day already: people and households to turn to, and new people."""

    people: set[int]
    households: set[str]
    new: set[int]


def _one_day(
    vault: Vault, day: date, all_days: list[date], ahead: date, placed: Placed, errands: Promises,
    no_contact: int, everything: bool,
) -> Agenda:  # fmt: skip
    first, last_day = day == all_days[0], all_days[-1]
    mine, waiting = (errands.on(day, mine=mine, first=first, everything=everything) for mine in (True, False))
    turn_to, turn_to_left = _turn_to(vault, day, placed, everything)
    new = newcomers(vault, day, placed.new, everything=everything)
    coming: list[Occasion | Promise] = []
    if first and last_day < ahead:
        coming.extend(occasions(vault, days_later(last_day, 1), ahead))
        coming.extend(p for p in errands.ahead if p.task.mine and not p.undated and last_day < p.day <= ahead)
        coming.sort(key=lambda row: row.day)
    return Agenda(
        day=day,
        today=occasions(vault, day, day),
        turn_to=turn_to,
        promises=mine[0],
        waiting=waiting[0],
        new=new.shown,
        coming_up=coming,
        promises_left=mine[1],
        waiting_left=waiting[1],
        turn_to_left=turn_to_left,
        follow_up_left=new.left[Stage.FOLLOW_UP],
        decide_left=new.left[Stage.DECIDE],
        forgotten=new.forgotten,
        no_contact=no_contact,
    )


def _turn_to(vault: Vault, day: date, placed: Placed, everything: bool) -> tuple[list[TurnTo], int]:
    """The people of one day, and how many more there are; those shown are added to *placed*."""
    held = held_back(vault, day)
    clocks = [
        clock
        for clock in due_people(vault, day)
        if clock.person not in held.people
        and clock.person not in placed.people
        and not (clock.household and (clock.household in held.households or clock.household in placed.households))
    ]
    rows = as_households(vault, clocks, day)
    shown = rows if everything else _take_turns(rows, vault.settings.agenda.reach_out, day)
    placed.people.update(row.clock.person for row in shown)
    placed.households.update(row.clock.household for row in shown if row.clock.household)
    return [_as_row(vault, row, day) for row in shown], len(rows) - len(shown)


class Held(NamedTuple):
    """People and households who are not asked for on a day."""

    people: set[int]
    households: set[str]


def held_back(vault: Vault, day: date) -> Held:
    """Those with a plan ahead of *day*, or a try just before it, and their households."""
    ahead = later(day, vault.settings.agenda.ahead)
    people = {person for person, _ in vault.busy(days_later(day, 1), ahead, tried=False)} if day < ahead else set()
    people |= {person for person, _ in vault.busy(days_later(day, -TRY_HOLDS), day, tried=True)}
    return Held(people, vault.households(people))


def _take_turns(rows: list[Late], reach_out: int, day: date) -> list[Late]:
    """The first of *rows*, and of the rest those whose turn it is on *day*, in the order of lateness."""
    if reach_out <= 0:
        return []
    first, rest, places = rows[:1], rows[1:], reach_out - 1
    if len(rest) <= places:
        return rows
    start = day.toordinal() * places
    turns = {(start + place) % len(rest) for place in range(places)}
    return first + [row for place, row in enumerate(rest) if place in turns]


def _as_row(vault: Vault, row: Late, today: date) -> TurnTo:
    person = vault.person(row.clock.person)
    last = date.fromordinal(row.clock.last) if row.clock.last else None
    tries = vault.tries_since(person.id, last, today)
    return TurnTo(
        person=person,
        due=date.fromordinal(row.clock.due),
        last_contact=last,
        hook=find_hook(vault, person, today),
        tried=tries[0] if tries else None,
        household=row.household,
        probably=row.clock.probably,
    )


def find_hook(vault: Vault, person: Person, today: date) -> Hook | None:
    """My open promise to them, else their need, else `hook`, else what was last spoken of."""
    mine = [task for task in vault.tasks_of(person.id) if task.open and task.mine]
    if mine:
        text = min(mine, key=_oldest_first).text
        return Hook("promise", text, text)
    if person.needs:
        return Hook("need", person.needs[0], person.needs[0])
    if person.hook:
        return Hook("hook", person.hook, person.hook)
    latest = vault.latest(person.id, today)
    return Hook("topic", latest.text or latest.kind, latest.text or latest.words) if latest else None


def _oldest_first(task: Errand) -> tuple[int, date]:
    """By due day, then the undated by age; those of unknown age stay in the order of the note."""
    if task.due:
        return 0, task.due
    return (1, task.made) if task.made else (2, date.min)
