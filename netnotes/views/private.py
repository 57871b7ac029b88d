"""What a page for a screenshot shows: names, circles, days and kinds of contact, and no word or fact out of a note.

It is taken out here, before anything is drawn: what a page is not given it cannot show.
"""

from __future__ import annotations

from netnotes.model.kinds import Kinds
from netnotes.model.person import Person
from netnotes.model.vault import Errand, Interaction
from netnotes.queries.agenda import Agenda
from netnotes.queries.front import Front
from netnotes.queries.portrait import Portrait


def private_front(row: Front, kinds: Kinds) -> Front:
    """The front without words: occasions say what somebody was born or planned, so they go as a whole."""
    return row._replace(
        agenda=_agenda(row.agenda, kinds),
        mine=row.mine._replace(shown=[_task(task) for task in row.mine.shown]),
        theirs=row.theirs._replace(shown=[_task(task) for task in row.theirs.shown]),
        new=[one._replace(person=_person(one.person), hook=None) for one in row.new],
        weeks=[
            week._replace(
                rows=[one._replace(task=_task(one.task) if one.task else None) for one in week.rows if not one.occasion]
            )
            for week in row.weeks
        ],
        everyone=[one._replace(tags=()) for one in row.everyone],
        drifting=[one._replace(person=one.person._replace(tags=())) for one in row.drifting],
        late=[late._replace(shown=[one._replace(latest=None) for one in late.shown]) for late in row.late],
        problems=[problem._replace(path="", line=None, message="") for problem in row.problems],
    )


def private_portrait(row: Portrait, kinds: Kinds) -> Portrait:
    """A person's page without words: when there was contact, of what kind, and with whom."""
    show = row.show
    return row._replace(
        show=show._replace(
            person=_person(show.person)._replace(path=""), last=[_line(line, kinds) for line in show.last],
            tried=_line(show.tried, kinds) if show.tried else None, heard=None, ahead=[], mine=[], theirs=[],
            reply_owed=None, thanks_owed=(), birthday=None, given=0, received=0,
        ),
        entries=[
            entry._replace(
                line=_line(entry.line, kinds) if entry.line else None, task=_task(entry.task) if entry.task else None
            )
            for entry in row.entries
        ],
        contacts=[_line(line, kinds) for line in row.contacts],
        mentions=[],
        ledger=[],
        company=[one for one in row.company if one.note is not None],
    )  # fmt: skip


def _agenda(row: Agenda, kinds: Kinds) -> Agenda:
    return row._replace(
        today=[],
        coming_up=[],
        turn_to=[
            one._replace(
                person=_person(one.person), hook=None, tried=_line(one.tried, kinds) if one.tried else None
            )
            for one in row.turn_to
        ],
        promises=[one._replace(task=_task(one.task)) for one in row.promises],
        waiting=[one._replace(task=_task(one.task)) for one in row.waiting],
        new=[one._replace(person=_person(one.person)) for one in row.new],
    )  # fmt: skip


def _person(person: Person) -> Person:
    return person._replace(
        body="", aliases=(), met_at=None, met_through=(), birthday=None, dates=(), why=None, hook=None, channel=None,
        offers=(), needs=(), knows=(), household=None, contact=(), tags=(), other=(),
    )  # fmt: skip


def _task(task: Errand) -> Errand:
    return task._replace(text="", raw="")


def _line(line: Interaction, kinds: Kinds) -> Interaction:
    """*line* without its text; a word that is no known kind, and a name that is nobody's, are words as well."""
    company = [(id, name) for id, name in zip(line.company_ids, line.company, strict=True) if id is not None]
    return line._replace(
        kind=line.kind if kinds.named(line.kind) else "contact", text="", words="", raw="", written="", place="",
        minutes=0, time="", path="", company=tuple(name for _, name in company),
        company_ids=tuple(id for id, _ in company),
    )  # fmt: skip
