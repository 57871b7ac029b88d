"""``netnotes completion``: shell completion, people's names included."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

_HOW = {
    "bash": '# Put into ~/.bashrc:   eval "$(netnotes completion bash)"',
    "zsh": '# Put into ~/.zshrc:   eval "$(netnotes completion zsh)"',
    "fish": "# Put into ~/.config/fish/config.fish:   netnotes completion fish | source",
}


@click.command(epilog='\b\nExamples:\n  eval "$(netnotes completion bash)"\n  netnotes completion fish | source')
@click.argument("shell", type=click.Choice(list(_HOW)))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print what a shell needs to complete commands, options and people's names."""
    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"there is no completion for {shell}")
    root = context.find_root().command
    click.echo(_HOW[shell])
    script = kind(root, {}, "netnotes", "_NETNOTES_COMPLETE").source()
    if shell == "bash":
        # bash inserts what it is given as it stands: a name must reach it as one word, and never as a command.
        script = script.replace("COMPREPLY+=($value)", 'COMPREPLY+=("$(printf %q "$value")")')
        script = script.replace("read type value", "read -r type value")
    click.echo(script)
