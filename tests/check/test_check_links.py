"""Links: every internal address and fragment leads somewhere, and what leads out is left alone."""

from __future__ import annotations

import pytest

from generator.check import check_links


def page(*links, ids=()):
    """Return a page with these links and ids."""
    anchors = "".join(f'<a href="{link}">x</a>' for link in links)
    return f"<!DOCTYPE html><title>x</title>{anchors}{''.join(f'<p id={ident}>' for ident in ids)}".encode()


FILES = {
    "index.html": page(),
    "e/truce/index.html": page(ids=["p1", "ü"]),
    "feed.xml": b"<feed/>",
    "assets/style.css": b"",
    "404.html": page(),
}


def broken(link, *, at="e/flood/index.html", base=""):
    """Tell whether a link is found broken on a page of the site."""
    return [problem.code for problem in check_links(FILES | {at: page(link)}, base)]


@pytest.mark.parametrize("link", ["/", "/e/truce/", "/e/truce/index.html", "/e/truce/#p1", "/e/truce/#%C3%BC", "/feed.xml#x", "../truce/", "../truce/index.html#p1", "../../", "../../assets/style.css", "index.html", "", "?x=1", "https://other.example/nowhere", "//other.example/x", "mailto:desk@example.org", "http://[::1]/x", "data:image/svg+xml,x"])  # fmt: skip
def test_links_that_lead_somewhere(link):
    """Absolute and relative ones, files, fragments, queries; other hosts are not asked."""
    assert broken(link) == []


@pytest.mark.parametrize("link", ["/nowhere/", "/e/truce", "/e/", "/e/truce/#p2", "#p1", "../nowhere/", "../../../", "../truce/#x", "nowhere.html", "/E/truce/", "http://[x"])  # fmt: skip
def test_links_that_lead_nowhere(link):
    """A page that is not there, a fragment that is not on it, a way out of the folder, no address at all."""
    assert broken(link) == ["broken-link"]


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("https://example.org/digest/e/truce/", []),
        ("https://example.org/digest/", []),
        ("https://example.org/digest/nowhere/", ["broken-link"]),
        ("https://example.org/digest/e/truce/#p2", ["broken-link"]),
        ("https://example.org/other/", []),
        ("https://example.org/digest-of-others/", []),
        ("/digest/e/truce/", []),
        ("/digest/nowhere/", ["broken-link"]),
        ("/e/truce/", ["broken-link"]),
        ("../truce/", []),
    ],
)
def test_links_of_a_site_below_a_path(link, expected):
    """Below a path, addresses of the site carry it; without it they lead out of the site."""
    assert broken(link, base="https://example.org/digest") == expected


def test_ids_stand_once():
    """An id that stands twice is told: a link to it could mean either."""
    (problem,) = check_links({"index.html": page(ids=["a", "b", "a"])}, "")
    assert "“a” stands twice" in problem.what


def test_pictures_and_styles_are_links():
    """Whatever a page loads has to be there."""
    html = b'<!DOCTYPE html><link rel=stylesheet href="/assets/style.css"><img src="/nowhere.png" alt="">'
    assert [problem.path for problem in check_links(FILES | {"x.html": html}, "")] == ["x.html"]


def test_empty_page_is_told():
    """A template that makes nothing is a mistake, not a crash."""
    assert [problem.path for problem in check_links({"index.html": b"\n"}, "")] == ["index.html"]


def test_problems_come_in_order():
    """Pages in order of path, each link once."""
    files = {"b.html": page("/y", "/x", "/x"), "a.html": page("/z")}
    assert [(problem.path, problem.what) for problem in check_links(files, "")] == [
        ("a.html", "the link “/z” leads to no page."),
        ("b.html", "the link “/x” leads to no page."),
        ("b.html", "the link “/y” leads to no page."),
    ]
