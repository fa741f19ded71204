"""The plan: every page once, at an address that stays; a page looks right without date, source or article."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from newsroom import ENGLISH, HERALD, compile_digest, page_of, plan, write

from generator.model import Event
from generator.model.override import Override, Standing
from generator.plan.desk import Desk
from generator.plan.standing import choose_pages
from generator.render import Addresses, Renderer, ThemeFile
from generator.store.theme import read_theme

FIXED = {"index.html", "archive/index.html", "s/index.html", "l/index.html", "about/index.html", "404.html", "index/index.html", "changes/index.html", "changes/feed.xml", "feed.xml", "rss.xml", "feed.json", "feeds.opml", "robots.txt", "sitemap.xml", "sitemap-pages.xml"}  # fmt: skip


@cache
def renderer(site):
    """Return what renders the default theme for a site."""
    theme = read_theme(Path("/nowhere"))
    templates = {name: ThemeFile(text, name) for name, text in theme.texts.items()}
    return Renderer(templates, site, ENGLISH, Addresses("https://example.org", relative=False))


def render_all(site):
    """Render every page of a plan with the default theme."""
    return {page.path: renderer(site.site).render(page).decode() for page in site.pages}


def test_empty_digest():
    """A digest without an article has its standing pages, no lead, an old feed date, and can be rendered."""
    site = plan(compile_digest([], {}))
    assert {page.path for page in site.pages} == FIXED
    home = page_of(site, "index.html").view
    assert (home.lead, home.rest, home.day, home.counts) == (None, (), None, ())
    assert page_of(site, "feed.xml").view.updated == "1970-01-01T00:00:00Z"
    assert set(render_all(site)) == FIXED


def test_one_article():
    """One article has its page, its event, its language; nothing is said that is not known."""
    site = plan(compile_digest([write("ferry")], {"ferry-runs": ["ferry"]}))
    assert {page.path for page in site.pages} == FIXED | {
        "a/ferry/index.html",
        "e/ferry-runs/index.html",
        "archive/undated/index.html",
        *(f"l/en/{name}" for name in ("index.html", "feed.xml", "rss.xml", "feed.json")),
    }
    view = page_of(site, "a/ferry/index.html").view
    assert (view.item.day, view.item.source, view.item.byline, view.provenance, view.facts, view.original) == (None, None, None, None, (), "")  # fmt: skip
    event = page_of(site, "e/ferry-runs/index.html").view
    assert (event.timeline, event.reasons, event.near, event.item.days) == ((), (), (), ())
    assert event.item.counts.words == ("1 article", "1 distinct report", "1 language")
    assert page_of(site, "index.html").view.lead.url == "/e/ferry-runs/"
    assert "1 article" in render_all(site)["index.html"]


def test_article_without_a_word():
    """An article with no text and no title, of no known language, breaks no page."""
    site = plan(compile_digest([write("empty", "", title="", lang="und")], {"empty": ["empty"]}))
    view = page_of(site, "a/empty/index.html").view
    assert (view.item.lead, view.item.words, view.item.language.text.text) == (None, "0 words", "unknown language")
    assert page_of(site, "e/empty/index.html").view.brief == ()
    assert len(render_all(site)) == len(site.pages)


def test_digest_without_dates():
    """Where nothing is dated, everything is still listed, in order of what attests it, then of id."""
    articles = [write("a"), write("b", source="x"), write("c", source="y"), write("d", source="x")]
    site = plan(compile_digest(articles, {"one": ["a"], "two": ["b", "c"], "three": ["d"]}))
    home = page_of(site, "index.html").view
    assert [item.url for item in (home.lead, *home.rest)] == ["/e/two/", "/e/three/", "/e/one/"]
    archive = page_of(site, "archive/index.html").view
    assert [(month.name, month.count) for month in archive.months] == [("date unknown", 3)]
    assert page_of(site, "e/two/index.html").view.undated == page_of(site, "e/two/index.html").view.articles
    assert len(render_all(site)) == len(site.pages)


def test_home_shows_the_newest_week():
    """The front page ends with the newest article, holds a week, and says where the rest is; pinned events stay."""
    days = {"new": "2022-09-21", "week": "2022-09-15", "old": "2022-09-14", "pinned": "2021-01-01", "undated": None}
    digest = compile_digest(
        [write(slug, published=day) for slug, day in days.items()],
        {slug: [slug] for slug in days},
        overrides={"id-pinned": Override("pinned", "", pin=True)},
    )
    home = page_of(plan(digest), "index.html").view
    assert [item.url for item in (home.lead, *home.rest)] == ["/e/pinned/", "/e/new/", "/e/week/", "/e/undated/"]
    assert (home.day.iso, home.older.url) == ("2022-09-21", "/archive/")
    assert [event.id for event in page_of(plan(digest), "archive/index.html").view.months[0].days[0][1]] == ["id-new"]


def test_archive_goes_by_month_and_day():
    """Every event is in the archive, newest month first, undated last."""
    days = {"a": "2022-09-21", "b": "2022-09-01", "c": "2022-08-31", "d": None, "e": "2022-09-21T23:30:00+08:00"}
    digest = compile_digest([write(slug, published=day) for slug, day in days.items()], {slug: [slug] for slug in days})
    months = page_of(plan(digest), "archive/index.html").view.months
    assert [(month.iso, month.count) for month in months] == [("2022-09", 3), ("2022-08", 1), ("", 1)]
    assert [[item.id for item in events] for _, events in months[0].days] == [["id-a", "id-e"], ["id-b"]]


def test_former_slugs_redirect():
    """An old address leads to the event's own, at once, whatever happened in between."""
    events = (
        Event("1", "now", ("a",), ("before", "long-before")),
        Event("2", "gone", (), ("gone-before",), merged="1"),
        Event("3", "gone-twice", (), merged="2"),
        Event("4", "emptied", ()),
        Event("8", "moved-out", (), heir="1"),
        Event("5", "lost", (), merged="nowhere"),
        Event("6", "circle", (), merged="7"),
        Event("7", "circle-too", (), merged="6"),
    )
    site = plan(compile_digest([write("a")], events))
    olds = ["before", "gone", "gone-before", "gone-twice", "long-before", "moved-out"]
    assert site.redirects == tuple(sorted((f"/e/{old}/", "/e/now/") for old in olds))
    page = page_of(site, "e/gone-twice/index.html")
    assert (page.view.target, page.head.index, page.head.canonical) == ("/e/now/", False, "https://example.org/e/now/")


def test_no_redirect_leads_away_from_a_live_page():
    """A former slug that an event has today stays that event's."""
    events = (Event("1", "truce", ("a",), ("truce", "talks")), Event("2", "talks", ("b",)))
    site = plan(compile_digest([write("a"), write("b")], events))
    assert site.redirects == ()
    assert site.problems == ()


def test_feeds_that_were_published_once_answer_for_ever():
    """An event left with one article keeps its feeds; those of a former slug and of a merged event say what it says.

    An event that never had two articles has none, nor has one that took in only such.
    """
    events = (
        Event("1", "now", ("a",), ("before",), feeds=True),
        Event("2", "gone", (), merged="3", feeds=True),
        Event("3", "taker", ("b",)),
        Event("4", "lone", ("c",), ("once-lone",)),
        Event("5", "gone-alone", (), merged="4"),
        Event("6", "half", ("d", "draft")),
    )
    shown = tuple(event.with_members(set(event.members) - {"draft"}) for event in events if event.members)
    site = plan(compile_digest([write(ident) for ident in "abcd"], shown, ledger=events))
    feeds = {
        page.path: page.compose().view for page in site.pages if page.path.startswith("e/") and "feed" in page.path
    }
    homes = {"now": "now", "before": "now", "gone": "taker", "taker": "taker", "half": "half"}
    assert {path.split("/")[1]: view.home for path, view in feeds.items()} == {
        old: f"/e/{new}/" for old, new in homes.items()
    }
    assert len({page.path for page in site.pages if page.path.startswith("e/before/")}) == 4, "redirect, three feeds"
    assert feeds["e/before/feed.xml"] == feeds["e/now/feed.xml"]
    assert feeds["e/now/feed.xml"].id == "tag:example.org,2026:e/1/feed", "its name is the event's, not the address's"
    assert page_of(site, "e/now/index.html").head.feed == "/e/now/"
    assert page_of(site, "e/lone/index.html").head.feed == ""


def test_redirects_to_hidden_events_are_none():
    """What is not shown is not pointed at either."""
    hidden = Event("1", "hidden", ("x",), ("before",))
    digest = compile_digest([write("a")], {"shown": ["a"]}, ledger=(hidden, Event("id-shown", "shown", ("a",))))
    assert plan(digest).redirects == ()


def test_collisions_are_refused():
    """Two pages at one address: the first stays, the other is named; a site never loses a page silently."""
    page = Standing("archive", "content/pages/archive.md", "Archive", "en", "")
    site = plan(compile_digest([], {}, pages=(page,)))
    assert [(problem.code, problem.path) for problem in site.problems] == [("same-address", "archive/index.html")]
    assert page_of(site, "archive/index.html").template == "archive.html"


def test_standing_pages():
    """A page of the editor's has its address and a place in the footer; "about" gets the site's figures."""
    pages = (
        Standing("about", "p/about.md", "Who we are", "en", ""),
        Standing("method", "p/method.md", "منهج", "ar", ""),
    )
    site = plan(compile_digest([], {}, pages=pages), prose={("p/about.md", "body"): "<p>us</p>", ("p/method.md", "body"): "<p>how</p>"})  # fmt: skip
    about = page_of(site, "about/index.html").view
    assert (about.title.text, about.body, about.figures[0]) == ("Who we are", "<p>us</p>", ("Articles", "0"))
    assert page_of(site, "method/index.html").view.body == "<p>how</p>"
    assert [(link.url, link.text.dir) for link in site.site.footer] == [
        ("/method/", "rtl"),
        ("/changes/", "ltr"),
        ("/index/", "ltr"),
    ]


@pytest.mark.parametrize(
    ("lang", "own", "chosen"),
    [
        ("en", "en", ["about.md", "terms.ar-eg.md"]),
        ("ar-EG", "en", ["about.ar.md", "terms.ar-eg.md"]),
        ("ar", "de", ["about.ar.md", "terms.de.md"]),
        ("fr", "de-AT", ["about.md", "terms.de.md"]),
    ],
)
def test_a_standing_page_for_each_language(lang, own, chosen):
    """A page for the interface's language comes first, then that for all, then that in the editor's, then any."""
    names = [("about", ""), ("about", "ar"), ("terms", "de"), ("terms", "ar-eg")]
    pages = [
        Standing(slug, f"{slug}.{tongue}.md" if tongue else f"{slug}.md", "", "", "", tongue) for slug, tongue in names
    ]
    assert [page.path for page in choose_pages(pages, lang, own)] == chosen


def test_article_of_another_site_sends_search_engines_home():
    """A reprint names its original as canonical and asks not to be indexed; a text of our own does neither."""
    articles = [write("theirs", url="https://herald.example/1"), write("ours")]
    site = plan(compile_digest(articles, {"x": ["theirs", "ours"]}))
    theirs, ours = (page_of(site, f"a/{ident}/index.html").head for ident in ("theirs", "ours"))
    assert (theirs.canonical, theirs.index) == ("https://herald.example/1", False)
    assert (ours.canonical, ours.index) == ("https://example.org/a/ours/", True)
    addresses = [address for address, _ in page_of(site, "sitemap-pages.xml").view]
    assert "https://example.org/a/ours/" in addresses
    assert "https://example.org/a/theirs/" not in addresses


def test_site_without_an_address():
    """Where the site's address is unknown there is no sitemap and no canonical address."""
    site = plan(compile_digest([write("a")], {"x": ["a"]}), base_url="")
    assert not any(page.path == "sitemap.xml" for page in site.pages)
    assert {page.head.canonical for page in site.pages if page.head} == {""}


def test_long_lists_have_pages():
    """A source's articles come newest first, so many a page, and each page knows its neighbours."""
    articles = [write(f"a{n}", published=f"2022-09-{n:02}", source="the-herald") for n in range(1, 6)]
    digest = compile_digest(articles, {article.id: [article.id] for article in articles}, sources={HERALD.slug: HERALD})
    site = plan(digest, page_articles=2)
    views = [page_of(site, f"s/the-herald/{folder}index.html").view for folder in ("", "2/", "3/")]
    assert [[item.id for _, items in view.articles for item in items] for view in views] == [["a5", "a4"], ["a3", "a2"], ["a1"]]  # fmt: skip
    assert [(view.pager.previous, view.pager.next) for view in views] == [
        ("", "/s/the-herald/2/"),
        ("/s/the-herald/", "/s/the-herald/3/"),
        ("/s/the-herald/2/", ""),
    ]
    assert (views[0].name.text, views[0].facts[0].value.text, views[1].facts) == (
        "The Herald",
        "https://herald.example",
        (),
    )


def test_feed_names_entries_for_ever():
    """Entries have tag: ids made of the article's id, times of their own, newest first."""
    articles = [
        write("a", published="2022-09-21T10:00:00+08:00", updated=None),
        write("b", published="2022-09-22"),
        write("c"),
    ]
    feed = page_of(plan(compile_digest(articles, {"x": ["a", "b", "c"]}), feed_entries=2), "feed.xml").view
    assert [entry.id for entry in feed.entries] == ["tag:example.org,2026:a/b", "tag:example.org,2026:a/a"]
    assert [entry.updated for entry in feed.entries] == ["2022-09-22T00:00:00Z", "2022-09-21T02:00:00Z"]
    assert (feed.updated, feed.entries[0].event) == ("2022-09-22T00:00:00Z", "/e/x/")


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["en", "ar", "zh-Hant", "und"]),
            st.sampled_from([None, "2022-09-21", "2022-09-21T23:30:00-05:00", "2020-02-29"]),
            st.sampled_from([None, "the-herald", "صحيفة", "The Herald", "A & B <c>"]),
            st.sampled_from(["", "Short.\n", "وقع الطرفان اتفاقا اليوم في المدينة القديمة بعد محادثات طويلة استمرت أياما.\n", "The ferry to Lindmark left the pier at nine in the morning.\n\nMore & <more>.\n"]),
            st.integers(0, 2),
        ),
        max_size=6,
    ),
    st.randoms(use_true_random=False),
)  # fmt: skip
def test_any_digest_can_be_planned_and_rendered(rows, random):
    """Whatever is known or not: one page an address, no dead permalink, and the order of the input changes nothing."""
    articles = [
        write(f"a{n}", body, lang=lang, published=day, source=source)
        for n, (lang, day, source, body, _) in enumerate(rows)
    ]
    members = {
        f"e{event}": [f"a{n}" for n, row in enumerate(rows) if row[-1] == event] for event in {row[-1] for row in rows}
    }
    site = plan(compile_digest(articles, members, sources={HERALD.slug: HERALD}))
    assert site.problems == ()
    assert len({page.path.lower() for page in site.pages}) == len(site.pages)
    files = render_all(site)
    random.shuffle(articles)
    assert render_all(plan(compile_digest(articles, members, sources={HERALD.slug: HERALD}))) == files


def test_desk_ranks_events_by_day_then_by_what_attests_them():
    """Newest first, then by outlets, reports and articles; ties by id, undated last."""
    articles = [write("a", published="2022-09-20"), write("b", published="2022-09-21", source="x"), write("c", published="2022-09-21", source="y"), write("d", published="2022-09-21", source="z"), write("e")]  # fmt: skip
    digest = compile_digest(articles, {"old": ["a"], "one": ["d"], "two": ["b", "c"], "undated": ["e"]})
    ranked = [sheet.event.slug for sheet in Desk(digest, ENGLISH).ranked]
    assert ranked == ["two", "one", "old", "undated"]


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_site_reads_in_the_direction_of_its_language(lang):
    """The interface's language gives the direction of the frame."""
    from generator.plan import Prose, SiteSettings, plan_site
    from generator.text.words import Words

    words = Words(lang, ENGLISH._catalogue)  # noqa: SLF001  # the same phrases under another language
    site = plan_site(compile_digest([], {}), SiteSettings("", "", "", ""), words, Prose({}))
    assert site.site.dir == ("rtl" if lang == "ar" else "ltr")
