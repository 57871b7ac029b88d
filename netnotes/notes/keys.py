"""Which key means what, in our words and in those of existing vaults (FORMAT, Keys)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from netnotes.patterns import lazy_pattern

_SYNONYMS = {
    "name": "fullname FN",
    "first-name": "N.GN",
    "last-name": "surname N.FN",
    "aliases": "alias nickname slug",
    "circle": "",
    "cadence": "contact-frequency contact-cadence cadence-days prm-cadence frequency every",
    "status": "",
    "paused-until": "",
    "snooze": "prm-snooze-until snooze-until",
    "next-contact": "next-contact-due next-followup",
    "last-contact": "last-contacted last-chat last-interaction prm-last-contacted",
    "met": "met-date first-met",
    "met-at": "met-context",
    "met-through": "introduced-by",
    "birthday": "BDAY birthdate",
    "dates": "",
    "why": "purpose",
    "hook": "contact-reason last-meaningful-topic",
    "channel": "channels preferred-channel",
    "minutes": "",
    "offers": "can-help-with skills expertise",
    "needs": "i-can-help-them",
    "knows": "relationships related friends",
    "household": "",
    "reciprocity": "",
    "email": "mail",
    "phone": "phone-number tel telephone",
    "address": "adr",
    "url": "website",
    "org": "company organization organisation",
    "role": "position",
    "location": "city",
    "tags": "tag",
    # These have no canonical key of their own: `fields` gives each its meaning.
    "title": "",
    "tier": "prm-tier priority",
    "anniversary": "",
    "died": "deathday",
    "do-not-contact": "",
    "prm-paused": "",
    "active": "",
    "type": "",
    "kind": "",
    "categories": "category",
    "interactions": "",
}
# The keys of a dated note, which mean nothing in a person's (FORMAT, Dated notes).
_DATED_SYNONYMS = {
    "date": "",
    "people": "attendees participants with person",
    "mode": "",
    "interaction-type": "",
    "kind": "",
    "type": "",
    "initiated-by": "",
    "direction": "",
    "title": "",
    "tags": "tag",
}
TEXTS = ("household", "met-at")
TEXTS_OR_LISTS = ("why", "hook", "channel", "email", "phone", "address", "url", "org", "role", "location")
LISTS = ("offers", "needs")
LINKS = ("met-through", "knows")
# An inline field holds its list on one line: `aliases:: Ada, Countess`.
LISTED = frozenset({"aliases", "tags", "people", "channel", *LISTS, *LINKS})
TEXT_KEYS = frozenset({"name", "first-name", "last-name", "title", "met-at", *TEXTS_OR_LISTS})
DAYS = ("paused-until", "snooze", "next-contact", "last-contact")


_LEFT_OUT = lazy_pattern(r"[\s_-]|\[[^\]]*\]$")


@lru_cache(maxsize=512)
def fold_key(key: str) -> str:
    """A key without case, ``_``, ``-`` and spaces, and without vCard's ``[…]``."""
    return _LEFT_OUT.sub("", key.lower())


CANONICAL = {fold_key(word): key for key, words in _SYNONYMS.items() for word in (key, *words.split())}
DATED = {fold_key(word): key for key, words in _DATED_SYNONYMS.items() for word in (key, *words.split())}
OWN_SPELLING = {fold_key(key): key for key in (*_DATED_SYNONYMS, *_SYNONYMS)}
# Keys that people write in notes about people and hardly anywhere else.
TELLING = frozenset({"birthday", "email", "phone", "cadence", "last-contact", "next-contact", "met", "met-through"})


def own_keys(named: Mapping[str, str]) -> dict[str, str]:
    """The user's own names of keys (the setting `keys`), folded as `canonical_key` wants them."""
    return {fold_key(name): meaning for name, meaning in named.items()}


def canonical_key(key: str, own: Mapping[str, str], known: Mapping[str, str] = CANONICAL) -> str | None:
    """The canonical key that *key* is read as, None for the user's own keys.

    *own* holds the folded keys of the settings, *known* those of the kind of note: CANONICAL or DATED.
    """
    folded = fold_key(key)
    meant = own.get(folded)
    return meant if meant and fold_key(meant) in known else known.get(folded)


def adds_up(key: str) -> bool:
    """Whether *key* stands beside another for the same: ``EMAIL[WORK]``, and ``slug`` for one more alias."""
    return key.endswith("]") or fold_key(key) == "slug"


def closeness(key: str, canonical: str) -> int:
    """2 for the canonical key as we write it, 1 for another spelling of it, 0 for a synonym."""
    return 2 if key == canonical else int(fold_key(key) == fold_key(canonical))
