"""``netnotes build``: the dashboard page, and a page a person."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from netnotes.commands.context import Context
from netnotes.commands.shared import answers

if TYPE_CHECKING:
    from netnotes.vault.site import Site


def out_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say where pages go, and what is on them."""
    command = click.option("--private", is_flag=True, help="Leave out contact facts and the words of notes.")(command)
    return click.option("--out", metavar="DIR", help="Where the pages go; not into the vault, unless it is said.")(
        command
    )


@click.command(epilog="\b\nExamples:\n  netnotes build\n  netnotes build --out ~/pages --private")
@out_option
@answers
def build(context: Context, out: str | None, private: bool) -> None:
    """Write the dashboard page, and a page for everyone, from the notes."""
    from netnotes.commands.pages import build as build_pages
    from netnotes.model.memory import Memory

    context.no_markdown("build")
    built = build_pages(context, site_of(context, out, private=private), context.today, Memory(), private=private)
    index = os.path.join(built.folder, "index.html")
    if context.format == "json":
        from netnotes.views import json

        document = {
            "folder": built.folder, "index": index, "pages": built.pages,
            "written": len(built.written), "removed": built.removed, "problems": built.problems,
        }  # fmt: skip
        context.show([json.dump(document)])
        return
    count = f"{built.pages:,} page{'' if built.pages == 1 else 's'}"
    gone = f", {built.removed:,} taken away" if built.removed else ""
    files = f"{len(built.written):,} file{'' if len(built.written) == 1 else 's'} written"
    context.show([f"{count}, {files}{gone}.", _shown(index)])


def _shown(place: str) -> str:
    """*place* as it is said to a person: from the home folder."""
    home = os.path.expanduser("~")
    return f"~{place[len(home) :]}" if place.startswith(home + os.sep) else place


def site_of(context: Context, out: str | None, *, private: bool) -> Site:
    """The folder of the pages: *out*, else the vault's own in the user's state folder; raises Usage, DiskSaidNo."""
    from netnotes.vault.discover import state_folder
    from netnotes.vault.site import Site, site_folder

    if out is not None and not out.strip():
        from netnotes.errors import Usage

        raise Usage("--out: nothing is given; name a folder")
    own = site_folder(context.root(), state_folder(os.environ), private=private)
    return Site(os.path.expanduser(out) if out else own)
