"""Permalinks: one page an address, and a file for each."""

from __future__ import annotations

import pytest

from generator.model.page import Composed, Page
from generator.plan.permalinks import file_of, language_url, page_url, refuse_collisions


@pytest.mark.parametrize(
    ("url", "path"),
    [("/", "index.html"), ("/e/truce/", "e/truce/index.html"), ("/feed.xml", "feed.xml"), ("/404.html", "404.html")],
)
def test_every_permalink_has_its_file(url, path):
    """A folder answers with its index, a file with itself."""
    assert file_of(url) == path


def test_pages_of_a_list():
    """The first page has the list's own address."""
    assert [page_url("/s/x/", number) for number in (1, 2)] == ["/s/x/", "/s/x/2/"]
    assert language_url("zh-Hant") == "/l/zh-hant/"


def test_collisions_go_without_regard_to_case():
    """Two names that differ in case are one file on some disks: the first stays, the other is named."""
    first, second, third = (
        Page(path, template, "", Composed)
        for path, template in (("a/X.html", "one"), ("A/x.html", "two"), ("b", "three"))
    )
    kept, problems = refuse_collisions([first, second, third])
    assert kept == (first, third)
    assert [(problem.path, problem.code, problem.severity) for problem in problems] == [
        ("A/x.html", "same-address", "error")
    ]
