"""``netnotes promise`` and ``netnotes done``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import click

from netnotes.commands.context import Context, choose
from netnotes.commands.shared import complete_person, writes
from netnotes.commands.writing import change, day_of, make, named, say, whom
from netnotes.errors import Usage
from netnotes.model.names import fold
from netnotes.model.person import Person
from netnotes.model.vault import Errand, Vault
from netnotes.notes.edit import AddTask, Tick
from netnotes.notes.tasks import read_task, task_mark
from netnotes.vault.edits import Edit, read_line
from netnotes.views.terminal import safe
from netnotes.views.written import Written, on_day

_THEIRS = "waiting: "


@click.command(
    epilog="\b\nExamples:\n  netnotes promise ada 'send her the pattern book' --due friday\n"
    "  netnotes promise ada 'her notes on Bernoulli' --theirs"
)
@click.argument("who", metavar="WHO", shell_complete=complete_person)
@click.argument("text", metavar="TEXT", nargs=-1, required=True)
@click.option("--due", metavar="DATE", help="By when.")
@click.option("--theirs", is_flag=True, help="They promised it, and you wait for it.")
@writes
def promise(context: Context, who: str, text: tuple[str, ...], due: str | None, theirs: bool, dry_run: bool) -> None:
    """Write down what you said you would do for WHO, as a task in their note."""
    who, text = named(context, who, text)
    words = " ".join(" ".join(text).split())
    if not words:
        raise Usage("TEXT is empty; write what you promised")
    day = day_of(due, context.today, "--due", ahead=True) if due else None
    # Without a day of its own a task comes up by its age, which must be told.
    when = f", due {day.isoformat()}" if day else f" ➕ {context.today.isoformat()}"
    task = f"{_THEIRS if theirs else ''}{words}{when}"
    _check(task, day, context.today, theirs=theirs)
    said = f"{'you wait for' if theirs else 'you said you would'} {words}"
    said += f", by {on_day(day, context.today)}" if day else ""
    change(context, "promise", who, [AddTask(task)], said, dry_run=dry_run, day=day, text=words, next=False)


def _check(task: str, day: date | None, today: date, *, theirs: bool) -> None:
    """Raise Usage where *task* would be read otherwise than it is said."""
    item = f"[ ] {task}"
    mark = task_mark(item)
    read = read_task(item, mark, 1, 1, None, []) if mark else None
    if read is None or read.mine == theirs:
        raise Usage("TEXT says already whose promise it is; write --theirs, or leave it out, and the words alone")
    if read.due != day or (day is None and read.made != today) or read.done:
        raise Usage("a day stands in TEXT as tasks have it; write --due, and the words alone")


@click.command(epilog="\b\nExamples:\n  netnotes done ada\n  netnotes done ada pattern book")
@click.argument("who", metavar="WHO", shell_complete=complete_person)
@click.argument("task", metavar="[TASK]", nargs=-1)
@writes
def done(context: Context, who: str, task: tuple[str, ...], dry_run: bool) -> None:
    """Tick a task with WHO, theirs or yours: the only one, or the one that holds the words TASK."""
    who, task = named(context, who, task)

    def question(vault: Vault) -> tuple[Person, list[Errand]]:
        person = whom(context, vault, who)
        return person, [errand for errand in vault.tasks_of(person.id) if errand.open]

    person, errands = context.ask(question)
    errand = _chosen(person, errands, " ".join(task))
    line = read_line(context.root(), errand.path, errand.number)
    steps = [Edit(errand.path, (Tick(errand.number, context.today, line),))]
    made = make(context, f"done {person.name}", steps, dry_run=dry_run)
    row = Written("done", person.name, errand.path, f"done: {errand.text}", made, text=errand.text, next=False)
    say(context, row, dry_run=dry_run)


def _chosen(person: Person, errands: Sequence[Errand], words: str) -> Errand:
    """The one task that is meant; on a terminal there is a choice where it can be several.

    Its whole text counts for more than a part of another's; of two that say the same the one that is due first.
    """
    found = [errand for errand in errands if fold(words) in fold(errand.text)]
    found = [errand for errand in found if fold(words) == fold(errand.text)] or found
    if found and len({(fold(errand.text), errand.mine) for errand in found}) == 1:
        return min(found, key=lambda errand: errand.due or date.max)
    if not errands:
        raise Usage(f"{person.name} has no open task; netnotes show shows what there is")
    if not found:
        raise Usage(f'no open task holds "{words[:40]}"; there is: {_listed(errands)}')
    chosen = choose([safe(errand.text) for errand in found])
    if chosen is None:
        raise Usage(f"which one? Write words of it: {_listed(found)}")
    return found[chosen]


def _listed(errands: Sequence[Errand]) -> str:
    shown = "; ".join(f'"{errand.text[:60]}"' for errand in errands[:8])
    return shown + (f" and {len(errands) - 8} more" if len(errands) > 8 else "")
