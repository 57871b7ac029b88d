"""A vault of forty notes that want to be more than text on a page, in every place that a note has."""

from __future__ import annotations

import json

from conftest import VaultFolder

TEXTS = [
    "<script>alert(1)</script>", "</script><script>alert(1)</script>", "</style><script>alert(1)</script>",
    "</title><script>alert(1)</script>", "</svg><script>alert(1)</script>", "<img src=x onerror=alert(1)>",
    '"><img src=x onerror=alert(1)>', "'><svg/onload=alert(1)>", '" onmouseover="alert(1)',
    "' onfocus='alert(1)' autofocus '", "<svg><animate onbegin=alert(1) attributeName=x></svg>",
    "<svg><foreignObject><iframe srcdoc=x></iframe></foreignObject></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>", "<iframe src=javascript:alert(1)></iframe>",
    "<base href=//evil.example/>", "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<form action=//evil.example><button>x", "<object data=//evil.example></object><embed src=//evil.example>",
    "<link rel=stylesheet href=//evil.example/x.css>", "<style>*{display:none}</style>",
    "x;} body{background:url(//evil.example)} {", "<!-- never closed", "--><script>alert(1)</script><!--",
    "<![CDATA[<script>alert(1)</script>]]>", "<?php echo 1 ?>", "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;img src=x onerror=alert&#40;1&#41;&#62;", "[x](javascript:alert(1))", "[x](java&#x0A;script:alert(1))",
    "[x](JaVaScRiPt&colon;alert(1))", "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:alert(1)) [x](//evil.example) [x](file:///etc/passwd)", '![x](http://evil.example/x.png "y")',
    "![[x.png]] ![[../../x]]", "<javascript:alert(1)> <http://evil.example/>", "[a][b] [b]: javascript:alert(1)",
    "{{ 7 * 7 }} {% raw %} {# x #} ${7 * 7}", "\u202eevil\u2066 \u200f\u061c", "[[x](javascript:alert(1))|<b>y</b>]]",
    "`<b onclick=alert(1)>` \\<b\\> **<i>**",
]  # fmt: skip
_KEYS = (
    "why", "role", "org", "hook", "email", "phone", "url", "address", "channel", "met-at", "met-through", "met",
    "household", "pronouns", "location", "status", "next-contact",
)  # fmt: skip
_LISTS = ("aliases", "tags", "needs", "offers", "knows", "topics")
_NAMES = {
    0: "<script>alert(1)<", 5: "<img src=x onerror=alert(1)>", 7: "'><svg onload=alert(1)>",
    8: '" onmouseover="alert(1)', 15: "<meta http-equiv=refresh>", 21: "<!-- x",
    26: "&#60;img src=x onerror=alert(1)&#62;", 27: "javascript:alert(1)",
    28: "[x](javascript:alert(1))", 36: "{% 7*7 %}", 37: "\u202eevil", 39: "a#b?c%3Cscript%3E",
}  # fmt: skip


def write_hostile(vault: VaultFolder) -> None:
    """Fill *vault*: a note for each of `TEXTS`, a daily note, notes that are broken, and circles named like that."""
    for number, text in enumerate(TEXTS):
        vault.write(f"people/{_NAMES.get(number, f'Person {number}')}.md", _note(number, text))
    lines = "".join(
        f"- tea with [[{_NAMES.get(number, f'Person {number}')}]]: {text}\n" for number, text in enumerate(TEXTS)
    )
    vault.write("daily/2026-11-20.md", lines)
    for number, text in enumerate(TEXTS[:8]):
        broken = f'---\nname: "{text}\ncircle: [\n---\n{text}\n'
        vault.write(f"people/broken {number} <b onclick=alert(1)>.md", broken)
    circles = "".join(f"{json.dumps(text)} = {{ cadence = '2 weeks', people = 9 }}\n" for text in TEXTS[:6])
    vault.write("netnotes.toml", f"why = {json.dumps(TEXTS[5])}\n[circles]\n{circles}")


def _note(number: int, text: str) -> str:
    # By rule a note with "{{…}}" in a field or a heading is a template and no person; the words below hold it as it is.
    field = text.replace("{{", "{").replace("}}", "}")
    flat = json.dumps(field)
    date = f"2026-{number % 9 + 1:02}-11"
    keys = "".join(f"{key}: {flat}\n" for key in _KEYS)
    lists = "".join(f"{key}: [{flat}, {json.dumps('[[' + field + ']]')}]\n" for key in _LISTS)
    # Two in three are in a circle; the rest have what cannot be read there too, which the front page tells.
    circle = json.dumps(TEXTS[number % 6]) if number % 3 else flat
    return (
        f"---\nname: {json.dumps(f'{field} {number}')}\ncircle: {circle}\n{keys}{lists}"
        f"birthday: 11-{number % 20 + 5:02}\n{flat}: {flat}\ndates:\n  {flat}: 12-0{number % 8 + 1}\n---\n\n"
        f"{text}\n\n# {field}\n\n> {text}\n\n1. {text}\n\n| {text} |\n|---|\n| {text} |\n\n"
        f"- [ ] {text}, due 2026-11-30\n- [ ] waiting: {text}\n- [x] {text}\n\n[b]: javascript:alert(1)\n\n"
        f"## Log\n\n- 2026-11-{number % 20 + 1:02} {text}: {text}\n- {date} call with {text} at {text}: {text}\n"
        f"- 2025-{number % 9 + 1:02}-03 letter in: {text}\n- 2027-01-01 tea: {text}\n"
    )
