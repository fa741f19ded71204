"""Quotation marks: where quoted words begin and end, in every style, balanced or not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.quotes import quoted


def words(text, lang="en"):
    """Return the quoted words of a text; those whose closing mark is missing end with "|"."""
    return [text[span.start : span.end] + ("" if span.closed else "|") for span in quoted(text, lang)]


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("“One,” he said, “and two.”", "en", ["One,", "and two."]),
        ('He said "one" and "two".', "en", ["one", "two"]),
        ("„Eins“, sagte sie, „und zwei“.", "de", ["Eins", "und zwei"]),
        ("„Eins”, sagte sie.", "de", ["Eins"]),
        ("»Eins«, sagte sie. »Zwei«", "de", ["Eins", "Zwei"]),
        ("« Un », dit-elle, « et deux »", "fr", ["Un", "et deux"]),
        ("«Один», — сказал он.", "ru", ["Один"]),
        ("他说：“一，”又说：“二。”他走了。", "zh", ["一，", "二。"]),
        ("院長說：「一」和『二』", "zh", ["一", "二"]),
        ("وقال “واحد” ثم «اثنان»", "ar", ["واحد", "اثنان"]),
        ("وقال ”واحد“ وسكت", "ar", ["واحد"]),
        ("وأضاف “واحد “.", "ar", ["واحد"]),
        ("“He told me “go” and I went.”", "en", ["He told me “go” and I went."]),
        ("«Он сказал «иди» и ушел»", "ru", ["Он сказал «иди» и ушел"]),
        ("“He told me ‘go’ and «went».”", "en", ["He told me ‘go’ and «went»."]),
        ("“Never closed.", "en", ["Never closed.|"]),
        ("“Never closed, he said, “but this is.”", "en", ["Never closed, he said,|", "but this is."]),
        ("Never opened.” Then “both”.", "en", ["both"]),
        ("‘I don’t know,’ she said.", "en", ["I don’t know,"]),
        ("The workers’ ‘home’ was here.", "en", []),
        ("It's Anna's and 'tis good.", "en", []),
        ("No marks at all.", "en", []),
    ],
)
def test_marks_of_every_style(text, lang, expected):
    """The place of a mark says more than its glyph; one that is missing is told; apostrophes are none."""
    assert words(text, lang) == expected


@given(st.text("“”„\"«»「」‘' .,ab說ق:", max_size=80), st.sampled_from(["en", "de", "ar", "zh", ""]))
def test_spans_are_in_order_and_apart(text, lang):
    """Spans lie in the text, one behind the other."""
    end = 0
    for span in quoted(text, lang):
        assert end <= span.outer < span.start <= max(span.start, span.end) <= span.after <= len(text)
        end = span.after
