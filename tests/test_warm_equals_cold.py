"""LAW 8: the index never changes an answer, whatever happens to the vault and whatever day it is.

Random histories first, then the histories that once broke the law, each by its name. `NETNOTES_LONG=1` looks longer.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from histories import (
    DAMAGES,
    FAMILIES,
    FIELDS,
    FOLDERS,
    NAMES,
    PATHS,
    SETTINGS,
    TARGETS,
    TICK_SECONDS,
    TODAYS,
    History,
    fields,
    lines,
    names,
    texts,
    texts_of_days,
)
from hypothesis import HealthCheck, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from netnotes.vault import refresh

LONG = bool(os.environ.get("NETNOTES_LONG"))
SUBSTITUTES = (("Ada", "Ann"), ("Ann", "Ada"), ("Bo", "bo"), ("-01-", "-02-"), ("lunch", "hunch"))
CALLS = ("name", "name", "aliases", "slug")
places = st.integers(0, 15)
some_texts = texts | texts_of_days


def is_dated(path: str) -> bool:
    """Whether the name of a note holds a date, or its folder holds meetings."""
    return re.search(r"2026|Meetings", path) is not None


@pytest.fixture(autouse=True, scope="module")
def _short_tick() -> Iterator[None]:
    """Trust fingerprints after milliseconds: every file system of today ticks faster than the two seconds of FAT.

    With the real span, every note of a history would be too young to be trusted, and half the law untried.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(refresh, "TICK_NS", int(TICK_SECONDS * 1e9))
        yield


@pytest.fixture
def history(tmp_path: Path) -> History:
    """An empty vault, to be changed step by step."""
    return History(tmp_path)


class Histories(RuleBasedStateMachine):
    """Every way in which a vault changes. A place picks one of the notes or folders that are there."""

    def __init__(self) -> None:
        """Begin with an empty folder."""
        super().__init__()
        self.home = tempfile.TemporaryDirectory(prefix="netnotes-warm-")
        self.history = History(Path(self.home.name))
        self.unasked = 0
        self.names, self.targets, self.paths = list(NAMES), list(TARGETS), list(PATHS)

    def teardown(self) -> None:
        """Leave nothing behind."""
        self.home.cleanup()

    def _do(self, step: str, *values: object, **options: object) -> None:
        """Take one step of the history, told in full if the test fails; ask after each second one at the latest."""
        said = ", ".join([*map(repr, values), *(f"{key}={value!r}" for key, value in options.items())])
        note(f"history.{step}({said})")
        getattr(self.history, step)(*values, **options)
        self.unasked += 1
        if self.unasked > 1:
            self.ask()

    def _note(self, place: int) -> str:
        notes = self.history.notes()
        return notes[place % len(notes)] if notes else self._path(place)

    def _folder(self, place: int) -> str:
        folders = self.history.folders()
        return folders[place % len(folders)] if folders else "people"

    def _path(self, place: int) -> str:
        return self.paths[place % len(self.paths)]

    def _said(self, text: str) -> str:
        """*text* with the names and targets of this history."""
        words = {"n": self.names, "t": self.targets}
        return re.sub(r"<([nt])(\d)>", lambda found: words[found[1]][int(found[2])], text)

    @initialize(
        names=st.lists(st.sampled_from(NAMES), min_size=3, max_size=3),
        linked=st.lists(st.sampled_from(TARGETS), min_size=3, max_size=3),
        paths=st.sampled_from(FAMILIES).flatmap(st.permutations),
        count=st.integers(2, 7),
        data=st.data(),
    )
    def begin(self, names: list[str], linked: list[str], paths: list[str], count: int, data: st.DataObject) -> None:
        """A few notes to begin with; half of the links lead to them, to people's first."""
        bare = [path[:-3] for path in sorted(paths, key=is_dated)]
        self.names, self.paths = names, list(paths)
        self.targets = [bare[0], *(path.rpartition("/")[2] for path in bare[:2]), *linked]
        for path in paths[:count]:
            text = self._said(data.draw(texts_of_days if is_dated(path) else texts))
            note(f"history.write({path!r}, {text!r})")
            self.history.write(path, text)
        self.ask()

    @precondition(lambda self: self.unasked)
    @rule()
    def ask(self) -> None:
        """The law itself."""
        note("history.compare()")
        self.unasked = 0
        self.history.compare()

    @rule(place=places, text=some_texts, keep_time=st.booleans())
    def write(self, place: int, text: str, keep_time: bool) -> None:
        """Another text for a note, or for one that is gone."""
        self._do("write", self._path(place), self._said(text), keep_time=keep_time)

    @rule(path=st.sampled_from(PATHS), text=some_texts)
    def write_new(self, path: str, text: str) -> None:
        """A note at a path of which nothing was known."""
        self.paths.append(path)
        self._do("write", path, self._said(text))

    @rule(place=places, field=fields, keep_time=st.booleans())
    def set_key(self, place: int, field: tuple[str, str], keep_time: bool) -> None:
        """A field of a note."""
        self._do("set_key", self._note(place), *map(self._said, field), keep_time=keep_time)

    @rule(place=places, key=st.sampled_from(sorted(FIELDS)))
    def drop_key(self, place: int, key: str) -> None:
        """A field less."""
        self._do("set_key", self._note(place), key, None)

    @rule(one=places, other=places, field=names.flatmap(lambda name: st.tuples(st.sampled_from(CALLS), st.just(name))))
    def hand_over(self, one: int, other: int, field: tuple[str, str]) -> None:
        """A name or alias that is somebody else's from now on."""
        key, name = map(self._said, field)
        self._do("set_key", self._note(one), key, None)
        self._do("set_key", self._note(other), key, name)

    @rule(place=places, line=lines)
    def append(self, place: int, line: str) -> None:
        """A line more."""
        self._do("append", self._note(place), self._said(line))

    @rule(place=places, number=st.integers(0, 9))
    def drop_line(self, place: int, number: int) -> None:
        """A line less."""
        self._do("drop_line", self._note(place), number)

    @rule(place=places, words=st.sampled_from(SUBSTITUTES))
    def substitute(self, place: int, words: tuple[str, str]) -> None:
        """Other bytes of the same size, with the same time."""
        self._do("substitute", self._note(place), *words)

    @rule(place=places, how=st.sampled_from(DAMAGES))
    def damage(self, place: int, how: bytes) -> None:
        """A note that cannot be read."""
        self._do("damage", self._note(place), how)

    @precondition(lambda self: self.history.sound)
    @rule(place=places)
    def mend(self, place: int) -> None:
        """And that can be read again."""
        damaged = sorted(self.history.sound)
        self._do("mend", damaged[place % len(damaged)])

    @rule(place=places, day=st.sampled_from((1, 20_000, 40_000)))
    def touch(self, place: int, day: int) -> None:
        """Another time and nothing else."""
        self._do("touch", self._note(place), day)

    @rule(place=places, text=some_texts, step=st.sampled_from(("replace", "recreate")))
    def save(self, place: int, text: str, step: str) -> None:
        """A new file in the place of the old."""
        self._do(step, self._note(place), self._said(text))

    @rule(place=places, to=places)
    def move(self, place: int, to: int) -> None:
        """Another name for a note."""
        self._do("move", self._note(place), self._path(to))

    @rule(place=places, path=st.sampled_from(FOLDERS))
    def move_folder(self, place: int, path: str) -> None:
        """Another name for a folder."""
        self._do("move", self._folder(place), path)

    @rule(one=places, other=places, folders=st.booleans())
    def exchange(self, one: int, other: int, folders: bool) -> None:
        """Two notes or folders that swap names."""
        pick = self._folder if folders else self._note
        self._do("exchange", pick(one), pick(other))

    @rule(place=places)
    def remove(self, place: int) -> None:
        """A note less."""
        self._do("remove", self._note(place))

    @rule(place=places)
    def remove_folder(self, place: int) -> None:
        """A folder less."""
        self._do("remove", self._folder(place))

    @rule(place=places, to=places, hard=st.booleans())
    def link(self, place: int, to: int, hard: bool) -> None:
        """A link to a note that is there."""
        self._do("link", self._path(place), self._note(to), hard=hard)

    @rule(place=places, to=st.sampled_from((*PATHS, *FOLDERS, "../outside.md")))
    def link_anywhere(self, place: int, to: str) -> None:
        """A link to whatever may be there."""
        self._do("link", self._path(place), to)

    @rule(place=places, to=st.sampled_from(FOLDERS))
    def leave_a_link(self, place: int, to: str) -> None:
        """A folder that moves and leaves a link behind."""
        folder = self._folder(place)
        self._do("move", folder, to)
        if not (self.history.root / folder).exists():
            self._do("link", folder, to)

    @rule(place=places, what=st.sampled_from(("folder", "pipe", "huge", "locked", "open")))
    def become(self, place: int, what: str) -> None:
        """Something else under the name of a note."""
        self._do("become", self._note(place), what)

    @rule(place=places, what=st.sampled_from(("locked", "blind", "open")))
    def shut_folder(self, place: int, what: str) -> None:
        """A folder that cannot be entered, or not be listed, or that can again."""
        self._do("become", self._folder(place), what)

    @rule(text=st.sampled_from(SETTINGS))
    def settings(self, text: str | None) -> None:
        """Other settings, or none."""
        self._do("settings", text)

    @rule(day=st.sampled_from(TODAYS))
    def on(self, day: str) -> None:
        """Another day."""
        note(f"history.today = {day!r}")
        self.history.today = day
        self.unasked += 1

    @rule()
    def wait(self) -> None:
        """Time enough for fingerprints to be trusted."""
        note("history.wait()")
        self.history.wait()


TestHistories = Histories.TestCase
TestHistories.settings = settings(
    max_examples=1200 if LONG else 50,
    stateful_step_count=25 if LONG else 15,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)


def test_a_person_by_folder_who_says_so_alone(history: History) -> None:
    """A note in somebody's folder that begins to say `type: person` is found by the links that named it before."""
    history.write("people/ada.md", "\n")
    history.write("people/ada/notes.md", "\n")
    history.write("people/bo.md", "- 2026-01-05 lunch with [[notes]]\n")
    history.compare()
    history.write("people/ada/notes.md", "---\ntype: person\n---\n")
    history.compare()


@pytest.mark.parametrize("target", ["people/ada/", "ada/.", "./ada/../ada/", "../people/ada/x/.."])
def test_a_path_that_ends_in_nothing(history: History, target: str) -> None:
    """A link by a path whose last part is no name finds the note that comes later."""
    history.write("people/bo.md", f"- 2026-01-05 lunch with [[{target}]]\n")
    history.compare()
    history.write("people/ada.md", "\n")
    history.compare()


def test_a_folder_that_becomes_a_person(history: History) -> None:
    """`[[..]]` is the folder above, and a person once there is a note of its name."""
    history.write("people/team/bo/bo.md", "---\ntype: person\n---\n- 2026-01-05 lunch with [[..]]\n")
    history.compare()
    history.write("people/team.md", "\n")
    history.compare()


def test_a_sign_that_folds_to_a_slash(history: History) -> None:
    """A full-width slash in a link is a slash in another Unicode form."""
    history.write("people/bo.md", "- 2026-01-05 lunch with [[a\uff0fb]]\n")
    history.compare()
    history.write("people/a/b.md", "\n")
    history.compare()


def test_a_plain_name_that_ends_like_a_file(history: History) -> None:
    """A plain name is a name, `.md` and all."""
    history.write("people/ann.md", "- 2026-01-05 lunch with Bo.md: art\n")
    history.write("people/cy.md", "\n")
    history.compare()
    history.set_key("people/cy.md", "name", "Bo.md")
    history.compare()


def test_a_plain_name_that_is_linked_too(history: History) -> None:
    """What reads as a plain name at first, and then is nobody's, may be linked in the same line."""
    history.write("people/ann.md", "- 2026-01-05 lunch with ada/notes: saw [[ada/notes]]\n")
    history.compare()
    history.write("people/ada/notes.md", "\n")
    history.compare()


@pytest.mark.parametrize("table", ["kinds", "keys"])
def test_settings_in_another_order(history: History, table: str) -> None:
    """Where two settings meet, the later one decides: their order is part of what they say."""
    rows = {"kinds": ("Anruf = 'ring'", "ring = 'call'"), "keys": ("'Met On' = 'met'", "met_on = 'snooze'")}[table]
    history.write("people/ada.md", "---\nMet On: 2026-01-05\n---\n- 2026-01-05 Anruf: hm\n")
    history.settings("\n".join((f"[{table}]", *rows)))
    history.compare()
    history.settings("\n".join((f"[{table}]", *reversed(rows))))
    history.compare()


@pytest.mark.parametrize("to", [".hidden", "../outside"])
def test_a_link_whose_way_leads_elsewhere(history: History, to: str) -> None:
    """A link to a note is a double only as long as the note is seen, though it is the same file as before."""
    history.write("notes/ada.md", "- 2026-01-05 lunch\n")
    history.link("people/ada.md", "notes/ada.md")
    history.wait()
    history.compare()
    history.move("notes", to)
    history.link("notes", to)
    history.compare()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is closed to root")
def test_a_link_into_a_folder_that_is_closed(history: History) -> None:
    """A link is no double while the folder of its note cannot be listed."""
    history.write("notes/ada.md", "- 2026-01-05 lunch\n")
    history.link("people/ada.md", "notes/ada.md")
    history.wait()
    history.compare()
    (history.root / "notes").chmod(0o300)
    history.compare()
    (history.root / "notes").chmod(0o700)
    history.compare()


@pytest.mark.parametrize("path", ["people/{}.md", "people/{}/ada.md"])
def test_two_names_that_would_be_shown_alike(history: History, path: str) -> None:
    """A name that is no UTF-8 and one that spells it out are two notes."""
    paths = path.format("\udce9"), path.format("\\xe9").replace("ada", "bo")
    for path in paths:
        history.write(path, f"- 2026-01-05 lunch at {path.encode(errors='replace').decode()}\n")
    for path in (*paths, *reversed(paths)):
        history.compare()
        history.wait()
        history.append(path, "- 2026-01-06 call")
        history.compare()


@pytest.mark.parametrize("texts", [("---\nname: [\n---\n", "\n"), ("\n", "---\nname: [\n---\n")])
def test_the_owner_of_a_dated_note_who_breaks_or_mends(history: History, texts: tuple[str, str]) -> None:
    """The note that owns a folder owns it broken too, but the days in the folder are nobody's until it is mended."""
    history.write("people/ada/2026-02-05.md", "\n")
    for text in texts:
        history.write("people/ada.md", text)
        history.compare()


def test_the_owner_of_a_dated_note_who_becomes_a_person(history: History) -> None:
    """A note in somebody's folder owns its own, and the days there are its person's once it is one."""
    history.write("people/ada.md", "\n")
    history.write("people/ada/bo.md", "\n")
    history.write("people/ada/bo/2026-02-05.md", "\n")
    history.compare()
    history.write("people/ada/bo.md", "---\ntype: person\n---\n")
    history.compare()


def test_a_link_in_the_title_of_a_dated_note(history: History) -> None:
    """The title is the text of the interaction, so that its links are said by name like those of a line."""
    history.write("people/ada.md", "\n")
    history.write("2026-01-05.md", "---\npeople: ada\ntitle: On [[bo]]\n---\n")
    history.compare()
    history.write("people/bo.md", "---\nname: Bo Diddley\n---\n")
    history.compare()


def test_the_last_contact_of_a_household(history: History) -> None:
    """Where one line is the last of several in a household, whose part in it is told hangs on no order of reading."""
    history.write("people/bo.md", "---\nhousehold: home\n---\n")
    history.compare()
    history.write("people/ada.md", "---\nhousehold: home\n---\n")
    history.write("2026-01-05.md", "- lunch with [[ada]]: hm (person:: [[bo]])\n")
    history.compare()


def test_what_a_look_finds_equally_often(history: History) -> None:
    """What `init` counts in a folder of notes stands in an order of its own, not in that of reading."""
    history.write("people/bo.md", "---\ncircle: close\ntouch: [x]\n---\n")
    history.compare()
    history.write("people/ada.md", "---\ntype: person\ncadence: 1 week\ncolour: [x]\n---\n")
    history.compare()


def test_a_person_who_goes_as_the_settings_change(history: History) -> None:
    """Linking everything anew forgets those who are gone, too."""
    history.write("people/ada.md", "\n")
    history.compare()
    history.remove("people/ada.md")
    history.settings("journal = 'contact'")
    history.compare()


@pytest.mark.parametrize("line", ["like old times: [[bo]]", "chess with nobody: hm"])
def test_the_lines_of_one_who_is_no_person_any_more(history: History, line: str) -> None:
    """What `explain` says of the lines of a note in somebody's folder hangs on no time when it was a person's."""
    history.write("people/ada/notes.md", f"- 2026-01-05 {line}\n")
    history.write("people/bo.md", "---\nname: Bo\naliases: [bo]\n---\n")
    history.compare()
    history.write("people/ada.md", "\n")
    history.compare()


LINKED = {
    "people/ada.md": "---\nname: Ada L\naliases: [Countess]\ncadence: 1 week\n---\n",
    "people/bo.md": "---\naliases: [Bobby]\nhousehold: home\n---\n",
    "2026-01-05.md": "- lunch with [[Ada L]]: [[Bobby]]\n[[Countess]]\n- tea with Countess and [[bo]]\n  - [[ada]]\n",
    "daily/2026-01-06 Lunch with Countess and Bo.md": "\n",
    "daily/2026-01-20.md": "---\npeople: [Ada L, '[[../people/bo]]']\n---\n- met (person:: [[Countess]])\n",
    "daily/2026-02-07.md": "- dinner with [[Bobby]] and [[ada]]\n- [ ] call [[ada]] and [[bo]], due 2026-02-03\n",
    "projects/x.md": "- [ ] write [[Countess]], due 2026-02-02\n- [ ] ask [[Bobby]], due 2026-02-02\n",
    "m.md": "---\ndate: 2026-01-30\nattendees: [Countess, bo]\n---\n",
}
# What is done to the notes of LINKED, step by step; each step changes what some dated note comes to.
FOLLOWED: dict[str, tuple[tuple[Any, ...], ...]] = {
    "a name": (("substitute", "people/ada.md", "Ada L", "Ada K"), ("set_key", "people/ada.md", "name", "Ada L")),
    "an alias": (("set_key", "people/ada.md", "aliases", "Lady"), ("set_key", "people/ada.md", "aliases", "Countess")),
    "an alias passed on": (
        ("set_key", "people/ada.md", "aliases", None), ("set_key", "people/bo.md", "aliases", "[Countess, Bobby]"),
        ("append", "people/ada.md", "aliases:: Countess"), ("set_key", "people/bo.md", "aliases", "Bobby"),
    ),
    "a namesake": (
        ("write", "people/cy.md", "---\nname: Ada L\naliases: [Countess, Bobby]\n---\n"),
        ("set_key", "people/cy.md", "aliases", None), ("write", "people/x/bo.md", ""), ("remove", "people/cy.md"),
        ("remove", "people/x/bo.md"),
    ),
    "a file's name": (("move", "people/bo.md", "people/cy.md"), ("move", "people/ada.md", "people/bo.md")),
    "a namesake that is nobody": (("write", "Bobby.md", ""), ("append", "Bobby.md", "#person"), ("remove", "Bobby.md")),
    "a person no more": (
        ("set_key", "people/bo.md", "type", "company"), ("set_key", "people/bo.md", "type", None),
        ("damage", "people/ada.md", DAMAGES[2]), ("mend", "people/ada.md"), ("move", "people/bo.md", "templates/bo.md"),
    ),
    "a folder of people": (("move", "people", "folk"), ("move", "folk", "people")),
    "a dated note that moves": (
        ("move", "daily/2026-01-20.md", "people/bo/x/2026-01-21.md"), ("move", "people/bo", "people/ada"),
        ("move", "people/ada/x/2026-01-21.md", "2026-01-21.md"), ("move", "2026-01-05.md", "n.md"),
        ("set_key", "n.md", "date", "2026-01-05"), ("append", "n.md", "people:: Bobby"),
    ),
    "names in a file's name": (
        ("move", "daily/2026-01-06 Lunch with Countess and Bo.md", "2026-01-06 Lunch with Bobby.md"),
        ("set_key", "people/bo.md", "aliases", "[Lunch with Bobby]"), ("set_key", "people/ada.md", "aliases", "Bobby"),
    ),
    "a folder that becomes a person's": (
        ("write", "daily.md", "---\ntype: person\n---\n"), ("set_key", "daily.md", "type", None),
        ("write", "daily/index.md", "#person"), ("move", "daily", "people/bo"), ("remove", "people/bo.md"),
    ),
    "no dated note any more": (
        ("append", "2026-01-05.md", "# {{x}}"), ("drop_line", "2026-01-05.md", -1), ("set_key", "m.md", "date", None),
        ("append", "m.md", "date:: 2026-01-29"), ("set_key", "daily/2026-02-07.md", "type", "person"),
    ),
    "settings": (
        ("settings", "journal = 'contact'"), ("settings", "journal = 'mentions'"), ("settings", "people = ['folk/**']"),
        ("settings", "ignore = ['daily/*']"), ("settings", "not-log = ['x']\n[keys]\nattendees = 'why'"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", FOLLOWED)
def test_dated_notes_follow(history: History, what: str) -> None:
    """Links, names and folders of dated notes are settled anew, whatever of them changes elsewhere."""
    for path, text in LINKED.items():
        history.write(path, text)
    answers = [history.compare()]
    for step, *values in FOLLOWED[what]:
        history.wait()
        getattr(history, step)(*values)
        answers.append(history.compare())
        assert answers[-1] != answers[-2], f"{step} {values} changes nothing"


def test_a_person_goes_while_the_settings_change(history: History) -> None:
    """Whoever is gone is gone, also when everybody's links are settled anew at the same time."""
    history.write("people/ada.md", "\n")
    history.write("people/bo.md", "\n")
    history.compare()
    history.remove("people/ada.md")
    history.settings("journal = 'mentions'\n")
    history.compare()


def test_a_folder_whose_owner_becomes_a_person(history: History) -> None:
    """A dated note is somebody's as soon as the note that owns its folder is a person's."""
    for path in ("people/ada.md", "people/ada/x.md", "people/ada/x/2026-01-20.md"):
        history.write(path, "\n")
    history.compare()
    history.remove("people/ada.md")
    history.compare()
    history.write("people/ada/x.md", "---\ntype: company\n---\n")
    history.compare()
    history.write("people/ada/x.md", "---\nname: [\n---\n")
    history.compare()
    history.write("people/ada/x.md", "---\ntype: person\n---\n")
    history.compare()
