"""Old permalinks: where each leads, and which events have feeds for ever."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.model.event import answering
from generator.plan.permalinks import event_url, name_url

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from generator.model import Event
    from generator.model.digest import Digest


@dataclass(frozen=True, slots=True)
class Redirects:
    """Old permalinks and where they lead, sorted; and who is followed.

    `followed` are the ids of the events that have feeds; `homes` the old permalinks of each of them below which its feeds
    are to be found too. No host's rules are asked for these: a reader of feeds that knows no redirect has none to
    follow, and hosts take few rules.
    """

    pages: tuple[tuple[str, str], ...]
    followed: frozenset[str]
    homes: Mapping[str, tuple[str, ...]]


def redirects(digest: Digest) -> Redirects:
    """Find the old permalinks of events and of names, and the events that have feeds."""
    found = find_old(digest.ledger, digest.events)
    names = ((name_url(old), name_url(new)) for old, new in digest.roll.moved)
    return Redirects(tuple(sorted((*found.pages, *names))), found.followed, found.homes)


def find_old(ledger: Iterable[Event], events: Collection[Event]) -> Redirects:
    """Find the old permalinks of `events`, those that are shown: former slugs, and the slugs of events that went into them.

    An event is followed if it has feeds by its own members, now or once, or took in one that had.
    """
    by_id = {event.id: event for event in ledger}
    shown = {event.id: event for event in events}
    live = {event.slug for event in events}
    pages: list[tuple[str, str]] = []
    old_of: dict[str, list[str]] = {}
    followed = {event.id for event in events if event.followed}
    for event in by_id.values():
        target = answering(event, by_id)
        if target.id not in shown:
            continue
        slugs = [*event.former, *([event.slug] if target is not event else [])]
        old = [event_url(slug) for slug in slugs if slug not in live]
        pages += ((url, event_url(target.slug)) for url in old)
        if event.followed:
            followed.add(target.id)
            old_of.setdefault(target.id, []).extend(old)
    homes = {ident: tuple(sorted(old)) for ident, old in sorted(old_of.items()) if old}
    return Redirects(tuple(sorted(pages)), frozenset(followed), homes)
