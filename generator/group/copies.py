"""Reports: articles that are copies of each other count once - reprints within a language, translations across."""

from __future__ import annotations

import re
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
"""Share of the shorter text's runs of five words that stand in the longer one, from which it is a reprint. Of 834
pairs of reports on one event by two outlets, 95 % share less than 0.17."""

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
    lengths = sorted((_length(first.text), _length(second.text)))
    if lengths[1] > LENGTHS * lengths[0]:
        return False
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
