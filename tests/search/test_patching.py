"""A mended shard of terms is the one that a whole merge makes."""

from __future__ import annotations

import random

import pytest

from generator.model.views import Text
from generator.search import (
    IndexedArticle,
    IndexedEvent,
    Names,
    Shown,
    compare,
    count_terms,
    index_article,
    merge,
    patch,
    shard_bits,
    shard_of,
)

WORDS = "harbour bridge ferry storm letter 停火协议 الصين والصين перемирие ガラス ceasefire zürich".split()
NAMES = Names({}, {})


def _shown(rng, number):
    count = rng.randrange(1, 40)
    paragraph = " ".join(f"{rng.choice(WORDS)} {rng.choice(WORDS)}{rng.randrange(90)}" for _ in range(count))
    return Shown(f"/a/a{number}/", rng.choice(WORDS), (paragraph,))


def _site(postings):
    articles = [IndexedArticle(f"a{number}", "en", "", "", data) for number, data in enumerate(postings)]
    return [IndexedEvent(f"e{each.id}", "/e/e/", Text("E", "en", "ltr"), (each,)) for each in articles]


@pytest.mark.parametrize("seed", range(5))
def test_mending_equals_merging(seed):
    """Whatever words come, go, or weigh otherwise in some articles, the mended files of terms are those of a merge."""
    rng = random.Random(seed)  # noqa: S311  # a walk that can be walked again
    before = [index_article(_shown(rng, number)) for number in range(120)]
    after = list(before)
    for number in rng.sample(range(120), 1 + 3 * seed):
        after[number] = index_article(_shown(rng, number))
    old, new = merge(_site(before), NAMES), merge(_site(after), NAMES)
    bits = shard_bits(sum(map(count_terms, before)))
    assert bits == shard_bits(sum(map(count_terms, after))) > 0
    # Articles are numbered in the order of the files of texts.
    order = [event.articles[0].id for event in _arranged(before)]
    changes = {}
    for number, ident in enumerate(order):
        place = int(ident[1:])
        for change in compare(number, before[place], after[place]):
            changes.setdefault(shard_of(change.key, bits), []).append(change)
    assert changes
    mended = {name: patch(data, changes.get(name, ())) for name, data in old.items() if name.startswith("p")}
    assert mended == {name: data for name, data in new.items() if name.startswith("p")}


def _arranged(postings):
    from generator.search import arrange

    return arrange(_site(postings)).events


def test_other_files_are_refused():
    """What is no shard of terms is not mended."""
    with pytest.raises(ValueError, match="no shard"):
        patch(b"something else\n", ())
