"""One command a file: load, ask, render, print."""
