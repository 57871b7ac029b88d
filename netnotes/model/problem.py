"""What is wrong with a note: a value with an address (LAWS 1 and 22)."""

from typing import NamedTuple

ERROR = "error"
WARNING = "warning"


class Problem(NamedTuple):
    """One thing to mend. *line* and *column* count from 1, None where there is none.

    *message* says what is wrong and what to write. *severity* is ``error`` when the note could not be
    read or holds conflict markers, else ``warning``.
    """

    path: str
    line: int | None
    column: int | None
    severity: str
    code: str
    message: str
