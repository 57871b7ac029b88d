"""How the tests of `network` read its answer."""

from __future__ import annotations

from collections.abc import Sequence


def rows(lines: Sequence[str]) -> dict[str, str]:
    """Label to what stands beside it, before the part on what moved."""
    found = [line for line in lines if line.startswith("  ") and not line.startswith("   ")]
    return {line[2:15].strip(): line[15:].strip() for line in found}
