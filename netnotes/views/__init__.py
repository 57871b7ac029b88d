"""Rows to something to look at: text for a terminal, JSON, Markdown."""
