"""The tables of the index. Another `VERSION` means that an index is made anew."""

from __future__ import annotations

from netnotes import __version__

APPLICATION = 0x6E65746E  # "netn"
VERSION = 7
# What a morning's answer reads is little, and so is the memory it takes; whoever reads or writes much asks for more.
FEW_PAGES, MANY_PAGES = "PRAGMA cache_size = -512", "PRAGMA cache_size = -16384"
PATH, FILE, NAME, ALIAS = range(4)
OWN_ROLE, HEAD_ROLE, MENTION_ROLE, PROBABLE_ROLE = range(4)
EMPTIED = ["folder", "note", "called", "wants", "line", "part", "task", "errand", "yearly", "clock", "problem"]
FORMAT = f"{VERSION} {__version__}"

# Days are ordinals (date.toordinal), 0 or NULL for none. Texts that follow from links are kept beside the
# written ones (said_*), NULL where they are the same. The lead of a line or task is the one person under whom
# it stands where it stands once. A clock's sure and guess are somebody's own latest sure and probable contact,
# last and latest those of the household, latest beyond today too. The turns of the index are counted; changed
# says in which of them anything about a person last became different. A person's note wants the names in its
# free text and fields too: whatever can lead to another page.
TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE folder (path TEXT PRIMARY KEY, names BLOB, prints BLOB);
CREATE TABLE note (
    id INTEGER PRIMARY KEY, path TEXT UNIQUE, folder TEXT, name TEXT, sort TEXT, says TEXT, rule INTEGER,
    person INTEGER, hash BLOB, facts TEXT, body TEXT, haystack TEXT, because TEXT, because_line INTEGER,
    spelled TEXT, loose TEXT, owner TEXT
);
CREATE INDEX note_folder ON note (folder);
CREATE INDEX note_owner ON note (owner) WHERE owner IS NOT NULL;
CREATE TABLE called (note INTEGER, level INTEGER, key TEXT, text TEXT, line INTEGER, col INTEGER);
CREATE INDEX called_key ON called (key);
CREATE INDEX called_note ON called (note);
CREATE TABLE wants (note INTEGER, key TEXT, PRIMARY KEY (key, note)) WITHOUT ROWID;
CREATE INDEX wants_note ON wants (note);
CREATE TABLE line (
    id INTEGER PRIMARY KEY, note INTEGER, number INTEGER, day INTEGER, time TEXT, rank INTEGER, words TEXT,
    text TEXT, kind TEXT, ledger TEXT, direction TEXT, place TEXT, minutes INTEGER, counts INTEGER,
    tried INTEGER, names INTEGER, shape TEXT, under INTEGER, via TEXT, links TEXT, said_words TEXT,
    said_text TEXT, company TEXT, lead INTEGER
);
CREATE INDEX line_note ON line (note);
CREATE INDEX line_day ON line (day);
CREATE TABLE part (
    person INTEGER, day INTEGER, line INTEGER, role INTEGER, counts INTEGER, tried INTEGER, maybe INTEGER, why TEXT
);
CREATE INDEX part_person ON part (person, counts, day);
CREATE INDEX part_line ON part (line);
CREATE INDEX part_maybe ON part (person, day) WHERE maybe;
CREATE INDEX part_tried ON part (day) WHERE tried;
CREATE INDEX part_counts ON part (day) WHERE counts;
CREATE TABLE task (
    id INTEGER PRIMARY KEY, note INTEGER, number INTEGER, text TEXT, said_text TEXT, mine INTEGER,
    open INTEGER, due INTEGER, made INTEGER, done INTEGER, dropped INTEGER,
    links TEXT, lead INTEGER
);
CREATE INDEX task_note ON task (note);
CREATE INDEX task_due ON task (mine, due) WHERE open AND due > 0 AND lead > 0;
CREATE INDEX task_made ON task (made) WHERE open AND due IS NULL AND made > 0 AND mine AND lead > 0;
CREATE INDEX task_lead ON task (lead) WHERE open;
CREATE TABLE errand (person INTEGER, task INTEGER);
CREATE INDEX errand_person ON errand (person);
CREATE INDEX errand_task ON errand (task);
CREATE TABLE yearly (person INTEGER, what TEXT, month INTEGER, day INTEGER, year INTEGER);
CREATE INDEX yearly_person ON yearly (person);
CREATE INDEX yearly_day ON yearly (month, day);
CREATE TABLE clock (
    person INTEGER PRIMARY KEY, name TEXT, sort TEXT, path TEXT, tags TEXT,
    rank INTEGER, status TEXT, paused_until INTEGER, cadence INTEGER, unit TEXT,
    next INTEGER, snooze INTEGER, floor INTEGER, sure INTEGER, guess INTEGER, last INTEGER, latest INTEGER,
    due INTEGER, span INTEGER, probably TEXT, household TEXT, loose INTEGER, met INTEGER, every TEXT
);
CREATE INDEX clock_name ON clock (sort, name, path);
CREATE INDEX clock_due ON clock (due, latest) WHERE due > 0;
CREATE INDEX clock_latest ON clock (latest);
CREATE INDEX clock_silent ON clock (latest, status, paused_until) WHERE last = 0 AND next = 0;
CREATE INDEX clock_gone ON clock (status, person) WHERE status IN ('let-go', 'do-not-contact', 'deceased');
CREATE INDEX clock_household ON clock (household) WHERE household <> '';
CREATE INDEX clock_met ON clock (met) WHERE loose AND met > 0;
CREATE TABLE changed (person INTEGER PRIMARY KEY, turn INTEGER);
CREATE INDEX changed_turn ON changed (turn);
CREATE TABLE problem (
    owner TEXT, stage TEXT, path TEXT, line INTEGER, col INTEGER, severity TEXT, code TEXT, message TEXT
);
CREATE INDEX problem_owner ON problem (owner, stage);
CREATE INDEX problem_error ON problem (path) WHERE severity = 'error';
"""


def indexes_of(table: str) -> dict[str, str]:
    """The indexes of *table*: the name of each, and the statement that makes it."""
    statements = (statement.strip() for statement in TABLES.split(";"))
    return {text.split()[2]: text for text in statements if text.startswith("CREATE INDEX") and f" ON {table} " in text}
