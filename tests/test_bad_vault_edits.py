"""What `set` and `log` make of every bad note: the one splice, or a refusal with its code and not a byte changed."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import NamedTuple

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared" / "bad-vault"
TODAY = "2026-11-24"

# What `netnotes set FILE nick=Z` and `netnotes log FILE x` come to for our own notes: "ok" or the code of the refusal.
OWN: dict[str, tuple[bytes, str, str]] = {
    "nothing": (b"", "ok", "ok"),
    "no-fields": (b"Edith, from the tram.\n", "ok", "ok"),
    "open": (b"---\nname: Edith\n", "fm-unclosed", "fm-unclosed"),
    "braces": (b"---\n{name: Edith}\n---\n", "flow-root", "ok"),
    "indented": (b"---\n  name: Edith\n---\n", "ok", "ok"),
    "marked": (b"\xef\xbb\xbf---\nname: Edith\n---\n", "ok", "ok"),
    "windows": (b"---\r\nname: Edith\r\n---\r\n\r\n## Log\r\n\r\n- 2026-01-02 call\r\n", "ok", "ok"),
    "cut-off": (b"---\nname: Edith\n---\n\n## Log\n\n- 2026-01-02 call", "ok", "ok"),
    "anchored": (b"---\nname: &n Edith\nnick: *n\n---\n", "anchor-or-tag", "ok"),
    "tagged": (b"---\nnick: !mine E\n---\n", "anchor-or-tag", "ok"),
    "block": (b"---\nnick: >\n  E\n  D\n---\n", "block-scalar", "ok"),
    "listed": (b"---\nnick:\n  - E\n---\n", "not-scalar", "ok"),
    "table": (b"---\nnick: {a: b}\n---\n", "not-scalar", "ok"),
    "two-logs": (b"## Log\n- 2026-01-02 call\n\n## log\n- 2026-01-03 tea\n", "ok", "two-logs"),
    "open-code": (b"## Log\n- 2026-01-02 call\n```\n", "ok", "open-fence"),
    "code-in-item": (b"- ```\n  x\n\n## Log\n\n```\ny\n", "ok", "open-fence"),
    "open-comment": (b"## Log\n- 2026-01-02 call\n<!-- \n", "ok", "open-fence"),
    "conflict": (b"## Log\n<<<<<<< a\n- 2026-01-02 call\n=======\n>>>>>>> b\n", "ok", "merge-conflict"),
    "latin": ("name: Émile\n".encode("latin-1"), "not-utf8", "not-utf8"),
}


class Case(NamedTuple):
    """A note, and what each command comes to."""

    path: str
    content: bytes
    set_nick: str
    log: str


def cases() -> list[Case]:
    """Our own notes, and those of the shared vault where it is there."""
    found = [Case(f"people/{name}.md", *row) for name, row in OWN.items()]
    if SHARED.is_dir():
        with (SHARED / "EXPECTED.tsv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                if row["set_nick"] != "-":
                    content = (SHARED / row["file"]).read_bytes()
                    found.append(Case(row["file"], content, row["set_nick"], row["log"]))
    return found


def lost(before: bytes, after: bytes) -> bytes:
    """What one splice took out: the bytes of *before* that neither a common beginning nor a common end covers."""
    start = next((at for at, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), None)
    start = min(len(before), len(after)) if start is None else start
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return before[start : len(before) - end]


@pytest.mark.parametrize("command", ["set", "log"])
@pytest.mark.parametrize("case", cases(), ids=lambda case: case.path)
def test_a_bad_note_is_edited_by_one_splice_or_left_alone(case, command, vault, netnotes) -> None:
    """Nothing but the value is taken out of a note, nothing at all for a log line, and a refused note is untouched."""
    vault.write("netnotes.toml", 'people = ["**"]\n')
    note = vault.write(case.path, case.content)
    words = ["set", case.path, "nick=Z"] if command == "set" else ["log", case.path, "x", "--today", TODAY]
    expected = case.set_nick if command == "set" else case.log
    answer = netnotes(*words)
    after = note.read_bytes()
    if expected != "ok":
        assert answer.exit_code == 5
        assert answer.stderr.rstrip().splitlines()[0].endswith(f"[{expected}]")
        assert after == case.content
        return
    assert answer.exit_code == 0, answer.stderr
    nick = re.search(rb"^ *nick: *(\S+)", case.content, re.MULTILINE) if command == "set" else None
    assert lost(case.content, after).strip() in (b"", *([nick[1]] if nick else []))
    assert (b"nick: Z" if command == "set" else b"2026-11-24") in after
    assert after.endswith(b"\n") == case.content.endswith(b"\n") or not case.content
    assert after.count(b"\r\n") == after.count(b"\n") or b"\r\n" not in case.content
