"""Which key means what, and what happens where two say different things (FORMAT, Keys)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .reading import codes, facts, fields

LINK = '"[[Mary Somerville]]"'
VALUES: dict[str, tuple[str, Any]] = {
    "aliases": ("Countess", ["Countess"]),
    "circle": ("close", "close"),
    "cadence": ("6 weeks", "6 weeks"),
    "status": ("wish", "wish"),
    "paused-until": ("2026-11-14", "2026-11-14"),
    "snooze": ("2026-11-14", "2026-11-14"),
    "next-contact": ("2026-11-14", "2026-11-14"),
    "last-contact": ("2026-11-14", "2026-11-14"),
    "met": ("2024-05", "2024-05"),
    "met-at": ("Somerville's dinner", "Somerville's dinner"),
    "met-through": (LINK, ["[[Mary Somerville]]"]),
    "birthday": ("1990-05-12", "1990-05-12"),
    "why": ("better work", "better work"),
    "hook": ("the engine", "the engine"),
    "channel": ("letters", "letters"),
    "minutes": ("45", 45),
    "offers": ("[analysis, plums]", ["analysis", "plums"]),
    "needs": ("[analysis, plums]", ["analysis", "plums"]),
    "knows": (f"[{LINK}]", ["[[Mary Somerville]]"]),
    "household": ("the Kings", "the Kings"),
    "reciprocity": ("off", False),
    "email": ("ada@example.org", "ada@example.org"),
    "phone": ("+47 123", "+47 123"),
    "address": ("1 Plum Lane", "1 Plum Lane"),
    "url": ("https://example.org", "https://example.org"),
    "org": ("Engines Ltd", "Engines Ltd"),
    "role": ("analyst", "analyst"),
    "location": ("Oslo", "Oslo"),
    "tags": ("[friend, maths]", ["friend", "maths"]),
}
SYNONYMS = {
    "aliases": ["alias", "nickname", "slug"],
    "circle": ["tier", "prm-tier", "priority"],
    "cadence": [
        *("contact-frequency", "contact_frequency", "contact_cadence", "cadence_days"),
        *("prm-cadence", "frequency", "every"),
    ],
    "snooze": ["prm-snooze-until", "snooze_until"],
    "next-contact": ["next_contact_due", "next_contact", "next_followup"],
    "last-contact": [
        *("last_contact", "last_contacted", "lastContact", "lastContacted", "last_chat"),
        *("last_interaction", "prm-last-contacted"),
    ],
    "met": ["met_date", "first_met"],
    "met-at": ["met_context"],
    "met-through": ["introduced_by"],
    "birthday": ["BDAY", "bday", "birthdate"],
    "why": ["purpose"],
    "hook": ["contact_reason", "last_meaningful_topic"],
    "channel": ["channels", "preferred_channel"],
    "offers": ["can_help_with", "skills", "expertise"],
    "needs": ["i_can_help_them"],
    "knows": ["relationships", "RELATED", "friends"],
    "email": ["EMAIL[HOME]", "EMAIL[INTERNET;WORK]"],
    "phone": ["phone number", "TEL[CELL]", "TEL[1:HOME]"],
    "org": ["company", "organization", "organisation", "ORG"],
    "role": ["position"],
    "location": ["city"],
}
SPELLINGS = [(key, spelling) for key in VALUES for spelling in (key, *SYNONYMS.get(key, []))]


def written(spelling: str, value: str) -> str:
    """One field; a key that holds more than a word may need quotes."""
    return f'"{spelling}": {value}' if "[" in spelling else f"{spelling}: {value}"


@pytest.mark.parametrize(("key", "spelling"), SPELLINGS)
def test_every_spelling_of_every_key(key: str, spelling: str) -> None:
    """The canonical key and each one of existing vaults is read as the same, and is nobody's own key."""
    value, expected = VALUES[key]
    note = fields(written(spelling, value))
    assert note.facts.pop("met-line", 2) == 2
    assert (note.facts, codes(note)) == ({key: expected}, [])


@pytest.mark.parametrize(
    "variant",
    [
        pytest.param(str.upper, id="upper case"),
        pytest.param(str.title, id="title case"),
        pytest.param(lambda key: key.replace("-", "_").replace(" ", "_"), id="underscores"),
        pytest.param(lambda key: key.replace("-", " ").replace("_", " "), id="spaces"),
        pytest.param(lambda key: key.replace("_", "-").replace(" ", "-"), id="dashes"),
        pytest.param(lambda key: key.replace("_", "").replace("-", "").replace(" ", ""), id="nothing between"),
    ],
)
def test_lookup_ignores_case_and_what_joins_words(variant: Callable[[str], str]) -> None:
    """Case, `_`, `-` and spaces tell no keys apart."""
    for key, spelling in SPELLINGS:
        value, expected = VALUES[key]
        assert (spelling, facts(written(variant(spelling), value)).get(key)) == (spelling, expected)


@pytest.mark.parametrize("spelling", ["E-mail", "e_mail", "E MAIL", "Email", "eMail"])
def test_e_mail_is_email(spelling: str) -> None:
    """The example of FORMAT."""
    assert facts(f"{spelling}: ada@example.org") == {"email": "ada@example.org"}


@pytest.mark.parametrize("empty", [pytest.param("", id="nothing"), pytest.param('""', id="quotes"), "[]", '"  "'])
@pytest.mark.parametrize(("key", "spelling"), SPELLINGS)
def test_an_empty_value_is_an_absent_one(key: str, spelling: str, empty: str) -> None:
    """Of every key, without a word."""
    note = fields(written(spelling, empty))
    assert (note.facts, codes(note)) == ({}, [])


@pytest.mark.parametrize("null", ["null", "~"])
@pytest.mark.parametrize(
    "key",
    [
        *("aliases", "circle", "cadence", "status", "paused-until", "snooze", "next-contact", "last-contact"),
        *("met", "met-through", "birthday", "dates", "anniversary", "minutes", "offers", "needs", "knows"),
        *("household", "reciprocity", "tags", "do_not_contact", "prm-paused", "Active", "died", "deathday", "tier"),
    ],
)
def test_null_is_absent_where_a_key_is_not_text(key: str, null: str) -> None:
    """A list, a day, a number, a link, one of some words, a household: `null` and `~` say nothing there."""
    note = fields(f"{key}: {null}")
    note.facts.pop("other", None)
    assert (note.facts, codes(note)) == ({}, [])


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize(
    ("canonical", "synonym", "key", "value"),
    [
        pytest.param("cadence: 6 weeks", "frequency: monthly", "cadence", "6 weeks", id="cadence"),
        pytest.param("birthday: 05-12", "BDAY: 1990-05-13", "birthday", "05-12", id="birthday"),
        pytest.param("last-contact: 2026-11-14", "last_chat: 2026-11-10", "last-contact", "2026-11-14", id="last"),
        pytest.param(
            "last-contact: 2026-11-14", "last_contact: 2026-11-10", "last-contact", "2026-11-14", id="another spelling"
        ),
        pytest.param("circle: close", "tier: inner", "circle", "close", id="circle"),
        pytest.param("role: analyst", "position: poet", "role", "analyst", id="role"),
        pytest.param("role: analyst", "title: poet", "role", "analyst", id="role and title"),
        pytest.param("status: active", "do_not_contact: true", "status", "active", id="status and do_not_contact"),
        pytest.param("status: active", "prm-paused: true", "status", "active", id="status and prm-paused"),
        pytest.param("status: paused", "Active: true", "status", "paused", id="status and Active"),
        pytest.param("offers: [plums]", "skills: [analysis]", "offers", ["plums"], id="lists"),
    ],
)
def test_where_two_disagree_the_canonical_key_wins(
    canonical: str, synonym: str, key: str, value: object, order: int
) -> None:
    """In either order, and check says so."""
    note = fields("\n".join([canonical, synonym][::order]))
    assert note.facts[key] == value
    assert [code for _, code in codes(note)] == ["synonyms-disagree"]


@pytest.mark.parametrize(
    "yaml",
    [
        pytest.param("cadence: monthly\nfrequency: monthly", id="text"),
        pytest.param('cadence: "monthly"\nevery: monthly', id="quoted"),
        pytest.param("last-contact: 2026-11-14\nlast_contact: 2026-11-14", id="another spelling"),
        pytest.param("offers: [a, b]\nskills:\n  - a\n  - b", id="list"),
        pytest.param("circle: close\ntier: close", id="circle"),
        pytest.param("circle: close\ntier: 1", id="a tier that is no circle"),
        pytest.param("status: deceased\ndied: 2020-02-02", id="deceased"),
        pytest.param("status: do-not-contact\ndo_not_contact: true", id="do not contact"),
        pytest.param("status: active\nActive: true\nprm-paused: no\ndo_not_contact: 0", id="active"),
        pytest.param("frequency: monthly\ncadence:", id="the canonical key is empty"),
        pytest.param("cadence: monthly\nfrequency:", id="the synonym is empty"),
        pytest.param("cadence: null\nfrequency: monthly", id="the canonical key is null"),
        pytest.param("aliases: [Ada]\nslug: ada-l", id="a slug is one more alias"),
    ],
)
def test_two_that_agree_are_nothing_to_mend(yaml: str) -> None:
    """The same value, or one of them absent."""
    assert codes(fields(yaml)) == []


@pytest.mark.parametrize("yaml", ["cadence:\nfrequency: monthly", "frequency: monthly\ncadence: ~"])
def test_an_absent_canonical_key_leaves_room(yaml: str) -> None:
    """A template's empty `cadence:` does not hide what another key says."""
    assert facts(yaml)["cadence"] == "monthly"


def test_two_synonyms_that_disagree_are_told() -> None:
    """With the line of the second; neither is canonical."""
    note = fields("name: Ada\nfrequency: monthly\nevery: 2 weeks")
    assert codes(note) == [(4, "synonyms-disagree")]
    assert note.facts["cadence"] in ("monthly", "2 weeks")


def test_several_addresses_of_one_kind_are_all_kept() -> None:
    """`EMAIL[HOME]` and `EMAIL[WORK]` are two values of one key, not two opinions."""
    note = fields('"EMAIL[HOME]": a@example.org\n"EMAIL[WORK]": b@example.org')
    assert (note.facts, codes(note)) == ({"email": ["a@example.org", "b@example.org"]}, [])


@pytest.mark.parametrize(
    ("yaml", "other"),
    [
        pytest.param("shoe size: 38", {"shoe size": "38"}, id="text"),
        pytest.param("Pets: [Nip, Tuck]", {"Pets": ["Nip", "Tuck"]}, id="list"),
        pytest.param("house: {rooms: 4}", {"house": {"rooms": "4"}}, id="table"),
        pytest.param("2026: x\nno: y", {"2026": "x", "no": "y"}, id="keys that YAML could misread"),
        pytest.param("content: x\nhandler: y", {"content": "x", "handler": "y"}, id="words of python-frontmatter"),
        pytest.param("tier: gold", {"tier": "gold"}, id="a tier that is no circle"),
        pytest.param("priority: 1", {"priority": "1"}, id="a priority that is no circle"),
        pytest.param("cadense: 6 weeks", {"cadense": "6 weeks"}, id="a misspelt key"),
    ],
)
def test_unknown_keys_are_kept(yaml: str, other: dict[str, Any]) -> None:
    """They belong to the user: as they were written, without a word."""
    note = fields(yaml)
    assert (note.facts, codes(note)) == ({"other": other}, [])


@pytest.mark.parametrize("spelling", ["Contacted on", "contacted_on", "CONTACTED-ON"])
def test_own_names_of_keys(spelling: str) -> None:
    """`[keys]` adds a synonym, looked up like the others."""
    settings = '[keys]\n"Contacted on" = "last-contact"\n'
    assert facts(f"{spelling}: 2026-11-14", settings) == {"last-contact": "2026-11-14"}
