"""Counting what a vault holds, for `init` in a folder of notes (`model/vault`)."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from netnotes.model.reading import Tally
from netnotes.notes.written import all_plain_texts

# Somebody's own latest contact by a day: the key that may say it, and what the lines of that day are.
_LATEST = """
SELECT c.person, CASE WHEN c.floor <= :today THEN c.floor ELSE 0 END,
    coalesce(max(p.day), 0), max(n.says = 'dated'), min(l.shape = 'key')
FROM clock c LEFT JOIN part p ON p.person = c.person AND p.counts AND p.day =
    (SELECT max(q.day) FROM part q WHERE q.person = c.person AND q.counts AND q.day <= :today)
LEFT JOIN line l ON l.id = p.line LEFT JOIN note n ON n.id = l.note GROUP BY c.person
"""


def tally(connection: sqlite3.Connection, today: date, known: Mapping[int, bool], unreadable: int) -> Tally:
    """Count what the index behind *connection* holds.

    *known* are the people with a last contact by *today*, and whether that is only probable.
    """
    now = (today.toordinal(),)

    def count(sql: str, values: Sequence[object] = ()) -> int:
        return int(connection.execute(sql, values).fetchone()[0] or 0)

    people = _People(connection)
    own = "FROM line l JOIN note n ON n.id = l.note AND n.person WHERE l.counts AND l.shape <> 'key'"
    parts = "SELECT count(DISTINCT p.line) FROM part p JOIN line l ON l.id = p.line JOIN note n ON n.id = l.note"
    shapes = Counter(dict(connection.execute(f"SELECT l.shape, count(*) {own} GROUP BY l.shape")))
    return Tally(
        notes=count("SELECT count(*) FROM note"),
        people=_ranked(people.because),
        dated=count("SELECT count(*) FROM note WHERE says = 'dated'"),
        dated_with_people=count(
            "SELECT count(*) FROM note n WHERE says = 'dated' AND EXISTS "
            "(SELECT 1 FROM line l JOIN part p ON p.line = l.id WHERE l.note = n.id)"
        ),
        sure=count(f"{parts} WHERE n.says = 'dated' AND p.counts AND p.day <= ?", now),
        probable=count(f"{parts} WHERE n.says = 'dated' AND p.maybe AND p.day <= ?", now),
        loggers=count(f"SELECT count(DISTINCT l.note) {own}"),
        shapes=_ranked(shapes),
        last=_ranked(people.last_contacts(connection, today, known)),
        rhythm=_ranked(people.by_key(people.rhythm)),
        keys=_ranked(people.keys),
        other=dict(sorted(people.other.items())),
        folders=_ranked(_telling_folders(connection)),
        unreadable=unreadable,
    )


def _ranked(counted: Counter[str]) -> list[tuple[str, int]]:
    """The most first, and in the order of the alphabet what is as frequent."""
    return sorted(counted.items(), key=lambda row: (-row[1], row[0]))


class _People:
    """What the notes of people say: what makes them people, their keys, where their rhythm comes from."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.because: Counter[str] = Counter()
        self.keys: Counter[str] = Counter()
        self.rhythm: Counter[tuple[str, str]] = Counter()
        self.other: dict[str, list[str]] = {}
        self._spelled: dict[int, dict[str, str]] = {}
        with_cadence = {row[0] for row in connection.execute("SELECT person FROM clock WHERE cadence > 0")}
        for id, because, stored, written in connection.execute(
            "SELECT id, because, facts, spelled FROM note WHERE person"
        ):
            self.because[because] += 1
            words = {key: word for key, (word, _) in json.loads(written or "{}").items()}
            self._spelled[id] = words
            self.keys.update(words.values())
            for key, value in json.loads(stored).get("other", {}).items():
                self.other.setdefault(key, []).extend(all_plain_texts(value))
            if id in with_cadence:
                key = next((key for key in ("cadence", "circle", "tier") if key in words), "circle")
                self.rhythm[key, words.get(key, key)] += 1

    def by_key(self, written: Counter[tuple[str, str]]) -> Counter[str]:
        """Keys counted as they are written, or by their own name where they are written in several ways."""
        ways = Counter(key for key, _ in written)
        counted: Counter[str] = Counter()
        for (key, word), count in written.items():
            counted[word if ways[key] == 1 else key] += count
        return counted

    def last_contacts(self, connection: sqlite3.Connection, today: date, known: Mapping[int, bool]) -> Counter[str]:
        """How many people's last contact comes from where."""
        last: Counter[str] = Counter()
        written: Counter[tuple[str, str]] = Counter()
        for id, floor, day, dated, key in connection.execute(_LATEST, {"today": today.toordinal()}):
            if id not in known:
                continue
            words = self._spelled.get(id, {})
            if known[id]:
                last["probable"] += 1
            elif floor > day:
                written["last-contact", words.get("last-contact", "last-contact")] += 1
            elif not day:
                last["household"] += 1
            elif key:
                written["met", words.get("met", "met")] += 1
            else:
                last["dated" if dated else "log"] += 1
        return last + self.by_key(written)


def _telling_folders(connection: sqlite3.Connection) -> Counter[str]:
    """Folders with notes that are nobody's and yet have keys that tell of people."""
    rows = connection.execute("SELECT path FROM note WHERE spelled IS NOT NULL AND says = 'other' AND NOT person")
    return Counter(path.rpartition("/")[0] for (path,) in rows if "/" in path)
