"""The targets of fuzzing, over their seeds and a bounded row of mutations: what atheris runs for hours, CI runs for seconds."""

from __future__ import annotations

from itertools import islice
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mutations import CORPUS, mutations, seeds
from targets import TARGETS, assert_harmless

MUTATIONS = {"decode": 800, "front_matter": 600, "clean": 150, "feeds": 120, "render": 200}


@pytest.mark.parametrize("target", TARGETS)
def test_seeds_and_their_mutations(target):
    """Each seed, each seed cut off in its middle, and mutations of all keep the promises."""
    texts = seeds(target)
    cut = (text[: len(text) // 2] for text in texts)
    for data in (b"", *texts, *cut, *islice(mutations(texts, Random(target)), MUTATIONS[target])):  # noqa: S311  # no secret
        TARGETS[target](data)


@pytest.mark.parametrize("target", ["decode", "front_matter", "render"])
@settings(max_examples=60)
@given(
    st.one_of(st.binary(max_size=200), st.text(max_size=100).map(lambda text: text.encode("utf-8", "surrogatepass")))
)
def test_any_bytes(target, data):
    """Bytes and texts that grew from no seed keep the promises, too."""
    TARGETS[target](data)


def test_each_target_has_seeds():
    """A target without seeds would be run over nothing."""
    assert {path.name for path in CORPUS.iterdir()} == set(TARGETS)
    assert all(len(seeds(target)) >= 5 for target in TARGETS)


@pytest.mark.parametrize(
    "html",
    [
        "<script>",
        "<p onclick=x>",
        '<a href="javascript:x">',
        '<p style="x">',
        "a < b",
        "\x1b",
        '<a href="//evil.example/">',
    ],
)
def test_the_check_of_html_finds_what_it_looks_for(html):
    """A check that finds nothing in what is bad proves nothing."""
    with pytest.raises(AssertionError):
        assert_harmless(html)
