"""``netnotes introduce``: two people, each asked first; a call a step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import click

from netnotes.commands.context import Context
from netnotes.commands.shared import complete_person, writes
from netnotes.commands.writing import make, name_in, say, whom
from netnotes.dates import short_day
from netnotes.errors import Usage
from netnotes.model.everybody import Bond
from netnotes.model.names import fold
from netnotes.model.person import SILENT, Person
from netnotes.model.vault import Errand, Vault
from netnotes.notes.edit import AddEntry, AddTask, Change, Tick
from netnotes.queries.introducing import (
    ASK,
    SEND,
    WHETHER,
    Introduction,
    Side,
    bond_in_keys,
    dropped_on,
    introducing,
    is_known,
    names_to_type,
)
from netnotes.vault.edits import Edit, read_line
from netnotes.views.terminal import safe, shell
from netnotes.views.written import Written

BOTH = "both are asked"


def _complete(click_context: click.Context, parameter: click.Parameter, incomplete: str) -> list[Any]:
    """The rest of the first name, or the second one."""
    found = complete_person(click_context, parameter, incomplete)
    if found or not click_context.params.get("who"):
        return found
    click_context.params["who"] = ()
    return complete_person(click_context, parameter, incomplete)


@click.command(
    epilog="\b\nExamples:\n  netnotes introduce ada 'caroline herschel'\n"
    "  netnotes introduce ada 'caroline herschel' --asked ada\n  netnotes introduce ada 'caroline herschel' --sent"
)
@click.argument("who", metavar="WHO WHO", nargs=-1, required=True, shell_complete=_complete)
@click.option(
    "--asked", metavar="WHO", multiple=True, shell_complete=complete_person, help="This one of them was asked."
)
@click.option("--sent", is_flag=True, help="They are introduced.")
@click.option("--again", is_flag=True, help="To be asked, although that was dropped once.")
@writes
def introduce(
    context: Context, who: tuple[str, ...], asked: tuple[str, ...], sent: bool, again: bool, dry_run: bool
) -> None:
    """Introduce two people to each other, each asked first: a task to ask in both notes, then a line a step."""
    if asked and sent:
        raise Usage("--asked and --sent cannot both be; write down one step, then the other")
    pair = context.ask(lambda vault: _pair(context, vault, who, asked))
    sides = (pair.state.one, pair.state.other)
    desk = _Desk(context, pair, again=again)
    if sent:
        row = desk.send()
    elif asked:
        row = desk.ask(pair.asked)
    else:
        row = desk.begin()
    steps = [Edit(side.person.path, tuple(desk.changes[side.person.id])) for side in sides]
    steps = [step for step in steps if step.changes]
    first, other = (side.person.name for side in sides)
    made = make(context, f"introduce {first} to {other}", steps, dry_run=dry_run)
    say(context, row._replace(made=made), dry_run=dry_run)


class _Pair(NamedTuple):
    """How far the two have come, the links to each from the other's note, what to type for each, who was *asked*.

    *bond* is what a key says of the two.
    """

    state: Introduction
    links: dict[int, str]
    typed: tuple[str, str]
    asked: list[int]
    bond: Bond | None


def _pair(context: Context, vault: Vault, words: Sequence[str], asked: Sequence[str]) -> _Pair:
    who, rest = name_in(vault, words[0], tuple(words[1:]))
    typed = (who, " ".join(rest))
    if not rest:
        raise Usage("write both names: netnotes introduce WHO WHO")
    one, other = (whom(context, vault, name) for name in typed)
    if one.id == other.id:
        raise Usage(f"{one.name} is named twice; write two people")
    for person in (one, other):
        _check(context, vault, person)
    state = introducing(vault, one.id, other.id, context.today)
    if state.made:
        day, where = short_day(state.made.day, context.today), f"{state.made.path}:{state.made.number}"
        raise Usage(f"{one.name} and {other.name} were introduced on {day} already ({where})")
    links = {one.id: vault.link_to(one.id, other.path), other.id: vault.link_to(other.id, one.path)}
    names = names_to_type(vault, one, other, typed)
    bond = bond_in_keys(vault, one.id, other.id, context.today)
    return _Pair(state, links, names, [_which(context, vault, name, typed, (one, other)) for name in asked], bond)


def _check(context: Context, vault: Vault, person: Person) -> None:
    """Raise Usage for somebody who is to be left alone, or whom you do not know yourself."""
    if person.status == "let-go":
        raise Usage(f"{person.name} is let go; netnotes keep takes them back")
    if person.status in SILENT:
        raise Usage(f"{person.name} is {person.status}; if that is wrong, write netnotes set first")
    if not is_known(vault, person, context.today):
        advice = "netnotes path shows who could introduce you, netnotes met writes down that you met"
        raise Usage(f"{person.name} is a {person.status}: you do not know them yet; {advice}")


def _which(context: Context, vault: Vault, name: str, typed: tuple[str, str], people: tuple[Person, Person]) -> int:
    """Which of *people* was asked: what was typed for one of them is that one."""
    for words, person in zip(typed, people, strict=True):
        if fold(words) == fold(name):
            return person.id
    found = whom(context, vault, name)
    if found.id not in (people[0].id, people[1].id):
        raise Usage(f"--asked: {found.name} is neither of the two; write {people[0].name} or {people[1].name}")
    return found.id


class _Desk:
    """The changes of one step, by the person in whose note they are made."""

    def __init__(self, context: Context, pair: _Pair, *, again: bool) -> None:
        """Nothing is changed yet; *again* asks although that was dropped."""
        self.again = again
        self.context, self.pair, self.today = context, pair, context.today
        self.sides = (pair.state.one, pair.state.other)
        self.changes: dict[int, list[Change]] = {side.person.id: [] for side in self.sides}
        self.command = f"netnotes introduce {' '.join(map(shell, pair.typed))}"

    def begin(self) -> Written:
        """To be asked: a task in the note of each who is not asked yet."""
        dropped = next((side for side in self.sides if side.dropped and not self.again), None)
        for side in self.sides if not dropped else ():
            self._to_ask(side)
        if any(self.changes.values()):
            self._remark()
        asked = [side.is_asked for side in self.sides]
        names = [side.person.name for side, done in zip(self.sides, asked, strict=True) if done]
        said = "you said you would ask both first"
        if dropped:
            said = f"asking {dropped.person.name} was dropped"
        elif names:
            said = f"{names[0]} is asked" if len(names) == 1 else BOTH
        return self._row(said, asked)

    def _remark(self) -> None:
        """Say what speaks against introducing the two: that they know each other, or were together."""
        together, bond = self.pair.state.together, self.pair.bond
        if bond:
            from netnotes.queries.hops import said_by_key

            people = {side.person.id: side.person for side in self.sides}
            place = f"{bond.path}:{bond.number}" if bond.number else bond.path
            self.context.tell(f"{said_by_key(bond, people[bond.one], people[bond.other])} ({place})")
        if together:
            where = f"{together.path}:{together.number}"
            self.context.tell(f"they were together on {short_day(together.day, self.today)} ({where})")

    def ask(self, people: Sequence[int]) -> Written:
        """Asked: the task is ticked, a line is logged, and what comes next is a task."""
        asked = [side.is_asked or side.person.id in people for side in self.sides]
        for side in self.sides:
            if side.person.id in people and not side.is_asked:
                self._tick(side, side.ask)
                self._log(side, "asked", WHETHER)
        for side, done in zip(self.sides, asked, strict=True):
            if not done:
                self._to_ask(side)
        last = next((side for side in self.sides if side.person.id in people), self.sides[0])
        if all(asked) and self.changes[last.person.id] and not any(side.send for side in self.sides):
            self._add(last, SEND)
        return self._row(f"{last.person.name} is asked" if len(set(people)) == 1 else BOTH, asked, last)

    def send(self) -> Written:
        """Introduced: what is open is ticked, and a line is logged in both notes."""
        for side in self.sides:
            self._tick(side, side.ask)
            self._tick(side, side.send)
            self._log(side, "introduced", "to")
        return self._row("introduced to each other", None)

    def _to_ask(self, side: Side) -> None:
        if not side.asked and not side.ask and (self.again or not side.dropped):
            self._add(side, ASK)

    def _add(self, side: Side, words: str) -> None:
        """A promise of mine, with the day of today as the Tasks plugin writes it, so that it comes up by its age."""
        task = f"{words} {self._link(side)} ➕ {self.today.isoformat()}"
        self.changes[side.person.id].append(AddTask(task))

    def _tick(self, side: Side, task: Errand | None) -> None:
        if task:
            line = read_line(self.context.root(), task.path, task.number)
            self.changes[side.person.id].append(Tick(task.number, self.today, line))

    def _log(self, side: Side, ledger: str, words: str) -> None:
        """A line of the ledger for what is given; a plain one that says it for a question, and where none is kept."""
        plain = f"{ledger} {words} {self._link(side)}"
        entry = AddEntry(self.today, ledger, f"{words} {self._link(side)}")
        if ledger != "introduced" or not side.person.reciprocity:
            entry = AddEntry(self.today, "out", plain)
        self.changes[side.person.id].append(entry)

    def _link(self, side: Side) -> str:
        """The link to the other one, from the note of *side*."""
        other = self.sides[1] if side is self.sides[0] else self.sides[0]
        return self.pair.links[other.person.id]

    def _row(self, said: str, asked: Sequence[bool] | None, at: Side | None = None) -> Written:
        """What was done, and what is next; *asked* says of each side whether they are, None where all is done."""
        name = " and ".join(side.person.name for side in self.sides)
        path = (at or self.sides[0]).person.path
        note, then = self._next(said, asked) if asked else ("", "")
        day = self.today if not asked or at else None
        return Written("introduce", name, path, said, (), day=day, note=safe(note), then=then, next=False)

    def _next(self, said: str, asked: Sequence[bool]) -> tuple[str, str]:
        """What leads to the next command, and the command."""
        if all(asked):
            begin = "" if said == BOTH else "Both are asked. "
            return f"{begin}If both would like it:", f"{self.command} --sent"
        side, typed = next(
            (side, typed)
            for side, typed, done in sorted(
                zip(self.sides, self.pair.typed, asked, strict=True), key=lambda row: row[0].dropped is None
            )
            if not done
        )
        if side.dropped and not self.again:
            dropped = dropped_on(side.dropped)
            day = f" on {short_day(dropped, self.today)}" if dropped else ""
            place = f"{side.dropped.path}:{side.dropped.number}"
            return f"You dropped asking {side.person.name}{day} ({place}). To begin again:", f"{self.command} --again"
        return f"When you have asked {side.person.name}:", f"{self.command} --asked {shell(typed)}"
