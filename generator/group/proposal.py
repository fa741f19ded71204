"""Proposals: clusters of stories by likeness, around the events that stand already."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from generator.group.background import ENCODED, load
from generator.group.cluster import link
from generator.group.likeness import logits, probability
from generator.group.measures import COLUMNS, UNDATED, measure, number, primary, view
from generator.group.neighbours import pair_up

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from generator.group.marks import MarkBook
    from generator.group.measures import Views
    from generator.group.options import GroupOptions
    from generator.model import Story

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


def propose(  # noqa: PLR0913  # what is new, what stands, how they look, how to judge them
    new: Sequence[Story],
    standing: Mapping[str, Sequence[Story]],
    vectors: Mapping[str, NDArray[np.float32]],
    options: GroupOptions,
    marks: MarkBook,
    homes: Mapping[str, str] | None = None,
) -> tuple[tuple[str, ...], ...]:
    """Place new stories by likeness: into the events of `standing` (id -> members), or into clusters of their own.

    `homes` are the events that stories were in before: what stood needs a clear margin to change. Returns every cluster with a new story in it, as sorted article ids, with the members it already had.
    """
    import numpy as np

    if not new:
        return ()
    near = {
        story.id
        for story in _in_reach(
            new, [story for event in sorted(standing) for story in standing[event]], vectors, options
        )
    }
    # An event is weighed whole: by its last days alone it would take in a saga's next day, and the next, for ever.
    old = [story for members in standing.values() if any(one.id in near for one in members) for story in members]
    stories = sorted([*new, *old], key=lambda story: story.id)
    row = {story.id: number for number, story in enumerate(stories)}
    seeds = [
        seed for event in sorted(standing) if (seed := [row[story.id] for story in standing[event] if story.id in row])
    ]
    fresh = np.ones(len(stories), dtype=bool)
    fresh[[at for seed in seeds for at in seed]] = False
    views = view(stories, vectors, marks)
    home = number([(homes or {}).get(story.id, "") for story in stories])
    pairs = pair_up(views, options.neighbours, options.window_days)
    if homes:
        pairs = np.unique(np.concatenate([pairs, _fellows(home, views.days, options.window_days)]), axis=0)
    pairs = pairs[fresh[pairs[:, 0]] | fresh[pairs[:, 1]]]
    ballots = _hold(votes(views, pairs, options), pairs, home, fresh, options.margin)
    more = _complete(views, pairs, ballots, seeds, fresh, options.window_days)
    pairs = np.concatenate([pairs, more])
    ballots = np.concatenate([ballots, _hold(votes(views, more, options), more, home, fresh, options.margin)])
    loud = ballots > FAINT
    likely = {(i, j): vote for (i, j), vote in zip(pairs[loud].tolist(), ballots[loud].tolist(), strict=True)}
    clusters = link(len(stories), likely, needed, seeds)
    return tuple(tuple(stories[at].id for at in cluster) for cluster in clusters if fresh[list(cluster)].any())


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


def _fellows(home: NDArray[np.int64], days: NDArray[np.int64], window: int) -> NDArray[np.int64]:
    """Return the pairs within each event, near in time; of events that are no crowd."""
    import numpy as np

    found = [np.empty((0, 2), dtype=np.int64)]
    order = np.argsort(home, kind="stable")
    for part in np.split(order, np.flatnonzero(np.diff(home[order])) + 1):
        if home[part[0]] and 2 <= len(part) <= CROWD:
            i, j = (side.ravel() for side in np.meshgrid(part, part, indexing="ij"))
            near = (days[i] == UNDATED) | (days[j] == UNDATED) | (np.abs(days[i] - days[j]) <= window)
            found.append(np.stack([i, j], axis=1)[(i < j) & near])
    return np.concatenate(found)


def _in_reach(
    new: Sequence[Story], old: Sequence[Story], vectors: Mapping[str, NDArray[np.float32]], options: GroupOptions
) -> list[Story]:
    """Return the stories of the ledger that a new one may belong to: near in time, and nearest by centred vectors.

    A new story in a language the encoder does not know looks at four times as many.
    """
    import numpy as np

    if not old:
        return []
    background = load()

    def centre(stories: Sequence[Story]) -> NDArray[np.float32]:
        rows = np.array([vectors[s.id] - background.mean_of(primary(s.lang), len(vectors[s.id])) for s in stories])
        return np.asarray(rows / np.maximum(np.sqrt(np.einsum("ij,ij->i", rows, rows)), 1e-9)[:, None])

    def days(stories: Sequence[Story]) -> NDArray[np.int64]:
        return np.array([story.date.toordinal() if story.date else UNDATED for story in stories])

    chosen = np.zeros(len(old), dtype=bool)
    old_rows, old_days = centre(old), days(old)
    for at in range(0, len(new), 256):
        block = new[at : at + 256]
        near = np.round(centre(block) @ old_rows.T, 4)
        for story, day, row in zip(block, days(block).tolist(), near, strict=True):
            open_ = (old_days == UNDATED) | (np.abs(old_days - day) <= options.window_days)
            allowed = np.flatnonzero(open_ if day != UNDATED else np.ones(len(old), dtype=bool))
            reach = options.reach * (1 if primary(story.lang) in ENCODED else 4)
            chosen[allowed[np.argsort(-row[allowed], kind="stable")[:reach]]] = True
    return [story for story, wanted in zip(old, chosen.tolist(), strict=True) if wanted]


def _complete(  # noqa: PLR0913  # what is known so far, piece by piece
    views: Views,
    pairs: NDArray[np.int64],
    ballots: NDArray[np.float64],
    seeds: Sequence[Sequence[int]],
    fresh: NDArray[np.bool_],
    window: int,
) -> NDArray[np.int64]:
    """Return the pairs not yet measured within each component of likely pairs, unless the component is a crowd."""
    import numpy as np
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    number = len(fresh)
    chains = [(seed[0], other) for seed in seeds for other in seed[1:]]
    edges = np.concatenate([pairs[ballots >= HALF], np.array(chains, dtype=np.int64).reshape(-1, 2)])
    graph = coo_matrix((np.ones(len(edges)), (edges[:, 0], edges[:, 1])), shape=(number, number))
    _, label = connected_components(graph, directed=False)
    order = np.argsort(label, kind="stable")
    found = [np.empty((0, 2), dtype=np.int64)]
    for component in np.split(order, np.flatnonzero(np.diff(label[order])) + 1):
        if not 2 < len(component) <= CROWD or not fresh[component].any():
            continue
        i, j = (side.ravel() for side in np.meshgrid(component, component, indexing="ij"))
        both = (views.days[i] != UNDATED) & (views.days[j] != UNDATED)
        near = ~both | (np.abs(views.days[i] - views.days[j]) <= window)
        wanted = (i < j) & near & (fresh[i] | fresh[j])
        found.append(np.stack([i[wanted], j[wanted]], axis=1))
    every = np.concatenate(found)
    known = pairs[:, 0] * number + pairs[:, 1]
    return every[~np.isin(every[:, 0] * number + every[:, 1], known)]
