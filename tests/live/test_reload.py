"""Putting the script into a page, and the policy that lets it work."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from netnotes.live import reload
from netnotes.live.reload import RELOAD_SCRIPT, amend, inject

SCRIPT = b'<script src="/reload.js" data-seen=""></script>'


@pytest.mark.parametrize(
    ("page", "live"),
    [
        (b"<body>x<!--live--></body>", b"<body>x" + SCRIPT + b"</body>"),
        (b"<body>&lt;!--live--&gt;<!--live-->\n</body>", b"<body>&lt;!--live--&gt;" + SCRIPT + b"\n</body>"),
        (b"<BODY>x</BODY></HTML>", b"<BODY>x" + SCRIPT + b"</BODY></HTML>"),
        (b"<p>no body", b"<p>no body" + SCRIPT),
        (b"", SCRIPT),
    ],
)
def test_where_the_script_goes(page: bytes, live: bytes) -> None:
    """At the place that the template has for it, else before the end of the body, else at the end; and only once."""
    assert inject(page) == live
    assert inject(live) == live


def test_the_state_of_a_page() -> None:
    """It stands at the script; nothing but a state can."""
    assert inject(b"<!--live-->", "ab12-3") == SCRIPT.replace(b'seen=""', b'seen="ab12-3"')
    with pytest.raises(ValueError, match="no state"):
        inject(b"<!--live-->", '"><script>')


@pytest.mark.parametrize(
    ("policy", "amended"),
    [
        ("default-src 'none'", "default-src 'none'; script-src 'self'; connect-src 'self'"),
        (
            "default-src 'none'; script-src 'sha256-a='; style-src 'sha256-b='",
            "default-src 'none'; script-src 'self' 'sha256-a='; style-src 'sha256-b='; connect-src 'self'",
        ),
        ("script-src 'none'; connect-src 'none'", "script-src 'self'; connect-src 'self'"),
        ("Script-Src 'self'; connect-src 'self' ;", "script-src 'self'; connect-src 'self'"),
        ("default-src 'self'", "default-src 'self'"),
        ("img-src data:", "img-src data:"),
        ("script-src 'sha256-a='; script-src *", "script-src 'self' 'sha256-a='"),
        ("", ""),
    ],
)
def test_the_policy_lets_the_script_work(policy: str, amended: str) -> None:
    """The script may be loaded and may connect; nothing else is allowed that was not."""
    assert amend(policy) == amended


@pytest.mark.parametrize(
    "meta",
    [
        b'<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">',
        b'<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;">',
        b"<META content='default-src &#x27;none&#x27;' HTTP-EQUIV=content-security-policy>",
        b"<meta\n  http-equiv = 'content-security-policy'\n  content = \"default-src 'none'\" />",
    ],
)
def test_the_policy_is_found_however_it_is_written(meta: bytes) -> None:
    """In quotes of either kind, escaped by a template or not."""
    page = inject(b'<head><meta charset="utf-8">' + meta + b"</head><!--live-->")
    assert b"content" in page
    assert b"\"default-src 'none'; script-src 'self'; connect-src 'self'\"" in page
    assert b'<head><meta charset="utf-8"><' in page


def test_other_metas_stay() -> None:
    """Only a policy is amended."""
    page = b'<meta name="description" content="default-src"><meta http-equiv="refresh" content="script-src">'
    assert inject(page) == page + SCRIPT


def test_the_script_is_allowed_by_its_own_policy() -> None:
    """Nothing is evaluated, written as HTML or loaded from elsewhere; and it is JavaScript."""
    assert not any(
        word in RELOAD_SCRIPT for word in ("eval(", "Function(", "innerHTML", "document.write", "http:", "//cdn")
    )
    if node := shutil.which("node"):
        subprocess.run([node, "--check", str(Path(reload.__file__).with_name("reload.js"))], check=True, timeout=60)
