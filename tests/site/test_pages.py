"""What a reader sees: the sample's pages in a real browser, from the folder they were built into."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def pages(kinds):
    """Return one page of each kind, by kind: paths in the site's folder."""
    return {kind: f"{path.strip('/')}/index.html".lstrip("/") for kind, path in kinds.items() if kind != "lost"} | {
        "lost": "404.html"
    }


@pytest.fixture
def visit(browser, sample):
    """Return a function that opens a page of the sample's folder and returns it, with what it asked for and said."""
    contexts = []

    def open_page(path, width=1280, scheme="light"):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.goto((sample.root / "site" / path).as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()


def test_every_text_says_its_direction(visit, pages):
    """Arabic titles and paragraphs read from the right, English ones from the left, whatever the page's language."""
    page = visit(pages["article"])
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).direction") == "rtl"
    assert page.evaluate("getComputedStyle(document.querySelector('.prose p')).direction") == "rtl"
    assert page.evaluate("getComputedStyle(document.querySelector('nav')).direction") == "ltr"
    event = visit(pages["event"])
    found = event.evaluate("[...document.querySelectorAll('[lang=ar]')].map(e => getComputedStyle(e).direction)")
    assert found
    assert set(found) == {"rtl"}


def test_links_lead_on_from_the_folder(visit, pages):
    """From the home page by clicks to the lead event, one of its articles, and its raw text: all from `file://`."""
    page = visit(pages["home"])
    page.click("article.first h2 a")
    assert "/e/" in page.url
    page.click(".articles h3 a")
    assert "/a/" in page.url
    page.click("text=See the raw text with its cuts")
    assert page.url.endswith("/provenance/index.html")


def test_references_lead_to_paragraphs(visit, pages):
    """A number behind a sentence of "In brief" leads to the paragraph that holds the sentence, to the letter."""
    page = visit(pages["event"])
    sentence = page.locator(".brief li").first
    words = sentence.evaluate("e => e.firstChild.textContent.trim()")
    sentence.locator("a.ref").first.click()
    fragment = page.url.rsplit("#", 1)[1]
    assert words in page.locator(f"#{fragment}").inner_text()


def test_dark_is_dark(visit, pages):
    """In the dark scheme the ground is dark and the letters are light."""
    page = visit(pages["home"], scheme="dark")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    letters = page.evaluate("getComputedStyle(document.body).color")
    bright = [sum(map(int, color.split("(")[1].rstrip(")").split(",")[:3])) for color in (ground, letters)]
    assert bright[0] < 150
    assert bright[1] > 500
