"""Who is behind each number of the network, and the lines that make them count."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from netnotes.model.everybody import Contact
from netnotes.model.vault import Vault
from netnotes.queries.evidence import Evidence, of_contact, of_line
from netnotes.queries.network import (
    BOTH_WAYS,
    CLOSER,
    DATE_ONLY,
    GONE_QUIET,
    GROUPS,
    LET_GO,
    MET_ONCE,
    NEW,
    ONCE,
    ONE_WAY,
    PACES,
    QUIETER,
    Member,
    Network,
    asked_or_got,
    date_only,
    recent_of,
)
from netnotes.queries.ties import Tie, lines_both_ways

WOULD_ASK, OTHERS, OTHERS_LATE = "would_ask", "others", "others_late"
CLOSEST, REST = "closest", "rest"
# In the order of the screen. What was collected is the sum of GROUPS, and met all but the last of them.
NUMBERS = (BOTH_WAYS, *PACES, OTHERS, OTHERS_LATE, WOULD_ASK, *GROUPS[1:], CLOSER, QUIETER, NEW, LET_GO)
DIRECTED = {"in": "only from them", "out": "only from you"}


class Behind(NamedTuple):
    """One person behind a number, why in a word or two, and the *lines*; *before* are those of the day before."""

    member: Member
    why: str
    lines: Sequence[Evidence]
    before: Sequence[Evidence] = ()


class Proof(NamedTuple):
    """Number (of NUMBERS) to its people; and *time*, CLOSEST and REST, to theirs, each line with its minutes."""

    numbers: Mapping[str, Sequence[Behind]]
    time: Mapping[str, Sequence[Behind]]


def proof(vault: Vault, row: Network) -> Proof:
    """The people and lines behind every number of *row*."""
    return _Prover(vault, row).proof()


class _Prover:
    """Finds the lines; their words are asked for once."""

    def __init__(self, vault: Vault, row: Network) -> None:
        """Of *row*, which was asked of *vault*."""
        self.vault, self.row, self.today = vault, row, row.today
        everyone = [*row.members, *row.let_go]
        self.latest = self._latest(row.of(GONE_QUIET))
        lines = {contact.line for member in everyone for contact in member.tie.contacts}
        self.words = vault.everybody.words_of(lines | {contact.line for contact in self.latest.values()})
        self.people = {member.person.id: member.person for member in everyone}

    def proof(self) -> Proof:
        """Everything."""
        closest = {member.person.id for member in self.row.closest}
        spent = [member for member in self.row.members if member.time]
        near = [member for member in self.row.closest if member.time]
        return Proof(
            {what: [self.behind(what, member) for member in self.row.of(what)] for what in NUMBERS},
            {
                CLOSEST: [self._spent(member) for member in near],
                REST: [self._spent(member) for member in spent if member.person.id not in closest],
            },
        )

    def behind(self, what: str, member: Member) -> Behind:
        """One person behind the number *what*."""
        tie = member.tie
        if what in (BOTH_WAYS, OTHERS):
            return Behind(member, "", self._shared(lines_both_ways(recent_of(tie, self.today), tie.first)))
        if what in (*PACES, OTHERS_LATE):
            return Behind(member, "", self._last(member))
        if what == WOULD_ASK:
            asked = asked_or_got(tie, self.today)
            return Behind(
                member, tie.word if not asked else asked.ledger, self._one(asked) if asked else _sum(self, tie)
            )
        if what in (CLOSER, QUIETER) and member.before:
            return Behind(member, "", _sum(self, tie), _sum(self, member.before))
        if what == LET_GO and member.before:
            then = member.before
            return Behind(member, "", self._shared(lines_both_ways(recent_of(then, self.row.since), then.first)))
        if what == NEW:
            met = next(row for row in tie.contacts if row.kind == "met" and row.day == tie.first)
            return Behind(member, "", self._one(met))
        return self._apart(what, member)

    def _apart(self, what: str, member: Member) -> Behind:
        """Somebody with whom contact does not go both ways."""
        tie = member.tie
        if what in (MET_ONCE, ONCE, ONE_WAY):
            recent = recent_of(tie, self.today)
            ways = {row.direction for row in recent}
            why = DIRECTED.get(next(iter(ways)), "") if len(ways) == 1 and what == ONE_WAY else ""
            return Behind(member, why, self._one(recent[-1]))
        if what == GONE_QUIET:
            last, key = self.latest[member.person.id], member.person.last_contact
            is_key = key and last.day < key <= self.today
            return Behind(member, "", [_note(member, "last-contact", key)] if is_key else self._one(last))
        words = date_only(member.person, self.today) if what == DATE_ONLY else ""
        return Behind(member, "", [_note(member, words)])

    def _latest(self, members: Sequence[Member]) -> dict[int, Contact]:
        """The last contact of their own of each of *members*, however long ago; a household's is no answer here."""
        found = {member.person.id: member.tie.contacts[-1] for member in members if member.tie.contacts}
        older = {member.person.id for member in members} - found.keys()
        for contact in self.vault.everybody.contacts(date.min, self.today, older) if older else ():
            found[contact.person] = contact
        return found

    def _one(self, contact: Contact, amount: float = 1.0) -> list[Evidence]:
        about = [self.people[contact.person]]
        return [of_contact(contact, "", self.words.get(contact.line, ""), about, amount)]

    def _shared(self, contacts: Sequence[Contact]) -> list[Evidence]:
        """Lines that together make one person count."""
        return [line for contact in contacts for line in self._one(contact, 1 / len(contacts))]

    def _last(self, member: Member) -> list[Evidence]:
        """The line of the last contact, their household's where that is later, or the key that says when it was."""
        own = member.tie.contacts
        if own and own[-1].day == member.last:
            return self._one(own[-1])
        latest = self.vault.latest(member.person.id, self.today)
        if latest:
            return [of_line(latest, "", member.person, self.people.get(latest.owner, member.person))]
        return [_note(member, "last-contact" if member.person.last_contact == member.last else "", member.last)]

    def _spent(self, member: Member) -> Behind:
        lines = [line for part in member.time for line in self._one(part.contact, float(part.minutes))]
        return Behind(member, "", lines)


def _sum(prover: _Prover, tie: Tie) -> list[Evidence]:
    """The lines that the warmth is made of, each with what it adds; halved where contact goes one way."""
    half = 1 if tie.both_ways else 2
    return [line for month in tie.months for line in prover._one(month.contact, month.depth * month.weight / half)]


def _note(member: Member, words: str, day: date | None = None) -> Evidence:
    """The note itself, where no line of it says anything."""
    return Evidence(day, "", words, member.person.path, 0)


def numbers_of(row: Network) -> dict[str, int]:
    """Every number, and how many people it is."""
    whole: Iterable[str] = ("collected", "met", *NUMBERS)
    return {what: len(row.of(what)) for what in whole}
