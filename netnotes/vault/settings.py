"""Reading `netnotes.toml`: every setting has a default, every mistake a line (FORMAT, Settings)."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import Any

from netnotes.dates import Cadence, parse_cadence
from netnotes.errors import BadSettings
from netnotes.model.kinds import Kinds
from netnotes.model.problem import WARNING, Problem
from netnotes.model.settings import OPENERS, AgendaSettings, Circle, Settings
from netnotes.vault.discover import SETTINGS_FILE
from netnotes.vault.places import place_of

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


At = tuple[str, ...]


class _Reading:
    """Types the tables of a settings file, with a problem for each value that will not do.

    Every method is given the path of the key (*at*), so that a mistake can be told with its line.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.problems: list[Problem] = []

    def settings(self, tables: dict[str, Any]) -> Settings:
        """The settings, defaults where a value is missing or will not do."""
        given: dict[str, Any] = {}
        readers: dict[str, tuple[str, Callable[[At, Any], Any]]] = {
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
            "page": ("opener", self._page),
        }
        for key, value in tables.items():
            if key not in readers:
                self._unknown((key,), list(readers))
                continue
            field, read = readers[key]
            read_value = read((key,), value)
            if read_value is not None:
                given[field] = read_value
        return Settings(**given)

    def _warn(self, at: At, code: str, message: str) -> None:
        self.problems.append(Problem(SETTINGS_FILE, *place_of(self.text, at), WARNING, code, message))

    def _unknown(self, at: At, known: list[str]) -> None:
        from difflib import get_close_matches

        near = get_close_matches(at[-1], known, 1, 0.5)
        hint = f'did you mean "{near[0]}"?' if near else f"known here: {', '.join(known)}"
        where = f" in [{at[0]}]" if at[1:] else ""
        self._warn(at, "unknown-setting", f'there is no setting "{at[-1][:40]}"{where}; {hint}')

    def _bad(self, at: At, wanted: str) -> None:
        label = f"{at[2]} of {at[1]}" if at[2:] else at[-1]
        self._warn(at, "bad-setting", f'"{label[:60]}" must be {wanted}; the default is used')

    def _texts(self, at: At, value: Any) -> tuple[str, ...] | None:
        texts = [value] if isinstance(value, str) else value
        if isinstance(texts, list) and all(isinstance(text, str) for text in texts):
            return tuple(texts)
        self._bad(at, 'a list of texts, like ["people/**"]')
        return None

    def _text(self, at: At, value: Any) -> str | None:
        if isinstance(value, str):
            return value
        self._bad(at, "a text in quotes")
        return None

    def _journal(self, at: At, value: Any) -> str | None:
        if value in ("probably", "contact", "mentions"):
            return str(value)
        self._bad(at, '"probably", "contact" or "mentions"')
        return None

    def _table(self, at: At, value: Any) -> dict[str, Any]:
        if isinstance(value, dict):
            return value
        self._bad(at, f"a table, written as [{at[-1]}]")
        return {}

    def _span(self, at: At, value: Any, *, never: bool = True) -> Cadence | None:
        """A span, ``never`` only where that means something."""
        try:
            if isinstance(value, bool) or not isinstance(value, (str, int)):
                raise ValueError
            span = parse_cadence(str(value))
            if not span.number and not never:
                raise ValueError
            return span
        except ValueError:
            self._bad(at, 'a span, like "6 weeks"')
            return None

    def _number(self, at: At, value: Any) -> int | None:
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 1_000_000:
            return value
        self._bad(at, "a number from 0 up")
        return None

    def _circles(self, at: At, value: Any) -> tuple[Circle, ...] | None:
        circles = []
        for name, table in self._table(at, value).items():
            if not isinstance(table, dict):
                self._bad((*at, name), 'a table, like { cadence = "6 weeks", people = 15 }')
                continue
            given: dict[str, Any] = {}
            for word, setting in table.items():
                here = (*at, name, word)
                if word == "cadence":
                    given["cadence"] = self._span(here, setting)
                    given["cadence_text"] = str(setting) if given["cadence"] else None
                elif word in ("people", "minutes"):
                    given[word] = self._number(here, setting)
                else:
                    self._unknown(here, ["cadence", "people", "minutes"])
            circles.append(Circle(name, **{"cadence": None, "cadence_text": None, **given}))
        return tuple(circles) or None

    def _kinds(self, at: At, value: Any) -> dict[str, int | str]:
        kinds: dict[str, int | str] = {}
        table = self._table(at, value)
        known = Kinds({word: depth for word, depth in table.items() if isinstance(depth, int)})
        for word, meaning in table.items():
            if isinstance(meaning, str) and known.is_word(meaning):
                kinds[word] = meaning.strip()
            elif isinstance(meaning, int) and not isinstance(meaning, bool) and 0 <= meaning <= 5:
                kinds[word] = meaning
            else:
                self._bad((*at, word), "a depth from 0 to 5, or a known kind in quotes")
        return kinds

    def _keys(self, at: At, value: Any) -> dict[str, str]:
        from netnotes.notes.keys import OWN_SPELLING, fold_key

        keys: dict[str, str] = {}
        for word, meaning in self._table(at, value).items():
            if isinstance(meaning, str) and fold_key(meaning) in OWN_SPELLING:
                keys[word] = OWN_SPELLING[fold_key(meaning)]
            else:
                self._bad((*at, word), 'the name of a known key in quotes, like "last-contact"')
        return keys

    def _agenda(self, at: At, value: Any) -> AgendaSettings:
        given: dict[str, Any] = {}
        numbers, spans = ("reach-out", "new-people"), ("follow-up", "decide", "forget", "ahead")
        for word, setting in self._table(at, value).items():
            if word in numbers:
                read: Any = self._number((*at, word), setting)
            elif word in spans:
                read = self._span((*at, word), setting, never=word == "forget")
            else:
                self._unknown((*at, word), [*numbers, *spans])
                continue
            if read is not None:
                given[word.replace("-", "_")] = read
        return AgendaSettings(**given)

    def _page(self, at: At, value: Any) -> str | None:
        opener = None
        for word, name in self._table(at, value).items():
            if word != "open":
                self._unknown((*at, word), ["open"])
            elif name in OPENERS:
                opener = str(name)
            else:
                self._bad((*at, word), 'one of "file", "obsidian", "vscode" and "none"')
        return opener

    def _capacity(self, at: At, value: Any) -> float | None:
        hours = None
        for word, number in self._table(at, value).items():
            if word != "hours-per-week":
                self._unknown((*at, word), ["hours-per-week"])
            elif isinstance(number, (int, float)) and not isinstance(number, bool) and 0 <= number <= 168:
                hours = float(number)
            else:
                self._bad((*at, word), "hours from 0 to 168")
        return hours
