"""Neighbours: the pairs worth a closer look, so that not every pair has to be."""

from __future__ import annotations

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


def pair_up(views: Views, count: int, window: int) -> NDArray[np.int64]:
    """Return the pairs (i, j), i < j, of which one is among the other's `count` nearest; sorted, without repeats.

    Nearest by the centred vectors, by the words, and, for stories in languages the encoder does not know, by the names.
    Pairs that are both dated and more than `window` days apart are none.
    """
    import numpy as np

    number = len(views.days)
    found = [np.empty(0, dtype=np.int64)]
    for rows, columns in _blocks(views.days, window):
        near = views.centred[rows] @ views.centred[columns].T
        found.append(_nearest(near, rows, columns, views.days, count, window, number))
        for table, asked in ((views.rare, rows), (views.names, rows[views.outside[rows]])):
            if len(asked):
                found.append(
                    _nearest(_multiply(table, asked, columns), asked, columns, views.days, count, window, number)
                )
    keys = np.unique(np.concatenate(found))
    return np.stack([keys // number, keys % number], axis=1) if number else np.empty((0, 2), dtype=np.int64)


def _blocks(days: NDArray[np.int64], window: int) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Yield rows, at most 512, and the rows they may pair with: those near in time, and the undated."""
    import numpy as np

    undated = np.flatnonzero(days == UNDATED)
    dated = np.flatnonzero(days != UNDATED)
    dated = dated[np.argsort(days[dated], kind="stable")]
    sorted_days = days[dated]
    everything = np.arange(len(days))
    for at in range(0, len(undated), _ROWS):
        yield undated[at : at + _ROWS], everything
    at = 0
    while at < len(dated):
        # A block spans no more days than the window, or sparse decades would be compared with each other.
        end = min(at + _ROWS, int(np.searchsorted(sorted_days, sorted_days[at] + window, side="right")))
        rows = dated[at:end]
        low = np.searchsorted(sorted_days, sorted_days[at] - window, side="left")
        high = np.searchsorted(sorted_days, sorted_days[end - 1] + window, side="right")
        yield rows, np.sort(np.concatenate([dated[low:high], undated]))
        at = end


def _multiply(table: csr_matrix, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> NDArray[np.float32]:
    import numpy as np

    # The small side is turned around: turning the large one for every block took longer than the product.
    return np.asarray((table[columns] @ table[rows].T).toarray().T)


def _nearest(  # noqa: PLR0913  # one block with all it needs
    near: NDArray[np.float32],
    rows: NDArray[np.int64],
    columns: NDArray[np.int64],
    days: NDArray[np.int64],
    count: int,
    window: int,
    number: int,
) -> NDArray[np.int64]:
    """Return the keys i * number + j, i < j, of each row's `count` nearest columns that have anything in common."""
    import numpy as np

    one, two = days[rows][:, None], days[columns][None, :]
    barred = (rows[:, None] == columns[None, :]) | ((one != UNDATED) & (two != UNDATED) & (np.abs(one - two) > window))
    # Rounded, so that processors agree; a whole number that no two columns share, so that a thousand copies of one text
    # do not make a million pairs. Ties fall to the earlier column.
    width = len(columns)
    order = np.where(barred, 0, np.round(near * 1000).astype(np.int64)) * width + np.arange(width)[::-1]
    wanted = min(count, width)
    best = np.argpartition(order, width - wanted, axis=1)[:, width - wanted :]
    kept = np.take_along_axis(order, best, axis=1) >= _LEAST * 1000 * width
    row, place = np.nonzero(kept)
    i, j = rows[row], columns[best[row, place]]
    return np.minimum(i, j) * number + np.maximum(i, j)
