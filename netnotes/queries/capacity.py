"""Hours and circles against what there is, and what would bring them under (docs/rules.md, Capacity)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from netnotes.dates import Cadence, days_later
from netnotes.model.clock import is_active
from netnotes.model.everybody import Summary
from netnotes.model.names import by_name
from netnotes.model.person import Person
from netnotes.model.settings import Settings
from netnotes.model.vault import Vault
from netnotes.queries.arranged import Arranged, Place
from netnotes.queries.balance import Meeting, meetings
from netnotes.queries.evidence import Evidence, of_contacts
from netnotes.queries.loosening import Loosened, Loosening
from netnotes.queries.time_given import once_a_day
from netnotes.queries.who import to_type

WEEKS = 12


class Ring(NamedTuple):
    """A circle (None: no circle): active *people* in it, how many *fit* (None: any number), the *hours* it asks for."""

    name: str | None
    people: int
    fit: int | None
    hours: float


class Change(NamedTuple):
    """Somebody who could move to the circle *to_circle*, have the rhythm *to_cadence*, or both; else None.

    *circle* and *cadence* are what they have, *after* is the rhythm that they would have. *who* names them on a
    command line.
    """

    name: str
    path: str
    who: str
    circle: str | None
    cadence: Cadence | None
    to_circle: str | None
    to_cadence: Cadence | None
    after: Cadence | None
    last_contact: date | None


class Capacity(NamedTuple):
    """Hours a week: *promised*, there to *have*, *spent* in all since the day *since* (twelve weeks).

    *changes* bring it under, those that go together in one group, to *then* hours; *hours_stay* and *circles_stay*
    are what they do not bring under, *least* the hours that would be left at the least. *asked* and *contacts* are
    the lines behind promised and spent.
    """

    promised: float
    have: float
    spent: float
    since: date
    rings: Sequence[Ring]
    changes: Sequence[Sequence[Change]]
    then: float
    hours_stay: bool
    circles_stay: Sequence[str]
    least: float | None
    asked: Sequence[Evidence]
    contacts: Sequence[Evidence]

    @property
    def weeks(self) -> int:
        """How many weeks the spent hours are of."""
        return WEEKS


def capacity(vault: Vault, today: date, *, evidence: bool = False) -> Capacity:
    """What the rhythms ask for as of *today*; with *evidence* also the lines behind it."""
    everyone = {
        row.person: row for row in vault.summaries(today) if is_active(row.status, row.paused_until, today.toordinal())
    }
    asking = meetings(vault.everybody.rhythms(), vault.settings, today)
    promised = sum(meeting.hours for meeting in asking)
    since = days_later(today, 1 - 7 * WEEKS)
    arranged = Arranged(vault.settings, asking, {person: row.circle for person, row in everyone.items()})
    before = dict(arranged.places)
    found = _loosened(vault.settings, arranged, everyone, today)
    changes = [
        [_change(vault, everyone[who], before[who], arranged.places[who]) for who in row] for row in found.changed
    ]
    contacts = _contacts(vault, since, today) if evidence else []
    return Capacity(
        promised=promised,
        have=vault.settings.hours_per_week,
        spent=_spent(vault, since, today),
        since=since,
        rings=_rings(vault.settings, everyone, asking),
        changes=changes,
        then=arranged.hours if changes else promised,
        hours_stay=found.hours,
        circles_stay=found.circles,
        least=found.least,
        asked=_asked(asking, everyone, vault.settings) if evidence else [],
        contacts=contacts,
    )


def _rings(settings: Settings, everyone: Mapping[int, Summary], asking: Sequence[Meeting]) -> list[Ring]:
    """The circles, and behind them those without one, if they ask for anything."""
    people: dict[str | None, int] = {}
    hours: dict[str | None, float] = {}
    for row in everyone.values():
        people[row.circle] = people.get(row.circle, 0) + 1
    for meeting in asking:
        circle = meeting.first.circle
        hours[circle] = hours.get(circle, 0.0) + meeting.hours
    found = [Ring(one.name, people.get(one.name, 0), one.people, hours.get(one.name, 0.0)) for one in settings.circles]
    outside = sum(row.circle is None for meeting in asking for row in meeting.people)
    return [*found, Ring(None, outside, None, hours.get(None, 0.0))] if outside else found


def _loosened(settings: Settings, arranged: Arranged, everyone: Mapping[int, Summary], today: date) -> Loosened:
    """Change *arranged* until it is under, asking first those with whom there was least contact for their rhythm."""
    innermost = settings.circles[0].name

    def gentle(row: Summary) -> tuple[object, ...]:
        silence = (today - row.last_contact).days / max(row.span, 1) if row.last_contact else float("inf")
        whole = min(silence, 1e6) // 1
        rank = settings.circle_rank(row.circle)
        return row.circle == innermost, -whole, -rank, -silence, by_name(row.name), row.path

    # A path that no terminal shows as it is cannot be copied from one.
    order = [row.person for row in sorted(everyone.values(), key=gentle) if row.path.isprintable()]
    return Loosening(arranged, settings.hours_per_week, order, innermost).run()


def _change(vault: Vault, row: Summary, before: Place, after: Place) -> Change:
    old = before.rhythm.cadence if before.rhythm else None
    new = after.rhythm.cadence if after.rhythm else None
    slower = after.rhythm is not None and after.rhythm.own and new != old
    return Change(
        name=row.name,
        path=row.path,
        who=to_type(vault, row.person, row.name, row.path),
        circle=before.circle,
        cadence=old,
        to_circle=after.circle if after.circle != before.circle else None,
        to_cadence=new if slower else None,
        after=new,
        last_contact=row.last_contact,
    )


# Evidence


def _spent(vault: Vault, since: date, today: date) -> float:
    usual, kinds = vault.everybody.usual_minutes(), vault.settings.kinds()
    parts = once_a_day(vault.everybody.spent(since, today), usual, kinds)
    return float(sum(minutes for _, minutes in parts) / 60)


def _contacts(vault: Vault, since: date, today: date) -> list[Evidence]:
    """The lines that hours were spent by from *since* on, each with those of all whom it counts for, latest first."""
    usual, kinds = vault.everybody.usual_minutes(), vault.settings.kinds()
    people = {person.id: person for person in vault.everybody.people()}
    rows = vault.everybody.contacts(since, today)
    spent: dict[int, float] = {}
    about: dict[int, list[Person]] = {}
    for row, minutes in once_a_day(rows, usual, kinds):
        spent[row.line] = spent.get(row.line, 0) + float(minutes / 60)
    for row in rows:
        about.setdefault(row.line, []).append(people[row.person])
    leading = {row.line: row for row in rows if row.line in spent}
    leading.update({row.line: row for row in rows if row.leads and row.line in spent})
    found = reversed(leading.values())
    return of_contacts(vault, [(row, people[row.person].name, about[row.line], spent[row.line]) for row in found])


def _asked(asking: Sequence[Meeting], everyone: Mapping[int, Summary], settings: Settings) -> list[Evidence]:
    """Everybody who asks for hours, a household once, from the innermost circle outward."""

    def inside(meeting: Meeting) -> tuple[object, ...]:
        row = everyone[meeting.first.person]
        return settings.circle_rank(meeting.first.circle), by_name(row.name), row.path

    found = []
    for meeting in sorted(asking, key=inside):
        row = everyone[meeting.first.person]
        others = sorted((everyone[one.person].name for one in meeting.people if one != meeting.first), key=by_name)
        long = f"{meeting.minutes} min" if meeting.minutes else "no usual minutes,"
        said = f"{long} every {meeting.first.cadence}"
        found.append(Evidence(None, " & ".join([row.name, *others]), said, row.path, 0, meeting.hours))
    return found
