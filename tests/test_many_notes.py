"""A large new vault is written in larger pieces than a small one; its index is the same (LAW 8)."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from netnotes.vault.rows import MANY_NOTES

TABLES = "SELECT type, name, tbl_name FROM sqlite_master ORDER BY name"
LINES = (
    "SELECT n.path, l.number, l.day, l.words, l.said_words, lead.path FROM line l "
    "JOIN note n ON n.id = l.note LEFT JOIN note lead ON lead.id = l.lead ORDER BY n.path, l.number"
)
PARTS = (
    "SELECT n.path, l.number, who.path, p.day, p.role, p.counts, p.maybe, p.why FROM part p "
    "JOIN line l ON l.id = p.line JOIN note n ON n.id = l.note JOIN note who ON who.id = p.person "
    "ORDER BY n.path, l.number, who.path"
)
CLOCKS = "SELECT path, sure, guess, last, latest, due, span, household FROM clock ORDER BY path"
PROBLEMS = "SELECT path, line, col, code, message FROM problem ORDER BY path, line, col, message"


def test_an_index_made_at_once_is_that_of_a_vault_that_grew(vault, netnotes) -> None:
    """Over a thousand notes, cold, come to the same rows and indexes as ten of them, and then all the others."""
    write(vault, range(10))
    netnotes("--today 2026-11-20 agenda")
    write(vault, range(10, MANY_NOTES + 10))
    grown = answers(netnotes)
    netnotes("index --clear")
    assert answers(netnotes) == grown
    assert len(grown[CLOCKS]) == MANY_NOTES + 10
    assert len(grown[PROBLEMS]) > 10


def write(vault, numbers: range) -> None:
    """Notes of people who met one another, every tenth with a household and a link to nobody, and a few daily ones."""
    for number in numbers:
        log = [f"2026-10-{number % 28 + 1:02} lunch with [[P{number - 1}]]: plums", f"2025-01-02 call: {number}"]
        more = {"household": f"H{number // 100}"} if number % 10 == 0 else {}
        body = f"- [ ] write to [[Nobody {number}]]" if number % 10 == 0 else ""
        vault.person(f"P{number}", cadence="2 weeks", log=log, body=body, **more)
        if number % 100 == 0:
            vault.write(f"daily/2026-11-{number // 100 + 1:02}.md", f"saw [[P{number}]]\n- call with [[Nobody]]: x\n")


def answers(netnotes) -> dict[str, list[tuple[object, ...]]]:
    """What the index holds once it is up to date, without its own numbers."""
    assert netnotes("--today 2026-11-20 agenda").exit_code == 0
    file = Path(netnotes("index --where").stdout.rstrip("\n"))
    with contextlib.closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return {sql: connection.execute(sql).fetchall() for sql in (TABLES, LINES, PARTS, CLOCKS, PROBLEMS)}
