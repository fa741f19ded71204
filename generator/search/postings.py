"""One article to its postings: which terms it has, and how much each says of it. Compact, and good for a cache."""

from __future__ import annotations

import json
import re
import struct
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from generator.search.letters import GRAM_KEY, PAIRS, TRIPLES, WORD_KEY, terms
from generator.text.scripts import direction, strip_controls

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

EDITION = "1"
"""Goes up with every change to what `index_article` makes of the same article: a part of the key in a cache."""

TEXT_LETTERS = 800
"""Letters of its text that an article brings along for snippets. More would show more matches in their place, at the
price of bytes before the first result: `benchmarks/search.py` measures them."""

TITLE, LEAD = 4, 2
"""What a term weighs at least in the title and in the first paragraph; in the text below it begins at 0. Repeats add up
to 3 in the title and up to 1 elsewhere, so that no number of repeats lifts a text above a lead or a lead above a title."""

NAMED = 1
"""What a term weighs that an article has only by the names of others for whom it speaks of: less than in a first paragraph."""

LEAD_LETTERS = 400
"""Letters of the first paragraph that count as the lead: some articles are one paragraph."""

_USUAL = 240
"""Terms of an article up to which 2, 4 and 8 occurrences are each a step; a longer article needs more of them."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown of an article, and therefore may be found. What a policy holds back is not handed in."""

    url: str
    title: str
    paragraphs: tuple[str, ...] = ()


class Postings(NamedTuple):
    """The parts of an article's postings: keys (8 bytes each), weights (1 byte), terms (a space behind each), its row as JSON."""

    keys: bytes
    weights: bytes
    terms: bytes
    row: bytes


_HEAD = struct.Struct("<III")


def index_article(shown: Shown) -> bytes:
    """Return the postings of one article, in bytes that depend on what is shown of it and on nothing else."""
    counts = Counter(terms("\n".join((shown.title, *shown.paragraphs))))
    weights = dict.fromkeys(counts, 0)
    for term in terms("".join(shown.paragraphs[:1])[:LEAD_LETTERS]):
        if term in counts:  # the last word may be cut
            weights[term] = LEAD
    weights.update(dict.fromkeys(terms(shown.title), TITLE))
    length = max(_USUAL, counts.total())
    for term, count in counts.items():
        if count > 1:
            often = count * _USUAL
            steps = (often >= 2 * length) + (often >= 4 * length) + (often >= 8 * length)
            weights[term] += steps if weights[term] == TITLE else min(steps, 1)
    rows = sorted((key_of(term), term, weight) for term, weight in weights.items())
    return _pack(
        [key for key, _, _ in rows], [weight for _, _, weight in rows], [term for _, term, _ in rows], _row(shown)
    )


def _pack(keys: Sequence[int], weights: Sequence[int], found: Sequence[str], row: bytes) -> bytes:
    lines = "".join([f"{term} " for term in found]).encode()
    head = _HEAD.pack(len(keys), len(lines), len(row))
    return head + struct.pack(f"<{len(keys)}Q", *keys) + bytes(weights) + lines + row


def add_names(data: bytes, names: Iterable[str]) -> bytes:
    """Return the postings of an article that these names lead to as well: those of whom it speaks, as others write them.

    Terms that it has of its own weigh what they did.
    """
    part = read_postings(data)
    own = part.terms.decode().split()
    further = set(terms("\n".join(names))).difference(own)
    if not further:
        return data
    keys, weights = [*struct.unpack(f"<{len(part.weights)}Q", part.keys)], bytearray(part.weights)
    for term in sorted(further):
        key = key_of(term)
        place = bisect_left(keys, key)
        if keys[place : place + 1] != [key]:  # two terms of one key, of 64 bits, would be one
            keys.insert(place, key)
            weights.insert(place, NAMED)
            own.insert(place, term)
    return _pack(keys, weights, own, part.row)


def read_postings(data: bytes) -> Postings:
    """Take the bytes of `index_article` apart."""
    count, lines, row = _HEAD.unpack_from(data)
    keys = _HEAD.size + 8 * count
    words = keys + count
    return Postings(data[_HEAD.size : keys], data[keys:words], data[words : words + lines], data[-row:])


def count_terms(data: bytes) -> int:
    """Return how many terms there are in the bytes of `index_article`."""
    count: int = _HEAD.unpack_from(data)[0]
    return count


SHARD_BITS = 10
"""Leading bits of a key that can choose a shard: 1,024 shards at most."""

_GRAM = re.compile(f"[{PAIRS}{TRIPLES}]")


@lru_cache(1 << 17)
def key_of(term: str) -> int:
    """Return the key of a term, 64 bits: first those of the shard, told from how the term begins, then its own."""
    head = term[: GRAM_KEY if _GRAM.match(term) else WORD_KEY]
    data = term.encode()
    return shard_hash(head) >> (32 - SHARD_BITS) << 54 | crc32(data) << 22 | crc32(data[::-1], 1) >> 10


@lru_cache(1 << 16)
def shard_hash(head: str) -> int:
    """Return 32 bits of the letters with which a term begins. The script of the search page counts alike."""
    value = 0x811C9DC5
    for letter in head:
        value = (value ^ ord(letter)) * 0x01000193 & 0xFFFFFFFF
    return (value ^ value >> 15) * 0x2C1B3C6D & 0xFFFFFFFF


def _row(shown: Shown) -> bytes:
    """Return what the page shows of an article: address, title, the head of its text, which of both run leftwards."""
    title, text = strip_controls(shown.title), strip_controls("\n".join(shown.paragraphs))
    if len(text) > TEXT_LETTERS:
        text = text[:TEXT_LETTERS].rpartition(" ")[0] or text[:TEXT_LETTERS]
    leftwards = (direction(title) == "rtl") + 2 * (direction(text) == "rtl")
    row = [shown.url.removeprefix("/"), title, text, leftwards]
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode()
