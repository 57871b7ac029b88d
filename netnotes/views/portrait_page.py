"""A person's page: rows of `queries.portrait` as the words that its template shows."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from markupsafe import Markup

from netnotes.dates import MONTHS, coming_day, full_day, short_day, span
from netnotes.model.clock import DUE, LAST
from netnotes.model.settings import Settings
from netnotes.model.vault import MENTION, Errand, Interaction
from netnotes.queries.balance import days_of
from netnotes.queries.portrait import Entry, Portrait
from netnotes.views import charts
from netnotes.views.page import Pages
from netnotes.views.person_text import every_days, rhythm_words
from netnotes.views.prose import is_live
from netnotes.views.words import how_long, own_tags, probably, task_when, yearly_day

MOST_COMPANY = 12
MOST_MENTIONS = 20


def portrait_page(row: Portrait, settings: Settings, pages: Pages) -> bytes:
    """The page as it is written."""
    return pages.render("person.html", **_Page(row, settings, pages).values())


class _Page:
    def __init__(self, row: Portrait, settings: Settings, pages: Pages) -> None:
        self.row, self.settings, self.pages = row, settings, pages
        self.person, self.today = row.person, row.day
        self.kinds = settings.kinds()

    def values(self) -> dict[str, Any]:
        """What the template is given."""
        row, show, person = self.row, self.row.show, self.person
        months = self._months()
        return {
            "title": f"{person.name}, netnotes", "name": person.name, "sentence": self._sentence(),
            "why": self._words(person.why) if person.why else None,
            "body": self.pages.prose.block(person.body, person.path) if person.body else "",
            "last": [self._line(line) for line in show.last],
            "heard": self._line(show.heard) if show.heard else None,
            "tried": self._line(show.tried) if show.tried else None,
            "give": self._give(), "facts": self._facts(),
            "path": person.path, "open": self.pages.opener(person.path) if person.path else "",
            "rhythm": self._rhythm(), "timeline": self._timeline(),
            "months": [month[:2] for month in months], "year_table": [month[2:] for month in months],
            "company": [
                (self._name(one.note, one.name), f"{one.times} time{'' if one.times == 1 else 's'}",
                 f"last on {short_day(one.last, self.today)}")
                for one in row.company[:MOST_COMPANY]
            ],
            "mentions": [self._line(line) for line in row.mentions[:MOST_MENTIONS]],
            "years": self._years(),
        }  # fmt: skip

    def _sentence(self) -> Markup:
        show, today = self.row.show, self.today
        rhythm = rhythm_words(self.person, today)
        parts = [Markup("{}.").format(rhythm[:1].upper() + rhythm[1:])] if rhythm else []
        if show.last_contact:
            ago = span((today - show.last_contact).days) if show.last_contact < today else "today"
            ago = ago if ago == "today" else f"{ago} ago"
            parts.append(Markup("Last contact <b>{}{}</b>.").format(probably(show.probably, LAST), ago))
        else:
            parts.append(Markup("No contact on record."))
        if show.due and self.row.status == "active":
            day = probably(show.probably, LAST, DUE) + short_day(show.due, today)
            said = Markup("Next by <b>{}</b>.") if show.due >= today else Markup("Due since <b>{}</b>.")
            parts.append(said.format(day))
        if show.drifting:
            parts.append(Markup("Quieter than usual."))
        return Markup(" ").join(parts)

    def _name(self, note: int | None, name: str) -> Markup:
        page = self.pages.page_of(self.pages.look.ids.get(note, "")) if note else ""
        return Markup('<a href="{}">{}</a>').format(page, name) if page else Markup("{}").format(name)

    def _line(self, line: Interaction, form: str = "") -> dict[str, Any]:
        company = Markup(", ").join(
            self._name(note, name) for note, name in zip(line.company_ids, line.company, strict=True)
        )
        parts = [Markup("with {}").format(company)] if company else []
        if line.place:
            parts.append(Markup("at {}").format(self.pages.prose.line(line.place, line.path)))
        if line.minutes:
            parts.append(Markup("({})").format(how_long(line.minutes)))
        head = Markup(" ").join(parts)
        text = self.pages.prose.line(line.raw or ("" if head else line.words), line.path)
        source = "" if line.path == self.person.path else line.path
        return {
            "day": self.pages.day(line.day, form), "kind": self._kind(line),
            "head": head, "text": text, "source": source,
            "open": self.pages.opener(line.path, line.number) if source else "", "plan": line.day > self.today,
        }  # fmt: skip

    def _kind(self, line: Interaction) -> str:
        if line.role == MENTION:
            return "heard"
        arrow = {"in": ", from them", "out": ", to them"}.get(line.direction, "")
        return ("~ " if line.probably else "") + (line.ledger or line.kind) + arrow

    def _words(self, text: str) -> Markup:
        """What stands in a field of theirs."""
        return self.pages.prose.line(text, self.person.path)

    def _spoken(self, line: Interaction) -> Markup:
        """The whole of a line."""
        return self.pages.prose.line(line.written or line.words, line.path)

    def _give(self) -> list[tuple[str, list[tuple[Markup, str]]]]:
        show, person = self.row.show, self.person
        needs = [(self._words(text), "") for text in person.needs]
        offers = [(self._words(text), "") for text in person.offers]
        ahead = [(self._spoken(line), f"{coming_day(line.day, self.today)} {line.time}".strip()) for line in show.ahead]
        owed = []
        if reply := show.reply_owed:
            said = Markup("their {} waits for an answer").format(reply.kind)
            owed.append((said, short_day(reply.day, self.today)))
        for thanks in show.thanks_owed:
            what = self.pages.prose.line(thanks.raw, thanks.path) if thanks.raw else self._spoken(thanks)
            owed.append((Markup("thanks for: {}").format(what), short_day(thanks.day, self.today)))
        ledger = [(self._spoken(line), short_day(line.day, self.today)) for line in self.row.ledger[:5]]
        found = [
            ("To speak of", [(self._words(person.hook), "")] if person.hook else []),
            ("What would help them", needs), ("What they can help with", offers), ("Ahead", ahead),
            ("You said you would", [*map(self._task, show.mine), *owed]),
            ("They said they would", [*map(self._task, show.theirs)]), ("Between you", ledger),
        ]  # fmt: skip
        return [(title, rows) for title, rows in found if rows]

    def _task(self, task: Errand) -> tuple[Markup, str]:
        return self._task_words(task), task_when(task, self.today)

    def _task_words(self, task: Errand) -> Markup:
        return self.pages.prose.line(task.raw or task.text, task.path)

    def _facts(self) -> list[tuple[str, Any]]:
        person, show = self.person, self.row.show
        found: list[tuple[str, Any]] = []
        if rhythm := rhythm_words(person, self.today):
            found.append(("rhythm", rhythm))
        if show.rhythm:
            found.append(("usually", every_days(show.rhythm)))
        if show.last_contact:
            perhaps = probably(show.probably, LAST)
            found.append(("last contact", Markup("{}{}").format(perhaps, self.pages.day(show.last_contact))))
        if show.given or show.received:
            found.append(("ledger", f"gave {show.given}, got {show.received} in the last year"))
        if person.met:
            day = full_day(person.met)
            found.append(("met", self.pages.day(day) if day else person.met))
        if person.met_at:
            found.append(("met at", self._words(person.met_at)))
        found += [
            (label, Markup(", ").join(map(self._words, texts)))
            for label, texts in (("through", person.met_through), ("knows", person.knows))
            if texts
        ]
        if person.birthday:
            found.append(("birthday", yearly_day(person.birthday)))
        found += [(label, yearly_day(day._replace(year=None))) for label, day in person.dates]
        found += [
            (label, self._words(text))
            for label, text in (("channel", person.channel), ("household", person.household))
            if text
        ]
        found += [(label, _contact(label, text) or self._words(text)) for label, text in person.contact]
        if tags := own_tags(person.tags):
            found.append(("tags", ", ".join(tags)))
        return [*found, *((label, self._words(text)) for label, text in person.other)]

    def _cadence_days(self) -> int | None:
        cadence = self.person.cadence
        return max(round(days_of(cadence)), 1) if cadence and cadence.number else None

    def _rhythm(self) -> dict[str, Any] | None:
        last = self.row.show.last_contact
        now = (self.today - last).days if last else None
        wide = charts.rhythm(self.row.gaps, self._cadence_days(), now, "rw")
        narrow = charts.rhythm(self.row.gaps, self._cadence_days(), now, "rn", narrow=True)
        return {"wide": Markup(wide), "narrow": Markup(narrow)} if wide else None

    def _timeline(self) -> dict[str, Any] | None:
        person = self.person
        marks = [
            charts.Mark(
                line.day, line.kind, line.direction, min(max(self.kinds.depth(line.kind), 1), 5),
                self.pages.prose.words(line.text, line.path),
            )
            for line in self.row.contacts
        ]  # fmt: skip
        birthday = (person.birthday.month, person.birthday.day) if person.birthday else None
        met = full_day(person.met) if person.met else None
        met = met if met and met <= self.today else None
        drawn = [
            charts.timeline(
                marks, self._cadence_days(), met, birthday, self.today, self.row.show.due, uid, narrow=narrow
            )
            for uid, narrow in (("tw", False), ("tn", True))
        ]
        if not drawn[0].svgs:
            return None
        wide, narrow = (Markup("").join(map(Markup, one.svgs)) for one in drawn)
        count = len(marks)
        return {
            "wide": wide, "narrow": narrow, "left": drawn[0].left_out_words,
            "note": f"{count:,} contact{'' if count == 1 else 's'} on record.",
        }  # fmt: skip

    def _months(self) -> list[tuple[str, Markup, str, int, int]]:
        """The months of the year: short title, picture, long title, days with contact, contacts."""
        found: list[tuple[str, Markup, str, int, int]] = []
        for month in charts.months(self.row.counts, self.today) if self.row.counts else []:
            name, year = MONTHS[month.first.month - 1], f" {month.first.year}"
            short = name[:3] + (year if not found or month.first.month == 1 else "")
            found.append((short, Markup(month.svg), name + year, month.days, month.contacts))
        return found

    def _years(self) -> list[tuple[str, list[dict[str, Any]]]]:
        def year(entry: Entry) -> str:
            return str(entry.day.year)

        return [(name, [self._entry(entry) for entry in entries]) for name, entries in groupby(self.row.entries, year)]

    def _entry(self, entry: Entry) -> dict[str, Any]:
        if entry.line:
            return self._line(entry.line, "year")
        text = self._task_words(entry.task) if entry.task else ""
        return {
            "day": self.pages.day(entry.day, "year"), "kind": "done",
            "head": "", "text": text, "source": "", "open": "", "plan": False,
        }  # fmt: skip


def _contact(label: str, text: str) -> Markup:
    """A mail address, a number or a web address as a link; empty where it is none."""
    scheme = {"email": "mailto:", "phone": "tel:", "url": ""}.get(label)
    plain = "".join(text.split()) if label == "phone" else text
    # A question mark in a mail address adds to what is sent.
    signs = " <>\"'\\?" if label == "email" else " <>\"'\\"
    if scheme is None or not is_live(scheme + plain) or any(sign in plain for sign in signs):
        return Markup("")
    return Markup('<a href="{}{}" rel="noreferrer noopener">{}</a>').format(scheme, plain, text)
