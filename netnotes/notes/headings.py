"""What a heading says about the lines under it (FORMAT, Log lines)."""

from __future__ import annotations

from collections.abc import Iterable

from netnotes.model.names import fold

LOG_HEADINGS = (
    "log", "interactions", "interaction log", "contact log", "communication log", "conversations",
    "history", "timeline",
)  # fmt: skip
NOT_LOG = (
    "life events", "biography", "career", "positions", "education", "milestones", "important dates",
    "references",
)  # fmt: skip


class Headings:
    """The headings that hold a log, and those that never do, by the settings of one vault."""

    def __init__(self, log_headings: Iterable[str], not_log: Iterable[str]) -> None:
        """*log_headings* and *not_log* are added to the known ones."""
        self._log = {fold(title) for title in (*LOG_HEADINGS, *log_headings)}
        self._not_log = {fold(title) for title in (*NOT_LOG, *not_log)}

    def is_log(self, heading: str) -> bool:
        """Whether log lines stand under *heading*."""
        return _title(heading) in self._log

    def is_not_log(self, heading: str) -> bool:
        """Whether no log line stands under *heading*."""
        return _title(heading) in self._not_log

    def bare(self, heading: str) -> str:
        """What *heading* is compared by: folded, without the signs around its words."""
        return _title(heading)


def _title(heading: str) -> str:
    """*heading* folded, without the signs around its words."""
    text = fold(heading)
    start, end = 0, len(text)
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and not text[end - 1].isalnum():
        end -= 1
    return text[start:end]
