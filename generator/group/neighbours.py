"""Neighbours: the pairs worth a closer look, so that not every pair has to be.

Stories are looked at a slab at a time: a stretch of days, with the days around it that may pair with them. What is near
in time is searched whole within a slab. An undated story may pair with any other, so it is asked in every slab, and its
nearest are known after the last.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.group.measures import UNDATED

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    from generator.group.measures import Views

_ROWS = 256
"""Rows compared at a time: bounds the memory at about 100 MB for 20,000 stories."""

_LEAST = 0.01
"""Two stories that have less than this in common have nothing in common."""


@dataclass(frozen=True, slots=True)
class Slab:
    """Stories that are looked at together, as sorted rows: all that may pair with the dated ones of `core`.

    Each story is in the core of one slab; the undated, which are in every slab, in that of the first.
    """

    rows: NDArray[np.int64]
    core: NDArray[np.bool_]
    """Which of `rows` are in the core."""

    def part(self, wanted: NDArray[np.bool_]) -> Slab:
        """Return the slab with some of its rows only."""
        return Slab(self.rows[wanted], self.core[wanted])


def slabs(days: NDArray[np.int64], window: int, most: int) -> Iterator[Slab]:
    """Cut the stories of these days into slabs, in the order of time, each of `most` stories or as few as the window lets."""
    import numpy as np

    undated = np.flatnonzero(days == UNDATED)
    dated = np.flatnonzero(days != UNDATED)
    dated = dated[np.argsort(days[dated], kind="stable")]
    sorted_days = days[dated]
    different = np.unique(sorted_days)

    def place(day: int) -> int:
        """Return how many dated stories are before a day."""
        return int(np.searchsorted(sorted_days, day, side="left"))

    at = 0
    first = True
    while first or at < len(dated):
        day = int(sorted_days[at]) if len(dated) else 0
        low = place(day - window)
        # The days around a core are looked at for it alone: one shorter than the window would pay for them too often.
        last = day + max(window, 1) - 1
        later = different[np.searchsorted(different, last, side="right") :]
        spans = np.searchsorted(sorted_days, later + window, side="right") - low + len(undated)
        fitting = int(np.searchsorted(spans, most, side="right"))
        last = int(later[fitting - 1]) if fitting else last
        end = place(last + 1)
        rows = np.sort(np.concatenate([dated[low : place(last + window + 1)], undated]))
        core = np.isin(rows, dated[at:end])
        if first:
            core |= days[rows] == UNDATED
        yield Slab(rows, core)
        at, first = end, False


class Neighbours:
    """The pairs (i, j), i < j, of which one is among the other's `count` nearest, found slab by slab.

    Nearest by the centred vectors, by the words, and, for stories in languages the encoder does not know, by the names.
    Pairs that are both dated and more than `window` days apart are none.
    """

    def __init__(self, number: int, count: int, window: int) -> None:

        self._number, self._count, self._window = number, count, window
        self._open: dict[str, NDArray[np.int64]] = {}
        """By search, what the undated have found so far: who, how near, whom; three columns."""

    def find(self, views: Views, slab: Slab) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the keys i * number + j of pairs found in a slab, sorted: those that stand, those that may not last.

        The latter are what undated stories found: `lasting` tells which of them stand.
        """
        import numpy as np

        found = [np.empty(0, dtype=np.int64)]
        passing = [np.empty(0, dtype=np.int64)]
        undated = views.days == UNDATED
        for rows, columns in _blocks(views.days, slab.core & ~undated, undated, self._window):
            for _, near, asked in _searches(views, rows, columns):
                i, _, j = self._nearest(near, asked, columns, views.days)
                found.append(self._keys(slab.rows[i], slab.rows[j]))
        core = np.flatnonzero(slab.core)
        everyone = np.flatnonzero(undated)
        for at in range(0, len(everyone) if len(core) else 0, _ROWS):
            rows = everyone[at : at + _ROWS]
            for search, near, asked in _searches(views, rows, core):
                i, order, j = self._nearest(near, asked, core, views.days)
                held = np.stack([slab.rows[i], order, slab.rows[j]], axis=1)
                passing.append(self._hold(f"{search} {at}", held))
        return np.unique(np.concatenate(found)), np.unique(np.concatenate(passing))

    def lasting(self) -> NDArray[np.int64]:
        """Return the keys of the pairs that the undated found and that lasted, sorted, after the last slab."""
        import numpy as np

        held = [self._keys(each[:, 0], each[:, 2]) for _, each in sorted(self._open.items())]
        return np.unique(np.concatenate([np.empty(0, dtype=np.int64), *held]))

    def _hold(self, search: str, new: NDArray[np.int64]) -> NDArray[np.int64]:
        """Hold the nearest of what was found before and what is new; return the keys of the new among them."""
        import numpy as np

        old = self._open.get(search, new[:0])
        both = np.concatenate([old, new])
        is_new = np.arange(len(both)) >= len(old)
        order = np.lexsort((both[:, 2], -both[:, 1], both[:, 0]))
        both, is_new = both[order], is_new[order]
        begin = np.flatnonzero(np.diff(both[:, 0], prepend=-1))
        rank = np.arange(len(both)) - np.repeat(begin, np.diff(begin, append=len(both)))
        kept = rank < self._count
        self._open[search] = both[kept]
        return self._keys(both[kept & is_new, 0], both[kept & is_new, 2])

    def _keys(self, i: NDArray[np.int64], j: NDArray[np.int64]) -> NDArray[np.int64]:
        import numpy as np

        return np.asarray(np.minimum(i, j) * self._number + np.maximum(i, j))

    def _nearest(
        self, near: NDArray[np.float32], rows: NDArray[np.int64], columns: NDArray[np.int64], days: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Return each row's nearest columns that have anything in common: the row, how near in thousandths, the column."""
        import numpy as np

        one, two = days[rows][:, None], days[columns][None, :]
        barred = (rows[:, None] == columns[None, :]) | (
            (one != UNDATED) & (two != UNDATED) & (np.abs(one - two) > self._window)
        )
        # Rounded, so that processors agree; a whole number that no two columns share, so that a thousand copies of one
        # text do not make a million pairs. Ties fall to the earlier column.
        width = len(columns)
        order = np.where(barred, 0, np.round(near * 1000).astype(np.int64)) * width + np.arange(width)[::-1]
        wanted = min(self._count, width)
        best = np.argpartition(order, width - wanted, axis=1)[:, width - wanted :]
        values = np.take_along_axis(order, best, axis=1)
        row, place = np.nonzero(values >= _LEAST * 1000 * width)
        return rows[row], values[row, place] // width, columns[best[row, place]]


def pair_up(views: Views, count: int, window: int) -> NDArray[np.int64]:
    """Return the pairs (i, j) that `Neighbours` finds where all stories are looked at together; sorted, without repeats."""
    import numpy as np

    number = len(views.days)
    every = Slab(np.arange(number), np.ones(number, dtype=bool))
    keys = np.unique(np.concatenate(Neighbours(number, count, window).find(views, every)))
    return np.stack([keys // number, keys % number], axis=1) if number else np.empty((0, 2), dtype=np.int64)


def _blocks(
    days: NDArray[np.int64], core: NDArray[np.bool_], undated: NDArray[np.bool_], window: int
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Yield dated rows of the core, a few at a time, and the rows they may pair with: those near in time, and the undated."""
    import numpy as np

    dated = np.flatnonzero(~undated)
    dated = dated[np.argsort(days[dated], kind="stable")]
    sorted_days = days[dated]
    asked = dated[core[dated]]
    asked_days = days[asked]
    at = 0
    while at < len(asked):
        # A block spans no more days than the window, or sparse decades would be compared with each other.
        end = min(at + _ROWS, int(np.searchsorted(asked_days, asked_days[at] + window, side="right")))
        low = np.searchsorted(sorted_days, asked_days[at] - window, side="left")
        high = np.searchsorted(sorted_days, asked_days[end - 1] + window, side="right")
        yield asked[at:end], np.sort(np.concatenate([dated[low:high], np.flatnonzero(undated)]))
        at = end


def _searches(
    views: Views, rows: NDArray[np.int64], columns: NDArray[np.int64]
) -> Iterator[tuple[str, NDArray[np.float32], NDArray[np.int64]]]:
    """Yield each way to look for neighbours: its name, how near rows and columns are by it, and the rows that are asked."""
    yield "meaning", views.centred[rows] @ views.centred[columns].T, rows
    yield "words", _multiply(views.rare, rows, columns), rows
    if len(outside := rows[views.outside[rows]]):
        yield "names", _multiply(views.names, outside, columns), outside


def _multiply(table: csr_matrix, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> NDArray[np.float32]:
    import numpy as np

    # The small side is turned around: turning the large one for every block took longer than the product.
    return np.asarray((table[columns] @ table[rows].T).toarray().T)
