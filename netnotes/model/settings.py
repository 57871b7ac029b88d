"""What `netnotes.toml` can say, with its defaults (FORMAT, Settings)."""

from collections.abc import Mapping
from typing import NamedTuple

from netnotes.dates import Cadence
from netnotes.model.kinds import Kinds


class Circle(NamedTuple):
    """One circle: its cadence (None where it has none), as written, how many people, usual minutes."""

    name: str
    cadence: Cadence | None
    cadence_text: str | None
    people: int | None = None
    minutes: int | None = None


DEFAULT_CIRCLES = (
    Circle("inner", Cadence(2, "week"), "2 weeks", 5, 90),
    Circle("close", Cadence(6, "week"), "6 weeks", 15, 60),
    Circle("steady", Cadence(3, "month"), "3 months", 50, 30),
    Circle("wide", Cadence(1, "year"), "1 year", 150, 15),
)


# How a page may open a note.
OPENERS = ("file", "obsidian", "vscode", "none")


class AgendaSettings(NamedTuple):
    """How much an agenda shows; spans are cadences."""

    reach_out: int = 3
    follow_up: Cadence = Cadence(3, "day")
    decide: Cadence = Cadence(14, "day")
    forget: Cadence = Cadence(90, "day")
    new_people: int = 2
    ahead: Cadence = Cadence(2, "week")


class Settings(NamedTuple):
    """The settings of a vault. *circles* stand in order, innermost first; *opener* is how a page opens a note."""

    people: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    journal: str = "probably"
    why: str = ""
    log_headings: tuple[str, ...] = ()
    not_log: tuple[str, ...] = ()
    circles: tuple[Circle, ...] = DEFAULT_CIRCLES
    own_kinds: Mapping[str, int | str] = {}
    keys: Mapping[str, str] = {}
    agenda: AgendaSettings = AgendaSettings()
    hours_per_week: float = 3.0
    opener: str = "file"

    def kinds(self) -> Kinds:
        """The known kinds, the vault's own included."""
        return Kinds(self.own_kinds)

    def circle_called(self, text: str) -> str | None:
        """The circle that *text* names, whatever its case; None where there is none."""
        folded = text.strip().lower()
        return next((circle.name for circle in self.circles if circle.name.lower() == folded), None)

    def circle_rank(self, name: str | None) -> int:
        """0 for the innermost circle, and so on; the number of circles for no circle."""
        for rank, circle in enumerate(self.circles):
            if circle.name == name:
                return rank
        return len(self.circles)

    def reading_key(self) -> str:
        """All that decides how a note is read: another key means reading the notes anew."""
        return repr((
            self.people, self.ignore, self.log_headings, self.not_log,
            list(self.own_kinds.items()), list(self.keys.items()),
            [circle.name for circle in self.circles],
        ))  # fmt: skip

    def linking_key(self) -> str:
        """All that decides what follows from the notes together, beside *reading_key*."""
        return repr((self.circles, self.journal))
