"""Links in dated notes lead where the format says: by path, file name, name and alias, however they are spelled."""

from __future__ import annotations

import time
import unicodedata

import pytest

from netnotes.model.settings import Settings
from netnotes.notes.note import NoteReader

from .vaults import Vault

ZOE = "people/Zoë Brontë.md"
NOTES = {
    ZOE: "---\naliases: [the Brontë, Z.]\n---\n",
    "people/work/Bo Fox.md": "",
    "projects/Bo Fox notes.md": "about it",
}


@pytest.mark.parametrize("link", [
    "[[Zoë Brontë]]", "[[zoë brontë]]", "[[ZOE BRONTE]]", "[[Zoë Brontë|her]]", "[[Zoë Brontë#Log]]",
    "[[Zoë Brontë#Log|her]]", "[[people/Zoë Brontë]]", "[[people/Zoë Brontë.md]]", "[[../people/Zoë Brontë]]",
    "[[/people/Zoë Brontë]]", "[[Z.]]",
    "[[The Bronte]]", "[her](../people/Zo%C3%AB%20Bront%C3%AB.md)", "[her](<../people/Zoë Brontë.md>)",
    "[her](/people/Zo%C3%AB%20Bront%C3%AB.md)", "[her](Zo%C3%AB%20Bront%C3%AB.md#log)",
    unicodedata.normalize("NFD", "[[Zoë Brontë]]"), unicodedata.normalize("NFD", "[[../people/Zoë Brontë|her]]"),
])  # fmt: skip
def test_a_link_by_any_spelling(link: str, vault: Vault) -> None:
    """Paths from the note and from the root, parts, shown words, case, accents and Unicode form."""
    vault.write({**NOTES, "daily/2026-11-14.md": f"- call with {link}: plums\n"})
    assert vault.last_contact() == {ZOE: "2026-11-14"}
    assert vault.problems() == []


def test_a_note_in_decomposed_letters(vault: Vault) -> None:
    """A file whose own name is decomposed, as macOS writes it, is found by a link that is not."""
    name = unicodedata.normalize("NFD", "people/Zoë.md")
    vault.write({name: "", "2026-11-14.md": "- call with [[Zoë]]\n"})
    assert list(vault.last_contact().values()) == ["2026-11-14"]


@pytest.mark.parametrize(
    "link", ["[[Bo Fox notes]]", "[[projects/Bo Fox notes]]", "[[Bo]]", "[Bo](https://example.org/Bo%20Fox.md)"]
)
def test_a_link_to_no_person(link: str, vault: Vault) -> None:
    """It counts for nobody, and nothing is said of it unless that is asked for."""
    vault.write({**NOTES, "2026-11-14.md": f"- call with {link}\n"})
    assert vault.last_contact() == {}
    assert vault.problems() == []


@pytest.mark.parametrize(("link", "counts"), [
    ("[[Ann]]", []), ("[[ann]]", []), ("[[people/Ann]]", ["people/Ann.md"]),
    ("[[people/work/Ann]]", ["people/work/Ann.md"]), ("[A.](people/work/Ann.md)", ["people/work/Ann.md"]),
])  # fmt: skip
@pytest.mark.parametrize("line", ["- call with {}: plums", "Saw {} on the bridge", "- plums (person:: {})"])
def test_two_notes_of_one_name(line: str, link: str, counts: list[str], vault: Vault) -> None:
    """A path tells them apart; the name alone counts for neither, and both are named."""
    vault.write({"people/Ann.md": "", "people/work/Ann.md": "", "2026-11-14.md": line.format(link) + "\n"})
    assert sorted(vault.last_contact()) == counts
    told = [p["message"] for p in vault.ask("check") if p["path"] == "2026-11-14.md"]
    assert len(told) == (0 if counts else 1)
    assert all("can be people/Ann.md or people/work/Ann.md; it counts for neither" in message for message in told)


def test_a_line_of_very_many_links() -> None:
    """The time that a line takes grows with its length, and not with its square."""
    reader = NoteReader(Settings())
    many = (
        " " * 20 + "about", "# a!!!! b\n[[a]]\n", " | x", "[[a]] ", "- [[a]] - ", "about [[a]] and ",
        "(person:: [[a]]) ", "- call with [[a]], [[b]], ",
    )  # fmt: skip

    def taken(text: str) -> float:
        started = time.process_time()
        reader.read("daily/2026-11-14.md", text.encode())
        return time.process_time() - started

    for text in many:
        # The least of three: other work on the machine can only add to it.
        short, long = (min(taken(text * count) for _ in range(3)) for count in (1_000, 8_000))
        assert long < 25 * max(short, 0.005), text
