"""A vault's own templates: only what was looked at runs, in a sandbox, and nothing that is wrong stops a command."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Answer, Nobody, VaultFolder, page_of

TODAY = "2026-11-24"
TEMPLATES = ".netnotes/templates"
OWN = f"{TEMPLATES}/page/index.html"
NOT_USED = "the vault's own templates are not used"
Ask = Callable[..., Answer]


@pytest.fixture
def build(netnotes: Ask, vault: VaultFolder, tmp_path: Path) -> Callable[[], Answer]:
    """Build the pages of a vault with one person into ``site``."""
    vault.person("Ada", circle="close", log=["2026-11-01 tea"])
    return lambda: netnotes("build", "--out", str(tmp_path / "site"), "--today", TODAY)


def front(tmp_path: Path) -> str:
    """The front page."""
    return (tmp_path / "site" / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["x.txt", ".hidden.html", "../person.md", "person.md", ".dots/x.html"])
def test_a_trusted_template_reaches_only_what_was_looked_at(
    vault: VaultFolder, build, netnotes: Ask, tmp_path: Path, name: str
) -> None:
    """No file that was not hashed is included, whatever it is called."""
    vault.write(f"{TEMPLATES}/{name}", "UNSEEN")
    if name != "person.md":
        vault.write(f"{TEMPLATES}/page/{name}", "UNSEEN")
    vault.write(OWN, f"{{% include '{name}' %}}")
    vault.write(f"{TEMPLATES}/agenda.md", f"{{% include '{name}' %}}")
    assert netnotes("trust").exit_code == 0
    answer = build()
    assert answer.exit_code == 0
    assert "UNSEEN" not in front(tmp_path)
    agenda = netnotes("agenda", "--format", "md", "--today", TODAY)
    assert "UNSEEN" not in agenda.stdout
    if name == "x.txt":
        assert answer.stderr == f"{TEMPLATES}/page: template index.html:1: there is no template x.txt; mend it\n"
        assert agenda.stderr == "netnotes: template agenda.md:1: there is no template x.txt; mend it\n"


def test_parts_in_folders_are_used_and_followed(vault: VaultFolder, build, netnotes: Ask, tmp_path: Path) -> None:
    """A part that lies deeper is looked at, included, and makes the pages stale, as are the style and the script."""
    vault.write(f"{TEMPLATES}/page/person.html", "<body>{% include './parts/head.html' %}")
    part = vault.write(f"{TEMPLATES}/page/parts/head.html", "One {{ name }}")
    vault.write(f"{TEMPLATES}/page/style.css", "/* mine */")
    assert netnotes("trust").lines == [
        "page/parts/head.html  trusted", "page/person.html      trusted", "page/style.css        trusted",
    ]  # fmt: skip
    build()
    page = page_of(tmp_path / "site", "ada")
    assert page.read_text(encoding="utf-8") == "<body>One Ada\n"
    assert (tmp_path / "site" / "style.css").read_text(encoding="utf-8") == "/* mine */"
    part.write_text("Two {{ name }}", encoding="utf-8")
    netnotes("trust")
    build()
    assert page.read_text(encoding="utf-8") == "<body>Two Ada\n"
    part.write_text("\n{{ nothing.here }}", encoding="utf-8")
    netnotes("trust")
    answer = build()
    assert "template parts/head.html:2: 'nothing' is undefined; mend it" in answer.stderr


def _link(vault: VaultFolder) -> None:
    os.symlink("/etc/hostname", vault.write(f"{TEMPLATES}/page/a.html").parent / "bad.html")


def _linked_folder(vault: VaultFolder) -> None:
    os.symlink("/etc", vault.write(f"{TEMPLATES}/page/a.html").parent / "bad.html")


def _big(vault: VaultFolder) -> None:
    vault.write(f"{TEMPLATES}/page/bad.html", b"x" * (1024 * 1024 + 1))


def _pipe(vault: VaultFolder) -> None:
    os.mkfifo(vault.write(f"{TEMPLATES}/page/a.html").parent / "bad.html")


REFUSED = [
    (_link, "is a link; put the file itself there"), (_linked_folder, "is a link; put the file itself there"),
    (_big, "is over 1 MB; it should be a template only"), (_pipe, "is no regular file; take it away"),
]  # fmt: skip


@pytest.mark.skipif(os.name == "nt", reason="no links or pipes there without more")
@pytest.mark.parametrize(("put", "why"), REFUSED)
def test_what_cannot_be_trusted_stops_nothing(
    vault: VaultFolder, build, netnotes: Ask, tmp_path: Path, put: Callable[[VaultFolder], None], why: str
) -> None:
    """The shipped templates are used, and a line says which file and what to do; only a yes to it is refused."""
    vault.write(OWN, "Mine")
    assert netnotes("trust").exit_code == 0
    put(vault)
    said = f"{NOT_USED}: {TEMPLATES}/page/bad.html {why}\n"
    built = build()
    assert (built.exit_code, built.stderr) == (0, said)
    assert "What is worth doing" in front(tmp_path)
    agenda = netnotes("agenda", "--format", "md", "--today", TODAY)
    assert (agenda.exit_code, agenda.stderr) == (0, said)
    listed = netnotes("trust", "--list")
    assert (listed.exit_code, listed.stderr) == (0, "")
    assert f"page/bad.html    refused: it {why}" in listed.lines
    assert "page/index.html  trusted" in listed.lines
    rows = {row["path"]: row for row in netnotes("trust", "--list", "--format", "json").json()}
    assert rows[f"{TEMPLATES}/page/bad.html"] == {
        "path": f"{TEMPLATES}/page/bad.html", "trusted": False, "refused": why,
    }  # fmt: skip
    assert rows[OWN] == {"path": OWN, "trusted": True, "refused": None}
    refused = netnotes("trust")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr == f"netnotes: {TEMPLATES}/page/bad.html {why}\n"
    assert "page/index.html  not trusted" in netnotes("trust", "--revoke").lines


@pytest.mark.parametrize("what", ["index.html", "parts"])
def test_what_cannot_be_read_stops_nothing(nobody: Nobody, what: str) -> None:
    """A file or a folder without rights is refused as well."""
    vault = VaultFolder(nobody.folder / "vault")
    vault.person("Ada", circle="close")
    vault.write(OWN, "Mine")
    vault.write(f"{TEMPLATES}/page/parts/x.html", "Mine")
    nobody.take_over()
    (vault.path / TEMPLATES / "page" / what).chmod(0)
    answer = nobody("agenda", "--format", "md", "--today", TODAY, "--vault", str(vault.path))
    (vault.path / TEMPLATES / "page" / what).chmod(0o755)
    assert answer.exit_code == 0, answer.stderr
    said = f"{TEMPLATES}/page/{what} cannot be read (Permission denied); mend its permissions"
    assert answer.stderr == f"{NOT_USED}: {said}\n"


def test_templates_that_lie_outside_the_vault(vault: VaultFolder, build, netnotes: Ask, tmp_path: Path) -> None:
    """A folder of templates that leads out of the vault is not walked; hidden files beside templates mean nothing."""
    other = VaultFolder(tmp_path / "other")
    other.write("page/index.html", "Mine")
    vault.write(".netnotes/x")
    os.symlink(other.path, vault.path / TEMPLATES)
    answer = build()
    assert answer.stderr == f"{NOT_USED}: {TEMPLATES} leads out of the vault; put the folder itself there\n"
    (vault.path / TEMPLATES).unlink()
    vault.write(OWN, "Mine")
    os.symlink("nobody@nowhere.1", vault.path / TEMPLATES / "page" / ".#index.html")
    netnotes("trust")
    assert build().stderr == ""
    assert front(tmp_path) == "Mine\n"


LONG = [
    "{{ '%1000000000d' % 1 }}", "{{ '%.1000000000f' % 1.5 }}", "{{ '%*d' % (1000000000, 1) }}",
    "{{ '%(a)1000000000d' % {'a': 1} }}", "{{ '%((a))1000000000d' % {'(a)': 1} }}", "{{ '%1000000000d'|format(1) }}",
    "{{ '%-*d'|format(-1000000000, 1) }}", "{{ '{:1000000000}'.format(1) }}", "{{ '{:{}}'.format(1, 1000000000) }}",
    "{{ '{a:{w}}'.format_map({'w': '1000000000', 'a': 1}) }}", "{{ '{0:{w}}'.format(1, w='1000000000') }}",
    "{{ 'x'.center(1000000000) }}", "{{ 'x'.ljust(1000000000) }}", "{{ 'x'.rjust(1000000000, 'y') }}",
    "{{ 'x'.zfill(1000000000) }}", "{{ 'x'.expandtabs(tabsize=1000000000) }}", "{{ 'x'|center(1000000000) }}",
    "{{ 'x\ny'|indent(width=1000000000) }}", "{{ [1]|batch(1000000000, 'x')|list }}",
    "{{ 1|round(1000000000, 'ceil') }}",
    "{{ ['x']|map('center', 1000000000)|list }}", "{{ ('x'|attr('center'))(1000000000) }}", "{{ 'x' * 1000000000 }}",
]  # fmt: skip


@pytest.mark.parametrize("template", LONG)
def test_what_would_fill_the_memory_is_refused(vault: VaultFolder, netnotes: Ask, template: str) -> None:
    """However a template asks for a text of a thousand million signs, it is told so in one line."""
    vault.write(f"{TEMPLATES}/agenda.md", template)
    netnotes("trust")
    answer = netnotes("agenda", "--format", "md", "--today", TODAY)
    assert (answer.exit_code, answer.stdout) == (2, "")
    assert re.fullmatch(r"netnotes: template agenda\.md:[12]: this would be too long; mend it\n", answer.stderr)


def test_what_is_short_is_made(vault: VaultFolder, netnotes: Ask) -> None:
    """The same ways with small widths and large values."""
    vault.write(
        f"{TEMPLATES}/agenda.md",
        "{{ '%5d' % 5000000 }} {{ '%s 0123456789 %%' % 'x' }} {{ '%*d|'|format(3, 42) }} {{ 'x'.center(3) }} "
        "{{ '{:>9} {}'.format(5000000, 20000000) }} {{ '{a:{w}}|'.format_map({'a': 1, 'w': 2}) }} {{ 7000000 % 4 }} "
        "{{ 'x'|center(3) }} {{ 1.26|round(1) }}{{ nothing|default(5000000) }}",
    )
    netnotes("trust")
    answer = netnotes("agenda", "--format", "md", "--today", TODAY)
    assert answer.stdout == "5000000 x 0123456789 %  42|  x    5000000 20000000  1| 0  x  1.35000000\n", answer.stderr


@pytest.mark.parametrize(
    "template",
    [
        "{{ 'x'.replace('x', 'x' * 1000000) .replace('x', 'x' * 1000000).replace('x', 'x' * 1000000) }}",
        "{{ f(a=1, a=2) }}",
    ],
)
def test_what_goes_wrong_in_a_template_is_one_line(vault: VaultFolder, netnotes: Ask, template: str) -> None:
    """What the sandbox lets through and what Python refuses is no traceback."""
    vault.write(f"{TEMPLATES}/agenda.md", template)
    netnotes("trust")
    answer = netnotes("agenda", "--format", "md", "--today", TODAY)
    assert answer.exit_code == 2
    assert re.fullmatch(r"netnotes: template agenda\.md[^\n]*; mend it\n", answer.stderr)


def test_the_front_says_that_people_s_pages_are_not_as_wanted(
    vault: VaultFolder, build, netnotes: Ask, tmp_path: Path
) -> None:
    """In the same build, in later ones in which nothing was drawn anew, and no longer once the template is right."""
    person = f"{TEMPLATES}/page/person.html"
    vault.write(person, "{{ nothing.here }}")
    netnotes("trust")
    for _ in range(2):
        answer = build()
        said = f"{TEMPLATES}/page: template person.html:1: 'nothing' is undefined; mend it"
        assert (answer.exit_code, answer.stderr) == (0, said + "\n")
        for page in (tmp_path / "site" / "index.html", page_of(tmp_path / "site", "ada")):
            text = page.read_text(encoding="utf-8")
            assert text.count('class="notice trouble"') == 1, page
            assert said.replace("'", "&#39;") in text
    assert "0 files written" in answer.stdout
    vault.person("Bo", circle="close")
    assert "mend it" in build().stderr
    assert "mend it" in front(tmp_path)
    vault.write(person, "Right")
    netnotes("trust")
    assert build().stderr == ""
    assert "mend it" not in front(tmp_path)
