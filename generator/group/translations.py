"""Translations: two texts of one event in two languages that say the same, passage by passage.

Between two languages that the encoder knows, each of the first passages of one text looks for its nearest in the other:
in a translation most find one another, in an independent report a few. Elsewhere the numbers tell, or the names, in their order.
The figures below were found on 748 pairs of human translations, and on 872 pairs of reports on one event by two outlets
in one language, which are no copies: `benchmarks/group.py` counts both.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.group.background import ENCODED, load
from generator.group.marks import numbers_of
from generator.group.measures import primary
from generator.text.segment import sentences
from generator.text.skeleton import names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from generator.model import Story

    Encode = Callable[[Iterable[Story]], Mapping[str, NDArray[np.float32]]]

PASSAGES = 8
"""Passages at the head of a text that are compared with those of another: with six, one translation in twenty is lost."""

SHORTEST, LONGEST = 70, 240
"""A passage has at least so many letters, as sentences go, and so many characters of it are encoded."""

NEAR = 0.5
"""Cosine of the two leads below which no passage is encoded: 99 in 100 translations are nearer."""

PARTNERS = 0.42
"""Cosines of the passages that are each other's nearest (language means taken away), summed, a passage of the text with
fewer: 93 in 100 translations have it, one in 100 other reports. Their order is free: editors of a wire copy move paragraphs."""

LENGTHS = 1.6
"""A translation is at most so many times as long as its original, a Han character counting as three letters, Kana and
Hangul as two: 95 % of 750 human translations stay under 1.5."""

FIGURES, FOLLOWED, SURE = 3, 0.3, 0.7
"""Texts with so many numbers must have this share of them in the same order where passages agree; and the larger
share is asked where there are no passages to compare."""

FEW_NAMES, NAMED = 5, 0.6
"""Where figures are few too, texts with so many names must have this share of them in the same order."""

_LOOKED_AT = 3000
_NAMES_IN = 1500
"""Characters whose numbers are compared, and whose names are: more cost more and say no more."""

_HAN = re.compile(r"[\u3400-\u9fff]")
_SYLLABLE = re.compile(r"[\u3040-\u30ff\uac00-\ud7a3]")


@dataclass(frozen=True, slots=True)
class _Text:
    """What is compared of a text: its length in letters, its numbers and names in their order."""

    story: Story
    lang: str
    length: int
    numbers: tuple[str, ...]
    names: tuple[str, ...]


def find_translations(
    stories: Sequence[Story], pairs: Iterable[tuple[int, int]], encode: Encode
) -> Iterator[tuple[int, int]]:
    """Yield those of `pairs` of which one story is a translation of the other, or both are of a third.

    `encode` is asked for the stories, and for passages of those that may be translations, as stories of their own.
    """
    texts = [_read(story) for story in stories]
    pairs = [
        (i, j)
        for i, j in pairs
        if max(texts[i].length, texts[j].length) <= LENGTHS * min(texts[i].length, texts[j].length)
    ]
    encoded = [(i, j) for i, j in pairs if {texts[i].lang, texts[j].lang} <= ENCODED]
    passages = _Passages(texts, encoded, encode) if encoded else None
    for i, j in pairs:
        one, two = texts[i], texts[j]
        if passages and passages.compares(i, j):
            same = passages.agree(i, j) and (_few_figures(one, two) or _in_order(one.numbers, two.numbers, FOLLOWED))
        elif _few_figures(one, two):
            enough = min(len(one.names), len(two.names)) >= FEW_NAMES
            same = enough and _in_order(one.names, two.names, NAMED, of_shorter=True)
        else:
            same = _in_order(one.numbers, two.numbers, SURE)
        if same:
            yield i, j


class _Passages:
    """The passages of some texts, each encoded once."""

    def __init__(self, texts: Sequence[_Text], pairs: Sequence[tuple[int, int]], encode: Encode) -> None:
        import numpy as np

        asked = sorted({at for pair in pairs for at in pair})
        leads = encode([texts[at].story for at in asked])
        unit = {at: _unit(leads[texts[at].story.id][None, :])[0] for at in asked}
        # Another encoder than the package's has no language means, and other figures: there the numbers must do.
        self._usable = all(len(row) == load().width for row in unit.values())
        near = [(i, j) for i, j in pairs if np.round(unit[i] @ unit[j], 4) >= NEAR] if self._usable else []
        parts = {at: _split(texts[at].story) for at in sorted({at for pair in near for at in pair})}
        rows = encode([part for each in parts.values() for part in each])
        self._rows: dict[int, NDArray[np.float32]] = {}
        for at, each in parts.items():
            if each:
                mean = load().mean_of(texts[at].lang, len(rows[each[0].id]))
                self._rows[at] = _unit(np.array([rows[part.id] for part in each]) - mean)
        self._pairs = frozenset(pairs)
        self._near = frozenset(near)

    def compares(self, i: int, j: int) -> bool:
        """Tell whether the encoder has a word on a pair."""
        return self._usable and (i, j) in self._pairs

    def agree(self, i: int, j: int) -> bool:
        """Tell whether most passages of two texts have a partner in the other."""
        import numpy as np

        if (i, j) not in self._near or i not in self._rows or j not in self._rows:
            return False
        cosines = np.round(self._rows[i] @ self._rows[j].T, 4)
        there, back = cosines.argmax(axis=1), cosines.argmax(axis=0)
        partners = [row for row, column in enumerate(there.tolist()) if back[column] == row]
        return bool(cosines[partners, there[partners]].sum() >= PARTNERS * min(cosines.shape))


def _read(story: Story) -> _Text:
    text = story.text
    return _Text(
        story,
        primary(story.lang),
        _letters(text),
        tuple(numbers_of(text[:_LOOKED_AT]))[:60],
        tuple(names(text[:_NAMES_IN]))[:120],
    )


def _split(story: Story) -> list[Story]:
    """Return the first passages of a text, each as a story: one sentence, or a few short ones."""
    found: list[str] = []
    for paragraph in story.text.split("\n"):
        for sentence in sentences(paragraph.strip()):
            if found and _letters(found[-1]) < SHORTEST:
                found[-1] += f" {sentence}"
            elif len(found) == PASSAGES:
                return _as_stories(story, found)
            else:
                found.append(sentence)
    return _as_stories(story, found)


def _as_stories(story: Story, passages: Sequence[str]) -> list[Story]:
    from generator.model import Story

    return [
        Story(f"{story.id} {number}", story.lang, None, None, passage[:LONGEST])
        for number, passage in enumerate(passages)
    ]


def _letters(text: str) -> int:
    """Return the length of a text in letters of an alphabet."""
    return len(text) + 2 * len(_HAN.findall(text)) + len(_SYLLABLE.findall(text))


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    import numpy as np

    return np.asarray(rows / np.maximum(np.sqrt(np.einsum("ij,ij->i", rows, rows)), 1e-9)[:, None])


def _few_figures(one: _Text, two: _Text) -> bool:
    return max(len(one.numbers), len(two.numbers)) < FIGURES


def _in_order(one: Sequence[str], two: Sequence[str], share: float, *, of_shorter: bool = False) -> bool:
    """Tell whether two texts have this share of their marks (of the longer list, or of the shorter) in the same order."""
    enough = share * (min(len(one), len(two)) if of_shorter else max(len(one), len(two)))
    if (Counter(one) & Counter(two)).total() < enough:
        return False
    best = [0] * (len(two) + 1)
    for mark in one:
        before = best[:]
        for at, other in enumerate(two, 1):
            best[at] = before[at - 1] + 1 if mark == other else max(before[at], best[at - 1])
    return best[-1] >= enough
