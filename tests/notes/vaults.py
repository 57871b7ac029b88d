"""A vault on disk and the real program asked about it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from netnotes.cli import main

TODAY = "2026-11-24"


class Vault:
    """A folder of notes that can be asked, with a home, a cache and a config folder of its own."""

    def __init__(self, folder: Path) -> None:
        """Begin an empty vault in *folder*."""
        self.folder = folder
        self.root = folder / "vault"
        self.root.mkdir()

    def write(self, notes: Mapping[str, str]) -> None:
        """Write *notes*, path → text.

        A note without text gets an empty line: one of no bytes is waited for, as it may be in the middle of a save.
        """
        for path, text in notes.items():
            note = self.root / path
            note.parent.mkdir(parents=True, exist_ok=True)
            note.write_text(text or "\n", encoding="utf-8")

    def ask(self, *command: str, today: str = TODAY) -> Any:
        """What the program answers in JSON; a check that finds errors exits with 1."""
        own = {
            "HOME": str(self.folder / "home"),
            "XDG_CACHE_HOME": str(self.folder / "cache"),
            "XDG_CONFIG_HOME": str(self.folder / "config"),
        }
        shared = ["--vault", str(self.root), "--today", today, "--format", "json"]
        result = CliRunner().invoke(main, [*shared, *command], env=own, catch_exceptions=False)
        assert result.exit_code in ((0, 1) if command == ("check",) else (0,)), result.output
        return json.loads(result.stdout)

    def people(self) -> list[str]:
        """The paths of the notes that are people."""
        return sorted(row["path"] for row in self.ask("list"))

    def last_contact(self, today: str = TODAY) -> dict[str, str]:
        """Path → day of last contact, of everyone who has one."""
        return {row["path"]: row["last_contact"] for row in self.ask("list", today=today) if row["last_contact"]}

    def problems(self) -> list[tuple[str, str]]:
        """Path and code of each problem."""
        return [(problem["path"], problem["code"]) for problem in self.ask("check")]
