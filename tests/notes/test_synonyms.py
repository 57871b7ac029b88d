"""Every synonym of every key, in frontmatter and inline, is the canonical key (FORMAT, Keys and Dated notes)."""

from __future__ import annotations

from typing import Any

import pytest

from .reading import codes, read
from .vaults import Vault

DAY = "2026-11-14"
# Canonical key: its value, and its synonyms in the words of FORMAT.
KEYS: dict[str, tuple[str, str]] = {
    "aliases": ("Countess", "alias, nickname, slug"),
    "circle": ("close", "tier, prm-tier, priority"),
    "cadence": (
        "6 weeks",
        "contact-frequency, contact_frequency, contact_cadence, cadence_days, prm-cadence, frequency, every",
    ),
    "snooze": (DAY, "prm-snooze-until, snooze_until"),
    "next-contact": (DAY, "next_contact_due, next_contact, next_followup"),
    "last-contact": (
        DAY,
        "last_contact, last_contacted, lastContact, lastContacted, last_chat, last_interaction, prm-last-contacted",
    ),
    "met": ("2024-05-02", "met_date, first_met"),
    "met-at": ("a dinner", "met_context"),
    "met-through": ("[[Mary]]", "introduced_by"),
    "birthday": ("1990-05-12", "BDAY, bday, birthdate"),
    "why": ("better work", "purpose"),
    "hook": ("the engine", "contact_reason, last_meaningful_topic"),
    "channel": ("letters", "channels, preferred_channel"),
    "offers": ("analysis", "can_help_with, skills, expertise"),
    "needs": ("a printer", "i_can_help_them"),
    "knows": ("[[Mary]]", "relationships, RELATED, friends"),
    "email": ("ada@example.org", "E-mail, EMAIL, EMAIL[HOME], EMAIL[INTERNET;WORK]"),
    "phone": ("+47 123", "phone number, TEL[CELL], TEL[1:HOME]"),
    "org": ("Engines", "company, organization, organisation, ORG"),
    "role": ("analyst", "position, title"),
    "location": ("Oslo", "city"),
    "paused-until": (DAY, "Paused Until"),
    "status": ("wish", "Status"),
    "minutes": ("45", "MINUTES"),
    "household": ("the Kings", "Household"),
    "reciprocity": ("off", "Reciprocity"),
    "address": ("1 Plum Lane", "Address"),
    "url": ("https://example.org", "URL"),
    "tags": ("friend", "Tags"),
}
FORMS = {
    "frontmatter": "---\n{}: {}\n---\n", "line": "{}:: {}\n", "item": "- {}:: {}\n", "bold": "**{}**:: {}\n",
    "parentheses": "so ({}:: {}) it is\n", "brackets": "so [{}:: {}] it is\n",
}  # fmt: skip
SYNONYMS = [(key, word) for key, (_, words) in KEYS.items() for word in words.split(", ")]
# Dataview knows no key with brackets.
IN_FORMS = [(key, word, form) for key, word in SYNONYMS for form in FORMS if form == "frontmatter" or "[" not in word]
FLAGS = [
    ("status: wish", "status", "target"), ("status: card", "status", "collected"),
    ("status: do-not-contact", "do_not_contact", "true"), ("status: do-not-contact", "do_not_contact", "yes"),
    ("status: do-not-contact", "do_not_contact", "1"), ("status: paused", "prm-paused", "true"),
    ("status: paused", "Active", "false"), ("status: paused", "Active", "no"), ("status: paused", "Active", "0"),
    ("status: deceased", "deathday", "2020-02-02"), ("status: deceased", "died", "2020-02-02"),
    ("", "Active", "true"), ("", "prm-paused", "no"), ("", "do_not_contact", "0"),
]  # fmt: skip
PARTICIPANTS = ["people", "attendees", "participants", "with", "person", "People", "ATTENDEES"]
each_form = pytest.mark.parametrize("form", FORMS)


def facts(form: str, key: str, value: str) -> dict[str, Any]:
    """What a note that holds nothing but *key* comes to; no word of complaint is expected."""
    if form == "frontmatter":
        key = f'"{key}"' if "[" in key else key
        value = f'"{value}"' if "[" in value else value
    note = read(FORMS[form].format(key, value))
    assert codes(note) == []
    note.facts.pop("met-line", None)
    return {**note.facts, "lines": [(line.day, line.head.kind) for line in note.lines]}


@pytest.mark.parametrize("case", [str, str.upper, str.lower])
@pytest.mark.parametrize(("key", "synonym", "form"), IN_FORMS, ids=["-".join(names) for names in IN_FORMS])
def test_a_synonym_is_its_key(key: str, synonym: str, case: type[str], form: str) -> None:
    """It comes to the same fact, in any case."""
    value = KEYS[key][0]
    expected = facts("frontmatter", key, value)
    assert key in expected
    assert facts(form, case(synonym), value) == expected


@each_form
@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("sign", ["", "_", "-", " "])
def test_signs_between_words(key: str, sign: str, form: str) -> None:
    """`_`, `-` and spaces in a key do not matter."""
    value = KEYS[key][0]
    assert facts(form, key.replace("-", sign), value) == facts("frontmatter", key, value)


@each_form
@pytest.mark.parametrize(("canonical", "key", "value"), FLAGS)
def test_a_status_in_other_words(canonical: str, key: str, value: str, form: str) -> None:
    """Flags and words of other tools make the status."""
    expected = {"status": canonical.partition(": ")[2]} if canonical else {}
    assert facts(form, key, value) == {**expected, "lines": []}


@each_form
def test_an_anniversary_is_a_date(form: str) -> None:
    """One of the yearly dates, by its own name."""
    assert facts(form, "anniversary", "2014-06-12")["dates"] == {"anniversary": "2014-06-12"}


@pytest.mark.parametrize("form", ["{}: {}", "{}:: {}"])
@pytest.mark.parametrize("keys", [
    [("name", "Ada Byron")], [("fullname", "Ada Byron")], [("FN", "Ada Byron")],
    [("First Name", "Ada"), ("Last Name", "Byron")], [("first_name", "Ada"), ("last-name", "Byron")],
    [("N.GN", "Ada"), ("N.FN", "Byron")], [("N.FN", "Byron"), ("N.GN", "Ada")], [("title", "Ada Byron")],
    [("title", "ada-byron")],
])  # fmt: skip
def test_names(vault: Vault, keys: list[tuple[str, str]], form: str) -> None:
    """A name, or first and last name in any order; a title only where it is the file's name, also as a slug."""
    path = "people/Ada Byron.md" if keys[0] == ("title", "ada-byron") else "people/x.md"
    path = "people/ada-byron.md" if keys[0] == ("title", "Ada Byron") else path
    text = "\n".join(form.format(*pair) for pair in keys)
    vault.write({path: text + "\n" if "::" in form else f"---\n{text}\n---\n"})
    (row,) = vault.ask("list")
    assert row["name"] == ("ada-byron" if keys[0] == ("title", "ada-byron") else "Ada Byron")


def test_the_program_makes_no_difference(vault: Vault) -> None:
    """Whole notes in the words of one tool, and inline, answer as the one in our own words does."""
    told = []
    for column in range(3):
        pairs = []
        for key, (value, words) in KEYS.items():
            spellings = [key, *(word for word in words.split(", ") if "[" not in word and key != "status")]
            pairs.append((spellings[min(column, len(spellings) - 1)], value))
        quoted = "\n".join(f'{word}: "{value}"' for word, value in pairs)
        for text in (f"---\n{quoted}\n---\n", "\n" + "".join(f"{word}:: {value}\n" for word, value in pairs)):
            vault.write({"people/Ada.md": text, "people/Mary.md": ""})
            told.append({**vault.ask("show", "Ada"), "list": vault.ask("list")})
    for answers in told[1:]:
        assert answers == told[0]


def event(vault: Vault, keys: dict[str, str], *, inline: bool) -> dict[str, Any]:
    """The event that a note with *keys* is for Ada, less its line."""
    lines = [f"{key}:{':' if inline else ''} {value}" for key, value in keys.items()]
    text = "\n".join(lines) + "\n" if inline else "\n".join(["---", *lines, "---", ""])
    vault.write({"people/Ada.md": "", "people/Bo.md": "", "notes/Plums.md": text})
    (found,) = vault.ask("timeline", "Ada")["events"]
    del found["line"]
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("inline", [False, True], ids=["frontmatter", "inline"])
@pytest.mark.parametrize(("keys", "kind", "direction"), [
    *(({"date": DAY, word: "Ada, Bo"}, "meeting", None) for word in PARTICIPANTS),
    *(({"date": DAY, word: "[[Ada]], [[Bo]]"}, "meeting", None) for word in ("with", "person", "attendees")),
    *(({word: DAY, "people": "Ada, Bo"}, "meeting", None) for word in ("date", "Date", "DATE")),
    *(
        ({"date": DAY, "people": "Ada, Bo", word: "call"}, "call", None)
        for word in ("mode", "interaction_type", "interaction-type", "Interaction Type", "kind", "KIND", "type", "Type")
    ),
    *(
        ({"date": DAY, "people": "Ada, Bo", word: value}, "meeting", "in")
        for word, value in (("initiated_by", "them"), ("initiated-by", "Them"), ("direction", "inbound"))
    ),
    *(
        ({"date": DAY, "people": "Ada, Bo", word: value}, "meeting", "out")
        for word, value in (("initiated_by", "me"), ("Initiated By", "me"), ("Direction", "outbound"))
    ),
    ({"date": DAY, "people": "Ada, Bo", "tags": "call"}, "call", None),
])  # fmt: skip
def test_the_keys_of_dated_notes(
    vault: Vault, keys: dict[str, str], kind: str, direction: str | None, inline: bool
) -> None:
    """Whoever took part, the day, the kind and the direction, each by any of its keys."""
    if not inline:
        keys = {key: f'"{value}"' if "[" in value else value for key, value in keys.items()}
    assert event(vault, keys, inline=inline) == {
        "date": DAY, "kind": kind, "direction": direction, "text": "Plums", "with": ["Bo"],
        "path": "notes/Plums.md", "counts": "yes",
    }  # fmt: skip
