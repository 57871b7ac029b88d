"""Who is meant by a word on the command line (PRODUCT, WHO)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from netnotes.errors import NetnotesError, NoSuchPerson, SeveralPeople
from netnotes.model.names import fold
from netnotes.model.vault import Vault

if TYPE_CHECKING:
    from netnotes.model.everybody import Candidate

MOST_NAMED = 8


def find_person(vault: Vault, who: str, *, whole_words: bool = False) -> int:
    """The person *who* names: by path, whole name, whole word, start of a word or any part.

    The first of these with a match decides. Raises NoSuchPerson with the nearest names, or SeveralPeople. With
    *whole_words* a part inside a word is only a hint: enough to read by, not to write by.
    """
    by_path = vault.at_path(who.removeprefix("./"))
    if by_path is not None:
        return by_path
    part = fold(who)
    if not part:
        raise NoSuchPerson("whom do you mean? Write a name, or a note's path")
    found = vault.called(part, exact=True)
    if found:
        return _only(found, who)
    within = vault.called(part, exact=False)
    for level in (rf"(?<!\w){re.escape(part)}(?!\w)", rf"(?<!\w){re.escape(part)}", re.escape(part)):
        found = [call for call in within if re.search(level, call.key)]
        # Some scripts write no spaces between the parts of a name.
        if found and whole_words and level == re.escape(part) and max(part) < "\u2e80":
            named = list(dict.fromkeys(call.name for call in found))[:MOST_NAMED]
            raise NoSuchPerson(f'nobody is called "{who}"; did you mean {" or ".join(named)}?')
        if found:
            return _only(found, who)
    raise _nobody(vault, who, part)


def is_called(vault: Vault, person: int, name: str) -> bool:
    """Whether *name* as a whole is what *person* is called: their name, an alias or their file's name."""
    return any(call.person == person for call in vault.called(fold(name), exact=True))


def to_type(vault: Vault, person: int, name: str, path: str, said: str = "") -> str:
    """What means *person* and nobody else in a command that is printed; it can still need quotes in a shell.

    *said*, what was typed for them, else their *name*, else the *path* of their note.
    """
    for word in (said, name):
        # A slash can be a path of somebody else's note, and a dash an option; no terminal shows the rest as it is.
        if word and word.isprintable() and "/" not in word and not word.startswith("-") and not word.endswith(".md"):
            with suppress(NetnotesError):
                if find_person(vault, word, whole_words=True) == person:
                    return word
    return f"./{path}" if path.startswith("-") else path


def to_write(vault: Vault, person: int, name: str) -> str:
    """What leads to *person* as the value of a field: their *name* if it is nobody else's, else a link."""
    found = {call.person for call in vault.called(fold(name), exact=True)}
    if found == {person} and name.isprintable() and "[" not in name:
        return name
    link = vault.link_to(person, "")
    return link if link.isprintable() else link.partition("|")[0].removesuffix("]]") + "]]"


def _only(found: Sequence[Candidate], who: str) -> int:
    people = {call.person: call for call in found}
    if len(people) == 1:
        return next(iter(people))
    named = [f"{call.name} ({call.path})" for call in people.values()]
    more = f" and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
    listed = " or ".join(named[:MOST_NAMED]) + more
    raise SeveralPeople(
        f'"{who}" can be {listed}; write more of the name, or the path',
        [(call.name, call.path) for call in people.values()],
    )


def _nobody(vault: Vault, who: str, part: str) -> NetnotesError:
    broken = vault.broken_named(part)
    if broken:
        problem = broken[0]
        return NoSuchPerson(f"{problem.path}:{problem.line or 1}: this note could not be read: {problem.message}")
    from difflib import get_close_matches

    names: dict[str, set[str]] = {}
    for call in vault.every_call():
        for key in (call.key, *call.key.split()):
            names.setdefault(key, set()).add(call.name)
    near = get_close_matches(part, list(names), 3, 0.7)
    meant = list(dict.fromkeys(name for key in near for name in sorted(names[key])))[:MOST_NAMED]
    hint = f"did you mean {' or '.join(meant)}?" if meant else "netnotes list shows everyone"
    return NoSuchPerson(f'nobody is called "{who}"; {hint}')
