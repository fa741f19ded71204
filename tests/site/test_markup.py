"""What machines see: pages that are HTML, a feed that is Atom, addresses that fit where the site is hosted."""

from __future__ import annotations

import re
import shutil

import feedparser
import html5lib
import pytest
from conftest import Site, serve
from lxml import etree

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
    """No script, no handler, no style attribute, no address of a scheme that runs, on any page; a policy on every one."""
    for path, data in sample.files().items():
        if path.endswith(".html"):
            text = data.decode()
            assert "default-src 'none'" in text, path
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
    failed = []
    page.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else None)
    page.goto(f"{address}/")
    page.click("article.first h2 a")
    page.click(".articles h3 a")
    assert page.url.startswith(f"{address}/a/")
    assert page.evaluate("document.styleSheets.length") == 1
    assert failed == []
    files = site.files()
    assert list(check_links(files, address)) == []
    sitemap = etree.fromstring(files["sitemap.xml"])
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
