"""Which folder is the vault, and where netnotes keeps what it computes (FORMAT, A vault)."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from netnotes.errors import BadSettings, NoVault

SETTINGS_FILE = "netnotes.toml"
_NO_VAULT = (
    "no vault here: name one with --vault DIR or $NETNOTES_VAULT, run this inside one, "
    "or try netnotes demo or netnotes init DIR"
)


def find_vault(named: str | None, here: Path, environment: Mapping[str, str]) -> Path:
    """The vault's root: *named*, ``$NETNOTES_VAULT``, upward from *here*, the user's config; raises NoVault."""
    for where, name in (("--vault", named), ("$NETNOTES_VAULT", environment.get("NETNOTES_VAULT"))):
        if name:
            return _folder(Path(name).expanduser(), where)
    for folder in (here, *here.parents):
        if (folder / SETTINGS_FILE).is_file():
            return folder
    configured = _configured(environment)
    if configured:
        return _folder(configured[0], str(configured[1]))
    raise NoVault(_NO_VAULT)


def _folder(path: Path, where: str) -> Path:
    if path.is_dir():
        return path.resolve()
    what = "is a file; name the folder it lies in" if path.exists() else "is not there; check the spelling"
    raise NoVault(f"{where}: {path} {what}")


def _configured(environment: Mapping[str, str]) -> tuple[Path, Path] | None:
    file = _base("XDG_CONFIG_HOME", "APPDATA", ".config", environment) / "netnotes" / "config.toml"
    try:
        data = file.read_bytes()
    except OSError:
        return None
    import tomllib

    try:
        vault = tomllib.loads(data.decode("utf-8")).get("vault")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSettings(f"{file}: {error}; mend it or delete it") from None
    if not isinstance(vault, str):
        return None
    return file.parent / Path(vault).expanduser(), file


def cache_folder(environment: Mapping[str, str]) -> Path:
    """Where indexes are kept."""
    return _base("XDG_CACHE_HOME", "LOCALAPPDATA", ".cache", environment) / "netnotes"


def _base(variable: str, on_windows: str, fallback: str, environment: Mapping[str, str]) -> Path:
    """An XDG base folder; the specification says that a relative path in the variable is ignored."""
    named = environment.get(variable, "")
    if not os.path.isabs(named):
        named = environment.get(on_windows, "") if sys.platform == "win32" else ""
    return Path(named) if named else Path.home() / fallback
