"""What the ways to somebody rest on: the lines and fields behind each step (docs/rules.md, Ways to somebody)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from netnotes.errors import NoSuchPerson
from netnotes.model.everybody import Bond
from netnotes.model.names import fold
from netnotes.model.person import SILENT, Person
from netnotes.model.vault import Interaction, Vault
from netnotes.queries.evidence import Evidence, of_line, said
from netnotes.queries.paths import Way, Web, contacts_of
from netnotes.queries.ties import Tie
from netnotes.queries.who import to_write


class Known(NamedTuple):
    """Somebody you are in touch with: how things stand (a word of `queries.ties`), and the latest contact.

    *line* is the line of that contact, None where a key says the *day*.
    """

    person: Person
    word: str
    day: date | None
    line: Interaction | None


class Traced(NamedTuple):
    """A way, how things stand with the first one on it, and what each step rests on, in their order.

    The amounts of the evidence are what the steps cost.
    """

    way: Way
    first: Known
    evidence: list[Evidence]


class Ways(NamedTuple):
    """The answer: whom it is about, those of them whom you know yourself, and the ways to them through others.

    *org* is what an organisation is called, empty where one person is meant. *to_write* leads to the first of them
    where it stands in a field.
    """

    people: Sequence[Person]
    org: str
    known: list[Known]
    ways: list[Traced]
    to_write: str


def ways_to(vault: Vault, people: Sequence[int], org: str, today: date) -> Ways:
    """The warmest ways to one person, or to any of the people of *org*."""
    web = Web(vault, today)
    rows = [web.people[who] for who in people]
    known = [known_as(vault, web.tie(who), today) for who in people if web.is_known(who)]
    traced = []
    for way in web.ways(people):
        first = known_as(vault, web.tie(way.hops[0].person.id), today)
        traced.append(Traced(way, first, _evidence(vault, way, first)))
    return Ways(rows, org, known, traced, to_write(vault, rows[0].id, rows[0].name))


def known_as(vault: Vault, tie: Tie, today: date) -> Known:
    """How things stand with somebody, with their own latest contact by *today*."""
    person = tie.person
    lines = contacts_of(vault, person.id, today)
    line = lines[-1] if lines else None
    day = line.day if line else None
    floor = person.last_contact
    if floor and floor <= today and (day is None or floor > day):
        return Known(person, tie.word, floor, None)
    return Known(person, tie.word, day, line)


def _evidence(vault: Vault, way: Way, first: Known) -> list[Evidence]:
    line = first.line
    if line:
        step = of_line(line, "", first.person)
        step = step._replace(words=step.words or line.kind)
    else:
        step = Evidence(first.day, "", "last contact", first.person.path, 0)
    found = [step._replace(amount=way.hops[0].cost)]
    people = {hop.person.id: hop.person for hop in way.hops}
    for hop in way.hops[1:]:
        if hop.bond:
            words, source = _said(vault, hop.bond, people[hop.bond.one], people[hop.bond.other])
            found.append(Evidence(hop.bond.day, "", words, hop.bond.path, hop.bond.number, hop.cost, source))
    return found


def said_by_key(bond: Bond, one: Person, other: Person) -> str:
    """What the key that *bond* is from says of the two."""
    verb = {"knows": "knows", "met-through": "was met through", "household": "lives with"}[bond.why]
    return f"{one.name} {verb} {other.name}"


def _said(vault: Vault, bond: Bond, one: Person, other: Person) -> tuple[str, str]:
    """The words of the line that *bond* is from, and whose note it stands in, of the note of neither.

    Of a field, what it says.
    """
    if not bond.day:
        return said_by_key(bond, one, other), ""
    note = vault.note_at(bond.path)
    lines = [] if note is None else [line for _, line in vault.lines_of(note) if line.number == bond.number]
    line = next((line for line in lines if line.day == bond.day), None)
    if line is None:
        return "", ""
    # That they were introduced is what the step says already.
    ledger = "" if bond.why == line.ledger else line.ledger
    source = line.owner_name if line.owner not in (one.id, other.id) else ""
    return said(line.words or line.kind, ledger, [one, other]), source


def people_of(vault: Vault, org: str, *, whole: bool) -> tuple[list[int], str]:
    """The people of the organisation *org* names, and what it is called; *whole* for its whole name alone.

    Those who are not to be turned to are left out.
    """
    wanted = fold(org)
    found = []
    for person in vault.everybody.people():
        called = dict(person.contact).get("org", "")
        names = {fold(called), *(fold(part) for part in called.split(", "))}
        if wanted and person.status not in SILENT and (wanted in names or (not whole and wanted in fold(called))):
            found.append((person.id, called))
    return [who for who, _ in found], found[0][1] if found else ""


def nobody_of(error: NoSuchPerson) -> NoSuchPerson:
    """What is said where neither a person nor an organisation is called so."""
    return NoSuchPerson(error.message.replace("nobody is called", "nobody and no org is called", 1))
