"""Front matter out and in: whatever was written is read as the same text."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from generator.store.frontmatter import read_front_matter, write_front_matter

SLY = ["no", "Yes", "on", "null", "~", "", " ", "012", "0x1f", "1e3", "12:30", "1.10", "-1", "+1", ".inf", "2022-09-21", "2022-09-21T09:30:00+08:00", "- a", "-", "---", "...", "a: b", "a:", ":", "a #b", "#b", "a#b", "'a'", '"a"', "it's", 'say "so"', "[a]", "{a}", "a, b", ",", "*a", "&a", "!a", "@a", "`a`", "%a", "? a", "| a", "> a", "<<", "=", "a\nb", "a\tb", " a", "a ", "\\", "\\n", "a\u2028b", "a\u2029b", "a\x85b", "\ufeff", "a\u00a0b", "\x00", "\x7f", "\ufffe", "\ud7ff", "\ue000", "😀", "停火", "مرحبا \u200f!", "true", "None"]  # fmt: skip

texts = st.one_of(st.sampled_from(SLY), st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
values = st.recursive(
    texts, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3), max_leaves=6
)
keys = st.one_of(st.sampled_from(["id", "title", "lang", "my key", "a: b", "no", "1.5", "-", "#"]), texts)


def write_and_read(head, body="Text\n"):
    """Write a file and read it."""
    return read_front_matter(write_front_matter(head, body), "a.md")


@pytest.mark.parametrize("text", SLY)
def test_sly_scalars_come_back(text):
    """What YAML would take for a number, a date, a list or a comment is the text it was: bare, in a list, in a table."""
    head = {"a": text, "b": [text, text], "c": {text: text}}
    assert dict(write_and_read(head).values) == head


@given(st.dictionaries(keys, values, min_size=1, max_size=4))
def test_any_values_come_back(head):
    """Any texts, lists and tables come back in their order."""
    read = write_and_read(head)
    assert list(read.values.items()) == list(head.items())
    assert read.body == "\nText\n"


@given(st.dictionaries(keys, values, min_size=1, max_size=4))
@example({"a": "x\u2028y"})
def test_other_readers_see_the_same_texts(head):
    """YAML's own safe reader sees the same scalars, days and times aside."""
    inner = write_front_matter(head, "").split("\n", 1)[1].rsplit("---", 1)[0]
    read = yaml.safe_load(inner) or {}
    assert {key: str(value) for key, value in read.items() if isinstance(value, str)} == {
        key: value for key, value in head.items() if isinstance(value, str) and isinstance(read[key], str)
    }


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r")))
def test_any_body_comes_back(body):
    """The body stands below the head to the letter, even where it looks like a head itself."""
    assert write_and_read({"id": "a"}, body).body.removeprefix("\n") == body


def test_ordinary_values_are_written_bare():
    """A head that people read has no more quotation marks than it needs."""
    head = {"title": "Truce signed: what it says", "source": "the-herald", "published": "2022-09-21", "tags": ["a b", "c"], "draft": True, "keep": [3, 14], "url": "https://example.org/a?b=c#d", "byline": "J. O'Hara"}  # fmt: skip
    assert write_front_matter(head, "Text\n") == (
        "---\n"
        'title: "Truce signed: what it says"\n'
        "source: the-herald\n"
        "published: 2022-09-21\n"
        "tags: [a b, c]\n"
        "draft: true\n"
        "keep: [3, 14]\n"
        "url: https://example.org/a?b=c#d\n"
        'byline: "J. O\'Hara"\n'
        "---\n\nText\n"
    )
