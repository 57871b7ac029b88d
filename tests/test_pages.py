"""The pages that `build` writes: whole, true, the same bytes twice, with nothing live from a note."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import Answer, VaultFolder, page_of, process_environment

TODAY = "2026-11-24"
EXAMPLE = Path(__file__).resolve().parents[1] / "example-vault"
Ask = Callable[..., Answer]


@pytest.fixture
def build(netnotes: Ask, tmp_path: Path) -> Callable[..., Path]:
    """Build the pages into a folder of their own, and say where."""

    def run(*words: str, out: str = "site") -> Path:
        answer = netnotes("build", "--out", str(tmp_path / out), "--today", TODAY, *words)
        assert answer.exit_code == 0, answer.stderr
        return tmp_path / out

    return run


@pytest.fixture
def example(vault: VaultFolder) -> VaultFolder:
    """The example vault."""
    shutil.copytree(EXAMPLE, vault.path, dirs_exist_ok=True)
    return vault


class Tags(HTMLParser):
    """The tags of a page with their attributes, its text, and what is not closed."""

    VOID = frozenset({"meta", "link", "br", "input"})

    def __init__(self, page: str) -> None:
        """Read *page*."""
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.found.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag that closes itself."""
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """What closes must be what was opened last."""
        assert self.open, tag
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.text += data


def files(folder: Path) -> dict[str, bytes]:
    """Every file in a folder of pages, without the mark."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".netnotes-site"
    }


@pytest.mark.usefixtures("example")
def test_two_builds_are_the_same_bytes_and_the_second_writes_nothing(build, netnotes: Ask, tmp_path: Path) -> None:
    """Also into another folder, and with an index that is made anew."""
    first = files(build())
    assert len(first) == 31 + 3
    times = {path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*.html")}
    assert "0 files written" in netnotes("build", "--out", str(tmp_path / "site"), "--today", TODAY).stdout
    assert {path: path.stat().st_mtime_ns for path in times} == times
    assert netnotes("index --clear").exit_code == 0
    assert files(build(out="other")) == first


@pytest.mark.usefixtures("example")
def test_every_page_is_well_formed_and_every_link_leads_somewhere(build) -> None:
    """Tags are closed in turn, ids are unique, pictures are XML, and links lead to a page or a place that is there."""
    site = build()
    for path in site.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        tags = Tags(page)
        assert tags.open == []
        ids = [attributes["id"] for _, attributes in tags.found if "id" in attributes]
        assert len(ids) == len(set(ids)), path
        for drawing in re.findall(r"<svg.*?</svg>", page, re.DOTALL):
            ElementTree.fromstring(drawing)
        for tag, attributes in tags.found:
            href = attributes.get("href") or ""
            if href.startswith("#"):
                assert href[1:] in ids, (path, href)
            elif tag in ("a", "link") and ":" not in href:
                assert (path.parent / href).is_file(), (path, href)
            assert "style" not in attributes
            assert not any(name.startswith("on") for name in attributes)


@pytest.mark.usefixtures("example")
def test_the_page_says_what_the_agenda_says(build, netnotes: Ask) -> None:
    """The same people, reasons and hooks, in the same order."""
    page = Tags((build() / "index.html").read_text(encoding="utf-8")).text
    agenda = netnotes("agenda", "--format", "json", "--today", TODAY).json()
    at = page.index("What is worth doing")
    for section in ("today", "turn_to", "promises", "waiting", "new"):
        for row in agenda[section]:
            at = page.index(row["name"], at)
            assert row["name"] in page


def test_one_edit_rewrites_what_it_can_reach(example: VaultFolder, build) -> None:
    """A line with somebody in its head changes their two pages and the front, and a whole build agrees."""
    site = build()
    before = files(site)
    note = example.path / "people" / "Ada Lovelace.md"
    text = note.read_text(encoding="utf-8")
    note.write_text(
        text.replace("## Log\n", "## Log\n\n- 2026-11-23 tea with [[Tilda Marsh]]: plums\n", 1), encoding="utf-8"
    )
    after = files(build())
    changed = {name for name in after if before.get(name) != after[name]}
    mine = {page_of(site, stem).relative_to(site).as_posix() for stem in ("ada-lovelace", "tilda-marsh")}
    assert changed == {"index.html", *mine}
    assert files(build(out="whole")) == after


def test_people_come_go_and_change_names(example: VaultFolder, build, netnotes: Ask) -> None:
    """Pages of people who left are taken away, links follow, and a whole build agrees."""
    site = build()
    (example.path / "people" / "Archimedes.md").unlink()
    assert netnotes("rename", "mary somerville", "Mary Greig", "--today", TODAY).exit_code == 0
    assert netnotes("new", "Zoë Quill", "--today", TODAY).exit_code == 0
    build()
    assert not list(site.glob("people/archimedes*"))
    assert page_of(site, "zoe-quill").is_file()
    mary = page_of(site, "mary-greig")
    assert f'href="{mary.name}"' in page_of(site, "ada-lovelace").read_text(encoding="utf-8")
    assert files(build(out="whole")) == files(site)


HOSTILE = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</script><script>alert(1)</script>",
    "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "<javascript:alert(1)>", "![x](http://evil.example/x.png)",
    "[x](data:text/html,<script>1</script>)", "<svg onload=alert(1)>", "{{ 7*7 }}", "{% raw %}", "<style>*{}</style>",
    "\"><b>x", "' onmouseover='alert(1)", "&lt;b&gt; &amp;", "[[x](javascript:1)]]", "<a href=//evil.example>x</a>",
    "\u202eabc", "<!--live-->", "-->", "[a]: javascript:alert(1)\n[a]", "`<b>`", "<iframe src=x></iframe>",
    "[x](vbscript:x)", "[x](//evil.example)", "[x](\\\\evil)", "[x](file:///etc/passwd)", "x\x07y",
]  # fmt: skip


def test_nothing_from_a_note_is_live(vault: VaultFolder, build) -> None:
    """Names, logs, fields, tags, tasks and free text of hostile notes stand there as text."""
    for number, text in enumerate(HOSTILE):
        flat = json.dumps(text)
        vault.write(
            f"people/Person {number}.md",
            f"---\nname: {flat}\ncircle: close\nwhy: {flat}\nemail: {flat}\nurl: {flat}\nhook: {flat}\nnick: {flat}\n"
            f"needs: [{flat}]\nmet-at: {flat}\nknows: [{flat}]\nbirthday: 05-01\n---\n\n{text}\n\n- [ ] {text}\n\n"
            f"## Log\n\n- 2026-11-01 call with {text} at {text}: {text}\n- 2026-10-02 {text}\n",
        )
    site = build()
    allowed = {"a", "p", "br", "em", "strong", "s", "code", "pre", "blockquote", "ul", "ol", "li"}
    plain = vault.person("Plain", circle="close", why="x", path="people/Plain.md")
    assert plain.exists()
    known = {tag for tag, _ in Tags(page_of(build(), "plain").read_text(encoding="utf-8")).found}
    known |= {tag for tag, _ in Tags((site / "index.html").read_text(encoding="utf-8")).found} | allowed
    for path in site.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        tags = Tags(page)
        assert tags.open == []
        assert sum(tag == "script" for tag, _ in tags.found) == 1
        assert page.count("<!--live-->") == 1
        for tag, attributes in tags.found:
            assert tag not in ("img", "iframe", "style", "base", "object", "embed")
            assert not any(name.startswith("on") or name in ("style", "srcset") for name in attributes), attributes
            address = attributes.get("href") or attributes.get("src") or ""
            assert re.match(r"(?:https?:|mailto:|tel:|file:///|[\w./#-]*$)", address), address
            if address.startswith("file:"):
                assert "passwd" not in address
        assert not re.search("[\x00-\x08\x0b-\x1f\u202e]", page)
        assert "49" not in tags.text.split("Person")[0][:200]


@pytest.mark.usefixtures("example")
def test_private_pages_hold_no_words_of_notes(build) -> None:
    """For a screenshot: names, circles, days and kinds stay; contact facts and texts do not."""
    text = "".join(
        Tags(data.decode()).text for name, data in files(build("--private")).items() if name.endswith(".html")
    )
    for words in (
        "eleven pages",
        "ada@analytical.example",
        "lapsang",
        "pattern book",
        "Hates being called",
        "candle lecture",
    ):
        assert words not in text
    assert "Ada Lovelace" in text


def test_a_folder_of_others_is_refused(vault: VaultFolder, netnotes: Ask, tmp_path: Path) -> None:
    """Nothing is written beside files that are not ours, and nothing of theirs is ever taken away."""
    vault.person("Ada")
    out = tmp_path / "mine"
    out.mkdir()
    (out / "thesis.txt").write_text("words", encoding="utf-8")
    answer = netnotes("build", "--out", str(out))
    assert (answer.exit_code, answer.stdout) == (2, "")
    assert answer.stderr == f"netnotes: {out} holds other files; name an empty folder, or one that is not there yet\n"
    assert [path.name for path in out.iterdir()] == ["thesis.txt"]
    assert netnotes("build", "--out", str(out / "thesis.txt")).stderr.endswith("is a file; name a folder\n")
    site = tmp_path / "site"
    assert netnotes("build", "--out", str(site)).exit_code == 0
    (site / "mine.html").write_text("words", encoding="utf-8")
    mark = json.loads((site / ".netnotes-site").read_text(encoding="utf-8"))
    mark["files"] += ["../outside.html", "people/../../outside.html"]
    (site / ".netnotes-site").write_text(json.dumps(mark), encoding="utf-8")
    (tmp_path / "outside.html").write_text("words", encoding="utf-8")
    assert netnotes("build", "--out", str(site)).exit_code == 0
    assert (site / "mine.html").exists()
    assert (tmp_path / "outside.html").exists()


def test_pages_in_the_vault_are_no_notes(vault: VaultFolder, netnotes: Ask) -> None:
    """Where it is said they go into the vault, and are never read."""
    vault.person("Ada", circle="close")
    assert netnotes("build", "--out", str(vault.path / "site")).exit_code == 0
    vault.write("site/people/Ghost.md", "---\ntype: person\n---\n")
    assert [row["name"] for row in netnotes("list --format json").json()] == ["Ada"]


def test_without_out_they_lie_outside_the_vault(vault: VaultFolder, netnotes: Ask, tmp_path: Path) -> None:
    """In the user's state folder."""
    vault.person("Ada")
    built = netnotes("build --format json", env={"XDG_STATE_HOME": str(tmp_path / "state")}).json()
    assert built["folder"].startswith(str(tmp_path / "state" / "netnotes" / "vault-"))
    assert not any(name.startswith(".netnotes") for name in os.listdir(vault.path))


OWN = ".netnotes/templates/page/index.html"
_MINE = "{% extends 'base.html' %}\n{% set up = '' %}\n{% block main %}MINE{% endblock %}"


def mine(words: str) -> str:
    """A template of somebody's own, with *words* for its main part."""
    return _MINE.replace("MINE", words)


def test_the_vault_s_own_templates_need_trust(vault: VaultFolder, build, netnotes: Ask, tmp_path: Path) -> None:
    """A vault can come from anyone: its templates are used once they were looked at, and as long as they stay so."""
    vault.person("Ada", circle="close")
    own = vault.write(OWN, mine("<h1>Mine: {{ heading }}</h1>"))
    answer = netnotes("build", "--out", str(tmp_path / "site"), "--today", TODAY)
    assert answer.stderr == "the vault's own templates are not used: look at them, then netnotes trust\n"
    assert b"Mine" not in (tmp_path / "site" / "index.html").read_bytes()
    assert netnotes("trust --list").lines == ["page/index.html  not trusted"]
    assert netnotes("trust").lines == ["page/index.html  trusted"]
    assert "<h1>Mine: Tuesday 24 November</h1>" in (build() / "index.html").read_text(encoding="utf-8")
    own.write_text("changed", encoding="utf-8")
    assert netnotes("trust --list").lines == ["page/index.html  not trusted"]
    assert "<h1>Tuesday 24 November" in (build() / "index.html").read_text(encoding="utf-8")
    assert netnotes("trust --revoke").lines == ["page/index.html  not trusted"]


def test_a_template_with_an_error_keeps_the_last_good_page(vault: VaultFolder, build, netnotes: Ask) -> None:
    """With file, line and message at its top; at the first build the shipped one is used and says so."""
    vault.person("Ada", circle="close")

    def built(template: str) -> str:
        vault.write(OWN, template)
        netnotes("trust")
        return (build() / "index.html").read_text(encoding="utf-8")

    first = built(mine("{{ nothing.here }}"))
    assert ".netnotes/templates/page: template index.html:3: &#39;nothing&#39; is undefined; mend it" in first
    assert "What is worth doing" in first
    good = built(mine("Good"))
    assert "Good" in good
    assert "mend it" not in good
    kept = built(mine("{{ 'x' * 10 ** 9 }}"))
    assert "Good" in kept
    assert "template index.html:3: this would be too long; mend it" in kept
    kept = built("{% if %}")
    assert "Good" in kept
    assert kept.count('class="notice trouble"') == 1
    assert "template index.html:1: " in kept


def test_own_templates_of_markdown_are_trusted_the_same_way(vault: VaultFolder, netnotes: Ask) -> None:
    """They run in a sandbox, which has no way to files or programs."""
    vault.person("Ada", circle="close", log=["2026-11-01 tea"])
    own = vault.write(".netnotes/templates/agenda.md", "Mine: {{ days[0].title }}")
    assert "Mine" not in netnotes("agenda", "--format", "md", "--today", TODAY).stdout
    netnotes("trust")
    assert netnotes("agenda", "--format", "md", "--today", TODAY).stdout == "Mine: Tuesday 24 November\n"
    own.write_text("{{ ''.__class__.__mro__[1].__subclasses__() }}", encoding="utf-8")
    netnotes("trust")
    answer = netnotes("agenda", "--format", "md", "--today", TODAY)
    assert answer.exit_code == 2
    assert "template agenda.md:1: " in answer.stderr


def test_watch_ends_cleanly(vault: VaultFolder, environment: dict[str, str], netnotes: Ask, tmp_path: Path) -> None:
    """A line a rebuild on standard output, also when templates are trusted; ^C is 130 without a word."""
    note = vault.person("Ada", circle="close")
    process = subprocess.Popen(
        [sys.executable, "-m", "netnotes", "watch", "--out", str(tmp_path / "site")], text=True, encoding="utf-8",
        env=process_environment(environment, None), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )  # fmt: skip
    assert process.stdout is not None
    first = process.stdout.readline()
    assert re.fullmatch(r"\d\d:\d\d:\d\d Ada · 2 pages · \d+\.\d\d s\n", first), first
    note.write_text(note.read_text(encoding="utf-8") + "\n- 2026-11-01 tea\n", encoding="utf-8")
    assert "Ada · 2 pages" in process.stdout.readline()
    vault.write(OWN, mine("Mine"))
    assert netnotes("trust").exit_code == 0
    assert " 1 page · " in process.stdout.readline()
    assert b"Mine" in (tmp_path / "site" / "index.html").read_bytes()
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 130
    assert set(filter(None, said.splitlines()[1:])) <= {
        "the vault's own templates are not used: look at them, then netnotes trust"
    }


@pytest.mark.parametrize("count", [0, 1, 7])
def test_small_vaults(vault: VaultFolder, build, count: int) -> None:
    """A page of nobody, and of a few, says so calmly."""
    for number in range(count):
        vault.person(f"Person {number}", circle="inner", log=["2026-11-01 tea"] if number else [])
    page = Tags((build() / "index.html").read_text(encoding="utf-8")).text
    assert "Nothing is waiting" in page or count > 1
    assert "Tuesday 24 November" in page


@pytest.mark.parametrize("today", ["0001-01-01", "2024-02-29", "9999-12-31"])
def test_the_first_and_the_last_days_there_are(example: VaultFolder, netnotes: Ask, tmp_path: Path, today: str) -> None:
    """No day is out of range, whatever the vault says and whenever it is asked."""
    vault = example
    vault.person("Odd", circle="close", met="0001-01-01", birthday="02-29", log=["0001-01-01 tea", "9999-12-31 tea"])
    answer = netnotes("build", "--out", str(tmp_path / "site"), "--today", today)
    assert answer.exit_code == 0, answer.stderr
    assert page_of(tmp_path / "site", "odd").is_file()


def test_names_that_make_the_same_page(vault: VaultFolder, build) -> None:
    """Each has a page of their own, under a name that every system keeps."""
    for path in (
        "people/Ann Lee.md",
        "people/work/ann-lee.md",
        "people/Con.md",
        "people/王贞仪.md",
        "people/Tycho/index.md",
    ):
        vault.write(path, "---\ntype: person\n---\n")
    names = {path.name for path in (build() / "people").iterdir()}
    assert len(names) == 5
    assert sum(name.startswith("ann-lee-") for name in names) == 2
    assert any(name.startswith("tycho-") for name in names)
    assert all(re.fullmatch(r"(?:[a-z0-9]+-)*[0-9a-f]{8}\.html", name) for name in names)
