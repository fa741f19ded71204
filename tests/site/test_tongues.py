"""A site in two languages: every page in each, one article's text in both, and everything leads where it should."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import PurePosixPath

import feedparser
import pytest
from lxml import etree, html
from sites import Site

from generator.check import check_links

SHARED = (
    "_headers",
    "_redirects",
    ".nojekyll",
    "assets/",
    "data/quotations.csv",
    "data/schema/",
    "data/sha256sums.txt",
    "favicon.svg",
    "robots.txt",
    "search/index.js",
    "search/p",
    "search/t",
)
"""What all languages have in common: files for hosts, the stylesheet, the script, the icon, the index of the search page."""

TABLES = ("data/quotations.csv", "data/sha256sums.txt")
SCHEMA_FILES = ("data/schema/article.json", "data/schema/edition.json", "data/schema/event.json")

BASE = "https://example.org/news"


def copy_content(sample, root, config=""):
    """Copy the built sample's content to `root`, with more in its configuration."""
    shutil.copytree(sample.root / "content", root / "content")
    (root / "digest.toml").write_text((sample.root / "digest.toml").read_text() + config)
    return Site(root)


@pytest.fixture(scope="module")
def both(sample, tmp_path_factory):
    """Return the sample in English, and below `/ar/` in Arabic. Not to be changed."""
    site = copy_content(sample, tmp_path_factory.mktemp("both"), 'languages = ["en", "ar"]\n')
    assert site.build().problems == ()
    return site


@pytest.fixture(scope="module")
def placed(both, tmp_path_factory):
    """Return the same site for a place below a path of a host, with addresses from the root."""
    site = copy_content(both, tmp_path_factory.mktemp("placed"))
    site.build(base_url=BASE, relative_urls=False)
    return site


def read(page):
    """Return what there is to read on a page, its own parts and no more: the switch of languages is not of it."""
    root = html.document_fromstring(page)
    for switch in root.find_class("tongues"):
        switch.drop_tree()
    return [" ".join(text.split()) for text in root.itertext() if text.strip()]


def pages(site, below=""):
    """Return the HTML pages of a site, or of one of its languages, by path."""
    return {
        path.removeprefix(below): data
        for path, data in site.files().items()
        if path.endswith(".html") and path.startswith(below)
    }


def test_one_language_is_as_it_was(sample, tmp_path):
    """A list that names the site's own language and no other changes no byte."""
    site = copy_content(sample, tmp_path, 'languages = ["en"]\n')
    site.build()
    assert site.files() == sample.files()


def test_every_page_is_there_in_each_language(both):
    """What is at a path is below the prefix as well, but for what all languages share."""
    paths = {path for path in both.files() if not path.startswith(SHARED) and not path.endswith("data.json")}
    further = {path.removeprefix("ar/") for path in paths if path.startswith("ar/")}
    assert further == {path for path in paths if not path.startswith("ar/")}


def test_each_language_reads_as_a_site_of_its_own(both, sample, arabic):
    """Word for word what a site in English alone, or in Arabic alone, says: words, dates, counts, the order of articles."""
    further = pages(both, "ar/")
    assert {path: read(data) for path, data in further.items()} == {
        path: read(data) for path, data in pages(arabic).items()
    }
    assert {path: read(data) for path, data in pages(both).items() if not path.startswith("ar/")} == {
        path: read(data) for path, data in pages(sample).items()
    }


def test_texts_keep_their_language(both):
    """The page reads from the right; the site's English name and the editor's English texts say that they are English."""
    root = html.document_fromstring(pages(both, "ar/")["about/index.html"])
    assert (root.get("lang"), root.get("dir")) == ("ar", "rtl")
    name = root.find_class("masthead")[0].find(".//bdi")
    assert (name.get("lang"), name.get("dir"), name.text) == ("en", "ltr", "The Sample Digest")
    assert {(each.get("lang"), each.get("dir")) for each in root.find_class("prose")} == {("en", "ltr")}


@pytest.mark.parametrize("name", ["both", "placed"])
def test_every_link_leads_somewhere(request, name):
    """Relative or from the root, in either language, to pages, their parts, the stylesheet and the index."""
    site = request.getfixturevalue(name)
    assert list(check_links(site.files(), BASE if name == "placed" else "")) == []


def test_a_reader_stays_in_the_language(both):
    """No link of an Arabic page leads to an English one, but that of the switch, which leads to the same page."""
    for path, data in pages(both, "ar/").items():
        root = html.document_fromstring(data)
        switch = root.find_class("tongues")[0]
        ways = [(switch.find(".//a").get("hreflang"), switch.find(".//a").get("href"))]
        switch.drop_tree()
        if path == "404.html":
            assert ways == [("en", "/404.html")]
            continue
        here = PurePosixPath("ar", path).parent
        up = "../" * len(here.parts)
        assert ways == [("en", f"{up}{path}")]
        led = {link.removeprefix(up) for link in root.xpath("//@href") if link.startswith(up)}
        out = {link for link in led if not link.startswith("ar/") and not link.endswith("data.json")}
        assert out <= {"assets/style.css", "favicon.svg", *TABLES, *SCHEMA_FILES}


def test_the_languages_of_a_page_are_named_to_machines(placed):
    """Each page that may be found names itself and the other with whole addresses; where none is meant, English stands."""
    for path, data in pages(placed).items():
        root = html.document_fromstring(data)
        found = {each.get("hreflang"): each.get("href") for each in root.xpath("//head/link[@hreflang]")}
        address = path.removeprefix("ar/").removesuffix("index.html")
        en, ar = f"{BASE}/{address}", f"{BASE}/ar/{address}"
        hidden = bool(root.xpath("//head/meta[@name='robots']")) or root.find_class("moved")
        assert found == ({} if hidden else {"en": en, "ar": ar, "x-default": en}), path
        if not hidden:
            assert root.xpath("//head/link[@rel='canonical']/@href") == [ar if path.startswith("ar/") else en]


def test_feeds_and_sitemaps_stay_in_their_language(placed):
    """The Arabic feed says so and leads to Arabic pages; robots.txt names a sitemap of each, whose pages are all there."""
    files = placed.files()
    for name in ("feed.xml", "rss.xml"):
        feed = feedparser.parse(files[f"ar/{name}"])
        assert (feed.bozo, feed.feed.language) == (0, "ar")
        assert feed.entries
        assert all(entry.link.startswith(f"{BASE}/ar/a/") for entry in feed.entries)
    robots = files["robots.txt"].decode().split("\n")
    assert [line for line in robots if line.startswith("Sitemap:")] == [
        f"Sitemap: {BASE}/sitemap.xml",
        f"Sitemap: {BASE}/ar/sitemap.xml",
    ]
    listed = etree.fromstring(files["ar/sitemap-pages.xml"]).xpath("//*[local-name()='loc']/text()")
    assert {f"{address.removeprefix(BASE)[1:]}index.html" for address in listed} <= files.keys()
    assert all(address.startswith(f"{BASE}/ar/") for address in listed)


def test_an_edit_shows_in_both_languages(both, tmp_path):
    """After an edit, a build from what is known is that from nothing, even where the cache has lost what was set."""
    shutil.copytree(both.root, tmp_path / "site")
    site = Site(tmp_path / "site")
    site.build()
    path = min((site.root / "content/articles").glob("*.md"))
    path.write_text(path.read_text().replace("title: ", "title: Edited ", 1))
    with sqlite3.connect(site.root / ".cache/digest.sqlite") as cache:
        lost = cache.execute("DELETE FROM entry WHERE room = 'set' AND key < '8'").rowcount
    cache.close()
    news = site.build().news
    assert lost > 10
    assert {f"a/{path.stem}/index.html", f"ar/a/{path.stem}/index.html"} <= set(news)
    assert len(news) < len(site.files()) / 2
    shown = site.files()
    site.build(force=True)
    assert site.files() == shown


def test_a_language_may_have_a_title_of_its_own(site):
    """The site's own catalogue names it: in the masthead, in titles and feeds, without another language beside it."""
    site.put("digest.toml", 'title = "Test"\nlanguages = ["ar"]\nsearch = false\n')
    site.put("templates/words/ar.toml", 'site_title = "موجز"\n')
    site.build()
    page = html.document_fromstring(site.files()["ar/index.html"])
    assert page.findtext(".//title") == "موجز"
    assert dict(page.find_class("masthead")[0].find(".//bdi").attrib) == {}
    assert html.document_fromstring(site.files()["index.html"]).findtext(".//title") == "Test"


def test_a_standing_page_may_have_a_file_for_each_language(site):
    """At one address in each language stands that language's file, with its title at the foot; links lead within it."""
    site.put("digest.toml", 'title = "Test"\nlanguages = ["ar"]\nsearch = false\nrelative_urls = true\n')
    site.put("content/pages/about.md", "---\ntitle: Who we are\n---\n\nA desk.\n")
    site.put("content/pages/about.ar.md", "---\ntitle: من نحن\n---\n\nمكتب، و[الأرشيف](/archive/).\n")
    site.put("content/pages/terms.md", "---\ntitle: Terms\n---\n\nOur terms.\n")
    site.put("content/pages/terms.ar.md", "---\ntitle: الشروط\n---\n\nشروطنا.\n")
    assert site.build().problems == ()
    told = {
        path: [(each.get("lang"), each.get("dir"), each.text_content().strip()) for each in found]
        for path, page in pages(site).items()
        if "about" in path or "terms" in path
        for root in [html.document_fromstring(page)]
        for found in [(root.find(".//h1"), *root.find_class("prose"))]
    }
    assert told == {
        "about/index.html": [("en", "ltr", "Who we are"), ("en", "ltr", "A desk.")],
        "terms/index.html": [("en", "ltr", "Terms"), ("en", "ltr", "Our terms.")],
        "ar/about/index.html": [("ar", "rtl", "من نحن"), ("ar", "rtl", "مكتب، والأرشيف.")],
        "ar/terms/index.html": [("ar", "rtl", "الشروط"), ("ar", "rtl", "شروطنا.")],
    }
    foot = html.document_fromstring(site.files()["ar/index.html"]).find_class("foot")[0].text_content()
    assert "الشروط" in foot
    assert "Terms" not in foot
    assert list(check_links(site.files(), "")) == []
