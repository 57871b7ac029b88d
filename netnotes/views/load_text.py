"""Hours and circles in words, for capacity and for the commands that add to them."""

from __future__ import annotations

from collections.abc import Sequence

from netnotes.queries.arranged import NOTHING
from netnotes.queries.load import Load
from netnotes.views.terminal import safe

FINEST = 4


def scale(hours: float) -> str:
    """Hours to one decimal: ``4.1``, ``3``, ``less than 0.1``."""
    return "less than 0.1" if 0 < hours < 0.05 else _number(hours, 1)


def hours_set(hours: float) -> str:
    """The hours that there are, as they are set: ``4.25``."""
    return _number(hours, FINEST)


def hours_words(hours: float, have: float = 0.0) -> str:
    """``4.1 hours``, ``1 hour``; beside the hours that there are, *have*, as fine as to show which are more.

    What no decimals show is ``a little over 3 hours``.
    """
    said, over = scale(hours), ""
    if have > 0:
        is_over = hours > have + NOTHING
        # One decimal of so little would be "less than 0.1".
        least = 2 if max(hours, have) < 0.1 else 1
        finer = range(least, FINEST + 1)
        places = next((one for one in finer if (round(hours, one) > round(have, FINEST)) == is_over), 0)
        if not places:
            said, over = hours_set(have), "a little over " if is_over else "a little under "
        elif places > 1:
            said = _number(hours, places)
    return f"{over}{said} hour{'' if said == '1' else 's'}"


def _number(hours: float, places: int) -> str:
    return f"{hours:,.{places}f}".rstrip("0").rstrip(".")


def people_words(people: int, fit: int | None) -> str:
    """``16 people, fits 15``."""
    said = f"{people:,} {'person' if people == 1 else 'people'}" if people else "nobody"
    return said if fit is None else f"{said}, fits {fit:,}"


def joined(names: Sequence[str]) -> str:
    """``inner``, ``inner and close``, ``inner, close and wide``."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def over_words(before: Load, now: Load) -> str:
    """What has gone over its limit between *before* and *now*, in a line; empty for nothing."""
    said = []
    for circle, fits in now.fits.items():
        count = now.people.get(circle, 0)
        if count > fits >= before.people.get(circle, 0):
            said.append(f"{safe(circle)} now has {count:,} {'person' if count == 1 else 'people'}; it fits {fits:,}")
    if now.hours > now.have >= before.hours:
        there = f"you have {hours_set(now.have)}" if now.have else "you have set aside none"
        said.append(f"Your rhythms now ask for {hours_words(now.hours, now.have)} a week; {there}")
    return f"{'. '.join(said)}: netnotes capacity" if said else ""
