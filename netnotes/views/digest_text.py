"""The day or the week as plain text, as a mail message, and as JSON."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from netnotes.dates import long_day, short_day
from netnotes.patterns import lazy_pattern
from netnotes.queries.digest import Digest
from netnotes.views.agenda_text import agenda_lines
from netnotes.views.json import agenda_json, task_json
from netnotes.views.terminal import Screen, cut, pad, safe, width_of, wrap
from netnotes.views.words import task_when

PAGE = 60
MOST_MET = 7
NAME = 17
WIDEST_NAME = 24
# A name, a text that may be cut, and what stands after it.
_Row = tuple[str, str, str]
_TITLES = {True: "You also said you would", False: "They said they would"}


def digest_lines(row: Digest, unreadable: int, screen: Screen) -> list[str]:
    """The agenda, who was new, and what else is promised: at most a page, never with colour."""
    screen = screen._replace(color=False)
    met = [_met(one.person.met_at, one.day, one.person.name, row.today) for one in row.met[:MOST_MET]]
    after = _section(f"Met since {long_day(row.since)}", [*met, *_more(len(row.met) - MOST_MET)], screen)
    for mine, tasks in row.promised.items():
        rows = [(task.name, task.text, f" ({task_when(task, row.today)})") for task in tasks]
        after += _section(_TITLES[mine], [*rows, *_more(row.promised_left[mine])], screen)
    if unreadable:
        count = f"{unreadable:,} note{'' if unreadable == 1 else 's'}"
        after += ["", *wrap(f"{count} could not be read in full: netnotes check", screen.columns)]
    lines = agenda_lines(row.agendas, row.size, screen)
    room = PAGE - len(after)
    if len(lines) > room:
        days = f" --days {len(row.agendas)}" if len(row.agendas) > 1 else ""
        said, command = "More than a page:", f"netnotes agenda{days}"
        # The command stays whole, to be taken as it stands.
        rest = [said, f"  {command}"] if len(f"{said} {command}") > screen.columns else [f"{said} {command}"]
        lines = lines[: room - 1 - len(rest)]
        # A day or a heading with nothing below it says that nothing is there.
        while lines and not lines[-1].startswith(" "):
            lines.pop()
        lines += ["", *rest]
    return [*lines, *after]


def _more(left: int) -> list[_Row]:
    return [("", f"and {left:,} more", "")] if left > 0 else []


def _met(at: str | None, day: date, name: str, today: date) -> _Row:
    return name, f"{short_day(day, today)}{f' at {at}' if at else ''}", ""


def _section(title: str, rows: list[_Row], screen: Screen) -> list[str]:
    if not rows:
        return []
    wide = min(max([NAME, *(width_of(safe(name)) for name, *_ in rows)]), WIDEST_NAME) + 2
    lines = ["", title]
    for name, text, when in rows:
        label = cut(safe(name), wide - 2)
        if screen.is_narrow:
            lines += [*([f"  {label}"] if label else []), "    " + screen.fit(safe(text), 4 + len(when)) + when]
        else:
            lines.append(f"  {pad(label, wide)}{screen.fit(safe(text), wide + 2 + len(when))}{when}")
    return lines


def subject_of(row: Digest) -> str:
    """The subject of the mail: the day, or the first and the last; no names, which a locked screen would show."""
    first, last = row.agendas[0].day, row.agendas[-1].day
    if first == last:
        return f"netnotes: {long_day(first)}"
    return f"netnotes: {short_day(first, last)} to {short_day(last, last)}"


# What follows the @ of an address and has other letters than a to z, which a mail program wants as `xn--…`.
_DOMAIN = lazy_pattern(r"@([^\s<>(),;:\"@]*[^\x00-\x7f][^\s<>(),;:\"@]*)")


def mail_text(row: Digest, lines: list[str], to: str) -> str:
    """The digest as a mail message, to be given to a mail program; raises ValueError for an address that is none."""
    from email.message import EmailMessage
    from email.utils import format_datetime

    message = EmailMessage()
    message["Subject"] = subject_of(row)
    if to:
        message["To"] = _DOMAIN.sub(lambda found: "@" + found[1].encode("idna").decode("ascii"), to)
        if not all(address.addr_spec.isascii() for address in message["To"].addresses):
            raise ValueError(to)
    # The day, at no hour of any place in particular.
    message["Date"] = format_datetime(datetime.combine(row.today, time.min))
    message.set_content("\n".join(lines) + "\n", charset="utf-8", cte="8bit")
    return message.as_bytes().decode("utf-8")


def digest_json(row: Digest) -> dict[str, Any]:
    """The same for scripts: ``agenda`` is as in `agenda --days`."""
    return {
        "day": row.today.isoformat(),
        "days": len(row.agendas),
        "agenda": agenda_json(row.agendas, several=True),
        "since": row.since.isoformat(),
        "met": [
            {"name": met.person.name, "path": met.person.path, "date": met.day.isoformat(), "at": met.person.met_at}
            for met in row.met
        ],
        "promises": [{"name": task.name, **task_json(task)} for task in row.promised[True]],
        "waiting": [{"name": task.name, **task_json(task)} for task in row.promised[False]],
        "left_out": {"promises": row.promised_left[True], "waiting": row.promised_left[False]},
        "empty": row.is_empty,
    }
