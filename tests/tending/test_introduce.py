"""An introduction, step by step: what is written into which note, what comes next, and what is refused."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

DAY = "2026-11-24"
LOG = ["2026-11-14 lunch", "2026-10-02 call"]
VAULTS = Path(__file__).parents[1] / "vaults"


@pytest.fixture
def notes(vault):
    """Ada and Caroline, both with a log."""
    return vault.person("Ada Lovelace", log=LOG), vault.person("Caroline Herschel", log=LOG)


@pytest.fixture
def introduce(netnotes) -> Callable[..., Any]:
    """Run ``netnotes introduce``; it must succeed: what it says."""

    def run(*words: str) -> list[str]:
        answer = netnotes("introduce", *words, "--today", DAY)
        assert answer.exit_code == 0, answer.stderr
        return answer.lines

    return run


def body(note: Path) -> list[str]:
    """The lines of a note after its frontmatter, without the empty ones."""
    return [line for line in note.read_text(encoding="utf-8").partition("---\n\n")[2].split("\n") if line]


def test_step_by_step(notes, introduce) -> None:
    """Both are to be asked; each is; then they are introduced: lines and tasks, and what comes next."""
    ada, caroline = notes
    assert introduce("ada", "caroline") == [
        "Ada Lovelace and Caroline Herschel: you said you would ask both first",
        "  people/Ada Lovelace.md:5 and 1 other note. When you have asked Ada Lovelace:",
        "    netnotes introduce ada caroline --asked ada",
        "  Undo: netnotes undo",
    ]
    assert body(ada)[0] == f"- [ ] ask whether to introduce [[Caroline Herschel]] ➕ {DAY}"
    assert body(caroline)[0] == f"- [ ] ask whether to introduce [[Ada Lovelace]] ➕ {DAY}"
    assert introduce("caroline", "ada", "--asked", "caroline") == [
        "Caroline Herschel and Ada Lovelace: Caroline Herschel is asked",
        "  people/Caroline Herschel.md:9. When you have asked Ada Lovelace:",
        "    netnotes introduce caroline ada --asked ada",
        "  Undo: netnotes undo",
    ]
    assert body(caroline)[:3] == [
        f"- [x] ask whether to introduce [[Ada Lovelace]] ➕ {DAY} ✅ {DAY}", "## Log",
        f"- {DAY} out: asked whether to introduce [[Ada Lovelace]]",
    ]  # fmt: skip
    assert introduce("ada", "caroline", "--asked", "lovelace")[1:] == [
        "  people/Ada Lovelace.md:6. Both are asked. If both would like it:",
        "    netnotes introduce ada caroline --sent",
        "  Undo: netnotes undo",
    ]
    assert body(ada)[1] == f"- [ ] introduce to [[Caroline Herschel]] ➕ {DAY}"
    assert introduce("ada", "caroline", "--sent") == [
        "Ada Lovelace and Caroline Herschel: introduced to each other",
        "  people/Ada Lovelace.md:10 and 1 other note. Undo: netnotes undo",
    ]
    assert body(ada) == [
        f"- [x] ask whether to introduce [[Caroline Herschel]] ➕ {DAY} ✅ {DAY}",
        f"- [x] introduce to [[Caroline Herschel]] ➕ {DAY} ✅ {DAY}",
        "## Log",
        f"- {DAY} introduced: to [[Caroline Herschel]]",
        f"- {DAY} out: asked whether to introduce [[Caroline Herschel]]",
        *(f"- {line}" for line in LOG),
    ]
    assert body(caroline)[2:4] == [
        f"- {DAY} introduced: to [[Ada Lovelace]]", f"- {DAY} out: asked whether to introduce [[Ada Lovelace]]",
    ]  # fmt: skip


def test_a_step_that_is_made_already_writes_nothing(notes, introduce) -> None:
    """Called again, it says how far it is and what comes next."""
    introduce("ada", "caroline")
    before = [note.read_bytes() for note in notes]
    assert introduce("caroline", "ada") == [
        "Caroline Herschel and Ada Lovelace: you said you would ask both first",
        "  people/Caroline Herschel.md: nothing to change. When you have asked Caroline",
        "  Herschel:",
        "    netnotes introduce caroline ada --asked caroline",
    ]
    assert [note.read_bytes() for note in notes] == before
    introduce("ada", "caroline", "--asked", "ada")
    before = [note.read_bytes() for note in notes]
    assert "nothing to change" in " ".join(introduce("ada", "caroline", "--asked", "ada"))
    assert introduce("ada", "caroline")[0] == "Ada Lovelace and Caroline Herschel: Ada Lovelace is asked"
    assert [note.read_bytes() for note in notes] == before


def test_steps_may_be_left_out(notes, introduce) -> None:
    """Asked without a task before: the other one is to be asked. Both at once. Sent without having asked."""
    ada, caroline = notes
    introduce("ada", "caroline", "--asked", "ada")
    assert [line for line in body(ada) if "- [" in line] == []
    assert body(caroline)[0] == f"- [ ] ask whether to introduce [[Ada Lovelace]] ➕ {DAY}"
    introduce("ada", "caroline", "--sent")
    assert body(caroline)[0] == f"- [x] ask whether to introduce [[Ada Lovelace]] ➕ {DAY} ✅ {DAY}"
    assert body(caroline)[2] == f"- {DAY} introduced: to [[Ada Lovelace]]"


def test_both_asked_at_once(notes, introduce) -> None:
    """A line in both notes, and one task to send it."""
    ada, caroline = notes
    assert introduce("ada", "caroline", "--asked", "ada", "--asked", "caroline")[0].endswith(": both are asked")
    assert [sum("out: asked whether" in line for line in body(note)) for note in notes] == [1, 1]
    assert [sum("- [ ] introduce to" in line for line in body(note)) for note in (ada, caroline)] == [1, 0]


def test_a_task_that_was_ticked_by_hand_is_asked(notes, introduce, netnotes) -> None:
    """`done` says it as well as --asked; one that was dropped is to be asked again only on request."""
    caroline = notes[1]
    introduce("ada", "caroline")
    netnotes(f"done ada ask --today {DAY}")
    text = caroline.read_text(encoding="utf-8")
    caroline.write_text(text.replace("- [ ] ask", "- [-] ask"), encoding="utf-8")
    before = [note.read_bytes() for note in notes]
    assert introduce("ada", "caroline") == [
        "Ada Lovelace and Caroline Herschel: asking Caroline Herschel was dropped",
        "  people/Ada Lovelace.md: nothing to change. You dropped asking Caroline",
        "  Herschel (people/Caroline Herschel.md:5). To begin again:",
        "    netnotes introduce ada caroline --again",
    ]
    assert [note.read_bytes() for note in notes] == before
    assert introduce("ada", "caroline", "--again")[0].endswith(": Ada Lovelace is asked")
    assert [line[:9] for line in body(caroline)[:2]] == ["- [-] ask", "- [ ] ask"]


def test_whoever_keeps_no_ledger_gets_a_plain_line(vault, introduce, netnotes) -> None:
    """The innermost circle and `reciprocity: off`: the same words, no ledger line, and known as introduced."""
    ada = vault.person("Ada", circle="inner", log=LOG)
    bo = vault.person("Bo", reciprocity="off", log=LOG)
    introduce("ada", "bo", "--asked", "ada")
    introduce("ada", "bo", "--sent")
    assert body(ada)[:3] == [
        "## Log",
        f"- {DAY} out: introduced to [[Bo]]",
        f"- {DAY} out: asked whether to introduce [[Bo]]",
    ]
    assert f"- {DAY} out: introduced to [[Ada]]" in body(bo)
    again = netnotes(f"introduce bo ada --today {DAY}")
    assert (again.exit_code, again.stderr) == (
        2, "netnotes: Bo and Ada were introduced on 24 Nov already (people/Bo.md:10)\n",
    )  # fmt: skip


def test_to_ask_whether_is_no_favour(vault, introduce, netnotes) -> None:
    """Who was asked whether to be introduced was asked for nothing: not in the ledger, favour or network."""
    vault.person("Ada", log=LOG)
    vault.person("Bo", offers=["kilns"], log=LOG)
    introduce("ada", "bo", "--asked", "bo")
    ledger = netnotes(f"ledger --today {DAY}").stdout
    assert "Asked" not in ledger
    assert "whether" not in ledger.replace("ask whether", "")
    favour = netnotes(f"favour kilns --today {DAY}").stdout
    assert "give first" not in favour
    assert "asked" not in favour
    assert "would ask" not in netnotes(f"network --today {DAY}").stdout
    introduce("ada", "bo", "--sent")
    assert netnotes(f"ledger bo --today {DAY}").lines[2:4] == ["Given", "  24 Nov   introduced: to Ada"]


def test_where_both_keep_no_ledger_they_know_each_other(vault, introduce, netnotes) -> None:
    """Two of the innermost circle: a plain line in both notes is as good a bond."""
    vault.person("Cy", circle="inner", log=[*LOG, "2026-09-03 tea", "2026-08-02 tea"], needs=["a kiln"])
    vault.person("Di", circle="inner", log=["2020-01-01 call"], offers=["a kiln"])
    introduce("cy", "di", "--sent")
    (way,) = netnotes(f"path di --today {DAY} --format json").json()["ways"]
    assert [hop["why"] for hop in way["hops"]] == ["warm", "introduced"]
    assert netnotes(f"introductions --all --today {DAY} --format json").json() == {"pairs": [], "left_out": 0}


def test_it_is_contact_once_with_each_and_a_bond(notes, introduce, netnotes, vault) -> None:
    """One outgoing contact with each, no more; a favour to each; and they know each other."""
    from netnotes.commands.context import Context

    introduce("ada", "caroline", "--sent")
    for name in ("ada", "caroline"):
        events = netnotes("timeline", name, "--today", DAY, "--format", "json").json()["events"]
        today = [(event["kind"], event["direction"], event["counts"]) for event in events if event["date"] == DAY]
        assert sorted(today) == [("introduced", "out", "no"), ("introduced", "out", "yes")]
    vault.person("Zoe", status="wish", knows=["Caroline Herschel"])
    ways = netnotes("path", "zoe", "--today", DAY, "--format", "json").json()["ways"]
    assert [[hop["why"] for hop in way["hops"]] for way in ways] == [["friendly", "knows"]]
    context = Context(date(2026, 11, 24))
    context.vault = str(vault)

    def question(vault: Any) -> None:
        day = context.today
        assert [line.ledger for _, line in vault.everybody.favours(day, day)] == ["introduced"] * 2
        assert [bond.why for bond in vault.everybody.bonds(day)][1:] == ["introduced"] * 2
        assert len(vault.everybody.contacts(day, day)) == 2

    context.ask(question)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("ada ada", 2, "Ada Lovelace is named twice; write two people"),
        ("ada lovelace", 2, "write both names: netnotes introduce WHO WHO"),
        ("ada bo", 2, "Bo is let go; netnotes keep takes them back"),
        ("cy ada", 2, "Cy is do-not-contact; if that is wrong, write netnotes set first"),
        ("ada di", 2, "Di is deceased; if that is wrong, write netnotes set first"),
        (
            "ada zoe",
            2,
            "Zoe is a wish: you do not know them yet; netnotes path shows who could introduce you, netnotes met "
            "writes down that you met",
        ),
        ("ada nobody", 4, 'nobody is called "nobody"; netnotes list shows everyone'),
        ("ada caroline --asked bo", 2, "--asked: Bo is neither of the two; write Ada Lovelace or Caroline Herschel"),
        (
            "ada caroline --asked ada --sent",
            2,
            "--asked and --sent cannot both be; write down one step, then the other",
        ),
        ("ada caroline --asked ''", 2, "--asked: nothing is given; write a value, or leave it out"),
        ("ada eve", 2, "Ada Lovelace and Eve were introduced on 1 Feb already (people/Eve.md:7)"),
        ("eve ada --sent", 2, "Eve and Ada Lovelace were introduced on 1 Feb already (people/Eve.md:7)"),
    ],
)
def test_what_is_refused(notes, vault, netnotes, words, code, said) -> None:
    """Nonsense is refused in one line, and nothing is written."""
    for name, status in (("Bo", "let-go"), ("Cy", "do-not-contact"), ("Di", "deceased")):
        vault.person(name, status=status, log=LOG)
    vault.person("Zoe", status="wish")
    vault.person("Eve", log=["2026-02-01 introduced: to [[Ada Lovelace]]"])
    before = {path: path.read_bytes() for path in vault.path.rglob("*.md")}
    answer = netnotes(f"introduce {words} --today {DAY}")
    assert (answer.exit_code, answer.stdout, answer.stderr) == (code, "", f"netnotes: {said}\n")
    assert {path: path.read_bytes() for path in vault.path.rglob("*.md")} == before


def test_a_wish_is_not_known_yet(vault, introduce, netnotes) -> None:
    """Whatever was written to them: one rule for introduce, path and favour. Once you met, they are no wish."""
    vault.person("Ada", log=LOG)
    vault.person("Zoe", status="wish", offers=["kilns"], log=["2026-11-14 email out: hello"])
    answer = netnotes(f"introduce ada zoe --today {DAY}")
    assert answer.stderr.startswith("netnotes: Zoe is a wish: you do not know them yet; netnotes path shows")
    assert "You know Zoe yourself" not in netnotes(f"path zoe --today {DAY}").stdout
    assert "You do not know yet: Zoe" in netnotes(f"favour kilns --today {DAY}").stdout
    assert netnotes(f"met zoe --today {DAY}").exit_code == 0
    assert introduce("ada", "zoe")[0] == "Ada and Zoe: you said you would ask both first"


def test_whoever_met_before_is_remarked_on(vault, netnotes) -> None:
    """They were together: said, and not refused."""
    vault.person("Ada", log=["2026-11-14 lunch with [[Bo]]"])
    vault.person("Bo")
    answer = netnotes(f"introduce ada bo --today {DAY}")
    assert (answer.exit_code, answer.stderr) == (0, "they were together on 14 Nov (people/Ada.md:7)\n")


@pytest.mark.parametrize(
    ("ada", "bo", "said"),
    [
        ({"knows": ["[[Bo]]"]}, {}, "Ada knows Bo (people/Ada.md:3)"),
        ({}, {"knows": ["Ada"]}, "Bo knows Ada (people/Bo.md:3)"),
        ({}, {"met_through": "[[Ada]]"}, "Bo was met through Ada (people/Bo.md:3)"),
        ({"household": "Rua 5"}, {"household": "Rua 5"}, "Ada lives with Bo (people/Ada.md:3)"),
    ],
)
def test_whoever_knows_the_other_is_remarked_on(vault, netnotes, ada, bo, said) -> None:
    """What a key says is said once, where a step is written."""
    vault.person("Ada", **ada, log=LOG)
    vault.person("Bo", **bo, log=LOG)
    assert netnotes(f"introduce bo ada --today {DAY}").stderr == f"{said}\n"
    assert netnotes(f"introduce bo ada --today {DAY}").stderr == ""


def test_a_dropped_task_keeps_its_day(vault, netnotes) -> None:
    """Dropped on a day, and the other one asked: no new task, and the day is said."""
    vault.person("Ada", log=LOG, body="- [-] ask whether to introduce [[Bo]] ❌ 2026-11-12")
    bo = vault.person("Bo", log=LOG)
    answer = netnotes(f"introduce ada bo --asked bo --today {DAY}")
    assert "You dropped asking Ada on 12 Nov (people/Ada.md:5). To begin again:" in " ".join(answer.stdout.split())
    assert "out: asked whether to introduce [[Ada]]" in bo.read_text(encoding="utf-8")
    assert (vault.path / "people/Ada.md").read_text(encoding="utf-8").count("ask whether") == 1


def test_one_note_that_cannot_be_written_leaves_both_alone(vault, netnotes) -> None:
    """All notes of one step, or none."""
    ada = vault.person("Ada", log=LOG)
    vault.write("people/Bo.md", "---\nname: Bo\n---\n<!-- never closed\n")
    before = ada.read_bytes()
    answer = netnotes(f"introduce ada bo --today {DAY}")
    assert answer.exit_code == 5
    assert ada.read_bytes() == before


def test_as_json_and_as_a_diff(notes, netnotes) -> None:
    """The JSON of every command that writes; --dry-run shows both notes and writes nothing."""
    before = [note.read_bytes() for note in notes]
    answer = netnotes(f"introduce ada caroline --dry-run --today {DAY}")
    assert sum(line.startswith("+- [ ] ask whether") for line in answer.lines) == 2
    row = netnotes(f"introduce ada caroline --dry-run --today {DAY} --format json").json()
    assert row["dry_run"]
    assert [note.read_bytes() for note in notes] == before
    row = netnotes(f"introduce ada caroline --asked ada --today {DAY} --format json").json()
    assert (row["command"], row["name"], row["day"]) == ("introduce", "Ada Lovelace and Caroline Herschel", DAY)
    assert [change["path"] for change in row["changed"]] == ["people/Ada Lovelace.md", "people/Caroline Herschel.md"]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("ada l", ["Lovelace"]), ("ada lovelace c", ["Caroline Herschel"]), ("zzz a", ["Ada Lovelace"]), ("zzz y", [])],
)
def test_both_names_are_completed(notes, run_process, typed, offered) -> None:
    """The rest of the first name, and after it the second."""
    line = f"netnotes introduce {typed}"
    env = {"_NETNOTES_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(line.count(" "))}
    assert [said.removeprefix("plain,") for said in run_process(*[], env=env).lines if said] == offered


@pytest.mark.parametrize(
    "name", ["Zoe O'Neill", 'Jo "the mill" Doe', "葛飾北斎", "A [x] b", "waiting: Jo", "Jo: Doe, due 2026-01-01"]
)
def test_names_with_signs_in_them(vault, introduce, netnotes, name) -> None:
    """Whatever somebody is called, every step is made, found again, and taken back."""
    ada = vault.person("Ada", log=LOG)
    other = vault.person(name, path="people/other.md", log=LOG)
    before = ada.read_bytes(), other.read_bytes()
    introduce("ada", "people/other.md")
    introduce("people/other.md", "ada", "--asked", "ada", "--asked", "people/other.md")
    assert "- [ ] ask" not in ada.read_text(encoding="utf-8") + other.read_text(encoding="utf-8")
    introduce("ada", "people/other.md", "--sent")
    assert "- [ ]" not in ada.read_text(encoding="utf-8") + other.read_text(encoding="utf-8")
    assert netnotes(f"introduce ada people/other.md --today {DAY}").exit_code == 2
    for _ in range(3):
        assert netnotes("undo").exit_code == 0
    assert (ada.read_bytes(), other.read_bytes()) == before


@pytest.mark.parametrize("stem", ["Bar #2", "Bar#two", "A ^b", "A [b] c", "A | b", "Zoë #1 (old)"])
@pytest.mark.parametrize("table", [False, True])
def test_a_file_name_that_no_wiki_link_can_hold(vault, introduce, netnotes, stem, table) -> None:
    """The link is one of Markdown, leads to the person from a list and from a table, and every task is ticked."""
    other = vault.person("Foo", path="people/deep/foo.md", log=LOG)
    if table:
        other.write_text("| day | how | what |\n|---|---|---|\n| 2026-11-14 | lunch | x |\n", encoding="utf-8")
    vault.write(f"people/{stem}.md", "---\ncadence: 2 weeks\n---\n\n- 2026-11-01 tea\n")
    path = f"people/{stem}.md"
    introduce(path, "foo")
    assert "](../" in other.read_text(encoding="utf-8")
    introduce(path, "foo", "--asked", path)
    introduce(path, "foo", "--sent")
    text = other.read_text(encoding="utf-8")
    assert "[ ]" not in text
    assert text.count("[x]") == 1
    answer = netnotes("introduce", path, "foo", "--today", DAY)
    assert "were introduced on 24 Nov already" in answer.stderr
    # Every other command that writes a link writes the same.
    logged = netnotes("log", "foo", "--with", path, "--kind", "coffee", "fine", "--today", DAY)
    assert logged.exit_code == 0, logged.stderr
    shown = netnotes("show", path, "--today", DAY, "--format", "json").json()
    assert shown["last_contact"] == DAY
    assert netnotes("met", "Newcomer", "--through", path, "--today", DAY).exit_code == 0
    known = netnotes("introduce", "Newcomer", path, "--dry-run", "--today", DAY).stderr
    assert f"Newcomer was met through {stem} (people/Newcomer.md:" in known
    assert netnotes("check", "--today", DAY).exit_code == 0


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("logseq", "hedy", "george"), ("plain", None, None), ("dataview", "emil post", "kurt grelling"),
        ("crm-frontmatter", None, None), ("dendron", "maria", "julio"), 
        ("date-sections", "caroline", "nevil"),
    ],
)  # fmt: skip
def test_in_vaults_of_other_programs(kind, one, other, tmp_path, netnotes) -> None:
    """All three steps in a copy of a vault written for something else, and back again, byte for byte."""
    vault = tmp_path / "vault"
    shutil.copytree(VAULTS / kind, vault)
    before = {path: path.read_bytes() for path in vault.rglob("*.md")}
    if one is None:
        people = netnotes(f"list --today {DAY} --format json").json()
        one, other = [row["path"] for row in people if row["last_contact"] and row["status"] == "active"][:2]
    for step in ([], ["--asked", one], ["--asked", other], ["--sent"]):
        answer = netnotes("introduce", one, other, *step, "--today", DAY)
        assert answer.exit_code == 0, (step, answer.stderr)
        assert "nothing to change" not in answer.stdout
    text = "".join(path.read_text(encoding="utf-8") for path in before)
    assert not any(
        "ask whether to introduce" in line and ("[ ]" in line or "TODO" in line) for line in text.split("\n")
    )
    assert netnotes("introduce", other, one, "--today", DAY).exit_code == 2
    for _ in range(4):
        assert netnotes("undo").exit_code == 0
    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("type:: person\n\n- plums\n- 2026-11-01 lunch\n", "type:: person\n\n- plums\n- {}\n- 2026-11-01 lunch\n"),
        ("type:: person\n- plums\n\t- figs", "type:: person\n- plums\n\t- figs\n- {}"),
        ("- #person\n\t- circle:: wide\n", "- #person\n\t- circle:: wide\n- {}\n"),
        ("type:: person\n\n- TODO call\n- plums\n", "type:: person\n\n- TODO call\n- {}\n- plums\n"),
        ("---\ntype: person\n---\n- plums\n", "---\ntype: person\n---\n- plums\n\n- {}\n"),
    ],
)
def test_a_task_in_a_page_of_bullets(before, after, vault, introduce, netnotes) -> None:
    """A page of Logseq stays one: a bullet among bullets, with its own word for a task; and it is ticked there."""
    ada = vault.write("pages/Ada.md", before)
    vault.write("pages/Bo.md", "type:: person\n")
    introduce("ada", "bo")
    word = "[ ]" if before.startswith("---") else "TODO"
    assert ada.read_text(encoding="utf-8") == after.format(f"{word} ask whether to introduce [[Bo]] ➕ {DAY}")
    introduce("ada", "bo", "--asked", "ada")
    done = "[x]" if before.startswith("---") else "DONE"
    assert f"- {done} ask whether to introduce [[Bo]]" in ada.read_text(encoding="utf-8")


# Any order of steps


class Model:
    """What should stand in the two notes, followed step by step."""

    def __init__(self) -> None:
        """Nothing is written."""
        self.ask, self.asked, self.send = [0, 0], [0, 0], [0, 0]
        self.made = False

    def step(self, name: str) -> None:
        """``begin``, ``0`` or ``1`` for who was asked, ``sent``."""
        if self.made:
            return
        if name in ("0", "1") and not self.asked[int(name)]:
            self.asked[int(name)], self.ask[int(name)] = 1, 0
            if all(self.asked):
                self.send[int(name)] = 1
        if name == "sent":
            self.made, self.ask, self.send = True, [0, 0], [0, 0]
        else:
            self.ask = [1 - asked for asked in self.asked]


@pytest.mark.parametrize("seed", range(25))
def test_any_order_of_steps(seed, vault, netnotes) -> None:
    """Tasks and lines are those of the model after every step, the names in either order; undo brings all back."""
    rng = Random(seed)
    shapes = [
        "",
        "# Jo\n\nwords\n",
        "## Log\n\n- 2026-01-02 tea\n",
        "- 2025-01-02 tea\r\n- 2025-03-04 call\r\n",
        "- TODO x\n",
    ]
    texts = [rng.choice(["", "---\ncircle: inner\n---\n", "---\nwhy: x\n---\n"]) + rng.choice(shapes) for _ in range(2)]
    names = ["Ada", "Bo Doe"]
    notes = [vault.write(f"people/{name}.md", text) for name, text in zip(names, texts, strict=True)]
    model, written = Model(), 0
    for _ in range(rng.randint(1, 7)):
        step = rng.choice(["begin", "0", "1", "0", "1", "sent"])
        options = {"begin": [], "sent": ["--sent"]}.get(step) or (["--asked", names[int(step)]] if step in "01" else [])
        was_made = model.made
        before = [note.read_bytes() for note in notes]
        answer = netnotes("introduce", *rng.sample(names, 2), *options, "--today", DAY)
        assert answer.exit_code == (2 if was_made else 0), answer.stderr
        model.step(step)
        written += [note.read_bytes() for note in notes] != before
        lines = [note.read_text(encoding="utf-8").split("\n") for note in notes]
        opened = [[line for line in note if "[ ]" in line or "TODO" in line] for note in lines]
        assert [sum("ask whether to introduce" in line for line in note) for note in opened] == model.ask
        assert [sum(" introduce to" in line for line in note) for note in opened] == model.send
        assert [
            sum("asked whether to" in line or "asked: whether to" in line for line in note) for note in lines
        ] == model.asked
        assert [sum("introduced to" in line or "introduced: to" in line for line in note) for note in lines] == [
            model.made
        ] * 2
    for _ in range(written):
        assert netnotes("undo").exit_code == 0
    assert [note.read_bytes().decode() for note in notes] == texts
    assert json.loads(netnotes("undo", "--list", "--format", "json").stdout) is not None
