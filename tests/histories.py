"""A vault with a history: edits of every kind, step by step, and the texts to make notes of.

`History` changes a vault on disk and compares what the kept index answers with what a fresh one answers.
"""

from __future__ import annotations

import difflib
import json
import os
import re
import shutil
import time
from contextlib import suppress
from pathlib import Path

from click.testing import CliRunner
from hypothesis import strategies as st

from netnotes.cli import main

TICK_SECONDS = 0.02
QUESTIONS = (
    "agenda --all",
    "agenda --days 3",
    "overdue",
    "spread",
    "capacity --evidence",
    "network --evidence",
    "list",
    "check",
    "check --links",
    "ledger",
    "events --evidence",
    "wishes",
)
DAMAGES = (
    b"\xff\xfe", b"caf\xe9 ", b"---\nname: [\n---\n", b"---\ntype: person\n  x: : y\n---\n", b"---\nname: Ada\n",
    b"<<<<<<< ours\n---\nname: Bo\n=======\n---\nname: Ann\n>>>>>>> theirs\n---\n", b"---\nx: '{{x}}'\n---\n",
)  # fmt: skip
_QUIET = ("NETNOTES_VAULT", "COLUMNS", "LINES")


class History:
    """A vault in *folder*/vault that is changed step by step.

    Paths are relative to the vault. A step that the disk refuses does not happen: the law holds either way.
    """

    def __init__(self, folder: Path) -> None:
        """Begin with an empty vault."""
        self.folder = folder
        self.root = folder / "vault"
        self.root.mkdir(parents=True)
        self.today = "2026-02-01"
        self.sound: dict[str, bytes] = {}

    def notes(self) -> list[str]:
        """Everything that is named like a note, in order, litter and links included."""
        found = (path for path in self.root.rglob("*") if path.suffix.lower() == ".md")
        return sorted(path.relative_to(self.root).as_posix() for path in found)

    def folders(self) -> list[str]:
        """Every folder but the root, in order."""
        return sorted(path.relative_to(self.root).as_posix() for path in self.root.rglob("*") if path.is_dir())

    def read(self, path: str) -> bytes:
        """The bytes of a regular file or of what a link leads to, none for anything else."""
        place = self.root / path
        with suppress(OSError):
            return place.read_bytes() if place.is_file() else b""
        return b""

    def write(self, path: str, content: str | bytes, *, keep_time: bool = False) -> None:
        """Write in place; with *keep_time* the time of the last change stays what it was."""
        place = self.root / path
        with suppress(OSError):
            place.parent.mkdir(parents=True, exist_ok=True)
            if place.exists() and not place.is_file() and not place.is_dir():
                place.unlink()
            before = place.stat() if place.exists() else None
            place.write_bytes(content.encode(errors="replace") if isinstance(content, str) else content)
            if keep_time and before:
                os.utime(place, ns=(before.st_atime_ns, before.st_mtime_ns))

    def substitute(self, path: str, old: str, new: str) -> None:
        """Put *new* for *old* throughout; with one length for both, size and time are as before."""
        self.write(path, self.read(path).replace(old.encode(), new.encode()), keep_time=True)

    def set_key(self, path: str, key: str, value: str | None, *, keep_time: bool = False) -> None:
        """Write one field, or take it out."""
        text = self.read(path).decode(errors="replace")
        if not text.startswith("---\n"):
            text = f"---\n---\n{text}"
        text = re.sub(rf"(?m)^{re.escape(key)}:.*\n", "", text)
        if value is not None:
            text = f"---\n{key}: {value}\n{text[4:]}"
        self.write(path, text, keep_time=keep_time)

    def append(self, path: str, text: str) -> None:
        """Write *text* at the end, on lines of its own."""
        self.write(path, self.read(path) + f"\n{text}\n".encode(errors="replace"))

    def drop_line(self, path: str, number: int) -> None:
        """Take one line out; *number* goes round."""
        lines = self.read(path).splitlines(keepends=True)
        if lines:
            del lines[number % len(lines)]
            self.write(path, b"".join(lines))

    def damage(self, path: str, how: bytes) -> None:
        """Put something before a note that keeps it, or its fields, from being read."""
        self.sound.setdefault(path, self.read(path))
        self.write(path, how + self.sound[path])

    def mend(self, path: str) -> None:
        """Give a damaged note back what it held."""
        self.write(path, self.sound.pop(path, self.read(path)))

    def touch(self, path: str, day: int) -> None:
        """Set the time of the last change and nothing else."""
        with suppress(OSError):
            os.utime(self.root / path, (day * 86_400, day * 86_400))

    def replace(self, path: str, content: str) -> None:
        """Rename a new file, with the old one's time, over a note, as many editors save."""
        new = self.root / ".new"
        with suppress(OSError):
            new.write_bytes(content.encode(errors="replace"))
            before = (self.root / path).stat()
            os.utime(new, ns=(before.st_atime_ns, before.st_mtime_ns))
            new.replace(self.root / path)

    def recreate(self, path: str, content: str) -> None:
        """Delete a note and write one of the same name and time: the inode may well be the same."""
        with suppress(OSError):
            before = (self.root / path).stat()
            (self.root / path).unlink()
            self.write(path, content)
            os.utime(self.root / path, ns=(before.st_atime_ns, before.st_mtime_ns))

    def move(self, path: str, to: str) -> None:
        """Rename a note or a folder, over a note that may be there."""
        with suppress(OSError):
            (self.root / to).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).replace(self.root / to)

    def exchange(self, one: str, other: str) -> None:
        """Let two notes or folders swap names."""
        aside = self.root / ".aside"
        with suppress(OSError):
            (self.root / one).replace(aside)
            with suppress(OSError):
                (self.root / other).replace(self.root / one)
            aside.replace(self.root / (other if not (self.root / other).exists() else one))

    def remove(self, path: str) -> None:
        """Delete a note, or a folder with all that is in it."""
        place = self.root / path
        with suppress(OSError):
            if place.is_dir() and not place.is_symlink():
                shutil.rmtree(place)
            else:
                place.unlink()

    def link(self, path: str, to: str, *, hard: bool = False) -> None:
        """Put a link to *to* (a path in the vault, or ``../x`` beside it) in the place of *path*."""
        self.remove(path)
        place = self.root / path
        with suppress(OSError):
            place.parent.mkdir(parents=True, exist_ok=True)
            if hard:
                os.link(self.root / to, place)
            else:
                place.symlink_to(os.path.relpath(self.root / to, place.parent))

    def become(self, path: str, what: str) -> None:
        """Make a note a ``folder``, a ``pipe`` or ``huge``; make a note or folder ``locked``, ``blind`` or ``open``."""
        place = self.root / path
        modes = {"locked": 0, "blind": 0o300, "open": 0o700}
        with suppress(OSError):
            if what in modes:
                place.chmod(modes[what])
                return
            self.remove(path)
            if what == "folder":
                place.mkdir(parents=True)
            elif what == "huge":
                place.touch()
                os.truncate(place, 6_000_000)
            elif hasattr(os, "mkfifo"):
                os.mkfifo(place)

    def settings(self, text: str | None) -> None:
        """Write ``netnotes.toml``, or delete it."""
        if text is None:
            self.remove("netnotes.toml")
        else:
            (self.root / "netnotes.toml").write_text(text)

    def wait(self) -> None:
        """Let the tick of the file system's clock pass, so that fingerprints are trusted."""
        time.sleep(TICK_SECONDS * 1.5)

    def ask(self, cache: Path, *question: str) -> tuple[int, str, str]:
        """Exit code, standard output and standard error of one question; an error that escapes fails the test."""
        home = str(self.folder)
        environment = {**dict.fromkeys(_QUIET), "HOME": home, "XDG_CACHE_HOME": str(cache), "XDG_CONFIG_HOME": home}
        options = ["--vault", str(self.root), "--today", self.today, "--format", "json"]
        result = CliRunner().invoke(main, [*options, *question], env=environment, catch_exceptions=False)
        return result.exit_code, result.stdout, result.stderr

    def compare(self) -> list[tuple[int, str, str]]:
        """Put every question to the kept index and to a fresh one; they must say the same, and that is returned."""
        fresh = self.folder / f"fresh-{time.time_ns()}"
        questions, answers = [tuple(question.split()) for question in QUESTIONS], []
        for question in questions:
            kept, cold = self.ask(self.folder / "kept", *question), self.ask(fresh, *question)
            assert kept == cold, self._difference(question, kept, cold)
            answers.append(cold)
            if question == ("list",) and cold[0] == 0:
                paths = [row["path"] for row in json.loads(cold[1])]
                questions.extend((command, path) for path in paths for command in ("timeline", "show"))
                questions.extend(("init", str(self.root)) for _ in paths[:1])
                questions.extend(("explain", path) for path in sorted({*paths, *self.notes()}) if path.isprintable())
        shutil.rmtree(fresh, ignore_errors=True)
        return answers

    def _difference(self, question: tuple[str, ...], kept: tuple[int, str, str], cold: tuple[int, str, str]) -> str:
        lines = [[f"exit {code}", *out.splitlines(), *error.splitlines()] for code, out, error in (cold, kept)]
        found = "\n".join(difflib.unified_diff(*lines, "fresh", "kept", lineterm="", n=1))
        return f"{' '.join(question)} --today {self.today}\n{found}"


NAMES = ("Ada", "ada", "Bo", "Ann", "Zo\u00e9", "Zoe\u0301", "zoe", "Bo.md", "notes", "ada/notes", "Ada (work)")
FAMILIES = (
    ("people/ada.md", "people/ada/ada.md", "people/ada/index.md", "people/ada/notes.md", "people/ada/x/bo.md", "bo.md"),
    ("people/ada.md", "people/Ada.md", "people/ada.md/x.md", "ada.md", "people/2026-01-05 ada.md", "people/ada/ada.MD"),
    ("people/bo.md", "Bo.md", "x/people/bo.md", "x/people/bo/bo.md", "x/bo.md", "people/bo.sync-conflict-1.md"),
    ("people/Zo\u00e9.md", "people/Zoe\u0301.md", "people/zoe.md", "people/@Ann.md", "templates/ann.md", "ann.md"),
    ("people.md", "people/people.md", "contacts/index.md", "contacts/ada.md", "notes/notes.md", "notes/index.md"),
    ("people/a/b.md", "people/a\uff0fb.md", "people/\udce9.md", "people/\\xe9.md", "a/b.md", ".hidden/b.md"),
    ("people/ada.md", "people/bo.md", "2026-01-05.md", "daily/2026-01-20.md", "daily.journal.2026.01.05.md", "x/p.md"),
    ("people/ada.md", "people/ada/ada.md", "people/ada/2026-01-05.md", "people/ada/x/2026-01-20.md", "people/ada/x.md"),
    ("people/ada.md", "people/bo.md", "zoe.md", "daily/2026-01-05 call Ada.md", "2026-01-06 Lunch with Ada and Bo.md"),
    ("people/ada.md", "bo.md", "Meetings/m.md", "Meetings/2026_01_20 Ada (work).md", "templates/2026-01-05.md", "p.md"),
)  # fmt: skip
PATHS = sorted({path for family in FAMILIES for path in family})
FOLDERS = ("people", "people/ada", "x", "x/people", "notes", "templates", ".hidden", "people/.hidden", "../outside")
TARGETS = (
    *NAMES, "people/ada", "people/Ada.md", "../people/bo", "./bo", "../ada", "people/ada/", "bo/.", ".", "..",
    "people/ada/index", "x/people/bo", "index", "people", "/people/ada", "../../ada", "a/b", "a\uff0fb", "2026-01-05",
)  # fmt: skip
DAYS = ("2025-12-28", "2026-01-05", "2026-01-05 10:30", "2026-01-20", "2026-02-02", "2026-03-01", "2027-05-01")
TODAYS = (
    "0001-01-01", "2025-01-01", "2026-01-04", "2026-01-05", "2026-01-06", "2026-02-01", "2026-03-10", "2030-01-01",
    "9999-12-31",
)  # fmt: skip
_WORDS = (
    "lunch with WHO and WHO: on LINK", "lunch with WHO and WHO", "call LINK", "with WHO", "chess with WHO: x",
    "like old times: LINK", "email in from LINK: hi", "tried LINK", "voicemail", "gave LINK: a book",
    "coffee at LINK with WHO (30m): WHO", "met WHO", "met", "note: LINK", "", "had a walk with LINK today",
    "Anruf with WHO: hm", "got: help", "saw WHO: LINK\n  and then LINK", "met with WHO\n  LINK",
)  # fmt: skip
_OTHERS = (
    "- [ ] ask LINK, due 2026-02-03", "- [ ] waiting: LINK due 2026-01-30", "- [ ] some day LINK",
    "- [x] done with LINK \u2705 2026-01-05", "#person", "# Ada", "# WHO", "## Log", "## Kontakt", "## Career",
    "LINK", "{{x}}", "### 2026-01-06 \u2014 email with LINK", "- no date LINK", "<<<<<<< ours", "name:: NAME",
    "| 2026-01-07 | call LINK | x |", "aliases:: NAME, NAME", "household:: home", "- **met**:: 2026-01-06",
)  # fmt: skip
# Lines of dated notes; NAME is a plain name.
_OF_DAYS = (
    "- call LINK: x", "- coffee with WHO and WHO", "- lunch with WHO: on LINK", "Had a long walk with LINK today",
    "- LINK, LINK", "## Calls", "## Call with WHO", "- spoke with LINK about LINK", "- should ask LINK and LINK",
    "- met (person:: NAME)", "- lunch with WHO (person:: LINK)", "- talk [person:: NAME]: LINK", "people:: NAME, LINK",
    "- [ ] call LINK and LINK due:: 2026-02-03", "- [ ] ask LINK and LINK", "- [x] lunch with WHO",
    "- [x] call LINK \u2705 2026-01-04", "- [x] done, LINK \u2705 2026-01-20", "> LINK said so", "date:: 2026-01-20",
    "- 2026-01-20 dinner with LINK", "10:30 - 11:00 call LINK", "- coffee with LINK\n  - and LINK too\n  - more",
    "- LINK\n  - call LINK", "- nobody\n  - call WHO: x", "| 10:30 | call LINK | x |", "- call LINK (due:: 2026-02-01)",
    "- appointment:: LINK", "## References", "- left vm for LINK", "### 2026-02-03", "- x (circle:: inner)",
)  # fmt: skip
_OFTEN = ("type", "type", "type", "name", "name", "aliases", "household", "circle")
_OFTEN_OF_DAYS = ("people", "people", "date", "date", "attendees", "mode", "title", "direction", "type", "tags")
FIELDS = {
    "name": ("<n0>", "<n1>", "<n2>"), "aliases": ("[<n0>, <n1>]", "[<n2>]", "<n1>"), "household": ("home", "Home"),
    "circle": ("inner", "close", "odd"), "cadence": ("1 week", "2 months", "never", "montly", "50 years"),
    "status": ("wish", "paused", "deceased", "active", "let-go"), "paused-until": ("2026-02-10",),
    "snooze": ("2026-02-05", "2030-01-01"), "next-contact": ("2026-01-10", "2026-04-01"),
    "met": ("2026-01-05", "2026-01-25", "2025-12", "2026-02-30"), "Met On": ("2026-01-18",), "met_on": ("2026-01-19",),
    "last-contact": ("2026-01-15", "2026-06-01", "9999-12-30"), "type": ("person", "company", "contact", "call"),
    "birthday": ("02-02", "1990-03-05"), "dates": ("{wedding: 2014-02-04}",), "date": ("2026-01-05", "2026-02-30"),
    "tags": ("[person]", "[x, y/z]", "[email]"), "hook": ('"[[<t0>]] and art"',), "needs": ("[a bike]",),
    "reciprocity": ("off",), "interactions": ('["2026-01-08 call [[<t0>]]: x", "2026-01-08 met"]',),
    "people": ("<n0>", "[<n0>, <n1>]", '"[[<t0>]]"', "[[<t1>]]", '["[[<t1>]]", <n2>]', '"[[<t0>]] and [[<t2>]]"'),
    "attendees": ("<n1>", "[[[<t0>]]]", "[nobody]"), "mode": ("email", "odd"), "direction": ("inbound",),
    "slug": ("<n1>", "<n2>"), "title": ("<n0>", '"On [[<t0>]]"', '"[[<t1>]] and [[<t2>]]"'),
}  # fmt: skip
SETTINGS = (
    None, "", "journal = 'contact'\n", "journal = 'mentions'\n", "[nonsense]\n", "= no toml\n",
    'people = ["people/**"]\n', 'people = ["x/**", "*.md", "!people/bo.md"]\n', 'log-headings = ["Kontakt"]\n',
    'ignore = ["people/ada/**"]\n', 'ignore = ["bo.md", "x/"]\n', 'not-log = ["Kontakt"]\n',
    "[circles]\ninner = {cadence = '3 days'}\nodd = {}\n", "[circles]\ninner = {}\nodd = {cadence = '2 days'}\n",
    "[kinds]\nAnruf = 'ring'\nring = 'call'\n", "[kinds]\nring = 'call'\nAnruf = 'ring'\n",
    "[keys]\n'Met On' = 'met'\nmet_on = 'snooze'\n", "[keys]\nmet_on = 'snooze'\n'Met On' = 'met'\n",
    "[agenda]\nreach-out = 1\nahead = '1 day'\n",
)  # fmt: skip

# Few names, targets and paths for one history, so that they meet: <n1> in a text is the second of its names.
_LINKS = ("[[<t>]]", "[[<t>]]", "[[<t>|her]]", "[[<t>#part]]", "[him](<t>.md)", "![[<t>]]")
links = st.builds(lambda link, n: link.replace("<t>", f"<t{n}>"), st.sampled_from(_LINKS), st.integers(0, 5))
names = st.integers(0, 2).map("<n{}>".format)
whos = names | links
dated = st.builds("- {} {}".format, st.sampled_from(DAYS), st.sampled_from(_WORDS))


def _lines(shapes: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def fill(line: str, *others: str) -> str:
        for word, other in zip(("WHO", "LINK", "NAME") * 2, others, strict=True):
            line = line.replace(word, other, 1)
        return line

    return st.builds(fill, shapes, *(whos, links, names) * 2)


def _fields(*keys: str) -> st.SearchStrategy[tuple[str, str]]:
    return st.sampled_from(keys).flatmap(lambda key: st.tuples(st.just(key), st.sampled_from(FIELDS[key])))


def _texts(fields: st.SearchStrategy[tuple[str, str]], lines: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    head = st.lists(fields.map(": ".join), max_size=4, unique_by=lambda field: field.partition(":")[0])
    bodies = st.lists(lines, max_size=4).map(lambda lines: "\n".join((*lines, "\n")))
    return st.builds(str.__add__, head.map(lambda f: "\n".join(("---", *f, "---\n")) if f else ""), bodies)


_others, _of_days = st.sampled_from(_OTHERS), st.sampled_from(_OF_DAYS)
lines = _lines(dated | dated | _others | _of_days)
fields = _fields(*FIELDS, *_OFTEN)
texts = _texts(fields, _lines(dated | dated | _others))
texts_of_days = _texts(_fields(*_OFTEN_OF_DAYS), _lines(_of_days | _of_days | dated | _others))
