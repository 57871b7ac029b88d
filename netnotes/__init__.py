"""netnotes: keep relationships alive from plain-text notes."""

__version__ = "0.1.0"
