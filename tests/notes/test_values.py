"""What the values of keys are read as (FORMAT, Keys; LAW 2)."""

from __future__ import annotations

from typing import Any

import pytest

from .reading import codes, facts, fields, read
from .vaults import Vault


@pytest.mark.parametrize(
    "text",
    [
        *("no", "yes", "on", "off", "NO", "true", "0123", "00441234", "+47 123", "+4712345678", "1:30", "12:30:45"),
        *("1.10", "12_345", "1e3", ".nan", ".inf", "=", "<<", "2026-11-14", "0x1F"),
    ],
)
def test_a_value_is_the_text_that_was_written(text: str) -> None:
    """Never a boolean, an octal, a time or a sum; in keys that are known and in those that are not."""
    note = fields(f"phone: {text}\nshoes: {text}\noffers: [{text}]\ntags: [{text}]\naliases: [{text}]")
    expected = {"phone": text, "offers": [text], "tags": [text], "aliases": [text], "other": {"shoes": text}}
    assert (note.facts, codes(note)) == (expected, [])


@pytest.mark.parametrize(
    "key", ["why", "hook", "channel", "email", "phone", "address", "url", "org", "role", "location"]
)
def test_text_or_list(key: str) -> None:
    """Several texts stay a list; a list of one is that one."""
    assert facts(f"{key}: plums") == {key: "plums"}
    assert facts(f"{key}: [plums]") == {key: "plums"}
    assert facts(f"{key}:\n  - plums\n  - pears") == {key: ["plums", "pears"]}


@pytest.mark.parametrize("key", ["offers", "needs", "aliases"])
def test_list_or_one_text(key: str) -> None:
    """One text is a list of one, commas and all."""
    assert facts(f"{key}: [plums, pears]") == {key: ["plums", "pears"]}
    assert facts(f"{key}: plums, and pears") == {key: ["plums, and pears"]}


@pytest.mark.parametrize(
    ("yaml", "tags"),
    [
        pytest.param("tags: [friend, deep maths]", ["friend", "deep maths"], id="list"),
        pytest.param("tags:\n  - friend\n  - maths", ["friend", "maths"], id="list of lines"),
        pytest.param("tags: friend, deep maths", ["friend", "deep maths"], id="text with commas"),
        pytest.param("tags: friend maths", ["friend", "maths"], id="text with spaces"),
        pytest.param("tags: friend", ["friend"], id="one"),
        pytest.param('tags: ["#friend", "#work/maths"]', ["friend", "work/maths"], id="with a hash"),
    ],
)
def test_tags_in_the_fields(yaml: str, tags: list[str]) -> None:
    """A list, or one text, split at commas or else at spaces."""
    assert facts(yaml) == {"tags": tags}


@pytest.mark.parametrize(
    ("body", "tags"),
    [
        pytest.param("She likes #maths and #work/engines.\n", ["maths", "work/engines"], id="text"),
        pytest.param("- 2026-11-14 lunch #maths\n  #plums\n", ["maths", "plums"], id="log line"),
        pytest.param("## Notes #maths\n", ["maths"], id="heading"),
        pytest.param("- [ ] send the book #maths\n", ["maths"], id="task"),
        pytest.param("> #maths\n", ["maths"], id="quote"),
        pytest.param("See https://example.org/#maths or issue #1, a#b.\n", [], id="what is none"),
        pytest.param("```\n#maths\n```\n<!-- #plums -->\n", [], id="code and comments"),
        pytest.param("[[Notes#maths]]\n", [], id="link"),
    ],
)
def test_tags_in_the_body(body: str, tags: list[str]) -> None:
    """They count beside those of the fields, once each."""
    assert read(f"---\ntags: friend, maths\n---\n{body}").facts["tags"] == list(
        dict.fromkeys(["friend", "maths", *tags])
    )
    assert read(body).facts.get("tags", []) == tags


@pytest.mark.parametrize("key", ["paused-until", "snooze", "next-contact", "last-contact"])
@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-11-14", "2026-11-14"),
        ('"2026-11-14"', "2026-11-14"),
        ("2026-11-20T09:30:00Z", "2026-11-20"),
        ("2026-11-20 09:30", "2026-11-20"),
        ("2026-02-30", None),
        ("12/05/2026", None),
        ("14.11.2026", None),
        ("2026-11", None),
        ("soon", None),
        ("[2026-11-14, 2026-11-15]", None),
    ],
)
def test_days(key: str, written: str, day: str | None) -> None:
    """An ISO day, or the day of a date-time; another form is a warning of that field alone."""
    note = fields(f"name: Ada\n{key}: {written}\nrole: poet")
    assert (note.facts.get(key), note.facts["role"]) == (day, "poet")
    assert [(line, severity) for _, line, _, severity, _, _ in note.problems] == ([] if day else [(3, "warning")])


@pytest.mark.parametrize(
    ("written", "day", "interaction"),
    [("2024-05-02", "2024-05-02", True), ("2024-05", "2024-05", False), ("2024-13", None, False), ("May", None, False)],
)
def test_met(written: str, day: str | None, interaction: bool) -> None:
    """A full day is an interaction; a partial one is shown and is none."""
    note = fields(f"met: {written}")
    assert note.facts.get("met") == day
    assert [(str(line.day), line.head.kind) for line in note.lines] == [("2024-05-02", "met")] * interaction
    assert codes(note) == ([] if day else [(2, "bad-date")])


@pytest.mark.parametrize(
    ("log", "met"),
    [("2024-05-02 met: at a dinner", 0), ("2024-05-02 dinner", 1), ("2024-05-03 met", 1), ("2024-05-02", 1)],
)
def test_met_and_the_log(log: str, met: int) -> None:
    """A line of kind `met` on the same day says it already."""
    assert len(read(f"---\nmet: 2024-05-02\n---\n- {log}\n").lines) == 1 + met


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("1990-05-12", "1990-05-12"),
        ("05-12", "05-12"),
        ("--05-12", "05-12"),
        ("1604-05-12", "05-12"),
        ("02-29", "02-29"),
        ("1604-02-29", "02-29"),
        ("1900-02-29", None),
        ("1990-13-45", None),
        ("0000-05-12", None),
        ("12 May", None),
    ],
)
def test_birthdays(written: str, day: str | None) -> None:
    """With a year or without; 1604 as a year means unknown."""
    note = fields(f"birthday: {written}")
    assert (note.facts.get("birthday"), codes(note)) == (day, [] if day else [(2, "bad-date")])


@pytest.mark.parametrize(
    ("yaml", "dates", "told"),
    [
        pytest.param("dates:\n  wedding: 2014-06-12\n  name day: 07-26", {"wedding": "2014-06-12", "name day": "07-26"},
                     [], id="lines"),
        pytest.param("dates: {wedding: 2014-06-12}", {"wedding": "2014-06-12"}, [], id="braces"),
        pytest.param("anniversary: 2014-06-12", {"anniversary": "2014-06-12"}, [], id="anniversary"),
        pytest.param("dates: {wedding: 06-12}\nanniversary: 2014-06-12",
                     {"wedding": "06-12", "anniversary": "2014-06-12"}, [], id="both"),
        pytest.param("dates:\n  wedding: 2014-06-31\n  first: 06-12", {"first": "06-12"}, [(3, "bad-date")],
                     id="a bad one costs itself"),
        pytest.param("dates:\n  wedding:\n  first: 06-12", {"first": "06-12"}, [], id="an empty one"),
        pytest.param("dates: [2014-06-12]", None, [(2, "not-table")], id="no table"),
    ],
)  # fmt: skip
def test_other_yearly_dates(yaml: str, dates: dict[str, str] | None, told: list[object]) -> None:
    """A table of names and days; `anniversary` is one of them."""
    note = fields(yaml)
    assert (note.facts.get("dates"), codes(note)) == (dates, told)


@pytest.mark.parametrize("cadence", ["2 weeks", "6w", "30", "every 10 days", "monthly", "never"])
def test_a_cadence_stays_as_it_was_written(cadence: str) -> None:
    """`tests/test_dates.py` has every form."""
    assert facts(f"cadence: {cadence}") == {"cadence": cadence}


@pytest.mark.parametrize("cadence", ["soon", "montly", "0d", "-7d", "99999999999d", "biweekly", "bimonthly", "[1, 2]"])
def test_a_cadence_that_cannot_be_read(cadence: str) -> None:
    """A warning of that field, with its place."""
    note = fields(f"name: Ada\ncadence: {cadence}")
    assert "cadence" not in note.facts
    assert [(problem.line, problem.column, problem.severity) for problem in note.problems] == [(3, 10, "warning")]


@pytest.mark.parametrize(
    ("written", "circle", "told"),
    [
        ("close", "close", []),
        ("inner", "inner", []),
        ("nearby", None, [(2, "unknown-circle")]),
    ],
)
def test_circles(written: str, circle: str | None, told: list[object]) -> None:
    """One of the settings; another text is a warning and no circle."""
    note = fields(f"circle: {written}")
    assert (note.facts.get("circle"), codes(note)) == (circle, told)


def test_own_circles() -> None:
    """The circles are those of the settings, and only those."""
    settings = '[circles]\n"1" = { cadence = "1 week" }\n'
    assert facts("priority: 1", settings) == {"circle": "1"}
    assert codes(fields("circle: close", settings=settings)) == [(2, "unknown-circle")]


STATUSES = ["wish", "card", "active", "paused", "let-go", "do-not-contact", "deceased"]


@pytest.mark.parametrize(
    ("yaml", "status"),
    [
        *((f"status: {status}", status) for status in STATUSES),
        ("status: target", "wish"),
        ("status: collected", "card"),
        ("deathday: 2020-02-02", "deceased"),
        ("died: 2020-02-02", "deceased"),
        ("status: active\ndied: 2020-02-02", "deceased"),
        *((f"do_not_contact: {yes}", "do-not-contact") for yes in ("true", "yes", "1", "True", "YES")),
        *((f"prm-paused: {yes}", "paused") for yes in ("true", "yes", "1", "True", "YES")),
        *((f"Active: {no}", "paused") for no in ("false", "no", "0", "False", "NO")),
        *((f"do_not_contact: {no}", "active") for no in ("false", "no", "0")),
        *((f"prm-paused: {no}", "active") for no in ("false", "no", "0")),
        *((f"Active: {yes}", "active") for yes in ("true", "yes", "1")),
        ("name: Ada", "active"),
    ],
)
def test_statuses(yaml: str, status: str) -> None:
    """The words of FORMAT and the flags of existing vaults; `active` where nothing is said."""
    assert facts(yaml).get("status", "active") == status


def test_another_status() -> None:
    """A warning, and `active`."""
    note = fields("status: lost")
    assert (note.facts.get("status", "active"), codes(note)) == ("active", [(2, "unknown-status")])


@pytest.mark.parametrize(("written", "minutes"), [("45", 45), ("soon", None), ("-5", None)])
def test_minutes(written: str, minutes: int | None) -> None:
    """A number."""
    note = fields(f"minutes: {written}")
    assert (note.facts.get("minutes"), [line for line, _ in codes(note)]) == (minutes, [] if minutes else [2])


@pytest.mark.parametrize("key", ["met-through", "knows"])
@pytest.mark.parametrize(
    ("written", "links", "told"),
    [
        pytest.param('"[[Mary]]"', ["[[Mary]]"], [], id="quoted"),
        pytest.param('["[[Mary]]", "[[Bo]]"]', ["[[Mary]]", "[[Bo]]"], [], id="list"),
        pytest.param("Mary", ["Mary"], [], id="a name"),
        pytest.param("[[Mary]]", ["[[Mary]]"], [(2, "unquoted-link")], id="unquoted"),
        pytest.param('\n  - [[Mary]]\n  - "[[Bo]]"', ["[[Mary]]", "[[Bo]]"], [(3, "unquoted-link")], id="mixed list"),
        pytest.param("[[people/Mary|her]]", ["[[people/Mary|her]]"], [(2, "unquoted-link")], id="unquoted with a path"),
        pytest.param("[[Fox, Mary]]", ["[[Fox, Mary]]"], [(2, "unquoted-link")], id="unquoted with a comma"),
    ],
)
def test_links_in_the_fields(key: str, written: str, links: list[str], told: list[object]) -> None:
    """An unquoted `[[X]]`, a list in a list to YAML, is that link, with a warning."""
    note = fields(f"{key}: {written}")
    assert (note.facts[key], codes(note)) == (links, told)


def test_one_bad_field_costs_itself_alone() -> None:
    """Every other key, the log and the tasks still serve."""
    note = read("---\nsnooze: soon\nrole: poet\ncadence: montly\n---\n- 2026-11-14 tea\n\n- [ ] send the book\n")
    assert (note.facts["role"], len(note.lines), len(note.tasks)) == ("poet", 1, 1)
    assert codes(note) == [(2, "bad-date"), (4, "bad-cadence")]


def test_own_keys_are_shown_and_searchable(vault: Vault) -> None:
    """`show` has them under `other`, and `list` finds their words."""
    vault.write({"people/Ada.md": "---\nshoe size: 38 narrow\npets: [Nip]\n---\n", "people/Bo.md": "tall\n"})
    assert vault.ask("show", "Ada")["other"] == {"shoe size": "38 narrow", "pets": "Nip"}
    for word in ("narrow", "nip", "38"):
        assert [row["name"] for row in vault.ask("list", word)] == ["Ada"]


def household(name: str, cadence: str, last: str) -> dict[str, Any]:
    """A note of the household `the Kings`."""
    return {f"people/{name}.md": f"---\nhousehold: the Kings\ncadence: {cadence}\n---\n- {last} tea\n"}


def test_a_household_is_reached_as_one(vault: Vault) -> None:
    """They share the latest of their last contacts, and stand on one line."""
    vault.write(household("Ada", "1 week", "2026-09-01") | household("Bo", "2 weeks", "2026-10-01"))
    vault.write({"people/Cy.md": "---\nhousehold: the Queens\ncadence: 1 week\n---\n- 2026-09-01 tea\n"})
    assert vault.last_contact() == {
        **dict.fromkeys(["people/Ada.md", "people/Bo.md"], "2026-10-01"),
        "people/Cy.md": "2026-09-01",
    }
    assert [(row["name"], row["household"]) for row in vault.ask("overdue")] == [("Cy", []), ("Ada", ["Bo"])]


def test_no_ledger_with_this_person() -> None:
    """`reciprocity: off` says so; nothing else does."""
    assert facts("reciprocity: off") == {"reciprocity": False}
    assert "reciprocity" not in facts("name: Ada")
