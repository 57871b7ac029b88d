"""The vault that a test writes and asks."""

from __future__ import annotations

from pathlib import Path

import pytest

from .vaults import Vault


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    """An empty vault of its own."""
    return Vault(tmp_path)
