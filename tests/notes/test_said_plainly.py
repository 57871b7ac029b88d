"""Dated notes as people really write them: what must not be taken for contact, and what must."""

from __future__ import annotations

import pytest

from .vaults import Vault

DAY = "2026-11-14"


def told(vault: Vault, body: str, path: str = f"daily/{DAY}.md") -> list[str]:
    """Kind and count of each of Ada's events, by line."""
    vault.write({"people/Ada.md": "", path: body})
    events = vault.ask("timeline", "people/Ada.md")["events"]
    return [f"{event['kind']} {event['counts']}" for event in sorted(events, key=lambda event: event["line"])]


@pytest.mark.parametrize("title", [
    "To call", "People to call", "Call list", "Missed calls", "No meetings today", "Lunch ideas", "Text to write",
    "Invited to the party", "Unanswered mail",
])  # fmt: skip
def test_a_heading_that_only_contains_a_kind(vault: Vault, title: str) -> None:
    """Links under it are at most probable: a list of people to call is one of people not called."""
    assert not [event for event in told(vault, f"## {title}\n- [[Ada]]\n") if event.endswith("yes")]


@pytest.mark.parametrize(("title", "kind"), [
    ("Calls", "call"), ("Call", "call"), ("Calls today", "call"), ("Calls made", "call"), ("📞 Calls", "call"),
    ("Lunch and coffee", "lunch"), ("People met", "met"), ("Attendees", "meeting"), ("E-Mail", "email"),
])  # fmt: skip
def test_a_heading_that_names_a_kind(vault: Vault, title: str, kind: str) -> None:
    """In whatever number, with little words beside it."""
    assert told(vault, f"## {title}\n- [[Ada]]\n") == [f"{kind} yes"]


@pytest.mark.parametrize("title", ["TODO", "To do", "Tomorrow", "Plan for the week", "Next", "Ideas", "Upcoming"])
def test_under_a_heading_of_things_to_come(vault: Vault, title: str) -> None:
    """A head there is a plan in somebody's mind, and no contact."""
    assert told(vault, f"## {title}\n- lunch with [[Ada]]\n") == ["lunch no"]
    assert told(vault, "## Planning meeting\n- lunch with [[Ada]]\n") == ["lunch yes"]


@pytest.mark.parametrize(("line", "expected"), [
    ("Lunch: [[Ada]]", "lunch yes"), ("Call — [[Ada]]", "call yes"), ("lunch: [[Ada]] could not come", "lunch no"),
    ("call with [[Ada]] #work", "call yes"), ("call [[Ada]].", "call yes"), ("**Call** with [[Ada]]", "call yes"),
    ("10am: call with [[Ada]]", "call yes"), ("10:30am call with [[Ada]]", "call yes"),
    ("called [[Ada]], no answer", "no answer no"), ("call [[Ada]] (no answer)", "no answer no"),
    ("~~lunch with [[Ada]]~~", "lunch no"), ("Edeka: [[Ada]]! in the queue", "edeka no"),
    ("{{embed [[Ada]]}} on the wall", ""), ("- > (person:: [[Ada]])", "contact no"),
    ("- [x] call [[Ada]] 📅 2026-11-01 ✅ 2026-11-08", "call yes"), ("- [x] call [[Ada]] ⏫ ✅ 2026-11-08", "call yes"),
    ("- (2026-11-03) coffee with [[Ada]]", "coffee yes"),
])  # fmt: skip
def test_little_things(vault: Vault, line: str, expected: str) -> None:
    """Tags, end marks, emphasis and times cost no head; a try is one wherever the line says so."""
    assert told(vault, f"{line}\n") == ([expected] if expected else [])


def test_what_an_outliner_keeps_for_itself(vault: Vault) -> None:
    """Properties of Logseq's blocks are nobody's words, and its backups nobody's notes."""
    vault.write({
        "pages/Ada.md": "type:: person\n\n- 2026-11-02 tea\n  id:: 12-34\n",
        f"journals/{DAY.replace('-', '_')}.md": "- lunch with [[Ada]]\n  collapsed:: true\n\t- figs\n",
        f"logseq/bak/journals/{DAY.replace('-', '_')}/x.md": "- lunch with [[Ada]]\n",
        "logseq/bak/pages/Ada/2026-11-10T10_00_00.Desktop.md": "type:: person\n",
    })  # fmt: skip
    assert vault.people() == ["pages/Ada.md"]
    events = vault.ask("timeline", "Ada")["events"]
    assert [(event["kind"], event["text"]) for event in events] == [("tea", None), ("lunch", "figs")]


@pytest.mark.parametrize("text", ["Today:\n\t- call [[Ada]]\n", "## Calls\n\t- call [[Ada]]\n"])
def test_a_list_that_is_indented(vault: Vault, text: str) -> None:
    """Below a paragraph or a heading an indented list is a list; below a blank line it is code."""
    assert told(vault, text) == ["call yes"]
    assert told(vault, "Today:\n\n    - call [[Ada]]\n") == []


@pytest.mark.parametrize("text", ["- passwords 🔐\n- lunch with [[Ada]]\n", "-----BEGIN X\n- lunch with [[Ada]]\n"])
def test_a_lock_that_never_closes(vault: Vault, text: str) -> None:
    """What is not shut in is read."""
    assert told(vault, text) == ["lunch yes"]


@pytest.mark.parametrize(("person", "folder"), [
    ("people/Mum.md", "people/mum"), ("people/Zo\u00eb.md", "people/Zoe\u0308"),
])  # fmt: skip
def test_a_folder_in_another_case_or_form(vault: Vault, person: str, folder: str) -> None:
    """File systems make both: the folder is the person's all the same."""
    vault.write({person: "", f"{folder}/notes.md": "plums"})
    assert vault.people() == [person]
