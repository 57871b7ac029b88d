"""Copying the example vault so that its story happens around today, and starting a vault of one's own."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from netnotes.dates import BadDate, days_later, parse_day
from netnotes.errors import DiskSaidNo, Usage
from netnotes.patterns import lazy_pattern

WRITTEN_FOR = date(2026, 11, 24)
YEARS_MOVED = 3
MARKER = "# The example vault of netnotes"
_DATE = lazy_pattern(r"(?<![\d-])\d{4}-\d{2}-\d{2}(?![\d-])")
_BIRTHDAY = lazy_pattern(r"^(birthday:\s*[\"']?(?:\d{4}-|--)?)(\d{2}-\d{2})", re.MULTILINE)


def copy_example(source: Path, target: Path, today: date) -> None:
    """Copy the example vault to *target*, its dates moved by as much as *today* is later than its own day.

    Raises Usage if *target* holds anything, DiskSaidNo if it cannot be written.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise Usage(f"{target} holds something already; name another folder")
    days = (today - WRITTEN_FOR).days
    for path in _files(source):
        text = path.read_text(encoding="utf-8")
        place = target / path.relative_to(source)
        moved = place.with_name(move_dates(place.name, days))
        # At the ends of the calendar two days can become one.
        _write(place if moved.exists() else moved, move_dates(text, days))


def is_example(folder: Path) -> bool:
    """Whether *folder* holds a copy of the example vault."""
    try:
        return (folder / "netnotes.toml").read_text(encoding="utf-8").startswith(MARKER)
    except (OSError, UnicodeDecodeError):
        return False


def move_dates(text: str, days: int) -> str:
    """*text* with its recent dates, and the days of birthdays, *days* later; other dates stay."""
    oldest = WRITTEN_FOR.replace(year=WRITTEN_FOR.year - YEARS_MOVED)

    def moved(found: re.Match[str]) -> str:
        try:
            day = parse_day(found[0])
        except BadDate:
            return found[0]
        return days_later(day, days).isoformat() if day >= oldest else found[0]

    def moved_birthday(found: re.Match[str]) -> str:
        if found[2] == "02-29":
            return found[0]
        day = days_later(date(WRITTEN_FOR.year, int(found[2][:2]), int(found[2][3:])), days)
        month_day = "02-28" if day.strftime("%m-%d") == "02-29" else day.strftime("%m-%d")
        return found[1] + month_day

    return _BIRTHDAY.sub(moved_birthday, _DATE.sub(moved, text))


def holds_notes(folder: Path) -> bool:
    """Whether there is a note in *folder*, or below it, that would be seen."""
    for _, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        if any(name.lower().endswith(".md") and not name.startswith(".") for name in files):
            return True
    return False


def write_settings(folder: Path, text: str) -> Path:
    """Write the settings file of the vault in *folder*; raises Usage if there is one: no file is ever touched."""
    place = folder / "netnotes.toml"
    if place.exists():
        raise Usage(f"{place} is there already; nothing is written")
    _write(place, text)
    return place


def start_vault(source: Path, target: Path, today: date) -> list[Path]:
    """Write a commented settings file and one example person to *target*, which has no notes; what was written.

    Raises Usage if *target* holds settings: no existing file is ever touched.
    """
    if (target / "netnotes.toml").exists():
        raise Usage(f"{target / 'netnotes.toml'} is there already; nothing is written")
    if target.exists() and not target.is_dir():
        raise Usage(f"{target} is a file; name a folder")
    written = []
    for path in _files(source):
        place = target / path.relative_to(source)
        if not place.exists():
            _write(place, path.read_text(encoding="utf-8").replace("TODAY", today.isoformat()))
            written.append(place)
    return written


def _files(source: Path) -> Iterator[Path]:
    for path in sorted(source.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            yield path


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise DiskSaidNo(f"{path}: cannot be written ({error.strerror}); name another folder") from None
