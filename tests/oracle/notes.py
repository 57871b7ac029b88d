"""Writes a world as a vault: the documented format, in a style chosen at random."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

from .facts import Entry, Person, Settings, Task, World, Yearly
from .rules import fold

SYNONYMS = {
    "name": ["fullname"],
    "aliases": ["alias", "nickname"],
    "circle": ["tier"],
    "cadence": ["contact-frequency", "contact_cadence", "frequency"],
    "snooze": ["snooze_until", "prm-snooze-until"],
    "next-contact": ["next_contact", "next_followup", "next_contact_due"],
    "last-contact": ["last_contact", "lastContacted", "last_interaction"],
    "met": ["met_date", "first_met"],
    "birthday": ["bday", "BDAY", "birthdate"],
    "hook": ["contact_reason", "last_meaningful_topic"],
    "channel": ["preferred_channel"],
    "needs": ["i_can_help_them"],
}
LEDGER_WORDS = {
    "gave": ["gave", "lent", "gift", "treated", "helped"],
    "got": ["got", "borrowed"],
}
SEPARATORS = [": ", ": ", ": ", " \u2014 ", " \u2013 ", " - ", " | ", "\uff1a"]
HEADINGS = ["Log", "Interactions", "Contact log", "History", "timeline", "Conversations"]


class Writer:
    """Writes one vault; every line that an answer can name learns its number."""

    def __init__(self, world: World) -> None:
        """Take the world; its style decides everything that is a matter of taste."""
        self.world = world
        self.rng = Random(world.style)
        self.lines: list[str] = []

    def pick(self, *choices: str) -> str:
        """One of several ways to write the same."""
        return self.rng.choice(choices)

    def maybe(self, chance: float) -> bool:
        """True with this chance."""
        return self.rng.random() < chance

    def put(self, line: str) -> int:
        """Add a line to the note and tell its number."""
        self.lines.append(line)
        return len(self.lines)

    def note(self, person: Person) -> str:
        """The whole note."""
        self.lines = []
        self.frontmatter(person)
        if person.name_from == "heading":
            self.put(f"# {person.name}")
        if self.maybe(0.3):
            self.put("Two children. Hates to be called before ten.")
            self.put("")
        late = self.maybe(0.3)
        if not late:
            self.loose_tasks(person)
        self.log(person)
        if late:
            self.loose_tasks(person)
        return "\n".join(self.lines) + "\n"

    def frontmatter(self, person: Person) -> None:
        """The keys in any order, under any of their names."""
        entries = self.entries(person)
        if not entries:
            return
        self.rng.shuffle(entries)
        self.put("---")
        for key, value in entries:
            number = self.put(f"{self.spelled(key)}:{value}")
            self.lines[-1:] = self.lines[-1].split("\n")
            if key == "met":
                person.met_line = number
        self.put("---")
        if self.maybe(0.5):
            self.put("")

    def entries(self, person: Person) -> list[tuple[str, str]]:
        """Key and value, the value with what stands between it and the colon."""
        texts = {
            "name": person.name if person.name_from == "key" else None,
            "circle": person.circle or person.unknown_circle,
            "cadence": person.cadence.text if person.cadence else None,
            "paused-until": iso(person.paused_until),
            "snooze": iso(person.snooze),
            "next-contact": iso(person.next_contact),
            "last-contact": iso(person.last_contact),
            "met": iso(person.met) or person.met_partial,
            "birthday": self.birthday(person.birthday),
            "household": person.household,
            "hook": person.hook,
            "channel": person.channel,
            "aliases": person.alias,
        }
        entries = [(key, " " + self.quoted(text)) for key, text in texts.items() if text]
        entries += self.status(person)
        if person.needs:
            entries.append(("needs", self.listed(person.needs)))
        if person.dates:
            entries.append(("dates", self.table(person.dates)))
        if "/" not in person.path:
            entries.append(("type", " person") if self.maybe(0.5) else ("tags", " [person]"))
        return entries

    def spelled(self, key: str) -> str:
        """One of the names of a key, in one of its spellings."""
        if key in SYNONYMS and self.maybe(0.25):
            return self.rng.choice(SYNONYMS[key])
        if self.maybe(0.2):
            return self.pick(key.title(), key.replace("-", "_"), key.replace("-", " ").upper())
        return key

    def quoted(self, text: str) -> str:
        """A text as YAML, quoted where it must be and sometimes where it need not."""
        return f'"{text}"' if ": " in text or self.maybe(0.2) else text

    def listed(self, texts: list[str]) -> str:
        """A list, in brackets or one a line."""
        if self.maybe(0.5):
            return " [" + ", ".join(self.quoted(t) for t in texts) + "]"
        return "".join(f"\n  - {self.quoted(t)}" for t in texts)

    def table(self, dates: list[Yearly]) -> str:
        """A table of dates, in braces or one a line."""
        rows = [f"{d.label}: {d.year:04}-{d.month:02}-{d.day:02}" for d in dates]
        if self.maybe(0.4):
            return " {" + ", ".join(rows) + "}"
        return "".join(f"\n  {row}" for row in rows)

    def birthday(self, birthday: Yearly | None) -> str | None:
        """A birthday with its year, or in one of the forms without."""
        if birthday is None:
            return None
        day = f"{birthday.month:02}-{birthday.day:02}"
        if birthday.year is not None:
            return f"{birthday.year}-{day}"
        return self.pick(day, f"--{day}", f"1604-{day}")

    def status(self, person: Person) -> list[tuple[str, str]]:
        """The status, sometimes in the way of another vault."""
        others = {
            "active": [],
            "wish": [("status", " target")],
            "card": [("status", " collected")],
            "paused": [("prm-paused", " yes")],
            "do-not-contact": [("do_not_contact", " true")],
            "deceased": [("died", " 2020-03-01")],
        }
        other = others.get(person.status)
        if other is not None and (not other or self.maybe(0.2)):
            plain = person.status == "active" and self.maybe(0.1)
            return [("status", " active")] if plain else other
        return [("status", " " + person.status)]

    def loose_tasks(self, person: Person) -> None:
        """The tasks that stand under no dated line."""
        tasks = [task for task in person.tasks if task.under is None]
        if tasks and self.maybe(0.5):
            self.put("## To do")
        for task in tasks:
            task.line = self.put(f"{self.pick('-', '*')} {self.task(task)}")
        if tasks:
            self.put("")

    def task(self, task: Task) -> str:
        """A task without its bullet."""
        mark = {"open": self.pick(" ", " ", "/", "?"), "done": "x", "dropped": "-"}[task.state]
        text = ("" if task.mine else self.pick("waiting: ", "they: ")) + task.text
        if task.due is not None:
            forms = [", due {}", " due {}", " due:{}", " 📅 {}", " [due:: {}]", " (due {})"]
            text += self.rng.choice(forms).format(task.due)
        return f"[{mark}] {text}" + (f" ✅ {task.done}" if task.done else "")

    def log(self, person: Person) -> None:
        """The log, newest or oldest first, with or without a heading of its own."""
        if self.maybe(0.8):
            self.put(f"{self.pick('##', '##', '###')} {self.rng.choice(HEADINGS)}")
            if self.maybe(0.5):
                self.put("")
        bullet, dated = self.pick("-", "-", "*"), self.pick("{}", "{}", "**{}**", "[[{}]]")
        indent = self.pick("  ", "    ")
        order = list(enumerate(person.log))
        for place, entry in reversed(order) if person.newest_first else order:
            entry.line = self.put(f"{bullet} {self.moment(entry, dated)}{self.said(person, entry)}")
            for task in person.tasks:
                if task.under == place:
                    task.line = self.put(f"{indent}{bullet} {self.task(task)}")
        self.put("")

    def moment(self, entry: Entry, dated: str) -> str:
        """Date and time, sometimes with a separator of their own."""
        text = dated.format(entry.day)
        if entry.time is not None:
            joined = "T" if dated == "{}" and self.maybe(0.3) else " "
            text += f"{joined}{entry.time:%H:%M}"
        return text + (self.pick(":", " —", " -") if self.maybe(0.15) else "") + " "

    def said(self, person: Person, entry: Entry) -> str:
        """Head, separator and text."""
        words = [entry.kind] if entry.kind else []
        if entry.ledger:
            words.append(self.rng.choice(LEDGER_WORDS.get(entry.ledger, [entry.ledger])))
        bare = not words
        words += [entry.direction] if entry.direction else []
        places = [self.company(entry.people, bare)] if entry.people else []
        if self.maybe(0.15) and entry.kind:
            places.insert(self.rng.randint(0, len(places)), self.pick("at Somerville", "at hers"))
            places = [p if p.startswith(("with", "at")) else f"with {p}" for p in places]
        words += places
        if self.maybe(0.1):
            words.append(self.pick("(30 min)", "(2h)"))
        text = "".join(self.link(p) if isinstance(p, int) else p for p in entry.text)
        if not text:
            return " ".join(words) + ":"
        return " ".join(words) + self.rng.choice(SEPARATORS) + text

    def company(self, people: list[int], bare: bool) -> str:
        """The people of a head, as links or plain names."""
        names = []
        for number in people:
            plain = self.is_plain(number) and self.maybe(0.2)
            names.append(self.world.people[number].name if plain else self.link(number))
        text = names[0]
        for name in names[1:]:
            text += self.pick(", ", " and ", " & ", " + ") + name
        no_with = names[0].startswith("[") and not bare and self.maybe(0.2)
        return text if no_with else f"with {text}"

    def is_plain(self, number: int) -> bool:
        """Whether the name alone says who it is, with case and accents folded."""
        name = fold(self.world.people[number].name)
        for other, person in enumerate(self.world.people):
            if other != number and name in (fold(person.name), fold(stem(person))):
                return False
        return True

    def link(self, number: int) -> str:
        """A link in one of the forms that show the name and can mean nobody else."""
        person = self.world.people[number]
        path = person.path.removesuffix(".md")
        forms = [f"[[{path}|{person.name}]]", f"[[{stem(person)}|{person.name}]]"]
        if " " not in path:
            forms.append(f"[{person.name}]({path}.md)")
        if self.is_plain(number) or stem(person) == person.name:
            forms += [f"[[{person.name}]]"] * 4
        return self.rng.choice(forms)


def stem(person: Person) -> str:
    """The file's name without its ending."""
    return person.path.rsplit("/", 1)[-1].removesuffix(".md")


def iso(day: date | None) -> str | None:
    """A day as it is written in a key."""
    return None if day is None else day.isoformat()


def settings_text(settings: Settings) -> str:
    """The settings as netnotes.toml."""
    lines = ["[circles]"]
    for name, cadence in settings.circles.items():
        lines.append(f'"{name}" = {{ cadence = "{cadence.text}", people = 9, minutes = 30 }}')
    lines += ["", "[kinds]", *(f"{kind} = {depth}" for kind, depth in settings.kinds.items())]
    lines += ["", "[agenda]", f"reach-out = {settings.reach_out}"]
    lines += [f"new-people = {settings.new_people}"]
    for key in ("follow_up", "decide", "forget", "ahead"):
        lines.append(f'{key.replace("_", "-")} = "{getattr(settings, key).text}"')
    return "\n".join(lines) + "\n"


def write(world: World, folder: Path) -> None:
    """Write the vault into a new folder; entries, tasks and people learn their lines."""
    writer = Writer(world)
    for person in world.people:
        path = folder / person.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(writer.note(person), encoding="utf-8")
    if not world.default_settings:
        (folder / "netnotes.toml").write_text(settings_text(world.settings), encoding="utf-8")
