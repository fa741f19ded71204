"""All postings to the files of the index: one that says what there is, shards of terms, shards of texts.

Every file is a classic script that calls `digestSearch`: a page that was opened from a folder may load scripts, and
nothing else. Numbers stand in base 32, low digit first; see `write_numbers`.
"""

from __future__ import annotations

import hashlib
import json
import re
import struct
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby, islice
from typing import TYPE_CHECKING, NamedTuple

from generator.search.letters import tables
from generator.search.postings import SHARD_BITS, read_postings
from generator.text.scripts import strip_controls

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

_VALUES = {sign: value for value, sign in enumerate(_DIGITS)}

_SPACE = 32

REGISTER = "index.js"
"""The file that the script reads first."""


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


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The order of an index: its events, how many each text shard holds, and the mark of how articles are numbered.

    Articles have their numbers in the order of `articles`. What their postings are makes no difference to it.
    """

    events: tuple[IndexedEvent, ...]
    blocks: tuple[int, ...]
    version: str

    @property
    def articles(self) -> tuple[IndexedArticle, ...]:
        """All articles, in the order of their numbers."""
        return tuple(article for event in self.events for article in event.articles)

    def shelves(self) -> Iterator[tuple[str, tuple[IndexedEvent, ...]]]:
        """Yield the name of each file of texts, and the events that it holds."""
        waiting = iter(self.events)
        for number, count in enumerate(self.blocks):
            if count:
                yield f"t{number}.js", tuple(islice(waiting, count))


def merge(events: Iterable[IndexedEvent], names: Names) -> dict[str, bytes]:
    """Return the files of the index by path: the same for the same events in any order."""
    arrangement = arrange(events)
    parts = [read_postings(article.postings) for article in arrangement.articles]
    bits = shard_bits(sum(len(part.weights) for part in parts))
    files = {REGISTER: write_register(arrangement, bits, names), **write_terms(arrangement, parts)}
    return files | {name: write_texts(name, shelf) for name, shelf in arrangement.shelves()}


def shard_bits(total: int) -> int:
    """Return how many bits of a key choose the shard where there are so many postings."""
    return min(SHARD_BITS, (total // _SHARD_POSTINGS).bit_length())


def shard_of(key: int, bits: int) -> str:
    """Return the name of the file that has the term of this key."""
    return f"p{key >> (64 - bits)}.js"


def write_terms(arrangement: Arrangement, parts: Sequence[Postings]) -> dict[str, bytes]:
    """Return the files of terms; `parts` are the articles' postings in the order of their numbers."""
    version, total = arrangement.version, sum(len(part.weights) for part in parts)
    bits = shard_bits(total)
    files = {f"p{number}.js": write_shard(Shard(number, version, "", "")) for number in range(1 << bits)}
    for number, terms, lists in _in_bulk(parts, bits) if total >= _LARGE else _one_by_one(parts, bits):
        files[f"p{number}.js"] = write_shard(Shard(number, version, terms.decode(), lists.decode()))
    return files


def _call(name: str, value: object) -> bytes:
    text = f'digestSearch("{name}",{_json(value)})\n'
    # The tables have characters for bounds that no document may hold as they are.
    for sign in sorted(set(text)):
        if not strip_controls(sign):
            text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text.encode()


class Shard(NamedTuple):
    """A file of terms: its number, the mark of the index, terms, and the postings of each, with a space between them.

    Neither terms nor digits hold what a string of a script must escape: such signs part words.
    """

    number: int
    version: str
    terms: str
    lists: str


_SHARD = re.compile(r'digestSearch\("p(\d+)",\["(\w*)","([^"]*)","([^"]*)"\]\)\n')


def write_shard(shard: Shard) -> bytes:
    """Return a file of terms."""
    return f'digestSearch("p{shard.number}",["{shard.version}","{shard.terms}","{shard.lists}"])\n'.encode()


def read_shard(data: bytes) -> Shard:
    """Take a file of terms apart. Raises ValueError where it is none."""
    found = _SHARD.fullmatch(data.decode())
    if not found:
        message = "this is no shard of terms"
        raise ValueError(message)
    return Shard(int(found[1]), found[2], found[3], found[4])


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def arrange(events: Iterable[IndexedEvent]) -> Arrangement:
    """Put the events in the order of their text shards.

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
    ordered = tuple(event for _, _, event in hashed)
    return Arrangement(ordered, tuple(counts), _version(ordered))


def _version(events: Sequence[IndexedEvent]) -> str:
    """Return a mark of how the articles are numbered: files of two builds must not mix unseen."""
    order = "\n".join(f"{event.id} {' '.join(article.id for article in event.articles)}" for event in events)
    return hashlib.sha256(order.encode()).hexdigest()[:8]


def write_register(arrangement: Arrangement, bits: int, names: Names) -> bytes:
    """Return the file that the script reads first: the tables, and of every article event, language, source, day."""
    articles = arrangement.articles
    languages = sorted({article.lang for article in articles})
    sources = sorted({article.source for article in articles if article.source})
    language = {tag: number for number, tag in enumerate(languages)}
    source = {slug: number for number, slug in enumerate(["", *sources])}
    days = [date.fromisoformat(article.day[:10]).toordinal() if article.day else 0 for article in articles]
    register = {
        "version": arrangement.version,
        "bits": bits,
        "letters": tables(),
        "languages": [[tag, names.languages.get(tag, tag)] for tag in languages],
        "sources": [[slug, strip_controls(names.sources.get(slug, slug))] for slug in sources],
        "texts": write_numbers(arrangement.blocks),
        "events": write_numbers(len(event.articles) for event in arrangement.events),
        "lang": write_numbers(language[article.lang] for article in articles),
        "source": write_numbers(source[article.source] for article in articles),
        "day": write_numbers(_steps(days)),
    }
    return _call(REGISTER.removesuffix(".js"), register)


def _steps(numbers: Iterable[int]) -> Iterator[int]:
    """Yield how far each number lies from the one before, ways up even and ways down odd."""
    last = 0
    for number in numbers:
        step = number - last
        yield 2 * step if step >= 0 else -2 * step - 1
        last = number


def write_numbers(numbers: Iterable[int]) -> str:
    """Write numbers in base 32, low digit first; every digit but a number's last has 32 added."""
    return "".join(map(_number, numbers))


@lru_cache(1 << 14)
def _number(number: int) -> str:
    found = ""
    while number > 31:
        found += _DIGITS[number & 31 | 32]
        number >>= 5
    return found + _DIGITS[number]


def read_numbers(text: str) -> Iterator[int]:
    """Yield the numbers that `write_numbers` wrote."""
    value = shift = 0
    for sign in text:
        digit = _VALUES[sign]
        value |= (digit & 31) << shift
        if digit > 31:
            shift += 5
        else:
            yield value
            value = shift = 0


def write_texts(name: str, events: Iterable[IndexedEvent]) -> bytes:
    """Return the file of texts of this name: of each event its head and the rows of its articles."""
    lines = []
    for event in events:
        title = event.title
        head = _json(
            [event.url.removeprefix("/"), strip_controls(title.text), title.lang, int(title.dir == "rtl")]
        ).encode()
        lines.append(b",".join([head, *(read_postings(article.postings).row for article in event.articles)]))
    return b'digestSearch("%s",[[%s]])\n' % (name.removesuffix(".js").encode(), b"],\n[".join(lines))


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
        listed = " ".join(write_numbers(lists[key][:-1]) for key in found)
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
    lists = _numbers_in_bulk(values, np.append(first[1:], len(values)) - 1)
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


def _numbers_in_bulk(values: NDArray[np.uint32], lasts: Numbers) -> bytes:
    """Write numbers as `write_numbers` does, with a space behind each of `lasts`."""
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
