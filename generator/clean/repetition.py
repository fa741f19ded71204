"""Counting the lines that documents of one source have in common."""

from __future__ import annotations

from collections import Counter
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from generator.clean.context import GLANCE, WHOLE, fold_each, fold_line
from generator.text.fold import fold_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.clean.context import Context
    from generator.clean.marks import Blocks

# A line is the page's where it stands in so many documents of the source: the one at hand and two others. With two
# in all, a second report on the same matter would cut the first one's sentences. Re-run benchmarks/clean.py.
SEVERAL = 3

# Two documents that share this share of their long lines are one text that came twice, and count once.
_LONG = 120


class Known(NamedTuple):
    """What a first look at the lines of a text has learnt: of each its folded form (`Line.folded`) and `repeat_key`."""

    folded: Sequence[str] = ()
    keys: Sequence[str] = ()


def learn_lines(lines: Iterable[str]) -> Known:
    """Look at the lines of a text, without blank ones, so that counting and cleaning need not both do it."""
    texts = list(lines)
    folded = fold_each(texts)
    return Known(folded, line_keys(texts, folded))


def repeat_key(text: str) -> str:
    """Return the fingerprint of a line for counting: folded, every run of digits alike, 16 hexadecimal digits.

    Of a long line its beginning, its end and its length to the nearest ten speak: enough to know it again.
    """
    return line_keys([text], [fold_line(text)])[0]


def line_keys(texts: Sequence[str], folded: Sequence[str]) -> list[str]:
    """Return the `repeat_key`s of lines whose folded forms (`Line.folded`) are known already."""
    ends = iter(fold_lines([text[-GLANCE // 2 :] for text in texts if len(text) > WHOLE]))
    speaking = [
        form if len(text) <= WHOLE else f"{form}\0{next(ends)}\0{len(text) // 10}"
        for text, form in zip(texts, folded, strict=True)
    ]
    return [blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest() for words in speaking]


def keys_of(blocks: Blocks, context: Context) -> Sequence[str]:
    """Return the `repeat_key`s of all lines, made once: several rules ask for them, and again in each round."""
    if not context.keys:
        context.keys.extend(line_keys([block.text for block in blocks], [line.folded for line in context.lines]))
    return context.keys


class Shared(NamedTuple):
    """The `repeat_key`s of lines that several documents of a source have, and of those that two have."""

    several: frozenset[str] = frozenset()
    two: frozenset[str] = frozenset()


class Tally:
    """Counts, for each source, in how many of its documents each line stands.

    Never counted twice: a line within one document, and a document whose long lines were all seen before in one other
    document (a text that came twice). Documents without a source are not counted, for nothing says that they belong
    together.
    """

    def __init__(self) -> None:
        self._counts: dict[str, Counter[str]] = {}
        self._seen: dict[str, set[bytes]] = {}

    def count(self, source: str | None, lines: Iterable[str], keys: Iterable[str]) -> None:
        """Count the lines of one document of `source` (a slug, or a name); `keys` are their `repeat_key`s."""
        if not source:
            return
        by_key = {key: len(line) for line, key in zip(lines, keys, strict=True)}
        text = " ".join(sorted(key for key, size in by_key.items() if size >= _LONG)) or " ".join(sorted(by_key))
        mark = blake2b(text.encode("ascii"), digest_size=8).digest()
        known = self._seen.setdefault(source, set())
        if mark not in known:
            known.add(mark)
            self._counts.setdefault(source, Counter()).update(by_key.keys())

    def shared(self) -> dict[str, Shared]:
        """Return the lines that documents of one source have in common, by source."""
        return {source: Shared(recurring(found), doubled(found)) for source, found in sorted(self._counts.items())}


def share_lines(documents: Iterable[tuple[str | None, Iterable[str]]]) -> dict[str, Shared]:
    """Return the lines that documents of one source have in common, by source; see `Tally`.

    `documents` are pairs of a source and the lines of a text, without blank ones.
    """
    tally = Tally()
    for source, lines in documents:
        if source:
            texts = list(lines)
            tally.count(source, texts, map(repeat_key, texts))
    return tally.shared()


def recurring(counts: Mapping[str, int]) -> frozenset[str]:
    """Return the keys that stand in several documents, for `CleanOptions.repeats`."""
    return frozenset(key for key, count in counts.items() if count >= SEVERAL)


def doubled(counts: Mapping[str, int]) -> frozenset[str]:
    """Return the keys that stand in two documents, for `CleanOptions.pairs`: they may only confirm a doubt."""
    return frozenset(key for key, count in counts.items() if count == SEVERAL - 1)
