"""How strong the network is: who is in it, where the time went, what moved (docs/rules.md, The network)."""

from collections.abc import Container, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from netnotes.dates import Cadence, add, days_later
from netnotes.model.everybody import Contact
from netnotes.model.kinds import Kinds
from netnotes.model.person import SILENT, Person
from netnotes.model.vault import Vault
from netnotes.queries.owed import TAKEN, is_fresh
from netnotes.queries.people import status_on
from netnotes.queries.ties import FRIENDLY, WARM, Tie, is_within, reach_back, tie
from netnotes.queries.time_given import Part, time_given

BOTH_WAYS, MET_ONCE, ONCE, ONE_WAY = "both_ways", "met_once", "once", "one_way"
GONE_QUIET, DATE_ONLY, NOT_MET = "gone_quiet", "date_only", "not_met"
GROUPS = (BOTH_WAYS, MET_ONCE, ONCE, ONE_WAY, GONE_QUIET, DATE_ONLY, NOT_MET)
IN_TIME, LATE, WITHOUT_RHYTHM, PAUSED = "in_time", "late", "without_rhythm", "paused"
PACES = (IN_TIME, LATE, WITHOUT_RHYTHM, PAUSED)
CLOSER, QUIETER, NEW, LET_GO = "closer", "quieter", "new", "let_go"
MOVES = (CLOSER, QUIETER, NEW, LET_GO)
CLOSEST = 15
MOST_NAMED = 4
LEFT = "let-go"
# From a call on, people have spoken with each other.
_SPOKEN = 4
_LARGEST_PART = Fraction(2, 3)
_WORDS = ("cold", "cool", FRIENDLY, WARM)


class Member(NamedTuple):
    """Somebody who was collected: in which *group* of GROUPS, and with contact both ways in which *pace* of PACES.

    *before* is the tie as it stood on the day to compare with, None where nothing was on record by then;
    *moved* is one of MOVES or empty. *last* and *due* are as of today, *time* is what the last 12 months gave them,
    *minutes* the sum of it.
    """

    person: Person
    status: str
    tie: Tie
    before: Tie | None
    group: str
    pace: str
    would_ask: bool
    moved: str
    last: date | None
    due: date | None
    time: Sequence[Part]
    minutes: Fraction


class Network(NamedTuple):
    """Everyone who was collected, by name; *closest* are the warmest of them, by name, *named* those in the sentence.

    *let_go* are those who are let go today and with whom contact went both ways at the end of the day *since*;
    they are no members. *minutes* is all the time of the last 12 months that went to the members, *people* how
    many notes there are of anybody.
    """

    today: date
    since: date
    why: str
    members: Sequence[Member]
    let_go: Sequence[Member]
    closest: Sequence[Member]
    named: Sequence[Member]
    minutes: Fraction
    people: int

    def of(self, what: str) -> list[Member]:
        """The people behind a number: one of GROUPS, PACES or MOVES, ``collected``, ``met`` or ``would_ask``.

        ``others`` are those in contact both ways whom the sentence does not name, ``others_late`` the late ones.
        """
        if what == LET_GO:
            return list(self.let_go)
        named = {member.person.id for member in self.named}
        others = [row for row in self.members if row.group == BOTH_WAYS and row.person.id not in named]
        if what in ("others", "others_late"):
            return [row for row in others if what == "others" or row.pace == LATE]
        if what == "met":
            return [row for row in self.members if row.group != NOT_MET]
        if what == "would_ask":
            return [row for row in self.members if row.would_ask]
        return [row for row in self.members if what == "collected" or what in (row.group, row.pace, row.moved)]


def network(vault: Vault, today: date, since: date) -> Network:
    """The network as of *today*, and what is different since the day *since*."""
    everyone = vault.everybody.people()
    known = _members(vault, everyone, today, since)
    members = [row for row in known if row.moved != LET_GO]
    let_go = [row for row in known if row.moved == LET_GO]
    total = sum((row.minutes for row in members), Fraction(0))
    ranked = [row for row in members if row.tie.contacts]
    ranked.sort(key=lambda row: (-row.tie.warmth, -row.tie.contacts[-1].day.toordinal()))
    near = {row.person.id for row in ranked[:CLOSEST] if row.tie.warmth}
    named = _named([row for row in ranked if row.group == BOTH_WAYS], near, total)
    # They stand by name: nobody is first.
    closest = [row for row in members if row.person.id in near]
    return Network(today, since, vault.settings.why, members, let_go, closest, named, total, len(everyone))


def quarter_before(today: date) -> date:
    """Three months before *today*."""
    return (add(today, Cadence(-3, "month")) if today >= date(1, 4, 1) else None) or date.min


def _members(vault: Vault, everyone: Sequence[Person], today: date, since: date) -> list[Member]:
    """Everyone who was collected, and LET_GO among them: one of those who are let go today."""
    contacts: dict[int, list[Contact]] = {}
    rows = vault.everybody.contacts(reach_back(everyone, since), today)
    for contact in rows:
        contacts.setdefault(contact.person, []).append(contact)
    kinds = vault.settings.kinds()
    time = time_given(rows, vault.everybody.usual_minutes(), kinds, today)
    firsts, firsts_then = vault.everybody.first_days(today), vault.everybody.first_days(since)
    known = vault.everybody.first_days(days_later(since, -1))
    clocks = {row.person: row for row in vault.summaries(today)}
    found = []
    for person in everyone:
        left = person.status == LEFT
        if person.status == "wish" or (person.status in SILENT and not left):
            continue
        lines, clock = contacts.get(person.id, []), clocks[person.id]
        now = tie(person, firsts.get(person.id), lines, kinds, today)
        first = firsts_then.get(person.id)
        by_then = [contact for contact in lines if contact.day <= since]
        before = tie(person, first, by_then, kinds, since) if first else None
        if left and not (before and before.both_ways):
            continue
        new = person.id not in known and now.first is not None and now.first >= since and now.was_met
        status = status_on(person.status, person.paused_until, today)
        group, parts = _group(now, kinds, today), time.get(person.id, ())
        found.append(
            Member(
                person, status, now, before, group,
                _pace(person, status, clock.due, today) if group == BOTH_WAYS else "",
                group == BOTH_WAYS and (now.word == WARM or asked_or_got(now, today) is not None),
                LET_GO if left else NEW if new else _moved(before, now) if before else "",
                clock.last_contact, clock.due, parts, Fraction(sum(part.minutes for part in parts)),
            )
        )  # fmt: skip
    return found


def _group(now: Tie, kinds: Kinds, today: date) -> str:
    """In which of GROUPS somebody stands: the first that holds."""
    if now.both_ways:
        return BOTH_WAYS
    key = now.person.last_contact
    key = key if key and key <= today and is_within(now.person, key, today) else None
    if now.within and not (key and key > now.contacts[-1].day):
        # Within the time there is none after that day, then; letters before it take nothing from the meeting.
        once = now.contacts[-1].day == now.first
        spoken = any(kinds.depth(row.kind) >= _SPOKEN for row in now.contacts if row.day == now.first)
        return (MET_ONCE if now.was_met else ONCE) if once and spoken else ONE_WAY
    if now.first is not None and not key:
        return GONE_QUIET
    return DATE_ONLY if date_only(now.person, today) else NOT_MET


def recent_of(now: Tie, today: date) -> list[Contact]:
    """The contacts within twice the cadence, or a year where there is none."""
    return [contact for contact in now.contacts if is_within(now.person, contact.day, today)]


def date_only(person: Person, today: date) -> str:
    """What a key says of contact, where no line does: ``last-contact`` or a partial ``met`` by *today*; empty."""
    if person.last_contact and person.last_contact <= today:
        return f"last-contact: {person.last_contact.isoformat()}"
    if person.met and person.met <= today.isoformat()[: len(person.met)]:
        return f"met: {person.met}"
    return ""


def _pace(person: Person, status: str, due: date | None, today: date) -> str:
    if status == "paused":
        return PAUSED
    if status != "active":
        return WITHOUT_RHYTHM
    if due and due < today:
        return LATE
    return IN_TIME if person.cadence and person.cadence.number else WITHOUT_RHYTHM


def asked_or_got(now: Tie, today: date) -> Contact | None:
    """The latest line of the last two years in which I asked them or got something; none under `reciprocity: off`."""
    rows = [row for row in now.contacts if row.ledger in TAKEN and is_fresh(row.day, today)]
    return rows[-1] if rows and now.person.reciprocity else None


def _moved(before: Tie, now: Tie) -> str:
    """Closer or quieter: another word, or, where it is friendly or warm on both days, twice or half the warmth."""
    then, today = _WORDS.index(before.word), _WORDS.index(now.word)
    near = min(then, today) >= _WORDS.index(FRIENDLY)
    if today > then or (near and now.warmth >= 2 * before.warmth):
        return CLOSER
    return QUIETER if today < then or (near and 2 * now.warmth <= before.warmth) else ""


def _named(both: Sequence[Member], near: Container[int], total: Fraction) -> list[Member]:
    """Whom the sentence names of those in contact both ways, who come the warmest first; four at most.

    Of the closest (*near*) the fewest who took two thirds of the time, most of it first; the first of all, where
    none of that time went to these.
    """
    found: list[Member] = []
    closest = [row for row in both if row.person.id in near]
    for row in sorted(closest, key=lambda row: -row.minutes)[:MOST_NAMED]:
        if row.minutes and sum(other.minutes for other in found) < _LARGEST_PART * total:
            found.append(row)
    return found or list(both[:MOST_NAMED])
