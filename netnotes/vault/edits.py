"""The edits of one command: made under the vault's lock, all or nothing, or only rehearsed."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from netnotes.errors import DiskSaidNo, EditRefused
from netnotes.model.made import Made
from netnotes.model.settings import Settings
from netnotes.notes.edit import Change, Editor, Refused
from netnotes.notes.edit.opened import OpenNote
from netnotes.notes.note import NoteReader
from netnotes.vault.opening import open_note
from netnotes.vault.walk import shown_path


class Edit(NamedTuple):
    """Changes of the note at *path*, as the index shows it."""

    path: str
    changes: tuple[Change, ...]


class Create(NamedTuple):
    """A new note at *path*."""

    path: str
    data: bytes


class Move(NamedTuple):
    """The note at *path* under another name."""

    path: str
    new: str


Step = Edit | Create | Move


class _Desk(Protocol):
    """Where edits are made: `vault.write.Writing`, or a rehearsal."""

    def change(self, path: str, edit: Callable[[bytes], bytes]) -> bool: ...

    def create(self, path: str, data: bytes) -> None: ...

    def move(self, path: str, new: str) -> None: ...


class _Rehearsal:
    """Reads what would be edited, and writes nothing."""

    def __init__(self, root: str) -> None:
        self.root = root

    def change(self, path: str, edit: Callable[[bytes], bytes]) -> bool:
        """Try the edit."""
        data = read_note(self.root, path)
        return edit(data) != data

    def create(self, path: str, data: bytes) -> None:
        """A new note must not be there yet."""
        if os.path.lexists(os.path.join(self.root, path)):
            raise EditRefused(path, "there is such a note already; take another name", "exists")

    def move(self, path: str, new: str) -> None:
        """Nor may the new name of one."""
        self.create(new, b"")


def rehearse(root: str, settings: Settings, steps: Sequence[Step]) -> list[Made]:
    """What *steps* would come to; nothing is written. Raises EditRefused as `perform` would."""
    return _make(_Rehearsal(root), root, Editor(settings), steps)


def perform(
    root: str, settings: Settings, steps: Sequence[Step], said: str, moment: str, told: list[str]
) -> list[Made]:
    """Make *steps*, all or nothing; *said* and *moment* are for the list of undo, *told* is added to.

    Raises EditRefused where one of them is refused, DiskSaidNo where the disk does.
    """
    from netnotes.vault.write import Writing

    writing = Writing(root, said, moment)
    try:
        with writing:
            return _make(writing, root, Editor(settings), steps)
    finally:
        told.extend(writing.told)


def read_note(root: str, path: str) -> bytes:
    """The bytes of the note at *path*, as the index shows it; raises EditRefused or DiskSaidNo."""
    opened = open_note(root, path)
    if opened.problem:
        problem = opened.problem
        raise EditRefused(problem.path, problem.message, problem.code)
    if opened.data is None:
        raise DiskSaidNo(f"{path}: this note is gone; look where it went")
    return opened.data


def real_path(root: str, shown: str) -> str:
    """The path in the vault that the index shows as *shown*; names that are no UTF-8 are shown by escapes."""
    if os.path.lexists(os.path.join(root, shown)) or "\\x" not in shown:
        return shown
    path = ""
    for part in shown.split("/"):
        names = os.listdir(os.path.join(root, path))
        found = next((name for name in names if shown_path(name) == part), part)
        path = f"{path}/{found}" if path else found
    return path


def _make(desk: _Desk, root: str, editor: Editor, steps: Sequence[Step]) -> list[Made]:
    made: list[Made] = []
    for step in steps:
        if isinstance(step, Create):
            desk.create(step.path, step.data)
            made.append(Made(step.path, 1, None, step.data))
        elif isinstance(step, Move):
            path = real_path(root, step.path)
            desk.move(path, step.new)
            made.append(Made(step.path, 1, b"", b"", step.new))
        else:
            made.append(_change(desk, root, editor, step))
    return made


def _change(desk: _Desk, root: str, editor: Editor, step: Edit) -> Made:
    """Make one edit; it is tried anew as often as the note changes meanwhile, and the last try counts."""
    tries: list[Made] = []

    def edit(data: bytes) -> bytes:
        try:
            edited = editor.apply(step.path, data, step.changes)
        except Refused as refused:
            where = f"{step.path}:{refused.line}" if refused.line else step.path
            raise EditRefused(where, refused.message, refused.code) from None
        tries.append(Made(step.path, edited.line, data, edited.data, remarks=edited.remarks))
        return edited.data

    desk.change(real_path(root, step.path), edit)
    return tries[-1]


def read_line(root: str, path: str, number: int) -> str:
    """Line *number* of the note at *path* as it stands, to know it again; empty where there is none."""
    lines = read_note(root, real_path(root, path)).decode("utf-8", "replace").split("\n")
    return lines[number - 1].strip() if 0 < number <= len(lines) else ""


def title_of(root: str, settings: Settings, path: str) -> str:
    """The level-1 heading that the note at *path* begins with, empty where there is none; raises EditRefused."""
    try:
        note = OpenNote(NoteReader(settings), path, read_note(root, real_path(root, path)))
    except Refused as refused:
        raise EditRefused(path, refused.message, refused.code) from None
    return note.body.title[0] if note.body.title else ""
