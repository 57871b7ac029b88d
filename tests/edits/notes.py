"""Random notes to edit: ones as people write them, ones with all that an edit may be refused for, and rubbish."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from hypothesis import strategies as st

OWN_KEYS = ("nick", "colour", "x-y", "Pet name", "shoe_size", "größe", "2026", "on", "content", "🐈")
KNOWN_KEYS = ("name", "aliases", "circle", "email", "offers", "why", "tags")
KEYS = OWN_KEYS + KNOWN_KEYS

PLAIN = (
    "Ada", "Ada Lovelace", "no", "NO", "1:30", "0x1F", "1e3", "~", "null", "2026-11-20", "+47 123", "00441234",
    "1.10", "x#y", "http://x.org/a?b=c:d", "été", "👩‍👩‍👧 at home", "😀", "it's", 'a "b" c', "-1", "-x", "?x",
    "a, b", "12_345", ".inf", "Zoë\u00a0K", "true", "0o17", "2026-02-30", "back\\slash", "a - b", "[x", "...",
    "a: ".strip(), "=",
)  # fmt: skip
TAME = tuple(text for text in PLAIN if not text.startswith("[") and text not in ("...", "a:"))
QUOTED = (
    "'it''s'", "'# no comment'", "''", '""', '"a\\tb"', '"say \\"hi\\""', '"\\u00e9"', '"[[Mary Somerville]]"',
    '"x: y"', "'😀 \"x\"'", "'no'", '"2026-11-20"', "' a '", '"- x"',
)  # fmt: skip
ITEMS = ("a", "b", "Ada", "no", "'x, y'", '"q: r"', "1e3", "😀", "it's", "two words", '"[[Mary]]"', "x#y", "-1")
COMMENTS = ("", "", "", "  # c", " # it's: [a] 'comment", "   ", " #😀")
SPACES = (" ", " ", " ", "   ")
ODD = (
    "{key}: &anchor Ada\nother: *anchor", "{key}: !mine Ada", "{key}: |\n  a\n  b", "{key}: >-\n  a\n\n  b",
    "{key}: Ada\n  Lovelace", '{key}: "Ada\n  Lovelace"', "? {key}\n: Ada", "? [{key}, b]\n: Ada",
    "base: &b {{x: y}}\n{key}:\n  <<: *b", "{key}: !!str Ada", "{key}: &a [a, b]\nother: *a",
    "{key}:\n  - - a\n    - b", "{key}:\n  - a: b\n    c: d", "{key}: [[Mary]]", "{key}: [a: b]",
    "{key}:\n  - &i a\n  - *i", "{key}:\n  - |\n    a\n  - b", "=: {key}", "{key}: ~\n{key}: ~", "{key}: x\n...",
    "%YAML 1.2", "<<<<<<< HEAD\n{key}: a\n=======\n{key}: b\n>>>>>>> x", "{key}: @x", "{key}: a: b", "\t{key}: x",
    "{key}: [a", "- {key}", "{{{key}: a}}", "{key}: [\n  a,\n  b\n]", "{key}:\n  -\n  - b", "{key}:\n  - a\n    b",
    "null: {key}", "'{key}':\n  x: [a]",
)  # fmt: skip

WORDS = (
    "lunch at hers",
    "she is calm about it",
    "the engine: stuck on money",
    "asked for a printer",
    "😀 ok",
    "[[Bo]] was there",
)
LOG_HEADS = (
    "## Log",
    "# Log",
    "### LOG",
    "## log ##",
    "## Interactions",
    "## Contact log",
    "Log\n---",
    "History\n=======",
    "## 📓 Log",
)
PLAIN_BLOCKS = (
    "Two children and a third on the way.", "One line\nand another", "## Notes\n\nsome text",
    "Notes\n-----\n\nsome text", "### Old\n#### Older", "- milk\n- bread", "* a\n    * b\n        * c\n* d",
    "1. one\n2. two", "- [ ] send the book, due 2026-12-01", "- [ ] a\n- [x] b ✅ 2026-01-01\n  - [ ] c",
    "> a quote\n> - of two lines",
    "```\n## Log\n- 2020-01-01: not me\n```", "~~~ text\n## Log\n```\n- 2020-01-01: not me\n~~~",
    "<!--\n## Log\n\n- 2020-01-01: not me\n-->", "<!-- ## Log -->", "| a | b |\n|---|---|\n| c | d |", "***",
    "Mood:: green", "<div>\nhtml\n</div>", "trailing spaces  \nin two lines", "a\tb\tc", "[x]: https://x.org",
    "👩‍👩‍👧 and 🐈", "- a\n\n  para in the item\n\n- b", "![[embedded]]", "`code` and **bold**",
    "## Career\n\n- 2020-01-01 a new job\n\n## Then", "## Log book\n\ntext", "- a  \n  b  ", "+ x\n  + y",
)  # fmt: skip
ODD_BLOCKS = (
    "\ttabbed code",
    "    code, indented\n    ## Log",
    "```\nnever closed", "Colour:: green", "- nick:: N", "<!-- never closed",
    "<<<<<<< HEAD\n- 2026-01-01: a\n=======\n- 2026-01-02: b\n>>>>>>> x", "~~~", "- ```\n  x", "---\na: b\n---",
    "> ## Log\n> - 2026-01-01: x",
    "## Log\n\n| Day | What |\n|---|---|\n| 2026-11-01 | tea |\n| 2026-11-03 | a |", "## 2026-01-01 Email\n\ntext",
    "## Log\n\n2026-01-01 tea with her\n\n2026-01-03 call", "2025-03-01: a line of its own", "<div>\n## Log",
    "## Log\n- 2026-01-01: x\n\n    code\n- 2026-01-05: y", "<script>\n## Log",
    "## Log\n### 2026\n- 2026-01-01: x\n### 2025\n- 2025-01-01: x", "## Log\n> - 2026-01-01: x",
    "## Log\n- 2026-11-01: x\n\n### History\n\n- 2026-11-09: y", "## Log\n- - 2026-01-01: x",
    "## Log\n- 14.11.2026: x\n- x", "## Log\n1. 2026-01-01: x\n2. 2026-01-02: y",
    "text\n## Log\nlazy\n- 2026-01-01: x\nlazy\n* 2026-01-02: y\ntext", "\u2028", "a\x0bb\x0c", "\x00",
    "## Log <!-- x",
)  # fmt: skip
# Logs without a heading, in every way of writing that has lines which belong together.
BARE_LOGS = (
    "| day | how |\n|---|---|\n| 2026-11-01 | tea |\n| 2026-11-03 | x |", "| day |\n|:--|\n| 2026-11-01 |\n\nafter",
    "day | how\n---|---\n| 2026-11-01 | tea |", "| day | how |\n|---|---|\nx | y\n| 2026-11-01 | tea |",
    "| day | how |\n|---|---|\n2026-11-01: tea", "- a\n\n  | day | how |\n  |---|---|\n  | 2026-11-01 | tea |\n- b",
    "  | day | how |\n  |---|---|\n  | 2026-11-01 | tea |",
    "> [!note] 2026-11-01 tea\n> with her", "> before\n> [!tea] 2026-11-01\n> with her",
    "> before\nlazy\n> [!tea] 2026-11-01",
    "- tea\n  - 2026-11-01: x\n- more", "- tea\nlazy\n  - 2026-11-01: x", "- tea\n\n  text\n\n  - 2026-11-01: x",
    "### 2026-11-01 Tea\n\nnice", "2026-11-01 Tea\n===\n\nnice", "line above\n2026-11-01 Tea\n---\n\nnice",
    "2026-11-01: tea\nwith her\n\n2026-11-03: x", "text\n- 2026-11-01: tea", "## Notes\n\n  - 2026-11-01: tea",
)  # fmt: skip
DAYS = st.integers(0, 30).map(lambda days: date(2026, 11, 1) + timedelta(days=days))
PRINTABLE = st.text(
    st.one_of(
        st.characters(categories=("L", "M", "N", "P", "S", "Zs")),
        st.sampled_from("'\"\\#:-?[]{},&*!|>%@` \u200d\u00a0~=<0123456789.+_eEx"),
    ),
    min_size=1, max_size=24,
)  # fmt: skip
TRICKY = (
    "no", "Yes", "off", "1:30", "0x1F", "0o17", "017", "1e3", "~", "null", "2026-11-20", "2026-11-20T10:30:00Z",
    "- x", "# x", "x # y", "x #y", "a: b", "a:", ":a", "[x]", "{x}", "[[Mary]]", "😀", "'", '"', "it's \"so\"", "\\",
    "\\n", " lead", "trail ", " ", "=", "<<", "&a", "*a", "!a", "|", ">", "%a", "@a", "`a`", "?", "? a", "-", "--",
    "---", "...", "--- a", "+1", "1_000", ".5", "5.", ".inf", ".nan", "0b1", "-0", "a, b", "a,b", ",", "]", "a]",
    "1,000", "true", "y", "n", "190:20:30", "12e03", "+.inf", "0.", "!!str", "a\u00a0b", "\u00a0", "é", "👩‍👩‍👧",
    "<<<<<<<", "=======", "a'b", "'a'", '"a"', "x" * 200, "word " * 40 + "end", "a  b", "1e", "0x", "1__0",
    "685_230.15", "{{name}}", "a{b", "http://x.y/z#w?a=b",
)  # fmt: skip
VALUES = st.one_of(st.sampled_from(TRICKY), PRINTABLE)
TEXTS = st.sampled_from(
    (*WORDS, "tea", "a - b", "x", "it's *fine*", "née \u00a0 K", "1 of 2", "(twice)", "#tag", "C:\\temp")
)
HEADS = st.sampled_from(("", "call", "lunch with [[Charles Babbage]]", "email in", "gave"))


class Note(NamedTuple):
    """A note; *fields* and *body* say whether that part of it is as people write it: no edit of it may be refused."""

    data: bytes
    fields: bool
    body: bool


@st.composite
def field_lines(draw: st.DrawFn, key: str) -> str:
    """One key as people write it, in one or more lines."""
    name = draw(st.sampled_from((key, key, key, f'"{key}"', f"'{key}'")))
    colon = draw(st.sampled_from((":", ":", ":", " :")))
    space, comment = draw(st.sampled_from(SPACES)), draw(st.sampled_from(COMMENTS))
    shape = draw(st.integers(0, 9))
    if shape <= 2:
        return f"{name}{colon}{space}{draw(st.sampled_from(TAME))}{comment}"
    if shape == 3:
        return f"{name}{colon}{space}{draw(st.sampled_from(QUOTED))}{comment}"
    if shape == 4:
        return f"{name}{colon}{comment}"
    items = draw(st.lists(st.sampled_from(ITEMS), min_size=1, max_size=3))
    if shape <= 6:
        inside = draw(st.sampled_from(("[{}]", "[ {} ]", "[{},]", "[]"))).format(
            draw(st.sampled_from((", ", ","))).join(items)
        )
        return f"{name}{colon}{space}{inside}{comment}"
    if shape <= 8:
        indent, gap = draw(st.sampled_from(("", "  ", "    "))), draw(st.sampled_from((" ", "   ")))
        between = draw(st.sampled_from(("\n", "\n", "\n\n", f"\n{indent}# inner\n")))
        tail = draw(st.sampled_from(COMMENTS))
        return f"{name}{colon}{comment}\n" + between.join(f"{indent}-{gap}{item}{tail}" for item in items)
    return f"{name}{colon}{comment}\n  wedding: 2014-06-12{comment}\n  b: {{x: y}}\n  c: [p, q]"


@st.composite
def frontmatter(draw: st.DrawFn, odd: bool) -> str:
    """The lines from dashes to dashes, or nothing."""
    kind = draw(st.integers(0, 9))
    if kind == 0:
        return ""
    begin, end = draw(st.sampled_from((("---", "---"), ("---", "---"), ("---  ", "---\t"))))
    if kind == 1:
        return draw(st.sampled_from((f"{begin}\n{end}\n", f"{begin}\n# only this\n{end}\n", f"{begin}\n\n{end}\n")))
    keys = draw(st.lists(st.sampled_from(KEYS), unique=True, min_size=1, max_size=5))
    parts = [draw(field_lines(key)) for key in keys]
    if odd:
        at = draw(st.integers(0, len(parts) - 1))
        parts[at] = draw(st.sampled_from(ODD)).format(key=keys[at])
    between = draw(
        st.lists(
            st.sampled_from(("", "", "", "# between\n", "\n", "\n  # indented, 😀\n")),
            min_size=len(parts),
            max_size=len(parts),
        )
    )
    text = "".join(f"{gap}{part}\n" for gap, part in zip(between, parts, strict=True))
    text += draw(st.sampled_from(("", "", "", "# last\n", "\n")))
    if draw(st.integers(0, 5)) == 0:
        text = "".join(f"  {line}" if line.strip() else line for line in text.splitlines(keepends=True))
    return f"{begin}\n{text}{end}\n"


@st.composite
def entries(draw: st.DrawFn) -> str:
    """Dated items in one list, in one style, newest first, oldest first or one alone."""
    days = draw(st.lists(DAYS, min_size=1, max_size=4))
    days = sorted(days, reverse=draw(st.booleans()))
    indent, bullet = (
        draw(st.sampled_from(("", "", "", " ", "  "))),
        draw(st.sampled_from(("-", "-", "-", "*", "+", "1."))),
    )
    gap = draw(st.sampled_from((" ", " ", "   ")))
    form = draw(st.sampled_from(("{}", "{}", "**{}**", "[[{}]]")))
    inner = indent + " " * len(bullet + gap)
    under = (
        "",
        "",
        "",
        "",
        f"\n{inner}and more",
        f"\n{inner}- nested\n{inner}- [ ] do it",
        "\nlazy",
        "  ",
        f"\n{inner}- 2026-11-09: nested",
    )
    rows = [
        f"{indent}{bullet}{gap}{form.format(day)}{draw(st.sampled_from((': ', ' lunch: ', ' ', ' - ')))}"
        f"{draw(st.sampled_from(WORDS))}{draw(st.sampled_from(under))}"
        for day in days
    ]
    return draw(st.sampled_from(("\n", "\n", "\n\n"))).join(rows)


@st.composite
def bodies(draw: st.DrawFn, odd: bool) -> str:
    """The body: blocks, a log among them, before them, after them or not at all."""
    blocks = draw(st.lists(st.sampled_from(PLAIN_BLOCKS), max_size=3))
    if odd:
        more = draw(
            st.lists(st.sampled_from((*ODD_BLOCKS, "## Log\n- 2026-11-01: x", "## Log")), min_size=1, max_size=2)
        )
        blocks = draw(st.permutations([*blocks, *more]))
    kind = draw(st.integers(0, 8))
    if kind == 8:
        blocks.append(f"## Interactions\n\n{draw(entries())}\n\n## Timeline\n\n{draw(entries())}")
    elif kind <= 5:
        head, gap = draw(st.sampled_from(LOG_HEADS)), draw(st.sampled_from(("\n", "\n\n", "\n\n\n")))
        at = draw(st.integers(0, len(blocks)))
        follow = ["## After"] if at < len(blocks) and draw(st.booleans()) else []
        lists = blocks[at][:1] in tuple("-*+1 \t") if at < len(blocks) else False
        log = head if kind == 5 else head + gap + draw(entries())
        blocks[at:at] = [log, *(["text after the log"] if lists and not follow else follow)]
    elif kind == 6:
        blocks = [*blocks, "Met at a dinner.", draw(entries())]
    first = draw(st.sampled_from(("", "\n", "\n", "\n\n")))
    joined = draw(st.sampled_from(("\n\n", "\n\n", "\n\n\n"))).join(blocks)
    return first + joined + draw(st.sampled_from(("\n", "\n", "\n", "", "\n\n", "\n   \n"))) if blocks else first


@st.composite
def notes(draw: st.DrawFn, odd_fields: bool | None = None, odd_body: bool | None = None) -> Note:
    """A whole note; None leaves it to chance whether a part holds what an edit may be refused for."""
    rarely = st.integers(0, 3).map(lambda number: number == 0)
    odd_head = draw(rarely) if odd_fields is None else odd_fields
    odd_rest = draw(rarely) if odd_body is None else odd_body
    text = draw(frontmatter(odd_head)) + draw(bodies(odd_rest))
    if draw(st.integers(0, 7)) == 0:
        text = text.rstrip("\n")
    if not text.startswith("---"):
        text = text.lstrip("\n") if odd_rest and draw(st.booleans()) else text
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    mark = draw(st.sampled_from(("", "", "", "\ufeff")))
    return Note((mark + text).encode(), not odd_head, not odd_rest)


@st.composite
def bare_logs(draw: st.DrawFn) -> Note:
    """A note with a log that has no heading, and blocks above it, in LF or CRLF."""
    above = draw(st.lists(st.sampled_from(PLAIN_BLOCKS).filter(lambda block: "- [" not in block), max_size=2))
    gap = draw(st.sampled_from(("\n\n", "\n\n", "\n")))
    text = (
        "---\nname: Ada\n---\n"
        + draw(st.sampled_from(("", "\n")))
        + gap.join([*above, draw(st.sampled_from(BARE_LOGS))])
    )
    text += draw(st.sampled_from(("\n", "")))
    return Note((text.replace("\n", "\r\n") if draw(st.booleans()) else text).encode(), fields=True, body=True)


PLAIN_NOTES = notes(odd_fields=False, odd_body=False)
_WILD_LINES = st.sampled_from((
    *(line for block in (*ODD, *ODD_BLOCKS, *PLAIN_BLOCKS) for line in block.replace("{key}", "nick").split("\n")),
    "---", "---", "nick: a", "nick: [a, b]", "  - a", "- 2026-11-02: x", "## Log", "", "- [ ] do",
))  # fmt: skip
_WILD_YAML = st.text(st.sampled_from("ab:-?[]{},&*!|>'\"%@`# \n\n\t~=<.0é😀"), max_size=40)
WILD = st.one_of(
    st.binary(max_size=80),
    st.tuples(st.binary(max_size=20), PLAIN_NOTES, st.integers(0, 200)).map(
        lambda drawn: drawn[1].data[: drawn[2]] + drawn[0] + drawn[1].data[drawn[2] :]
    ),
    st.lists(_WILD_LINES, max_size=14).map(lambda lines: "\n".join(lines).encode()),
    _WILD_YAML.map(lambda text: f"---\nnick: a\nx: {text}\n---\n\n## Log\n".encode()),
    _WILD_YAML.map(lambda text: f"---\n{text}\nnick: a\n---\n".encode()),
    st.text(max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass")),
)
