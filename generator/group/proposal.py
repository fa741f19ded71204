"""Proposals: clusters of stories by likeness, around the events that stand already."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from generator.group.edges import Edges, join
from generator.group.likeness import logits, probability
from generator.group.measures import COLUMNS, UNDATED, measure, number
from generator.group.neighbours import Neighbours, slabs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from generator.group.measures import Views
    from generator.group.neighbours import Slab
    from generator.group.options import GroupOptions
    from generator.group.sight import Sight

HALF = 0.5
"""Votes are shifted so that one half speaks for one event, dated or not; average linkage then has one threshold."""

CROWDED = 0.47
"""The mean vote that is enough between two crowds: that of one pair may be chance, that of a hundred is none."""

EASE = 0.35
"""How fast what is needed falls from a half towards that, by the power of the number of pairs."""

NAMED, COPIED = 0.4, 0.8
"""Cosine of the names from which two short undated texts in one language may be two reports, and of the words from which
they are one page twice. In the labelled sets 113 pairs pass, all of one event; of the pairs that do not pass 40 are
refusal pages and the like."""

FAINT = 0.02
"""Votes below this are left out: they move no average."""

CROWD = 200
"""Stories of one component up to which every pair of it is measured, not only neighbours."""


def propose(  # what is new, what stands, how they look, how to judge them
    new: Sequence[str],
    standing: Mapping[str, Sequence[str]],
    sight: Sight,
    options: GroupOptions,
    homes: Mapping[str, str] | None = None,
) -> tuple[tuple[str, ...], ...]:
    """Place new stories by likeness: into the events of `standing` (id -> members), or into clusters of their own.

    `homes` are the events that stories were in before: what stood needs a clear margin to change. Returns every cluster with a new story in it, as sorted article ids, with the members it already had.
    The texts are looked at slab by slab (`neighbours.slabs`): what is kept of all stories is a few numbers each.
    """
    import numpy as np

    if not new:
        return ()
    near = _in_reach(new, [story for event in sorted(standing) for story in standing[event]], sight, options)
    # An event is weighed whole: by its last days alone it would take in a saga's next day, and the next, for ever.
    old = [story for members in standing.values() if not near.isdisjoint(members) for story in members]
    ids = sorted([*new, *old])
    row = {story: number for number, story in enumerate(ids)}
    seeds = [seed for event in sorted(standing) if (seed := [row[story] for story in standing[event] if story in row])]
    fresh = np.ones(len(ids), dtype=bool)
    fresh[[at for seed in seeds for at in seed]] = False
    home = number([(homes or {}).get(story, "") for story in ids])
    court = _Court(ids, fresh, home, sight, options)
    with Edges(len(ids)) as edges:
        court.hear(edges)
        court.complete(edges, seeds)
        clusters = join(edges, len(ids), seeds, CROWDED, needed)
    return tuple(tuple(ids[at] for at in cluster) for cluster in clusters if fresh[list(cluster)].any())


class _Court:
    """Votes on the pairs of some stories, slab by slab.

    `fresh` tells which stories are new: a pair without such a one is not voted on; `home` is the event that each was in before, 0 for none.
    """

    def __init__(  # who is looked at, and how
        self,
        ids: Sequence[str],
        fresh: NDArray[np.bool_],
        home: NDArray[np.int64],
        sight: Sight,
        options: GroupOptions,
    ) -> None:
        self._ids, self._fresh, self._home, self._sight, self._options = ids, fresh, home, sight, options
        self._days = sight.days(ids)
        self._slabs = tuple(slabs(self._days, options.window_days, options.slab))
        self._only: Views | None = None

    def hear(self, edges: Edges) -> None:
        """Vote on neighbours, and on the fellows of the events that stood; of events that are no crowd."""
        import numpy as np

        search = Neighbours(len(self._ids), self._options.neighbours, self._options.window_days)
        fellows = np.where(_sizes(self._home) <= CROWD, self._home, 0)
        with Edges(len(self._ids)) as passing:
            for slab in self._slabs:
                views = self._look(slab.rows)
                found, open_ = search.find(views, slab)
                if fellows.any():
                    found = np.union1d(found, self._within(slab, fellows))
                self._vote(edges, views, slab.rows, found)
                self._vote(passing, views, slab.rows, np.setdiff1d(open_, found, assume_unique=True))
            edges.add(*passing.among(search.lasting()))

    def complete(self, edges: Edges, seeds: Sequence[Sequence[int]]) -> None:
        """Vote on all pairs, near in time, within each component of likely pairs, unless the component is a crowd."""
        import numpy as np

        label = edges.components(HALF, seeds) + 1
        size = _sizes(label)
        has_fresh = np.bincount(label, weights=self._fresh)[label] > 0
        label[(size <= 2) | (size > CROWD) | ~has_fresh] = 0
        known = edges.within(label)
        for slab in self._slabs:
            part = slab if self._only else slab.part(label[slab.rows] > 0)
            keys = np.setdiff1d(self._within(part, label), known, assume_unique=True)
            if len(keys):
                self._vote(edges, self._look(part.rows), part.rows, keys)

    def _look(self, rows: NDArray[np.int64]) -> Views:
        """Return the views of some rows; where one slab holds all, it is looked at once."""
        views = self._only or self._sight.view([self._ids[row] for row in rows.tolist()])
        if len(self._slabs) == 1:
            self._only = views
        return views

    def _within(self, slab: Slab, label: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the keys of the pairs of one label, but 0, near in time, of which the later is in a slab's core; sorted."""
        import numpy as np

        found = [np.empty(0, dtype=np.int64)]
        labels, days = label[slab.rows], self._days[slab.rows]
        order = np.argsort(labels, kind="stable")
        order = order[np.searchsorted(labels[order], 1) :]
        for part in np.split(order, np.flatnonzero(np.diff(labels[order])) + 1):
            i, j = (side.ravel() for side in np.meshgrid(part, part, indexing="ij"))
            near = (
                (days[i] == UNDATED) | (days[j] == UNDATED) | (np.abs(days[i] - days[j]) <= self._options.window_days)
            )
            wanted = (i < j) & near & slab.core[np.where(days[i] > days[j], i, j)]
            found.append(slab.rows[i[wanted]] * len(self._ids) + slab.rows[j[wanted]])
        return np.sort(np.concatenate(found))

    def _vote(self, edges: Edges, views: Views, rows: NDArray[np.int64], keys: NDArray[np.int64]) -> None:
        """Vote on the pairs with a new story in them, and keep what is no whisper."""
        import numpy as np

        pairs = np.stack([keys // len(self._ids), keys % len(self._ids)], axis=1)
        asked = self._fresh[pairs[:, 0]] | self._fresh[pairs[:, 1]]
        keys, pairs = keys[asked], pairs[asked]
        ballots = votes(views, np.searchsorted(rows, pairs), self._options)
        ballots = _hold(ballots, pairs, self._home, self._fresh, self._options.margin)
        edges.add(keys[ballots > FAINT], ballots[ballots > FAINT])


def _sizes(label: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return for each story how many have its label."""
    import numpy as np

    return np.asarray(np.bincount(label, minlength=1)[label])


def needed(pairs: int) -> float:
    """Return the mean vote from which two clusters with so many pairs between them are one."""
    return round(CROWDED + (HALF - CROWDED) * math.pow(pairs, -EASE), 6)


def votes(views: Views, pairs: NDArray[np.int64], options: GroupOptions) -> NDArray[np.float64]:
    """Return each pair's vote for one event in [0, 1]: its probability, shifted so that its threshold lies at 0.5."""
    import numpy as np

    table = measure(views, pairs[:, 0], pairs[:, 1])
    undated = np.isnan(table[:, COLUMNS.index("days")])
    same = table[:, COLUMNS.index("same")] > 0
    threshold = np.where(undated, np.where(same, options.undated, options.across), options.dated)
    one_outlet = same & (views.sources[pairs[:, 0]] == views.sources[pairs[:, 1]]) & (views.sources[pairs[:, 0]] > 0)
    odds = np.where(one_outlet, np.log(options.outlet), 0.0) + np.log(threshold / (1.0 - threshold))
    ballots = probability(logits(table, options.models) - odds)
    barred = undated & (table[:, COLUMNS.index("meaning")] < options.gate) & (table[:, COLUMNS.index("outside")] == 0)
    # Two remnants in one language that are alike are copies of one refusal page, more often than two reports: those have
    # names in common, and words of their own.
    told = (table[:, COLUMNS.index("names")] >= NAMED) & (table[:, COLUMNS.index("words")] < COPIED)
    barred |= undated & same & views.thin[pairs[:, 0]] & views.thin[pairs[:, 1]] & ~told
    barred |= views.mute[pairs[:, 0]] | views.mute[pairs[:, 1]]
    return np.where(barred, 0.0, ballots)


def _hold(
    ballots: NDArray[np.float64],
    pairs: NDArray[np.int64],
    home: NDArray[np.int64],
    fresh: NDArray[np.bool_],
    margin: float,
) -> NDArray[np.float64]:
    """Return the votes with the margin added between members of one event, and taken between those of two.

    Whom the editor placed draws nobody out of another event: the editor has seen them apart.
    """
    import numpy as np

    one, two = home[pairs[:, 0]], home[pairs[:, 1]]
    both = (one > 0) & (two > 0)
    held = np.clip(ballots + np.where(both, np.where(one == two, margin, -margin), 0.0), 0.0, 1.0)
    return np.where(both & (one != two) & ~(fresh[pairs[:, 0]] & fresh[pairs[:, 1]]), 0.0, held)


def _in_reach(new: Sequence[str], old: Sequence[str], sight: Sight, options: GroupOptions) -> set[str]:
    """Return the stories of the ledger that a new one may belong to: near in time, and nearest by centred vectors.

    A new story in a language the encoder does not know looks at four times as many. Only those near in time to some
    new story are looked at.
    """
    import numpy as np

    if not old:
        return set()
    days, old_days = sight.days(new), sight.days(old)
    order = np.argsort(days, kind="stable")
    open_ = np.arange(len(old))
    if days.min() != UNDATED:
        after = np.searchsorted(days[order], old_days - options.window_days)
        nearest = days[order][np.minimum(after, len(days) - 1)]
        open_ = np.flatnonzero((old_days == UNDATED) | (np.abs(nearest - old_days) <= options.window_days))
    reach = [options.reach * (1 if sight.is_encoded(story) else 4) for story in new]
    best = {at: (np.empty(0, dtype=np.float32), np.empty(0, dtype=np.int64)) for at in range(len(new))}
    centred = sight.centred(new)
    for start in range(0, len(open_), options.slab):
        columns = open_[start : start + options.slab]
        vectors = sight.centred([old[column] for column in columns.tolist()])
        column_days = old_days[columns]
        for at in range(0, len(order), 256):
            rows = order[at : at + 256]
            near = np.round(centred[rows] @ vectors.T, 4)
            for row, cosines in zip(rows.tolist(), near, strict=True):
                apart = np.abs(column_days - days[row]) > options.window_days
                allowed = np.flatnonzero((column_days == UNDATED) | (days[row] == UNDATED) | ~apart)
                values = np.concatenate([best[row][0], cosines[allowed]])
                places = np.concatenate([best[row][1], columns[allowed]])
                kept = np.argsort(-values, kind="stable")[: reach[row]]
                best[row] = (values[kept], places[kept])
    return {old[place] for _, places in best.values() for place in places.tolist()}
