"""The commands that write: what they put where, what they say, what they refuse."""

from __future__ import annotations

import json
import os
import shutil
import subprocess

import pytest

TODAY = "2026-11-24"
LOG = ["2026-11-14 lunch", "2026-10-02 call"]


@pytest.fixture
def ada(vault):
    """Ada's note, in the inner circle, with two log lines."""
    return vault.person("Ada Lovelace", circle="inner", log=LOG, tags=["person"])


@pytest.fixture
def tell(netnotes):
    """Run a command on the day of these tests; it must succeed."""

    def run(*words: str) -> list[str]:
        answer = netnotes(*words, "--today", TODAY)
        assert answer.exit_code == 0, answer.stderr
        return answer.lines

    return run


@pytest.fixture
def refusal(netnotes):
    """Run a command that must fail: its exit code, and what it says after the program's name."""

    def run(*words: str) -> tuple[int, str]:
        answer = netnotes(*words, "--today", TODAY)
        assert answer.stdout == ""
        return answer.exit_code, answer.stderr.strip().removeprefix("netnotes: ")

    return run


def text(note) -> str:
    """What stands in a note."""
    return note.read_text(encoding="utf-8")


# log


def test_a_line_is_said_back_with_its_day_its_place_and_what_is_next(ada, tell) -> None:
    """What was written, on which day, where, when they are next, and how to take it back."""
    assert tell("log", "ada", "coffee, her daughter starts school") == [
        "Ada Lovelace, today: coffee, her daughter starts school",
        "  people/Ada Lovelace.md:9. Next by 8 December. Undo: netnotes undo",
    ]
    assert "- 2026-11-24: coffee, her daughter starts school\n- 2026-11-14 lunch" in text(ada)


@pytest.mark.parametrize(
    ("words", "line", "said"),
    [
        (["tea"], "- 2026-11-24: tea", "Ada Lovelace, today: tea"),
        (["tea", "--on", "yesterday"], "- 2026-11-23: tea", "Ada Lovelace, yesterday (Mon 23 Nov): tea"),
        (["tea", "--on", "last friday"], "- 2026-11-20: tea", "Ada Lovelace, Fri 20 Nov: tea"),
        (["tea", "--on", "nov 3"], "- 2026-11-03: tea", "Ada Lovelace, Tue 3 Nov: tea"),
        (["fine", "--kind", "call"], "- 2026-11-24 call: fine", "Ada Lovelace, today: call: fine"),
        (["asks for a printer", "--kind", "letter", "--in"], "- 2026-11-24 letter in: asks for a printer", None),
        (["x", "--at", "the Athenaeum", "--for", "90"], "- 2026-11-24 at the Athenaeum (90m): x", None),
        (["the book", "--gave"], "- 2026-11-24 gave: the book", None),
        (["--kind", "call"], "- 2026-11-24 call", "Ada Lovelace, today: call"),
        (["x", "--with", "bo"], "- 2026-11-24 with [[Bo Ek]]: x", "Ada Lovelace, today: with Bo Ek: x"),
        (
            ["x", "--with", "bo", "--with", "cleo", "--kind", "lunch"],
            "- 2026-11-24 lunch with [[Bo Ek]] and [[cleo-s|Cleo Stern]]: x", None,
        ),
    ],
)  # fmt: skip
def test_a_line_is_put_together_from_its_options(ada, vault, tell, words, line, said) -> None:
    """The head as FORMAT has it, people as links that lead to them."""
    vault.person("Bo Ek")
    vault.person("Cleo Stern", path="people/cleo-s.md")
    lines = tell("log", "ada", *words)
    assert line in text(ada).splitlines()
    assert said is None or lines[0] == said


def test_several_people_share_one_line(ada, vault, tell) -> None:
    """The line stands in the first one's note and counts for the others."""
    bo = vault.person("Bo Ek", circle="close")
    before = text(bo)
    tell("log", "ada", "--with", "bo", "--kind", "lunch", "stuck on money")
    assert text(bo) == before
    assert json.loads("\n".join(tell("list", "bo", "--format", "json")))[0]["last_contact"] == TODAY


def test_a_whole_name_needs_no_quotes(ada, vault, tell, netnotes) -> None:
    """Words after WHO belong to it where they make up somebody's name; a part of a name is not guessed further."""
    tell("log", "ada", "lovelace", "called", "--on", "yesterday")
    assert "- 2026-11-23: called\n" in text(ada)
    assert tell("snooze", "ada", "lovelace", "3", "weeks")[0] == "Ada Lovelace: nothing before Tue 15 Dec"
    assert tell("tag", "ada", "lovelace", "engines")[0] == "Ada Lovelace: tagged engines"
    answer = netnotes("tag", "ada", "lovelace")
    assert (answer.exit_code, answer.stderr) == (2, "netnotes: TAG is missing; write one after the name\n")
    assert netnotes("log", "ada", "lovelace").exit_code == 2


def test_a_day_ahead_is_a_plan_and_it_says_so(ada, tell) -> None:
    """A plan resets nothing until its day."""
    said = tell("log", "ada", "dinner at hers", "--on", "2026-12-05")
    assert said == [
        "Ada Lovelace, plan for Sat 5 Dec: dinner at hers",
        "  people/Ada Lovelace.md:9. A plan; it is contact from that day. Next by 28",
        "  November. Undo: netnotes undo",
    ]


def test_a_try_and_a_note_are_not_contact_and_it_says_so(ada, tell) -> None:
    """What resets no clock is told apart."""
    assert "A try, not contact." in tell("log", "ada", "voicemail")[1]
    assert "A note, not contact." in tell("log", "ada", "--kind", "note", "buys only Jacobs")[1]


def test_text_from_standard_input_keeps_its_lines(ada, netnotes) -> None:
    """The first line is the log line, the others belong to it."""
    answer = netnotes("log", "ada", "--today", TODAY, input="tea\nshe laughed\n\nand left\n")
    assert answer.exit_code == 0
    assert "- 2026-11-24: tea\n  she laughed\n\n  and left\n- 2026-11-14" in text(ada)


def test_text_from_the_editor(ada, run_process, tmp_path) -> None:
    """Without TEXT on a terminal the editor is asked, as git asks for a message."""
    # Without a terminal there is no editor to be asked: standard input is read, and it is empty.
    answer = run_process("log", "ada", "--today", TODAY)
    assert answer.exit_code == 2
    assert "nothing is written" in answer.stderr


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("tea\n<!-- oops\nbye", 'line 2 of the text ("<!-- oops")|the beginning of a comment'),
        ("tea\n- [ ] task", 'line 2 of the text ("- [ ] task")|a task'),
        ("tea\n```\ncode", 'line 2 of the text ("```")|the edge of a code block'),
        ("tea\nx\n- 2026-11-01 call", 'line 3 of the text ("- 2026-11-01 call")|a log line of its own'),
        ("see <!-- that", "this text|the beginning of a comment"),
    ],
)
def test_a_text_that_would_not_be_read_back_says_which_line(ada, netnotes, given, said) -> None:
    """The line that is the trouble is named, and the note stays as it was."""
    before = text(ada)
    answer = netnotes("log", "ada", "--today", TODAY, input=given)
    assert (answer.exit_code, text(ada)) == (5, before)
    which, instead = said.split("|")
    assert answer.stderr == (
        f"netnotes: people/Ada Lovelace.md: {which} would not be read back as text, but as {instead}; "
        "write it otherwise, or in an editor [verify]\n"
    )


def test_standard_input_may_begin_with_a_mark_and_must_be_utf8(ada, netnotes) -> None:
    """PowerShell writes a byte order mark; what is no UTF-8 is refused in words."""
    assert netnotes("log", "ada", "--today", TODAY, input="\ufefftea").exit_code == 0
    assert "- 2026-11-24: tea\n" in text(ada)
    answer = netnotes("log", "ada", "--today", TODAY, input=b"gr\xfc\xdfe")
    assert (answer.exit_code, answer.stderr) == (
        2, "netnotes: what stands on standard input is not UTF-8; convert it first\n",
    )  # fmt: skip


# keys


def test_snooze(ada, tell) -> None:
    """Two weeks unless another day is said."""
    assert tell("snooze", "ada")[0] == "Ada Lovelace: nothing before Tue 8 Dec"
    assert 'snooze: "2026-12-08"' in text(ada)
    assert tell("snooze", "ada", "3", "weeks")[0] == "Ada Lovelace: nothing before Tue 15 Dec"
    assert text(ada).count("snooze") == 1


def test_keep_let_go_pause_and_resume(ada, tell, vault) -> None:
    """The circle, the cadence and the status of a person."""
    assert tell("keep", "ada", "--circle", "Steady")[0] == "Ada Lovelace: steady, every 3 months"
    assert 'circle: "steady"' in text(ada)
    assert tell("keep", "ada", "--cadence", "6 weeks")[0] == "Ada Lovelace: steady, every 6 weeks"
    assert "Their own cadence, 6 weeks, counts for more" in " ".join(tell("keep", "ada", "--circle", "wide"))
    assert tell("let-go", "ada")[0] == "Ada Lovelace: let go; the note stays, and nothing is due"
    assert "due" not in "".join(tell("let-go", "ada")[1:])
    tell("keep", "ada", "--circle", "wide")
    assert "status: active" in text(ada)
    assert tell("pause", "ada", "--until", "friday")[0] == "Ada Lovelace: paused until Fri 27 Nov"
    assert tell("pause", "ada")[0] == "Ada Lovelace: paused, until netnotes resume"
    assert "paused-until" not in text(ada)
    tell("keep", "ada", "--circle", "close")
    assert "status: active" in text(ada)


def test_resume_takes_out_the_flag_of_another_tool(vault, tell) -> None:
    """Whoever is paused by `prm-paused` is active without it, and nothing disagrees."""
    note = vault.write("people/Ada.md", "---\nprm-paused: true\ncircle: close\n---\n- 2026-11-01 tea\n")
    assert tell("resume", "ada")[0] == "Ada: active"
    assert text(note) == "---\ncircle: close\n---\n- 2026-11-01 tea\n"


@pytest.mark.parametrize(
    "words", ["pause", "pause --until friday", "resume", "let-go", "snooze", "keep --circle close"]
)
@pytest.mark.parametrize("key", ["status: do-not-contact", "do-not-contact: true", "died: 2020-01-01"])
def test_whoever_is_to_be_left_alone_stays_so(vault, refusal, words, key) -> None:
    """No command makes somebody active by the way who asked not to be written to, or is dead."""
    note = vault.write("people/Ada.md", f"---\n{key}\ncircle: inner\n---\n- 2026-10-01 tea\n")
    before = text(note)
    command, *rest = words.split()
    code, said = refusal(command, "ada", *rest)
    status = "deceased" if "died" in key else "do-not-contact"
    assert (code, said) == (2, f"Ada is {status}; if that is wrong, write netnotes set first")
    assert text(note) == before


@pytest.mark.parametrize("words", ["pause", "pause --until friday", "resume", "snooze"])
@pytest.mark.parametrize("status", ["let-go", "card", "wish"])
def test_nothing_wakes_somebody_who_was_let_go_by_way_of_a_pause(vault, refusal, words, status) -> None:
    """Nothing is due from them, so there is nothing to pause; `keep` is the way back."""
    vault.write("people/Ada.md", f"---\nstatus: {status}\n---\n- 2026-10-01 tea\n")
    command, *rest = words.split()
    code, said = refusal(command, "ada", *rest)
    says = {"let-go": "is let go", "card": "is a card", "wish": "is a wish"}[status]
    assert (code, said) == (2, f"Ada {says}, and nothing is due from them; netnotes keep makes them active")


def test_a_pause_by_another_tool_and_ours_are_one(vault, tell, netnotes) -> None:
    """A pause that is there is not written twice, ends whole, and may be given a day."""
    path = "people/Ada.md"
    note = vault.write(path, "---\nprm-paused: true\n---\n- 2026-11-01 tea\n")
    assert tell("pause", "ada")[1].strip() == f"{path}: nothing to change."
    tell("pause", "ada", "--until", "friday")
    assert text(note) == '---\npaused-until: "2026-11-27"\n---\n- 2026-11-01 tea\n'
    note = vault.write("people/Bo.md", "---\nprm-paused: true\nstatus: paused\n---\n- 2026-11-01 tea\n")
    tell("resume", "bo")
    assert text(note) == "---\nstatus: active\n---\n- 2026-11-01 tea\n"
    assert netnotes("check").exit_code == 0


@pytest.mark.parametrize(
    ("pair", "line"),
    [
        ("email=ada@example.org", "email: ada@example.org"),
        ("birthday=05-12", 'birthday: "05-12"'),
        ("cadence=6 weeks", "cadence: 6 weeks"),
        ("circle=CLOSE", 'circle: "close"'),
        ("next-contact=in 2 weeks", 'next-contact: "2026-12-08"'),
        ("met=2024-05", 'met: "2024-05"'),
        ("nick=no", 'nick: "no"'),
        ("needs=a printer, paper", "needs: [a printer, paper]"),
        ("tags+=engines", 'tags: ["person", engines]'),
        ("tags-=person", "tags: []"),
    ],
)
def test_set_writes_what_the_schema_reads(ada, tell, pair, line) -> None:
    """Values are typed, quoted where a reader might take them for something else, and lists added to."""
    tell("set", "ada", pair)
    assert line in text(ada).splitlines()


def test_unset_and_tags(ada, tell) -> None:
    """A key goes with its line; tags are a list."""
    tell("tag", "ada", "engines", "work/maths")
    assert 'tags: ["person", engines, work/maths]' in text(ada).splitlines()
    tell("untag", "ada", "engines")
    assert 'tags: ["person", work/maths]' in text(ada).splitlines()
    assert tell("unset", "ada", "circle")[0] == "Ada Lovelace: without circle"
    assert "circle" not in text(ada)
    assert tell("unset", "ada", "circle") == [
        "Ada Lovelace: has no circle",
        "  people/Ada Lovelace.md: nothing to change.",
    ]


# people


def test_new_lies_where_the_others_lie_and_reads_as_a_person(vault, tell, netnotes) -> None:
    """The folder of most people, a slug where theirs are slugs, fields from the options."""
    assert tell("new", "Grace Hopper", "--circle", "close", "--email", "g@example.org")[1].startswith(
        "  people/Grace Hopper.md."
    )
    assert text(vault.path / "people" / "Grace Hopper.md") == (
        "---\nname: Grace Hopper\ncircle: close\nemail: g@example.org\n---\n\n## Log\n"
    )
    for name in ("ada-lovelace", "bo-ek", "cleo-stern"):
        vault.write(f"contacts/{name}.md")
    tell("new", "Élan Vital!")
    assert (vault.path / "contacts" / "elan-vital.md").is_file()


def test_new_is_a_person_by_the_rules_of_the_vault(vault, tell) -> None:
    """Where the folder says nothing, the tag does; the user's own template is filled in."""
    vault.write("notes/Ada.md", "---\ntags: [person]\n---\n")
    vault.write(".netnotes/templates/person.md", '---\nname: "{{name}}"\nmade: {{date}}\n---\n# {{name}}\n')
    tell("new", "Bo: the second")
    assert text(vault.path / "notes" / "Bo the second.md") == (
        '---\nname: "Bo: the second"\nmade: 2026-11-24\ntags: [person]\n---\n# Bo: the second\n'
    )


def test_met_makes_a_note_and_names_the_day_to_follow_up(vault, ada, tell) -> None:
    """Meeting is only the introduction."""
    said = tell("met", "Grace Hopper", "--at", "the navy ball", "--through", "ada", "--on", "yesterday")
    assert said == [
        "Grace Hopper, met yesterday (Mon 23 Nov) at the navy ball",
        "  people/Grace Hopper.md. Follow up by 26 November. Undo: netnotes undo",
    ]
    note = text(vault.path / "people" / "Grace Hopper.md")
    assert 'met: "2026-11-23"\nmet-at: the navy ball\nmet-through: "[[Ada Lovelace]]"\n' in note


def test_met_somebody_who_was_a_wish(vault, tell) -> None:
    """Their note is kept, and a clock may run."""
    note = vault.person("Grace Hopper", status="wish")
    tell("met", "grace hopper")
    assert 'status: "active"\n' in text(note)
    assert 'met: "2026-11-24"' in text(note)


def test_rename_changes_note_file_links_and_keeps_the_old_name(vault, ada, tell) -> None:
    """Links by file, path and name follow, shown words and code do not; the old name is an alias."""
    bo = vault.person("Bo Ek", knows=["[[Ada Lovelace]]"], log=["2026-11-01 tea with [[people/Ada Lovelace|Ada]]"])
    daily = vault.write(
        "daily/2026-11-02.md", "- call [[Ada Lovelace]]: x `[[Ada Lovelace]]` [a](../people/Ada%20Lovelace.md)\n"
    )
    assert tell("rename", "ada", "Ada", "King")[0] == "Ada Lovelace: now Ada King"
    assert not ada.exists()
    assert 'name: "Ada King"' in text(vault.path / "people" / "Ada King.md")
    assert "aliases: [Ada Lovelace]" in text(vault.path / "people" / "Ada King.md")
    assert 'knows: ["[[Ada King]]"]' in text(bo)
    assert "tea with [[people/Ada King|Ada]]" in text(bo)
    assert text(daily) == "- call [[Ada King]]: x `[[Ada Lovelace]]` [a](../people/Ada%20King.md)\n"
    assert tell("check") == ["3 notes read, nothing to mend."]


# promises


def test_promise_and_done(ada, tell) -> None:
    """A task above the log, ticked with its day."""
    said = tell("promise", "ada", "send the book", "--due", "friday")
    assert said[0] == "Ada Lovelace: you said you would send the book, by Fri 27 Nov"
    assert "- [ ] send the book, due 2026-11-27\n\n## Log" in text(ada)
    tell("promise", "ada", "her notes", "--theirs")
    assert "- [ ] send the book, due 2026-11-27\n- [ ] waiting: her notes ➕ 2026-11-24\n" in text(ada)
    assert tell("done", "ada", "book")[0] == "Ada Lovelace: done: send the book"
    assert "- [x] send the book, due 2026-11-27 ✅ 2026-11-24\n" in text(ada)
    assert tell("done", "ada")[0] == "Ada Lovelace: done: her notes"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("waiting: the book",), "whose"),
        (("pay 📅 2026-01-01", "--due", "friday"), "day"),
        (("pay, due 2026-12-01",), "day"),
        (("pay ➕ 2025-01-01",), "day"),
    ],
)
def test_a_promise_is_read_as_it_is_said(ada, refusal, words, said) -> None:
    """A text that would be due on another day, or theirs, is refused with what to write."""
    said = {
        "whose": "TEXT says already whose promise it is; write --theirs, or leave it out, and the words alone",
        "day": "a day stands in TEXT as tasks have it; write --due, and the words alone",
    }[said]
    assert refusal("promise", "ada", *words) == (2, said)


def test_done_reaches_every_task(ada, tell) -> None:
    """The whole text wins over a part of another's; of two that say the same, the one that is due first."""
    tell("promise", "ada", "x ray")
    tell("promise", "ada", "x", "--due", "2026-12-20")
    tell("promise", "ada", "x", "--due", "friday")
    tell("done", "ada", "x")
    assert "- [x] x, due 2026-11-27 ✅ 2026-11-24\n" in text(ada)
    tell("done", "ada", "x")
    assert "- [x] x, due 2026-12-20 ✅ 2026-11-24\n" in text(ada)


def test_done_ticks_a_task_in_another_note(ada, vault, tell) -> None:
    """A task of a daily note with a link to somebody is theirs too."""
    daily = vault.write("daily/2026-11-02.md", "# Monday\n\n- [ ] ask [[Ada Lovelace]] for the tables ^abc\n")
    tell("done", "ada")
    assert text(daily) == "# Monday\n\n- [x] ask [[Ada Lovelace]] for the tables ✅ 2026-11-24 ^abc\n"


# refusals


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("log ada ''", 2, "TEXT is empty; write what happened, in your words"),
        ("log ada '2026-11-20 call: well'", 2, "TEXT begins with a day; write --on 2026-11-20 instead"),
        ("log ada x --kind cal", 2, '--kind: there is no kind "cal"; did you mean call?'),
        ("log ada x --for soon", 2, '--for: cannot read "soon"; write it like 45m or 2h'),
        ("log ada x --on 0000-01-01", 2, "--on: there is no year 0000; write the whole year, like 2026-11-20"),
        ("log ada x --on friday", 2, None),
        ("log ada x --on 3/11", 2, '--on: "3/11" can be two days; write 2026-03-11 or 2026-11-03'),
        ("log ada x --at 'a: b'", 2, None),
        ("log nobody x", 4, 'nobody is called "nobody"; netnotes list shows everyone'),
        ("log ada x --with ada", 2, "--with: Ada Lovelace is named twice; name everyone once"),
        ("snooze ada yesterday", 2, "UNTIL: 2026-11-23 is not ahead; write a day after today, like 2 weeks"),
        ("keep ada", 2, "say how: --circle inner or close or steady or wide, or --cadence '6 weeks'"),
        ("keep ada --circle best", 2, 'there is no circle "best"; write one of: inner, close, steady, wide'),
        ("keep ada --cadence 0", 2, None),
        ("keep ada --cadence '0 weeks'", 2, None),
        ("set ada birthday=30-02", 2, None),
        ("set ada email=", 2, "email: no value is given; to take the key away write netnotes unset WHO email"),
        ("set ada circle+=close", 2, "circle holds one value; write circle=close"),
        ("set ada tags=x", 5, None),
        ("tag ada 'a b'", 2, '"a b" is no tag; write letters, digits, - and /, like work/compilers'),
        ("new ../../x", 2, 'a name holds no / or \\; write ".. .. x"'),
        ("new a/b", 2, 'a name holds no / or \\; write "a b"'),
        ("new ..", 2, '".." begins with ".", and files like that are not seen; write it without'),
        ("new -- -rf", 2, '"-rf" begins with "-", and programs take files like that for options; write it without'),
        ("new CON", 2, 'Windows cannot keep a file called "CON"; write the whole name, like "CON Smith"'),
        ("new 'Ada Lovelace'", 2, None),
        ("new Bo --circle best", 2, None),
        ("new Bo --cadence 0", 2, None),
        ("new Bo --email", 2, "--email: no value is given"),
        ("met Bo --on tomorrow", 2, None),
        ("rename ada a/b", 2, None),
        ("promise ada ''", 2, "TEXT is empty; write what you promised"),
        ("done ada", 2, "Ada Lovelace has no open task; netnotes show shows what there is"),
        ("undo", 2, "there is nothing to take back"),
        ("undo 7", 2, "there is no 7 in netnotes undo --list"),
    ],
)  # fmt: skip
def test_bad_input_gets_one_line_and_changes_nothing(ada, vault, netnotes, words, code, said) -> None:
    """What to write instead; nothing is created, nothing changed."""
    before = {path: path.read_bytes() for path in vault.path.rglob("*.md")}
    answer = netnotes(f"{words} --today {TODAY}")
    assert answer.exit_code == code
    assert answer.stdout == ""
    assert len(answer.stderr.strip().splitlines()) == 1
    assert said is None or answer.stderr.strip() == f"netnotes: {said}"
    assert {path: path.read_bytes() for path in vault.path.rglob("*.md")} == before


@pytest.mark.parametrize("name", ["x" * 300, "a\x1b[31mb", "a\u202eb", "a\nb\x00", " ", "…", "nul", "com1.x"])
def test_names_that_no_file_can_have(vault, netnotes, name) -> None:
    """A name too long, with signs that a terminal obeys, or that a system keeps for itself, makes no note."""
    for command in ("new", "met"):
        answer = netnotes(command, name, "--today", TODAY)
        assert answer.exit_code == 2
        assert "\x1b" not in answer.stderr
    assert list(vault.path.rglob("*.md")) == []


def test_an_ambiguous_name_is_not_guessed(vault, netnotes) -> None:
    """Not on a terminal it is exit 4 with the candidates, and nothing is written."""
    notes = [vault.person("Ann Lee"), vault.person("Ann Poe")]
    before = [text(note) for note in notes]
    answer = netnotes("log", "ann", "x")
    assert answer.exit_code == 4
    assert "Ann Lee (people/Ann Lee.md) or Ann Poe (people/Ann Poe.md)" in answer.stderr
    assert [text(note) for note in notes] == before


# dry run, undo


def test_dry_run_prints_a_diff_and_writes_nothing(ada, vault, tell) -> None:
    """A unified diff, as patch reads it; not even the lock is made."""
    before = text(ada)
    assert tell("log", "ada", "tea", "--dry-run") == [
        "--- a/people/Ada Lovelace.md\t",
        "+++ b/people/Ada Lovelace.md\t",
        "@@ -6,5 +6,6 @@",
        " ",
        " ## Log",
        " ",
        "+- 2026-11-24: tea",
        " - 2026-11-14 lunch",
        " - 2026-10-02 call",
    ]
    assert text(ada) == before
    assert not (vault.path / ".netnotes").exists()


def apply_with(tool: str, diff: str, folder) -> None:
    """Apply *diff* in *folder* by another program."""
    words = {"patch": ["patch", "-p1", "--binary"], "git": ["git", "apply", "-p1"]}[tool]
    if shutil.which(words[0]) is None:
        assert not os.environ.get("CI"), f"{tool} is missing in CI"
        pytest.skip(f"{tool} is not installed")
    subprocess.run(words, input=diff.encode(), cwd=folder, check=True, capture_output=True)


@pytest.mark.parametrize("tool", ["patch", "git"])
@pytest.mark.parametrize(
    "words",
    [
        ("log", "ada", "tea"),
        ("log", "crlf", "tea"),
        ("set", "bare", "nick=x"),
        ("new", "Bo Ek"),
        ("rename", "ada", "Ada King"),
        ("rename", "crlf", "Carl"),
        ("keep", "ada", "--circle", "wide"),
    ],
)
def test_the_diff_of_a_dry_run_can_be_applied(ada, vault, tell, netnotes, tmp_path, tool, words) -> None:
    """By `patch` and by `git apply` it comes to the same bytes as the command itself."""
    vault.write("people/Crlf.md", b"---\r\nname: Crlf\r\n---\r\n## Log\r\n- 2026-11-01 x\r\n- 2026-10-01 y")
    vault.write("people/Bare.md", "no fields, no line end")
    vault.write("daily/2026-11-02.md", "- call [[Ada Lovelace]]: x\n- tea with [[Crlf]]\n")
    copy = tmp_path / "copy"
    shutil.copytree(vault.path, copy)
    apply_with(tool, netnotes(*words, "--today", TODAY, "--dry-run").stdout, copy)
    tell(*words)
    shutil.rmtree(vault.path / ".netnotes")
    assert notes_in(copy) == notes_in(vault.path)


def notes_in(folder) -> dict[str, bytes]:
    """The bytes of every file in *folder*."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_undo_shows_what_it_would_take_back(ada, vault, tell) -> None:
    """With --dry-run a diff, of a line, a new note and a new name; nothing changes."""
    tell("log", "ada", "tea")
    assert [line for line in tell("undo", "--dry-run") if line[:1] == "-"] == [
        "--- a/people/Ada Lovelace.md\t", "-- 2026-11-24: tea",
    ]  # fmt: skip
    tell("new", "Bo")
    assert "+++ /dev/null" in tell("undo", "--dry-run")
    tell("rename", "ada", "Ada King")
    said = tell("undo", "--dry-run")
    assert said[1:3] == ["rename from people/Ada King.md", "rename to people/Ada Lovelace.md"]
    assert '+name: "Ada Lovelace"' in said
    assert (vault.path / "people" / "Ada King.md").exists()


def test_undo_goes_back_step_by_step_byte_for_byte(ada, vault, tell, netnotes) -> None:
    """Each undo takes back one command; a note that changed since is left alone."""
    steps = [text(ada)]
    for words in (["log", "ada", "one"], ["snooze", "ada"], ["rename", "ada", "Ada King"], ["new", "Bo"]):
        tell(*words)
        steps.append("")
    assert len(tell("undo", "--list")) == 4
    tell("undo")
    assert not (vault.path / "people" / "Bo.md").exists()
    tell("undo")
    assert "snooze" in text(ada)
    tell("undo")
    assert "snooze" not in text(ada)
    ada.write_text(text(ada) + "\nmy own words\n", encoding="utf-8")
    kept = text(ada)
    answer = netnotes("undo")
    assert answer.exit_code == 5
    assert "[changed-since]" in answer.stderr
    assert text(ada) == kept
    ada.write_text(kept.removesuffix("\nmy own words\n"), encoding="utf-8")
    tell("undo")
    assert text(ada) == steps[0]


def test_spread_writes_a_snooze_for_everyone_whose_turn_is_later(vault, tell) -> None:
    """All of it is one command, taken back by one undo."""
    notes = [vault.person(f"P{n}", circle="inner", log=["2026-09-01 tea"]) for n in range(8)]
    before = [text(note) for note in notes]
    assert tell("spread", "--write")[-1] == "Snoozed until then: 5 notes. Undo: netnotes undo"
    assert sum("snooze" in text(note) for note in notes) == 5
    assert len(tell("overdue")) == 3
    tell("undo")
    assert [text(note) for note in notes] == before
