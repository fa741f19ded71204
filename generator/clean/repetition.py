"""Counting the lines that documents of one source have in common."""

from __future__ import annotations

from collections import Counter
from hashlib import blake2b
from typing import TYPE_CHECKING

from generator.clean.context import GLANCE, WHOLE
from generator.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.clean.context import Context
    from generator.clean.marks import Blocks
    from generator.model import RawArticle

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


def count_repeats(documents: Iterable[tuple[str | None, RawArticle]]) -> dict[str, dict[str, int]]:
    """Count, for each source, in how many of its documents each line stands.

    `documents` are pairs of a source's slug (or name) and an article; those without a source are not counted, for
    nothing says that they belong together. Never counted twice: a line within one document, and a document whose long
    lines were all seen before in one other document (a text that came twice).
    """
    counts: dict[str, Counter[str]] = {}
    seen: dict[str, set[str]] = {}
    for source, raw in documents:
        if not source:
            continue
        by_key = {repeat_key(block.text): len(block.text) for block in raw.blocks}
        keys = sorted(by_key)
        mark = " ".join(key for key in keys if by_key[key] >= _LONG) or " ".join(keys)
        known = seen.setdefault(source, set())
        if mark in known:
            continue
        known.add(mark)
        counts.setdefault(source, Counter()).update(keys)
    return {source: dict(sorted(counter.items())) for source, counter in sorted(counts.items())}


def recurring(counts: Mapping[str, int]) -> frozenset[str]:
    """Return the keys that stand in several documents, for `CleanOptions.repeats`."""
    return frozenset(key for key, count in counts.items() if count >= SEVERAL)


def doubled(counts: Mapping[str, int]) -> frozenset[str]:
    """Return the keys that stand in two documents, for `CleanOptions.pairs`: they may only confirm a doubt."""
    return frozenset(key for key, count in counts.items() if count == SEVERAL - 1)
