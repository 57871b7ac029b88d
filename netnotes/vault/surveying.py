"""Counting what a vault holds, for `init` in a folder of notes (`model/vault`)."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter

from netnotes.model.settings import Settings
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


def tally(connection: sqlite3.Connection, settings: Settings, unreadable: int) -> Tally:
    """Count what the index behind *connection* holds."""

    def count(sql: str) -> int:
        return int(connection.execute(sql).fetchone()[0] or 0)

    people: Counter[str] = Counter()
    keys: Counter[str] = Counter()
    spelled: dict[int, dict[str, str]] = {}
    other: dict[str, list[str]] = {}
    rhythm: Counter[str] = Counter()
    rows = connection.execute("SELECT id, because, facts, spelled FROM note WHERE person").fetchall()
    with_cadence = {row[0] for row in connection.execute("SELECT person FROM clock WHERE cadence >= 0")}
    for id, because, stored, written in rows:
        facts = json.loads(stored)
        people[because] += 1
        spelled[id] = {key: word for key, (word, _) in json.loads(written or "{}").items()}
        keys.update(word for word in spelled[id].values())
        for key, value in facts.get("other", {}).items():
            other.setdefault(key, []).extend(all_plain_texts(value))
        if id in with_cadence:
            rhythm[spelled[id].get("cadence") or spelled[id].get("circle") or spelled[id].get("tier") or "circle"] += 1
    last: Counter[str] = Counter()
    for id, day, probably, floor, dated, key in connection.execute(_LATEST):
        words = spelled.get(id, {})
        if probably == "last_contact":
            last["probable"] += 1
        elif dated is None:
            last[words.get("last-contact", "household") if floor == day else "household"] += 1
        else:
            last[words.get("met", "met") if key else "dated" if dated else "log"] += 1
    own = "FROM line l JOIN note n ON n.id = l.note AND n.person WHERE l.counts AND l.shape <> 'key'"
    parts = "SELECT count(DISTINCT p.line) FROM part p JOIN line l ON l.id = p.line JOIN note n ON n.id = l.note"
    folders: Counter[str] = Counter()
    for path, person in connection.execute(
        "SELECT path, person FROM note WHERE spelled IS NOT NULL AND says = 'other'"
    ):
        if not person and "/" in path:
            folders[path.rpartition("/")[0]] += 1
    return Tally(
        notes=count("SELECT count(*) FROM note"),
        people=people.most_common(),
        dated=count("SELECT count(*) FROM note WHERE says = 'dated'"),
        dated_with_people=count(
            "SELECT count(*) FROM note n WHERE says = 'dated' AND EXISTS "
            "(SELECT 1 FROM line l JOIN part p ON p.line = l.id WHERE l.note = n.id)"
        ),
        sure=count(f"{parts} WHERE n.says = 'dated' AND p.counts"),
        probable=count(f"{parts} WHERE n.says = 'dated' AND p.maybe"),
        loggers=count(f"SELECT count(DISTINCT l.note) {own}"),
        shapes=Counter(dict(connection.execute(f"SELECT l.shape, count(*) {own} GROUP BY l.shape"))).most_common(),
        last=last.most_common(),
        rhythm=rhythm.most_common(),
        keys=keys.most_common(),
        other=other,
        folders=folders.most_common(),
        unreadable=unreadable,
    )
