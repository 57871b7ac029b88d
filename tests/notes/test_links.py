"""Links, and whom a link or a plain name in a head means (FORMAT, Links and Log lines)."""

from __future__ import annotations

import unicodedata

import pytest

from netnotes.notes.links import find_links, replace_links

from .vaults import Vault


@pytest.mark.parametrize(
    ("text", "target", "shown"),
    [
        pytest.param("[[Bo]]", "Bo", "Bo", id="name"),
        pytest.param("[[people/Bo|him]]", "people/Bo", "him", id="path and words"),
        pytest.param("[[Bo#Log]]", "Bo", "Bo", id="part"),
        pytest.param("[[Bo#Log|him]]", "Bo", "him", id="part and words"),
        pytest.param("[[people/Bo.md]]", "people/Bo.md", "people/Bo.md", id="ending"),
        pytest.param("[him](people/bo.md)", "people/bo.md", "him", id="Markdown"),
        pytest.param("[him](people/bo.md#log)", "people/bo.md", "him", id="Markdown with a part"),
        pytest.param("[him](../bo.md)", "../bo.md", "him", id="Markdown from the note"),
        pytest.param("[him](people/Bo%20Fox.md)", "people/Bo Fox.md", "him", id="Markdown with an escape"),
        pytest.param("[him](<people/Bo Fox.md>)", "people/Bo Fox.md", "him", id="Markdown in angle brackets"),
    ],
)
def test_the_forms_of_a_link(text: str, target: str, shown: str) -> None:
    """What it names, and what it shows; each knows where it stands."""
    (link,) = find_links(f"to {text}, well", line=7, column=3)
    assert (link.target, link.shown, link.line, link.column) == (target, shown, 7, 6)


@pytest.mark.parametrize(
    "text",
    [
        *("[[]]", "[Bo]", "[him](https://example.org/bo.md)", "[him](mailto:bo@example.org)", "[pic](bo.png)"),
        *("[[Bo", "Bo]]", "![[Bo]]", "![him](people/bo.md)", "[him](#log)"),
    ],
)
def test_what_is_no_link(text: str) -> None:
    """Web addresses, pictures and embeds name no note."""
    assert find_links(text) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[people/Bo|him]] and [[Cy]]", "<him> and <Cy>"),
        ("[the page](https://example.org) of [him](bo.md)", "the page of <him>"),
        ("![[plums.png|my plums]]", "my plums"),
        ("no links here", "no links here"),
    ],
)
def test_links_as_a_person_would_say_them(text: str, words: str) -> None:
    """Links to notes are said, web links and embeds keep their words."""
    assert replace_links(text, lambda link: f"<{link.shown}>") == words


def reached(vault: Vault, link: str, notes: dict[str, str], reader: str = "people/Reader.md") -> list[str]:
    """The notes whose people a call with *link*, in the note *reader*, was contact with."""
    vault.write({**notes, reader: f"---\ntype: person\n---\n- 2026-11-14 call with {link}: plums\n"})
    return sorted(set(vault.last_contact()) - {reader})


NAMED = "---\ntype: person\nname: {}\n---\n"
ALIAS = "---\ntype: person\naliases: [{}]\n---\n"


@pytest.mark.parametrize(
    ("link", "notes", "expected"),
    [
        pytest.param("[[work/Bo]]", ["people/work/Bo.md", "work/Bo.md"], "people/work/Bo.md", id="from the note"),
        pytest.param("[[work/Bo]]", ["work/Bo.md", "team/work/Bo.md"], "work/Bo.md", id="from the root"),
        pytest.param("[[../team/Bo]]", ["team/Bo.md", "people/Bo.md"], "team/Bo.md", id="upward"),
        pytest.param("[him](team/Bo.md)", ["team/Bo.md", "people/Bo.md"], "team/Bo.md", id="Markdown from the root"),
        pytest.param("[him](Bo.md)", ["team/Bo.md", "people/Bo.md"], "people/Bo.md", id="Markdown from the note"),
        pytest.param("[[team/Bo|him]]", ["team/Bo.md", "people/Bo.md"], "team/Bo.md", id="with words"),
        pytest.param("[[team/Bo#Log]]", ["team/Bo.md", "people/Bo.md"], "team/Bo.md", id="with a part"),
        pytest.param("[[team/Bo.md]]", ["team/Bo.md", "people/Bo.md"], "team/Bo.md", id="with its ending"),
        pytest.param("[[Team/bo]]", ["team/Bo.md", "people/Bo.md"], "team/Bo.md", id="folded"),
        pytest.param("[[Team/Bo]]", ["team/Bo.md", "Team/Bo.md"], "Team/Bo.md", id="exact before folded"),
        pytest.param("[[Bo]]", ["people/Bo.md", "team/Bo.md"], "people/Bo.md", id="beside the note"),
        pytest.param("[[Bo]]", ["team/Bo.md", "team/Cy.md"], "team/Bo.md", id="by its file's name"),
        pytest.param("[[bo]]", ["team/Bo.md", "team/bo.md"], "team/bo.md", id="by its file's name, exact"),
        pytest.param("[[zoe]]", ["team/Zoë.md", "team/Cy.md"], "team/Zoë.md", id="without case and accents"),
    ],
)
def test_a_link_by_path_or_file_name(link: str, notes: list[str], expected: str, vault: Vault) -> None:
    """By path from the note, then from the root, then by file name; exact before folded."""
    assert reached(vault, link, dict.fromkeys(notes, "---\ntype: person\n---\n")) == [expected]


@pytest.mark.parametrize(
    ("link", "notes", "expected"),
    [
        pytest.param("[[Bo]]", {"a.md": NAMED.format("Bo"), "b.md": ALIAS.format("Bo")}, "a.md", id="name first"),
        pytest.param("[[Bo]]", {"b.md": ALIAS.format("Bo"), "c.md": NAMED.format("Cy")}, "b.md", id="alias"),
        pytest.param("[[bo]]", {"a.md": NAMED.format("Bo"), "b.md": ALIAS.format("bo")}, "a.md",
                     id="folded name before exact alias"),
        pytest.param("[[Bo]]", {"x/bo.md": NAMED.format("X"), "b.md": NAMED.format("Bo")}, "x/bo.md",
                     id="folded file name before exact name"),
        pytest.param("[[Bo]]", {"a.md": NAMED.format("bo"), "b.md": NAMED.format("Bo")}, "b.md", id="exact name"),
        pytest.param("[[Bo]]", {"a.md": ALIAS.format("bo"), "b.md": ALIAS.format("Bo")}, "b.md", id="exact alias"),
        pytest.param("[[Ines Roldan]]", {"a.md": NAMED.format("Inés Roldán")}, "a.md", id="name without accents"),
        pytest.param("[[INÉS]]", {"a.md": ALIAS.format("inés")}, "a.md", id="alias in capitals"),
        pytest.param("[[Strasse]]", {"a.md": NAMED.format("Straße")}, "a.md", id="case folded"),
        pytest.param(f"[[{unicodedata.normalize('NFD', 'Zoë')}]]", {"a.md": NAMED.format("Zoë")}, "a.md",
                     id="another Unicode form"),
    ],
)  # fmt: skip
def test_a_link_by_name_or_alias(link: str, notes: dict[str, str], expected: str, vault: Vault) -> None:
    """Then by name, then by alias; the first level with a candidate decides, each exact and then folded."""
    assert reached(vault, link, notes) == [expected]


@pytest.mark.parametrize(
    ("link", "notes"),
    [
        pytest.param("[[Bo]]", {"x/Bo.md": NAMED.format("A"), "y/Bo.md": NAMED.format("B")}, id="file name"),
        pytest.param("[[Bo]]", {"a.md": NAMED.format("Bo"), "b.md": NAMED.format("Bo")}, id="name"),
        pytest.param("[[Bo]]", {"a.md": ALIAS.format("Bo"), "b.md": ALIAS.format("Bo")}, id="alias"),
        pytest.param("[[BO]]", {"a.md": NAMED.format("Bo"), "b.md": NAMED.format("bo")}, id="folded"),
        pytest.param("Bo", {"a.md": NAMED.format("Bo"), "b.md": NAMED.format("Bo")}, id="plain name"),
    ],
)
def test_two_on_one_level_count_for_neither(link: str, notes: dict[str, str], vault: Vault) -> None:
    """An ambiguity, reported with both, where the link stands."""
    assert reached(vault, link, notes) == []
    (problem,) = [problem for problem in vault.ask("check") if problem["code"] == "ambiguous-link"]
    assert all(path in problem["message"] for path in notes)
    assert (problem["path"], problem["line"], problem["severity"]) == ("people/Reader.md", 4, "warning")
    assert problem["column"] == len("- 2026-11-14 call with ") + 1


def test_a_link_to_nobody_is_a_word(vault: Vault) -> None:
    """It keeps the head, and nobody is told."""
    assert reached(vault, "[[Nobody]]", {}) == []
    (event,) = vault.ask("timeline", "Reader")["events"]
    assert (event["kind"], event["text"], event["counts"]) == ("call", "plums", "yes")
    assert vault.problems() == []


CHARLES = "---\nname: Charles Babbage\naliases: [Babbage, the Professor]\n---\n"
COMPANY = [
    pytest.param("with Charles Babbage", ["Charles"], id="name"),
    pytest.param("with Babbage", ["Charles"], id="alias"),
    pytest.param("with the Professor", ["Charles"], id="alias of two words"),
    pytest.param("with Charles Babbage and Mary", ["Charles", "Mary"], id="two names"),
    pytest.param("with Mary, Babbage & [[Ada]]", ["Ada", "Charles", "Mary"], id="names and a link"),
    pytest.param("with Mary at Babbage's", ["Mary"], id="with a place"),
    pytest.param("at hers with Mary", ["Mary"], id="after a place"),
    pytest.param("with Charles", [], id="part of a name"),
    pytest.param("with charles babbage", [], id="another case"),
    pytest.param("with Mary and her mother", [], id="somebody and nobody"),
    pytest.param("with [[Mary]] and her mother", [], id="a link and nobody"),
    pytest.param("with Mary Babbage", [], id="two names in one"),
]


def who_was_called(vault: Vault, words: str) -> list[str]:
    """Who took part in a line of *words* in the note of Reader, beside her."""
    vault.write({
        "people/Reader.md": f"- 2026-11-14 {words}\n", "people/Charles.md": CHARLES,
        "people/Ada.md": "", "people/Mary.md": "",
    })  # fmt: skip
    return sorted(path[len("people/") : -len(".md")] for path in vault.last_contact() if path != "people/Reader.md")


@pytest.mark.parametrize(("company", "expected"), COMPANY)
def test_plain_names_in_a_head(company: str, expected: list[str], vault: Vault) -> None:
    """Exactly somebody's name or alias, each of them; otherwise there is no head and all is text."""
    assert who_was_called(vault, f"chess {company}: plums") == expected
    (event,) = vault.ask("timeline", "Reader")["events"]
    nothing = f"chess {company}: plums".replace("[[", "").replace("]]", "")
    assert (event["kind"], event["text"]) == (("chess", "plums") if expected else ("contact", nothing))


@pytest.mark.parametrize(("company", "expected"), COMPANY)
def test_plain_names_without_a_separator(company: str, expected: list[str], vault: Vault) -> None:
    """The same where the head is all there is."""
    assert who_was_called(vault, f"call {company}") == expected


def test_a_head_follows_the_names_there_are(vault: Vault) -> None:
    """When somebody of that name comes or goes, the line is read anew."""
    vault.write({"people/Ada.md": "- 2026-11-14 lunch with Mary: plums\n"})
    assert vault.last_contact() == {"people/Ada.md": "2026-11-14"}
    vault.write({"people/m.md": "---\nname: Mary\n---\n"})
    assert vault.last_contact() == {"people/Ada.md": "2026-11-14", "people/m.md": "2026-11-14"}
    vault.write({"people/m.md": "---\nname: Maria\n---\n"})
    assert vault.last_contact() == {"people/Ada.md": "2026-11-14"}


def test_the_head_counts_and_the_text_only_mentions(vault: Vault) -> None:
    """A head's person has the interaction too, written once; one in the text has it on the timeline alone."""
    vault.write(
        {"people/Ada.md": "- 2026-11-14 lunch with [[Bo]]: [[Cy]] is well\n", "people/Bo.md": "", "people/Cy.md": ""}
    )
    assert vault.last_contact() == {"people/Ada.md": "2026-11-14", "people/Bo.md": "2026-11-14"}
    counts = {who: [event["counts"] for event in vault.ask("timeline", who)["events"]] for who in ("Ada", "Bo", "Cy")}
    assert counts == {"Ada": ["yes"], "Bo": ["yes"], "Cy": ["no"]}


@pytest.mark.parametrize(
    "words", ["note: has moved", "like: her photo", "voicemail", "tried to call", "no answer: later"]
)
def test_what_resets_no_clock(words: str, vault: Vault) -> None:
    """Notes, likes and tries show and count for nobody."""
    vault.write({"people/Ada.md": f"- 2026-11-14 {words}\n- 2026-11-01 tea\n"})
    assert vault.last_contact() == {"people/Ada.md": "2026-11-01"}
    assert len(vault.ask("timeline", "Ada")["events"]) == 2


def test_a_try_keeps_the_person_off_the_agenda_for_two_days(vault: Vault) -> None:
    """Today, yesterday and the day before."""
    vault.write({"people/Ada.md": "---\ncadence: 1 week\n---\n- 2026-11-22 voicemail\n- 2026-10-01 tea\n"})
    turned_to = {
        day: [row["name"] for row in vault.ask("agenda", today=f"2026-11-{day}")["turn_to"]] for day in range(21, 27)
    }
    assert turned_to == {21: ["Ada"], 22: [], 23: [], 24: [], 25: ["Ada"], 26: ["Ada"]}


def test_a_date_in_the_future_is_a_plan(vault: Vault) -> None:
    """No contact until its day; on its day it is both plan and contact."""
    vault.write({"people/Ada.md": "- 2026-11-27 dinner: plums\n- 2026-11-01 tea\n"})
    days = ["2026-11-26", "2026-11-27", "2026-11-28"]
    assert [vault.last_contact(day)["people/Ada.md"] for day in days] == ["2026-11-01", "2026-11-27", "2026-11-27"]
    plans = [[row["what"] for row in vault.ask("agenda", today=day)["today"]] for day in days]
    assert plans == [[], ["plan"], []]
