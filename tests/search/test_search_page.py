"""The search page at work: marks, filters, keyboard, what is said aloud, addresses, and what happens when files fail."""

from __future__ import annotations

import re
from dataclasses import replace
from shutil import copytree

import pytest
from invented import EVENTS, events, names
from search_page import write_site

from generator.model.views import Text
from generator.search import IndexedArticle, IndexedEvent, Shown, index_article, merge

pytestmark = pytest.mark.browser


@pytest.fixture
def page(visit, folder):
    """Return a search page of its own, opened from its folder."""
    return visit((folder / "search/index.html").as_uri())


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("ceasefire", ["ceasefire"]),
        ("treve", ["trêve"]),
        ("الصين", ["الصين", "صينية", "والصين", "وللصين"]),
        ("مكتبه", ["المكتبة", "مكتبةُ"]),
        ("停火", ["停火"]),
        ("ｶﾞﾗｽ", ["ガラス"]),
        ("tunnel rain", ["rain", "tunnels"]),
        ("перемирие", ["перемирие", "перемирии"]),
    ],
)
def test_matches_are_marked(page, query, expected):
    """The words of the text that were meant are marked as they stand there, in headings, titles and snippets."""
    page.ask(query)
    marks = page.page.eval_on_selector_all("#results mark", "marks => marks.map(mark => mark.textContent)")
    assert sorted(set(marks)) == sorted(expected)


def test_a_snippet_shows_the_place_of_the_match(visit, tmp_path):
    """Where the words stand deep in a text the snippet begins near them, and says that it leaves something out."""
    text = " ".join(f"filler{number}" for number in range(60)) + " the needle lies here " + "and more " * 30
    article = IndexedArticle("a", "en", "", "", index_article(Shown("/a/a/", "Hay", (text,))))
    write_site(tmp_path, merge([IndexedEvent("e", "/e/e/", Text("Hay", "en", "ltr"), (article,))], names()))
    search = visit((tmp_path / "search/index.html").as_uri())
    assert search.ask("needle") == [["a"]]
    shown = search.page.inner_text("#results .lead")
    assert re.fullmatch(r"… filler\d+ .*the needle lies here .* …", shown)
    assert len(shown) < 320


def test_filters_choose_among_the_articles_of_what_was_found(page):
    """Language, source and days narrow what is shown of an event, whichever of its articles the words stand in."""
    page.page.select_option("[name=lang]", "ar")
    assert page.ask("停火") == [["truce", "truce-ar"]]
    page.page.select_option("[name=lang]", "")
    page.page.select_option("[name=source]", "minato-shimbun")
    assert page.ask("earthquake") == [["quake", "quake-ja"]]
    page.page.select_option("[name=source]", "")
    page.page.fill("[name=from]", "2026-07-02")
    assert page.ask("الصين") == [["china", "china-zh"]]
    assert page.ask("ceasefire") == []
    page.page.fill("[name=from]", "")
    page.page.fill("[name=to]", "2026-03-02")
    assert len(page.ask("ceasefire")[0]) == 8


def test_articles_that_match_come_first(page):
    """In a result the articles with the word lead; a title outweighs a lead, and a lead the text below."""
    assert page.ask("перемирие")[0][:2] == ["truce", "truce-ru"]
    assert [each[0] for each in page.ask("island")] == ["quake", "truce"]
    assert [each[0] for each in page.ask("fire")] == ["quake"]


def test_what_was_found_is_said_once(page):
    """The count stands in a live region of its own, in the words of the interface; so does finding nothing."""
    assert page.page.get_attribute("#found", "role") == "status"
    page.ask("ceasefire")
    assert page.page.inner_text("#found") == "1 event, 10 articles"
    page.ask("xyzzy")
    assert page.page.inner_text("#found") == "No event has all these words."
    page.ask("")
    assert page.page.inner_text("#found") == ""


def test_the_keyboard_is_enough(page):
    """From the field on, the tabulator leads through button and filters to the first result."""
    page.ask("lighthouse")
    passed = []
    for _ in range(16):
        page.page.keyboard.press("Tab")
        passed.append(page.page.evaluate("document.activeElement.name || document.activeElement.textContent"))
    order = [passed.index(name) for name in ("lang", "source", "from", "to", EVENTS["lighthouse"][0][4])]
    assert order == sorted(order)


def test_every_result_is_reachable(visit, tmp_path):
    """Ten events are shown at first; the button shows ten more and leads to the first of them."""
    truce = events()[0]
    many = [replace(truce, id=f"e{number:02d}", url=f"/e/e{number:02d}/") for number in range(25)]
    write_site(tmp_path, merge(many, names()))
    search = visit((tmp_path / "search/index.html").as_uri())
    assert len(search.ask("ceasefire")) == 10
    assert search.page.inner_text("#found") == "25 events, 250 articles"
    search.page.click("#more")
    search.page.wait_for_function("() => document.querySelectorAll('#results > li').length === 20")
    first = "() => document.querySelector('#results > li:nth-child(11) a') === document.activeElement"
    search.page.wait_for_function(first)
    search.page.click("#more")
    search.page.wait_for_function("() => document.querySelectorAll('#results > li').length === 25")
    assert not search.page.is_visible("#more")
    assert len({row[0] for row in search.found()}) == 25


def test_a_search_has_an_address(visit, hosted):
    """What was asked stands in the address, and the address asks it again; the back button's page does as well."""
    search = visit(f"{hosted}/search/")
    search.page.select_option("[name=lang]", "zh")
    search.ask("ceasefire")
    assert search.page.url.endswith("/search/?q=ceasefire&lang=zh")
    again = visit(search.page.url)
    again.page.wait_for_selector("#results li")
    assert again.found() == [["truce", "truce-zh"]]
    again.page.click("#results a >> nth=1")
    assert again.page.url.endswith("/news/digest/a/truce-zh/")


def test_without_script_the_form_leads_to_the_letters(browser, hosted):
    """Where no script runs, the page says so, and both its link and its form lead to the A-Z."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{hosted}/search/")
    assert page.get_attribute("noscript a", "href") == "/news/digest/index/"
    assert not page.is_visible("#filters")
    assert page.is_visible("#q")
    page.fill("#q", "ceasefire")
    page.press("#q", "Enter")
    page.wait_for_url("**/news/digest/index/?q=ceasefire")
    context.close()


def test_an_arabic_interface_speaks_arabic(visit, tmp_path):
    """Counts and dates are in the interface's language, with the digits that the other pages use."""
    write_site(tmp_path, merge(events(), names()), lang="ar")
    search = visit((tmp_path / "search/index.html").as_uri())
    search.ask("lighthouse")
    assert search.page.inner_text("#found") == "حدث واحد، 3 مقالات"
    assert search.page.inner_text("#results time >> nth=0") == "11 فبراير 2026"


def test_a_missing_index_is_said(browser, folder, tmp_path):
    """Where the index cannot be loaded the page says so, and does not pretend that nothing was found."""
    copytree(folder, tmp_path / "site")
    (tmp_path / "site/search/index.js").unlink()
    page = browser.new_context().new_page()
    page.goto((tmp_path / "site/search/index.html").as_uri())
    page.wait_for_function("() => document.getElementById('found').textContent.includes('could not be loaded')")


def test_a_site_published_anew_is_read_anew(visit, tmp_path):
    """A page that was open while the site changed takes the new register: no result leads to another's article."""
    write_site(tmp_path, merge(events()[2:], names()))
    search = visit((tmp_path / "search/index.html").as_uri())
    write_site(tmp_path, merge(events(), names()))
    assert search.ask("ceasefire ")[0][:2] == ["truce", "truce-en"]
    assert search.ask("lighthouse ")[0][:2] == ["lighthouse", "lighthouse-en"]


def test_a_text_is_no_markup(visit, tmp_path):
    """Titles and texts are written as text, whatever they hold."""
    title = "</script><img src=x onerror=\"document.title='owned'\">\u2028 needle"
    article = IndexedArticle("a", "en", "", "", index_article(Shown("/a/a/", title, (title,))))
    write_site(tmp_path, merge([IndexedEvent("e", "/e/e/", Text(title, "en", "ltr"), (article,))], names()))
    search = visit((tmp_path / "search/index.html").as_uri())
    search.ask("needle")
    assert search.page.query_selector("#results img") is None
    assert "<img src=x" in search.page.inner_text("#results h2")
    assert search.messages == []
