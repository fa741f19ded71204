"""Addresses: every permalink leads to its page, at a domain's root, below a path, from a folder, in a feed."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest

from generator.plan.permalinks import file_of
from generator.render import Addresses

ROOT = Addresses("https://example.org", relative=False)
BELOW = Addresses("https://example.org/digest", relative=False)
NOWHERE = Addresses("", relative=False)
FOLDER = Addresses("", relative=True)
BOTH = Addresses("https://example.org/digest", relative=True)


@pytest.mark.parametrize(
    ("addresses", "url", "page", "address"),
    [
        (ROOT, "/e/truce/", "/", "/e/truce/"),
        (ROOT, "/e/truce/#p1", "/e/truce/", "/e/truce/#p1"),
        (BELOW, "/e/truce/", "/", "/digest/e/truce/"),
        (BELOW, "/", "/404.html", "/digest/"),
        (NOWHERE, "/e/truce/", "/", "/e/truce/"),
        (FOLDER, "/e/truce/", "/", "e/truce/index.html"),
        (FOLDER, "/", "/e/truce/", "../../index.html"),
        (FOLDER, "/", "/", "index.html"),
        (FOLDER, "/e/truce/", "/e/truce/", "../../e/truce/index.html"),
        (FOLDER, "/e/flood/", "/e/truce/", "../../e/flood/index.html"),
        (FOLDER, "/a/x/#p3", "/e/truce/", "../../a/x/index.html#p3"),
        (FOLDER, "/a/x/#p3", "/a/x/", "#p3"),
        (FOLDER, "/assets/style.css", "/a/x/provenance/", "../../../assets/style.css"),
        (FOLDER, "/feed.xml", "/", "feed.xml"),
        (FOLDER, "/e/truce/", "/404.html", "/e/truce/"),
        (BOTH, "/e/truce/", "/404.html", "/digest/e/truce/"),
        (BOTH, "/e/truce/", "/", "e/truce/index.html"),
        (ROOT, "/e/truce/", None, "https://example.org/e/truce/"),
        (BELOW, "/e/truce/#p1", None, "https://example.org/digest/e/truce/#p1"),
        (BOTH, "/", None, "https://example.org/digest/"),
        (FOLDER, "/e/truce/", None, "/e/truce/"),
        (FOLDER, "https://other.example/x", "/", "https://other.example/x"),
        (FOLDER, "//other.example/x", "/", "//other.example/x"),
        (BELOW, "mailto:desk@example.org", "/", "mailto:desk@example.org"),
        (FOLDER, "", "/", ""),
    ],
)
def test_addresses(addresses, url, page, address):
    """What a permalink is on a page, as the site is configured."""
    assert addresses.of(url, page) == address


PERMALINKS = [
    "/",
    "/archive/",
    "/e/truce/",
    "/a/x/",
    "/a/x/provenance/",
    "/s/herald/2/",
    "/assets/style.css",
    "/feed.xml",
]


@pytest.mark.parametrize("page", PERMALINKS)
@pytest.mark.parametrize("url", PERMALINKS)
def test_every_address_leads_to_its_page(url, page):
    """Resolved as a browser does, from any page to any other, each kind of address leads to the same file."""
    base = f"https://example.org/digest{page}"
    for addresses in (BELOW, BOTH):
        path = urlsplit(urljoin(base, addresses.of(url, page))).path
        assert file_of(path.removeprefix("/digest")) == file_of(url)
