"""The second opinion on where the article of a page begins and ends."""

from __future__ import annotations

import pytest

from generator.ingest.extract import _bounded
from generator.ingest.second import read_again
from generator.ingest.tree import Line, parse

LINES = [Line("A line of thirty letters or so.", "paragraph", 0, (), ()) for _ in range(10)]


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        ({1, 2, 3, 4, 5, 6, 7, 8}, {1, 2, 3, 4, 5, 6, 7}, {1, 2, 3, 4, 5, 6, 7, 8}),
        ({1, 2, 3, 4, 5, 6, 7, 8}, {2, 3, 4, 5}, {2, 3, 4, 5}),
        ({1, 2, 3, 4, 5, 6, 7, 8}, {2, 4, 5, 6}, {2, 3, 4, 5, 6}),
        ({1, 2, 3, 4, 5, 6, 7, 8}, {2}, {1, 2, 3, 4, 5, 6, 7, 8}),
        ({1, 2, 3, 4, 5, 6, 7, 8}, set(), {1, 2, 3, 4, 5, 6, 7, 8}),
        ({3, 4}, {1, 2, 3, 4, 5, 6}, {3, 4}),
        (set(), {1, 2}, set()),
    ],
)
def test_a_second_opinion_moves_the_ends_only(first, second, kept):
    """Two that agree, and a second that found next to nothing, change nothing; else both ends come nearer, no hole is made."""
    assert _bounded(frozenset(first), frozenset(second), LINES) == frozenset(kept)


def test_a_page_is_read_again_and_left_alone():
    """The article's text comes back, the tree is as it was; a page without any gives none."""
    words = "The town council agreed on Tuesday to repair the old bridge over the river, before the winter begins. " * 4
    root = parse(f"<html><body><div><p>{words}</p><p>{words}</p></div><nav>Home</nav></body></html>", "page.html")
    before = [(element.tag, element.text) for element in root.iter()]
    assert words.strip() in read_again(root)
    assert [(element.tag, element.text) for element in root.iter()] == before
    assert read_again(parse("<html><body></body></html>", "page.html")).strip() == ""
