"""Random worlds, spread so that every case of the rules occurs often."""

from __future__ import annotations

from datetime import date, time, timedelta
from random import Random

from .facts import Entry, Person, Settings, Span, Task, World, Yearly
from .rules import fold, plus
from .words import (
    CADENCES,
    DEFAULTS,
    FIRST,
    FORGETS,
    KINDS,
    LAST,
    LEDGERS,
    LENGTHS,
    NEVER,
    PLACES,
    QUIET,
    SAID,
    STATUSES,
    TODO,
    TRIES,
    TURNS,
)


class Maker:
    """One world in the making, around one day."""

    def __init__(self, rng: Random) -> None:
        """Choose the day that everything happens around."""
        self.rng = rng
        self.base = date(*rng.choice(TURNS))
        if rng.random() < 0.4:
            self.base = date(2026, 1, 1) + timedelta(days=rng.randrange(365))
        self.anchors = [self.near(-120, -3) for _ in range(3)]
        self.usual = rng.choice(CADENCES)
        self.settings = DEFAULTS
        self.people: list[Person] = []

    def near(self, first: int, last: int) -> date:
        """A day so many days from the middle of the world."""
        return self.base + timedelta(days=self.rng.randint(first, last))

    def maybe(self, chance: float) -> bool:
        """True with this chance."""
        return self.rng.random() < chance

    def world(self) -> World:
        """The whole world."""
        plain = self.maybe(0.15)
        if not plain:
            self.settings = self.random_settings()
        count = self.rng.choice([2, 3, 5, 8, 12, 16, 20, 25])
        for name in self.names(count):
            self.people.append(self.person(name))
        self.households()
        self.company()
        for person in self.people:
            person.log.sort(key=lambda e: e.day)
            # A log of one day has no direction of its own; it is read as newest first.
            one_day = len({e.day for e in person.log}) < 2
            person.newest_first = one_day or self.maybe(0.5)
            self.tasks(person)
        style = self.rng.randrange(2**32)
        return World(self.people, self.settings, self.todays(), style, plain)

    def todays(self) -> list[date]:
        """Four days, going back and forth."""
        days = {self.base, self.near(-1, 2), self.near(-30, 40)}
        days.add(plus(self.base.replace(day=1), Span(1, "month", "")) - timedelta(days=1))
        while len(days) < 4:
            days.add(self.near(-9, 9))
        return self.rng.sample(sorted(days), 4)

    def random_settings(self) -> Settings:
        """Settings with small and odd values."""
        rng, circles = self.rng, DEFAULTS.circles
        if self.maybe(0.4):
            names = rng.sample(["kin", "band", "old friends", "chess"], rng.randint(1, 4))
            circles = {name: rng.choice(CADENCES) for name in names}
        return Settings(
            circles=circles,
            kinds=rng.choice([{}, {"chess": 5, "newsletter": 0}, {"newsletter": 0}]),
            reach_out=rng.randint(0, 5),
            new_people=rng.randint(0, 3),
            follow_up=rng.choice([DEFAULTS.follow_up, *LENGTHS[:2], Span(1, "day", "1 day")]),
            decide=rng.choice([DEFAULTS.decide, *LENGTHS]),
            forget=rng.choice(FORGETS),
            ahead=rng.choice(LENGTHS),
        )

    def names(self, count: int) -> list[str]:
        """So many different names, some of which differ by accents or case alone."""
        names: list[str] = []
        while len(names) < count:
            name = self.rng.choice(FIRST) + self.rng.choice(LAST)
            if name not in names:
                names.append(name)
        return names

    def path(self, name: str) -> str:
        """A path whose file name is like no other, also with case and accents folded."""
        stems = {fold(p.path.rsplit("/", 1)[-1]) for p in self.people}
        stem, number = name, 1
        while fold(stem) + ".md" in stems or self.maybe(0.1):
            number += 1
            stem = f"{fold(name).replace(' ', '-')}-{number}"
        return f"{self.rng.choice(PLACES)}/{stem}.md".removeprefix("/")

    def person(self, name: str) -> Person:
        """One person of a kind chosen at random, then the facts that anybody may have."""
        path = self.path(name)
        person = Person(name, path, self.rng.choice(["key", "heading"]))
        if path.rsplit("/", 1)[-1] == f"{name}.md" and self.maybe(0.5):
            person.name_from = "file"
        if self.maybe(0.1):
            person.alias = f"Nick{len(self.people)}"
        shapes = [self.on_a_clock] * 6 + [self.new] * 4 + [self.by_hand] * 2
        shapes += [self.never_seen] * 2 + [self.kept_by_key, self.without_a_clock]
        self.rng.choice(shapes)(person)
        self.standing(person)
        self.facts(person)
        return person

    def rhythm(self, person: Person) -> Span:
        """Give the person a circle, a cadence or both, and tell which cadence counts."""
        if self.maybe(0.7):
            person.circle = self.rng.choice(list(self.settings.circles))
        if person.circle is None or self.maybe(0.25):
            person.cadence = NEVER if self.maybe(0.08) else self.rng.choice(CADENCES)
        return person.cadence or self.settings.circles[person.circle or ""]

    def on_a_clock(self, person: Person) -> None:
        """Somebody whose last contact is about one cadence ago."""
        rhythm = self.rhythm(person)
        days = {"day": 1, "week": 7, "month": 30, "year": 365, "never": 1}[rhythm.unit]
        last = self.base - timedelta(days=days * rhythm.count + self.rng.randint(-8, 40))
        if self.maybe(0.2):
            person.cadence, last = self.usual, self.anchors[0]
        elif self.maybe(0.3):
            last = self.rng.choice(self.anchors)
        person.log.append(self.contact(last))
        for _ in range(self.rng.choice([0, 0, 1, 2, 4])):
            person.log.append(self.contact(last - timedelta(days=self.rng.randint(0, 200))))
        if self.maybe(0.2):
            person.met = last - timedelta(days=self.rng.choice([0, 0, 30, 500]))
        elif self.maybe(0.15):
            person.met_partial = f"{last.year - 1}-05"

    def new(self, person: Person) -> None:
        """Somebody met lately, at any stage of getting to know them."""
        settings = self.settings
        spans = [settings.follow_up, settings.decide, settings.forget]
        days = [s.count * {"day": 1, "week": 7, "month": 30}[s.unit] for s in spans]
        turn = self.rng.choice([0, days[0] + 2, days[1], days[2]])
        met = self.near(-turn - 4, -turn + 4)
        if self.maybe(0.6):
            person.met = met
        if person.met is None or self.maybe(0.2):
            person.log.append(self.entry(met, kind="met"))
        if self.maybe(0.35):
            person.log.append(self.contact(met + timedelta(days=self.rng.randint(0, 12))))
        if self.maybe(0.2):
            person.snooze = self.near(-5, 5)
        if self.maybe(0.08):
            person.last_contact = met + timedelta(days=self.rng.randint(0, 9))
        if self.maybe(0.08):
            person.unknown_circle = "someday"
        elif self.maybe(0.05):
            person.cadence = NEVER

    def by_hand(self, person: Person) -> None:
        """Somebody with a day of next contact, reached or not, with and without a cadence."""
        person.next_contact = self.near(-25, 15)
        if self.maybe(0.6):
            self.rhythm(person)
        if self.maybe(0.7):
            person.log.append(self.contact(person.next_contact + self.days(-60, 8)))

    def never_seen(self, person: Person) -> None:
        """Somebody of a circle without any contact, at most a try or a note."""
        self.rhythm(person)
        if self.maybe(0.3):
            person.log.append(self.entry(self.near(-20, 0), kind=self.rng.choice(TRIES + QUIET)))

    def kept_by_key(self, person: Person) -> None:
        """Somebody whose last contact is only a key, or a key and a log."""
        self.rhythm(person)
        person.last_contact = self.near(-130, 3)
        if self.maybe(0.5):
            person.log.append(self.contact(person.last_contact + self.days(-9, 9)))

    def without_a_clock(self, person: Person) -> None:
        """Somebody known for long, without circle and cadence."""
        person.log.extend(self.contact(self.near(-400, -1)) for _ in range(self.rng.randint(0, 3)))

    def days(self, first: int, last: int) -> timedelta:
        """So many days."""
        return timedelta(days=self.rng.randint(first, last))

    def standing(self, person: Person) -> None:
        """Status, pauses and snoozes."""
        if self.maybe(0.25):
            person.status = self.rng.choice(STATUSES)
        if self.maybe(0.4 if person.status == "paused" else 0.08):
            person.paused_until = self.near(-3, 6)
        if self.maybe(0.12):
            person.snooze = self.near(-8, 8)

    def facts(self, person: Person) -> None:
        """Birthday, dates, needs, hook, and lines of all sorts around the middle."""
        rng = self.rng
        if self.maybe(0.35):
            person.birthday = self.yearly("birthday")
        if self.maybe(0.2):
            labels = rng.sample(["wedding", "name day", "moved in"], rng.randint(1, 2))
            person.dates = [self.yearly(label) for label in labels]
        if self.maybe(0.2):
            person.needs = rng.sample(["a printer", "a tenant", "work: part-time"], 2)
        if self.maybe(0.2):
            person.hook = rng.choice(["the book on looms", "her exam in May"])
        if self.maybe(0.2):
            person.channel = rng.choice(["letters", "landline, after 6"])
        if self.maybe(0.15):
            person.log.append(self.entry(self.near(-4, 2), kind=rng.choice(TRIES)))
        for _ in range(rng.choice([0, 0, 0, 1, 2])):
            person.log.append(self.entry(self.near(-17, 0), kind=rng.choice(QUIET)))
        if self.maybe(0.18):
            person.log.append(self.contact(self.near(0, 40)))

    def yearly(self, label: str) -> Yearly:
        """A yearly date, mostly soon, often on 29 February."""
        soon = self.near(-2, 30)
        month, day = (2, 29) if self.maybe(0.15) else (soon.month, soon.day)
        known = label != "birthday" or self.maybe(0.6)
        year = self.rng.choice([1948, 1976, 1992, 2004]) if known else None
        return Yearly(label, year, month, day)

    def contact(self, day: date) -> Entry:
        """A line that counts: a kind, a ledger word, both, or neither."""
        kind = self.rng.choice(KINDS) if self.maybe(0.85) else None
        ledger = self.rng.choice(LEDGERS) if self.maybe(0.8 if kind is None else 0.08) else None
        entry = self.entry(day, kind)
        entry.ledger = ledger
        if ledger is None and self.maybe(0.25):
            entry.direction = self.rng.choice(["in", "out"])
        return entry

    def entry(self, day: date, kind: str | None) -> Entry:
        """A line of this kind, with or without a time and a text."""
        clock = time(self.rng.choice([9, 9, 18]), 30) if self.maybe(0.25) else None
        text: list[str | int] = [self.rng.choice(SAID)] if self.maybe(0.85) else []
        return Entry(day, clock, kind, text=text)

    def households(self) -> None:
        """Put some people together, whatever their cadences and statuses."""
        for label in ("Rua 5", "the Ruizes")[: self.rng.randint(0, 2)]:
            free = [p for p in self.people if p.household is None]
            together = self.rng.sample(free, min(len(free), self.rng.choice([1, 2, 3, 4, 5])))
            for person in together:
                person.household = label
            if len(together) > 2 and self.maybe(0.6):
                together[0].status = self.rng.choice(["paused", "deceased"])

    def company(self) -> None:
        """Put people in the heads and texts of other people's lines."""
        numbers = range(len(self.people))
        outgoing = [n for n in numbers if self.maybe(0.5)]
        for number, person in enumerate(self.people):
            for entry in person.log:
                others = [n for n in outgoing if n != number]
                if (entry.kind is None and entry.ledger is None) or self.maybe(0.12):
                    others = others or [n for n in numbers if n != number][:1]
                    count = min(len(others), self.rng.choice([1, 1, 2, 3]))
                    entry.people = self.rng.sample(others, count)
                if entry.text and self.maybe(0.15):
                    entry.text += [" with ", self.rng.choice([n for n in numbers if n != number])]

    def tasks(self, person: Person) -> None:
        """Give the person tasks of every sort."""
        for _ in range(self.rng.randint(1, 3) if self.maybe(0.4) else 0):
            task = Task(self.rng.choice(TODO), mine=self.maybe(0.65))
            if self.maybe(0.5):
                task.due = self.near(-20, 25)
            if person.log and self.maybe(0.6):
                task.under = self.rng.randrange(len(person.log))
            task.state = self.rng.choice(["open", "open", "open", "done", "dropped"])
            if task.state == "done" and self.maybe(0.7):
                task.done = self.near(-40, 5)
            person.tasks.append(task)


def random_world(rng: Random) -> World:
    """A world of 2 to 25 people; the same seed makes the same world."""
    return Maker(rng).world()
