"""``netnotes set`` and ``netnotes unset``: the fields of a note, typed by the schema."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import click

from netnotes.commands.context import Context
from netnotes.commands.shared import complete_person, writes
from netnotes.commands.writing import change_note, load_of, make, named, say, whom
from netnotes.dates import BadDate, parse_day, parse_partial
from netnotes.errors import Usage
from netnotes.model.names import fold
from netnotes.model.person import Person
from netnotes.model.settings import Settings
from netnotes.model.vault import Vault
from netnotes.notes.edit import Append, FieldChange, Remove, SetKey, SetList, Unset
from netnotes.patterns import lazy_pattern
from netnotes.vault.edits import Edit
from netnotes.views.written import Written

if TYPE_CHECKING:
    from netnotes.queries.load import Load

_KEY = lazy_pattern(r"[^\W_][\w .-]{0,59}(?:\[[\w .-]{1,20}\])?$")
_CLOCK = frozenset({
    "circle", "tier", "cadence", "status", "paused-until", "snooze", "next-contact", "last-contact", "met", "household",
    "minutes", "do-not-contact", "died", "prm-paused", "active",
})  # fmt: skip
_PAIR = lazy_pattern(r"(?P<key>[^=]*?)(?P<sign>[+-]?)=(?P<value>.*)$", re.DOTALL)


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

    def question(vault: Vault) -> tuple[Person, list[FieldChange], list[str], Load | None]:
        person = whom(context, vault, " ".join(names))
        changes = [setting.change(pair, vault) for pair in pairs]
        load = load_of(context, vault) if setting.moves(change.key for change in changes) else None
        return person, changes, setting.remarks(vault, changes, person.id), load

    person, changes, remarks, load = context.ask(question)
    setting.check_once(changes)
    for remark in remarks:
        context.tell(remark)
    made = make(context, f"set {person.name}", [Edit(person.path, tuple(changes))], dry_run=dry_run)
    said = "; ".join(_said(change, done=made[0].is_change) for change in changes)
    moves = setting.moves(change.key for change in changes)
    say(context, Written("set", person.name, person.path, said, made, next=moves, load=load), dry_run=dry_run)


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
    moves = Setting(context.settings, context.today).moves(keys)
    person, made, load = change_note(context, "unset", who, lambda *_: changes, dry_run=dry_run, loads=moves)
    said = f"without {', '.join(keys)}" if made[0].is_change else f"has no {' and no '.join(keys)}"
    say(context, Written("unset", person.name, person.path, said, made, next=moves, load=load), dry_run=dry_run)


def _key(text: str) -> str:
    key = text.strip()
    if not _KEY.match(key):
        raise Usage(f'"{text[:40]}" is no key; write letters and digits, like met-at')
    return key


def _said(change: FieldChange, *, done: bool) -> str:
    if isinstance(change, Remove) and not done:
        return f"{change.key}: has no {change.value}"
    if isinstance(change, (SetKey, Append, Remove)):
        verb = {SetKey: "", Append: "added ", Remove: "took out "}[type(change)]
        return f"{change.key}: {verb}{change.value}"
    return f"{change.key}: {', '.join(change.values)}" if isinstance(change, SetList) else ""


class _Pair(NamedTuple):
    key: str
    sign: str
    value: str


def _shared(vault: Vault, alias: str, person: int) -> str:
    """Who else is called *alias*, as a remark; empty for nobody."""
    others = [call for call in vault.called(fold(alias), exact=True) if call.person != person]
    return (
        f'"{alias}" is {others[0].name} too ({others[0].path}); write more of it where you mean one' if others else ""
    )


def _linked(vault: Vault, name: str) -> str:
    """A link to the one person who is called *name* as a whole, else *name* as it is."""
    found = {call.person for call in vault.called(fold(name), exact=True)}
    return vault.link_to(found.pop(), "") if len(found) == 1 and "[" not in name else name


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
        """Whether any of *keys* has a say in when somebody is due, or in how long they take."""
        return any(self.known(key.rstrip("+-")) in _CLOCK for key in keys)

    def change(self, text: str, vault: Vault) -> FieldChange:
        """The change that *text* asks for; raises Usage."""
        found = _PAIR.match(text)
        if not found:
            raise Usage(f'"{text[:40]}" sets nothing; write KEY=VALUE, like email=ada@example.org')
        key, value = _key(found["key"]), found["value"].strip()
        if not value:
            raise Usage(f"{key}: no value is given; to take the key away write netnotes unset WHO {key}")
        return self.change_of(_Pair(key, found["sign"], value), vault)

    def change_of(self, pair: _Pair, vault: Vault) -> FieldChange:
        """The change of a key whose value is given; the names of people become links in *vault*."""
        from netnotes.notes.keys import LINKS, LISTED, TEXTS_OR_LISTS
        from netnotes.notes.written import listed

        known = self.known(pair.key)
        if known in ("dates", "interactions"):
            raise Usage(f"{pair.key} is a table; write it in an editor: netnotes edit WHO")
        if known == "tier" and self.settings.circle_called(pair.value):
            known, pair = "circle", pair._replace(key="circle")
        if pair.sign:
            if known and known not in LISTED and known not in TEXTS_OR_LISTS:
                raise Usage(f"{pair.key} holds one value; write {pair.key}={pair.value}")
            if pair.sign == "-":
                return Remove(pair.key, pair.value)
            return Append(pair.key, _linked(vault, pair.value) if known in LINKS else pair.value)
        value = self._checked(pair.key, known, pair.value)
        if known in LISTED and known != "channel":
            values = listed(value)
            return SetList(pair.key, tuple(_linked(vault, one) if known in LINKS else one for one in values))
        return SetKey(pair.key, value)

    def key(self, key: str, values: Sequence[str], vault: Vault) -> list[FieldChange]:
        """The changes that set *key* to *values*, as `new` gives them; raises Usage where it holds but one."""
        from netnotes.notes.keys import LISTED, TEXTS_OR_LISTS

        first, *more = values
        known = self.known(key)
        if more and known is not None and known not in (*LISTED, *TEXTS_OR_LISTS):
            raise Usage(f"--{key} is given twice, and holds one value; write it once")
        changes = [self.change_of(_Pair(_key(key), "", first), vault)]
        return changes + [self.change_of(_Pair(_key(key), "+", value), vault) for value in more]

    def text(self, key: str, value: str) -> FieldChange:
        """The change that sets *key*, which holds one text; raises Usage."""
        return SetKey(key, self._checked(key, self.known(key), value))

    def check_once(self, changes: Iterable[FieldChange]) -> None:
        """Raise Usage where one key is set twice: the first value would be lost without a word."""
        set_already: set[str] = set()
        for change in changes:
            key = self.known(change.key) or change.key
            if isinstance(change, (SetKey, SetList)) and key in set_already:
                raise Usage(f"{change.key} is set twice; for a list write {change.key}+=VALUE")
            set_already.add(key)

    def near(self, key: str) -> str:
        """The known key that one of the user's own looks like, empty for none."""
        from difflib import get_close_matches

        from netnotes.notes.keys import OWN_SPELLING

        near = get_close_matches(key.lower(), OWN_SPELLING.values(), 1, 0.8) if self.known(key) is None else []
        return near[0] if near else ""

    def remarks(self, vault: Vault, changes: Iterable[FieldChange], person: int) -> list[str]:
        """What one should know of *changes*: a key that looks misspelt, an alias that is somebody else's name."""
        found = []
        for change in changes:
            near = "" if isinstance(change, (Unset, Remove)) else self.near(change.key)
            if near:
                found.append(f'"{change.key}" is a key of your own; if you meant {near}, take it back: netnotes undo')
            values = change.values if isinstance(change, SetList) else [getattr(change, "value", "")]
            if self.known(change.key) == "aliases" and not isinstance(change, Remove):
                found += [_shared(vault, value, person) for value in values]
        return [remark for remark in found if remark]

    def _checked(self, key: str, known: str | None, value: str) -> str:
        """*value* as it is written, if the schema can read it; raises Usage with what to write."""
        from netnotes.notes.edit.quoting import write_text
        from netnotes.notes.keys import DAYS, LISTED
        from netnotes.notes.note import NoteReader

        if known is None or known in LISTED:
            return value
        if known in (*DAYS, "met"):
            value = self._day(key, known, value)
        note = f"---\n{write_text(key)}: {write_text(value)}\n---\n"
        found = NoteReader(self.settings).read("people/x.md", note.encode())
        for problem in found.problems:
            raise Usage(f"{key}: {problem.message}")
        return str(found.facts.get("circle") or value) if known == "circle" else value

    def _day(self, key: str, known: str, text: str) -> str:
        from netnotes.when import parse_when

        been = known in ("met", "last-contact")
        try:
            day = str(parse_partial(text) if known == "met" else parse_day(text))
        except BadDate:
            try:
                day = parse_when(text, self.today, ahead=not been).isoformat()
            except BadDate as error:
                raise Usage(f"{key}: {error}") from None
        if been and day > self.today.isoformat():
            raise Usage(f"{key}: {day} is ahead; write it when it has been")
        return day
