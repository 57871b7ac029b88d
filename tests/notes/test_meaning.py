"""What the keys that move a clock mean, as the program answers (FORMAT, Keys and Settings)."""

from __future__ import annotations

import pytest

from .vaults import Vault

WEEKLY = "cadence: 1 week"
LOG = "- 2026-11-01 tea\n"


@pytest.mark.parametrize(
    ("yaml", "log", "last", "due"),
    [
        pytest.param(WEEKLY, LOG, "2026-11-01", "2026-11-08", id="cadence"),
        pytest.param("circle: close", LOG, "2026-11-01", "2026-12-13", id="the circle's cadence"),
        pytest.param(f"circle: close\n{WEEKLY}", LOG, "2026-11-01", "2026-11-08", id="cadence before circle"),
        pytest.param("circle: close\ncadence: never", LOG, "2026-11-01", None, id="never, in a circle"),
        pytest.param("role: poet", LOG, "2026-11-01", None, id="neither"),
        pytest.param(WEEKLY, "", None, None, id="no contact on record"),
        pytest.param("cadence: 1 month", "- 2026-10-31 tea\n", "2026-10-31", "2026-11-30", id="a calendar month"),
        pytest.param("cadence: 1 year", "- 2024-02-29 tea\n", "2024-02-29", "2025-02-28", id="a calendar year"),
        pytest.param(f"{WEEKLY}\nsnooze: 2026-12-10", LOG, "2026-11-01", "2026-12-10", id="snooze"),
        pytest.param(f"{WEEKLY}\nsnooze: 2026-11-05", LOG, "2026-11-01", "2026-11-08", id="snooze before it is due"),
        pytest.param("snooze: 2026-12-10", LOG, "2026-11-01", None, id="snooze without a clock"),
        pytest.param(f"{WEEKLY}\nnext-contact: 2026-12-01", LOG, "2026-11-01", "2026-12-01", id="next-contact later"),
        pytest.param(f"{WEEKLY}\nnext-contact: 2026-11-03", LOG, "2026-11-01", "2026-11-03", id="next-contact sooner"),
        pytest.param(f"{WEEKLY}\nnext-contact: 2026-11-01", LOG, "2026-11-01", "2026-11-08", id="reached on its day"),
        pytest.param(f"{WEEKLY}\nnext-contact: 2026-10-20", LOG, "2026-11-01", "2026-11-08", id="reached after it"),
        pytest.param("next-contact: 2026-12-01", "", None, "2026-12-01", id="next-contact without a cadence"),
        pytest.param(f"{WEEKLY}\nlast-contact: 2026-11-05", LOG, "2026-11-05", "2026-11-12", id="a later floor"),
        pytest.param(f"{WEEKLY}\nlast-contact: 2026-10-05", LOG, "2026-11-01", "2026-11-08", id="an earlier floor"),
        pytest.param(f"{WEEKLY}\nlast-contact: 2026-11-05", "", "2026-11-05", "2026-11-12", id="nothing but a floor"),
        pytest.param(f"{WEEKLY}\nlast-contact: 2026-12-24", LOG, "2026-11-01", "2026-11-08", id="a floor to come"),
        pytest.param(f"{WEEKLY}\nmet: 2026-11-05", LOG, "2026-11-05", "2026-11-12", id="met on a day"),
        pytest.param(f"{WEEKLY}\nmet: 2026-11", LOG, "2026-11-01", "2026-11-08", id="met in a month"),
        *(pytest.param(f"{WEEKLY}\nstatus: {status}", LOG, "2026-11-01", None, id=status)
          for status in ("wish", "card", "paused", "let-go", "do-not-contact", "deceased")),
    ],
)  # fmt: skip
def test_last_contact_and_due(yaml: str, log: str, last: str | None, due: str | None, vault: Vault) -> None:
    """Each key moves the clock as the table says; nothing is due but for somebody active."""
    vault.write({"people/Ada.md": f"---\n{yaml}\n---\n{log}"})
    shown = vault.ask("show", "Ada")
    assert (shown["last_contact"], shown["due"]) == (last, due)


@pytest.mark.parametrize(
    ("yaml", "before", "after"),
    [
        ("paused-until: 2026-11-24", "paused", "active"),
        ("status: paused\npaused-until: 2026-11-24", "paused", "active"),
        ("status: paused", "paused", "paused"),
        ("status: wish\npaused-until: 2026-11-24", "wish", "wish"),
    ],
)
def test_paused_until_a_day(yaml: str, before: str, after: str, vault: Vault) -> None:
    """Paused before it; from that day on active."""
    vault.write({"people/Ada.md": f"---\n{yaml}\n---\n{LOG}"})
    statuses = [vault.ask("show", "Ada", today=day)["status"] for day in ("2026-11-23", "2026-11-24")]
    assert statuses == [before, after]


@pytest.mark.parametrize(
    ("yaml", "today", "what"),
    [
        ("birthday: 1990-11-24", "2026-11-24", "birthday"),
        ("birthday: --11-24", "2026-11-24", "birthday"),
        ("birthday: 02-29", "2026-02-28", "birthday"),
        ("birthday: 02-29", "2028-02-29", "birthday"),
        ("birthday: 02-29", "2028-02-28", None),
        ("dates: {wedding: 2014-06-12}", "2026-06-12", "date"),
        ("anniversary: 2014-06-12", "2026-06-12", "date"),
        ("birthday: 1990-11-24\nstatus: deceased", "2026-11-24", None),
    ],
)
def test_days_that_come_round(yaml: str, today: str, what: str | None, vault: Vault) -> None:
    """Birthdays and other dates stand on the agenda of their day; 29 February on the 28th in other years."""
    vault.write({"people/Ada.md": f"---\n{yaml}\n---\n"})
    assert [row["what"] for row in vault.ask("agenda", today=today)["today"]] == ([what] if what else [])
