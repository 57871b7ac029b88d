"""What to know before a meeting: everyone who comes, what they share, what is open, what to ask (PRODUCT, prep)."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import zip_longest
from typing import NamedTuple

from netnotes.model.vault import MENTION, Interaction, Vault
from netnotes.queries.questions import GLAD, MEETS, Question, questions
from netnotes.queries.show import Show, show
from netnotes.queries.topic import alike, telling

LAST_SHARED = 5
PROMPTS = 2


class Shared(NamedTuple):
    """A line in which several of them took part with you: *names* are theirs."""

    line: Interaction
    names: tuple[str, ...]


class Prep(NamedTuple):
    """*people* in the order asked for; *shared* lines, newest first, and how many more; at most two *prompts*."""

    people: list[Show]
    shared: list[Shared]
    shared_left: int
    prompts: list[Question]


def prep(vault: Vault, persons: Sequence[int], today: date) -> Prep:
    """Everything for a meeting with *persons*, each once."""
    chosen = list(dict.fromkeys(persons))
    rows = [show(vault, person, today) for person in chosen]
    shared = shared_lines(vault, rows, today)
    return Prep(rows, shared[:LAST_SHARED], max(len(shared) - LAST_SHARED, 0), prompts(rows, today))


def shared_lines(vault: Vault, rows: Iterable[Show], today: date) -> list[Shared]:
    """The contacts by *today* in which two or more of them took part, newest first."""
    found: dict[tuple[str, int], tuple[Interaction, list[str]]] = {}
    for row in rows:
        for line in vault.interactions(row.person.id):
            if line.day <= today and line.role != MENTION and (line.counts or line.probably):
                found.setdefault((line.path, line.number), (line, []))[1].append(row.person.name)
    several = [Shared(line, tuple(names)) for line, names in found.values() if len(names) > 1]
    # Stable, and turned round: within a day the later line first, those without a time last.
    several.sort(key=lambda row: (row.line.day, row.line.time))
    return several[::-1]


def prompts(rows: Sequence[Show], today: date) -> list[Question]:
    """Two things to bring up: first where one's need meets what another of them offers, then a question each.

    Nothing is asked of whoever is dead or not to be contacted.
    """
    rows = [row for row in rows if row.person.status not in ("deceased", "do-not-contact")]
    found = list(_meeting(rows))
    each = [[one for one in questions(row, today) if one.what != GLAD] for row in rows]
    found += [one for turn in zip_longest(*each) for one in turn if one is not None]
    found += [one for row in rows for one in questions(row, today) if one.what == GLAD]
    used: set[tuple[str, str]] = set()
    kept: list[Question] = []
    for one in found:
        if (one.name, one.text) not in used and len(kept) < PROMPTS:
            used |= {(one.name, one.text)}
            kept.append(one)
    return kept


def _meeting(rows: Sequence[Show]) -> Iterable[Question]:
    """Where what one needs is what another offers, by the words that introductions go by."""
    for needy in rows:
        for need in needy.person.needs:
            for giver in rows:
                offer = next((text for text in giver.person.offers if _meets(need, text)), None)
                if offer and giver.person.id != needy.person.id:
                    yield Question(MEETS, need, needy.person.name, offer, giver.person.name)


def _meets(need: str, offer: str) -> bool:
    return any(alike(word, other) for word in telling([need]) for other in telling([offer]))
