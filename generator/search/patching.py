"""A shard of terms brought up to date where articles changed and their numbers did not: what a whole `merge` would make.

An edited text touches a few hundred terms at most; to merge ten thousand articles for it would cost a hundred times more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.search.postings import key_of, read_postings
from generator.search.shards import Shard, read_numbers, read_shard, write_numbers, write_shard

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


class Change(NamedTuple):
    """What a term weighs in the article of this number from now on; `None` where it is no more in it."""

    key: int
    term: str
    number: int
    weight: int | None


def compare(number: int, before: bytes, after: bytes) -> Iterator[Change]:
    """Yield what is other in the postings of the article of this number than it was."""
    old, new = (dict(_weights(data)) for data in (before, after))
    for (key, term), weight in new.items():
        if old.get((key, term)) != weight:
            yield Change(key, term, number, weight)
    for key, term in old.keys() - new.keys():
        yield Change(key, term, number, None)


def _weights(data: bytes) -> Iterator[tuple[tuple[int, str], int]]:
    part = read_postings(data)
    keys = (int.from_bytes(part.keys[at : at + 8], "little") for at in range(0, len(part.keys), 8))
    return zip(zip(keys, part.terms.decode().split(), strict=True), part.weights, strict=True)


def patch(data: bytes, changes: Iterable[Change]) -> bytes:
    """Return a shard of terms with these changes. Raises ValueError where the bytes are none of `merge`."""
    number, version, *columns = read_shard(data)
    terms = {key_of(term): (term, listed) for term, listed in zip(*map(str.split, columns), strict=True)}
    wanted: dict[int, list[Change]] = {}
    for change in changes:
        wanted.setdefault(change.key, []).append(change)
    for key, several in wanted.items():
        term, listed = terms.pop(key, (several[0].term, ""))
        articles = _read_list(listed)
        for change in several:
            if change.weight is None:
                articles.pop(change.number, None)
            else:
                articles[change.number] = change.weight
        if articles:
            terms[key] = term, _write_list(articles)
    columns = [" ".join(terms[key][column] for key in sorted(terms)) for column in (0, 1)]
    return write_shard(Shard(number, version, *columns))


def _read_list(listed: str) -> dict[int, int]:
    """Return what a term weighs in the articles that have it, by number."""
    number, found = -1, {}
    for value in read_numbers(listed):
        number += (value >> 3) + 1
        found[number] = value & 7
    return found


def _write_list(articles: Mapping[int, int]) -> str:
    """Write what `_read_list` reads: the distance to the article before (less one) times 8, plus the weight."""
    numbers = sorted(articles)
    steps = (number - before - 1 for number, before in zip(numbers, [-1, *numbers], strict=False))
    return write_numbers(8 * step + articles[number] for step, number in zip(steps, numbers, strict=True))
