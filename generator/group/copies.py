"""Copies: articles of one event that are one report - reprints within a language, translations across."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING

from generator.group.marks import numbers_of
from generator.group.measures import primary
from generator.text.shingles import containment, shingles
from generator.text.skeleton import names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from generator.model import Article, Story

REPRINT = 0.5
"""Share of the shorter text's runs of five words that stand in the longer one, from which it is a reprint. Of 834
pairs of reports on one event by two outlets, 95 % share less than 0.17."""

ALIKE = 0.4
"""Share of the different words of the shorter text that the longer one has, below which no run is compared. A text that
has half of another's runs has more of its words."""

FEW = 40
"""Different words below which they decide nothing: a Chinese text sets no spaces, a short one has none to spare."""

CROWD = 50
"""Articles of one language in an event up to which each is compared with each; beyond, by an index of their runs."""

OWNERS = 8
"""Reports that a run is noted for: one that more have is a phrase, no mark of a copy."""

TRANSLATION = 0.7
"""Cosine of the encoder's vectors from which a text may be the translation of another. Other reports of the same event
reach it too, so that length and numbers, or names, must agree."""

SAME_NUMBERS = 0.5
"""Share of all numbers of two texts that both have, from which they agree: a translator keeps every figure."""

SAME_NAMES = 0.4
"""Share of the names of the text with fewer that the other has, from which they agree: asked where figures are few."""

LEAST = 3
"""Numbers that two texts must have between them to be asked for their numbers, and names for their names."""

LENGTHS = 1.6
"""A translation is at most so many times as long as its original, a Han character counting as three letters, Kana and
Hangul as two: 95 % of 750 human translations stay under 1.5."""

_HAN = re.compile(r"[\u3400-\u9fff]")
_SYLLABLE = re.compile(r"[\u3040-\u30ff\uac00-\ud7a3]")


def find_copies(
    articles: Sequence[Article],
    stories: Mapping[str, Story],
    vectors: Mapping[str, NDArray[np.float32]] | None = None,
) -> tuple[tuple[str, ...], ...]:
    """Return the members of one event that are copies of each other: sorted tuples of two article ids or more, sorted.

    Translations are looked for where `vectors` are given. `stories` are asked only for texts that must be read.
    """
    ordered = sorted(articles, key=lambda article: article.id)
    sets = _Sets(len(ordered))
    by_language: dict[str, list[int]] = {}
    for at, article in enumerate(ordered):
        by_language.setdefault(primary(article.lang), []).append(at)
    for _, rows in sorted(by_language.items()):
        find = _reprints if len(rows) <= CROWD else _reprints_in_crowd
        find(ordered, rows, stories, sets)
    if vectors and len(by_language) > 1:
        _join_translations([stories[article.id] for article in ordered], vectors, sets)
    found: dict[int, list[str]] = {}
    for at, article in enumerate(ordered):
        found.setdefault(sets.root(at), []).append(article.id)
    return tuple(sorted(tuple(group) for group in found.values() if len(group) > 1))


class _Sets:
    """Disjoint sets of numbers, each known by its smallest."""

    def __init__(self, count: int) -> None:
        self._head = list(range(count))

    def root(self, at: int) -> int:
        """Return the smallest number of the set that `at` is in."""
        while self._head[at] != at:
            self._head[at] = at = self._head[self._head[at]]
        return at

    def join(self, one: int, two: int) -> None:
        """Make one set of two."""
        low, high = sorted((self.root(one), self.root(two)))
        self._head[high] = low


def _reprints(articles: Sequence[Article], rows: Sequence[int], stories: Mapping[str, Story], sets: _Sets) -> None:
    """Join the reprints among a few articles of one language."""
    if len(rows) < 2:
        return
    words = {at: frozenset(articles[at].body.split()) for at in rows}
    runs: dict[int, frozenset[int]] = {}
    for i, j in combinations(rows, 2):
        if sets.root(i) == sets.root(j):
            continue
        fewer = min(len(words[i]), len(words[j]))
        if fewer < FEW or len(words[i] & words[j]) >= ALIKE * fewer:
            for at in (i, j):
                if at not in runs:
                    runs[at] = shingles(stories[articles[at].id].text)
            if containment(runs[i], runs[j]) >= REPRINT:
                sets.join(i, j)


def _reprints_in_crowd(
    articles: Sequence[Article], rows: Sequence[int], stories: Mapping[str, Story], sets: _Sets
) -> None:
    """Join the reprints among many articles of one language: each is compared only with those that have runs of it."""
    owners: dict[int, list[int]] = {}
    runs: dict[int, frozenset[int]] = {}
    for j in rows:
        runs[j] = shingles(stories[articles[j].id].text)
        shared = Counter(i for run in runs[j] for i in owners.get(run, ()))
        for i, count in sorted(shared.items()):
            # A run is noted for a few only, so the count may fall short of what they share.
            enough = 4 * count >= REPRINT * min(len(runs[i]), len(runs[j]))
            if enough and sets.root(i) != sets.root(j) and containment(runs[i], runs[j]) >= REPRINT:
                sets.join(i, j)
        for run in runs[j]:
            known = owners.setdefault(run, [])
            if len(known) < OWNERS and all(sets.root(i) != sets.root(j) for i in known):
                known.append(j)


def _join_translations(stories: Sequence[Story], vectors: Mapping[str, NDArray[np.float32]], sets: _Sets) -> None:
    """Join texts in two languages of which one is the other's translation."""
    for i, j in _likely_translations(stories, vectors):
        if sets.root(i) != sets.root(j) and _translates(stories[i], stories[j]):
            sets.join(i, j)


def _likely_translations(
    stories: Sequence[Story], vectors: Mapping[str, NDArray[np.float32]]
) -> Iterator[tuple[int, int]]:
    """Yield the pairs in two languages whose vectors are near and whose lengths are about the same."""
    import numpy as np

    rows = np.array([vectors[story.id] for story in stories])
    rows = rows / np.maximum(np.sqrt(np.einsum("ij,ij->i", rows, rows)), 1e-9)[:, None]
    langs = np.unique([primary(story.lang) for story in stories], return_inverse=True)[1]
    lengths = np.array([_length(story.text) for story in stories])
    for i in range(len(stories) - 1):
        near = np.round(rows[i + 1 :] @ rows[i], 4) >= TRANSLATION
        low, high = np.minimum(lengths[i + 1 :], lengths[i]), np.maximum(lengths[i + 1 :], lengths[i])
        for j in np.flatnonzero(near & (langs[i + 1 :] != langs[i]) & (high <= LENGTHS * low)).tolist():
            yield i, i + 1 + j


def _translates(first: Story, second: Story) -> bool:
    """Tell whether two texts agree in their numbers, or where these are few in their names."""
    one_numbers, two_numbers = set(numbers_of(first.text)), set(numbers_of(second.text))
    every = one_numbers | two_numbers
    if len(every) >= LEAST:
        return len(one_numbers & two_numbers) / len(every) >= SAME_NUMBERS
    one_names, two_names = set(names(first.text)), set(names(second.text))
    fewer = min(len(one_names), len(two_names))
    return fewer >= LEAST and len(one_names & two_names) / fewer >= SAME_NAMES


def _length(text: str) -> int:
    """Return the length of a text in letters of an alphabet."""
    return len(text) + 2 * len(_HAN.findall(text)) + len(_SYLLABLE.findall(text))
