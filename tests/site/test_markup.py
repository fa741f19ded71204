"""What machines see: pages that are HTML, a feed that is Atom, addresses that fit where the site is hosted."""

from __future__ import annotations

import json
import re
import shutil

import feedparser
import html5lib
import pytest
from lxml import etree
from sites import Site, serve

from generator.check import check_links


def test_every_page_is_html(sample):
    """Each page parses without a single error by the rules of the HTML standard."""
    pages = {path: data for path, data in sample.files().items() if path.endswith(".html")}
    assert len(pages) > 60
    for path, data in pages.items():
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(data.decode())
        assert [(path, error) for error in parser.errors] == []


def test_pages_hold_nothing_that_runs(sample):
    """No script, no handler, no style attribute, no address of a scheme that runs, on any page; a policy on every one.

    The search page alone has a script: one file of the site's own.
    """
    for path, data in sample.files().items():
        if path.endswith(".html"):
            text = data.decode()
            assert "default-src 'none'" in text, path
            if path == "search/index.html":
                text = text.replace('<script src="../assets/search.js" defer></script>', "", 1)
            else:
                assert "script-src" not in text, path
            assert re.search(r"<script|\son\w+=|\sstyle=|javascript:|data:", text) is None, path


def test_feed_is_atom(sample):
    """The feed parses as Atom without complaint; each entry has its language, an id that is no address, and its text."""
    data = sample.files()["feed.xml"]
    feed = feedparser.parse(data)
    assert not feed.bozo
    assert feed.version == "atom10"
    assert len(feed.entries) == len(sample.articles())
    root = etree.fromstring(data)
    atom = "{http://www.w3.org/2005/Atom}"
    for entry in root.iter(f"{atom}entry"):
        assert entry.get("{http://www.w3.org/XML/1998/namespace}lang")
        assert entry.findtext(f"{atom}id").startswith("tag:")
        assert len(entry.findtext(f"{atom}content")) > 200


def test_feeds_say_the_same(sample):
    """Every feed of articles parses without complaint; RSS and JSON Feed have the entries of the Atom feed, in its order."""
    files = sample.files()
    feeds = [path.removesuffix("feed.xml") for path in files if path.endswith("feed.xml")]
    feeds.remove("changes/")
    assert {"", "s/sample-courier/", "l/ar/", "t/velmora/"} <= set(feeds)
    assert any(home.startswith("e/") for home in feeds)
    for home in feeds:
        atom, rss = (feedparser.parse(files[f"{home}{name}"]) for name in ("feed.xml", "rss.xml"))
        assert (atom.bozo, rss.bozo, rss.version) == (0, 0, "rss20"), home
        told = json.loads(files[f"{home}feed.json"])
        assert told["version"] == "https://jsonfeed.org/version/1.1"
        ids = [entry.id for entry in atom.entries]
        assert ids == [entry.id for entry in rss.entries] == [item["id"] for item in told["items"]], home
        assert [entry.title for entry in atom.entries] == [item["title"] for item in told["items"]], home
        dated = [entry.published_parsed for entry in atom.entries if "published" in entry]
        assert dated == [entry.published_parsed for entry in rss.entries if "published" in entry], home
        assert all(item["content_html"].startswith('<div dir="') for item in told["items"]), home


def test_every_feed_is_listed(sample):
    """The list of feeds is well-formed OPML, and names a feed for each source, language and topic."""
    root = etree.fromstring(sample.files()["feeds.opml"])
    listed = {outline.get("xmlUrl").strip("/") for outline in root.iter("outline") if outline.get("xmlUrl")}
    there = {path for path in sample.files() if path.endswith("feed.xml") and not path.startswith("e/")}
    assert listed == there


def test_feed_time_is_the_newest_article(sample):
    """The feed's time is its newest entry's, not the clock's: an idle rebuild changes nothing."""
    feed = feedparser.parse(sample.files()["feed.xml"])
    assert feed.feed.updated == max(entry.updated for entry in feed.entries)


@pytest.fixture
def hosted(sample, tmp_path):
    """Return a site built for a sub-path, a real server that holds it there, and the address."""
    with serve(tmp_path / "www") as host:
        address = f"{host}/news/digest"
        shutil.copytree(sample.root, tmp_path / "copy")
        site = Site(tmp_path / "copy")
        site.build(base_url=address, relative_urls=False)
        shutil.copytree(site.root / "site", tmp_path / "www/news/digest")
        shutil.copy(site.root / "site/404.html", tmp_path / "www")
        yield site, address


@pytest.mark.browser
def test_a_site_below_a_path(hosted, browser):
    """Hosted below a path, the site finds its stylesheet and its pages; addresses for machines are whole."""
    site, address = hosted
    page = browser.new_page()
    failed, said = [], []
    page.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else None)
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{address}/")
    page.click("article.first h2 a")
    page.click(".articles h3 a")
    assert page.url.startswith(f"{address}/a/")
    page.wait_for_load_state()
    assert page.evaluate("document.styleSheets.length") == 1
    # What a page says to machines is data: nothing runs, and the policy has nothing to refuse.
    assert page.locator("script").evaluate_all("all => all.map(each => each.type)") == ["application/ld+json"]
    assert (failed, said) == ([], [])
    files = site.files()
    assert list(check_links(files, address)) == []
    listed = [found.text for found in etree.fromstring(files["sitemap.xml"]).iter("{*}loc")]
    assert [address.rpartition("/")[2] for address in listed] == ["sitemap-pages.xml", "sitemap-news.xml"]
    sitemap = etree.fromstring(files["sitemap-pages.xml"])
    assert [found.text for found in etree.fromstring(files["sitemap-news.xml"]).iter("{*}title")]
    assert all(found.text.startswith(f"{address}/") for found in sitemap.iter("{*}loc"))
    assert f"Sitemap: {address}/sitemap.xml" in files["robots.txt"].decode()
    assert feedparser.parse(files["feed.xml"]).entries[0].link.startswith(f"{address}/a/")
    page.close()


def test_articles_of_others_point_home(sample):
    """The page of an article whose original is known is `noindex` and names the original as canonical."""
    ident, text = next((ident, text) for ident, text in sample.articles().items() if "\nurl: " in text)
    url = re.search(r'^url: "?(.*?)"?$', text, re.MULTILINE)[1]
    page = sample.files()[f"a/{ident}/index.html"].decode()
    assert f'<link rel="canonical" href="{url}">' in page
    assert '<meta name="robots" content="noindex">' in page
