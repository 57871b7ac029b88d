"""What an edit of a note came to."""

from typing import NamedTuple


class Made(NamedTuple):
    """One note of a command's edits: the line of the last change, its bytes before and after.

    *before* is None for a new note, *after* for one that is taken away; *moved* is the new path of one that was
    renamed. *remarks* are sentences on what one should know of it.
    """

    path: str
    line: int
    before: bytes | None
    after: bytes | None
    moved: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def is_change(self) -> bool:
        """Whether anything is different now."""
        return self.before != self.after or bool(self.moved)

    @property
    def what(self) -> str:
        """``created``, ``renamed`` or ``edited``."""
        return "created" if self.before is None else "renamed" if self.moved else "edited"
