"""Reading `netnotes.toml`: every setting has a default, every mistake a line (FORMAT, Settings)."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import Any

from netnotes.dates import Cadence, parse_cadence
from netnotes.errors import BadSettings
from netnotes.model.problem import WARNING, Problem
from netnotes.model.settings import AgendaSettings, Circle, Settings
from netnotes.vault.discover import SETTINGS_FILE

MOST_BYTES = 1024 * 1024


def load_settings(root: str) -> tuple[Settings, list[Problem]]:
    """The settings of the vault at *root*, and what could not be used of them.

    Raises BadSettings where the file is no TOML at all.
    """
    try:
        with open(os.path.join(root, SETTINGS_FILE), "rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return Settings(), []
    except OSError as error:
        raise BadSettings(f"{SETTINGS_FILE}: cannot be read ({error.strerror}); mend its permissions") from None
    if len(data) > MOST_BYTES:
        raise BadSettings(f"{SETTINGS_FILE}: is over 1 MB; it should hold settings only")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadSettings(f"{SETTINGS_FILE}:{line}: is not UTF-8; save it again as UTF-8") from None
    return parse_settings(text)


def parse_settings(text: str) -> tuple[Settings, list[Problem]]:
    """The settings that *text* holds, and what could not be used of it; raises BadSettings."""
    import tomllib

    try:
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise BadSettings(_where_not_toml(str(error), text)) from None
    reading = _Reading(text)
    return reading.settings(tables), reading.problems


def _where_not_toml(error: str, text: str) -> str:
    found = re.search(r"(.*) \(at line (\d+), column (\d+)\)", error)
    if found:
        what, line, column = found.groups()
        return f"{SETTINGS_FILE}:{line}:{column}: {_plainly(what)}; mend the line"
    what = error.partition(" (at ")[0] or "this is no TOML"
    return f"{SETTINGS_FILE}:{text.rstrip().count(chr(10)) + 1}: {_plainly(what)}; mend the line"


def _plainly(what: str) -> str:
    """What tomllib says, in plain words."""
    what = what.replace("Invalid", "cannot read the").replace("Unclosed", "unclosed")
    return f"{what[0].lower()}{what[1:]}"


class _Reading:
    """Types the tables of a settings file, with a problem for each that will not do."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.problems: list[Problem] = []

    def settings(self, tables: dict[str, Any]) -> Settings:
        """The settings, defaults where a value is missing or will not do."""
        given: dict[str, Any] = {}
        readers: dict[str, tuple[str, Callable[[str, Any], Any]]] = {
            "people": ("people", self._texts),
            "ignore": ("ignore", self._texts),
            "journal": ("journal", self._journal),
            "why": ("why", self._text),
            "log-headings": ("log_headings", self._texts),
            "not-log": ("not_log", self._texts),
            "circles": ("circles", self._circles),
            "kinds": ("own_kinds", self._kinds),
            "keys": ("keys", self._keys),
            "agenda": ("agenda", self._agenda),
            "capacity": ("hours_per_week", self._capacity),
        }
        for key, value in tables.items():
            if key not in readers:
                self._unknown(key, list(readers))
                continue
            field, read = readers[key]
            read_value = read(key, value)
            if read_value is not None:
                given[field] = read_value
        return Settings(**given)

    def _warn(self, key: str, code: str, message: str, table: str = "") -> None:
        line, column = self._place(key, table)
        self.problems.append(Problem(SETTINGS_FILE, line, column, WARNING, code, message))

    def _place(self, key: str, table: str) -> tuple[int | None, int | None]:
        """The line that *key* of *table* stands on, as nearly as a look at the text can tell."""
        inside = not table
        pattern = re.compile(rf"\s*(?:[\"']?{re.escape(key)}[\"']?\s*=|\[{re.escape(key)}\])")
        for number, line in enumerate(self.lines, 1):
            header = re.match(r"\s*\[([^\]]+)\]", line)
            if header:
                inside = header[1].strip().partition(".")[0] == table
                if header[1].strip() == f"{table}.{key}":
                    return number, 1
            if (inside or (not table and header)) and pattern.match(line):
                return number, len(line) - len(line.lstrip()) + 1
            if table and re.match(rf"\s*{re.escape(table)}\s*=", line) and key in line:
                return number, line.index(key) + 1
        return None, None

    def _unknown(self, key: str, known: list[str], table: str = "", row: str = "") -> None:
        from difflib import get_close_matches

        near = get_close_matches(key, known, 1, 0.5)
        hint = f'did you mean "{near[0]}"?' if near else f"known here: {', '.join(known)}"
        where = f" in [{table}{'.' if row else ''}{row}]" if table else ""
        self._warn(row or key, "unknown-setting", f'there is no setting "{key[:40]}"{where}; {hint}', table)

    def _bad(self, key: str, wanted: str, table: str = "", label: str = "") -> None:
        self._warn(key, "bad-setting", f'"{(label or key)[:60]}" must be {wanted}; the default is used', table)

    def _texts(self, key: str, value: Any) -> tuple[str, ...] | None:
        texts = [value] if isinstance(value, str) else value
        if isinstance(texts, list) and all(isinstance(text, str) for text in texts):
            return tuple(texts)
        self._bad(key, 'a list of texts, like ["people/**"]')
        return None

    def _text(self, key: str, value: Any) -> str | None:
        if isinstance(value, str):
            return value
        self._bad(key, "a text in quotes")
        return None

    def _journal(self, key: str, value: Any) -> str | None:
        if value in ("probably", "contact", "mentions"):
            return str(value)
        self._bad(key, '"probably", "contact" or "mentions"')
        return None

    def _table(self, key: str, value: Any) -> dict[str, Any]:
        if isinstance(value, dict):
            return value
        self._bad(key, f"a table, written as [{key}]")
        return {}

    def _span(self, key: str, value: Any, table: str, label: str = "", *, never: bool = True) -> Cadence | None:
        """A span, ``never`` only where that means something."""
        try:
            if isinstance(value, bool) or not isinstance(value, (str, int)):
                raise ValueError
            span = parse_cadence(str(value))
            if not span.number and not never:
                raise ValueError
            return span
        except ValueError:
            self._bad(key, 'a span, like "6 weeks"', table, label)
            return None

    def _number(self, key: str, value: Any, table: str, label: str = "") -> int | None:
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 1_000_000:
            return value
        self._bad(key, "a number from 0 up", table, label)
        return None

    def _circles(self, key: str, value: Any) -> tuple[Circle, ...] | None:
        circles = []
        for name, table in self._table(key, value).items():
            if not isinstance(table, dict):
                self._bad(name, 'a table, like { cadence = "6 weeks", people = 15 }', key)
                continue
            known = ("cadence", "people", "minutes")
            for unknown in sorted(table.keys() - set(known)):
                self._unknown(unknown, list(known), key, name)
            cadence = self._span(name, table["cadence"], key, f"cadence of {name}") if "cadence" in table else None
            people, minutes = (
                self._number(name, table[word], key, f"{word} of {name}") if word in table else None
                for word in ("people", "minutes")
            )
            circles.append(Circle(name, cadence, str(table["cadence"]) if cadence else None, people, minutes))
        return tuple(circles) or None

    def _kinds(self, key: str, value: Any) -> dict[str, int | str]:
        kinds: dict[str, int | str] = {}
        for word, meaning in self._table(key, value).items():
            if isinstance(meaning, str) and meaning.strip():
                kinds[word] = meaning.strip()
            elif isinstance(meaning, int) and not isinstance(meaning, bool) and 0 <= meaning <= 5:
                kinds[word] = meaning
            else:
                self._bad(word, "a depth from 0 to 5, or a known kind in quotes", key)
        return kinds

    def _keys(self, key: str, value: Any) -> dict[str, str]:
        from netnotes.notes.keys import OWN_SPELLING, fold_key

        keys: dict[str, str] = {}
        for word, meaning in self._table(key, value).items():
            if isinstance(meaning, str) and fold_key(meaning) in OWN_SPELLING:
                keys[word] = OWN_SPELLING[fold_key(meaning)]
            else:
                self._bad(word, 'the name of a known key in quotes, like "last-contact"', key)
        return keys

    def _agenda(self, key: str, value: Any) -> AgendaSettings:
        given: dict[str, Any] = {}
        numbers, spans = ("reach-out", "new-people"), ("follow-up", "decide", "forget", "ahead")
        for word, number in self._table(key, value).items():
            if word in numbers:
                read: Any = self._number(word, number, key)
            elif word in spans:
                read = self._span(word, number, key, never=word == "forget")
            else:
                self._unknown(word, [*numbers, *spans], key)
                continue
            if read is not None:
                given[word.replace("-", "_")] = read
        return AgendaSettings(**given)

    def _capacity(self, key: str, value: Any) -> float | None:
        hours = None
        for word, number in self._table(key, value).items():
            if word != "hours-per-week":
                self._unknown(word, ["hours-per-week"], key)
            elif isinstance(number, (int, float)) and not isinstance(number, bool) and 0 <= number <= 168:
                hours = float(number)
            else:
                self._bad(word, "hours from 0 to 168", key)
        return hours
