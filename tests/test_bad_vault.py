"""Bad notes: each gets its code; none stops a command, hides another, takes long or is changed (LAWS 1, 3, 5, 6)."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
import socket
import subprocess
import sys
import time
import unicodedata
from pathlib import Path
from typing import NamedTuple

import pytest

import netnotes as package

SHARED = Path(__file__).resolve().parents[2] / "shared" / "bad-vault"
FIELDS = b"---\ntype: person\nname: Someone\n---\n"
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the names and files are made as Linux can")
NO_SHARED = pytest.mark.skipif(not SHARED.is_dir(), reason=f"{SHARED} is not there")
SOURCES = pytest.mark.parametrize("source", ["own", pytest.param("shared", marks=NO_SHARED)])
CONFLICT = b"<<<<<<< HEAD\n- 2026-01-02 call\n=======\n- 2026-01-03 tea\n>>>>>>> other\n"
LAUGHS = b"a: &a [x, x, x, x, x, x, x, x, x]\n" + b"".join(
    b"%c: &%c [%s]\n" % (sign, sign, b", ".join([b"*%c" % (sign - 1)] * 9)) for sign in b"bcdefgh"
)

# name: (content, what reading it comes to, the problems it must have at least, the line of the first of them)
NOTES: dict[str, tuple[bytes, str, str, int | None]] = {
    "nothing": (b"", "ok", "", None),
    "open": (b"---\nname: Edith\ncircle: close\n", "fm-unclosed", "", 1),
    "long-dash": ("\N{EM DASH}\nname: Edith\n\N{EM DASH}\n".encode(), "ok", "fm-dashes", 1),
    "items": (b"---\n- Edith\n- Wharton\n---\n", "fm-not-mapping", "", 2),
    "second-document": (b"---\nname: Edith\n--- again\n---\n", "yaml-directive", "", 3),
    "conflict": (b"---\nname: Edith\n" + CONFLICT + b"---\n", "merge-conflict", "", 3),
    "conflict-in-log": (b"---\nname: Edith\n---\n## Log\n" + CONFLICT, "ok", "merge-conflict", 5),
    "byte-order-mark": (b"\xef\xbb\xbf---\nname: Marked\n---\n", "ok", "", None),
    "windows-lines": (b"---\r\nname: Edith\r\n---\r\n## Log\r\n- 2026-01-02 call\r\n", "ok", "", None),
    "old-mac": (b"---\rname: Edith\r---\rtext\r", "cr-only", "", None),
    "notepad": ("---\nname: Edith\n---\n".encode("utf-16"), "utf16", "", None),
    "latin": ("---\nname: Edith\norg: Café\n---\n".encode("latin-1"), "not-utf8", "", 3),
    "escape": (b"---\nname: \x1b[31mEdith\n---\n", "control-char", "", 2),
    "at-sign": (b"---\nname: Edith\nurl: @edith\n---\n", "yaml", "", 3),
    "twice": (b"---\nname: Edith\ncircle: close\nname: Wharton\n---\n", "dup-key", "", 4),
    "itself": (b"---\nname: Edith\nknows: &a [*a]\n---\n", "alias-loop", "", 3),
    "laughs": (b"---\n" + LAUGHS + b"---\n", "too-many-nodes", "", None),
    "depths": (b"---\nx: " + b"[" * 30_000 + b"]" * 30_000 + b"\n---\n", "too-deep", "", 2),
    "steps": (b"---\nx:\n  " + b"- " * 20_000 + b"y\n---\n", "too-deep", "", 3),
    "huge": (b"---\nname: Edith\nwhy: " + b"long " * 14_000 + b"\n---\n", "fm-too-big", "", 2),
    "python": (b'---\nname: Edith\nx: !!python/object/apply:os.mkdir ["/tmp/netnotes-ran-me"]\n---\n', "ok", "", None),
    "no-such-day": (b"---\nname: Edith\nbirthday: 2026-02-30\n---\n", "ok", "bad-date", 3),
    "no-days": (b"---\nname: Edith\ncadence: 0 days\n---\n", "ok", "bad-cadence", 3),
    "numbers": (b"---\nname: Edith\n2026: x\ntrue: y\ncontent: z\nhandler: q\nmetadata: m\n---\n", "ok", "", None),
    "hidden-escape": (b'---\nname: "Edith\\e[31m"\n---\n', "ok", "control-char-value", 2),
    "backwards": (b"---\nname: \"Edith\\u202egnp\"\n---\n", "ok", "control-char-value", 2),
    "impossible-day": (b"---\nname: Edith\n---\n## Log\n- 2026-13-01 tea\n- 2026-01-02 tea\n", "ok", "log-bad-date", 5),
    "open-fence": (b"---\nname: Edith\n---\n## Log\n- 2026-01-02 tea\n\n```\ntea\n", "ok", "open-fence", 7),
    "Edith.sync-conflict-20260102-101112-ABCDEFG": (FIELDS, "SKIP:conflict-copy", "", None),
    "Edith (Bo's conflicted copy 2026-01-02)": (FIELDS, "SKIP:conflict-copy", "", None),
    ".hidden": (FIELDS, "IGNORED", "", None),
}  # fmt: skip


class Case(NamedTuple):
    """A bad note and what must be said of it; see NOTES and the README beside the shared table."""

    path: str
    content: bytes
    read: str
    problems: str
    line: int | None = None


def cases(source: str) -> list[Case]:
    """Our own cases, or the shared ones; none where those are not there."""
    if source == "own":
        return [Case(f"people/{name}.md", *case) for name, case in NOTES.items()]
    if not SHARED.is_dir():
        return []
    with (SHARED / "EXPECTED.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [Case(row["file"], (SHARED / row["file"]).read_bytes(), row["read"], row["problems"]) for row in rows]


def fill(vault, *notes: Case) -> None:
    """Write *notes* to the vault; where they do not lie in a folder called people, all of them are."""
    for note in notes:
        vault.write(note.path, note.content)
        if not note.path.startswith("people/"):
            vault.write("netnotes.toml", 'people = ["**"]\n')


def faults(note: Case, problems: list[dict], listed: set[str]) -> list[str]:
    """What is wrong with what the program said of *note*."""

    def is_meant(path: str) -> bool:
        return path == note.path or (note.path.endswith("…") and path.startswith(note.path[:-1]))

    own = [problem for problem in problems if is_meant(problem["path"])]
    codes = {problem["code"] for problem in own}
    errors = {problem["code"] for problem in own if problem["severity"] == "error"}
    needed = set(note.problems.split())
    if note.read == "ok":
        wrong = {"is not listed": note.path not in listed, f"has errors {errors - needed}": bool(errors - needed)}
    elif note.read == "IGNORED":
        wrong = {"is seen": bool(own) or note.path in listed}
    else:
        code = set(note.read.removeprefix("SKIP:").split("|"))
        wrong = {"is listed": note.path in listed, f"lacks {code}": not code & codes}
        wrong[f"is no error but {codes}"] = not note.read.startswith("SKIP:") and not code & errors
    wrong[f"lacks {needed - codes}"] = not needed <= codes
    wrong[f"is not told at line {note.line}"] = bool(note.line) and note.line not in [p["line"] for p in own]
    return [f"{note.path} {what}" for what, holds in wrong.items() if holds]


def picture(root: Path, *, bytes_too: bool = True) -> dict[str, tuple]:
    """Every file and folder under *root*: its mode, times of change, size, inode, and a hash of its bytes."""
    found = {}
    for path in [root, *root.rglob("*")]:
        about = path.lstat()
        digest = hashlib.sha256(path.read_bytes()).hexdigest() if bytes_too and path.is_file() else ""
        found[str(path)] = (about.st_mode, about.st_mtime_ns, about.st_ctime_ns, about.st_size, about.st_ino, digest)
    return found


@pytest.mark.parametrize("note", [*cases("own"), *cases("shared")], ids=lambda note: note.path)
def test_a_bad_note_alone_gets_its_codes_within_a_second(note, netnotes, vault) -> None:
    """A bad note that is alone in its vault is told by its codes, at its line, and quickly."""
    fill(vault, note)
    began = time.process_time()
    problems, people = netnotes("check --format json").json(), netnotes("list --format json").json()
    assert time.process_time() - began < 1
    assert faults(note, problems, {row["path"] for row in people}) == []
    assert not Path("/tmp/netnotes-ran-me").exists()


@SOURCES
def test_no_bad_note_hides_another_and_none_is_changed(source, netnotes, vault) -> None:
    """All in one vault are told by the same codes, and after every command the vault is what it was, to the byte."""
    fill(vault, *cases(source))
    before = picture(vault.path)
    problems, people = netnotes("check --format json").json(), netnotes("list --format json").json()
    listed = {row["path"] for row in people}
    assert [fault for note in cases(source) for fault in faults(note, problems, listed)] == []
    for command in (
        "agenda",
        "agenda --days 7 --all --format md",
        "overdue",
        "list",
        "check",
        "ledger",
        "events",
        "wishes",
        "index --rebuild",
    ):
        assert netnotes(command).exit_code in (0, 1)
    for path in listed:
        assert netnotes("show", path).exit_code == netnotes("timeline", path).exit_code == 0
    assert picture(vault.path) == before


MEASURE = """
import json, sys, time
from click.testing import CliRunner
from netnotes.cli import main

def megabytes():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))

for vault in sys.argv[1:]:
    before, began = megabytes(), time.process_time()
    for command in ("check", "agenda"):
        result = CliRunner().invoke(main, [command, "--vault", vault])
        assert result.exception is None or isinstance(result.exception, SystemExit), (vault, result.exception)
    print(json.dumps([vault, time.process_time() - began, megabytes() - before]), flush=True)
"""


@LINUX
def test_no_bad_note_takes_over_a_second_or_200_megabytes(environment, tmp_path) -> None:
    """Each alone is checked and put on the agenda within a second, and all of them, one by one, within 200 MB."""
    for number, note in enumerate([*cases("own"), *cases("shared")]):
        place = tmp_path / "vaults" / str(number) / "people" / Path(note.path).name
        place.parent.mkdir(parents=True)
        place.write_bytes(note.content)
    make_special(tmp_path / "vaults" / "special" / "people")
    paths = os.pathsep.join([str(Path(package.__file__).parents[1]), *sys.path])
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, *(tmp_path / "vaults").iterdir()],
        env={**os.environ, **environment, "PYTHONPATH": paths}, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-300:] + done.stderr[-2000:]
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(vault, seconds) for vault, seconds, _ in told if seconds > 1] == []
    assert sum(grown for *_, grown in told) < 200


def make_special(folder: Path) -> list[Case]:
    """What git cannot hold, under *folder*, called people, and what must be said of it."""
    folder.mkdir(parents=True)
    names = ["good", "Twin", "TWIN", "hard", "only-read", "n" * 252, "new\nline", "red\x1b[31m", "rtl\u202egnp"]
    twins = [unicodedata.normalize(form, "Zoë") for form in ("NFC", "NFD")]
    for name in (*names, *twins, os.fsdecode(b"caf\xe9")):
        (folder / f"{name}.md").write_bytes(b"---\nname: Someone\n---\n")
    os.mkfifo(folder / "fifo.md")
    inside = os.open(folder, os.O_RDONLY)
    with socket.socket(socket.AF_UNIX) as listening:
        # The path of a socket may have 107 bytes at most.
        listening.bind(f"/proc/self/fd/{inside}/sock.md")
    os.close(inside)
    links = {"zero": "/dev/zero", "passwd": "/etc/passwd", "alias": "good.md", "gone": "nobody.md", "self": "self.md"}
    for name, target in {**links, "there": "back.md", "back": "there.md", ".#good": "me@host.1"}.items():
        (folder / f"{name}.md").symlink_to(target)
    (folder / "loop").symlink_to(".")
    (folder / "etc").symlink_to("/etc")
    (folder / "dir.md").mkdir()
    with (folder / "sparse.md").open("wb") as sparse:
        sparse.truncate(3 << 30)
    os.link(folder / "hard.md", folder / "hard2.md")
    (folder / "only-read.md").chmod(0o444)
    (folder / Path(*["deep"] * 40)).mkdir(parents=True)
    said = {
        "ok": ["good.md", "hard.md", "hard2.md", "only-read.md", "n" * 252 + ".md"],
        "IGNORED": ["alias.md", ".#good.md", "loop"],
        "not-a-file": ["fifo.md", "sock.md"],
        "symlink-outside": ["zero.md", "passwd.md"],
        "SKIP:symlink-outside": ["etc"],
        "symlink-broken": ["gone.md", "self.md", "there.md", "back.md"],
        "SKIP:dir-named-md": ["dir.md"],
        "too-big": ["sparse.md"],
        "too-deep-dir": ["deep/…"],
        "name-not-utf8": ["caf\\xe9.md"],
        "name-control": ["new\nline.md", "red\x1b[31m.md", "rtl\u202egnp.md"],
        "name-clash": ["Twin.md", "TWIN.md", *(f"{twin}.md" for twin in twins)],
    }
    return [special(f"people/{path}", code) for code, paths in said.items() for path in paths]


def special(path: str, code: str) -> Case:
    """What must be said of a special file; what is wrong with a name alone keeps no note from being read."""
    return Case(path, b"", "ok", code) if code.startswith("name-") else Case(path, b"", code, "")


def make_shared_special(folder: Path) -> list[Case]:
    """What the shared script makes, under *folder*, and what it expects."""
    folder.mkdir(parents=True)
    subprocess.run([sys.executable, "-X", "utf8", SHARED / "make_special.py", folder], check=True, capture_output=True)
    found = []
    for row in (folder / "special" / "EXPECTED.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        name, code, _ = row.split("\t")
        # Its names are written as Python would; in JSON only what is no UTF-8 is.
        name = re.sub(r"\\(?!xe9)(n|x..|u....)", lambda found: found[0].encode().decode("unicode-escape"), name)
        code = {"alias.md": "IGNORED", "dir.md": f"SKIP:{code}"}.get(name, code)
        found.append(special(f"people/special/{name}", code))
    return found


SPECIAL = {"own": make_special, "shared": make_shared_special}


@LINUX
@SOURCES
def test_special_files_get_their_codes_and_hold_nobody_up(source, run_process, vault) -> None:
    """Pipes, sockets, links out, sparse files and odd names are told by their codes, and the notes beside them read."""
    wanted = SPECIAL[source](vault.path / "people")
    before = picture(vault.path, bytes_too=False)
    told = run_process("check --format json", timeout=20)
    listed = {row["path"] for row in run_process("list --format json", timeout=20).json()}
    assert [fault for note in wanted for fault in faults(note, told.json(), listed)] == []
    assert (told.exit_code, told.stderr) == (1, "")
    assert "root:" not in told.stdout
    assert picture(vault.path, bytes_too=False) == before


@LINUX
@SOURCES
def test_special_files_get_the_same_codes_without_roots_rights(source, nobody) -> None:
    """A user without root's rights is told the same."""
    wanted = SPECIAL[source](nobody.folder / "vault" / "people")
    nobody.take_over()
    told = nobody("check --vault vault --format json")
    listed = {row["path"] for row in nobody("list --vault vault --format json").json()}
    assert [fault for note in wanted for fault in faults(note, told.json(), listed)] == []


@LINUX
def test_what_may_not_be_read_is_told_and_the_rest_is_read(nobody) -> None:
    """A note and a folder whose modes forbid reading are `no-access`; the others are listed; mended, all are."""
    for path in ("people/open.md", "people/shut.md", "people/shut/inside.md"):
        place = nobody.folder / "vault" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(FIELDS)
    nobody.take_over()
    shut = [nobody.folder / "vault/people/shut.md", nobody.folder / "vault/people/shut"]
    for path in shut:
        path.chmod(0)
    told = [(p["path"], p["severity"], p["code"]) for p in nobody("check --vault vault --format json").json()]
    assert told == [("people/shut", "error", "no-access"), ("people/shut.md", "error", "no-access")]
    assert [row["path"] for row in nobody("list --vault vault --format json").json()] == ["people/open.md"]
    for path in shut:
        path.chmod(0o755)
    assert len(nobody("list --vault vault --format json").json()) == 3
