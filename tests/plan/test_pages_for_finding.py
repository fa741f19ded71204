"""Pages and files to find things by: editions, topics, the index, feeds and their list, sitemaps, what machines read."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from newsroom import ENGLISH, compile_digest, write
from test_plan import page_of, plan, renderer

from generator.model.edition import Edition, Foreword
from generator.model.override import Override
from generator.model.page import Page
from generator.model.views import AzView, Link, Pager, Text
from generator.plan.az import az_views
from generator.plan.editions import week_of
from generator.text.words import Words


def news(**more):
    """Return a digest of three days: an event that grows, one of the second day, one of the third."""
    articles = [
        write("a", published="2025-05-13", source="herald"),
        write("b", published="2025-05-14", source="courier"),
        write("c", published="2025-05-14", source="herald"),
        write("d", published="2025-05-19", source="herald"),
    ]
    editions = (
        Edition("2025-05-13", (("id-truce", ("a",)),)),
        Edition("2025-05-14", (("id-truce", ("b",)), ("id-flood", ("c",)))),
    )
    coming = Edition("2025-05-19", (("id-cup", ("d",)),))
    parts = {"editions": editions, "coming": coming} | more
    return compile_digest(articles, {"truce": ["a", "b"], "flood": ["c"], "cup": ["d"]}, **parts)


def names(view):
    """Return the slugs of an edition's events."""
    events = [*([view.lead] if view.lead else []), *view.rest]
    return [event.url.split("/")[2] for event in events]


def test_days_and_weeks_have_editions():
    """Each day lists what was new in it, each week its days, and each knows its neighbours."""
    site = plan(news())
    days = {day: page_of(site, f"d/2025-05-{day}/index.html").view for day in (13, 14, 19)}
    assert [(names(view), view.out) for view in days.values()] == [
        (["truce"], True),
        (["truce", "flood"], True),
        (["cup"], False),
    ]
    assert (days[14].earlier.url, days[14].later.url) == ("/d/2025-05-13/", "/d/2025-05-19/")
    assert (days[13].earlier, days[19].later) == (None, None)
    week = page_of(site, "w/2025-w20/index.html").view
    assert (names(week), week.out, [link.url for link in week.days]) == (
        ["truce", "flood"],
        True,
        ["/d/2025-05-13/", "/d/2025-05-14/"],
    )
    assert week.name == "Week 20 of 2025"


def test_each_month_has_a_page():
    """The archive lists all months and leads to each; a month knows its neighbours, and what has no day comes last."""
    articles = [write("a", published="2025-05-13"), write("b", published="2025-07-02"), write("c"), write("d", published="2025-07-01")]  # fmt: skip
    site = plan(compile_digest(articles, {article.id: [article.id] for article in articles}))
    front = page_of(site, "archive/index.html").view
    assert [(share.link.url, share.link.text.text, share.count, share.percent) for share in front.index] == [
        ("/archive/2025-07/", "July 2025", 2, 100),
        ("/archive/2025-05/", "May 2025", 1, 50),
        ("/archive/undated/", "date unknown", 1, 50),
    ]
    assert [month.url for month in front.months] == [share.link.url for share in front.index]
    may = page_of(site, "archive/2025-05/index.html").view
    assert [(month.name, month.count) for month in may.months] == [(may.name, 1)] == [("May 2025", 1)]
    assert (may.newer.url, may.older.url, may.counts[0]) == ("/archive/2025-07/", "/archive/undated/", "1 event")
    assert page_of(site, "archive/2025-07/index.html").view.newer is None
    assert page_of(site, "archive/undated/index.html").view.older is None


def test_a_long_archive_begins_with_its_newest_months():
    """The first page holds whole months, as many as are read at a sitting; the key of an old month knows no other."""
    months = {"2025-05": 3, "2025-06": 200, "2025-07": 99}
    articles = [write(f"{month}-{n}", published=f"{month}-01") for month, count in months.items() for n in range(count)]
    site = plan(compile_digest(articles, {article.id: [article.id] for article in articles}))
    front = page_of(site, "archive/index.html").view
    assert [(month.iso, month.count) for month in front.months] == [("2025-07", 99), ("2025-06", 200)]
    assert [share.count for share in front.index] == [99, 200, 3]
    more = [*articles, write("new", published="2025-07-01")]
    grown = plan(compile_digest(more, {article.id: [article.id] for article in more}))
    keys = {page.path: page.key for page in site.pages}
    changed = {
        page.path for page in grown.pages if keys.get(page.path) != page.key and page.path.startswith("archive/")
    }
    assert changed == {"archive/index.html", "archive/2025-07/index.html"}


def test_a_long_index_has_pages():
    """Letters go on from page to page; each leads to where it begins, and what begins with no letter comes last."""
    titles = ["Apple", "“Avenue”", "bridge", "البحر", "Église", "7 seas"]
    entries = [(Link(Text(title, "en", "ltr"), f"/e/{number}/"), "Event") for number, title in enumerate(titles)]
    views = az_views("A to Z", reversed(entries), 2)
    assert [
        [(names.letter, [link.text.text for link, _ in names.links]) for names in view.letters] for view in views
    ] == [
        [("A", ["Apple", "“Avenue”"])],
        [("B", ["bridge"]), ("E", ["Église"])],
        [("ب", ["البحر"]), ("", ["7 seas"])],
    ]
    assert {view.jumps for view in views} == {
        (
            ("A", "/index/#letter-1"),
            ("B", "/index/2/#letter-2"),
            ("E", "/index/2/#letter-3"),
            ("ب", "/index/3/#letter-4"),
            ("", "/index/3/#letter-5"),
        )
    }
    assert [view.pager for view in views] == [
        Pager(1, 3, "", "/index/2/"),
        Pager(2, 3, "/index/", "/index/3/"),
        Pager(3, 3, "/index/2/", ""),
    ]
    assert az_views("A to Z", [], 2) == (AzView("A to Z", (), (), Pager(1, 1, "", "")),)


def test_an_edition_says_what_was_new_in_an_event():
    """An event that has other articles too says first how many of them were new that day."""
    first = page_of(plan(news()), "d/2025-05-13/index.html").view
    assert first.lead.counts.words[:2] == ("1 new article", "2 articles")
    assert first.counts == ("1 event", "1 article", "1 language")


def test_an_edition_keeps_its_articles_whatever_becomes_of_events():
    """Moved articles stand under the event they are in now; what is withdrawn is counted and not named."""
    articles = [write("a", published="2025-05-13"), write("b", published="2025-05-14")]
    edition = Edition("2025-05-13", (("id-old", ("a",)), ("id-lost", ("x", "y"))))
    digest = compile_digest(articles, {"new": ["a", "b"]}, editions=(edition,))
    view = page_of(plan(digest), "d/2025-05-13/index.html").view
    assert (names(view), view.gone) == (["new"], 1)


def test_the_editor_orders_an_edition():
    """Lead first, then the order, the rest as it was; what is to be left out is; title and words stand above."""
    word = Foreword("2025-05-14", "content/editions/2025-05-14.md", "Rain", "*Rain.*", "flood", (), ())
    digest = news(forewords={"2025-05-14": word})
    view = page_of(plan(digest, prose={(word.path, "body"): "<p>Rain.</p>"}), "d/2025-05-14/index.html").view
    assert (names(view), view.title.text, view.intro) == (["flood", "truce"], "Rain", "<p>Rain.</p>")
    without = replace(word, lead="", without=("truce",))
    view = page_of(plan(news(forewords={"2025-05-14": without})), "d/2025-05-14/index.html").view
    assert names(view) == ["flood"]


def test_forewords_that_nobody_reads_are_named():
    """An edition that is not there, and an event that its edition has not, are warnings."""
    lost = Foreword("2025-05-15", "content/editions/2025-05-15.md")
    wrong = Foreword("2025-05-13", "content/editions/2025-05-13.md", lead="cup", order=("truce",), lines={"lead": 2})
    site = plan(news(forewords={"2025-05-15": lost, "2025-05-13": wrong}))
    found = [(problem.path, problem.line, problem.code, problem.severity) for problem in site.problems]
    assert sorted(found) == [
        ("content/editions/2025-05-13.md", 2, "foreword", "warning"),
        ("content/editions/2025-05-15.md", 0, "foreword", "warning"),
    ]


def test_the_front_page_says_what_changed():
    """Since the last edition that is out: new events, and events with new articles; the newest editions are linked."""
    view = page_of(plan(news()), "index.html").view
    assert view.changes == ("1 new event",)
    assert [link.url for link in view.editions] == ["/d/2025-05-19/", "/d/2025-05-14/", "/d/2025-05-13/"]
    grown = news(coming=Edition("2025-05-19", (("id-truce", ("d",)),)))
    assert page_of(plan(grown), "index.html").view.changes == ("1 new event",)


def test_the_archive_has_a_calendar():
    """Each month is a table of weeks from the locale's first day on, with the number of events of each day."""
    view = page_of(plan(news()), "archive/index.html").view
    (month,) = view.months
    days = {day.number: day for _, row in month.weeks for day in row if day}
    assert sorted(days) == list(range(1, 32))
    assert {number: day.count for number, day in days.items() if day.count} == {13: 1, 14: 2, 19: 1}
    assert (days[14].url, days[15].url) == ("/d/2025-05-14/", "")
    assert all(len(row) == 7 for _, row in month.weeks)
    assert [full for _, full in view.weekdays][Words("en", {}).first_weekday - 7] in {"Monday", "Sunday"}
    assert [link.url for link, _ in month.weeks if link] == ["/w/2025-w20/", "/w/2025-w21/"]


def test_days_at_the_ends_of_the_calendar():
    """The first and the last day there can be have their months and their weeks."""
    articles = [write("a", published="0001-01-01"), write("b", published="9999-12-31")]
    coming = Edition("0001-01-01", (("id-one", ("a",)),))
    site = plan(compile_digest(articles, {"one": ["a"], "two": ["b"]}, coming=coming))
    assert [month.iso for month in page_of(site, "archive/index.html").view.months] == ["9999-12", "0001-01"]
    assert page_of(site, "w/0001-w01/index.html").view.iso == "0001-01-01"


@pytest.mark.parametrize(
    ("day", "week"), [("2021-01-03", "2020-w53"), ("2024-12-30", "2025-w01"), ("2025-05-18", "2025-w20")]
)
def test_weeks_are_those_of_the_calendar(day, week):
    """Weeks are numbered as ISO 8601 has them, over the turn of the year."""
    assert week_of(day) == week


def tagged():
    """Return a digest with tags in two spellings and two scripts."""
    articles = [
        write("a", published="2025-05-13", source="herald", tags=("Harbours", "ice")),
        write("b", published="2025-05-14", source="herald", tags=("harbours", "Лёд")),
        write("c", lang="ar", tags=("موانئ",)),
    ]
    return compile_digest(articles, {"one": ["a", "b"], "two": ["c"]})


def test_topics_are_tags_whatever_their_case():
    """Two spellings make one topic, with a page, in the order of its articles; a script without a slug has one too."""
    site = plan(tagged())
    index = page_of(site, "t/index.html").view
    assert (index.shares[0].link.text.text, index.shares[0].count) == ("Harbours", 2)
    assert len(index.shares) == 4
    page = page_of(site, "t/harbours/index.html").view
    assert [item.id for _, items in page.articles for item in items] == ["b", "a"]
    assert page_of(site, "a/b/index.html").view.tags[0].url == "/t/harbours/"
    arabic = next(share.link for share in index.shares if share.link.text.dir == "rtl")
    assert page_of(site, f"{arabic.url.strip('/')}/index.html").view.name.text == "موانئ"


def test_a_site_without_tags_has_no_topics():
    """Nothing to find: no page, no entry in the navigation."""
    site = plan(news())
    assert not any(page.path.startswith("t/") for page in site.pages)
    assert "/t/" not in [link.url for link in site.site.nav]


def test_the_index_has_everything_once():
    """Events, sources and topics stand under their first letters: without quotation marks and accents, Chinese by sound."""
    articles = [
        write("a", title="“Élan” at the harbour", source="herald", tags=("ice",)),
        write("b", title="海燕三号最后一次靠岸", lang="zh"),
        write("c", title="الميناء يفتح أبوابه", lang="ar"),
        write("d", title="41 sailors return"),
    ]
    site = plan(compile_digest(articles, {"one": ["a"], "two": ["b"], "three": ["c"], "four": ["d"]}))
    view = page_of(site, "index/index.html").view
    found = {names.letter: [link.text.text for link, _ in names.links] for names in view.letters}
    assert found == {
        "E": ["“Élan” at the harbour"],
        "H": ["herald", "海燕三号最后一次靠岸"],
        "I": ["ice"],
        "م": ["الميناء يفتح أبوابه"],
        "": ["41 sailors return"],
    }
    assert view.letters[-1].letter == ""


def test_feeds_of_everything():
    """The site, an event of two articles, each source, language and topic have feeds in three formats, and are listed."""
    site = plan(tagged())
    homes = ["", "e/one/", "s/herald/", "l/en/", "l/ar/", "t/harbours/"]
    paths = {page.path for page in site.pages}
    assert {f"{home}{name}" for home in homes for name in ("feed.xml", "rss.xml", "feed.json")} <= paths
    assert "e/two/feed.xml" not in paths
    assert [entry.title.text for entry in page_of(site, "e/one/feed.xml").view.entries] == ["B", "A"]
    listed = {feed for group in page_of(site, "feeds.opml").view.groups for _, feed in group.feeds}
    assert {feed.strip("/") for feed in listed} <= paths
    assert page_of(site, "e/one/index.html").head.feed == "/e/one/"
    assert page_of(site, "e/two/index.html").head.feed == ""


def test_pages_say_what_they_are_to_machines():
    """An article, an event and a list describe themselves; where the site knows no address, nothing does."""
    articles = [
        write(
            "a", published="2025-05-13T10:00:00Z", source="herald", byline="Ada Lund", url="https://herald.example/a"
        ),
        write("b", lang="ar", title="عنوان"),
    ]
    site = plan(compile_digest(articles, {"one": ["a", "b"]}))
    article = page_of(site, "a/a/index.html").head.data
    assert article | {"inLanguage": "en"} == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "A",
        "url": "https://example.org/a/a/",
        "inLanguage": "en",
        "datePublished": "2025-05-13T10:00:00Z",
        "author": {"@type": "Person", "name": "Ada Lund"},
        "publisher": {"@type": "NewsMediaOrganization", "name": "herald"},
        "isBasedOn": "https://herald.example/a",
        "isPartOf": "https://example.org/e/one/",
    }
    event = page_of(site, "e/one/index.html").head.data
    assert event["about"] == {"@type": "Event", "name": "A", "startDate": "2025-05-13", "endDate": "2025-05-13"}
    assert [part["inLanguage"] for part in event["hasPart"]] == ["en", "ar"]
    home = page_of(site, "index.html").head.data
    assert home["mainEntity"]["itemListElement"][0]["url"] == "https://example.org/e/one/"
    assert page_of(plan(compile_digest(articles[:1], {"one": ["a"]}), base_url=""), "a/a/index.html").head.data is None


def test_nothing_ends_the_data_of_a_page():
    """A headline that would end the element is data and nothing else."""
    wicked = "</script><script>alert(1)</script>"
    site = plan(compile_digest([write("a", title=wicked)], {"one": ["a"]}))
    page = renderer(site.site).render(page_of(site, "a/a/index.html")).decode()
    assert page.count("<script") == 1
    text = page.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert json.loads(text)["headline"] == wicked


def test_the_sitemap_is_an_index():
    """The sitemap names the others: that of the pages, and that of the events of the newest two days."""
    site = plan(news())
    listed = [address for address, _ in page_of(site, "sitemap.xml").view]
    assert listed == ["https://example.org/sitemap-pages.xml", "https://example.org/sitemap-news.xml"]
    assert [item.address for item in page_of(site, "sitemap-news.xml").view] == ["https://example.org/e/cup/"]
    pages = [address for address, _ in page_of(site, "sitemap-pages.xml").view]
    assert {
        "https://example.org/d/2025-05-13/",
        "https://example.org/w/2025-w20/",
        "https://example.org/index/",
    } <= set(pages)


def test_events_of_one_saga_link_each_other():
    """The editor counts events to one story: each page has the others, by day, and no longer as merely near."""
    said = {f"id-{slug}": Override(slug, f"content/events/{slug}.md", saga="crisis") for slug in ("truce", "cup")}
    site = plan(news(overrides=said))
    truce = page_of(site, "e/truce/index.html").view
    assert [event.url for event in truce.saga] == ["/e/cup/"]
    assert [event.url for event in truce.near] == ["/e/flood/"]
    assert page_of(site, "e/flood/index.html").view.saga == ()


def test_cards_are_pages_without_a_template():
    """Where pictures are wanted, the front page and each event have one, and their pages name it."""
    site = plan(news(), cards=True)
    card = page_of(site, "e/truce/card.png")
    assert isinstance(card, Page)
    assert card.view.title.text == "A"
    assert [count for _, count in card.view.coverage] == [2]
    assert page_of(site, "e/truce/index.html").head.card == "/e/truce/card.png"
    assert page_of(site, "a/a/index.html").head.card == "/e/truce/card.png"
    assert page_of(site, "index.html").head.card == "/card.png"
    assert not any(page.path.endswith(".png") for page in plan(news()).pages)
    assert ENGLISH("new_events", n=1) == "1 new event"
