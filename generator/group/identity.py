"""Identity: what keeps an event's id and slug through arrivals, departures, merges and splits. Ids only, no texts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.model import Event
from generator.text.slugs import MOST_BYTES, short_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

ALONE = "none"
"""What an editor writes in place of a slug to keep an article by itself."""

_ID_LENGTH = 6

_LONGEST = 12
"""Letters of a hash that an id may be lengthened to, when it is asked for its founder."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A ledger with the editor's word carried out: the events so far, and the articles that have none yet.

    `closed` are the ids of events whose only member is to stay alone; `bound` the ids of events that the editor gave
    members to.
    """

    events: tuple[Event, ...]
    homeless: tuple[str, ...]
    closed: frozenset[str]
    bound: frozenset[str]


def settle(
    present: Iterable[str],
    events: Sequence[Event],
    placed: Mapping[str, str],
    slug_of: Callable[[tuple[str, ...]], str],
) -> Standing:
    """Carry the ledger over to the articles that are present, and put those in their place that the editor placed.

    Members that are gone leave; an event that loses its last one keeps its line. A slug that no event has makes an
    event. An article to stay alone keeps its event if it is alone there, else it gets a new one.
    """
    here = sorted(set(present))
    book = Book(events)
    homes = {member: event.id for event in sorted(events, key=lambda e: e.id) for member in event.members}
    home = {story: homes[story] for story in here if story in homes}

    bound: set[str] = set()
    for story in here:
        if placed.get(story, ALONE) != ALONE:
            home[story] = book.find(placed[story]) or book.open(story, placed[story])
            bound.add(home[story])

    closed: set[str] = set()
    crowd = Counter(home.values())
    book.occupied |= set(crowd)
    for story in here:
        if placed.get(story) == ALONE:
            at = home.get(story)
            if at is None or crowd[at] > 1 or at in bound:
                if at is not None:
                    crowd[at] -= 1
                at = home[story] = book.open(story, None, lambda story=story: slug_of((story,)))  # type: ignore[misc]
                crowd[at] = 1
            closed.add(at)

    members: dict[str, list[str]] = {}
    for story in here:
        if story in home:
            members.setdefault(home[story], []).append(story)
    settled = tuple(book.events[key].with_members(members.get(key, ())) for key in sorted(book.events))
    return Standing(settled, tuple(s for s in here if s not in home), frozenset(closed), frozenset(bound))


def enrol(
    events: Sequence[Event], clusters: Sequence[tuple[str, ...]], slug_of: Callable[[tuple[str, ...]], str]
) -> tuple[Event, ...]:
    """Give the clusters to their events: the one that already holds some of their members, or a new one.

    Each cluster holds the members of at most one event. Returns the ledger, sorted by id.
    """
    book = Book(events)
    homes = {member: event.id for event in events for member in event.members}
    for cluster in sorted(clusters):
        at = next((homes[story] for story in cluster if story in homes), None)
        if at is None:
            at = book.open(cluster[0], None, lambda cluster=cluster: slug_of(cluster))  # type: ignore[misc]
        book.events[at] = book.events[at].with_members(cluster)
    return tuple(book.events[key] for key in sorted(book.events))


def inherit(
    events: Sequence[Event],
    clusters: Sequence[tuple[str, ...]],
    anchors: Mapping[str, str],
    age: Callable[[Event], object],
) -> tuple[Event, ...]:
    """Hand the ids of `events` on to `clusters` that were made without regard to them, by what they share.

    An event of `anchors` goes where the article goes that the editor tied it to, any other where most of its members
    went (ties: to the cluster with the smallest first member). Where several go to one cluster, those tied stand first, then the smallest `age`, then the smallest id; the others are
    merged into it. Returns the events, with members of the clusters they hold; a cluster nobody holds is not in it.
    """
    where = {member: number for number, cluster in enumerate(clusters) for member in cluster}
    claims: dict[int, list[Event]] = {}
    result: dict[str, Event] = {}
    for event in sorted(events, key=lambda e: e.id):
        shares: dict[int, int] = {}
        for member in event.members:
            if member in where:
                shares[where[member]] = shares.get(where[member], 0) + 1
        if not shares:
            result[event.id] = event.with_members(())
            continue
        most = min(shares, key=lambda n: (-shares[n], clusters[n]))
        claims.setdefault(where.get(anchors.get(event.id, ""), most), []).append(event)
    for number, rivals in claims.items():
        ranked = sorted(rivals, key=lambda e: (e.id not in anchors, age(e), e.id))
        result[ranked[0].id] = ranked[0].with_members(clusters[number])
        for other in ranked[1:]:
            result[other.id] = replace(other.with_members(()), merged=ranked[0].id)
    return tuple(result[key] for key in sorted(result))


def bequeath(before: Sequence[Event], after: Sequence[Event]) -> tuple[Event, ...]:
    """Say of each event that lost its members to others where they went, so that its address redirects there.

    That is the event that most of its last members are in (ties: the smallest id). Where they are gone, and with them
    whoever they were left to, it is the event that holds the article it was founded by, if that is still there; else the
    event keeps its line and leads nowhere. An event that has members, or was merged, has no heir.
    """
    homes = {member: event.id for event in after for member in event.members}
    old = {event.id: event.members for event in before}
    by_id = {event.id: event for event in after}
    founders: dict[str, str] = {}
    if any(not event.members and not event.merged for event in after):
        founders = {short_hash(member, _LONGEST): home for member, home in sorted(homes.items())}
    result = []
    for event in after:
        heir = None
        if not event.members and not event.merged:
            went = Counter(homes[member] for member in old.get(event.id, ()) if member in homes)
            heir = min(went, key=lambda ident: (-went[ident], ident), default=event.heir)
            if heir is None or not _lives(heir, by_id):
                heir = next((home for whole, home in founders.items() if whole.startswith(event.id)), heir)
        result.append(event if event.heir == heir else replace(event, heir=heir))
    return tuple(result)


def _lives(ident: str, events: Mapping[str, Event]) -> bool:
    """Tell whether an event, or the one it leads to, has members."""
    seen: set[str] = set()
    while ident in events and ident not in seen:
        seen.add(ident)
        if events[ident].members:
            return True
        ident = events[ident].merged or events[ident].heir or ""
    return False


class Book:
    """The ledger while it is written: events by id, with the ids and the slugs that are taken."""

    def __init__(self, events: Iterable[Event]) -> None:
        self.events = {event.id: event for event in events}
        self.occupied = {event.id for event in self.events.values() if event.members}
        self.slugs = {ALONE}
        self.owners: dict[str, str] = {}
        for key in sorted(self.events):
            for slug in self.events[key].former:
                self.slugs.add(slug)
                self.owners.setdefault(slug, key)
        for key in sorted(self.events, reverse=True):
            self.slugs.add(self.events[key].slug)
            self.owners[self.events[key].slug] = key

    def find(self, slug: str) -> str | None:
        """Return the id of the event that has or had `slug`, or that it was merged into."""
        key = self.owners.get(slug)
        if key is None:
            return None
        seen = {key}
        while (into := self.events[key].merged) is not None and into in self.events and into not in seen:
            seen.add(into)
            key = into
        return key

    def open(self, first: str, slug: str | None, wanted: Callable[[], str] = str) -> str:
        """Open an event whose first member is `first`, and return its id: the hash of it, longer where that is taken.

        An event without members whose id is this very hash was founded by this very article, which has come back: it
        gets its event again. A new event gets `slug`, or where that is `None` a free one by `wanted`.
        """
        length = _ID_LENGTH
        key = short_hash(first, length)
        while key in self.events and (key in self.occupied or self.events[key].merged is not None or slug is not None):
            length += 1
            key = short_hash(first, length)
        self.occupied.add(key)
        if key not in self.events:
            name = free_slug(wanted() or key, self.slugs) if slug is None else slug
            self.events[key] = Event(key, name, ())
            self.slugs.add(name)
            self.owners[name] = key
        return key


def free_slug(wanted: str, taken: Collection[str]) -> str:
    """Return `wanted`, or with the first of -2, -3, ... that is not taken."""
    slug, number = wanted, 1
    while slug in taken:
        number += 1
        end = f"-{number}"
        slug = wanted[: MOST_BYTES - len(end)].rstrip("-") + end
    return slug
