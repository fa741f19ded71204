"""The e-mail of an edition: what is in it, how it reads in both directions, by day and by night."""

from __future__ import annotations

import re
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from html.parser import HTMLParser

import pytest
from taken import ARABIC, EDITIONS, ENGLISH, LIBRARY, TRUCE, words

from generator.takeaway import mail

VOID = {"meta", "br", "hr", "img", "link"}


def read(edition):
    """Return the message of an edition, as a mail program reads it."""
    return message_from_bytes(mail(edition, words(edition)), policy=default)


def parts(edition):
    """Return the plain text and the page of a message."""
    message = read(edition)
    return [message.get_body((kind,)).get_content().replace("\r\n", "\n") for kind in ("plain", "html")]


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_message_says_whose_it_is(edition):
    """Subject, date, identity and language are those of the edition; it is a draft with a plain part and a page."""
    message = read(edition)
    assert message["Subject"] == edition.title.text
    assert message["Date"].datetime.isoformat() == "2026-03-03T00:00:00+00:00"
    assert re.fullmatch(r"<[0-9a-f]{32}@digest\.example>", message["Message-ID"])
    assert (message["X-Unsent"], message["Content-Language"], message["From"]) == ("1", edition.lang, None)
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert message.get_content_type() == "multipart/alternative"


@pytest.mark.parametrize(
    ("sender", "name"),
    [
        ("The Sound <desk@digest.example>", "The Sound"),
        ('"The Sound" <desk@digest.example>', "The Sound"),
        ("Sound, the <desk@digest.example>", "Sound, the"),
        ("صوت <desk@digest.example>", "صوت"),
        ("desk@digest.example", ""),
    ],
)
def test_a_sender_is_named_where_one_is_known(sender, name):
    """The message is from one address, under the name that was given, whatever letters and commas are in it."""
    message = message_from_bytes(mail(ENGLISH, words(ENGLISH), sender), policy=default)
    (address,) = message["From"].addresses
    assert (address.display_name, address.addr_spec) == (name, "desk@digest.example")


def test_the_same_edition_is_the_same_message():
    """Two messages of one edition are alike to the byte; another text makes another boundary and identity."""
    assert mail(ENGLISH, words(ENGLISH)) == mail(ENGLISH, words(ENGLISH))
    other = message_from_bytes(mail(replace(ENGLISH, items=(TRUCE,)), words(ENGLISH)), policy=default)
    message = read(ENGLISH)
    assert other["Message-ID"] != message["Message-ID"]
    assert other.get_boundary() != message.get_boundary()


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_sentence_is_in_both_parts(edition):
    """Nothing of the edition is missing from the plain text or from the page, and each address is in both."""
    texts = [edition.title, edition.site]
    for item in edition.items:
        texts += [item.title, *(each.text for each in item.sentences), *(each.title for each in item.pieces)]
    plain, page = parts(edition)
    seen = read_page(page)
    for text in texts:
        assert text.text.replace("\x0b", "") in plain
        assert text.text.replace("\x0b", "") in seen.text
    for item in edition.items:
        several = item.pieces if len(item.pieces) > 1 else ()
        for url in (edition.url, item.url, *(piece.url for piece in several)):
            assert url in plain.splitlines()
            assert url in seen.links


def test_the_editors_words_are_told_from_the_sources():
    """Foreword and summary stand below a heading that says whose they are, with their links, in both parts."""
    plain, page = parts(ENGLISH)
    assert "From the editor:\nWhat the week brought: a truce, and books.\n– Boats\n– Books\n" in plain
    assert "Editor’s summary:\nSigned, not kept: see how we count (https://digest.example/method/).\n" in plain
    assert "https://digest.example/method/" in read_page(page).links
    assert page.index("From the editor") < page.index("What the week brought")
    assert page.index("Editor’s summary") < page.index("Signed, not kept")


def test_a_sentence_of_several_articles_says_which():
    """Behind a sentence stand the numbers of its articles, which lead to its paragraph; a single article needs none."""
    plain, page = parts(ENGLISH)
    assert "The two islands will stop firing on Tuesday at noon, their envoys said. [1] [3]\n" in plain
    assert "https://digest.example/a/truce-zh/?a=1&b=2#p1" in read_page(page).links
    assert "الدخول مجاني يوم الجمعة.\n" in plain


def test_a_long_edition_ends():
    """Of many events the first are told in full and the others named; the rest is counted, and where it is."""
    many = replace(ENGLISH, items=tuple(replace(LIBRARY, url=f"{LIBRARY.url}{n}/") for n in range(70)))
    plain, page = parts(many)
    seen = read_page(page)
    for text, said in ((plain, plain.splitlines()), (seen.text, seen.links)):
        assert text.count("الدخول مجاني يوم الجمعة.") == 12
        assert f"{LIBRARY.url}59/" in said
        assert f"{LIBRARY.url}60/" not in said
        assert "More events: 10 events" in text
    assert len(page.encode()) < 100_000


def test_each_line_of_the_plain_text_has_its_direction():
    """A line whose first letter would turn it begins with a mark; names of other scripts are kept apart; others are bare."""
    english, arabic = (parts(edition)[0].splitlines() for edition in EDITIONS)
    assert "\u200fAFP - تضمّ المكتبة أربعة آلاف مخطوطة." in english
    assert "3 articles · 3 languages" in english
    assert "[1] Harbour Post" in english
    assert "\u200e\u2068صحيفة المرفأ\u2069 · date unknown · \u2068العربية\u2069" in english
    assert "الدخول مجاني يوم الجمعة." in english
    assert "1. Oltania & Verrin agree on a “ceasefire”" in english
    assert "\u200fThe Sound · 3 مارس 2026" in arabic
    assert "1. مكتبة المدينة القديمة تفتح أبوابها" in arabic


class Reader(HTMLParser):
    """Reads a page: its text, its links, and elements without their own look or with a wrong end."""

    def __init__(self):
        super().__init__()
        self.text, self.links, self.open, self.bare, self.wrong = "", [], [], [], []

    def handle_starttag(self, tag, attrs):
        """Note an element."""
        found = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        if tag in {"h1", "h2", "p", "td", "a", "table"} and "style" not in found:
            self.bare.append((tag, found))
        if tag in {"h1", "h2", "p", "td"} and "dir" not in found and self.open[-2:-1] != ["td"]:
            self.bare.append((tag, found))
        self.links += [found["href"]] if "href" in found else []

    def handle_endtag(self, tag):
        """Compare an end with what is open."""
        if self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data):
        """Gather the text."""
        self.text += data


def read_page(page):
    """Read a page and return what was found."""
    reader = Reader()
    reader.feed(page)
    reader.close()
    return reader


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_page_needs_no_sheet(edition):
    """Every element carries its look; none is left open; nothing is loaded, and the one sheet is for dark colours."""
    _, page = parts(edition)
    seen = read_page(page)
    assert (seen.bare, seen.wrong, seen.open) == ([], [], [])
    assert not re.search(r"<(img|script|link|iframe)|url\(|@import", page)
    assert page.count("<style>") == 1
    assert len(page.encode()) < 100_000  # past which a large mail host hides the rest


@pytest.fixture
def show(browser, tmp_path):
    """Return a function that opens the page of a message in a browser."""
    contexts = []

    def open_page(edition, scheme="light", width=700):
        path = tmp_path / "mail.html"
        path.write_text(parts(edition)[1])
        context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.goto(path.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()


CONTRAST = """() => {
  const light = (colour) => {
    const [r, g, b] = colour.match(/[0-9.]+/g).map((each) => each / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const paper = light(getComputedStyle(document.querySelector("body > div")).backgroundColor);
  const texts = [...document.querySelectorAll("h1, h2, h3, p, a, li, span")].map((each) => light(getComputedStyle(each).color));
  return [paper, Math.min(...texts.map((ink) => (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05)))];
}"""


@pytest.mark.browser
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize(
    ("scheme", "paper"), [("light", lambda light: light > 0.9), ("dark", lambda light: light < 0.02)]
)
def test_it_reads_by_day_and_by_night(show, edition, scheme, paper):
    """In both colour schemes the paper is that of the scheme, and every text stands out from it."""
    light, contrast = show(edition, scheme).evaluate(CONTRAST)
    assert paper(light)
    assert contrast >= 4.5


@pytest.mark.browser
@pytest.mark.parametrize("edition", EDITIONS)
def test_each_text_runs_its_own_way(show, edition):
    """Texts are aligned to the side they begin at, and nothing is wider than a phone."""
    page = show(edition, width=360)
    sides = page.eval_on_selector_all(
        "h1, h2, p[lang]",
        "all => all.map(each => [each.lang, getComputedStyle(each).direction, getComputedStyle(each).textAlign])",
    )
    assert {tuple(side) for side in sides} == {
        *([("ar", "rtl", "right"), ("en", "ltr", "left"), ("zh", "ltr", "left")]),
        *([("und", "ltr", "left")] if edition is not ARABIC else []),
    }
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
