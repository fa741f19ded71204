"""Edges: the pairs of stories that may be of one event, with their votes, and the clusters they make.

What is kept of a story is a few numbers, so edges are what grows with an archive: they lie in sorted runs, on disk where
they are many, and are taken up again component by component.
"""

from __future__ import annotations

from itertools import pairwise
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Self

from generator.group.cluster import link

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import IO

    import numpy as np
    from numpy.typing import NDArray

_BYTES = 16
"""An edge on disk: its key and its vote, eight bytes each."""

MOST = 4_000_000
"""Edges that are sorted in memory at a time."""


class Edges:
    """Pairs (i, j), i < j, of `number` stories, as keys i * number + j, each with its vote."""

    def __init__(self, number: int, most: int = MOST) -> None:
        self._number = number
        self._most = most
        self._runs: list[int] = []
        self._file = _spool(most)

    def __enter__(self) -> Self:
        """Open the file."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it; the edges are gone."""
        self._file.close()

    def add(self, keys: NDArray[np.int64], votes: NDArray[np.float64]) -> None:
        """Add a run of edges, sorted by key; an edge may come twice, with one vote."""
        if len(keys):
            self._runs.append(_write(self._file, keys, votes))

    def among(self, keys: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Return those of the edges whose keys are among `keys`, sorted."""
        return self._chosen(lambda found: _is_in(found, keys))

    def within(self, label: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the keys of the edges between stories of one label, but 0; sorted."""
        number = self._number
        return self._chosen(lambda keys: (label[keys // number] == label[keys % number]) & (label[keys // number] > 0))[
            0
        ]

    def components(self, least: float, seeds: Sequence[Sequence[int]]) -> NDArray[np.int64]:
        """Return for each story the number of its component, over edges of this vote at least and over `seeds`."""
        import numpy as np
        from scipy.sparse import coo_matrix
        from scipy.sparse.csgraph import connected_components

        chains = [(seed[0], other) for seed in seeds for other in seed[1:]]
        ends = [np.array(chains, dtype=np.int32).reshape(-1, 2)]
        for keys, votes in self._read():
            strong = keys[votes >= least]
            ends.append(np.stack([strong // self._number, strong % self._number], axis=1).astype(np.int32))
        pairs = np.concatenate(ends)
        size = (self._number, self._number)
        graph = coo_matrix((np.ones(len(pairs), dtype=np.int8), (pairs[:, 0], pairs[:, 1])), shape=size)
        _, label = connected_components(graph, directed=False)
        return np.asarray(label, dtype=np.int64)

    def by_component(self, label: NDArray[np.int64]) -> Iterator[tuple[int, dict[tuple[int, int], float]]]:
        """Yield for each label with edges of its own the label and its edges, in the order of labels."""
        import numpy as np

        for keys, votes in self._buckets(label):
            ends = label[keys // self._number]
            order = np.lexsort((keys, ends))
            order = order[np.concatenate([[True], np.diff(keys[order]) != 0])]
            keys, votes, ends = keys[order], votes[order], ends[order]  # noqa: PLW2901  # the same, sorted, each once
            first, second = keys // self._number, keys % self._number
            cuts = [0, *(np.flatnonzero(np.diff(ends)) + 1).tolist(), len(ends)]
            for at, end in pairwise(cuts):
                pairs = zip(first[at:end].tolist(), second[at:end].tolist(), strict=True)
                yield int(ends[at]), dict(zip(pairs, votes[at:end].tolist(), strict=True))

    def _buckets(self, label: NDArray[np.int64]) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float64]]]:
        """Yield the edges within labels, in parts that fit into memory, by ranges of the labels."""
        import numpy as np

        count = -(-sum(self._runs) // self._most)
        if not count:
            return
        edges = np.cumsum(np.bincount(label))  # stories by label: a fair guess where the edges are
        bucket = (edges - 1) * count // len(label)
        files = [_spool(self._most) for _ in range(count)]
        sizes = [0] * count
        for keys, votes in self._read():
            one, two = label[keys // self._number], label[keys % self._number]
            where = np.where(one == two, bucket[one], -1)
            for at in np.unique(where[where >= 0]).tolist():
                sizes[at] += _write(files[at], keys[where == at], votes[where == at])
        for file, size in zip(files, sizes, strict=True):
            file.seek(0)
            parts = [*_runs(file, [size])] if size else []
            file.close()
            yield from parts

    def _chosen(
        self, choose: Callable[[NDArray[np.int64]], NDArray[np.bool_]]
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        import numpy as np

        found = [np.empty(0, dtype=np.int64)]
        ballots = [np.empty(0)]
        for keys, votes in self._read():
            wanted = choose(keys)
            found.append(keys[wanted])
            ballots.append(votes[wanted])
        every, first = np.unique(np.concatenate(found), return_index=True)
        return every, np.concatenate(ballots)[first]

    def _read(self) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float64]]]:
        self._file.seek(0)
        yield from _runs(self._file, self._runs)
        self._file.seek(0, 2)


def join(
    edges: Edges, number: int, seeds: Sequence[Sequence[int]], least: float, needed: Callable[[int], float]
) -> list[tuple[int, ...]]:
    """Return the clusters of `cluster.link`, sorted; of stories that no edge of `least` holds together, each by itself.

    Two clusters join where the mean of their links is `least` or more, so one link must be: what hangs together by such
    links is a matter of its own. A component of `seeds` alone is left out.
    """
    import numpy as np

    label = edges.components(least, seeds)
    order = np.argsort(label, kind="stable")
    begin = np.searchsorted(label[order], np.arange(int(label.max()) + 2 if number else 1))
    size = np.diff(begin)
    clusters = [(at,) for at in order[begin[:-1][size == 1]].tolist()]
    seeds_of: dict[int, list[Sequence[int]]] = {}
    for seed in seeds:
        seeds_of.setdefault(int(label[seed[0]]), []).append(seed)
    for component, pairs in edges.by_component(label):
        members = order[begin[component] : begin[component + 1]].tolist()
        place = {member: at for at, member in enumerate(members)}
        found = link(
            len(members),
            {(place[i], place[j]): vote for (i, j), vote in pairs.items()},
            needed,
            [[place[member] for member in seed] for seed in seeds_of.get(component, ())],
        )
        clusters += [tuple(members[at] for at in cluster) for cluster in found]
    return sorted(clusters)


def _spool(most: int) -> IO[bytes]:
    """Open a file that stays in memory while it is small; it has no name and goes when nobody has it."""
    return SpooledTemporaryFile(max_size=most * _BYTES)


def _write(file: IO[bytes], keys: NDArray[np.int64], votes: NDArray[np.float64]) -> int:
    """Write edges at the end of a file; return how many."""
    import numpy as np

    rows = np.empty(len(keys), dtype=[("key", "<i8"), ("vote", "<f8")])
    rows["key"], rows["vote"] = keys, votes
    file.write(rows.tobytes())
    return len(keys)


def _runs(file: IO[bytes], sizes: Sequence[int]) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float64]]]:
    """Yield the runs of so many edges that follow in a file."""
    import numpy as np

    for size in sizes:
        rows = np.frombuffer(file.read(size * _BYTES), dtype=[("key", "<i8"), ("vote", "<f8")])
        yield rows["key"].copy(), rows["vote"].copy()


def _is_in(keys: NDArray[np.int64], known: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell which of `keys` are among `known`, which is sorted."""
    import numpy as np

    if not len(known):
        return np.zeros(len(keys), dtype=bool)
    return np.asarray(known[np.minimum(np.searchsorted(known, keys), len(known) - 1)] == keys)
