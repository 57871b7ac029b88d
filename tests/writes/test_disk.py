"""A full disk: the note is as it was, nothing lies about, and one line says so (LAWS 12 and 23)."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import process_environment

from netnotes.errors import DiskSaidNo
from netnotes.vault.exchange import exchange
from netnotes.vault.leftovers import leftovers
from netnotes.vault.undo import history
from netnotes.vault.write import Writing

from .workers import MOMENT, never

LINES = b"0123456789abcde\n"
SMALL = 512 * 1024


@pytest.fixture
def small_disk(tmp_path) -> Iterator[Path]:
    """A file system with room for little."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SMALL}", "tmpfs", place]
    if not sys.platform.startswith("linux") or os.geteuid() != 0 or subprocess.run(mount, check=False).returncode:
        pytest.skip("this process may mount no file system")
    yield place
    subprocess.run(["umount", place], check=True)


def fill(place: Path, room: int) -> None:
    """Leave *room* bytes on the disk."""
    state = os.statvfs(place)
    (place / "filler").write_bytes(b"x" * max(state.f_bavail * state.f_frsize - room, 0))


def write_three(desk: Writing, new: bytes) -> None:
    """A command that needs more and more room."""
    with desk:
        desk.change("ada.md", lambda data: data + LINES)
        desk.create("new/cy.md", new)
        desk.change("bo.md", lambda data: data + LINES)


@pytest.mark.parametrize("room", [0, 4096, 8192, 16_384, 32_768, 65_536])
@pytest.mark.parametrize("exchanged", [exchange, never], ids=["swap", "never"])
def test_a_full_disk(small_disk, room, exchanged) -> None:
    """Wherever the room ends, in the record or in the note: all notes of the command are as they were."""
    old = LINES * 4096
    for name in ("ada.md", "bo.md"):
        (small_disk / name).write_bytes(old)
        os.utime(small_disk / name, (1_700_000_000, 1_700_000_000))
    with Writing(str(small_disk), "nothing", MOMENT, exchanged):
        pass
    fill(small_disk, room)
    desk = Writing(str(small_disk), "log", MOMENT, exchanged)
    with pytest.raises(DiskSaidNo) as said:
        write_three(desk, old)
    assert said.value.exit_code == 6
    assert "the disk is full; make room and try again" in said.value.message
    assert desk.told == []
    assert {path.name for path in small_disk.iterdir()} == {"ada.md", "bo.md", "filler", ".netnotes"}
    assert (small_disk / "ada.md").read_bytes() == old
    assert (small_disk / "bo.md").read_bytes() == old
    assert history(str(small_disk)) == []
    assert leftovers(str(small_disk)) == []
    (small_disk / "filler").unlink()
    with Writing(str(small_disk), "log", MOMENT, exchanged) as desk:
        desk.change("ada.md", lambda data: data + LINES)
    assert desk.told == []


_LIMITED = """
import resource, signal, sys
sys.path.insert(0, {tests!r})
from workers import writing
from netnotes.errors import DiskSaidNo
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    with writing(sys.argv[1]) as desk:
        desk.change("ada.md", lambda data: data * 2)
except DiskSaidNo as error:
    print(error.message)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no such limits")
def test_a_file_that_cannot_grow(vault) -> None:
    """A limit of the process ends the write in its middle."""
    note = vault.write("ada.md", LINES * 1000)
    script = _LIMITED.format(tests=str(Path(__file__).parent))
    done = subprocess.run(
        [sys.executable, "-c", script, vault], env=process_environment(), capture_output=True, text=True, check=True
    )
    assert done.stdout == "ada.md: the disk said no (File too large); look at the disk and try again\n"
    assert note.read_bytes() == LINES * 1000
    assert sorted(os.listdir(vault)) == [".netnotes", "ada.md"]
    assert os.listdir(vault.path / ".netnotes" / "undo") == []
