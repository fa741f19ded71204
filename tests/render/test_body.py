"""Bodies: Markdown to HTML whose paragraphs have numbers, with links that lead somewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markupsafe import Markup

from generator.model.page import Body
from generator.render import render_body, render_prose


def links(markdown, base=None):
    """Return the links of a body."""
    return [str(href) for href in html.fromstring(f"<div>{render_body(markdown, base).html!s}</div>").xpath("//@href")]


def test_paragraphs_are_numbered():
    """The n-th paragraph has the id `p{n}` and stands with its plain text in the list; headings and items have none."""
    body = render_body("# Head\n\nOne *and* `two`.\n\n- item\n\n> Said.\n\nLine\nbreak &amp; \\*.\n")
    assert body.html == (
        "<h2>Head</h2>\n"
        '<p id="p1">One <em>and</em> <code>two</code>.</p>\n'
        "<ul>\n<li>item</li>\n</ul>\n"
        '<blockquote>\n<p id="p2">Said.</p>\n</blockquote>\n'
        '<p id="p3">Line\nbreak &amp; *.</p>\n'
    )
    assert body.paragraphs == ("One and two.", "Said.", "Line break & *.")


@pytest.mark.parametrize("markdown", ["", "\n", "\n\n\n"])
def test_empty_body(markdown):
    """A text of which nothing may be shown is an empty body."""
    assert render_body(markdown) == Body("", ())
    assert render_prose(markdown) == ""


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_numbers_and_paragraphs_agree(markdown):
    """Whatever the text: ids run from p1 without a gap, one for each paragraph listed, and it is markup for templates."""
    body = render_body(markdown)
    found = html.fromstring(f"<div>{body.html!s}</div>").xpath("//p/@id")
    assert list(found) == [f"p{number}" for number in range(1, len(body.paragraphs) + 1)]
    assert isinstance(body.html, Markup)


@pytest.mark.parametrize(
    ("href", "resolved"),
    [
        ("https://other.example/x", "https://other.example/x"),
        ("HTTP://OTHER.example/x", "HTTP://OTHER.example/x"),
        ("mailto:desk@example.org", "mailto:desk@example.org"),
        ("/x?y=1&z=2#f", "https://example.org/x?y=1&z=2#f"),
        ("x", "https://example.org/a/x"),
        ("../x", "https://example.org/x"),
        ("//other.example/x", "https://other.example/x"),
        ("?y", "https://example.org/a/b?y"),
        ("#f", "https://example.org/a/b#f"),
        ("%D8%A7", "https://example.org/a/%D8%A7"),
        ("ا", "https://example.org/a/%D8%A7"),
    ],
)
def test_links_are_resolved(href, resolved):
    """A link means what it meant on the page the article came from."""
    assert links(f"[x](<{href}>)", "https://example.org/a/b") == [resolved]


@pytest.mark.parametrize(
    "href",
    ["/x", "x", "#f", "?y", "", "https://", "https://[x", "https://x:99999/", "https://x:y/", "tel:1", "urn:x:y"],
)
def test_links_that_lead_nowhere_are_unwrapped(href):
    """Where the article's address is unknown, or the link has none to lead to, its text stays as text."""
    body = render_body(f"see [the *page*](<{href}>) there")
    assert body.html == '<p id="p1">see the <em>page</em> there</p>\n'
    assert body.paragraphs == ("see the page there",)


def test_links_say_what_they_are():
    """Every link goes without a referrer and gives the page behind it no hold on ours."""
    assert render_body("<https://example.org/>").html == (
        '<p id="p1"><a href="https://example.org/" rel="noopener noreferrer">https://example.org/</a></p>\n'
    )


def test_pictures_become_links():
    """A page asks nothing of another host: a picture is a link to it, its description the text."""
    body = render_body("![A ship](ship.jpg)", "https://example.org/a")
    assert body.html == ('<p id="p1"><a href="https://example.org/ship.jpg" rel="noopener noreferrer">A ship</a></p>\n')
    assert body.paragraphs == ("A ship",)


def test_links_of_the_editor_go_where_the_site_is():
    """In an editor's text a permalink is turned into an address; other links stay, with their scheme."""
    page = render_prose(
        "[a](/e/truce/#p1) [b](https://x.example/) [c](//x.example/) [d](method)", lambda url: f"/digest{url}"
    )
    assert html.fromstring(f"<div>{page!s}</div>").xpath("//@href") == [
        "/digest/e/truce/#p1",
        "https://x.example/",
        "https://x.example/",
        "method",
    ]


def test_code_is_marked_up():
    """Pygments' classes pass the sanitiser, a language nobody knows is named, code without one is plain."""
    marked = render_body("```python\nx = 'é'  # y\n```\n").html
    assert '<span class="n">x</span>' in marked
    assert '<span class="c1"># y</span>' in marked
    assert render_body("```nolang\nx\n```\n").html == '<pre><code class="language-nolang">x\n</code></pre>\n'
    assert render_body("```\n<x>\n```\n").html == "<pre><code>&lt;x&gt;\n</code></pre>\n"


def test_tables_lists_and_strikes():
    """What news texts have beside paragraphs is shown."""
    page = render_body("| a | b |\n|---|---|\n| 1 | ~~2~~ |\n\n3. c\n4. d\n").html
    assert "<th>a</th>" in page
    assert "<s>2</s>" in page
    assert '<ol start="3">' in page


def test_headings_leave_the_first_level_to_the_page():
    """A text has no h1 of its own."""
    assert render_body("# One\n\n## Two\n\nThree\n===\n").html == "<h2>One</h2>\n<h2>Two</h2>\n<h2>Three</h2>\n"
    assert render_prose("# One\n") == "<h2>One</h2>\n"


def test_headings_skip_no_level():
    """The first heading stands right below the page's, one of a lower rank right below its own, equals beside each other."""
    text = "### One\n\n##### Two\n\n###### Three\n\n### Four\n"
    assert render_body(text).html == "<h2>One</h2>\n<h3>Two</h3>\n<h4>Three</h4>\n<h2>Four</h2>\n"


@pytest.mark.parametrize("text", ["[" * 400_000, "![" * 200_000, "[a](" * 100_000])
def test_texts_made_to_be_slow_are_not(text):
    """Brackets without end are letters: looking for links among them would take time by the square."""
    assert render_body(text).paragraphs == (text,)
