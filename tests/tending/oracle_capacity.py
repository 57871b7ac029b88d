"""The rules of capacity followed by plain loops over random people; nothing here imports netnotes."""

from __future__ import annotations

import shlex
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

TODAY = date(2026, 11, 24)
DEPTHS = {"tea": 5, "call": 4, "text": 2}
DAYS = {"day": 1.0, "week": 7.0, "month": 365.25 / 12, "year": 365.25}
SPANS = ("10 days", "2 weeks", "3 weeks", "1 month", "6 weeks", "2 months", "3 months", "1 year", "2 years", "7 years")
ODD_NAMES = ("Flann O'Brien", 'Bo "Bob" Bell', "Ana & Ivo", "-x", "Jo = Jo", "$HOME `x`", "Zoë Ångström", "a;b", "Twin")


@dataclass
class Circle:
    """A circle: how often, how many fit, usual minutes; None where it does not say."""

    cadence: str | None
    people: int | None
    minutes: int | None


@dataclass
class Entry:
    """A contact on a day with others (places in the list of people), its minutes where it says, its kind."""

    day: date
    people: list[int]
    minutes: int | None
    kind: str = "tea"


@dataclass
class Person:
    """One note."""

    name: str
    path: str
    circle: str | None = None
    cadence: str | None = None
    minutes: int | None = None
    household: str | None = None
    status: str = "active"
    paused_until: date | None = None
    log: list[Entry] = field(default_factory=list)


@dataclass
class World:
    """People, circles (innermost first), and the hours there are."""

    people: list[Person]
    circles: dict[str, Circle]
    have: float


def days(cadence: str) -> float:
    """A cadence in days."""
    number, unit = cadence.split()
    return int(number) * DAYS[unit.removesuffix("s")]


def is_active(person: Person) -> bool:
    """Whether the person is active today."""
    if person.status in ("active", "paused") and person.paused_until:
        return person.paused_until <= TODAY
    return person.status == "active"


def rhythm(world: World, person: Person) -> str | None:
    """The person's own cadence, else their circle's, None for none and for never."""
    cadence = person.cadence or (world.circles[person.circle].cadence if person.circle else None)
    return None if cadence == "never" else cadence


def minutes(world: World, person: Person) -> int:
    """A usual meeting."""
    if person.minutes:
        return person.minutes
    return (world.circles[person.circle].minutes or 0) if person.circle else 0


def promised(world: World) -> float:
    """Hours a week; a household once, at its shortest rhythm, by whoever of those that have it takes longest."""
    total = 0.0
    homes: dict[str, list[Person]] = {}
    for person in world.people:
        cadence = rhythm(world, person)
        if not is_active(person) or cadence is None:
            continue
        if person.household:
            homes.setdefault(person.household, []).append(person)
        else:
            total += minutes(world, person) / 60 / (days(cadence) / 7)
    for members in homes.values():
        shortest = min(days(rhythm(world, person) or "") for person in members)
        longest = max(minutes(world, person) for person in members if days(rhythm(world, person) or "") == shortest)
        total += longest / 60 / (shortest / 7)
    return total


def slowed(world: World) -> World:
    """The same world with nobody who is met more often than every two years, the longest that is proposed."""
    other = deepcopy(world)
    for person in other.people:
        cadence = rhythm(other, person)
        if cadence and days(cadence) < days("2 years"):
            person.cadence = "2 years"
    return other


def spent(world: World) -> float:
    """Hours in the 84 days up to today: everybody's part of the deepest line of each day, of equals the longest.

    The minutes are those of the line, else of the person whose note it stands in, shared by all who took part.
    """
    total = 0.0
    for number in range(len(world.people)):
        for back in range(84):
            parts = []
            for place, owner in enumerate(world.people):
                for entry in owner.log:
                    took_part = number in (place, *entry.people) and entry.kind in DEPTHS
                    if took_part and entry.day == TODAY - timedelta(days=back):
                        part = (entry.minutes or minutes(world, owner)) / (1 + len(entry.people))
                        parts.append((DEPTHS[entry.kind], part))
            total += max(parts)[1] / 60 if parts else 0
    return total


def crowd(world: World, circle: str) -> int:
    """How many active people are in the circle."""
    return sum(is_active(person) and person.circle == circle for person in world.people)


def too_full(world: World) -> list[str]:
    """The circles with more people than fit."""
    return [
        name
        for name, circle in world.circles.items()
        if circle.people is not None and crowd(world, name) > circle.people
    ]


def obey(world: World, command: str) -> Person:
    """Do to the world what the command does to the vault; whom it changed."""
    program, verb, who, *rest = shlex.split(command)
    assert program == "netnotes"
    found = [person for person in world.people if who.removeprefix("./") in (person.name, person.path)]
    assert len(found) == 1, command
    person = found[0]
    if verb == "set":
        key, _, value = rest[0].partition("=")
        assert key == "cadence"
        assert rest[1:] == []
        person.cadence = value
    else:
        assert verb == "keep"
        options = dict(zip(rest[::2], rest[1::2], strict=True))
        assert options.keys() <= {"--circle", "--cadence"}
        person.circle = options.get("--circle", person.circle)
        person.cadence = options.get("--cadence", person.cadence)
    return person


def random_world(rng: Random) -> World:
    """A world around one day, with everything that the rules speak of."""
    names = ["inner", "close", "old friends", "wide"][: rng.randint(1, 4)]
    circles = {}
    for name in names:
        cadence = rng.choice([*SPANS[1:8], None, "never"] if rng.random() < 0.3 else SPANS[1:8])
        circles[name] = Circle(cadence, rng.choice([None, 0, 1, 2, 3, 5, 9]), rng.choice([None, 15, 30, 60, 90]))
    if rng.random() < 0.5:
        ordered = sorted(
            (c.cadence for c in circles.values() if c.cadence not in (None, "never")), key=lambda c: days(c or "")
        )
        for circle, cadence in zip(
            (c for c in circles.values() if c.cadence not in (None, "never")), ordered, strict=True
        ):
            circle.cadence = cadence
    people = [random_person(rng, number, names) for number in range(rng.choice([0, 1, 3, 8, 15, 25]))]
    for person in people:
        for _ in range(rng.choice([0, 0, 1, 2, 5])):
            others = rng.sample(range(len(people)), min(len(people), rng.choice([0, 0, 1, 2])))
            others = [other for other in others if people[other] is not person and people[other].name not in ODD_NAMES]
            day = TODAY - timedelta(days=rng.choice([-9, 0, 5, 30, 82, 83, 84, 200, 500]))
            kind = rng.choice(["tea", "tea", "call", "text", "voicemail"])
            person.log.append(Entry(day, others, rng.choice([None, None, 20, 150]), kind))
    world = World(people, circles, 0.0)
    world.have = round(promised(world) * rng.choice([0, 0.2, 0.5, 0.7, 0.9, 1, 1.5]), 2)
    return world


def random_person(rng: Random, number: int, circles: list[str]) -> Person:
    """Somebody, sometimes with a name that a shell would misread, or that two people have."""
    name = f"Person {number:02}" if rng.random() < 0.7 else rng.choice(ODD_NAMES)
    person = Person(name, f"people/{number:02} it's.md" if rng.random() < 0.2 else f"people/p{number:02}.md")
    person.circle = rng.choice(circles) if rng.random() < 0.85 else None
    if rng.random() < 0.3:
        person.cadence = rng.choice([*SPANS, "never"])
    person.minutes = rng.choice([None, None, None, 45, 200])
    person.household = rng.choice([None, None, None, "the mill", "number 9"])
    person.status = rng.choice(["active"] * 8 + ["paused", "let-go", "deceased", "wish"])
    if rng.random() < 0.15:
        person.paused_until = TODAY + timedelta(days=rng.choice([-5, 0, 5]))
    return person


# The usual steps, of people without a household

SAID = ("1 week", "2 weeks", "3 weeks", "1 month", "6 weeks", "2 months", "3 months", "4 months", "6 months",
        "9 months", "1 year", "18 months", "2 years")  # fmt: skip


def step(world: World, person: Person) -> tuple[str, str] | None:
    """The usual step of the person as things are: a circle or a cadence, and which; None where nothing is saved."""
    now = rhythm(world, person) if is_active(person) else None
    if not now or not minutes(world, person):
        return None
    names = list(world.circles)
    if person.circle and not person.cadence:
        for name in names[names.index(person.circle) + 1 :]:
            circle = world.circles[name]
            room = circle.people is None or crowd(world, name) < circle.people
            if circle.cadence not in (None, "never") and room and hours_of(world, person, ("circle", name)) > 1e-9:
                return "circle", name
    longest = max(
        (days(one.cadence) for one in world.circles.values() if one.cadence not in (None, "never")), default=0
    )
    limit = longest if days(now) < longest - 1e-9 else 2 * days(now)
    longer = [span for span in SAID if days(now) + 1e-9 < days(span) <= limit + 1e-9]
    twice = [span for span in longer if days(span) >= 2 * days(now) - 1e-9]
    return ("cadence", (twice or longer[-1:])[0]) if longer else None


def hours_of(world: World, person: Person, change: tuple[str, str]) -> float:
    """The hours that a change of the person would save."""
    before, old = promised(world), getattr(person, change[0])
    setattr(person, change[0], change[1])
    saved = before - promised(world)
    setattr(person, change[0], old)
    return saved


def few_do(world: World, people: list[Person], number: int) -> bool:
    """Whether usual steps of *number* of the people, in any order, bring the hours under."""
    if promised(world) <= world.have + 1e-9:
        return True
    for person in people if number else []:
        if change := step(world, person):
            old = getattr(person, change[0])
            setattr(person, change[0], change[1])
            done = few_do(world, [one for one in people if one is not person], number - 1)
            setattr(person, change[0], old)
            if done:
                return True
    return False


def small_world(rng: Random) -> World:
    """Three to seven people without households, in circles where there is room for one or two more, hours too few."""
    world = random_world(rng)
    while len(world.people) < 3 or len(world.circles) < 3:
        world = random_world(rng)
    world.people = world.people[:7]
    for person in world.people:
        person.household = None
        person.cadence = person.cadence if rng.random() < 0.4 else None
        person.log = [Entry(entry.day, [], entry.minutes, entry.kind) for entry in person.log]
    if rng.random() < 0.5:
        # A circle without room that people leave, and others would come into.
        spans = ["2 weeks", "6 weeks", "3 months", "1 year"]
        world.circles = {
            name: Circle(span, None, rng.choice([15, 30, 60, 90]))
            for name, span in zip(("inner", "close", "old friends", "wide"), spans, strict=True)
        }
        world.circles["old friends"].people = 0
        for person in world.people:
            person.circle, person.minutes = rng.choice(["close", "close", "old friends"]), None
    for name, circle in world.circles.items():
        if circle.people is not None:
            circle.people = crowd(world, name) + rng.choice([0, 0, 1, 2])
    world.have = round(promised(world) * rng.choice([0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]), 2)
    return world
