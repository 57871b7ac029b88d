"""Which folder is the vault, and where netnotes keeps what it computes (FORMAT, A vault).

Paths are plain texts here and in the walk: the import of pathlib alone is a twentieth of a warm start.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

from netnotes.errors import BadSettings, NoVault

SETTINGS_FILE = "netnotes.toml"
# What is ours in a vault, and the templates that its owner put there.
OWN_FOLDER = ".netnotes"
TEMPLATES = f"{OWN_FOLDER}/templates"
_NO_VAULT = (
    "no vault here: name one with --vault DIR or $NETNOTES_VAULT, run this inside one, "
    "or try netnotes demo or netnotes init DIR"
)


def find_vault(named: str | None, here: str, environment: Mapping[str, str]) -> str:
    """The vault's root: *named*, ``$NETNOTES_VAULT``, upward from *here*, the user's config; raises NoVault."""
    for where, name in (("--vault", named), ("$NETNOTES_VAULT", environment.get("NETNOTES_VAULT"))):
        if name:
            return _folder(os.path.join(here, os.path.expanduser(name)), where)
    folder = os.path.abspath(here)
    while True:
        if os.path.isfile(os.path.join(folder, SETTINGS_FILE)):
            return folder
        parent = os.path.dirname(folder)
        if parent == folder:
            break
        folder = parent
    configured = _configured(environment)
    if configured:
        return _folder(*configured)
    raise NoVault(_NO_VAULT)


def _folder(path: str, where: str) -> str:
    if os.path.isdir(path):
        return os.path.realpath(path)
    what = "is a file; name the folder it lies in" if os.path.exists(path) else "is not there; check the spelling"
    raise NoVault(f"{where}: {path} {what}")


def _configured(environment: Mapping[str, str]) -> tuple[str, str] | None:
    """The vault that the user's config file names, and that file."""
    file = os.path.join(config_folder(environment), "config.toml")
    try:
        with open(file, "rb") as opened:
            data = opened.read()
    except OSError:
        return None
    import tomllib

    try:
        vault = tomllib.loads(data.decode("utf-8")).get("vault")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSettings(f"{file}: {error}; mend it or delete it") from None
    if not isinstance(vault, str):
        return None
    return os.path.join(os.path.dirname(file), os.path.expanduser(vault)), file


def cache_folder(environment: Mapping[str, str]) -> str:
    """Where indexes are kept."""
    return os.path.join(_base("XDG_CACHE_HOME", "LOCALAPPDATA", ".cache", environment), "netnotes")


def config_folder(environment: Mapping[str, str]) -> str:
    """Where the user's own settings are kept."""
    return os.path.join(_base("XDG_CONFIG_HOME", "APPDATA", ".config", environment), "netnotes")


def state_folder(environment: Mapping[str, str]) -> str:
    """Where built pages are kept, and who was seen in the week's review."""
    return os.path.join(_base("XDG_STATE_HOME", "LOCALAPPDATA", ".local/state", environment), "netnotes")


def _base(variable: str, on_windows: str, fallback: str, environment: Mapping[str, str]) -> str:
    """An XDG base folder; the specification says that a relative path in the variable is ignored."""
    named = environment.get(variable, "")
    if not os.path.isabs(named):
        named = environment.get(on_windows, "") if sys.platform == "win32" else ""
    return named or os.path.join(os.path.expanduser("~"), fallback)
