"""Marks: what of a story can be compared without understanding it - its words, its numbers, its names."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from generator.group.spool import Spool
from generator.text.skeleton import names
from generator.workers import map_chunks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from generator.model import Story
    from generator.workers import Workers

WORDS_OF = 3000
"""Characters of the text whose words count: what comes later is background, and alike in every text of a saga."""

LEAD_OF = 400
"""Characters of the text that count as its lead: what happened stands there, before what led to it."""

_TOKEN = re.compile(r"(?P<dense>[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\u1780-\u17ff]+)|[^\W\d_]{2,}")
# Thai, Kana, Han and Khmer set no spaces: their pairs of characters stand for words.

_DENSE = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\u1780-\u17ff]")

_SPACED = re.compile(r"[^\W\d_]{2,}")

_LETTERS = re.compile(r"[^\W\d_]+")

_NUMBER = re.compile(r"\d+(?:[.,٫٬]\d+)*")

_YEAR = re.compile(r"(?:19|20)\d\d\Z")

_SPACES = str.maketrans("", "", ".,٫٬")

_KEPT_BYTES = 200_000_000
"""Marks of up to so many bytes are kept in memory, of more on disk; a story has about 6,000."""

_AT_A_TIME = 5_000
"""Stories whose marks are read before they are put by."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of one story, each a sorted array of distinct 32-bit hashes with the number of times it occurs.

    `terms` are words and pairs of neighbouring words, `lead` those of the title and the lead; `numbers` have two digits or more and are no years; `names` are
    skeletons of words that may be names.
    """

    terms: Bag
    lead: Bag
    numbers: Bag
    names: Bag


@dataclass(frozen=True, slots=True)
class Bag:
    """Distinct hashes, sorted, and how often each occurs."""

    keys: NDArray[np.uint32]
    counts: NDArray[np.uint32]


def mark(story: Story) -> Marks:
    """Read the marks of a story from its title and the first 3,000 characters of its text."""
    title = f"{story.title}\n" if story.title else ""
    text = title + story.text[:WORDS_OF]
    single, lead = _words(text.lower(), len(title) + LEAD_OF)
    return Marks(
        _count(single),
        _count(single[:lead]),
        _bag(b"#" + number.encode() for number in numbers_of(text)),
        _bag(b"~" + name.encode() for name in names(text)),
    )


def mark_all(stories: Sequence[Story]) -> list[Marks]:
    """Read the marks of stories."""
    return [mark(story) for story in stories]


class MarkBook:
    """The marks of stories by id, each read once; many at a time by workers, where there are any.

    They wait packed, on disk where they are many: of an archive only those are in memory that are being compared.
    """

    def __init__(self, workers: Workers | None = None) -> None:
        self._workers = workers
        self._spool = Spool(_KEPT_BYTES)

    def __enter__(self) -> Self:
        """Open the book."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it; what was read is gone."""
        self._spool.close()

    def read_all(self, stories: Sequence[Story]) -> list[Marks]:
        """Return the marks of stories."""
        missing = [story for story in stories if story.id not in self._spool]
        for at in range(0, len(missing), _AT_A_TIME):
            part = missing[at : at + _AT_A_TIME]
            for story, marks in zip(part, map_chunks(self._workers, mark_all, part), strict=True):
                self._put_by(story.id, marks)
        return [self._take_up(story.id) for story in stories]

    def read(self, story: Story) -> Marks:
        """Return the marks of a story."""
        return self.read_all((story,))[0]

    def _put_by(self, ident: str, marks: Marks) -> None:
        """Write marks behind the others: four lengths, then keys and counts in turn."""
        import numpy as np

        bags = (marks.terms, marks.lead, marks.numbers, marks.names)
        parts = [np.array([len(bag.keys) for bag in bags]), *(part for bag in bags for part in (bag.keys, bag.counts))]
        self._spool.put(ident, np.concatenate(parts).astype("<u4").tobytes())

    def _take_up(self, ident: str) -> Marks:
        import numpy as np

        packed = np.frombuffer(self._spool.take(ident), dtype="<u4")
        bags, place = [], 4
        for length in packed[:4].tolist():
            bags.append(Bag(packed[place : place + length], packed[place + length : place + 2 * length]))
            place += 2 * length
        return Marks(*bags)


def numbers_of(text: str) -> tuple[str, ...]:
    """Return the numbers of a text in plain digits, without separators: two digits or more, no years.

    A year is shared by half of all texts and misleads more than it tells.
    """
    found = []
    for match in _NUMBER.finditer(text):
        digits = match[0].translate(_SPACES)
        plain = digits if digits.isascii() else "".join(str(int(d)) for d in digits)
        if len(plain) >= 2 and not _YEAR.match(plain):
            found.append(plain)
    return tuple(found)


def _words(text: str, head: int) -> tuple[NDArray[np.uint32], int]:
    """Return the hashes of the words of a text, and how many of them begin before character `head`."""
    import numpy as np

    if not _DENSE.search(text):
        # The head ends with the word that goes on at its end.
        last = _LETTERS.match(text, head) if _LETTERS.match(text, head - 1) else None
        found = _SPACED.findall(text)
        lead = len(_SPACED.findall(text, 0, last.end() if last else head)) if head < len(text) else len(found)
        words = [word.encode("utf-8", "surrogatepass") for word in found]
        return np.fromiter(map(zlib.crc32, words), dtype=np.uint32, count=len(words)), lead
    words = []
    lead = 0
    for match in _TOKEN.finditer(text):
        word = match[0]
        if match["dense"] and len(word) > 2:
            words.extend(word[at : at + 2].encode() for at in range(len(word) - 1))
            if match.start() < head:
                lead = len(words) - max(0, match.end() - head)
        else:
            words.append(word.encode("utf-8", "surrogatepass"))
            if match.start() < head:
                lead = len(words)
    return np.fromiter(map(zlib.crc32, words), dtype=np.uint32, count=len(words)), lead


def _count(single: NDArray[np.uint32]) -> Bag:
    """Count words and pairs of neighbouring words."""
    import numpy as np

    # Two hashes make one by a product with odd numbers, in 32 bits.
    double = single[:-1] * np.uint32(0x9E3779B1) ^ single[1:] * np.uint32(0x85EBCA77)
    keys, counts = np.unique(np.concatenate([single, double]), return_counts=True)
    return Bag(keys, counts.astype(np.uint32))


def _bag(tokens: Iterable[bytes]) -> Bag:
    import numpy as np

    keys, counts = np.unique(np.fromiter(map(zlib.crc32, tokens), dtype=np.uint32), return_counts=True)
    return Bag(keys, counts.astype(np.uint32))
