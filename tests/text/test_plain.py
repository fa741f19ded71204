"""Markdown to plain text: the words, without the marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.ingest.plain import read_plain
from generator.text.conserve import compose
from generator.text.plain import plain


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("## A head\n\nA text.\n", "A head\nA text."),
        ("one\ntwo\n\nthree\n", "one two\nthree"),
        ("- a\n- b\n\n1. c\n", "a b\nc"),
        ("> said\n", "said"),
        ("*a* **b** _c_ __d__ `e` ~~f~~ snake_case\n", "a b c d e f snake_case"),
        ("see [the page](https://example.org/a_b) and ![it](x.png)\n", "see the page and it"),
        ("before\n\n```python\nx = 1\n```\n\nafter\n", "before\nafter"),
        ("\\*a\\* \\[b\\](c) 1\\. d\n", "*a* [b](c) 1. d"),
        ("\ue041 \ue06a icons\n", "\ue041 \ue06a icons"),
        ("", ""),
    ],
)
def test_words_without_marks(markdown, words):
    """Marks, link targets and code are gone, a paragraph is a line, and escaped marks are letters."""
    assert plain(markdown) == words


@given(st.text(st.characters(exclude_categories=["C"], exclude_characters="*_~`[]")))
def test_what_was_written_by_us_reads_as_it_was(text):
    """Escapes that the body carries are undone: words are those of the raw lines."""
    blocks = read_plain(text)
    body = compose(text, blocks, "text").body
    assert "".join(plain(body).split()) == "".join("".join(block.text for block in blocks).split())
