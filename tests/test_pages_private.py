"""`--private`: pages for a screenshot."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Answer, VaultFolder

TODAY = "2026-11-24"


def words(vault: VaultFolder) -> int:
    """Notes in which every word that is a person's own begins with ``secret``; how many such words there are."""
    text = """---
name: Ann
circle: close
aliases: [secretA]
why: secretB
hook: secretC
channel: secretD
email: secretE@example.org
phone: "secretF"
org: secretG
role: secretH
location: secretI
needs: [secretJ]
offers: [secretK]
household: secretL
tags: [person, secretM]
birthday: 1988-12-03
dates: {secretN: 11-27}
met: 2020-05-01
met-at: secretO
met-through: secretP
knows: [secretQ]
nick: secretR
cadence: secretS
---
secretT

- [ ] secretU 📅 2026-11-20
- [ ] waiting: secretV 📅 2026-11-22
- [x] secretW ✅ 2026-11-02

## Log

- 2026-12-01 lunch with [[Bo]] and secretX at secretY: secretZ
- 2026-11-24 secretAA: secretAB
- 2026-10-01 secretAC with [[Bo]] at secretAD: secretAE
- 2026-09-01 got: secretAF
- 2026-08-01 email in: secretAG
- 2026-07-01 call: secretAH
- 2026-11-20 called, no answer: secretAI
- 2026-99-01 secretAJ
"""
    vault.write("people/secretAK.md", text)
    vault.write(
        "people/New.md", "---\ntype: person\nmet: 2026-11-10\nmet-at: secretAL\nhook: secretAM\n---\nsecretAN\n"
    )
    vault.write("people/Bo.md", "---\ncircle: inner\n---\n## Log\n\n- 2026-01-02 tea: secretAO with [[Ann]]\n")
    vault.write("people/secretAP.md", "---\nname: [\n---\n")
    vault.write(
        "daily/secretAQ/2026-11-23.md", "- lunch with [[Ann]] at secretAR: secretAS\n- [ ] ask [[Ann]] secretAT\n"
    )
    return 46


def test_no_word_or_fact_of_a_note_is_on_a_private_page(
    vault: VaultFolder, netnotes: Callable[..., Answer], tmp_path: Path
) -> None:
    """Names, circles, days and kinds stay; whatever else a note says is not in any file, nor in a file's name."""
    count = words(vault)
    assert netnotes("build", "--out", str(tmp_path / "open"), "--today", TODAY).exit_code == 0
    shown = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "open").rglob("*.html"))
    assert len(set(re.findall(r"secret[A-Z]+", shown))) > count - 8, "the words must be on the open pages"
    assert netnotes("build", "--private", "--out", str(tmp_path / "site"), "--today", TODAY).exit_code == 0
    for path in (path for path in (tmp_path / "site").rglob("*") if path.is_file()):
        said = path.name + path.read_text(encoding="utf-8")
        assert not re.findall(r".{0,30}secret\w*|1988|\b3 Dec|27 Nov|Fri 27|Thu 3|12-03|11-27", said), path
        assert str(vault.path) not in said
    front = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert "Ann" in front
    assert "things to mend" in front or "thing to mend" in front


@pytest.mark.parametrize("private", [(), ("--private",)])
def test_private_and_open_pages_never_take_each_other_s_place(
    vault: VaultFolder, netnotes: Callable[..., Answer], tmp_path: Path, private: tuple[str, ...]
) -> None:
    """Without --out each kind has a folder of its own: `build` writes no words where `watch --private` is open."""
    vault.person("Ada", why="a secret")
    state = {"XDG_STATE_HOME": str(tmp_path / "state")}
    first = json.loads(netnotes("build", "--format", "json", *private, env=state).stdout)["folder"]
    other = json.loads(netnotes("build", "--format", "json", *(() if private else ("--private",)), env=state).stdout)[
        "folder"
    ]
    assert first != other
    held = "".join(path.read_text(encoding="utf-8") for path in Path(first).rglob("*.html"))
    assert ("a secret" in held) == (not private)
