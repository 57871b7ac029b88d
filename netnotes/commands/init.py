"""``netnotes init``: a new vault, or a look at the notes that are there."""

from __future__ import annotations

from pathlib import Path

import click

from netnotes.commands.context import Context
from netnotes.commands.shared import answers
from netnotes.errors import Usage


@click.command(
    epilog="\b\nExamples:\n  netnotes init ~/people\n  cd ~/notes && netnotes init\n  netnotes init ~/notes --write"
)
@click.argument("folder", type=click.Path(path_type=Path), required=False, metavar="[DIR]")
@click.option("--write", "write", is_flag=True, help="Write what was found as a commented settings file.")
@answers
def init(context: Context, folder: Path | None, write: bool) -> None:
    """Look at the notes in DIR and say what they hold; where there are none, start a vault.

    In a folder with notes nothing is written without --write, and no existing file is ever touched.
    """
    from netnotes.vault.example import holds_notes

    context.no_markdown("init")
    if folder is not None and context.vault:
        raise Usage("DIR and --vault both name a folder; give one of them")
    folder = folder or Path(context.vault or "")
    if holds_notes(folder):
        _look(context, folder, write)
    else:
        _start(context, folder)


def _look(context: Context, folder: Path, write: bool) -> None:
    """Say what a folder of notes holds; with *write* also in a settings file."""
    from netnotes.queries.survey import survey
    from netnotes.resources import templates
    from netnotes.vault.example import write_settings
    from netnotes.views.survey_text import settings_text, survey_lines

    has_settings = (folder / "netnotes.toml").exists()
    if write and has_settings:
        raise Usage(f"{folder / 'netnotes.toml'} is there already; nothing is written")
    context.vault = str(folder)
    today = context.today
    found = context.ask(lambda vault: survey(vault, today))
    written: list[str] = []
    if write:
        template = (templates() / "vault" / "netnotes.toml").read_text(encoding="utf-8")
        written.append(str(write_settings(folder, settings_text(found, template, today.isoformat()))))
    if context.format == "json":
        from netnotes.views import json

        context.show([json.dump(json.survey_json(found, str(folder), written))])
    else:
        context.show(survey_lines(found, str(folder), has_settings, written, context.page()))


def _start(context: Context, folder: Path) -> None:
    """Write settings and one example person to a folder without notes."""
    from netnotes.resources import templates
    from netnotes.vault.example import start_vault

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
