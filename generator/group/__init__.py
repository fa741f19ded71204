"""Grouping: stories and the ledger so far -> the ledger. Every door takes values and returns values.

`group` places what is new and leaves the rest where it is; `regroup` starts over and keeps ids by what is shared;
`find_copies` tells copies from reports within one event; `weigh` says how alike a story is to an event.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from generator.group.options import GroupOptions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date
    from typing import TypeAlias

    import numpy as np
    from numpy.typing import NDArray

    from generator.group.weighing import Weight
    from generator.model import Article, Event, Story

    Rows: TypeAlias = Mapping[str, NDArray[np.float32]]
    Vectors: TypeAlias = Rows | Callable[[Iterable[Story]], Rows]

__all__ = ["GroupOptions", "find_copies", "group", "regroup", "weigh"]


def name_by_id(stories: tuple[Story, ...]) -> str:  # noqa: ARG001  # a naming that looks at nothing
    """Name no event: its id stands in for a slug."""
    return ""


def group(  # noqa: PLR0913  # the door the build calls: what is there, what was, what the editor says, how
    stories: Mapping[str, Story] | Sequence[Story],
    vectors: Vectors,
    events: Sequence[Event] = (),
    placed: Mapping[str, str] | None = None,
    options: GroupOptions = GroupOptions(),  # noqa: B008  # frozen
    *,
    told: frozenset[str] = frozenset(),
    slug_of: Callable[[tuple[Story, ...]], str] = name_by_id,
) -> tuple[Event, ...]:
    """Return the ledger with every story in an event, sorted by id.

    `vectors` has a row for each story's id (`encoder.encode(encoder.lead_of(story))`), or is a function that returns
    such rows: it is asked only for the stories that are looked at. `events` is the ledger so far; `placed` an event's
    slug, or "none", for articles that the editor placed. `told` are those whose own file says so: an event of none but
    such ones gets no ties, and nothing in it is read. Members of the ledger stay where they are;
    new stories join an event where average linkage says so, or form new ones; events never join each other. The order
    of the input does not matter. `slug_of` names a new event; an empty name, or a taken one, is made free.
    """
    from generator.group.identity import bequeath, enrol, settle
    from generator.group.marks import MarkBook
    from generator.group.proposal import propose
    from generator.group.sight import Sight
    from generator.group.ties import Editor, tie_up

    placed = placed or {}
    by_id = stories if isinstance(stories, Mapping) else {story.id: story for story in stories}
    rows = vectors if callable(vectors) else lambda _: vectors
    name = _namer(by_id, slug_of)
    standing = settle(by_id, events, placed, name)
    clusters: tuple[tuple[str, ...], ...] = ()
    with MarkBook(options.workers) as marks:
        if standing.homeless:
            open_events = {
                event.id: event.members
                for event in standing.events
                if event.members and event.id not in standing.closed
            }
            clusters = propose(standing.homeless, open_events, Sight(by_id, rows, marks), options)
        ledger = bequeath(events, enrol(standing.events, _whole(clusters, standing.events), name))
        editor = Editor(frozenset(placed) & by_id.keys(), told)
        return tie_up(ledger, by_id, rows, editor, marks) if options.reasons else ledger


def regroup(  # noqa: PLR0913  # the same door
    stories: Mapping[str, Story] | Sequence[Story],
    vectors: Vectors,
    events: Sequence[Event] = (),
    placed: Mapping[str, str] | None = None,
    options: GroupOptions = GroupOptions(),  # noqa: B008  # frozen
    *,
    told: frozenset[str] = frozenset(),
    kept: frozenset[str] = frozenset(),
    slug_of: Callable[[tuple[Story, ...]], str] = name_by_id,
) -> tuple[Event, ...]:
    """Return a ledger made from scratch: what the editor placed stands, and so do the events whose ids are `kept`.

    What stood together stays so, and what stood apart stays apart, unless the likeness says otherwise by a clear margin
    (`options.margin`). The larger part of an event keeps its id; where events come together the older one (by its first
    dated article) keeps its own, and the others lead to it (`Event.merged`).
    """
    from dataclasses import replace

    from generator.group.identity import bequeath, enrol, inherit, settle
    from generator.group.marks import MarkBook
    from generator.group.proposal import propose
    from generator.group.sight import Sight
    from generator.group.ties import Editor, tie_up

    placed = placed or {}
    by_id = stories if isinstance(stories, Mapping) else {story.id: story for story in stories}
    rows = vectors if callable(vectors) else lambda _: vectors
    name = _namer(by_id, slug_of)
    standing = settle(by_id, events, placed, name)
    placed_here = frozenset(placed) & by_id.keys()
    held = placed_here | {m for event in standing.events if event.id in kept for m in event.members}
    bound = standing.bound | kept
    seeds = {
        event.id: seed
        for event in standing.events
        if event.id in bound - standing.closed and (seed := [m for m in event.members if m in held])
    }
    closed = {member for event in standing.events if event.id in standing.closed for member in event.members}
    free = [story for story in sorted(by_id) if story not in held and story not in closed]
    homes = {member: event.id for event in standing.events for member in event.members if member not in closed}
    with MarkBook(options.workers) as marks:
        sight = Sight(by_id, rows, marks)
        clusters = [*propose(free, seeds, sight, options, homes)] if free else []
        covered = {story for cluster in clusters for story in cluster}
        clusters += [tuple(seed) for seed in seeds.values() if covered.isdisjoint(seed)]
        clusters += [event.members for event in standing.events if event.id in standing.closed]
        clusters = _gather(_join_seeds(clusters, seeds), seeds, standing.events)
        anchors = {event.id: event.members[0] for event in standing.events if event.id in standing.closed}
        anchors |= {ident: seed[0] for ident, seed in seeds.items()}

        def age(event: Event) -> tuple[date, ...]:
            """Return the first day of an event's articles; no day is later than any."""
            from datetime import date

            return (min((sight.brief(m).date or date.max for m in event.members), default=date.max),)

        inherited = inherit(tuple(replace(event, ties=()) for event in standing.events), clusters, anchors, age)
        housed = {member for event in inherited for member in event.members}
        ledger = bequeath(events, enrol(inherited, [cluster for cluster in clusters if cluster[0] not in housed], name))
        return tie_up(ledger, by_id, rows, Editor(placed_here, told), marks) if options.reasons else ledger


def weigh(
    questions: Sequence[tuple[str, Sequence[str]]],
    stories: Mapping[str, Story],
    vectors: Mapping[str, NDArray[np.float32]],
    options: GroupOptions = GroupOptions(),  # noqa: B008  # frozen
) -> tuple[Weight | None, ...]:
    """Say how alike each story is to the members of an event; `None` where the event has no other."""
    from generator.group.weighing import weigh

    return weigh(questions, stories, vectors, options)


def find_copies(
    articles: Sequence[Article],
    stories: Mapping[str, Story],
    encode: Callable[[Iterable[Story]], Rows] | None = None,
) -> tuple[tuple[str, ...], ...]:
    """Return the members of one event that are one report: sorted tuples of two ids or more, sorted.

    Translations are looked for where stories can be encoded.
    """
    from generator.group.copies import find_copies

    return find_copies(articles, stories, encode)


def _namer(by_id: Mapping[str, Story], slug_of: Callable[[tuple[Story, ...]], str]) -> Callable[[tuple[str, ...]], str]:
    return lambda ids: slug_of(tuple(by_id[story] for story in sorted(ids)))


def _whole(clusters: Sequence[tuple[str, ...]], events: Sequence[Event]) -> list[tuple[str, ...]]:
    """Add to each cluster the members of its event that were out of reach."""
    homes = {member: event for event in events for member in event.members}
    return [
        tuple(sorted({*cluster, *(m for story in cluster if story in homes for m in homes[story].members)}))
        for cluster in clusters
    ]


def _gather(
    clusters: Sequence[tuple[str, ...]], seeds: Mapping[str, Sequence[str]], events: Sequence[Event]
) -> list[tuple[str, ...]]:
    """Join whom the editor placed in an event with the largest part of its other members, if that is no smaller.

    An article that the editor puts into an event must not take the event's address away from those who were there.
    """
    members = {event.id: event.members for event in events}
    where = {story: number for number, cluster in enumerate(clusters) for story in cluster}
    held = {where[seed[0]]: ident for ident, seed in sorted(seeds.items())}
    joined = dict(enumerate(clusters))
    for own, ident in sorted(held.items()):
        shares: dict[int, int] = {}
        for member in members[ident]:
            shares[where[member]] = shares.get(where[member], 0) + 1
        other = min((n for n in shares if n not in held), key=lambda n: (-shares[n], clusters[n]), default=None)
        if other is not None and other in joined and shares[other] >= shares.get(own, 0):
            joined[own] = tuple(sorted((*joined[own], *joined.pop(other))))
    return sorted(joined.values())


def _join_seeds(clusters: Sequence[tuple[str, ...]], seeds: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """Add to each cluster the articles that the editor placed in its event."""
    seed_of = {story: seed for seed in seeds.values() for story in seed}
    return [
        tuple(sorted({*cluster, *(other for story in cluster if story in seed_of for other in seed_of[story])}))
        for cluster in clusters
    ]
