"""Blocks set at sight: to the letter what the parser and the sanitiser make of the whole text."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.render.blocks import Block, split_blocks
from generator.render.body import UnsettledError, set_blocks

BASE = "https://outlet.example/a/b"

PIECES = (
    "word", "Word", "two words", "صحيفة", "新闻", "é", "1", "12", ".", ")", ",", "!", "?", ":", ";", "-", "--", "---", "+", "#", "##", "=", "===", '"', "'", "(",
    " ", " ", " ", "  ", "\n", "\n", "\n\n", "\n\n", "\n\n", "\n \n", "    ", "\t", "*", "**", "***", "_", "__", "~", "~~", "~~~", "`", "```", "|", "|-|",
    ":-", "[", "]", "](", "]:", "<", ">", "&", "&amp;", "\\", "\u00a0", "\u200b", "\u2028", "\u202e", "\x07", "\r", "# ", "- ", "+ ", "* ", "1. ", "1) ", "> ",
    "*word*", "**two words**", "[word](https://other.example/x)", "[word](https://other.example/x?y=1#z)", "[word](x)", "![word](https://other.example/p.png)",
    "https://other.example/", "[word](http://other.example/a/../b)", "[word](https://other.example)", "[*word*](https://other.example/)", "xn--", "www.other.example",
)  # fmt: skip
"""What Markdown reads as more than text, and what it does not, side by side."""

TEXTS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)

PARAGRAPHS = st.lists(TEXTS.map(str.strip) | st.sampled_from(PIECES), max_size=8).map("\n\n".join)


def by_parser(markdown):
    """Return what the parser makes of the whole text."""
    return set_blocks([Block(-1, markdown)], BASE)


@settings(max_examples=600)
@given(TEXTS | PARAGRAPHS | st.text())
@example("- item\n\n  more\n\nPlain.\n\n- item\n\n\n- item")
@example("> said\n\nPlain.\nlazy\n\n    code\n\nPlain.")
@example("# One\n\n### Three\n\n*Some* text.\n\n## Two #\n\n#### Four")
@example("[word]\n\nPlain.\n\n[word]: https://other.example/")
@example("1. one\n\nPlain.\n\n2. two\n\n   three")
@example("*word*word *word*. **word** (*word*) *word *")
@example("Plain.\n===\n\nPlain.\n---\n\n| a |\n|---|\n\n*word*")
def test_set_at_sight_is_set_by_the_parser(markdown):
    """Whatever the text: the same HTML, the same paragraphs; a text made to do harm is refused by both."""
    try:
        expected = by_parser(markdown)
    except UnsettledError:
        with pytest.raises(UnsettledError):
            set_blocks(split_blocks(markdown), BASE)
    else:
        assert set_blocks(split_blocks(markdown), BASE) == expected


@pytest.mark.parametrize(
    ("markdown", "levels"),
    [
        ('Text, and more.\n\nText "again".', [0, 0]),
        ("## Head\n\nText with *stress* and [a link](https://other.example/x).", [2, 0]),
        ("Text.\n\n- item\n- item\n\n> said\n\nText.", [0, -1, 0]),
        ("Text.\n\n```\ncode\n```\n\nText.", [-1]),
        ("A_b\n\nText & text.\n\n*Text.*", [-1]),
        ("1986. A year.\n\n1986 was a year.", [-1, 0]),
        ("", []),
    ],
)
def test_blocks(markdown, levels):
    """What is set at sight, and what goes to the parser."""
    assert [block.level for block in split_blocks(markdown)] == levels
