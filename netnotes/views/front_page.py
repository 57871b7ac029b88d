"""The front page: rows of `queries.front` as the words that its template shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from markupsafe import Markup

from netnotes.dates import MONTHS, coming_day, days_later, every, long_day, parse_cadence, short_day, span
from netnotes.model.clock import DUE, LAST
from netnotes.model.everybody import Summary
from netnotes.model.problem import Problem
from netnotes.model.settings import Settings
from netnotes.model.vault import Errand
from netnotes.queries.days import Occasion
from netnotes.queries.front import Ahead, Front, Late, Newcomer
from netnotes.queries.overdue import last_topic
from netnotes.queries.promises import Promise
from netnotes.views import charts, words
from netnotes.views.everyone import Everyone, page_under
from netnotes.views.page import Pages
from netnotes.views.person_text import every_days

MOST_ROWS = 6


def front_page(row: Front, settings: Settings, pages: Pages) -> bytes:
    """The page as it is written."""
    return pages.render("index.html", **_Front(row, settings, pages).values())


class _Front:
    def __init__(self, row: Front, settings: Settings, pages: Pages) -> None:
        self.row, self.settings, self.pages = row, settings, pages
        self.today = row.day
        names = Counter(one.name for one in row.everyone)
        self._paths = {one.name: one.path for one in row.everyone if names[one.name] == 1}

    def values(self) -> dict[str, Any]:
        """What the template is given."""
        row = self.row
        return {
            "title": f"netnotes, {self.today.day} {MONTHS[self.today.month - 1]} {self.today.year}",
            "heading": long_day(self.today), "year": self.today.year, "sentence": self._sentence(),
            "problems": [self._problem(one) for one in row.problems],
            "agenda": self._agenda(), "rest": self._rest(),
            "mine": [self._promise(task) for task in row.mine.shown], "mine_left": row.mine.left,
            "theirs": [self._promise(task) for task in row.theirs.shown], "theirs_left": row.theirs.left,
            "new": [self._newcomer(one) for one in row.new], "new_left": row.new_left,
            "weeks": [self._week(week.monday, week.rows) for week in row.weeks],
            "circles": self._circles(), "balance": self._balance(),
            "ring_names": [circle.name for circle in self.settings.circles], **Everyone(row, self.pages).values(),
            "late": [self._late(one) for one in row.late],
            "drifting": [
                (self._link(one.person.path, one.person.name),
                 f"{span(one.silence)} without contact, usually {every_days(one.rhythm)}")
                for one in row.drifting
            ],
            "drifting_left": row.drifting_left,
        }  # fmt: skip

    def _link(self, path: str, name: str) -> Markup:
        """A link to somebody's page; a line or a task of theirs may stand in another note, at *path*."""
        page = page_under(self.pages, path) or page_under(self.pages, self._paths.get(name, ""))
        if not page:
            return Markup('<span class="name">{}</span>').format(name)
        return Markup('<a class="name" href="{}">{}</a>').format(page, name)

    def _words(self, text: str, path: str = "") -> str:
        """Words out of the note at *path*, without their marks."""
        return self.pages.prose.words(text, path)

    def _rest(self) -> str:
        """What the caps left out; where nobody has a rhythm yet, how to begin."""
        row = self.row
        if row.size is None:
            return words.left_out_words(row.agenda)
        waiting = words.waiting_words(row.agenda)
        return " ".join([*([f"{waiting}."] if waiting else []), *words.first_steps(row.size)])

    def _problem(self, row: Problem) -> dict[str, Any]:
        """A thing to mend, and the address that opens the note there."""
        place = f"{row.path}:{row.line}" if row.line else row.path
        # Bytes that are no text stand in a path as escapes: there is no such file.
        known = row.path and "\\x" not in row.path
        return {
            **row._asdict(), "place": place,
            "open": self.pages.opener(row.path, row.line or 0) if known else "",
        }  # fmt: skip

    def _occasion(self, row: Occasion) -> str:
        """An occasion in a sentence; only a plan has words of a note."""
        said = words.occasion_sentence(row)
        return self._words(said) if row.plan else said

    def _sentence(self) -> Markup:
        """The day in one sentence, in names."""
        agenda = self.row.agenda
        parts = [Markup("<b>{}</b>").format(self._occasion(one)) for one in agenda.today]
        said = Markup(" Today: {}.").format(Markup("; ").join(parts)) if parts else Markup("")
        if agenda.turn_to:
            first = agenda.turn_to[0]
            names = words.names_of(first.person.name, first.household)
            since = f"{words.turn_to_reason(first, self.today)} without contact" if first.last_contact else "due"
            said = Markup("{} Of those to turn to, <b>{}</b> has waited longest: {}.").format(said, names, since)
        elif not parts:
            said = Markup("Nothing is waiting today.")
            coming = [one for one in agenda.coming_up if not isinstance(one, Promise)]
            if coming:
                day = coming_day(coming[0].day, self.today)
                said = Markup("{} Next: <b>{}</b>, {}.").format(said, self._occasion(coming[0]), day)
        return Markup(said.strip())

    def _agenda(self) -> list[dict[str, Any]]:
        """The sections of the day, in PRODUCT's order."""
        agenda, today = self.row.agenda, self.today
        found = [
            ("Today", [
                (self._link(one.path, one.name), "", self._words(words.occasion_words(one)), "") for one in agenda.today
            ]),
            ("Turn to", [
                (
                    self._link(t.person.path, words.names_of(t.person.name, t.household)),
                    words.turn_to_reason(t, today), self._words(words.hook_words(t.hook), t.person.path),
                    self._words(words.second_line(t, today), t.person.path),
                )
                for t in agenda.turn_to
            ]),
            *(
                (title, [
                    (self._link(p.task.path, p.task.name), words.promise_reason(p, today), self._words(p.task.text), "")
                    for p in rows
                ])
                for title, rows in (("You said you would", agenda.promises), ("Waiting for", agenda.waiting))
            ),
            ("New", [
                (
                    self._link(n.person.path, n.person.name), self._words(words.new_reason(n, today), n.person.path),
                    words.new_hook(n), "",
                )
                for n in agenda.new
            ]),
        ]  # fmt: skip
        return [{"title": title, "rows": rows} for title, rows in found if rows]

    def _promise(self, task: Errand) -> dict[str, Any]:
        return {
            "who": self._link(task.path, task.name), "text": self._words(task.text),
            "when": words.task_when(task, self.today),
            "late": bool(task.due and task.due < self.today),
        }  # fmt: skip

    def _newcomer(self, row: Newcomer) -> dict[str, Any]:
        follow, decide = ((day - row.met).days for day in (row.follow_up, row.decide))
        at = f" at {self._words(row.person.met_at, row.person.path)}" if row.person.met_at else ""
        return {
            "who": self._link(row.person.path, row.person.name),
            "met": f"met {short_day(row.met, self.today)}{at}",
            "hook": self._words(words.hook_words(row.hook), row.person.path),
            "waits": self._waits(row),
            "track": Markup(charts.door_track(row.met, self.today, follow, decide, row.done)),
        }

    def _waits(self, row: Newcomer) -> str:
        decide = row.done or self.today >= row.decide
        day = row.decide if decide else row.follow_up
        passed, said = day < self.today, short_day(day, self.today)
        if decide:
            return f"keep, later or let go? {'Since' if passed else 'By'} {said}"
        return f"follow up {'since' if passed else 'by'} {said}"

    def _week(self, monday: date, rows: Sequence[Ahead]) -> dict[str, Any]:
        end = days_later(monday, 6)
        first = str(monday.day) if monday.month == end.month else f"{monday.day} {MONTHS[monday.month - 1][:3]}"
        return {
            "title": f"{first} – {end.day} {MONTHS[end.month - 1][:3]}",
            "rows": [self._ahead(row) for row in rows[:MOST_ROWS]], "left": max(len(rows) - MOST_ROWS, 0),
        }  # fmt: skip

    def _ahead(self, row: Ahead) -> tuple[Markup, Markup, str]:
        day = self.pages.day(row.day, "week")
        if row.occasion:
            text = words.occasion_words(row.occasion)
            return day, self._link(row.occasion.path, row.occasion.name), self._words(text) or row.occasion.what
        if row.task:
            return day, self._link(row.task.path, row.task.name), self._words(row.task.text) or "a promise"
        assert row.due is not None
        cadence = parse_cadence(row.due.cadence) if row.due.cadence else None
        perhaps = words.probably(row.due.probably, LAST, DUE)
        return day, self._link(row.due.path, row.due.name), perhaps + (every(cadence) if cadence else "due")

    def _circles(self) -> dict[str, Any] | None:
        """The picture and the table; None where there is nobody to draw."""
        circles = self.settings.circles
        rank = {circle.name: place for place, circle in enumerate(circles)}
        mine = [one for one in self.row.everyone if one.status == "active" and one.circle in rank]
        dots = [self._dot(one, rank[one.circle or ""]) for one in mine]
        if not mine and not self.row.new:
            return None
        doors = [charts.Door(one.person.name, page_under(self.pages, one.person.path)) for one in self.row.new]
        rings = [charts.Ring(circle.name, circle.people) for circle in circles]
        wide = charts.circles(rings, dots, doors, "cw", narrow=False)
        narrow = charts.circles(rings, dots, doors, "cn", narrow=True)
        table = []
        for place, circle in enumerate(circles):
            inside = [one for one in mine if one.circle == circle.name]
            late = sorted((dot for dot in dots if dot.ring == place and dot.late > 0), key=lambda dot: -dot.lateness)
            names = ", ".join(f"{dot.name} ({span(dot.late)})" for dot in late[:8])
            more = f" and {len(late) - 8} more" if len(late) > 8 else ""
            room = f"{len(inside):,} of {circle.people:,}" if circle.people else f"{len(inside):,}"
            rhythm = every(circle.cadence) if circle.cadence else "no rhythm"
            table.append((circle.name, room, rhythm, names + more or "nobody"))
        return {"wide": Markup(wide.svg), "narrow": Markup(narrow.svg), "table": table}

    def _dot(self, one: Summary, ring: int) -> charts.Dot:
        late = (self.today - one.due).days if one.due else 0
        return charts.Dot(
            one.name, ring, late, late / one.span if one.span else 0.0,
            page_under(self.pages, one.path), silent=one.last_contact is None,
        )  # fmt: skip

    def _balance(self) -> dict[str, Any] | None:
        """The picture and the table; None where no hour was spent or promised."""
        if not any(row.spent or row.promised for row in self.row.hours):
            return None
        have = self.settings.hours_per_week
        weeks = [charts.Week(row.monday, row.spent, row.promised, have or None) for row in self.row.hours]
        return {
            "wide": Markup(charts.balance(weeks, "bw", narrow=False)),
            "narrow": Markup(charts.balance(weeks, "bn", narrow=True)),
            "words": charts.balance_words(weeks),
            "table": [
                (self.pages.day(week.monday), f"{week.spent:.1f} h", f"{week.promised:.1f} h", f"{have:g} h")
                for week in weeks[::-1]
            ],
        }

    def _late(self, row: Late) -> dict[str, Any]:
        rows = [
            (
                self._link(one.clock.path, words.names_of(one.clock.name, one.household)),
                words.days_late(one), every(one.clock.cadence) if one.clock.cadence else "",
                self._words(last_topic(one.latest) or ""),
            )
            for one in row.shown
        ]  # fmt: skip
        count = len(row.shown) + row.left
        more = f" and {count - 1} more" if count > 1 else ""
        return {
            "circle": row.circle or "no circle", "first": row.shown[0].clock.name + more,
            "rows": rows, "left": row.left,
        }  # fmt: skip
