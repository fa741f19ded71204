"""Markdown: how each line is marked up, and what the front matter says."""

from __future__ import annotations

import pytest

from generator.ingest import read
from generator.ingest.markdown import read_markdown


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("# One\n\ntext\n### Three", [("heading", 1), ("paragraph", 0), ("heading", 3)]),
        ("#hash\n#", [("paragraph", 0), ("heading", 1)]),
        ("Title\n=====\n\ntext", [("heading", 1), ("heading", 1), ("paragraph", 0)]),
        ("- a\n  - b\n1. c\n* * *", [("item", 1), ("item", 2), ("item", 1), ("paragraph", 0)]),
        ("-5 degrees\n2023. was dry", [("paragraph", 0), ("item", 1)]),
        ("> quoted\ntext", [("quote", 0), ("paragraph", 0)]),
        ("```py\nx = 1\n\n# no heading\n```\ntext", [("code", 0)] * 4 + [("paragraph", 0)]),
        ("~~~\n```\n~~~", [("code", 0)] * 3),
        ("text\n\n    code\n    more\n\ntext", [("paragraph", 0), ("code", 0), ("code", 0), ("paragraph", 0)]),
        ("text\n    still text", [("paragraph", 0), ("paragraph", 0)]),
        ("- item\n\n    its paragraph", [("item", 1), ("paragraph", 0)]),
        ("`` ` `` inline", [("paragraph", 0)]),
        ("", []),
    ],
)  # fmt: skip
def test_lines_know_their_kind(text, kinds):
    """Headings, items, quotes and code are told line by line; all else is a paragraph."""
    assert [(block.kind, block.level) for block in read_markdown(text)] == kinds


def test_front_matter_becomes_hints():
    """Known keys and their other names become hints, a list one a value; the head is kept to the letter."""
    data = b"---\ntitle: Bridge\ntags: [a, b]\nauthor: Jane Doe\ndate: 2023-11-21\nkeep: [3, 5]\n---\n\nText\n"
    article = read("content/inbox/paper/a.md", data).articles[0]
    assert [(hint.field, hint.value) for hint in article.hints] == [
        ("title", "Bridge"),
        ("tags", "a"),
        ("tags", "b"),
        ("byline", "Jane Doe"),
        ("published", "2023-11-21"),
        ("keep", "3"),
        ("keep", "5"),
        ("source", "paper"),
    ]
    assert (article.front_matter + article.text).encode() == data


def test_unknown_keys_are_pointed_out_with_the_closest():
    """A key we do not know is a warning with its line and the key that was likely meant; the article is still read."""
    reading = read("a.md", b"---\ntitel: x\nmood: y\n---\nText\n")
    assert len(reading.articles) == 1
    assert [
        (problem.code, problem.line, problem.severity, "`title`" in problem.mend) for problem in reading.problems
    ] == [
        ("unknown-key", 2, "warning", True),
        ("unknown-key", 3, "note", False),
    ]


def test_a_mark_before_front_matter_does_not_hide_it():
    """A byte order mark in front of the fence is recorded, and the front matter is read."""
    article = read("a.md", b"\xef\xbb\xbf---\ntitle: x\n---\nText\n").articles[0]
    assert (article.bom, article.hints[0].value, article.text) == (True, "x", "Text\n")
