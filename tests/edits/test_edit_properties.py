"""Random edits of random notes, judged by an oracle that shares no code with us (LAWS 9, 10, 11, 15).

`NETNOTES_LONG=1` looks longer.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, Phase, assume, currently_in_test_context, example, given, settings
from hypothesis import note as say
from hypothesis import strategies as st
from ruamel.yaml import YAML

from netnotes.model.settings import Settings
from netnotes.notes.edit import (
    AddEntry,
    AddTask,
    Append,
    Change,
    Edited,
    Editor,
    Refused,
    Remove,
    SetKey,
    SetList,
    Tick,
    Unset,
)

from . import bodies, oracle
from .notes import (
    BARE_LOGS,
    DAYS,
    HEADS,
    ITEMS,
    KEYS,
    OWN_KEYS,
    PLAIN_NOTES,
    TEXTS,
    TRICKY,
    VALUES,
    WILD,
    Note,
    bare_logs,
    notes,
)

LONG = bool(os.environ.get("NETNOTES_LONG"))
often = settings(
    max_examples=10_000 if LONG else 300, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)  # fmt: skip
EDITOR = Editor(Settings())
PATH = "people/ada.md"
ANY_KEY = st.sampled_from(KEYS)
OWN_KEY = st.sampled_from(OWN_KEYS)
ITEM = st.one_of(st.sampled_from(("new", "a", "no", "x, y", "1e3", "it's", "😀")), VALUES)


def edit(data: bytes, *changes: Change, must: bool = False) -> Edited | None:
    """*data* with *changes*, None where they are refused; *must* says that they may not be."""
    tell = say if currently_in_test_context() else print
    tell(f"{data!r} {changes}")
    try:
        edited = EDITOR.apply(PATH, data, changes)
    except Refused as error:
        refused = error
    else:
        tell(f"{edited}")
        return edited
    assert refused.code, "a refusal has a code"
    assert refused.message, "a refusal says why"
    assert not must, f"refused: {refused.code}, line {refused.line}: {refused.message}"
    return None


def told(value: str) -> bool:
    """Whether *value* is one that must be written: a blank one is none, and braces make the note a template."""
    return bool(value.strip()) and "{{" not in value and "<%" not in value


def kind(note: Note, key: str) -> str:
    """What *key* holds in a note whose fields are as people write them; "" for other notes."""
    if not note.fields:
        return ""
    found = oracle.field(note.data, key)
    if found is None:
        return "inline" if oracle.fold(key) + "::" in oracle.fold(note.data.decode()) else "absent"
    return found.kind


def judge(before: bytes, change: Change, edited: Edited) -> None:
    """What *change* made of *before* is what it has to be."""
    after, line = edited.data, edited.line
    match change:
        case SetKey(key, value):
            oracle.check_set(before, after, key, value, line)
        case SetList(key, items):
            oracle.check_list(before, after, key, items, line)
        case Unset(key):
            oracle.check_unset(before, after, key)
        case Append(key, value):
            oracle.check_append(before, after, key, value, line)
        case Remove(key, value):
            oracle.check_remove(before, after, key, value)
        case AddEntry(day, head, text):
            bodies.check_entry(before, after, day.isoformat(), f"{' ' if head else ''}{head}: {text}", line)
        case AddTask(text):
            bodies.check_task(before, after, text, line)
        case Tick(number, day, words):
            bodies.check_tick(before, after, line if words else number, day.isoformat())
        case _:
            raise AssertionError(f"no oracle for {change}")


@often
@given(notes(), ANY_KEY, VALUES)
def test_set_writes_a_text_that_all_readers_read_and_touches_nothing_else(note: Note, key: str, value: str) -> None:
    """The old value's characters are replaced, or one line is added; every YAML reader gives the very text."""
    edited = edit(note.data, SetKey(key, value), must=told(value) and kind(note, key) in ("absent", "text", "empty"))
    if edited:
        judge(note.data, SetKey(key, value), edited)


@often
@given(st.one_of(PLAIN_NOTES, notes(odd_fields=False)), OWN_KEY, VALUES)
def test_the_same_value_twice_changes_nothing_the_second_time(note: Note, key: str, value: str) -> None:
    """A no-op gives back the same bytes."""
    once = edit(note.data, SetKey(key, value))
    assume(once)
    assert once is not None
    twice = edit(once.data, SetKey(key, value), must=True)
    assert twice is not None
    assert twice.data == once.data


@often
@given(notes(), ANY_KEY)
def test_unset_takes_the_whole_lines_of_a_key(note: Note, key: str) -> None:
    """The key and its value go with their lines; a key that is not there changes nothing."""
    edited = edit(note.data, Unset(key), must=kind(note, key) in ("absent", "inline", "text", "empty", "flow", "block"))
    if edited:
        judge(note.data, Unset(key), edited)


@often
@given(notes(), ANY_KEY, ITEM)
def test_append_puts_an_item_last(note: Note, key: str, item: str) -> None:
    """Nothing is taken out, and the item is written as the others are."""
    held = oracle.field(note.data, key) if note.fields else None
    must = kind(note, key) in ("absent", "empty", "flow", "block")
    must |= held is not None and held.kind == "text" and bool(re.fullmatch(r"[\w ]+", str(held.value)))
    edited = edit(note.data, Append(key, item), must=must and told(item))
    if edited:
        judge(note.data, Append(key, item), edited)


@often
@given(notes(), ANY_KEY, st.data())
def test_remove_takes_one_item_out(note: Note, key: str, data: st.DataObject) -> None:
    """The item goes, with its line in a list of lines; all others stay."""
    try:
        found = oracle.field(note.data, key)
    except (yaml.YAMLError, ValueError):
        found = None
    held = [item for item in found.value if isinstance(item, str)] if found and isinstance(found.value, list) else []
    item = data.draw(st.sampled_from((*held, *ITEMS) if not held else held * 3 + ["new"]))
    must = note.fields and found is not None and found.simple and len(held) > 1 and held.count(item) == 1
    edited = edit(note.data, Remove(key, item), must=must)
    if edited:
        judge(note.data, Remove(key, item), edited)


@often
@given(notes(), ANY_KEY, st.lists(ITEM, min_size=1, max_size=4).map(tuple))
def test_a_new_list_is_a_flow_list_of_texts(note: Note, key: str, items: tuple[str, ...]) -> None:
    """A list is added as one line; where the key is there it is refused."""
    edited = edit(note.data, SetList(key, items), must=kind(note, key) == "absent" and all(map(told, items)))
    if edited:
        judge(note.data, SetList(key, items), edited)


@often
@given(st.one_of(PLAIN_NOTES, notes()), DAYS, HEADS, TEXTS)
def test_an_entry_stands_in_the_log_and_no_other_block_differs(note: Note, day: date, head: str, text: str) -> None:
    """Under the first log heading, in its order and style, or in a new log at the end; markdown-it is the judge."""
    change = AddEntry(day, head, text)
    edited = edit(note.data, change, must=note.fields and note.body)
    if edited:
        judge(note.data, change, edited)


@often
@given(PLAIN_NOTES, DAYS, st.one_of(VALUES, st.text(max_size=12)))
def test_any_text_of_an_entry_is_kept_or_refused(note: Note, day: date, text: str) -> None:
    """A text that would be read as something else is refused; any other stands there to the letter."""
    assume("\n" not in text.strip())
    edited = edit(note.data, AddEntry(day, "", text))
    if edited:
        assert f": {text.strip()}".rstrip() in edited.data.decode().split("\n")[edited.line - 1]
        assert oracle.difference(note.data, edited.data)[1] == b""
        bodies.check_entry(note.data, edited.data, day.isoformat(), f": {text}", edited.line)


LINES = st.lists(
    st.sampled_from(
        (
            "a",
            "- b",
            "## Log",
            "```",
            "<!--",
            "",
            "    c",
            "> d",
            "2026-11-02: x",
            "---",
            "===",
            "- 2026-11-03: y",
            "1. z",
        )
    ),
    min_size=2,
    max_size=4,
)


@often
@given(PLAIN_NOTES, DAYS, LINES)
def test_an_entry_of_many_lines_is_one_item(note: Note, day: date, lines: list[str]) -> None:
    """Whatever the lines hold stays within the entry, or they are refused."""
    edited = edit(note.data, AddEntry(day, "", "\n".join(lines)))
    if edited:
        bodies.check_long_entry(note.data, edited.data, edited.line)


@often
@given(notes(), TEXTS)
def test_a_task_is_one_more_item(note: Note, text: str) -> None:
    """An open box with the text, and all other blocks as they were."""
    edited = edit(note.data, AddTask(text), must=note.fields and note.body)
    if edited:
        judge(note.data, AddTask(text), edited)


@pytest.mark.parametrize("log", BARE_LOGS)
def test_a_task_splits_nothing_of_a_log_without_a_heading(log: str) -> None:
    """A table, a callout, a dated heading, a list item stay whole: the task stands above all of it."""
    for above in ("", "Two lines\nof text.\n\n", "| a |\n|---|\n| b |\n\n", "## Notes\n\n"):
        data = f"---\nname: Ada\n---\n{above}{log}\n".encode()
        edited = edit(data, AddTask("bring it"), must=True)
        assert edited is not None
        judge(data, AddTask("bring it"), edited)
        # A task takes in what is indented below it, unless something that is not stands above both; a callout is a
        # log line under a log heading alone (FORMAT, Log lines).
        above_log = edited.data.index(b"bring it") < edited.data.index(b"2026-11-01")
        assert above_log or "[!" in log or (log.startswith("  ") and not above), "the task stands above the log"


@often
@given(bare_logs(), TEXTS)
def test_a_task_splits_nothing_wherever_a_log_without_a_heading_stands(note: Note, text: str) -> None:
    """Below any other blocks too, with or without a blank line between."""
    edited = edit(note.data, AddTask(text), must=True)
    assert edited is not None
    judge(note.data, AddTask(text), edited)


@often
@given(notes(), DAYS, st.data())
def test_tick_changes_one_line(note: Note, day: date, data: st.DataObject) -> None:
    """The box is ticked and the day stands at the line's end; a line that is no open task is refused."""
    lines = note.data.decode().split("\n")
    boxes = [at for at, line in enumerate(lines, 1) if "[ ]" in line]
    number = data.draw(st.sampled_from(boxes) if boxes else st.integers(0, len(lines) + 1))
    edited = edit(note.data, Tick(number, day), must=note.fields and note.body and bool(boxes))
    if edited and edited.data != note.data:
        judge(note.data, Tick(number, day), edited)


PLACES = (
    b"---\nnick: Ada  # c\nz: 1\n---\n",
    b"---\nnick: 'A'\n---\n",
    b'---\nnick: "A"\n---\n',
    b"---\nz: 1\n---\n",
    b"",
)


def readings(data: bytes, key: str) -> list[Any]:
    """What each reader makes of *key* among the whole of the fields: those of YAML 1.1 and 1.2, and of texts alone."""
    text = oracle.split(data).fields.decode()
    loaders = (yaml.SafeLoader, yaml.CSafeLoader, yaml.BaseLoader, yaml.CBaseLoader)
    return [*(yaml.load(text, Loader=loader)[key] for loader in loaders), YAML(typ="safe", pure=True).load(text)[key]]


@often
@given(st.sampled_from(PLACES), VALUES)
@example(b"", "no")
def test_every_printable_text_can_be_a_value(data: bytes, value: str) -> None:
    """Three typed readers and a string-only one load the whole of the fields, and the value is the very text."""
    edited = edit(data, SetKey("nick", value), must=told(value))
    if edited is None:
        return
    judge(data, SetKey("nick", value), edited)
    assert all(held == value for held in readings(edited.data, "nick"))


@often
@given(
    st.sampled_from(
        (b"---\nk: [a]\n---\n", b"---\nk:\n  - a\n---\n", b"---\nk: a\n---\n", b"---\nk:\n---\n", b"---\n---\n")
    ),
    VALUES,
)
def test_every_printable_text_can_be_an_item(data: bytes, value: str) -> None:
    """In flow lists and in lists of lines too."""
    edited = edit(data, Append("k", value), must=told(value))
    if edited is None:
        return
    judge(data, Append("k", value), edited)
    assert all(value in held for held in readings(edited.data, "k"))


@often
@given(
    st.sampled_from("\n\r\0\x07\x1b\x7f\x85\u2028\u2029\ud800\ufffe\x0b\x9b"),
    VALUES,
    st.sampled_from((SetKey, Append, AddEntry, AddTask)),
)
def test_controls_and_line_breaks_are_refused(sign: str, value: str, made: Callable[..., Change]) -> None:
    """No value may break a line or hold what a terminal obeys."""
    assume(
        sign not in "\n\ufffe" or made in (SetKey, Append)
    )  # an entry may have several lines; no sign breaks Markdown
    text = f"a{value}{sign}{value}b"
    change = (
        AddEntry(date(2026, 11, 14), "", text)
        if made is AddEntry
        else AddTask(text)
        if made is AddTask
        else made("nick", text)
    )
    assert edit(b"---\nname: Ada\n---\n", change) is None


@often
@given(notes(odd_fields=False), st.data())
def test_append_and_remove_give_back_the_bytes(note: Note, data: st.DataObject) -> None:
    """A new item of a list that has items, added and taken out again."""
    lists = [found.key for found in oracle.fields(note.data) if found.ends]
    assume(lists)
    key = data.draw(st.sampled_from(lists))
    more = edit(note.data, Append(key, "quite new"), must=True)
    assert more is not None
    less = edit(more.data, Remove(key, "quite new"), must=True)
    assert less is not None
    assert less.data == note.data


@often
@given(notes(odd_fields=False), VALUES)
def test_set_and_unset_of_a_new_key_give_back_the_bytes(note: Note, value: str) -> None:
    """Where there were fields; a note without keeps its new pair of dashes."""
    more = edit(note.data, SetKey("brand-new", value), must=told(value))
    if more is None:
        return
    less = edit(more.data, Unset("brand-new"), must=True)
    assert less is not None
    assert less.data == note.data or not oracle.split(note.data).fence
    assert oracle.split(less.data).body == oracle.split(note.data).body


@st.composite
def changes(draw: st.DrawFn) -> Change:
    """Any change but a tick, whose line may have moved by then."""
    key, value = draw(OWN_KEY), draw(st.sampled_from(TRICKY).filter(told))
    return draw(st.sampled_from((
        SetKey(key, value), Unset(key), Append(key, value), Remove(key, draw(st.sampled_from(ITEMS))),
        SetList(key, (value, "b")), AddEntry(draw(DAYS), draw(HEADS), draw(TEXTS)), AddTask(draw(TEXTS)),
    )))  # fmt: skip


@often
@given(notes(odd_fields=False), st.lists(changes(), min_size=2, max_size=4))
def test_changes_together_are_the_changes_one_by_one(note: Note, several: Sequence[Change]) -> None:
    """All are made, each as it would be alone, or none is."""
    data = note.data
    for change in several:
        edited = edit(data, change)
        if edited is None:
            assert edit(note.data, *several) is None
            return
        judge(data, change, edited)
        data = edited.data
    together = edit(note.data, *several, must=True)
    assert together is not None
    assert together.data == data


TICKS = st.builds(Tick, st.integers(0, 12), DAYS, st.sampled_from(("", "- [ ] do", "x")))


@often
@given(WILD, st.one_of(changes(), TICKS))
def test_rubbish_is_edited_rightly_or_refused(data: bytes, change: Change) -> None:
    """Nothing but Refused is raised; what is written is what was asked for, also to readers that are not ours."""
    edited = edit(data, change)
    if edited and edited.data != data:
        judge(data, change, edited)


@often
@given(st.text(max_size=12), st.text(max_size=12), st.sampled_from((SetKey, Append, Remove)))
def test_any_key_is_written_or_refused(key: str, value: str, made: Callable[..., Change]) -> None:
    """A key of any characters, and a value of any."""
    data = b"---\nname: Ada\nlist: [a]\n---\nBody\n"
    edited = edit(data, made(key, value))
    if edited and edited.data != data:
        judge(data, made(key, value), edited)


@pytest.mark.parametrize(
    ("data", "change"),
    [
        ("Words.\n\n# Log\n\n\u2028\n\nWords.\n\n\tcode", AddEntry(date(2026, 11, 1), "", "lunch at hers")),
        ("* [\x00]\n\u2028\n\x00", AddTask("lunch at hers")),
        ("## Log\n\n- 2026-10-01 tea\n\xa0\nWords.\n", AddEntry(date(2026, 11, 1), "", "lunch at hers")),
    ],
)
def test_what_the_long_run_found(data: str, change: Change) -> None:
    """A line with a strange space on it is not blank: what is written above it must not swallow it."""
    edited = edit(data.encode(), change)
    if edited:
        judge(data.encode(), change, edited)


@pytest.mark.parametrize(
    ("key", "value", "old", "new"),
    [
        ("cadence", "6 weeks", b"contact_frequency: 30  # days", b"contact_frequency: 6 weeks  # days"),
        ("cadence", "6 weeks", b"Frequency: 'monthly'", b"Frequency: '6 weeks'"),
        ("snooze", "2026-12-01", b'prm-snooze-until: "2026-01-01"', b'prm-snooze-until: "2026-12-01"'),
        ("last-contact", "on holiday", b"lastContacted: then", b"lastContacted: on holiday"),
        ("email", "a@b.org", b"E-mail: x@y.org", b"E-mail: a@b.org"),
        ("org", "Analytical Engines", b"company:   none # yet", b"company:   Analytical Engines # yet"),
    ],
)
def test_a_synonym_is_edited_where_it_stands(key: str, value: str, old: bytes, new: bytes) -> None:
    """Setting a key of ours in a note of another tool changes that tool's key."""
    edited = edit(b"---\nname: Ada\n" + old + b"\n---\n", SetKey(key, value), must=True)
    assert edited is not None
    assert edited.data == b"---\nname: Ada\n" + new + b"\n---\n"


LISTS = [
    b"k: [a, b]",
    b"k: [ a,b ]  # c",
    b"k:\n  - a  # c\n  - b",
    b"k:\n- a\n\n- b",
    b"k:\n    -   a\n    # c\n    -   'b'",
]


@pytest.mark.parametrize("eol", [b"\n", b"\r\n"])
@pytest.mark.parametrize("mark", [b"", oracle.BOM])
@pytest.mark.parametrize("fields", LISTS)
def test_lists_are_never_refused(fields: bytes, mark: bytes, eol: bytes) -> None:
    """Adding, taking out and both together, in every way to write a list of texts."""
    data = mark + ("---\nname: 😀\n".encode() + fields + b"\nz: 1\n---\n").replace(b"\n", eol)
    more = edit(data, Append("k", "c d"), must=True)
    less = edit(data, Remove("k", "a"), must=True)
    assert more is not None
    assert less is not None
    assert oracle.field(more.data, "k").value == ["a", "b", "c d"]  # type: ignore[union-attr]
    assert oracle.field(less.data, "k").value == ["b"]  # type: ignore[union-attr]


def test_the_random_notes_are_no_empty_talk() -> None:
    """Most edits of random notes, odd ones among them, are made; and there are notes of every kind to make them in."""
    seen: Counter[str] = Counter()

    @settings(max_examples=200, database=None, derandomize=True, deadline=None, phases=[Phase.generate])
    @given(notes(), OWN_KEY, DAYS)
    def look(note: Note, key: str, day: date) -> None:
        seen["all"] += 1
        seen["set"] += edit(note.data, SetKey(key, "Z")) is not None
        seen["entry"] += edit(note.data, AddEntry(day, "", "x")) is not None
        seen["log"] += bool(note.body and note.fields and bodies.body_of(note.data).logs())
        seen["dated"] += bool(note.body and note.fields and len(bodies.body_of(note.data).dated()) > 1)
        seen["fields"] += bool(note.fields and oracle.fields(note.data))

    look()
    assert seen["set"] > seen["all"] * 0.5, seen
    assert seen["entry"] > seen["all"] * 0.5, seen
    assert min(seen["log"], seen["fields"]) > seen["all"] * 0.2, seen
    assert seen["dated"] > seen["all"] * 0.1, seen
