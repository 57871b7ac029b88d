"""Writing a text as a YAML scalar that readers of YAML 1.1 and of YAML 1.2 read as that very text (LAW 15).

A text stands without quotes only if it cannot be anything else to either: the words, numbers and days of
YAML 1.1 (yaml.org/type) and of the YAML 1.2 core schema are all quoted.
"""

from __future__ import annotations

from netnotes.notes.edit.changes import Refused
from netnotes.patterns import lazy_pattern

LONGEST = 10_000
_CONTROL = lazy_pattern(
    "[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
# A letter first, or a number and then a word; then only signs that mean nothing anywhere in YAML.
_PLAIN = lazy_pattern(r"(?:[^\W\d_]|\d+ [^\W\d_])[\w .'/+()&;@-]*(?<! )$")
_MEANINGS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"})


def check_text(text: str) -> None:
    """Raise Refused for a text that cannot be a value of one line."""
    if not text.strip():
        raise Refused("empty", "nothing is given to write; write a text, or take the key away with netnotes unset")
    found = _CONTROL.search(text)
    if found and found[0] in "\r\n\t":
        raise Refused("line-break", "a value is one line without tabs; write longer text in the note itself")
    if found:
        raise Refused("control-char", f"the invisible sign U+{ord(found[0]):04X} stands in the text; leave it out")
    if len(text) > LONGEST:
        raise Refused("too-long", f"this text has {len(text):,} signs; put long text into the note itself")


def is_plain(text: str) -> bool:
    """Whether *text* may stand without quotes, in a list in brackets too."""
    return bool(_PLAIN.match(text)) and text.lower() not in _MEANINGS and text.isprintable()


def write_text(text: str, like: str = "") -> str:
    """*text* as a scalar, in the quotes of the one it stands for (*like*: ``'``, ``"`` or empty)."""
    check_text(text)
    if like == "'" or (like != '"' and not is_plain(text) and ('"' in text or "\\" in text)):
        return "'" + text.replace("'", "''") + "'"
    if like == '"' or not is_plain(text):
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return text
