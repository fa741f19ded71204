"""Identify as a whole: raw article and blocks in, identity with evidence out."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from generator.identify import identify
from generator.model.block import Block
from generator.model.raw import Hint, RawArticle
from generator.model.source import Source

LEAD = "The town council agreed on Tuesday to repair the old bridge over the river before the winter begins."
MORE = "The engineers are to report back within a month, the mayor said at the town hall after the meeting."


def raw(*hints, path="content/inbox/a.txt", form="text", text=f"{LEAD}\n{MORE}"):
    """Return a raw article of two paragraphs."""
    blocks = tuple(Block(n, line) for n, line in enumerate(text.split("\n"), 1))
    return RawArticle(
        path,
        0,
        form,
        "0" * 64,
        0,
        "utf-8",
        "valid UTF-8",
        False,  # noqa: FBT003  # the record has no other order
        "\n",
        text,
        blocks,
        tuple(Hint(*hint) for hint in hints),
    )


def blocks(*labelled):
    """Return blocks of (label, rule, text), a line each."""
    return tuple(Block(n, text, label, rule) for n, (label, rule, text) in enumerate(labelled, 1))


def basis(identity, field):
    """Return the ground of a field."""
    return next((evidence.basis for evidence in identity.evidence if evidence.field == field), None)


def test_an_article_that_says_nothing_stays_unknown():
    """Without any hint, only the language and a derived headline are known; nothing is guessed."""
    article = raw()
    identity = identify(article, article.blocks)
    assert (identity.title, identity.title_from, identity.lang) == (LEAD.rstrip("."), "lead", "en")
    unknown = (
        identity.published,
        identity.updated,
        identity.source_name,
        identity.source_slug,
        identity.byline,
        identity.url,
    )
    assert unknown == (None,) * 6


def test_the_head_of_a_text_is_read():
    """Title, suffix, byline, date line and dateline are each lifted, with the line they stood on."""
    labelled = blocks(
        ("title", "title-head", "Bridge to be repaired — Example World News"),
        ("meta", "meta-byline", "By Jane Doe"),
        ("meta", "meta-date", "21 November 2023"),
        ("body", None, f"OLDTOWN (AP) — {LEAD}"),
        ("body", None, MORE),
        ("caption", "caption", "The old bridge (Jane Doe)"),
    )
    identity = identify(raw(), labelled)
    assert (identity.title, identity.source_name, identity.byline) == (
        "Bridge to be repaired",
        "Example World News",
        "Jane Doe",
    )
    assert (str(identity.published), identity.place, identity.via) == ("2023-11-21", "OLDTOWN", "AP")
    assert identity.captions == ("The old bridge (Jane Doe)",)
    assert {(e.field, e.line) for e in identity.evidence} >= {
        ("title", 1),
        ("byline", 2),
        ("published", 3),
        ("place", 4),
        ("caption", 6),
    }


def test_an_outlet_line_names_the_source():
    """A trailing line with the outlet's name becomes the source's name; its slug where the source is known."""
    labelled = blocks(("body", None, LEAD), ("body", None, MORE), ("meta", "meta-outlet", "Example News"))
    known = Source("example", "Example News", domains=("example.org",))
    assert identify(raw(), labelled).source_name == "Example News"
    assert identify(raw(), labelled).source_slug is None
    assert identify(raw(), labelled, [known]).source_slug == "example"


@pytest.mark.parametrize(
    ("hints", "slug", "name"),
    [
        ([("source", "example", "inbox folder")], "example", "Example News"),
        ([("source", "other-paper", "inbox folder")], "other-paper", None),
        ([("source", "Example News", "front matter")], "example", "Example News"),
        ([("url", "https://www.example.org/2023/x", "link canonical")], "example", "Example News"),
        ([("url", "https://m.example.org/x", "link canonical")], "example", "Example News"),
        ([("url", "https://notexample.org/x", "link canonical")], None, None),
        ([("source", "Some Paper", "og:site_name")], None, "Some Paper"),
        ([("source", "example", "inbox folder"), ("source", "Some Paper", "og:site_name")], "example", "Example News"),
        (
            [("source", "other-paper", "inbox folder"), ("source", "Other Paper", "og:site_name")],
            "other-paper",
            "Other Paper",
        ),
        ([("source", "Home", "feed title")], None, None),
    ],
)
def test_sources_are_found_in_the_order_of_trust(hints, slug, name):
    """Front matter, folder and known addresses give a slug; names from the container give a name only."""
    article = raw(*hints)
    identity = identify(article, article.blocks, [Source("example", "Example News", domains=("example.org",))])
    assert (identity.source_slug, identity.source_name) == (slug, name)


@pytest.mark.parametrize(
    ("hints", "path", "day", "ground"),
    [
        ([("published", "2023-11-21T10:00:00Z", "JSON-LD datePublished"), ("published", "2023-11-20", "date")], "a.txt", "2023-11-21T10:00:00Z", "JSON-LD datePublished"),
        ([("published", "soon", "JSON-LD datePublished"), ("published", "2023-11-20", "date")], "a.txt", "2023-11-20", "date"),
        ([("url", "https://a.example/2023/11/21/x", "given")], "a.txt", "2023-11-21", "date in the address"),
        ([], "content/inbox/2023-11-21-bridge.txt", "2023-11-21", "file name"),
        ([("published", "2023-11-20", "htmldate")], "content/inbox/2023-11-21-bridge.txt", "2023-11-21", "file name"),
        ([("published", "2023-11-20", "htmldate")], "a.html", "2023-11-20", "htmldate"),
        ([("retrieved", "2023-01-01", "front matter"), ("published", "2023-11-20", "date")], "a.txt", None, None),
        ([("retrieved", "2023-12-01", "front matter"), ("published", "2023-11-20", "date")], "a.txt", "2023-11-20", "date"),
    ],
)  # fmt: skip
def test_dates_are_found_in_the_order_of_trust(hints, path, day, ground):
    """The most trusted readable date counts; one after the day of retrieval never does."""
    article = raw(*hints, path=path)
    identity = identify(article, article.blocks)
    assert (str(identity.published) if identity.published else None, basis(identity, "published")) == (day, ground)


def test_a_change_is_never_before_publication():
    """`updated` is dropped where it says the same as `published`, or an earlier time."""
    later = raw(("published", "2023-11-21", "date"), ("updated", "2023-11-22", "datemodified"))
    same = raw(("published", "2023-11-21", "date"), ("updated", "2023-11-21", "datemodified"))
    before = raw(("published", "2023-11-21", "date"), ("updated", "2023-11-20", "datemodified"))
    found = [identify(article, article.blocks).updated for article in (later, same, before)]
    assert [str(when) if when else None for when in found] == ["2023-11-22", None, None]


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://a.example/x?y=1#top", "https://a.example/x?y=1"),
        ("http://a.example/", "http://a.example/"),
        ("javascript:alert(1)", None),
        ("java\x01script:alert(1)", None),
        ("data:text/html,x", None),
        ("//a.example/x", None),
        ("https://user:pass@a.example/", None),
        ("https://a.example/<script>", None),
        ("https://[::1", None),
        ("/x", None),
    ],
)
def test_only_plain_web_addresses_are_kept(url, kept):
    """An address is http or https, without user, markup or space; anything else is no address."""
    article = raw(("url", url, "link canonical"))
    assert identify(article, article.blocks).url == kept


def test_the_front_matter_has_the_first_word():
    """What an editor wrote above the text stands above whatever else is found."""
    article = raw(
        ("title", "The editor's headline - BBC News", "front matter"),
        ("lang", "fr", "front matter"),
        ("byline", "the night desk", "front matter"),
        ("published", "2023-11-01", "front matter"),
        path="content/inbox/2023-11-21-bridge.md",
        form="markdown",
    )
    identity = identify(article, (Block(1, "Another headline", "title", "title"), *article.blocks[1:]))
    assert identity.title == "The editor's headline - BBC News"
    assert (identity.lang, identity.byline, str(identity.published)) == ("fr", "the night desk", "2023-11-01")


@pytest.mark.parametrize(
    ("jsonld", "og", "visible", "title"),
    [
        ("Bridge to be repaired soon", None, "Repairs!", "Bridge to be repaired soon"),
        (
            None,
            "Bridge to be repaired soon | Example Times",
            "Bridge to be repaired soon",
            "Bridge to be repaired soon",
        ),
        ("Oldtown: Bridge to be repaired soon", "Bridge to be repaired soon", None, "Bridge to be repaired soon"),
        (
            "Bridge to be repaired ...",
            None,
            "Bridge to be repaired before the winter",
            "Bridge to be repaired before the winter",
        ),
        (None, None, "Bridge to be repaired soon", "Bridge to be repaired soon"),
        (
            "Repairs: a bridge for the next hundred years",
            None,
            "Repairs",
            "Repairs: a bridge for the next hundred years",
        ),
        (
            "Old bridges in danger: “We will repair it soon”",
            None,
            "A town worries - “We will repair it soon”",
            "“We will repair it soon”",
        ),
        (None, "Bridge to be repaired soon – My Site", "Bridge to be repaired soon", "Bridge to be repaired soon"),
    ],
)
def test_a_page_has_one_headline(jsonld, og, visible, title):
    """Of JSON-LD, OpenGraph and the visible headline the first counts, without kicker, outlet or a cut.

    Two that differ in their kickers only lose both; words behind a colon are the headline's own.
    """
    hints = [("title", text, name) for text, name in ((jsonld, "JSON-LD headline"), (og, "og:title")) if text]
    article = raw(*hints, form="html")
    head = (Block(1, visible, "title", "page-headline"),) if visible else ()
    assert identify(article, (*head, *article.blocks[1:])).title == title


@pytest.mark.parametrize(
    ("jsonld", "og", "visible", "window", "title"),
    [
        ("Ferry stays for now", "Old ferry is kept", "Old ferry is kept", None, "Old ferry is kept"),
        ("Ferry stays for now", "Old ferry is kept", "Old ferry is kept", "Ferry stays for now", "Ferry stays for now"),
        ("Ferry stays for now", "Old ferry is kept", "Ferry stays for now", "Old ferry is kept", "Ferry stays for now"),
        (
            "Old harbour - Ferry is kept for the winter",
            "Old harbour: Ferry is kept for the winter",
            "Ferry is kept for the winter",
            None,
            "Old harbour - Ferry is kept for the winter",
        ),
        (
            "Old harbour: Ferry is kept for the winter",
            "Ferry is kept for the winter",
            "Old harbour: Ferry is kept for the winter",
            None,
            "Ferry is kept for the winter",
        ),
    ],
)
def test_what_opengraph_and_one_more_say_is_the_headline(jsonld, og, visible, window, title):
    """OpenGraph with another against the third, unless JSON-LD has the window's title beside it; alone it decides the kicker."""
    named = ((jsonld, "JSON-LD headline"), (og, "og:title"), (window, "title"))
    article = raw(*(("title", text, name) for text, name in named if text), form="html")
    head = Block(1, visible, "title", "page-headline")
    assert identify(article, (head, *article.blocks[1:])).title == title


def test_every_value_has_its_evidence():
    """Each field that has a value has exactly one entry that says where it was read."""
    article = raw(
        ("url", "https://a.example/2023/11/21/x", "given"),
        ("tags", "bridge", "keywords"),
        ("tags", "flood", "keywords"),
        ("summary", "Short.", "description"),
    )
    identity = identify(article, article.blocks)
    assert [evidence.field for evidence in identity.evidence] == [
        "title",
        "lang",
        "published",
        "url",
        "tags",
        "summary",
    ]
    assert identity.tags == ("bridge", "flood")


def test_nothing_at_all_is_still_an_article():
    """An article without kept text takes its file's name for a headline and knows nothing else."""
    article = replace(raw(), blocks=(), path="content/inbox/old-bridge.txt")
    identity = identify(article, ())
    assert (identity.title, identity.lang, identity.title_from) == ("old-bridge", "und", None)


SHARED = Path(__file__).parents[2].parent / "shared" / "articles"


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the real articles are not here")
def test_real_articles_are_identified():
    """Language, headline (or that there is none) and source of the five real articles are as labelled by hand."""
    from generator.clean import clean
    from generator.ingest import read

    for row in json.loads((SHARED / "gold.json").read_text("utf-8")):
        article = read(f"content/inbox/{row['file']}", (SHARED / row["file"]).read_bytes()).articles[0]
        identity = identify(article, clean(article).blocks)
        title = None if identity.title_from else identity.title
        assert (identity.lang, title, identity.source_name, identity.published) == (
            row["lang"],
            row["title"],
            row["source"],
            row["date"],
        )


def test_a_headline_in_the_place_of_the_site_s_name_splits_nothing():
    """Some pages give their headline for the site's name: what stands behind a dash in it is no outlet then."""
    headline = "The old bridge over the river at Oldtown - it will be repaired before the winter"
    article = raw(("title", headline, "og:title"), ("source", headline, "og:site_name"), form="html")
    assert identify(article, article.blocks).title == headline
