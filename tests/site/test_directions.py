"""Mixed directions, read from where the browser puts the letters."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

WHERE = """([selector, first, second]) => {
    const root = document.querySelector(selector), walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const places = {};
    while (walk.nextNode()) for (const part of [first, second]) {
        const at = walk.currentNode.data.indexOf(part);
        if (at < 0 || part in places) continue;
        const range = document.createRange();
        range.setStart(walk.currentNode, at); range.setEnd(walk.currentNode, at + part.length);
        const box = range.getBoundingClientRect();
        places[part] = (box.left + box.right) / 2;
    }
    return [places[first], places[second]];
}"""
"""The middles of two strings within an element, in pixels from the left."""


@pytest.fixture(scope="module")
def mixed(tmp_path_factory, browser):
    """Return a page of an event told in Arabic and English, with names of one script in sentences of the other."""
    from sites import Site

    site = Site(tmp_path_factory.mktemp("mixed"))
    site.put("digest.toml", 'title = "Mixed"\nrelative_urls = true\n')
    body = "AFP – بكين تدعو إلى وقف النار عبر الحوار كما قالت Reuters أمس.\n\nقال متحدث باسم شركة Velmora Shipping إن السفن عادت إلى الميناء يوم الاثنين.\n"
    texts = {
        "one": ("AFP – بكين تدعو إلى وقف النار", "ar", body),
        "two": ("Beijing calls for a ceasefire through dialogue", "en", "Beijing called on Monday for a ceasefire through dialogue, its ministry said.\n"),
    }  # fmt: skip
    for ident, (title, lang, text) in texts.items():
        front = f'---\nid: {ident}\ntitle: "{title}"\nlang: {lang}\npublished: 2025-03-03\nsource: Outlet {ident}\nevent: talks\n---\n\n'
        site.put(f"content/articles/{ident}.md", front + text)
    site.build()
    page = browser.new_page(viewport={"width": 1280, "height": 800})

    def open_page(path):
        page.goto((site.root / "site" / path).as_uri())
        return page

    yield open_page
    page.close()


def order(page, selector, first, second):
    """Return where two strings stand: "→" where the first is to the left of the second."""
    left, right = page.evaluate(WHERE, [selector, first, second])
    return "→" if left < right else "←"


@pytest.mark.parametrize("selector", ["h1", ".prose p"])
def test_a_latin_beginning_does_not_turn_an_arabic_sentence(mixed, selector):
    """`AFP – بكين…` reads from the right: AFP stands to the right of what follows, in headline and text."""
    assert order(mixed("a/one/index.html"), selector, "AFP", "بكين") == "←"


def test_latin_names_stay_where_they_are_said(mixed):
    """A Latin name within Arabic reads from the left in itself, and stands between its neighbours."""
    page = mixed("a/one/index.html")
    assert order(page, "#p2", "Velmora", "Shipping") == "→"
    assert order(page, "#p2", "شركة", "Velmora") == "←"
    assert order(page, "#p2", "Shipping", "إن") == "←"


def test_a_count_stays_behind_the_language_it_counts(mixed, served, kinds, visit_ar):
    """The chip `العربية 1` shows the number behind the name: to its right where the page reads from the left."""
    chip = ".chips a[href*='/l/ar/']"
    assert order(mixed("e/talks/index.html"), chip, "العربية", "1") == "→"
    page = visit_ar(served["ar"] + kinds["event"])
    assert order(page, chip, "العربية", "1") == "←"
    assert order(page, ".chips a[href*='/l/fr/']", "Français", "1") == "←"


@pytest.fixture
def visit_ar(browser):
    """Return a function that opens an address."""
    page = browser.new_page()

    def open_page(address):
        page.goto(address)
        return page

    yield open_page
    page.close()


def test_a_title_in_a_list_stands_at_its_edge(mixed):
    """In a list of titles an Arabic one begins the line where the others do, and reads from the right in itself."""
    page = mixed("a/two/index.html")
    title = ".plain .title"
    assert order(page, title, "AFP", "بكين") == "←"
    edge = page.evaluate("document.querySelector('aside').getBoundingClientRect().left")
    ink = page.evaluate("document.querySelector('.plain .title bdi').getBoundingClientRect().left")
    assert abs(edge - ink) < 2


def test_facts_keep_their_order(mixed):
    """The line below a headline reads in the page's direction, whatever stands in it."""
    page = mixed("e/talks/index.html")
    assert order(page, "#a1 .dots", "Outlet two", "English") == "→"
    assert order(page, "#a2 .dots", "Outlet one", "العربية") == "→"
    assert order(page, "#a2 .dots", "العربية", "2025") == "→"
