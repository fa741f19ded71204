"""Feeds: each item published or refused by name, whole items before a cut included, entities and depth bounded."""

from __future__ import annotations

import pytest

from generator.identify import identify
from generator.ingest import read

ITEM = (
    "<item><title>Bridge {0}</title><link>https://paper.example/{0}</link><description><![CDATA[<p>The <b>old</b> bridge {0}.</p>"
    "<p>It rained &amp; rained.</p><figure><figcaption>The river</figcaption></figure>]]></description>"
    "<pubDate>Tue, 21 Nov 2023 10:00:00 +0100</pubDate><author>jane@paper.example (Jane Doe)</author><category>Floods</category></item>"
)


def rss(*items, end="</channel></rss>"):
    """Return an RSS file with these items."""
    head = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>The Paper</title><language>en-gb</language>'
    return (head + "".join(items) + end).encode()


ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Das Blatt</title>
<entry><title type="html">Br&amp;uuml;cke &lt;i&gt;gesperrt&lt;/i&gt;</title><link href="https://blatt.example/1"/>
<author><name>Erika Mustermann</name></author><published>2023-11-21T10:00:00Z</published><updated>2023-11-22T10:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Die alte Brücke ist gesperrt.</p><p>Es regnet.</p></div></content>
<category term="flut" label="Flut"/></entry></feed>"""


def values(article, field):
    """Return the values that the container gives for a field."""
    return [hint.value for hint in article.hints if hint.field == field]


def test_an_rss_item_is_an_article():
    """Title, link, time, author, category, language and outlet are hints; the text is what a reader sees, a block a line."""
    article = read("content/inbox/paper/feed.xml", rss(ITEM.format(1), ITEM.format(2))).articles[1]
    assert (article.form, article.item, article.text) == (
        "feed",
        2,
        "The old bridge 2.\nIt rained & rained.\nThe river",
    )
    assert [(block.label, block.rule) for block in article.blocks] == [
        ("body", None),
        ("body", None),
        ("caption", "figcaption"),
    ]
    assert values(article, "title") == ["Bridge 2"]
    assert values(article, "url") == ["https://paper.example/2"]
    assert values(article, "published") == ["Tue, 21 Nov 2023 10:00:00 +0100"]
    assert values(article, "updated") == []
    assert values(article, "byline") == ["Jane Doe"]
    assert values(article, "source") == ["paper", "The Paper"]
    assert values(article, "tags") == ["Floods"]
    assert values(article, "lang") == ["en-gb"]


def test_an_atom_entry_is_an_article():
    """Atom's XHTML content, HTML titles, two times and languages are read."""
    article = read("content/inbox/feed.atom", ATOM.encode()).articles[0]
    assert article.text == "Die alte Brücke ist gesperrt.\nEs regnet."
    assert (values(article, "title"), values(article, "lang"), values(article, "tags")) == (
        ["Brücke gesperrt"],
        ["de"],
        ["Flut"],
    )
    identity = identify(article, article.blocks)
    assert (str(identity.published), str(identity.updated)) == ("2023-11-21T10:00:00Z", "2023-11-22T10:00:00Z")
    assert (identity.byline, identity.source_name, identity.lang) == ("Erika Mustermann", "Das Blatt", "de")


@pytest.mark.parametrize("share", [0.2, 0.4, 0.5, 0.6, 0.8, 0.95])
def test_whole_items_before_a_cut_are_read(share):
    """Wherever a feed is cut off, whole items are read, the half one is refused by name, and nothing else is lost."""
    data = rss(*(ITEM.format(n) for n in range(1, 11)))
    cut = data[: int(len(data) * share)]
    reading = read("feed.xml", cut)
    assert len(reading.articles) == cut.count(b"</item>")
    assert len(reading.articles) + reading.refused == cut.count(b"<item>")
    assert [article.item for article in reading.articles] == list(range(1, len(reading.articles) + 1))
    assert {problem.code for problem in reading.problems} == {"cut-off-feed"}
    if reading.refused:
        assert f"item {len(reading.articles) + 1}" in reading.problems[0].what


def test_every_cut_is_accounted_for():
    """At each byte at which a feed may break off, articles and refusals add up to the items begun."""
    data = rss(ITEM.format(1), ITEM.format(2))
    for end in range(200, len(data), 7):
        reading = read("feed.xml", data[:end])
        begun = data[:end].count(b"<item>")
        assert len(reading.articles) == data[:end].count(b"</item>")
        assert len(reading.articles) + reading.refused == max(begun, 1)


@pytest.mark.parametrize(
    ("item", "code"),
    [
        ("<item><description>Text</description></item>", "feed-item-untitled"),
        ("<item><title> </title><link> </link><description>Text</description></item>", "feed-item-untitled"),
        ("<item><title>Bridge</title><link>https://paper.example/1</link></item>", "feed-item-empty"),
        ("<item><title>Bridge</title><description>&lt;img src=x&gt;</description></item>", "feed-item-empty"),
        ("<item><title>Bridge</title><description><![CDATA[" + "<div>" * 400 + "x]]></description></item>", "too-deep"),
    ],
)
def test_items_are_refused_one_by_one(item, code):
    """An item that cannot be published is refused by name; its neighbours are read and keep their numbers."""
    reading = read("feed.xml", rss(ITEM.format(1), item, ITEM.format(3)))
    assert [article.item for article in reading.articles] == [1, 3]
    assert (reading.refused, [problem.code for problem in reading.problems]) == (1, [code])
    assert all(problem.mend for problem in reading.problems)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (rss(), "empty-feed"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'></feed>", "empty-feed"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]>' + rss(ITEM.format(1))[38:], "entity-declaration"),
        (b"<?xml version='1.0'?><rss><channel>" + b"<a>" * 2_000 + b"</channel></rss>", "too-deep"),
        (b"<?xml version='1.0'?><catalog><book/></catalog>", "unknown-format"),
        (b"not xml at all", "unknown-format"),
    ],
)
def test_files_that_hold_no_feed_are_refused(data, code):
    """A file without items, with entities of its own, too deep, or that is no feed, is refused as one input."""
    reading = read("feed.xml", data)
    assert (reading.articles, reading.refused) == ((), 1)
    assert [problem.code for problem in reading.problems][:1] == [code]


def test_loose_entities_do_not_spoil_a_feed():
    """HTML's named entities and bare ampersands, which XML forbids, are read as they were meant."""
    item = "<item><title>Salt&nbsp;& pepper&mdash;caf&eacute; &#xD800;</title><link>https://paper.example/?a=1&b=2</link><description>Text</description></item>"
    article = read("feed.xml", rss(item)).articles[0]
    assert values(article, "title") == ["Salt & pepper—café \ufffd"]
    assert values(article, "url") == ["https://paper.example/?a=1&b=2"]


def test_plain_text_content_keeps_its_lines():
    """Content without any tag is text: a line is a block, and what looks like an entity is one."""
    item = "<item><title>T</title><description>One &amp;lt; two\nThree</description></item>"
    assert read("feed.xml", rss(item)).articles[0].text == "One < two\nThree"
