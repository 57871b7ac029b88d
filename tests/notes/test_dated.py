"""Dated notes: which they are, and the whole of one as an interaction (FORMAT, Dated notes)."""

from __future__ import annotations

from typing import Any

import pytest

from .vaults import Vault

DAY = "2026-11-14"
PEOPLE = {
    "people/ada-lovelace.md": "---\nname: Ada Lovelace\naliases: [Countess, Ada Byron]\n---\n",
    "people/Bo Fox.md": "---\naliases: [Bo]\n---\n",
}
HELD = f"date: {DAY}\npeople: Ada Lovelace"


def events(vault: Vault, path: str, text: str = "", who: str = "Ada Lovelace", settings: str = "") -> list[Any]:
    """What the timeline of *who* shows when there is a note *text* at *path* besides the people."""
    vault.write({**PEOPLE, path: text, "netnotes.toml": settings})
    found: list[Any] = vault.ask("timeline", who)["events"]
    return found


def whole(vault: Vault, keys: str, path: str = f"notes/{DAY}.md", body: str = "", settings: str = "") -> dict[str, Any]:
    """The one event that a note with *keys*, at *path*, is for Ada."""
    (event,) = events(vault, path, f"---\n{keys}\n---\n{body}", settings=settings)
    assert isinstance(event, dict)
    return event


@pytest.mark.parametrize("path", [
    "2026-11-14.md", "daily/2026-11-14.md", "journals/2026_11_14.md", "daily.journal.2026.11.14.md",
    "2026-11-14 Lunch.md", "Lunch 2026-11-14.md", "people/2026-11-14.md", "daily/2026/11/2026-11-14.md",
    "daily/2026-11-14T10.30.md", "daily/2026-11-14-Saturday.md",
])  # fmt: skip
def test_a_date_in_the_name(vault: Vault, path: str) -> None:
    """With `-`, `_` or `.` between its parts, anywhere in the file's name, in any folder."""
    assert [(e["date"], e["counts"]) for e in events(vault, path, "- call with [[Ada Lovelace]]: plums\n")] == [
        (DAY, "yes")
    ]


@pytest.mark.parametrize("path", [
    "daily/20261114.md", "2026-11-14/notes.md", "daily/12026-11-14.md", "daily/2026-11-141.md", "daily/2026-11.md",
    "Templates/2026-11-14.md", "99 templates/2026-11-14.md", "_templates/2026-11-14.md", ".trash/2026-11-14.md",
])  # fmt: skip
def test_no_date_in_the_name(vault: Vault, path: str) -> None:
    """A folder's date, another form and a template make no dated note."""
    assert events(vault, path, "- call with [[Ada Lovelace]]: plums\n") == []


@pytest.mark.parametrize(("keys", "is_dated"), [
    (f"date: {DAY}\npeople: [Ada Lovelace]", True), (f"Date: {DAY}T10:30\npeople: [Ada Lovelace]", True),
    (f'date: "[[{DAY}]]"\npeople: [Ada Lovelace]', True),
    (f"date: {DAY}\ntype: meeting", True), (f"date: {DAY}\ntype: Interaction", True),
    (f"date: {DAY}\nkind: call", True),
    (f"date: {DAY}", False), ("people: [Ada Lovelace]", False), ("type: call", False),
    (f"date: {DAY}\ntype: essay", False), (f"date: {DAY}\ntags: [call]", False),
    (f'date: {DAY}\npeople: "{{{{who}}}}"', False), (f"date: {DAY}\ntype: meeting\ntitle: <% who %>", False),
])  # fmt: skip
def test_a_date_among_the_keys(vault: Vault, keys: str, is_dated: bool) -> None:
    """It needs a participants key beside it, or a type that is a kind; a placeholder makes it a template."""
    found = events(vault, "notes/Plums.md", f"---\n{keys}\n---\n- lunch with [[Ada Lovelace]]: plums\n")
    assert ("lunch", DAY, "yes") in [(e["kind"], e["date"], e["counts"]) for e in found] or not is_dated
    assert bool(found) is is_dated


def test_keys_may_stand_inline(vault: Vault) -> None:
    """`date::` and `people::`, each on a line of its own."""
    (event,) = events(vault, "notes/Plums.md", f"date:: {DAY}\npeople:: [[Ada Lovelace]], [[Bo]]\ntype:: lunch\n")
    assert (event["date"], event["kind"], event["with"], event["counts"]) == (DAY, "lunch", ["Bo Fox"], "yes")


@pytest.mark.parametrize(("path", "text"), [
    ("notes/2026-11-14.md", "---\ntype: person\n---\n- 2026-11-13 lunch with [[Ada Lovelace]]: plums\n"),
    ("people/x.md", f"---\ndate: {DAY}\ntype: person\npeople: Ada Lovelace\n---\n"),
    ("notes/x.md", f"---\ndate: {DAY}\ntags: [contact]\npeople: Ada Lovelace\n---\n"),
])  # fmt: skip
def test_a_person_is_no_dated_note(vault: Vault, path: str, text: str) -> None:
    """What is a person by rule 4 has log lines and no day."""
    vault.write({**PEOPLE, path: text})
    assert path in vault.people()
    assert [e["date"] for e in vault.ask("timeline", "Ada Lovelace")["events"]] == ["2026-11-13"] * ("13" in text)


def test_the_setting_people_decides(vault: Vault) -> None:
    """A note that matches is a person, dated or not; one that does not match may be a dated note."""
    settings = 'people = ["people/**"]\n'
    text = "---\ntype: person\n---\n- 2026-11-13 lunch\n- call with [[Ada Lovelace]]: plums\n"
    assert [e["kind"] for e in events(vault, "daily/2026-11-14.md", text, settings=settings)][-1:] == ["call"]
    assert "daily/2026-11-14.md" not in vault.people()
    vault.write({"people/2026-11-12.md": "- call with [[Ada Lovelace]]: figs\n"})
    assert "people/2026-11-12.md" in vault.people()
    assert "2026-11-12" not in [e["date"] for e in vault.ask("timeline", "Ada Lovelace")["events"]]


@pytest.mark.parametrize(("keys", "kind"), [
    ("mode: lunch", "lunch"), ("mode: Phone", "call"), ("interaction_type: email", "email"), ("kind: visit", "visit"),
    ("type: call", "call"), ("mode: E-Mail", "email"), ("mode: no_answer", "no answer"), ("type: no-reply", "no reply"),
    ("type: call\nkind: visit\ninteraction_type: email\nmode: lunch", "lunch"),
    ("type: call\nkind: visit\ninteraction_type: email", "email"), ("type: call\nkind: visit", "visit"),
    ("mode: in person\ntype: call", "call"), ("mode: in person\ntype: interaction\ntags: [x, tea]", "tea"),
    ("tags: [lunch]", "lunch"), ("tags: [plums]", "meeting"), ("type: interaction", "meeting"),
    ("type: chess", "chess"), ("type: Anruf", "call"), ("mode:", "meeting"),
])  # fmt: skip
def test_the_kind_by_the_keys(vault: Vault, keys: str, kind: str) -> None:
    """The first of mode, interaction_type, kind and type that is a known kind, else a tag that is one."""
    settings = '[kinds]\nchess = 5\nAnruf = "call"\n'
    event = whole(vault, f"{HELD}\n{keys}", "notes/Plums.md", settings=settings)
    assert (event["kind"], event["counts"]) == (kind, "no" if kind.startswith("no ") else "yes")


@pytest.mark.parametrize(("path", "body", "kind"), [
    ("notes/2026-11-14 Call about plums.md", "", "call"), ("notes/2026-11-14 A long lunch.md", "", "lunch"),
    ("notes/2026-11-14 Plums.md", "", "meeting"), ("notes/2026-11-14 Call about plums.md", "#lunch\n", "lunch"),
    ("notes/2026-11-14-zoom-about-plums.md", "", "zoom"), ("notes/2026-11-14 Callous plums.md", "", "meeting"),
    ("notes/call 2026-11-14.md", "", "call"),
])  # fmt: skip
def test_the_kind_by_tag_and_name(vault: Vault, path: str, body: str, kind: str) -> None:
    """Else a tag of the text, else the first known kind in the file's name, else `meeting`."""
    assert whole(vault, "people: [Ada Lovelace]", path, body)["kind"] == kind


@pytest.mark.parametrize(("keys", "direction"), [
    ("initiated_by: them", "in"), ("initiated_by: me", "out"), ("direction: inbound", "in"),
    ("direction: outbound", "out"), ("Initiated-By: Them", "in"), ("initiated_by: both", None), ("type: call", None),
])  # fmt: skip
def test_directions(vault: Vault, keys: str, direction: str | None) -> None:
    """Who reached out."""
    assert whole(vault, f"{HELD}\n{keys}")["direction"] == direction


@pytest.mark.parametrize(("path", "keys", "body", "text"), [
    ("notes/2026-11-14 Figs.md", "title: Plums", "# Pears\n\nProse.\n", "Plums"),
    ("notes/2026-11-14 Figs.md", "", "# Pears\n\nProse.\n", "Pears"),
    ("notes/2026-11-14 Figs.md", "", "Prose.\n", "Figs"), ("notes/Figs 2026-11-14.md", "", "Prose.\n", "Figs"),
    ("notes/2026-11-14 Figs.md", "", "## Pears\n", "Figs"), ("notes/2026-11-14 - Figs.md", "", "", "Figs"),
    ("notes/2026-11-14.md", "", "\nProse, first.\n\nMore.\n", "Prose, first."),
    ("notes/2026-11-14.md", "title: Plums", "", "Plums"),
    ("notes/2026-11-14.md", "", "- [ ] send her figs\n\nProse, first.\n", "Prose, first."),
])  # fmt: skip
def test_the_title(vault: Vault, path: str, keys: str, body: str, text: str) -> None:
    """The key, else the first heading of level one, else the file's name less its date, else the first prose."""
    assert whole(vault, f"people: Ada Lovelace\n{keys}".rstrip(), path, body)["text"] == text


@pytest.mark.parametrize("value", [
    '"[[ada-lovelace]]"', '"[[Ada Lovelace]]"', '"[[Ada Lovelace|her]]"', "Ada Lovelace", "ada lovelace", "Countess",
    "ada-lovelace", '["[[Ada Lovelace]]"]', "[Countess]", "\n  - Ada Lovelace\n  - Bo", "\n- ada-lovelace",
    '"[[Bo Fox]], [[Ada Lovelace]]"', "Bo Fox, Ada Lovelace", '"[her](../people/ada-lovelace.md)"', "[[Ada Lovelace]]",
    '[Xyz, "[[Ada Byron]]"]', "\n  - [[Ada Lovelace]]\n  - [[Bo Fox]]", "people/ada-lovelace", "ADA LOVELACE",
])  # fmt: skip
def test_who_took_part(vault: Vault, value: str) -> None:
    """Links, names, aliases and slugs, in a list or in one text with commas, quoted or not."""
    event = whole(vault, f"type: call\npeople: {value}")
    assert (event["date"], event["kind"], event["counts"], event["line"]) == (DAY, "call", "yes", 3)
    assert ("Bo Fox" in event["with"]) is ("Bo" in value)
    assert (("notes/2026-11-14.md", "unquoted-link") in vault.problems()) is ("[[" in value and '"' not in value)


@pytest.mark.parametrize(("keys", "line"), [
    ("people: Xyz", 2), ('date: 2026-11-14\npeople: [Ada Lovelace, "[[Xyz]]"]', 3),
])  # fmt: skip
def test_a_participant_without_a_note(vault: Vault, keys: str, line: int) -> None:
    """A warning, and the others still took part."""
    vault.write({**PEOPLE, f"notes/{DAY}.md": f"---\n{keys}\n---\n"})
    assert [(p["line"], p["severity"], p["code"]) for p in vault.ask("check")] == [(line, "warning", "link-to-nobody")]
    assert len(vault.ask("timeline", "Ada Lovelace")["events"]) == keys.count("Ada")


def test_check_links_tells_more(vault: Vault) -> None:
    """Links in heads that lead to nobody and participants that are no people, only when it is asked to."""
    vault.write({**PEOPLE, "notes/Engine.md": "", f"notes/{DAY}.md": "---\npeople: [Engine]\n---\n- call [[Xyz]]\n"})
    assert vault.ask("check") == []
    assert sorted(problem["line"] for problem in vault.ask("check", "--links")) == [2, 4]


def test_an_ambiguous_participant(vault: Vault) -> None:
    """Two candidates are reported, and neither took part."""
    vault.write({"people/Ann.md": "---\naliases: [Bo]\n---\n"})
    assert events(vault, f"notes/{DAY}.md", "---\npeople: [Bo]\n---\n", "Bo Fox") == []
    assert (f"notes/{DAY}.md", "ambiguous-link") in vault.problems()


@pytest.mark.parametrize(("path", "keys", "who"), [
    ("people/ada-lovelace/2026-11-14.md", "", "Ada Lovelace"), ("people/Bo Fox/2026-11-14 Call.md", "", "Bo Fox"),
    ("people/ada-lovelace/notes/2026-11-14 Call.md", "", "Ada Lovelace"),
    ("people/ada-lovelace/2026-11-14 Call Bo Fox.md", "", "Ada Lovelace"),
    ("people/ada-lovelace/2026-11-14 Call.md", "people: Bo Fox", "Bo Fox"),
    ("people/ada-lovelace/Call.md", f"date: {DAY}\ntype: call", "Ada Lovelace"),
])  # fmt: skip
def test_the_folder_of_a_person(vault: Vault, path: str, keys: str, who: str) -> None:
    """Without a participants key it is who the folder belongs to, whatever the file's name says."""
    found = {name: events(vault, path, f"---\n{keys}\n---\nPlums.\n", name) for name in ("Ada Lovelace", "Bo Fox")}
    assert {name for name, told in found.items() if told} == {who}
    assert [(e["date"], e["counts"], e["line"]) for e in found[who]] == [(DAY, "yes", 2 if "people:" in keys else 1)]


@pytest.mark.parametrize(("name", "who"), [
    ("2026-11-14 Call Ada Lovelace", "Ada Lovelace"), ("2026-11-14 call ada lovelace", "Ada Lovelace"),
    ("2026-11-14 Countess", "Ada Lovelace"), ("Ada Lovelace 2026-11-14", "Ada Lovelace"),
    ("2026-11-14-call-ada-lovelace", "Ada Lovelace"), ("2026-11-14 Tea from Bo", "Bo Fox"),
    ("2026-11-14 Lunch with Ada Lovelace and Bo", "Ada Lovelace, Bo Fox"),
    ("2026-11-14 Lunch with Bo, Countess", "Ada Lovelace, Bo Fox"), ("2026-11-14 Ada Lovelace on Bo Fox", ""),
    ("2026-11-14 Bo Fox and the plums of Ada Lovelace", ""), ("2026-11-14 Call Ada", ""), ("2026-11-14 Lovelace", ""),
    ("2026-11-14 Adagio for Bobby", ""), ("2026-11-14 Countesses", ""), ("2026-11-14", ""),
])  # fmt: skip
def test_names_in_the_name_of_the_file(vault: Vault, name: str, who: str) -> None:
    """Else the one full name or alias in it; several of them only where the name reads as a head."""
    told = {one: events(vault, f"Interactions/{name}.md", "Plums.\n", one) for one in ("Ada Lovelace", "Bo Fox")}
    assert ", ".join(one for one, found in told.items() if found) == who
    assert all((e["date"], e["counts"]) == (DAY, "yes") for found in told.values() for e in found)


@pytest.mark.parametrize(("name", "kind", "counts"), [
    ("2026-11-14 Countess", "meeting", "yes"), ("2026-11-14 Tea from Bo", "tea", "yes"),
    ("2026-11-14 Plums from Bo", "meeting", "probably"), ("2026-11-14 Gift for Ada Lovelace", "meeting", "probably"),
    ("2026-11-14 Lunch cancelled Ada Lovelace", "cancelled", "no"), ("2026-11-14 no answer Bo", "no answer", "no"),
])  # fmt: skip
def test_what_a_name_alone_comes_to(vault: Vault, name: str, kind: str, counts: str) -> None:
    """With a kind, or nothing but the person, it counts; a try does not; what says more is only probable."""
    told = [e for one in ("Ada Lovelace", "Bo Fox") for e in events(vault, f"notes/{name}.md", "Plums.\n", one)]
    assert [(e["kind"], e["counts"]) for e in told] == [(kind, counts)]


@pytest.mark.parametrize(("body", "who"), [
    ("[[2026-11-13]] | [[2026-11-15]]\npeople:: [[Ada Lovelace]]", "Ada Lovelace"),
    ("## 2026-11-14 Standup\npeople:: [[Ada Lovelace]]", "Ada Lovelace"),
    ("Attendees: [[Ada Lovelace]], [[Bo Fox]]", "Ada Lovelace, Bo Fox"), ("**Participants**: [[Bo Fox]]", "Bo Fox"),
    ("## Attendees\n- [[Ada Lovelace]]\n- [[Bo Fox]]", "Ada Lovelace, Bo Fox"), ("## Apologies\n- [[Bo Fox]]", ""),
    ("People: [[Ada Lovelace]] was late", ""), ("> people:: [[Ada Lovelace]]", ""),
    ("- [ ] people:: [[Ada Lovelace]]", ""),
])  # fmt: skip
def test_people_named_in_the_text(vault: Vault, body: str, who: str) -> None:
    """A whole line that says who was there, and those under a heading that does, took part."""
    told = {one: events(vault, f"daily/{DAY}.md", f"{body}\n", one) for one in ("Ada Lovelace", "Bo Fox")}
    assert ", ".join(one for one, found in told.items() if any(e["counts"] == "yes" for e in found)) == who


@pytest.mark.parametrize(("name", "who"), [
    ("2026-11-14 Call Mary Ann", "people/Mary Ann.md"), ("2026-11-14 Call Mary", "people/Mary.md"),
    ("2026-11-14 Call Mary Ann Evans", "people/x.md"), ("2026-11-14 Call George", ""),
])  # fmt: skip
def test_the_longest_and_the_ambiguous_name(vault: Vault, name: str, who: str) -> None:
    """Of names inside each other the longest is meant; one that two people bear counts for neither."""
    vault.write({
        "people/Mary.md": "---\naliases: [George]\n---\n", "people/Mary Ann.md": "---\naliases: [George]\n---\n",
        "people/x.md": "---\nname: Mary Ann Evans\n---\n", f"Interactions/{name}.md": "Plums.\n",
    })  # fmt: skip
    assert vault.last_contact() == ({who: DAY} if who else {})


@pytest.mark.parametrize(("date", "problems"), [
    ("2026-11-13", [(3, "warning", "dates-disagree")]), (DAY, []), (f"{DAY}T10:30", []), (f'"[[{DAY}]]"', []),
])  # fmt: skip
def test_two_dates(vault: Vault, date: str, problems: list[tuple[int, str, str]]) -> None:
    """The name of the file wins, and check says so at the other."""
    assert whole(vault, f"people: Ada Lovelace\ndate: {date}")["date"] == DAY
    assert [(p["line"], p["severity"], p["code"]) for p in vault.ask("check")] == problems


@pytest.mark.parametrize(("path", "text"), [
    ("notes/2026-02-30 Call Ada Lovelace.md", "- call with [[Ada Lovelace]]: plums\n"),
    ("notes/2026-13-01.md", "---\npeople: Ada Lovelace\n---\n"),
    ("notes/Plums.md", "---\ndate: 2026-02-30\npeople: Ada Lovelace\n---\n"),
])  # fmt: skip
def test_a_day_that_does_not_exist(vault: Vault, path: str, text: str) -> None:
    """Nothing is read from it, and check says so."""
    assert events(vault, path, text) == []
    assert vault.problems() == [(path, "bad-date")]


@pytest.mark.parametrize(("path", "severities"), [
    (f"daily/{DAY}.md", ["error"]), (f"people/Bo Fox/{DAY} Call.md", ["error"]), (f"Templates/{DAY}.md", []),
    ("notes/Plums.md", []),
])  # fmt: skip
@pytest.mark.parametrize("keys", ["people: [Ada", "people: Bo\npeople: Ada", 'title: "plums'])
def test_a_dated_note_that_cannot_be_read(vault: Vault, path: str, severities: list[str], keys: str) -> None:
    """An error of that note; what is nothing to netnotes is nobody's business."""
    vault.write({**PEOPLE, path: f"---\n{keys}\n---\n- call with [[Ada Lovelace]]: plums\n"})
    assert [(p["path"], p["severity"]) for p in vault.ask("check")] == [(path, severity) for severity in severities]


def test_a_whole_note_and_its_lines(vault: Vault) -> None:
    """A note may be an interaction and hold others; all of them stand on the timeline."""
    text = "---\npeople: Ada Lovelace\ntype: dinner\n---\n- call with [[Ada Lovelace]]: plums\n- [[Bo]] is well\n"
    found = events(vault, f"daily/{DAY}.md", text)
    assert sorted((e["line"], e["kind"], e["counts"]) for e in found) == [(2, "dinner", "yes"), (5, "call", "yes")]
    found = events(vault, f"daily/{DAY}.md", text, "Bo Fox")
    assert [(e["line"], e["kind"], e["counts"]) for e in found] == [(6, "contact", "probably")]


def test_a_whole_note_of_a_day_to_come(vault: Vault) -> None:
    """It is a plan: on the agenda, and no contact before its day."""
    (event,) = events(vault, "notes/2026-11-27 Dinner with Ada Lovelace.md", "Plums.\n")
    assert (event["date"], event["kind"], event["counts"]) == ("2026-11-27", "dinner", "no")
    assert [(row["what"], row["date"]) for row in vault.ask("agenda")["coming_up"]] == [("plan", "2026-11-27")]
    assert vault.last_contact("2026-11-27") == {"people/ada-lovelace.md": "2026-11-27"}
