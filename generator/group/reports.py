"""Reports: articles that are copies of each other count once - reprints within a language, translations across."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.group.marks import numbers_of
from generator.group.measures import primary
from generator.text.shingles import containment, shingles
from generator.text.skeleton import names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from generator.model import Story

REPRINT = 0.5
"""Share of the shorter text's runs of five words that stand in the longer one, from which it is a reprint. Two reports
of one event that quote the same speech share 0.05 to 0.2."""

TRANSLATION = 0.75
"""Cosine of the encoder's vectors from which a text may be the translation of another. Human translations lie at 0.72
on the mean, other reports of the same event at 0.6, so the names or numbers must agree too."""

AGREEMENT = 0.3
"""Share of the numbers, or of the name skeletons where there are few numbers, that a translation has in common with its
original: the smaller list against the larger one."""

LENGTHS = 2.5
"""A translation is not this many times longer than its original, in letters of scripts of like density."""


def report(stories: Sequence[Story], vectors: Mapping[str, NDArray[np.float32]]) -> tuple[tuple[str, ...], ...]:
    """Divide the articles of one event into reports: sorted tuples of article ids, sorted; most have one."""
    ordered = sorted(stories, key=lambda story: story.id)
    runs = [shingles(story.text) for story in ordered]
    head = list(range(len(ordered)))

    def root(at: int) -> int:
        while head[at] != at:
            at = head[at]
        return at

    for j, second in enumerate(ordered):
        for i, first in enumerate(ordered[:j]):
            if root(i) == root(j):
                continue
            if primary(first.lang) == primary(second.lang):
                same = containment(runs[i], runs[j]) >= REPRINT
            else:
                same = _translates(first, second, vectors)
            if same:
                head[max(root(i), root(j))] = min(root(i), root(j))
    found: dict[int, list[str]] = {}
    for at, story in enumerate(ordered):
        found.setdefault(root(at), []).append(story.id)
    return tuple(sorted(tuple(group) for group in found.values()))


def _translates(first: Story, second: Story, vectors: Mapping[str, NDArray[np.float32]]) -> bool:
    import numpy as np

    one, two = vectors[first.id], vectors[second.id]
    length = float(np.sqrt(one @ one) * np.sqrt(two @ two))
    if length == 0 or float(one @ two) / length < TRANSLATION:
        return False
    return any(
        _agree(set(read(first.text)), set(read(second.text)), least) for read, least in ((numbers_of, 3), (names, 3))
    )


def _agree(one: set[str], two: set[str], least: int) -> bool:
    """Tell whether two lists of marks, neither shorter than `least`, have enough in common."""
    if min(len(one), len(two)) < least:
        return False
    return len(one & two) / min(len(one), len(two)) >= AGREEMENT
