"""What notes say, as the pages show it: links to people, marks, pictures, and nothing live but what we know."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Answer, VaultFolder
from test_pages import Tags

TODAY = "2026-11-24"
Page = Callable[..., str]


@pytest.fixture
def page(netnotes: Callable[..., Answer], tmp_path: Path) -> Page:
    """Build, and read the page of somebody; without a name the front page."""

    def read(name: str = "", *options: str) -> str:
        answer = netnotes("build", "--out", str(tmp_path / "site"), "--today", TODAY, *options)
        assert answer.exit_code == 0, answer.stderr
        if not name:
            return (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
        return next(
            (tmp_path / "site" / "people").glob(f"{'person' if '--private' in options else name}-*.html")
        ).read_text(encoding="utf-8")

    return read


def linked(page: str) -> list[tuple[str, str]]:
    """The links of a page's main part to people and to the web: where they lead, up to a dot or a colon; the words."""
    main = page.partition("<main")[2].partition("</main>")[0]
    found = re.findall(r'<a (?:class="name" )?href="([^"]*)"[^>]*>(.*?)</a>', main)
    return [
        (re.sub(r"^((?:people/)?[a-z]+(?:-lee)?)\b.*\.html$", r"\1", href), words)
        for href, words in found
        if not href.startswith("file:")
    ]


def part(page: str, title: str) -> str:
    """What stands in the part of a page under *title*, as text."""
    found = re.search(rf"<h[23][^>]*>{title}</h[23]>(.*?)(?:</section>|</div>)", page, re.DOTALL)
    assert found, title
    return " ".join(Tags(f"<b>{found[1]}".partition("</header>")[2] or found[1]).text.split())


LINKS = [
    ("[Bob](Bob.md#notes)", "bob", "Bob"),
    (r"[[Bob\|him]]", "bob", "him"),
    ("[[Bob#Heading]]", "bob", "Bob"),
    ("[[Bob#^block|him]]", "bob", "him"),
    (r"[[people/Bob#^block\|him]]", "bob", "him"),
    ("[him](<people/Bob Lee.md>)", "bob-lee", "him"),
    ("[him](people/Bob%20Lee.md)", "bob-lee", "him"),
    ("[him](/people/Bob.md)", "bob", "him"),
    ("[[people/Bob Lee]]", "bob-lee", "Bob Lee"),
    ("![[Bob]]", "bob", "Bob"),
]


@pytest.mark.parametrize(("link", "leads", "words"), LINKS)
def test_links_to_people_in_every_form(vault: VaultFolder, page: Page, link: str, leads: str, words: str) -> None:
    """In a line's text, in the free text and in a table there, in a field and in a task."""
    vault.person("Bob")
    vault.person("Bob Lee")
    vault.person("Ada", log=[f"2026-11-01 tea: of {link}"], role=f"aunt of {link}", needs=[f"news of {link}"], body=(
        f"Friend of {link}.\n\n| who | what |\n|---|---|\n| {link} | figs |\n\n- [ ] ask {link} about figs"
    ))  # fmt: skip
    found = [row for row in linked(page("ada")) if row[0] == leads]
    assert found == [(leads, words)] * len(found)
    # The line stands in the log and among the last times. In a table a bare bar parts two cells, as everywhere.
    assert len(found) == (6 if re.search(r"[^\\]\|", link) else 7)


def test_a_link_without_words_says_a_name(vault: VaultFolder, page: Page, netnotes: Callable[..., Answer]) -> None:
    """As it does in the terminal, whatever the file is called; on the front page too."""
    vault.person("Bob Lee", path="people/bob-lee.md", aliases=["Bobby"])
    for link in ("[[bob-lee]]", "[[people/bob-lee.md]]", "[[Bobby]]", "[[people/bob-lee#part]]"):
        vault.person("Ada", circle="inner", needs=[f"news of {link}"], log=[f"2026-01-01 tea: of {link}"])
        assert set(linked(page("ada"))) == {("bob-lee", "Bob Lee")}
        assert "needs news of Bob Lee" in Tags(page()).text
        assert "of Bob Lee" in netnotes("timeline ada").stdout


def test_a_try_since_the_last_contact_is_told(vault: VaultFolder, page: Page) -> None:
    """As `show` tells it, beside the last times."""
    vault.person("Ada", circle="inner", log=["2026-11-20 voicemail: about the loom", "2026-11-01 tea: figs"])
    now = page("ada").partition('id="now"')[2].partition("</section>")[0]
    assert "voicemail" in now
    assert "about the loom" in now


def test_who_is_quieter_than_usual(vault: VaultFolder, page: Page, netnotes: Callable[..., Answer]) -> None:
    """Silent for more than twice their own rhythm, and not late: on the page, and never on the agenda."""
    weekly = [f"2026-0{month}-{day:02} tea" for month in (7, 8) for day in (1, 8, 15, 22)]
    vault.person("Ada", cadence="1 year", log=weekly)
    vault.person("Bob", cadence="2 weeks", log=weekly)
    vault.person("Cy", cadence="1 year", log=[*weekly, "2026-11-20 tea"])
    said = " ".join(Tags(page()).text.partition("quieter than usual")[2].split())
    assert said.startswith(
        "not late, but silent for more than twice their own rhythm "
        "Ada13 weeks without contact, usually every 7 days Made from"
    )
    assert "Ada" not in netnotes("agenda", "--today", TODAY).stdout


def test_a_field_follows_when_somebody_comes(vault: VaultFolder, page: Page) -> None:
    """A link that led nowhere leads to their page once there is one."""
    vault.person("Ada", role="aunt of [[Bob]]")
    vault.person("Eve", body="Friend of [her brother](Bob.md).")
    assert linked(page("ada")) + linked(page("eve")) == []
    vault.person("Bob")
    assert linked(page("ada")) + linked(page("eve")) == [("bob", "Bob"), ("bob", "her brother")]


def test_a_bar_that_is_escaped_names_the_same_person(vault: VaultFolder, netnotes: Callable[..., Answer]) -> None:
    """Everywhere: whoever is linked so in a head was there, and `rename` finds the link."""
    vault.person("Bob")
    note = vault.person("Ada", log=[r"2026-11-01 tea with [[Bob\|him]]: figs"])
    assert netnotes(f"timeline bob --today {TODAY} --format json").json()["events"][0]["counts"] == "yes"
    assert netnotes("check").exit_code == 0
    assert netnotes("rename", "bob", "Rob", "--today", TODAY).exit_code == 0
    assert r"[[Rob\|him]]" in note.read_text(encoding="utf-8")


def test_fields_and_tasks_on_a_page_of_somebody(vault: VaultFolder, page: Page) -> None:
    """Emphasis, code and links are what they mean."""
    vault.person("Bob")
    marked = "**good** `figs` from [[Bob]], see [shop](https://figs.example/a%20b?c=d)"
    vault.person(
        "Ada", why=marked, needs=[marked], offers=[marked], role=marked, org=marked, met_at=marked, address=marked,
        channel=marked, household=marked, colour=marked, reciprocity=True,
        log=[f"2026-11-30 call: {marked}", f"2026-11-02 gave: {marked}", f"2026-11-03 got: {marked}"],
        body=f"- [ ] {marked}, due 2026-11-30\n- [ ] waiting: {marked}\n- [x] {marked} ✅ 2026-11-01",
    )  # fmt: skip
    text = page("ada")
    assert text.count("<strong>good</strong> <code>figs</code> from <a href=") >= 16
    assert not re.search(r"\*\*|\[\[|`|\]\(", re.sub(r"<title.*?</title>", "", text))
    assert linked(text).count(("https://figs.example/a%20b?c=d", "shop")) >= 16


def test_fields_and_tasks_on_the_front_page(vault: VaultFolder, page: Page) -> None:
    """There they are plain words."""
    vault.person("Bob")
    marked = "**good** `figs` from [[Bob]], see [shop](https://figs.example)"
    plain = "good figs from Bob, see shop"
    vault.person("Need", circle="inner", needs=[marked], log=["2026-01-02 tea"], channel=marked)
    vault.person("Hook", circle="inner", hook=marked, log=["2026-01-01 tea"])
    vault.person("Topic", circle="inner", log=[f"2026-01-03 tea: {marked}", f"2026-11-24 call: {marked}"])
    vault.person("Talk", circle="inner", log=[f"2026-01-03 tea: {marked}"])
    vault.person("Task", body=f"- [ ] {marked}, due 2026-11-20\n- [ ] waiting: {marked}, due 2026-11-20")
    vault.person("New", met="2026-11-10", met_at=marked)
    text = page()
    assert Tags(text).text.count(plain) >= 11
    assert not re.search(r"\*\*|\[\[|`|\]\(|figs\.example", text)


def test_pictures_are_words(vault: VaultFolder, page: Page) -> None:
    """Their own, else the file's name; no page asks for anything."""
    pictures = {
        "![a cat](cat.png)": "a cat",
        "![](photos/the%20cat.png)": "the cat.png",
        "![[cat.png]]": "cat.png",
        "![[photos/cat.png|200]]": "cat.png",
        "![[cat.png|a cat]]": "a cat",
        "![a cat](https://evil.example/cat.png)": "a cat",
        "[![a cat](cat.png)](http:evil)": "a cat",
    }
    said = "; ".join(pictures)
    vault.person("Ada", circle="inner", body=said, needs=[said], log=[f"2026-01-01 tea: {said}"])
    shown = "; ".join(f"[picture: {words}]" for words in pictures.values())
    assert Tags(page("ada")).text.count(shown) >= 3
    assert shown in Tags(page()).text
    assert "evil" not in page("ada") + page()


@pytest.mark.parametrize(
    "address",
    [
        "https:evil", "https:/evil", "https:///evil", "http:", "http://", "mailto:javascript:alert(1)", "mailto:ada",
        "mailto:javascript:a@b", "mailto:javascript%3Aa@b", "tel:javascript:1", "tel:", "tel:abc", "data:text/html,x",
        "//evil", "ftp://evil", "https:%2F%2Fevil", "obsidian://open", "file:///etc",
    ],
)  # fmt: skip
def test_an_address_that_is_not_whole_is_not_live(vault: VaultFolder, page: Page, address: str) -> None:
    """In texts, and in the fields for addresses."""
    said = f"[words]({address}) <{address}>"
    vault.person("Ada", body=said, needs=[said], log=[f"2026-11-01 tea: {said}"], url=address, email=address,
                 phone=address.partition(":")[2] or "x", org=said)  # fmt: skip
    assert linked(page("ada")) == []


@pytest.mark.parametrize(
    "address",
    [
        "https://figs.example", "HTTP://figs.example/a?b=c#d", "mailto:ada@figs.example", "tel:+49-30-1234",
        "mailto:ada@figs.example?subject=Figs%20and%20plums", "https://figs.example/a%20b",
    ],
)  # fmt: skip
def test_an_address_that_is_whole_is_live(vault: VaultFolder, page: Page, address: str) -> None:
    """To the web, to a mail, to a number."""
    vault.person("Ada", body=f"[words]({address})")
    assert [(href.lower(), words) for href, words in linked(page("ada"))] == [(address.lower(), "words")]


def test_addresses_in_fields_are_live(vault: VaultFolder, page: Page) -> None:
    """A number may be written with spaces."""
    vault.person("Ada", url="https://figs.example", email="ada@figs.example", phone="+49 (30) 12 34")
    assert linked(page("ada")) == [
        ("mailto:ada@figs.example", "ada@figs.example"),
        ("tel:+49(30)1234", "+49 (30) 12 34"),
        ("https://figs.example", "https://figs.example"),
    ]


@pytest.mark.parametrize(("written", "said"), [
    ("call with [[Bob]] at the Pier (1h30): figs", "with Bob at the Pier (1 h 30 min): figs"),
    ("call (45m): figs", "(45 min): figs"),
    ("call (2h)", "(2 h)"),
    ("call at **the** Pier", "at the Pier"),
])  # fmt: skip
def test_a_line_says_how_long_and_where(vault: VaultFolder, page: Page, written: str, said: str) -> None:
    """As it does in the terminal; on private pages neither."""
    vault.person("Bob")
    vault.person("Ada", log=[f"2026-11-01 {written}"])
    assert part(page("ada"), "Log") == f"2026 1 Novcall{said}"
    assert not re.search(r"Pier|min\)|\(2 h\)", page("ada", "--private"))


@pytest.mark.parametrize(("met", "log", "said"), [
    ("2026-11-22", [], "follow up by 25 Nov"),
    ("2026-11-21", [], "follow up by 24 Nov"),
    ("2026-11-20", [], "follow up since 23 Nov"),
    ("2026-11-10", [], "keep, later or let go? By 24 Nov"),
    ("2026-11-20", ["2026-11-21 tea"], "keep, later or let go? By 4 Dec"),
    ("2026-11-04", [], "keep, later or let go? Since 18 Nov"),
])  # fmt: skip
def test_a_day_that_has_passed_is_no_day_to_come(
    vault: VaultFolder, page: Page, met: str, log: list[str], said: str
) -> None:
    """Whom to follow up with, and decide about: by then, or since then."""
    vault.person("Ada", met=met, log=log)
    assert said in part(page(), "New people")


@pytest.mark.parametrize(("opener", "address"), [
    ("vscode", r"vscode://file/.*/people/Ada%20Byron\.md:2"),
    ("obsidian", r"obsidian://open\?path=.*people%2FAda%20Byron\.md"),
    ("file", r"file:///.*/people/Ada%20Byron\.md"),
    ("none", ""),
])  # fmt: skip
def test_what_is_to_mend_opens_where_it_stands(vault: VaultFolder, page: Page, opener: str, address: str) -> None:
    """In the program that the user chose; on private pages nothing tells of folders."""
    vault.write("netnotes.toml", f'[page]\nopen = "{opener}"\n')
    vault.write("people/Ada Byron.md", "---\nbirthday: 1955-02-29\n---\n")
    notice = page().partition('<details class="notice">')[2].partition("</details>")[0]
    assert "<code>people/Ada Byron.md:2</code>" in notice
    found = re.search(r'<a href="([^"]*)"><code>', notice)
    assert re.fullmatch(address, found[1] if found else "")
    assert '"><code>' not in page("", "--private")


@pytest.mark.parametrize("opener", ["vscode", "obsidian", "file"])
def test_a_name_that_is_no_text_stops_no_page(vault: VaultFolder, page: Page, opener: str) -> None:
    """It is shown, and a program would not find it."""
    vault.write("netnotes.toml", f'[page]\nopen = "{opener}"\n')
    try:
        vault.write(b"people/Ad\xe1.md", "---\nbirthday: 1955-02-29\n---\n")
    except OSError:
        pytest.skip("this file system takes no such name")
    notice = page().partition('<details class="notice">')[2].partition("</details>")[0]
    assert "<li><code>people/Ad" in notice


def test_a_page_holds_what_show_holds(vault: VaultFolder, page: Page) -> None:
    """The hook, the hour of a plan, favours counted, a mention that is no contact, and what is only probable."""
    vault.person(
        "Ada", circle="close", hook="the **loom**",
        log=["2026-11-26 14:30 walk", "2026-11-01 gave: plums", "2026-10-01 got: figs"],
    )  # fmt: skip
    vault.person("Bob", circle="close", log=["2026-11-18 dinner: spoke of [[Ada]]", "2026-09-01 tea"])
    vault.write("daily/2026-11-21.md", "- lunch, [[Eve]] maybe\n")
    vault.person("Eve", circle="close")
    ada = " ".join(Tags(page("ada")).text.split())
    assert "To speak ofthe loom" in ada
    assert "Thu 26 Nov 14:30" in ada
    assert "gave 1, got 1 in the last year" in ada
    assert "18 Novheardspoke of Ada" in ada.replace("dinner: ", "")
    front = " ".join(Tags(page()).text.split())
    assert re.search(r"Eveclose~21 Novdue in ~\d+ weeks", front)
    assert "~21 Nov" in Tags(page("eve")).text


def test_headings_and_tables_of_free_text(vault: VaultFolder, page: Page) -> None:
    """As Markdown has them, with no heading that the page would take for its own."""
    vault.person("Ada", body="## How we met\n\nAt the *loom*.\n\n| likes | not |\n|---|:-:|\n| figs | <b>plums |")
    ada = page("ada")
    assert "<strong>How we met</strong>" in ada
    assert "<th>likes</th>" in ada
    assert "<td>&lt;b&gt;plums</td>" in ada
    assert "How we met</h" not in ada
