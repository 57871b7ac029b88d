"""New people: what `met`, a first contact, `keep`, `snooze` and `let-go` make of the agenda (PRODUCT, New)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import Answer, VaultFolder

Run = Callable[..., Answer]

# Commands of days of November and later, then days and what stands under New on each: with the defaults the
# follow-up is due after 3 days, a decision after 14, and after 90 nobody asks.
MET = "1 met 'Jo Doe' --at 'the fair'"
FOLLOW_UP, DECIDE, NOTHING, COUNTED = "follow-up", "decide", "", "counted"
CASES = [
    ("met, and not yet due", [MET], {"2026-11-01": NOTHING, "2026-11-03": NOTHING}),
    ("a follow-up from the third day", [MET], {"2026-11-04": FOLLOW_UP, "2026-11-14": FOLLOW_UP}),
    ("a decision from the fourteenth", [MET], {"2026-11-15": DECIDE, "2027-01-30": DECIDE}),
    ("counted after ninety days", [MET], {"2027-01-31": COUNTED}),
    ("a contact fulfils the follow-up", [MET, "2 log 'Jo Doe' 'wrote to him' --kind email --out"],
     {"2026-11-02": DECIDE, "2026-11-04": DECIDE}),
    ("contact on that day does not", [MET, "1 log 'Jo Doe' 'drinks after it' --kind drinks"],
     {"2026-11-02": NOTHING, "2026-11-04": FOLLOW_UP}),
    ("a try does not", [MET, "2 log 'Jo Doe' voicemail"], {"2026-11-04": FOLLOW_UP}),
    ("a note does not", [MET, "2 log 'Jo Doe' 'left-handed' --kind note"], {"2026-11-04": FOLLOW_UP}),
    ("kept in a circle", [MET, "5 keep 'Jo Doe' --circle steady"], {"2026-11-05": NOTHING, "2026-11-20": NOTHING}),
    ("kept at a rhythm", [MET, "5 keep 'Jo Doe' --cadence '3 months'"], {"2026-11-05": NOTHING, "2026-11-20": NOTHING}),
    ("never is an answer", [MET, "5 keep 'Jo Doe' --cadence never"], {"2026-11-05": NOTHING, "2026-11-20": NOTHING}),
    ("put off, then asked again", [MET, "5 snooze 'Jo Doe' '2 weeks'"],
     {"2026-11-05": NOTHING, "2026-11-18": NOTHING, "2026-11-19": DECIDE}),
    ("put off for some days", [MET, "4 snooze 'Jo Doe' 3d"], {"2026-11-06": NOTHING, "2026-11-07": FOLLOW_UP}),
    ("let go", [MET, "5 let-go 'Jo Doe'"], {"2026-11-05": NOTHING, "2027-02-01": NOTHING}),
    ("let go and kept after all", [MET, "5 let-go 'Jo Doe'", "6 keep 'Jo Doe' --circle wide"], {"2026-11-06": NOTHING}),
    ("paused", [MET, "5 pause 'Jo Doe' --until 2026-11-20"], {"2026-11-05": NOTHING, "2026-11-20": DECIDE}),
    ("taken back", [MET, "5 keep 'Jo Doe' --circle steady", "5 undo"], {"2026-11-05": FOLLOW_UP}),
    ("a wish come true", ["1 new 'Jo Doe' --status wish", MET], {"2026-11-04": FOLLOW_UP}),
    ("a card taken out of the drawer", ["1 new 'Jo Doe' --status card", MET], {"2026-11-04": FOLLOW_UP}),
    ("a card in the drawer", ["1 new 'Jo Doe' --status card"], {"2026-11-04": NOTHING}),
    ("written down by hand", ["1 new 'Jo Doe'", "1 log 'Jo Doe' 'on the stairs' --kind met"],
     {"2026-11-03": NOTHING, "2026-11-04": FOLLOW_UP, "2026-11-15": DECIDE}),
]  # fmt: skip


@pytest.mark.parametrize(("commands", "days"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_from_a_meeting_to_a_decision(
    vault: VaultFolder, netnotes: Run, commands: list[str], days: dict[str, str]
) -> None:
    """What was done on days of November, and what the agenda asks for on the days after."""
    vault.write("netnotes.toml")
    for line in commands:
        day, _, command = line.partition(" ")
        done = netnotes(f"{command} {'' if command == 'undo' else f'--today 2026-11-{int(day):02}'}")
        assert done.exit_code == 0, (line, done.stderr)
    for today, expected in days.items():
        answer = netnotes(f"agenda --today {today} --format json").json()
        new = [row["what"] for row in answer["new"]]
        assert (new or ([COUNTED] if answer["left_out"]["new"] else [NOTHING])) == [expected], today


def test_the_meeting_says_when_to_follow_up(vault: VaultFolder, netnotes: Run) -> None:
    """`met` names the day on which the agenda will ask, and that day it does, with the place."""
    vault.write("netnotes.toml")
    assert "Follow up by 4 November." in netnotes("met 'Jo Doe' --at 'the fair' --today 2026-11-01").stdout
    assert "  Jo Doe             met 1 Nov at the fair" in netnotes("agenda --today 2026-11-04").lines
    assert (
        "  Jo Doe             met 1 Nov at the fair; keep, later or let go?"
        in netnotes("agenda --today 2026-11-15").lines
    )


@pytest.mark.parametrize(("room", "shown"), [(0, []), (1, ["A"]), (2, ["A", "B"]), (9, ["A", "B", "C", "D"])])
def test_so_many_new_people_at_once(vault: VaultFolder, netnotes: Run, room: int, shown: list[str]) -> None:
    """Of follow-ups and of decisions the oldest so many stand there, the rest are counted, and `--all` shows them."""
    vault.write("netnotes.toml", f"[agenda]\nnew-people = {room}\n")
    for place, name in enumerate("ABCD"):
        vault.person(name, met=f"2026-11-{10 + place:02}")
        vault.person(f"Old {name}", met=f"2026-10-{10 + place:02}")
    answer = netnotes("agenda --today 2026-11-20 --format json").json()
    for what, before in (("follow-up", ""), ("decide", "Old ")):
        found = [row["name"] for row in answer["new"] if row["what"] == what]
        assert found == [before + name for name in shown]
    assert answer["left_out"]["new"] == 2 * (4 - len(shown))
    assert len(netnotes("agenda --all --today 2026-11-20 --format json").json()["new"]) == 8


def test_each_answer_makes_room_for_the_next(vault: VaultFolder, netnotes: Run) -> None:
    """Whoever is kept, put off or let go makes room: the loop closes, and nobody is left waiting unseen."""
    vault.write("netnotes.toml", "[agenda]\nnew-people = 1\n")
    for place, name in enumerate(["Ana", "Bob", "Cem", "Dag"]):
        vault.person(name, met=f"2026-11-{1 + place:02}")
    asked = []
    for answer in ("keep Ana --circle wide", "snooze Bob '3 months'", "let-go Cem", "keep Dag --cadence never"):
        asked += [row["name"] for row in netnotes("agenda --today 2026-11-24 --format json").json()["new"]]
        assert netnotes(f"{answer} --today 2026-11-24").exit_code == 0
    assert asked == ["Ana", "Bob", "Cem", "Dag"]
    assert netnotes("agenda --today 2026-11-24 --format json").json()["new"] == []
