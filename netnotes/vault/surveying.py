"""Counting what a vault holds, for `init` in a folder of notes (`model/vault`)."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter

from netnotes.model.vault import Tally
from netnotes.notes.written import all_plain_texts

# The columns of a person's clock beside the key that their last contact can come from.
_LATEST = """
SELECT c.person, c.last, c.probably, c.floor,
    (SELECT max(n.says = 'dated') FROM part p JOIN line l ON l.id = p.line JOIN note n ON n.id = l.note
     WHERE p.person = c.person AND p.counts AND p.day = c.last),
    (SELECT min(l.shape = 'key') FROM part p JOIN line l ON l.id = p.line
     WHERE p.person = c.person AND p.counts AND p.day = c.last)
FROM clock c WHERE c.last > 0
"""


def tally(connection: sqlite3.Connection, unreadable: int) -> Tally:
    """Count what the index behind *connection* holds."""

    def count(sql: str) -> int:
        return int(connection.execute(sql).fetchone()[0] or 0)

    people = _People(connection)
    own = "FROM line l JOIN note n ON n.id = l.note AND n.person WHERE l.counts AND l.shape <> 'key'"
    parts = "SELECT count(DISTINCT p.line) FROM part p JOIN line l ON l.id = p.line JOIN note n ON n.id = l.note"
    return Tally(
        notes=count("SELECT count(*) FROM note"),
        people=people.because.most_common(),
        dated=count("SELECT count(*) FROM note WHERE says = 'dated'"),
        dated_with_people=count(
            "SELECT count(*) FROM note n WHERE says = 'dated' AND EXISTS "
            "(SELECT 1 FROM line l JOIN part p ON p.line = l.id WHERE l.note = n.id)"
        ),
        sure=count(f"{parts} WHERE n.says = 'dated' AND p.counts"),
        probable=count(f"{parts} WHERE n.says = 'dated' AND p.maybe"),
        loggers=count(f"SELECT count(DISTINCT l.note) {own}"),
        shapes=Counter(dict(connection.execute(f"SELECT l.shape, count(*) {own} GROUP BY l.shape"))).most_common(),
        last=people.last_contacts(connection).most_common(),
        rhythm=people.rhythm.most_common(),
        keys=people.keys.most_common(),
        other=people.other,
        folders=_telling_folders(connection).most_common(),
        unreadable=unreadable,
    )


class _People:
    """What the notes of people say: what makes them people, their keys, where their rhythm comes from."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.because: Counter[str] = Counter()
        self.keys: Counter[str] = Counter()
        self.rhythm: Counter[str] = Counter()
        self.other: dict[str, list[str]] = {}
        self._spelled: dict[int, dict[str, str]] = {}
        with_cadence = {row[0] for row in connection.execute("SELECT person FROM clock WHERE cadence >= 0")}
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
                self.rhythm[words.get("cadence") or words.get("circle") or words.get("tier") or "circle"] += 1

    def last_contacts(self, connection: sqlite3.Connection) -> Counter[str]:
        """How many people's last contact comes from where."""
        last: Counter[str] = Counter()
        for id, day, probably, floor, dated, key in connection.execute(_LATEST):
            words = self._spelled.get(id, {})
            if probably == "last_contact":
                last["probable"] += 1
            elif dated is None:
                last[words.get("last-contact", "household") if floor == day else "household"] += 1
            else:
                last[words.get("met", "met") if key else "dated" if dated else "log"] += 1
        return last


def _telling_folders(connection: sqlite3.Connection) -> Counter[str]:
    """Folders with notes that are nobody's and yet have keys that tell of people."""
    rows = connection.execute("SELECT path FROM note WHERE spelled IS NOT NULL AND says = 'other' AND NOT person")
    return Counter(path.rpartition("/")[0] for (path,) in rows if "/" in path)
