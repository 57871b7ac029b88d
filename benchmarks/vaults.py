"""The vaults that are measured: each made once in a process of its own, and copied before anything writes to it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zlib
from pathlib import Path

MAKER = Path(__file__).resolve().parent / "make_vault.py"


class Vaults:
    """The vaults under *folder*, by their size; what is there from an earlier run is taken as it stands."""

    def __init__(self, folder: Path) -> None:
        """Keep them in *folder*."""
        self.folder = folder

    def of(self, people: int, dated: int = 0, broken: float = 0) -> Path:
        """The vault of *people* and *dated* notes, *broken* percent unreadable, made if it is not there."""
        # Another maker may make other notes.
        name = f"{people}-{dated}-{broken}-{zlib.crc32(MAKER.read_bytes()):08x}"
        place = self.folder / f"vault-{name}"
        if not place.exists():
            # Made beside its place: a run that is stopped leaves no half vault. Made apart: this process stays small.
            half = self.folder / f"half-{name}"
            shutil.rmtree(half, ignore_errors=True)
            words = [str(half), str(people), str(dated), "--broken", str(broken)]
            subprocess.run([sys.executable, str(MAKER), *words], check=True)
            half.rename(place)
        return place

    def copy(self, vault: Path) -> Path:
        """A copy of *vault* to write in; `drop` takes it away."""
        place = self.folder / f"copy-of-{vault.name}"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(vault, place)
        return place

    def drop(self, copy: Path) -> None:
        """Take a copy away."""
        shutil.rmtree(copy, ignore_errors=True)


def notes_of(vault: Path) -> list[Path]:
    """The people's notes, in the order of their names."""
    return sorted(vault.joinpath("people").rglob("*.md"))
