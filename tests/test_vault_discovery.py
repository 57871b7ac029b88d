"""Which folder is the vault: --vault, $NETNOTES_VAULT, the nearest upward, the user's config file (FORMAT)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Answer, VaultFolder

NO_VAULT = (
    "netnotes: no vault here: name one with --vault DIR or $NETNOTES_VAULT, run this inside one, or try netnotes demo "
    "or netnotes init DIR\n"
)


@pytest.fixture
def vaults(tmp_path: Path) -> Callable[[str], VaultFolder]:
    """Make a vault in which one person lives, called like the folder."""

    def make(name: str) -> VaultFolder:
        made = VaultFolder(tmp_path / name)
        made.person(made.path.name.title())
        return made

    return make


@pytest.fixture
def who(netnotes: Callable[..., Answer], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """The one person in the vault that is found: from *cwd*, with $NETNOTES_VAULT as *named*."""

    def ask(*arguments: str, cwd: Path = tmp_path, named: str | None = None) -> str:
        monkeypatch.chdir(cwd)
        answer = netnotes(*arguments, "list", env={"NETNOTES_VAULT": named})
        assert answer.exit_code == 0
        return answer.stdout.split()[0]

    return ask


def configure(tmp_path: Path, text: str) -> None:
    """Write the user's config file."""
    file = tmp_path / "config" / "netnotes" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")


def test_the_option_wins_then_the_variable_then_the_folder_then_the_config(
    who: Callable[..., str], vaults: Callable[[str], VaultFolder], tmp_path: Path
) -> None:
    """All four at once, and each in turn taken away."""
    option, variable, here, config = (vaults(name) for name in ("option", "variable", "here", "config-vault"))
    here.write("netnotes.toml")
    configure(tmp_path, f"vault = {str(config)!r}\n")
    assert who("--vault", str(option), cwd=here.path, named=str(variable)) == "Option"
    assert who(cwd=here.path, named=str(variable)) == "Variable"
    assert who(cwd=here.path, named="") == "Here"
    assert who(cwd=here.path) == "Here"
    assert who() == "Config-Vault"


def test_the_nearest_folder_upward(who: Callable[..., str], vaults: Callable[[str], VaultFolder]) -> None:
    """From deep inside, the nearest netnotes.toml decides, also inside another vault."""
    outer = vaults("outer")
    outer.write("netnotes.toml")
    deep = outer.path / "people" / "a" / "b"
    deep.mkdir(parents=True)
    assert who(cwd=deep) == "Outer"
    inner = VaultFolder(outer.path / "people" / "a")
    inner.person("Inner")
    inner.write("netnotes.toml")
    assert who(cwd=deep) == "Inner"


def test_relative_and_home_paths(who: Callable[..., str], vaults: Callable[[str], VaultFolder], tmp_path: Path) -> None:
    """A relative path is from here, in the config file from there; ~ is home."""
    vaults("home/mine")
    vaults("near")
    assert who("--vault", "near") == "Near"
    assert who("--vault", "../near", cwd=tmp_path / "home") == "Near"
    assert who("--vault", "~/mine") == "Mine"
    assert who(named="~/mine") == "Mine"
    configure(tmp_path, 'vault = "../../near"\n')
    assert who() == "Near"
    (tmp_path / "config" / "netnotes" / "config.toml").write_text('vault = "~/mine"\n', encoding="utf-8")
    assert who() == "Mine"


@pytest.mark.parametrize("command", ["agenda", "overdue", "timeline ada", "show ada", "list", "check", "index"])
def test_no_vault(run_process: Callable[..., Answer], tmp_path: Path, command: str) -> None:
    """Exit 3, and every way to name one."""
    assert run_process(command, env={"NETNOTES_VAULT": None}) == Answer("", NO_VAULT, 3)


def test_a_config_that_names_no_vault(run_process: Callable[..., Answer], tmp_path: Path) -> None:
    """A config file without a vault is no vault; one that cannot be read is exit 2 with its path."""
    configure(tmp_path, 'colour = "blue"\n')
    assert run_process("list", env={"NETNOTES_VAULT": None}) == Answer("", NO_VAULT, 3)
    (tmp_path / "config" / "netnotes" / "config.toml").write_text("vault = \n", encoding="utf-8")
    answer = run_process("list", env={"NETNOTES_VAULT": None})
    assert (answer.exit_code, answer.stderr.count("\n")) == (2, 1)
    assert str(tmp_path / "config" / "netnotes" / "config.toml") in answer.stderr


def test_a_vault_that_is_not_there(netnotes: Callable[..., Answer], tmp_path: Path) -> None:
    """Exit 3; the line says who named it, and whether it is a file or missing."""
    (tmp_path / "note.md").write_text("", encoding="utf-8")
    missing, file = str(tmp_path / "gone"), str(tmp_path / "note.md")
    assert netnotes("list", "--vault", missing).stderr == (
        f"netnotes: --vault: {missing} is not there; check the spelling\n"
    )
    answer = netnotes("list", env={"NETNOTES_VAULT": file})
    assert answer.stderr == f"netnotes: $NETNOTES_VAULT: {file} is a file; name the folder it lies in\n"
    assert answer.exit_code == 3
    configure(tmp_path, f"vault = {missing!r}\n")
    answer = netnotes("list", env={"NETNOTES_VAULT": None})
    assert (answer.exit_code, "config.toml" in answer.stderr) == (3, True)
