"""Shingles: a text as the set of its runs of words, by which a reprint is told from another report."""

from __future__ import annotations

import re
import zlib

WIDTH = 5
"""Words in a shingle: five in a row are rarely the same by chance, and a changed word spoils only five of them."""

_TOKEN = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]|[^\W_]+")
# Where a script sets no spaces, each character counts as a word.


def shingles(text: str, width: int = WIDTH) -> frozenset[int]:
    """Return the 32-bit hashes of the runs of `width` words; a text with fewer words is one shingle, an empty one none."""
    words = _TOKEN.findall(text.lower())
    if not words:
        return frozenset()
    last = max(1, len(words) - width + 1)
    return frozenset(
        zlib.crc32(" ".join(words[at : at + width]).encode("utf-8", "surrogatepass")) for at in range(last)
    )


def containment(first: frozenset[int], second: frozenset[int]) -> float:
    """Return the share of the shorter text that stands in the longer one, in [0, 1]; 0 where either is empty."""
    shorter = min(len(first), len(second))
    return len(first & second) / shorter if shorter else 0.0
