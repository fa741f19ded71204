"""Everyone can read it: axe-core on every kind of page, the keyboard, targets, narrow screens, print."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]

SCREENS = {"desktop": 1280, "phone": 360}

LEAST_TARGET = 24
"""Pixels, as WCAG 2.2 asks (success criterion 2.5.8); links within a sentence are its exception, and ours."""

SMALL_TARGETS = """least => [...document.querySelectorAll('a[href], summary, button, input')].filter(e => {
    const box = e.getBoundingClientRect();
    return box.width && !e.closest('.prose, .standfirst, .foot p, .facts, .by, .moved, .skip') && box.height < least - 0.5;
}).map(e => `${e.outerHTML.slice(0, 120)} ${e.getBoundingClientRect().height}`)"""


@pytest.fixture(scope="module")
def axe(node):
    """Return a function that asks axe-core what is wrong with a page: rule, number of places, the first of them."""
    source = (node / "axe-core/axe.min.js").read_text(encoding="utf-8")

    def ask(page):
        if not page.evaluate("Boolean(window.axe)"):
            page.evaluate(source)
        found = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES)
        return [(each["id"], len(each["nodes"]), each["nodes"][0]["html"][:200]) for each in found["violations"]]

    return ask


@pytest.fixture
def visit(browser):
    """Return a function that opens an address in a window of its own."""
    contexts = []

    def open_page(address, width=1280, scheme="light", **options):
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_axe_finds_nothing(visit, axe, served, kinds, lang, scheme):
    """No violation of WCAG 2.2 A and AA nor of best practice, on each kind of page, wide and narrow, in this scheme."""
    page = visit(served[lang], scheme=scheme)
    wrong = {}
    for kind, path in kinds.items():
        page.goto(served[lang] + path)
        for screen, width in SCREENS.items():
            page.set_viewport_size({"width": width, "height": 800})
            if found := axe(page):
                wrong[kind, screen] = found
    assert wrong == {}


@pytest.mark.parametrize("path", ["/", "/e/fifty/", "/e/lone/", "/archive/", "/t/harbours/", "/d/2025-03-12/"])
def test_axe_finds_nothing_in_a_crowd(visit, axe, served, path):
    """Nor with fifty articles in six scripts, a single one without a date, and titles of eight lines."""
    page = visit(served["crowd"] + path, width=360)
    assert axe(page) == []


def test_axe_would_find_something(visit, axe, served):
    """The instrument works: a picture without words and pale letters are found."""
    page = visit(served["en"])
    page.evaluate("""() => {
        document.querySelector('main').innerHTML = '<img src=x><p>pale</p>';
        document.querySelector('main p').style.color = '#ddd';
    }""")
    assert {"image-alt", "color-contrast"} <= {rule for rule, *_ in axe(page)}


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_first_tab_stop_leads_to_the_content(visit, served, kinds, lang):
    """Tab, Enter: the focus is in `main`, the next stop is inside it, and no stop is hidden behind anything."""
    for path in kinds.values():
        page = visit(served[lang] + path)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        box = page.locator(".skip").bounding_box()
        assert box["y"] >= 0
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
        if page.locator("main a[href], main summary, main [tabindex='0']").count():
            page.keyboard.press("Tab")
            assert page.evaluate("document.activeElement.closest('main') !== null"), path
        page.close()


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_keyboard_goes_in_reading_order(visit, served, kinds, lang):
    """Tab by tab through an event: never back up within a column, and what has the focus shows an outline."""
    page = visit(served[lang] + kinds["event"], width=360)
    last = -1.0
    for _ in range(40):
        page.keyboard.press("Tab")
        top, outline, name = page.evaluate("""() => {
            const e = document.activeElement, box = e.getBoundingClientRect();
            return [box.top + scrollY, getComputedStyle(e).outlineStyle, e.className];
        }""")
        assert outline == "solid"
        if name != "skip":
            assert top >= last - 80, name  # a row of links may wrap; headers of the matrix differ in height
            last = max(top, last)


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_targets_are_large_enough(visit, served, kinds, lang):
    """What is to be hit with a finger is at least 24 pixels high."""
    small = {}
    page = visit(served[lang], width=360)
    for kind, path in kinds.items():
        page.goto(served[lang] + path)
        if found := page.evaluate(SMALL_TARGETS, LEAST_TARGET):
            small[kind] = found
    assert small == {}


@pytest.mark.parametrize("path", ["/", "/e/fifty/", "/e/twenty/", "/e/lone/", "/a/fifty-07/", "/s/", "/archive/"])
def test_a_crowd_fits_the_narrowest_screen(visit, served, path):
    """Fifty articles, a title of eight lines, six scripts: at 320 pixels nothing scrolls sideways but boxes made for it."""
    page = visit(served["crowd"] + path, width=320)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_print_is_a_handout(visit, served, kinds):
    """On paper: no navigation, every folded text open, the address of a link beside it, black on white."""
    page = visit(served["en"] + kinds["event"], scheme="dark")
    page.emulate_media(media="print")
    assert page.locator("nav:visible").count() == 0
    assert page.locator(".reasons li").first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    page.goto(served["en"] + kinds["article-headings"])
    original = page.locator(".original a")
    if original.count():
        shown = original.evaluate("e => getComputedStyle(e, '::after').content")
        assert re.fullmatch(r'" \(" "?http.*\)"', shown) or "http" in shown
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_forced_colours_keep_the_pictures(visit, served, kinds):
    """With the reader's own colours the marks of the matrix are drawn in them, not lost on the ground."""
    page = visit(served["en"] + kinds["event"], forced_colors="active")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    fills = page.evaluate("[...document.querySelectorAll('main svg path, main svg circle')].map(e => getComputedStyle(e).fill)")
    assert fills
    assert ground not in fills


def test_letters_have_air(visit, served, kinds):
    """Arabic stands on wider lines than Latin, without spaced letters or italics; Chinese breaks lines strictly."""
    page = visit(served["ar"] + kinds["article"])
    style = page.evaluate("""() => {
        const s = getComputedStyle(document.querySelector('.prose p:lang(ar)'));
        return [parseFloat(s.lineHeight) / parseFloat(s.fontSize), s.letterSpacing, s.fontStyle];
    }""")
    assert style[0] >= 1.75
    assert style[1:] == ["normal", "normal"] or style[1:] == ["0px", "normal"]
    page.goto(served["en"] + kinds["event"])
    assert page.evaluate("getComputedStyle(document.querySelector('main :lang(zh)')).lineBreak") == "strict"
