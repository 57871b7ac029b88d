"""``netnotes set`` and ``netnotes unset``: the fields of a note, typed by the schema."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import click

from netnotes.commands.context import Context
from netnotes.commands.shared import complete_person, writes
from netnotes.commands.writing import change, change_note, named, say
from netnotes.dates import BadDate, parse_day, parse_partial
from netnotes.errors import Usage
from netnotes.model.settings import Settings
from netnotes.notes.edit import Append, Change, Remove, SetKey, SetList, Unset
from netnotes.views.written import Written

_KEY = re.compile(r"[^\W_][\w .-]{0,59}(?:\[[\w .-]{1,20}\])?$")
_CLOCK = frozenset({
    "circle", "tier", "cadence", "status", "paused-until", "snooze", "next-contact", "last-contact", "met", "household",
})  # fmt: skip
_PAIR = re.compile(r"(?P<key>[^=]*?)(?P<sign>[+-]?)=(?P<value>.*)$", re.DOTALL)


@click.command(
    "set",
    epilog="\b\nExamples:\n  netnotes set ada email=ada@example.org\n  netnotes set ada 'needs+=a printer'",
)
@click.argument("who", metavar="WHO", shell_complete=complete_person)
@click.argument("pairs", metavar="KEY=VALUE...", nargs=-1, required=True)
@writes
def set_keys(context: Context, who: str, pairs: tuple[str, ...], dry_run: bool) -> None:
    """Set fields of WHO's note. KEY=VALUE sets one, KEY+=VALUE adds to a list, KEY-=VALUE takes out of it."""
    names = [who]
    while pairs[1:] and "=" not in pairs[0]:
        names.append(pairs[0])
        pairs = pairs[1:]
    setting = Setting(context.settings, context.today)
    changes = [setting.change(pair) for pair in pairs]
    said = "; ".join(map(_said, changes))
    moves = setting.moves(pair.partition("=")[0] for pair in pairs)
    change(context, "set", " ".join(names), changes, said, dry_run=dry_run, next=moves)


@click.command(epilog="\b\nExamples:\n  netnotes unset ada snooze\n  netnotes unset ada hook next-contact")
@click.argument("who", metavar="WHO", shell_complete=complete_person)
@click.argument("keys", metavar="KEY...", nargs=-1, required=True)
@writes
def unset(context: Context, who: str, keys: tuple[str, ...], dry_run: bool) -> None:
    """Take fields out of WHO's note, with the lines they stand on."""
    who, keys = named(context, who, keys)
    if not keys:
        raise Usage("KEY is missing; write one after the name")
    changes = tuple(Unset(_key(key)) for key in keys)
    person, made = change_note(context, "unset", who, changes, dry_run=dry_run)
    said = f"without {', '.join(keys)}" if made[0].is_change else f"has no {' and no '.join(keys)}"
    moves = Setting(context.settings, context.today).moves(keys)
    say(context, Written("unset", person.name, person.path, said, made, next=moves), dry_run=dry_run)


def _key(text: str) -> str:
    key = text.strip()
    if not _KEY.match(key):
        raise Usage(f'"{text[:40]}" is no key; write letters and digits, like met-at')
    return key


def _said(change: Change) -> str:
    if isinstance(change, (SetKey, Append, Remove)):
        verb = {SetKey: "", Append: "added ", Remove: "took out "}[type(change)]
        return f"{change.key}: {verb}{change.value}"
    return f"{change.key}: {', '.join(change.values)}" if isinstance(change, SetList) else ""


class _Pair(NamedTuple):
    key: str
    sign: str
    value: str


class Setting:
    """Reads KEY=VALUE as changes, each checked by the same reader that reads notes."""

    def __init__(self, settings: Settings, today: date) -> None:
        """Days are read as seen from *today*."""
        self.settings, self.today = settings, today

    def known(self, key: str) -> str | None:
        """The canonical key that *key* is read as."""
        from netnotes.notes.keys import canonical_key, own_keys

        return canonical_key(key, own_keys(self.settings.keys))

    def moves(self, keys: Iterable[str]) -> bool:
        """Whether any of *keys* has a say in when somebody is due."""
        return any(self.known(key.rstrip("+-")) in _CLOCK for key in keys)

    def change(self, text: str) -> Change:
        """The change that *text* asks for; raises Usage."""
        found = _PAIR.match(text)
        if not found:
            raise Usage(f'"{text[:40]}" sets nothing; write KEY=VALUE, like email=ada@example.org')
        key, value = _key(found["key"]), found["value"].strip()
        if not value:
            raise Usage(f"{key}: no value is given; to take the key away write netnotes unset WHO {key}")
        return self.change_of(_Pair(key, found["sign"], value))

    def change_of(self, pair: _Pair) -> Change:
        """The change of a key whose value is given."""
        from netnotes.notes.keys import LISTED, TEXTS_OR_LISTS
        from netnotes.notes.written import listed

        known = self.known(pair.key)
        if pair.sign:
            if known and known not in LISTED and known not in TEXTS_OR_LISTS:
                raise Usage(f"{pair.key} holds one value; write {pair.key}={pair.value}")
            return Append(pair.key, pair.value) if pair.sign == "+" else Remove(pair.key, pair.value)
        value = self._checked(pair.key, known, pair.value)
        if known in LISTED and known != "channel":
            return SetList(pair.key, tuple(listed(value)))
        return SetKey(pair.key, value)

    def key(self, key: str, value: str) -> Change:
        """The change that sets *key* to *value*, as `new` and `met` give it."""
        return self.change_of(_Pair(_key(key), "", value))

    def _checked(self, key: str, known: str | None, value: str) -> str:
        """*value* as it is written, if the schema can read it; raises Usage with what to write."""
        from netnotes.notes.edit.quoting import write_text
        from netnotes.notes.keys import DAYS, LISTED
        from netnotes.notes.note import NoteReader

        if known is None or known in LISTED:
            return value
        if known in (*DAYS, "met"):
            value = self._day(key, known, value)
        if known in ("dates", "interactions"):
            raise Usage(f"{key} is a table; write it in an editor: netnotes edit WHO")
        note = f"---\n{write_text(key)}: {write_text(value)}\n---\n"
        found = NoteReader(self.settings).read("people/x.md", note.encode())
        for problem in found.problems:
            raise Usage(f"{key}: {problem.message}")
        return str(found.facts.get("circle") or value) if known == "circle" else value

    def _day(self, key: str, known: str, text: str) -> str:
        from netnotes.when import parse_when

        try:
            return str(parse_partial(text) if known == "met" else parse_day(text))
        except BadDate:
            pass
        try:
            return parse_when(text, self.today, ahead=known not in ("met", "last-contact")).isoformat()
        except BadDate as error:
            raise Usage(f"{key}: {error}") from None
