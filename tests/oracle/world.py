"""The front door of the random worlds: what they are, how one is made, how one is written."""

from .chance import random_world
from .facts import Entry, Person, Settings, Span, Task, World, Yearly
from .notes import write

__all__ = [
    "Entry",
    "Person",
    "Settings",
    "Span",
    "Task",
    "World",
    "Yearly",
    "random_world",
    "write",
]
