"""`explain`: why a note is (not) a person's, which line counted by which rule, and why somebody is on the agenda."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from conftest import Answer, VaultFolder
from hypothesis import given, settings
from hypothesis import strategies as st
from notes.vaults import Vault

LONG = bool(os.environ.get("NETNOTES_LONG"))
TODAY = "2026-11-24"
Notes = Mapping[str, str]
ADA, DAILY = "people/Ada.md", "daily/2026-11-20.md"
CLOSE = "---\ncircle: close\n---\n"
LATE = f"{CLOSE}- 2026-09-01 call: plums\n"


@pytest.fixture
def explain(netnotes: Callable[..., Answer], vault: VaultFolder) -> Callable[..., Any]:
    """Write notes and explain one of them, as JSON."""

    def ask(notes: Notes, who: str = ADA, *more: str) -> Any:
        for path, text in notes.items():
            vault.write(path, text)
        return netnotes("explain", who, *more, "--today", TODAY, "--format", "json").json()

    return ask


def only(row: Mapping[str, Any], like: Mapping[str, Any]) -> dict[str, Any]:
    """*row* with the keys of *like*."""
    return {key: row[key] for key in like}


def what(is_: str, rule: int | None, why: str, line: int | None = None, of: str | None = None) -> dict[str, Any]:
    """What a note is, as the JSON says it; *why* is part of a sentence."""
    return {"is": is_, "rule": rule, "why": why, "line": line, "folder_of": of}


NOTES: list[tuple[str, Notes, bool, dict[str, Any]]] = [
    (".trash/Ada.md", {}, False, what("unseen", 1, "dot")),
    ("people/.Ada.md", {}, False, what("unseen", 1, "dot")),
    ("Archive/people/Ada.md", {"netnotes.toml": 'ignore = ["Archive/**"]\n'}, False, what("unseen", 1, "ignore")),
    ("people/Ada (conflicted copy 2026-01-01).md", {}, False, what("unseen", 1, "")),
    ("people/Ada.txt", {}, False, what("unseen", 1, ".md")),
    ("CRM/Ada.md", {"netnotes.toml": 'people = ["CRM/**"]\n'}, True, what("person", 2, "people")),
    (ADA, {"netnotes.toml": 'people = ["CRM/**"]\n'}, False, what("other", 2, "people")),
    ("people/Templates/Ada.md", {}, False, what("other", 3, "Templates")),
    (ADA, {ADA: "# {{title}}\n"}, False, what("other", 3, "placeholder")),
    (ADA, {ADA: "---\ncircle: close\ntype: Company\n---\n"}, False, what("other", 3, "company", 3)),
    ("x/Ada.md", {"x/Ada.md": "---\ntype: Person\n---\n"}, True, what("person", 4, "person", 2)),
    ("x/Ada.md", {"x/Ada.md": "---\nkind: contact\n---\n"}, True, what("person", 4, "contact", 2)),
    ("x/Ada.md", {"x/Ada.md": "---\nwhy: us\ntags: [a, person/x]\n---\n"}, True, what("person", 4, "person/x", 3)),
    ("x/Ada.md", {"x/Ada.md": "One.\n\n#people\n"}, True, what("person", 4, "people", 3)),
    ("x/Ada.md", {"x/Ada.md": '---\ncategories: ["[[People]]"]\n---\n'}, True, what("person", 4, "", 2)),
    ("people/2026-11-14 Lunch.md", {}, False, what("dated", 5, "date")),
    (DAILY, {DAILY: "#person\n"}, False, what("dated", 5, "date")),
    ("people/ada/plums.md", {"people/ada.md": CLOSE}, False, what("folder", 5, "", None, "people/ada.md")),
    ("ada/plums.md", {"ada.md": "#person\n"}, False, what("other", 5, "", None, "ada.md")),
    (ADA, {}, True, what("folder", 6, "people")),
    ("CRM/Contacts/old/Ada.md", {}, True, what("folder", 6, "Contacts")),
    ("x/Ada.md", {}, False, what("other", None, "nothing")),
    (ADA, {ADA: '---\nwhy: "never closed\n---\n'}, False, what("broken", 6, "people")),
    ("x/Ada.md", {"x/Ada.md": '---\ntype: person\nwhy: "x\n---\n'}, False, what("broken", 4, "")),
    (ADA, {ADA: "a" * 5_300_000}, False, what("unseen", None, "")),
]  # fmt: skip


@pytest.mark.parametrize(("path", "notes", "person", "expected"), NOTES)
def test_what_a_note_is(
    netnotes: Callable[..., Answer], explain: Callable[..., Any], path: str, notes: Notes, person: bool,
    expected: Mapping[str, Any],
) -> None:  # fmt: skip
    """The rule that decided, what it went by and where that stands; the text says it in one sentence."""
    row = explain({path: "hello\n", **notes}, path)
    assert (row["path"], row["person"]) == (path, person)
    found = only(row, expected)
    assert expected["why"] in (found["why"] or "")
    assert {**found, "why": ""} == {**expected, "why": ""}
    said = " ".join(netnotes("explain", path).stdout.split())
    assert (" is a person by " in said) is person
    assert expected["why"] in said or expected["is"] == "broken"


RHYTHMS: list[tuple[str, dict[str, Any] | None, str]] = [
    ("cadence: 10 days", {"cadence": "10 days", "key": "cadence", "line": 2, "circle": None}, "10 days, their own"),
    ("circle: close", {"cadence": "6 weeks", "key": "circle", "line": 2, "circle": "close"}, "from the circle close"),
    (
        "circle: close\ncadence: 9w",
        {"cadence": "9w", "key": "cadence", "line": 3, "circle": None},
        "9 weeks, their own",
    ),
    ("why: us\ncontact_frequency: 30", {"cadence": "30", "key": "contact_frequency", "line": 3, "circle": None}, "30"),
    ("prm-tier: Inner", {"cadence": "2 weeks", "key": "prm-tier", "line": 2, "circle": "inner"}, "the circle inner"),
    ("circle: wide\ncadence: montly", {"cadence": "1 year", "key": "circle", "line": 2, "circle": "wide"}, "wide"),
    ("why: us", None, "none"),
]


@pytest.mark.parametrize(("keys", "expected", "said"), RHYTHMS)
def test_rhythm(
    netnotes: Callable[..., Answer], explain: Callable[..., Any], keys: str, expected: object, said: str
) -> None:
    """From the person's own key as it is written, or their circle's, with the line."""
    assert explain({ADA: f"---\n{keys}\n---\n"})["rhythm"] == expected
    (line,) = [line for line in netnotes("explain ada").lines if line.startswith("  rhythm  ")]
    assert said in line


def test_a_circle_without_a_clock(netnotes: Callable[..., Answer], vault: VaultFolder) -> None:
    """Who has a circle is not told that they have none: it is the circle that has no rhythm."""
    vault.write("netnotes.toml", "[circles]\nold = { people = 9 }\n")
    vault.person("Ada", circle="old", log=["2026-09-01 call"])
    assert "no circle" not in netnotes(f"explain ada --today {TODAY}").stdout


MILL = "---\nhousehold: Mill Lane\n---\n"
LASTS: list[tuple[Notes, str | None, tuple[str, int] | None, str | None, str]] = [
    ({ADA: LATE}, "2026-09-01", (ADA, 4), None, "1 Sep, line 4: call, a head"),
    ({ADA: "", DAILY: "call [[Ada]]: plums\n"}, "2026-11-20", (DAILY, 1), None, f"20 Nov, {DAILY}:1: call, a head"),
    ({ADA: "---\nlastContacted: 2026-09-02\n---\n"}, "2026-09-02", None, "lastContacted", "the key lastContacted"),
    ({ADA: "---\nlast-contact: 2026-09-02\n---\n- 2026-09-01 call\n"}, "2026-09-02", None, "last-contact", "(line 2)"),
    ({ADA: MILL, "people/Bo.md": f"{MILL}- 2026-09-03 tea: mild\n"}, "2026-09-03", ("people/Bo.md", 4), None, "Bo"),
    ({ADA: "", DAILY: "saw [[Ada]] run\n"}, "2026-11-20", (DAILY, 1), None, f"~20 Nov, {DAILY}:1"),
    ({ADA: "---\nmet: 2026-05-01\n---\n"}, "2026-05-01", None, "met", "1 May, from the key met (line 2)"),
    ({ADA: "- 2026-12-01 call: still to come\n- 2026-09-01 vm\n"}, None, None, None, "none on record"),
]


@pytest.mark.parametrize(("notes", "day", "place", "key", "said"), LASTS)
def test_last_contact(
    netnotes: Callable[..., Answer], explain: Callable[..., Any], notes: Notes, day: str | None,
    place: tuple[str, int] | None, key: str | None, said: str,
) -> None:  # fmt: skip
    """The line that it comes from, or the key: their own, a dated note's, the household's, or a probable one."""
    row = explain(notes)
    line = row["last_line"] and (row["last_line"]["path"], row["last_line"]["line"])
    assert (row["last_contact"], line, row["last_key"] and row["last_key"]["key"]) == (day, place, key)
    assert said in " ".join(netnotes(f"explain ada --today {TODAY}").stdout.partition("  due")[0].split())


def step(name: str, date: str, since: str | None = None, line: int | None = None) -> dict[str, Any]:
    """One step to the due day."""
    return {"what": name, "since": since, "date": date, "line": line}


CLOCK = step("last contact", "2026-11-11", "2026-11-01")
STEPS: list[tuple[str, str, list[dict[str, Any]], str]] = [
    ("cadence: 10 days", "", [CLOCK], "11 Nov = 1 Nov + 10 days; 13 days late today"),
    ("next-contact: 2026-11-25", "", [step("next-contact", "2026-11-25", line=2)], "25 Nov, set by hand (line 2)"),
    ("next-contact: 2026-11-24", "", [step("next-contact", "2026-11-24", line=2)], "by hand (line 2); today"),
    ("cadence: 10 days\nsnooze: 2026-12-04", "", [CLOCK, step("snooze", "2026-12-04", line=3)],
     "then 4 Dec, snoozed (line 3); in 10 days"),
    ("cadence: 10 days\nsnooze: 2026-11-11", "", [CLOCK], "13 days late today"),
    ("cadence: 10 days", "saw [[Ada]] run\n", [CLOCK, step("probably", "2026-11-25", "2026-11-20")],
     "11 Nov = 1 Nov + 10 days; then ~25 Nov = ~20 Nov + half of 10 days; in 1 day"),
    ("next-contact: 2026-11-04\ncadence: 10 days", "call [[Ada]]\n",
     [step("last contact", "2026-11-30", "2026-11-20")], "30 Nov = 20 Nov + 10 days; in 6 days"),
    ("cadence: 10 days\nstatus: paused", "", [], "none: paused"),
    ("cadence: never", "", [], "none"),
    ("why: us", "", [], "none"),
]  # fmt: skip


@pytest.mark.parametrize(("keys", "daily", "steps", "said"), STEPS)
def test_due(
    netnotes: Callable[..., Answer], explain: Callable[..., Any], keys: str, daily: str,
    steps: list[dict[str, Any]], said: str,
) -> None:  # fmt: skip
    """Each step that moves the day, and the last of them is the day that `list` tells."""
    row = explain({ADA: f"---\n{keys}\n---\n- 2026-11-01 call: plums\n", DAILY: daily or "quiet\n"})
    assert row["steps"] == steps
    assert row["due"] == (steps[-1]["date"] if steps else None)
    assert row["due"] == netnotes(f"list ada --today {TODAY} --format json").json()[0]["due"]
    lines = netnotes(f"explain ada --today {TODAY}").stdout.partition("  due")[2].partition("  agenda")[0]
    assert said in " ".join(lines.split())


def keyed(keys: str, log: str = "") -> str:
    """A note with *keys* and lines."""
    return f"---\n{keys}\n---\n{log}"


def met(*names: str) -> Notes:
    """People whom one met at the fair, the first of them first."""
    return {f"people/{name}.md": keyed(f"met: 2026-11-0{day}") for day, name in enumerate(names, 1)}


def standing(because: str, *place: int) -> dict[str, Any]:
    """What the agenda has to say, without the day; who is there, and not beside somebody, has a section."""
    section = {"due": "Turn to", "follow-up": "New", "decide": "New"}.get(because)
    return {"section": section, "because": because, **dict(zip(("place", "of"), (*place, None, None), strict=False))}


CALL, RANG = "- 2026-09-01 call: plums\n", "- 2026-11-23 vm: rang\n"
FIRST = {"people/Bo.md": keyed("circle: inner\nhousehold: M", "- 2026-02-01 call\n")}
AGENDA: list[tuple[str, Notes, dict[str, Any], str]] = [
    ("due", {ADA: LATE, **FIRST}, standing("due", 2, 2), "yes, second of 2 to turn to"),
    ("cap", {ADA: LATE, **FIRST, "netnotes.toml": "[agenda]\nreach-out = 1\n"}, standing("cap", 2, 2), "no: second"),
    ("nobody a day", {ADA: LATE, "netnotes.toml": "[agenda]\nreach-out = 0\n"}, standing("cap", 1, 1), "no: first"),
    ("not due", {ADA: f"{CLOSE}- 2026-11-01 call\n"}, standing("not due"), "no: not due before Sun 13 Dec"),
    ("plan", {ADA: f"{LATE}- 2026-11-27 dinner: soup\n"}, standing("plan"), "a plan, Fri 27 Nov: dinner: soup"),
    ("plan elsewhere", {ADA: LATE, DAILY: "- 2026-11-27 dinner with [[Ada]]\n"}, standing("plan"), "a plan"),
    ("tried", {ADA: LATE + RANG}, standing("tried"), "you tried on 23 Nov; asked for again from Thu 26 Nov"),
    ("tried elsewhere", {ADA: LATE, "daily/2026-11-22.md": "left vm for [[Ada]]\n"}, standing("tried"),
     "you tried on 22 Nov; asked for again from tomorrow"),
    ("tried, and it counts", {ADA: keyed("cadence: 1 day", RANG), "netnotes.toml": "[kinds]\nvoicemail = 1\n"},
     standing("due", 1, 1), "yes, first of 1"),
    ("household", {ADA: keyed("circle: close\nhousehold: M", CALL), **FIRST}, standing("household", 1, 1), "with Bo"),
    ("household held", {ADA: keyed("circle: close\nhousehold: M", CALL), "people/Bo.md": keyed("household: M", RANG)},
     standing("household held"), "no: somebody of the household has a plan or a try"),
    ("a namesake in a household", {ADA: LATE, **FIRST, "people/a.md": keyed("name: Ada\nhousehold: M")},
     standing("due", 2, 2), "yes, second of 2"),
    ("no rhythm", {ADA: CALL}, standing("no rhythm"), "no: no circle and no rhythm yet"),
    ("no contact", {ADA: CLOSE}, standing("no contact"), "no: no contact on record"),
    ("never", {ADA: keyed("cadence: never", CALL)}, standing("never"), "no: no clock runs"),
    ("follow-up", {ADA: keyed("met: 2026-11-20")}, standing("follow-up"), "yes, under New: met 20 Nov"),
    ("decide", met("Ada"), standing("decide"), "yes, under New: met 1 Nov"),
    ("cap new", met("Bo", "Cy", "Ada"), standing("cap new"), "no: met 3 Nov, and a day takes fewer new people"),
    ("new, of a household", {ADA: keyed("household: M\nmet: 2026-11-03"), **FIRST}, standing("decide"),
     "yes, under New: met 3 Nov"),
    ("cap new, of a household",
     {ADA: keyed("household: M\nmet: 2026-11-03"), **FIRST, "netnotes.toml": "[agenda]\nnew-people = 0\n"},
     standing("cap new"), "no: met 3 Nov, and a day takes fewer new people"),
    ("new, and due", {**met("Bo", "Cy"), ADA: keyed("met: 2026-11-03\nnext-contact: 2026-11-20")},
     standing("due", 1, 1), "yes, first of 1"),
    *((status, {ADA: keyed(f"circle: close\nstatus: {status}", CALL)}, standing("status"), "no: ")
      for status in ("wish", "card", "paused", "let-go", "do-not-contact", "deceased")),
    ("paused-until", {ADA: keyed("circle: close\npaused-until: 2026-12-01", CALL)}, standing("status"), "no: paused"),
]  # fmt: skip


@pytest.mark.parametrize(("notes", "expected", "said"), [pytest.param(*row, id=name) for name, *row in AGENDA])
def test_agenda(
    netnotes: Callable[..., Answer], explain: Callable[..., Any], notes: Notes, expected: Mapping[str, Any], said: str
) -> None:
    """The section and the place, or the first reason that holds; the text begins with yes or no."""
    assert only(explain(notes)["agenda"], expected) == expected
    text = netnotes(f"explain {ADA} --today {TODAY}").stdout.partition("  agenda  ")[2].partition("\n\n")[0]
    assert text.strip().startswith("yes" if expected["section"] else "no")
    assert said in " ".join(text.split())


DAYS = st.integers(1, 28).map(lambda day: f"2026-11-{day:02}")
LINE = st.builds("- {} {}: plums".format, DAYS, st.sampled_from(["call", "call", "tea", "vm", "note"]))
KEYS = st.fixed_dictionaries({}, optional={
    "circle": st.sampled_from(["inner", "close"]), "cadence": st.sampled_from(["5 days", "10 days", "never"]),
    "status": st.sampled_from(["paused", "let-go", "card"]), "met": DAYS, "next-contact": DAYS, "snooze": DAYS,
    "household": st.sampled_from(["M", "N"]), "paused-until": DAYS, "name": st.just("Bo"),
})  # fmt: skip
PEOPLE = st.lists(st.tuples(KEYS, st.lists(LINE, max_size=3)), min_size=1, max_size=7)
SETTINGS = st.builds("[agenda]\nreach-out = {}\nnew-people = {}\nahead = 5\n".format, *[st.integers(0, 3)] * 2)


# As for the edits: CI does not hunt, a long run does.
@settings(max_examples=2000 if LONG else 40, deadline=None)
@given(people=PEOPLE, toml=SETTINGS)
def test_it_agrees_with_the_agenda(people: list[tuple[dict[str, str], list[str]]], toml: str) -> None:
    """Who is said to stand on the agenda stands there, in that place; who is not is left out for the reason given."""
    with tempfile.TemporaryDirectory() as folder:
        vault = Vault(Path(folder))
        notes = {f"people/{place}.md": (keys, log) for place, (keys, log) in enumerate(people)}
        vault.write({path: "\n".join(["---", *(f"{key}: {value}" for key, value in keys.items()), "---", *log, ""])
                     for path, (keys, log) in notes.items()} | {"netnotes.toml": toml})  # fmt: skip
        shown, everyone = vault.ask("agenda"), vault.ask("agenda", "--all")
        turns = [row["path"] for row in everyone["turn_to"]]
        for path in notes:
            said = vault.ask("explain", path)
            told, because = said["agenda"], said["agenda"]["because"]
            on = {"Turn to": shown["turn_to"], "New": shown["new"]}
            stands = [(section, row["what"]) for section, rows in on.items() for row in rows if row["path"] == path]
            reason = "reach-out" if because == "due" else because
            assert (told["section"], reason) in stands if stands else told["section"] is None, (path, told)
            if because in ("due", "cap"):
                assert (told["place"], told["of"]) == (turns.index(path) + 1, len(turns))
            elif not stands:
                assert path not in turns, told
                assert (because == "cap new") is (path in [row["path"] for row in everyone["new"]])
            if because == "household":
                assert said["name"] in everyone["turn_to"][told["place"] - 1]["household"]
            if because == "not due":
                assert told["date"] == said["due"] > TODAY
            if because != "household":  # whoever shares a line with somebody due stands on it, due or not
                assert (because in ("due", "cap", "household held", "plan", "tried")) is (
                    bool(said["due"]) and said["due"] <= TODAY and told["section"] != "New" and because != "cap new"
                )


@pytest.mark.parametrize(("day", "log"), [("9999-12-31", "9999-12-30 vm"), ("0001-01-02", "0001-01-01 call")])
def test_the_ends_of_the_calendar(netnotes: Callable[..., Answer], vault: VaultFolder, day: str, log: str) -> None:
    """Days before the first and after the last are nobody's concern."""
    vault.person("Ada", cadence="1 day", log=["0001-01-01 call", log])
    assert netnotes(f"explain ada --today {day}").exit_code == 0
