"""Counting the lines that documents of one source have in common."""

from __future__ import annotations

from collections import Counter
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from generator.clean.context import GLANCE, WHOLE
from generator.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.clean.context import Context
    from generator.clean.marks import Blocks

# A line is the page's where it stands in so many documents of the source: the one at hand and two others. With two
# in all, a second report on the same matter would cut the first one's sentences. Re-run benchmarks/clean.py.
SEVERAL = 3

# Two documents that share this share of their long lines are one text that came twice, and count once.
_LONG = 120


def repeat_key(text: str) -> str:
    """Return the fingerprint of a line for counting: folded, every run of digits alike, 16 hexadecimal digits.

    Of a long line its beginning, its end and its length to the nearest ten speak: enough to know it again.
    """
    return line_key(text, fold(text) if len(text) <= WHOLE else fold(text[:GLANCE]))


def line_key(text: str, folded: str) -> str:
    """Return `repeat_key` of a line whose folded form (`Line.folded`) is known already."""
    if len(text) > WHOLE:
        folded += f"\0{fold(text[-GLANCE // 2 :])}\0{len(text) // 10}"
    return blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def key_at(blocks: Blocks, context: Context, i: int) -> str:
    """Return the `repeat_key` of a line, made once: several rules ask for it, and again in each round."""
    key = context.keys.get(i)
    if key is None:
        key = context.keys[i] = line_key(blocks[i].text, context.lines[i].folded)
    return key


class Shared(NamedTuple):
    """The `repeat_key`s of lines that several documents of a source have, and of those that two have."""

    several: frozenset[str] = frozenset()
    two: frozenset[str] = frozenset()


def share_lines(documents: Iterable[tuple[str | None, Iterable[str]]]) -> dict[str, Shared]:
    """Return the lines that documents of one source have in common, by source; see `count_repeats`."""
    return {source: Shared(recurring(found), doubled(found)) for source, found in count_repeats(documents).items()}


def count_repeats(documents: Iterable[tuple[str | None, Iterable[str]]]) -> dict[str, dict[str, int]]:
    """Count, for each source, in how many of its documents each line stands.

    `documents` are pairs of a source's slug (or name) and the lines of a text, without blank ones; those without a source
    are not counted, for nothing says that they belong together. Never counted twice: a line within one document, and a document whose long
    lines were all seen before in one other document (a text that came twice).
    """
    counts: dict[str, Counter[str]] = {}
    seen: dict[str, set[bytes]] = {}
    for source, lines in documents:
        if not source:
            continue
        by_key = {repeat_key(line): len(line) for line in lines}
        text = " ".join(sorted(key for key, size in by_key.items() if size >= _LONG)) or " ".join(sorted(by_key))
        mark = blake2b(text.encode("ascii"), digest_size=8).digest()
        known = seen.setdefault(source, set())
        if mark in known:
            continue
        known.add(mark)
        counts.setdefault(source, Counter()).update(by_key.keys())
    return {source: dict(counter) for source, counter in sorted(counts.items())}


def recurring(counts: Mapping[str, int]) -> frozenset[str]:
    """Return the keys that stand in several documents, for `CleanOptions.repeats`."""
    return frozenset(key for key, count in counts.items() if count >= SEVERAL)


def doubled(counts: Mapping[str, int]) -> frozenset[str]:
    """Return the keys that stand in two documents, for `CleanOptions.pairs`: they may only confirm a doubt."""
    return frozenset(key for key, count in counts.items() if count == SEVERAL - 1)
