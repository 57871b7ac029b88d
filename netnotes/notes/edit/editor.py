"""Making edits, and proving each before it is handed out (LAW 10)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from netnotes.model.note import Line
from netnotes.model.settings import Settings
from netnotes.notes.edit import fields, log, relink, tasks
from netnotes.notes.edit.changes import (
    AddEntry,
    AddTask,
    Append,
    Change,
    Edited,
    FieldChange,
    Refused,
    Relink,
    Remove,
    Retitle,
    SetKey,
    SetList,
    Splice,
    Tick,
    Unset,
)
from netnotes.notes.edit.opened import OpenNote
from netnotes.notes.edit.places import place_of
from netnotes.notes.edit.remarks import remark
from netnotes.notes.inline import Inline
from netnotes.notes.note import NoteReader
from netnotes.notes.written import plain_value

_MAKE: dict[type, Callable[[OpenNote, Any], Splice | None]] = {
    SetKey: fields.set_key,
    SetList: fields.set_list,
    Unset: fields.unset,
    Append: fields.append,
    Remove: fields.remove,
    AddEntry: log.add_entry,
    AddTask: tasks.add_task,
    Tick: tasks.tick,
    Relink: relink.relink,
    Retitle: relink.retitle,
}
MOST_TRIED = 60
_IN_BODY = (AddEntry, AddTask, Tick, Relink, Retitle)
Pairs = list[tuple[object, object]]


class Editor:
    """Edits notes by the settings of one vault."""

    def __init__(self, settings: Settings) -> None:
        """Read and write as *settings* say."""
        self.reader = NoteReader(settings)

    def apply(self, path: str, data: bytes, changes: Sequence[Change]) -> Edited:
        """*data*, the note at *path*, with *changes* made one after the other; raises Refused.

        Where a change does nothing the bytes stay the same. The line is that of the last change.
        """
        line, remarks = 1, list[str]()
        if not changes:
            return Edited(data, line)
        note = OpenNote(self.reader, path, data)
        for change in changes:
            splice = _MAKE[type(change)](note, change)
            if splice is None:
                place = None if isinstance(change, _IN_BODY) else place_of(note, change.key)
                line = place.line if place else line
                continue
            new = self._spliced(note, splice)
            if not self._is_proven(note, new, change):
                raise _unproven(change, self._trouble(note, change) if isinstance(change, AddEntry) else 0)
            line = note.text.count("\n", 0, splice.start) + 1 + splice.line
            remarks.append(remark(note, new, change, line))
            note = new
        edited = note.encode()
        if edited != data:
            self._prove_whole(path, data, edited)
        return Edited(edited, line, tuple(filter(None, remarks)))

    def _spliced(self, note: OpenNote, splice: Splice) -> OpenNote:
        """*note* with *splice* made, read again; raises Refused where it cannot be."""
        return OpenNote(self.reader, note.path, note.mark + splice.apply(note.text).encode("utf-8"))

    def _is_proven(self, old: OpenNote, new: OpenNote, change: Change) -> bool:
        """Whether the note, read again, holds the change, and all else as it was."""
        if isinstance(change, Relink):
            return _links_alone(old, new, change)
        if isinstance(change, _IN_BODY):
            return _pairs(old) == _pairs(new) and _body_kept(old, new, change)
        if isinstance(place_of(old, change.key), Inline):
            return _pairs(old) == _pairs(new) and _inline_alone(old, new, change) and _body_kept(old, new, change)
        return (
            old.text[old.fence.body_start :] == new.text[new.fence.body_start :]
            and _as_asked(_pairs(old), _pairs(new), change)
            and _body_kept(old, new, change)
            and _agree(old, new)
        )

    def _trouble(self, note: OpenNote, change: AddEntry) -> int:
        """The line of the text (from 1) without which the entry would be read as it is meant, 0 for none."""
        lines = change.text.split("\n")
        # The first line last: any other that moves up to its place is likely to be read as text there.
        numbers: list[int] = [*range(2, min(len(lines), MOST_TRIED) + 1), 1] if lines[1:] else []
        for number in numbers:
            less = change._replace(text="\n".join([*lines[: number - 1], *lines[number:]]))
            with suppress(Refused):
                if self._is_proven(note, self._spliced(note, log.add_entry(note, less)), less):
                    return number
        return 0

    def _prove_whole(self, path: str, before: bytes, after: bytes) -> None:
        """Whoever's note it was, it still is."""
        old, new = self.reader.read(path, before), self.reader.read(path, after)
        if old.may_be_person and not new.may_be_person:
            raise Refused("verify", "after this edit the note would be nobody's; make it in an editor")


def _unproven(change: Change, number: int = 0) -> Refused:
    """The refusal; *number* is the line of the text that is the trouble, 0 where it is not known."""
    if not isinstance(change, AddEntry):
        what = "line" if isinstance(change, _IN_BODY) else "value"
        return Refused("verify", f"this {what} would not be read back as it is meant; make the edit in an editor")
    lines = change.text.split("\n")
    words = (lines[number - 1] if number else lines[0]).strip()[:40]
    which = f'line {number} of the text ("{words}")' if number else "this text"
    reason = log.why_not(words if number or not lines[1:] else "")
    return Refused("verify", f"{which} would not be read back as text{reason}; write it otherwise, or in an editor")


def _agree(old: OpenNote, new: OpenNote) -> bool:
    """Whether all readers read the fields alike, unless they did not before either."""
    # With yaml, which an edit of the body does without.
    from netnotes.notes.composing import readers_agree

    return readers_agree(new.fields) or not readers_agree(old.fields)


def _inline_alone(old: OpenNote, new: OpenNote, change: FieldChange) -> bool:
    """Whether the inline field of *change* says what is asked, and the others what they said."""
    one, two = ([(field.key, field.value) for field in note.body.inline] for note in (old, new))
    was = place_of(old, change.key)
    if not isinstance(was, Inline):
        return False
    one.remove((was.key, was.value))
    if not isinstance(change, Unset):
        value = change.value if isinstance(change, SetKey) else f"{was.value}, {getattr(change, 'value', '')}"
        if (was.key, value.strip()) not in two:
            return False
        two.remove((was.key, value.strip()))
    return one == two


def _pairs(note: OpenNote) -> Pairs:
    """The fields as plain values, in the order of the note."""
    pairs = note.root.value if note.root else ()
    return [(_plain(key), _plain(value)) for key, value in pairs]


def _plain(node: Any) -> object:
    return (type(node).__name__, plain_value(node) if not isinstance(node.value, str) else node.value)


def _as_asked(old: Pairs, new: Pairs, change: Change) -> bool:
    """Whether *new* are the pairs *old* but for what *change* asks."""
    if isinstance(change, Unset):
        return any(new == [*old[:at], *old[at + 1 :]] for at in range(len(old)))
    differing = [at for at, pair in enumerate(new) if at >= len(old) or old[at] != pair]
    if len(differing) != 1 or len(new) - len(old) not in (0, 1):
        return False
    at = differing[0]
    added = at >= len(old)
    if added and new[at][0] != ("Text", getattr(change, "key", None)):
        return False
    return (added or new[at][0] == old[at][0]) and _is_asked(None if added else old[at][1], new[at][1], change)


def _is_asked(old: object, new: Any, change: Change) -> bool:
    """Whether the value *new* is what *change* makes of *old*."""
    if isinstance(change, SetKey):
        return bool(new == ("Text", change.value))
    if isinstance(change, SetList):
        return bool(new == ("Items", [value.strip() for value in change.values]))
    kind, values = new
    before = old[1] if isinstance(old, tuple) and old[0] == "Items" else None
    if isinstance(change, Append):
        good = kind == "Items" and values[-1:] == [change.value.strip()]
        return good and (before is None or values[:-1] == before)
    if isinstance(change, Remove) and before is not None:
        left = list(before)
        left.remove(change.value.strip())
        return bool((values or []) == left)
    return isinstance(change, Remove)


def _body_kept(old: OpenNote, new: OpenNote, change: Change) -> bool:
    """Whether everything the body of *old* held is in that of *new*, and what *change* adds besides."""
    one, two = old.body, new.body
    told = Counter(problem.code for problem in two.problems) - Counter(problem.code for problem in one.problems)
    # The first dated line of a log is what makes those without a date stand out.
    if told.keys() - ({"log-no-date"} if isinstance(change, AddEntry) else set()):
        return False
    retitled = isinstance(change, Retitle) and two.title and two.title[0] == change.text
    if not retitled and (one.title and one.title[0]) != (two.title and two.title[0]):
        return False
    if one.template != two.template:
        return False
    if Counter(one.tags) - Counter(two.tags):
        return False
    if isinstance(change, (AddEntry, AddTask, Tick)):
        fields = Counter((field.key, field.value) for field in one.inline)
        if fields - Counter((field.key, field.value) for field in two.inline):
            return False
    return _lines_kept(one.lines, two.lines, change) and _tasks_kept(old, new, change)


def _said(line: Line) -> tuple[object, ...]:
    return (line.day, line.time, line.words, line.shape, line.head.kind)


def _lines_kept(old: Sequence[Line], new: Sequence[Line], change: Change) -> bool:
    one, two = [_said(line) for line in old], [_said(line) for line in new]
    if not isinstance(change, AddEntry):
        return one == two
    at = next((at for at, said in enumerate(two) if at >= len(one) or one[at] != said), -1)
    if at < 0 or [*two[:at], *two[at + 1 :]] != one:
        return False
    added = new[at]
    asked = _flat(
        f"{change.head}: {change.text}" if change.head and change.text.strip() else change.head or change.text
    )
    said = _flat(added.words)
    if added.shape in ("row", "heading"):
        said, asked = said.replace(" | ", " ").replace(": ", " "), asked.replace(" | ", " ").replace(": ", " ")
    return added.day == change.day and said.replace("\\|", "|") == asked.replace("\\|", "|")


def _flat(text: str) -> str:
    return " ".join(text.split())


def _tasks_kept(old: OpenNote, new: OpenNote, change: Change) -> bool:
    one = [(task.text, task.mine, task.open, task.due, task.made) for task in old.body.tasks]
    two = [(task.text, task.mine, task.open, task.due, task.made) for task in new.body.tasks]
    if isinstance(change, AddTask):
        left = Counter(two) - Counter(one)
        return len(two) == len(one) + 1 and sum(left.values()) == 1 and not Counter(one) - Counter(two)
    if isinstance(change, Tick):
        # A task of a dated note with no person in it is known to the note that links it, not here.
        at = next((at for at, (was, now) in enumerate(zip(one, two, strict=False)) if was != now), -1)
        if at < 0 or len(one) != len(two):
            return one == two
        was, now = one.pop(at), two.pop(at)
        return one == two and now[0] == was[0] and was[2] and not now[2]
    return one == two


def _links_alone(old: OpenNote, new: OpenNote, change: Relink) -> bool:
    """Whether nothing differs but where links lead: the same keys, lines, tasks and kinds as before."""
    one, two = _pairs(old), _pairs(new)
    bodies = [
        (
            [(line.number, line.day, line.shape, line.head.kind, line.head.by) for line in note.body.lines],
            [(task.number, task.open, task.due, task.mine) for task in note.body.tasks],
            [problem.code for problem in note.body.problems],
            len(note.lines),
        )
        for note in (old, new)
    ]
    same = [pair[0] for pair in one] == [pair[0] for pair in two] and bodies[0] == bodies[1]
    return same and _agree(old, new) and relink.relink(new, change) is None
