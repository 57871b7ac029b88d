"""Who has grown quiet without being late: silence beyond twice somebody's own rhythm (PRODUCT, Own rhythm)."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from netnotes.dates import years_before
from netnotes.model.everybody import Summary
from netnotes.model.memory import Memory
from netnotes.model.vault import Vault
from netnotes.queries.rhythm import is_drifting, own_rhythm


class Drifting(NamedTuple):
    """Somebody whose *silence* in days is more than twice their own *rhythm* in days."""

    person: Summary
    rhythm: int
    silence: int


def drifting(vault: Vault, today: date, active: Iterable[Summary], memory: Memory | None = None) -> list[Drifting]:
    """Those of *active* who drift as of *today*, none of them overdue: inner circle first, then by silence."""
    # With the shortest rhythm there is, would they drift?
    perhaps = [row for row in active if is_drifting(1, row.last_contact, row.due, today)]

    def ask(people: list[int]) -> dict[int, int | None]:
        found = vault.everybody.contact_days(people, years_before(today, 2), today)
        return {person: own_rhythm(days, today) for person, days in found.items()}

    turns = vault.everybody.last_changes()
    rhythms = (memory or Memory()).each("rhythm", {row.person: turns[row.person] for row in perhaps}, ask)
    found = []
    for row in perhaps:
        rhythm = rhythms[row.person]
        if rhythm and row.last_contact and is_drifting(rhythm, row.last_contact, row.due, today):
            found.append(Drifting(row, rhythm, (today - row.last_contact).days))
    rank = vault.settings.circle_rank
    return sorted(found, key=lambda row: (rank(row.person.circle), -row.silence / row.rhythm))
