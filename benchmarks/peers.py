"""Other programs beside netnotes: the same people in their own formats, and two yardsticks that everybody knows."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from figures import Size
from make_vault import TODAY, Somebody, people
from measure import Bench, Figure, in_turn
from vaults import Vaults, notes_of

PAIRS = 5
CHANNELS = {"call": "call", "message": "whatsapp", "letter": "email", "email": "email"}
KINDS = {"call": "call", "message": "message", "letter": "email", "email": "email"}
GROUP = 50
BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Peer(NamedTuple):
    """A *program*, what is asked of it, what is asked of netnotes beside it, and how its notes are made.

    *make* gets the program's path, an empty folder and the people, and gives the words of the command.
    """

    program: str
    what: str
    ours: tuple[str, ...]
    make: Callable[[Bench, str, Path, int], list[str]]


def _hermit(bench: Bench, program: str, folder: Path, count: int) -> list[str]:
    """A company a group of fifty, a file a contact, a file an interaction."""
    bench.seconds([program, "init", str(folder), "--no-setup"])
    for somebody in people(count):
        group = f"group{somebody.number // GROUP}"
        home = folder / "companies" / group
        if somebody.number % GROUP == 0:
            (home / "contacts").mkdir(parents=True)
            (home / "interactions").mkdir()
            company = f"name: {group}\nslug: {group}\nsource: other\nstage: won\nstage_changed: 2026-01-01\ntags: []\n"
            _fields(home / "company.md", f"{company}next_step_status: open\n{_stamps()}")
        first, last = somebody.name.split(" ", 1)
        slug = f"person-{somebody.number}"
        contact = f"first_name: {first}\nlast_name: {last}\nslug: {slug}\nemail: {somebody.email}\n{_stamps()}"
        _fields(home / "contacts" / f"{slug}.md", contact)
        for place, (day, kind, text) in enumerate(somebody.log):
            channel = CHANNELS.get(kind.split()[0], "meeting")
            way = "in" if kind.endswith(" in") else "out"
            stamp = f"{day}T10:{place:02}"
            name = f"{stamp.replace(':', '')}-{channel}-{way}-{slug}.md"
            said = f"date: {stamp}\nchannel: {channel}\ndirection: {way}\ncontact: {slug}\nsource: manual\n"
            _fields(home / "interactions" / name, said, text)
    return [program, "--data", str(folder), "keep-in-touch", "--after", "30"]


def _orbit(bench: Bench, program: str, folder: Path, count: int) -> list[str]:
    """A note a person, a note an interaction."""
    bench.seconds([program, "init", str(folder), "--name", "Me", "--email", "me@example.org"])
    for somebody in people(count):
        fields = f"type: person\nid: {_ulid('per', somebody.number)}\nname: {somebody.name}\nemails:\n"
        fields += (
            f"  - {somebody.email}\nlast_contact: {somebody.log[0][0]}\ncreated: 2026-01-01\nupdated: 2026-01-01\n"
        )
        _fields(folder / "01_People" / f"{somebody.name}.md", fields, "## Notes")
        for place, (day, kind, text) in enumerate(somebody.log):
            number = (somebody.number + 1) * 100_000 + place
            form = KINDS.get(kind.split()[0], "meeting")
            said = f"type: interaction\nid: {_ulid('int', number)}\nkind: {form}\ndate: {day}T10:00:00+00:00\n"
            said += f'participants:\n  - "[[{somebody.name}]]"\ncreated: {day}\n'
            _fields(folder / "03_Interactions" / f"{day} {form} {number}.md", said, f"## Summary\n\n{text}")
    bench.seconds([program, "reindex", str(folder)])
    return [program, "status", str(folder)]


def _khard(bench: Bench, program: str, folder: Path, count: int) -> list[str]:
    """A vCard a person; it has no place for what happened with them."""
    (folder / "cards").mkdir(parents=True)
    for somebody in people(count):
        (folder / "cards" / f"{somebody.number}.vcf").write_bytes(_card(somebody).encode())
    settings = folder / "khard.conf"
    settings.write_text(f"[addressbooks]\n[[friends]]\npath = {folder / 'cards'}\n", encoding="utf-8")
    return [program, "-c", str(settings), "list"]


def _friends(bench: Bench, program: str, folder: Path, count: int) -> list[str]:
    """One file: a line an activity, the latest first, and a line a friend. By its documentation; not yet run."""
    folder.mkdir(parents=True)
    everybody = list(people(count))
    log = sorted(((*entry, one.name) for one in everybody for entry in one.log), reverse=True)
    activities = [f"- {day}: {kind} with **{name}**: {text}" for day, kind, text, name in log]
    names = [f"- {one.name} @{one.circle}" for one in everybody]
    lines = ["### Activities:", *activities, "", "### Notes:", "", "### Friends:", *names, "", "### Locations:", ""]
    (folder / "friends.md").write_text("\n".join(lines), encoding="utf-8")
    return [program, "--colorless", "--filename", str(folder / "friends.md"), "suggest"]


def _card(somebody: Somebody) -> str:
    first, last = somebody.name.split(" ", 1)
    lines = [
        "BEGIN:VCARD", "VERSION:3.0", f"UID:{somebody.number}", f"FN:{somebody.name}", f"N:{last};{first};;;",
        f"EMAIL:{somebody.email}", f"BDAY:{somebody.birthday}", f"CATEGORIES:{somebody.circle}", "END:VCARD", "",
    ]  # fmt: skip
    return "\r\n".join(lines)


def _fields(path: Path, fields: str, body: str = "") -> None:
    path.write_bytes(f"---\n{fields}---\n{body}\n".encode())


def _stamps() -> str:
    return "created: 2026-01-01T10:00\nupdated: 2026-01-01T10:00\n"


def _ulid(prefix: str, number: int) -> str:
    """An id as orbit wants it: a time, and *number* where it has chance."""
    value = 1_760_000_000_000 << 80 | number
    return f"{prefix}_" + "".join(BASE32[value >> shift & 31] for shift in range(125, -1, -5))


PEERS = (
    Peer("hermitcrm", "`hermitcrm keep-in-touch --after 30`", ("overdue",), _hermit),
    Peer("orbit", "`orbit status`", ("agenda",), _orbit),
    Peer("khard", "`khard list`", ("list",), _khard),
    Peer("friends", "`friends suggest`", ("overdue",), _friends),
)


def peers(bench: Bench, vaults: Vaults, size: Size, path: str | None) -> Iterator[Figure]:
    """Each peer that is there (in *path*, folders as in ``$PATH``) against netnotes on the same people."""
    for peer in PEERS:
        figure = Figure("peer", peer.what, f"`netnotes {' '.join(peer.ours)}`", size.people)
        program = shutil.which(peer.program, path=path)
        if program is None:
            figure.note = f"{peer.program} is not there"
            yield figure
            continue
        folder = bench.folder / f"{peer.program}-{size.people}"
        ours = bench.netnotes(vaults.of(size.people), TODAY, *peer.ours)
        bench.settle(ours)
        try:
            theirs = peer.make(bench, program, folder, size.people)
            bench.seconds(theirs)
            in_turn(figure, _timed(bench, theirs), _timed(bench, ours), min(PAIRS, size.pairs))
        except (SystemExit, subprocess.TimeoutExpired) as error:
            print(f"{peer.program}: {error}", file=sys.stderr)
            figure.note = f"{peer.program} could not do it"
        yield figure
        shutil.rmtree(folder, ignore_errors=True)


def yardsticks(bench: Bench, vaults: Vaults, size: Size, path: str | None) -> Iterator[Figure]:
    """``git status`` in the vault, and a search through it, against the floor."""
    vault = vaults.copy(vaults.of(size.people))
    floor = bench.floor(vault)
    search = shutil.which("rg", path=path)
    words = [search, "--count", "chess"] if search else ["grep", "-rc", "--include=*.md", "chess"]
    git = ["git", "-C", str(vault)]
    asked = {f"`{'rg' if search else 'grep -r'}` for a word": [*words, str(vault)]}
    if shutil.which("git", path=path):
        bench.seconds([*git, "init", "--quiet"])
        bench.seconds([*git, "add", "."])
        name = ["-c", "user.name=netnotes", "-c", "user.email=netnotes@example.org"]
        bench.seconds([*git, *name, "commit", "--quiet", "-m", f"{len(notes_of(vault))} notes"])
        asked["`git status`"] = [*git, "status", "--short"]
    for what, command in asked.items():
        bench.seconds(command)
        figure = Figure("yardstick", what, "floor", size.people)
        yield in_turn(figure, _timed(bench, command), _timed(bench, floor), size.pairs)
    vaults.drop(vault)


def _timed(bench: Bench, command: list[str]) -> Callable[[], float]:
    return lambda: bench.seconds(command)
