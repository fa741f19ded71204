"""Merges the editor asked for, written into the ledger."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.model import Event


def merge_events(events: Sequence[Event], merges: Mapping[str, str]) -> tuple[Event, ...]:
    """Mark each event of `merges` that has no members left as gone into the event with that slug, to redirect there.

    Where that one goes on into another, by these merges or by earlier ones, it is the last that is named. An event that
    nobody has an article of takes in none, until it has one: the address would lead nowhere.
    """
    by_id = {event.id: event for event in events}
    by_slug = {event.slug: event for event in events}

    def end(event: Event) -> Event:
        seen: set[str] = set()
        while event.id not in seen and not event.members:
            seen.add(event.id)
            into = by_slug.get(merges.get(event.id, ""))
            event = into or by_id.get(event.merged or event.heir or "", event)
        return event

    def mark(event: Event) -> Event:
        if event.id not in merges or event.members:
            return event
        into = end(event)
        return replace(event, merged=into.id, heir=None) if into.members else event

    return tuple(mark(event) for event in events)
