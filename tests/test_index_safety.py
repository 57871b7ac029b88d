"""The index can be broken, foreign, locked away or shared: the answer stays that of a fresh one (LAW 8)."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from conftest import Nobody, VaultFolder

Damage = Callable[[Path], object]
QUESTIONS = ("agenda --days 3 --all", "overdue", "list", "check", "show Ada", "timeline Ada")
POSIX = pytest.mark.skipif(os.name != "posix", reason="modes and pipes are made as POSIX can")
NOISE = random.Random(1).randbytes(5000)
SIZES = (0, 1, 15, 16, 17, 99, 100, 101, 512, 4095, 4096, 4097, 8192, 20_000, -4096, -512, -1)


def ask(run, cache: Path | None = None) -> list:
    """The answers to every question on one day, from the usual cache or from one in *cache*."""
    env = {"XDG_CACHE_HOME": str(cache)} if cache else None
    return [run(f"--today 2026-11-20 --format json {question}", env=env) for question in QUESTIONS]


@pytest.fixture
def people(vault):
    """A few people who depend on one another, and one note that cannot be read."""
    vault.person("Ada", circle="close", log=["2026-11-14 lunch with [[Čapek]]: the engine", "2026-09-20 got: a letter"])
    vault.person("Čapek", cadence="2 weeks", log=["2026-10-01 call [[Zola]]: R"], body="- [ ] a play, due 2026-11-21")
    vault.person("Zola", circle="inner", household="Rue", birthday="11-22", hook="truth", tags=["friend", "paris"])
    vault.person("Æsop", circle="inner", household="Rue", last_contact="2026-08-01", cadence="montly")
    vault.person("Ångström", met="2026-11-10", met_at="the fair", aliases=["Zola"])
    vault.write("people/Open.md", "---\nname: Open\n")
    return vault


@pytest.fixture
def file(netnotes, people) -> Path:
    """The index of these people, up to date."""
    ask(netnotes)
    return Path(netnotes("index --where").stdout.rstrip("\n"))


def put(content: bytes, ending: str = "") -> Damage:
    """Damage: *content* in place of the index, or of what stands beside it under *ending*."""
    return lambda file: file.with_name(file.name + ending).write_bytes(content)


def cut(size: int) -> Damage:
    """Damage: the index cut to *size* bytes, or by as many."""
    return lambda file: os.truncate(file, size if size >= 0 else file.stat().st_size + size)


def sql(*statements: str, anew: bool = False) -> Damage:
    """Damage: *statements* done to the index, or to a new database in its place."""

    def damage(file: Path) -> None:
        if anew:
            file.unlink()
        with contextlib.closing(sqlite3.connect(file)) as connection, connection:
            for statement in statements:
                connection.execute(statement)

    return damage


def instead(make: Callable[[Path], object]) -> Damage:
    """Damage: what *make* makes in place of the index."""
    return lambda file: file.unlink() or make(file)


def instead_of_folder(make: Callable[[Path], object]) -> Damage:
    """Damage: what *make* makes in place of the folder that the index lies in."""
    return lambda file: shutil.rmtree(file.parent) or make(file.parent)


OUR_ID = f"PRAGMA application_id = {0x6E65746E}"
FOREIGN = (
    "CREATE TABLE note (a, b UNIQUE)", "INSERT INTO note VALUES (1, 2)", 'CREATE TABLE "odd ""name" (x)',
    "CREATE VIEW person AS SELECT a FROM note", "CREATE INDEX called_key ON note (a)",
    "CREATE TRIGGER t AFTER INSERT ON note BEGIN DELETE FROM note; END", "CREATE TABLE meta (key, value)",
)  # fmt: skip
DAMAGES: dict[str, Damage] = {
    **{f"cut to {size}": cut(size) for size in SIZES},
    "noise": put(NOISE),
    "a head and noise": put(b"SQLite format 3\0" + NOISE),
    "a foreign log": put(NOISE, "-wal"),
    "foreign shared memory": put(NOISE * 8, "-shm"),
    "a foreign journal": put(NOISE, "-journal"),
    "a foreign database": sql(*FOREIGN, anew=True),
    "a foreign database in UTF-16": sql("PRAGMA encoding = 'UTF-16le'", *FOREIGN, anew=True),
    "a foreign virtual table": sql("CREATE VIRTUAL TABLE v USING rtree(a, b, c)", anew=True),
    "our id alone": sql(OUR_ID, anew=True),
    "our id on a foreign database": sql(*FOREIGN, OUR_ID, anew=True),
    "another format": sql("UPDATE meta SET value = '0 0' WHERE key = 'format'"),
    "no format": sql("DELETE FROM meta WHERE key = 'format'"),
    "a table with other columns": sql("DROP TABLE clock", "CREATE TABLE clock (person)"),
    "a view for a table": sql("DROP TABLE clock", "CREATE VIEW clock AS SELECT 1 AS person"),
    "a schema that is no text": lambda file: put(file.read_bytes().replace(b" ON called", b" \xffN called"))(file),
    "facts that are no JSON": sql("UPDATE note SET facts = '{'"),
    "a day that is none": sql("UPDATE part SET day = 99999999", "UPDATE clock SET last = 99999999, due = 1"),
    "texts for numbers": sql("UPDATE clock SET cadence = 'x', rank = 'y', last = 'z'"),
    "a folder": instead(Path.mkdir),
    "a full folder": instead(lambda file: (file / "more" / "more").mkdir(parents=True)),
    "a folder for the log": lambda file: file.with_name(file.name + "-wal").mkdir(),
    "a pipe": instead(lambda file: os.mkfifo(file)),
    "a link to nowhere": instead(lambda file: file.symlink_to("/nowhere/at/all")),
    "a link to itself": instead(lambda file: file.symlink_to(file.name)),
    "a file for the folder": instead_of_folder(lambda folder: folder.write_text("x")),
}


@POSIX
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_index_answers_as_a_fresh_one(damage, netnotes, file, tmp_path) -> None:
    """Whatever stands in the index's place, the answers are those of a fresh index, also after an edit."""
    DAMAGES[damage](file)
    assert ask(netnotes) == ask(netnotes, tmp_path / "fresh")
    (tmp_path / "vault" / "people" / "Ada.md").write_text("- 2026-11-19 call [[Zola]]: news\n")
    assert ask(netnotes) == ask(netnotes, tmp_path / "fresher")


def test_an_index_without_one_of_its_tables_answers_as_a_fresh_one(netnotes, file, tmp_path) -> None:
    """Each table is dropped in turn, and nobody notices."""
    with contextlib.closing(sqlite3.connect(file)) as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    fresh = ask(netnotes, tmp_path / "fresh")
    assert len(tables) > 5
    for table in tables:
        sql(f"DROP TABLE {table}")(file)
        assert ask(netnotes) == fresh, table


def test_a_flipped_byte_in_the_head_of_the_index_changes_no_answer(netnotes, file, tmp_path) -> None:
    """Every byte of the file's head, and of that of its first page, is changed in turn."""
    good, fresh = file.read_bytes(), ask(netnotes, tmp_path / "fresh")
    flips = random.Random(2)
    for place in range(112):
        flip, question = flips.randrange(1, 256), flips.randrange(len(QUESTIONS))
        file.write_bytes(good[:place] + bytes([good[place] ^ flip]) + good[place + 1 :])
        answer = netnotes(f"--today 2026-11-20 --format json {QUESTIONS[question]}")
        assert answer == fresh[question], (place, flip)


def test_a_lost_page_of_the_index_changes_no_answer(netnotes, file, tmp_path) -> None:
    """Each page is overwritten with zeros in turn, as after a power failure."""
    good, fresh = file.read_bytes(), ask(netnotes, tmp_path / "fresh")
    for start in range(0, len(good), 4096):
        file.write_bytes(good[:start] + bytes(4096) + good[start + 4096 :])
        assert ask(netnotes) == fresh, start // 4096


@pytest.mark.parametrize("damage", ["noise", "cut to 512", "a foreign database", "our id alone", "another format"])
def test_a_damaged_index_is_made_anew(damage, netnotes, file) -> None:
    """After one answer from a broken or foreign file there is a good index again."""
    DAMAGES[damage](file)
    netnotes("list")
    with contextlib.closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("SELECT count(*) FROM note").fetchone() == (6,)


def test_an_index_that_is_deleted_between_runs_is_not_missed(netnotes, file, tmp_path) -> None:
    """Without the file, or the whole cache, the answers are the same, and the file is there again."""
    fresh = ask(netnotes, tmp_path / "fresh")
    for delete in (file.unlink, lambda: shutil.rmtree(tmp_path / "cache")):
        delete()
        assert ask(netnotes) == fresh
        assert file.is_file()


@POSIX
def test_only_the_owner_can_read_the_index(run_process, people, tmp_path) -> None:
    """The file has mode 0600 and its folder 0700, whatever the umask says."""
    run_process("list", umask=0)
    (file,) = (tmp_path / "cache" / "netnotes").iterdir()
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)


@POSIX
@pytest.mark.parametrize("modes", [(0o500, None), (0o500, 0o400), (0o700, 0o400), (0o700, 0), (0, 0)])
def test_a_cache_that_may_not_be_written_changes_no_answer(modes, nobody, people) -> None:
    """Without the right to write to the cache, or to read it, a user is answered the same, after edits too."""
    folder_mode, file_mode = modes
    shutil.copytree(people.path, nobody.folder / "vault")
    nobody.take_over()
    here = {"NETNOTES_VAULT": "vault"}
    fresh = {**here, "XDG_CACHE_HOME": str(nobody.folder / "fresh")}
    nobody("list", env=here)
    (file,) = (nobody.folder / "cache" / "netnotes").iterdir()
    file.unlink() if file_mode is None else file.chmod(file_mode)
    file.parent.chmod(folder_mode)
    (nobody.folder / "vault" / "people" / "Ada.md").write_text("- 2026-11-19 call [[Zola]]: news\n")
    for question in ("overdue", "check --format json", "timeline Ada"):
        asked = f"--today 2026-11-20 {question}"
        assert nobody(asked, env=here) == nobody(asked, env=fresh)
    cleared = nobody("index --clear", env=here)
    is_refused = file_mode is not None and folder_mode != 0o700
    assert (cleared.exit_code, len(cleared.stderr.splitlines())) == ((6, 1) if is_refused else (0, 0))


def test_the_index_can_be_looked_at_made_anew_and_deleted(netnotes, people, tmp_path) -> None:
    """`--where` names it without making it, `--rebuild` and a bare `index` make it, `--clear` deletes it."""
    file = Path(netnotes("index --where").stdout.rstrip("\n"))
    assert file.parent == tmp_path / "cache" / "netnotes"
    assert not file.parent.exists()
    for command in ("index", "index --rebuild"):
        assert netnotes(command).lines == [f"6 notes, 5 people: {file}"]
        assert file.is_file()
    assert netnotes("index --rebuild --format json").json() == {"path": str(file), "notes": 6, "people": 5}
    fresh = ask(netnotes)
    for _ in range(2):
        assert netnotes("index --clear").exit_code == 0
        assert list(file.parent.iterdir()) == []
    assert netnotes("index --clear --format json").json() == {"path": str(file), "notes": None, "people": None}
    assert ask(netnotes) == fresh


@POSIX
@pytest.mark.parametrize("command", ["--where", "--clear", "--rebuild", ""])
@pytest.mark.parametrize("damage", ["noise", "a pipe", "a link to itself", *(n for n in DAMAGES if "folder" in n)])
def test_a_damaged_index_can_be_looked_at_and_deleted(damage, command, netnotes, file) -> None:
    """`index` does what it says, or says in a line that the disk said no, and is never lost for words."""
    DAMAGES[damage](file)
    answer = netnotes(f"index {command}")
    assert (answer.exit_code, answer.stdout.count("\n"), answer.stderr.count("\n")) in ((0, 1, 0), (6, 0, 1))


@pytest.fixture
def village(vault):
    """Three hundred people, each in touch with the next."""
    for number in range(300):
        log = [f"2026-{month:02}-{number % 28 + 1:02} call [[P{(number + month) % 300}]]: m" for month in (1, 6, 9)]
        name, circle = f"P{number}" if number else "Ada", ("inner", "close")[number % 2]
        vault.person(name, path=f"people/P{number}.md", circle=circle, log=log)
    return vault


def test_six_at_once_on_a_cold_cache_answer_alike(run_process, netnotes, village, tmp_path) -> None:
    """Six processes that find no index at the same moment all answer as one alone does, and leave a good one."""
    asked = "--today 2026-11-20 --format json overdue"
    fresh = netnotes(asked, env={"XDG_CACHE_HOME": str(tmp_path / "fresh")})
    assert len(fresh.json()) > 250
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(run_process, [asked] * 6)) == [fresh] * 6
    assert netnotes(asked) == fresh


def test_an_index_that_was_killed_while_it_was_made_is_finished(run_process, environment, village) -> None:
    """A run that is killed at any moment leaves nothing that changes the next answer."""
    fresh = run_process("--today 2026-11-20 overdue", env={"XDG_CACHE_HOME": environment["XDG_CACHE_HOME"] + "2"})
    for tenth in range(1, 9):
        with contextlib.suppress(subprocess.TimeoutExpired):
            run_process("list", timeout=tenth / 12)
    assert run_process("--today 2026-11-20 overdue") == fresh


EDITS = """
import os, sys, time
people, other, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
end, turn = time.monotonic() + seconds, 0
while time.monotonic() < end:
    turn += 1
    one, two = f"{people}/P{turn % 300}.md", f"{people}/P{turn * 7 % 300}.md"
    with open(one) as note: text = note.read()
    with open(other, "w") as note: note.write(f"{text}- 2026-11-1{turn % 10} tea: x\\n")
    os.replace(other, one)
    with open(two, "a") as note: note.write(f"- 2026-10-1{turn % 10} tea with [[P{turn % 300}]]\\n")
    time.sleep(0.01)
"""


def test_questions_during_edits_are_answered_and_at_last_rightly(run_process, netnotes, village, tmp_path) -> None:
    """While notes are replaced and appended to, and the index is deleted, nobody is missed; at the end warm is cold."""
    arguments = [sys.executable, "-c", EDITS, village.path / "people", tmp_path / "other", "3"]
    with subprocess.Popen(arguments) as editor, ThreadPoolExecutor(2) as pool:

        def others(number: int) -> None:
            while editor.poll() is None:
                assert len(run_process("list --format json").json()) == 300
                assert number or run_process("index --clear").exit_code == 0

        running = [pool.submit(others, number) for number in range(2)]
        while editor.poll() is None:
            assert [answer.exit_code for answer in ask(netnotes)] == [0] * 6
            assert len(netnotes("list --format json").json()) == 300
        for other in running:
            other.result()
    assert editor.returncode == 0
    warm = ask(netnotes)
    assert netnotes("index --clear").exit_code == 0
    assert ask(netnotes) == warm


def test_a_vault_that_is_closed_is_empty(nobody: Nobody) -> None:
    """Where the vault itself can no longer be listed, an index of before gives no answer either."""
    vault = VaultFolder(nobody.folder / "vault")
    vault.person("Ada", circle="close", log=["2026-01-05 lunch"])
    nobody.take_over()
    ask = ("overdue", "--today", "2026-11-24", "--vault", str(vault.path))
    assert "Ada" in nobody(*ask).stdout
    vault.path.chmod(0o300)
    answer = nobody(*ask)
    vault.path.chmod(0o700)
    assert (answer.stdout, answer.exit_code) == ("", 0), answer.stderr
    assert answer.stderr == "1 note could not be read in full: netnotes check\n"
