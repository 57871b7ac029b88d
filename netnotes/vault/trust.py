"""Which of a vault's own templates are trusted: those whose bytes are what the user said yes to (LAW 19)."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping

from netnotes.errors import DiskSaidNo, Usage
from netnotes.vault.temporary import put_whole

FOLDER = ".netnotes/templates"
MOST_BYTES = 1024 * 1024
_RUN = (".html", ".md", ".css", ".js")
# The template of a new note is filled in and never run.
_NOT_RUN = frozenset({"person.md"})


def own_templates(root: str) -> dict[str, str]:
    """The vault's own templates that would be run: path in `FOLDER` to the hash of their bytes.

    Links are not followed, and raise Usage, as does a file over 1 MB.
    """
    found: dict[str, str] = {}
    top = os.path.join(root, *FOLDER.split("/"))
    for folder, folders, names in os.walk(top):
        for name in [*folders, *names]:
            if os.path.islink(os.path.join(folder, name)):
                raise Usage(f"{FOLDER}/{name} is a link; put the file itself there")
        for name in names:
            path = os.path.relpath(os.path.join(folder, name), top).replace(os.sep, "/")
            if name.startswith(".") or not name.endswith(_RUN) or path in _NOT_RUN:
                continue
            with open(os.path.join(folder, name), "rb") as opened:
                data = opened.read(MOST_BYTES + 1)
            if len(data) > MOST_BYTES:
                raise Usage(f"{FOLDER}/{path} is over 1 MB; it should be a template only")
            found[path] = hashlib.sha256(data).hexdigest()
    return dict(sorted(found.items()))


def trusted_file(config: str) -> str:
    """Where the hashes are kept, under the user's *config* folder: never in the vault, which comes from anyone."""
    return os.path.join(config, "trusted.json")


def trusted(root: str, config: str) -> dict[str, str]:
    """What is trusted of the vault at *root*: path to hash."""
    known = _read(trusted_file(config)).get(os.path.realpath(root), {})
    return {str(path): str(sha) for path, sha in known.items()} if isinstance(known, dict) else {}


def trust(root: str, config: str, hashes: Mapping[str, str]) -> None:
    """Trust the templates with these *hashes*, and no others any more; raises DiskSaidNo."""
    file = trusted_file(config)
    known = _read(file)
    known[os.path.realpath(root)] = dict(hashes)
    if not hashes:
        del known[os.path.realpath(root)]
    try:
        os.makedirs(os.path.dirname(file), exist_ok=True)
        put_whole(file, (json.dumps(known, indent=1, sort_keys=True) + "\n").encode())
    except OSError as error:
        raise DiskSaidNo(f"{file}: {error.strerror or error}") from None


def _read(file: str) -> dict[str, object]:
    try:
        with open(file, encoding="utf-8") as opened:
            found = json.loads(opened.read())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
