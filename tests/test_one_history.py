"""One history, written in every shape that people write it in, is one timeline. `NETNOTES_LONG=1` looks longer."""

from __future__ import annotations

import json
import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from histories import TICK_SECONDS
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from notes.vaults import TODAY, Vault

from netnotes.vault import refresh

LONG = bool(os.environ.get("NETNOTES_LONG"))
COUNTING = ("lunch", "call", "email", "ping", "met", "no answer", "voicemail", "like", "note")
NEVER = frozenset({"no answer", "voicemail", "like", "note"})
TEXTS = (
    "plums", "the engine is stuck on money", "asks: why not figs", "lunch again", "in Oslo, at hers",
    "we plan another, I should write", "über Äpfel (und Birnen)", "the 2nd of 3", "with figs", "a walk — by the sea",
    "`a: b` is code", "2026 was better", "10:30 is early", "at hers", "*bold*, she was", "in",
)  # fmt: skip


@pytest.fixture(autouse=True, scope="module")
def _short_tick() -> Iterator[None]:
    """Trust fingerprints after milliseconds, so that a vault that was just written is not read for every question."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(refresh, "TICK_NS", int(TICK_SECONDS * 1e9))
        yield


class Time(NamedTuple):
    """One interaction with Ada, and with Bo where he was there too."""

    day: date
    kind: str
    direction: str
    text: str
    bo: bool

    def head(self, *people: str) -> str:
        """Kind, direction and *people*, as a log line says them."""
        links = " and ".join(f"[[{name}]]" for name in people)
        return " ".join(filter(None, (self.kind, self.direction, links and f"with {links}")))


class Pair(NamedTuple):
    """The Ada and the Bo of one shape."""

    ada: str
    bo: str

    def at(self, time: Time) -> tuple[str, ...]:
        """Who took part."""
        return (self.ada, self.bo) if time.bo else (self.ada,)

    def head(self, time: Time) -> str:
        """A head in Ada's own note."""
        return time.head(*self.at(time)[1:])


Note = Iterator[tuple[str, str]]
Shape = Callable[[list[Time], Pair], Note]
SHAPES: dict[str, Shape] = {}


def shape(write: Shape) -> Shape:
    """A way to write a history: it yields paths of notes, each with text to add to it."""
    SHAPES[write.__name__] = write
    return write


def in_log(line: str) -> None:
    """A shape that is a line, or a few, in Ada's log: *line* with DAY, HEAD and TEXT."""
    name, _, form = line.partition(" = ")

    def write(times: list[Time], pair: Pair) -> Note:
        """The lines below the heading."""
        yield f"people/{pair.ada}.md", "## Log\n\n"
        for time in times:
            words = form.replace("DAY", str(time.day)).replace("HEAD", pair.head(time)).replace("TEXT", time.text)
            yield f"people/{pair.ada}.md", words + "\n"

    SHAPES[name] = write


for log_line in (
    "bullets = - DAY HEAD: TEXT", "stars = * DAY: HEAD: TEXT", "bold = - **DAY** HEAD: TEXT",
    "bold dashes = - **DAY** — HEAD — TEXT", "linked = - [[DAY]] HEAD: TEXT", "times = - DAY 10:30 HEAD: TEXT",
    "paragraphs = DAY HEAD: TEXT\n", "rows = | DAY | HEAD | TEXT |", "headings = ### DAY — HEAD\n\nTEXT\n",
    "sections = ### DAY\n\n- HEAD: TEXT\n", "callouts = > [!info] DAY HEAD\n> TEXT\n", "below = - DAY HEAD\n  TEXT",
):  # fmt: skip
    in_log(log_line)


@shape
def columns(times: list[Time], pair: Pair) -> Note:
    """A table whose date is not its first column."""
    yield f"people/{pair.ada}.md", "## Log\n\n| Notes | Date | Type |\n|---|---|---|\n"
    for time in times:
        yield f"people/{pair.ada}.md", f"| {time.text} | {time.day} | {pair.head(time)} |\n"


@shape
def entries(times: list[Time], pair: Pair) -> Note:
    """A list among the keys, of texts and tables in turn."""
    yield f"people/{pair.ada}.md", "---\ninteractions:\n"
    for place, time in enumerate(times):
        table = {"date": str(time.day), "kind": pair.head(time), "note": time.text}
        entry = table if place % 2 else f"{time.day} {pair.head(time)}: {time.text}"
        yield f"people/{pair.ada}.md", f"  - {json.dumps(entry, ensure_ascii=False)}\n"
    yield f"people/{pair.ada}.md", "---\n"


@shape
def daily(times: list[Time], pair: Pair) -> Note:
    """Heads in daily notes."""
    for time in times:
        yield f"daily/{time.day}.md", f"- {time.head(*pair.at(time))}: {time.text}\n"


@shape
def ticked(times: list[Time], pair: Pair) -> Note:
    """Ticked tasks in daily notes, in every second case with the day on which they were done."""
    for place, time in enumerate(times):
        done = f" ✅ {time.day}" if place % 2 else ""
        yield f"tasks/{time.day}.md", f"- [x] {time.head(*pair.at(time))}: {time.text}{done}\n"


@shape
def persons(times: list[Time], pair: Pair) -> Note:
    """Fields that say who took part."""
    for time in times:
        people = ", ".join(f"[[{name}]]" for name in pair.at(time))
        yield f"fields/{time.day}.md", f"- {time.head()}: {time.text} (person:: {people})\n"


@shape
def titles(times: list[Time], pair: Pair) -> Note:
    """Headings with links in daily notes."""
    for time in times:
        yield f"titles/{time.day}.md", f"## {time.head(*pair.at(time))}\n\n{time.text}\n\n"


@shape
def elsewhere(times: list[Time], pair: Pair) -> Note:
    """Lines with days of their own, in the note of another day."""
    for time in times:
        yield "elsewhere/2026-10-10.md", f"- {time.day} {time.head(*pair.at(time))}: {time.text}\n"


def keys(time: Time, **more: object) -> str:
    """A note of nothing but keys."""
    named = {"title": time.text, "type": time.kind, **more}
    if time.direction:
        named["direction"] = {"in": "inbound", "out": "outbound"}[time.direction]
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in named.items()]
    return f"---\n{''.join(lines)}---\n"


@shape
def files(times: list[Time], pair: Pair) -> Note:
    """One file an interaction, in Ada's folder; who was there too makes a list of the people necessary."""
    for place, time in enumerate(times):
        more = {"people": list(pair.at(time))} if time.bo else {}
        yield f"people/{pair.ada}/{time.day} {place}.md", keys(time, **more)


@shape
def meetings(times: list[Time], pair: Pair) -> Note:
    """A note a meeting, with its date among the keys."""
    for place, time in enumerate(times):
        attendees = [f"[[{name}]]" for name in pair.at(time)]
        yield f"meetings/{place}.md", keys(time, date=str(time.day), attendees=attendees)


@shape
def names(times: list[Time], pair: Pair) -> Note:
    """All of it in the name of a file: neither text nor direction, and one a day."""
    for place, time in enumerate(times):
        people = " and ".join(pair.at(time))
        yield f"names/{place}/{time.day} {time.kind.capitalize()} with {people}.md", "Nothing more.\n"


def by_hand(times: list[Time], *, says_all: bool) -> list[tuple[str, ...]]:
    """What the timeline of somebody who took part in *times* holds."""
    found = []
    for time in times:
        counts = "yes" if time.kind not in NEVER and str(time.day) <= TODAY else "no"
        found.append((str(time.day), time.kind, counts, *((time.direction, time.text) if says_all else ())))
    return sorted(found)


times = st.builds(
    Time, day=st.integers(0, 100).map(lambda days: date(2026, 9, 1) + timedelta(days)), kind=st.sampled_from(COUNTING),
    direction=st.sampled_from(("", "in", "out")), text=st.sampled_from(TEXTS), bo=st.booleans(),
)  # fmt: skip


@settings(
    max_examples=400 if LONG else 40, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True,
)  # fmt: skip
@example([Time(date(2026, 9, 1), "lunch", "in", text, True) for text in TEXTS])
@given(st.lists(times, min_size=1, max_size=6))
def test_every_shape_tells_the_same(history: list[Time]) -> None:
    """Days, kinds, who reached out, what was said and whether it counts, on both timelines, and last contact."""
    pairs = {name: Pair(f"Ada {name.title()}", f"Bo {name.title()}") for name in SHAPES}
    notes = {f"people/{name}.md": "" for pair in pairs.values() for name in pair}
    for name, write in SHAPES.items():
        for path, text in write(history, pairs[name]):
            notes[path] = notes.get(path, "") + text
    with tempfile.TemporaryDirectory(prefix="netnotes-history-") as folder:
        vault = Vault(Path(folder))
        vault.write(notes)
        last = {row["name"]: row["last_contact"] for row in vault.ask("list")}
        told = {name: vault.ask("timeline", name)["events"] for pair in pairs.values() for name in pair}
    wrong = []
    for name, pair in pairs.items():
        for who, took_part in ((pair.ada, history), (pair.bo, [time for time in history if time.bo])):
            found = [(e["date"], e["kind"], e["counts"], e["direction"] or "", e["text"] or "") for e in told[who]]
            says_all = name != "names"
            expected = by_hand(took_part, says_all=says_all)
            read = Counter(event if says_all else event[:3] for event in found)
            if read != Counter(expected):
                wrong.append((who, "read:", [*(read - Counter(expected))], "not:", [*(Counter(expected) - read)]))
            if last[who] != max((day for day, _, counts, *_ in expected if counts == "yes"), default=None):
                wrong.append((who, "last contact:", last[who]))
    assert not wrong, "\n".join(map(str, wrong))
