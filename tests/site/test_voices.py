"""Who said what, and the pages of names, on a built site."""

from __future__ import annotations

import json
import re

import pytest
from sites import Site

from generator.store.output import open_output

FIRST = "“The ferry will sail again on Monday morning,” said Clara Voss, the harbour master.\n\nNobody waited at the pier.\n"
SECOND = "The pier stood empty.\n\n“The ferry will surely sail again on Monday morning,” said Clara Voss.\n"


def article(site, name, body, extra=""):
    """Write an article of one event by hand."""
    head = f"title: {name}\nlang: en\nevent: ferry\nsource: {name}\npublished: 2025-05-01\n{extra}"
    site.put(f"content/articles/{name}.md", f"---\n{head}---\n\n{body}")


@pytest.fixture
def site(tmp_path):
    """Make a site of one event in which two outlets quote one person."""
    made = Site(tmp_path / "site")
    made.put("digest.toml", 'title = "T"\nbase_url = "https://example.org"\n')
    article(made, "herald", FIRST)
    article(made, "post", SECOND)
    return made


def keys(site):
    """Return the key of each file of a built site."""
    return {path: printed.key for path, printed in open_output(site.root, "site").live.items()}


def test_wordings_stand_side_by_side_with_their_differences(site):
    """Both prints of a statement are shown, each leads to its paragraph, and the word that one adds is marked."""
    site.build()
    page = site.files()["e/ferry/index.html"].decode()
    assert 'href="/a/herald/#p1"' in page
    assert 'href="/a/post/#p2"' in page
    assert re.findall(r"<ins>(.*?)</ins>|<del>(.*?)</del>", page) in ([("surely ", "")], [("", "surely ")])


def test_a_name_has_a_page_from_its_second_article_on(site):
    """Two articles that name her give her a page and a line among the addresses; a build from one gives none."""
    site.build()
    assert "Clara Voss" in site.files()["p/clara-voss/index.html"].decode()
    lines = (site.root / "content/names.jsonl").read_text().splitlines()
    assert [json.loads(line)["slug"] for line in lines] == ["clara-voss"]
    (site.root / "content/names.jsonl").unlink()
    (site.root / "content/articles/post.md").unlink()
    site.build()
    assert not [path for path in site.files() if path.startswith("p/")]


def test_words_that_two_outlets_print_alike_stand_once_on_the_page_of_a_name(site):
    """The page of a name gives a quotation once, with everyone who prints it."""
    article(site, "post", FIRST)
    article(site, "echo", "“Ask the harbour master,” said the pilot, and Clara Voss agreed.\n")
    site.build()
    page = site.files()["p/clara-voss/index.html"].decode()
    assert page.count("The ferry will sail again on Monday morning") == 1
    assert 'href="/a/herald/#p1"' in page
    assert 'href="/a/post/#p1"' in page


@pytest.mark.parametrize(
    ("rule", "headings"), [("", ["Clara Voss", "Клара Восс"]), ("name = 'C. Voss'", ["C. Voss", "Клара Восс"])]
)
def test_a_name_is_shown_as_the_language_of_the_page_writes_it(site, rule, headings):
    """In each language of the site a name has the form of that language; the editor's own holds in the editor's."""
    site.put("digest.toml", 'title = "T"\nlanguages = ["ru"]\n')
    site.put("content/names.toml", f"[clara-voss]\nforms = ['Clara Voss', 'Клара Восс']\n{rule}\n" if rule else "")
    head = "title: vestnik\nlang: ru\nevent: ferry\npublished: 2025-05-01\n"
    site.put(
        "content/articles/vestnik.md",
        f"---\n{head}---\n\n«Паром пойдёт в понедельник», — сказала начальник порта Клара Восс.\n",
    )
    site.build()
    files = site.files()
    pages = [files[f"{prefix}p/clara-voss/index.html"].decode() for prefix in ("", "ru/")]
    assert [re.search(r"<h1><bdi [^>]*>([^<]+)</bdi></h1>", page)[1] for page in pages] == headings


def test_only_what_is_shown_is_heard(site):
    """Of a source whose text may not be shown nothing is quoted, and a draft names nobody."""
    site.put("content/sources/herald.toml", 'name = "Herald"\npolicy = "link"\n')
    article(site, "post", SECOND, "draft: true\n")
    site.build()
    assert not [path for path in site.files() if path.startswith("p/")]
    assert "said Clara" not in site.files()["e/ferry/index.html"].decode()


def test_the_editor_hides_a_name(site):
    """`hide = true` in `content/names.toml` takes a page away."""
    site.put("content/names.toml", '[clara-voss]\nforms = ["Clara Voss"]\nhide = true\n')
    site.build()
    assert "p/clara-voss/index.html" not in site.files()


def test_explain_says_how_a_speaker_is_known(site):
    """`digest explain` prints each quotation with its paragraph, speaker, basis and verb."""
    from sites import TODAY

    from generator.explanation import explain

    site.build()
    lines = list(explain(site.root, "post", TODAY))
    assert any(line.startswith("    p2    Clara Voss  [named, said]  The ferry") for line in lines), lines


def test_who_else_speaks_of_a_name_changes_no_event(site):
    """An article of another event that names her changes her page, and no page of the first event is made anew."""
    site.build()
    before = keys(site)
    article(site, "echo", SECOND.replace("ferry", "tram"), "")
    path = site.root / "content/articles/echo.md"
    path.write_text(path.read_text().replace("event: ferry", "event: tram").replace("2025-05-01", "2020-01-01"))
    site.build()
    after = keys(site)
    assert before["p/clara-voss/index.html"] != after["p/clara-voss/index.html"]
    for page in ("e/ferry/index.html", "e/ferry/data.json"):
        assert before[page] == after[page]
