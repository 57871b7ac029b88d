"""What came of a run: bars and aims, ``results.json``, and the table in docs/performance.md."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
from pathlib import Path
from typing import Any, NamedTuple

from measure import Figure

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results.json"
PAGE = HERE.parent / "docs" / "performance.md"
BEGIN, END = "<!-- figures: made by benchmarks/run.py --write -->", "<!-- end of figures -->"
SMALL, LARGE = 10_000, 100_000


class Bar(NamedTuple):
    """What a figure must reach and should reach: at most *bar*, and *aim*; *people* where it is for one size only."""

    key: str
    bar: float
    aim: float | None
    people: int | None = None


BARS = (
    Bar("warm", 1.3, 1.15, SMALL),
    Bar("warm", 1.5, 1.2, LARGE),
    Bar("changed", 1.1, 1.05),
    Bar("dated", 1.4, 1.2, 2_000),
    Bar("cold", 1.0, 0.5, SMALL),
    Bar("log", 2.0, 1.5, SMALL),
    Bar("pages", 1 / 20, 1 / 50, SMALL),
    Bar("memory", 1.5, None, SMALL),
    Bar("memory", 2.0, None, LARGE),
    Bar("memory-cold", 200, None, LARGE),
    Bar("start", 1.15, 1.05),
    Bar("growth", 1.2, None, LARGE),
)


def bar_of(figure: Figure) -> Bar | None:
    """The bar that *figure* is held to, if there is one for its size."""
    found = (bar for bar in BARS if bar.key == figure.key and bar.people in (None, figure.people))
    return next(found, None) if figure.key != "dated" or figure.dated >= SMALL else None


def met(figure: Figure) -> str:
    """In words, whether *figure* meets its bar and its aim."""
    bar = bar_of(figure)
    reached = figure.ratio if figure.ratio is not None else figure.value
    if bar is None or reached is None:
        return ""
    if reached > bar.bar:
        return "no"
    if bar.aim is None:
        return "yes"
    return "yes, and the aim" if reached <= bar.aim else "yes, not the aim"


def machine() -> dict[str, Any]:
    """The kind of machine: what the figures hang on, and nothing that names it."""
    return {
        "cores": os.cpu_count(), "processor": platform.machine(), "system": platform.system(),
        "python": platform.python_version(), "sqlite": sqlite3.sqlite_version,
    }  # fmt: skip


def rows(figures: list[Figure]) -> list[str]:
    """The table, in Markdown."""
    lines = [
        "| what | people | ratio | half of the pairs | against | times | pairs | bar | aim | met |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    return lines + [_row(figure) for figure in figures]


def _row(figure: Figure) -> str:
    bar = bar_of(figure)
    size = f"{figure.people:,}" + (f", {figure.dated:,} dated" if figure.dated else "") if figure.people else ""
    spread = f"{_number(figure.low)}–{_number(figure.high)}" if figure.low is not None and figure.pairs > 1 else ""
    ratio = _number(figure.ratio) if figure.value is None else _size(figure.value, figure.unit)
    times = f"{_size(figure.one, figure.unit)}, {_size(figure.other, figure.unit)}" if figure.one is not None else ""
    limit = "" if bar is None else _size(bar.bar, "MB") if figure.value is not None else _number(bar.bar)
    aim = _number(bar.aim) if bar else ""
    pairs = str(figure.pairs) if figure.pairs and figure.value is None else ""
    what = f"{figure.what} ({figure.note})" if figure.note else figure.what
    cells = [what, size, ratio, spread, figure.against, times, pairs, limit, aim, met(figure)]
    return f"| {' | '.join(cells)} |"


def _number(value: float | None) -> str:
    return (
        "" if value is None else f"{value:.3f}" if value < 0.1 else f"{value:.2f}" if value < 100 else f"{value:,.0f}"
    )


def _size(value: float | None, unit: str) -> str:
    """Seconds in a unit that suits them, memory in MB."""
    if value is None:
        return ""
    if unit == "MB":
        return f"{value:.0f} MB"
    return f"{value * 1000:.0f} ms" if value < 10 else f"{value:.0f} s"


def keep(figures: list[Figure], day: str) -> None:
    """Write *figures*, taken on *day*, into ``results.json`` and the page.

    Rows of earlier runs that were not taken again stay, with their day, as long as the machine is of the same kind.
    """
    before = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    kept = {_name(row): row for row in before.get("figures", []) if before["machine"] == machine()}
    kept |= {_name(row): row for row in ({**figure.as_json(), "day": day} for figure in figures)}
    found = sorted(kept.values(), key=lambda row: (row["dated"], row["people"]))
    document = {"machine": machine(), "figures": found}
    RESULTS.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    if PAGE.exists():
        show(document)


def show(document: dict[str, Any]) -> None:
    """Put the table of *document* between the marks in docs/performance.md."""
    page = PAGE.read_text(encoding="utf-8")
    head, found, rest = page.partition(BEGIN)
    _, closed, tail = rest.partition(END)
    if not found or not closed:
        raise SystemExit(f"{PAGE}: the marks of the table are missing; write {BEGIN} and {END} on lines of their own")
    kind = document["machine"]
    days = sorted({row["day"] for row in document["figures"]})
    when = days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}"
    where = f"{kind['cores']} cores, {kind['processor']}, {kind['system']}"
    where += f"; Python {kind['python']}, SQLite {kind['sqlite']}"
    figures = [Figure(**{name: value for name, value in row.items() if name != "day"}) for row in document["figures"]]
    table = "\n".join([f"Taken {when} on {where}.", "", *rows(figures)])
    PAGE.write_text(f"{head}{BEGIN}\n\n{table}\n\n{END}{tail}", encoding="utf-8")


def _name(row: dict[str, Any]) -> tuple[Any, ...]:
    return row["what"], row["people"], row["dated"]
