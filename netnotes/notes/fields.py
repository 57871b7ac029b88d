"""The fields of a person's note: what was written in, typed facts and problems out (FORMAT, Keys).

Facts are plain JSON values by canonical key. A bad value is a problem of that field alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from netnotes.dates import BadDate, full_day, parse_cadence, parse_day, parse_partial, parse_yearly
from netnotes.model.names import fold
from netnotes.model.note import Called
from netnotes.model.person import STATUSES
from netnotes.model.settings import Settings
from netnotes.notes import keys
from netnotes.notes.inline import Inline
from netnotes.notes.nodes import Items, Table, Text
from netnotes.notes.written import Written, bare_day, plain_value

_STATUS = {"target": "wish", "collected": "card"}
_YES = frozenset({"true", "yes", "1", "on", "y"})
_NO = frozenset({"false", "no", "0", "off", "n"})


class Fields(Written):
    """The fields of a person's note, typed. `facts`, `name` and `aliases` hold what `read` has found."""

    def __init__(self, root: Table | None, path: str, settings: Settings, inline: Iterable[Inline] = ()) -> None:
        """See `Written`."""
        super().__init__(root, path, settings, inline)
        self.facts: dict[str, Any] = {}
        self.name: Called | None = None
        self.aliases: list[Called] = []
        self.interactions: Items | None = None
        self.meetings: list[tuple[date, int]] = []

    def read(self) -> None:
        """Type every field of a person."""
        self._read_names()
        for key in self._present(keys.TEXTS):
            self._put(key, self._text(key))
        for key in self._present(keys.TEXTS_OR_LISTS):
            texts = self._texts(key)
            self._put(key, texts[0] if len(texts) == 1 else texts)
        for key in self._present(keys.LISTS):
            self._put(key, self._texts(key))
        for key in self._present(keys.LINKS):
            self._put(key, self._links(key))
        for key in self._present(keys.DAYS):
            self._put(key, self._typed(key, "bad-date", lambda text: parse_day(text).isoformat()))
        self._read_meetings()
        self._put("birthday", self._typed("birthday", "bad-date", lambda text: str(parse_yearly(text))))
        self._put("cadence", self._typed("cadence", "bad-cadence", _cadence_text))
        self._put("minutes", self._typed("minutes", "bad-number", _minutes))
        self._put("tags", [tag.lstrip("#") for tag in self._tags()])
        self._read_circle()
        self._read_status()
        self._read_dates()
        reciprocity = self._text("reciprocity")
        if reciprocity:
            self.facts["reciprocity"] = reciprocity.lower() not in _NO
        interactions = self._named.get("interactions")
        if isinstance(interactions, Items):
            self.interactions = interactions
        other = {key: plain_value(value) for key, value in self._other.items()}
        self._put("other", {key: value for key, value in other.items() if value not in ("", [])})

    def _present(self, known: tuple[str, ...]) -> list[str]:
        """Those of the *known* keys that stand in the note."""
        return [key for key in known if key in self._named]

    def _put(self, key: str, value: object) -> None:
        if value not in (None, "", [], {}):
            self.facts[key] = value

    def _read_names(self) -> None:
        self.name = self._called("name")
        if self.name is None:
            parts = [part for key in ("first-name", "last-name") if (part := self._called(key))]
            if parts:
                self.name = Called(" ".join(part.text for part in parts), parts[0].line, parts[0].column)
        title = self._called("title")
        if title and self.is_file_name(title.text):
            self.name = self.name or title
        elif title and "role" not in self._named:
            self.facts["role"] = title.text
        elif title:
            self._tell_disagreement("title", "role", self._named["role"], self._named["title"])
        for text in self._text_nodes("aliases"):
            self.aliases.append(Called(text.value.strip(), text.line, text.column))

    def is_file_name(self, title: str) -> bool:
        """Whether *title* says what the file's name says, and so is the name."""
        return _plain_name(title) == _plain_name(self.stem)

    def _read_meetings(self) -> None:
        """`met`, the first meeting; an inline field may stand there once for each, and all full days are kept."""
        self._put("met", self._typed("met", "bad-date", lambda text: str(parse_partial(text))))
        if "met" not in self.facts:
            return
        self.facts["met-line"] = self._named["met"].line
        days = [(self.facts["met"], self.facts["met-line"])]
        for node in self._more.get("met", ()):
            try:
                days.append((str(parse_partial(bare_day(str(node.value)))), node.line))
            except BadDate as error:
                self._warn(node, "bad-date", str(error))
        self.facts["met"], self.facts["met-line"] = min(days)
        full = {day: line for text, line in sorted(days, reverse=True) if (day := full_day(text))}
        self.meetings = list(full.items())

    def _read_circle(self) -> None:
        if "circle" in self._named and "tier" in self._named:
            self._tell_disagreement("tier", "circle", self._named["circle"], self._named["tier"])
        text = self._text("circle") or self._text("tier")
        if not text:
            return
        circle = self.settings.circle_called(text)
        if circle:
            self.facts["circle"] = circle
            return
        known = ", ".join(circle.name for circle in self.settings.circles)
        self._warn(self._named["circle"], "unknown-circle", f'there is no circle "{text[:40]}"; write one of: {known}')

    def _read_status(self) -> None:
        status = self._text("status")
        if status:
            plain = re.sub(r"[\s_-]+", "-", status.lower())
            plain = _STATUS.get(plain, plain)
            if plain in STATUSES:
                self.facts["status"] = plain
                self._compare_flags(plain)
            else:
                self._warn(
                    self._named["status"], "unknown-status",
                    f'there is no status "{status[:40]}"; write one of: {", ".join(STATUSES)}',
                )  # fmt: skip
        elif self._flag("do-not-contact") is True:
            self.facts["status"] = "do-not-contact"
        elif self._flag("prm-paused") is True or self._flag("active") is False:
            self.facts["status"] = "paused"
        if "died" in self._named and self._flag("died") is not False:
            self.facts["status"] = "deceased"

    def _compare_flags(self, status: str) -> None:
        """Tell where a flag says otherwise than *status*, which wins."""
        awake = {"active": True, "paused": False}.get(status)
        meant = {
            "do-not-contact": None if status == "deceased" else status == "do-not-contact",
            "prm-paused": None if awake is None else not awake,
            "active": awake,
        }
        for key, wanted in meant.items():
            flag = self._flag(key)
            if flag is not None and wanted is not None and flag != wanted:
                self._tell_disagreement(key, "status", self._named["status"], self._named[key])

    def _flag(self, key: str) -> bool | None:
        node = self._named.get(key)
        if not isinstance(node, Text):
            return None if node is None else True
        text = node.value.strip().lower()
        return True if text in _YES else False if text in _NO else None

    def _read_dates(self) -> None:
        dates: dict[str, str] = {}
        node = self._named.get("dates")
        pairs = list(node.value) if isinstance(node, Table) else []
        if node is not None and not pairs:
            self._warn(
                node, "not-table", '"dates" is a table; write each on a line of its own, like   wedding: 2014-06-12'
            )
        if "anniversary" in self._named:
            pairs.append((None, self._named["anniversary"]))
        for name, value in pairs:
            called = name.value if isinstance(name, Text) else "anniversary"
            if self._absent(value, "dates"):
                continue
            try:
                dates[called] = str(parse_yearly(value.value if isinstance(value, Text) else ""))
            except BadDate as error:
                self._warn(value, "bad-date", str(error))
        self._put("dates", dates)


def _plain_name(text: str) -> str:
    """What a title and the slug that is made of it share: ``Ada Lovelace`` and ``ada-lovelace``."""
    return fold(re.sub(r"[-_.]+", " ", text))


def _cadence_text(text: str) -> str:
    parse_cadence(text)
    return text


def _minutes(text: str) -> int:
    found = re.fullmatch(r"(\d{1,4})\s*(?:m|min|minutes)?", text)
    if not found or not int(found[1]):
        raise ValueError(f'cannot read "{text[:40]}" as minutes; write a number, like 45')
    return int(found[1])
