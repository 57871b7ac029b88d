"""Where a key stands in a TOML text: tomllib reads values and forgets their lines."""

from __future__ import annotations

from collections.abc import Iterator

from netnotes.patterns import lazy_pattern

_HEADER = lazy_pattern(r"\s*\[\[?([^\[\]#]+)\]\]?")
_KEY = lazy_pattern(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_PART = lazy_pattern(r"""[\w-]+|"[^"]*"|'[^']*'""")


def place_of(text: str, path: tuple[str, ...]) -> tuple[int | None, int | None]:
    """Line and column of the key at *path*, or of the nearest table around it that has a line."""
    best: tuple[int, int, int] | None = None
    for number, column, found, line in _keys(text):
        if found != path[: len(found)] or (best and len(found) <= best[0]):
            continue
        # Inside a table on one line the rest of the path is looked for in that line.
        rest = line.find(path[-1], column) if len(found) < len(path) else -1
        best = (len(found), number, rest + 1 if rest >= 0 else column)
    return (best[1], best[2]) if best else (None, None)


def _keys(text: str) -> Iterator[tuple[int, int, tuple[str, ...], str]]:
    """The line, column and full path of every key and table header, and the line itself."""
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.split("\n"), 1):
        header = _HEADER.match(line)
        key = None if header else _KEY.match(line)
        if header:
            table = _parts(header[1])
            yield number, header.start(1), table, line
        elif key:
            yield number, key.start(1) + 1, table + _parts(key[1]), line


def _parts(key: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _PART.findall(key))
