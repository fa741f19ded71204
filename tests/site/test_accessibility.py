"""Everyone can read it: axe-core on every kind of page, the keyboard, print, forced colours."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]

SCREENS = {"desktop": 1280, "phone": 360}

COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules that ask for colours: all that another scheme can break."""

PAINT = """() => [...document.querySelectorAll('body, body *')]
    .map(e => getComputedStyle(e)).map(s => [s.color, s.backgroundColor, s.opacity].join()).join(';')"""
"""What a page is painted in: where that is the same on a wide screen as on a narrow one, whose letters are the smaller, so is
what the rules say of it."""


@pytest.fixture(scope="module")
def axe(node):
    """Return a function that asks axe-core what is wrong with a page: rule, number of places, the first of them."""
    source = (node / "axe-core/axe.min.js").read_text(encoding="utf-8")

    def ask(page, rules=RULES):
        if not page.evaluate("Boolean(window.axe)"):
            page.evaluate(source)
        # What it would load ahead are style sheets and sounds, for rules that are not asked for.
        options = "{runOnly: rules, resultTypes: ['violations'], preload: false}"
        found = page.evaluate(f"rules => axe.run(document, {options})", rules)
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


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_axe_finds_nothing(visit, axe, served, kinds, lang):
    """No violation of WCAG 2.2 A and AA nor of best practice, on each kind of page, wide and narrow, light and dark."""
    page = visit(served[lang])
    wrong = {}
    for kind, path in kinds.items():
        page.goto(served[lang] + path)
        for screen, width in SCREENS.items():
            page.set_viewport_size({"width": width, "height": 800})
            if found := axe(page):
                wrong[kind, screen, "light"] = found
        page.emulate_media(color_scheme="dark")
        if found := axe(page, COLOURS):
            wrong[kind, "phone", "dark"] = found
        narrow = page.evaluate(PAINT)
        page.set_viewport_size({"width": SCREENS["desktop"], "height": 800})
        if page.evaluate(PAINT) != narrow:
            wrong[kind, "desktop", "dark"] = "painted otherwise than the phone"
        page.emulate_media(color_scheme="light")
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


def test_print_is_a_handout(visit, served, kinds):
    """On paper: nothing to be pressed, the evidence where the reader opened it, addresses beside links, black on white."""
    page = visit(served["en"] + kinds["event"], scheme="dark")
    page.emulate_media(media="print")
    assert page.locator("nav:visible, .follow:visible").count() == 0
    assert not page.locator("#why").is_visible()
    page.locator("#why + details").evaluate("details => { details.open = true }")
    assert page.locator("#why").is_visible()
    assert page.locator(".reasons li").first.is_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.voice')).columnCount") == "2"
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
    fills = page.evaluate(
        "[...document.querySelectorAll('main svg path, main svg circle')].map(e => getComputedStyle(e).fill)"
    )
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
