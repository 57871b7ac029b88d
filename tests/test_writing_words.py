"""What the writing commands say of odd words: nothing is dropped, guessed or done twice in silence."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys

import pytest
from conftest import process_environment

TODAY = "2026-11-24"


@pytest.fixture
def run(netnotes):
    """Run a command on the day of these tests: exit code, first line of standard output, standard error."""

    def run(*words: str) -> tuple[int, str, str]:
        split = shlex.split(words[0]) if len(words) == 1 else words
        answer = netnotes(*split, "--today", TODAY)
        return answer.exit_code, answer.lines[0] if answer.stdout else "", answer.stderr.removeprefix("netnotes: ")

    return run


def text(note) -> str:
    """What stands in a note."""
    return note.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("log ada x --in --out", "--in and --out cannot both be; write two lines, or one of them"),
        ("log ada x --gave --got", "--gave and --got cannot both be; write two lines, or one of them"),
        ("log ada x --on ''", "--on: nothing is given; write a value, or leave it out"),
        ("log ada x --at ' '", "--at: nothing is given; write a value, or leave it out"),
        ("log ada x --with ''", "--with: nothing is given; write a value, or leave it out"),
        ("log ada x --on 9999-12-31", "--on: 9999-12-31 is over 100 years ahead; look at the year"),
        ("log ada x --for 1h --at 'a – b'",
         "--at: the place holds signs that part a line (: , or dashes, or a link); write it in plain words"),
        ("new Zed --circle ''", "--circle: nothing is given; write a value, or leave it out"),
        ("new Zed --name Other", "--name: the name is what stands first; write netnotes new 'Grace Hopper'"),
        ("new Zed -x y", "no such option -x; a field is written --key value, like --email ada@example.org"),
        ("new Zed --cirlce close",
         "--cirlce: did you mean --circle? A key of your own of this name can be written by netnotes set"),
        ("new Zed --birthday 05-01 --birthday 05-02", "--birthday is given twice, and holds one value; write it once"),
        ("new Zed --met 2026-12-31", "met: 2026-12-31 is ahead; write it when it has been"),
        ("set ada last-contact=tomorrow", "last-contact: 2026-11-25 is ahead; write it when it has been"),
        ("set ada email=a email=b", "email is set twice; for a list write email+=VALUE"),
        ("set ada circle=close tier=wide", "circle is set twice; for a list write circle+=VALUE"),
        ("set ada interactions+=x", "interactions is a table; write it in an editor: netnotes edit WHO"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(vault, run, words, said) -> None:
    """Exit 2, one line, nothing written."""
    ada = vault.person("Ada Lovelace", circle="inner")
    before = text(ada)
    assert run(words) == (2, "", said + "\n")
    assert text(ada) == before
    assert [path.name for path in vault.path.rglob("*.md")] == ["Ada Lovelace.md"]


def test_a_part_inside_a_word_is_enough_to_read_not_to_write(vault, run) -> None:
    """`eve` stands in Reverend: one typing error, and the line would be in a stranger's note."""
    bayes = vault.person("Thomas Bayes", aliases=["the Reverend"])
    assert run("show eve")[0] == 0
    assert run("log eve hello") == (4, "", 'nobody is called "eve"; did you mean Thomas Bayes?\n')
    assert run("log rev hello")[0] == 0
    assert "hello" in text(bayes)


def test_a_part_of_a_name_without_spaces_is_enough(vault, run) -> None:
    """In Chinese a given name stands inside the word."""
    vault.person("王贞仪")
    assert run("log 贞仪 tea")[0] == 0


def test_a_note_that_cannot_be_read_ends_with_5_by_name_and_by_path(vault, run) -> None:
    """The edit is refused (LAW 23); the person is there."""
    vault.write("people/Hypatia.md", '---\nname: Hypatia\nwhy: "open\n---\n')
    by_name, by_path = run("log hypatia x"), run("log people/Hypatia.md x")
    assert by_name == by_path
    assert by_name[0] == 5
    assert by_name[2].startswith("people/Hypatia.md:3: ")


def test_the_circle_is_one_key(vault, run) -> None:
    """`tier=close` changes the circle where it stands, and nothing disagrees."""
    ada = vault.write("people/Ada.md", "---\ncircle: inner\n---\n")
    assert run("set ada tier=close")[1] == "Ada: circle: close"
    assert text(ada) == "---\ncircle: close\n---\n"
    bo = vault.write("people/Bo.md", "---\ntier: inner\n---\n")
    run("set bo circle=close")
    assert text(bo) == "---\ntier: close\n---\n"


def test_several_values_become_a_list(vault, run) -> None:
    """None of them is lost."""
    run("new Zed --email a@b --email c@d --tags x --tags z")
    assert "email: [a@b, c@d]" in text(vault.path / "people" / "Zed.md")
    assert "tags: [x, z]" in text(vault.path / "people" / "Zed.md")


def test_people_are_written_as_links(vault, run) -> None:
    """In `knows` a name that is somebody's leads to them, as `met --through` writes it."""
    ada = vault.write("people/Ada.md", "---\nname: Ada\n---\n")
    vault.person("Bo Ek")
    run("set ada 'knows+=bo ek'")
    run("set ada knows+=Stranger")
    assert 'knows: ["[[Bo Ek]]", Stranger]' in text(ada)
    run("new Zed --met-through 'bo ek'")
    assert '"[[Bo Ek]]"' in text(vault.path / "people" / "Zed.md")


def test_what_one_should_know_is_said(vault, run, netnotes) -> None:
    """A key that looks misspelt, an alias that is somebody's, nothing to take out, another place that counts now."""
    ada = vault.write("people/Ada.md", "---\nname: Ada\ncadence: 2 weeks\n---\n\ncadence:: yearly\n")
    vault.person("Bo Ek")
    assert '"emial" is a key of your own; if you meant email, take it back: netnotes undo' in run("set ada emial=x")[2]
    assert '"Bo Ek" is Bo Ek too (people/Bo Ek.md)' in run("set ada 'aliases+=Bo Ek'")[2]
    assert run("set ada needs-=tea")[1] == "Ada: needs: has no tea"
    assert run("unset ada cadence")[2] == 'people/Ada.md: "cadence" on line 7 counts now\n'
    assert "cadence:: yearly" in text(ada)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("+++\na = 1\n+++\n", "the TOML below"),
        ('{"a": 1}\n', "the JSON below"),
        ("\n---\na: 1\n---\n", "what stands between the dashes below"),
    ],
)
def test_fields_of_another_kind_are_not_forgotten(vault, run, content, said) -> None:
    """The first YAML field goes above them, and it is said that they are no fields any more."""
    note = vault.write("people/Ada.md", content)
    told = f"people/Ada.md: {said} is no longer taken for the note's fields, now that there are some above; "
    assert run("set ada circle=close")[2] == f"{told}move it up to them\n"
    assert text(note) == f"---\ncircle: close\n---\n{content}"


@pytest.mark.parametrize(
    ("on", "said"),
    [
        ("2026-11-20", ""),
        ("2026-10-20", ""),
        ("2026-09-20", 'the line stands under the heading "October"; for September 2026 there is none that fits'),
        ("2025-10-20", 'the line stands under the heading "2026"; for October 2025 there is none that fits'),
    ],
)
def test_a_log_with_headings_for_years_and_months(vault, run, on, said) -> None:
    """A line that no heading fits is written, and it is said where it stands."""
    vault.write(
        "people/Ada.md",
        "## Log\n\n### 2026\n\n#### November\n\n- 2026-11-02 tea\n\n#### October\n\n- 2026-10-02 call\n",
    )
    assert run("log", "ada", "walk", "--on", on)[2] == (f"people/Ada.md: {said}\n" if said else "")


def test_a_task_that_repeats_is_ticked_and_it_is_said(vault, run) -> None:
    """Nobody loses a yearly task in silence."""
    vault.write("people/Ada.md", "- [ ] send a card 🔁 every year 📅 2026-11-20\n")
    assert run("done ada")[2] == "people/Ada.md: this task repeats (🔁), and the next one is not written\n"


def test_a_follow_up_of_a_past_meeting_is_named(vault, run, netnotes) -> None:
    """Also where its day has been."""
    answer = netnotes("met", "Bo", "--on", "last friday", "--today", TODAY)
    assert "The follow-up was due by 23 November." in answer.stdout
    # Also where it is time to decide about them, as long as they are new.
    assert "The follow-up was due by 12 November." in netnotes(f"met Cy --on 2026-11-09 --today {TODAY}").stdout
    assert "The follow-up was due by 29 August." in netnotes(f"met Dee --on 2026-08-26 --today {TODAY}").stdout
    assert "follow-up" not in netnotes(f"met Eve --on 2026-08-25 --today {TODAY}").stdout
    assert "follow-up" not in netnotes(f"snooze Cy 2w --today {TODAY}").stdout


def test_met_before_names_a_command_that_can_be_copied(vault, netnotes) -> None:
    """Quoted for a shell, and it does what it says."""
    vault.person("Pat O'Neil", met="2026-01-01")
    answer = netnotes("met", "pat o'neil", "--today", TODAY)
    assert answer.exit_code == 2
    command = answer.stderr.strip().partition("write ")[2].removesuffix(" instead")
    assert shlex.split(command) == ["netnotes", "log", "pat o'neil", "--kind", "met"]
    assert netnotes(*shlex.split(command)[1:], "--today", TODAY).exit_code == 0


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no full device")
def test_what_is_written_is_not_a_failure_when_only_the_answer_is(vault, environment) -> None:
    """A full disk behind standard output: the line stands, exit 0, so that nobody writes it twice."""
    note = vault.person("Ada", log=["2026-11-01 tea"])
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "netnotes", "log", "ada", "walk"], stdout=full, stderr=subprocess.PIPE, check=False,
            env=process_environment(environment, None),
        )  # fmt: skip
    assert done.returncode == 0
    assert done.stderr.decode() == "it is written, but the answer could not be printed: No space left on device\n"
    assert text(note).count("walk") == 1


def test_undo_says_what_is_in_its_way(vault, run) -> None:
    """Another note of the name; a record that cannot be read."""
    vault.person("Ada")
    run("rename ada Bea")
    vault.person("Other", path="people/Ada.md")
    assert run("undo")[2] == (
        "people/Ada.md: there is another note of this name now; give that one another name first [exists]\n"
    )
    record = next((vault.path / ".netnotes" / "undo").glob("*/edit.json"))
    record.write_text("{", encoding="utf-8")
    place = record.parent.relative_to(vault.path).as_posix()
    assert f"{place}: this record cannot be read" in run("undo --list")[2]
