"""Keeping a page current while notes are edited: watching a vault, and serving what was built from it."""
