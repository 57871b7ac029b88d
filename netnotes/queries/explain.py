"""Why a note is (not) a person's, what each line came to by which rule, and why somebody is (not) on the agenda."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from netnotes.dates import add, full_day, later
from netnotes.model.clock import DUE, Clock
from netnotes.model.kinds import Kinds
from netnotes.model.person import Person
from netnotes.model.problem import Problem
from netnotes.model.reading import About
from netnotes.model.vault import HEAD, MENTION, OWN, PROBABLE, Errand, Interaction, Vault
from netnotes.queries.agenda import TRY_HOLDS, Agenda, agenda
from netnotes.queries.people import status_on
from netnotes.queries.timeline import NO, PROBABLY, counts_on


class Told(NamedTuple):
    """One line and what it came to: *counts* is ``yes``, ``probably`` or ``no``, *rule* the rule's name.

    *name* is whose line it is, *day* None where it has none; *path* and *line* say where it stands.
    """

    name: str
    day: date | None
    kind: str
    counts: str
    rule: str
    words: str
    path: str
    line: int


class Source(NamedTuple):
    """A key that says something: as it is *written*, on its *line*; *circle* where it is the circle's."""

    written: str
    line: int
    circle: str = ""


class Step(NamedTuple):
    """One step towards the due day: *what* moves it to *day*, by the key on *line* (0 for none).

    *what* is ``last contact``, ``next-contact``, ``probably`` or ``snooze``; *since* is the day it counts from.
    """

    what: str
    day: date
    since: date | None = None
    line: int = 0


class Standing(NamedTuple):
    """Whether somebody stands on today's agenda: *section* or None, and *because*, a word for the reason.

    *place* of *of* is theirs among those to turn to; *day* and *words* belong to the reason.
    """

    section: str | None
    because: str
    place: int = 0
    of: int = 0
    day: date | None = None
    words: str = ""


class PersonExplained(NamedTuple):
    """Everything about one person. *counted* and *left* are newest first, undated last.

    *due* is None where no clock runs, or the person is not active. *of_household* says that the last contact is
    not their own, but that of somebody they live with.
    """

    about: About
    person: Person
    rhythm: Source | None
    last_contact: date | None
    last: Told | None
    of_household: bool
    last_key: Source | None
    probably: str
    steps: Sequence[Step]
    due: date | None
    standing: Standing
    counted: Sequence[Told]
    left: Sequence[Told]
    problems: Sequence[Problem]


class NoteExplained(NamedTuple):
    """A note that is nobody's: what it is, what its lines came to, and what is wrong with it."""

    about: About
    lines: Sequence[Told]
    problems: Sequence[Problem]


def explain_unseen(vault: Vault, path: str, because: str) -> NoteExplained | None:
    """The note at *path*, which is not in the index: never seen, *because* of rule 1, or not to be opened.

    None where neither is so.
    """
    problems = [problem for problem in vault.problems() if problem.path == path]
    if not because and not problems:
        return None
    rule = 1 if because or problems[0].code == "conflict-copy" else 0
    name = path.rpartition("/")[2].removesuffix(".md")
    return NoteExplained(About(path, name, "unseen", False, rule, because, 0, "", {}), [], problems)


def explain_note(vault: Vault, note: int, today: date) -> NoteExplained:
    """Why *note* is nobody's, and what each line with a link in it came to."""
    about = vault.about(note)
    kinds = vault.settings.kinds()
    lines = [_told(line, name, kinds, today) for name, line in vault.lines_of(note)]
    lines += [_task(task) for task in vault.tasks_in(note)]
    for aside in vault.asides(note, about=False):
        names = aside.names or ("",)
        lines += [Told(name, None, "", NO, aside.why, aside.words, aside.path, aside.number) for name in names]
    lines.sort(key=lambda row: row.line)
    problems = [problem for problem in vault.problems(quiet=True) if problem.path == about.path]
    return NoteExplained(about, lines, problems)


def explain_person(vault: Vault, id: int, today: date) -> PersonExplained:
    """Why somebody is a person, what counts, and how their due day and their place on the agenda come about."""
    about, person, clock = vault.about(id), vault.person(id), vault.clock(id, today)
    kinds = vault.settings.kinds()
    interactions = vault.interactions(id)
    told = [_told(line, person.name, kinds, today) for line in interactions]
    left = [row for row in told if row.counts == NO]
    left += [_task(task) for task in vault.tasks_of(id) if task.path != person.path]
    for aside in vault.asides(id, about=True):
        left.append(Told(person.name, None, "", NO, aside.why, aside.words, aside.path, aside.number))
    last_contact = date.fromordinal(clock.last) if clock.last else None
    asked = status_on(person.status, person.paused_until, today) == "active"
    latest = vault.latest(id, today)
    last = _told(latest, person.name, kinds, today) if latest else None
    of_household = last is not None and last not in told
    return PersonExplained(
        about=about,
        person=person,
        rhythm=_rhythm(about, person),
        last_contact=last_contact,
        last=last._replace(name=latest.owner_name) if last and latest and of_household else last,
        of_household=of_household,
        last_key=_last_key(about, person, latest, last_contact, interactions),
        probably=clock.probably,
        steps=_steps(about, person, clock, interactions, today) if asked else [],
        due=date.fromordinal(clock.due) if clock.due and asked else None,
        standing=_standing(vault, person, clock, today),
        counted=_newest_first(row for row in told if row.counts != NO),
        left=_newest_first(left),
        problems=[problem for problem in vault.problems() if problem.path == about.path],
    )


def _newest_first(rows: Iterable[Told]) -> list[Told]:
    return sorted(rows, key=lambda row: (-(row.day.toordinal() if row.day else 0), row.path, row.line))


def _told(line: Interaction, name: str, kinds: Kinds, today: date) -> Told:
    counts = counts_on(line, today)
    rule = _rule(line, counts, kinds, today)
    return Told(name, line.day, line.kind, counts, rule, line.words or line.kind, line.path, line.number)


def _rule(line: Interaction, counts: str, kinds: Kinds, today: date) -> str:
    """The name of the rule by which *line* counts for its person, or does not (docs/rules.md, Contact)."""
    if counts == PROBABLY:
        return "no head"
    if counts == NO and line.role != MENTION:
        if line.day > today and (line.counts or line.probably):
            return "plan"
        if kinds.is_try(line.kind):
            return f"try {line.via.removeprefix('word ')}" if line.via.startswith("word ") else f"try {line.kind}"
        return line.kind if line.kind in ("note", "like") else "depth 0"
    if line.role == OWN:
        return line.via or "date"
    if line.role in (HEAD, PROBABLE):
        return line.why
    return line.why if line.why else "no person"


def _task(task: Errand) -> Told:
    rule = "open task" if task.open else "dropped task" if task.dropped else "done task"
    return Told(task.name, task.done or task.made, "task", NO, rule, task.text, task.path, task.number)


def _rhythm(about: About, person: Person) -> Source | None:
    key = "cadence" if person.own_cadence else "circle" if person.circle and person.cadence else ""
    if not key:
        return None
    written, line = about.keys.get(key) or about.keys.get("tier") or (key, 0)
    return Source(written, line, "" if person.own_cadence else person.circle or "")


def _last_key(
    about: About, person: Person, latest: Interaction | None, last: date | None, lines: Sequence[Interaction]
) -> Source | None:
    """The key that last contact comes from, where it is no line; without a name where it is the household's."""
    if latest is not None or last is None:
        return None
    met = next((line for line in lines if line.from_key and line.day == last), None)
    if met:
        return Source(about.keys.get("met", ("met", 0))[0], met.number)
    if person.last_contact == last and "last-contact" in about.keys:
        return Source(*about.keys["last-contact"])
    return Source("", 0)


def _steps(about: About, person: Person, clock: Clock, lines: Sequence[Interaction], today: date) -> list[Step]:
    """The steps by which the due day came about, in their order (PRODUCT, Due)."""
    if not clock.due:
        return []
    steps: list[Step] = []
    last = date.fromordinal(clock.last) if clock.last else None
    if person.next_contact and (last is None or last < person.next_contact):
        steps.append(Step("next-contact", person.next_contact, None, about.keys.get("next-contact", ("", 0))[1]))
    elif last and person.cadence:
        steps.append(Step("last contact", add(last, person.cadence) or last, last))
    if clock.probably == DUE:
        guesses = [line.day for line in lines if line.probably and line.day <= today]
        steps.append(Step("probably", date.fromordinal(clock.due), max(guesses, default=None)))
    if person.snooze and steps and person.snooze > steps[-1].day:
        steps.append(Step("snooze", person.snooze, None, about.keys.get("snooze", ("", 0))[1]))
    return steps


def _standing(vault: Vault, person: Person, clock: Clock, today: date) -> Standing:
    """Where somebody stands on today's agenda, or the first reason why not."""
    if status_on(person.status, person.paused_until, today) != "active":
        return Standing(None, "status")
    shown = agenda(vault, today)[0]
    everyone = agenda(vault, today, everything=True)[0]
    places = [_turn(person, shown, everyone), _new(person, shown, everyone), _beside(person, everyone)]
    found = [place for place in places if place]
    if found:
        return next((place for place in found if place.section), found[0])
    if person.cadence is None and not (clock.due and person.next_contact):
        circle = next((circle.name for circle in vault.settings.circles[1:] if circle.cadence), "")
        return Standing(None, "no rhythm", day=full_day(person.met), words=circle)
    if not clock.last and not person.next_contact:
        return Standing(None, "no contact")
    if not clock.due:
        return Standing(None, "never")
    if clock.due > today.toordinal():
        return Standing(None, "not due", day=date.fromordinal(clock.due))
    return _held(vault, person, today)


def _turn(person: Person, shown: Agenda, everyone: Agenda) -> Standing | None:
    """The place of somebody among those to turn to; None where they have none of their own."""
    place = next((place for place, row in enumerate(everyone.turn_to, 1) if row.person.id == person.id), 0)
    if not place:
        return None
    is_shown = any(row.person.id == person.id for row in shown.turn_to)
    return Standing("Turn to" if is_shown else None, "due" if is_shown else "cap", place, len(everyone.turn_to))


def _new(person: Person, shown: Agenda, everyone: Agenda) -> Standing | None:
    """Where somebody new stands, or that the cap keeps them back; None where nothing is to be done about them yet."""
    row = next((row for row in everyone.new if row.person.id == person.id), None)
    if not row:
        return None
    is_shown = any(other.person.id == person.id for other in shown.new)
    return Standing("New" if is_shown else None, str(row.stage) if is_shown else "cap new", day=row.met)


def _beside(person: Person, everyone: Agenda) -> Standing | None:
    """The line of somebody else of their household among those to turn to."""
    for place, row in enumerate(everyone.turn_to, 1):
        if person.household and row.person.household == person.household:
            return Standing(None, "household", place, len(everyone.turn_to), words=row.person.name)
    return None


def _held(vault: Vault, person: Person, today: date) -> Standing:
    """What holds back somebody who is due: a plan of theirs, a try, or the same of their household."""
    ahead = later(today, vault.settings.agenda.ahead)
    for line in vault.interactions(person.id):
        if line.counts and line.role != MENTION and today < line.day <= ahead:
            return Standing(None, "plan", day=line.day, words=line.words)
    tries = vault.tries_since(person.id, None, today)
    if tries and (today - tries[0].day).days <= TRY_HOLDS:
        line = tries[0]
        return Standing(None, "tried", day=line.day, words=line.words)
    return Standing(None, "household held")
