"""``netnotes init``: a new vault."""

from __future__ import annotations

from pathlib import Path

import click

from netnotes.commands.context import Context
from netnotes.commands.shared import answers


@click.command(epilog="\b\nExamples:\n  netnotes init ~/people\n  cd ~/people && netnotes agenda")
@click.argument("folder", type=click.Path(path_type=Path), default=Path(), metavar="[DIR]")
@answers
def init(context: Context, folder: Path) -> None:
    """Start a vault in DIR: commented settings and one example person. No existing file is touched."""
    from netnotes.resources import templates
    from netnotes.vault.example import start_vault

    context.no_markdown("init")
    written = start_vault(templates() / "vault", folder, context.today)
    if context.format == "json":
        from netnotes.views import json

        context.show([json.dump({"vault": str(folder), "written": [str(path) for path in written]})])
        return
    context.show([
        *(f"wrote {path}" for path in written),
        "",
        "Open the person in your editor; a copy of the note is the next person.",
        "Then, in that folder:",
        "  netnotes agenda",
    ])  # fmt: skip
