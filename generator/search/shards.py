"""All postings to the files of the index: one that says what there is, shards of terms, shards of texts.

Every file is a classic script that calls `digestSearch`: a page that was opened from a folder may load scripts, and
nothing else. Numbers stand in base 32, low digit first; see `_digits`.
"""

from __future__ import annotations

import hashlib
import json
import struct
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby, islice
from typing import TYPE_CHECKING

from generator.search.letters import tables
from generator.search.postings import SHARD_BITS, read_postings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from generator.model.views import Text
    from generator.search.postings import Postings

    Numbers = NDArray[np.int64]

_SHARD_POSTINGS = 2000
"""Postings of a shard at most, on the average: some 4 KB with gzip."""

_TEXT_SHARDS = 4096
"""Most files of texts. Below that most events have one of their own, and a result costs no other's text."""

_LARGE = 60_000
"""Postings from which numpy is worth its import; below, plain loops make the same bytes."""

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

_SPACE = 32


@dataclass(frozen=True, slots=True)
class IndexedArticle:
    """An article in the index; `source` "" and `day` "" where unknown."""

    id: str
    lang: str
    source: str
    day: str
    """Its date in ISO 8601; what follows the day is passed over."""
    postings: bytes
    """What `index_article` made of it."""


@dataclass(frozen=True, slots=True)
class IndexedEvent:
    """An event in the index: what a result is headed with, and its articles in the order of its page."""

    id: str
    url: str
    title: Text
    articles: tuple[IndexedArticle, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """Names for the filters: of languages by tag, of sources by slug."""

    languages: Mapping[str, str]
    sources: Mapping[str, str]


def merge(events: Iterable[IndexedEvent], names: Names) -> dict[str, bytes]:
    """Return the files of the index by path: the same for the same events in any order."""
    ordered, blocks = _in_blocks(events)
    articles = [article for event in ordered for article in event.articles]
    parts = [read_postings(article.postings) for article in articles]
    total = sum(len(part.weights) for part in parts)
    bits = min(SHARD_BITS, (total // _SHARD_POSTINGS).bit_length())
    version = _version(ordered)
    files = {"index.js": _call("index", _register(ordered, blocks, bits, version, names))}
    lists = _in_bulk(parts, bits) if total >= _LARGE else _one_by_one(parts, bits)
    files |= {f"p{shard}.js": _shard(shard, version) for shard in range(1 << bits)}
    files |= {f"p{shard}.js": _shard(shard, version, terms, listed) for shard, terms, listed in lists}
    files |= _texts(ordered, blocks, parts)
    return files


def _call(name: str, value: object) -> bytes:
    return f'digestSearch("{name}",{_json(value)})\n'.encode()


def _shard(shard: int, version: str, terms: bytes = b"", lists: bytes = b"") -> bytes:
    """Return a shard of terms. Neither terms nor digits hold what a string must escape: such signs part words."""
    return b'digestSearch("p%d",["%s","%s","%s"])\n' % (shard, version.encode(), terms, lists)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _in_blocks(events: Iterable[IndexedEvent]) -> tuple[list[IndexedEvent], list[int]]:
    """Put the events in the order of their text shards; return them, and how many each shard has.

    The shard is told from the event's id, so that a new event moves no other.
    """
    shown = [event for event in events if event.articles]
    size = min(_TEXT_SHARDS, 1 << len(shown).bit_length())
    hashed = [
        (int.from_bytes(hashlib.sha256(event.id.encode()).digest()[:4]) % size, event.id, event) for event in shown
    ]
    hashed.sort(key=lambda each: each[:2])
    counts = [0] * size
    for block, _, _ in hashed:
        counts[block] += 1
    return [event for _, _, event in hashed], counts


def _version(events: Sequence[IndexedEvent]) -> str:
    """Return a mark of how the articles are numbered: files of two builds must not mix unseen."""
    order = "\n".join(f"{event.id} {' '.join(article.id for article in event.articles)}" for event in events)
    return hashlib.sha256(order.encode()).hexdigest()[:8]


def _register(
    events: Sequence[IndexedEvent], blocks: Sequence[int], bits: int, version: str, names: Names
) -> dict[str, object]:
    """Return what the script must know before the first word: the tables, and of every article event, language, source, day."""
    articles = [article for event in events for article in event.articles]
    languages = sorted({article.lang for article in articles})
    sources = sorted({article.source for article in articles if article.source})
    language = {tag: number for number, tag in enumerate(languages)}
    source = {slug: number for number, slug in enumerate(["", *sources])}
    days = [date.fromisoformat(article.day[:10]).toordinal() if article.day else 0 for article in articles]
    return {
        "version": version,
        "bits": bits,
        "letters": tables(),
        "languages": [[tag, names.languages.get(tag, tag)] for tag in languages],
        "sources": [[slug, names.sources.get(slug, slug)] for slug in sources],
        "texts": _digits(blocks),
        "events": _digits(len(event.articles) for event in events),
        "lang": _digits(language[article.lang] for article in articles),
        "source": _digits(source[article.source] for article in articles),
        "day": _digits(_steps(days)),
    }


def _steps(numbers: Iterable[int]) -> Iterator[int]:
    """Yield how far each number lies from the one before, ways up even and ways down odd."""
    last = 0
    for number in numbers:
        step = number - last
        yield 2 * step if step >= 0 else -2 * step - 1
        last = number


def _digits(numbers: Iterable[int]) -> str:
    """Write numbers in base 32, low digit first; every digit but a number's last has 32 added."""
    return "".join(map(_number, numbers))


@lru_cache(1 << 14)
def _number(number: int) -> str:
    found = ""
    while number > 31:
        found += _DIGITS[number & 31 | 32]
        number >>= 5
    return found + _DIGITS[number]


def _texts(
    events: Sequence[IndexedEvent], blocks: Sequence[int], parts: Sequence[Postings]
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of texts: of each event its head and the rows of its articles."""
    waiting, rows = iter(events), iter(parts)
    for number, count in enumerate(blocks):
        lines = []
        for event in islice(waiting, count):
            title = event.title
            head = _json([event.url.removeprefix("/"), title.text, title.lang, int(title.dir == "rtl")]).encode()
            lines.append(b",".join([head, *(part.row for part in islice(rows, len(event.articles)))]))
        if lines:
            yield f"t{number}.js", b'digestSearch("t%d",[[%s]])\n' % (number, b"],\n[".join(lines))


def _one_by_one(parts: Sequence[Postings], bits: int) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield the shards of terms: number, terms, and the postings of each, with a space between them.

    A posting is the distance to the article before (less one) times 8, plus the weight.
    """
    lists: dict[int, list[int]] = {}
    terms: dict[int, str] = {}
    for number, part in enumerate(parts):
        numbers = struct.unpack(f"<{len(part.weights)}Q", part.keys)
        for key, term, weight in zip(numbers, part.terms.decode().split(), part.weights, strict=True):
            found = lists.get(key)
            if found is None:
                terms[key] = term
                lists[key] = [8 * number + weight, number]
            else:
                found[-1:] = [8 * (number - found[-1] - 1) + weight, number]
    for shard, keys in groupby(sorted(lists), key=lambda key: key >> (64 - bits)):
        found = list(keys)
        listed = " ".join(_digits(lists[key][:-1]) for key in found)
        yield shard, " ".join(terms[key] for key in found).encode(), listed.encode()


def _in_bulk(parts: Sequence[Postings], bits: int) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield what `_one_by_one` does, for so many postings that only numpy has the time."""
    import numpy as np

    keys = np.frombuffer(b"".join([part.keys for part in parts]), np.uint64)
    order, first = sort_places(keys)
    counts = np.array([len(part.weights) for part in parts])
    articles = np.repeat(np.arange(len(parts), dtype=np.uint32), counts)[order]
    values = np.empty_like(articles)
    values[1:] = articles[1:] - articles[:-1] - np.uint32(1)
    values[first] = articles[first]
    values <<= 3
    values |= np.frombuffer(b"".join([part.weights for part in parts]), np.uint8)[order]
    lists = _digits_in_bulk(values, np.append(first[1:], len(values)) - 1)
    terms = _gather(np.frombuffer(b"".join([part.terms for part in parts]), np.uint8), order[first])
    shards = (keys[order[first]] >> np.uint64(64 - bits)).astype(np.int64) if bits else np.zeros(len(first), np.int64)
    edges = np.append(np.flatnonzero(np.diff(shards, prepend=-1)), len(shards))
    ends = [np.flatnonzero(np.frombuffer(data, np.uint8) == _SPACE)[edges[1:] - 1].tolist() for data in (terms, lists)]
    starts = [[0, *(end + 1 for end in each)] for each in ends]
    for place, shard in enumerate(shards[edges[:-1]].tolist()):
        yield (
            shard,
            *(data[start[place] : end[place]] for data, start, end in zip((terms, lists), starts, ends, strict=True)),
        )


def sort_places(keys: NDArray[np.uint64]) -> tuple[Numbers, Numbers]:
    """Return the places of the keys in ascending order, equal ones in the order they have, and where each key begins.

    Sorting numbers is ten times as fast as sorting places, so the place is written over the last bits of the key. Where
    that makes two keys one, which a second look tells, the slow way is gone.
    """
    import numpy as np

    low = np.uint64(len(keys).bit_length())
    packed = np.sort(keys >> low << low | np.arange(len(keys), dtype=np.uint64))
    order = (packed & ((np.uint64(1) << low) - np.uint64(1))).astype(np.int64)
    found = keys[order]
    if not (found[1:] >= found[:-1]).all():
        order = np.argsort(keys, kind="stable")
        found = keys[order]
    return order, np.flatnonzero(np.append(True, found[1:] != found[:-1]))


def _digits_in_bulk(values: NDArray[np.uint32], lasts: Numbers) -> bytes:
    """Write numbers as `_digits` does, with a space behind each of `lasts`."""
    import numpy as np

    digits = np.frombuffer(_DIGITS.encode(), np.uint8).astype(np.uint64)
    every = np.arange(int(values.max()) + 1, dtype=np.uint64)
    written = np.zeros_like(every)  # the signs of each number, a byte each
    signs = np.zeros_like(every)
    while (more := every > 0).any() or not signs.any():
        here = more | (signs == 0)
        digit = digits[((every & np.uint64(31)) | (every > 31).astype(np.uint64) << np.uint64(5)).astype(np.int64)]
        written[here] |= digit[here] << (np.uint64(8) * signs[here])
        signs[here] += np.uint64(1)
        every >>= np.uint64(5)
    spaced = written | np.uint64(_SPACE) << (np.uint64(8) * signs)
    found = written[values]
    found[lasts] = spaced[values[lasts]]
    return found.tobytes().translate(None, b"\0")


def _gather(lines: NDArray[np.uint8], wanted: Numbers) -> bytes:
    """Return the wanted terms, each with the space behind it."""
    import numpy as np

    stops = np.flatnonzero(lines == _SPACE) + 1
    ends = stops[wanted]
    starts = np.where(wanted > 0, stops[wanted - 1], 0)
    lengths = ends - starts
    after = np.cumsum(lengths)
    return lines[np.repeat(starts - after + lengths, lengths) + np.arange(int(after[-1]))].tobytes()
