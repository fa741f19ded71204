"""Copies: articles of one event that are one report - reprints within a language, translations across."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING

from generator.group.measures import primary
from generator.group.translations import find_translations
from generator.text.shingles import containment, shingles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.group.translations import Encode
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


def find_copies(
    articles: Sequence[Article],
    stories: Mapping[str, Story],
    encode: Encode | None = None,
) -> tuple[tuple[str, ...], ...]:
    """Return the members of one event that are copies of each other: sorted tuples of two article ids or more, sorted.

    Translations are looked for where stories can be encoded. `stories` are asked only for texts that must be read.
    """
    ordered = sorted(articles, key=lambda article: article.id)
    sets = _Sets(len(ordered))
    by_language: dict[str, list[int]] = {}
    for at, article in enumerate(ordered):
        by_language.setdefault(primary(article.lang), []).append(at)
    for _, rows in sorted(by_language.items()):
        find = _reprints if len(rows) <= CROWD else _reprints_in_crowd
        find(ordered, rows, stories, sets)
    if encode and len(by_language) > 1:
        langs = [primary(article.lang) for article in ordered]
        pairs = [
            (i, j)
            for i, j in combinations(range(len(ordered)), 2)
            if langs[i] != langs[j] and sets.root(i) != sets.root(j)
        ]
        for i, j in find_translations([stories[article.id] for article in ordered], pairs, encode):
            sets.join(i, j)
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
