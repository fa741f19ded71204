"""Average linkage: which stories belong together, given how likely each pair is."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


def link(
    count: int,
    pairs: Mapping[tuple[int, int], float],
    needed: Callable[[int], float],
    seeds: Sequence[Sequence[int]] = (),
) -> tuple[tuple[int, ...], ...]:
    """Join stories 0 ... `count` - 1 into clusters, the surest first, as long as the average link holds.

    Two clusters of a and b stories join where the mean of their a x b links is `needed(a * b)` at least; those go first
    that exceed it most. `pairs` gives the likeness of (i, j), i < j; a pair it does not name counts as 0, so that a chain of neighbours does
    not become a cluster. `seeds` are clusters that stand already: they grow, and never join each other. Ties fall to
    the smaller numbers, so the result depends on nothing but the values. Returns sorted clusters, sorted.
    """
    members, fixed = _start(count, seeds)
    links = _add_up(members, fixed, pairs)
    heap = [
        (-excess, a, b)
        for a, near in links.items()
        for b, total in near.items()
        if a < b and (excess := _excess(total, len(members[a]) * len(members[b]), needed)) >= 0
    ]
    heapq.heapify(heap)
    while heap:
        excess, a, b = heapq.heappop(heap)
        # An entry made before one of the two grew, or went into another, speaks of clusters that are no more.
        if b not in links.get(a, {}) or -excess != _excess(links[a][b], len(members[a]) * len(members[b]), needed):
            continue
        _join(a, b, members, links)
        if b in fixed:
            fixed.add(a)
        size = len(members[a])
        for c, total in sorted(links[a].items()):
            if a in fixed and c in fixed:
                del links[a][c], links[c][a]
            elif (excess := _excess(total, size * len(members[c]), needed)) >= 0:
                heapq.heappush(heap, (-excess, min(a, c), max(a, c)))
    return tuple(sorted(tuple(sorted(group)) for group in members.values()))


def _excess(total: float, count: int, needed: Callable[[int], float]) -> float:
    """Return how far the mean of `count` links lies above what they need."""
    return total / count - needed(count)


def _start(count: int, seeds: Sequence[Sequence[int]]) -> tuple[dict[int, list[int]], set[int]]:
    """Return the clusters to begin with, by their smallest member, and which of them stand already."""
    seeded = {story: min(seed) for seed in seeds for story in seed}
    members: dict[int, list[int]] = {}
    for story in range(count):
        members.setdefault(seeded.get(story, story), []).append(story)
    return members, set(seeded.values())


def _add_up(
    members: Mapping[int, list[int]], fixed: set[int], pairs: Mapping[tuple[int, int], float]
) -> dict[int, dict[int, float]]:
    """Return the summed likeness between clusters, but between two that stand already."""
    home = {story: head for head, group in members.items() for story in group}
    links: dict[int, dict[int, float]] = {head: {} for head in members}
    for (i, j), likeness in sorted(pairs.items()):
        a, b = home[i], home[j]
        if a != b and not (a in fixed and b in fixed):
            links[a][b] = links[a].get(b, 0.0) + likeness
            links[b][a] = links[a][b]
    return links


def _join(a: int, b: int, members: dict[int, list[int]], links: dict[int, dict[int, float]]) -> None:
    """Let cluster `a` take over cluster `b`, its members and its links."""
    members[a] += members.pop(b)
    taken = links.pop(b)
    del links[a][b]
    for c, total in sorted(taken.items()):
        if c == a:
            continue
        del links[c][b]
        links[a][c] = links[a].get(c, 0.0) + total
        links[c][a] = links[a][c]
