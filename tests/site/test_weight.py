"""Pages are light and keep to themselves: sizes, policy, one sheet for both ways."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

SHEET = Path(__file__).parents[2] / "templates/style.css"

MOST_PAGE = 15 * 1024
"""Bytes (gzip) of the page of an event of twenty articles."""

MOST_SHEET = 7 * 1024
"""Bytes (gzip) of the stylesheet."""


def weigh(data):
    """Return the size of data as a server sends it."""
    return len(gzip.compress(data, 9))


def test_an_event_is_light(crowd, sample):
    """Twenty articles in six scripts: at most 15 KB; and no page of the sample is heavier than that either."""
    files = crowd.files()
    assert weigh(files["e/twenty/index.html"]) <= MOST_PAGE
    heavy = {path: weigh(data) for path, data in sample.files().items() if path.endswith(".html")}
    assert {path: size for path, size in heavy.items() if size > MOST_PAGE} == {}


def test_the_sheet_is_light(sample):
    """There is one stylesheet, of at most 7 KB."""
    sheets = [data for path, data in sample.files().items() if path.endswith(".css")]
    assert [weigh(data) <= MOST_SHEET for data in sheets] == [True]


def test_the_sheet_knows_no_left_and_no_right():
    """Logical properties only, so that one sheet serves both directions; no address of anything outside."""
    sheet = re.sub(r"/\*.*?\*/", "", SHEET.read_text(encoding="utf-8"), flags=re.DOTALL)
    physical = re.compile(
        r"(?:^|[;{\s])(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right|top|bottom)"
        r"|left|right|top|bottom|width|height|(?:min|max)-(?:width|height))\s*:"
        r"|(?:text-align|float|clear|justify-\w+|caption-side)\s*:\s*(?:left|right)"
    )
    rules = "\n".join(line for line in sheet.splitlines() if not line.lstrip().startswith("@media"))
    assert physical.findall(rules) == []
    assert re.findall(r"url\(|@import|@font-face", sheet) == []


@pytest.mark.browser
def test_the_policy_holds(browser, served):
    """What an article might smuggle in is refused by the page's own policy: script, style, picture, frame, form."""
    page = browser.new_page()
    broken = []
    page.on("console", lambda message: broken.append(message.text))
    page.goto(f"{served['en']}/")
    page.evaluate("""() => {
        const put = (tag, set) => document.body.append(Object.assign(document.createElement(tag), set));
        put('script', {textContent: 'window.ran = true'});
        put('img', {src: 'http://127.0.0.1:9/x.png'});
        put('iframe', {src: '/about/'});
        put('style', {textContent: 'body { display: none }'});
        document.body.insertAdjacentHTML('beforeend', '<p style="position: fixed" onclick="window.ran = true">x</p>');
    }""")
    page.wait_for_timeout(100)
    assert page.evaluate("window.ran") is None
    assert page.evaluate("getComputedStyle(document.body).display") == "block"
    assert page.evaluate("getComputedStyle(document.body.lastChild).position") == "static"
    assert len([text for text in broken if "Content Security Policy" in text]) >= 4
    page.close()
