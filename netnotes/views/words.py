"""How the rows of the agenda are said: reasons, hooks and labels, the same for text, JSON and Markdown."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from netnotes.dates import MONTHS, YearlyDate, coming_day, past_day, short_day, span
from netnotes.model.clock import DUE, LAST
from netnotes.queries.days import BIRTHDAY, PLAN

if TYPE_CHECKING:
    from netnotes.model.everybody import Size
    from netnotes.model.vault import Errand
    from netnotes.queries.agenda import Agenda, Hook, TurnTo
    from netnotes.queries.days import Occasion
    from netnotes.queries.newcomers import NewRow
    from netnotes.queries.overdue import Overdue
    from netnotes.queries.promises import Promise


def probably(by: str, *decided: str) -> str:
    """``~`` before what is only probable: *by* is what a probable contact decides, *decided* what is shown."""
    return "~" if by and by in decided else ""


# More than so many people to turn to are no list to look through.
BACKLOG = 20


def turn_to_reason(row: TurnTo, today: date) -> str:
    """The time since last contact, ``~`` where one that is only probable has a say."""
    if row.last_contact is None:
        return f"due {short_day(row.due, today)}"
    return probably(row.probably, LAST, DUE) + span((today - row.last_contact).days)


def days_late(row: Overdue) -> str:
    """How late somebody is, ``~`` where a contact that is only probable has a say."""
    return f"{probably(row.probably, LAST, DUE)}{span(row.days_late)} late"


def names_of(name: str, household: tuple[str, ...]) -> str:
    """The names of a line: one person's, or a household's."""
    return " & ".join((name, *household))


def hook_words(hook: Hook | None) -> str:
    """A hook as a person reads it."""
    if hook is None:
        return ""
    before = {"promise": "you said you would ", "need": "needs "}.get(hook.what, "")
    return before + hook.said


def second_line(row: TurnTo, today: date) -> str:
    """A try already made, and how they like to be reached."""
    parts = []
    if row.tried:
        parts.append(f"you tried {past_day(row.tried.day, today)}")
    if row.person.channel:
        parts.append(row.person.channel)
    return "; ".join(parts)


def new_reason(row: NewRow, today: date) -> str:
    """When, where and through whom somebody was met."""
    at = f" at {row.person.met_at}" if row.person.met_at else ""
    return f"met {short_day(row.met, today)}{at}"


def new_hook(row: NewRow) -> str:
    """What a new person waits for."""
    from netnotes.queries.newcomers import Stage

    return "" if row.stage is Stage.FOLLOW_UP else "keep, later or let go?"


def own_tags(tags: Iterable[str]) -> list[str]:
    """*tags* without those that only say that a note is a person's."""
    return [tag for tag in tags if tag.lower() not in ("person", "people", "contact")]


def yearly_day(day: YearlyDate) -> str:
    """``28 March``, with the year where it is known."""
    return f"{day.day} {MONTHS[day.month - 1]}{f' {day.year}' if day.year else ''}"


def task_when(task: Errand, today: date) -> str:
    """By when a task is to be done, or was, or since when it waits."""
    if task.due:
        return coming_day(task.due, today) if task.due >= today else f"was due {short_day(task.due, today)}"
    return f"since {short_day(task.made, today)}" if task.made else "no day"


def how_long(minutes: int) -> str:
    """``45 min``, ``1 h``, ``1 h 30 min``; empty for none."""
    hours, left = divmod(minutes, 60)
    return " ".join([*([f"{hours} h"] if hours else []), *([f"{left} min"] if left else [])])


def promise_reason(row: Promise, today: date) -> str:
    """Since when, or by when."""
    if row.undated and row.task.made:
        return f"since {short_day(row.task.made, today)}"
    return f"due {short_day(row.day, today)}"


def occasion_words(row: Occasion) -> str:
    """What stands on the day, without the name."""
    if row.what == PLAN and row.plan:
        return f"{row.plan.time} {row.plan.words}".strip()
    if row.what == BIRTHDAY:
        return f"turns {row.years}" if row.years else "birthday"
    years = f", {row.years} year{'' if row.years == 1 else 's'}" if row.years else ""
    return f"{row.label}{years}"


def occasion_sentence(row: Occasion) -> str:
    """What stands on the day, with the name, unless the words of a plan have it already."""
    if row.what == BIRTHDAY:
        return f"{row.name} turns {row.years}" if row.years else f"{row.name}'s birthday"
    if row.what == PLAN and row.plan and not row.plan.owner_name and row.name in row.plan.words:
        return occasion_words(row)
    return f"{row.name}: {occasion_words(row)}"


def first_steps(size: Size) -> list[str]:
    """What to do in a vault in which nobody has a rhythm yet, in sentences."""
    if not size.people:
        return ["No people here yet. A note in a folder called people is a person; so is one tagged #person."]
    people = f"{size.people:,} {'person' if size.people == 1 else 'people'}"
    known = f"{size.with_contact:,} with a last contact on record" if size.with_contact else "no contact on record yet"
    return [
        f"{people}, {known}, none with a rhythm yet.",
        f"Give the five who matter most a circle: netnotes keep WHO --circle {size.innermost}",
    ]


def waiting_words(agenda: Agenda) -> str:
    """What the caps of an agenda left out, and where to see it."""
    older = agenda.promises_left + agenda.waiting_left
    kept = (
        (agenda.turn_to_left, "to turn to"),
        (older, "older promise" if older == 1 else "older promises"),
        (agenda.follow_up_left, "to follow up with"),
        (agenda.decide_left, "to decide on"),
    )
    waiting = ", ".join(f"{count:,} {what}" for count, what in kept if count)
    how = "netnotes agenda --all" + (", netnotes spread" if agenda.turn_to_left > BACKLOG else "")
    return f"Also waiting: {waiting} ({how})" if waiting else ""


def left_out_words(agenda: Agenda) -> str:
    """What the caps of an agenda left out, and who has no contact on record."""
    waiting = waiting_words(agenda)
    sentences = [waiting] if waiting else []
    if agenda.forgotten:
        sentences.append(f"{agenda.forgotten:,} met longer ago without a circle yet")
    if agenda.no_contact:
        sentences.append(f"{agenda.no_contact:,} with no contact on record")
    return "; ".join(sentences)
