"""The lines of a dated note: who took part, who probably did, who is only mentioned (FORMAT, Dated notes)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from .vaults import Vault

DAY = "2026-11-14"
PEOPLE = {
    "people/Ada.md": "---\naliases: [Countess]\n---\n",
    "people/Bo Fox.md": "---\naliases: [Bo]\n---\n",
    "people/Cy.md": "",
}


def events(vault: Vault, text: str, who: str = "Ada", settings: str = "", **asked: str) -> list[dict[str, Any]]:
    """What the timeline of *who* shows when the day's note holds *text*."""
    vault.write({**PEOPLE, f"daily/{DAY}.md": text, "netnotes.toml": settings})
    found: list[dict[str, Any]] = vault.ask("timeline", who, **asked)["events"]
    return found


def told(vault: Vault, text: str, who: str = "Ada", settings: str = "", **asked: str) -> list[str]:
    """Each event in a word or four: its day unless it is the note's, kind, direction, and whether it counts."""
    return [
        " ".join(filter(None, (e["date"] if e["date"] != DAY else "", e["kind"], e["direction"], e["counts"])))
        for e in events(vault, text, who, settings, **asked)
    ]


@pytest.mark.parametrize(("line", "expected"), [
    ("- call [[Ada]]: plums", "call yes"), ("- call with [[Ada]]", "call yes"),
    ("* call with [[Ada]]: plums", "call yes"), ("1. call with [[Ada]]: plums", "call yes"),
    ("call with [[Ada]]: plums", "call yes"), ("We wrote all day.\ncall with [[Ada]]: plums", "call yes"),
    ("- coffee with [[Bo]] and [[Ada]]", "coffee yes"),
    ("- lunch with [[Cy]], [[Bo]] & [[Ada]] at hers (2h): plums", "lunch yes"),
    ("- call with [the Countess](../people/Ada.md): plums", "call yes"),
    ("- call with [[people/Ada|her]]: plums", "call yes"), ("- call with [[countess]]: plums", "call yes"),
    ("- letter from [[Ada]]: plums", "letter in yes"), ("- email in with [[Ada]]: plums", "email in yes"),
    ("- email to [[Ada]]: plums", "email out yes"), ("- gave with [[Ada]]: a book", "gave out yes"),
    ("- got with [[Ada]]: a book", "got in yes"), ("- chess with [[Ada]]: lost", "chess yes"),
    ("- with [[Ada]]: plums", "contact yes"), ("- call with [[Ada]] — plums", "call yes"),
    ("| call [[Ada]] | plums |", "call yes"),
    ("| what | about |\n|---|---|\n| call with [[Ada]] | plums |", "call yes"),
    ("## Call with [[Ada]]", "call yes"), ("# Lunch with [[Ada]]: plums", "lunch yes"),
    ("- like with [[Ada]]: her photo", "like no"), ("- note with [[Ada]]: left-handed", "note no"),
])  # fmt: skip
def test_a_head_counts(vault: Vault, line: str, expected: str) -> None:
    """An item, a line, a row or a heading is read by the grammar of log lines, without the date."""
    assert told(vault, line + "\n") == [expected]


def test_all_that_an_event_says(vault: Vault) -> None:
    """Its text, the others, and where it stands."""
    (event,) = events(vault, "\n- lunch with [[Ada]] and [[Bo]]: stuck on [[Cy]]'s engine\n")
    assert event == {
        "date": DAY, "kind": "lunch", "direction": None, "text": "stuck on Cy's engine", "with": ["Bo Fox"],
        "path": f"daily/{DAY}.md", "line": 2, "counts": "yes",
    }  # fmt: skip
    assert [e["with"] for e in vault.ask("timeline", "Bo Fox")["events"]] == [["Ada"]]
    assert told(vault, "- lunch with [[Ada]] and [[Bo]]: stuck on [[Cy]]'s engine\n", "Cy") == ["lunch no"]


@pytest.mark.parametrize(("line", "ada", "bo"), [
    pytest.param("- call with Ada: plums", [], [], id="a line without a link is not read"),
    pytest.param("- call with Ada and [[Bo]]: plums", ["call yes"], ["call yes"], id="somebody's name"),
    pytest.param("- call with Countess and [[Bo]]: plums", ["call yes"], ["call yes"], id="somebody's alias"),
    pytest.param("- call with Xyz and [[Bo]]: plums", [], ["call probably"], id="nobody's name: no head"),
    pytest.param("- call with [[Xyz]] and [[Bo]]: plums", [], ["call yes"], id="a link to nobody"),
    pytest.param("- call with [[Xyz]]: plums", [], [], id="a link to nobody alone"),
    pytest.param("- call: [[Ada]] and [[Bo]] are well", ["call no"], ["call no"], id="links behind a head"),
    pytest.param("- call with [[Ada]]: [[Bo]] is well", ["call yes"], ["call no"], id="in head and in text"),
    pytest.param("- call with [[Ada]]: [[Ada]] is well", ["call yes"], [], id="the same in both"),
    pytest.param("- like old times: [[Ada]]", ["contact probably"], [], id="no head before the colon"),
])  # fmt: skip
def test_names_and_links(vault: Vault, line: str, ada: list[str], bo: list[str]) -> None:
    """Who stands in the head took part, plain or linked; who stands in the text is mentioned."""
    assert told(vault, line + "\n") == ada
    assert told(vault, line + "\n", "Bo Fox") == bo


@pytest.mark.parametrize("line", ["- [[Ada]]", "- [[Bo]], [[Ada]]", "[[Ada]] and [[Bo]]", "- [[Bo]] & [[Ada]]"])
@pytest.mark.parametrize(("heading", "expected"), [
    ("## Calls", "call yes"), ("## Call", "call yes"), ("# Meetings", "meeting yes"), ("### Lunch", "lunch yes"),
    ("## Emails", "email yes"), ("## People", "contact probably"), ("", "contact probably"),
])  # fmt: skip
def test_only_links_have_the_kind_of_their_heading(vault: Vault, heading: str, line: str, expected: str) -> None:
    """The nearest heading above; where none names a kind it was probably contact."""
    assert told(vault, f"{heading}\n\n{line}\n") == [expected]


def test_the_heading_of_another_section(vault: Vault) -> None:
    """A heading of the same level ends a section."""
    assert told(vault, "## Calls\n- [[Bo]]\n## Elsewhere\n- [[Ada]]\n") == ["contact probably"]


@pytest.mark.parametrize(("line", "expected"), [
    ("- Had lunch with [[Ada]] today", "lunch probably"), ("Had lunch with [[Ada]] today", "lunch probably"),
    ("- A quick coffee with [[Ada]], again", "coffee probably"),
    ("- Had a long walk with [[Ada]] today", "contact probably"),
    ("- [[Ada]] called, plums again", "call probably"), ("- [[Ada]] is well", "contact probably"),
    ("- [[Bo]] and [[Ada]] are well", "contact probably"), ("- Liked [[Ada]] in the play", "like no"),
    ("- note to self: [[Ada]] buys only tea", "note no"), ("- left vm for [[Ada]]", "voicemail no"),
    ("- tried [[Ada]] again, sadly", "tried no"), ("- no answer from [[Ada]]", "no answer in no"),
    ("- dinner cancelled by [[Ada]]", "cancelled no"), ("- call with [[Ada]]: no answer", "no answer no"),
])  # fmt: skip
def test_links_without_a_head(vault: Vault, line: str, expected: str) -> None:
    """Probably contact, of the kind that the first three words say; a try, a like and a note are none."""
    assert told(vault, line + "\n") == [expected]


AWAY = ["about {}", "of {}", "re {}", "About {}", "of {} and plums"]
INTENTS = ["should", "must", "need to", "ask", "idea", "plan", "tomorrow", "next"]


@pytest.mark.parametrize("line", [
    *(f"- thinking {words.format('[[Ada]]')} again" for words in AWAY),
    *(f"- I {word} ring [[Ada]]" for word in INTENTS),
    *(f"- {word.capitalize()}: dinner, the three of us and [[Ada]]" for word in INTENTS),
    *(f"{word} [[Bo]], then [[Ada]]" for word in ("should write to", "must see", "need to write to")),
])  # fmt: skip
def test_a_mention_only(vault: Vault, line: str) -> None:
    """Straight after about, of or re, and behind a word that says it is still to come."""
    assert [event["counts"] for event in events(vault, line + "\n")] == ["no"]


@pytest.mark.parametrize("line", [
    *("- [[Ada]] should rest", "- [[Ada]] has a plan", "- [[Ada]] and the idea of it", "- [[Ada]]: ask me again"),
    *("- stood shoulder to shoulder with [[Ada]]", "- plain food with [[Ada]]", "- unmasked with [[Ada]]"),
    *("- all about plums, says [[Ada]]", "- most of it with [[Ada]]", "- we need plums, says [[Ada]]"),
])  # fmt: skip
def test_no_mention_only(vault: Vault, line: str) -> None:
    """A word behind the link, inside another word, or not straight before the link takes nothing away."""
    assert [event["counts"] for event in events(vault, line + "\n")] == ["probably"]


def test_a_mention_and_another_in_one_line(vault: Vault) -> None:
    """Each link is judged by itself."""
    line = "- walking home we spoke about [[Ada]], [[Bo]] and I; should see [[Cy]]\n"
    told_of = {who: [e["counts"] for e in events(vault, line, who)] for who in ("Bo Fox", "Cy", "Ada")}
    assert (told_of["Ada"], told_of["Cy"]) == (["no"], ["no"])
    assert [e["counts"] for e in events(vault, "- spoke about [[Ada]] with [[Bo]]\n", "Bo Fox")] == ["probably"]


@pytest.mark.parametrize(("text", "expected"), [
    ("> call with [[Ada]]: plums", ["no"]), ("> [[Ada]] is well", ["no"]),
    ("![[Ada]]", ["no"]), ("- ![[Ada]]", ["no"]), ("```\ncall with [[Ada]]: plums\n```", []),
    ("- see `[[Ada]]` there", []), ("<!-- call with [[Ada]]: plums -->", []),
    ("%% call with [[Ada]]: plums %%", []), ("%%\n- call with [[Ada]]: plums\n%%", []),
    ("- call with [[Ada]]: plums [appointment:: 2026-11-30]", ["no"]),
    ("- call with [[Ada]]: plums (due:: 2026-11-30)", ["no"]), ("- saw [[Ada]], plums (Due:: 2026-11-30)", ["no"]),
    ("## References\n- call with [[Ada]]: plums", ["no"]), ("## Education\n### Later\n- [[Ada]] is well", ["no"]),
    ("- [ ] call with [[Ada]]: plums", []), ("- [/] call with [[Ada]]: plums", []),
    ("- TODO call with [[Ada]]: plums", []), ("Prose.\n\n    call with [[Ada]]: plums", []),
    ("- > call with [[Ada]]: plums", ["no"]), ("- figs\n  > call with [[Ada]]: plums", ["no"]),
])  # fmt: skip
def test_never_contact(vault: Vault, text: str, expected: Sequence[str]) -> None:
    """Quotes, embeds and plans show and never count; code and comments are not read; a task is no line."""
    assert [event["counts"] for event in events(vault, text + "\n")] == list(expected)


def test_headings_of_the_settings_hold_no_log(vault: Vault) -> None:
    """`not-log` counts in a dated note too."""
    assert told(vault, "## Recipes\n- call with [[Ada]]: plums\n", settings='not-log = ["Recipes"]\n') == ["call no"]


@pytest.mark.parametrize(("task", "expected"), [
    ("- [x] call with [[Ada]]: plums", ["call yes"]), ("- [X] call with [[Ada]]", ["call yes"]),
    ("- [x] finally rang up [[Ada]]", ["call probably"]), ("- [x] send [[Ada]] the book", ["contact probably"]),
    ("- [x] ask [[Ada]] for plums", ["contact no"]),
    ("- [x] call with [[Ada]]: plums ✅ 2026-11-12", ["2026-11-12 call yes"]),
    ("- [x] send [[Ada]] the book ✅ 2026-11-12", ["2026-11-12 contact no"]),
])  # fmt: skip
def test_ticked_tasks(vault: Vault, task: str, expected: list[str]) -> None:
    """Lines like any other, shown once; with a day of their own they count only by a head."""
    assert told(vault, task + "\n") == expected


def test_open_tasks_are_those_of_everyone_linked(vault: Vault) -> None:
    """They come up on the agenda under each name."""
    vault.write({**PEOPLE, f"daily/{DAY}.md": "- [ ] send [[Ada]] the book, due 2026-11-24\n"})
    assert [row["name"] for row in vault.ask("agenda")["promises"]] == ["Ada"]


@pytest.mark.parametrize(
    "early",
    ["10:30 call with [[Ada]]: early", "9:30 call with [[Ada]]: early", "10:00 - 11:00 call with [[Ada]]: early",
     "10:00-11:00 call with [[Ada]]: early", "**10:30** call with [[Ada]]: early", "10:30 – call with [[Ada]]: early",
     "10:30: call with [[Ada]]: early"],
)  # fmt: skip
def test_times(vault: Vault, early: str) -> None:
    """A line may begin with a time or a span of it; the day goes by them."""
    found = events(vault, f"- 16:00 call with [[Ada]]: late\n- {early}\n")
    assert [(e["kind"], e["text"], e["counts"]) for e in found] == [("call", "early", "yes"), ("call", "late", "yes")]


@pytest.mark.parametrize(("line", "expected"), [
    ("- 2026-11-10 call with [[Ada]]: plums", "2026-11-10 call yes"),
    ("- [[2026-11-10]] call with [[Ada]]: plums", "2026-11-10 call yes"),
    ("- **2026-11-10** call with [[Ada]]: plums", "2026-11-10 call yes"),
    ("- 2026-11-10 10:30 call with [[Ada]]: plums", "2026-11-10 call yes"),
    ("- 2026-11-10: walking home with [[Ada]]", "2026-11-10 contact probably"),
    ("| 2026-11-10 | call with [[Ada]] | plums |", "2026-11-10 call yes"),
    ("## 2026-11-10 Call with [[Ada]]", "2026-11-10 call yes"),
    ("- 2026-11-27 dinner with [[Ada]]", "2026-11-27 dinner no"),
    ("- lunch with [[Ada]] on 2026-11-10: plums", "lunch probably"),
])  # fmt: skip
def test_a_day_of_its_own(vault: Vault, line: str, expected: str) -> None:
    """An item, row or heading that begins with a date has that day; later in the line it is text."""
    assert told(vault, line + "\n") == [expected]


def test_a_plan_is_contact_on_its_day(vault: Vault) -> None:
    """Not a day earlier, and the agenda shows it."""
    line = "- 2026-11-27 dinner with [[Ada]] at hers\n"
    assert told(vault, line, today="2026-11-26") == ["2026-11-27 dinner no"]
    assert told(vault, line, today="2026-11-27") == ["2026-11-27 dinner yes"]
    assert [(row["name"], row["what"], row["date"]) for row in vault.ask("agenda")["coming_up"]] == [
        ("Ada", "plan", "2026-11-27")
    ]


@pytest.mark.parametrize(("text", "ada", "bo"), [
    pytest.param("- call with [[Ada]]: x\n  - then [[Bo]] came", "call yes", "contact no", id="mention"),
    pytest.param("- [[Ada]] is well\n  - then [[Bo]] came", "contact probably", "contact no", id="under probable"),
    pytest.param("- call with [[Ada]]: x\n  - lunch with [[Bo]]: y", "call yes", "lunch yes", id="a head"),
    pytest.param("- Morning\n  - then [[Ada]] came\n  - call [[Bo]]", "contact probably", "call yes", id="nobody"),
    pytest.param("- call with [[Ada]]: x\n- then [[Bo]] came", "call yes", "contact probably", id="not below"),
    pytest.param("- call with [[Ada]]: x\n\t- a\n\t\t- then [[Bo]] came", "call yes", "contact no", id="deep"),
])  # fmt: skip
def test_lines_under_an_item(vault: Vault, text: str, ada: str, bo: str) -> None:
    """Under somebody a link only mentions, unless the line has a head; under nobody it is read by itself."""
    assert told(vault, text + "\n") == [ada]
    assert told(vault, text + "\n", "Bo Fox") == [bo]


def test_lines_under_an_open_task(vault: Vault) -> None:
    """It names somebody too; what stands below it has not been contact for that."""
    assert told(vault, "- [ ] write to [[Ada]]\n  - then [[Bo]] came\n", "Bo Fox") == ["contact no"]


@pytest.mark.parametrize(("text", "expected"), [
    ("- call with [[Ada]]: plums\n  and pears\n- nothing", "plums\nand pears"),
    ("- call with [[Ada]]: plums\n  - and pears\n- nothing", "plums\nand pears"),
    ("- call with [[Ada]]\n  - plums\n  - pears", "plums\npears"),
    ("## Call with [[Ada]]\n\nplums\n\n- pears\n\n## Nothing\n\nmore", "plums\npears"),
    ("## Call with [[Ada]]: plums\n- pears\n- figs\n# Nothing\nmore", "plums\npears\nfigs"),
])  # fmt: skip
def test_text_of_several_lines(vault: Vault, text: str, expected: str) -> None:
    """What stands below an item, or below a heading down to the next, belongs to it."""
    assert [event["text"] for event in events(vault, text + "\n")] == [expected]


@pytest.mark.parametrize(("line", "kind", "text"), [
    ("- Lunch on the pier (person:: [[Ada]])", "lunch", "Lunch on the pier"),
    ("- Lunch on the pier [person:: [[Ada]]]", "lunch", "Lunch on the pier"),
    ("- Lunch on the pier [person:: Ada]", "lunch", "Lunch on the pier"),
    ("- Lunch on the pier [Person:: countess]", "lunch", "Lunch on the pier"),
    ("- (person:: [[Ada]]) plums and pears", "contact", "plums and pears"),
    ("plums (person:: [[Ada]]) and pears", "contact", "plums and pears"),
    ("- call: plums (person:: [[Ada]])", "call", "plums"),
    ("- plums (person:: [[Bo]], [[Ada]])", "contact", "plums"),
    ("- should bring plums (person:: [[Ada]])", "contact", "should bring plums"),
])  # fmt: skip
def test_person_fields(vault: Vault, line: str, kind: str, text: str) -> None:
    """Whoever it names took part; the kind is that of the head or the words, and the field is no text."""
    assert [(e["kind"], e["text"], e["counts"]) for e in events(vault, line + "\n")] == [(kind, text, "yes")]


@pytest.mark.parametrize(("line", "probably", "contact", "mentions"), [
    ("- call with [[Ada]]: plums", "yes", "yes", "yes"), ("- [[Ada]] is well", "probably", "yes", "no"),
    ("- speaking of [[Ada]] again", "no", "no", "no"), ("- should write to [[Ada]]", "no", "no", "no"),
    ("- left vm for [[Ada]]", "no", "no", "no"), ("> [[Ada]] is well", "no", "no", "no"),
    ("- plums (person:: [[Ada]])", "yes", "yes", "yes"), ("## Calls\n- [[Ada]]", "yes", "yes", "yes"),
])  # fmt: skip
def test_the_setting_journal(vault: Vault, line: str, probably: str, contact: str, mentions: str) -> None:
    """It says what a line with links and no head is, and nothing about any other line."""
    answers = {"": probably, "probably": probably, "contact": contact, "mentions": mentions}
    for setting, counts in answers.items():
        settings = f'journal = "{setting}"\n' if setting else ""
        assert [event["counts"] for event in events(vault, line + "\n", settings=settings)] == [counts], setting
