"""Edits of one note: text and change in, text out, one splice each, everything else untouched (LAWS 9, 10, 11, 15)."""

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
    Tick,
    Unset,
)
from netnotes.notes.edit.editor import Editor

__all__ = [
    "AddEntry",
    "AddTask",
    "Append",
    "Change",
    "Edited",
    "Editor",
    "FieldChange",
    "Refused",
    "Relink",
    "Remove",
    "Retitle",
    "SetKey",
    "SetList",
    "Tick",
    "Unset",
]
