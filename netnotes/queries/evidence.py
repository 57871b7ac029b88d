"""The lines behind a number: what `--evidence` shows."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from netnotes.model.everybody import Contact
from netnotes.model.vault import Interaction, Vault


class Evidence(NamedTuple):
    """A line of a note that counts for a number: whose it is, its words, where it stands.

    *amount* is what it adds, in the unit of the number (hours, contacts); *day* is None for a field.
    """

    day: date | None
    name: str
    words: str
    path: str
    number: int
    amount: float = 1.0


def of_contacts(vault: Vault, rows: Iterable[tuple[Contact, str, float]]) -> list[Evidence]:
    """The lines of contacts: each with whose it is, and what it adds."""
    rows = list(rows)
    words = vault.everybody.words_of({contact.line for contact, _, _ in rows})
    return [
        Evidence(contact.day, name, words.get(contact.line, ""), contact.path, contact.number, amount)
        for contact, name, amount in rows
    ]


def of_line(line: Interaction, name: str) -> Evidence:
    """One line of somebody called *name*."""
    return Evidence(line.day, name, line.words, line.path, line.number)
