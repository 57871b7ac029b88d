"""Inline fields as Dataview writes them, in a person's note (FORMAT, Keys)."""

from __future__ import annotations

from typing import Any

import pytest

from .reading import codes, read
from .vaults import Vault

MARY = "[[Mary Somerville]]"
FIELDS: list[tuple[str, str, str, Any]] = [
    ("name", "fullname", "Ada Lovelace", None), ("aliases", "nickname", "Ada, Countess", ["Ada", "Countess"]),
    ("circle", "tier", "close", "close"), ("cadence", "frequency", "6 weeks", "6 weeks"),
    ("status", "Status", "wish", "wish"), ("paused-until", "Paused Until", "2026-11-14", "2026-11-14"),
    ("snooze", "snooze_until", "2026-11-14", "2026-11-14"),
    ("next-contact", "next_followup", "2026-11-14", "2026-11-14"),
    ("last-contact", "lastContacted", "2026-11-14", "2026-11-14"), ("met", "first_met", "2024-05", "2024-05"),
    ("met-at", "met_context", "Somerville's dinner", "Somerville's dinner"),
    ("met-through", "introduced_by", MARY, [MARY]), ("birthday", "BDAY", "12-10", "12-10"),
    ("why", "purpose", "better work, and plums", "better work, and plums"),
    ("hook", "contact_reason", "the engine, again", "the engine, again"),
    ("channel", "preferred_channel", "letters", "letters"), ("channel", "channels", "mail, phone", ["mail", "phone"]),
    ("minutes", "Minutes", "45", 45), ("offers", "skills", "analysis, plums", ["analysis", "plums"]),
    ("needs", "i_can_help_them", "a printer, time", ["a printer", "time"]),
    ("knows", "friends", f"{MARY}, [[Bo]]", [MARY, "[[Bo]]"]), ("household", "Household", "the Kings", "the Kings"),
    ("reciprocity", "Reciprocity", "off", False), ("email", "E-mail", "ada@example.org", "ada@example.org"),
    ("phone", "phone number", "+47 123", "+47 123"), ("address", "Address", "1 Plum Lane, Oslo", "1 Plum Lane, Oslo"),
    ("url", "URL", "https://example.org/ada", "https://example.org/ada"),
    ("org", "company", "Engines, Ltd", "Engines, Ltd"), ("role", "position", "analyst", "analyst"),
    ("location", "city", "Oslo", "Oslo"), ("tags", "Tags", "friend, maths", ["friend", "maths"]),
]  # fmt: skip
FORMS = {
    "whole line": "{}:: {}\n", "item": "- {}:: {}\n", "starred item": "* {}:: {}\n", "bold": "**{}**:: {}\n",
    "bold item": "- **{}**:: {}\n", "parentheses": "Well, ({}:: {}) and more.\n",
    "brackets": "- Well, [{}:: {}] and more.\n", "below a heading": "# Ada\n\n## Facts\n\n{}:: {}\n",
    "in a paragraph": "Well,\n{}:: {}\nand more.\n",
}  # fmt: skip


def facts(body: str, settings: str = "") -> dict[str, Any]:
    """The facts of a note that has no frontmatter, without the line of `met`."""
    found = read(body, settings=settings).facts
    found.pop("met-line", None)
    return found


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize(("key", "synonym", "written", "fact"), FIELDS)
def test_every_key_in_every_form(key: str, synonym: str, written: str, fact: object, form: str) -> None:
    """The canonical key and one synonym are each read as the key, as in frontmatter."""
    for spelling in (key, synonym):
        note = read(form.format(spelling, written))
        note.facts.pop("met-line", None)
        assert (note.facts, codes(note)) == ({} if key == "name" else {key: fact}, [])
        assert note.name.text == ("Ada Lovelace" if key == "name" else "Ada" if "#" in form else "ada")


@pytest.mark.parametrize(("body", "expected"), [
    ("Cadence:: weekly\n", {"cadence": "weekly"}), ("MET-AT:: a dinner\n", {"met-at": "a dinner"}),
    ("met at:: a dinner\n", {"met-at": "a dinner"}), ("cadence::weekly\n", {"cadence": "weekly"}),
    ("*cadence*:: weekly\n", {"cadence": "weekly"}), ("__cadence__:: weekly\n", {"cadence": "weekly"}),
    ("(cadence:: weekly) (circle:: close)\n", {"cadence": "weekly", "circle": "close"}),
    ("[cadence:: weekly], and (circle:: close)\n", {"cadence": "weekly", "circle": "close"}),
    ("cadence:: weekly\ncircle:: close\n", {"cadence": "weekly", "circle": "close"}),
    ("- Facts\n  - cadence:: weekly\n", {"cadence": "weekly"}), ("cadence::\n", {}), ("[cadence:: ]\n", {}),
    ("tier:: close\n", {"circle": "close"}), ("do_not_contact:: true\n", {"status": "do-not-contact"}),
    ("anniversary:: 2014-06-12\n", {"dates": {"anniversary": "2014-06-12"}}),
    ("died:: 2020-02-02\n", {"status": "deceased"}), ("status:: target\n", {"status": "wish"}),
    ("shoes:: 38\n", {"other": {"shoes": "38"}}), ("[shoe size:: 38]\n", {"other": {"shoe size": "38"}}),
])  # fmt: skip
def test_spellings_and_places(body: str, expected: dict[str, Any]) -> None:
    """Case and spaces do not matter, several may stand in a line, an empty one is none, an unknown one is kept."""
    assert facts(body) == expected


@pytest.mark.parametrize(("body", "key", "expected"), [
    ("aliases:: Ada , Countess\n", "aliases", ["Ada", "Countess"]), ("offers:: plums\n", "offers", ["plums"]),
    ("needs:: plums,\n", "needs", ["plums"]), ("tags:: friend maths\n", "tags", ["friend", "maths"]),
    ("tags:: #friend, #maths\n", "tags", ["friend", "maths"]), (f"knows:: {MARY}\n", "knows", [MARY]),
    (f"knows:: [[Bo, of Oslo]], {MARY}\n", "knows", ["[[Bo, of Oslo]]", MARY]),
    (f"(knows:: {MARY}, [[Bo]])\n", "knows", [MARY, "[[Bo]]"]),
    (f"[met-through:: {MARY}]\n", "met-through", [MARY]),
    (f"[met-through:: {MARY}, [[Bo]]]\n", "met-through", [MARY, "[[Bo]]"]),
    ("met-through:: [Mary](mary.md)\n", "met-through", ["[Mary](mary.md)"]),
    ("offers:: analysis\noffers:: plums, figs\n", "offers", ["analysis", "plums", "figs"]),
])  # fmt: skip
def test_lists_and_links(body: str, key: str, expected: list[str]) -> None:
    """A list is split at its commas, but not inside a link; the same list key may stand several times."""
    note = read(body)
    assert (note.facts[key], codes(note)) == (expected, [])


@pytest.mark.parametrize(("yaml", "body", "key", "value", "problems"), [
    ("cadence: monthly", "cadence:: weekly\n", "cadence", "monthly", [(4, "synonyms-disagree")]),
    ("cadence: monthly", "\n(cadence:: weekly)\n", "cadence", "monthly", [(5, "synonyms-disagree")]),
    ("frequency: monthly", "cadence:: weekly\n", "cadence", "monthly", [(4, "synonyms-disagree")]),
    ("cadence: monthly", "frequency:: weekly\n", "cadence", "monthly", [(4, "synonyms-disagree")]),
    ("offers: [plums]", "offers:: figs\n", "offers", ["plums"], [(4, "synonyms-disagree")]),
    ("cadence: monthly", "cadence:: monthly\n", "cadence", "monthly", []),
    ("offers: [plums, figs]", "offers:: plums, figs\n", "offers", ["plums", "figs"], []),
    ("cadence:", "cadence:: weekly\n", "cadence", "weekly", []),
    ("circle: close", "cadence:: weekly\n", "cadence", "weekly", []),
    ("circle: close", "frequency:: weekly\ncadence:: monthly\n", "cadence", "monthly", [(5, "synonyms-disagree")]),
    ("met: 2024-05-02", "met:: 2024-05-03\n", "met", "2024-05-02", [(4, "synonyms-disagree")]),
])  # fmt: skip
def test_frontmatter_wins(yaml: str, body: str, key: str, value: object, problems: list[tuple[int, str]]) -> None:
    """Whatever the spelling; where the two disagree, check says so at the inline one."""
    note = read(f"---\n{yaml}\n---\n{body}")
    assert (note.facts[key], codes(note)) == (value, problems)


@pytest.mark.parametrize("body", [
    "```\ncadence:: weekly\n```\n", "~~~\n- cadence:: weekly\n~~~\n", "See `cadence:: weekly` there.\n",
    "`[cadence:: weekly]`\n", "<!-- cadence:: weekly -->\n", "<!--\ncadence:: weekly\n-->\n",
    "%% cadence:: weekly %%\n", "%%\ncadence:: weekly\n%%\n", "> cadence:: weekly\n", "> - [cadence:: weekly]\n",
    "> [!info] Facts\n> cadence:: weekly\n", "- [ ] write [cadence:: weekly]\n", "- [x] write (cadence:: weekly)\n",
    "- TODO write [cadence:: weekly]\n", "- 2026-11-14 call: well [cadence:: weekly]\n",
    "2026-11-14 call: well (cadence:: weekly)\n", "## Log\n\n- 2026-11-14 call: well [cadence:: weekly]\n",
    "### 2026-11-14 — call [cadence:: weekly]\n", "cadence: weekly\n", "cadence::: weekly\n", "(cadence:: weekly]\n",
    "so :: cadence weekly\n",
])  # fmt: skip
def test_where_none_is_read(body: str) -> None:
    """Not from code, comments, quotes, tasks or dated log lines, nor what is no field."""
    assert "cadence" not in facts(body)


@pytest.mark.parametrize("body", [
    "cadence:: weekly\n\n## Log\n\n- 2026-11-14 call: plums\n",
    "## Log\n\n- 2026-11-14 call: plums\n\n## Facts\n\ncadence:: weekly\n",
    "- 2026-11-14 call: plums\n- cadence:: weekly\n", "- cadence:: weekly\n- 2026-11-14 call: plums\n",
])  # fmt: skip
def test_beside_a_log(body: str) -> None:
    """A field is read beside dated lines, and is no log line without a date."""
    note = read(body)
    assert (note.facts, [line.head.kind for line in note.lines], codes(note)) == ({"cadence": "weekly"}, ["call"], [])


@pytest.mark.parametrize(("body", "problems"), [
    ("cadence:: often\n", [(1, "bad-cadence")]), ("\nsnooze:: 2026-02-30\n", [(2, "bad-date")]),
    ("circle:: nearest\n", [(1, "unknown-circle")]), ("met:: May\n", [(1, "bad-date")]),
])  # fmt: skip
def test_a_bad_value(body: str, problems: list[tuple[int, str]]) -> None:
    """Is a problem where it stands, as in frontmatter."""
    assert codes(read(body)) == problems


@pytest.mark.parametrize(("body", "met"), [
    ("met:: 2024-05-02\n", ["2024-05-02"]), ("met:: 2024-05\n", []),
    ("met:: 2024-05-02\nmet:: 2025-06-03\n", ["2024-05-02", "2025-06-03"]),
    ("met:: 2025-06-03\n\n- met:: 2024-05-02\n", ["2024-05-02", "2025-06-03"]),
    ("We (met:: 2024-05-02) and (met:: 2025-06-03).\n", ["2024-05-02", "2025-06-03"]),
    ("met:: [[2024-05-02]]\n**met**:: [[2025-06-03]]\n", ["2024-05-02", "2025-06-03"]),
    ("met:: 2024-05\nmet:: 2025-06-03\n", ["2025-06-03"]),
    ("met:: 2024-05-02\nmet:: 2025-06-03\n\n- 2025-06-03 met: in Oslo\n", ["2024-05-02", "2025-06-03"]),
])  # fmt: skip
def test_met_several_times(vault: Vault, body: str, met: list[str]) -> None:
    """Each full day is an interaction of kind `met`, once."""
    vault.write({"people/Ada.md": body})
    events = [e for e in vault.ask("timeline", "Ada")["events"] if e["date"]]
    assert [(e["date"], e["kind"], e["counts"]) for e in events] == [(day, "met", "yes") for day in met]


@pytest.mark.parametrize("day", ["[[2026-03-01]]", "[[Daily/2026-03-01]]", "[[2026-03-01|1 March]]"])
@pytest.mark.parametrize("key", ["last-contact", "snooze", "next-contact", "paused-until", "met", "birthday"])
def test_a_day_may_be_a_link(key: str, day: str) -> None:
    """To the daily note of it; inline and in frontmatter."""
    assert facts(f"{key}:: {day}\n") == {key: "2026-03-01"}
    assert facts(f"({key}:: {day})\n") == {key: "2026-03-01"}
    assert facts(f'---\n{key}: "{day}"\n---\n') == {key: "2026-03-01"}


@pytest.mark.parametrize(("body", "day"), [
    ("Contacted on:: 2026-11-14\n", "2026-11-14"), ("contacted-on:: 2026-11-14\n", "2026-11-14"),
    ("**Contacted On**:: [[2026-11-14]]\n", "2026-11-14"), ("Well [contacted_on:: 2026-11-14].\n", "2026-11-14"),
    ("---\nContacted on: 2026-11-14\n---\n", "2026-11-14"), ("Seen:: 2026-11-14\n", None),
])  # fmt: skip
def test_own_names_of_keys(body: str, day: str | None) -> None:
    """What `[keys]` adds is read inline too."""
    assert facts(body, '[keys]\n"Contacted on" = "last-contact"\n').get("last-contact") == day


@pytest.mark.parametrize("text", ["---\nGäste: [Ada]\n---\n", "Gäste:: [[Ada]]\n"])
def test_own_names_of_keys_in_dated_notes(vault: Vault, text: str) -> None:
    """Those of the participants can have other names as well."""
    vault.write({"netnotes.toml": '[keys]\n"Gäste" = "people"\n', "people/Ada.md": "", "2026-11-14.md": text})
    assert (vault.last_contact(), vault.problems()) == ({"people/Ada.md": "2026-11-14"}, [])


@pytest.mark.parametrize(("path", "text", "is_person"), [
    ("notes/Ada.md", "type:: person\n", True), ("notes/Ada.md", "tags:: contact\n", True),
    ("notes/Ada.md", "- **Type**:: contact\n", True), ("notes/Ada.md", "email:: ada@example.org\n", False),
    ("people/Ada.md", "type:: company\n", False), ("notes/Ada.md", "`type:: person`\n", False),
])  # fmt: skip
def test_what_a_note_is(vault: Vault, path: str, text: str, is_person: bool) -> None:
    """The keys that say which notes are people may stand inline."""
    vault.write({path: text})
    assert vault.people() == ([path] if is_person else [])
