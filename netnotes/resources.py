"""Where the shipped `templates/` and `example-vault/` lie: in an installed wheel, or in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def templates() -> Path:
    """The folder of shipped templates."""
    return _shipped("templates", "templates")


def example_vault() -> Path:
    """The folder of the example vault."""
    return _shipped("example_vault", "example-vault")


def _shipped(installed: str, in_checkout: str) -> Path:
    inside = _PACKAGE / installed
    return inside if inside.is_dir() else _PACKAGE.parent / in_checkout
