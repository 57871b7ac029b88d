"""The lines behind a number: what `--evidence` shows."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from netnotes.model.everybody import Contact
from netnotes.model.person import Person
from netnotes.model.vault import Interaction, Vault

HIDDEN = "contact"


class Evidence(NamedTuple):
    """A line of a note that counts for a number: whose it is, its words, where it stands.

    *amount* is what it adds, in the unit of the number (hours, contacts); *day* is None for a field. *source* is
    whose note it stands in, empty where that is no question: their own, or nobody's.
    """

    day: date | None
    name: str
    words: str
    path: str
    number: int
    amount: float = 1.0
    source: str = ""


def said(words: str, ledger: str, people: Iterable[Person]) -> str:
    """The *words* of a line about *people*; of a line of the ledger HIDDEN, where one of them has `reciprocity: off`.

    *ledger* is the line's word (gave, got, …), empty where it is none of these.
    """
    return HIDDEN if ledger and not all(person.reciprocity for person in people) else words


def of_contact(contact: Contact, name: str, words: str, people: Iterable[Person], amount: float = 1.0) -> Evidence:
    """A contact with *people*, its *words* as `words_of` has them; *name* is what it is called by, or empty."""
    shown = said(words, contact.ledger, people)
    return Evidence(contact.day, name, shown, contact.path, contact.number, amount, contact.owner)


def of_contacts(vault: Vault, rows: Iterable[tuple[Contact, str, Sequence[Person], float]]) -> list[Evidence]:
    """The lines of contacts: each with whose it is, whom it is about, and what it adds."""
    rows = list(rows)
    words = vault.everybody.words_of({contact.line for contact, *_ in rows})
    return [
        of_contact(contact, name, words.get(contact.line, ""), people, amount) for contact, name, people, amount in rows
    ]


def of_line(line: Interaction, name: str, *people: Person) -> Evidence:
    """One line about the first of *people*, called *name* (or empty), and about the others of them."""
    source = line.owner_name if line.owner != people[0].id else ""
    return Evidence(line.day, name, said(line.words, line.ledger, people), line.path, line.number, source=source)
