"""What a note holds, as rows of the index: made from the note alone, so they lack the number that it has there."""

import json
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from netnotes.model.kinds import Kinds
from netnotes.model.names import fold
from netnotes.model.note import Called, Line, Note, Task
from netnotes.model.problem import Problem
from netnotes.notes.dated import WHOLE, bare_name
from netnotes.notes.links import find_links, plain_target
from netnotes.vault.resolve import lookup_keys, parts_of_name
from netnotes.vault.schema import ALIAS, FILE, NAME, PATH

Row = tuple[object, ...]
_as_json = json.JSONEncoder(ensure_ascii=False).encode


class Contents(NamedTuple):
    """The rows of one note: of itself, from `name` to `loose`, and of what is in it.

    *says* and *may_be_person* are as `model.note.Note` has them. *names* have a level, a key, a text, a line and a
    column; *wants* are the keys by which it names others.
    """

    says: str
    may_be_person: bool
    columns: Row
    names: list[tuple[int, str, str, int | None, int | None]]
    problems: tuple[Problem, ...]
    lines: list[Row]
    tasks: list[Row]
    wants: list[str]


def contents_of(path: str, note: Note, kinds: Kinds) -> Contents:
    """The rows of the *note* that was read at *path*, by the *kinds* of the settings."""
    return Contents(
        note.says, note.may_be_person, _columns(note),
        [(level, fold(name.text), _storable(name.text), name.line, name.column) for level, name in _names(path, note)],
        note.problems, [_line_row(line, kinds) for line in note.lines],
        [_task_row(task) for task in note.tasks], list(_wants(path, note)),
    )  # fmt: skip


def _wants(path: str, note: Note) -> set[str]:
    """The keys by which a note names others."""
    heads = [head for line in note.lines for head in (line.head, line.nameless) if head]
    links = [link for head in heads if head.people or head.mentions for link in (*head.people, *head.mentions)]
    links.extend(link for task in note.tasks for link in task.links)
    # A title's links are said by name, those of free text and fields lead to pages, and mean nothing else.
    said = [line.words for line in note.lines if line.shape == WHOLE]
    said += [note.body, *_texts(note.facts)] if note.may_be_person else []
    links.extend(link for text in said for link in find_links(text, embeds=True))
    folder = path.rpartition("/")[0]
    keys = {key for link in links for key in lookup_keys(link, folder)}
    if any(line.shape == WHOLE and not line.head.people for line in note.lines):
        keys.update(key for _, _, key in parts_of_name(bare_name(path)) if key)
    return keys


def _task_row(task: Task) -> Row:
    return (
        task.number, task.text, task.mine, task.open, _ordinal(task.due), _ordinal(task.made), _ordinal(task.done),
        task.dropped, _as_json(task.links) if task.links else None,
    )  # fmt: skip


def _line_row(line: Line, kinds: Kinds) -> Row:
    kind, text, ledger, direction, people, mentions, place, minutes, by = line.head
    return (
        line.number, line.day.toordinal(), line.time, line.order, line.words.strip(), text, kind, ledger, direction,
        place, minutes, kinds.counts(kind), kinds.is_try(kind), line.hangs_on_names, line.shape, line.under, by,
        _links(line) if people or mentions else None,
    )  # fmt: skip


def _columns(note: Note) -> Row:
    """What is kept of a note itself, `name` to `loose`."""
    name, facts = _storable(note.name.text), _as_json(note.facts)
    # Past the cache of names: nobody asks for this twice.
    haystack = fold.__wrapped__(f"{name} {facts}") if note.facts else fold(name)
    return (
        name, fold(name), note.says, note.rule, facts, note.body, haystack, note.because, note.because_line,
        _as_json(note.spelled) if note.spelled else None, _as_json(note.loose) if note.loose else None,
    )  # fmt: skip


def _texts(value: object) -> Iterator[str]:
    """Every text in the facts of a note that can hold a link."""
    if isinstance(value, str):
        if "[" in value:
            yield value
    elif isinstance(value, (list, tuple, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)


def _names(path: str, note: Note) -> list[tuple[int, Called]]:
    """What the note at *path* is called: by its path, its file, its name and its aliases."""
    plain = plain_target(path)
    names = [(PATH, Called(plain)), (FILE, Called(plain.rpartition("/")[2]))]
    if note.may_be_person:
        names.append((NAME, note.name))
        names.extend((ALIAS, alias) for alias in note.aliases)
    return names


def _links(line: Line) -> str:
    if line.nameless is None:
        return _as_json((line.head.people, line.head.mentions))
    return _as_json((line.head.people, line.head.mentions, line.head, line.nameless))


def _ordinal(day: date | None) -> int | None:
    return day.toordinal() if day else None


def _storable(text: str) -> str:
    """*text* as SQLite can keep it: without halves of characters."""
    return text.encode("utf-8", "replace").decode("utf-8")
