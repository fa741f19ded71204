"""Pages: the visible lines, what of them is the article, and what the head says."""

from __future__ import annotations

import pytest

from generator.ingest import read
from generator.ingest.tree import parse, visible_lines

PARAGRAPHS = [
    "The town council agreed on Tuesday to repair the old bridge over the river before the winter begins, after years of debate about its cost.",
    "The engineers are to report back within a month, the mayor said at the town hall, adding that the work would take until the end of November.",
    "Residents had collected some four thousand signatures, more than the town has voters, since people from the villages across the river signed, too.",
    "The bridge was built in the days of the first railway, and it has carried carts, lorries and buses ever since, though never all of them at once.",
]

PAGE = f"""<!DOCTYPE html><html lang="en" dir="ltr"><head><meta charset="utf-8"><title>Old bridge to be repaired | The Paper</title>
<link rel="canonical" href="https://paper.example/2023/11/21/bridge"><meta property="og:site_name" content="The Paper">
<meta property="og:title" content="Old bridge to be repaired before winter"><meta name="author" content="Jane Doe">
<script type="application/ld+json">{{"@context":"https://schema.org","@graph":[{{"@type":"WebSite","name":"The Paper"}},
{{"@type":["NewsArticle"],"headline":"Old bridge to be repaired before winter","datePublished":"2023-11-21T10:00:00+01:00",
"author":[{{"@type":"Person","name":"Jane Doe"}},{{"name":"John Roe"}}],"keywords":["bridges","floods"]}}]}}</script>
<style>p {{ color: red }}</style></head><body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>
<main><article><h1>Old bridge to be repaired before winter</h1><p>{PARAGRAPHS[0]}</p>
<figure><img src="x.jpg" alt=""><figcaption>The old bridge last spring</figcaption></figure>
<p>{PARAGRAPHS[1]}</p><h2>Four thousand names</h2><p>{PARAGRAPHS[2]}</p><blockquote><p>We have waited long enough for this day, and now it has come.</p></blockquote>
<p>{PARAGRAPHS[3]}</p></article></main>
<aside><h3>Most read</h3><ul><li><a href="/a">Another story altogether</a></li></ul></aside>
<footer><p>© 2023 The Paper</p></footer><script>alert(1)</script></body></html>"""


def test_a_page_is_its_visible_lines():
    """The text has a line for each block element, scripts and styles left out; each line is a block, to the letter."""
    article = read("content/inbox/page.html", PAGE.encode()).articles[0]
    lines = article.text.split("\n")
    assert lines[:3] == ["Home", "Sport", "Old bridge to be repaired before winter"]
    assert "alert(1)" not in article.text
    assert [(block.line, block.text) for block in article.blocks] == list(enumerate(lines, 1))


def test_the_article_is_told_from_the_page():
    """The extractor's lines stay open; headline and caption are labelled; menus, asides and footers are cut with the rule's name."""
    article = read("content/inbox/page.html", PAGE.encode()).articles[0]
    labels = {block.text: (block.label, block.rule, block.kind) for block in article.blocks}
    assert all(labels[paragraph] == ("body", None, "paragraph") for paragraph in PARAGRAPHS)
    assert labels["Old bridge to be repaired before winter"] == ("title", "page-headline", "heading")
    assert labels["The old bridge last spring"] == ("caption", "figcaption", "figure")
    assert labels["Four thousand names"] == ("body", None, "heading")
    assert labels["We have waited long enough for this day, and now it has come."][0::2] == ("body", "quote")
    for text in ("Home", "Sport", "Most read", "Another story altogether", "© 2023 The Paper"):
        assert labels[text][:2] == ("cut", "outside-article")


def test_the_head_of_a_page_gives_hints_in_the_order_of_trust():
    """JSON-LD comes first, then OpenGraph and meta, then elements."""
    article = read("content/inbox/page.html", PAGE.encode()).articles[0]
    assert [(hint.field, hint.value, hint.basis) for hint in article.hints] == [
        ("title", "Old bridge to be repaired before winter", "JSON-LD headline"),
        ("published", "2023-11-21T10:00:00+01:00", "JSON-LD datePublished"),
        ("byline", "Jane Doe, John Roe", "JSON-LD author"),
        ("tags", "bridges", "JSON-LD keywords"),
        ("tags", "floods", "JSON-LD keywords"),
        ("byline", "Jane Doe", "author"),
        ("source", "The Paper", "og:site_name"),
        ("lang", "en", "html lang"),
        ("text_direction", "ltr", "html dir"),
        ("url", "https://paper.example/2023/11/21/bridge", "link canonical"),
        ("title", "Old bridge to be repaired | The Paper", "title"),
    ]


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<p>a <b>b</b>c</p>", ["a bc"]),
        ("<p>a<br>b</p>", ["a", "b"]),
        ("<div>a<p>b</p>c</div>", ["a", "b", "c"]),
        ("<p>a\n  b&nbsp;c</p>", ["a b c"]),
        ("<pre>x = 1\n  y = 2</pre>", ["x = 1", "  y = 2"]),
        ("<p>a<!-- no -->b<script>c</script>d</p>", ["abd"]),
        ("<p>a<svg><text>b</text></svg>c</p>", ["ac"]),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", ["a", "b"]),
        ("<table><tr><td>a</td><td>b</td></tr></table>", ["a", "b"]),
        ("<p> </p><p></p>", []),
        ("plain", ["plain"]),
        ("<p>a<template><p>b</p></template></p>", ["a"]),
    ],
)
def test_lines_are_what_a_reader_sees(html, lines):
    """Block elements and <br> end a line, inline ones do not; comments, scripts and drawings are no text."""
    assert [
        line.text for line in visible_lines(parse(f"<html><body>{html}</body></html>", "a.html"), "a.html")
    ] == lines


@pytest.mark.parametrize(
    ("html", "code"),
    [
        ("<div>" * 20_000, "too-deep"),
        ("<p>a</p>" * 30_000, "too-many-tags"),
        ("<p>" + "a<br>" * 12_000, "too-many-tags"),
        ("<p " + " ".join(f"a{n}=b" for n in range(3_000)) + ">text", "too-many-tags"),
        ("<script>1</script>", "empty-file"),
        ("<p></p>", "empty-file"),
    ],
)
def test_hostile_and_empty_pages_are_refused(html, code):
    """Depth, elements, lines and attributes are bounded; a page without text is no article."""
    reading = read("a.html", f"<html><head><title>x</title></head><body>{html}</body></html>".encode())
    assert (reading.articles, reading.refused, [problem.code for problem in reading.problems]) == ((), 1, [code])


def test_a_page_too_short_for_the_extractor_is_still_read():
    """Where the extractor finds no article, what stands in <article> is one."""
    data = b"<html><body><nav><a href=/>Home</a></nav><article><h1>Bridge closed today</h1><p>Since noon.</p></article></body></html>"
    article = read("a.html", data).articles[0]
    assert [(block.text, block.label) for block in article.blocks] == [
        ("Home", "cut"),
        ("Bridge closed today", "title"),
        ("Since noon.", "body"),
    ]


@pytest.mark.parametrize(
    "script",
    [
        "[" * 5_000,
        "{",
        "null",
        "1" * 5_000,
        '{"@type":"NewsArticle","headline":{"a":[[1]]},"author":[[[]]]}',
        '{"@type":[null,3],"datePublished":7}',
        '"\\ud800"',
    ],
)
def test_broken_json_ld_says_nothing(script):
    """JSON-LD that is broken, deep or of the wrong shape is passed over; the page is read."""
    data = PAGE.replace('{"@context"', script + '{"@context"', 1).encode("utf-8", "replace")
    article = read("a.html", data).articles[0]
    assert ("title", "og:title") in [(hint.field, hint.basis) for hint in article.hints]


def test_control_characters_do_not_stop_the_extractor():
    """Characters that a tree gives out but does not take in are dropped from the extractor's copy only."""
    article = read("a.html", PAGE.replace("The engineers", "The&#1; engi\u2801neers").encode()).articles[0]
    found = next(block for block in article.blocks if "report back" in block.text)
    assert found.label == "body"
    assert "\u2801" in found.text


@pytest.mark.parametrize(
    ("summary", "kept"),
    [
        ("Engineers are to look at the arches first, and carts go round by the mill.", True),
        ("Engineers are to look at the arches first, and carts go round ...", True),
        ("Old bridge, news of the town and the villages around it", False),
    ],
)
def test_a_standfirst_is_told_by_the_summary(summary, kept):
    """What stands between headline and text and says what the metadata's summary says is text, however it is marked."""
    standfirst = "Engineers are to look at the arches first, and carts go round by the mill."
    page = PAGE.replace('<meta name="author"', f'<meta name="description" content="{summary}"><meta name="author"')
    page = page.replace(
        "<main><article><h1>Old bridge to be repaired before winter</h1>",
        f"<header><h1>Old bridge to be repaired before winter</h1><h2 class=teaser>{standfirst}</h2></header><main><article>",
    )
    (block,) = (
        block for block in read("content/inbox/page.html", page.encode()).articles[0].blocks if block.text == standfirst
    )
    assert (block.rule is None, block.kind == "paragraph") == (kept, kept)


def test_a_summary_elsewhere_on_the_page_is_no_text():
    """The summary of the article in a list below it, or above its headline, is the page's."""
    summary = "Engineers are to look at the arches first, and carts go round by the mill."
    page = PAGE.replace('<meta name="author"', f'<meta name="description" content="{summary}"><meta name="author"')
    page = page.replace("<aside>", f"<aside><p>{summary}</p>").replace("<header>", f"<header><p>{summary}</p>")
    blocks = read("content/inbox/page.html", page.encode()).articles[0].blocks
    assert {block.rule for block in blocks if block.text == summary} == {"outside-article"}


@pytest.mark.parametrize(
    ("href", "count", "rule"),
    [("/2023/mill", 1, "outside-article"), ("#names", 1, None), ("/2023/mill", 9, None)],
)
def test_bare_headlines_of_other_stories_are_no_text(href, count, rule):
    """A heading that is a link as a whole leads to another story, unless it leads to itself or the text is a list of such."""
    headline = "What the mill has to say to all of this, and why the miller will not have it"
    page = PAGE.replace(
        "<h2>Four thousand names</h2>",
        f"<h2>Four thousand names</h2><p>{PARAGRAPHS[0]} So it was said.</p>"
        + f'<h3><a href="{href}">{headline}</a></h3>' * count,
    )
    found = {
        block.rule
        for block in read("content/inbox/page.html", page.encode()).articles[0].blocks
        if block.text == headline
    }
    assert found == {rule}
