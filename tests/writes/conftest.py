"""A note to write, and a desk to write at."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from netnotes.vault.write import Writing

from .workers import BYTES, MOMENT


@pytest.fixture
def note(vault) -> Path:
    """Ada's note, which nobody has touched for a while."""
    path = vault.write("people/ada.md", BYTES)
    os.utime(path, (1_700_000_000, 1_700_000_000))
    return path


@pytest.fixture
def desk(vault) -> Writing:
    """One command's edits."""
    return Writing(os.fspath(vault), "log ada", MOMENT)
