"""Everything to mend in a vault: what single notes hold, and what only shows between them (LAW 6)."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from netnotes.model.problem import WARNING, Problem
from netnotes.vault.schema import ALIAS, FILE, NAME


def all_problems(connection: sqlite3.Connection, live: Sequence[Problem], *, quiet: bool = False) -> list[Problem]:
    """The problems in the index, those of the moment (*live*), and those between notes, by path and line.

    With *quiet* also the links that need not mean a person.
    """
    stages = "" if quiet else " WHERE stage <> 'quiet'"
    rows = connection.execute(f"SELECT path, line, col, severity, code, message FROM problem{stages}")
    found = {*live, *(Problem(*row) for row in rows), *_clashes(connection), *_overflows(connection)}
    found.update(_folders_of_one(connection))
    return sorted(found, key=lambda p: (p.path, p.line or 0, p.column or 0, p.code, p.message))


def _clashes(connection: sqlite3.Connection) -> list[Problem]:
    """Names and aliases that more than one person goes by."""
    rows = connection.execute(
        "SELECT c.key, c.level, c.text, n.id, n.name, n.path, c.line, c.col FROM called c "
        "JOIN note n ON n.id = c.note WHERE n.person AND c.level >= 1 AND c.key IN ("
        "SELECT d.key FROM called d JOIN note m ON m.id = d.note WHERE m.person AND d.level >= 1 "
        "GROUP BY d.key HAVING count(DISTINCT d.note) > 1) ORDER BY c.key, n.path, c.level"
    )
    by_key: dict[str, list[Any]] = {}
    for row in rows:
        by_key.setdefault(row[0], []).append(row)
    return [problem for group in by_key.values() for problem in _clash(group)]


def _overflows(connection: sqlite3.Connection) -> list[Problem]:
    """Clocks that would run past the last year there is."""
    rows = connection.execute("SELECT path FROM clock WHERE due = 0 AND next = 0 AND latest > 0 AND cadence > 0")
    message = "the next date would lie after the year 9999; mend the dates"
    return [Problem(path, None, None, WARNING, "date-overflow", message) for (path,) in rows]


def _folders_of_one(connection: sqlite3.Connection) -> list[Problem]:
    """Notes that are taken for the folder of one person: nobody is left out in silence (rule 5)."""
    from netnotes.notes.kinship import Owners

    rows = connection.execute("SELECT path, person FROM note WHERE says IN ('person', 'folder', 'broken')").fetchall()
    owners = Owners(path for path, _ in rows)
    owned: dict[str, int] = {}
    for path, person in rows:
        owner = None if person else owners.of(path)
        if owner:
            owned[owner] = owned.get(owner, 0) + 1
    message = "{} notes in the folder of this name are read as this person's; those who are people need the tag person"
    return [
        Problem(owner, None, None, WARNING, "folder-of-one", message.format(count))
        for owner, count in owned.items()
        if count > 1
    ]


def _clash(group: list[Any]) -> list[Problem]:
    """The problems of people who are called the same: two names clash, an alias is not theirs alone.

    A link looks for a file's name, then for a name, then for an alias as it is written (FORMAT, Links).
    """
    found = []
    for _, level, text, id, _, path, line, column in group:
        others = [row for row in group if row[3] != id]
        names = [row for row in others if row[1] == NAME]
        if level == NAME and names:
            where = _where(names[0])
            message = f'two people are called "{text}" (the other: {where}); tell them apart in one of the names'
            found.append(Problem(path, line, column, WARNING, "name-clash", message))
        elif level == ALIAS and (owners := [row for row in others if row[1] in (FILE, NAME)]):
            message = f'"{text}" is {owners[0][4]} ({_where(owners[0])}), and a link [[{text}]] means them'
            found.append(Problem(path, line, column, WARNING, "ambiguous-name", f"{message}; write another alias"))
        elif level == ALIAS and (sharing := [row for row in others if row[2] == text]):
            message = f'"{text}" is {sharing[0][4]} too ({_where(sharing[0])}); a link [[{text}]] counts for neither'
            found.append(Problem(path, line, column, WARNING, "ambiguous-name", message))
    return found


def _where(row: Any) -> str:
    return f"{row[5]}:{row[6]}" if row[6] else str(row[5])
