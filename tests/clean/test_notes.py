"""Notes: a headline above a single sentence, too short for running text."""

from __future__ import annotations

import pytest

from generator.clean import clean
from generator.filters import raw_text


def labels(text):
    """Return the labels of a text's lines."""
    return [block.label for block in clean(raw_text(text)).blocks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("My new headline\n\nA short paragraph of one sentence.\n", ["title", "body"]),
        ("Мост закрыт до весны\n\nСовет города решил это в понедельник вечером.\n", ["title", "body"]),
        ("大桥将关闭至明年春天进行维修\n\n市议会周一晚上作出这一决定，共有九票赞成。\n", ["title", "body"]),
        # Harmless look-alikes: two lines of one paragraph, a sentence above another, a line wider than what follows.
        ("My new headline\nA short paragraph of one sentence.\n", ["body", "body"]),
        ("This is a sentence.\n\nA short paragraph of one sentence.\n", ["body", "body"]),
        (
            "A line that is rather longer than the sentence below it is\n\nA short paragraph, no more.\n",
            ["body", "body"],
        ),
    ],
)
def test_headline_above_a_note(text, expected):
    """The first line is the headline where it stands apart and a sentence follows; else it stays in the text."""
    assert labels(text) == expected
