"""``netnotes trust``: the vault's own templates may be used."""

from __future__ import annotations

import os

import click

from netnotes.commands.context import Context
from netnotes.commands.shared import answers
from netnotes.errors import Usage
from netnotes.views.terminal import safe


@click.command(epilog="\b\nExamples:\n  netnotes trust --list\n  netnotes trust\n  netnotes trust --revoke")
@click.option("--list", "listed", is_flag=True, help="Which there are, and whether they are trusted; change nothing.")
@click.option("--revoke", is_flag=True, help="Trust none of them any more.")
@answers
def trust(context: Context, listed: bool, revoke: bool) -> None:
    """Let the vault's own templates be used, as they are now: look at them first.

    One that changes must be trusted anew.
    """
    from netnotes.vault import trust as store
    from netnotes.vault.discover import TEMPLATES, config_folder

    context.no_markdown("trust")
    root, config = context.root(), config_folder(os.environ)
    found = store.own_templates(root)
    if not listed:
        if found.refused and not revoke:
            raise Usage(found.refusal())
        store.trust(root, config, {} if revoke else found.hashes())
    known = store.trusted(root, config)
    rows = [(path, known.get(path) == sha, "") for path, sha in found.hashes().items()]
    rows = sorted([*rows, *((path, False, why) for path, why in found.refused.items())])
    if context.format == "json":
        from netnotes.views import json

        document = [
            {"path": f"{TEMPLATES}/{path}".rstrip("/"), "trusted": is_so, "refused": why or None}
            for path, is_so, why in rows
        ]
        context.show([json.dump(document)])
        return
    if not rows:
        context.show([f"There are no templates in {TEMPLATES}; the shipped ones are used."])
        return
    said = [
        (safe(path or TEMPLATES), f"refused: it {why}" if why else "trusted" if is_so else "not trusted")
        for path, is_so, why in rows
    ]
    width = max(len(path) for path, _ in said)
    context.show([f"{path:<{width}}  {how}" for path, how in said])
