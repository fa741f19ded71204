"""The reader of JSON lines: a row is an article; what is none is refused by its line."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.ingest import read

PATH = "content/inbox/corpus.jsonl"


def take(*rows, path=PATH):
    """Read rows."""
    lines = (row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)
    return read(path, "\n".join(lines).encode())


def hints(article):
    """Return what the container says of an article: values by field."""
    found = {}
    for hint in article.hints:
        found.setdefault(hint.field, []).append(hint.value)
    return found


def test_a_row_is_an_article():
    """Text, id and metadata come through; other tools' names for a field are known; items are numbered by line."""
    metadata = {
        "title": "The  bridge",
        "date": "2025-05-16",
        "language": "en",
        "author": "Ida Brandt",
        "tags": ["a", "b"],
        "token_count": 7,
        "url": None,
    }
    reading = take("", {"text": "One.\r\n\r\nTwo.", "id": "bridge-17", "metadata": metadata})
    (article,) = reading.articles
    assert (article.form, article.item, article.text) == ("rows", 2, "One.\n\nTwo.")
    assert [block.text for block in article.blocks] == ["One.", "Two."]
    assert hints(article) == {
        "id": ["bridge-17"], "title": ["The bridge"], "published": ["2025-05-16"], "lang": ["en"], "byline": ["Ida Brandt"], "tags": ["a", "b"],
    }  # fmt: skip
    assert (reading.problems, reading.refused) == ((), 0)


def test_a_field_by_its_own_name_comes_first():
    """Of two names for one field our own wins, in whatever order they stand."""
    (article,) = take({"text": "x", "metadata": {"date": "2025-01-01", "published": "2025-02-02"}}).articles
    assert hints(article)["published"] == ["2025-02-02"]


def test_what_an_editor_decides_is_not_taken_from_a_row():
    """A stranger's table places no article in an event and keeps no line."""
    (article,) = take({"text": "x", "metadata": {"event": "mine", "keep": [1], "draft": True}}).articles
    assert article.hints == ()


def test_the_row_names_its_source_before_the_folder_does():
    """A corpus of many outlets may lie in one folder."""
    (article,) = take({"text": "x", "metadata": {"source": "the-paper"}}, path="content/inbox/corpora/c.jsonl").articles
    assert hints(article)["source"] == ["the-paper", "corpora"]


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("{", "it is no JSON"),
        ("[1]", "no “text”"),
        ({"id": "a"}, "no “text”"),
        ({"text": 7}, "no “text”"),
        ({"text": " \n "}, "empty"),
        ({"text": "a\0b"}, "no letter"),
        ('{"text": "\\ud800"}', "no letter"),
        ({"text": "x", "metadata": [1]}, "no object"),
        ("[" * 100_000, "no JSON"),
    ],
)
def test_a_row_that_is_no_article_is_refused_by_its_line(row, what):
    """One bad row is named with its line, and the rows around it are read."""
    reading = take({"text": "before"}, row, {"text": "after"})
    assert [article.item for article in reading.articles] == [1, 3]
    ((problem),) = reading.problems
    assert (problem.code, problem.line, reading.refused) == ("json-line", 2, 1)
    assert what in problem.what


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=10,
    )
)
def test_any_json_is_read_or_refused(value):
    """Whatever stands in a row, and in its parts, there is an article or a problem, never a crash."""
    rows = [
        json.dumps(value),
        json.dumps({"text": value}),
        json.dumps({"text": "x", "id": value, "metadata": {"title": value, "tags": value, "date": value}}),
        json.dumps({"text": "x", "metadata": value}),
    ]
    reading = read(PATH, "\n".join(rows).encode())
    assert len(reading.articles) + reading.refused == 4
    assert len(reading.problems) == reading.refused
