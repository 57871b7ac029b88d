"""A vault with three circles, and capacity asked over it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

SETTINGS = """[circles]
inner  = { cadence = "2 weeks",  people = 2, minutes = 90 }
close  = { cadence = "6 weeks",  people = 3, minutes = 60 }
wide   = { cadence = "1 year",   minutes = 15 }
[capacity]
hours-per-week = HAVE
"""
ASK = ["capacity", "--today", "2026-11-24"]


def settings(vault: Any, have: float) -> None:
    """Circles of 2, 3 and any number of people, and *have* hours a week."""
    vault.write("netnotes.toml", SETTINGS.replace("HAVE", str(have)))


def ask(netnotes: Callable[..., Any], *more: str) -> Any:
    """The answer as JSON."""
    answer = netnotes(*ASK, "--format", "json", *more)
    assert answer.exit_code == 0, answer.stderr
    return answer.json()


def commands(answer: Any) -> list[str]:
    """The commands that it proposes."""
    return [change["command"] for group in answer["changes"] for change in group]
