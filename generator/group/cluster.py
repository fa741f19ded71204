"""Average linkage: which stories belong together, given how likely each pair is."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def link(
    count: int, pairs: Mapping[tuple[int, int], float], threshold: float, seeds: Sequence[Sequence[int]] = ()
) -> tuple[tuple[int, ...], ...]:
    """Join stories 0 ... `count` - 1 into clusters, the likeliest first, as long as the average link holds.

    `pairs` gives the likeness of (i, j), i < j; a pair it does not name counts as 0, so that a chain of neighbours does
    not become a cluster. `seeds` are clusters that stand already: they grow, and never join each other. Ties fall to
    the smaller numbers, so the result depends on nothing but the values. Returns sorted clusters, sorted.
    """
    members: dict[int, list[int]] = {}
    home = list(range(count))
    for seed in seeds:
        for story in seed:
            home[story] = min(seed)
    for story in range(count):
        members.setdefault(home[story], []).append(story)
    fixed = {min(seed) for seed in seeds if seed}
    links: dict[int, dict[int, float]] = {head: {} for head in members}
    for (i, j), likeness in sorted(pairs.items()):
        a, b = home[i], home[j]
        if a != b and not (a in fixed and b in fixed):
            links[a][b] = links[a].get(b, 0.0) + likeness
            links[b][a] = links[a][b]
    heap = [
        (-total / (len(members[a]) * len(members[b])), a, b)
        for a, near in links.items()
        for b, total in near.items()
        if a < b and total >= threshold * len(members[a]) * len(members[b])
    ]
    heapq.heapify(heap)
    while heap:
        mean, a, b = heapq.heappop(heap)
        if a not in links or b not in links.get(a, {}):
            continue
        if -mean != links[a][b] / (len(members[a]) * len(members[b])):
            continue
        _join(a, b, members, links)
        if b in fixed:
            fixed.add(a)
        size = len(members[a])
        for c, total in sorted(links[a].items()):
            if a in fixed and c in fixed:
                del links[a][c], links[c][a]
            elif total >= threshold * size * len(members[c]):
                heapq.heappush(heap, (-total / (size * len(members[c])), min(a, c), max(a, c)))
    return tuple(sorted(tuple(sorted(group)) for group in members.values()))


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
