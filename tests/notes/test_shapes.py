"""The shapes that interactions have in people's notes (FORMAT, Log lines)."""

from __future__ import annotations

from typing import Any

import pytest

from .reading import codes, read
from .vaults import Vault

Said = list[tuple[str, str, str, str]]
CALL = ("2026-11-14", "call", "", "plums")
EMAIL = ("2026-10-02", "email", "in", "figs")


def told(text: str, settings: str = "") -> Said:
    """Day, kind, direction and text of each line, oldest first."""
    found = read(text, settings=settings).lines
    return sorted((str(line.day), line.head.kind, line.head.direction, line.head.text) for line in found)


def both(text: str) -> None:
    """Expect a call about plums and an email about figs, and nothing to mend."""
    assert (told(text), codes(read(text))) == ([EMAIL, CALL], [])


@pytest.mark.parametrize("text", [
    "- 2026-11-14 call: plums\n- 2026-10-02 email in: figs\n",
    "* 2026-11-14 call: plums\n* 2026-10-02 email in: figs\n",
    "- **2026-11-14** call: plums\n- **2026-10-02** email in: figs\n",
    "- **2026-11-14**: call: plums\n- **2026-10-02**: email in: figs\n",
    "- **2026-11-14** — call — plums\n- **2026-10-02** — email in — figs\n",
    "- [[2026-11-14]] call: plums\n- [[2026-10-02]] email in: figs\n",
    "- [[2026-11-14]]: call: plums\n- [[2026-10-02]]: email in: figs\n",
    "- [[2026-11-14]] - call - plums\n- **[[2026-10-02]]** - email in - figs\n",
    "- [[Daily/2026-11-14|14 Nov]] call: plums\n- [[2026-10-02|October]] email in: figs\n",
    "- __2026-11-14__ call: plums\n- 2026-10-02T09:30 email in: figs\n",
    "1. 2026-11-14 10:30 call: plums\n2. 2026-10-02 | email in | figs\n",
    "2026-11-14 call: plums\n2026-10-02 email in: figs\n",
    "**2026-11-14** call: plums\n\n**2026-10-02** email in: figs\n",
])  # fmt: skip
@pytest.mark.parametrize("heading", ["", "## Log\n\n", "# Ada\n\n### Interactions\n\n", "## Contact log\n"])
def test_dated_bullets(heading: str, text: str) -> None:
    """Plain, bold and linked dates, in items and in paragraphs, in a log and in a note without one."""
    both(heading + text)


@pytest.mark.parametrize("text", [
    "### 2026-11-14 — Call\n\nplums\n\n### 2026-10-02 — Email in\n\nfigs\n",
    "### 2026-11-14 - Call\nplums\n### 2026-10-02: Email in\nfigs\n",
    "### 2026-11-14 Call: plums\n### 2026-10-02 Email in: figs\n",
    "# [[2026-11-14]] call\nplums\n# **2026-10-02** email in\nfigs\n",
    "## 2026\n\n### 2026-11-14 — Call\n\nplums\n\n### 2026-10-02 — Email in\n\nfigs\n",
    "### 2026-10-02 | Email in\n\nfigs\n\n### 2026-11-14 | Call\n\nplums\n",
])  # fmt: skip
@pytest.mark.parametrize("heading", ["", "## Log\n\n", "# Ada\n\nShe likes plums.\n\n"])
def test_dated_headings(heading: str, text: str) -> None:
    """A heading that begins with a date is a log line, with the text below it."""
    both(heading.replace("## ", "# ") + text)


@pytest.mark.parametrize(("text", "expected"), [
    ("## 2022-02-15\n\n- we had lunch\n- she paid\n", ("2022-02-15", "we had lunch", "she paid")),
    ("## 2022-02-15\nwe had lunch\n\nshe paid\n", ("2022-02-15", "we had lunch", "she paid")),
    ("## 2022-02-15\n\n- we had lunch\n  - she paid\n", ("2022-02-15", "we had lunch", "she paid")),
])  # fmt: skip
def test_sections_newest_first(text: str, expected: tuple[str, ...]) -> None:
    """A heading that is a date and nothing else: all below it is its text, down to the next heading of its level."""
    note = f"# Ada\n\n## 2022-03-01\n\n- figs\n\n{text}\n## Facts\n\n- allergic to nuts\n"
    (day, _, _, words), (later, *_) = told(note)
    assert (day, later) == (expected[0], "2022-03-01")
    assert all(part in words for part in expected[1:])
    assert "figs" not in words
    assert "nuts" not in words


@pytest.mark.parametrize("table", [
    "| Date | What | Notes |\n|---|---|---|\n| 2026-11-14 | call | plums |\n| 2026-10-02 | email in | figs |\n",
    "| Date | Type | |\n| --- | :-: | - |\n| [[2026-11-14]] | Call | plums |\n| **2026-10-02** | Email in | figs |\n",
    "| Type | Date | Notes |\n|---|---|---|\n| call | 2026-11-14 | plums |\n| email in | 2026-10-02 | figs |\n",
    "| Notes | Kind | Day |\n|---|---|---|\n| plums | call | 2026-11-14 |\n| figs | email in | 2026-10-02 |\n",
    "| Notes | When | How |\n|---|---|---|\n| plums | 2026-11-14 | call |\n| figs | 2026-10-02 | email in |\n",
    "| Date | Notes | Mode |\n|---|---|---|\n| 2026-11-14 | plums | call |\n| 2026-10-02 | figs | email in |\n",
    "| 2026-11-14 | call | plums |\n| 2026-10-02 | email in | figs |\n",
])  # fmt: skip
def test_tables(table: str) -> None:
    """Under a log heading the head row says which column is the date, and which the kind."""
    both(f"## Log\n\n{table}")


@pytest.mark.parametrize(("table", "expected"), [
    ("| Notes | Date |\n|---|---|\n| plums | 2026-11-14 |\n", [("2026-11-14", "contact", "", "plums")]),
    ("| Notes | Date |\n|---|---|\n| call: plums | 2026-11-14 |\n", [CALL]),
    ("| Notes | Sent |\n|---|---|\n| plums | 2026-11-14 |\n", []),
    ("| Type | Date | Notes |\n|---|---|---|\n| call | | plums |\n", []),
    ("| Type | Date | Notes |\n|---|---|---|\n| | 2026-11-14 | plums |\n", [("2026-11-14", "contact", "", "plums")]),
    ("| Type | Date |\n|---|---|\n| call | 2026-11-14 |\n\n| What | Born |\n|---|---|\n| Bo | 1990-05-12 |\n",
    [("2026-11-14", "call", "", "")]),
])  # fmt: skip
def test_other_tables(table: str, expected: Said) -> None:
    """A column of another name is no date, and each table has its own head row."""
    assert told(f"## Log\n\n{table}") == expected


@pytest.mark.parametrize(("entries", "expected"), [
    ("\n  - 2026-11-14 call: plums\n  - 2026-10-02 email in: figs", [EMAIL, CALL]),
    ('\n  - "2026-11-14 call: plums"\n  - "[[2026-10-02]] email in: figs"', [EMAIL, CALL]),
    ("\n  - {date: 2026-11-14, kind: call, note: plums}\n  - {date: 2026-10-02, kind: email in, note: figs}",
    [EMAIL, CALL]),
    ("\n  - date: 2026-11-14\n    kind: call\n    note: plums\n  - 2026-10-02 email in: figs", [EMAIL, CALL]),
    ("\n  - date: 2026-11-14\n    note: plums", [("2026-11-14", "contact", "", "plums")]),
    ("\n  - date: 2026-11-14\n    kind: call", [("2026-11-14", "call", "", "")]),
    ("\n  - Date: 2026-11-14\n    Kind: Call\n    Note: plums", [CALL]),
    ("\n  - 2026-11-14", [("2026-11-14", "contact", "", "")]), (" []", []),
])  # fmt: skip
def test_interactions_among_the_keys(entries: str, expected: Said) -> None:
    """Texts that begin with a date, tables of date, kind and note, or both."""
    note = f"---\nname: Ada\ninteractions:{entries}\n---\n"
    assert (told(note), codes(read(note))) == (expected, [])


@pytest.mark.parametrize(("entry", "code"), [
    ("call: plums", "log-no-date"), ("plums", "log-no-date"), ("2026-02-30 call: plums", "log-bad-date"),
    ("{kind: call, note: plums}", "log-no-date"), ("{date: 2026-13-01, kind: call}", "log-bad-date"),
    ("14.11.2026 call", "log-bad-date"), ("2026-11 call", "log-bad-date"),
])  # fmt: skip
def test_a_bad_entry(entry: str, code: str) -> None:
    """It is a warning at its line, and the others are read."""
    note = read(f"---\nname: Ada\ninteractions:\n  - {entry}\n  - 2026-11-14 call\n---\n")
    assert ([str(line.day) for line in note.lines], codes(note)) == (["2026-11-14"], [(4, code)])


def test_entries_beside_a_log() -> None:
    """Both are read."""
    both("---\ninteractions:\n  - 2026-11-14 call: plums\n---\n\n## Log\n\n- 2026-10-02 email in: figs\n")


@pytest.mark.parametrize("key", ["last-contact", "last_contact", "lastContacted", "last_chat", "prm-last-contacted"])
def test_last_contact_alone(vault: Vault, key: str) -> None:
    """A floor under the log, and no event."""
    vault.write({"people/Ada.md": f"---\n{key}: 2026-11-01\ncadence: 10 days\n---\n"})
    assert [(row["last_contact"], row["due"]) for row in vault.ask("list")] == [("2026-11-01", "2026-11-11")]
    assert vault.ask("timeline", "Ada")["events"] == []
    vault.write({"people/Ada.md": f"---\n{key}: 2026-11-01\n---\n- 2026-10-14 call: plums\n"})
    assert vault.last_contact() == {"people/Ada.md": "2026-11-01"}
    vault.write({"people/Ada.md": f"{key}:: 2026-11-01\n\n- 2026-11-14 call: plums\n"})
    assert vault.last_contact() == {"people/Ada.md": "2026-11-14"}


def test_met_in_the_body(vault: Vault) -> None:
    """`met::` is an interaction that no log line has to say again."""
    vault.write({"people/Ada.md": "met:: 2026-10-02\nmet-at:: the fair\n\n## Log\n\n- 2026-11-14 call: plums\n"})
    events = vault.ask("timeline", "Ada")["events"]
    assert [(e["date"], e["kind"], e["line"]) for e in events] == [("2026-10-02", "met", 1), ("2026-11-14", "call", 6)]


@pytest.mark.parametrize("text", [
    "> [!note] 2026-11-14 call: plums\n\n> [!note] 2026-10-02 email in: figs\n",
    "> [!call] 2026-11-14\n> plums\n\n> [!email]+ 2026-10-02 email in\n> figs\n",
    "> [!note] 2026-11-14 call\n> plums\n> [!note]- 2026-10-02 email in\n> figs\n",
    "> [!CALL] 2026-11-14: plums\n\n> [!quote] [[2026-10-02]] — email in — figs\n",
    "> [!email] 2026-11-14 call: plums\n\n- 2026-10-02 email in: figs\n",
    "- 2026-11-14 call: plums\n\n> [!note] 2026-10-02 email in\n>\n> figs\n",
])  # fmt: skip
def test_callouts(text: str) -> None:
    """Under a log heading a callout with a date is a log line; its type is the kind where the title has none."""
    both(f"# Ada\n\n## Log\n\n{text}")


@pytest.mark.parametrize(("text", "expected"), [
    ("> [!info] 2026-11-14\n> one\n> two\n", [("2026-11-14", "contact", "", "one two")]),
    ("> [!call] 2026-11-14 plums\n> and figs\n", [("2026-11-14", "call", "", "plums and figs")]),
    ("> [!call] 2026-11-14 about plums\n> and figs\n", [("2026-11-14", "call", "", "about plums and figs")]),
    ("> [!info] plums\n> 2026-11-14 call\n", []), ("> 2026-11-14 call: plums\n", []),
    ("> [!note] 2026-11-14 call: plums\n\nafter\n", [CALL]), ("> [!call] plums\n", []),
])  # fmt: skip
def test_the_text_of_a_callout(text: str, expected: Said) -> None:
    """The lines of the quotation below it; a plain quotation is none."""
    found = told(f"## Log\n\n{text}")
    assert [(*rest, " ".join(words.replace(":", " ").split())) for *rest, words in found] == expected


@pytest.mark.parametrize("text", [
    "> [!call] 2026-11-14\n> plums\n", "# Ada\n\n> [!note] 2026-11-14 call: plums\n",
    "## Log\n\n- 2026-10-02 email in: figs\n\n## Quotes\n\n> [!call] 2026-11-14\n",
    "## Education\n\n> [!call] 2026-11-14\n",
])  # fmt: skip
def test_callouts_elsewhere(text: str) -> None:
    """Outside a log heading a callout is a quotation like any other."""
    assert "2026-11-14" not in [day for day, *_ in told(text)]


SECRET = "U2FsdGVk- 2026-11-14 call: plums [[Bo]]"


@pytest.mark.parametrize("text", [
    f"```encrypt\n- 2026-11-14 call: plums\n{SECRET}\n```\n", "%%🔐 2026-11-14 call: plums 🔐%%\n",
    "-----BEGIN PGP MESSAGE-----\n\n2026-11-14 call: plums\n- 2026-11-14 call: plums\n-----END PGP MESSAGE-----\n",
    "-----BEGIN AGE ENCRYPTED FILE-----\ncadence:: weekly\n-----END AGE ENCRYPTED FILE-----\n",
    "🔐\n2026-11-14 call: plums\n- [ ] plums #tag\n🔐\n", "🔐 2026-11-14 call: plums 🔐\n",
    "```encrypt\n2026-02-30 call\n```\n",
    "~~~encrypt\n- 2026-11-14 call: plums\n~~~\n",
])  # fmt: skip
def test_encrypted_bodies(text: str) -> None:
    """Nothing is read from them, they are no problem, and the rest of the note is read."""
    note = read(f"---\nrole: poet\n---\n{text}\n- 2026-10-02 email in: figs\n")
    found: dict[str, Any] = {"facts": note.facts, "tasks": note.tasks, "codes": codes(note)}
    assert found == {"facts": {"role": "poet"}, "tasks": (), "codes": []}
    assert [str(line.day) for line in note.lines] == ["2026-10-02"]
