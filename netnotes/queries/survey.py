"""What a folder of notes holds, and what its settings could say: a look before anything is written."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from netnotes.dates import BadDate, parse_cadence, parse_day, parse_yearly
from netnotes.model.reading import Tally
from netnotes.model.settings import Settings
from netnotes.model.vault import Vault

MOST = 0.8
FEWEST = 3
_ABOUT_CONTACT = ("contact", "talk", "spoke", "seen", "touch", "reach", "call", "chat", "met", "ping", "kontakt")
_ABOUT_BIRTH = ("birth", "born", "geburt", "bday")


class Suggestion(NamedTuple):
    """A key of the user's own, on so many notes, that may be one of ours (*meaning*)."""

    key: str
    meaning: str
    notes: int


class Survey(NamedTuple):
    """What was found. *people* is a glob where no rule finds anybody and a folder plainly holds people."""

    tally: Tally
    suggestions: Sequence[Suggestion]
    people: str | None

    @property
    def persons(self) -> int:
        """How many people there are."""
        return sum(count for _, count in self.tally.people)


def survey(vault: Vault, today: date) -> Survey:
    """Look at a vault and say what it holds, with the contacts of *today* and before."""
    tally = vault.tally(today)
    suggestions = [
        Suggestion(key, meaning, len(values))
        for key, values in sorted(tally.other.items(), key=lambda row: (-len(row[1]), row[0]))
        if (meaning := _meaning(key, values, vault.settings))
    ]
    folder = tally.folders[0] if tally.folders and not tally.people else None
    glob = f"{_as_glob(folder[0])}/**" if folder and folder[1] >= FEWEST else None
    return Survey(tally, suggestions, glob)


def _as_glob(folder: str) -> str:
    """A pattern as in .gitignore that matches *folder* alone."""
    return re.sub(r"([\\*?\[\]!#])", r"\\\1", folder)


def _meaning(key: str, values: Sequence[str], settings: Settings) -> str:
    """The known key that the user's own *key* may stand for, going by its name and most of its values."""
    word, values = key.lower(), [value.strip("[] ") for value in values]
    if _most(values, parse_day) and any(part in word for part in _ABOUT_CONTACT):
        return "last-contact"
    if _most(values, parse_yearly) and any(part in word for part in _ABOUT_BIRTH):
        return "birthday"
    circles = {circle.name.lower() for circle in settings.circles}
    if values and sum(value.lower() in circles for value in values) >= MOST * len(values):
        return "circle"
    if _most([value for value in values if not value.isdigit()], parse_cadence) and not _most(values, parse_day):
        return "cadence"
    return ""


def _most(values: Sequence[str], read: Callable[[str], object]) -> bool:
    """Whether *read* can read most of *values*."""
    good = 0
    for value in values:
        try:
            read(value)
        except (BadDate, ValueError):
            continue
        good += 1
    return bool(values) and good >= MOST * len(values)
