"""`list`: its filters, its orders and its rows."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from conftest import Answer, VaultFolder

TODAY = "2026-11-24"
CASES = [
    ("", "Ada, Bo, Cy, Dee, Eli, Fay"),
    ("--circle close", "Ada, Bo"),
    ("--circle CLOSE", "Ada, Bo"),
    ("--circle none", "Cy, Dee, Fay"),
    ("--circle elsewhere", ""),
    ("--tag chess", "Ada, Cy"),
    ("--tag '#chess'", "Ada, Cy"),
    ("--tag chess/blitz", "Cy"),
    ("--tag ches", ""),
    ("--status paused", "Eli"),
    ("--status let-go", "Dee"),
    ("--status active", "Ada, Bo, Cy, Fay"),
    ("--since 2026-11-01", "Ada, Eli"),
    ("--since 2026-11-20", "Ada"),
    ("--no-contact", "Cy, Fay"),
    ("--no-contact --circle close", ""),
    ("oslo", "Bo, Fay"),
    ("OSLO engineer", "Fay"),
    ("chess", "Ada, Cy"),
    ("--circle close oslo", "Bo"),
    ("malmo", "Dee"),
    ("--sort name", "Ada, Bo, Cy, Dee, Eli, Fay"),
    ("--sort last", "Ada, Eli, Bo, Dee, Cy, Fay"),
    ("--sort due", "Bo, Ada, Cy, Dee, Eli, Fay"),
    ("--sort circle", "Eli, Ada, Bo, Cy, Dee, Fay"),
    ("--sort last --limit 2", "Ada, Eli"),
    ("--limit 0", ""),
    ("--limit 99 --no-contact", "Cy, Fay"),
]


@pytest.fixture(autouse=True)
def people(vault: VaultFolder) -> VaultFolder:
    """Six people, different in everything that can be asked for."""
    vault.person("Ada", circle="close", tags=["person", "chess"], log=["2026-11-20 lunch"])
    vault.person("Bo", circle="close", location="Oslo", log=["2026-09-01 call"])
    vault.person("Cy", tags=["person", "chess/blitz"])
    vault.person("Dee", status="let-go", city="Malmö", log=["2025-11-02 call"])
    vault.person("Eli", circle="inner", status="paused", log=["2026-11-04 call"])
    vault.person("Fay", role="engineer", org="Oslo Works")
    return vault


def cells(answer: Answer) -> list[list[str]]:
    """The columns of each row."""
    return [re.split(" {2,}", line) for line in answer.lines]


@pytest.mark.parametrize(("arguments", "names"), CASES)
def test_filters_and_sorts(netnotes: Callable[..., Answer], arguments: str, names: str) -> None:
    """Each filter keeps whom it says, several of them keep whom all of them keep, and a sort is stable by name."""
    rows = netnotes(f"list {arguments} --format json --today {TODAY}").json()
    assert ", ".join(row["name"] for row in rows) == names


def test_a_row(netnotes: Callable[..., Answer]) -> None:
    """Name, circle or status, last contact, when they are due; in columns."""
    assert cells(netnotes(f"list --today {TODAY}")) == [
        ["Ada", "close", "4 days ago", "due 1 Jan 2027"],
        ["Bo", "close", "12 weeks ago", "due 13 Oct"],
        ["Cy", "–", "no contact"],
        ["Dee", "let-go", "13 months ago"],
        ["Eli", "inner, paused", "3 weeks ago"],
        ["Fay", "–", "no contact"],
    ]


def test_json_rows(netnotes: Callable[..., Answer]) -> None:
    """The keys of PRODUCT, in order; null where there is nothing."""
    rows = netnotes(f"list ada fay --format json --today {TODAY}").json()
    assert rows == []
    (row,) = netnotes(f"list ada --format json --today {TODAY}").json()
    assert list(row.items()) == [
        ("name", "Ada"), ("path", "people/Ada.md"), ("circle", "close"), ("status", "active"), ("cadence", "6 weeks"),
        ("last_contact", "2026-11-20"), ("due", "2027-01-01"), ("tags", ["person", "chess"]), ("probably", None),
    ]  # fmt: skip
    (row,) = netnotes(f"list fay --format json --today {TODAY}").json()
    assert (row["circle"], row["cadence"], row["last_contact"], row["due"]) == (None, None, None, None)


def test_only_who_is_active_is_due(netnotes: Callable[..., Answer], vault: VaultFolder) -> None:
    """A pause that ends by itself is a pause until then: listed and found as one, and nothing is due."""
    vault.person("Gus", circle="close", paused_until="2027-01-10", log=["2026-09-01 call"])
    assert cells(netnotes(f"list gus --today {TODAY}")) == [["Gus", "close, paused", "12 weeks ago"]]
    assert cells(netnotes("list gus --today 2027-01-10")) == [["Gus", "close", "4 months ago", "due 13 Oct 2026"]]
    rows = netnotes(f"list --status paused --format json --today {TODAY}").json()
    assert [(row["name"], row["status"], row["due"]) for row in rows] == [
        ("Eli", "paused", None),
        ("Gus", "paused", None),
    ]


@pytest.mark.parametrize(
    ("arguments", "part"),
    [("--since soon", '--since: cannot read the date "soon"'), ("--sort age", "--sort"), ("--limit -1", "--limit"),
     ("--status gone", "--status"), ("--format md", "list has no Markdown form; use --format text or json")],
)  # fmt: skip
def test_a_bad_option(netnotes: Callable[..., Answer], arguments: str, part: str) -> None:
    """Exit 2 and one line that names the option."""
    answer = netnotes(f"list {arguments}")
    assert (answer.exit_code, answer.stdout, answer.stderr.count("\n")) == (2, "", 1)
    assert part in answer.stderr
