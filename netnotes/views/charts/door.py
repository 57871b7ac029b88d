"""The first days of somebody new: when they were met, the first follow-up, the day to decide."""

from __future__ import annotations

from datetime import date

from netnotes.views.charts.lettering import width_of
from netnotes.views.charts.svg import label, number

_WIDTH, _HEIGHT, _LINE, _WORDS = 272, 40, 13, 36
_LEFT, _RIGHT = 6.0, 266.0
_MOST_TICKS = 31


def door_track(met: date, today: date, follow_up_days: int, decide_days: int, done: bool) -> str:
    """A line from the day they were *met* to the day to decide, heavy up to *today*.

    A dot stands at the follow-up, hollow until it is *done*, and a diamond at the end. 272 by 40 units.
    """
    days = max(decide_days, 1)
    now = min(max((today - met).days, 0), days)
    follow = _x(min(max(follow_up_days, 0), days), days)
    parts = [
        f'<path class="base" d="M{number(_LEFT)} {_LINE}H{number(_RIGHT)}{_ticks(days)}"/>',
        f'<path d="M{number(_LEFT)} {_LINE}H{number(_x(now, days))}" stroke="var(--ink)" stroke-width="2.5"/>',
        f'<circle class="{"on" if done else "off"}" cx="{number(follow)}" cy="{_LINE}" r="4.5"/>',
        f'<path class="new-mark" d="M{number(_RIGHT)} {_LINE - 5.5}l5.5 5.5-5.5 5.5-5.5-5.5z"/>',
        f'<path d="M{number(_x(now, days))} {_LINE - 8}v16" stroke="var(--ink)" stroke-width="2"/>',
        *_words(follow, _x(now, days), now, done=done),
    ]
    said = f"Day {now} of {days}; first follow-up {'done' if done else 'still to do'}"
    return f'<svg class="track" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img"><title>{said}</title>{"".join(parts)}</svg>'


def _x(day: int, days: int) -> float:
    return _LEFT + (_RIGHT - _LEFT) * day / days


def _ticks(days: int) -> str:
    """A tick a day, or a week where the days are many."""
    every = 1 if days <= _MOST_TICKS else 7 * -(-days // (7 * _MOST_TICKS))
    return "".join(f"M{number(_x(day, days))} {_LINE - 2.5}v5" for day in range(0, days + 1, every))


def _words(follow: float, here: float, now: int, *, done: bool) -> list[str]:
    """What stands below the line; the day only where it has room."""
    end, first, day = "decide", "followed up" if done else "follow up", f"day {now}"
    last_start = _WIDTH - 1 - width_of(end)
    start = max(min(follow - 4, last_start - width_of(first) - 8), 0)
    words = [label(start, _WORDS, first), label(_WIDTH - 1, _WORDS, end, anchor="end")]
    half = width_of(day) / 2
    if start + width_of(first) + 8 <= here - half and here + half <= last_start - 8:
        words.append(label(here, _WORDS, day, style="t-ink", anchor="middle"))
    return words
