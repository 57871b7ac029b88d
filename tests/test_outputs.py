"""What is printed, word for word: the vault of OUTPUTS where it is at hand, first days, quiet days, and Markdown."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Answer, VaultFolder

TODAY = "2026-11-24"
DESIGNED = Path(__file__).resolve().parents[2] / "shared" / "design" / "outputs-vault"
ORDER = ["Today", "Turn to", "You said you would", "Waiting for", "New", "Coming up"]


@pytest.fixture
def designed(vault: VaultFolder) -> VaultFolder:
    """A copy of the vault that OUTPUTS is about, its circle ``active`` called ``steady``, which is known."""
    if not DESIGNED.is_dir():
        pytest.skip(f"{DESIGNED} is not there")
    for note in (DESIGNED / "people").iterdir():
        text = note.read_text(encoding="utf-8")
        vault.write(f"people/{note.name}", text.replace("circle: active", "circle: steady"))
    return vault


@pytest.mark.usefixtures("designed")
def test_the_agenda_of_outputs(netnotes: Callable[..., Answer]) -> None:
    """Sections in order, one blank line between them and none at the end, two spaces of indent, columns in place."""
    answer = netnotes(f"agenda --today {TODAY}")
    lines = answer.lines
    assert lines[:3] == ["Tuesday 24 November", "", "Turn to"]
    headings = [line for line in lines[1:] if line and line[0] != " "]
    assert headings[:3] == ["Turn to", "New", "Coming up"]
    assert all(lines[lines.index(heading) - 1] == "" for heading in headings[:3])
    assert "\n\n\n" not in answer.stdout
    assert not answer.stdout.endswith("\n\n")
    rows = [line for line in lines[1:] if line.startswith(" ")]
    assert {len(line) - len(line.lstrip()) for line in rows} == {2, 32}
    for row in (
        "  Gerda Lindner      10 weeks   tea + plums from her garden",
        "                                landline, after 6",
        "  Chidi Okafor       8 weeks    walk at Tempelhof, he may go back to Lagos for…",
        "  Inés Roldán        met 17 Nov at school parents' eve",
        "  tomorrow           Yuki Nakamura 中村 turns 38",
        "  Mon 30 Nov         Jonas: book xmas train w/ him",
    ):
        assert row in lines
    assert max(map(len, lines)) <= 80


@pytest.mark.usefixtures("designed")
def test_who_needs_something_is_told_so(netnotes: Callable[..., Answer]) -> None:
    """In OUTPUTS the line of somebody with a need says what they need, after the five months since last contact."""
    lines = netnotes(f"agenda --all --today {TODAY}").lines
    (row,) = [line for line in lines if "Nadia Haddad" in line]
    assert row == "  Nadia Haddad       5 months   needs a tenant for the back room"


@pytest.mark.usefixtures("designed")
def test_the_day_of_a_plan(netnotes: Callable[..., Answer]) -> None:
    """On the day itself the plan stands above everything, without the name said twice."""
    lines = netnotes("agenda --today 2026-11-27").lines
    assert lines[:7] == [
        "Friday 27 November",
        "",
        "Today",
        "  Paolo              dinner with Priya Nair at his",
        "",
        "Turn to",
        "  Gerda Lindner      11 weeks   tea + plums from her garden",
    ]


@pytest.mark.usefixtures("designed")
def test_the_overdue_of_outputs(netnotes: Callable[..., Answer]) -> None:
    """Most late for their own rhythm first; columns at least three apart, the hook cut at a word."""
    lines = netnotes(f"overdue --today {TODAY}", env={"COLUMNS": "80"}).lines
    cells = [[cell.strip() for cell in line.split("   ") if cell.strip()] for line in lines]
    assert [row[:3] for row in cells] == [
        ["Gerda Lindner", "every 6 weeks", "4 weeks late"],
        ["Nadia Haddad", "every 3 months", "8 weeks late"],
        ["Chidi Okafor", "every 6 weeks", "12 days late"],
        ["Felix Braun", "every year", "8 weeks late"],
    ]
    assert [row[3][:22] for row in cells] == [
        "tea + plums from her g", "lunch, she opens the c", "walk at Tempelhof, he ", "long one about Lisbon,",
    ]  # fmt: skip
    assert max(map(len, lines)) <= 80


@pytest.mark.usefixtures("designed")
def test_the_timeline_of_outputs(netnotes: Callable[..., Answer]) -> None:
    """The heading, the silences in their place, the lines in their own words, and what the marks mean."""
    lines = netnotes(f"timeline gerda --today {TODAY}").lines
    assert lines[:8] == [
        "Gerda Lindner · close, every 6 weeks · usually every 3 weeks",
        "",
        "          10 weeks without contact",
        "  14 Sep  ● tea + plums from her garden. Gave her the photo book",
        "          6 weeks without contact",
        "   2 Aug  ● called, she forgot I'd called on fri.",
        "  31 Jul  ● call: her sister mum says hi (wrong gerda, haha)",
        "   5 Jul  ● ask: can she watch the cat in Aug? → yes!",
    ]
    assert "  30 Jun  ○ note to self: buys only Jacobs coffee" in lines
    assert lines[-2:] == ["", "● contact   ○ mention, try or note"]


@pytest.mark.usefixtures("designed")
def test_the_show_of_outputs(netnotes: Callable[..., Answer]) -> None:
    """What was last spoken of, what is open, the facts, the free text, the path; a blank line between them."""
    lines = netnotes(f"show lena --today {TODAY}").lines
    assert lines[1:6] == [
        "the one I call first",
        "",
        "  15 Nov   coffee, she's quitting in jan. wants to retrain as midwife",
        "   9 Nov   wa, sent pics of the flat",
        "   1 Nov   lunch w/ Paolo + Priya at Markthalle, loud",
    ]
    assert "  ahead    Nikolaus dinner at hers (Sat 5 Dec)" in lines
    assert "  birthday 28 March" in lines
    assert lines[-4:] == ["", "godmother of Theo. Peanut allergy!!", "", "people/Lena Vogt.md"]


def test_a_quiet_day(netnotes: Callable[..., Answer], vault: VaultFolder) -> None:
    """Nothing to do is one sentence, with the next thing that comes, if one comes."""
    vault.person("Yuki Nakamura 中村", circle="steady", birthday="1988-11-25", log=["2026-11-01 lunch"])
    quiet = "Nothing is waiting today."
    for day, said in (
        ("2026-11-10", ["Tuesday 10 November", "", quiet]),
        ("2026-11-12", ["Thursday 12 November", "", f"{quiet} On Wed 25 Nov Yuki Nakamura 中村 turns 38."]),
        ("2026-11-23", ["Monday 23 November", "", f"{quiet} On Wednesday Yuki Nakamura 中村 turns 38."]),
        ("2026-11-24", ["Tuesday 24 November", "", f"{quiet} Tomorrow Yuki Nakamura 中村 turns 38."]),
        ("2026-11-26", ["Thursday 26 November", "", quiet]),
    ):
        assert netnotes(f"agenda --today {day}").lines == said
    vault.person("Bo", circle="steady", birthday="11-28", log=["2026-11-01 lunch"])
    assert netnotes("agenda --today 2026-11-23").lines == [
        "Monday 23 November", "", quiet, "", "Coming up",
        "  Wed 25 Nov         Yuki Nakamura 中村 turns 38",
        "  Sat 28 Nov         Bo's birthday",
    ]  # fmt: skip


def test_an_empty_vault(netnotes: Callable[..., Answer], vault: VaultFolder) -> None:
    """The first words say what makes a person; the other answers are empty, and no error."""
    first = ["No people here yet. A note in a folder called people is a person; so is one", "tagged #person."]
    assert netnotes(f"agenda --today {TODAY}").lines[-3:] == ["", *first]
    vault.write("shopping.md", "- milk\n")
    assert netnotes(f"agenda --today {TODAY}").lines[-3:] == ["", *first]
    for command in ("overdue", "list", "overdue --format json", "list --format json"):
        answer = netnotes(command)
        assert (answer.stdout.strip("[]\n"), answer.exit_code) == ("", 0)
    assert netnotes("check").stdout == "1 note read, nothing to mend.\n"


def test_the_first_day_in_an_old_vault(netnotes: Callable[..., Answer], vault: VaultFolder) -> None:
    """Where nobody has a rhythm: what is coming, how many people there are, and how to begin."""
    vault.person("Ines Vidal", birthday="11-28", log=["2026-03-01 call"])
    for number in range(4):
        vault.person(f"Bo {number}")
    assert netnotes(f"agenda --today {TODAY}").lines[:7] == [
        "Tuesday 24 November",
        "",
        "Coming up",
        "  Sat 28 Nov         Ines Vidal's birthday",
        "",
        "5 people, 1 with a last contact on record, none with a rhythm yet.",
        "Give the five who matter most a circle: netnotes keep WHO --circle inner",
    ]
    vault.person("Bo 0", circle="inner")
    assert "circle" not in netnotes(f"agenda --today {TODAY}").stdout


def test_markdown(netnotes: Callable[..., Answer], vault: VaultFolder) -> None:
    """agenda, overdue and timeline as a note: headings, links that editors follow, nothing that Markdown obeys."""
    vault.person(
        "Ada Lovelace", circle="close", channel="letters", hook="the <b>engine</b>",
        log=["2026-09-20 lunch: *stars* | <b>", "2026-11-27 dinner at hers", "2025-12-24 call: merry"],
        path="people/ada.md",
    )  # fmt: skip
    vault.person("Bo", circle="close", channel="by phone", hook="chess_set", log=["2026-09-20 call"])
    agenda = netnotes(f"agenda --today {TODAY} --format md").stdout
    assert agenda == (
        "# Tuesday 24 November\n\n## Turn to\n\n- [[people/Bo|Bo]], 9 weeks: chess\\_set\n  by phone\n\n"
        "## Coming up\n\n- Fri 27 Nov: [[people/ada|Ada Lovelace]]: dinner at hers\n"
    )
    overdue = netnotes(f"overdue --today {TODAY} --format md").stdout
    assert overdue.startswith(
        "| Who | Rhythm | Late | Last spoken of |\n|---|---|---|---|\n| [[people/ada\\|Ada Lovelace]] |"
    )
    assert "| every 6 weeks | 3 weeks late | \\*stars\\* \\| \\<b\\> |\n" in overdue
    timeline = netnotes(f"timeline ada --today {TODAY} --format md").stdout
    assert timeline == (
        "# Ada Lovelace\n\nclose, every 6 weeks\n\n"
        "- 2026-11-27 ○ dinner at hers\n"
        "- 2026-09-20 ● lunch: \\*stars\\* \\| \\<b\\>\n"
        "- *9 months without contact*\n- 2025-12-24 ● call: merry\n"
    )


def test_markdown_of_nothing(netnotes: Callable[..., Answer], vault: VaultFolder) -> None:
    """Nothing to do and nobody late are said, so that a note made by cron is not empty."""
    vault.person("Ada", circle="close", log=["2026-11-20 lunch"])
    assert netnotes(f"agenda --today {TODAY} --format md").stdout == "# Tuesday 24 November\n\nNothing is waiting.\n"
    assert netnotes(f"overdue --today {TODAY} --format md").stdout == "Nobody is late.\n"
    days = netnotes(f"agenda --today {TODAY} --days 2 --format md").stdout
    assert days == "# Tuesday 24 November\n\nNothing is waiting.\n\n# Wednesday 25 November\n\nNothing is waiting.\n"


def test_markdown_of_the_example_is_tidy(netnotes: Callable[..., Answer], vault: VaultFolder) -> None:
    """Never two blank lines, never a blank at a line's end, one newline at the end."""
    shutil.copytree(Path(__file__).resolve().parents[1] / "example-vault", vault.path, dirs_exist_ok=True)
    for command in (
        "agenda",
        "agenda --days 9 --all",
        "overdue",
        "timeline ada",
        "timeline bayes",
        "timeline gutenberg",
    ):
        written = netnotes(f"{command} --today {TODAY} --format md").stdout
        assert "\n\n\n" not in written
        assert " \n" not in written
        assert written.strip("\n") + "\n" == written


def test_the_review_of_outputs(designed: VaultFolder, netnotes: Callable[..., Answer]) -> None:
    """One screen, but for a question of nobody's gender; six people, four due and two new."""
    for note in (DESIGNED / "daily").iterdir():
        designed.write(f"daily/{note.name}", note.read_bytes())
    shown = netnotes(f"review --today {TODAY}", env={"COLUMNS": "80", "XDG_STATE_HOME": "/nowhere/at/all"}).lines
    page = (DESIGNED.parent / "OUTPUTS.md").read_text(encoding="utf-8")
    screen = page.partition("## review (one screen)")[2].split("```")[1].strip("\n").split("\n")
    # The line says "mum", a link of hers; the example has her name.
    last = [line.replace("sister mum says", "sister Mama says") for line in shown]
    assert last[: len(screen) - 3] == screen[:-3]
    assert shown[len(screen) - 3] == "What would they be glad to hear?"
