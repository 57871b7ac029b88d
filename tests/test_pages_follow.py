"""Pages that were brought up to date, edit by edit, are those of a whole build (LAW 8 for the page)."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Answer, VaultFolder

TODAY = "2026-11-24"
ROOT = Path(__file__).resolve().parents[1]
VAULTS = {"example": ROOT / "example-vault", **{p.name: p for p in (ROOT / "tests" / "vaults").iterdir() if p.is_dir()}}
EDITS = 60 if os.environ.get("NETNOTES_LONG") else 12
KINDS = (
    "line", "head", "field", "household", "knows", "tag", "daily", "errand", "task", "text", "alias", "nick", "new",
    "move", "fold", "gone",
)  # fmt: skip
NICKS = ("Fox", "Owl")


def pages(folder: Path) -> dict[str, bytes]:
    """Every file in a folder of pages, without the mark."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.name != ".netnotes-site")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def people_in(vault: VaultFolder, netnotes: Callable[..., Answer]) -> list[tuple[str, str]]:
    """The path and name of everyone whose note is there."""
    rows = netnotes(f"list --format json --today {TODAY}").json()
    return [(row["path"], row["name"]) for row in rows if (vault.path / row["path"]).is_file()]


def edit(chance: random.Random, vault: VaultFolder, people: list[tuple[str, str]]) -> str:
    """Change something in the vault, as an editor would; what it was."""
    path, name = chance.choice(people)
    _, other = chance.choice(people)
    note = vault.path / path
    text = note.read_text(encoding="utf-8")
    kind = chance.choice(KINDS)
    if kind in ("line", "head", "task"):
        line = {"line": f"tea, spoke of [[{other}]]", "head": f"call with [[{other}]]: plums", "task": ""}[kind]
        added = f"- [ ] send [[{other}]] the list" if kind == "task" else f"- 2026-11-{chance.randint(1, 23):02} {line}"
        note.write_text(f"{text.rstrip()}\n\n{added}\n", encoding="utf-8")
    elif kind == "text":
        head, mark, rest = text.partition("## Log")
        note.write_text(f"{head}\nA friend of [[{chance.choice([other, *NICKS])}]].\n\n{mark}{rest}", encoding="utf-8")
    elif kind in ("field", "household", "knows", "tag", "alias", "nick"):
        field = {
            "field": f"circle: {chance.choice(['inner', 'close', 'wide'])}", "household": "household: Elm Street",
            "knows": f'knows: ["[[{other}]]"]', "tag": f"tags: [person, t{chance.randint(1, 9)}]",
            "alias": f"aliases: [{chance.choice(NICKS)}]", "nick": f'knows: ["[[{chance.choice(NICKS)}]]"]',
        }[kind]  # fmt: skip
        key = field.partition(":")[0]
        head, _, rest = text.removeprefix("---\n").partition("\n---\n") if text.startswith("---\n") else ("", "", text)
        kept = [line for line in head.split("\n") if line and not line.startswith((key, " ", "-"))]
        note.write_text("\n".join(["---", *kept, field, "---", rest]), encoding="utf-8")
    elif kind == "daily":
        vault.write(f"daily/2026-10-{chance.randint(1, 28):02}.md", f"- lunch with [[{name}]] and [[{other}]]: soup\n")
    elif kind == "errand":
        vault.write("daily/2026-10-31.md", f"- [ ] send [[{name}]] and [[{other}]] leaf {chance.randint(1, 9)}\n")
    elif kind == "new":
        vault.write(f"people/Fresh {chance.randint(1, 99)}.md", f'---\ntype: person\nknows: ["[[{name}]]"]\n---\n')
    elif kind == "move":
        note.rename(note.with_name(f"Moved {chance.randint(1, 99)}.md"))
    elif kind == "fold":
        (vault.path / "more").mkdir(exist_ok=True)
        note.rename(vault.path / "more" / note.name)
    else:
        note.unlink()
    return f"{kind} {path} {other}"


@pytest.mark.parametrize("kind", VAULTS)
def test_pages_follow_every_edit(
    kind: str, vault: VaultFolder, netnotes: Callable[..., Answer], tmp_path: Path
) -> None:
    """Whatever is edited, what is written anew and what is left are together what a whole build writes."""
    shutil.copytree(VAULTS[kind], vault.path, dirs_exist_ok=True)
    chance = random.Random(kind)
    done: list[str] = []
    for number in range(EDITS):
        site = netnotes("build", "--out", str(tmp_path / "site"), "--today", TODAY)
        assert site.exit_code == 0, site.stderr
        if number % 3 == 2:
            whole = tmp_path / f"whole{number}"
            netnotes("build", "--out", str(whole), "--today", TODAY)
            assert pages(tmp_path / "site") == pages(whole), done
            shutil.rmtree(whole)
        people = people_in(vault, netnotes)
        if not people:
            break
        done.append(edit(chance, vault, people))
